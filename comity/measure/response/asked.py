"""What is asked of a dyad panel: the series, checked, and the settings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError
from comity.measure.response.design import FORMS, Design, ahead, leads, terms
from comity.measure.response.errors import Places

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """Alignment `y` and the pressures on first and second state, each [m, d, t] with m draws or one, over dyads `units`."""

    y: Array
    pressure_a: Array
    pressure_b: Array
    units: Places
    years: NDArray[np.int64]
    form: str
    lags: int
    halves: bool

    @property
    def draws(self) -> int:
        """How many posterior draws the series come in."""
        return max(len(self.y), len(self.pressure_a), len(self.pressure_b))

    def horizon(self, h: int) -> Iterator[Design]:
        """The design of one horizon, draw by draw."""
        for y, pressures in self._series():
            yield ahead(y, pressures, h, self.lags)

    def before(self, n_leads: int) -> Iterator[Design]:
        """The design of the placebo leads, draw by draw."""
        for y, pressures in self._series():
            yield leads(y, pressures, self.lags, n_leads)

    def _series(self) -> Iterator[tuple[Array, tuple[Array, ...]]]:
        for m in range(self.draws):
            y, a, b = (series[min(m, len(series) - 1)] for series in (self.y, self.pressure_a, self.pressure_b))
            yield y, terms(a, b, self.form)


def asked(
    y: Array,
    pressure_a: Array,
    pressure_b: Array,
    units: Places,
    years: NDArray[np.int64],
    form: str,
    lags: int,
    halves: bool,
) -> Asked:
    """The question with its series brought to [m, d, t]; ComityError where shapes, dyads, years or settings do not fit."""
    series = tuple(_drawn(values, name) for values, name in zip((y, pressure_a, pressure_b), _NAMES, strict=True))
    one, two = (np.asarray(place, dtype=np.int64) for place in units)
    _refuse_shapes(series, one, two, np.asarray(years))
    if form not in FORMS:
        raise ComityError(f"no form {form!r} of pressure on two states", next_step=f"choose {', '.join(FORMS)}")
    if lags < 1:
        raise ComityError("the past must be held fixed", where=f"lags={lags}", next_step="give one lag or more")
    if np.array_equal(series[1], series[2], equal_nan=True) and form != "mean":
        raise ComityError("the same pressure on both states has no parts", next_step="use the form mean")
    y, pressure_a, pressure_b = series
    return Asked(y, pressure_a, pressure_b, (one, two), np.asarray(years), form, lags, halves)


_NAMES = ("y", "pressure_a", "pressure_b")


def _drawn(values: Array, name: str) -> Array:
    array = np.asarray(values, dtype=float)
    if array.ndim not in (2, 3):
        raise ComityError(f"{name} must be [dyad, year] or [draw, dyad, year]", where=f"{array.ndim} dimensions")
    return array if array.ndim == 3 else array[None]


def _refuse_shapes(series: tuple[Array, ...], one: NDArray[np.int64], two: NDArray[np.int64], years: Array) -> None:
    shape = (len(one), len(years))
    if len(one) != len(two) or (one == two).any() or min(one.min(initial=0), two.min(initial=0)) < 0:
        raise ComityError("units must be two arrays of places, a different state on each side", where="units")
    for name, values in zip(_NAMES, series, strict=True):
        if values.shape[1:] != shape:
            raise ComityError(
                f"{name} has {values.shape[1]} dyads and {values.shape[2]} years",
                where=f"units and years have {shape[0]} and {shape[1]}",
            )
    if len({len(values) for values in series} - {1}) > 1:
        raise ComityError("series in different numbers of draws", next_step="give the same number, or one")
    if (np.diff(years) != 1).any():
        raise ComityError("years must follow each other without a gap", where="years", next_step="fill in nan columns")
