"""Comity's own levels as measures: scales, gaps and parameters from before the origin, levels from readings up to each year."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from comity.ledger import Ledger
from comity.measure.alignment.estimating import begins, engaged
from comity.measure.alignment.fitting import fit_level
from comity.measure.alignment.indicators import LEVELS, WEIGHTS
from comity.measure.alignment.paths import Read, filtered
from comity.measure.alignment.readings import Reader, Readings
from comity.measure.alignment.scale import habits, scale_of, scaled
from comity.measure.grid import grid
from comity.measure.space.smoothing import reduce

from .mapped import from_grid
from .panel import Cells, Panel
from .protocol import Measure

FIRST, LAST = 1946, 2018
HINDSIGHT = ("distance",)
"""Published positions were fitted with later votes."""


def levels(path: Path, panel: Panel) -> dict[str, Measure]:
    """Four columns, and the overall index as one."""
    over = grid(FIRST, LAST)
    reader = Reader(Ledger(path), over)
    raw = {level: _without(reader.level(level)) for level in LEVELS}

    @lru_cache(maxsize=12)
    def columns(origin: int) -> Cells:
        return np.stack([from_grid(panel, over, _square(over, part)) for part in _past_only(raw, origin)])

    def summed(origin: int, *names: str) -> Cells:
        return np.sum([WEIGHTS[name] * columns(origin)[LEVELS.index(name)] for name in names], axis=0)

    def chosen(origin: int, *names: str) -> Cells:
        return np.stack([columns(origin)[LEVELS.index(name)] for name in names])

    return {
        "comity: four levels": columns,
        "comity: diplomatic, security, conflict": lambda origin: chosen(origin, "diplomatic", "security", "conflict"),
        "comity: co-operation and conflict": lambda origin: np.stack(
            [summed(origin, "diplomatic", "security", "economic"), summed(origin, "conflict")]
        ),
        "comity: overall index": lambda origin: summed(origin, *LEVELS),
    }


def _without(readings: Readings) -> Readings:
    keep = [k for k, name in enumerate(readings.names) if name not in HINDSIGHT]
    return replace(
        readings,
        names=tuple(readings.names[k] for k in keep),
        values=readings.values[keep],
        variances=readings.variances[keep],
        counts=readings.counts[keep],
    )


def _before(readings: Readings, origin: int) -> Readings:
    later = readings.grid.years >= origin
    return replace(readings, values=np.where(later, np.nan, readings.values))


def _past_only(raw: dict[str, Readings], origin: int) -> list[np.ndarray]:
    """Filtered levels [d, t] of all years with what was known before the origin about scale, gaps and parameters."""
    known = {level: _before(readings, origin) for level, readings in raw.items()}
    scales = {level: scale_of(readings) for level, readings in known.items()}
    past = {level: scaled(readings, scales[level]) for level, readings in known.items()}
    groups, begin = engaged(past) * 0, begins(next(iter(raw.values())).grid)
    return [_level(raw[level], past[level], scales[level], groups, begin) for level in LEVELS]


def _level(raw: Readings, past: Readings, scale, groups: np.ndarray, begin: np.ndarray) -> np.ndarray:
    model = fit_level(past, groups, begin).model
    values = _common(raw, past, scale)
    held = reduce(values, raw.variances / scale.unit[:, None, None] ** 2, model, groups=groups, begin=begin)
    n = len(begin)
    start = (np.full(n, part[0]) for part in (model.drift, model.start_mean, model.start_var))
    return filtered(Read(held.precision, held.score, *start, begin))[0]


def _common(raw: Readings, past: Readings, scale) -> np.ndarray:
    """All years in the common unit, gaps as they were known; a sparse list is heard where it has spoken so far."""
    everywhere = scaled(raw, scale)
    if raw.level == "conflict":
        return everywhere.values
    own = (raw.values - scale.neutral[:, None, None]) / scale.unit[:, None, None]
    return np.where(np.isfinite(everywhere.values), own - habits(_unsettled(past, own))[..., None], np.nan)


def _unsettled(past: Readings, own: np.ndarray) -> np.ndarray:
    """Readings before the origin with their gaps still in them."""
    return np.where(np.isfinite(past.values), own, np.nan)


def _square(over, part: np.ndarray) -> np.ndarray:
    u = len(over.units)
    square = np.full((u, u, part.shape[1]), np.nan, dtype=np.float32)
    one, two = over.dyads
    square[one, two] = square[two, one] = part
    return square
