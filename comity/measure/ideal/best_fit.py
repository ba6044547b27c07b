"""Fitting the predictive profile: sweeps of both steps, and every prior estimated beside them.

A state's position is a random walk, smoothed from both sides. What a textbook leaves to taste is estimated in closed
form from the smoothed moments (EM): the variance of a move in one session, how fast each state moves, and the mean and
covariance of the items' parameters.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError
from comity.measure.ideal.best_layout import Layout, layout, spectral
from comity.measure.ideal.best_state import Fit, standardised
from comity.measure.ideal.best_steps import item_steps, path_steps
from comity.measure.ideal.sample import Sample

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SWEEPS, PLAIN_SWEEPS = 14, 4
"""Sweeps in all, and how many of the first take the other side as exact where a slope is evaluated."""

SETTLED = 0.004
"""Sweeps end when the positions move less than this (root mean square, in sds of all positions)."""

FIRST_DRIFT, OWN_PACE = 0.03, 20.0
"""Variance of a move to begin with; moves' worth of evidence for the common pace that a state's own pace must outweigh."""

FIRST_ITEM_STEPS = 4
"""Newton steps on the items, which begin knowing nothing, in the first sweep."""

MAX_DIMS = 5


def fit(
    sample: Sample, dims: int = 3, *, sweeps: int = SWEEPS, settled: float = SETTLED, start: Fit | None = None,
    keep: NDArray[np.bool_] | None = None, threads: int | None = None,
) -> Fit:  # fmt: skip
    """Positions, items and priors in `dims` dimensions (1 to 5), from `start` where given.

    `keep` [v] leaves the other votes out of the estimate; their cells and items stay in it. Deterministic, and the
    number of threads changes nothing. Errors: ComityError where `dims` is out of range.
    """
    if not 1 <= dims <= MAX_DIMS:
        raise ComityError(f"no fit in {dims} dimensions", next_step=f"choose 1 to {MAX_DIMS}")
    used = sample if keep is None else votes_kept(sample, keep)
    cells = sample.cell.astype(np.int64) if keep is None else sample.cell.astype(np.int64)[keep]
    when = sample.sessions[sample.cell_session]
    plan = layout(used, cells, when, sample.cell_unit.astype(np.int64), len(when))
    state = start or _begin(sample, spectral(used, dims))
    for sweep in range(sweeps):
        old = state.theta
        averaged = start is not None or sweep >= PLAIN_SWEEPS
        moved = _sweep(state, plan, threads, averaged)
        state = standardised(learnt(moved, plan))
        if sweep >= PLAIN_SWEEPS and float(np.sqrt(np.mean((state.theta - old) ** 2))) < settled:
            break
    return state


def votes_kept(sample: Sample, keep: NDArray[np.bool_]) -> Sample:
    """The sample with some of its votes only, units, sessions and items as they were."""
    unit, session, item = (column[keep] for column in (sample.unit, sample.session, sample.item))
    return Sample(sample.units, sample.sessions, sample.items, unit, session, item, sample.choice[keep])


def _begin(sample: Sample, positions: Floats) -> Fit:
    """States stand still, items know nothing."""
    cells, n, d = len(sample.cell_unit), len(sample.items), positions.shape[1]
    cover = np.diag([1.0] * d + [4.0, 1.0])
    return Fit(
        positions[sample.cell_unit], np.tile(0.05 * np.eye(d), (cells, 1, 1)), np.zeros((cells, d, d)),
        np.zeros((n, d + 2)), np.zeros((n, d + 2, d + 2)), np.zeros(d + 2), cover,
        FIRST_DRIFT * np.eye(d), np.ones(len(sample.units)),
    )  # fmt: skip


def _sweep(state: Fit, plan: Layout, threads: int | None, averaged: bool) -> Fit:
    theta, spread, lagged = state.theta.copy(), state.spread.copy(), state.lagged.copy()
    items, doubts = state.items.copy(), state.doubts.copy()
    precision, tightness = np.linalg.inv(state.cover).astype(np.float64), np.linalg.inv(state.drift).astype(np.float64)

    def move_items(low: int, high: int) -> float:
        return item_steps(low, high, plan.item_begin, plan.item_cell, plan.item_choice, theta, spread,
                          items, doubts, state.mean, precision, averaged)  # fmt: skip

    def move_paths(low: int, high: int) -> float:
        return path_steps(low, high, plan.cell_begin, plan.cell_item, plan.cell_choice, plan.first, plan.gap, theta,
                          spread, lagged, items, doubts, tightness, state.pace, averaged)  # fmt: skip

    for _ in range(1 if state.sweeps else FIRST_ITEM_STEPS):
        in_blocks(move_items, len(items), threads)
    in_blocks(move_paths, len(state.pace), threads)
    return replace(
        state, theta=theta, spread=spread, lagged=lagged, items=items, doubts=doubts, sweeps=state.sweeps + 1
    )


def in_blocks(job: Callable[[int, int], float], n: int, threads: int | None = None) -> None:
    """job(from, to) over 16 blocks of n rows, each of which writes its own rows only."""
    cuts = np.linspace(0, n, 17).astype(int).tolist()
    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        list(pool.map(job, cuts[:-1], cuts[1:]))


def learnt(state: Fit, plan: Layout) -> Fit:
    """The priors that the smoothed moments call for (EM, closed form)."""
    off = state.items - state.items.mean(axis=0)
    cover = state.doubts.mean(axis=0) + off.T @ off / len(off)
    unit = np.repeat(np.arange(len(state.pace)), np.diff(plan.first))
    moved = np.flatnonzero(plan.gap > 0)
    if not len(moved):
        return replace(state, mean=state.items.mean(axis=0), cover=cover)
    step = state.theta[moved] - state.theta[moved - 1]
    crossed = state.lagged[moved]
    square = step[:, :, None] * step[:, None, :] + state.spread[moved] + state.spread[moved - 1]
    square = (square - crossed - crossed.transpose(0, 2, 1)) / plan.gap[moved][:, None, None]
    drift = (square / state.pace[unit[moved]][:, None, None]).mean(axis=0)
    ratio = np.einsum("cij,ji->c", square, np.linalg.inv(drift)) / len(drift)
    moves = np.bincount(unit[moved], minlength=len(state.pace))
    pace = (np.bincount(unit[moved], ratio, minlength=len(state.pace)) + OWN_PACE) / (moves + OWN_PACE)
    return replace(state, mean=state.items.mean(axis=0), cover=cover, drift=drift, pace=pace)
