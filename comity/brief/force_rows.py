"""Tables on force: counts of each act with rates and intervals, and the record of the two by year."""

from __future__ import annotations

from collections.abc import Sequence

from comity.brief.findings import Findings
from comity.brief.objects import Cell, Figure, Table
from comity.brief.sizes import bounds
from comity.brief.wording import index, named, start
from comity.measure.kept.series import Kept
from comity.measure.strength.readiness import (
    DISPUTES,
    FIRST,
    FORCE,
    FOUGHT,
    HOSTILITY,
    INVASIONS,
    WARS,
    Count,
    Together,
    count,
)
from comity.schema import Estimate

ACTS = (
    (DISPUTES, "Militarised disputes", ""),
    (FIRST, "on the side of the first act", ""),
    (FORCE, "in which it used force", ""),
    (INVASIONS, "in which it occupied territory or began a war", ""),
    (DISPUTES, "with the other", "other"),
    (DISPUTES, "with {rival}", "rival"),
    (WARS, "Wars between states", ""),
    (FOUGHT, "Armed conflicts with a state or beside its rebels", ""),
)


def counts_table(findings: Findings, kept: Kept, until: int) -> Table | None:
    """What each began over the last twenty years of each list, and how often a year."""
    names = [start(named(actor)) for actor in (findings.state1, findings.state2)]
    columns = ["Begun", "Years"]
    for name in names:
        columns += [name, "a year [90%]"]
    rows = []
    for measure, label, facing in ACTS:
        found = _both(findings, kept, measure, facing, until)
        first = next((one for one in found if one is not None), None)
        if first is None:
            continue
        cells = [cell for one in found for cell in _cells(one)]
        rows.append((label.format(rival=findings.rival), f"{first.first}–{first.last_year}", *cells))
    note = "Counts of a list, with exact Poisson bounds. Invasions are a lower bound: a clash outranks an occupation in the coding."
    short = ("", "", findings.state1.id, "", findings.state2.id, "")
    return (
        Table("What each began", tuple(columns), tuple(rows), frozenset(columns[1:]), note, short=short)
        if rows
        else None
    )


def _both(findings: Findings, kept: Kept, measure: str, facing: str, until: int) -> list[Count | None]:
    ids = findings.state1.id, findings.state2.id
    against = {"": ("", ""), "other": (ids[1], ids[0]), "rival": (findings.against.id, findings.against.id)}[facing]
    return [count(kept, measure, id, whom, until) for id, whom in zip(ids, against, strict=True)]


def _cells(found: Count | None) -> tuple[Cell, Cell]:
    if found is None:
        return ("", "")
    per = Figure(f"{index(found.rate.value or 0.0)} {bounds(found.rate)}", found.rate)
    return (Figure(str(found.number), found.n), per)


def by_year(findings: Findings, kept: Kept, lists: Sequence[Together], until: int) -> Table | None:
    """Disputes between the two and exercises together, every year that has one."""
    ways = (
        kept.pair(findings.state1.id, findings.state2.id, until),
        kept.pair(findings.state2.id, findings.state1.id, until),
    )
    begun = ways[0].get(DISPUTES, {})
    reached = [way.get(HOSTILITY, {}) for way in ways]
    years = sorted({*begun, *(year for found in lists for year in found.series)}, reverse=True)
    if not years:
        return None
    names = [start(named(actor)) for actor in (findings.state1, findings.state2)]
    columns = ("Year", "Disputes begun", *(f"Hostility of {name}" for name in names), *(f"Exercises: {SHORT[found.measure]}" for found in lists))  # fmt: skip
    rows = tuple(
        (
            str(year),
            _count(begun.get(year)),
            *(_count(side.get(year)) for side in reached),
            *(_count(found.series.get(year)) for found in lists),
        )
        for year in years
    )
    covered = "; ".join(f"{SHORT[found.measure]} {found.first} to {found.last_year}" for found in lists)
    note = "Hostility from 1, none, to 5, war. Years without anything are left out." + (f" Exercises as listed: {covered}." if covered else "")  # fmt: skip
    return Table("The two by year", columns, rows, frozenset(columns[1:]), note, page_only=True, folded=True)


SHORT = {"exercises/mme": "multinational", "exercises/russian_exercise": "of Russian forces"}


def _count(found: Estimate | None) -> Cell:
    return "" if found is None else Figure(str(int(found.value or 0)), found)
