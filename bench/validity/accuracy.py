"""How well scores rank: average precision and area under the curve, pooled, within dyads, and under weights of states."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

Values = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Ranking:
    """Rows in falling order of their score; `ends` are the last places of runs of equal scores."""

    order: NDArray[np.int64]
    positive: NDArray[np.bool_]
    ends: NDArray[np.int64]

    @classmethod
    def of(cls, score: Values, positive: NDArray[np.bool_]) -> Ranking:
        order = np.argsort(-score, kind="stable")
        ranked = score[order]
        ends = np.append(np.flatnonzero(ranked[1:] != ranked[:-1]), len(ranked) - 1)
        return cls(order, positive[order], ends)

    def average_precision(
        self, draw: Values | None = None, one: Places | None = None, two: Places | None = None
    ) -> float:
        """Mean precision at each positive, ties taken together; a row weighs draw[one] * draw[two] where a draw of states is given."""
        if draw is None or one is None or two is None:
            draw, one = np.ones(1), np.zeros(len(self.order), dtype=np.int64)
            two = one
        closes = np.zeros(len(self.order), dtype=np.bool_)
        closes[self.ends] = True
        return float(_average_precision(draw, one[self.order], two[self.order], self.positive, closes))

    def auc(self) -> float:
        """Share of pairs of a positive and another row in which the positive stands higher, ties half."""
        hits = np.cumsum(self.positive)[self.ends]
        misses = (self.ends + 1) - hits
        before = np.concatenate([[0], hits[:-1]])
        area = ((hits + before) / 2 * np.diff(misses, prepend=0)).sum()
        return float(area / (hits[-1] * misses[-1]))


@njit(cache=True)
def _average_precision(
    draw: Values, one: Places, two: Places, positive: NDArray[np.bool_], closes: NDArray[np.bool_]
) -> float:
    hits, rows, gained, area = 0.0, 0.0, 0.0, 0.0
    for i in range(len(one)):
        weight = draw[one[i]] * draw[two[i]]
        rows += weight
        if positive[i]:
            gained += weight
        if closes[i] and gained > 0:
            hits += gained
            area += gained * hits / rows
            gained = 0.0
    return area / hits if hits > 0 else np.nan


def within(score: Values, positive: NDArray[np.bool_], dyad: NDArray[np.int64]) -> float:
    """The share of pairs of a positive and another year of the same dyad in which the positive stands higher, over all such pairs."""
    order = np.lexsort((score, dyad))
    d, s, y = dyad[order], score[order], positive[order]
    mixed = np.isin(d, np.unique(d[y]))
    d, s, y = d[mixed], s[mixed], y[mixed]
    begins = np.flatnonzero(np.concatenate([[True], d[1:] != d[:-1]]))
    won, pairs = 0.0, 0.0
    for a, b in zip(begins, np.append(begins[1:], len(d)), strict=True):
        up, down = s[a:b][y[a:b]], s[a:b][~y[a:b]]
        below = np.searchsorted(down, up, "left") + np.searchsorted(down, up, "right")
        won, pairs = won + below.sum() / 2, pairs + len(up) * len(down)
    return won / pairs if pairs else float("nan")


def state_weights(states: int, draws: int, seed: int) -> Values:
    """[draws, states]: how often each state is drawn when as many states are drawn with replacement."""
    generator = np.random.default_rng(seed)
    return np.stack(
        [np.bincount(generator.integers(0, states, states), minlength=states) for _ in range(draws)]
    ).astype(float)
