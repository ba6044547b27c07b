"""The ladder of commitment: from nothing to a defence pact, by treaty obligation and day.

The order is that of Singer and Small (1966, J. Politics 28(1)) as Signorino and Ritter (1999) use it, entente below
neutrality below defence, with ATOP's obligations (Leeds and others 2002) as rungs. Others rank non-aggression below
consultation. A pledge of consultation, non-aggression or neutrality counts as the pair's own only in a treaty of two:
the Helsinki accords put 35 states, the United States and the Soviet Union among them, under a pledge of non-aggression
in 1975, which is no pact between them. Defence counts in a treaty of any size.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from comity import actors
from comity.errors import ComityError
from comity.measure.pacts.obligations import OBLIGATIONS
from comity.measure.pacts.treaties import Hold, Treaty, known, treaties_of
from comity.measure.source import Source
from comity.measure.votes.choices import ordered

__all__ = ["RUNGS", "Ladder", "Rung", "Spell", "Treaty", "ladder"]


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder."""

    level: int
    label: str
    meaning: str


RUNGS = (
    Rung(0, "no commitment", "no treaty obligation and no declared partnership on record"),
    Rung(
        1,
        "partnership or shared pledge",
        "a declared partnership, or a pledge of consultation, non-aggression or neutrality in a treaty of three or more",
    ),
    Rung(2, "consultation pact", "a treaty of the two that obliges them to consult in a crisis (entente)"),
    Rung(3, "non-aggression pact", "a treaty of the two that rules out force between them"),
    Rung(4, "neutrality pact", "a treaty of the two to stay out when the other is at war"),
    Rung(5, "defence pact", "an obligation to fight beside the other, in defence or offence, in a treaty of any size"),
)


@dataclass(frozen=True, slots=True)
class Spell:
    """Days on one rung. `end` None = until the last day known. `treaties` are those that hold it there."""

    rung: int
    label: str
    start: date
    end: date | None
    obligations: tuple[str, ...]
    treaties: tuple[Treaty, ...]
    evidence: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """Where two states stand on `as_of`, since when, and every spell so far, oldest first (rung 0 left out).

    `as_of` is the last day the record speaks for; `note` says what that is. `treaties` holds all, oldest first.
    """

    state1: str
    state2: str
    rung: int
    label: str
    since: date | None
    spells: tuple[Spell, ...]
    treaties: tuple[Treaty, ...]
    as_of: date
    note: str
    evidence: str


def ladder(state1: str, state2: str, *, source: Source, until: date | None = None) -> Ladder:
    """The rung two states stand on by their treaties up to a day (None: the last day known); predecessors' count.

    Treaties come from ATOP by way of the source and from our own table of the better-known ones. ComityError for a
    bloc, or a state and its own predecessor.

    >>> from comity.measure.source import open_source
    >>> stand = ladder("RUS", "CHN", source=open_source(), until=date(2018, 1, 1))
    >>> stand.label, stand.since.isoformat(), [spell.rung for spell in stand.spells]
    ('non-aggression pact', '2001-07-16', [5, 1, 3])
    """
    one, two = ordered(state1, state2)
    _refuse_bloc(two)
    treaties, holds = treaties_of(one, two, source, until)
    as_of, note = known(source, treaties, (one, two), until)
    treaties = tuple(replace(t, end=None) if t.end and t.end > as_of else t for t in treaties)
    spells = _spells([h for h in holds if h.start <= as_of], treaties, f"{one}-{two}", as_of)
    rung, since = _now(spells, as_of)
    return Ladder(
        one, two, rung, RUNGS[rung].label, since, spells, treaties, as_of, note, f"ladder/{one}-{two}/{as_of.year}"
    )


def _refuse_bloc(id: str) -> None:
    if actors.get(id).kind != "state":
        raise ComityError(
            "the ladder is for two states", where=id, next_step="name a state, or ask for the shared bodies"
        )


def _now(spells: tuple[Spell, ...], as_of: date) -> tuple[int, date | None]:
    """Rung on that day and the first day of it; rung 0 since the day after the last spell, None where there was none."""
    if not spells:
        return 0, None
    last = spells[-1]
    if last.end is None or last.end >= as_of:
        return last.rung, last.start
    return 0, last.end + timedelta(days=1)


def _spells(holds: list[Hold], treaties: tuple[Treaty, ...], pair: str, as_of: date) -> tuple[Spell, ...]:
    """The highest obligation in force, day by day, cut where it changes."""
    cuts = sorted({h.start for h in holds} | {h.end + timedelta(days=1) for h in holds if h.end <= as_of})
    stretches: list[tuple[int, date, date]] = []
    for start, following in pairwise([*cuts, date.max]):
        rung = max((h.rung for h in holds if h.start <= start <= h.end), default=0)
        end = following if following == date.max else following - timedelta(days=1)
        if stretches and stretches[-1][0] == rung:
            stretches[-1] = (rung, stretches[-1][1], end)
        else:
            stretches.append((rung, start, end))
    return tuple(_spell(stretch, holds, treaties, pair) for stretch in stretches if stretch[0])


def _spell(stretch: tuple[int, date, date], holds: list[Hold], treaties: tuple[Treaty, ...], pair: str) -> Spell:
    rung, start, end = stretch
    within = [h for h in holds if h.start <= end and h.end >= start]
    obligations = tuple(name for name in OBLIGATIONS if name in {h.name for h in within})
    holding = {h.treaty for h in within if h.rung == rung}
    shown = tuple(treaty for treaty in treaties if treaty.evidence in holding)
    last = None if end == date.max else end
    return Spell(rung, RUNGS[rung].label, start, last, obligations, shown, f"ladder/{pair}/{start.year}")
