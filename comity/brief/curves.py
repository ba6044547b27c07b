"""Lines over years as Vega-Lite: interval bands, gaps, named marks, and labels where the lines end."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from comity.brief.canvas import Size, Spec, frame, quantity
from comity.brief.objects import Mark, Panel, Point, Series

GAP = 15.0
"""Pixels between two labels at the end of lines."""


def lines(panel: Panel, size: Size, years: tuple[int, int]) -> Spec:
    """Lines over years with interval bands, named marks and labels where the lines end."""
    extent = domain(panel)
    layers: list[Spec] = [_zero()] if panel.form == "index" else []
    layers += [_band(series) for series in panel.series if series.band]
    layers += [layer for series in panel.series for layer in _line(series)]
    layers += [layer for mark in panel.marks for layer in _mark(mark, panel, years)]
    layers += _end_labels(panel, size, extent)
    return frame(layers, size, _axes(panel, years, extent, size.ticks))


def domain(panel: Panel) -> tuple[float, float]:
    """Lowest and highest value drawn, nought among them on an index."""
    values = [edge for series in panel.series for point in series.points for edge in _edges(point, series.band)]
    if panel.form == "index":
        values.append(0.0)
    return (min(values), max(values)) if values else (0.0, 1.0)


def _edges(point: Point, band: bool) -> list[float]:
    found = (point.value, point.low, point.high) if band else (point.value,)
    return [value for value in found if value is not None]


def _axes(panel: Panel, years: tuple[int, int], extent: tuple[float, float], ticks: int) -> Spec:
    style = {"percent": ".0%", "index": ".1f"}[panel.form]
    return {
        "x": {
            "field": "year",
            "type": "quantitative",
            "scale": {"domain": list(years), "nice": False, "zero": False},
            "axis": {"format": "d", "title": None, "grid": False, "tickCount": ticks, "tickMinStep": 1},
        },
        "y": {
            "type": "quantitative",
            "scale": {"domain": list(extent), "nice": True, "zero": False},
            "axis": {"format": style, "title": None, "domain": False, "ticks": False, "tickCount": 5},
        },
    }


def _rows(points: Sequence[Point]) -> list[Spec]:
    return [{"year": point.year, "value": point.value, "low": point.low, "high": point.high} for point in points]


def _zero() -> Spec:
    mark = {"type": "rule", "color": "var(--axis)", "strokeWidth": 1}
    return {"data": {"values": [{"zero": 0}]}, "mark": mark, "encoding": {"x": None, "y": quantity("zero")}}


def _band(series: Series) -> Spec:
    mark = {"type": "area", "color": f"var(--{series.role})", "opacity": 0.16, "line": False, "interpolate": "linear"}
    encoding = {"y": quantity("low"), "y2": {"field": "high"}}
    return {"data": {"values": _rows(series.points)}, "mark": mark, "encoding": encoding}


def _line(series: Series) -> list[Spec]:
    quiet = series.role == "quiet" or series.thin
    colour = f"var(--{series.role})"
    stroke = {
        "type": "line",
        "color": colour,
        "strokeWidth": 1.3 if quiet else 2.4,
        "strokeJoin": "round",
        "strokeCap": "round",
    }
    found = [_stroke(_read(series), stroke)]
    if len(carried := _carried(series)) > 1:
        found.append(_stroke(carried, stroke | {"strokeDash": [1, 4]}))
    lonely = _rows(alone(series.points))
    if lonely:
        dot = {"type": "point", "filled": True, "opacity": 1, "color": colour, "size": 14 if quiet else 26}
        found.append({"data": {"values": lonely}, "mark": dot, "encoding": {"y": quantity("value")}})
    return found


def _stroke(points: Sequence[Point], mark: Spec) -> Spec:
    return {"data": {"values": _rows(points)}, "mark": mark, "encoding": {"y": quantity("value")}}


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


def _mark(mark: Mark, panel: Panel, years: tuple[int, int]) -> list[Spec]:
    series = next((one for one in panel.series if one.role == "main"), panel.series[-1])
    dot = {
        "type": "point",
        "filled": True,
        "fill": "var(--paper)",
        "stroke": f"var(--{series.role})",
        "strokeWidth": 2,
        "opacity": 1,
        "size": 60,
    }
    data = {"values": [{"year": mark.year, "value": mark.value}]}
    ring: Spec = {"data": data, "mark": dot, "encoding": {"y": quantity("value")}}
    if mark.year == _last(series).year:
        return [ring]
    share = (mark.year - years[0]) / max(years[1] - years[0], 1)
    align = "left" if share < 0.2 else "right" if share > 0.72 else "center"
    text = {
        "type": "text",
        "text": mark.label,
        "dy": -13,
        "align": align,
        "fontSize": 12,
        "fontWeight": 600,
        "color": "var(--ink)",
    }
    halo = text | {"stroke": "var(--paper)", "strokeWidth": 4, "color": "var(--paper)", "strokeJoin": "round"}
    return [ring, *({"data": data, "mark": one, "encoding": {"y": quantity("value")}} for one in (halo, text))]


def _last(series: Series) -> Point:
    drawn = [point for point in series.points if point.value is not None]
    return drawn[-1] if drawn else Point(0, None)


def _end_labels(panel: Panel, size: Size, extent: tuple[float, float]) -> list[Spec]:
    ends = [(series, _last(series)) for series in panel.series]
    ends = [(series, point) for series, point in ends if point.value is not None]
    wrapped = [
        [row for text in _end_text(series, point, panel.marks) for row in wrap(text, size.letters)]
        for series, point in ends
    ]
    # the axis is rounded outwards, so a pixel is worth a little more than the extent says
    scale = 1.25 * (extent[1] - extent[0] or 1.0) / size.height
    heights = [len(text) * GAP * scale for text in wrapped]
    middles = spread([point.value or 0.0 for _, point in ends], heights, *extent)
    out = []
    for (series, point), text, middle in zip(ends, wrapped, middles, strict=True):
        mark = {
            "type": "text",
            "text": text,
            "align": "left",
            "dx": 9,
            "baseline": "middle",
            "lineHeight": GAP,
            "fontSize": 12,
        }
        weight = {
            "fontWeight": 400 if series.role == "quiet" or series.thin else 600,
            "color": f"var(--{series.role}-text)",
        }
        # several lines hang from the first one, so the block is moved up by half its height
        mark["dy"] = -(len(text) - 1) * GAP / 2
        out.append(
            {
                "data": {"values": [{"year": point.year, "at": middle}]},
                "mark": mark | weight,
                "encoding": {"y": quantity("at")},
            }
        )
    return out


def _end_text(series: Series, point: Point, marks: Sequence[Mark]) -> list[str]:
    mark = next((mark for mark in marks if mark.year == point.year and series.role == "main"), None)
    return [series.label, mark.label] if mark else [series.label]


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
    """Middles moved as little as need be so that blocks of these heights do not overlap, lowest first.

    >>> spread([0.5, 0.52], [0.1, 0.1], 0.0, 1.0)
    [0.46, 0.56]
    """
    order = sorted(range(len(middles)), key=lambda at: middles[at])
    out = list(middles)
    for _ in range(50):
        for lower, upper in pairwise(order):
            lack = (heights[lower] + heights[upper]) / 2 - (out[upper] - out[lower])
            if lack > 1e-9:
                out[lower] -= lack / 2
                out[upper] += lack / 2
    return [round(value, 6) for value in out]
