"""Smoothing: levels and their variances for every dyad and period at once, given the parameters.

Rows of dyads are independent, so the loops run over periods within a dyad and threads over blocks of dyads.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from comity.errors import ComityError
from comity.measure.space.compiled import Floats, Ints, compiled, spread
from comity.measure.space.kernels import base_rows, filter_row, reduce_row, smooth_row
from comity.measure.space.model import Model, Panel, panel


@dataclass(frozen=True, slots=True)
class Reduced:
    """All that the readings say about the levels: precision and score [d, t], base [d, t] for the likelihood or None."""

    precision: Floats
    score: Floats
    base: Floats | None
    groups: Ints
    begin: Ints

    @property
    def shape(self) -> tuple[int, int]:
        """Dyads and periods."""
        d, t = self.precision.shape
        return d, t

    def of(self, dyads: Ints | slice) -> Reduced:
        """The same for some dyads only."""
        base = None if self.base is None else self.base[dyads]
        return Reduced(self.precision[dyads], self.score[dyads], base, self.groups[dyads], self.begin[dyads])

    def readings(self) -> tuple[Floats, Floats]:
        """One reading of the level for each cell with its variance, [d, t] each; nan where nothing was read."""
        with np.errstate(divide="ignore", invalid="ignore"):
            variance = np.where(self.precision > 0, 1 / self.precision, np.nan)
            return self.score * variance, variance


@dataclass(frozen=True, slots=True)
class Smoothed:
    """Mean and variance of the level [d, t] given all readings; lags[d, t] = Cov(x[t], x[t-1]); loglik [d]; or None.

    nan before a dyad begins (lags: also in the period it begins in).
    """

    mean: Floats
    variance: Floats
    lags: Floats | None
    loglik: Floats | None


def reduce(
    y: Floats,
    v: Floats | None,
    model: Model,
    *,
    groups: Ints | None = None,
    begin: Ints | None = None,
    likelihood: bool = False,
    threads: int | None = None,
) -> Reduced:
    """Readings y [k, d, t] with sampling variances v (None: none) to two sums a cell; see `panel` for groups and begin.

    S = sum_k l_k^2 / (r_k + v), u = sum_k l_k (y - a_k) / (r_k + v) over the readings present.

    >>> model = Model([1.0, 2.0], [0.0, 1.0], [0.5, 1.0], 0.1, 0.0, 1.0)
    >>> cell = reduce(np.array([[[1.0]], [[2.0]]]), None, model)
    >>> cell.precision.tolist(), cell.score.tolist()
    ([[6.0]], [[4.0]])
    """
    held = panel(y, v, groups, begin)
    check(held, model)
    _, d, t = held.shape
    precision, score = np.empty((d, t)), np.empty((d, t))
    base = np.empty((d, t)) if likelihood else np.empty((0, t))
    centres = model.centres(t)

    def job(low: int, high: int) -> None:
        _reduce(held.y, held.v, held.known, model.loadings, centres, model.noise, held.begin, low, high, precision, score, base)  # fmt: skip

    spread(job, d, threads)
    return Reduced(precision, score, base if likelihood else None, held.groups, held.begin)


def smooth(reduced: Reduced, model: Model, *, lags: bool = False, threads: int | None = None) -> Smoothed:
    """Mean and variance of every level given all readings; lag covariances on request; loglik where reduced has its base.

    >>> model = Model([1.0], [0.0], [1.0], 0.0, 0.0, 1.0)
    >>> levels = smooth(reduce(np.array([[[3.0, np.nan]]]), None, model), model)
    >>> levels.mean.tolist(), levels.variance.tolist()
    ([[1.5, 1.5]], [[0.5, 0.5]])
    """
    d, t = reduced.precision.shape
    mean, variance = np.empty((d, t)), np.empty((d, t))
    between = np.empty((d, t)) if lags else np.empty((0, t))
    base = np.zeros((0, t)) if reduced.base is None else reduced.base
    loglik = np.zeros(d)

    def job(low: int, high: int) -> None:
        _smooth(
            reduced.precision, reduced.score, base, reduced.groups, reduced.begin, model.drift, model.start_mean,
            model.start_var, low, high, mean, variance, between, loglik,
        )  # fmt: skip

    spread(job, d, threads)
    return Smoothed(mean, variance, between if lags else None, None if reduced.base is None else loglik)


def check(held: Panel, model: Model) -> None:
    """ComityError where the readings do not fit the model."""
    if held.y.shape[0] != model.indicators:
        raise ComityError(f"{held.y.shape[0]} indicators read, the model has {model.indicators}", where="y")
    if held.groups.size and held.groups.max() >= model.groups:
        raise ComityError(f"group {held.groups.max()}, the model has {model.groups}", where="groups")


@compiled
def _reduce(
    y: Floats, v: Floats, known: Ints, loadings: Floats, centres: Floats, noise: Floats, begin: Ints, low: int, high: int,
    precision: Floats, score: Floats, base: Floats,
) -> None:  # fmt: skip
    n, _, periods = y.shape
    weights, off = np.zeros((n, periods)), np.zeros((n, periods))
    product = np.zeros(periods)
    for d in range(low, high):
        precision[d] = 0.0
        score[d] = 0.0
        for k in range(n):
            row = v[k, d] if known[k] else y[k, d]
            reduce_row(
                y[k, d], row, known[k], loadings[k], centres[k], noise[k], weights[k], off[k], precision[d], score[d]
            )
        if len(base):
            base_rows(weights, off, product, base[d])
        for t in range(min(begin[d], periods)):
            precision[d, t] = 0.0
            score[d, t] = 0.0
            if len(base):
                base[d, t] = 0.0


@compiled
def _smooth(
    precision: Floats, score: Floats, base: Floats, groups: Ints, begin: Ints, drift: Floats, start_mean: Floats,
    start_var: Floats, low: int, high: int, mean: Floats, variance: Floats, between: Floats, loglik: Floats,
) -> None:  # fmt: skip
    periods = precision.shape[1]
    spare = np.zeros(periods)
    for d in range(low, high):
        g, first = groups[d], begin[d]
        before = min(first, periods)
        mean[d, :before] = np.nan
        variance[d, :before] = np.nan
        if len(between):
            between[d, : min(first + 1, periods)] = np.nan
        if before == periods:
            continue
        deviance = filter_row(
            precision[d], score[d], first, drift[g], start_mean[g], start_var[g], mean[d], variance[d]
        )
        if len(base):
            loglik[d] = -0.5 * (deviance + base[d, first:].sum())
        smooth_row(first, drift[g], mean[d], variance[d], between[d] if len(between) else spare)
