"""The model: one latent level for each dyad that drifts from period to period, read by several noisy indicators.

    x[d, t] = x[d, t-1] + w,                      Var w = drift[g]        g the group of dyad d
    x[d, begin] ~ N(start_mean[g], start_var[g])
    y[k, d, t] = intercepts[k, t] + loadings[k] x[d, t] + e,   Var e = noise[k] + v[k, d, t]

v is the sampling variance of a reading, known beforehand (0 where there is none); nan in y is a missing reading.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from comity.errors import ComityError
from comity.measure.space.compiled import Flags, Floats, Ints


@dataclass(frozen=True, slots=True)
class Model:
    """Parameters: loadings [k], intercepts [k] or [k, t], noise [k] > 0, drift [g] >= 0, start_mean [g], start_var [g] > 0.

    Single numbers are taken as arrays of one. Noise, drift and start_var are variances.

    >>> Model([1.0, 0.5], [0.0, 2.0], [0.1, 0.2], 0.01, 0.0, 1.0).indicators
    2
    """

    loadings: Floats
    intercepts: Floats
    noise: Floats
    drift: Floats
    start_mean: Floats
    start_var: Floats

    def __post_init__(self) -> None:
        for name in self.__slots__:
            value = np.ascontiguousarray(np.atleast_1d(getattr(self, name)), dtype=np.float64)
            if not np.isfinite(value).all():
                raise ComityError("a parameter is not finite", where=name)
            object.__setattr__(self, name, value)
        if not len(self.loadings) == len(self.noise) == len(self.intercepts):
            raise ComityError("loadings, intercepts and noise must have one entry an indicator", where="Model")
        if not len(self.drift) == len(self.start_mean) == len(self.start_var):
            raise ComityError("drift, start_mean and start_var must have one entry a group", where="Model")
        if (self.noise <= 0).any() or (self.start_var <= 0).any() or (self.drift < 0).any():
            raise ComityError("a variance must be positive (drift: not negative)", where="Model")

    @property
    def indicators(self) -> int:
        """Number of indicators."""
        return len(self.loadings)

    @property
    def groups(self) -> int:
        """Number of groups of dyads."""
        return len(self.drift)

    def centres(self, periods: int) -> Floats:
        """Intercepts as [k, t]."""
        wide = self.intercepts if self.intercepts.ndim == 2 else np.repeat(self.intercepts[:, None], periods, axis=1)
        if wide.shape != (self.indicators, periods):
            raise ComityError(f"intercepts are {self.intercepts.shape}, readings have {periods} periods", where="Model")
        return np.ascontiguousarray(wide)


@dataclass(frozen=True, slots=True)
class Panel:
    """Readings checked: y [k, d, t], v the same or empty, known [k] (any sampling variance), groups [d], begin [d]."""

    y: Floats
    v: Floats
    known: Ints
    groups: Ints
    begin: Ints

    @property
    def shape(self) -> tuple[int, int, int]:
        """Indicators, dyads, periods."""
        k, d, t = self.y.shape
        return k, d, t


def panel(y: Floats, v: Floats | None = None, groups: Ints | None = None, begin: Ints | None = None) -> Panel:
    """Readings y [k, d, t] with their sampling variances, ready for the loops; nothing is copied where it need not be.

    groups [d] numbers the dyads' groups (default: all 0); begin [d] the period each dyad starts in (default: 0), before
    which there is no level; the number of periods or more: never. A reading whose sampling variance is nan is missing.
    Raises ComityError where shapes disagree or a sampling variance is negative.

    >>> panel(np.zeros((2, 3, 4))).shape
    (2, 3, 4)
    """
    y = np.ascontiguousarray(y, dtype=np.float64)
    if y.ndim != 3:
        raise ComityError(f"readings must be [indicator, dyad, period], not of {y.ndim} dimensions", where="y")
    k, d, _ = y.shape
    v = np.zeros((k, 0, 0)) if v is None else np.ascontiguousarray(v, dtype=np.float64)
    if v.size and v.shape != y.shape:
        raise ComityError(f"sampling variances are {v.shape}, readings {y.shape}", where="v")
    known = np.array([int(v.size > 0 and bool(v[i].any())) for i in range(k)], dtype=np.int64)
    if any(known[i] and np.nanmin(v[i], initial=0.0) < 0 for i in range(k)):
        raise ComityError("a sampling variance is negative", where="v")
    return Panel(y, v, known, _whole(groups, d, "groups"), _whole(begin, d, "begin"))


def first_seen(y: Floats) -> Ints:
    """First period [d] with any reading of y [k, d, t]; the number of periods where there is none.

    >>> first_seen(np.array([[[np.nan, 1.0], [np.nan, np.nan]]]))
    array([1, 2])
    """
    seen: Flags = np.logical_or.reduce(~np.isnan(y), axis=0)
    first: Ints = np.where(seen.any(axis=1), seen.argmax(axis=1), y.shape[2]).astype(np.int64)
    return first


def _whole(values: Ints | None, d: int, name: str) -> Ints:
    if values is None:
        return np.zeros(d, dtype=np.int64)
    held: Ints = np.ascontiguousarray(values, dtype=np.int64)
    if held.shape != (d,) or held.min(initial=0) < 0:
        raise ComityError(f"needs one whole number from 0 for each of {d} dyads", where=name)
    return held
