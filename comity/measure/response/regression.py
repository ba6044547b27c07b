"""A least-squares fit on cells cleared of dyad and year effects, kept as the influences that its errors are made of."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError
from comity.measure.response.design import Design
from comity.measure.response.within import Within

Array = NDArray[np.float64]

COLLINEAR = 1e-10
"""A regressor that keeps less than this share of its size beside the effects and the other regressors does not vary."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Coefficients [k]; `by_dyad` [k, d] and `by_year` [k, t] are the influence of each dyad and year on them.

    The influence is (X'X)^-1 times the sum of x times the residual: how far the dyad or year pulls a coefficient.
    `weights` [k, d] is the variation that each dyad brings to a regressor, cleared of all others. `uncorrected` [k]
    are the coefficients before half-panels are set against the whole.
    """

    coefficients: Array
    uncorrected: Array
    by_dyad: Array
    by_year: Array
    weights: Array
    n: int
    n_dyads: int


def fit(design: Design) -> Fit:
    """Least squares of the outcome on the regressors and on dyad and year effects, over the cells that have all.

    Dyads with a single cell tell nothing and are left out. ComityError where no cell is left or a regressor does not
    vary beside the effects and the other regressors.
    """
    mask = design.mask & (design.mask.sum(axis=1, keepdims=True) > 1)
    kept = np.flatnonzero(mask.any(axis=1))
    if not len(kept):
        raise ComityError("no dyad has two years with all that is needed", next_step="give longer or fuller series")
    mask = mask[kept]
    within = Within(mask)
    left = np.empty((len(design.regressors), mask.size))
    for k, regressor in enumerate(design.regressors):
        left[k] = within(regressor[kept]).ravel()
    bread = _inverse(left @ left.T, design, kept, mask)
    outcome = within(design.outcome[kept]).ravel()
    coefficients = bread @ (left @ outcome)
    outcome -= coefficients @ left
    k = design.n_terms
    cleared = (bread[:k] @ left).reshape(k, *mask.shape)
    residual = outcome.reshape(mask.shape)
    scale = np.diag(bread)[:k, None]
    return Fit(
        coefficients[:k],
        coefficients[:k],
        _spread(np.einsum("kdt,dt->kd", cleared, residual), kept, len(design.outcome)),
        np.einsum("kdt,dt->kt", cleared, residual),
        _spread(np.einsum("kdt,kdt->kd", cleared, cleared) / scale**2, kept, len(design.outcome)),
        int(mask.sum()),
        len(kept),
    )


def half_panels(design: Design) -> Fit:
    """The fit less its bias from short series: twice the whole less the mean of the early and the late half.

    With dyad effects and past values of the outcome, coefficients are biased in proportion to 1/years, more so at long
    horizons; in a half-panel twice as much (Dhaene and Jochmans 2015, Review of Economic Studies 82, 991-1030; for
    local projections Mei, Sheng and Shi 2023). The halves hold about as many cells each, cut between two years.
    """
    whole = fit(design)
    cells = np.cumsum(design.mask.sum(axis=0))
    cut = int(np.searchsorted(cells, cells[-1] / 2)) + 1
    early, late = fit(_years(design, slice(cut))), fit(_years(design, slice(cut, None)))
    return replace(
        whole,
        coefficients=2 * whole.coefficients - (early.coefficients + late.coefficients) / 2,
        by_dyad=2 * whole.by_dyad - (early.by_dyad + late.by_dyad) / 2,
        by_year=2 * whole.by_year - np.concatenate([early.by_year, late.by_year], axis=1) / 2,
    )


def _years(design: Design, years: slice) -> Design:
    regressors = tuple(regressor[:, years] for regressor in design.regressors)
    return replace(design, outcome=design.outcome[:, years], regressors=regressors, mask=design.mask[:, years])


def _inverse(moments: Array, design: Design, kept: NDArray[np.int64], mask: NDArray[np.bool_]) -> Array:
    """(X'X)^-1, refused where a regressor is nearly a sum of the effects and the others."""
    sizes = np.array([float(np.square(np.where(mask, x[kept], 0.0)).sum()) for x in design.regressors])
    own = np.diag(moments)
    if not np.all(own > COLLINEAR * sizes):
        raise _Flat
    scale = np.sqrt(own)
    if np.linalg.eigvalsh(moments / np.outer(scale, scale))[0] < COLLINEAR:
        raise _Flat
    return np.asarray(np.linalg.inv(moments), dtype=float)


_Flat = ComityError(
    "a regressor does not vary within dyads and years apart from the others",
    next_step="use another form of pressure, fewer lags, or more years",
)


def _spread(values: Array, kept: NDArray[np.int64], n: int) -> Array:
    whole = np.zeros((len(values), n))
    whole[:, kept] = values
    return whole
