"""Similarity scores of k choices: refusals, hand-computed tables, Signorino and Ritter's cases, scikit-learn and scipy, what must hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from comity.errors import ComityError
from comity.measure.votes.scores import BLOCK, SCORES, distances, scores
from comity.measure.votes.scores_tables import joint_tables, weighted_s
from comity.measure.votes.yardsticks import ABSOLUTE, NOMINAL, SQUARED, YARDSTICKS

CORRECTED = {"pi", "pi_absolute", "pi_squared", "kappa", "kappa_absolute", "kappa_squared"}
NAMESAKES = [name for name in SCORES if name in YARDSTICKS]
tables = st.integers(2, 5).flatmap(lambda k: arrays(np.int64, (k, k), elements=st.integers(0, 40)))


def one(name: str, table: object) -> float:
    return float(scores(np.array(table), [name])[name])


def test_an_unknown_score_is_refused_with_those_there_are() -> None:
    with pytest.raises(ComityError, match="graded, identical"):
        scores(np.eye(3), ["tau"])


@pytest.mark.parametrize("wrong", [np.zeros((2, 3)), np.zeros(9), np.zeros((1, 1)), np.eye(3, dtype=complex)])
def test_what_is_no_square_table_is_refused(wrong: np.ndarray) -> None:
    with pytest.raises(ValueError, match="tables"):
        scores(wrong)


@pytest.mark.parametrize("wrong", [-1.0, np.nan, np.inf])
def test_negative_and_infinite_cells_are_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        scores(np.full((3, 3), wrong))


@pytest.mark.parametrize(
    ("chosen", "weights", "reason"),
    [
        (np.array([[4, 1]]), None, "choices"),
        (np.array([[-1, 1]]), None, "choices"),
        (np.array([[1.0, 1.0]]), None, "choices"),
        (np.array([1, 2]), None, "choices"),
        (np.array([[1, 1]]), np.ones(2), "weights"),
        (np.array([[1, 1]]), np.array([-1.0]), "weights"),
        (np.array([[1, 1]]), np.array([np.nan]), "weights"),
    ],
)
def test_what_cannot_be_counted_is_refused(chosen: np.ndarray, weights: np.ndarray | None, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        joint_tables(chosen, 3, weights)


def test_an_empty_table_is_undefined_under_every_score() -> None:
    assert all(np.isnan(value) for value in scores(np.zeros((4, 4))).values())


def test_one_and_the_same_choice_leaves_chance_correction_and_order_undefined() -> None:
    found = scores(np.diag([9, 0, 0]))
    assert {name for name, value in found.items() if np.isnan(value)} == CORRECTED | {"tau_b"}
    assert all(found[name] == 1 for name in set(SCORES) - CORRECTED - {"tau_b"})


def test_one_choice_each_but_not_the_same_is_undefined_for_order_alone() -> None:
    found = scores(np.array([[0, 0, 9], [0, 0, 0], [0, 0, 0]]))
    assert {name for name, value in found.items() if np.isnan(value)} == {"tau_b"}
    assert found["kappa"] == 0
    assert found["pi"] == found["pi_squared"] == -1


def test_no_state_no_item_no_table() -> None:
    assert joint_tables(np.zeros((0, 3), int), 3).tolist() == np.zeros((3, 3, 3)).tolist()
    assert joint_tables(np.zeros((2, 1), int), 3).shape == (0, 3, 3)
    assert joint_tables(np.zeros((2, 0), int), 3).shape == (0, 3, 3)
    assert scores(np.zeros((0, 3, 3)))["s_absolute"].shape == (0,)
    assert np.isnan(weighted_s(np.zeros((0, 2), int), 3, np.zeros(0))).tolist() == [True]


def test_a_hand_computed_table() -> None:
    """10 items of 3 choices: p = (.6, .2, .2), q = (.4, .3, .3), m = (.5, .25, .25)."""
    found = scores(np.array([[4, 1, 1], [0, 2, 0], [0, 0, 2]]))
    apart, chance_absolute, shared_absolute = 0.3, 0.6 * 0.9 + 0.2 * 0.7 + 0.2 * 1.1, 2 * (0.125 + 0.25 + 0.0625)
    wide, chance_wide, shared_wide = 0.5, 0.6 * 1.5 + 0.2 * 0.7 + 0.2 * 1.9, 2 * (0.125 + 0.5 + 0.0625)
    concordant, discordant = 4 * 4 + 1 * 2 + 2 * 2, 1 * 2
    expected = {
        "graded": 0.85,
        "identical": 0.8,
        "s_absolute": 0.7,
        "s_squared": 0.75,
        "pi": 1 - 0.2 / (1 - 0.375),
        "pi_absolute": 1 - apart / shared_absolute,
        "pi_squared": 1 - wide / shared_wide,
        "kappa": 1 - 0.2 / (1 - 0.36),
        "kappa_absolute": 1 - apart / chance_absolute,
        "kappa_squared": 1 - wide / chance_wide,
        "tau_b": (concordant - discordant) / np.sqrt((45 - 17) * (45 - 12)),
    }
    assert {name: float(value) for name, value in found.items()} == pytest.approx(expected, abs=1e-14)


@pytest.mark.parametrize(
    ("one_state", "other", "value"),
    [
        ([0, 0, 3], [3, 3, 3], -1 / 3),
        ([0, 3, 3], [3, 3, 3], 1 / 3),
        ([3, 0, 3], [3, 3, 3], 1 / 3),
        ([3, 0, 3], [3, 0, 3], 1),
        ([1, 3, 0], [0, 3, 0], 7 / 9),
        ([3, 0, 0, 0, 0, 3], [3, 3, 0, 0, 0, 3], 2 / 3),
    ],
)
def test_signorino_and_ritter_s_of_short_portfolios(one_state: list[int], other: list[int], value: float) -> None:
    """Alliance levels 0 to 3 towards each state of a small system: S is 1 less two thirds of the mean distance."""
    assert s_of(one_state, other) == pytest.approx(value, abs=1e-15)


def s_of(one_state: list[int], other: list[int], weights: np.ndarray | None = None) -> float:
    return one("s_absolute", joint_tables(np.array([one_state, other]).T + 1, 4, weights)[0])


EUROPE = (200, 210, 211, 220, 225, 230, 235, 255, 300, 325, 339, 345, 350, 355, 360, 365, 380, 385, 390, 640)
"""The twenty European states of 1914; Germany's pacts were with 300, 325 and 360, Russia's with 220."""
GERMANY, RUSSIA = ([3 * (state in pacts) for state in EUROPE] for pacts in ((255, 300, 325, 360), (365, 220)))


def test_germany_and_russia_1914_unweighted() -> None:
    assert s_of(GERMANY, RUSSIA) == pytest.approx(0.40, abs=1e-15)


def test_germany_and_russia_1914_weighted_by_capabilities(shared: Callable[[str], Path]) -> None:
    """The paper prints -0.45 from the capabilities of its time; today's release of the index gives -0.37."""
    path = shared("data/capabilities/cow_nmc_1816_2022.parquet")
    cinc = dict(duckdb.sql(f"SELECT ccode, cinc FROM '{path}' WHERE year = 1914").fetchall())
    assert s_of(GERMANY, RUSSIA, np.array([cinc[state] for state in EUROPE])) == pytest.approx(-0.374, abs=0.001)


def test_the_distances_are_those_of_the_yardsticks() -> None:
    assert [found.tolist() for found in distances(3).values()] == [
        NOMINAL.tolist(),
        ABSOLUTE.tolist(),
        SQUARED.tolist(),
    ]


@given(arrays(np.int64, (3, 3), elements=st.integers(0, 60)))
def test_three_choices_give_the_yardsticks_of_the_same_name(table: np.ndarray) -> None:
    found = scores(table)
    for name in NAMESAKES:
        np.testing.assert_allclose(found[name], YARDSTICKS[name](table), rtol=0, atol=1e-14)


@given(tables)
def test_swapping_the_two_states_changes_no_bit(table: np.ndarray) -> None:
    ours, theirs = scores(table), scores(table.T)
    assert all(np.array_equal(ours[name], theirs[name], equal_nan=True) for name in set(SCORES) - {"tau_b"})
    np.testing.assert_allclose(ours["tau_b"], theirs["tau_b"], rtol=0, atol=1e-14)


@given(tables)
def test_no_score_is_above_one_and_turning_the_scale_round_changes_none(table: np.ndarray) -> None:
    found, turned = scores(table), scores(table[::-1, ::-1])
    for name, value in found.items():
        assert not value > 1 + 1e-12
        np.testing.assert_allclose(value, turned[name], rtol=0, atol=1e-12)


@given(tables, st.floats(0.01, 100))
def test_only_the_proportions_of_a_table_count(table: np.ndarray, factor: float) -> None:
    for name, value in scores(table * factor).items():
        np.testing.assert_allclose(value, scores(table, [name])[name], rtol=1e-9, atol=1e-9)


def drawn(items: int = 60, states: int = 18, k: int = 4, seed: int = 3) -> np.ndarray:
    generator = np.random.default_rng(seed)
    lean = generator.dirichlet(np.ones(k), states)
    votes = np.stack([generator.choice(k, items, p=shares) + 1 for shares in lean], axis=1)
    return np.where(generator.random(votes.shape) < 0.1, 0, votes)


def test_tables_count_items_on_which_both_chose_in_the_order_of_the_upper_triangle() -> None:
    votes = drawn()
    for table, a, b in zip(joint_tables(votes, 4), *np.triu_indices(votes.shape[1], 1), strict=True):
        both = (votes[:, a] > 0) & (votes[:, b] > 0)
        counted = np.zeros((4, 4))
        np.add.at(counted, (votes[both, a] - 1, votes[both, b] - 1), 1)
        assert np.array_equal(table, counted)


def test_weighted_s_is_the_s_of_weighted_tables_and_equal_weights_change_nothing() -> None:
    votes = drawn()
    weights = np.random.default_rng(1).random(len(votes))
    weighted = scores(joint_tables(votes, 4, weights), ["s_absolute"])["s_absolute"]
    np.testing.assert_allclose(weighted_s(votes, 4, weights), weighted, rtol=0, atol=1e-12)
    plain = scores(joint_tables(votes, 4), ["s_absolute"])["s_absolute"]
    np.testing.assert_allclose(weighted_s(votes, 4, np.full(len(votes), 7.0)), plain, rtol=0, atol=1e-12)


def test_many_tables_are_worked_in_blocks_and_keep_their_shape() -> None:
    some = np.random.default_rng(2).integers(0, 9, (2, BLOCK // 2 + 7, 3, 3))
    whole = scores(some)
    for name, values in scores(some[1, -5:]).items():
        assert whole[name].shape == (2, BLOCK // 2 + 7)
        assert np.array_equal(whole[name][1, -5:], values, equal_nan=True)


def test_scikit_learn_and_scipy_agree() -> None:
    metrics, stats = pytest.importorskip("sklearn.metrics"), pytest.importorskip("scipy.stats")
    votes = drawn(states=8)
    found = scores(joint_tables(votes, 4))
    for d, (a, b) in enumerate(zip(*np.triu_indices(votes.shape[1], 1), strict=True)):
        both = (votes[:, a] > 0) & (votes[:, b] > 0)
        x, y = votes[both, a], votes[both, b]
        for name, weights in (("kappa", None), ("kappa_absolute", "linear"), ("kappa_squared", "quadratic")):
            assert found[name][d] == pytest.approx(
                metrics.cohen_kappa_score(x, y, weights=weights, labels=[1, 2, 3, 4]), abs=1e-12
            )
        assert found["tau_b"][d] == pytest.approx(stats.kendalltau(x, y).statistic, abs=1e-12)
        assert found["identical"][d] == pytest.approx(metrics.accuracy_score(x, y), abs=1e-12)
