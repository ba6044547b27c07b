"""Networks of alignment: every pair's overall index of a year, and draws of it, from estimates that ship. Numpy alone.

A draw takes each level of each pair from its posterior and the levels' weights at random about the published ones (a
Dirichlet distribution, by which each moves by about a third): what hangs on the choice of weights shows as unsure.
What many pairs share by one agenda of votes moves together in life and not in the draws, so they are sure of too much rather than
of too little.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError
from comity.measure.alignment.paths import smoothed
from comity.measure.alignment.storing import ShippedAlignment, levels_of, pairs_of
from comity.measure.camps.network import Network
from comity.measure.grid import Grid

Values = NDArray[np.float64]

BASIS = "overall alignment of every two states"
ABOUT = 30.0
"""Concentration of the Dirichlet distribution of the weights."""


@dataclass(frozen=True, slots=True)
class Alignments:
    """All pairs of a grid: `one` and `two` are places [p] of their states; `levels` hold mean and variance [p, t]."""

    grid: Grid
    one: NDArray[np.int64]
    two: NDArray[np.int64]
    levels: dict[str, tuple[Values, Values]]
    weights: Values

    def network(self, year: int, among: Collection[str] | None = None, draws: int = 0, seed: int = 0) -> Network:
        """The network of a year, over all states that were there or those of `among`.

        ComityError for a year that is not estimated.
        """
        first, last = (int(y) for y in self.grid.years[[0, -1]])
        if not first <= year <= last:
            raise ComityError(f"no alignment of {year}", next_step=f"choose a year from {first} to {last}")
        held, at = self._there(year - first, among), year - first
        pairs = np.flatnonzero(held[self.one] & held[self.two])
        new = np.cumsum(held) - 1
        rows, columns = new[self.one[pairs]], new[self.two[pairs]]
        means = np.array([mean[pairs, at] for mean, _ in self.levels.values()])
        sds = np.sqrt([variance[pairs, at] for _, variance in self.levels.values()])
        rng = np.random.Generator(np.random.PCG64([seed, year]))
        index = [self.weights @ means]
        for share in rng.dirichlet(ABOUT * self.weights, size=draws):
            index.append(share @ (means + sds * rng.standard_normal(means.shape)))
        squares = np.full((len(index), held.sum(), held.sum()), np.nan)
        squares[:, rows, columns] = squares[:, columns, rows] = index
        states = tuple(np.array(self.grid.units)[held].tolist())
        return Network(year, states, squares[0], squares[1:], len(pairs), BASIS, "alignment")

    def _there(self, at: int, among: Collection[str] | None) -> NDArray[np.bool_]:
        """Which states [u] were there and have been read of."""
        there = self.grid.alive[:, at] & np.array([among is None or unit in among for unit in self.grid.units])
        known = np.zeros(len(there), dtype=bool)
        read = there[self.one] & there[self.two]
        known[self.one[read]] = known[self.two[read]] = True
        return known


def alignments(shipped: ShippedAlignment) -> Alignments:
    """All pairs of a folder of estimates, a second's work. LedgerError where there are none."""
    over, rows = shipped.grid, shipped.rows()
    one, two = (np.array([over.places[state] for state in side], dtype=np.int64) for side in pairs_of(rows))
    begin = (over.alive[one] & over.alive[two]).argmax(axis=1)
    levels = {name: smoothed(read) for name, read in levels_of(shipped, rows, begin).items()}
    weights = np.array([shipped.about["weights"][name] for name in levels])
    return Alignments(over, one, two, levels, weights / weights.sum())
