"""The sample as the fitting loops read it: votes by item and choice, cells by session, blocks of items for threads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.measure.ideal.sample import Places, Sample

Floats = NDArray[np.float64]

BLOCKS = 16
"""Blocks of items, each with its own stream of random numbers and its own sums, so that the number of threads changes nothing."""

SMOOTH = 0.5
"""The authors' knob: the walk's variance is half of n / (n + n before), a quarter for a steady state."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Arrays over cells [c] (a unit in a session, by session, then unit), items [i] and votes [v] (by item, choice, cell).

    `cell` [v] of each vote; `bounds` [i, 4] where an item's yes, abstain and no votes begin and end; `order` [c] the cells unit by
    unit, oldest first; `before` [c] the cell that a cell's walk starts from: the unit's last session present, for its first
    session the second (-1 where there is none); `variance` [c] of that step; `blocks` [b + 1] first item of each block;
    `source` [c] the cell's place in the sample's own order.
    """

    unit: Places
    session: Places
    n_votes: NDArray[np.int64]
    cell: Places
    bounds: NDArray[np.int64]
    order: Places
    before: Places
    variance: Floats
    blocks: NDArray[np.int64]
    source: NDArray[np.int64]

    @property
    def shape(self) -> tuple[int, int]:
        """Number of cells and of items."""
        return len(self.unit), len(self.bounds)

    def in_sample_order(self, values: Floats) -> Floats:
        """Values [c] as the sample orders its cells."""
        there = np.empty_like(values)
        there[self.source] = values
        return there

    def item_of_votes(self) -> NDArray[np.int64]:
        """Item [v] of each vote."""
        return np.repeat(np.arange(len(self.bounds)), self.bounds[:, 3] - self.bounds[:, 0])

    def direction_of_votes(self) -> NDArray[np.int8]:
        """-1 yes, 0 abstain, 1 no [v]."""
        counts = np.diff(self.bounds, axis=1)
        return np.repeat(np.tile(np.array([-1, 0, 1], dtype=np.int8), len(counts)), counts.ravel())


def layout(sample: Sample) -> Layout:
    """The sample's arrays in the order that the loops read them."""
    source = np.lexsort((sample.cell_unit, sample.cell_session))
    rank = np.empty_like(source)
    rank[source] = np.arange(len(source))
    cells = rank[sample.cell]
    by_item = np.lexsort((cells, sample.choice, sample.item))
    keys = sample.item[by_item].astype(np.int64) * 4 + sample.choice[by_item]
    wanted = np.arange(len(sample.items))[:, None] * 4 + np.arange(1, 5)[None, :]
    bounds = np.searchsorted(keys, wanted.ravel()).reshape(-1, 4)
    before = _before(sample.cell_unit)
    n = sample.n_votes.astype(float)
    return Layout(
        unit=sample.cell_unit[source],
        session=sample.cell_session[source],
        n_votes=sample.n_votes[source],
        cell=cells[by_item].astype(np.int32),
        bounds=bounds,
        order=rank.astype(np.int32),
        before=np.where(before >= 0, rank[before], -1)[source].astype(np.int32),
        variance=np.where(before >= 0, SMOOTH * n / (n + n[before]), SMOOTH / 2)[source],
        blocks=_blocks(bounds),
        source=source,
    )


def _before(unit: Places) -> NDArray[np.int64]:
    """Cell that each cell's walk starts from, in the sample's order (by unit, then session)."""
    before = np.arange(len(unit)) - 1
    first = np.r_[True, unit[1:] != unit[:-1]]
    alone = first & np.r_[unit[1:] != unit[:-1], True]
    before[first] += 2
    before[alone] = -1
    return before


def _blocks(bounds: NDArray[np.int64]) -> NDArray[np.int64]:
    votes = bounds[-1, 3]
    inner = np.searchsorted(bounds[:, 0], np.arange(1, BLOCKS) * votes / BLOCKS)
    return np.concatenate([[0], np.minimum(inner, len(bounds)), [len(bounds)]]).astype(np.int64)
