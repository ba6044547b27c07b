"""The compatible profile's sampler: the chain of Bailey, Strezhnev and Voeten (2017) as their code runs it.

Each vote is a latent answer z = slope x position + e, e ~ N(0, 1), cut into yes, abstain and no; slope ~ N(0, 1); cut-points
flat on [-7, 7]; a position walks from that of the session before. Kept as they are, for the sake of the published series: the
walk looks back only and starts from the last conditional mean; answers are clipped at 9; positions at 5; positions are
standardised over all cells in every sweep, slopes and cut-points are not; the cut-points' walk is cut off at its bounds (upper
cut first, the lower below it) and its acceptance leaves out the cut-off normals' constants.

The last one is inferred, not read: the order and the missing constants were chosen among ten ways to propose because they alone
bring sessions 1 and 2 to the published values, so agreement there is no independent evidence. They push down the cut-points of
items on which no one abstained; roll call 7 (session 1: 25 yes, 18 no) becomes steep by it and holds the first sessions in place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError
from comity.measure.ideal.layout import Layout
from comity.measure.ideal.start import Point

Floats = NDArray[np.float64]

STRIDE = 0.2 / 3
"""Sd of the cut-points' walk, the authors'. Its length matters: see above."""
REACH = 9.0
BOUND = 5.0
FIXED = 60
"""First sweeps in which slopes keep their starting sign, so that no session turns over before cut-points have settled."""


@dataclass(frozen=True, slots=True)
class Draws:
    """What a chain leaves: means and sds over every kept sweep, thinned draws, and how often cut-points moved.

    `theta` float32 [d, c]; `mean`, `sd` [c]; `slope` [i] and `cut` [i, 2] posterior means; `last` the chain's last point.
    """

    theta: NDArray[np.float32]
    mean: Floats
    sd: Floats
    slope: Floats
    cut: Floats
    acceptance: float
    last: Point

    def quantiles(self, *levels: float) -> Floats:
        """Quantiles [q, c] of the thinned draws."""
        return np.quantile(self.theta, levels, axis=0).astype(float)


def sample_posterior(
    votes: Layout, start: Point, *, iterations: int = 5000, burn: int = 1000, thin: int = 10, seed: int = 1,
    settled: bool = False, threads: int | None = None,
) -> Draws:  # fmt: skip
    """Runs one chain of `burn` + `iterations` sweeps; every `thin`-th kept sweep is stored.

    `settled` says that the start is a fitted one, whose slopes may move at once. The same seed gives the same draws
    whatever the number of threads. Errors: ComityError for counts that make no chain.
    """
    from comity.measure.ideal import sweeps
    from comity.measure.ideal.tables import INVERSE, PHI

    if iterations < 1 or burn < 0 or not 1 <= thin <= iterations:
        raise ComityError("no chain of that length", where=f"iterations {iterations}, burn {burn}, thin {thin}")
    chain = _Chain(votes, start, seed)
    _threads(threads)
    for k in range(burn + iterations):
        keep = not settled and k < FIXED
        sweeps.items(
            chain.theta, chain.slope, chain.cut, chain.accepted, votes.cell, votes.bounds, votes.blocks, chain.states,
            chain.score, chain.weight, STRIDE, REACH, keep, PHI, INVERSE,
        )  # fmt: skip
        chain.states[-1] = sweeps.positions(
            chain.theta, chain.centre, votes.order, votes.before, votes.variance, chain.score, chain.weight,
            chain.states[-1], BOUND, INVERSE,
        )  # fmt: skip
        if k >= burn:
            chain.keep((k - burn) % thin == thin - 1)
    return chain.draws(burn + iterations)


def _threads(threads: int | None) -> None:
    import numba

    most: int = numba.config.NUMBA_NUM_THREADS  # type: ignore[attr-defined]
    numba.set_num_threads(min(threads or most, most))


class _Chain:
    """The moving parts of one chain and the sums over its kept sweeps."""

    def __init__(self, votes: Layout, start: Point, seed: int) -> None:
        cells, items = votes.shape
        n_blocks = len(votes.blocks) - 1
        generator = np.random.Generator(np.random.PCG64(seed))
        self.states = generator.integers(0, 2**64, size=n_blocks + 1, dtype=np.uint64)
        self.theta, self.slope, self.cut = start.theta.copy(), start.slope.copy(), start.cut.copy()
        self.centre = start.theta.copy()
        self.score, self.weight = np.zeros((n_blocks, cells)), np.zeros((n_blocks, cells))
        self.accepted = np.zeros(items, dtype=np.int64)
        self.stored: list[NDArray[np.float32]] = []
        self.kept = 0
        self.sums = Point(np.zeros(cells), np.zeros(items), np.zeros((items, 2)))
        self.squares = np.zeros(cells)

    def keep(self, store: bool) -> None:
        self.kept += 1
        self.sums.theta[:] += self.theta
        self.sums.slope[:] += self.slope
        self.sums.cut[:] += self.cut
        self.squares += self.theta**2
        if store:
            self.stored.append(self.theta.astype(np.float32))

    def draws(self, swept: int) -> Draws:
        mean = self.sums.theta / self.kept
        sd = np.sqrt(np.maximum(self.squares / self.kept - mean**2, 0.0))
        moved = float(self.accepted.mean() / swept)
        last = Point(self.theta, self.slope, self.cut)
        return Draws(
            np.array(self.stored), mean, sd, self.sums.slope / self.kept, self.sums.cut / self.kept, moved, last
        )


def joined(chains: tuple[Draws, ...]) -> Draws:
    """Several chains of equal length as one: draws under each other, moments of all."""
    mean = np.mean([chain.mean for chain in chains], axis=0)
    square = np.mean([chain.sd**2 + chain.mean**2 for chain in chains], axis=0)
    return replace(
        chains[0],
        theta=np.concatenate([chain.theta for chain in chains]),
        mean=mean,
        sd=np.sqrt(np.maximum(square - mean**2, 0.0)),
        slope=np.mean([chain.slope for chain in chains], axis=0),
        cut=np.mean([chain.cut for chain in chains], axis=0),
        acceptance=float(np.mean([chain.acceptance for chain in chains])),
    )
