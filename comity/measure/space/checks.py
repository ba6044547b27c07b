"""Checks: whether readings behave as the model says, from its own errors of prediction.

Each reading is predicted from all before it: earlier periods, and indicators above it in the same period. Under the model
the errors, over their sd, are independent with mean 0 and variance 1 (Harvey 1989, §5.4). Where they are not, levels are
less certain than their intervals say: errors that last (lag well above 0) are habits of a pair in one indicator, errors
that go together are indicators made of the same thing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from comity.measure.space.compiled import Floats, Ints, compiled, spread
from comity.measure.space.habits import Habits, check_habits, forward_row, readings_row
from comity.measure.space.model import Model, panel
from comity.measure.space.smoothing import check

_Z90 = 1.6448536269514722


@dataclass(frozen=True, slots=True)
class Checks:
    """By indicator [k]: readings n; mean and variance of the errors (0 and 1 under the model); inside, the share of
    readings within their 90 % interval of prediction; lag, correlation of an error with that of the period before;
    together [k, k], correlation of the errors of two indicators in one period. nan where there are none.
    """

    n: Ints
    mean: Floats
    variance: Floats
    inside: Floats
    lag: Floats
    together: Floats


def checks(
    y: Floats,
    v: Floats | None,
    model: Model,
    *,
    habits: Habits | None = None,
    groups: Ints | None = None,
    begin: Ints | None = None,
    threads: int | None = None,
) -> Checks:
    """Errors of prediction of the readings y [k, d, t] with sampling variances v, summed up over dyads and periods.

    >>> model = Model([1.0], [0.0], [1.0], 0.0, 0.0, 1.0)
    >>> found = checks(np.array([[[2.0, 1.0]]]), None, model)
    >>> found.n.tolist(), np.round(found.mean, 3).tolist(), found.inside.tolist()
    ([2], [0.707], [1.0])
    """
    held = panel(y, v, groups, begin)
    check(held, model)
    if habits is not None:
        check_habits(habits, model)
    k, d, t = held.shape
    centres = model.centres(t)

    def job(low: int, high: int) -> Floats:
        sums = np.zeros((6 + 4 * k, k))
        if habits is not None:
            _kept_errors(
                held.y, held.v, held.known, model.loadings, centres, model.noise, held.groups, held.begin, model.drift,
                model.start_mean, model.start_var, habits.start_var, habits.drift, low, high, sums,
            )  # fmt: skip
            return sums
        _errors(
            held.y, held.v, held.known, model.loadings, centres, model.noise, held.groups, held.begin, model.drift,
            model.start_mean, model.start_var, low, high, sums,
        )  # fmt: skip
        return sums

    return _summed(np.asarray(np.add.reduce(spread(job, d, threads))), k)


def _summed(sums: Floats, k: int) -> Checks:
    n = sums[0]
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = sums[1] / n
        lag = sums[3] / np.sqrt(sums[4] * sums[5])
        both, squares = sums[6 + k : 6 + 2 * k], sums[6 + 2 * k : 6 + 3 * k]
        together = np.where(both > 0, sums[6 : 6 + k] / np.sqrt(squares * squares.T), np.nan)
        return Checks(
            n.astype(np.int64), mean, sums[2] / n - mean**2, sums[6 + 3 * k] / n, lag, together
        )  # fmt: skip


@compiled
def _errors(
    y: Floats, v: Floats, known: Ints, loadings: Floats, centres: Floats, noise: Floats, groups: Ints, begin: Ints,
    drift: Floats, start_mean: Floats, start_var: Floats, low: int, high: int, sums: Floats,
) -> None:  # fmt: skip
    n, _, periods = y.shape
    error, before = np.full(n, np.nan), np.full(n, np.nan)
    for d in range(low, high):
        g = groups[d]
        mean, var = start_mean[g], start_var[g]
        before[:] = np.nan
        for t in range(begin[d], periods):
            var += drift[g] if t > begin[d] else 0.0
            for k in range(n):
                off = y[k, d, t] - centres[k, t] - loadings[k] * mean
                own = noise[k] + (v[k, d, t] if known[k] else 0.0)
                total = own + loadings[k] * loadings[k] * var
                error[k] = off / math.sqrt(total)
                if error[k] == error[k]:
                    mean += loadings[k] * var / total * off
                    var *= own / total
            _count(error, before, sums)
            before[:] = error


@compiled
def _kept_errors(
    y: Floats, v: Floats, known: Ints, loadings: Floats, centres: Floats, noise: Floats, groups: Ints, begin: Ints,
    drift: Floats, start_mean: Floats, start_var: Floats, habit_start: Floats, habit_drift: Floats, low: int, high: int,
    sums: Floats,
) -> None:  # fmt: skip
    n, _, periods = y.shape
    means, covs = np.zeros((periods, n + 1)), np.zeros((periods, n + 1, n + 1))
    gains, errors = np.zeros((periods, n, n + 1)), np.zeros((periods, n, 2))
    off, total = np.zeros((n, periods)), np.zeros((n, periods))
    error, before = np.full(n, np.nan), np.full(n, np.nan)
    for d in range(low, high):
        g = groups[d]
        readings_row(y, v, known, centres, noise, d, off, total)
        forward_row(
            off, total, loadings, begin[d], drift[g], start_mean[g], start_var[g], habit_start, habit_drift, means, covs,
            gains, errors,
        )  # fmt: skip
        before[:] = np.nan
        for t in range(begin[d], periods):
            for k in range(n):
                spread = errors[t, k, 1]
                error[k] = errors[t, k, 0] / math.sqrt(spread) if spread > 0 else np.nan
            _count(error, before, sums)
            before[:] = error


@compiled
def _count(error: Floats, before: Floats, sums: Floats) -> None:
    n = len(error)
    for k in range(n):
        e, last = error[k], before[k]
        if e != e:
            continue
        sums[0, k] += 1.0
        sums[1, k] += e
        sums[2, k] += e * e
        sums[6 + 3 * n, k] += 1.0 if abs(e) <= _Z90 else 0.0
        if last == last:
            sums[3, k] += e * last
            sums[4, k] += e * e
            sums[5, k] += last * last
        for j in range(n):
            if error[j] == error[j]:
                sums[6 + j, k] += e * error[j]
                sums[6 + n + j, k] += 1.0
                sums[6 + 2 * n + j, k] += e * e
