"""The ordered probit of one vote: slopes and curvatures of its log likelihood, averaged over what is not known exactly.

A state at theta votes yes below the first cut-point of an item, no above the second, and abstains between:
P(yes) = Phi(h1), P(no) = Phi(-h2), with h = cut-point - beta . theta and Phi the normal distribution function.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Loop = TypeVar("Loop", bound=Callable[..., Any])


def compiled(loop: Loop) -> Loop:
    """The function as machine code, kept on disk; other threads run meanwhile, arithmetic follows IEEE."""
    return cast(Loop, njit(cache=True, nogil=True, error_model="numpy")(loop))


REACH, PER_UNIT = 12.0, 128
HALF, DENSITY = math.sqrt(0.5), 1.0 / math.sqrt(2.0 * math.pi)
TINY = 1e-9
"""Least distance of cut-points, roughly, that is divided by."""


def _mills_table() -> Floats:
    x = -REACH + np.arange(int(2 * REACH * PER_UNIT) + 2) / PER_UNIT
    below = np.array([0.5 * math.erfc(-value * HALF) for value in x])
    table: Floats = DENSITY * np.exp(-0.5 * x * x) / below
    return table


MILLS = _mills_table()


@compiled
def normal(x: float) -> float:
    """Distribution function of the standard normal."""
    return 0.5 * math.erfc(-x * HALF)


@compiled
def mills(h: float) -> float:
    """Density over distribution function at h, read from a table within +-12 and from its asymptote below."""
    if h < -REACH:
        return -h - 1.0 / h + 2.0 / (h * h * h)
    if h >= REACH:
        return 0.0
    place = (h + REACH) * PER_UNIT
    k = int(place)
    between: float = MILLS[k] + (place - k) * (MILLS[k + 1] - MILLS[k])
    return between


@compiled
def abstention(h1: float, h2: float) -> tuple[float, float]:
    """Densities at h1 and at h2 over the probability between them, from the nearer tail, so that nothing underflows."""
    if h1 > 0:
        ratio = math.exp(0.5 * (h1 - h2) * (h1 + h2))
        a = 1.0 / max(1.0 / mills(-h1) - ratio / mills(-h2), TINY)
        return a, ratio * a
    if h2 < 0:
        ratio = math.exp(0.5 * (h2 - h1) * (h2 + h1))
        b = 1.0 / max(1.0 / mills(h2) - ratio / mills(h1), TINY)
        return ratio * b, b
    between = max(normal(h2) - normal(h1), TINY)
    return DENSITY * math.exp(-0.5 * h1 * h1) / between, DENSITY * math.exp(-0.5 * h2 * h2) / between


@compiled
def slopes(choice: int, h1: float, h2: float, out: Floats) -> None:
    """Add to `out` [5]: slope by h1, by h2, and the curvatures 11, 12, 22 with their sign turned (at least 0 together)."""
    if choice == 1:
        r = mills(h1)
        out[0] += r
        out[2] += r * (r + h1)
    elif choice == 3:
        r = mills(-h2)
        out[1] -= r
        out[4] += r * (r - h2)
    else:
        a, b = abstention(h1, h2)
        out[0] -= a
        out[1] += b
        out[2] += a * (a - h1)
        out[3] -= a * b
        out[4] += b * (b + h2)


@compiled
def mean_slopes(choice: int, h1: float, h2: float, sd: float, out: Floats) -> None:
    """`slopes` averaged over a normal shift of both h with that sd: two nodes, exact for cubics; one where sd is 0."""
    out[:] = 0.0
    if sd <= 0.0:
        slopes(choice, h1, h2, out)
        return
    slopes(choice, h1 + sd, h2 + sd, out)
    slopes(choice, h1 - sd, h2 - sd, out)
    for k in range(5):
        out[k] *= 0.5


@compiled
def shift_variance(theta: Floats, spread: Floats, item: Floats, doubt: Floats) -> float:
    """Variance of beta . theta - middle cut-point, both sides uncertain and independent.

    `spread` [d, d] of the state, `doubt` [d + 2, d + 2] of the item's (beta, middle, log width).
    """
    d = len(theta)
    total = doubt[d, d]
    for i in range(d):
        total -= 2.0 * theta[i] * doubt[i, d]
        for j in range(d):
            total += (theta[i] * theta[j] + spread[i, j]) * doubt[i, j] + item[i] * spread[i, j] * item[j]
    variance: float = max(total, 0.0)
    return variance


@compiled
def inverse(square: Floats, out: Floats, root: Floats) -> None:
    """Inverse of a symmetric positive matrix into `out`, by Cholesky; `root` is room of the same shape."""
    n = len(square)
    for i in range(n):
        for j in range(i + 1):
            s = square[i, j]
            for k in range(j):
                s -= root[i, k] * root[j, k]
            root[i, j] = math.sqrt(max(s, 1e-10)) if i == j else s / root[j, j]
    for i in range(n):
        root[i, i] = 1.0 / root[i, i]
        for j in range(i):
            s = 0.0
            for k in range(j, i):
                s -= root[i, k] * root[k, j]
            root[i, j] = s * root[i, i]
    for i in range(n):
        for j in range(i + 1):
            s = 0.0
            for k in range(i, n):
                s += root[k, i] * root[k, j]
            out[i, j] = s
            out[j, i] = s
