"""Breaks and volatility of one pair, level by level, from the sums that ship."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from comity.measure.alignment.indicators import of_level
from comity.measure.alignment.pair import PairAlignment, bounds
from comity.measure.alignment.paths import Read
from comity.measure.alignment.storing import BITS
from comity.measure.space.breaks import breaks
from comity.measure.space.compiled import uncompiled
from comity.measure.space.model import Model
from comity.measure.space.smoothing import Reduced
from comity.measure.space.volatility import Volatility, volatility
from comity.schema import LEVEL, Estimate

LIKELY = 0.7
"""Chance from which a break is told: on histories without one, 6 in 1,000 are."""


@dataclass(frozen=True, slots=True)
class Break:
    """A level that starts anew in `year` (somewhere in low..high with probability `chance`) instead of drifting on.

    `other_sources`: a list ended or began with that year, so the break may be of the record and not of the pair.
    """

    level: str
    year: int
    low: int
    high: int
    chance: float
    jump: Estimate
    other_sources: bool


@dataclass(frozen=True, slots=True)
class Restless:
    """How much a level moves from one year to the next: standard deviation, and how many times that of a reference pair."""

    level: str
    sd: Estimate
    ratio: Estimate
    above: float


def breaks_of(pair: PairAlignment, year: int, restless: tuple[Restless, ...] = ()) -> tuple[Break, ...]:
    """Likely breaks of every level up to a year, oldest first.

    A level drifts as `restless` says of this pair, else as the release says of all. The sums of `pair` are all that
    `measure.space` needs, so nothing is fitted; a moment of plain Python.
    """
    own = {one.level: one.sd.value or 0.0 for one in restless}
    found = [one for name in pair.levels for one in _of_level(pair, name, own.get(name, 0.0), year)]
    return tuple(sorted(found, key=lambda one: (one.year, one.level)))


def _of_level(pair: PairAlignment, name: str, sd: float, year: int) -> list[Break]:
    years, read = pair.years[pair.years <= year], pair.levels[name]
    with uncompiled():
        reduced, model = _sums((read,), len(years))
        got = breaks(reduced, model, drift=np.maximum(sd**2, read.drift), level=LEVEL)
    out = []
    for j in range(int(got.number[0])):
        at, low, high = (int(years[edge[0, j]]) for edge in (got.period, got.low, got.high))
        if got.chance[0, j] >= LIKELY and np.isfinite(got.jump[0, j]):
            jump = _jump(pair, name, at, float(got.jump[0, j]), float(got.jump_sd[0, j]))
            out.append(Break(name, at, low, high, float(got.chance[0, j]), jump, _other(pair, name, at)))
    return out


def _other(pair: PairAlignment, level: str, year: int) -> bool:
    """Whether a list stopped speaking in a year, or one began that is not silent by nature: a sparse list begins with news."""
    before, after = (int(pair.spoke[pair.years == at].sum()) for at in (year - 1, year))
    ended, begun = before & ~after, after & ~before
    return any(BITS[i.name] & (ended if i.sparse else ended | begun) for i in of_level(level))


def _jump(pair: PairAlignment, level: str, year: int, value: float, sd: float) -> Estimate:
    low, high = bounds(np.array(value), np.array(sd**2), LEVEL)
    spoke = int(pair.spoke[pair.years == year][0]).bit_count()
    return Estimate(
        value, float(low), float(high), LEVEL, spoke, date(year, 12, 31), f"break of the {level} level",
        f"alignment/{pair.pair}/{year}", "change of level",
    )  # fmt: skip


def restlessness(pair: PairAlignment, reference: PairAlignment, year: int) -> tuple[Restless, ...]:
    """Volatility of every level up to a year beside that of a reference pair, in the order of the levels."""
    return tuple(
        _restless(pair, name, (read, reference.levels[name]), year)
        for name, read in pair.levels.items()
        if name in reference.levels
    )


def _restless(pair: PairAlignment, level: str, reads: tuple[Read, Read], year: int) -> Restless:
    periods = int((pair.years <= year).sum())
    with uncompiled():
        found = volatility(*_sums(reads, periods), level=LEVEL)
    middle, low, high, above = found.beside(0, 1)
    return Restless(level, _sd(pair, level, found, year), _estimate(pair, level, (middle, low, high), year), above)


def _sd(pair: PairAlignment, level: str, found: Volatility, year: int) -> Estimate:
    return _estimate(pair, level, (float(found.sd[0]), float(found.low[0]), float(found.high[0])), year)


def _estimate(pair: PairAlignment, level: str, values: tuple[float, float, float], year: int) -> Estimate:
    value, low, high = values
    n = int((pair.spoke[pair.years <= year] > 0).sum())
    evidence = f"alignment/{pair.pair}/{year}"
    return Estimate(
        value, low, high, LEVEL, n, date(year, 12, 31), f"volatility of the {level} level", evidence, "a year"
    )


def _sums(reads: tuple[Read, ...], periods: int) -> tuple[Reduced, Model]:
    """What the readings of several pairs say of a level, each pair a group with its own drift and start."""
    precision, score = (
        _stacked([getattr(read, name)[0, :periods] for read in reads]) for name in ("precision", "score")
    )
    drift, mean, var, begin = (
        np.array([getattr(read, name)[0] for read in reads]) for name in ("drift", "start_mean", "start_var", "begin")
    )
    groups = np.arange(len(reads), dtype=np.int64)
    one = np.ones(1)
    return Reduced(precision, score, None, groups, begin.astype(np.int64)), Model(one, 0 * one, one, drift, mean, var)


def _stacked(rows: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    return np.ascontiguousarray(np.stack(rows), dtype=np.float64)
