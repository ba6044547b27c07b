"""Likeness of alliance portfolios: to whom do both states owe what, against what chance would give."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from comity.measure.grid import Array


def likeness(obligations: Array, alive: NDArray[np.bool_]) -> Array:
    """Cohen's kappa with squared weights [u, u, t] of obligations [u, u, t] to every state alive [u, t], each to itself 1.

    1 - observed / expected squared difference (Cohen 1968; Häge 2011); in closed form over moments, since only squares
    are weighed. nan where a state was not there, where obligations are not recorded, and where nothing was to differ.
    """
    out = np.full_like(obligations, np.nan)
    for t in range(obligations.shape[-1]):
        who = np.flatnonzero(alive[:, t])
        level = obligations[np.ix_(who, who, np.array([t]))][..., 0].astype(float)
        np.fill_diagonal(level, 1.0)
        if not np.isnan(level).any():
            out[np.ix_(who, who, np.array([t]))] = _kappa(level)[..., None]
    return out


def _kappa(level: NDArray[np.float64]) -> NDArray[np.float64]:
    mean, square = level.mean(axis=1), (level**2).mean(axis=1)
    observed = square[:, None] + square[None] - 2 * (level @ level.T) / len(level)
    expected = square[:, None] + square[None] - 2 * mean[:, None] * mean[None]
    value: NDArray[np.float64] = np.divide(
        expected - observed, expected, out=np.full_like(expected, np.nan), where=expected > 1e-12
    )
    np.fill_diagonal(value, np.nan)
    return value
