"""Where a fit starts: a crude score of each state in each session, slopes by sign, cut-points from the margins."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError
from comity.measure.ideal.layout import Layout
from comity.measure.ideal.sample import Sample

Floats = NDArray[np.float64]
POLES = ("USA", "RUS")
"""The unit on the high side and the unit on the low side; they fix the sign of the axis."""


@dataclass(frozen=True, slots=True)
class Point:
    """Positions [c], slopes [i] and cut-points [i, 2]."""

    theta: Floats
    slope: Floats
    cut: Floats


def starting_point(sample: Sample, votes: Layout, poles: tuple[str, str] = POLES, margins: bool = True) -> Point:
    """A starting point whose sign the two poles fix.

    Cut-points start where the item's margins put them, or (`margins` false) at -0.5 and 0.5 for all items: a sampler that
    starts there finds the middle of sessions that no repeated resolution ties to the others.
    The sign of an item is that of the first pole's mean choice minus the second's; a cell's score is its mean signed vote,
    standardised within the session. Errors: ComityError where a pole is no unit of the sample.
    """
    from scipy.special import ndtri

    if missing := [pole for pole in poles if pole not in sample.units]:
        raise ComityError(f"no votes of {missing[0]}", next_step="name two poles that vote in the sample")
    item, direction = votes.item_of_votes(), votes.direction_of_votes()
    high, low = (votes.unit[votes.cell] == sample.units.index(pole) for pole in poles)
    n = len(votes.bounds)
    sign = np.sign(_mean(item[high], direction[high], n) - _mean(item[low], direction[low], n))
    signed = direction * sign[item]
    theta = _mean(votes.cell, signed, votes.shape[0])
    for session in range(len(sample.sessions)):
        here = votes.session == session
        theta[here] = (theta[here] - theta[here].mean()) / max(float(theta[here].std()), 1e-9)
    counts = np.diff(votes.bounds, axis=1) + 0.5
    below = np.cumsum(counts, axis=1)[:, :2] / counts.sum(axis=1, keepdims=True)
    cut = ndtri(below) if margins else np.tile([-0.5, 0.5], (n, 1))
    return Point(theta / max(float(theta.std()), 1e-9), sign, cut)


def _mean(where: NDArray[np.integer], values: NDArray[np.generic], n: int) -> Floats:
    """Mean of the values by place, 0 where there is none."""
    return np.bincount(where, values, n) / np.maximum(np.bincount(where, minlength=n), 1)
