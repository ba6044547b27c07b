"""Tables of joint choices: how often one state chose a while the other chose b, all dyads at once, counted or weighted."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from comity.measure.votes.yardsticks import Values


def joint_tables(chosen: NDArray[np.integer], k: int, weights: NDArray[np.floating] | None = None) -> Values:
    """Tables [d, k, k] of all dyads (first < second, in the order of `np.triu_indices`) over items chosen [i, s].

    `chosen` holds 1 to k, 0 where a state made no choice: the item then counts for none of its dyads. `weights` [i]
    makes each item count by its weight (capabilities of the state allied with, say); without it, by one. Whole numbers below
    2**24 are exact. ValueError for choices outside 0 to k, or weights that are negative, not finite or of another length.

    >>> joint_tables(np.array([[1, 1, 3], [1, 2, 0]]), 3)[0].tolist()
    [[1.0, 1.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
    """
    chosen = _choices(chosen, k)
    joint = _joint(chosen, k, None if weights is None else _checked(weights, len(chosen)))
    places = _places(chosen.shape[1], joint.shape[1])
    planes = np.empty((k, k, len(places)), dtype=joint.dtype)
    for a, b in np.ndindex(k, k):
        corner = joint.reshape(-1)[chosen.shape[1] * (a * joint.shape[1] + b) :]
        np.take(corner, places, out=planes[a, b], mode="clip")  # "raise" would buffer
    return planes.transpose(2, 0, 1)


def weighted_s(chosen: NDArray[np.integer], k: int, weights: NDArray[np.floating]) -> Values:
    """Signorino and Ritter's S of all dyads [d], each item counted by its weight: 1 - 2 sum(w |a - b|) / ((k - 1) sum(w)).

    The same number as `s_absolute` of the weighted tables, without the tables: |a - b| is the number of thresholds that one of
    the two choices passes and the other does not. nan where no weight falls on an item that both chose on. Refuses as
    `joint_tables` does.

    >>> weighted_s(np.array([[1, 3], [1, 1], [2, 1]]), 3, np.array([1.0, 2.0, 1.0])).tolist()
    [0.25]
    """
    weights = _checked(weights, len(_choices(chosen, k)))
    chose = (chosen > 0) * np.sqrt(weights)[:, None]
    passed = np.concatenate([(chosen > choice) * np.sqrt(weights)[:, None] for choice in range(1, k)])
    above = np.maximum(chosen - 1, 0) * weights[:, None]
    alone = above.T @ (chosen > 0).astype(np.float64)
    total = chose.T @ chose
    most = (k - 1) * total
    apart = np.clip(alone + alone.T - 2 * (passed.T @ passed), 0, None)
    square = np.divide(most - 2 * apart, most, out=np.full(most.shape, np.nan), where=most > 0)
    values: Values = square.reshape(-1)[_places(len(square), len(square))]
    return values


def _places(n: int, width: int) -> NDArray[np.int64]:
    """Where the upper triangle of n states lies in rows of a flat array of that width."""
    rows = np.arange(n)
    first = np.repeat(rows, n - 1 - rows)
    begins = np.cumsum(n - 1 - rows) - (n - 1 - rows)
    second = np.arange(len(first)) - begins[first] + first + 1
    places: NDArray[np.int64] = first * width + second
    return places


def _joint(chosen: NDArray[np.integer], k: int, weights: Values | None) -> Values:
    """The one-hot matrix of choices times itself, [k * s, k * s]; single precision holds counts exactly."""
    n = chosen.shape[1]
    hot = np.empty((len(chosen), k * n), dtype=np.float32 if weights is None else np.float64)
    for choice in range(k):
        np.equal(chosen, choice + 1, out=hot[:, choice * n : (choice + 1) * n], casting="unsafe")
    if weights is not None:
        hot *= np.sqrt(weights)[:, None]
    return np.asarray(hot.T @ hot)


def _choices(chosen: NDArray[np.integer], k: int) -> NDArray[np.integer]:
    chosen = np.asarray(chosen)
    whole = chosen.ndim == 2 and np.issubdtype(chosen.dtype, np.integer)
    if not whole or (chosen.size and not (chosen.min() >= 0 and chosen.max() <= k)):
        raise ValueError(f"choices must be whole numbers of 0 to {k}, [items, states]")
    return chosen


def _checked(weights: NDArray[np.floating], n: int) -> Values:
    checked: Values = np.asarray(weights, dtype=np.float64)
    if checked.shape != (n,) or (n and not (checked.min() >= 0 and checked.max() < np.inf)):
        raise ValueError(f"weights must be {n} finite numbers of 0 or more, one an item")
    return checked
