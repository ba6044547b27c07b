"""Structural balance: are the friends of friends friends, and which third states pull two together or apart.

A triad of signed ties is balanced where the product of its signs is above 0: all friends, or two friends with one
enemy (Heider 1946; Cartwright and Harary 1956). Weighted by |w_ij w_jk w_ki|:

    share = Σ balanced / Σ all = (1 + tr(W³) / tr(|W|³)) / 2

What signs handed out at random to the same ties would give stands beside it, p³ + 3 p q² for shares p and q of friendly
and hostile ties: where ties are friendly, most triads are balanced by that alone. Frustration is the least weight of ties at odds
with some split into two sides (Aref and Wilson 2019); here an upper bound from a search, not a proof.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from comity import actors
from comity.errors import ComityError, NoEvidence
from comity.measure.camps.network import Network, spread, year_and_rest
from comity.results import Table
from comity.schema import LEVEL

Values = NDArray[np.float64]

METHOD = "weighted share of balanced triads (Cartwright and Harary 1956)"
NAMES = (
    "year",
    "value",
    "low",
    "high",
    "level",
    "expected",
    "frustration",
    "friendly",
    "n_triads",
    "n_evidence",
    "as_of",
    "method",
    "evidence",
)
KINDS = {
    (1, 1): "common friend",
    (-1, -1): "common enemy",
    (1, -1): "friend of the first only",
    (-1, 1): "friend of the second only",
}


@dataclass(frozen=True, slots=True)
class Balance:
    """Of one signed network: `share` of balanced triads (0..1, nan without a triad), `expected` of signs at random, `friendly` share of ties."""

    share: float
    expected: float
    friendly: float
    n_triads: int


def balance(weights: Values) -> Balance:
    """Balance of symmetric signed weights [n, n]; nan and 0 are no tie.

    >>> enemy_of_both = np.array([[0, 1, -1], [1, 0, -1], [-1, -1, 0.0]])
    >>> balance(enemy_of_both).share, balance(-np.abs(enemy_of_both)).share
    (1.0, 0.0)
    """
    w = _ties(weights)
    size, count = np.abs(w), (w != 0).astype(float)
    whole = float(((size @ size) * size).sum())
    friendly = float(w[w > 0].sum() / size.sum()) if size.any() else float("nan")
    share = (1 + float(((w @ w) * w).sum()) / whole) / 2 if whole else float("nan")
    expected = friendly**3 + 3 * friendly * (1 - friendly) ** 2
    return Balance(share, expected, friendly, round(float(((count @ count) * count).sum()) / 6))


def _ties(weights: Values) -> Values:
    w = np.nan_to_num(np.asarray(weights, dtype=float))
    if w.ndim != 2 or not np.array_equal(w, w.T):
        raise ComityError(
            "ties must be a symmetric square", where=str(w.shape), next_step="give both directions one value"
        )
    return np.asarray(w - np.diag(np.diag(w)))


def centred(weights: Values) -> Values:
    """Signed ties from likeness: w less what the two states' own means and the whole's give (double centring).

    Above 0 they are closer than either is to most, below 0 further apart. nan stays nan, the diagonal is nan.

    >>> w = np.kron(np.eye(2), np.ones((2, 2))) + 3
    >>> np.sign(centred(w))[0, 1:].tolist()
    [1.0, -1.0, -1.0]
    """
    w = np.array(weights, dtype=float)
    np.fill_diagonal(w, np.nan)
    known = np.isfinite(w)
    n = np.maximum(known.sum(axis=1), 1)
    means = np.where(known.any(axis=1), np.nan_to_num(w).sum(axis=1) / n, np.nan)
    whole = np.nansum(w) / max(known.sum(), 1)
    return np.asarray(w - (means[:, None] + means[None, :]) + whole)


def frustration(weights: Values, restarts: int = 20, seed: int = 0) -> float:
    """Least share of tie weight found at odds with a split into two sides, 0..½: an upper bound. nan without a tie.

    >>> frustration(np.array([[0, -1, -1], [-1, 0, -1], [-1, -1, 0.0]])) == 1 / 3
    True
    """
    w = _ties(weights)
    whole = np.abs(w).sum()
    if not whole:
        return float("nan")
    rng = np.random.Generator(np.random.PCG64(seed))
    starts = [np.linalg.eigh(w)[1][:, -1] >= 0, *(rng.random(len(w)) < 0.5 for _ in range(restarts))]
    least = min(_odds(w, _settled(w, np.where(start, 1.0, -1.0))) for start in starts)
    return float(least / whole)


def _settled(w: Values, side: Values) -> Values:
    """Change the side of the state that gains most, until none gains."""
    while True:
        pull = side * (w @ side)
        worst = int(np.argmin(pull))
        if pull[worst] >= -1e-12:
            return side
        side[worst] = -side[worst]


def _odds(w: Values, side: Values) -> float:
    return float((np.abs(w).sum() - side @ w @ side) / 2)


def balances(networks: Iterable[Network], signed: bool = False, level: float = LEVEL) -> Table:
    """Balance of each year; columns as `NAMES`, the interval that of `spread` over the draws, None where there are none.

    Weights are likeness and are centred by `centred` first, unless they are `signed` ties already. `expected` is what
    random signs would give; only what lies above it speaks of balance.
    """
    held = [net if signed else likeness(net) for net in networks]
    rows = [_row(net, level) for net in held]
    columns = {name: [row[i] for row in rows] for i, name in enumerate(NAMES)}
    by_year = {net.year: net for net in held}
    note = "Only what lies above `expected` speaks of balance." if rows else "No network is given."
    return Table("Structural balance by year", columns, note, lambda id: why(id, by_year))


def likeness(net: Network) -> Network:
    """A network of likeness with signed ties in its place, `centred`, draws as well."""
    draws = np.array([centred(draw) for draw in net.draws]).reshape(net.draws.shape)
    return replace(net, weights=centred(net.weights), draws=draws, basis=f"{net.basis}, beyond each state's own mean")


def _row(net: Network, level: float) -> tuple[object, ...]:
    found = balance(net.weights)
    drawn = np.array([balance(draw).share for draw in net.draws])
    low, high = spread(found.share, drawn, level)
    low, high = (None if low is None else max(low, 0.0)), (None if high is None else min(high, 1.0))
    return (
        net.year, found.share, low, high, level, found.expected, frustration(net.weights), found.friendly, found.n_triads,
        net.n_evidence, date(net.year, 12, 31), f"{METHOD}; {net.basis}", net.id("balance"),
    )  # fmt: skip


def pulls(net: Network, state1: str, state2: str, weights: Values | None = None) -> Table:
    """The third states of a dyad, the strongest first: common friends and enemies pull together, the others apart.

    `value` is w_1k w_2k as a share of Σ |w_1k w_2k|; their sum, −1..1, is the pull on the two. Weights are centred
    likeness, or signed ties [n, n] of your own. ComityError where one of the two is not in the network.
    """
    w = np.nan_to_num(centred(net.weights) if weights is None else weights)
    one, two = (_place(net, state) for state in (state1, state2))
    product = w[one] * w[two]
    product[[one, two]] = 0.0
    whole = np.abs(product).sum() or 1.0
    order = [int(k) for k in np.argsort(-np.abs(product), kind="stable") if product[k]]
    ids = [net.states[k] for k in order]
    columns = {
        "state": ids,
        "name": [actors.get(id).name for id in ids],
        "kind": [KINDS[int(np.sign(w[one, k])), int(np.sign(w[two, k]))] for k in order],
        "tie1": [float(w[one, k]) for k in order],
        "tie2": [float(w[two, k]) for k in order],
        "value": [float(product[k] / whole) for k in order],
        "evidence": [net.id("balance")] * len(order),
    }
    tie = float(w[one, two])
    note = f"Pull of all together {product.sum() / whole:+.2f} (-1 to 1); the tie of the two is {tie:+.2f}. {net.basis}, {net.year}."
    return Table(f"Who pulls {state1} and {state2}, {net.year}", columns, note)


def _place(net: Network, state: str) -> int:
    at = net.place(actors.choose(state).id)
    if at is None:
        raise ComityError(f"{state} is not in the network of {net.year}", next_step="choose another year")
    return at


def why(evidence: str, networks: Mapping[int, Network]) -> Table:
    """The states behind a year's balance (balance/YEAR): how much of each one's triads is balanced. NoEvidence."""
    asked = year_and_rest(evidence, "balance")
    if asked is None or asked[1] or asked[0] not in networks:
        raise NoEvidence("no such evidence id", where=evidence, next_step="ids look like balance/votes/2020")
    net = networks[asked[0]]
    columns = {
        "state": list(net.states),
        "name": [actors.get(s).name for s in net.states],
        "value": [None if np.isnan(v) else float(v) for v in shares(net.weights)],
    }
    return Table(f"why {evidence}", columns, f"{net.basis}, {net.n_evidence} records behind.")


def shares(weights: Values) -> Values:
    """Of each state [n] the share of its triads that is balanced, weighted; nan for a state without a triad.

    >>> enemy_of_both = np.array([[0, 1, -1], [1, 0, -1], [-1, -1, 0.0]])
    >>> shares(enemy_of_both).tolist()
    [1.0, 1.0, 1.0]
    """
    w = _ties(weights)
    whole, signed = ((np.abs(w) @ np.abs(w)) * np.abs(w)).sum(axis=1), ((w @ w) * w).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((1 + signed / whole) / 2)
