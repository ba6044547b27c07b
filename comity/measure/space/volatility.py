"""Volatility: the standard deviation of a dyad's changes from one period to the next, beside that of a reference dyad.

Each dyad gets a drift of its own, q[d]: log q[d] ~ N(centre, width^2) over the dyads, likelihood by the filter on a grid
of q, centre and width by EM over the grid (empirical Bayes; Morris 1983). sd = sqrt(q).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from comity.errors import ComityError
from comity.measure.space.compiled import Floats, Ints, compiled, spread
from comity.measure.space.kernels import filter_row
from comity.measure.space.model import Model
from comity.measure.space.smoothing import Reduced

LOGS = np.linspace(-10.0, 6.0, 129)
"""The grid of log q, from the model's drift: dyads that hardly move are the rule."""
FEW = 100
"""Dyads with readings below which the distribution of drifts is not estimated."""
_SWEEPS = 100


@dataclass(frozen=True, slots=True)
class Volatility:
    """sd [d], posterior median of the sd of changes, between low and high; weights [d, i] of the grid [g, i] of sds."""

    sd: Floats
    low: Floats
    high: Floats
    weights: Floats
    grid: Floats
    groups: Ints
    centre: float
    width: float
    level: float

    def classes(self, n: int = 4) -> Ints:
        """Dyads [d] in n classes of about equal size by their sd, 0 the calmest: groups for a fit with a drift for each."""
        cuts = np.quantile(self.sd, np.arange(1, n) / n)
        return np.asarray(np.searchsorted(cuts, self.sd, side="right"), dtype=np.int64)

    def beside(self, dyad: int, reference: int) -> tuple[float, float, float, float]:
        """Ratio of a dyad's sd to a reference dyad's: median, low, high, and the probability that it is above 1."""
        one, two = self.grid[self.groups[dyad]], self.grid[self.groups[reference]]
        ratio = np.subtract.outer(np.log(one), np.log(two)).ravel()
        weight = np.outer(self.weights[dyad], self.weights[reference]).ravel()
        order = np.argsort(ratio, kind="stable")
        cuts = np.array([0.5, (1 - self.level) / 2, (1 + self.level) / 2])
        middle, low, high = np.exp(np.interp(cuts, weight[order].cumsum() - weight[order] / 2, ratio[order]))
        above = weight[ratio > 1e-12].sum() + weight[np.abs(ratio) <= 1e-12].sum() / 2
        return float(middle), float(low), float(high), float(above)


def volatility(
    reduced: Reduced, model: Model, *, width: float | None = None, level: float = 0.9, threads: int | None = None
) -> Volatility:
    """The sd of each dyad's changes, with equal-tailed intervals. width: sd of log q over dyads (default: estimated, or 1
    where fewer than 100 dyads have readings; the centre is then the model's drift). ComityError where the drift is 0.

    >>> from comity.measure.space.smoothing import reduce
    >>> model = Model([1.0], [0.0], [0.01], 1.0, 0.0, 100.0)
    >>> found = volatility(reduce(np.resize([0.0, 2.0], (1, 1, 60)), None, model), model)
    >>> bool(found.low[0] < 2 < found.high[0])
    True
    """
    if (model.drift <= 0).any():
        raise ComityError("a drift of 0 leaves no changes", where="drift", next_step="fit the model first")
    if not 0 < level < 1 or (width is not None and width <= 0):
        raise ComityError("level lies between 0 and 1, width above 0", where=f"{level}, {width}")
    grid = model.drift[:, None] * np.exp(LOGS)
    fits = _likelihoods(reduced, model, grid, threads)
    read = (reduced.precision > 0).any(axis=1)
    centre, wide = 0.0, 1.0 if width is None else width
    if width is None and read.sum() >= FEW:
        centre, wide = _population(fits[read], LOGS)
    weights = _weights(fits, LOGS, centre, wide)
    sds = np.sqrt(grid)
    cuts = (0.5, (1 - level) / 2, (1 + level) / 2)
    middle, low, high = (_quantiles(weights, sds[reduced.groups], cut) for cut in cuts)
    return Volatility(middle, low, high, weights, sds, reduced.groups, centre, wide, level)


def _likelihoods(reduced: Reduced, model: Model, grid: Floats, threads: int | None) -> Floats:
    """Likelihood [d, i] of each dyad under each drift, up to a factor of its own."""
    d, _ = reduced.precision.shape
    fits = np.zeros((d, grid.shape[1]))

    def job(low: int, high: int) -> None:
        _fits(reduced.precision, reduced.score, reduced.groups, reduced.begin, model.start_mean, model.start_var, grid, low, high, fits)  # fmt: skip

    spread(job, d, threads)
    return np.asarray(np.exp(fits - fits.max(axis=1, keepdims=True)))


def _weights(fits: Floats, logs: Floats, centre: float, width: float) -> Floats:
    weights = fits * np.exp(-0.5 * ((logs - centre) / width) ** 2)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def _population(fits: Floats, logs: Floats) -> tuple[float, float]:
    """Centre and width of log q over the dyads, by EM on the grid."""
    centre, width = 0.0, 1.0
    for _ in range(_SWEEPS):
        share = _weights(fits, logs, centre, width).mean(axis=0)
        moved = float(share @ logs)
        wider = max(float(np.sqrt(share @ (logs - moved) ** 2)), logs[1] - logs[0])
        done = abs(moved - centre) + abs(wider - width) < 1e-4
        centre, width = moved, wider
        if done:
            break
    return centre, width


def _quantiles(weights: Floats, values: Floats, cut: float) -> Floats:
    """Quantile [d] of values [d, i] with weights [d, i]: linear in the logarithm between the middles of the cells."""
    below = weights.cumsum(axis=1) - weights / 2
    rows = zip(below, np.log(values), strict=True)
    return np.exp([np.interp(cut, share, row) for share, row in rows])


@compiled
def _fits(
    precision: Floats, score: Floats, groups: Ints, begin: Ints, start_mean: Floats, start_var: Floats, grid: Floats,
    low: int, high: int, fits: Floats,
) -> None:  # fmt: skip
    periods = precision.shape[1]
    mean, var = np.zeros(periods), np.zeros(periods)
    for d in range(low, high):
        g = groups[d]
        if begin[d] < periods:
            for i in range(grid.shape[1]):
                deviance = filter_row(
                    precision[d], score[d], begin[d], grid[g, i], start_mean[g], start_var[g], mean, var
                )
                fits[d, i] = -0.5 * deviance
