"""Bars over years as Vega-Lite, each named above its start, or before its end where there is no room."""

from __future__ import annotations

from comity.brief.canvas import Size, Spec, frame, quantity
from comity.brief.objects import Chart, Span

LETTER = 7.2
"""Pixels a letter of a label takes at most, on average."""


def timeline(chart: Chart, size: Size) -> Spec:
    """Bars over years, each named above its start."""
    first, last = chart.years
    rows = [_bar(span, at, first, last + 1, size.width + 60) for at, span in enumerate(chart.spans)]
    encoding = {
        "x": {
            "field": "from",
            "type": "quantitative",
            "scale": {"domain": [first, last + 1], "nice": False, "zero": False},
            "axis": {
                "format": "d",
                "title": None,
                "orient": "top",
                "tickCount": size.ticks,
                "tickMinStep": 1,
                "grid": True,
            },
        },
        "y": {
            "field": "row",
            "type": "quantitative",
            "axis": None,
            "scale": {"domain": [len(rows) - 0.3, -1.0], "nice": False, "zero": False},
        },
    }
    bars = {"type": "rule", "strokeWidth": 9, "strokeCap": "butt"}
    texts: list[Spec] = []
    for align in ("left", "right"):
        here = [row for row in rows if row["align"] == align]
        mark = {"type": "text", "align": align, "dy": -12, "baseline": "middle", "fontSize": 12, "color": "var(--ink)"}
        at = {"x": quantity("from" if align == "left" else "to"), "text": {"field": "label"}}
        texts += [{"data": {"values": here}, "mark": mark, "encoding": at}] if here else []
    roles = sorted({row["role"] for row in rows})
    layers = [
        {
            "data": {"values": [row for row in rows if row["role"] == role]},
            "mark": bars | {"color": f"var(--{role})"},
            "encoding": {"x2": {"field": "to"}},
        }
        for role in roles
    ]
    return frame([*layers, *texts], Size(size.width + 60, int(size.row * (len(rows) + 0.7)), size.letters), encoding)


def _bar(span: Span, row: int, first: int, edge: int, width: int) -> Spec:
    start = max(_decimal(span.start.year, span.start.month), float(first))
    end = _decimal(span.end.year, span.end.month) if span.end else float(edge)
    # a name that would run over the right edge hangs from the end of its bar
    right = (edge - start) / (edge - first) * width < LETTER * len(span.label)
    return {
        "from": start,
        "to": max(end, start + 0.3),
        "row": row,
        "label": span.label,
        "role": span.role,
        "align": "right" if right else "left",
    }


def _decimal(year: int, month: int) -> float:
    return round(year + (month - 1) / 12, 2)
