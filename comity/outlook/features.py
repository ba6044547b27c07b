"""What a forecast looks at: the pair's own past beside that of all pairs, how restless it was, how well it was read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SHORT, LONG = 5, 15
"""Years of the two means that a series is drawn back to."""

STEP = 10.0
"""Grains that make one step of what all pairs do together."""

NAMES = ("level", "lag", "mean of 3", "mean of 5", "mean of 15")
TERMS = ("constant", "year less 5 years", "5 years less 15")
RESTLESS = (
    *("moves", "moves beside the year", "spread", "distance from its mean", "error of the reading"),
    *("mean", "mean squared", "room to move"),
)


@dataclass(frozen=True, slots=True)
class Panel:
    """One number of many pairs by year: values and errors of their reading (sd) [n, t], the mean of all `year` [t].

    `grain` is the size below which differences are nothing, in the number's own unit.
    """

    values: Floats
    errors: Floats
    year: Floats
    grain: float


@dataclass(frozen=True, slots=True)
class Features:
    """`own` [n, 5] the past as distances from the year's means, `restless` [n, 8], `base` the mean of all of 5 years,
    `terms` [3] how the mean of all moved."""

    own: Floats
    restless: Floats
    base: float
    terms: Floats

    @property
    def whole(self) -> NDArray[np.bool_]:
        """Pairs [n] of which nothing is missing."""
        return np.asarray(np.isfinite(self.own).all(axis=1) & np.isfinite(self.restless).all(axis=1))


def features(panel: Panel, t: int) -> Features:
    """What is known at the period `t`, from it and earlier ones alone."""
    now = panel.values[:, t]
    before = panel.values[:, t - 1] if t else now
    lag = np.where(np.isfinite(before), before, now)
    means = [mean_of(panel.values, t, years) for years in (3, SHORT, LONG)]
    all_means = [float(mean_of(panel.year[None], t, years)[0]) for years in (3, SHORT, LONG)]
    last = panel.year[t - 1] if t and np.isfinite(panel.year[t - 1]) else panel.year[t]
    centres = np.array([panel.year[t], last, *all_means])
    own = np.stack([now, lag, *means], axis=1) - centres
    base = all_means[1]
    terms = np.array([1.0, (panel.year[t] - base) / (STEP * panel.grain), (base - all_means[2]) / (STEP * panel.grain)])
    return Features(own, _restless(panel, t, now, means), base, terms)


def _restless(panel: Panel, t: int, now: Floats, means: list[Floats]) -> Floats:
    past = panel.values[:, max(t - LONG + 1, 0) : t + 1]
    beside = past - panel.year[max(t - LONG + 1, 0) : t + 1]
    error = np.where(np.isfinite(panel.errors[:, t]), panel.errors[:, t], panel.grain)
    five = means[1]
    sizes = (_moves(past), _moves(beside), _spread(past), np.abs(now - means[2]), error)
    logs = [np.log(size + panel.grain) for size in sizes]
    return np.stack([*logs, five, five**2, np.log(np.maximum(np.abs(five * (1 - np.abs(five))), panel.grain))], axis=1)


def mean_of(values: Floats, t: int, years: int) -> Floats:
    """Mean [n] of the last `years` periods up to `t`, of those there are; nan where there are none."""
    part = values[:, max(t - years + 1, 0) : t + 1]
    held = np.isfinite(part)
    count = held.sum(axis=1)
    return np.where(count, np.where(held, part, 0).sum(axis=1) / np.maximum(count, 1), np.nan)


def _moves(past: Floats) -> Floats:
    """Root mean square [n] of the moves from year to year."""
    step = np.diff(past, axis=1)
    held = np.isfinite(step)
    count = held.sum(axis=1)
    return np.where(count, np.sqrt(np.where(held, step, 0).__pow__(2).sum(axis=1) / np.maximum(count, 1)), np.nan)


def _spread(past: Floats) -> Floats:
    held = np.isfinite(past)
    count = np.maximum(held.sum(axis=1), 1)
    mean = np.where(held, past, 0).sum(axis=1) / count
    return np.asarray(np.sqrt((np.where(held, past - mean[:, None], 0) ** 2).sum(axis=1) / count))


def settled(values: Floats, t: int, within: int = 20, least: int = 18) -> NDArray[np.bool_]:
    """Pairs [n] read at `t` and in at least `least` of the last `within` years."""
    past = np.isfinite(values[:, max(t - within + 1, 0) : t + 1])
    return np.asarray(past[:, -1] & (past.sum(axis=1) >= least))
