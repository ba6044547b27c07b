"""Charts as Vega-Lite, drawn to SVG without a browser.

Colours are CSS custom properties (`var(--main)`): Vega hands them through to the SVG, so one drawing serves light,
dark and print. Series are named where they end instead of in a legend.
"""

from __future__ import annotations

import re
from html import escape

from comity.brief.canvas import NARROW, SCHEMA, SMALL, WIDE, Spec
from comity.brief.curves import lines
from comity.brief.objects import Chart
from comity.brief.timeline import timeline


def draw(chart: Chart) -> tuple[str, ...]:
    """The drawings of a chart: a wide and a narrow one, or one small one a panel where there are several panels."""
    if chart.spans:
        return (to_svg(timeline(chart, WIDE), chart, "wide"), to_svg(timeline(chart, NARROW), chart, "narrow"))
    if len(chart.panels) > 1:
        return tuple(
            to_svg(lines(panel, SMALL, chart.years), chart, f"p{at}", panel.title)
            for at, panel in enumerate(chart.panels)
        )
    (panel,) = chart.panels
    return (
        to_svg(lines(panel, WIDE, chart.years), chart, "wide"),
        to_svg(lines(panel, NARROW, chart.years), chart, "narrow"),
    )


def warm() -> None:
    """Draw something of no consequence, so that the engine is loaded."""
    import vl_convert

    vl_convert.vegalite_to_svg({"$schema": SCHEMA, "data": {"values": [{}]}, "mark": "point"})


NOISE = re.compile(r' (?:role|aria-[a-z]+|font-family|pointer-events)="[^"]*"')


def to_svg(spec: Spec, chart: Chart, variant: str, title: str = "") -> str:
    """The drawing as an SVG element that scales to its column and names itself to a screen reader."""
    import vl_convert

    raw = str(vl_convert.vegalite_to_svg(spec))
    head, _, body = raw.partition(">")
    box = re.search(r'viewBox="[^"]*"', head)
    id = f"{chart.id}-{variant}"
    words = (
        f'<title id="{id}-title">{escape(title or chart.title)}</title><desc id="{id}-desc">{escape(chart.alt)}</desc>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing {escape(variant)}" {box.group() if box else ""} role="img" '
        f'aria-labelledby="{id}-title {id}-desc">{words}{NOISE.sub("", body)}'
    )
