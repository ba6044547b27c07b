"""The votes of a sample laid out for both steps, and positions to start from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.measure.ideal.sample import Sample

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Choices = NDArray[np.int8]

TOGETHER = 30
"""Votes that two states must share before their likeness counts for a start."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Votes by item (`item_begin` [i + 1], `item_cell`, `item_choice`) and by cell (`cell_begin` [c + 1], `cell_item`,
    `cell_choice`); the cells of unit u are first[u]..first[u + 1], `gap` [c] sessions after the one before (0: first)."""

    item_begin: Ints
    item_cell: Ints
    item_choice: Choices
    cell_begin: Ints
    cell_item: Ints
    cell_choice: Choices
    first: Ints
    gap: Floats


def layout(sample: Sample, cells: Ints, sessions: Ints, unit: Ints, n_cells: int) -> Layout:
    """Lay out the votes of `sample`, `cells` [v] their places among n_cells cells of `unit` [c] and `sessions` [c]."""
    by_item, by_cell = np.argsort(sample.item, kind="stable"), np.argsort(cells, kind="stable")
    gap = np.zeros(n_cells)
    gap[1:] = np.where(unit[1:] == unit[:-1], np.diff(sessions), 0)
    return Layout(
        _begins(sample.item[by_item], len(sample.items)),
        cells[by_item],
        sample.choice[by_item],
        _begins(cells[by_cell], n_cells),
        sample.item[by_cell].astype(np.int64),
        sample.choice[by_cell],
        _begins(unit, len(sample.units)),
        gap,
    )


def _begins(ordered: NDArray[np.integer], n: int) -> Ints:
    found: Ints = np.searchsorted(ordered, np.arange(n + 1)).astype(np.int64)
    return found


def spectral(sample: Sample, dims: int) -> Floats:
    """Positions [u, d] that do not move: the leading axes of the covariance of votes among units, mean 0, sd 1.

    Pairs that share fewer than 30 votes count as unrelated.
    """
    shape = len(sample.items), len(sample.units)
    vote, cast = np.zeros(shape), np.zeros(shape)
    vote[sample.item, sample.unit] = sample.choice - 2.0
    cast[sample.item, sample.unit] = 1.0
    vote -= cast * (vote.sum(axis=1) / np.maximum(cast.sum(axis=1), 1))[:, None]
    shared = cast.T @ cast
    alike = np.where(shared >= min(TOGETHER, shared.max()), vote.T @ vote / np.maximum(shared, 1), 0.0)
    strength, axes = np.linalg.eigh(alike)
    leading = axes[:, np.argsort(-strength)[:dims]]
    leading = leading * np.sign(leading[np.abs(leading).argmax(axis=0), np.arange(dims)])
    positions: Floats = (leading - leading.mean(axis=0)) / np.maximum(leading.std(axis=0), 1e-9)
    return positions
