"""The fast fit of the compatible profile: Gaussian approximations to every position and to every item's three numbers.

The likelihood is the ordered probit with the latent answer integrated out, its slopes and curvatures averaged over Gauss-Hermite
nodes; the authors' clip of the answers enters as the expected value of the clipped answer. Positions and items are rescaled
together. It is an approximation: positions of states that vote as a bloc lie too far out; the sampler is the arbiter.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError
from comity.measure.ideal.layout import Layout
from comity.measure.ideal.start import Point

Floats = NDArray[np.float64]

REACH = 9.0
BOUND = 5.0
NODES = {
    1: ((0.0,), (1.0,)),
    2: ((-1.0, 1.0), (0.5, 0.5)),
    3: ((-(3**0.5), 0.0, 3**0.5), (1 / 6, 2 / 3, 1 / 6)),
}
"""Nodes and weights of the Gauss-Hermite rule for a standard normal."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Means and variances [c] of positions, slopes [i], cuts [i, 2] with covariances [i, 6] (bb, b1, b2, 11, 12, 22).

    `sweeps` used and `change`, the root mean square step of the last one.
    """

    theta: Floats
    var: Floats
    slope: Floats
    cut: Floats
    cov: Floats
    sweeps: int
    change: float

    @property
    def point(self) -> Point:
        """The means, with cuts a hair apart, as a start for the sampler."""
        cut = np.clip(self.cut, -6.9, 6.9)
        narrow = cut[:, 1] - cut[:, 0] < 0.02
        cut[narrow] = cut[narrow].mean(axis=1, keepdims=True) + np.array([-0.01, 0.01])
        return Point(self.theta.copy(), self.slope.copy(), cut)


def fit(
    votes: Layout, start: Point, *, rough: int = 12, fine: int = 12, nodes: int = 3, tolerance: float = 1e-4,
    threads: int | None = None,
) -> Fit:  # fmt: skip
    """Up to `rough` sweeps with one node, then up to `fine` sweeps with `nodes`; stops when positions move by less than `tolerance`.

    Errors: ComityError for a number of nodes other than 1, 2 or 3.
    """
    from comity.measure.ideal.sampler import _threads

    if nodes not in NODES:
        raise ComityError(f"no rule of {nodes} nodes", next_step="choose 1, 2 or 3")
    _threads(threads)
    state = _State(votes, start)
    sweeps, change = 0, np.inf
    for count, rule in ((rough, 1), (fine, nodes)):
        for _ in range(count):
            change = state.sweep(rule)
            sweeps += 1
            if change < tolerance:
                break
    return Fit(state.theta, state.var, state.slope, state.cut, state.cov, sweeps, float(change))


class _State:
    """The numbers that the sweeps improve."""

    def __init__(self, votes: Layout, start: Point) -> None:
        cells, items = votes.shape
        counts = np.diff(votes.bounds, axis=1)
        self.votes = votes
        self.theta, self.var = start.theta.copy(), np.full(cells, 0.05)
        self.slope, self.cut = start.slope * 0.8, start.cut * 1.2
        tied = counts[:, 1] == 0
        self.cut[tied] = self.cut[tied].mean(axis=1, keepdims=True)
        self.cut[counts[:, 0] == 0, 0] = -7.0
        self.cut[counts[:, 2] == 0, 1] = 7.0
        self.cov = np.zeros((items, 6))
        self.cov[:, [0, 3, 5]] = 0.02
        self.score = np.zeros((len(votes.blocks) - 1, cells))
        self.weight = np.zeros_like(self.score)

    def sweep(self, nodes: int) -> float:
        from comity.measure.ideal import newton
        from comity.measure.ideal.tables import MILLS, PHI

        votes, old = self.votes, self.theta.copy()
        rule = [np.array(part) for part in NODES[nodes]]
        newton.items(
            self.theta, self.var, self.slope, self.cut, self.cov, votes.cell, votes.bounds, votes.blocks,
            self.score, self.weight, rule[0], rule[1], REACH, True, PHI, MILLS,
        )  # fmt: skip
        middle, scale = newton.positions(
            self.theta, self.var, votes.order, votes.before, votes.variance, self.score, self.weight, BOUND
        )
        self._rescale(middle, scale)
        return float(np.sqrt(np.mean((self.theta - old) ** 2)))

    def _rescale(self, middle: float, scale: float) -> None:
        """Moves positions to mean 0, sd 1, and the items with them."""
        inside = np.abs(self.cut) < 7.0
        self.cut[inside] -= (self.slope[:, None] * middle * np.ones((1, 2)))[inside]
        self.theta -= middle
        self.theta /= scale
        self.var /= scale**2
        self.slope *= scale
        self.cov[:, 0] *= scale**2
        self.cov[:, 1:3] *= scale
