"""Polarisation: how far a year's network of states falls apart into few, large, close and distant camps.

Three readings, each with its own limits, over the camps of `comity.measure.camps.camps`:

`esteban_ray`   2^(1+α) Σ_{c≠d} π_c^(1+α) π_d d_cd, with π the camps' shares of the states (or of their weight) and d_cd how
                much closer the two are within than between: (w_cc + w_dd) / 2 − w_cd, mean weights, not below 0. 0 without
                camps, 1 for two equal halves one apart, which is the most from α = 1 on (Esteban and Ray 1994, Econometrica
                62(4), who allow 0 < α ≤ 1.6; here 1.3).
`modularity`    Q of the camps: the share of ties within camps beyond what the states' own strengths give (Newman and
                Girvan 2004; signed: Gómez, Jensen and Arenas 2009). Not comparable between networks of other density.
`between`       share of the squared distances (1 − w) that lies between camps: 1 − W / T, T = Σ_{i<j} (1 − w_ij) / n, W the
                same within each camp (Huygens; an eta squared).

Each interval is that of `comity.measure.camps.network.spread` over the network's draws, every draw with camps of its own: what the
camps are is as unsure as how far apart they lie.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from comity.errors import NoEvidence
from comity.measure.camps.camps import Camps
from comity.measure.camps.network import spread, year_and_rest
from comity.results import Table
from comity.schema import LEVEL

Values = NDArray[np.float64]
Labels = NDArray[np.int64]

ALPHA = 1.3
MEASURES = {
    "esteban_ray": f"Esteban and Ray (1994), alpha {ALPHA}, scaled to 1 for two equal halves one apart",
    "modularity": "signed modularity of the camps (Gómez, Jensen and Arenas 2009)",
    "between": "share of squared distances that lies between camps (eta squared)",
}
MOST = (2.0, 1.0, 1.0)
"""The greatest each can be; the least is 0."""
NAMES = ("year", "measure", "value", "low", "high", "level", "n_camps", "n_evidence", "as_of", "method", "evidence")


def esteban_ray(shares: Values, apart: Values, alpha: float = ALPHA) -> float:
    """2^(1+α) Σ_{c≠d} π_c^(1+α) π_d d_cd from shares [k], which sum to 1, and distances [k, k].

    >>> round(esteban_ray(np.array([0.5, 0.5]), np.array([[0, 1.0], [1, 0]])), 3)
    1.0
    >>> round(esteban_ray(np.array([0.9, 0.1]), np.array([[0, 1.0], [1, 0]])), 3)
    0.409
    """
    off = apart - np.diag(np.diag(apart))
    return float(2 ** (1 + alpha) * (shares ** (1 + alpha) @ off @ shares))


def distances(weights: Values, labels: Labels) -> Values:
    """[k, k] how much closer two camps are within than between, not below 0; 0 where nothing is known of a pair.

    A camp of one is taken to be as close within as it is to the other: it adds nothing of its own.

    >>> distances(np.array([[np.nan, 0.8], [0.8, np.nan]]), np.array([0, 0])).tolist()
    [[0.0]]
    """
    known = np.isfinite(weights)
    member = np.equal.outer(np.arange(labels.max() + 1), labels).astype(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = (member @ np.nan_to_num(weights) @ member.T) / (member @ known @ member.T)
    within = np.diag(mean)
    one = np.where(np.isfinite(within)[:, None], within[:, None], mean)
    two = np.where(np.isfinite(within)[None, :], within[None, :], mean)
    apart = np.nan_to_num((one + two) / 2 - mean)
    np.fill_diagonal(apart, 0.0)
    return np.asarray(np.maximum(apart, 0.0))


def between(weights: Values, labels: Labels) -> float:
    """Share of the squared distances 1 − w between camps, 0..1; pairs of which nothing is known are left out.

    >>> w = np.kron(np.eye(2), np.ones((2, 2)))
    >>> between(w, np.array([0, 0, 1, 1])), between(w, np.array([0, 0, 0, 0]))
    (1.0, 0.0)
    """
    squared = np.nan_to_num(1 - np.asarray(weights, dtype=float))
    np.fill_diagonal(squared, 0.0)
    whole = squared.sum() / (2 * len(labels))
    inside = sum(
        squared[np.ix_(at, at)].sum() / (2 * len(at)) for c in np.unique(labels) for at in [np.flatnonzero(labels == c)]
    )
    return float(1 - inside / whole) if whole > 0 else float("nan")


def polarisation(
    every: Iterable[Camps], size: Mapping[int, Mapping[str, float]] | None = None, level: float = LEVEL
) -> Table:
    """The three readings of each year, with intervals; low and high are None where the network has no draws.

    `size` gives for a year the weight of each state (capabilities, say) for π in `esteban_ray`; without it states count
    alike. Columns as `NAMES`.

    >>> from comity.measure.camps.camps import camps
    >>> from comity.measure.camps.network import given_network
    >>> w = np.kron(np.eye(2), np.ones((2, 2)))
    >>> net = given_network(2020, ("CHN", "RUS", "GBR", "USA"), w, draws=5)
    >>> [round(row["value"], 3) for row in polarisation([camps(net)]).rows()]
    [1.0, 0.5, 1.0]
    """
    held = list(every)
    rows = [row for found in held for row in _rows(found, (size or {}).get(found.network.year), level)]
    columns = {name: [row[i] for row in rows] for i, name in enumerate(NAMES)}
    by_year = {found.network.year: found for found in held}
    note = (
        "Each reading has a scale of its own; none is comparable across kinds of network."
        if rows
        else "No network is given."
    )
    return Table("Polarisation by year", columns, note, lambda id: why(id, by_year))


def _rows(found: Camps, size: Mapping[str, float] | None, level: float) -> list[tuple[object, ...]]:
    year, net = found.network.year, found.network
    mass = np.array([1.0 if size is None else size.get(state, 0.0) for state in net.states])
    values = _readings(net.weights, found.labels, mass)
    drawn = np.array([_readings(w, labels, mass) for w, labels in zip(net.draws, found.drawn, strict=True)])
    drawn = drawn.reshape(len(net.draws), len(MEASURES))
    bounds = [
        _clipped(*spread(value, drawn[:, i], level), most)
        for i, (value, most) in enumerate(zip(values, MOST, strict=True))
    ]
    return [
        (
            year, name, value, low, high, level, found.n, net.n_evidence, date(year, 12, 31), f"{method}; {net.basis}",
            net.id("polarisation", name),
        )
        for (name, method), value, (low, high) in zip(MEASURES.items(), values, bounds, strict=True)
    ]  # fmt: skip


def _clipped(low: float | None, high: float | None, most: float) -> tuple[float | None, float | None]:
    return (None if low is None else max(low, 0.0)), (None if high is None else min(high, most))


def _readings(weights: Values, labels: Labels, mass: Values) -> list[float]:
    from comity.measure.camps.louvain import modularity

    shares = np.bincount(labels, weights=mass) / mass.sum()
    return [esteban_ray(shares, distances(weights, labels)), modularity(weights, labels), between(weights, labels)]


def why(evidence: str, every: Mapping[int, Camps]) -> Table:
    """The pairs of camps behind a year's polarisation: their sizes, closeness within and the distance between. NoEvidence."""
    asked = year_and_rest(evidence, "polarisation")
    if asked is None or asked[0] not in every or len(asked[1]) != 1 or asked[1][0] not in MEASURES:
        raise NoEvidence("no such evidence id", where=evidence, next_step="ids look like polarisation/2020/modularity")
    found = every[asked[0]]
    apart = distances(found.network.weights, found.labels)
    pairs = [(c, d) for c in range(found.n) for d in range(c + 1, found.n)]
    columns = {
        "camp1": [c for c, _ in pairs],
        "camp2": [d for _, d in pairs],
        "n_members1": [len(found.members(c)) for c, _ in pairs],
        "n_members2": [len(found.members(d)) for _, d in pairs],
        "distance": [float(apart[c, d]) for c, d in pairs],
        "evidence": [found.network.id("camp", c) for c, _ in pairs],
    }
    return Table(f"why {evidence}", columns, "The distance is how much closer two camps are within than between.")
