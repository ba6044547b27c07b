"""Intervals: how far a yardstick could be off if the votes of a year were drawn from the votes there might have been.

Shares and S are means of a score per vote and get Wilson's interval, with the effective number of votes that the
variance of the score gives, half a vote added to each score. Kappa and pi get the delta method on the multinomial of
the nine cells, centre and variance from the table with one vote spread evenly over it. Both since a year in which every
vote went the same way is no proof that the next one would.

Simulated coverage of the nominal 90 per cent, true tables from real dyads: 87 to 94 per cent from 30 votes on (S squared
to 95) where both states give at least two answers with some frequency. Wider than stated where nearly all votes are
alike, up to 100; kappa and pi too narrow (70 to 87) where agreement is above about .95 and hangs on one or two votes,
and below 30 votes. Votes of one year repeat matters and are not independent, so every interval is a floor.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from comity.measure.votes.yardsticks import ABSOLUTE, DECIDED, EVERY, NOMINAL, SQUARED, Counts, Values, whole, yardstick
from comity.schema import LEVEL

_WILSON = "Wilson score interval, effective n from the variance of the score per vote"
_DELTA = "delta method on the joint choices, one vote spread evenly over the table"
METHODS = {
    "graded": _WILSON,
    "identical": _WILSON,
    "yes_no": _WILSON,
    "kappa": _DELTA,
    "pi": _DELTA,
    "s_absolute": _WILSON,
    "s_squared": _WILSON,
}
"""How each yardstick's interval is made (Wilson 1927; Fleiss, Cohen and Everitt 1969 for the delta method)."""

_SCORES: dict[str, tuple[NDArray[np.float64], NDArray[np.int64], bool]] = {
    "graded": (1 - ABSOLUTE / 2, EVERY, False),
    "identical": (1.0 - NOMINAL, EVERY, False),
    "yes_no": (1.0 - NOMINAL, DECIDED, False),
    "s_absolute": (1 - ABSOLUTE / 2, EVERY, True),
    "s_squared": (1 - SQUARED / 4, EVERY, True),
}
"""Score of a vote in 0..1, cells it is counted in, and whether the yardstick runs from -1 to 1 instead."""


def interval(name: str, counts: Counts, level: float = LEVEL) -> tuple[Values, Values]:
    """Low and high [...] of a yardstick on counts[..., 3, 3]; nan where the yardstick is. Contains the value itself.

    >>> low, high = interval("graded", np.array([[50, 3, 0], [4, 9, 2], [0, 1, 11]]))
    >>> round(float(low), 3), round(float(high), 3)
    (0.898, 0.962)
    """
    measure = yardstick(name)
    if not 0 < level < 1:
        raise ValueError(f"level must lie between 0 and 1, not {level}")
    table, value = whole(counts), measure(counts)
    z = NormalDist().inv_cdf((1 + level) / 2)
    with np.errstate(invalid="ignore", divide="ignore"):
        low, high = _wilson(name, table, z) if name in _SCORES else _delta(name, table, z)
    least = 0.0 if measure.unit == "share" else -1.0
    low, high = np.maximum(np.minimum(low, value), least), np.minimum(np.maximum(high, value), 1.0)
    undefined = np.isnan(value)
    return np.where(undefined, np.nan, low), np.where(undefined, np.nan, high)


def _wilson(name: str, table: Values, z: float) -> tuple[Values, Values]:
    score, among, centred = _SCORES[name]
    levels = np.unique(score[among > 0])
    tally = np.stack([(table * ((score == level) & (among > 0))).sum(axis=(-2, -1)) for level in levels], axis=-1)
    n = tally.sum(axis=-1)
    mean, padded = _mean(tally, levels), tally + 1 / 2
    centre = _mean(padded, levels)
    variance = _mean(padded, levels**2) - centre**2
    n_effective = n * centre * (1 - centre) / variance
    middle = (mean + z * z / (2 * n_effective)) / (1 + z * z / n_effective)
    half = np.sqrt(mean * (1 - mean) / n_effective + (z / (2 * n_effective)) ** 2) * z / (1 + z * z / n_effective)
    if centred:
        return 2 * (middle - half) - 1, 2 * (middle + half) - 1
    return middle - half, middle + half


def _mean(tally: Values, levels: Values) -> Values:
    return np.asarray((tally @ levels) / tally.sum(axis=-1))


def _delta(name: str, table: Values, z: float) -> tuple[Values, Values]:
    """1 - D_o / D_e has the gradient -D / D_e + (D_o / D_e²) dD_e over the cells."""
    padded = table + 1 / 9
    share = padded / padded.sum(axis=(-2, -1), keepdims=True)
    p, q = share.sum(axis=-1), share.sum(axis=-2)
    if name == "pi":
        p = q = (p + q) / 2
    slope = (q @ NOMINAL)[..., :, None] + (p @ NOMINAL)[..., None, :]
    expected = ((p @ NOMINAL) * q).sum(axis=-1)[..., None, None]
    observed = (share * NOMINAL).sum(axis=(-2, -1))[..., None, None]
    gradient = -NOMINAL / expected + observed / expected**2 * slope
    variance = (share * gradient**2).sum(axis=(-2, -1)) - (share * gradient).sum(axis=(-2, -1)) ** 2
    centre = (1 - observed / expected)[..., 0, 0]
    half = z * np.sqrt(variance / table.sum(axis=(-2, -1)))
    return centre - half, centre + half
