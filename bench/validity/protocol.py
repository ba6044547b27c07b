"""The protocol: every predictor of the year before, a logistic fitted on earlier years only, the next five years predicted.

Origins are every fifth year from 1970. A model of origin o is trained on the years 1955 to o - 1 and predicts o to o + 4.
A measure is a function of the origin that gives [d, t] or several columns [k, d, t] and may use nothing of the origin's year or later
to estimate anything it holds for the years before; a cell of year y is only ever set beside outcomes of y + 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import logistic
from .accuracy import Ranking, within
from .panel import FIRST, YEARS, Cells, Outcome, Panel

Measure = Callable[[int], Cells]
TRAIN_FROM, ORIGINS, AHEAD = 1955, tuple(range(1970, 2015, 5)), 5


@dataclass(frozen=True)
class Rows:
    """The rows of one outcome: places of dyad and year, whether positive, and the controls of the year before [n, c]."""

    dyad: NDArray[np.int64]
    t: NDArray[np.int64]
    positive: NDArray[np.bool_]
    controls: NDArray[np.float64]

    @property
    def year(self) -> NDArray[np.int64]:
        return self.t + FIRST

    def of(self, cells: Cells) -> NDArray[np.float64]:
        """Columns [n, k] of a measure [d, t] or [k, d, t], of the year before."""
        return _columns(cells)[:, self.dyad, self.t - 1].T.astype(np.float64)


@dataclass(frozen=True)
class Prediction:
    """Log odds of the test rows (of all origins), and which rows of `Rows` they are."""

    odds: NDArray[np.float64]
    test: NDArray[np.int64]


def rows(panel: Panel, outcome: Outcome, needed: Iterable[Cells], last: int | None = None) -> Rows:
    """Rows at risk with all controls and all of `needed` present the year before."""
    have = np.ones(outcome.risk.shape, dtype=bool)
    for cells in [*panel.controls.values(), *needed]:
        have &= np.isfinite(cells)
    before = np.pad(have, ((0, 0), (1, 0)))[:, :-1]
    use = before & outcome.risk & (YEARS >= TRAIN_FROM) & (min(outcome.last, last or outcome.last) >= YEARS)
    d, t = np.nonzero(use)
    controls = np.stack([cells[d, t - 1] for cells in panel.controls.values()], axis=1).astype(np.float64)
    return Rows(d, t, outcome.positive[d, t], controls)


def predicted(found: Rows, measure: Measure | None = None, origins: Iterable[int] = ORIGINS) -> Prediction:
    """Out-of-sample log odds of all origins' test rows, from the controls and, where given, a measure."""
    odds, tests, beta = [], [], None
    for origin in origins:
        train = np.flatnonzero(found.year < origin)
        test = np.flatnonzero((found.year >= origin) & (found.year < origin + AHEAD))
        if not len(test):
            continue
        x = found.controls if measure is None else np.concatenate([found.controls, found.of(measure(origin))], axis=1)
        mean, sd = x[train].mean(axis=0), x[train].std(axis=0)
        z = (x - mean) / np.where(sd > 0, sd, 1)
        beta = logistic.fit(z[train], found.positive[train].astype(float), beta)
        odds.append(logistic.predict(beta, z[test]))
        tests.append(test)
    return Prediction(np.concatenate(odds), np.concatenate(tests))


@dataclass(frozen=True)
class Accuracy:
    """Area under the curve and average precision, pooled, and the area within dyads."""

    auc: float
    ap: float
    within: float


def accuracy(found: Rows, made: Prediction) -> Accuracy:
    positive = found.positive[made.test]
    ranking = Ranking.of(made.odds, positive)
    return Accuracy(ranking.auc(), ranking.average_precision(), within(made.odds, positive, found.dyad[made.test]))


def bootstrapped(
    panel: Panel, found: Rows, made: dict[str, Prediction], weights: NDArray[np.float64]
) -> dict[str, NDArray]:
    """Average precision [draws] of each prediction when states are drawn anew; predictions are kept, rows weigh w_one * w_two.

    Every prediction must have the same test rows in the same order.
    """
    test = next(iter(made.values())).test
    one, two = (places[found.dyad[test]] for places in panel.dyads)
    out = {}
    for name, prediction in made.items():
        ranking = Ranking.of(prediction.odds, found.positive[test])
        out[name] = np.array([ranking.average_precision(draw, one, two) for draw in weights])
    return out


def shuffled_years(panel: Panel, measure: Measure, seed: int) -> Measure:
    """Negative control: the years of each dyad in another order, so that what is left is how pairs differ, not when."""
    order = np.random.default_rng(seed).random(panel.exists.shape)
    order = np.argsort(np.where(panel.exists, order, 2.0), axis=1)
    places = np.argsort(~panel.exists, axis=1, kind="stable")
    moved = np.empty_like(order)
    np.put_along_axis(moved, places, order, axis=1)
    return lambda origin: np.take_along_axis(
        _columns(measure(origin)), np.broadcast_to(moved, _columns(measure(origin)).shape), axis=2
    )


def earlier_years(panel: Panel, measure: Measure, seed: int) -> Measure:
    """Negative control without sight of the future: each value from a year drawn among those of the dyad up to then."""
    first = np.argmax(panel.exists, axis=1)[:, None]
    now = np.arange(panel.exists.shape[1])[None]
    share = np.random.default_rng(seed).random(panel.exists.shape)
    drawn = np.minimum(first + np.floor(share * np.maximum(now - first + 1, 1)), now).astype(np.int64)
    return lambda origin: np.take_along_axis(
        _columns(measure(origin)), np.broadcast_to(drawn, _columns(measure(origin)).shape), axis=2
    )


def other_pairs(panel: Panel, measure: Measure, seed: int) -> Measure:
    """Negative control: each year the values of other pairs, so that nothing but the year is left. Must gain nothing."""
    generator = np.random.default_rng(seed)
    moved = np.tile(np.arange(panel.exists.shape[0])[:, None], (1, panel.exists.shape[1]))
    for t in range(panel.exists.shape[1]):
        there = np.flatnonzero(panel.exists[:, t])
        moved[there, t] = generator.permutation(there)
    return lambda origin: np.take_along_axis(
        _columns(measure(origin)), np.broadcast_to(moved, _columns(measure(origin)).shape), axis=1
    )


def _columns(cells: Cells) -> Cells:
    return cells[None] if cells.ndim == 2 else cells
