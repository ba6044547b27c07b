"""Camps: the blocs that the data itself shows in a year, how firm they are, and where two states sit.

Communities of the network of states by signed, weighted modularity (Newman and Girvan 2004; Gómez, Jensen and Arenas
2009), as `comity.measure.camps.louvain` climbs it. Firm is a pair that shares a camp in most draws of the network; years are
compared by the adjusted Rand index (Hubert and Arabie 1985). A camp is what this one kind of tie shows: two states
that vote alike need not be allies, and modularity merges camps that are small beside the whole (Fortunato and Barthélemy 2007).
Needs the extra `estimate`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from comity import actors
from comity.errors import ComityError, NoEvidence
from comity.measure.camps.network import Network, year_and_rest
from comity.results import Table

Labels = NDArray[np.int64]

NAMED = 4
"""Members that a camp is named after."""
WIDE = 2 / 3
"""A body that holds more than so many of the network's states tells none of them apart."""
ALIKE = 0.5
"""Overlap (Jaccard) from which a formal bloc lends a camp its name."""
METHOD = (
    "signed modularity climbed from {restarts} orders (Gómez, Jensen and Arenas 2009); together: share of {draws} draws"
)


@dataclass(frozen=True, slots=True)
class Camps:
    """Camp of each state of a network, 0 the largest, with what resampling says of it.

    `labels` [n]; `drawn` [d, n] the camps found in each draw, numbered by themselves; `modularity` of `labels`.
    """

    network: Network
    labels: Labels
    drawn: Labels
    modularity: float
    method: str

    @property
    def n(self) -> int:
        """Camps of two or more; who stands alone makes none."""
        return int((np.bincount(self.labels) > 1).sum())

    def members(self, camp: int) -> tuple[str, ...]:
        """Ids of a camp's members."""
        return tuple(np.array(self.network.states)[self.labels == camp].tolist())

    def of(self, state: str) -> int | None:
        """The camp of a state, None where it is not in the network."""
        at = self.network.place(state)
        return None if at is None else int(self.labels[at])

    def together(self, state1: str, state2: str) -> float | None:
        """Share of draws in which two states share a camp; None where one is not in the network or there are no draws."""
        one, two = self.network.place(state1), self.network.place(state2)
        if one is None or two is None or not len(self.drawn):
            return None
        return float((self.drawn[:, one] == self.drawn[:, two]).mean())

    def firmness(self, camp: int) -> float | None:
        """Mean share of draws in which two members share a camp; None for fewer than two."""
        inside = self.drawn[:, self.labels == camp]
        n = inside.shape[1]
        if n < 2 or not len(inside):
            return None
        alike = (inside[:, :, None] == inside[:, None, :]).mean()
        return float((alike * n - 1) / (n - 1))


def camps(network: Network, restarts: int = 20, seed: int = 0) -> Camps:
    """The camps of a network; each draw is searched from 3 orders. The same seed gives the same answer.

    ComityError where the extra `estimate` is not installed.

    >>> from comity.measure.camps.network import given_network
    >>> w = np.kron(np.eye(2), np.ones((2, 2))) - 0.5
    >>> camps(given_network(2020, ("CHN", "RUS", "GBR", "USA"), w, draws=5)).together("RUS", "USA")
    0.0
    """
    try:
        from comity.measure.camps.louvain import communities
    except ImportError as error:
        raise ComityError("camps are searched with numba", next_step="pip install 'comity[estimate]'") from error
    labels, quality = communities(network.weights, restarts, seed)
    drawn = np.array([communities(w, 3, seed + 1)[0] for w in network.draws], dtype=np.int64)
    method = METHOD.format(restarts=restarts, draws=len(drawn)) + f"; {network.basis}"
    return Camps(network, labels, drawn.reshape(len(network.draws), len(labels)), quality, method)


def adjusted_rand(one: Camps, two: Camps) -> float | None:
    """Adjusted Rand index of two years over the lines of states in both: 1 the same camps, 0 as by chance.

    None where fewer than two states are in both, or the index has no scale (all in one camp in both, or all alone).
    """
    line = {actors.lineage(state)[-1]: at for at, state in enumerate(two.network.states)}
    pairs = [(i, line[s]) for i, s in enumerate(one.network.states) if s in line]
    if len(pairs) < 2:
        return None
    here, there = np.array(pairs).T
    return rand_index(one.labels[here], two.labels[there])


def rand_index(one: Labels, two: Labels) -> float | None:
    """The index of two labellings of the same things.

    >>> rand_index(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    """
    joint = np.zeros((one.max() + 1, two.max() + 1), dtype=np.int64)
    np.add.at(joint, (one, two), 1)
    both, a, b, every = (_pairs(x) for x in (joint, joint.sum(axis=1), joint.sum(axis=0), np.array([len(one)])))
    expected = a * b / every
    most = (a + b) / 2
    return None if most == expected else float((both - expected) / (most - expected))


def _pairs(counts: NDArray[np.int64]) -> float:
    return float((counts * (counts - 1) / 2).sum())


def camp_table(found: Camps, size: Mapping[str, float] | None = None) -> Table:
    """One row a camp of two or more: name, members, the largest, firmness, the formal bloc it overlaps most.

    `size` ranks members within a camp (capabilities, say); without it they stand by how close they are to the others.
    `value` is firmness, the mean share of draws in which two members share a camp.
    """
    rows = [_camp_row(found, camp, size) for camp in range(found.n)]
    names = (
        "camp",
        "name",
        "n_members",
        "largest",
        "bloc",
        "overlap",
        "value",
        "n_evidence",
        "as_of",
        "method",
        "evidence",
    )
    columns = {name: [row[name] for row in rows] for name in names}
    alone = int((found.labels >= found.n).sum())
    note = f"{alone} states stand alone." if alone else ""
    title = f"Camps of {found.network.year}"
    return Table(title, columns, note or ("" if rows else "No camp of two or more."), lambda id: why(id, found))


def _camp_row(found: Camps, camp: int, size: Mapping[str, float] | None) -> dict[str, object]:
    members, year = found.members(camp), found.network.year
    rank = size or _closeness(found, camp)
    largest = sorted(members, key=lambda s: (-rank.get(s, 0.0), s))[:NAMED]
    bloc, overlap = nearest_bloc(members, found.network.states, date(year, 12, 31))
    return {
        "camp": camp,
        "name": actors.get(bloc).name if bloc and overlap >= ALIKE else ", ".join(largest),
        "n_members": len(members),
        "largest": " ".join(largest),
        "bloc": bloc,
        "overlap": overlap,
        "value": found.firmness(camp),
        "n_evidence": found.network.n_evidence,
        "as_of": date(year, 12, 31),
        "method": found.method,
        "evidence": found.network.id("camp", camp),
    }


def _closeness(found: Camps, camp: int) -> dict[str, float]:
    inside = np.flatnonzero(found.labels == camp)
    ties = np.nan_to_num(found.network.weights[np.ix_(inside, inside)]).sum(axis=1)
    return {found.network.states[i]: float(tie) for i, tie in zip(inside, ties, strict=True)}


def nearest_bloc(members: tuple[str, ...], states: tuple[str, ...], day: date) -> tuple[str | None, float]:
    """The formal bloc whose members on the day, of the states in the network, overlap most (Jaccard), and by how much.

    >>> nearest_bloc(("BEL", "LUX", "NLD"), ("BEL", "LUX", "NLD", "CHN", "USA"), date(1960, 1, 1))[1]
    1.0
    """
    own, best = set(members), (0.0, "")
    for bloc, formal in _formal(day).items():
        theirs = formal & set(states)
        if 0 < len(theirs) <= WIDE * len(states):
            best = max(best, (len(own & theirs) / len(own | theirs), bloc))
    return (best[1] or None), best[0]


@lru_cache(maxsize=128)
def _formal(day: date) -> dict[str, frozenset[str]]:
    """Members of every formal bloc on a day."""
    return {bloc.id: frozenset(actors.members(bloc.id, day)) for bloc in actors.blocs()}


def why(evidence: str, found: Camps) -> Table:
    """The members of a camp (camp/YEAR/CAMP): how close each is to its own camp and to the nearest other, how firm there.

    `value` is the mean share of draws shared with its own camp, `inside` and `nearest` mean weights. NoEvidence.
    """
    year, rest = year_and_rest(evidence, "camp") or (0, [])
    if year != found.network.year or len(rest) != 1 or rest[0] not in map(str, range(found.n)):
        raise NoEvidence(
            "no such evidence id", where=evidence, next_step=f"ids look like {found.network.id('camp', 0)}"
        )
    own = np.flatnonzero(found.labels == int(rest[0]))
    rows = [_member_row(found, int(at), own) for at in own]
    columns = {name: [row[name] for row in rows] for name in ("state", "name", "inside", "nearest", "rival", "value")}
    return Table(f"why {evidence}", columns, f"{found.network.basis}, {found.network.n_evidence} behind each.")


def _member_row(found: Camps, at: int, own: Labels) -> dict[str, object]:
    ties = found.network.weights[at]
    means = {c: _mean(ties[(found.labels == c)]) for c in range(found.n)}
    here = int(found.labels[at])
    others = {c: mean for c, mean in means.items() if c != here and mean is not None}
    rival = max(others, key=lambda c: others[c], default=None)
    mates = own[own != at]
    shared = (found.drawn[:, mates] == found.drawn[:, [at]]).mean() if found.drawn.size and len(mates) else None
    state = found.network.states[at]
    return {
        "state": state,
        "name": actors.get(state).name,
        "inside": means[here],
        "nearest": None if rival is None else others[rival],
        "rival": rival,
        "value": None if shared is None else float(shared),
    }


def _mean(values: NDArray[np.float64]) -> float | None:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else None
