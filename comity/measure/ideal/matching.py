"""Which roll call repeats which: the same resolution voted on again in the next session, found from titles and votes.

Repeated resolutions tie the scales of sessions together. The authors' hand-made list of them ends in 2019; this finds them
in any year. A pair is named where each is the other's likeliest partner, by a wide enough margin of likeness.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from comity.errors import ComityError
from comity.measure.ideal.matching_text import likeness, rarity

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEAST_LIKE = 0.6
"""Least likeness of the two titles."""

LEAST_AGREED = 0.85
"""Least graded agreement of states with themselves, over the two votes."""

LEAST_VOTERS = 10
"""States that must have voted both times."""

SCALE = np.array([0.0, 0.0, 0.5, 1.0])
"""Choices (none, yes, abstain, no) on the scale of graded agreement."""


@dataclass(frozen=True, slots=True)
class Repeats:
    """Pairs [p, 2] of roll calls, the earlier first, ordered by the later; `like` [p] likeness of titles (0..1) and
    `agreed` [p] graded agreement of every state with itself (0..1)."""

    pairs: Ints
    like: Floats
    agreed: Floats

    def __len__(self) -> int:
        return len(self.pairs)


@dataclass(frozen=True, slots=True)
class Check:
    """Pairs found against pairs known. `precision`: of the pairs found that touch a roll call which the list pairs, the
    share that the list pairs the same way; `recall`: share of the list found; `n_new`: pairs about which the list is silent."""

    precision: float
    recall: float
    n_known: int
    n_new: int


def repeats(
    ids: ArrayLike, titles: Sequence[str], sessions: ArrayLike, votes: NDArray[np.int8], *,
    least_like: float = LEAST_LIKE, least_agreed: float = LEAST_AGREED,
) -> Repeats:  # fmt: skip
    """Roll calls of one session that repeat one of the session before.

    `ids` [n] of roll calls, `titles` all the text there is on each (title, agenda item, description), `sessions` [n],
    `votes` [n, s]: 1 yes, 2 abstain, 3 no, 0 none. Likeness: cosine of words weighted by rarity. A pair has at least both
    least values, and its sum of likeness and agreement is the highest of either roll call, shared by no other pair.

    Errors: ComityError where the columns differ in length.

    >>> found = repeats([7, 8, 9], ["Question of Cyprus", "Oceans", "The question of Cyprus"], [30, 30, 31],
    ...                 np.tile(np.array([[1], [3], [1]], dtype=np.int8), 12))
    >>> found.pairs.tolist(), found.agreed.tolist()
    ([[7, 9]], [1.0])
    """
    names, when = np.asarray(ids, dtype=np.int64), np.asarray(sessions, dtype=np.int64)
    if len({len(names), len(titles), len(when), len(votes)}) > 1:
        raise ComityError("ids, titles, sessions and votes differ in length", where=f"{len(names)}, {len(titles)}, {len(when)}, {len(votes)}")  # fmt: skip
    weights = rarity(titles)
    found: list[tuple[int, int, float, float]] = []
    for session in np.unique(when):
        old, new = np.flatnonzero(when == session - 1), np.flatnonzero(when == session)
        if len(old) and len(new):
            like = likeness([titles[int(k)] for k in old], [titles[int(k)] for k in new], weights)
            agreed = agreement(votes[old], votes[new])
            held = (like >= least_like) & (agreed >= least_agreed)
            for o, n in zip(*mutual(np.where(held, like + agreed, -1.0)), strict=True):
                found.append((int(names[old[o]]), int(names[new[n]]), float(like[o, n]), float(agreed[o, n])))
    pairs = np.array([row[:2] for row in found], dtype=np.int64).reshape(-1, 2)
    order = np.argsort(pairs[:, 1], kind="stable")
    scores = np.array([row[2:] for row in found], dtype=np.float64).reshape(-1, 2)[order]
    return Repeats(pairs[order], scores[:, 0], scores[:, 1])


def agreement(old: NDArray[np.int8], new: NDArray[np.int8]) -> Floats:
    """[o, n] graded agreement 1 - mean |a - b| / 2 of states with themselves; nan where fewer than ten voted both times.

    >>> agreement(np.full((1, 10), 1, dtype=np.int8), np.full((1, 10), 2, dtype=np.int8)).tolist()
    [[0.5]]
    """
    both = (old > 0).astype(float) @ (new > 0).T.astype(float)
    apart = np.zeros(both.shape)
    for a in (1, 2, 3):
        for b in (1, 2, 3):
            if a != b:
                apart += abs(SCALE[a] - SCALE[b]) * ((old == a).astype(float) @ (new == b).T.astype(float))
    return np.where(both >= LEAST_VOTERS, 1.0 - apart / np.maximum(both, 1), np.nan)


def mutual(score: Floats) -> tuple[Ints, Ints]:
    """Rows and columns of cells above 0 that are the single highest of their row and of their column.

    >>> [places.tolist() for places in mutual(np.array([[0.9, 0.8], [0.7, 0.6], [0.1, -1.0]]))]
    [[0], [0]]
    """
    top = (score == score.max(axis=1, keepdims=True)) & (score == score.max(axis=0, keepdims=True)) & (score > 0)
    top &= (top.sum(axis=1, keepdims=True) == 1) & (top.sum(axis=0, keepdims=True) == 1)
    rows, columns = np.nonzero(top)
    return rows.astype(np.int64), columns.astype(np.int64)


def checked(found: Repeats, known: ArrayLike) -> Check:
    """How pairs found agree with a list of pairs known [k, 2], which may be silent about many.

    >>> pairs = np.array([[1, 2], [3, 5], [8, 9]])
    >>> checked(Repeats(pairs, np.ones(3), np.ones(3)), [(1, 2), (4, 5), (6, 7)])
    Check(precision=0.5, recall=0.3333333333333333, n_known=3, n_new=1)
    """
    listed = {(int(a), int(b)) for a, b in np.asarray(known, dtype=np.int64)}
    first, second = {a for a, _ in listed}, {b for _, b in listed}
    ours = [(int(a), int(b)) for a, b in found.pairs]
    spoken = [pair for pair in ours if pair[0] in first or pair[1] in second]
    right = sum(pair in listed for pair in spoken)
    precision = right / len(spoken) if spoken else float("nan")
    return Check(precision, right / len(listed) if listed else float("nan"), len(listed), len(ours) - len(spoken))
