"""Drawing a network of states: dots in the colours of their camps, joined to their nearest, a few of them named."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import sqrt

from comity.brief.canvas import NAME, Drawing, Style, element, path, text, width
from comity.brief.pictures import Net, Node

SIDE, MARGIN = 320.0, 14.0
SMALLEST, GROWTH = 2.0, 15.0
"""Radius of the smallest dot, and what a state with all the world's capabilities would have beyond it."""


def height(nets: Sequence[Net]) -> float:
    """What the lowest dot of several pictures wants, so that they are of one height."""
    return max((place(node)[1] for net in nets for node in net.nodes), default=0.0) + MARGIN


def drawn_net(net: Net, high: float) -> Drawing:
    """One picture."""
    at = {node.state: place(node) for node in net.nodes}
    ties = "".join(path((at[one], at[two])) for one, two in net.ties)
    parts = [element("path", d=ties, stroke="var(--tie)", stroke_width=0.6, fill="none")] if ties else []
    for marked in (False, True):
        parts += [_dot(node, *at[node.state]) for node in net.nodes if node.marked == marked]
    parts += labels([node for node in net.nodes if node.marked], at)
    return Drawing(SIDE, high, "".join(parts))


def place(node: Node) -> tuple[float, float]:
    """Pixels of a node."""
    room = SIDE - 2 * MARGIN
    return MARGIN + node.x / 1000 * room, MARGIN + node.y / 1000 * room


def radius(node: Node) -> float:
    """Area grows with the share of capabilities."""
    return SMALLEST + GROWTH * sqrt(node.size)


def _dot(node: Node, x: float, y: float) -> str:
    edge: Style = (
        {"stroke": "var(--ink)", "stroke_width": 1.4}
        if node.marked
        else {"stroke": "var(--paper)", "stroke_width": 0.6}
    )
    name = f"<title>{escape(node.name)}</title>"
    return element("circle", name, cx=x, cy=y, r=radius(node), fill=f"var(--{node.role})", **edge)


def labels(nodes: list[Node], at: dict[str, tuple[float, float]]) -> list[str]:
    """Names beside their dots where they fit: to the right, the left, above or below, clear of each other; else none."""
    discs = {node.state: (at[node.state], radius(node) + 1) for node in nodes}
    taken = [(x - r, y - r, x + r, y + r) for (x, y), r in discs.values()]
    out = []
    for node in sorted(nodes, key=lambda one: -one.size):
        x, y = at[node.state]
        gap, wide = radius(node) + 4, width(node.name, 12, bold=True)
        choices = [
            (x + gap, y + 4, "start", x + gap),
            (x - gap, y + 4, "end", x - gap - wide),
            (x, y - gap, "middle", x - wide / 2),
            (x, y + gap + 9, "middle", x - wide / 2),
        ]
        for left, base, anchor, begin in choices:
            box = (begin, base - 11, begin + wide, base + 3)
            if box[0] >= 0 and box[2] <= SIDE and box[1] >= 0 and not any(_cross(box, other) for other in taken):
                taken.append(box)
                out.append(text(left, base, node.name, text_anchor=anchor, **NAME))
                break
    return out


def _cross(one: tuple[float, float, float, float], two: tuple[float, float, float, float]) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
