"""The shapes of states as drawn: read from comity/data/land.tsv and laid out in the Equal Earth projection, which keeps areas true.

With sin θ = (√3/2) sin φ, A = (1.340264, −0.081106, 0.000893, 0.003796), longitude λ from the middle meridian:

    x = 2√3 λ cos θ / (3 (9 A₄ θ⁸ + 7 A₃ θ⁶ + 3 A₂ θ² + A₁)),   y = A₄ θ⁹ + A₃ θ⁷ + A₂ θ³ + A₁ θ

(Šavrič, Patterson and Jenny 2018, International Journal of Geographical Information Science 33(3)).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt

MIDDLE = 11.0
"""The meridian in the middle: the map is cut at 169° W, in the strait between Asia and America."""
WIDTH, HEIGHT, TOP = 1000, 440, 84.0
"""Size of the drawing, and the latitude of its upper edge."""
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796


@dataclass(frozen=True, slots=True)
class Land:
    """The land of a state as an SVG path, or a dot where it is too small for one; `part` a piece set apart. `middle` is where a name stands."""

    state: str
    part: str
    path: str
    dot: tuple[float, float] | None
    middle: tuple[float, float]


def equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """A point in degrees on the drawing.

    >>> equal_earth(MIDDLE, 0.0)[0], equal_earth(MIDDLE + 180, 0.0)[0], equal_earth(MIDDLE, TOP)[1]
    (500.0, 1000.0, 0.0)
    """
    theta = asin(sqrt(3) / 2 * sin(radians(latitude)))
    square = theta * theta
    slope = A1 + 3 * A2 * square + square**3 * (7 * A3 + 9 * A4 * square)
    x = 2 * sqrt(3) * radians(longitude - MIDDLE) * cos(theta) / (3 * slope)
    return round(WIDTH / 2 + x * SCALE, 1), round((NORTH - _height(theta)) * SCALE, 1)


def _height(theta: float) -> float:
    square: float = theta * theta
    return theta * (A1 + square * (A2 + square * square * (A3 + A4 * square)))


SCALE = WIDTH / 2 / (2 * sqrt(3) * radians(180) / (3 * A1))
NORTH = _height(asin(sqrt(3) / 2 * sin(radians(TOP))))


@cache
def lands() -> tuple[Land, ...]:
    """Every shape and dot, in the order of the table."""
    return tuple(_land(row["state"], row["part"], row["rings"]) for row in _rows())


@cache
def _rows() -> list[dict[str, str]]:
    with (files("comity.data") / "land.tsv").open(encoding="utf-8") as file:
        csv.field_size_limit(1 << 20)
        return list(csv.DictReader(file, delimiter="\t"))


def _land(state: str, part: str, rings: str) -> Land:
    laid = [[equal_earth(x, y) for x, y in _points(ring)] for ring in rings.split("|")]
    if part == "point":
        return Land(state, part, "", laid[0][0], laid[0][0])
    largest = max(laid, key=_box)
    middle = tuple(round((min(side) + max(side)) / 2, 1) for side in zip(*largest, strict=True))
    return Land(state, part, "".join(map(_path, laid)), None, (middle[0], middle[1]))


def _points(ring: str) -> list[tuple[float, float]]:
    x = y = 0
    out = []
    for step in ring.split():
        dx, dy = step.split(",")
        x, y = x + int(dx), y + int(dy)
        out.append((x / 10, y / 10))
    return out


def _path(points: list[tuple[float, float]]) -> str:
    """Steps of half a pixel: the drawing is a thousand wide."""
    (x, y), out = (round(2 * points[0][0]), round(2 * points[0][1])), []
    begin = f"M{x / 2:g} {y / 2:g}l"
    for px, py in points[1:]:
        nx, ny = round(2 * px), round(2 * py)
        if (nx, ny) != (x, y):
            out.append(f"{(nx - x) / 2:g} {(ny - y) / 2:g}")
            x, y = nx, ny
    return f"{begin}{' '.join(out)}z" if out else ""


def _box(points: list[tuple[float, float]]) -> float:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (max(xs) - min(xs)) * (max(ys) - min(ys))


@cache
def land_states() -> tuple[str, ...]:
    """Ids of the states of today that have land on the map."""
    return tuple(dict.fromkeys(row["state"] for row in _rows()))
