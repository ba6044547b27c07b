"""Bars over years, each named above its start, or before its end where there is no room."""

from __future__ import annotations

from comity.brief.canvas import Drawing, Size, element, text, width, years_named
from comity.brief.objects import Chart, Span

TOP, EDGE = 24.0, 8.0
THICK = 9


def timeline(chart: Chart, size: Size) -> Drawing:
    """Bars over years, each named above its start."""
    first, last = chart.years
    bottom = TOP + size.row * len(chart.spans) + 8
    scale = (size.width - 2 * EDGE) / (last + 1 - first)
    parts = []
    for year in years_named(first, last, size.ticks):
        x = EDGE + (year - first) * scale
        parts.append(element("path", d=f"M{x:.1f} {TOP:.1f}V{bottom:.1f}", stroke="var(--grid)"))
        shown = min(max(x, width(str(year)) / 2), size.width - width(str(year)) / 2)
        parts.append(text(shown, TOP - 9, str(year), text_anchor="middle", fill="var(--ink-2)"))
    parts.append(element("path", d=f"M{EDGE:.1f} {TOP:.1f}H{size.width - EDGE:.1f}", stroke="var(--axis)"))
    for at, span in enumerate(chart.spans):
        parts.append(_bar(span, TOP + size.row * (at + 1) - 4, first, last + 1, scale, size))
    return Drawing(size.width, bottom, "".join(parts))


def _bar(span: Span, y: float, first: int, edge: int, scale: float, size: Size) -> str:
    start = max(_decimal(span.start.year, span.start.month), float(first))
    end = max(_decimal(span.end.year, span.end.month) if span.end else float(edge), start + 0.3)
    x, to = EDGE + (start - first) * scale, EDGE + (min(end, float(edge)) - first) * scale
    bar = element("path", d=f"M{x:.1f} {y:.1f}H{to:.1f}", stroke=f"var(--{span.role})", stroke_width=THICK)
    # a name that would run over the right edge hangs from the end of its bar
    right = x + width(span.label) > size.width
    at, anchor = (to, "end") if right else (x, "start")
    return bar + text(at, y - 9, span.label, text_anchor=anchor, fill="var(--ink)")


def _decimal(year: int, month: int) -> float:
    return round(year + (month - 1) / 12, 2)
