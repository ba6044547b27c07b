"""Alignment on disk: what was read of every pair and year as Parquet, the models as JSON; enough for every answer.

Two sums a level (precision and score of all readings together) give level, interval, draws and breaks exactly; which
indicators spoke is kept as bits. Readings of single indicators stay with the ledger they came from.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import astuple
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from comity.errors import LedgerError
from comity.measure.alignment.indicators import INDICATORS, LEVELS, WEIGHTS
from comity.measure.alignment.paths import Floats, Read, smoothed
from comity.measure.grid import Grid, grid

if TYPE_CHECKING:
    from comity.measure.alignment.estimating import Aligned

FILES = ("alignment.parquet", "alignment.json")
BITS = {indicator.name: 1 << place for place, indicator in enumerate(INDICATORS)}
DIGITS = 3
"""Significant digits kept of each sum."""


def about(aligned: Aligned) -> dict[str, Any]:
    """Models, scales, weights and the average level of each year."""
    levels = {}
    for level, fit in aligned.fits.items():
        model, scale = fit.model, aligned.scales[level]
        levels[level] = {
            "noise": round(float(model.noise[0]), 6),
            "drift": [round(float(x), 8) for x in model.drift],
            "start_mean": [round(float(x), 6) for x in model.start_mean],
            "start_var": [round(float(x), 8) for x in model.start_var],
            "neutral": dict(zip(scale.names, np.round(scale.neutral, 6).tolist(), strict=True)),
            "unit": dict(zip(scale.names, np.round(scale.unit, 6).tolist(), strict=True)),
        }
    years = [int(aligned.grid.years[0]), int(aligned.grid.years[-1])]
    tone = None if aligned.tone is None else [round(float(x), 5) for x in astuple(aligned.tone)]
    return {"years": years, "weights": WEIGHTS, "levels": levels, "average": average(aligned), "tone": tone}


def average(aligned: Aligned) -> dict[str, list[float]]:
    """Mean level of all pairs that are there, by level and year."""
    out = {}
    for level, fit in aligned.fits.items():
        mean = fit.smoothed().mean
        one, two = aligned.grid.dyads
        there = (aligned.grid.alive[one] & aligned.grid.alive[two])[fit.dyads]
        out[level] = [round(float(x), 5) for x in np.nanmean(np.where(there, mean, np.nan), axis=0)]
    return out


def columns_of(aligned: Aligned) -> dict[str, NDArray[Any]]:
    """One row for each pair and year in which anything was read, sorted by state1, state2, year."""
    one, two = aligned.grid.dyads
    shape = (len(one), len(aligned.grid.periods))
    wide = {level: _wide(aligned, level, shape) for level in aligned.fits}
    spoke = sum((_spoke(aligned, level) for level in aligned.fits), np.zeros(shape, dtype=np.int64))
    pair, period = np.nonzero(spoke)
    names, engaged = np.array(aligned.grid.units, dtype=object), _engaged(aligned, len(one))
    columns: dict[str, NDArray[Any]] = {
        "state1": names[one[pair]],
        "state2": names[two[pair]],
        "year": aligned.grid.years[period].astype(np.int16),
        "engaged": engaged[pair].astype(np.uint8),
        "spoke": spoke[pair, period].astype(np.uint32),
    }
    for level, (precision, score) in wide.items():
        columns[f"{level}_precision"] = _short(precision[pair, period])
        columns[f"{level}_score"] = _short(score[pair, period])
    return columns


def _wide(aligned: Aligned, level: str, shape: tuple[int, int]) -> tuple[Floats, Floats]:
    fit = aligned.fits[level]
    precision, score = np.zeros(shape), np.zeros(shape)
    precision[fit.dyads], score[fit.dyads] = fit.reduced.precision, fit.reduced.score
    return precision, score


def _spoke(aligned: Aligned, level: str) -> NDArray[np.int64]:
    held = aligned.readings[level]
    return np.asarray(sum(np.isfinite(held.values[k]) * BITS[name] for k, name in enumerate(held.names)))


def _engaged(aligned: Aligned, pairs: int) -> NDArray[np.int64]:
    groups = np.zeros(pairs, dtype=np.int64)
    for fit in aligned.fits.values():
        groups[fit.dyads] = np.maximum(groups[fit.dyads], fit.reduced.groups)
    return groups


def _short(values: Floats) -> NDArray[np.float32]:
    """Values to a few significant digits, which is what makes the file small."""
    scale = 10.0 ** (DIGITS - 1 - np.floor(np.log10(np.where(values == 0, 1, np.abs(values)))))
    return (np.round(values * scale) / scale).astype(np.float32)


class ShippedAlignment:
    """The two files in a folder, read in place; nothing is loaded before it is asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def held(self) -> bool:
        """Whether the folder has both files."""
        return all((self.folder / name).is_file() for name in FILES)

    @cached_property
    def about(self) -> Mapping[str, Any]:
        """Models, scales and weights; LedgerError where there are none."""
        if not self.held:
            raise LedgerError("no alignment here", where=str(self.folder), next_step="make it with: comity release")
        loaded: dict[str, Any] = json.loads((self.folder / FILES[1]).read_text(encoding="utf-8"))
        return loaded

    @cached_property
    def grid(self) -> Grid:
        return grid(*self.about["years"])

    def rows(self, state1: str | None = None, state2: str | None = None) -> dict[str, NDArray[Any]]:
        """Rows of one pair of units, or of all."""
        where = "" if state1 is None else "WHERE state1 = ? AND state2 = ?"
        values = [str(self.folder / FILES[0])] + ([] if state1 is None else [state1, str(state2)])
        with duckdb.connect(config={"threads": 1}) as connection:
            got: dict[str, NDArray[Any]] = connection.execute(
                f"SELECT * FROM read_parquet(?) {where}", values
            ).fetchnumpy()
        return got

    def read(self, level: str, rows: dict[str, NDArray[Any]], begin: NDArray[np.int64]) -> Read:
        """What was read of a level for the pairs of `rows`, in the order of `pairs_of`; begin [n] as the grid has it."""
        model, place = self.about["levels"][level], _places(rows)
        n, periods = len(begin), len(self.grid.periods)
        precision, score, groups = np.zeros((n, periods)), np.zeros((n, periods)), np.zeros(n, dtype=np.int64)
        at = (place, rows["year"].astype(np.int64) - int(self.grid.years[0]))
        precision[at], score[at] = rows[f"{level}_precision"], rows[f"{level}_score"]
        groups[place] = rows["engaged"]
        drift, mean, spread = (np.array(model[name])[groups] for name in ("drift", "start_mean", "start_var"))
        return Read(precision, score, drift, mean, spread, begin)


def pairs_of(rows: dict[str, NDArray[Any]]) -> tuple[NDArray[Any], NDArray[Any]]:
    """State1 and state2 [n] of the pairs in rows, in order."""
    first = np.r_[True, np.diff(_places(rows)) > 0] if len(rows["year"]) else np.zeros(0, dtype=bool)
    return rows["state1"][first], rows["state2"][first]


def _places(rows: dict[str, NDArray[Any]]) -> NDArray[np.int64]:
    """Which pair each row is of; rows of a pair stand together."""
    one, two = rows["state1"], rows["state2"]
    new = np.r_[False, (one[1:] != one[:-1]) | (two[1:] != two[:-1])] if len(one) else np.zeros(0, dtype=bool)
    return np.cumsum(new)


def levels_of(shipped: ShippedAlignment, rows: dict[str, NDArray[Any]], begin: NDArray[np.int64]) -> dict[str, Read]:
    """Every level of the pairs of `rows`."""
    return {level: shipped.read(level, rows, begin) for level in LEVELS if level in shipped.about["levels"]}


def overall(levels: Mapping[str, Read], weights: Mapping[str, float]) -> tuple[Floats, Floats]:
    """Mean and variance [n, t] of the overall index: the weighted sum of the levels, weights of those there are made one."""
    total = sum(weights[level] for level in levels)
    parts = {level: smoothed(read) for level, read in levels.items()}
    mean = sum(weights[level] / total * parts[level][0] for level in levels)
    variance = sum((weights[level] / total) ** 2 * parts[level][1] for level in levels)
    return np.asarray(mean), np.asarray(variance)
