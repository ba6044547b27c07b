"""Year by year: the camps of the network, whether two states share one, and how far the camps are those of the year before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from comity import actors
from comity.errors import NoEvidence
from comity.measure.camps.camps import Camps, adjusted_rand, camps, why
from comity.measure.camps.network import Network, vote_network, vote_years, year_and_rest
from comity.measure.votes.panel import RollCalls
from comity.results import Table

NAMES = (
    "year",
    "n_camps",
    "camp1",
    "camp2",
    "same",
    "value",
    "rand",
    "modularity",
    "n_evidence",
    "as_of",
    "method",
    "evidence",
)


def vote_camps(
    calls: RollCalls, first: int = 1946, last: int = 2025, draws: int = 50, seed: int = 0
) -> Iterator[Camps]:
    """The camps of every year with votes enough, oldest first."""
    for year in vote_years(calls, first, last):
        yield camps(vote_network(calls, year, draws, seed), seed=seed)


def network_camps(networks: Iterable[Network], seed: int = 0) -> Iterator[Camps]:
    """The camps of networks at hand, alignments of several years say."""
    return (camps(network, seed=seed) for network in networks)


def sides(every: Iterable[Camps], state1: str, state2: str) -> Table:
    """Where two states sit in each year.

    Columns year, n_camps, camp1, camp2 (0 the largest of its year; None where a state is not in the network), same, value
    (share of draws in which they share a camp), rand (adjusted Rand index with the year before), modularity, n_evidence,
    as_of, method, evidence. Camps have numbers of their own each year.
    """
    one, two = (actors.choose(state).id for state in (state1, state2))
    held = list(every)
    rows = [_row(found, before, one, two) for found, before in zip(held, [None, *held], strict=False)]
    columns = {name: [row[i] for row in rows] for i, name in enumerate(NAMES)}
    names = [actors.get(id).name for id in (one, two)]
    note = "Sharing a camp is likeness in what the network is made of, not an alliance; years without votes enough are left out."
    return Table(f"{names[0]} and {names[1]} in the camps of each year", columns, note, lambda id: _why(id, held))


def _row(found: Camps, before: Camps | None, one: str, two: str) -> tuple[object, ...]:
    here, there = found.of(one), found.of(two)
    year = found.network.year
    return (
        year, found.n, here, there, None if here is None or there is None else here == there, found.together(one, two),
        None if before is None else adjusted_rand(before, found), found.modularity, found.network.n_evidence,
        date(year, 12, 31), found.method, None if here is None else found.network.id("camp", here),
    )  # fmt: skip


def _why(evidence: str, held: Sequence[Camps]) -> Table:
    """The members of a camp of one of the years. NoEvidence for an id of none."""
    asked = year_and_rest(evidence, "camp")
    found = next((camps for camps in held if asked and camps.network.year == asked[0]), None)
    if found is None:
        raise NoEvidence("no such evidence id", where=evidence, next_step="ids look like camp/votes/2020/0")
    return why(evidence, found)
