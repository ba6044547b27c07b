"""Months: the yearly readings at the end of their year, the level drifting a twelfth as fast; documents in their month."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from comity.measure.alignment.pair import PairAlignment
from comity.measure.alignment.paths import Floats, Read
from comity.measure.grid import Grid, grid

MONTH = {"diplomatic": 12}
"""Month in which the readings of a year stand: most votes are cast in November and December; elsewhere the middle, June."""


def by_month(pair: PairAlignment) -> PairAlignment:
    """The same pair with months as periods (`years` then counts months since 1970-01); readings of a year in one month."""
    levels = {level: _spread(read, MONTH.get(level, 6)) for level, read in pair.levels.items()}
    months = np.concatenate([(year - 1970) * 12 + np.arange(12) for year in pair.years])
    average = {level: np.repeat(mean, 12) for level, mean in pair.average.items()}
    return replace(pair, years=months, levels=levels, spoke=_sown(pair.spoke), average=average)


def months_of(over: Grid) -> Grid:
    """The months of the years of a grid."""
    return grid(f"{over.years[0]}-01", f"{over.years[-1]}-12", by="month")


def _spread(read: Read, month: int) -> Read:
    precision, score = (_placed(part, month) for part in (read.precision, read.score))
    return Read(precision, score, read.drift / 12, read.start_mean, read.start_var, read.begin * 12)


def _placed(values: Floats, month: int) -> Floats:
    out = np.zeros((values.shape[0], values.shape[1] * 12))
    out[:, month - 1 :: 12] = values
    return out


def _sown(spoke: NDArray[np.int64]) -> NDArray[np.int64]:
    out = np.zeros(len(spoke) * 12, dtype=np.int64)
    out[11::12] = spoke
    return out
