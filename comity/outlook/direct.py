"""The pooled model: one regression for every horizon over all pairs, with a spread that knows which pairs are restless.

Centre: y[t+h] - m = b (past - m) + year part, where m is the mean of all pairs over five years. The slopes come from
differences between pairs within a year and are weighted by the expected size of the error and, as a median would be, by its
reverse; what all pairs do together is a part of its own, drawn to nought, since there are only as many of it as years.
Spread: log |error| on how restless and how well read the pair is. Shape: the quantiles of error over spread, as they fell.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError
from comity.outlook.features import STEP
from comity.outlook.shape import weighted_quantiles

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rows:
    """Pairs at past years, of which the answer is known: `own` [n, k], `restless` [n, r], `base` [n], `seen` [n] (the answer), the
    `period` [n] they stand at, and `terms` [p, m] of each of the `periods` [p] (m = 0: no part common to a year)."""

    own: Floats
    restless: Floats
    base: Floats
    seen: Floats
    period: NDArray[np.int64]
    periods: NDArray[np.int64]
    terms: Floats


@dataclass(frozen=True, slots=True)
class Settings:
    """`half` years in which a past year loses half of its weight; `ridge` on the slopes, in thousandths of the rows; `common`: the
    year part may explain so much of what years do (sd, as a share); `grain` of the number; `even`: errors have no side; `still`: slopes are drawn to no change, not to the mean of all."""

    grain: float
    half: float = 15.0
    ridge: float = 1.0
    common: float = 0.3
    passes: int = 3
    even: bool = False
    still: bool = False


@dataclass(frozen=True, slots=True)
class Fitted:
    """Slopes [k] on the past, [m] on the year's terms, `spread` [r + 1] on restlessness, `shape` [q] of error over spread; `widest`
    the largest size of error that was expected of any pair learnt from."""

    slopes: Floats
    common: Floats
    spread: Floats
    shape: Floats
    widest: float

    def centre(self, own: Floats, base: Floats | float, terms: Floats) -> Floats:
        """The middle of the forecast [n]."""
        return np.asarray(base + own @ self.slopes + terms @ self.common)

    def scale(self, restless: Floats) -> Floats:
        """Expected size of the error [n]."""
        log = self.spread[0] + restless @ self.spread[1:]
        return np.asarray(np.exp(np.minimum(log, np.log(self.widest))))

    def quantiles(self, own: Floats, restless: Floats, base: Floats | float, terms: Floats) -> Floats:
        """Quantiles [n, q] at `shape.LEVELS`."""
        return np.asarray(self.centre(own, base, terms)[:, None] + self.scale(restless)[:, None] * self.shape)


def fit(rows: Rows, now: int, horizon: int, settings: Settings) -> Fitted:
    """The model of one horizon from rows whose answers were known at the period `now`.

    ComityError where there are none.
    """
    if not len(rows.seen):
        raise ComityError("no past to learn from", next_step="choose a later year")
    place = np.searchsorted(rows.periods, rows.period)
    weight = 0.5 ** ((now - horizon - rows.periods) / settings.half)
    each = (weight / np.bincount(place, minlength=len(weight)).clip(1))[place]
    each *= len(each) / each.sum()
    work, answer = each.copy(), rows.seen - rows.base
    least, kept = _no_change(rows, settings)
    answer = answer - rows.own @ least - (rows.terms @ kept)[place]
    for _ in range(settings.passes):
        slopes = _slopes(rows.own, answer, work, place, rows.terms.shape[1] > 0, settings.ridge)
        left = answer - rows.own @ slopes
        common = _common(left, work, place, rows.terms, weight, settings.common)
        error = left - (rows.terms @ common)[place]
        spread = _spread(rows.restless, np.log(np.abs(error) + settings.grain), each)
        size = np.exp(spread[0] + rows.restless @ spread[1:])
        work = each / ((size + 0.3 * np.median(size)) * np.maximum(np.abs(error), 0.5 * size))
        work *= len(work) / work.sum()
    return Fitted(
        least + slopes,
        kept + common,
        spread,
        _shape(error / size, each, settings.even),
        float(np.quantile(size, RAREST)),
    )


RAREST = 0.999
"""Share of pairs whose expected error is no larger than any that is ever expected: features far out say nothing more."""


def _no_change(rows: Rows, settings: Settings) -> tuple[Floats, Floats]:
    """Slopes and year part that say the last value again, or nought."""
    least, kept = np.zeros(rows.own.shape[1]), np.zeros(rows.terms.shape[1])
    if settings.still:
        least[0], kept[1] = 1.0, STEP * settings.grain
    return least, kept


def _slopes(own: Floats, answer: Floats, work: Floats, place: NDArray[np.int64], within: bool, ridge: float) -> Floats:
    """Weighted ridge regression, within years where years have a part of their own."""
    x, y = own, answer
    if within:
        total = np.bincount(place, work)
        x = x - np.stack([np.bincount(place, work * column) / total for column in own.T], axis=1)[place]
        y = y - (np.bincount(place, work * answer) / total)[place]
    unit = np.maximum(own.std(axis=0), 1e-9)
    x = x / unit
    gram = x.T @ (x * work[:, None])
    gram[np.diag_indices_from(gram)] += ridge / 1000 * work.sum()
    return np.asarray(np.linalg.solve(gram, x.T @ (work * y)) / unit)


def _common(
    left: Floats, work: Floats, place: NDArray[np.int64], terms: Floats, weight: Floats, share: float
) -> Floats:
    """What years do together, on their terms, drawn to nought."""
    if not terms.shape[1]:
        return np.zeros(0)
    years = np.bincount(place, work * left) / np.bincount(place, work)
    prior = 1 / share**2
    gram = terms.T @ (terms * weight[:, None])
    gram[np.diag_indices_from(gram)] += prior
    return np.asarray(np.linalg.solve(gram, terms.T @ (weight * years)))


def _spread(restless: Floats, size: Floats, each: Floats) -> Floats:
    """Regression of the log size of errors."""
    middle, unit = restless.mean(axis=0), np.maximum(restless.std(axis=0), 1e-9)
    x = np.c_[np.ones(len(restless)), (restless - middle) / unit]
    gram = x.T @ (x * each[:, None])
    gram[np.diag_indices_from(gram)] += each.sum() / 1000
    found = np.linalg.solve(gram, x.T @ (each * size))
    slopes = found[1:] / unit
    return np.asarray(np.r_[found[0] - slopes @ middle, slopes])


def _shape(ratio: Floats, each: Floats, even: bool) -> Floats:
    if even:
        ratio, each = np.r_[np.abs(ratio), -np.abs(ratio)], np.r_[each, each]
    return weighted_quantiles(ratio, each)
