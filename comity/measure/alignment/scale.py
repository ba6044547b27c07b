"""The common unit: every reading on one scale, and silence told apart from news."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from comity.measure.alignment.indicators import indicator
from comity.measure.alignment.readings import Readings


@dataclass(frozen=True, slots=True)
class Scale:
    """Neutral point and size of a unit of each indicator, in the order of `names`: reading = (raw - neutral) / unit."""

    names: tuple[str, ...]
    neutral: NDArray[np.float64]
    unit: NDArray[np.float64]

    def of(self, name: str) -> tuple[float, float]:
        """Neutral and unit of one indicator."""
        at = self.names.index(name)
        return float(self.neutral[at]), float(self.unit[at])


def scale_of(readings: Readings) -> Scale:
    """The scale that these readings set: 0 and 1 where natural, mean and two standard deviations where pooled."""
    neutral, unit = np.zeros(len(readings.names)), np.ones(len(readings.names))
    for k, name in enumerate(readings.names):
        raw = readings.values[k]
        if indicator(name).scale == "pooled" and np.isfinite(raw).any():
            neutral[k], unit[k] = np.nanmean(raw), 2 * np.nanstd(raw)
    return Scale(readings.names, neutral, unit)


def scaled(readings: Readings, scale: Scale) -> Readings:
    """The same readings in the common unit, sparse lists silent where they have never spoken of the pair so far."""
    values, variances = readings.values.copy(), readings.variances.copy()
    for k, name in enumerate(readings.names):
        neutral, unit = scale.of(name)
        values[k] = (values[k] - neutral) / unit
        variances[k] /= unit**2
        if indicator(name).sparse:
            values[k] = np.where(spoken(values[k]), values[k], np.nan)
    if readings.level != "conflict":
        values -= habits(values)[..., None]
    return replace(readings, values=values, variances=variances)


FEW = 3
"""Years of which half a pair's own gap is believed."""


def habits(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Gap [k, d] that a pair keeps between an indicator and the average of all, in the years in which most speak.

    Taken away, so that a level does not jump where an indicator ends or begins: China and Russia trade more than treaties
    say, and no less since the trade figures end in 2014. In the years in which most speak the average stays as it was.
    Not for hostile acts, whose lists are to be taken as they are.

    >>> habits(np.array([[[1.0] * 9, [1.0] * 9], [[0.0] * 9, [1.0] * 9]])).tolist()
    [[0.375, 0.0], [-0.375, 0.0]]
    """
    present = np.isfinite(values)
    n = present.sum(axis=0)
    full = (n == n.max(axis=1, keepdims=True)) & (n > 1)
    level = np.where(present, values, 0).sum(axis=0) / np.maximum(n, 1)
    gap = np.where(present & full, values - level, 0).sum(axis=2)
    years = (present & full).sum(axis=2)
    return np.asarray(gap / (years + FEW))


def spoken(values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """[d, t]: whether a sparse list has spoken of the pair in that period or one before.

    >>> spoken(np.array([[0.0, -1.0, 0.0, np.nan]])).tolist()
    [[False, True, True, True]]
    """
    told: NDArray[np.bool_] = np.logical_or.accumulate(np.nan_to_num(values) != 0, axis=-1)
    return told
