"""The state of a fit, and the maps that change its scale but no predicted vote."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Fit:
    """State of a fit. Cells [c] are the unit-sessions between a unit's first and last votes that hold votes.

    `theta` [c, d], `spread` [c, d, d] covariance, `lagged` [c, d, d] covariance of the cell before with this one,
    `items` [i, d + 2] (beta, middle of the cut-points, log distance), `doubts` [i, d + 2, d + 2] their covariances,
    `mean` and `cover` mean and covariance of all items, `drift` [d, d] variance of a move in one session at pace 1,
    `pace` [u] each unit's own factor on it.
    """

    theta: Floats
    spread: Floats
    lagged: Floats
    items: Floats
    doubts: Floats
    mean: Floats
    cover: Floats
    drift: Floats
    pace: Floats
    sweeps: int = 0

    @property
    def dims(self) -> int:
        """Number of dimensions."""
        return int(self.theta.shape[1])


def standardised(state: Fit) -> Fit:
    """The same fit on the scale where positions over all cells have mean 0 and covariance 1, their own doubt included."""
    centre = state.theta.mean(axis=0)
    off = state.theta - centre
    strength, axes = np.linalg.eigh(off.T @ off / len(off) + state.spread.mean(axis=0))
    return turned(state, (axes * strength**-0.5) @ axes.T, centre)


def turned(state: Fit, matrix: Floats, centre: Floats | None = None) -> Fit:
    """The same fit with positions matrix (theta - centre): every predicted vote stays what it was."""
    d = state.dims
    middle = np.zeros(d) if centre is None else centre
    back = np.eye(d + 2)
    back[:d, :d] = np.linalg.inv(matrix).T
    back[d, :d] = -middle
    return replace(
        state,
        theta=(state.theta - middle) @ matrix.T,
        spread=matrix @ state.spread @ matrix.T,
        lagged=matrix @ state.lagged @ matrix.T,
        items=state.items @ back.T,
        doubts=back @ state.doubts @ back.T,
        mean=back @ state.mean,
        cover=back @ state.cover @ back.T,
        drift=matrix @ state.drift @ matrix.T,
    )
