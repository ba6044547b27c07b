"""The chart of both dependences over years, the numbers behind it, and the table of every yardstick with its year."""

from __future__ import annotations

from collections.abc import Mapping

from comity.actors import get
from comity.brief.findings import Findings
from comity.brief.objects import Cell, Chart, Panel, Point, Series, Table
from comity.brief.sizes import bounds, part, per_cent, shared, times
from comity.brief.wording import named, start
from comity.measure.strength.leaning import Holding, Lean, Ratio, shares
from comity.measure.transit.parts import Played
from comity.schema import Estimate

Sides = tuple[Estimate | None, Estimate | None]


def chart(findings: Findings, lean: Lean, what: str) -> Chart:
    """Each state's dependence on the other, as shares."""
    names = findings.name1, findings.name2
    lines = tuple(
        Series(f"{names[at]} on {names[1 - at]}", role, _points(shares(course)), band=False)
        for at, (role, course) in enumerate(zip(("first", "second"), lean.courses, strict=True))
    )
    years = min(map(min, lean.courses)), max(map(max, lean.courses))
    ends = [
        f"{names[at]} on {names[1 - at]} {per_cent(course[max(course)].value or 0.0)} in {max(course)}, "
        f"from {per_cent(course[min(course)].value or 0.0)} in {min(course)}"
        for at, course in enumerate(lean.courses)
    ]
    return Chart(
        "lopsided",
        f"{start(what)}",
        "How much of each one's trade is with the other, by year; a gap is a year without a figure",
        f"Line chart of {what}, {years[0]} to {years[1]}: {'; '.join(ends)}.",
        panels=(Panel("", lines, form="percent"),),
        years=years,
    )


def _points(values: Mapping[int, float]) -> tuple[Point, ...]:
    """Every year between the first and the last, empty where there is none."""
    return tuple(Point(year, values.get(year)) for year in range(min(values), max(values) + 1))


def data(findings: Findings, leaning: tuple[Lean, ...], of: Mapping[str, str]) -> Table:
    """Every series of dependence by year."""
    names = findings.name1, findings.name2
    columns = ["Year", *(f"{start(of[lean.series])}: {name}" for lean in leaning for name in names)]
    years = sorted({year for lean in leaning for course in lean.courses for year in course}, reverse=True)
    rows = []
    for year in years:
        found = [course.get(year) for lean in leaning for course in lean.courses]
        rows.append((str(year), *(shared(one) if one is not None else "" for one in found)))
    return Table(
        "The numbers behind the chart",
        tuple(columns),
        tuple(rows),
        frozenset(columns[1:]),
        "",
        data=True,
        page_only=True,
    )


def rows(
    findings: Findings,
    leaning: tuple[Lean, ...],
    strong: tuple[Ratio, ...],
    held: tuple[Holding, ...],
    played: Played | None,
    armed: Sides,
    of: Mapping[str, str],
    yardsticks: Mapping[str, str],
) -> Table:
    """Every yardstick with its year: both sides, the rival where it has a figure, and the larger over the smaller."""
    names = [start(named(actor)) for actor in (findings.state1, findings.state2, findings.against)]
    columns = ("What", "Year", *names, "Times")
    found: list[tuple[Cell, ...]] = [_row(start(of[lean.series]), str(lean.year), lean.sides) for lean in leaning]
    if any(armed):
        year = next(str(side.as_of.year) for side in armed if side is not None)
        found.append(_row("The other's share in arms received, five years", year, armed))
    found += _worlds(findings, strong, held, yardsticks)
    if played is not None:
        cells = tuple(part(side) if side is not None else "" for side in played.sides)
        found.append(
            (f"Part of the gain from gas sold by {named(get(played.producer))}", str(played.day.year), *cells, "", "")
        )
    note = (
        "Shares of the world are of the states with a figure; a bloc is its members of the year. Times: the larger of the two "
        "over the smaller, with a 90% interval where the series states its error."
    )
    return Table("Every yardstick", columns, tuple(found), frozenset(columns[1:]), note, short=("", "", *(a.id for a in (findings.state1, findings.state2, findings.against)), ""))  # fmt: skip


def _row(what: str, year: str, sides: Sides) -> tuple[Cell, ...]:
    return (what, year, *(shared(side) if side is not None else "" for side in sides), "", "")


def _worlds(
    findings: Findings, strong: tuple[Ratio, ...], held: tuple[Holding, ...], yardsticks: Mapping[str, str]
) -> list[tuple[Cell, ...]]:
    """Shares of the world: as they were twenty years earlier, then now."""
    rows: list[tuple[Cell, ...]] = []
    actors = [findings.state1.id, findings.state2.id, findings.against.id]
    for ratio in strong:
        mine = {one.actor: one for one in held if one.resource == ratio.resource and one.year == ratio.year}
        what = f"Share of the world's {yardsticks[ratio.resource]}"
        earlier = [mine[id].then if id in mine else None for id in actors]
        if any(one is not None for one in earlier):
            year = str(next(iter(mine.values())).then_year)
            rows.append((what, year, *(shared(one) if one is not None else "" for one in earlier), ""))
        rival = mine[findings.against.id].now if findings.against.id in mine else None
        cells = [shared(side) for side in ratio.sides]
        rows.append((what, str(ratio.year), *cells, shared(rival) if rival is not None else "", _times(ratio)))
    return rows


def _times(ratio: Ratio) -> Cell:
    made = times(ratio.value)
    spread = bounds(ratio.value, 1)
    said = made.said.removesuffix(" times")
    return type(made)(f"{said} {spread}".strip(), ratio.value)
