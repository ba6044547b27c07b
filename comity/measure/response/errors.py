"""Standard errors of a dyad panel under four assumptions on which dyad-years are dependent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.measure.response.regression import Fit

Array = NDArray[np.float64]
Places = tuple[NDArray[np.int64], NDArray[np.int64]]

MOST = 0.5
"""Share of a regressor's variation above which a state's influence is not raised further."""


@dataclass(frozen=True, slots=True)
class Errors:
    """Standard errors [k] of each kind, and the effective number of states [k] behind each coefficient.

    `dyadic`: any two dyad-years that share a state may be dependent (Aronow, Samii and Assenova 2015, Political
    Analysis 23, 564-577). With S the influence summed over the dyad-years of a state u or a dyad d, the sum over all
    such pairs is sum_u S_u S_u' - sum_d S_d S_d', since the pairs inside one dyad are met under both of its states: one
    pass over the rows, where the pairs themselves are hundreds of thousands of millions.
    `dyad`: only the years of one dyad. `states`: two ways, by first and by second state; it misses a state that stands
    first in one dyad and second in another. `driscoll_kraay`: all dyads within some years of each other (Driscoll
    and Kraay 1998, Review of Economics and Statistics 80, 549-560, Bartlett weights).

    `dyadic` is raised for few states: the influence of u is divided by 1 - l_u, l_u the share of the regressor's variation
    on its dyads, as when each state is left out in turn (the jackknife of MacKinnon, Nielsen and Webb 2023, Journal
    of Econometrics 232, 272-299, CV3); its variance by n / (n - 1), n the effective number of states (sum l)^2 / sum l^2,
    and for overlapping changes by years / (years - h - 1).
    """

    dyadic: Array
    dyad: Array
    states: Array
    driscoll_kraay: Array
    n_states: Array

    @classmethod
    def kinds(cls) -> tuple[str, ...]:
        """The four assumptions, by name."""
        return "dyadic", "dyad", "states", "driscoll_kraay"


def errors(fit: Fit, places: Places, horizon: int) -> Errors:
    """The errors of a fit whose dyads join the states at `places`, two arrays [d], of a change over horizon + 1 years."""
    first, second = (by_state(fit.by_dyad, place, places) for place in places)
    weights = fit.weights / fit.weights.sum(axis=1, keepdims=True)
    by_weight = sum_by_state(weights, places)
    dyads = _squares(fit.by_dyad)
    dyadic = sharing(first + second, fit.by_dyad, by_weight, weights)
    years = fit.n / fit.n_dyads
    overlap = years / max(years - horizon - 1, years / 4)
    n_states = 4.0 / _squares(by_weight)
    lag = max(horizon + 1, int(4 * (fit.by_year.shape[1] / 100) ** (2 / 9)))
    return Errors(
        _root(overlap * n_states / (n_states - 1.0) * dyadic, dyads),
        _root(dyads, dyads),
        _root(_squares(first) + _squares(second) - dyads, dyads),
        _root(_bartlett(fit.by_year, lag), dyads),
        n_states,
    )


def sharing(
    by_state: Array, by_dyad: Array, state_weight: Array | float = 0.0, dyad_weight: Array | float = 0.0
) -> Array:
    """The sum [k] of products of influences over all pairs of dyad-years that share a state, raised by their weights.

    >>> float(sharing(np.array([[3.0, 1.0, 2.0]]), np.array([[1.0, 2.0, 0.0]]))[0])
    9.0
    """
    return _squares(raised(by_state, state_weight)) - _squares(raised(by_dyad, dyad_weight))


def raised(influence: Array, weight: Array | float) -> Array:
    """The influence as leaving out what carries that share of the weight would show it: divided by 1 - weight."""
    return np.asarray(influence / (1.0 - np.minimum(weight, MOST)), dtype=float)


def sum_by_state(by_dyad: Array, places: Places) -> Array:
    """Sums [k, u] of the dyads' values [k, d] over every state they join."""
    return by_state(by_dyad, places[0], places) + by_state(by_dyad, places[1], places)


def by_state(by_dyad: Array, side: NDArray[np.int64], places: Places) -> Array:
    """Sums [k, u] of the dyads' values [k, d] by the state on one side."""
    n = int(max(places[0].max(), places[1].max())) + 1
    return np.stack([np.bincount(side, weights=row, minlength=n) for row in by_dyad])


def _squares(influence: Array) -> Array:
    squares: Array = np.einsum("kg,kg->k", influence, influence)
    return squares


def _bartlett(by_year: Array, lag: int) -> Array:
    total = _squares(by_year)
    for behind in range(1, min(lag, by_year.shape[1] - 1) + 1):
        weight = 1.0 - behind / (lag + 1.0)
        total = total + 2.0 * weight * np.einsum("kt,kt->k", by_year[:, behind:], by_year[:, :-behind])
    return total


def _root(variance: Array, floor: Array) -> Array:
    """Root of a variance; a sum over pairs can fall below zero in small samples, then that by dyad stands for it."""
    root: Array = np.sqrt(np.where(variance > 0, variance, floor))
    return root
