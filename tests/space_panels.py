"""Simulated panels with known truth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.measure.space.model import Model

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Simulated:
    """Readings y and sampling variances v [k, d, t], true levels x [d, t], the model they come from."""

    y: Floats
    v: Floats
    x: Floats
    model: Model


def simulated(
    seed: int, d: int = 200, t: int = 20, gaps: float = 0.3, drift: float = 0.05, effects: bool = False
) -> Simulated:
    """Four indicators, one of them with sampling variance; a share of the readings is missing."""
    rng = np.random.default_rng(seed)
    loadings, noise = np.array([1.0, 0.8, 0.5, 0.3]), np.array([0.3, 0.6, 0.5, 0.8])
    intercepts = rng.normal(size=(4, t if effects else 1))
    x = rng.normal(size=(d, 1)) + np.sqrt(drift) * np.pad(rng.normal(size=(d, t - 1)), ((0, 0), (1, 0))).cumsum(axis=1)
    v = np.zeros((4, d, t))
    v[0] = rng.gamma(2, 0.15, (d, t))
    y = intercepts[:, None, :] + loadings[:, None, None] * x
    y = y + rng.normal(size=y.shape) * np.sqrt(noise[:, None, None] + v)
    y[rng.random(y.shape) < gaps] = np.nan
    return Simulated(y, v, x, Model(loadings, intercepts if effects else intercepts[:, 0], noise, drift, 0.0, 1.0))
