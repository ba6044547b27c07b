"""A fit carried over to a sample that has grown: what it knows of units, sessions and items, and guesses for the rest."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from comity.measure.ideal.best_fit import votes_kept
from comity.measure.ideal.best_layout import layout
from comity.measure.ideal.best_state import Fit
from comity.measure.ideal.best_steps import item_steps
from comity.measure.ideal.sample import Sample

Ints = NDArray[np.int64]

WARM_SWEEPS, ITEM_STEPS = 1, 5
"""Sweeps over everything; steps on the new items alone before them."""


def cells_shared(new: Sample, old: Sample) -> tuple[Ints, Ints]:
    """Places in either sample of the unit-sessions that both have."""
    _, one, two = np.intersect1d(_keys(new), _keys(old), return_indices=True)
    return one.astype(np.int64), two.astype(np.int64)


def _keys(sample: Sample) -> NDArray[np.str_]:
    """Unit and session of every cell as text."""
    sessions = sample.sessions[sample.cell_session].astype(np.str_)
    return np.char.add(np.char.add(np.array(sample.units)[sample.cell_unit], "@"), sessions)


def carried(state: Fit, old: Sample, new: Sample) -> Fit:
    """Where the new fit starts: known cells and items where they stood, a new session of a unit at its last position
    with one move's variance, a new unit at 0, a new item at the mean of all."""
    cells, items = len(new.cell_unit), len(new.items)
    d = state.dims
    theta, spread, lagged = np.zeros((cells, d)), np.tile(np.eye(d), (cells, 1, 1)), np.zeros((cells, d, d))
    at, was = cells_shared(new, old)
    known = np.zeros(cells, dtype=bool)
    theta[at], spread[at], lagged[at], known[at] = state.theta[was], state.spread[was], state.lagged[was], True
    for c in np.flatnonzero(~known):
        if c and new.cell_unit[c - 1] == new.cell_unit[c]:
            theta[c], spread[c] = theta[c - 1], spread[c - 1] + state.drift
    parameters, doubts = np.tile(state.mean, (items, 1)), np.tile(state.cover, (items, 1, 1))
    _, one, two = np.intersect1d(new.items, old.items, return_indices=True)
    parameters[one], doubts[one] = state.items[two], state.doubts[two]
    pace = np.ones(len(new.units))
    places = {unit: u for u, unit in enumerate(old.units)}
    for u, unit in enumerate(new.units):
        if unit in places:
            pace[u] = state.pace[places[unit]]
    begun = Fit(theta, spread, lagged, parameters, doubts, state.mean, state.cover, state.drift, pace, state.sweeps)
    unknown = np.ones(items, dtype=bool)
    unknown[one] = False
    return _introduced(begun, new, unknown)


def _introduced(state: Fit, sample: Sample, unknown: NDArray[np.bool_]) -> Fit:
    """The fit with the unknown items fitted to the positions as they stand."""
    parameters, doubts = np.tile(state.mean, (len(unknown), 1)), np.zeros_like(state.doubts)
    keep = unknown[sample.item]
    n = len(state.theta)
    plan = layout(
        votes_kept(sample, keep), sample.cell.astype(np.int64)[keep], np.zeros(n, dtype=np.int64),
        sample.cell_unit.astype(np.int64), n,
    )  # fmt: skip
    precision = np.linalg.inv(state.cover).astype(np.float64)
    for _ in range(ITEM_STEPS):
        item_steps(
            0, len(unknown), plan.item_begin, plan.item_cell, plan.item_choice, state.theta, state.spread,
            parameters, doubts, state.mean, precision, False,
        )  # fmt: skip
    known = ~unknown
    parameters[known], doubts[known] = state.items[known], state.doubts[known]
    return replace(state, items=parameters, doubts=doubts)
