"""Joint choices: how often one state said yes, abstained or said no while the other did, by year and class of vote.

Every yardstick is an exact function of these counts, which is why the release ships them and nothing else. Counted are
votes on which both said yes, abstained or said no. A vote on which all members that voted chose alike is unanimous and
stands apart (Voeten leaves these out too). The rest is "contested" where less than 90 per cent of the members that said
yes, abstained or said no said yes, else "lopsided".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import product

import numpy as np
from numpy.typing import NDArray

from comity import actors
from comity.errors import ComityError
from comity.measure.blocs import bloc_votes, membership_mask
from comity.measure.votes.panel import RollCalls

CLASSES = ("lopsided", "contested")
"""Axis 1 of every table of counts."""

UNANIMOUS = 2


@dataclass(frozen=True, slots=True)
class ChoiceTable:
    """Joint choices of all dyads and years, one row a dyad-year, sorted by year, state1, state2.

    `state1 < state2` for two states; a bloc always stands in `state2`. `counts` is [n, 2, 3, 3]: class, choice of
    state1, choice of state2, choices in the order yes, abstain, no. `unanimous` is [n]: votes on which every member
    that voted chose alike, both states among them.
    """

    state1: NDArray[np.str_]
    state2: NDArray[np.str_]
    year: NDArray[np.int16]
    counts: NDArray[np.uint16]
    unanimous: NDArray[np.uint16]

    def __len__(self) -> int:
        return len(self.year)


@dataclass(frozen=True, slots=True)
class DyadChoices:
    """Joint choices of one dyad, predecessors summed in (RUS holds SUN before 1991-12-26), years ascending.

    `state1 < state2`, a bloc in `state2`. `counts` is [y, 2, 3, 3] as in `ChoiceTable`, `unanimous` [y]. `as_of` is the
    last day whose votes are counted. `note` is one sentence where something is left out or nothing is held, else "".
    """

    state1: str
    state2: str
    years: NDArray[np.int64]
    counts: NDArray[np.int64]
    unanimous: NDArray[np.int64]
    as_of: date
    note: str = ""

    def __len__(self) -> int:
        return len(self.years)

    @property
    def pair(self) -> str:
        """`S1-S2` as evidence ids spell it."""
        return f"{self.state1}-{self.state2}"

    def of(self, votes: str = "all") -> NDArray[np.int64]:
        """Counts [y, 3, 3]: "all" non-unanimous votes, or the "contested" ones (yes share below .90)."""
        if votes not in ("all", "contested"):
            raise ComityError(f"no class of votes {votes!r}", next_step='choose "all" or "contested"')
        return self.counts[:, 0] + self.counts[:, 1] if votes == "all" else self.counts[:, 1]

    def n_votes(self, votes: str = "all") -> NDArray[np.int64]:
        """Votes of each year on which both said yes, abstained or said no."""
        total: NDArray[np.int64] = self.of(votes).sum(axis=(1, 2))
        return total


def vote_class(votes: NDArray[np.int8]) -> NDArray[np.int8]:
    """Class of each item [i]: 0 lopsided, 1 contested, 2 unanimous (or no vote at all).

    >>> vote_class(np.array([[1, 1, 0], [1, 2, 3], [2, 2, 2]], dtype=np.int8)).tolist()
    [2, 1, 2]
    """
    tally = np.stack([(votes == choice).sum(axis=1) for choice in (1, 2, 3)])
    cast = tally.sum(axis=0)
    contested = 10 * tally[0] < 9 * cast
    return np.where(tally.max(axis=0) == cast, UNANIMOUS, contested).astype(np.int8)


def choice_table(calls: RollCalls, blocs: tuple[str, ...] = ()) -> ChoiceTable:
    """All dyads of states in all years at once, then every state beside each of `blocs`.

    >>> votes = np.array([[1, 1, 3], [1, 2, 3]], dtype=np.int8)
    >>> days = np.array(["2020-06-01", "2020-06-02"], dtype="datetime64[D]")
    >>> table = choice_table(RollCalls(np.array(["undl:1", "undl:2"]), days, ("CHN", "RUS", "USA"), votes))
    >>> table.state1.tolist(), table.counts[0, 1].tolist()
    (['CHN', 'CHN', 'RUS'], [[1, 1, 0], [0, 0, 0], [0, 0, 0]])
    """
    classes, years = vote_class(calls.votes), calls.years
    states = np.array(calls.states)
    parts = []
    for year in np.unique(years):
        rows = years == year
        voted = calls.votes[rows].any(axis=0)
        first, second, counts, unanimous = _all_dyads(calls.votes[rows][:, voted], classes[rows])
        names = states[voted]
        parts.append((names[first], names[second], np.full(len(first), year), counts, unanimous))
    parts += [_beside(calls, bloc, classes) for bloc in blocs]
    return _table(parts)


def _all_dyads(
    votes: NDArray[np.int8], classes: NDArray[np.int8]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint16], NDArray[np.uint16]]:
    """One year: joint counts are the product of the one-hot matrix of choices with itself. Counts are [2, 3, 3, n]."""
    n = votes.shape[1]
    first, second = np.triu_indices(n, 1)
    place = first * n + second
    counts = np.empty((len(CLASSES), 9, len(place)), dtype=np.uint16)
    for c in range(len(CLASSES)):
        chosen = votes[classes == c]
        hot = np.concatenate([chosen == 1, chosen == 2, chosen == 3], axis=1).astype(np.float32)
        joint = (hot.T @ hot).astype(np.uint16).reshape(3, n, 3, n).transpose(0, 2, 1, 3)
        np.take(joint.reshape(9, n * n), place, axis=1, out=counts[c])
    voted = (votes[classes == UNANIMOUS] > 0).astype(np.float32)
    unanimous = (voted.T @ voted).astype(np.uint16).reshape(n * n)[place]
    held = (counts.any(axis=(0, 1)) | (unanimous > 0)).nonzero()[0]
    return first[held], second[held], counts[:, :, held].reshape(2, 3, 3, -1), unanimous[held]


_Part = tuple[NDArray[np.str_], NDArray[np.str_], NDArray[np.int64], NDArray[np.uint16], NDArray[np.uint16]]


def _beside(calls: RollCalls, bloc: str, classes: NDArray[np.int8]) -> _Part:
    """Every state beside one bloc: one joint histogram over year, state, class and both choices."""
    theirs = bloc_votes(calls.votes, membership_mask(bloc, calls.days, calls.states))
    counts, unanimous, years = _histogram(calls.votes, theirs, classes, calls.years)
    y, s = np.nonzero(counts.any(axis=(2, 3, 4)) | (unanimous > 0))
    names = np.array(calls.states)
    chosen = counts[y, s].astype(np.uint16).transpose(1, 2, 3, 0)
    return names[s], np.full(len(s), bloc), years[y], chosen, unanimous[y, s].astype(np.uint16)


def _histogram(
    ours: NDArray[np.int8], theirs: NDArray[np.int8], classes: NDArray[np.int8], item_years: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Counts [y, s, 2, 3, 3], unanimous [y, s] and the years [y], from two arrays of votes [i, s]."""
    years, y = np.unique(item_years, return_inverse=True)
    item, s = np.nonzero((ours > 0) & (theirs > 0))
    shape = (len(years), ours.shape[1], 3, 3, 3)
    cell = (y[item], s, classes[item], ours[item, s] - 1, theirs[item, s] - 1)
    flat = np.ravel_multi_index(cell, shape)
    joint = np.bincount(flat, minlength=int(np.prod(shape))).reshape(shape)
    return joint[:, :, :UNANIMOUS], joint[:, :, UNANIMOUS].sum(axis=(2, 3)), years


def _table(parts: list[_Part]) -> ChoiceTable:
    """All parts end to end, counts with the dyad-year first."""
    if not parts:
        none, nobody = np.empty(0, dtype=np.uint16), np.empty(0, dtype=np.str_)
        return ChoiceTable(nobody, nobody, none.astype(np.int16), none.reshape(0, 2, 3, 3), none)
    state1, state2, year, counts, unanimous = zip(*parts, strict=True)
    return ChoiceTable(
        np.concatenate(state1),
        np.concatenate(state2),
        np.concatenate(year).astype(np.int16),
        np.concatenate(counts, axis=-1).transpose(3, 0, 1, 2),
        np.concatenate(unanimous),
    )


def ordered(state1: str, state2: str) -> tuple[str, str]:
    """The two in the order of evidence ids: states sorted, a bloc second. Refuses two blocs or a state with itself.

    >>> ordered("RUS", "CHN")
    ('CHN', 'RUS')
    """
    blocs = [actors.get(id).kind != "state" for id in (state1, state2)]
    if all(blocs):
        raise ComityError(
            "two blocs cannot be compared", where=f"{state1}, {state2}", next_step="name at least one state"
        )
    if set(actors.lineage(state1)) & set(actors.lineage(state2)) if not any(blocs) else False:
        raise ComityError(
            "a state cannot be compared with itself", where=f"{state1}, {state2}", next_step="name two states"
        )
    if any(blocs):
        return (state2, state1) if blocs[0] else (state1, state2)
    return min(state1, state2), max(state1, state2)


def dyad_choices(calls: RollCalls, state1: str, state2: str, as_of: date) -> DyadChoices:
    """Joint choices of one dyad straight from roll calls, predecessors summed in."""
    one, two = ordered(state1, state2)
    classes = vote_class(calls.votes)
    years = np.unique(calls.years)
    counts = np.zeros((len(years), 2, 3, 3), dtype=np.int64)
    unanimous = np.zeros(len(years), dtype=np.int64)
    for ours, theirs in _columns(calls, one, two):
        joint, alike, _ = _histogram(ours[:, None], theirs[:, None], classes, calls.years)
        counts += joint[:, 0]
        unanimous += alike[:, 0]
    held = counts.any(axis=(1, 2, 3)) | (unanimous > 0)
    return DyadChoices(
        one, two, years[held], counts[held], unanimous[held], as_of, nothing_held(one, two, bool(held.any()))
    )


def _columns(calls: RollCalls, one: str, two: str) -> list[tuple[NDArray[np.int8], NDArray[np.int8]]]:
    if actors.get(two).kind == "state":
        pairs = product(actors.lineage(one), actors.lineage(two))
        return [(calls.column(a), calls.column(b)) for a, b in pairs]
    own = [(calls.column(a), a) for a in actors.lineage(one)]
    members = membership_mask(two, calls.days, calls.states)
    seen = bloc_votes(calls.votes, members)
    return [(votes, seen[:, calls.states.index(a)]) for votes, a in own if a in calls.states]


def nothing_held(one: str, two: str, held: bool) -> str:
    """The note of an empty answer."""
    return "" if held else f"No vote is held on which both {one} and {two} said yes, abstained or said no."
