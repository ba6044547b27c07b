"""What began or ended between two days: treaties, the rung of the ladder, memberships of either."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from comity import actors
from comity.errors import ComityError
from comity.measure.pacts.ladder import RUNGS, Ladder, ladder

if TYPE_CHECKING:
    from comity.measure.source import Source


@dataclass(frozen=True, slots=True)
class Turn:
    """Something that began or ended on a day. `kind`: treaty, membership or rung; `name` the treaty, body or rung.

    `who`: the state a membership is of, both ("") else. `ended`: whether it ended. `together`: the other of the pair was
    in the body on that day.
    """

    kind: str
    name: str
    who: str
    day: date
    ended: bool
    together: bool
    evidence: str


def turns(source: Source, state1: str, state2: str, first: date, last: date) -> tuple[Turn, ...]:
    """What began after the first day and by the last, or ended from the first day on and before the last, oldest first."""
    found = [*memberships(state1, state2, first, last), *memberships(state2, state1, first, last)]
    try:
        stand = ladder(state1, state2, source=source, until=last)
    except ComityError:
        stand = None
    if stand is not None:
        found += [*treaties(stand, first, last), *rungs(stand, first, last)]
    return tuple(sorted(found, key=lambda one: (one.day, one.kind, one.name, one.who)))


def treaties(stand: Ladder, first: date, last: date) -> list[Turn]:
    """Treaties that entered the record or left it."""
    out = []
    for one in stand.treaties:
        name = one.name or one.id
        if first < one.start <= last:
            out.append(Turn("treaty", name, "", one.start, False, True, one.evidence))
        if one.end is not None and first <= one.end < last:
            out.append(Turn("treaty", name, "", one.end, True, True, one.evidence))
    return out


def rungs(stand: Ladder, first: date, last: date) -> list[Turn]:
    """Changes of the rung: the new one on its first day, nought where the last spell ended."""
    out = [
        Turn("rung", spell.label, "", spell.start, False, True, spell.evidence)
        for spell in stand.spells
        if first < spell.start <= last
    ]
    if stand.rung == 0 and stand.since is not None and first < stand.since <= last:
        out.append(Turn("rung", RUNGS[0].label, "", stand.since, False, True, stand.evidence))
    return out


def memberships(state: str, other: str, first: date, last: date) -> list[Turn]:
    """Bodies a state joined or left as a member; groupings of ours do not count."""
    out = []
    for id in actors.lineage(state):
        for spell in actors.memberships(id):
            body = actors.get(spell.bloc)
            if spell.status != "member" or body.kind == "definition":
                continue
            evidence = f"membership/{spell.bloc}/{spell.state}"
            for day, ended in ((spell.start, False), (spell.end, True)):
                if day is not None and first < day <= last and not _passes_on(state, spell, ended):
                    both = other in actors.members(spell.bloc, day)
                    out.append(Turn("membership", body.id, state, day, ended, both, evidence))
    return out


MONTH = 31


def _passes_on(state: str, spell: actors.Membership, ended: bool) -> bool:
    """Whether a seat only passes within the line of a state: the Soviet Union's memberships ended, Russia's began."""
    line = [one for id in actors.lineage(state) for one in actors.memberships(id)]
    others = [one for one in line if one.bloc == spell.bloc and one.state != spell.state]
    pairs = [(spell.end, one.start) if ended else (one.end, spell.start) for one in others]
    return any(old is not None and new is not None and abs((new - old).days) <= MONTH for old, new in pairs)
