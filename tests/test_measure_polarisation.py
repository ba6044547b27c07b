"""Polarisation: refusals, the formulas by hand, axioms as properties, and real years."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from measure_data import real_roll_calls

from comity.errors import NoEvidence
from comity.measure.camps.camps import camps
from comity.measure.camps.network import Network, given_network, vote_network
from comity.measure.camps.polarisation import MEASURES, between, distances, esteban_ray, polarisation
from comity.measure.votes.panel import RollCalls

TWO = np.kron(np.eye(2), np.ones((2, 2)))
STATES = ("CHN", "RUS", "GBR", "USA")


def apart(n: int) -> np.ndarray:
    return 1.0 - np.eye(n)


def net(weights: np.ndarray, sd: float = 0.0, draws: int = 20) -> Network:
    return given_network(2020, STATES, weights, np.full(weights.shape, sd), draws)


def values(weights: np.ndarray) -> dict[str, float]:
    return {row["measure"]: row["value"] for row in polarisation([camps(net(weights))]).rows()}


def test_strange_ids_are_refused() -> None:
    table = polarisation([camps(net(TWO))])
    for id in ("polarisation/1999/modularity", "polarisation/2020/warmth", "camp/2020/0"):
        with pytest.raises(NoEvidence):
            table.why(id)


def test_no_network_is_said() -> None:
    table = polarisation([])
    assert (len(table), table.note) == (0, "No network is given.")


def test_esteban_ray_by_hand() -> None:
    """Shares .6 and .4, alpha 1: 4 (.36 x .4 + .16 x .6) d."""
    assert esteban_ray(np.array([0.6, 0.4]), 2 * apart(2), 1.0) == pytest.approx(4 * 0.24 * 2)


def test_two_halves_are_more_polarised_than_many_camps_or_a_lopsided_two() -> None:
    half = esteban_ray(np.full(2, 0.5), apart(2))
    assert half == pytest.approx(1)
    assert esteban_ray(np.full(4, 0.25), apart(4)) < half
    assert esteban_ray(np.array([0.9, 0.1]), apart(2)) < half


def test_distance_is_closeness_within_less_closeness_between() -> None:
    w = np.array([[0, 0.8, 0.1, 0.1], [0.8, 0, 0.1, 0.1], [0.1, 0.1, 0, 0.4], [0.1, 0.1, 0.4, 0]])
    np.fill_diagonal(w, np.nan)
    found = distances(w, np.array([0, 0, 1, 1]))
    np.testing.assert_allclose(found, [[0, 0.5], [0.5, 0]])


def test_a_camp_of_one_and_unknown_pairs_add_nothing() -> None:
    w = np.full((3, 3), np.nan)
    w[0, 1] = w[1, 0] = 0.5
    w[0, 2] = w[2, 0] = 0.1
    found = distances(w, np.array([0, 0, 1]))
    assert found[0, 1] == pytest.approx(0.2)
    assert not distances(np.full((3, 3), np.nan), np.array([0, 1, 2])).any()


def test_between_by_hand() -> None:
    """Distances 1 - w: .5 within two pairs, 1 across four: T = 5/4, W = (.5/2) x 2."""
    w = 0.5 * TWO
    assert between(w, np.array([0, 0, 1, 1])) == pytest.approx(1 - 0.5 / 1.25)


def test_the_whole_table_by_hand() -> None:
    assert values(TWO) == {
        "esteban_ray": pytest.approx(1),
        "modularity": pytest.approx(0.5),
        "between": pytest.approx(1),
    }


def test_an_interval_holds_its_value_and_widens_with_the_noise() -> None:
    for one, two in zip(*(polarisation([camps(net(TWO, sd))]).rows() for sd in (0.05, 0.3)), strict=True):
        assert one["low"] <= one["value"] <= one["high"]
        assert one["high"] - one["low"] < two["high"] - two["low"]


def test_without_draws_there_is_no_interval() -> None:
    assert {row["low"] for row in polarisation([camps(net(TWO, draws=0))]).rows()} == {None}


def test_weight_of_states_can_count() -> None:
    found = camps(net(TWO))
    heavy = polarisation([found], {2020: {"CHN": 8, "RUS": 1, "GBR": 0.5, "USA": 0.5}}).rows()[0]["value"]
    assert heavy == pytest.approx(esteban_ray(np.array([0.9, 0.1]), apart(2)))


def test_a_year_leads_to_its_camps() -> None:
    behind = polarisation([camps(net(TWO))]).why("polarisation/2020/esteban_ray").rows()
    assert [(r["n_members1"], r["n_members2"], r["distance"]) for r in behind] == [(2, 2, 1.0)]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(0.01, 1), min_size=1, max_size=6), st.floats(1, 1.6), st.floats(0.1, 3))
def test_esteban_ray_is_bounded_and_grows_with_distance(sizes: list[float], alpha: float, far: float) -> None:
    shares = np.array(sizes) / sum(sizes)
    value = esteban_ray(shares, apart(len(shares)), alpha)
    assert -1e-12 <= value <= 1 + 1e-9
    assert esteban_ray(shares, far * apart(len(shares)), alpha) == pytest.approx(far * value)


@settings(max_examples=50, deadline=None)
@given(st.integers(2, 12), st.integers(0, 1000))
def test_between_is_a_share(n: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    points = rng.normal(size=(n, 3))
    squared = ((points[:, None] - points[None]) ** 2).sum(axis=2)
    labels = rng.integers(0, 3, size=n)
    value = between(1 - squared, labels)
    centres = np.array([points[labels == c].mean(axis=0) for c in labels])
    expected = ((centres - points.mean(axis=0)) ** 2).sum() / ((points - points.mean(axis=0)) ** 2).sum()
    assert value == pytest.approx(expected)


def test_real_years_have_intervals_and_two_sides_divide_more_than_three(shared: Callable[[str], Path]) -> None:
    calls = real_roll_calls(shared)
    rows = polarisation([camps(vote_network(calls, year, draws=15)) for year in (1985, 2022)]).rows()
    assert {row["measure"] for row in rows} == set(MEASURES)
    assert all(0 < row["low"] < row["value"] < row["high"] < 1 for row in rows)
    ray = {row["year"]: row for row in rows if row["measure"] == "esteban_ray"}
    assert ray[2022]["low"] > ray[1985]["high"]


def simulated(n_items: int, seed: int) -> RollCalls:
    """Votes of two groups of twelve: an item's cutting line, drawn anew each time, and where each state stands, drawn once."""
    rng = np.random.default_rng(seed)
    ideal = np.random.default_rng(7).normal(size=24) * 0.4 + np.repeat([1.2, -1.2], 12)
    slope, level = rng.normal(size=(n_items, 1)) * 1.2, rng.normal(size=(n_items, 1)) + 0.8
    pull = level + slope * ideal + rng.normal(size=(n_items, 24))
    votes = np.where(pull > 0.4, 1, np.where(pull < -0.4, 3, 2)).astype(np.int8)
    days = np.full(n_items, np.datetime64("2000-06-01"))
    return RollCalls(np.arange(n_items).astype(str), days, tuple(f"S{i:02d}" for i in range(24)), votes)


def readings(n_items: int, seed: int, draws: int) -> list[dict[str, float]]:
    return polarisation([camps(vote_network(simulated(n_items, seed), 2000, draws))]).rows()


def test_intervals_cover_a_known_truth() -> None:
    truth = [row["value"] for row in readings(6000, 99, 0)]
    held = [
        [row["low"] <= true <= row["high"] for row, true in zip(readings(80, seed, 20), truth, strict=True)]
        for seed in range(40)
    ]
    assert (np.mean(held, axis=0) >= 0.8).all()
