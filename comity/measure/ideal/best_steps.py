"""The two steps of a sweep: every item given the states, every state's path given the items.

Both are one Newton step on the expected log likelihood under normal uncertainty on the other side, which then counts as
errors in variables. Items are (beta [d], middle of the cut-points, log of their distance).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from comity.measure.ideal.best_likelihood import Floats, compiled, inverse, mean_slopes, shift_variance

Ints = NDArray[np.int64]
Choices = NDArray[np.int8]

ITEM_STEP, WIDTH_STEP, STATE_STEP = 2.0, 0.7, 1.0
"""Longest step of a slope or middle, of a log width, and of a position, in one sweep."""


@compiled
def vote_slopes(
    choice: int, theta: Floats, spread: Floats, item: Floats, doubt: Floats, averaged: bool, out: Floats
) -> float:
    """`mean_slopes` of one vote into `out`; returns the distance of the item's cut-points."""
    d = len(theta)
    width = math.exp(item[d + 1])
    h = item[d]
    for j in range(d):
        h -= item[j] * theta[j]
    sd = math.sqrt(shift_variance(theta, spread, item, doubt)) if averaged else 0.0
    mean_slopes(choice, h - 0.5 * width, h + 0.5 * width, sd, out)
    return width


@compiled
def add_vote_to_item(
    theta: Floats, spread: Floats, item: Floats, width: float, s: Floats, grad: Floats, info: Floats
) -> None:
    """Gradient and information of one vote for the item's d + 2 parameters."""
    d = len(theta)
    tilt, bend = s[0] + s[1], s[2] + 2.0 * s[3] + s[4]
    cross = 0.5 * width * (s[4] - s[2])
    for j in range(d):
        g = -theta[j] * tilt
        for k in range(d):
            info[j, k] += bend * (theta[j] * theta[k] + spread[j, k])
            g -= bend * spread[j, k] * item[k]
        grad[j] += g
        info[j, d] -= bend * theta[j]
        info[j, d + 1] -= cross * theta[j]
    grad[d] += tilt
    grad[d + 1] += 0.5 * width * (s[1] - s[0])
    info[d, d] += bend
    info[d, d + 1] += cross
    info[d + 1, d + 1] += 0.25 * width * width * (s[4] - 2.0 * s[3] + s[2])


@compiled
def move_item(item: Floats, grad: Floats, doubt: Floats) -> float:
    """Newton step with a bound on its length; returns the largest change."""
    n = len(item)
    change = np.zeros(n)
    scale = 1.0
    for r in range(n):
        for q in range(n):
            change[r] += doubt[r, q] * grad[q]
        bound = WIDTH_STEP if r == n - 1 else ITEM_STEP
        if abs(change[r]) * scale > bound:
            scale = bound / abs(change[r])
    for r in range(n):
        item[r] += scale * change[r]
    largest: float = scale * np.abs(change).max()
    return largest


@compiled
def item_steps(
    low: int, high: int, begin: Ints, cell: Ints, choice: Choices, theta: Floats, spread: Floats,
    items: Floats, doubts: Floats, mean: Floats, precision: Floats, averaged: bool,
) -> float:  # fmt: skip
    """Move items low..high-1, whose votes stand at begin[i]..begin[i+1]; `doubts` becomes the inverse information."""
    n = items.shape[1]
    s, grad, info, root = np.zeros(5), np.zeros(n), np.zeros((n, n)), np.zeros((n, n))
    largest = 0.0
    for i in range(low, high):
        item = items[i]
        for r in range(n):
            grad[r] = 0.0
            for q in range(n):
                info[r, q] = precision[r, q]
                grad[r] -= precision[r, q] * (item[q] - mean[q])
        for o in range(begin[i], begin[i + 1]):
            c = cell[o]
            width = vote_slopes(choice[o], theta[c], spread[c], item, doubts[i], averaged, s)
            add_vote_to_item(theta[c], spread[c], item, width, s, grad, info)
        for r in range(n):
            for q in range(r):
                info[r, q] = info[q, r]
        inverse(info, doubts[i], root)
        largest = max(largest, move_item(item, grad, doubts[i]))
    return largest


@compiled
def add_vote_to_cell(
    theta: Floats, item: Floats, doubt: Floats, width: float, s: Floats, grad: Floats, info: Floats
) -> None:
    """Gradient and information of one vote for a state's position in one session."""
    d = len(theta)
    tilt, bend = s[0] + s[1], s[2] + 2.0 * s[3] + s[4]
    cross = 0.5 * width * (s[4] - s[2])
    for j in range(d):
        g = bend * doubt[j, d] + cross * doubt[j, d + 1] - item[j] * tilt
        for k in range(d):
            info[j, k] += bend * (item[j] * item[k] + doubt[j, k])
            g -= bend * doubt[j, k] * theta[k]
        grad[j] += g


@compiled
def cell_information(
    begin: Ints, item: Ints, choice: Choices, theta: Floats, spread: Floats, items: Floats, doubts: Floats,
    averaged: bool, grad: Floats, info: Floats,
) -> None:  # fmt: skip
    """Add gradients [c, d] and informations [c, d, d] of the votes at begin[c]..begin[c+1], for every cell given."""
    s = np.zeros(5)
    for c in range(len(grad)):
        for o in range(begin[c], begin[c + 1]):
            i = item[o]
            width = vote_slopes(choice[o], theta[c], spread[c], items[i], doubts[i], averaged, s)
            add_vote_to_cell(theta[c], items[i], doubts[i], width, s, grad[c], info[c])


@compiled
def product(a: Floats, b: Floats, out: Floats) -> None:
    """out = a b for small square matrices."""
    n = len(a)
    for i in range(n):
        for j in range(n):
            s = 0.0
            for k in range(n):
                s += a[i, k] * b[k, j]
            out[i, j] = s


@compiled
def add_product(matrix: Floats, vector: Floats, out: Floats) -> None:
    """out += matrix vector."""
    for i in range(len(vector)):
        for j in range(len(vector)):
            out[i] += matrix[i, j] * vector[j]


@compiled
def eliminate(aim: Floats, info: Floats, link: Floats, pivot: Floats) -> None:
    """Forward pass over a path: `pivot` [n, d, d] inverse of each session's information given those before it."""
    n, d = aim.shape
    room, gain, root = np.zeros((d, d)), np.zeros((d, d)), np.zeros((d, d))
    for k in range(n):
        info[k] += link[k]
        if k < n - 1:
            info[k] += link[k + 1]
        if k > 0:
            product(link[k], pivot[k - 1], gain)
            product(gain, link[k], room)
            info[k] -= room
            add_product(gain, aim[k - 1], aim[k])
        inverse(info[k], pivot[k], root)


@compiled
def smooth(aim: Floats, info: Floats, link: Floats, theta: Floats, spread: Floats, lagged: Floats) -> float:
    """Solve one path: information [n, d, d] and aim [n, d] of each session, `link` [n, d, d] precision of each move.

    link[0] is the precision of the start around 0. Fills positions, covariances and covariances with the session
    before, by a forward elimination and a backward pass as in a Kalman smoother. Returns the largest change.
    """
    n, d = aim.shape
    pivot, new = np.zeros((n, d, d)), np.zeros((n, d))
    room, gain = np.zeros((d, d)), np.zeros((d, d))
    eliminate(aim, info, link, pivot)
    for k in range(n - 1, -1, -1):
        spread[k] = pivot[k]
        if k < n - 1:
            add_product(link[k + 1], new[k + 1], aim[k])
            product(pivot[k], link[k + 1], gain)
            product(gain, spread[k + 1], lagged[k + 1])
            product(lagged[k + 1], gain.T, room)
            spread[k] += room
        add_product(pivot[k], aim[k], new[k])
    new -= theta
    largest: float = np.abs(new).max()
    theta += min(1.0, STATE_STEP / max(largest, 1e-12)) * new
    return largest


@compiled
def path_steps(
    low: int, high: int, begin: Ints, item: Ints, choice: Choices, first: Ints, gap: Floats, theta: Floats,
    spread: Floats, lagged: Floats, items: Floats, doubts: Floats, drift: Floats, pace: Floats, averaged: bool,
) -> float:  # fmt: skip
    """Move the paths of states low..high-1, whose cells stand at first[u]..first[u+1], votes at begin[c]..begin[c+1].

    `drift` [d, d] is the inverse variance of a move in one session, times 1 / pace[u]; `gap` [c] sessions since the cell before.
    """
    d = theta.shape[1]
    largest = 0.0
    for u in range(low, high):
        n = first[u + 1] - first[u]
        path, marks = slice(first[u], first[u + 1]), slice(first[u], first[u + 1] + 1)
        aim, info, link = np.zeros((n, d)), np.zeros((n, d, d)), np.zeros((n, d, d))
        cell_information(begin[marks], item, choice, theta[path], spread[path], items, doubts, averaged, aim, info)
        for k in range(n):
            c = first[u] + k
            for a in range(d):
                for b in range(d):
                    aim[k, a] += info[k, a, b] * theta[c, b]
                    link[k, a, b] = drift[a, b] / (pace[u] * gap[c]) if k else (1.0 if a == b else 0.0)
        largest = max(largest, smooth(aim, info, link, theta[path], spread[path], lagged[path]))
    return largest
