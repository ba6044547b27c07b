"""What every drawing shares: sizes, colours, axes. Colours are CSS custom properties, see `comity.brief.figures`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Spec = dict[str, Any]

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
"""Names the language of a drawing; nothing is fetched from there."""


@dataclass(frozen=True, slots=True)
class Size:
    """Pixels of the plot without its labels, and how many letters a label may run before it is broken."""

    width: int
    height: int
    letters: int
    row: int = 34
    ticks: int = 7


WIDE, NARROW, SMALL = Size(640, 300, 16), Size(250, 230, 12, ticks=4), Size(250, 150, 12, ticks=5)


def quantity(name: str) -> Spec:
    """A numeric field of the data."""
    return {"field": name, "type": "quantitative"}


def frame(layers: list[Spec], size: Size, encoding: Spec) -> Spec:
    """Layers on one pair of axes, without a background of their own."""
    text = {"labelColor": "var(--ink-2)", "labelFontSize": 12, "labelPadding": 6}
    axis = text | {
        "gridColor": "var(--grid)",
        "tickColor": "var(--axis)",
        "domainColor": "var(--axis)",
        "labelFont": "sans-serif",
    }
    return {
        "$schema": SCHEMA,
        "width": size.width,
        "height": size.height,
        "background": None,
        "padding": {"left": 2, "top": 4, "right": 20, "bottom": 2},
        "encoding": encoding,
        "layer": layers,
        "config": {"view": {"stroke": None, "fill": None}, "axis": axis, "text": {"font": "sans-serif"}},
    }
