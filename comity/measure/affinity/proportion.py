"""Shares of counts with their interval, and differences of two shares of one whole."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from comity.schema import LEVEL

Values = NDArray[np.float64]
METHOD = "Wilson score interval (Wilson 1927)"


def share(part: ArrayLike, whole: ArrayLike, level: float = LEVEL) -> tuple[Values, Values, Values]:
    """Value, low and high of part / whole, each 0..1; nan where the whole is 0. ValueError where a part exceeds its whole.

    Wilson's score interval: (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n).

    >>> [round(float(x), 3) for x in share(8, 10)]
    [0.8, 0.541, 0.931]
    """
    n, k = np.asarray(whole, dtype=float), np.asarray(part, dtype=float)
    if np.any(k < 0) or np.any(k > n):
        raise ValueError("a part must lie between 0 and its whole")
    z2 = NormalDist().inv_cdf((1 + level) / 2) ** 2
    with np.errstate(invalid="ignore", divide="ignore"):
        p = k / n
        middle = (p + z2 / (2 * n)) / (1 + z2 / n)
        half = np.sqrt(z2 * (p * (1 - p) / n + z2 / (4 * n * n))) / (1 + z2 / n)
    return p, np.clip(middle - half, 0, p), np.clip(middle + half, p, 1)


def net(plus: ArrayLike, minus: ArrayLike, level: float = LEVEL) -> tuple[Values, Values, Values]:
    """(plus − minus) / (plus + minus), −1..1, with the interval of the share of plus carried over.

    >>> [round(float(x), 3) for x in net(8, 2)]
    [0.6, 0.082, 0.863]
    """
    k = np.asarray(plus, dtype=float)
    return tuple(2 * x - 1 for x in share(k, k + np.asarray(minus, dtype=float), level))  # type: ignore[return-value]
