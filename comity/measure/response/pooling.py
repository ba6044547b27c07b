"""Coefficients over posterior draws of the series: Rubin's rule."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.measure.response.errors import Errors
from comity.measure.response.regression import Fit

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pooled:
    """Coefficients [k], standard errors by kind [k], degrees of freedom [k], and what the draws add to the variance [k].

    T = W + (1 + 1/m) B, W the mean variance of m draws, B the variance of their coefficients (Rubin 1987, Multiple
    Imputation for Nonresponse in Surveys, 76-77). The degrees of freedom, effective states less one in a single draw,
    are joined with those of the draws as 1/v = 1/v_states + 1/v_draws.
    """

    coefficients: Array
    uncorrected: Array
    errors: dict[str, Array]
    freedom: Array
    between: Array


def pool(fits: list[Fit], errors: list[Errors]) -> Pooled:
    """One answer from the fits of all draws; a single draw stays as it is."""
    coefficients = np.stack([fit.coefficients for fit in fits])
    m = len(fits)
    between = coefficients.var(axis=0, ddof=1) * (1 + 1 / m) if m > 1 else np.zeros(coefficients.shape[1])
    inside = {kind: np.mean([getattr(e, kind) ** 2 for e in errors], axis=0) for kind in Errors.kinds()}
    states = np.mean([e.n_states for e in errors], axis=0) - 1.0
    per_draw = np.divide(between, inside["dyadic"] + between) ** 2 / max(m - 1, 1)
    return Pooled(
        coefficients.mean(axis=0),
        np.mean([fit.uncorrected for fit in fits], axis=0),
        {kind: np.sqrt(variance + between) for kind, variance in inside.items()},
        1.0 / (1.0 / np.maximum(states, 1.0) + per_draw),
        between,
    )
