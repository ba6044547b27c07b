"""Fitting one level: how noisy its readings are and how fast it drifts, by EM; loadings are the common unit.

A factor model with free loadings does not do here: the loadings then go to whatever reading is most persistent (treaties
alone make the security level, trade agreements alone the economic one), and lists of hostile acts load with the wrong sign,
since neighbours both fight and co-operate. So every reading counts in the common unit of `scale`, the noise of all readings
of a level is one variance beside their known sampling variances, and drift is estimated for pairs with and without a
history of transfers, exercises, rivalry, disputes or sanctions.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError
from comity.measure.alignment.readings import Readings
from comity.measure.space.model import Model
from comity.measure.space.smoothing import Reduced, Smoothed, reduce, smooth

ITERATIONS = 100
TOLERANCE = 2e-3
"""Of a sweep's change in the logarithm of a variance."""

SAMPLE = 3000
"""Pairs the parameters are fitted to, spread evenly over all with readings; the levels are computed for every pair."""

GROUPS = ("quiet", "engaged")
"""Pairs without and with a history in a sparse list."""


@dataclass(frozen=True, slots=True)
class LevelFit:
    """The model of one level, what the readings say, dyads that have any [n], and how the fit came about."""

    model: Model
    reduced: Reduced
    dyads: NDArray[np.int64]
    iterations: int
    converged: bool

    def smoothed(self) -> Smoothed:
        """Mean and variance of the level [n, t] of the dyads with readings."""
        return smooth(self.reduced, self.model)


def fit_level(
    readings: Readings, groups: NDArray[np.int64], begin: NDArray[np.int64], start: Model | None = None
) -> LevelFit:
    """Fit readings in the common unit [k, d, t]; groups [d] 0 quiet or 1 engaged, begin [d] first period of the pair.

    ComityError where no pair has a reading. `start` begins from another fit, which an update of a few cells wants.
    """
    dyads = np.flatnonzero(np.isfinite(readings.values).any(axis=(0, 2)))
    if not len(dyads):
        raise ComityError(f"no reading of the {readings.level} level", next_step="add a record it can be read from")
    some = dyads[:: max(1, len(dyads) // SAMPLE)]
    model, done, converged = _climb(*_rows(readings, some), groups[some], begin[some], start)
    y, v = _rows(readings, dyads)
    reduced = reduce(y, v, model, groups=groups[dyads], begin=begin[dyads])
    return LevelFit(model, reduced, dyads, done, converged)


def _rows(readings: Readings, dyads: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return readings.values[:, dyads], readings.variances[:, dyads]


def _climb(
    y: NDArray[np.float64],
    v: NDArray[np.float64],
    groups: NDArray[np.int64],
    begin: NDArray[np.int64],
    start: Model | None,
) -> tuple[Model, int, bool]:
    """Sweeps until none moves a variance by more than the tolerance."""
    model = start or _first(y)
    for done in range(1, ITERATIONS + 1):
        before, model = model, _sweep(y, v, groups, begin, model)
        if _moved(before, model) < TOLERANCE:
            return model, done, True
    return model, ITERATIONS, False


def _first(y: NDArray[np.float64]) -> Model:
    k, spread = len(y), float(np.nanvar(y))
    two = np.ones(2)
    return Model(np.ones(k), np.zeros(k), np.full(k, spread / 2), two * spread / 20, two * np.nanmean(y), two * spread)


def _sweep(
    y: NDArray[np.float64],
    v: NDArray[np.float64],
    groups: NDArray[np.int64],
    begin: NDArray[np.int64],
    model: Model,
) -> Model:
    """One step of EM: moments of the smoothed levels, then closed forms (Shumway and Stoffer 1982)."""
    reduced = reduce(y, v, model, groups=groups, begin=begin)
    held = smooth(reduced, model, lags=True)
    noise = _noise(y, v, held, model)
    drift, mean, spread = model.drift.copy(), model.start_mean.copy(), model.start_var.copy()
    first = np.minimum(begin, y.shape[-1] - 1)
    for g in range(model.groups):
        own = (groups == g) & (begin < y.shape[-1])
        if own.any():
            drift[g] = _drift(held, own)
            level = held.mean[own, first[own]]
            mean[g] = level.mean()
            spread[g] = (level - mean[g]).var() + held.variance[own, first[own]].mean()
    return Model(model.loadings, model.intercepts, np.full(len(y), noise), drift, mean, spread)


def _noise(y: NDArray[np.float64], v: NDArray[np.float64], held: Smoothed, model: Model) -> float:
    """One variance of all readings; the part of a residual that its sampling variance explains is taken out."""
    total, n, old = 0.0, 0, float(model.noise[0])
    for k in range(len(y)):
        here = np.isfinite(y[k])
        square = (y[k][here] - held.mean[here]) ** 2 + held.variance[here]
        share = old / (old + v[k][here])
        total += float((share**2 * square + share * v[k][here]).sum())
        n += int(here.sum())
    return total / n


def _drift(held: Smoothed, own: NDArray[np.bool_]) -> float:
    assert held.lags is not None
    mean, variance, lags = held.mean[own], held.variance[own], held.lags[own]
    step = (mean[:, 1:] - mean[:, :-1]) ** 2 + variance[:, 1:] + variance[:, :-1] - 2 * lags[:, 1:]
    return max(float(np.nanmean(step)), 1e-8)


def _moved(before: Model, after: Model) -> float:
    change = [
        np.abs(np.log(getattr(after, name)) - np.log(getattr(before, name))).max()
        for name in ("noise", "drift", "start_var")
    ]
    return float(max(change))
