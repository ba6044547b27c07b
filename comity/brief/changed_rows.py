"""Rows and figures of what changed: index and levels, yardsticks and pressure, readings."""

from __future__ import annotations

from datetime import date

from comity.brief.findings import Findings
from comity.brief.indexed import named_year, valued
from comity.brief.objects import Cell, Figure, Table
from comity.brief.wording import bracket, count, index, listed, named, said, start
from comity.measure.alignment.indicators import indicator
from comity.measure.change.between import Move, Moved, Reading
from comity.measure.change.diff import Difference
from comity.measure.votes.yardsticks import YARDSTICKS
from comity.schema import Estimate

SHOWN = 8


def index_rows(found: Difference) -> list[tuple[Cell, ...]]:
    """The index and its levels."""
    moving = found.moved
    if moving is None:
        return []
    rows = [row(found, "Index", moving.index, evident(found, moving, moving.index.change, places=3))]
    return rows + [row(found, start(one.name), one, part(found, moving, one, signed=True)) for one in moving.levels]


def row(found: Difference, name: str, one: Move, adds: Cell) -> tuple[Cell, ...]:
    change = known(found, found.moved, one.change)
    return (
        name,
        valued(one.was, 3),
        valued(one.now, 3),
        Figure(index(change.value or 0.0, 3), change),
        bracket(change, "index"),
        adds,
    )


def beside_rows(findings: Findings, found: Difference) -> list[tuple[Cell, ...]]:
    """The lead yardsticks and pressure."""
    rows = [row(found, start(YARDSTICKS[one.name].label), one, "") for one in found.yardsticks if one.name in LEADS]
    by = {state.id: named(state) for state in (findings.state1, findings.state2)}
    return rows + [
        row(found, f"Pressure by {named(findings.against)} on {by[one.name]}", one, "") for one in found.pressures
    ]


LEADS = ("kappa", "identical")


def readings_table(found: Difference, moving: Moved) -> Table:
    """Every reading that moved the index, the rest in one row: they add up to the change."""
    shown, left, rest = moving.foremost(SHOWN)
    rows: list[tuple[Cell, ...]] = [
        (start(one.level), named_year(one.evidence, int(one.when[:4])), sources(one), news(one, 3)) for one in shown
    ]
    if left:
        more = said(index(rest, 3), rest, found.last, "all other readings and documents", id_of(found, moving), left)
        rows.append((f"{start(count(left, 'other'))}", "", "", more))
    columns = ("Level", "Read in", "From", "Adds")
    note = "What a reading adds is its news: how far it lay from what was expected, times its weight. The rows add up to the change."
    return Table(
        "Because of which readings", columns, tuple(rows), frozenset(columns[3:]), note, page_only=True, folded=True
    )


def sources(one: Reading) -> str:
    return listed([indicator(name).label for name in one.read_from]) or "lists that say nothing new"


def id_of(found: Difference, moving: Moved | None) -> str:
    days = (found.first, found.last)
    if moving is not None and moving.by == "year":
        days = (date(moving.index.was.as_of.year, 12, 31), date(moving.index.now.as_of.year, 12, 31))
    return f"change/{found.state1.id}-{found.state2.id}/{days[0]}/{days[1]}"


def known(found: Difference, moving: Moved | None, change: Estimate) -> Estimate:
    """The change with the id that answers with its parts; a change of votes or pressure keeps its own."""
    from dataclasses import replace

    return replace(change, evidence=id_of(found, moving)) if change.evidence.startswith("alignment/") else change


def evident(found: Difference, moving: Moved, change: Estimate, text: str = "", places: int = 2) -> Figure:
    return Figure(text or index(change.value or 0.0, places), known(found, moving, change))


def edges(change: Estimate) -> str:
    return f"{index(change.low or 0.0)} to {index(change.high or 0.0)}"


def when(moving: Moved, one: Estimate) -> Figure:
    year = named_year(one.evidence, one.as_of.year)
    return year if moving.by == "year" else Figure(f"{one.as_of:%B %Y}", year.estimate)


def part(found: Difference, moving: Moved, one: Move, signed: bool = False) -> Figure:
    value = one.part or 0.0
    text = index(value, 3) if signed else index(abs(value))
    return said(
        text,
        value,
        found.last,
        f"part of the {one.name} level in the change",
        id_of(found, moving),
        unit="part of the index",
    )


def news(one: Reading, places: int = 2) -> Figure:
    as_of = date(int(one.when[:4]), 12, 31)
    return said(
        index(one.part, places),
        one.part,
        as_of,
        f"news of the {one.level} level",
        one.evidence,
        unit="part of the index",
    )
