"""One sweep of the sampler, compiled: cut-points, latent answers and slopes item by item, then positions unit by unit."""

from __future__ import annotations

import math

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

from comity.measure.ideal.tables import look_up, quantile, step, unit_interval

Floats = NDArray[np.float64]

FARTHEST = 7.0
"""Cut-points lie between minus and plus this."""

LEAST = 1e-30
"""Added to every probability, so that a product of them is never nought."""


@njit(inline="always", cache=True)
def _normal(state: np.uint64, inverse: Floats) -> tuple[np.uint64, float]:
    state, bits = step(state)
    return state, quantile(unit_interval(bits), inverse)


@njit(inline="always", cache=True)
def _fold(total: float, product: float) -> tuple[float, float]:
    """Log of a running product, taken before it underflows."""
    if product < 1e-200:
        return total + math.log(product), 1.0
    return total, product


@njit(cache=True)
def _propose(cut, new, theta, slope, cell, ends, phi, mu, held, other):  # type: ignore[no-untyped-def]
    """Log likelihood ratio of new cut-points to the held ones; leaves slope x position and one-sided probabilities in scratch."""
    begin, no = ends[0], ends[2] - ends[0]
    yes = ends[1] - begin
    log_held, log_new, p_held, p_new = 0.0, 0.0, 1.0, 1.0
    for k in range(ends[3] - begin):
        m = slope * theta[cell[begin + k]]
        mu[k] = m
        if k < yes:
            a, b = look_up(cut[0] - m, phi), look_up(new[0] - m, phi)
        elif k >= no:
            a, b = look_up(m - cut[1], phi), look_up(m - new[1], phi)
        else:
            a = look_up(cut[1] - m, phi) - look_up(cut[0] - m, phi)
            b = max(look_up(new[1] - m, phi) - look_up(new[0] - m, phi), 0.0)
        held[k] = a + LEAST
        other[k] = b + LEAST
        log_held, p_held = _fold(log_held, p_held * held[k])
        log_new, p_new = _fold(log_new, p_new * other[k])
    return log_new - log_held + math.log(p_new) - math.log(p_held)


@njit(inline="always", cache=True)
def _between(low: float, high: float, u: float, phi: Floats, inverse: Floats) -> float:
    """A normal number between two bounds, taken from the side of the nearer tail."""
    if low <= 0:
        p, q = look_up(low, phi), look_up(high, phi)
        x = quantile(p + u * (q - p) + LEAST, inverse)
    else:
        p, q = look_up(-low, phi), look_up(-high, phi)
        x = -quantile(p + u * (q - p) + LEAST, inverse)
    return min(max(x, low), high)


@njit(inline="always", cache=True)
def _nearby(centre, sd, high, state, phi, inverse):  # type: ignore[no-untyped-def]
    """A normal number around `centre`, cut off at -7 and at `high`."""
    state, bits = step(state)
    p, q = look_up((-FARTHEST - centre) / sd, phi), look_up((high - centre) / sd, phi)
    x = centre + sd * quantile(p + unit_interval(bits) * (q - p) + LEAST, inverse)
    return state, min(max(x, -FARTHEST + 1e-9), high - 1e-9)


@njit(cache=True)
def _answers(cut, theta, cell, ends, reach, state, phi, inverse, mu, chance):  # type: ignore[no-untyped-def]
    """Draws the latent answers of one item into `mu`, clipped at +-reach; sums for the slope."""
    begin, no = ends[0], ends[2] - ends[0]
    yes = ends[1] - begin
    cross, square = 0.0, 1.0
    for k in range(ends[3] - begin):
        state, bits = step(state)
        u = unit_interval(bits)
        if k < yes:
            z = mu[k] + quantile(u * chance[k], inverse)
        elif k >= no:
            z = mu[k] - quantile(u * chance[k], inverse)
        else:
            z = mu[k] + _between(cut[0] - mu[k], cut[1] - mu[k], u, phi, inverse)
        z = min(max(z, -reach), reach)
        x = theta[cell[begin + k]]
        mu[k] = z
        cross += x * z
        square += x * x
    return state, cross, square


@njit(parallel=True, cache=True)
def items(  # type: ignore[no-untyped-def]
    theta, slopes, cuts, accepted, cell, bounds, blocks, states, score, weight, stride, reach, keep, phi, inverse
):
    """Cut-points by a random walk of sd `stride` with the answers integrated out, then answers, then slopes (unless `keep`).

    The upper cut moves first, the lower one below it, both inside -7..7; the step is accepted by the ratio of likelihoods alone.

    `score` and `weight` [b, c] become each block's sums of slope x answer and slope squared by cell.
    """
    widest = np.max(bounds[:, 3] - bounds[:, 0])
    for block in prange(len(blocks) - 1):
        sums, squares, state = score[block], weight[block], states[block]
        sums[:] = 0.0
        squares[:] = 0.0
        mu, held, other = np.empty(widest), np.empty(widest), np.empty(widest)
        new = np.empty(2)
        for i in range(blocks[block], blocks[block + 1]):
            cut, ends = cuts[i], bounds[i]
            state, new[1] = _nearby(cut[1], stride, FARTHEST, state, phi, inverse)
            state, new[0] = _nearby(cut[0], stride, new[1], state, phi, inverse)
            ratio = _propose(cut, new, theta, slopes[i], cell, ends, phi, mu, held, other)
            state, bits = step(state)
            chance = held
            if -FARTHEST < new[0] < new[1] and math.log(unit_interval(bits)) < ratio:
                cut[0], cut[1] = new[0], new[1]
                accepted[i] += 1
                chance = other
            state, cross, square = _answers(cut, theta, cell, ends, reach, state, phi, inverse, mu, chance)
            if not keep:
                state, e = _normal(state, inverse)
                slopes[i] = cross / square + e / math.sqrt(square)
            b = slopes[i]
            for k in range(ends[3] - ends[0]):
                c = cell[ends[0] + k]
                sums[c] += b * mu[k]
                squares[c] += b * b
        states[block] = state


@njit(cache=True)
def positions(theta, centre, order, before, variance, score, weight, state, bound, inverse):  # type: ignore[no-untyped-def]
    """Positions given the answers, each centred on the conditional mean of the session before; then mean 0 and sd 1."""
    n = len(theta)
    for c_ in range(n):
        c = order[c_]
        pull = 1.0 / variance[c]
        s, w = 0.0, 0.0
        for block in range(len(score)):
            s += score[block, c]
            w += weight[block, c]
        past = centre[before[c]] if before[c] >= 0 else 0.0
        centre[c] = (pull * past + s) / (pull + w)
        state, e = _normal(state, inverse)
        theta[c] = min(max(centre[c] + e / math.sqrt(pull + w), -bound), bound)
    middle = np.mean(theta)
    theta -= middle
    theta /= math.sqrt(np.sum(theta * theta) / (n - 1))
    return state
