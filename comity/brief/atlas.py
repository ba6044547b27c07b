"""Drawing a map of the world: each state's land in its colour, the two of the brief outlined and named."""

from __future__ import annotations

from html import escape

from comity.brief.canvas import NAME, Drawing, Style, element, text, width
from comity.brief.land import HEIGHT, WIDTH, Land, lands
from comity.brief.pictures import Area, WorldMap

DISPUTED_NAMES = ("neutral", "local")
"""How disputed places are called: with the remark that their status is disputed, or as those who hold them call them."""
HELD = {"Crimea": ("UKR", "RUS")}
"""Parts set apart in the shapes, with whose they were and who holds them; hatched in both colours where these differ."""
NOBODY = Area("none", "", "")


def drawn_map(chart: WorldMap, disputed: str = DISPUTED_NAMES[0]) -> Drawing:
    """The map; `disputed` one of DISPUTED_NAMES."""
    ground, outlined, dots, names = [], [], [], []
    marked = dict(chart.marked)
    for land in lands():
        words = described(land, chart, disputed)
        fill = _fill(land, chart)
        if land.dot:
            dots.append(_shape(land, fill, words, land.state in marked))
        elif land.state in marked and not land.part:
            outlined.append(_shape(land, fill, words, True))
        else:
            ground.append(_shape(land, fill, words, False))
        if land.state in marked and not land.part:
            names.append(_name(land, marked[land.state]))
    hatches = "".join(_hatch(part, chart) for part in HELD)
    return Drawing(WIDTH, HEIGHT, "".join((hatches, *ground, *outlined, *dots, *names)))


def described(land: Land, chart: WorldMap, disputed: str) -> str:
    """What a pointer shows."""
    area = chart.areas.get(land.state, NOBODY)
    if land.part in HELD:
        return f"{land.part}{' (status disputed)' if disputed == 'neutral' else ''}"
    status = " (status disputed)" if area.disputed and disputed == "neutral" else ""
    return f"{area.name}{status}: {area.words}"


def _fill(land: Land, chart: WorldMap) -> str:
    if land.part not in HELD:
        return f"var(--{chart.areas.get(land.state, NOBODY).role})"
    before, now = (chart.areas.get(state, NOBODY).role for state in HELD[land.part])
    return f"var(--{before})" if before == now else f"url(#{chart.id}-{land.part})"


def _hatch(part: str, chart: WorldMap) -> str:
    before, now = (chart.areas.get(state, NOBODY).role for state in HELD[part])
    if before == now:
        return ""
    ground = element("rect", width=4, height=4, fill=f"var(--{before})")
    stripe = element("rect", width=2, height=4, fill=f"var(--{now})")
    attributes: Style = {"width": 4, "height": 4, "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    pattern = element("pattern", ground + stripe, id=f"{chart.id}-{part}", **attributes)
    return element("defs", pattern)


def _shape(land: Land, fill: str, words: str, marked: bool) -> str:
    edge: Style = (
        {"stroke": "var(--ink)", "stroke_width": 1.2} if marked else {"stroke": "var(--paper)", "stroke_width": 0.5}
    )
    title = f"<title>{escape(words)}</title>"
    if land.dot:
        return element("circle", title, cx=land.dot[0], cy=land.dot[1], r=3, fill=fill, **edge)
    return element("path", title, d=land.path, fill=fill, **edge)


def _name(land: Land, name: str) -> str:
    """A name on its land, held inside the drawing."""
    half = width(name, 20, bold=True) / 2
    x = min(max(land.middle[0], half), WIDTH - half)
    return text(x, land.middle[1] + 7, name, 20, text_anchor="middle", **NAME)
