"""Habits: what a pair keeps to in one indicator alone, a level of its own that drifts, beside the level they share.

    y[k, d, t] = a[k, t] + l[k] x[d, t] + b[k, d, t] + e,   b[k, d, t] = b[k, d, t-1] + u,   Var u = drift[k],
    b[k, d, begin] ~ N(0, start_var[k])

Without them a reading that stays off for decades counts as decades of evidence. The state has 1 + k parts; readings enter
one at a time (Koopman and Durbin 2000), and the backward pass needs no inverse (de Jong 1989): costs grow with k^2 a reading.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from comity.errors import ComityError
from comity.measure.space.compiled import Floats, Ints, compiled, spread
from comity.measure.space.kernels import LOG_2PI
from comity.measure.space.model import Model, panel
from comity.measure.space.smoothing import Smoothed, check

MOMENTS = 8
"""By period: level, its variance; its step, the step's expected square; by indicator then: habit, variance, covariance with
the level, expected square of its step."""


@dataclass(frozen=True, slots=True)
class Habits:
    """Variances of habits: start_var [k] >= 0 over dyads where they begin, drift [k] >= 0 of a step."""

    start_var: Floats
    drift: Floats

    def __post_init__(self) -> None:
        for name in self.__slots__:
            value = np.ascontiguousarray(np.atleast_1d(getattr(self, name)), dtype=np.float64)
            if not np.isfinite(value).all() or (value < 0).any():
                raise ComityError("a variance must be 0 or more", where=f"Habits.{name}")
            object.__setattr__(self, name, value)


def smooth_habits(
    y: Floats,
    v: Floats | None,
    model: Model,
    habits: Habits,
    *,
    groups: Ints | None = None,
    begin: Ints | None = None,
    threads: int | None = None,
) -> Smoothed:
    """Mean and variance of the level [d, t] and loglik [d] given readings y [k, d, t], habits allowed for; see `panel`.

    >>> model = Model([1.0, 1.0], [0.0, 0.0], [1.0, 1.0], 0.0, 0.0, 1.0)
    >>> y = np.full((2, 1, 1), 3.0)
    >>> found = smooth_habits(y, None, model, Habits([0.0, 1.0], [0.0, 0.0]))
    >>> np.round(found.mean, 3).tolist(), np.round(found.variance, 3).tolist()
    ([[1.8]], [[0.4]])
    """
    held = panel(y, v, groups, begin)
    check(held, model)
    check_habits(habits, model)
    _, d, t = held.shape
    centres = model.centres(t)
    mean, variance, loglik = np.full((d, t), np.nan), np.full((d, t), np.nan), np.zeros(d)

    def job(low: int, high: int) -> None:
        _smooth(
            held.y, held.v, held.known, model.loadings, centres, model.noise, held.groups, held.begin, model.drift,
            model.start_mean, model.start_var, habits.start_var, habits.drift, low, high, mean, variance, loglik,
        )  # fmt: skip

    spread(job, d, threads, 64)
    return Smoothed(mean, variance, None, loglik)


def check_habits(habits: Habits, model: Model) -> None:
    """ComityError where there are not as many habits as indicators."""
    if not len(habits.start_var) == len(habits.drift) == model.indicators:
        raise ComityError(f"habits need one variance for each of {model.indicators} indicators", where="Habits")


@compiled
def _smooth(
    y: Floats, v: Floats, known: Ints, loadings: Floats, centres: Floats, noise: Floats, groups: Ints, begin: Ints,
    drift: Floats, start_mean: Floats, start_var: Floats, habit_start: Floats, habit_drift: Floats, low: int, high: int,
    mean: Floats, variance: Floats, loglik: Floats,
) -> None:  # fmt: skip
    n, _, periods = y.shape
    means, covs = np.zeros((periods, n + 1)), np.zeros((periods, n + 1, n + 1))
    gains, errors = np.zeros((periods, n, n + 1)), np.zeros((periods, n, 2))
    shared, own = np.zeros((periods, 4)), np.zeros((n, periods, 4))
    off, total = np.zeros((n, periods)), np.zeros((n, periods))
    for d in range(low, high):
        g, first = groups[d], begin[d]
        if first >= periods:
            continue
        readings_row(y, v, known, centres, noise, d, off, total)
        loglik[d] = -0.5 * forward_row(
            off, total, loadings, first, drift[g], start_mean[g], start_var[g], habit_start, habit_drift, means, covs,
            gains, errors,
        )  # fmt: skip
        backward_row(loadings, first, drift[g], habit_drift, means, covs, gains, errors, shared, own)
        for t in range(first, periods):
            mean[d, t] = shared[t, 0]
            variance[d, t] = shared[t, 1]


@compiled
def readings_row(
    y: Floats, v: Floats, known: Ints, centres: Floats, noise: Floats, d: int, off: Floats, total: Floats
) -> None:
    """One dyad's readings less their intercepts (nan: missing) and their noise with sampling variance, both [k, t]."""
    for k in range(y.shape[0]):
        for t in range(y.shape[2]):
            off[k, t] = y[k, d, t] - centres[k, t]
            total[k, t] = noise[k] + (v[k, d, t] if known[k] else 0.0)


@compiled
def forward_row(
    off: Floats, total: Floats, loadings: Floats, begin: int, drift: float, mean: float, var: float,
    habit_start: Floats, habit_drift: Floats, means: Floats, covs: Floats, gains: Floats, errors: Floats,
) -> float:  # fmt: skip
    """Predicted means and covariances by period, gain, error and its variance (0: missing) by reading; returns -2 loglik."""
    n, periods = off.shape
    m, p = np.zeros(n + 1), np.zeros((n + 1, n + 1))
    m[0] = mean
    p[0, 0] = var
    deviance = 0.0
    for k in range(n):
        p[k + 1, k + 1] = habit_start[k]
    for t in range(begin, periods):
        if t > begin:
            p[0, 0] += drift
            for k in range(n):
                p[k + 1, k + 1] += habit_drift[k]
        means[t] = m
        covs[t] = p
        for k in range(n):
            errors[t, k, 1] = 0.0
            if not (off[k, t] == off[k, t] and total[k, t] == total[k, t]):
                continue
            error = off[k, t] - loadings[k] * m[0] - m[k + 1]
            for i in range(n + 1):
                gains[t, k, i] = loadings[k] * p[i, 0] + p[i, k + 1]
            spread = loadings[k] * gains[t, k, 0] + gains[t, k, k + 1] + total[k, t]
            for i in range(n + 1):
                m[i] += gains[t, k, i] * error / spread
                for j in range(n + 1):
                    p[i, j] -= gains[t, k, i] * gains[t, k, j] / spread
            errors[t, k, 0] = error
            errors[t, k, 1] = spread
            deviance += LOG_2PI + math.log(spread) + error * error / spread
    return deviance


@compiled
def backward_row(
    loadings: Floats, begin: int, drift: float, habit_drift: Floats, means: Floats, covs: Floats, gains: Floats,
    errors: Floats, shared: Floats, own: Floats,
) -> None:  # fmt: skip
    """shared [t, 4] and own [k, t, 4]: the moments of `MOMENTS` given all readings."""
    periods, n = gains.shape[0], gains.shape[1]
    r, big, side = np.zeros(n + 1), np.zeros((n + 1, n + 1)), np.zeros((n + 1, n + 1))
    row = np.zeros(n + 1)
    for t in range(periods - 1, begin - 1, -1):
        for k in range(n - 1, -1, -1):
            if errors[t, k, 1] > 0:
                _back(loadings[k], k + 1, gains[t, k], errors[t, k, 0], errors[t, k, 1], r, big, row)
        p = covs[t]
        for i in range(n + 1):
            for j in range(n + 1):
                side[i, j] = 0.0
                for h in range(n + 1):
                    side[i, j] += p[i, h] * big[h, j]
        shared[t, 0] = means[t, 0] + (p[0] * r).sum()
        shared[t, 1] = p[0, 0] - (side[0] * p[0]).sum()
        shared[t, 2] = drift * r[0]
        shared[t, 3] = drift * drift * (r[0] * r[0] - big[0, 0]) + drift
        for k in range(n):
            i = k + 1
            own[k, t, 0] = means[t, i] + (p[i] * r).sum()
            own[k, t, 1] = p[i, i] - (side[i] * p[i]).sum()
            own[k, t, 2] = p[i, 0] - (side[i] * p[0]).sum()
            own[k, t, 3] = habit_drift[k] * habit_drift[k] * (r[i] * r[i] - big[i, i]) + habit_drift[k]


@compiled
def _back(
    loading: float, i: int, gain: Floats, error: float, spread: float, r: Floats, big: Floats, row: Floats
) -> None:
    """r and N of one reading earlier: r + z (error - gain r) / spread, and its variance."""
    n = len(r)
    along = error - (gain * r).sum()
    for a in range(n):
        row[a] = (big[a] * gain).sum() / spread
    inner = 1.0 / spread + (row * gain).sum() / spread
    r[0] += loading * along / spread
    r[i] += along / spread
    for a in range(n):
        big[a, 0] -= loading * row[a]
        big[a, i] -= row[a]
    for a in range(n):
        big[0, a] -= loading * row[a]
        big[i, a] -= row[a]
    big[0, 0] += loading * loading * inner
    big[0, i] += loading * inner
    big[i, 0] += loading * inner
    big[i, i] += inner
