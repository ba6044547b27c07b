"""One sweep over the panel: smooth every dyad and add up what the next parameters depend on; readings are read once.

A dyad's readings, levels and sums stay in the processor's cache, so a sweep costs little more than reading the panel.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from comity.measure.space.compiled import Floats, Ints, compiled, spread
from comity.measure.space.kernels import base_sum, filter_row, reduce_row, smooth_row
from comity.measure.space.model import Model, Panel

N, W, WY, WX, WXX, WXY, Q, QY, QX, QXX, QXY, QYY, WV = range(13)
"""Sums over dyads for one indicator and period: readings; with weight w = 1 / r; with weight w^2; w times v.
Y is the reading less its intercept, X the level, XX its expected square."""

COUNT, STEP, STEP_SQUARE, STARTS, START, START_SQUARE = range(6)
"""Sums over dyads of a group by period: dyads that step into it, their steps, squares; dyads that start, levels, squares."""

LEVELS, LEVEL, LEVEL_SQUARE = range(3)
"""Sums over dyads by period: dyads there, their levels, squares."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Expected sums under the model: readings [k, 13, t], moves [g, 6, t], levels [3, t], and the log-likelihood."""

    readings: Floats
    moves: Floats
    levels: Floats
    loglik: float


def sweep(held: Panel, model: Model, threads: int | None = None) -> Sums:
    """The expected sums of all dyads, given the readings and the model."""
    k, d, t = held.shape
    centres = model.centres(t)

    def job(low: int, high: int) -> tuple[Floats, Floats, Floats, float]:
        readings, moves, levels = np.zeros((k, 13, t)), np.zeros((model.groups, 6, t)), np.zeros((3, t))
        loglik = _sweep(
            held.y, held.v, held.known, model.loadings, centres, model.noise, held.groups, held.begin, model.drift,
            model.start_mean, model.start_var, low, high, readings, moves, levels,
        )  # fmt: skip
        return readings, moves, levels, loglik

    done = spread(job, d, threads)
    readings = np.add.reduce([block[0] for block in done])
    moves, levels = np.add.reduce([block[1] for block in done]), np.add.reduce([block[2] for block in done])
    return Sums(_completed(readings, held, model), moves, levels, float(sum(block[3] for block in done)))


def _completed(readings: Floats, held: Panel, model: Model) -> Floats:
    """The sums that follow from others where every reading of an indicator weighs the same."""
    for k in np.flatnonzero(held.known == 0):
        w = 1 / model.noise[k]
        readings[k, W] = w * readings[k, N]
        readings[k, Q : QXY + 1] = w * readings[k, W : WXY + 1]
    return readings


@compiled
def _sweep(
    y: Floats, v: Floats, known: Ints, loadings: Floats, centres: Floats, noise: Floats, groups: Ints, begin: Ints,
    drift: Floats, start_mean: Floats, start_var: Floats, low: int, high: int, readings: Floats, moves: Floats,
    levels: Floats,
) -> float:  # fmt: skip
    n, _, periods = y.shape
    weights, off = np.zeros((n, periods)), np.zeros((n, periods))
    precision, score, product = np.zeros(periods), np.zeros(periods), np.zeros(periods)
    mean, var, lags, square = np.zeros(periods), np.zeros(periods), np.zeros(periods), np.zeros(periods)
    deviance = 0.0
    for d in range(low, high):
        g, first = groups[d], begin[d]
        if first >= periods:
            continue
        precision[:] = 0.0
        score[:] = 0.0
        for k in range(n):
            row = v[k, d] if known[k] else y[k, d]
            reduce_row(y[k, d], row, known[k], loadings[k], centres[k], noise[k], weights[k], off[k], precision, score)
        deviance += base_sum(weights, off, first, product)
        deviance += filter_row(precision, score, first, drift[g], start_mean[g], start_var[g], mean, var)
        smooth_row(first, drift[g], mean, var, lags)
        for t in range(first, periods):
            square[t] = mean[t] * mean[t] + var[t]
        _moves(mean, var, lags, square, first, moves[g], levels)
        for k in range(n):
            if known[k]:
                _uneven(off[k], v[k, d], weights[k], mean, square, first, readings[k])
            else:
                _even(off[k], weights[k], mean, square, first, readings[k])
    return -0.5 * deviance


@compiled
def _moves(mean: Floats, var: Floats, lags: Floats, square: Floats, first: int, moves: Floats, levels: Floats) -> None:
    moves[STARTS, first] += 1.0
    moves[START, first] += mean[first]
    moves[START_SQUARE, first] += square[first]
    for t in range(first, len(mean)):
        levels[LEVELS, t] += 1.0
        levels[LEVEL, t] += mean[t]
        levels[LEVEL_SQUARE, t] += square[t]
    for t in range(first + 1, len(mean)):
        step = mean[t] - mean[t - 1]
        moves[COUNT, t] += 1.0
        moves[STEP, t] += step
        moves[STEP_SQUARE, t] += step * step + var[t] + var[t - 1] - 2.0 * lags[t]


@compiled
def _even(off: Floats, weights: Floats, mean: Floats, square: Floats, first: int, sums: Floats) -> None:
    for t in range(first, len(mean)):
        w, e = weights[t], off[t]
        sums[N, t] += 1.0 if w > 0 else 0.0
        sums[WY, t] += w * e
        sums[WX, t] += w * mean[t]
        sums[WXX, t] += w * square[t]
        sums[WXY, t] += w * e * mean[t]
        sums[QYY, t] += w * w * e * e


@compiled
def _uneven(off: Floats, v: Floats, weights: Floats, mean: Floats, square: Floats, first: int, sums: Floats) -> None:
    for t in range(first, len(mean)):
        w, e, x, xx = weights[t], off[t], mean[t], square[t]
        there = w > 0
        q = w * w
        sums[N, t] += 1.0 if there else 0.0
        sums[W, t] += w
        sums[WY, t] += w * e
        sums[WX, t] += w * x
        sums[WXX, t] += w * xx
        sums[WXY, t] += w * e * x
        sums[Q, t] += q
        sums[QY, t] += q * e
        sums[QX, t] += q * x
        sums[QXX, t] += q * xx
        sums[QXY, t] += q * e * x
        sums[QYY, t] += q * e * e
        sums[WV, t] += w * v[t] if there else 0.0
