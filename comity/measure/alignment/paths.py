"""Levels from what was read of them: filter, smoother and draws over many pairs at once, in numpy alone.

The same recursions as `measure.space`, which needs numba and is for fitting; this is for reading what ships.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Read:
    """What readings say of levels: precision and score [n, t]; drift, start mean and start variance [n]; begin [n]."""

    precision: Floats
    score: Floats
    drift: Floats
    start_mean: Floats
    start_var: Floats
    begin: NDArray[np.int64]


def filtered(read: Read) -> tuple[Floats, Floats]:
    """Mean and variance [n, t] of each level given readings up to the period; nan before it begins."""
    n, periods = read.precision.shape
    mean, variance = np.full((n, periods), np.nan), np.full((n, periods), np.nan)
    for t in range(periods):
        new, on = read.begin == t, read.begin < t
        ahead = np.where(new, read.start_var, np.where(on, variance[:, t - 1] + read.drift, np.nan))
        before = np.where(new, read.start_mean, np.where(on, mean[:, t - 1], np.nan))
        variance[:, t] = 1 / (1 / ahead + read.precision[:, t])
        mean[:, t] = variance[:, t] * (before / ahead + read.score[:, t])
    return mean, variance


def smoothed(read: Read) -> tuple[Floats, Floats]:
    """Mean and variance [n, t] of each level given all readings (Rauch, Tung and Striebel 1965).

    >>> two = np.array([[1.0, 0.0]])
    >>> mean, variance = smoothed(Read(two, 3 * two, np.zeros(1), np.zeros(1), np.ones(1), np.zeros(1, dtype=int)))
    >>> mean.tolist(), variance.tolist()
    ([[1.5, 1.5]], [[0.5, 0.5]])
    """
    mean, variance = filtered(read)
    for t in range(mean.shape[1] - 2, -1, -1):
        gain = variance[:, t] / (variance[:, t] + read.drift)
        mean[:, t] += gain * (mean[:, t + 1] - mean[:, t])
        variance[:, t] += gain**2 * (variance[:, t + 1] - variance[:, t] - read.drift)
    return mean, variance


def drawn(read: Read, n: int, seed: int) -> Floats:
    """Draws [n, rows, t] of the levels given all readings (Carter and Kohn 1994), the same for the same seed."""
    mean, variance = filtered(read)
    random = np.random.default_rng(seed).standard_normal((n, *mean.shape))
    out = mean + np.sqrt(variance) * random
    for t in range(mean.shape[1] - 2, -1, -1):
        gain = variance[:, t] / (variance[:, t] + read.drift)
        centre = mean[:, t] + gain * (out[:, :, t + 1] - mean[:, t])
        out[:, :, t] = centre + np.sqrt(gain * read.drift) * random[:, :, t]
    return out
