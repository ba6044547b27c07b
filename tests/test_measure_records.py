"""Record statements: refusals, hand-made series, and what holds for any series."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from measure_data import Shared, choices_of, real_roll_calls

from comity.errors import ComityError
from comity.measure.votes.choices import dyad_choices
from comity.measure.votes.records import record_in, records


def agreeing(same: int, apart: int) -> list[list[int]]:
    """A year of that many equal and opposite answers, both sides saying both."""
    return [[same // 2, 0, apart // 2], [0, 0, 0], [apart - apart // 2, 0, same - same // 2]]


def test_a_dyad_without_a_usable_year_is_refused() -> None:
    with pytest.raises(ComityError, match="no year with at least 10 votes"):
        record_in(choices_of({2000: agreeing(5, 4)}), "kappa")
    with pytest.raises(ComityError, match="no year"):
        record_in(choices_of({}), "graded")
    assert records(choices_of({2000: agreeing(5, 4)})) == ()


def test_an_unknown_yardstick_is_refused() -> None:
    with pytest.raises(ComityError, match="no yardstick"):
        record_in(choices_of({2000: agreeing(20, 4)}), "tau")


def test_the_last_earlier_year_at_least_as_high_is_named() -> None:
    series = {1990: agreeing(36, 4), 1991: agreeing(20, 20), 1992: agreeing(24, 16), 1993: agreeing(30, 10)}
    found = record_in(choices_of(series), "identical")
    assert (found.year, found.since, found.first_year) == (1993, 1990, 1990)
    assert (found.peak_year, found.runner_up_year) == (1990, 1993)
    assert found.value.value == 0.75
    assert found.peak.value == 0.9
    assert found.probability is not None
    assert 0.8 < found.probability < 1
    assert found.n_votes == 160
    assert found.evidence == "record/identical/CHN-RUS/1993"


def test_the_highest_of_the_series_has_no_since() -> None:
    found = record_in(choices_of({1990: agreeing(20, 20), 1991: agreeing(38, 2)}), "kappa")
    assert found.since is None
    assert found.probability == found.peak_probability
    assert found.probability > 0.999


def test_no_record_is_claimed_after_a_year_just_as_high() -> None:
    found = record_in(choices_of({1990: agreeing(30, 10), 1991: agreeing(30, 10)}), "identical")
    assert (found.since, found.probability) == (1990, None)


def test_the_same_in_one_year_only_is_its_own_peak() -> None:
    found = record_in(choices_of({1990: agreeing(30, 10)}), "identical")
    assert (found.since, found.probability, found.peak_year, found.peak_probability) == (None, None, 1990, 1.0)
    assert found.runner_up_year is None


def test_thin_and_undefined_years_are_skipped_by_name() -> None:
    series = {
        1990: agreeing(9, 0),
        1991: [[20, 0, 0], [0, 0, 0], [0, 0, 0]],
        1992: agreeing(30, 10),
        1993: agreeing(5, 4),
    }
    assert record_in(choices_of(series), "kappa").skipped_years == (1990, 1991, 1993)
    assert record_in(choices_of(series), "identical").skipped_years == (1990, 1993)


def test_until_hides_what_came_later() -> None:
    found = record_in(
        choices_of({1990: agreeing(30, 10), 1991: agreeing(35, 5), 1992: agreeing(39, 1)}), "graded", until=1991
    )
    assert (found.year, found.peak_year) == (1991, 1991)


def test_tops_are_split_between_years_that_tie() -> None:
    always = {year: [[10, 0, 0], [0, 0, 0], [0, 0, 10]] for year in (1990, 1991)}
    found = record_in(choices_of(always), "identical")
    assert (found.peak_probability, found.runner_up_probability) == (0.5, 0.5)


def test_two_years_of_one_true_level_win_half_the_draws() -> None:
    """Nearly equal years: the later is above the earlier in about half of the draws, ties counted against it."""
    found = record_in(choices_of({1990: agreeing(299, 101), 1991: agreeing(300, 100)}), "identical")
    assert found.probability == pytest.approx(0.5, abs=0.06)


@settings(deadline=None, max_examples=40)
@given(arrays(np.int64, (6, 3, 3), elements=st.integers(0, 12)))
def test_probabilities_are_shares_and_the_draws_repeat(tables: np.ndarray) -> None:
    choices = choices_of({1990 + i: table.tolist() for i, table in enumerate(tables)})
    for found in records(choices):
        shares = [found.peak_probability, found.runner_up_probability]
        assert all(0 <= share <= 1 for share in shares if share is not None)
        assert sum(shares) <= 1 + 1e-9
        assert found.probability is None or 0 <= found.probability <= 1
        assert found.since is None or found.first_year <= found.since < found.year
        assert found == record_in(choices, found.yardstick)


def test_russia_and_china_stood_at_a_record_in_2020_that_is_far_from_certain(shared: Shared) -> None:
    choices = dyad_choices(real_roll_calls(shared), "RUS", "CHN", date(2025, 12, 31))
    kappa, same = record_in(choices, "kappa", until=2020), record_in(choices, "identical", until=2020)
    assert (kappa.year, kappa.since, kappa.first_year, kappa.runner_up_year) == (2020, None, 1971, 2019)
    assert 0.15 < kappa.peak_probability < 0.4
    assert (same.since, same.peak_year) == (2011, 1989)
