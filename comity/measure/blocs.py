"""A bloc as a voter: the choice of more than half of its members that voted on the item."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from comity import actors

MIN_MEMBERS = 2
"""Fewer members that voted than this (the state itself left out) make no bloc vote."""


def membership_mask(
    bloc: str, days: NDArray[np.datetime64], states: tuple[str, ...], status: str = "member"
) -> NDArray[np.bool_]:
    """Which states were members of the bloc on each day: [day, state]. Days ascending; dates inclusive."""
    mask = np.zeros((len(days), len(states)), dtype=np.bool_)
    for s, state in enumerate(states):
        for spell in actors.memberships(state):
            if spell.bloc == bloc and spell.status == status:
                start = np.searchsorted(days, np.datetime64(spell.start or date.min, "D"), side="left")
                end = np.searchsorted(days, np.datetime64(spell.end or date.max, "D"), side="right")
                mask[start:end, s] = True
    return mask


def bloc_votes(votes: NDArray[np.int8], members: NDArray[np.bool_]) -> NDArray[np.int8]:
    """The bloc's choice on each item as each state meets it: [item, state], 0 where there is none.

    The choice of more than half of the members that said yes, abstained or said no; a member's own vote is left out of
    what it is compared with, else large members would partly be compared with themselves. No choice where none
    has more than half or fewer than two other members voted.

    >>> bloc_votes(np.array([[1, 1, 3, 3]], dtype=np.int8), np.array([[True, True, True, False]])).tolist()
    [[0, 0, 1, 1]]
    """
    cast = np.where(members, votes, 0)
    others = [(cast == choice).sum(axis=1, dtype=np.int16)[:, None] - (cast == choice) for choice in (1, 2, 3)]
    voted = others[0] + others[1] + others[2]
    chosen = np.zeros(votes.shape, dtype=np.int8)
    for choice, count in enumerate(others, start=1):
        chosen[(2 * count > voted) & (voted >= MIN_MEMBERS)] = choice
    return chosen
