"""Camps and their wings: pairs weighed by the size of the states, and each camp divided once more in itself.

Where every pair counts alike, the likeness of a hundred small states to each other decides who stands with whom. Here a pair counts
by (c_i c_j)^¼, c a state's share of the world's material capabilities: of two states, one ten thousand times as large counts ten
times as much. Modularity merges groups that are small beside the whole (Fortunato and Barthélemy 2007, PNAS 104(1)), so each camp
is searched again by itself, with what its members have in common taken off (`centred`): its wings. Needs the extra `estimate`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from comity.measure.camps.balance import centred
from comity.measure.camps.louvain import by_size, communities

Values = NDArray[np.float64]
Labels = NDArray[np.int64]

ROOT = 0.25
FEWEST = 6
"""Members from which a camp is searched for wings."""


def weighed(weights: Values, size: Values) -> Values:
    """Weights [n, n] times (c_i c_j)^¼.

    >>> weighed(np.array([[0, 1.0], [1, 0]]), np.array([1, 16e-4])).round(3).tolist()
    [[0.0, 0.2], [0.2, 0.0]]
    """
    root = size**ROOT
    return np.asarray(weights * np.outer(root, root))


def divided(weights: Values, size: Values, restarts: int = 20, seed: int = 0) -> tuple[Labels, Labels, float]:
    """Camp and wing [n] of each state and the modularity of the camps; 0 the largest camp, and the largest wing of all.

    >>> w = np.kron(np.eye(2), np.ones((6, 6))) + np.kron(np.eye(4), np.ones((3, 3)))
    >>> [labels.tolist() for labels in divided(w, np.ones(12))[:2]]
    [[0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1], [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]]
    """
    camps, quality = communities(weighed(weights, size), restarts, seed)
    wings = np.zeros_like(camps)
    for camp in range(camps.max(initial=-1) + 1):
        inside = np.flatnonzero(camps == camp)
        part = np.zeros(len(inside), dtype=np.int64)
        if len(inside) >= FEWEST:
            part, _ = communities(weighed(centred(weights[np.ix_(inside, inside)]), size[inside]), restarts, seed)
        wings[inside] = wings.max(initial=0) + 1 + part
    return camps, by_size(wings), quality


def matched(labels: Labels, reference: Labels) -> Labels:
    """Labels renumbered so that each group bears the number of the reference's group it shares most with, else a new one.

    >>> matched(np.array([3, 3, 0, 0, 1]), np.array([0, 0, 1, 1, 1])).tolist()
    [0, 0, 1, 1, 2]
    """
    old = by_size(labels)
    shared = np.zeros((old.max() + 1, reference.max() + 1), dtype=np.int64)
    np.add.at(shared, (old, reference), 1)
    new = np.full(len(shared), -1, dtype=np.int64)
    order = sorted(zip(*np.nonzero(shared), strict=True), key=lambda pair: (-shared[pair], *pair))
    taken: set[int] = set()
    for mine, theirs in order:
        if new[mine] < 0 and int(theirs) not in taken:
            new[mine] = theirs
            taken.add(int(theirs))
    new[new < 0] = reference.max() + 1 + np.arange((new < 0).sum())
    return np.asarray(new[old])
