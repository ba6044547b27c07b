"""The design of one horizon: which change is regressed on which pressure and which past."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError

Array = NDArray[np.float64]

FORMS: dict[str, tuple[str, ...]] = {
    "mean": ("on both (mean)",),
    "each": ("on the first", "on the second"),
    "minimum": ("on both (lower of the two)",),
    "product": ("on the first", "on the second", "on both (product)"),
}
"""What the pressures on the two states of a dyad are made into, and what each term is called."""


@dataclass(frozen=True, slots=True)
class Design:
    """Outcome [d, t], regressors [d, t] of which the first `n_terms` are of interest, and the cells that have all."""

    outcome: Array
    regressors: tuple[Array, ...]
    n_terms: int
    mask: NDArray[np.bool_]


def terms(pressure_a: Array, pressure_b: Array, form: str) -> tuple[Array, ...]:
    """The pressures on first and second state [d, t] as the terms of a form.

    >>> one, two = np.array([[0.2]]), np.array([[0.5]])
    >>> [round(float(term[0, 0]), 2) for term in terms(one, two, "product")]
    [0.2, 0.5, 0.1]
    """
    if form == "mean":
        return ((pressure_a + pressure_b) / 2,)
    if form == "each":
        return pressure_a, pressure_b
    if form == "minimum":
        return (np.minimum(pressure_a, pressure_b),)
    if form == "product":
        return pressure_a, pressure_b, pressure_a * pressure_b
    raise ComityError(f"no form {form!r} of pressure on two states", next_step=f"choose {', '.join(FORMS)}")


def ahead(y: Array, pressures: tuple[Array, ...], horizon: int, lags: int) -> Design:
    """y[t+h] - y[t-1] on the pressures of t, with `lags` past values of y and of every pressure held fixed."""
    return _design(shifted(y, horizon) - shifted(y, -1), pressures, _past(y, pressures, lags))


def leads(y: Array, pressures: tuple[Array, ...], lags: int, n_leads: int) -> Design:
    """y[t] - y[t-1] on the pressures of t+1 to t+n, with those of t and the past held fixed: what came before."""
    later = tuple(shifted(term, lead) for lead in range(1, n_leads + 1) for term in pressures)
    return _design(y - shifted(y, -1), later, (*pressures, *_past(y, pressures, lags)))


def shifted(values: Array, by: int) -> Array:
    """Values [d, t] of the period `by` later at each period, nan where there is none.

    >>> shifted(np.array([[1.0, 2.0, 3.0]]), -1).tolist()
    [[nan, 1.0, 2.0]]
    """
    moved = np.full_like(values, np.nan)
    width = values.shape[1]
    if abs(by) < width:
        moved[:, max(-by, 0) : width - max(by, 0)] = values[:, max(by, 0) : width - max(-by, 0)]
    return moved


def _past(y: Array, pressures: tuple[Array, ...], lags: int) -> tuple[Array, ...]:
    return tuple(shifted(series, -lag) for lag in range(1, lags + 1) for series in (y, *pressures))


def _design(outcome: Array, of_interest: tuple[Array, ...], held: tuple[Array, ...]) -> Design:
    regressors = (*of_interest, *held)
    mask = np.isfinite(outcome)
    for regressor in regressors:
        mask &= np.isfinite(regressor)
    return Design(outcome, regressors, len(of_interest), mask)
