"""Alignment of one pair: levels and the overall index by year, since when it has not been higher, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError
from comity.measure.alignment.paths import Floats, Read, drawn, smoothed

OVERALL = "overall"
DRAWS = 2000


@dataclass(frozen=True)
class PairAlignment:
    """What is known of one pair: `levels` by name, each one row; years [t] of the grid; indicators that `spoke` by year.

    `average` holds the mean level of all pairs by year, against which the relative reading is taken.
    """

    state1: str
    state2: str
    years: NDArray[np.int64]
    levels: Mapping[str, Read]
    weights: Mapping[str, float]
    spoke: NDArray[np.int64]
    average: Mapping[str, Floats]

    @property
    def pair(self) -> str:
        """`S1-S2` as evidence ids spell it."""
        return f"{self.state1}-{self.state2}"

    @property
    def held(self) -> NDArray[np.bool_]:
        """Years [t] in which both states are there."""
        begin = min(int(read.begin[0]) for read in self.levels.values())
        return np.asarray(np.arange(len(self.years)) >= begin)

    def share(self, level: str) -> float:
        """Weight of a level among those there are."""
        return self.weights[level] / sum(self.weights[name] for name in self.levels)

    def moments(self, level: str = OVERALL) -> tuple[Floats, Floats]:
        """Mean and variance [t] of a level or of the overall index; nan before the pair begins."""
        if level != OVERALL:
            self._known(level)
            return self._smoothed[level]
        parts = {name: self.moments(name) for name in self.levels}
        together = np.sum([self.share(name) * part[0] for name, part in parts.items()], axis=0)
        spread = np.sum([self.share(name) ** 2 * part[1] for name, part in parts.items()], axis=0)
        return np.asarray(together), np.asarray(spread)

    @cached_property
    def _smoothed(self) -> dict[str, tuple[Floats, Floats]]:
        found = {name: smoothed(read) for name, read in self.levels.items()}
        return {name: (mean[0], variance[0]) for name, (mean, variance) in found.items()}

    def draws(self, level: str = OVERALL, n: int = DRAWS) -> Floats:
        """Draws [n, t] of a level's whole path; the same at every call."""
        names = tuple(self.levels) if level == OVERALL else (level,)
        seeds = {name: _seed(f"{self.pair}/{name}") for name in names}
        paths = {name: drawn(self._known(name), n, seeds[name])[:, 0] for name in names}
        if level != OVERALL:
            return paths[level]
        return np.asarray(sum(self.share(name) * path for name, path in paths.items()))

    def relative(self, level: str = OVERALL) -> Floats:
        """Mean [t] less the average of all pairs of the year: how close they are for their time."""
        names = tuple(self.levels) if level == OVERALL else (level,)
        if level != OVERALL:
            return np.asarray(self.moments(level)[0] - self.average[level])
        return np.asarray(sum(self.share(name) * self.relative(name) for name in names))

    def _known(self, level: str) -> Read:
        if level not in self.levels:
            raise ComityError(f"no level {level!r}", next_step=f"choose overall or one of {', '.join(self.levels)}")
        return self.levels[level]


def _seed(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=4).digest(), "big")


@dataclass(frozen=True, slots=True)
class Since:
    """A record claim: the level of `reached`..`as_of`, a stretch that hardly differs, is above any year from `year` on.

    `year` None: not even the year before the stretch is surely lower. `probability` is that of the claim (of the year
    just before where there is none). `runner_up` is the year before the stretch that most often holds the highest level,
    in `share` of the draws. `ever`: probability that no year since `first` was higher.
    """

    as_of: int
    reached: int
    year: int | None
    probability: float
    runner_up: int
    share: float
    ever: float
    first: int


SURE = 0.9


def since(pair: PairAlignment, as_of: int | None = None, level: str = OVERALL, relative: bool = False) -> Since:
    """Since when the level of a year (None: the last) has not been higher, by simulation smoothing.

    A smoothed level hardly differs from last year's, so the years up to `as_of` within one posterior standard deviation
    of it count as one stretch, and its highest draw is set against the highest of the years before. ComityError where
    there is none before.
    """
    keep = pair.held & (pair.years <= (as_of or int(pair.years[-1])))
    years, mean = pair.years[keep], (pair.relative(level) if relative else pair.moments(level)[0])[keep]
    reached = _stretch(mean, float(np.sqrt(pair.moments(level)[1][keep][-1])))
    if not reached:
        raise ComityError("no earlier year to compare with", where=pair.pair, next_step="choose a later year")
    paths = pair.draws(level)[:, keep]
    if relative:
        paths = paths - (pair.moments(level)[0] - pair.relative(level))[keep]
    earlier, now = paths[:, :reached], paths[:, reached:].max(axis=1, keepdims=True)
    highest = np.maximum.accumulate(earlier[:, ::-1], axis=1)[:, ::-1]
    at_least = (now >= highest).mean(axis=0)
    best = np.bincount(earlier.argmax(axis=1), minlength=reached) / len(paths)
    sure = np.flatnonzero(at_least >= SURE)
    first = int(sure[0]) if len(sure) else None
    return Since(
        int(years[-1]),
        int(years[reached]),
        None if first is None else int(years[first]),
        float(at_least[-1] if first is None else at_least[first]),
        int(years[best.argmax()]),
        float(best.max()),
        float(at_least[0]),
        int(years[0]),
    )


def _stretch(mean: Floats, within: float) -> int:
    """First of the last years on end that lie within a distance of the last one."""
    far = np.flatnonzero(np.abs(mean - mean[-1]) > within)
    return int(far[-1]) + 1 if len(far) else 0


def bounds(mean: Floats, variance: Floats, level: float) -> tuple[Floats, Floats]:
    """Interval of that coverage.

    >>> [round(float(x), 2) for x in bounds(np.array(0.0), np.array(1.0), 0.9)]
    [-1.64, 1.64]
    """
    half = NormalDist().inv_cdf((1 + level) / 2) * np.sqrt(variance)
    return mean - half, mean + half
