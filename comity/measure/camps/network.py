"""The network of states of one year: how alike each two are, and draws of it that carry how sure that is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from comity import actors
from comity.errors import ComityError
from comity.measure.votes.choices import UNANIMOUS, vote_class
from comity.measure.votes.panel import RollCalls
from comity.schema import LEVEL

Values = NDArray[np.float64]

WIDEN = 1.15
"""Found by simulated years of votes with a known truth: of intervals meant to cover 90 %, 82 to 97 % covered it from 60 votes
on, and 72 to 97 % with 20, modularity least: few votes make camps look more divided than they are."""

MIN_VOTES = 10
"""A tie rests on so many votes at least, and so does a state's place in the network."""

SOURCES = ("alignment", "votes", "ties")
"""What a network can be made anew from, as evidence ids name it: `camp/votes/2020/0`. One given by hand has no name."""


@dataclass(frozen=True, slots=True)
class Network:
    """Symmetric `weights` [n, n] between `states` (sorted ids) in a year; nan on the diagonal and where nothing is known.

    `draws` [d, n, n] are the same matrix as it might have been: resampled votes, or draws of a posterior. `n_evidence`
    counts what it rests on; `basis` says what the weights are, `source` (of `SOURCES`, or "") what can make it anew.
    """

    year: int
    states: tuple[str, ...]
    weights: Values
    draws: Values
    n_evidence: int
    basis: str
    source: str = ""

    def __post_init__(self) -> None:
        n = len(self.states)
        if self.weights.shape != (n, n) or self.draws.shape[1:] != (n, n):
            raise ComityError(f"{n} states need weights [{n}, {n}]", where=f"{self.weights.shape}, {self.draws.shape}")
        if not np.array_equal(self.weights, self.weights.T, equal_nan=True):
            raise ComityError("weights must be symmetric", next_step="give both directions the same value")

    def id(self, head: str, *rest: object) -> str:
        """An evidence id of the network: head, source where it has one, the year, the rest."""
        return "/".join(str(part) for part in (head, self.source, self.year, *rest) if part != "")

    def place(self, state: str) -> int | None:
        """Place of a state, or of the one whose record it continues (RUS finds SUN); None where it is not in it."""
        names = [name for name in reversed(actors.lineage(state)) if name in self.states]
        return self.states.index(names[0]) if names else None


def vote_network(calls: RollCalls, year: int, draws: int = 100, seed: int = 0) -> Network:
    """Cohen's kappa of every two states over the non-unanimous roll calls of a year.

    The draws resample the roll calls, the same for all pairs, so that what pairs share by the agenda stays shared.
    ComityError where the year has fewer than MIN_VOTES such roll calls.

    >>> votes = np.array([[1, 1, 3], [3, 3, 1]] * 6, dtype=np.int8)
    >>> days = np.array(["2020-06-01"] * 12, dtype="datetime64[D]")
    >>> net = vote_network(RollCalls(days.astype(str), days, ("CHN", "RUS", "USA"), votes), 2020, draws=2)
    >>> float(net.weights[0, 1]), float(net.weights[0, 2])
    (1.0, -1.0)
    """
    rows = calls.votes[(calls.years == year) & (vote_class(calls.votes) != UNANIMOUS)]
    if len(rows) < MIN_VOTES:
        raise ComityError(f"{len(rows)} roll calls in {year}", next_step=f"choose a year with {MIN_VOTES} or more")
    held = (rows > 0).sum(axis=0) >= MIN_VOTES
    hot = np.concatenate([rows[:, held] == choice for choice in (1, 2, 3)], axis=1).astype(np.float32)
    rng = np.random.Generator(np.random.PCG64([seed, year]))
    times = rng.multinomial(len(rows), np.full(len(rows), 1 / len(rows)), size=draws)
    weights = _kappas(hot, np.ones(len(rows)))
    drawn = np.array([_kappas(hot, row) for row in times]).reshape(draws, *weights.shape)
    states = tuple(np.array(calls.states)[held].tolist())
    return Network(year, states, weights, drawn, len(rows), "Cohen's kappa of UN General Assembly votes", "votes")


def _kappas(hot: NDArray[np.float32], times: NDArray[np.generic]) -> Values:
    """Kappa of all pairs from one-hot choices [i, 3n], each roll call counted `times` [i]."""
    n = hot.shape[1] // 3
    joint = (hot.T @ (hot * times.astype(np.float32)[:, None])).astype(float).reshape(3, n, 3, n)
    rows, total = joint.sum(axis=2), joint.sum(axis=(0, 2))
    expected = sum(rows[a] * rows[a].T for a in range(3))
    observed = sum(joint[a, :, a] for a in range(3))
    with np.errstate(invalid="ignore", divide="ignore"):
        found = (observed * total - expected) / (total**2 - expected)
    found[(total < MIN_VOTES) | (total**2 <= expected)] = np.nan
    np.fill_diagonal(found, np.nan)
    return np.asarray(found)


def given_network(
    year: int, states: tuple[str, ...], weights: Values, sd: Values | None = None, draws: int = 100, seed: int = 0
) -> Network:
    """A network from weights [n, n] and their standard deviations: draws are normal, each pair by itself.

    Draws of a posterior, where there are any, are better handed to `Network` as they are: pairs move together there.
    """
    w = np.array(weights, dtype=float)
    np.fill_diagonal(w, np.nan)
    rng = np.random.Generator(np.random.PCG64([seed, year]))
    noise = np.triu(rng.standard_normal((draws, *w.shape)), 1) * (0.0 if sd is None else np.asarray(sd, dtype=float))
    known = int(np.isfinite(w).sum()) // 2
    return Network(year, states, w, w + noise + noise.transpose(0, 2, 1), known, "given weights")


def year_and_rest(evidence: str, head: str) -> tuple[int, list[str]] | None:
    """Year and rest of an evidence id of a network, whatever its source; None for an id of another shape.

    >>> year_and_rest("camp/votes/2020/0", "camp"), year_and_rest("balance/2020", "balance"), year_and_rest("camp", "camp")
    ((2020, ['0']), (2020, []), None)
    """
    first, *rest = evidence.split("/")
    rest = rest[1:] if rest[:1] and rest[0] in SOURCES else rest
    return (int(rest[0]), rest[1:]) if first == head and rest and rest[0].isdecimal() else None


def spread(value: float, drawn: Values, level: float = LEVEL) -> tuple[float | None, float | None]:
    """Low and high around a reading from its readings in the draws; None for fewer than two draws.

    value ± z · WIDEN · √ mean (drawn − value)²: what draws lean to one side counts as error too.

    >>> [round(x, 3) for x in spread(0.5, np.array([0.4, 0.6]))]
    [0.311, 0.689]
    """
    if len(drawn) < 2:
        return None, None
    half = NormalDist().inv_cdf((1 + level) / 2) * WIDEN * float(np.sqrt(np.mean((drawn - value) ** 2)))
    return value - half, value + half


def vote_years(calls: RollCalls, first: int, last: int) -> Iterator[int]:
    """Years with roll calls enough for a network."""
    divided = vote_class(calls.votes) != UNANIMOUS
    for year in range(first, last + 1):
        if ((calls.years == year) & divided).sum() >= MIN_VOTES:
            yield year
