"""Lines over years: interval bands, gaps, named marks, and labels where the lines end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from comity.brief.canvas import (
    FONT,
    MINUS,
    NAME,
    Drawing,
    Size,
    Style,
    element,
    path,
    rounded,
    step,
    text,
    ticks,
    width,
    years_named,
)
from comity.brief.objects import Mark, Panel, Point, Series

GAP = 15.0
"""Pixels between two labels at the end of lines."""
ABOVE, BELOW, ASIDE = 20.0, 24.0, 10.0
"""Room over the plot for names of marks, under it for years, between lines and their labels."""


@dataclass(frozen=True, slots=True)
class Plot:
    """Where years and values lie on the surface."""

    left: float
    right: float
    top: float
    bottom: float
    years: tuple[int, int]
    low: float
    high: float

    def x(self, year: float) -> float:
        """The place of a year."""
        return self.left + (year - self.years[0]) / max(self.years[1] - self.years[0], 1) * (self.right - self.left)

    def y(self, value: float) -> float:
        """The place of a value."""
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)


def lines(panel: Panel, size: Size, years: tuple[int, int]) -> Drawing:
    """Lines over years with interval bands, named marks and labels where the lines end."""
    low, high = rounded(*domain(panel), 5)
    named = [(value, axis_text(value, panel.form, step(low, high, 5))) for value in ticks(low, high, 5)]
    ends = _ends(panel, size)
    room = max((width(row, bold=True) for _, _, rows in ends for row in rows), default=0.0)
    plot = Plot(
        max(width(label) for _, label in named) + 8,
        size.width - room - ASIDE - 4,
        ABOVE,
        size.height - BELOW,
        years,
        low,
        high,
    )
    parts = [
        _axes(plot, named, size, panel.form),
        *(_band(plot, series) for series in panel.series if series.band),
        *(_line(plot, series) for series in panel.series),
        *(_mark(plot, mark, panel) for mark in panel.marks),
        _labels(plot, ends),
    ]
    return Drawing(size.width, size.height, "".join(parts))


def domain(panel: Panel) -> tuple[float, float]:
    """Lowest and highest value drawn, nought among them on an index."""
    values = [edge for series in panel.series for point in series.points for edge in _edges(point, series.band)]
    if panel.form == "index":
        values.append(0.0)
    if not values:
        return 0.0, 1.0
    return (min(values), max(values)) if max(values) > min(values) else (min(values), min(values) + 1.0)


def _edges(point: Point, band: bool) -> list[float]:
    found = (point.value, point.low, point.high) if band else (point.value,)
    return [value for value in found if value is not None]


def axis_text(value: float, form: str, by: float) -> str:
    """A number of the axis: as many places as the step wants, a true minus sign.

    >>> axis_text(-0.2, "index", 0.2), axis_text(0.25, "percent", 0.05), axis_text(1500.0, "index", 500)
    ('−0.2', '25%', '1,500')
    """
    if form == "percent":
        return f"{value:.{0 if by >= 0.01 else 1}%}"
    places = 0 if by >= 1 else 1 if by >= 0.1 else 2 if by >= 0.01 else 3
    return f"{MINUS if value < 0 else ''}{abs(value):,.{places}f}"


def _axes(plot: Plot, named: Sequence[tuple[float, str]], size: Size, form: str) -> str:
    parts = []
    for value, label in named:
        y = plot.y(value)
        nought = value == 0 and form == "index"
        parts.append(
            element(
                "path",
                d=f"M{plot.left:.1f} {y:.1f}H{plot.right:.1f}",
                stroke="var(--axis)" if nought else "var(--grid)",
            )
        )
        parts.append(text(plot.left - 7, y + 4, label, text_anchor="end", fill="var(--ink-2)"))
    marks = years_named(*plot.years, size.ticks)
    steps = "".join(f"M{plot.x(year):.1f} {plot.bottom:.1f}v5" for year in marks)
    parts.append(
        element(
            "path", d=f"M{plot.left:.1f} {plot.bottom:.1f}H{plot.right:.1f}{steps}", stroke="var(--axis)", fill="none"
        )
    )
    for year in marks:
        parts.append(text(plot.x(year), plot.bottom + 18, str(year), text_anchor="middle", fill="var(--ink-2)"))
    return "".join(parts)


def _band(plot: Plot, series: Series) -> str:
    """The interval, broken where there is none."""
    out = []
    for known, group in groupby(series.points, lambda point: point.low is not None and point.high is not None):
        run = list(group)
        if known and len(run) > 1:
            edge = [(plot.x(p.year), plot.y(p.high or 0.0)) for p in run]
            back = [(plot.x(p.year), plot.y(p.low or 0.0)) for p in reversed(run)]
            out.append(path([*edge, *back], close=True))
    return element("path", d="".join(out), fill=f"var(--{series.role})", fill_opacity="0.16") if out else ""


def _line(plot: Plot, series: Series) -> str:
    quiet = series.role == "quiet" or series.thin
    colour, stroke = f"var(--{series.role})", 1.3 if quiet else 2.4
    style: Style = {
        "stroke": colour,
        "fill": "none",
        "stroke_width": stroke,
        "stroke_linejoin": "round",
        "stroke_linecap": "round",
    }
    out = []
    if read := _strokes(plot, _read(series)):
        out.append(element("path", "", d=read, **style))
    if len(carried := _carried(series)) > 1:
        out.append(element("path", "", d=_strokes(plot, carried), stroke_dasharray="1 4", **style))
    for point in alone(series.points):
        out.append(
            element(
                "circle", cx=plot.x(point.year), cy=plot.y(point.value or 0.0), r=2.0 if quiet else 2.9, fill=colour
            )
        )
    return "".join(out)


def _strokes(plot: Plot, points: Sequence[Point]) -> str:
    """One stroke for each run of years with a value."""
    out = []
    for known, group in groupby(points, lambda point: point.value is not None):
        run = list(group)
        if known and len(run) > 1:
            out.append(path((plot.x(point.year), plot.y(point.value or 0.0)) for point in run))
    return "".join(out)


def _read(series: Series) -> list[Point]:
    return [point for point in series.points if series.read_to is None or point.year <= series.read_to]


def _carried(series: Series) -> list[Point]:
    """The points after the last one read, and that one, where the dotted line begins."""
    return [point for point in series.points if series.read_to is not None and point.year >= series.read_to]


def alone(points: Sequence[Point]) -> list[Point]:
    """Points with a gap on both sides: no line reaches them, so they are drawn as dots."""
    values = [None, *(point.value for point in points), None]
    return [
        point
        for at, point in enumerate(points, start=1)
        if values[at] is not None and values[at - 1] is None and values[at + 1] is None
    ]


def _mark(plot: Plot, mark: Mark, panel: Panel) -> str:
    """A ring on the line, with its name over it unless it stands at the end, where the label says it."""
    series = next((one for one in panel.series if one.role == "main"), panel.series[-1])
    x, y = plot.x(mark.year), plot.y(mark.value)
    ring = element("circle", cx=x, cy=y, r=4, fill="var(--paper)", stroke=f"var(--{series.role})", stroke_width=2)
    if mark.year == _last(series).year:
        return ring
    half = width(mark.label, bold=True) / 2
    at = min(max(x, plot.left + half), plot.right - half)
    return ring + text(at, y - 10, mark.label, text_anchor="middle", **NAME)


def _last(series: Series) -> Point:
    drawn = [point for point in series.points if point.value is not None]
    return drawn[-1] if drawn else Point(0, None)


End = tuple[Series, Point, list[str]]


def _ends(panel: Panel, size: Size) -> list[End]:
    """Series with their last point and the rows of their label."""
    ends = [(series, _last(series)) for series in panel.series]
    return [
        (series, point, [row for words in _end_text(series, point, panel.marks) for row in wrap(words, size.letters)])
        for series, point in ends
        if point.value is not None
    ]


def _end_text(series: Series, point: Point, marks: Sequence[Mark]) -> list[str]:
    mark = next((mark for mark in marks if mark.year == point.year and series.role == "main"), None)
    return [series.label, mark.label] if mark else [series.label]


def _labels(plot: Plot, ends: Sequence[End]) -> str:
    middles = spread(
        [plot.y(point.value or 0.0) for _, point, _ in ends],
        [len(rows) * GAP for _, _, rows in ends],
        plot.top,
        plot.bottom,
    )
    out = []
    for (series, point, rows), middle in zip(ends, middles, strict=True):
        bold = not (series.role == "quiet" or series.thin)
        x, y = plot.x(point.year), plot.y(point.value or 0.0)
        if abs(middle - y) > GAP / 2:
            out.append(
                element(
                    "path",
                    d=f"M{x + 3:.1f} {y:.1f}L{x + ASIDE - 2:.1f} {middle:.1f}",
                    stroke=f"var(--{series.role})",
                    stroke_width=0.8,
                )
            )
        for at, row in enumerate(rows):
            base = middle + (at - (len(rows) - 1) / 2) * GAP + FONT * 0.35
            weight: Style = {"font_weight": 600} if bold else {}
            out.append(text(x + ASIDE, base, row, fill=f"var(--{series.role}-text)", **weight))
    return "".join(out)


def wrap(text: str, letters: int) -> list[str]:
    """The words of a label in lines of at most so many letters, longer words whole.

    >>> wrap("Russia with the West", 12)
    ['Russia with', 'the West']
    """
    rows = [""]
    for word in text.split():
        longer = f"{rows[-1]} {word}".strip()
        if len(longer) > letters and rows[-1]:
            rows.append(word)
        else:
            rows[-1] = longer
    return rows


def spread(middles: list[float], heights: list[float], low: float, high: float) -> list[float]:
    """Middles moved as little as need be so that blocks of these heights do not overlap and none passes the edges, where there is room.

    >>> spread([50.0, 52.0], [10.0, 10.0], 0.0, 100.0)
    [46.0, 56.0]
    """
    order = sorted(range(len(middles)), key=lambda at: middles[at])
    out = list(middles)
    for _ in range(50):
        for lower, upper in pairwise(order):
            lack = (heights[lower] + heights[upper]) / 2 - (out[upper] - out[lower])
            if lack > 1e-9:
                out[lower] -= lack / 2
                out[upper] += lack / 2
        if sum(heights) <= high - low:
            out = [min(max(at, low + tall / 2), high - tall / 2) for at, tall in zip(out, heights, strict=True)]
    return [round(value, 6) for value in out]
