"""Bridging: resolutions that come back in later sessions are one item, named after its first roll call."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError

Ids = NDArray[np.int64]


def collapse(items: Ids, pairs: Ids) -> Ids:
    """Each id replaced by that of the earliest roll call on the same matter.

    `items` [v] ids of roll calls, `pairs` [p, 2]: roll call pairs[k, 1] repeats roll call pairs[k, 0]. Later roll calls are
    taken first, so chains end at their beginning; one that repeats several goes to the lowest id.

    Errors: ComityError where `pairs` is not [p, 2] or a roll call is said to repeat itself.

    >>> collapse(np.array([1, 2, 3, 9]), np.array([[1, 2], [2, 3]])).tolist()
    [1, 1, 1, 9]
    """
    pairs = np.asarray(pairs, dtype=np.int64)
    if pairs.size == 0:
        return np.asarray(items, dtype=np.int64).copy()
    if pairs.ndim != 2 or pairs.shape[1] != 2:
        raise ComityError("pairs of repeated roll calls come as [p, 2]", where=f"shape {pairs.shape}")
    if (same := pairs[pairs[:, 0] == pairs[:, 1], 0]).size:
        raise ComityError("a roll call cannot repeat itself", where=f"roll call {same[0]}")
    ids, which = np.unique(np.asarray(items, dtype=np.int64), return_inverse=True)
    current = ids.copy()
    for later in np.unique(pairs[:, 1])[::-1]:
        current[current == later] = pairs[pairs[:, 1] == later, 0].min()
    return current[which]
