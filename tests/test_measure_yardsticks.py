"""The yardsticks: printed values of Signorino and Ritter, scikit-learn, and what must hold for any table."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from comity.errors import ComityError
from comity.measure.votes.yardsticks import YARDSTICKS, kappa, pi, s_absolute, yardstick

tables = arrays(np.int64, (3, 3), elements=st.integers(0, 40))


def test_an_unknown_yardstick_is_refused_with_those_there_are() -> None:
    with pytest.raises(ComityError, match="graded, identical"):
        yardstick("tau")


@pytest.mark.parametrize("wrong", [np.zeros((2, 2), int), np.zeros((3, 3)), np.full((3, 3), -1)])
def test_what_is_no_table_of_counts_is_refused(wrong: np.ndarray) -> None:
    with pytest.raises(ValueError, match="counts"):
        YARDSTICKS["graded"](wrong)


def test_a_year_without_votes_is_undefined_under_every_yardstick() -> None:
    assert all(np.isnan(measure(np.zeros((3, 3), int))) for measure in YARDSTICKS.values())


def test_one_answer_throughout_leaves_chance_correction_undefined() -> None:
    always_yes = np.diag([9, 0, 0])
    defined = {name: float(measure(always_yes)) for name, measure in YARDSTICKS.items()}
    assert np.isnan(defined.pop("kappa"))
    assert np.isnan(defined.pop("pi"))
    assert set(defined.values()) == {1.0}


def test_yes_no_is_undefined_where_one_always_abstained() -> None:
    table = np.array([[0, 3, 0], [0, 2, 0], [0, 1, 0]])
    assert np.isnan(YARDSTICKS["yes_no"](table))
    assert YARDSTICKS["graded"](table) == pytest.approx((3 * 0.5 + 2 + 0.5) / 6)


def test_a_hand_computed_table() -> None:
    """10 votes: 4 yes-yes, 1 yes-abstain, 1 yes-no, 2 abstain-abstain, 2 no-no."""
    table = np.array([[4, 1, 1], [0, 2, 0], [0, 0, 2]])
    chance = 0.6 * 0.4 + 0.2 * 0.3 + 0.2 * 0.3
    shared = 0.5**2 + 0.25**2 + 0.25**2
    expected = {
        "graded": 0.85,
        "identical": 0.8,
        "yes_no": 6 / 7,
        "kappa": (0.8 - chance) / (1 - chance),
        "pi": (0.8 - shared) / (1 - shared),
        "s_absolute": 1 - 3 / 10,
        "s_squared": 1 - 2 * 5 / 40,
    }
    assert {name: float(measure(table)) for name, measure in YARDSTICKS.items()} == pytest.approx(expected, abs=1e-15)


def portfolios(first: list[int], second: list[int]) -> np.ndarray:
    table = np.zeros((3, 3), dtype=np.int64)
    np.add.at(table, (np.array(first), np.array(second)), 1)
    return table


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ({(0, 2): 2, (0, 0): 1}, -1 / 3),
        ({(0, 1): 2, (0, 0): 1}, 1 / 3),
        ({(0, 2): 1, (0, 0): 2}, 1 / 3),
        ({(0, 0): 3}, 1.0),
        ({(0, 1): 1, (0, 0): 2}, 2 / 3),
        ({(1, 2): 1, (0, 0): 2}, 2 / 3),
        ({(1, 2): 1, (2, 2): 2}, 2 / 3),
        ({(1, 0): 1, (2, 2): 2}, 2 / 3),
    ],
    ids="abcdefgh",
)
def test_s_by_hand(pairs: dict[tuple[int, int], int], expected: float) -> None:
    """Eight portfolios of three, ours, with the values of Signorino and Ritter's table 5: -1/3, 1/3, 1/3, 1, four of 2/3.

    S sees distances, not where on the scale they lie.
    """
    table = np.zeros((3, 3), dtype=np.int64)
    for cell, n in pairs.items():
        table[cell] = n
    assert float(s_absolute(table)) == pytest.approx(expected, abs=1e-15)


def test_kappa_and_pi_equal_other_software() -> None:
    """Cohen's kappa of scikit-learn, nominal and with weights; pi by its own definition on 500 random dyads."""
    metrics = pytest.importorskip("sklearn.metrics")
    random = np.random.default_rng(7)
    for _ in range(500):
        first, second = random.choice(3, (2, 60), p=[0.6, 0.25, 0.15])
        second = np.where(random.random(60) < 0.5, first, second)
        table = portfolios(list(first), list(second))
        assert float(kappa(table)) == pytest.approx(metrics.cohen_kappa_score(first, second), abs=1e-12)
        # Scott's pi is Cohen's kappa of the two columns stacked with their mirror image: the margins become the shared ones
        both = metrics.cohen_kappa_score(np.r_[first, second], np.r_[second, first])
        assert float(pi(table)) == pytest.approx(both, abs=1e-12)


@given(tables)
def test_swapping_the_states_changes_no_bit(table: np.ndarray) -> None:
    for measure in YARDSTICKS.values():
        assert np.array_equal(measure(table), measure(table.T), equal_nan=True)


@given(tables)
def test_every_value_lies_in_its_range(table: np.ndarray) -> None:
    for measure in YARDSTICKS.values():
        value = float(measure(table))
        assert np.isnan(value) or (0 if measure.unit == "share" else -1) - 1e-12 <= value <= 1


@given(arrays(np.int64, 3, elements=st.integers(0, 40)))
def test_a_state_beside_itself_agrees_wholly(votes: np.ndarray) -> None:
    for measure in YARDSTICKS.values():
        value = float(measure(np.diag(votes)))
        assert np.isnan(value) or value == 1.0


@given(tables)
def test_s_absolute_is_graded_agreement_on_another_scale(table: np.ndarray) -> None:
    graded, s = float(YARDSTICKS["graded"](table)), float(YARDSTICKS["s_absolute"](table))
    assert (np.isnan(graded) and np.isnan(s)) or s == pytest.approx(2 * graded - 1, abs=1e-12)


@given(arrays(np.int64, (4, 5, 3, 3), elements=st.integers(0, 9)))
def test_many_tables_at_once_give_what_each_gives_alone(many: np.ndarray) -> None:
    for measure in YARDSTICKS.values():
        alone = np.array([[float(measure(table)) for table in row] for row in many])
        assert np.array_equal(measure(many), alone, equal_nan=True)
