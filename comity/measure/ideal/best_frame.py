"""One frame for every fit: which way its axes point.

Positions have mean 0 and covariance 1 over all unit-sessions, which leaves rotations open. The first axis is the one
nearest to the positions of a fit in one dimension, so that it reads as the familiar single axis does; the others, at
right angles, are ordered by how much of the rest of the votes they divide. The United States is positive on all.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from comity.measure.ideal.best_state import Fit, standardised, turned
from comity.measure.ideal.sample import Sample

Floats = NDArray[np.float64]

ANCHOR = "USA"
"""The unit whose mean position is positive on every axis, as in the published estimates."""


def framed(state: Fit, sample: Sample, line: Floats) -> Fit:
    """The fit in the common frame, `line` [c] being the positions of a fit in one dimension."""
    state = standardised(state)
    first = np.linalg.lstsq(state.theta, line - line.mean(), rcond=None)[0]
    first = first / np.linalg.norm(first)
    votes = np.bincount(sample.item, minlength=len(sample.items)).astype(float)
    slopes = state.items[:, : state.dims]
    slopes = slopes - np.outer(slopes @ first, first)
    divided = (slopes * votes[:, None]).T @ slopes / votes.sum()
    strength, axes = np.linalg.eigh(divided - np.outer(first, first))
    leading = np.vstack([first, axes[:, np.argsort(-strength)[: state.dims - 1]].T])
    return turned(state, signs(state.theta @ leading.T, sample)[:, None] * leading)


def signs(theta: Floats, sample: Sample) -> Floats:
    """1 or -1 for each axis."""
    if ANCHOR in sample.units:
        anchor = theta[sample.cell_unit == sample.units.index(ANCHOR)].mean(axis=0)
    else:
        anchor = theta[np.abs(theta).argmax(axis=0), np.arange(theta.shape[1])]
    found: Floats = np.where(anchor < 0, -1.0, 1.0)
    return found


def shares(state: Fit, sample: Sample) -> Floats:
    """Share [d] of the variance that positions give the votes which lies along each axis; sums to 1."""
    votes = np.bincount(sample.item, minlength=len(sample.items)).astype(float)
    along = (state.items[:, : state.dims] ** 2 * votes[:, None]).sum(axis=0)
    found: Floats = along / along.sum()
    return found


def aligned(state: Fit, cells: NDArray[np.int64], to: Floats) -> Fit:
    """The fit rotated or mirrored so that positions of `cells` come as near as they can to `to` (Procrustes)."""
    left, _, right = np.linalg.svd(to.T @ state.theta[cells])
    return turned(state, left @ right)
