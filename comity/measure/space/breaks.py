"""Breaks: the periods in which a level starts anew instead of drifting on, with their probability and interval.

Each period begins a new segment with probability `hazard`; a segment's level is drawn afresh from the distribution of
levels over dyads and drifts on from there. The sum over all ways to cut a history is exact (Fearnhead 2006).

Simulated, 75 periods, level read with variance 0.1 a period, drift 0.005, levels of variance 1 over dyads, all known: a
break is reported in 2.1 % of 4,000 histories without one (5.8 % with a hazard of 1/75, 0.8 % with 1/300; 0.6 % with a
chance above 0.7). A jump of 1.5 is found, inside its interval, in 99 %, of 1 in 82 %, of 0.75 in 49 %, of 0.5 in 14 %.
Intervals are of whole periods and hold the true one at least as often as they say (92 to 99 % for 90 %). Where a dyad's
drift is much above the one assumed, drift is taken for breaks: give its own (`volatility`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from comity.errors import ComityError
from comity.measure.space.compiled import Floats, Ints, compiled, spread
from comity.measure.space.model import Model
from comity.measure.space.segments import chain_row, count_row, level_row, place_row, visit_row
from comity.measure.space.smoothing import Reduced

HAZARD = 1 / 150
"""Breaks a period: one in two of the histories of 75 years."""
MOST = 8
"""Breaks counted at most."""


@dataclass(frozen=True, slots=True)
class Breaks:
    """Breaks of every dyad.

    probability[d, t]: that a new segment begins in t (nan up to the beginning of the dyad); counts[d, m]: that there are m
    breaks, the last more or fewer than that many. For the most probable number of breaks, in order of time, by [d, j]:
    period, the most probable one, low and high, the shortest stretch that holds it with the level asked (-1: no such
    break); chance, probability that any break lies in low..high; jump, change of the level across it and its sd, given
    the most probable periods.
    """

    probability: Floats
    counts: Floats
    period: Ints
    low: Ints
    high: Ints
    chance: Floats
    jump: Floats
    jump_sd: Floats
    level: float

    @property
    def number(self) -> Ints:
        """Most probable number of breaks [d]."""
        return np.asarray((self.period >= 0).sum(axis=1))


def breaks(
    reduced: Reduced,
    model: Model,
    *,
    hazard: float = HAZARD,
    drift: Floats | float | None = None,
    level: float = 0.9,
    threads: int | None = None,
) -> Breaks:
    """Where levels break. drift: variance of a step within segments, one or one a dyad [d] (default: the model's).

    A segment's level ~ N(start_mean, start_var) of the dyad's group. ComityError for a hazard or level outside (0, 1).

    >>> from comity.measure.space.smoothing import reduce
    >>> model = Model([1.0], [0.0], [0.05], 0.001, 0.0, 1.0)
    >>> series = np.repeat([0.0, 1.5], 10)[None, None] + 0.1 * np.cos(np.arange(20))
    >>> found = breaks(reduce(series, None, model), model)
    >>> found.number.tolist(), int(found.period[0, 0]), round(float(found.jump[0, 0]), 1)
    ([1], 10, 1.5)
    """
    if not 0 < hazard < 1 or not 0 < level < 1:
        raise ComityError("a hazard and a level lie between 0 and 1", where=f"{hazard}, {level}")
    d, t = reduced.precision.shape
    held = model.drift[reduced.groups] if drift is None else np.broadcast_to(np.asarray(drift, dtype=np.float64), (d,))
    found = _empty(d, t, level)

    def job(low: int, high: int) -> None:
        _breaks(
            reduced.precision, reduced.score, reduced.groups, reduced.begin, np.ascontiguousarray(held), model.start_mean,
            model.start_var, hazard, level, low, high, found.probability, found.counts, found.period, found.low,
            found.high, found.chance, found.jump, found.jump_sd,
        )  # fmt: skip

    spread(job, d, threads)
    return found


def _empty(d: int, t: int, level: float) -> Breaks:
    period, low, high = (np.full((d, MOST), -1, dtype=np.int64) for _ in range(3))
    chance, jump, jump_sd = (np.full((d, MOST), np.nan) for _ in range(3))
    probability, counts = np.full((d, t), np.nan), np.full((d, MOST + 1), np.nan)
    return Breaks(probability, counts, period, low, high, chance, jump, jump_sd, level)


@compiled
def _breaks(
    precision: Floats, score: Floats, groups: Ints, begin: Ints, drift: Floats, start_mean: Floats, start_var: Floats,
    hazard: float, level: float, low: int, high: int, probability: Floats, counts: Floats, period: Ints, first: Ints,
    last: Ints, chance: Floats, jump: Floats, jump_sd: Floats,
) -> None:  # fmt: skip
    n, most = precision.shape[1], counts.shape[1]
    steps = np.zeros((n, n))
    ahead, behind, visits = np.zeros((most, n)), np.zeros((most, n)), np.zeros(n)
    place = np.zeros(3, dtype=np.int64)
    for d in range(low, high):
        start, mean, var = begin[d], start_mean[groups[d]], start_var[groups[d]]
        if start >= n:
            continue
        chain_row(precision[d], score[d], start, drift[d], mean, var, hazard, steps)
        visit_row(steps, start, -1, -1, visits)
        probability[d, start + 1 :] = visits[start + 1 :]
        count_row(steps, start, ahead, behind, counts[d])
        number = counts[d].argmax()
        for j in range(number):
            place_row(ahead[j + 1] * behind[number - j - 1], level, place)
            period[d, j], first[d, j], last[d, j] = place[0], place[1], place[2]
            chance[d, j] = 1.0 - visit_row(steps, start, place[1], place[2], visits)
        _jumps(precision[d], score[d], start, drift[d], mean, var, number, period[d], jump[d], jump_sd[d])


@compiled
def _jumps(
    precision: Floats, score: Floats, begin: int, drift: float, mean: float, var: float, number: int, period: Ints,
    jump: Floats, jump_sd: Floats,
) -> None:  # fmt: skip
    before, after = np.zeros(4), np.zeros(4)
    start = begin
    for j in range(number):
        until = period[j + 1] if j + 1 < number else len(precision)
        if not start < period[j] < until:
            continue
        level_row(precision, score, start, period[j] - 1, drift, mean, var, before)
        level_row(precision, score, period[j], until - 1, drift, mean, var, after)
        jump[j] = after[0] - before[1]
        jump_sd[j] = np.sqrt(after[2] + before[3])
        start = period[j]
