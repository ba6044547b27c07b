"""Drawing: levels drawn from their joint distribution given the readings, and what only whole paths can say: records.

Forward filter, backward sampling (Carter and Kohn 1994; Fruehwirth-Schnatter 1994). Every dyad has a random stream of its
own, PCG64 seeded by the seed and the dyad's id, so its draws are the same whichever others are drawn beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from comity.errors import ComityError
from comity.measure.space.compiled import Floats, Ints, compiled, spread
from comity.measure.space.kernels import back_row, filter_row
from comity.measure.space.model import Model
from comity.measure.space.paths import Kept, spread_out
from comity.measure.space.smoothing import Reduced

AT_ONCE = 2_000_000
"""Numbers drawn at a time by one thread."""


@dataclass(frozen=True, slots=True)
class Records:
    """How far back the latest level is a record.

    probability[d, t]: that the level of the dyad's last period is at least every level from t up to it; never rising as t
    goes back; nan from the last period on and before the dyad begins. since[d]: first period at which it reaches `sure`,
    -1 where none does. runner_up[d]: period before the last that most often holds the highest level, runner_share[d] how
    often; -1 and nan where there is none. With `lowest`, read lowest for highest throughout.
    """

    probability: Floats
    since: Ints
    runner_up: Ints
    runner_share: Floats
    last: Ints
    draws: int
    sure: float

    def reached(self, sure: float) -> Ints:
        """First period [d] at which the probability reaches `sure`; -1 where none does."""
        there = self.probability >= sure
        return np.asarray(np.where(there.any(axis=1), there.argmax(axis=1), -1), dtype=np.int64)

    @property
    def last_higher(self) -> Floats:
        """Probability [d, t] that t is the last period before the last one whose level was higher."""
        later = np.concatenate([self.probability[:, 1:], np.full((len(self.last), 1), np.nan)], axis=1)
        return np.asarray(np.where(np.isnan(later), 1.0, later) - self.probability)


def draw(
    read: Reduced | Kept,
    model: Model,
    n: int = 200,
    *,
    seed: int = 0,
    ids: Ints | None = None,
    threads: int | None = None,
) -> Floats:
    """Draws of the levels [d, n, t], nan before a dyad begins. ids [d], whole numbers from 0: default, the dyads' places.

    read: readings reduced (`smoothing.reduce`) or, where habits are allowed for, as `paths.kept` gives them. Only for as many
    dyads as memory holds (8 bytes a number); `record_probability` streams.

    >>> from comity.measure.space.smoothing import reduce
    >>> model = Model([1.0], [0.0], [1.0], 0.1, 0.0, 1.0)
    >>> draw(reduce(np.zeros((1, 2, 3)), None, model), model, 5).shape
    (2, 5, 3)
    """
    d, t = read.shape
    names = _names(ids, d)
    drawn = np.empty((d, n, t))

    def job(low: int, high: int) -> None:
        paths = _paths(read, model, n, seed, names, low, high)
        for i in range(low, high):
            drawn[i] = paths[i - low].T
            drawn[i, :, : read.begin[i]] = np.nan

    spread(job, d, threads, _size(n, t))
    return drawn


def record_probability(
    read: Reduced | Kept,
    model: Model,
    n: int = 200,
    *,
    seed: int = 0,
    ids: Ints | None = None,
    last: Ints | None = None,
    lowest: bool = False,
    sure: float = 0.9,
    threads: int | None = None,
) -> Records:
    """For every dyad and every period X: P(level of the last period >= every level since X), from n draws, by blocks.

    last [d]: the period the record is claimed for (default: the panel's last). The standard error of a probability p is
    sqrt(p (1 - p) / n). ComityError for a last period outside the panel.

    >>> from comity.measure.space.smoothing import reduce
    >>> model = Model([1.0], [0.0], [0.01], 0.5, 0.0, 1.0)
    >>> found = record_probability(reduce(np.array([[[0.0, 9.0, 1.0, 2.0, 5.0]]]), None, model), model)
    >>> found.probability.tolist(), found.since.tolist(), found.runner_up.tolist()
    ([[0.0, 0.0, 1.0, 1.0, nan]], [2], [1])
    """
    d, t = read.shape
    names = _names(ids, d)
    ends = np.full(d, t - 1) if last is None else np.asarray(last, dtype=np.int64)
    if ends.shape != (d,) or ends.min(initial=0) < 0 or ends.max(initial=0) >= t:
        raise ComityError(f"needs one period from 0 to {t - 1} for each dyad", where="last")
    probability, share = np.full((d, t), np.nan), np.full(d, np.nan)
    runner = np.full(d, -1, dtype=np.int64)

    def job(low: int, high: int) -> None:
        paths = _paths(read, model, n, seed, names, low, high)
        _records(paths, read.begin[low:high], ends[low:high], -1.0 if lowest else 1.0, probability[low:high], runner[low:high], share[low:high])  # fmt: skip

    spread(job, d, threads, _size(n, t))
    found = Records(probability, np.full(d, -1), runner, share, ends, n, sure)
    return replace(found, since=found.reached(sure))


def stream(seed: int, id: int) -> np.random.Generator:
    """The random stream of one dyad."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(id,))))


def _size(n: int, periods: int) -> int:
    return max(1, AT_ONCE // (n * periods))


def _names(ids: Ints | None, d: int) -> Ints:
    names = np.arange(d) if ids is None else np.asarray(ids, dtype=np.int64)
    if names.shape != (d,) or names.min(initial=0) < 0:
        raise ComityError(f"needs one whole number from 0 for each of {d} dyads", where="ids")
    return names


def _paths(read: Reduced | Kept, model: Model, n: int, seed: int, names: Ints, low: int, high: int) -> Floats:
    """Draws of a block of dyads [b, t, n]; before a dyad begins they mean nothing."""
    paths = np.empty((high - low, read.shape[1], n))
    for i in range(low, high):
        stream(seed, int(names[i])).standard_normal(out=paths[i - low])
    if isinstance(read, Kept):
        for i in range(low, high):
            spread_out(read.path(i, model), paths[i - low])
        return paths
    some = read.of(slice(low, high))
    _draw(some.precision, some.score, some.groups, some.begin, model.drift, model.start_mean, model.start_var, paths)
    return paths


@compiled
def _draw(
    precision: Floats, score: Floats, groups: Ints, begin: Ints, drift: Floats, start_mean: Floats, start_var: Floats,
    paths: Floats,
) -> None:  # fmt: skip
    periods = precision.shape[1]
    mean, var = np.zeros(periods), np.zeros(periods)
    for d in range(len(precision)):
        g, first = groups[d], begin[d]
        if first < periods:
            filter_row(precision[d], score[d], first, drift[g], start_mean[g], start_var[g], mean, var)
            back_row(first, periods - 1, drift[g], mean, var, paths[d])


@compiled
def _records(
    paths: Floats, begin: Ints, last: Ints, sign: float, probability: Floats, runner: Ints, share: Floats
) -> None:
    n = paths.shape[2]
    highest, holder = np.zeros(n), np.zeros(n, dtype=np.int64)
    held = np.zeros(paths.shape[1], dtype=np.int64)
    for d in range(len(paths)):
        end = last[d]
        if begin[d] >= end:
            continue
        highest[:] = -np.inf
        for s in range(end - 1, begin[d] - 1, -1):
            kept = 0
            for i in range(n):
                level = sign * paths[d, s, i]
                higher = level > highest[i]
                highest[i] = level if higher else highest[i]
                holder[i] = s if higher else holder[i]
                kept += 1 if highest[i] <= sign * paths[d, end, i] else 0
            probability[d, s] = kept / n
        held[:] = 0
        for i in range(n):
            held[holder[i]] += 1
        runner[d] = held.argmax()
        share[d] = held[runner[d]] / n
