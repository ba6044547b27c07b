"""What any forecast must beat: no change, means, drift, smoothing. Each spread is that of its own past errors, one for all pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from comity.outlook.features import SHORT, mean_of, settled
from comity.outlook.shape import LEVELS

Floats = NDArray[np.float64]

WINDOW = 25
"""Years of past errors."""


Centre = Callable[[Floats, int, int], Floats]
"""The middle [n] of a forecast from values [n, t], a period and a horizon."""


def persistence(values: Floats, t: int, horizon: int) -> Floats:
    """No change: the last value [n]."""
    return values[:, t]


def mean_of_five(values: Floats, t: int, horizon: int) -> Floats:
    """The mean [n] of the last five years."""
    return mean_of(values, t, SHORT)


def drift(values: Floats, t: int, horizon: int) -> Floats:
    """The last value moved on by the mean yearly step of ten years."""
    first = values[:, max(t - 10, 0)]
    step = np.where(np.isfinite(first), (values[:, t] - first) / 10, 0.0)
    return np.asarray(values[:, t] + horizon * step)


def local_level(values: Floats, t: int) -> Centre:
    """Simple exponential smoothing with the weight that forecast best one year on, over all pairs (a local level's filter)."""
    weights = _best(values, t, (None,))
    return lambda held, s, horizon: _smooth(held, s, weights, 0)


def damped_trend(values: Floats, t: int) -> Centre:
    """Exponential smoothing with a damped trend (Gardner and McKenzie 1985), its weights chosen over all pairs."""
    weights = _best(values, t, (0.05, 0.15))
    return lambda held, s, horizon: _smooth(held, s, weights, horizon)


BASELINES: Mapping[str, Callable[[Floats, int], Centre]] = {
    "persistence": lambda values, t: persistence,
    "mean of last 5": lambda values, t: mean_of_five,
    "drift": lambda values, t: drift,
    "local level": local_level,
    "damped trend": damped_trend,
}
"""By name: what is chosen from values up to a period, as a function that forecasts from any."""

DAMPING = 0.8
WEIGHTS = (0.2, 0.35, 0.5, 0.7, 0.9)
REACH = 20
"""Years over which smoothing runs."""


def _smooth(values: Floats, t: int, weights: tuple[float, float | None], horizon: int) -> Floats:
    """Level [n] smoothed over the last years, moved on by its damped trend."""
    weight, pull = weights
    first = max(t - REACH, 0)
    level, trend = values[:, first].copy(), np.zeros(len(values))
    for s in range(first + 1, t + 1):
        seen = values[:, s]
        ahead = level + DAMPING * trend
        moved = np.where(np.isfinite(seen), ahead + weight * (seen - ahead), ahead)
        moved = np.where(np.isfinite(level), moved, seen)
        if pull is not None:
            trend = np.where(np.isfinite(level), DAMPING * trend + pull * (moved - ahead), 0.0)
        level = moved
    return np.asarray(level + sum(DAMPING**k for k in range(1, horizon + 1)) * trend)


def _best(values: Floats, t: int, pulls: tuple[float | None, ...]) -> tuple[float, float | None]:
    """The weights with the smallest squared errors one year on, over the last years, on at most some thousand pairs."""
    some = values[:: max(1, len(values) // 2000)]
    found = []
    for weight in WEIGHTS:
        for pull in pulls:
            misses = [
                np.nanmean((some[:, s + 1] - _smooth(some, s, (weight, pull), 1 if pull else 0)) ** 2)
                for s in range(max(t - 6, 1), t)
                if np.isfinite(some[:, s]).any() and np.isfinite(some[:, s + 1]).any()
            ]
            found.append((float(np.mean(misses)) if misses else np.inf, weight, pull))
    _, weight, pull = min(found, key=lambda one: one[0])
    return weight, pull


def errors(centre: Centre, values: Floats, t: int, horizon: int) -> float:
    """Root mean square of a baseline's errors over the last years, for pairs with a settled past."""
    some = values[:: max(1, len(values) // 4000)]
    squares = []
    for s in range(max(t - WINDOW, 1), t - horizon + 1):
        keep = settled(some, s, least=min(18, s)) & np.isfinite(some[:, s + horizon])
        if keep.any():
            part = some[keep]
            squares.append(np.mean((part[:, s + horizon] - centre(part, s, horizon)) ** 2))
    return float(np.sqrt(np.mean(squares))) if squares else float("nan")


def forecasts(values: Floats, t: int, horizons: Sequence[int]) -> Iterator[tuple[str, int, Floats]]:
    """Name, horizon and quantiles [n, q] of every baseline from a period."""
    for name, choose in BASELINES.items():
        centre = choose(values, t)
        for horizon in horizons:
            yield name, horizon, quantiles(centre(values, t, horizon), errors(centre, values, t, horizon))


def quantiles(centre: Floats, sd: float) -> Floats:
    """Quantiles [n, q] of a normal distribution at `shape.LEVELS`."""
    normal = np.array([NormalDist().inv_cdf(float(p)) for p in LEVELS])
    return np.asarray(centre[:, None] + sd * normal)
