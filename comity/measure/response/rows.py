"""One coefficient of the response as a reader meets it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError
from comity.measure.response.asked import Asked
from comity.measure.response.design import Design
from comity.measure.response.errors import errors, raised, sum_by_state
from comity.measure.response.pooling import pool
from comity.measure.response.quantiles import student
from comity.measure.response.regression import Fit, fit, half_panels

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """How much more alignment changed from the year before to `step` years after, by one unit more pressure.

    `step` is the horizon h, or the lead where pressure is taken from later years. `estimate` with `low` and `high` by
    dyadic-robust error and Student's t with `freedom` degrees; the other errors stand beside it, not in the interval.
    `uncorrected` is the plain two-way estimate, before half-panels. `from_draws` is the share of the variance that the
    uncertainty of the series adds. `pressure_sd` is the deviation of the pressure that is left beside effects and past.
    `by_state` [2, u] holds how far each state's dyads pull the estimate and its share of the variation of pressure.
    """

    step: int
    term: str
    estimate: float
    low: float
    high: float
    level: float
    se_dyadic: float
    se_dyad: float
    se_states: float
    se_driscoll_kraay: float
    freedom: float
    uncorrected: float
    from_draws: float
    pressure_sd: float
    n_evidence: int
    n_dyads: int
    n_states: int
    by_state: Array = field(repr=False, compare=False)

    @property
    def clear(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.low > 0 or self.high < 0


def rows(
    designs: Iterable[Design], names: Sequence[str], steps: Sequence[int], asked: Asked, level: float, horizon: int
) -> tuple[Row, ...]:
    """The coefficients of one design, refitted on each draw of it, with their errors; `names` and `steps` one a term."""
    fits = [_fit(design, asked.halves) for design in designs]
    places = asked.units
    found = pool(fits, [errors(fit, places, horizon) for fit in fits])
    quantile = [student(0.5 + level / 2, freedom) for freedom in found.freedom]
    first = fits[0]
    states = len(np.unique(np.concatenate([place[first.weights.any(axis=0)] for place in places])))
    weights = sum_by_state(first.weights / first.weights.sum(axis=1, keepdims=True), places)
    pulls = raised(sum_by_state(first.by_dyad, places), weights)
    sd = np.sqrt(first.weights.sum(axis=1) / first.n)
    return tuple(
        Row(
            step=step,
            term=name,
            estimate=float(found.coefficients[k]),
            low=float(found.coefficients[k] - quantile[k] * found.errors["dyadic"][k]),
            high=float(found.coefficients[k] + quantile[k] * found.errors["dyadic"][k]),
            level=level,
            se_dyadic=float(found.errors["dyadic"][k]),
            se_dyad=float(found.errors["dyad"][k]),
            se_states=float(found.errors["states"][k]),
            se_driscoll_kraay=float(found.errors["driscoll_kraay"][k]),
            freedom=float(found.freedom[k]),
            uncorrected=float(found.uncorrected[k]),
            from_draws=float(found.between[k] / found.errors["dyadic"][k] ** 2),
            pressure_sd=float(sd[k]),
            n_evidence=first.n,
            n_dyads=first.n_dyads,
            n_states=states,
            by_state=np.stack([pulls[k], weights[k]]),
        )
        for k, (step, name) in enumerate(zip(steps, names, strict=True))
    )


def _fit(design: Design, halves: bool) -> Fit:
    """Half-panels where wanted and where both halves can be fitted, else the whole."""
    if not halves:
        return fit(design)
    try:
        return half_panels(design)
    except ComityError:
        return fit(design)
