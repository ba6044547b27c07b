"""What every drawing shares: sizes, elements, widths of text, round numbers for axes. Colours are CSS custom properties.

`var(--main)` in a drawing takes its colour from the page around it, so one drawing serves light, dark and print.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10


@dataclass(frozen=True, slots=True)
class Size:
    """Pixels of a drawing as a whole, letters a label may run before it is broken, height of a row, about how many years are named."""

    width: int
    height: int
    letters: int
    row: int = 34
    ticks: int = 7


WIDE, NARROW, SMALL = Size(780, 330, 16), Size(358, 260, 12, ticks=4), Size(360, 190, 12, ticks=4)

FONT = 12
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class Drawing:
    """Elements on a surface."""

    width: float
    height: float
    body: str


Attribute = str | int | float
Style = dict[str, Attribute]

HALO: Style = {"stroke": "var(--paper)", "stroke_width": 4, "stroke_linejoin": "round", "paint_order": "stroke"}
"""Around a name that stands on a picture."""
NAME: Style = {"font_weight": 600, "fill": "var(--ink)", **HALO}


def element(tag: str, content: str = "", /, **attributes: Attribute) -> str:
    """An element; underscores in names become hyphens, numbers are cut to a tenth of a pixel. `content` is markup.

    >>> element("path", d="M0 0", stroke_width=1.04)
    '<path d="M0 0" stroke-width="1"/>'
    """
    told = "".join(f' {name.replace("_", "-")}="{number(value)}"' for name, value in attributes.items())
    return f"<{tag}{told}>{content}</{tag}>" if content else f"<{tag}{told}/>"


def number(value: Attribute) -> str:
    """A value as an attribute says it."""
    return escape(value) if isinstance(value, str) else f"{round(value, 1):g}"


def text(x: float, y: float, words: str, size: float = FONT, /, **attributes: Attribute) -> str:
    """A line of text at a base line."""
    return element("text", escape(words), x=x, y=y, font_size=size, **attributes)


def path(points: Iterable[tuple[float, float]], close: bool = False) -> str:
    """Points joined by straight lines."""
    steps = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return f"M{steps}{'Z' if close else ''}" if steps else ""


WIDTHS = {
    " ": 0.28,
    "i": 0.23,
    "l": 0.23,
    "j": 0.23,
    "t": 0.3,
    "f": 0.3,
    "r": 0.36,
    "m": 0.85,
    "w": 0.74,
    ".": 0.28,
    ",": 0.28,
    "I": 0.28,
}
"""Widths of narrow and wide letters in a plain sans serif, in parts of the font size."""


def width(words: str, size: float = FONT, bold: bool = False) -> float:
    """About how many pixels a text takes.

    >>> width("ill") < width("new")
    True
    """
    letters = sum(WIDTHS.get(letter, 0.7 if letter.isupper() else 0.56) for letter in words)
    return letters * size * (1.07 if bold else 1.0)


def step(low: float, high: float, wanted: int) -> float:
    """The round step, 1, 2 or 5 times a power of ten, that parts a span into about as many pieces as wanted.

    >>> step(0, 1, 5), step(1946, 2025, 7), step(-0.2, 0.6, 5)
    (0.2, 10.0, 0.2)
    """
    rough = max(high - low, 1e-9) / max(wanted, 1)
    power = 10.0 ** floor(log10(rough))
    times = next(times for times, to in ((1, 1.414), (2, 3.162), (5, 7.071), (10, 99.0)) if rough / power < to)
    return round(times * power, 10)


def ticks(low: float, high: float, wanted: int) -> list[float]:
    """Round numbers within a span.

    >>> ticks(-0.25, 0.6, 4)
    [-0.2, 0.0, 0.2, 0.4, 0.6]
    """
    by = step(low, high, wanted)
    return [round(k * by, 10) for k in range(ceil(low / by - 1e-9), floor(high / by + 1e-9) + 1)]


def rounded(low: float, high: float, wanted: int) -> tuple[float, float]:
    """A span widened to round numbers.

    >>> rounded(-0.13, 0.57, 5)
    (-0.2, 0.6)
    """
    by = step(low, high, wanted)
    return round(floor(low / by + 1e-9) * by, 10), round(ceil(high / by - 1e-9) * by, 10)


def years_named(first: int, last: int, wanted: int) -> list[int]:
    """Round years within a span; steps of whole years."""
    if last - first < wanted:
        return list(range(first, last + 1))
    return [int(year) for year in ticks(first, last, wanted)]
