"""Shared bodies: which blocs and organisations hold two states at once, and since when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from comity import actors

DEFINITION = "definition"
"""Kind of a bloc that is no body: a grouping stated by us, such as WEST."""


@dataclass(frozen=True, slots=True)
class SharedBody:
    """A bloc both states were full members of; `until` None = still shared on the day asked for.

    `since` is the day the later one joined; `evidence` the two membership ids; `page` where the dates can be checked.
    """

    bloc: str
    name: str
    since: date
    until: date | None
    evidence: tuple[str, ...]
    page: str


def shared_bodies(state1: str, state2: str, until: date | None = None) -> tuple[SharedBody, ...]:
    """Bodies both states belonged to as full members on some day up to `until` (None: all known), oldest first.

    A body left and rejoined gives one entry a spell. Predecessors count: what the Soviet Union was a member of stands
    under RUS with the dates it had. Groupings that exist only by definition (WEST) are no bodies.

    >>> [(body.bloc, body.since.isoformat()) for body in shared_bodies("CHN", "RUS", date(2015, 1, 1))][-1]
    ('BRICS', '2009-06-16')
    """
    found = []
    for one in _spells(state1):
        for two in _spells(state2):
            days = _overlap(one, two, until) if one.bloc == two.bloc else None
            if days is not None and actors.get(one.bloc).kind != DEFINITION:
                found.append(_body(one, two, *days))
    return tuple(sorted(found, key=lambda body: (body.since, body.bloc)))


def shared_spells(bloc: str, state1: str, state2: str) -> list[tuple[date, date | None]]:
    """Days on which both were full members of one bloc, as (first, last or None while it lasts)."""
    ones, twos = ([spell for spell in _spells(state) if spell.bloc == bloc] for state in (state1, state2))
    return [days for one in ones for two in twos if (days := _overlap(one, two, None))]


def _spells(state: str) -> list[actors.Membership]:
    """Full memberships, a predecessor's first; spells that follow each other without a gap are one."""
    full = [row for id in actors.lineage(state) for row in actors.memberships(id) if row.status == "member"]
    joined: list[actors.Membership] = []
    for spell in sorted(full, key=lambda row: (row.bloc, row.start or date.min)):
        if joined and joined[-1].bloc == spell.bloc and _follows(joined[-1].end, spell.start):
            joined[-1] = replace(joined[-1], end=spell.end)
        else:
            joined.append(spell)
    return joined


def _follows(end: date | None, start: date | None) -> bool:
    return end is not None and start is not None and start - end <= timedelta(days=1)


def _overlap(one: actors.Membership, two: actors.Membership, until: date | None) -> tuple[date, date | None] | None:
    start = max(one.start or date.min, two.start or date.min)
    end = min(one.end or date.max, two.end or date.max)
    if start > min(end, until or date.max):
        return None
    return start, None if end > (until or date.max) or end == date.max else end


def _body(one: actors.Membership, two: actors.Membership, since: date, until: date | None) -> SharedBody:
    evidence = tuple(f"membership/{spell.bloc}/{spell.state}" for spell in (one, two))
    page = one.page or two.page
    return SharedBody(one.bloc, actors.get(one.bloc).name, since, until, evidence, page)
