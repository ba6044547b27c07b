"""Kappa of every pair in every period of a grid, from single roll calls, with its sampling variance."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from comity.measure.grid import Array, Grid
from comity.measure.votes.choices import UNANIMOUS, vote_class
from comity.measure.votes.panel import RollCalls

LEAST = 5
"""Votes on which both took part, below which a period has no kappa."""


def kappas(calls: RollCalls, grid: Grid) -> tuple[Array, Array, Array]:
    """Kappa [u, u, t], its sampling variance and the votes it rests on; nan under five votes or where it is undefined.

    Unanimous votes are left out. Variance: delta method of Fleiss, Cohen and Everitt (1969), one vote spread evenly
    over the table, as `measure.intervals` has it for one dyad.
    """
    votes = _by_unit(calls, grid)[vote_class(calls.votes) != UNANIMOUS]
    unit = np.datetime_data(grid.periods.dtype)[0]
    at = (calls.days.astype(f"datetime64[{unit}]") - grid.periods[0]).astype(np.int64)
    at = at[vote_class(calls.votes) != UNANIMOUS]
    u, t = grid.shape
    out = np.full((3, u, u, t), np.nan, dtype=np.float32)
    for period in np.unique(at[(at >= 0) & (at < t)]):
        out[:, :, :, period] = _period(votes[at == period])
    return out[0], out[1], out[2]


def _by_unit(calls: RollCalls, grid: Grid) -> NDArray[np.int8]:
    """Votes [i, u]: of a line of states whichever voted (they never vote side by side)."""
    out = np.zeros((len(calls), len(grid.units)), dtype=np.int8)
    for s, state in enumerate(calls.states):
        if state in grid.places:
            column = out[:, grid.places[state]]
            np.maximum(column, calls.votes[:, s], out=column)
    return out


def _period(votes: NDArray[np.int8]) -> NDArray[np.float32]:
    """[3, u, u]: kappa, variance, n of one period."""
    u = votes.shape[1]
    hot = np.concatenate([votes == 1, votes == 2, votes == 3], axis=1).astype(np.float32)
    joint = (hot.T @ hot).reshape(3, u, 3, u).transpose(1, 3, 0, 2).astype(np.float64)
    n = joint.sum(axis=(2, 3))
    with np.errstate(invalid="ignore", divide="ignore"):
        value, variance = _kappa(joint, n)
    few = (n < LEAST) | ~np.isfinite(value)
    few |= np.eye(u, dtype=bool)
    return np.stack([np.where(few, np.nan, part) for part in (value, variance, n)]).astype(np.float32)


def _kappa(joint: NDArray[np.float64], n: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    plain = joint / n[..., None, None]
    p, q = plain.sum(axis=-1), plain.sum(axis=-2)
    chance = (p * q).sum(axis=-1)
    value = (np.trace(plain, axis1=-2, axis2=-1) - chance) / (1 - chance)
    padded = (joint + 1 / 9) / (n[..., None, None] + 1)
    p, q = padded.sum(axis=-1), padded.sum(axis=-2)
    agreed, chance = np.trace(padded, axis1=-2, axis2=-1), (p * q).sum(axis=-1)
    expected, observed = (1 - chance)[..., None, None], (1 - agreed)[..., None, None]
    unlike = 1 - np.eye(3)
    slope = (q @ unlike)[..., :, None] + (p @ unlike)[..., None, :]
    gradient = -unlike / expected + observed / expected**2 * slope
    variance = ((padded * gradient**2).sum(axis=(-2, -1)) - (padded * gradient).sum(axis=(-2, -1)) ** 2) / n
    return value, variance
