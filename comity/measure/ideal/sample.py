"""The estimation sample of the dynamic ideal-point model: votes as flat arrays, repeated resolutions as one item.

Rules of Bailey, Strezhnev and Voeten (2017): absences are dropped; after 1989 votes on paragraphs and amendments; session 19
(one vote), Zanzibar and South Africa's session 48; and items on which all chose alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from comity.errors import ComityError
from comity.measure.ideal.bridging import collapse

Ints = NDArray[np.int64]
Places = NDArray[np.int32]

LAST_SESSION_WITH_PARTS = 44
"""The session of 1989: later votes on paragraphs and amendments are left out."""

SESSION_LEFT_OUT = 19
"""1964: members agreed not to vote, but for once."""

LEFT_OUT = {"EAZ": None, "ZAF": 48}
"""Units left out: of Zanzibar all sessions (one), of South Africa the one before it took its seat again."""


@dataclass(frozen=True)
class Sample:
    """Votes [v], sorted by unit, session and item, each by its place among units, sessions and items.

    `units` sorted ids of states' lines ("RUS" holds the Soviet Union's votes; "DEU:1990" those of the Federal Republic
    to session 45), `sessions` [t] ascending numbers, `items` [i] ascending ids (that of the first roll call where a resolution
    came back). `choice`: 1 yes, 2 abstain, 3 no.
    """

    units: tuple[str, ...]
    sessions: Ints
    items: Ints
    unit: Places
    session: Places
    item: Places
    choice: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.choice)

    @cached_property
    def cell(self) -> Places:
        """Place [v] of each vote's unit and session among the cells."""
        return self._cells[1].astype(np.int32)

    @cached_property
    def cell_unit(self) -> Places:
        """Unit [c] of each cell: the pairs of unit and session that have votes, sorted."""
        return (self._cells[0] // len(self.sessions)).astype(np.int32)

    @cached_property
    def cell_session(self) -> Places:
        """Session [c] of each cell."""
        return (self._cells[0] % len(self.sessions)).astype(np.int32)

    @cached_property
    def n_votes(self) -> Ints:
        """Votes cast [c] in each cell."""
        return np.bincount(self.cell, minlength=len(self.cell_unit)).astype(np.int64)

    @cached_property
    def _cells(self) -> tuple[Ints, Ints]:
        key = self.unit.astype(np.int64) * len(self.sessions) + self.session
        keys, which = np.unique(key, return_inverse=True)
        return keys, which


def sample(
    unit: ArrayLike, session: ArrayLike, item: ArrayLike, choice: ArrayLike, *, part: ArrayLike | None = None,
    pairs: ArrayLike = (), every: bool = False,
) -> Sample:  # fmt: skip
    """The votes that the model is estimated on.

    `unit` [v] ids, `session` [v] numbers, `item` [v] numbers of roll calls, `choice` [v]: 1 yes, 2 abstain, 3 no, anything
    else is an absence; `part` [v] true for a vote on a paragraph or an amendment; `pairs` [p, 2] repeated roll calls (see
    `bridging.collapse`). `every` keeps the sessions and units that the authors leave out and unanimous items.

    Errors: ComityError where the columns differ in length or nothing is left.

    >>> s = sample(["PER", "CHL", "PER", "CHL"], [1, 1, 2, 2], [7, 7, 9, 9], [1, 3, 1, 1], pairs=[(7, 9)])
    >>> s.units, s.items.tolist(), s.sessions.tolist(), s.choice.tolist(), s.n_votes.tolist()
    (('CHL', 'PER'), [7], [1, 2], [3, 1, 1, 1], [1, 1, 1, 1])
    """
    units, which = np.unique(np.asarray(unit, dtype=np.str_), return_inverse=True)
    columns = [np.asarray(column).astype(np.int64) for column in (session, item, choice)]
    parts = np.zeros(len(which), dtype=bool) if part is None else np.asarray(part, dtype=bool)
    if len({len(column) for column in (which, parts, *columns)}) > 1:
        raise ComityError("columns of votes differ in length", where=str([len(which), *map(len, columns)]))
    when, ids, chosen = columns
    keep = (chosen >= 1) & (chosen <= 3)
    if not every:
        keep &= _held_by_the_authors(units, which, when) & ~(parts & (when > LAST_SESSION_WITH_PARTS))
    merged = collapse(ids, np.asarray(pairs, dtype=np.int64))
    if not every:
        keep &= _contested(merged, chosen, keep)
    if not keep.any():
        raise ComityError("no vote is left to estimate on", next_step="give votes on items that divide the states")
    return _ordered(units[which[keep]], when[keep], merged[keep], chosen[keep])


def _held_by_the_authors(units: NDArray[np.str_], which: Ints, session: Ints) -> NDArray[np.bool_]:
    keep = np.asarray(session != SESSION_LEFT_OUT, dtype=np.bool_)
    for left_out, only in LEFT_OUT.items():
        when = np.ones_like(keep) if only is None else session == only
        keep &= ~((units == left_out)[which] & when)
    return keep


def _contested(item: Ints, choice: Ints, keep: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether an item's votes, over all its sessions, hold more than one choice."""
    ids, which = np.unique(item, return_inverse=True)
    seen = np.zeros((len(ids), 4), dtype=bool)
    seen[which[keep], choice[keep]] = True
    divided = np.asarray(seen.sum(axis=1) > 1, dtype=np.bool_)
    return divided[which].astype(np.bool_)


def _ordered(unit: NDArray[np.str_], session: Ints, item: Ints, choice: Ints) -> Sample:
    units, u = np.unique(unit, return_inverse=True)
    sessions, t = np.unique(session, return_inverse=True)
    items, i = np.unique(item, return_inverse=True)
    order = np.lexsort((i, t, u))
    unit_, session_, item_ = (places[order].astype(np.int32) for places in (u, t, i))
    return Sample(tuple(units.tolist()), sessions, items, unit_, session_, item_, choice[order].astype(np.int8))
