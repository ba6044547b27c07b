"""One sweep of the variational fit, compiled: a Newton step for each item's three numbers, and what its votes say of positions."""

from __future__ import annotations

import math

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

from comity.measure.ideal.tables import look_up

Floats = NDArray[np.float64]

FARTHEST = 1.5
"""Longest step of a slope or a cut-point in one sweep."""


@njit(inline="always", cache=True)
def _side(h, room, phi, mills):  # type: ignore[no-untyped-def]
    """Slope and curvature of log Phi(h) for a latent answer that is clipped `room` below the cut (E of the clipped answer)."""
    ratio = look_up(h, mills)
    weight = ratio * (ratio + h)
    c = h - room
    if c > -5.0:
        below = look_up(h, phi)
        under = look_up(c, phi)
        ratio -= (c + look_up(c, mills)) * under / below
        weight = min(weight + under / below, 1.0)
    return ratio, weight


@njit(inline="always", cache=True)
def _middle(low, high, phi, mills):  # type: ignore[no-untyped-def]
    """Slopes by both cuts and curvatures of log(Phi(high) - Phi(low)), taken from the side of the nearer tail."""
    flip = low + high > 0
    a = -high if flip else low
    b = -low if flip else high
    p, q = look_up(a, phi), look_up(b, phi)
    between = max(q - p, 1e-15)
    f, g = look_up(a, mills) * p / between, look_up(b, mills) * q / between
    v, w = f * f - a * f, g * g + b * g
    if flip:
        return -g, f, w, -f * g, v
    return -f, g, v, -f * g, w


@njit(inline="always", cache=True)
def _vote(kind, cut, mu, spread, nodes, shares, reach, phi, mills):  # type: ignore[no-untyped-def]
    """Slopes (by each cut) and curvatures (11, 12, 22) of one vote's log likelihood, averaged over the nodes."""
    d1, d2, w11, w12, w22 = 0.0, 0.0, 0.0, 0.0, 0.0
    for q in range(len(nodes)):
        shift = spread * nodes[q] - mu
        if kind == 0:
            a, b = _side(cut[0] + shift, cut[0] + reach, phi, mills)
            d1 += shares[q] * a
            w11 += shares[q] * b
        elif kind == 2:
            a, b = _side(-cut[1] - shift, reach - cut[1], phi, mills)
            d2 -= shares[q] * a
            w22 += shares[q] * b
        else:
            a, b, c, d, e = _middle(cut[0] + shift, cut[1] + shift, phi, mills)
            d1 += shares[q] * a
            d2 += shares[q] * b
            w11 += shares[q] * c
            w12 += shares[q] * d
            w22 += shares[q] * e
    return d1, d2, w11, w12, w22


@njit(inline="always", cache=True)
def _spread(kind, x, v, b, cov, single):  # type: ignore[no-untyped-def]
    """Sd of cut - slope x position, from the item's covariance (bb, b1, b2, 11, 12, 22) and the position's variance."""
    if single:
        return 0.0
    if kind == 0:
        vg, vb = cov[3], cov[1]
    elif kind == 2:
        vg, vb = cov[5], cov[2]
    else:
        vg, vb = (cov[3] + cov[5]) / 2, (cov[1] + cov[2]) / 2
    return math.sqrt(max(vg - 2 * x * vb + x * x * cov[0] + (b * b + cov[0]) * v, 0.0))


@njit(cache=True)
def _step(slope, cut, cov, s, counts):  # type: ignore[no-untyped-def]
    """Newton step from the sums `s` (three slopes, then bb, b1, b2, 11, 12, 22), short enough to keep cuts apart.

    An item that no one abstained on has one cut, one without yes or without no votes its outer cut at the bound.
    """
    free = np.ones(3)
    if counts[0] == 0:
        free[1] = 0.0
    if counts[2] == 0:
        free[2] = 0.0
    if counts[1] == 0:
        info = np.array([[s[3], s[4] + s[5]], [s[4] + s[5], s[6] + 2 * s[7] + s[8]]])
        inv = np.linalg.inv(info)
        db = inv[0, 0] * s[0] + inv[0, 1] * (s[1] + s[2])
        d1 = inv[1, 0] * s[0] + inv[1, 1] * (s[1] + s[2])
        d2 = d1
        cov[0], cov[1], cov[2], cov[3], cov[4], cov[5] = (
            inv[0, 0], inv[0, 1], inv[0, 1], inv[1, 1], inv[1, 1], inv[1, 1],
        )  # fmt: skip
    else:
        info = np.array([[s[3], s[4], s[5]], [s[4], s[6], s[7]], [s[5], s[7], s[8]]])
        for k in range(1, 3):
            if free[k] == 0.0:
                info[k, :] = 0.0
                info[:, k] = 0.0
                info[k, k] = 1.0
        inv = np.linalg.inv(info)
        db = inv[0, 0] * s[0] + inv[0, 1] * s[1] * free[1] + inv[0, 2] * s[2] * free[2]
        d1 = free[1] * (inv[1, 0] * s[0] + inv[1, 1] * s[1] + inv[1, 2] * s[2] * free[2])
        d2 = free[2] * (inv[2, 0] * s[0] + inv[2, 1] * s[1] * free[1] + inv[2, 2] * s[2])
        cov[0], cov[1], cov[2] = inv[0, 0], inv[0, 1], inv[0, 2]
        cov[3], cov[4], cov[5] = inv[1, 1] * free[1], inv[1, 2] * free[1] * free[2], inv[2, 2] * free[2]
    part = min(1.0, FARTHEST / max(abs(db), abs(d1), abs(d2), 1e-12))
    gap = cut[1] - cut[0]
    if counts[1] > 0 and part * (d1 - d2) > 0.7 * gap:
        part = 0.7 * gap / (d1 - d2)
    cut[0] = min(max(cut[0] + part * d1, -7.0), 7.0)
    cut[1] = min(max(cut[1] + part * d2, -7.0), 7.0)
    return slope + part * db


@njit(parallel=True, cache=True)
def items(  # type: ignore[no-untyped-def]
    theta, var, slopes, cuts, covs, cell, bounds, blocks, score, weight, nodes, shares, reach, update, phi, mills
):
    """A step for every item (where `update`), then its votes' slope and curvature by cell into `score` and `weight` [b, c]."""
    single = len(nodes) == 1
    for block in prange(len(blocks) - 1):
        sums, squares = score[block], weight[block]
        sums[:] = 0.0
        squares[:] = 0.0
        s = np.empty(9)
        for i in range(blocks[block], blocks[block + 1]):
            cut, cov, ends = cuts[i], covs[i], bounds[i]
            counts = ends[1:] - ends[:3]
            for turn in range(0 if update else 1, 2):
                b = slopes[i]
                s[:] = 0.0
                s[0], s[3], s[6], s[8] = -b, 1.0, 1e-9, 1e-9
                for k in range(ends[0], ends[3]):
                    kind = 0 if k < ends[1] else (1 if k < ends[2] else 2)
                    c = cell[k]
                    x, v = theta[c], var[c]
                    sd = _spread(kind, x, v, b, cov, single)
                    d1, d2, w11, w12, w22 = _vote(kind, cut, b * x, sd, nodes, shares, reach, phi, mills)
                    w = w11 + 2 * w12 + w22
                    if turn == 0:
                        s[0] -= x * (d1 + d2) + w * b * v
                        s[1] += d1
                        s[2] += d2
                        s[3] += w * (x * x + v)
                        s[4] -= x * (w11 + w12)
                        s[5] -= x * (w22 + w12)
                        s[6] += w11
                        s[7] += w12
                        s[8] += w22
                    else:
                        sums[c] -= b * (d1 + d2) + w * x * cov[0] - (w11 + w12) * cov[1] - (w22 + w12) * cov[2]
                        squares[c] += w * (b * b + cov[0])
                if turn == 0:
                    slopes[i] = _step(b, cut, cov, s, counts)


@njit(cache=True)
def positions(theta, var, order, before, variance, score, weight, bound):  # type: ignore[no-untyped-def]
    """A step for every position, looking back only; returns the middle and the scale that make mean 0 and sd 1."""
    for c_ in range(len(theta)):
        c = order[c_]
        pull, past, past_var = 1.0 / variance[c], 0.0, 0.0
        if before[c] >= 0:
            past, past_var = theta[before[c]], var[before[c]]
        s, w = 0.0, 0.0
        for block in range(len(score)):
            s += score[block, c]
            w += weight[block, c]
        new = (pull * past + w * theta[c] + s) / (pull + w)
        new = min(max(new, theta[c] - 1.0), theta[c] + 1.0)
        theta[c] = min(max(new, -bound), bound)
        var[c] = 1.0 / (pull + w) + (pull / (pull + w)) ** 2 * past_var
    middle = np.mean(theta)
    return middle, math.sqrt(np.mean((theta - middle) ** 2))
