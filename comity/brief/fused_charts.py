"""Charts of the fused estimates: the index with its levels, and the rival's pressure on both, with the numbers behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from comity.brief.findings import Findings
from comity.brief.indexed import valued
from comity.brief.objects import Cell, Chart, Mark, Panel, Point, Series, Table
from comity.brief.wording import bracket, index, named, start
from comity.measure.alignment.standing import Standing
from comity.measure.push.course import Course
from comity.schema import Actor, Estimate

ROLES = {"diplomatic": "first", "security": "second", "economic": "third", "conflict": "fourth"}


def together_chart(findings: Findings, standing: Standing) -> Chart:
    """The index with its interval, the levels as thin lines, dotted where they are carried on."""
    years = (standing.begins, standing.year)
    lines = tuple(
        Series(name, ROLES[name], _points(level.series), band=False, read_to=level.last_read, thin=True)
        for name, level in standing.levels.items()
    )
    whole = Series("together", "main", _points(standing.overall))
    now, top = standing.overall[standing.year], standing.overall[standing.tops]
    said_levels = ", ".join(
        f"{name} {index(level.series[standing.year].value or 0.0)}" for name, level in standing.levels.items()
    )
    return Chart(
        "together",
        f"Alignment of {findings.both}, everything together",
        "Index by year with its 90% interval, and the four levels it is made of: 0 is nothing between them",
        f"Line chart of the index of alignment between {findings.both}, {years[0]} to {years[1]}: {index(now.value or 0.0)} in "
        f"{standing.year}, highest in {standing.tops} at {index(top.value or 0.0)}. Levels in {standing.year}: {said_levels}.",
        panels=(Panel("", (*lines, whole), (Mark(standing.year, now.value or 0.0, f"{standing.year}: {index(now.value or 0.0)}"),)),),
        years=years,
        note="Dotted: years after the last reading of a level. Every year is smoothed with what was read before and after it.",
    )  # fmt: skip


def together_data(standing: Standing) -> Table:
    """The index and its levels by year."""
    columns = ("Year", "Together", "90% interval", *(start(name) for name in standing.levels))
    rows = tuple(_year_row(standing, year) for year in sorted(standing.overall, reverse=True))
    note = f"The evidence id of a row is alignment/{standing.pair}/YEAR."
    return Table("The numbers behind the chart", columns, rows, frozenset(columns[1:]), note, data=True, page_only=True)


def _year_row(standing: Standing, year: int) -> tuple[Cell, ...]:
    now = standing.overall[year]
    levels = (valued(level.series[year], 3) for level in standing.levels.values())
    return (str(year), valued(now, 3), bracket(now, "index"), *levels)


def pressure_chart(findings: Findings, found: Sequence[tuple[Actor, Course]]) -> Chart:
    """Pressure on each of the two."""
    roles = {findings.state1.id: "first", findings.state2.id: "second"}
    lines = tuple(
        Series(f"on {named(actor)}", roles[actor.id], _points(course.series), read_to=course.read)
        for actor, course in found
    )
    years = (min(min(course.series) for _, course in found), max(course.year for _, course in found))
    last = [f"{index(c.series[c.read].value or 0.0)} on {named(actor)} in {c.read}" for actor, c in found]
    return Chart(
        "pressure",
        f"Pressure by {findings.rival}",
        "By year, from 0, none, to 1, all members in every way. Shaded: 90% interval",
        f"Line chart of the pressure of {findings.rival}, {years[0]} to {years[1]}: {' and '.join(last)}.",
        panels=(Panel("", lines),),
        years=years,
        note="Dotted: years after the last reading.",
    )


def pressure_data(found: Sequence[tuple[Actor, Course]]) -> Table:
    """Pressure on each by year."""
    columns = ["Year"]
    for actor, _ in found:
        columns += [f"On {named(actor)}", f"90% interval, {named(actor)}"]
    years = sorted({year for _, course in found for year in course.series}, reverse=True)
    rows = tuple((str(year), *(cell for _, course in found for cell in _pair(course.series, year))) for year in years)
    note = f"The evidence id of a value is pressure/{found[0][1].bloc}-STATE/YEAR."
    return Table(
        "The numbers behind the chart", tuple(columns), rows, frozenset(columns[1:]), note, data=True, page_only=True
    )


def _pair(series: Mapping[int, Estimate], year: int) -> tuple[Cell, Cell]:
    estimate = series.get(year)
    return ("", "") if estimate is None else (valued(estimate, 3), bracket(estimate, "index"))


def _points(series: Mapping[int, Estimate]) -> tuple[Point, ...]:
    return tuple(Point(year, e.value, e.low, e.high, e.n_evidence) for year, e in sorted(series.items()))
