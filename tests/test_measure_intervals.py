"""Intervals: what they refuse, hand values, and coverage by simulation under true tables of real dyads."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from comity.errors import ComityError
from comity.measure.votes.intervals import METHODS, interval
from comity.measure.votes.yardsticks import YARDSTICKS

TRUTHS = {
    "RUS-CHN 2020": [[63, 10, 4], [1, 4, 4], [1, 0, 11]],
    "USA-GBR 1995": [[29, 4, 1], [2, 4, 1], [4, 17, 18]],
    "USA-CHN 2020": [[8, 1, 2], [11, 1, 2], [60, 11, 2]],
    "two by two": [[40, 3, 2], [3, 20, 3], [2, 3, 24]],
    "no relation": [[16, 8, 8], [8, 4, 4], [8, 4, 4]],
}
"""Joint counts with at least two answers of some frequency on both sides, as most dyads have in most years."""


def test_an_unknown_yardstick_or_level_is_refused() -> None:
    with pytest.raises(ComityError, match="no yardstick"):
        interval("tau", np.eye(3, dtype=int))
    with pytest.raises(ValueError, match="level"):
        interval("graded", np.eye(3, dtype=int), level=1.0)


def test_the_share_of_equal_answers_gets_wilsons_interval() -> None:
    """8 of 10 at 90 per cent: (0.5417, 0.9314), by hand from the closed form with z = 1.6449."""
    low, high = interval("identical", np.array([[5, 1, 0], [0, 2, 1], [0, 0, 1]]))
    z2 = 1.6448536**2
    middle, half = (0.8 + z2 / 20) / (1 + z2 / 10), 1.6448536 / (1 + z2 / 10) * (0.016 + z2 / 400) ** 0.5
    assert (float(low), float(high)) == pytest.approx((middle - half, middle + half), abs=1e-7)


def test_undefined_values_have_undefined_intervals() -> None:
    for name in YARDSTICKS:
        assert np.isnan(interval(name, np.zeros((3, 3), int))).all()
    assert np.isnan(interval("kappa", np.diag([30, 0, 0]))).all()


def test_a_year_of_full_agreement_is_not_certain() -> None:
    for name in YARDSTICKS:
        low, high = interval(name, np.diag([20, 6, 4]))
        assert high == 1
        assert low < 0.98


def test_every_yardstick_says_how_its_interval_is_made() -> None:
    assert set(METHODS) == set(YARDSTICKS)


@pytest.mark.parametrize("name", sorted(YARDSTICKS))
@pytest.mark.parametrize("truth", sorted(TRUTHS))
@pytest.mark.parametrize("n", [30, 90])
def test_ninety_per_cent_intervals_cover_near_ninety_per_cent(name: str, truth: str, n: int) -> None:
    table = np.array(TRUTHS[truth])
    random = np.random.default_rng(sum(map(ord, truth + name)) + n)
    drawn = random.multinomial(n, (table / table.sum()).ravel(), size=20_000).reshape(-1, 3, 3)
    low, high = interval(name, drawn)
    true = float(YARDSTICKS[name](table))
    held = ~np.isnan(low)
    covered = np.mean((low <= true) & (true <= high), where=held)
    assert 0.87 <= covered <= (0.955 if name == "s_squared" else 0.94), f"{covered:.3f}"


@given(arrays(np.int64, (3, 3), elements=st.integers(0, 60)))
def test_the_interval_holds_the_value_and_mirrors_with_the_states(table: np.ndarray) -> None:
    for name, measure in YARDSTICKS.items():
        value, (low, high), mirrored = float(measure(table)), interval(name, table), interval(name, table.T)
        assert np.isnan(value) or (low <= value <= high and high > low)
        assert np.allclose((low, high), mirrored, equal_nan=True, atol=1e-12)
