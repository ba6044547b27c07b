"""Where a pair stands in a year, as estimates: index and levels, when each was last read, the record, what moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError
from comity.measure.alignment.answers import spoken_text
from comity.measure.alignment.breaking import Break, Restless, breaks_of, restlessness
from comity.measure.alignment.indicators import of_level
from comity.measure.alignment.pair import OVERALL, PairAlignment, Since, bounds, since
from comity.measure.alignment.paths import Floats
from comity.measure.alignment.storing import BITS
from comity.schema import LEVEL, Estimate


@dataclass(frozen=True, slots=True)
class LevelStanding:
    """One level by year. `share` is its weight, `part` what it adds to the index in the year asked about."""

    name: str
    share: float
    part: float
    series: Mapping[int, Estimate]
    last_read: int | None
    read_from: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A pair in `year`. `moved[level][y]`: change of the level's part of the index from y to the year.

    `record` and `for_its_time` are the claims on the index and on its distance from the average of all pairs of the
    year; None where no earlier year can be compared. `tops` is the year up to now with the highest index.
    """

    pair: str
    year: int
    overall: Mapping[int, Estimate]
    relative: Estimate
    levels: Mapping[str, LevelStanding]
    record: Since | None
    for_its_time: Since | None
    tops: int
    moved: Mapping[str, Mapping[int, float]]
    breaks: tuple[Break, ...]
    restless: tuple[Restless, ...]
    reference: tuple[str, str]
    begins: int
    last: int

    @property
    def carried(self) -> tuple[LevelStanding, ...]:
        """Levels of which nothing was read in the year, but before."""
        return tuple(level for level in self.levels.values() if level.last_read and level.last_read < self.year)


def standing(pair: PairAlignment, year: int, reference: PairAlignment | None = None) -> Standing:
    """Where a pair stands in a year of its record. ComityError for a year without both states.

    Levels are smoothed over all years held, later ones too.
    """
    keep = pair.held & (pair.years <= year)
    if not keep.any() or year > pair.years[-1]:
        raise ComityError(f"no alignment of {year}", where=pair.pair, next_step="choose a year in which both existed")
    years = pair.years[keep]
    restless = restlessness(pair, reference, year) if reference else ()
    levels = {name: _level(pair, name, keep) for name in pair.levels}
    overall = _series(pair, OVERALL, pair.moments(), keep)
    relative = _series(pair, "relative", (pair.relative(), pair.moments()[1]), keep)[year]
    return Standing(
        pair=pair.pair,
        year=year,
        overall=overall,
        relative=relative,
        levels=levels,
        record=_since(pair, year, False),
        for_its_time=_since(pair, year, True),
        tops=int(years[pair.moments()[0][keep].argmax()]),
        moved={name: _moved(pair, name, keep) for name in pair.levels},
        breaks=breaks_of(pair, year, restless),
        restless=restless,
        reference=(reference.state1, reference.state2) if reference else ("", ""),
        begins=int(years[0]),
        last=int(pair.years[pair.spoke > 0][-1]) if (pair.spoke > 0).any() else year,
    )


def _since(pair: PairAlignment, year: int, relative: bool) -> Since | None:
    try:
        return since(pair, year, relative=relative)
    except ComityError:
        return None


def _level(pair: PairAlignment, name: str, keep: NDArray[np.bool_]) -> LevelStanding:
    series = _series(pair, name, pair.moments(name), keep)
    mask = sum(BITS[indicator.name] for indicator in of_level(name))
    spoke = pair.spoke[keep] & mask
    read = pair.years[keep][spoke > 0]
    last = int(pair.years[keep][-1])
    part = pair.share(name) * (series[last].value or 0.0)
    words = tuple(spoken_text(int(spoke[-1])).split())
    return LevelStanding(name, pair.share(name), part, series, int(read[-1]) if len(read) else None, words)


def _series(
    pair: PairAlignment, name: str, moments: tuple[Floats, Floats], keep: NDArray[np.bool_]
) -> dict[int, Estimate]:
    mean, (low, high) = moments[0], bounds(*moments, LEVEL)
    return {
        int(pair.years[t]): Estimate(
            float(mean[t]), float(low[t]), float(high[t]), LEVEL, int(pair.spoke[t]).bit_count(),
            date(int(pair.years[t]), 12, 31), f"alignment, {name}", f"alignment/{pair.pair}/{pair.years[t]}",
        )
        for t in np.flatnonzero(keep)
    }  # fmt: skip


def _moved(pair: PairAlignment, name: str, keep: NDArray[np.bool_]) -> dict[int, float]:
    values = pair.share(name) * pair.moments(name)[0][keep]
    return {int(year): float(values[-1] - value) for year, value in zip(pair.years[keep], values, strict=True)}
