"""How camps and states of an earlier year are called."""

from __future__ import annotations

from datetime import date

from comity import actors
from comity.brief.findings import Findings
from comity.brief.wording import listed, named, named_then
from comity.measure.camps.company import Group
from comity.schema import Actor

LARGEST = 3
DIVIDED = {"DEU": (1989, "West Germany"), "VNM": (1975, "North Vietnam")}
"""States that were one part of a divided land up to the end of a year."""


def then(state: str, year: int) -> Actor:
    """The state that a line of states was at the end of a year.

    >>> then("RUS", 1980).name, then("RUS", 2000).name
    ('Soviet Union', 'Russia')
    """
    day = date(year, 12, 31)
    line = [actors.get(id) for id in actors.lineage(state)]
    line += [actors.get(id) for id in actors.successors(state)] if line[-1].end and line[-1].end < day else []
    here = (one for one in line if (one.start or day) <= day <= (one.end or day))
    return next(here, actors.get(state))


def name_then(state: str, year: int) -> str:
    """What a state was called at the end of a year, without an article.

    >>> name_then("DEU", 1985), name_then("DEU", 2005), name_then("RUS", 1985)
    ('West Germany', 'Germany', 'Soviet Union')
    """
    last, name = DIVIDED.get(state, (0, ""))
    return name if year <= last else then(state, year).name


def called(group: Group) -> str:
    """A camp as it is called: after the formal bloc nearest to it, else after its largest members."""
    if group.bloc:
        return f"most like {named_then(actors.get(group.bloc), date(group.year, 12, 31))}"
    return largest(group)


def largest(group: Group, but: tuple[str, ...] = (), number: int = LARGEST) -> str:
    """The largest members, without some."""
    names = [named(name_then(state, group.year)) for state in group.members if state not in but][:number]
    rest = len(group.members) > len(names) + len(but)
    return f"{', '.join(names)} and others" if rest and names else listed(names)


def names_then(findings: Findings, units: tuple[str, str], year: int) -> tuple[str, str]:
    """The two states as they were called in a year, in the order of the question."""
    day = date(year, 12, 31)
    asked = (findings.state1, findings.state2)
    one, two = (
        named(DIVIDED[id][1])
        if id in DIVIDED and year <= DIVIDED[id][0]
        else named(actor if (actor.end or day) >= day and (actor.start or day) <= day else then(id, year))
        for actor, id in zip(asked, units, strict=True)
    )
    return one, two
