"""Communities of a weighted, signed network by modularity, compiled; needs the extra `estimate` (numba).

Modularity for signed weights (Gómez, Jensen and Arenas 2009, Physical Review E 80, 016114), with w⁺ = max(w, 0),
w⁻ = max(−w, 0), strengths s± and totals 2W±:

    Q = Σ_ij [ w_ij − (s⁺_i s⁺_j / 2W⁺ − s⁻_i s⁻_j / 2W⁻) ] δ(c_i, c_j) / (2W⁺ + 2W⁻)

Climbed as Louvain does (Blondel et al. 2008): single states move to the community that gains most, communities merge
while that gains, both until nothing does; many orders, the best kept.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

Values = NDArray[np.float64]
Labels = NDArray[np.int64]


def gains(weights: Values) -> Values:
    """[n, n] what putting two together adds to Q (diagonal included, as the formula has it); nan weighs nothing.

    >>> gains(np.array([[0, 1.0], [1, 0]])).tolist()
    [[-0.25, 0.25], [0.25, -0.25]]
    """
    w = np.nan_to_num(np.asarray(weights, dtype=float))
    w = w - np.diag(np.diag(w))
    total = np.abs(w).sum()
    if not total:
        return np.zeros_like(w)
    expected = np.zeros_like(w)
    for sign in (1, -1):
        part = np.maximum(sign * w, 0)
        strength = part.sum(axis=1)
        if strength.any():
            expected += sign * np.outer(strength, strength) / strength.sum()
    return np.asarray((w - expected) / total)


def communities(weights: Values, restarts: int = 20, seed: int = 0) -> tuple[Labels, float]:
    """Community of each of n states (0 the largest) and modularity of the best of `restarts` climbs.

    `weights` [n, n] symmetric, nan where nothing is known. The same seed gives the same answer. Up to seven states every
    partition is tried, since climbs from single states can miss the best one.

    >>> blocks = np.kron(np.eye(2), np.ones((3, 3)))
    >>> communities(blocks)[0].tolist(), round(communities(blocks)[1], 3)
    ([0, 0, 0, 1, 1, 1], 0.5)
    """
    gain = gains(weights)
    if 0 < len(gain) <= FEW:
        every = partitions(len(gain))
        worth = ((every[:, :, None] == every[:, None, :]) * gain).sum(axis=(1, 2))
        best = every[worth >= worth.max() - TIED]  # of equals the finest: nobody is put where it gains nothing
        return by_size(best[best.max(axis=1).argmax()]), float(worth.max())
    rng = np.random.Generator(np.random.PCG64(seed))
    orders = np.array([rng.permutation(len(gain)) for _ in range(restarts)], dtype=np.int64)
    labels, quality = _climb(gain, orders.reshape(restarts, len(gain)))
    return by_size(labels), float(quality)


TIED = 1e-12

FEW = 7
"""States up to which all partitions are tried: 877 of seven."""


def partitions(n: int) -> Labels:
    """Every way to divide n states, one a row.

    >>> partitions(3).tolist()
    [[0, 0, 0], [0, 0, 1], [0, 1, 0], [0, 1, 1], [0, 1, 2]]
    """
    found: list[list[int]] = [[]]
    for _ in range(n):
        found = [[*labels, c] for labels in found for c in range(max(labels, default=-1) + 2)]
    return np.array(found, dtype=np.int64)


def modularity(weights: Values, labels: Labels) -> float:
    """Q of a given partition.

    >>> round(modularity(np.kron(np.eye(2), np.ones((3, 3))), np.array([0, 0, 0, 1, 1, 1])), 3)
    0.5
    """
    return float(gains(weights)[labels[:, None] == labels].sum())


def by_size(labels: Labels) -> Labels:
    """Labels anew: 0 the largest, ties by the first member.

    >>> by_size(np.array([7, 3, 3])).tolist()
    [1, 0, 0]
    """
    found, first, n = np.unique(labels, return_index=True, return_counts=True)
    new = np.empty(int(found.max(initial=-1)) + 1, dtype=np.int64)
    new[found[np.lexsort((first, -n))]] = np.arange(len(found))
    return np.asarray(new[labels])


@njit(cache=True)
def _climb(gain: Values, orders: Labels) -> tuple[Labels, float]:
    n = len(gain)
    best, top = np.arange(n), -np.inf
    for r in range(len(orders)):
        labels = np.arange(n)
        pull = gain.copy()  # pull[i, c]: what i gains from all members of c
        while True:
            moved = _move(gain, labels, pull, orders[r])
            merged = _merge(labels, pull)
            if not moved and not merged:
                break
        quality = 0.0
        for i in range(n):
            quality += pull[i, labels[i]]
        if quality > top + 1e-12:
            best, top = labels, quality
    return best, top


@njit(cache=True)
def _move(gain: Values, labels: Labels, pull: Values, order: Labels) -> bool:
    n, any_moved, moved = len(labels), False, True
    while moved:
        moved = False
        for i in order:
            here = labels[i]
            stay = pull[i, here] - gain[i, i]
            there, most = here, stay
            for c in range(n):
                if c != here and pull[i, c] > most + 1e-12:
                    there, most = c, pull[i, c]
            if there != here:
                labels[i] = there
                for j in range(n):
                    pull[j, here] -= gain[j, i]
                    pull[j, there] += gain[j, i]
                moved = any_moved = True
    return any_moved


@njit(cache=True)
def _merge(labels: Labels, pull: Values) -> bool:
    """Join the two communities that gain most by it; False where none do."""
    n = len(labels)
    between = np.zeros((n, n))
    held = np.zeros(n, dtype=np.bool_)
    for i in range(n):
        held[labels[i]] = True
        for c in range(n):
            between[labels[i], c] += pull[i, c]
    most, one, two = 1e-12, -1, -1
    for a in range(n):
        for b in range(a + 1, n):
            if held[a] and held[b] and between[a, b] > most:
                most, one, two = between[a, b], a, b
    if one < 0:
        return False
    for i in range(n):
        if labels[i] == two:
            labels[i] = one
        pull[i, one] += pull[i, two]
        pull[i, two] = 0.0
    return True
