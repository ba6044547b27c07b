"""A predictive distribution as quantiles: how it is read, cut to its bounds, folded and scored."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from comity.schema import LEVEL

Floats = NDArray[np.float64]

LEVELS: Floats = (np.arange(40) + 0.5) / 40
"""Probabilities [q] at which a predictive distribution is kept."""


def crps(quantiles: Floats, seen: Floats) -> Floats:
    """Continuous ranked probability score [n] of quantiles [n, q] at `LEVELS` against what was seen [n]; 0 is best.

    Twice the mean quantile loss, which is exactly the score of a forecast that puts equal weight on each quantile
    (Gneiting and Raftery 2007, J. American Statistical Association 102, 359-378; Laio and Tamea 2007). In units of what is forecast.

    >>> crps(np.full((1, 40), 0.3), np.array([0.5])).round(6).tolist()
    [0.2]
    """
    error = seen[:, None] - quantiles
    return np.asarray(2 * np.where(error >= 0, LEVELS * error, (LEVELS - 1) * error).mean(axis=1))


def interval(quantiles: Floats, level: float = LEVEL) -> tuple[Floats, Floats]:
    """Central interval [n] of that coverage.

    >>> low, high = interval(LEVELS[None])
    >>> float(low[0].round(3)), float(high[0].round(3))
    (0.05, 0.95)
    """
    return at(quantiles, (1 - level) / 2), at(quantiles, (1 + level) / 2)


def at(quantiles: Floats, probability: float) -> Floats:
    """Value [n] at a probability, linear between the quantiles kept."""
    place = float(np.clip(probability * len(LEVELS) - 0.5, 0, len(LEVELS) - 1))
    below = min(int(place), len(LEVELS) - 2)
    share = place - below
    return np.asarray((1 - share) * quantiles[:, below] + share * quantiles[:, below + 1])


def bounded(quantiles: Floats, low: float, high: float) -> Floats:
    """Quantiles [n, q] kept inside what the number can be."""
    return np.clip(quantiles, low, high)


def folded(quantiles: Floats) -> Floats:
    """Quantiles [n, q] of the absolute value of what the quantiles are of.

    >>> folded(np.array([[-0.2, 0.1, 0.3]])).tolist()
    [[0.1, 0.2, 0.3]]
    """
    return np.sort(np.abs(quantiles), axis=1)


def weighted_quantiles(values: Floats, weights: Floats) -> Floats:
    """Quantiles [q] of values [n] with weights [n]."""
    order = np.argsort(values, kind="stable")
    share = np.cumsum(weights[order])
    return np.interp(LEVELS, (share - weights[order] / 2) / share[-1], values[order])
