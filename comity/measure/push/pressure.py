"""Pressure: how hard the members of a bloc press on a state, by year, with the machinery of alignment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError
from comity.measure.alignment.fitting import fit_level
from comity.measure.alignment.readings import Readings
from comity.measure.grid import Grid
from comity.measure.push.pressing import NAMES, pressure_indicators

if TYPE_CHECKING:
    from comity.ledger import Ledger

LEFT_OUT = ("cow_mid_hostility",)
"""Another reading of the same disputes as GML's."""


@dataclass(frozen=True)
class Pressure:
    """Pressure of one bloc on every unit of a grid: mean and variance [u, t], evidence [u, t], which indicators spoke.

    0 is none; 1 would be every member, weighed by its power, acting in every way counted. nan where nothing is read.
    """

    bloc: str
    grid: Grid
    mean: NDArray[np.float64]
    variance: NDArray[np.float64]
    n_evidence: NDArray[np.float64]
    names: tuple[str, ...]
    spoke: NDArray[np.int64]


def estimate_pressure(ledger: Ledger, over: Grid, bloc: str) -> Pressure:
    """Levels of pressure from all indicators the ledger holds; ComityError where it holds none or numba is missing."""
    names = tuple(name for name in NAMES if name not in LEFT_OUT)
    found = pressure_indicators(ledger, over, bloc, names)
    alive = over.alive
    values = np.where(alive[None], found.values.astype(float), np.nan)
    held = [k for k in range(len(found.names)) if np.isfinite(values[k]).any()]
    if not held:
        raise ComityError(f"nothing is held of pressure by {bloc}", next_step="comity add --record gsdb")
    values = values[held]
    counts = np.nan_to_num(found.n_evidence.astype(float))[held]
    readings = Readings("pressure", tuple(found.names[k] for k in held), over, values, np.zeros_like(values), counts)
    ever = np.asarray(np.nan_to_num(values).any(axis=(0, 2)), dtype=np.int64)
    begin = np.where(alive.any(axis=1), alive.argmax(axis=1), alive.shape[1])
    fit = fit_level(readings, ever, begin)
    return _pressure(bloc, readings, fit.dyads, fit.smoothed().mean, fit.smoothed().variance)


def _pressure(
    bloc: str,
    readings: Readings,
    states: NDArray[np.int64],
    mean: NDArray[np.float64],
    variance: NDArray[np.float64],
) -> Pressure:
    over = readings.grid
    wide_mean, wide_variance = np.full(over.shape, np.nan), np.full(over.shape, np.nan)
    wide_mean[states], wide_variance[states] = mean, variance
    there = over.alive
    spoke = sum(np.isfinite(readings.values[k]).astype(np.int64) << k for k in range(len(readings.names)))
    return Pressure(
        bloc,
        over,
        np.where(there, wide_mean, np.nan),
        np.where(there, wide_variance, np.nan),
        readings.counts.sum(axis=0),
        readings.names,
        np.asarray(spoke),
    )
