"""Climbing: steps that never lower a likelihood, taken until they are small, sped up by extrapolation.

Two steps are extrapolated along their curvature (SQUAREM S3; Varadhan and Roland 2008) and the point ahead is taken only
where its likelihood is not below that of the last point known.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from comity.measure.space.compiled import Floats

Point = TypeVar("Point")


@dataclass(frozen=True, slots=True)
class Climb(Generic[Point]):
    """Where a climb ended: the point, the log-likelihood there and after each step kept, steps made, whether it converged."""

    point: Point
    loglik: float
    trace: tuple[float, ...]
    steps: int
    converged: bool


def climb(
    start: Point,
    step: Callable[[Point], tuple[Point, float]],
    pack: Callable[[Point], Floats],
    unpack: Callable[[Floats, Point], Point],
    tolerance: float,
    limit: int,
) -> Climb[Point]:
    """Climb from `start`; step gives the next point and the log-likelihood of the one it was given.

    Ends where a step changes no number of the packed point by `tolerance` or more, or at the limit of steps.

    >>> def step(x):
    ...     return 0.9 * x, -(x**2)
    >>> found = climb(1.0, step, lambda x: np.array([x]), lambda vector, _: float(vector[0]), 1e-9, 100)
    >>> found.converged, abs(found.point) < 1e-6, found.steps < 10
    (True, True, True)
    """
    trace: list[float] = []
    point, done = start, 0
    while True:
        here = [point]
        for _ in range(2):
            after, loglik = step(here[-1])
            done += 1
            trace.append(loglik)
            here.append(after)
            converged = bool(np.abs(pack(here[-1]) - pack(here[-2])).max() < tolerance)
            if converged or done >= limit:
                return Climb(here[-2], trace[-1], tuple(trace), done, converged)
        point = here[-1]
        ahead = _ahead([pack(each) for each in here])
        if ahead is not None and done + 1 < limit:
            after, loglik = step(unpack(ahead, point))
            done += 1
            if loglik >= trace[-1]:
                trace.append(loglik)
                point = after


def _ahead(points: list[Floats]) -> Floats | None:
    """Where two steps lead along their curvature; None where they lead no further than they went."""
    first, second = points[1] - points[0], points[2] - points[1]
    bend = second - first
    length = float(np.linalg.norm(first) / max(float(np.linalg.norm(bend)), 1e-300))
    if length <= 1:
        return None
    return points[0] + 2 * length * first + length**2 * bend
