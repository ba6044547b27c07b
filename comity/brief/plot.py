"""The lead chart in the terminal: a braille line in a shaded band, readable without colour."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from comity.brief.objects import Chart, Point, Series
from comity.brief.wording import MINUS, amount

Edge = tuple[float, float, float]
"""Year, low and high."""

HEIGHT = 16
STEPS = 4
BAND, LINE, DOT = "░", "braille", "●"
YEAR_TICKS = (1950, 1960, 1970, 1980, 1990, 2000, 2010, 2020)
LEVELS = (-1.0, -0.8, -0.6, -0.4, -0.2, 0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def plot(chart: Chart, width: int, colour: bool) -> str:
    """The first panel of a chart as lines of text; "" where it has fewer than two points to join."""
    series = next(one for one in chart.panels[0].series if one.role == "main")
    if sum(point.value is not None for point in series.points) < 2:
        return ""
    # plotext 6 has one figure and one terminal for the whole process: both are put back as they were
    from plotext import figure, terminal

    terminal.limit(False, False)
    figure.clear()
    try:
        _draw(figure, series, chart, width, colour)
        lines = figure.build().string(colorless=not colour).splitlines()
    finally:
        figure.clear()
        terminal.limit(True, True)
    return "\n".join(line.rstrip() for line in lines)


def _draw(figure: Any, series: Series, chart: Chart, width: int, colour: bool) -> None:
    from plotext import marker

    figure.theme("colorless")
    figure.plot_size(width, HEIGHT)
    paint = {BAND: "gray", LINE: "blue+", DOT: "red+"} if colour else {}
    stretches = runs(series.points)
    for run in stretches:
        for year, low, high in strips(run):
            figure.draw(figure.segment((year, year), (low, high), marker=marker(BAND, paint.get(BAND))))
    for run in stretches:
        line = figure.signal([p.year for p in run], [p.value for p in run], marker=marker(LINE, paint.get(LINE)))
        figure.draw(line.lines(len(run) > 1))
    for mark in chart.panels[0].marks:
        figure.draw(figure.signal([mark.year], [mark.value], marker=marker(DOT, paint.get(DOT))))
    _ticks(figure, series, chart, width)


def runs(points: tuple[Point, ...]) -> list[list[Point]]:
    """Stretches of years without a gap."""
    out: list[list[Point]] = [[]]
    for point in points:
        if point.value is None:
            out.append([])
        else:
            out[-1].append(point)
    return [run for run in out if run]


def strips(run: list[Point]) -> list[Edge]:
    """The band as upright strips close enough to leave no column empty, edges joined by straight lines."""
    known = [point for point in run if point.low is not None and point.high is not None]
    edges = [(float(point.year), point.low or 0.0, point.high or 0.0) for point in known]
    out = edges[:1]
    for one, two in pairwise(edges):
        out += [_between(one, two, step / STEPS) for step in range(1, STEPS + 1)]
    return out


def _between(one: Edge, two: Edge, share: float) -> Edge:
    year, low, high = (a + (b - a) * share for a, b in zip(one, two, strict=True))
    return year, low, high


def _ticks(figure: Any, series: Series, chart: Chart, width: int) -> None:
    first, last = chart.years
    figure.ruler("x").lim(first, last)
    # a label is four letters wide and needs a blank beside it
    room = (last - first) * 7 / width
    years = [first, *(year for year in YEAR_TICKS if year - first >= room and last - year >= room), last]
    figure.ruler("x").ticks(years, [str(year) for year in years])
    edges = [edge for point in series.points for edge in (point.low, point.high, point.value) if edge is not None]
    levels = [level for level in LEVELS if min(*edges, 0.0) <= level <= max(*edges, 0.0)]
    figure.ruler("y").ticks(levels, [amount(level, "index", 1).replace(MINUS, "-") for level in levels])
