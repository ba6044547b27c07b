"""The normal distribution by interpolation, for loops over every vote: Phi, its inverse, the Mills ratio, and random bits.

Linear interpolation in steps of 1/256 keeps a relative error below 1e-4 where a probability is 1e-9 and below 1e-6 around the
middle; the inverse is tabulated over the exponent and six leading bits of the probability.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy.special import log_ndtr, ndtr, ndtri

Floats = NDArray[np.float64]

REACH = 10
STEPS = 256
LOWEST = -110
"""Least power of two that the inverse knows: probabilities below 2^-110 count as that."""

_GRID = np.arange(-REACH * STEPS, REACH * STEPS + 2) / STEPS
PHI: Floats = ndtr(_GRID)
MILLS: Floats = np.exp(-_GRID * _GRID / 2 - np.log(np.sqrt(2 * np.pi)) - log_ndtr(_GRID))
"""Density over distribution function: minus the mean of a normal number known to lie below."""


def _inverse() -> Floats:
    scale = 2.0 ** np.arange(LOWEST, 0)
    inside = (scale[:, None] * (1 + np.arange(64) / 64)).ravel()
    return np.append(ndtri(inside), 8.3)


INVERSE: Floats = _inverse()


@njit(inline="always", cache=True)
def look_up(x: float, table: Floats) -> float:
    """A table over -10..10 at x; at its ends beyond them."""
    x = min(max(x, -9.99), 9.99)
    y = (x + 10.0) * 256.0
    k = int(y)
    return float(table[k] + (y - k) * (table[k + 1] - table[k]))


@njit(inline="always", cache=True)
def quantile(p: float, inverse: Floats) -> float:
    """The normal number below which lies probability p in (0, 1)."""
    upper = p > 0.5
    if upper:
        p = 1.0 - p
    p = max(p, 1e-30)
    bits = np.float64(p).view(np.int64)
    k = ((bits >> 52) - 1023 + 110) * 64 + ((bits >> 46) & 63)
    part = (bits & ((1 << 46) - 1)) * (1.0 / (1 << 46))
    x = float(inverse[k] + part * (inverse[k + 1] - inverse[k]))
    return -x if upper else x


@njit(inline="always", cache=True)
def step(state: np.uint64) -> tuple[np.uint64, np.uint64]:
    """SplitMix64 (Steele, Lea and Flood 2014): the next state and 64 random bits."""
    state = state + np.uint64(0x9E3779B97F4A7C15)
    z = state
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return state, z ^ (z >> np.uint64(31))


@njit(inline="always", cache=True)
def unit_interval(bits: np.uint64) -> float:
    """Random bits as a number in (0, 1), both ends left out."""
    return (float(bits >> np.uint64(11)) + 0.5) * (1.0 / 9007199254740992.0)
