"""Fitting with habits: as `fitting`, with each indicator's own drifting level among what is estimated.

Needs three indicators or more, or loadings given: what two share and what is their own cannot be told apart. About twenty
times the work of a fit without habits: fit some thousand dyads, then smooth all with what was found.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from comity.errors import ComityError
from comity.measure.space import sweep as at
from comity.measure.space.climbing import climb
from comity.measure.space.compiled import Floats, Ints, compiled, spread
from comity.measure.space.fitting import Scale, begun, flaws
from comity.measure.space.habits import Habits, backward_row, check_habits, forward_row, readings_row
from comity.measure.space.model import Model, Panel
from comity.measure.space.smoothing import check
from comity.measure.space.sweep import Sums
from comity.measure.space.update import updated

ENOUGH = 3
LEAST = 1e-8


@dataclass(frozen=True, slots=True)
class HabitFit:
    """A fitted model with habits; the other fields as in `fitting.Fit`."""

    model: Model
    habits: Habits
    loglik: float
    trace: tuple[float, ...]
    iterations: int
    converged: bool
    wrong_signs: tuple[int, ...]
    floored: tuple[int, ...]


def fit_habits(
    y: Floats,
    v: Floats | None = None,
    *,
    effects: str = "none",
    groups: Ints | None = None,
    begin: Ints | None = None,
    anchor: int = 0,
    normalise: str = "variance",
    signs: Ints | None = None,
    given: Floats | None = None,
    floor: Floats | float = 0.01,
    tolerance: float = 1e-3,
    iterations: int = 200,
    start: tuple[Model, Habits] | None = None,
    threads: int | None = None,
) -> HabitFit:
    """Parameters of greatest likelihood, habits among them, for readings y [k, d, t]; arguments as in `fitting.fit`."""
    held, model, convention, spreads = begun(y, v, groups, begin, effects, normalise, anchor, given, floor, threads)
    if held.shape[0] < ENOUGH and np.isnan(convention.given).any():
        raise ComityError(
            f"{held.shape[0]} indicators cannot tell a level from habits", next_step="give three, or their loadings"
        )
    lively = Model(
        model.loadings, model.intercepts, np.maximum(spreads / 10, convention.least), model.drift, model.start_mean,
        model.start_var,
    )  # fmt: skip
    point = (lively, Habits(0.3 * spreads, 0.02 * spreads)) if start is None else start
    check(held, point[0])
    check_habits(point[1], point[0])
    scale, least = Scale(np.sqrt(spreads), effects), LEAST * spreads

    def step(here: tuple[Model, Habits]) -> tuple[tuple[Model, Habits], float]:
        sums, squares = sweep_habits(held, *here, threads)
        return (updated(sums, here[0], convention), _habits(sums, squares, here[1], least)), sums.loglik

    def pack(here: tuple[Model, Habits]) -> Floats:
        own = (np.log(np.maximum(each, least) / spreads) / 2 for each in (here[1].start_var, here[1].drift))
        return np.concatenate([*own, scale.pack(here[0])])

    def unpack(vector: Floats, here: tuple[Model, Habits]) -> tuple[Model, Habits]:
        k = len(spreads)
        own = (
            np.maximum(np.exp(2 * np.clip(part, -20, 20)) * spreads, least) for part in (vector[:k], vector[k : 2 * k])
        )
        return scale.unpack(vector[2 * k :], here[0], convention.least), Habits(*own)

    top = climb(point, step, pack, unpack, tolerance, iterations)
    wrong, low = flaws(top.point[0], convention, signs)
    return HabitFit(*top.point, top.loglik, top.trace, top.steps, top.converged, wrong, low)


def sweep_habits(held: Panel, model: Model, habits: Habits, threads: int | None = None) -> tuple[Sums, Floats]:
    """Expected sums as `sweep` gives them, the readings less their habits; and squares [k, 2] of habits: begun, stepped."""
    k, d, t = held.shape
    centres = model.centres(t)

    def job(low: int, high: int) -> tuple[Floats, Floats, Floats, Floats, float]:
        readings, moves, levels = np.zeros((k, 13, t)), np.zeros((model.groups, 6, t)), np.zeros((3, t))
        squares = np.zeros((k, 2))
        loglik = _sweep(
            held.y, held.v, held.known, model.loadings, centres, model.noise, held.groups, held.begin, model.drift,
            model.start_mean, model.start_var, habits.start_var, habits.drift, low, high, readings, moves, levels, squares,
        )  # fmt: skip
        return readings, moves, levels, squares, loglik

    done = spread(job, d, threads, 64)
    readings = np.add.reduce([block[0] for block in done])
    moves, levels = np.add.reduce([block[1] for block in done]), np.add.reduce([block[2] for block in done])
    sums = Sums(readings, moves, levels, float(sum(block[4] for block in done)))
    return sums, np.add.reduce([block[3] for block in done])


def _habits(sums: Sums, squares: Floats, old: Habits, least: Floats) -> Habits:
    """Mean expected squares of habits where they begin and of their steps."""
    starts, steps = sums.moves[:, at.STARTS].sum(), sums.moves[:, at.COUNT].sum()
    begun = squares[:, 0] / starts if starts else old.start_var
    return Habits(np.maximum(begun, least), np.maximum(squares[:, 1] / steps if steps else old.drift, least))


@compiled
def _sweep(
    y: Floats, v: Floats, known: Ints, loadings: Floats, centres: Floats, noise: Floats, groups: Ints, begin: Ints,
    drift: Floats, start_mean: Floats, start_var: Floats, habit_start: Floats, habit_drift: Floats, low: int, high: int,
    readings: Floats, moves: Floats, levels: Floats, squares: Floats,
) -> float:  # fmt: skip
    n, _, periods = y.shape
    means, covs = np.zeros((periods, n + 1)), np.zeros((periods, n + 1, n + 1))
    gains, errors = np.zeros((periods, n, n + 1)), np.zeros((periods, n, 2))
    shared, own = np.zeros((periods, 4)), np.zeros((n, periods, 4))
    off, total = np.zeros((n, periods)), np.zeros((n, periods))
    deviance = 0.0
    for d in range(low, high):
        g, first = groups[d], begin[d]
        if first >= periods:
            continue
        readings_row(y, v, known, centres, noise, d, off, total)
        deviance += forward_row(
            off, total, loadings, first, drift[g], start_mean[g], start_var[g], habit_start, habit_drift, means, covs,
            gains, errors,
        )  # fmt: skip
        backward_row(loadings, first, drift[g], habit_drift, means, covs, gains, errors, shared, own)
        _moves(shared, first, moves[g], levels)
        for k in range(n):
            squares[k, 0] += own[k, first, 0] * own[k, first, 0] + own[k, first, 1]
            for t in range(first + 1, periods):
                squares[k, 1] += own[k, t, 3]
            _readings(off[k], total[k], noise[k], shared, own[k], first, readings[k])
    return -0.5 * deviance


@compiled
def _moves(shared: Floats, first: int, moves: Floats, levels: Floats) -> None:
    moves[3, first] += 1.0
    moves[4, first] += shared[first, 0]
    moves[5, first] += shared[first, 0] * shared[first, 0] + shared[first, 1]
    for t in range(first, len(shared)):
        levels[0, t] += 1.0
        levels[1, t] += shared[t, 0]
        levels[2, t] += shared[t, 0] * shared[t, 0] + shared[t, 1]
        if t > first:
            moves[0, t] += 1.0
            moves[1, t] += shared[t, 2]
            moves[2, t] += shared[t, 3]


@compiled
def _readings(off: Floats, total: Floats, noise: float, shared: Floats, own: Floats, first: int, sums: Floats) -> None:
    for t in range(first, len(off)):
        if not (off[t] == off[t] and total[t] == total[t]):
            continue
        w = 1.0 / total[t]
        e, x = off[t] - own[t, 0], shared[t, 0]
        xx, xy, yy = x * x + shared[t, 1], e * x - own[t, 2], e * e + own[t, 1]
        sums[0, t] += 1.0
        sums[1, t] += w
        sums[2, t] += w * e
        sums[3, t] += w * x
        sums[4, t] += w * xx
        sums[5, t] += w * xy
        sums[6, t] += w * w
        sums[7, t] += w * w * e
        sums[8, t] += w * w * x
        sums[9, t] += w * w * xx
        sums[10, t] += w * w * xy
        sums[11, t] += w * w * yy
        sums[12, t] += w * (total[t] - noise)
