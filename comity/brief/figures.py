"""Pictures as SVG, written here: no browser, no drawing library, nothing loaded.

Colours are CSS custom properties (`var(--main)`), so one drawing serves light, dark and print. Series are named where they
end instead of in a legend.
"""

from __future__ import annotations

from html import escape

from comity.brief.atlas import DISPUTED_NAMES, drawn_map
from comity.brief.canvas import NARROW, SMALL, WIDE, Drawing
from comity.brief.curves import lines
from comity.brief.networks import drawn_net, height
from comity.brief.objects import Chart
from comity.brief.pictures import Network, WorldMap
from comity.brief.timeline import timeline

Picture = Chart | Network | WorldMap


def draw(chart: Picture, disputed: str = DISPUTED_NAMES[0]) -> tuple[str, ...]:
    """The drawings of a picture: a wide and a narrow one, one small one a panel or year where there are several, or the one map."""
    if isinstance(chart, WorldMap):
        return (to_svg(drawn_map(chart, disputed), chart, "land"),)
    if isinstance(chart, Network):
        high = height(chart.nets)
        return tuple(to_svg(drawn_net(net, high), chart, f"p{at}", net.title) for at, net in enumerate(chart.nets))
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


def to_svg(drawing: Drawing, chart: Picture, variant: str, title: str = "") -> str:
    """The drawing as an SVG element that scales to its column and names itself to a screen reader."""
    id = f"{chart.id}-{variant}"
    words = (
        f'<title id="{id}-title">{escape(title or chart.title)}</title><desc id="{id}-desc">{escape(chart.alt)}</desc>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing {escape(variant)}" viewBox="0 0 {drawing.width:g} {drawing.height:g}" '
        f'role="img" aria-labelledby="{id}-title {id}-desc">{words}{drawing.body}</svg>'
    )
