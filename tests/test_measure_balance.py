"""Balance: refusals, triads by hand, what splits into two sides as a property, and real years."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from measure_data import real_roll_calls
from measure_given import Given

from comity.errors import ComityError, NoEvidence
from comity.measure.camps.balance import balance, balances, centred, frustration, pulls
from comity.measure.camps.network import given_network, vote_network
from comity.measure.camps.signed import tie_network

STATES = ("CHN", "GBR", "RUS", "USA")


def signs(n: int, seed: int) -> np.ndarray:
    w = np.triu(np.random.default_rng(seed).normal(size=(n, n)), 1)
    return np.asarray(w + w.T)


def test_one_sided_ties_and_strangers_are_refused() -> None:
    with pytest.raises(ComityError, match="symmetric"):
        balance(np.array([[0, 1.0], [0, 0]]))
    net = given_network(2020, STATES, signs(4, 0))
    with pytest.raises(ComityError, match="BRA is not in the network of 2020"):
        pulls(net, "RUS", "BRA")
    with pytest.raises(NoEvidence):
        balances([net]).why("balance/1999")


@pytest.mark.parametrize(("triad", "share"), [((1, 1, 1), 1), ((1, -1, -1), 1), ((1, 1, -1), 0), ((-1, -1, -1), 0)])
def test_heiders_four_triads(triad: tuple[int, int, int], share: float) -> None:
    a, b, c = triad
    found = balance(np.array([[0, a, b], [a, 0, c], [b, c, 0.0]]))
    assert (found.share, found.n_triads) == (share, 1)


def test_triads_weigh_as_their_ties_do() -> None:
    """Two triads on one tie: a balanced one of 1 x 1 x 1 and one at odds of 1 x .5 x .5."""
    w = np.zeros((4, 4))
    for i, j, value in ((0, 1, 1), (0, 2, 1), (1, 2, 1), (0, 3, 0.5), (1, 3, -0.5)):
        w[i, j] = w[j, i] = value
    assert balance(w).share == pytest.approx(1 / 1.25)


def test_signs_at_random_are_the_yardstick() -> None:
    found = balance(np.array([[0, 1, 1], [1, 0, -1], [1, -1, 0.0]]))
    assert found.friendly == pytest.approx(2 / 3)
    assert found.expected == pytest.approx((2 / 3) ** 3 + 3 * (2 / 3) * (1 / 3) ** 2)


def test_no_tie_is_no_triad() -> None:
    found = balance(np.full((3, 3), np.nan))
    assert (found.share != found.share, found.n_triads) == (True, 0)
    assert frustration(np.zeros((3, 3))) != frustration(np.zeros((3, 3)))


def test_common_enemies_and_friends_pull_together() -> None:
    w = np.array([[0, 1, 2, -1], [1, 0, 1, 1], [2, 1, 0, -2], [-1, 1, -2, 0.0]])
    net = given_network(2020, STATES, w)
    table = pulls(net, "CHN", "RUS", w)
    assert [(r["state"], r["kind"], round(r["value"], 3)) for r in table.rows()] == [
        ("USA", "common enemy", 0.667),
        ("GBR", "common friend", 0.333),
    ]
    assert pulls(net, "CHN", "USA", w).rows()[0]["kind"] == "friend of the first only"


def test_centring_leaves_what_lies_beyond_each_ones_own_mean() -> None:
    w = 3.0 + np.kron(np.eye(2), np.ones((2, 2)))
    assert np.sign(centred(w))[0, 1:].tolist() == [1, -1, -1]
    liked = np.add.outer([0.0, 1, 2, 3], [0.0, 1, 2, 3])
    w = centred(liked)
    assert np.array_equal(w, w.T, equal_nan=True)


@settings(max_examples=50, deadline=None)
@given(st.integers(3, 9), st.integers(0, 1000))
def test_what_splits_into_two_sides_is_balanced_throughout(n: int, seed: int) -> None:
    side = np.random.default_rng(seed).choice([-1.0, 1.0], size=n)
    w = np.abs(signs(n, seed)) * np.outer(side, side)
    assert balance(w).share == pytest.approx(1)
    assert frustration(w) == pytest.approx(0, abs=1e-12)


@settings(max_examples=40, deadline=None)
@given(st.integers(3, 8), st.integers(0, 1000))
def test_shares_and_frustration_against_enumeration(n: int, seed: int) -> None:
    w = signs(n, seed)
    triads = [w[i, j] * w[j, k] * w[i, k] for i, j, k in combinations(range(n), 3)]
    assert balance(w).share == pytest.approx(sum(t for t in triads if t > 0) / sum(abs(t) for t in triads))
    pairs = list(combinations(range(n), 2))
    odds = min(sum(abs(w[i, j]) for i, j in pairs if s[i] * s[j] * w[i, j] < 0) for s in product((1, -1), repeat=n))
    assert frustration(w) == pytest.approx(odds / sum(abs(w[i, j]) for i, j in pairs))


def test_formal_ties_by_hand() -> None:
    ledger = Given()
    ledger.record("atop_defense", "GBR", "USA", 2000, 1)
    ledger.record("atop_defense", "USA", "GBR", 2000, 1)
    ledger.record("cow_mid_hostility", "USA", "SRB", 1999, 5)
    ledger.record("cow_mid_hostility", "GBR", "SRB", 1999, 4)
    ledger.record("cow_mid_hostility", "GBR", "ISL", 1999, 3)  # no force
    ledger.record("cow_mid_hostility", "GBR", "ARG", 1982, 5)  # too long ago
    ledger.record("cow_mid_hostility", "RUS", "GEO", 2000, 4)
    net = tie_network(ledger, 2000)  # type: ignore[arg-type]
    assert net.states == ("GBR", "GEO", "RUS", "SRB", "USA")
    row = balances([net], signed=True).rows()[0]
    assert (row["value"], row["low"], row["n_triads"], row["n_evidence"]) == (1.0, None, 1, 4)
    with pytest.raises(ComityError, match="no signed ties of 2001"):
        tie_network(ledger, 2001)  # type: ignore[arg-type]


def test_real_votes_are_more_balanced_than_chance_and_america_pulls_the_two_together(
    shared: Callable[[str], Path],
) -> None:
    net = vote_network(real_roll_calls(shared), 2022, draws=10)
    row = balances([net]).rows()[0]
    assert row["low"] > 0.9 > row["expected"]
    assert row["frustration"] < 0.1
    america = next(r for r in pulls(net, "RUS", "CHN").rows() if r["state"] == "USA")
    assert (america["kind"], america["value"] > 0) == ("common enemy", True)
    states = balances([net]).why("balance/2022").rows()
    assert len(states) == len(net.states)
