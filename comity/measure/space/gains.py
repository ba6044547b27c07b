"""Gains: how much each reading adds to a level or to its change, and how a new reading would move the latest level.

A smoothed level is linear in the readings. With C the posterior covariance of one dyad's levels,

    x[t] = sum_{k,s} w[k, s] (y[k, s] - a[k, s]) + the prior's part,    w[k, s] = C[t, s] l[k] / r[k, s],   r = noise + v

(Koopman and Harvey 2003, weights of the smoother; with habits, see `paths`). The parts add up to the level exactly; they say
what the estimate rests on under the model, not what brought the level about.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from comity.errors import ComityError
from comity.measure.space.compiled import Floats
from comity.measure.space.habits import Habits
from comity.measure.space.model import Model
from comity.measure.space.paths import Path, path


@dataclass(frozen=True, slots=True)
class Contributions:
    """Parts of a level (or of its change): cells [k, s], 0 where nothing was read, weights [k, s], and the prior's part.

    value = cells.sum() + prior, on the model's scale of levels; variance is that of the value.
    """

    value: float
    variance: float
    cells: Floats
    weights: Floats
    prior: float

    @property
    def by_indicator(self) -> Floats:
        """Part of each indicator [k]; with the prior they add up to the value."""
        return np.asarray(self.cells.sum(axis=1))

    @property
    def by_period(self) -> Floats:
        """Part of the readings of each period [s]."""
        return np.asarray(self.cells.sum(axis=0))


@dataclass(frozen=True, slots=True)
class Moved:
    """The latest level before and after a new reading, both with variances, on the model's scale of levels.

    gain: move of the level for one unit of the reading; expected: reading expected before; surprise: standard
    deviations between the reading and what was expected.
    """

    before: float
    after: float
    variance_before: float
    variance_after: float
    gain: float
    expected: float
    surprise: float


def contributions(
    y: Floats,
    v: Floats | None,
    model: Model,
    period: int,
    *,
    since: int | None = None,
    habits: Habits | None = None,
    group: int = 0,
    begin: int = 0,
) -> Contributions:
    """Parts of one dyad's level in a period or, given `since`, of its change from then to the period.

    y [k, t] and v [k, t] are the dyad's readings and their sampling variances. ComityError for a period before it begins.

    >>> model = Model([1.0, 1.0], [0.0, 0.0], [1.0, 1.0], 0.0, 0.0, 1.0)
    >>> parts = contributions(np.array([[3.0, np.nan], [np.nan, 6.0]]), None, model, 1)
    >>> round(parts.value, 9), np.round(parts.by_indicator, 9).tolist(), parts.prior
    (3.0, [1.0, 2.0], 0.0)
    """
    held = path(y, v, model, habits, group=group, begin=begin)
    row = held.covariance[_period(period, held)]
    prior, variance = held.prior[period], row[period]
    if since is not None:
        row = row - held.covariance[_period(since, held)]
        prior, variance = prior - held.prior[since], row[period] - row[since]
    weights = held.weights(row)
    cells = weights * held.offs
    return Contributions(float(cells.sum() + prior), float(variance), cells, weights, float(prior))


def what_if(
    y: Floats,
    v: Floats | None,
    model: Model,
    indicator: int,
    value: float,
    variance: float = 0.0,
    *,
    habits: Habits | None = None,
    group: int = 0,
    begin: int = 0,
) -> Moved:
    """How the latest level would move if the latest period's reading of an indicator were `value`.

    A reading already there is taken away first, so `before` is the level without it. Add a column of nan to y and v, and
    to the intercepts where they differ by period, to ask about a period to come. `variance` is the sampling variance.

    >>> model = Model([1.0], [0.0], [1.0], 0.0, 0.0, 1.0)
    >>> moved = what_if(np.array([[np.nan]]), None, model, 0, 4.0)
    >>> moved.before, moved.after, moved.gain
    (0.0, 2.0, 0.5)
    """
    y = np.array(y, dtype=np.float64)
    if not 0 <= indicator < len(y):
        raise ComityError(f"no indicator {indicator}", where="what_if", next_step="give the place of an indicator")
    if model.loadings[indicator] == 0:
        raise ComityError("an indicator that does not load moves nothing", where=f"indicator {indicator}")
    y[indicator, -1] = np.nan
    without = path(y, v, model, habits, group=group, begin=begin)
    y[indicator, -1] = 0.0
    sampling = np.zeros(y.shape) if v is None else np.array(v, dtype=np.float64)
    sampling[indicator, -1] = variance
    there = path(y, sampling, model, habits, group=group, begin=begin)
    before, var = float(without.mean[-1]), float(without.covariance[-1, -1])
    gain = float(there.weights(there.covariance[-1])[indicator, -1])
    expected = (before - float(there.mean[-1])) / gain
    after_var = float(there.covariance[-1, -1])
    spread = (var - after_var) / gain**2
    return Moved(
        before, before + gain * (value - expected), var, after_var, gain, expected, (value - expected) / spread**0.5
    )


def _period(period: int, held: Path) -> int:
    if not held.begin <= period < len(held.mean):
        raise ComityError(
            f"no level in period {period}", next_step=f"choose one from {held.begin} to {len(held.mean) - 1}"
        )
    return period
