"""Drawing: refusals, draws that have the smoother's moments, streams that do not depend on company, records by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("numba")

from space_panels import simulated

from comity.errors import ComityError
from comity.measure.space.drawing import draw, record_probability
from comity.measure.space.habits import Habits, smooth_habits
from comity.measure.space.model import Model
from comity.measure.space.paths import kept
from comity.measure.space.smoothing import Reduced, reduce, smooth

EXACT = Model([1.0], [0.0], [1e-8], 1.0, 0.0, 100.0)


def read(*series: list[float], begin: list[int] | None = None) -> Reduced:
    """Series read without noise worth the name."""
    return reduce(np.array([series]), None, EXACT, begin=None if begin is None else np.array(begin))


def test_ids_and_last_periods_that_do_not_fit_are_refused() -> None:
    reduced = read([1.0, 2.0, 3.0])
    with pytest.raises(ComityError, match="ids"):
        draw(reduced, EXACT, ids=np.array([1, 2]))
    with pytest.raises(ComityError, match="ids"):
        draw(reduced, EXACT, ids=np.array([-1]))
    with pytest.raises(ComityError, match="last"):
        record_probability(reduced, EXACT, last=np.array([3]))


def test_records_of_levels_known_almost_exactly() -> None:
    found = record_probability(read([1, 9, 2, 3, 5], [5, 4, 3, 2, 1], [9, 1, 2, 3, 4], begin=[0, 0, 1]), EXACT, 50)
    nan = float("nan")
    np.testing.assert_array_equal(found.probability, [[0, 0, 1, 1, nan], [0, 0, 0, 0, nan], [nan, 1, 1, 1, nan]])
    assert found.since.tolist() == [2, -1, 1]
    assert found.reached(0.5).tolist() == [2, -1, 1]
    assert found.runner_up.tolist() == [1, 0, 3]
    assert found.runner_share.tolist() == [1, 1, 1]
    np.testing.assert_array_equal(found.last_higher[:2, :4], [[0, 1, 0, 0], [0, 0, 0, 1]])


def test_records_the_other_way_and_for_an_earlier_period() -> None:
    reduced = read([1, 9, 2, 3, 5], [5, 4, 3, 2, 1])
    lowest = record_probability(reduced, EXACT, 50, lowest=True)
    assert (lowest.since.tolist(), lowest.runner_up.tolist()) == ([-1, 0], [0, 3])
    earlier = record_probability(reduced, EXACT, 50, last=np.array([1, 0]))
    assert (earlier.since.tolist(), earlier.runner_up.tolist()) == ([0, -1], [0, -1])
    assert np.isnan(earlier.probability[1]).all()


def test_a_dyad_that_never_begins_has_no_record() -> None:
    found = record_probability(read([1, 2, 3], begin=[3]), EXACT, 10)
    assert np.isnan(found.probability).all()
    assert np.isnan(draw(read([1, 2, 3], begin=[3]), EXACT, 2)).all()


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_draws_do_not_depend_on_company_threads_or_blocks(seed: int, panel_seed: int) -> None:
    panel = simulated(panel_seed, d=6, t=8)
    reduced = reduce(panel.y, panel.v, panel.model)
    every = draw(reduced, panel.model, 7, seed=seed, threads=2)
    alone = draw(reduced.of(np.array([4])), panel.model, 7, seed=seed, ids=np.array([4]))
    np.testing.assert_array_equal(alone[0], every[4])
    probability = record_probability(reduced, panel.model, 7, seed=seed).probability[4]
    same = record_probability(reduced.of(np.array([4])), panel.model, 7, seed=seed, ids=np.array([4])).probability[0]
    np.testing.assert_array_equal(same, probability)
    assert (np.diff(probability[:-1]) >= 0).all()
    latest = every[4][:, -1:]
    np.testing.assert_allclose(probability[:-1], [(latest >= every[4][:, s:-1]).all(axis=1).mean() for s in range(7)])


def test_draws_have_the_moments_of_the_smoother() -> None:
    panel = simulated(11, d=3, t=12)
    reduced = reduce(panel.y, panel.v, panel.model, begin=np.array([0, 3, 0]))
    drawn = draw(reduced, panel.model, 20_000, seed=1)
    found = smooth(reduced, panel.model, lags=True)
    assert found.lags is not None
    se = np.sqrt(found.variance / 20_000)
    np.testing.assert_array_less(np.abs(drawn.mean(axis=1) - found.mean)[~np.isnan(se)], (4.5 * se)[~np.isnan(se)])
    np.testing.assert_allclose(drawn.var(axis=1), found.variance, rtol=0.06)
    lags = (
        (drawn - drawn.mean(axis=1, keepdims=True))[..., 1:] * (drawn - drawn.mean(axis=1, keepdims=True))[..., :-1]
    ).mean(axis=1)
    np.testing.assert_allclose(lags, found.lags[:, 1:], atol=0.01)


def test_another_seed_draws_other_levels() -> None:
    panel = simulated(12, d=2, t=5)
    reduced = reduce(panel.y, panel.v, panel.model)
    one, two = draw(reduced, panel.model, 3, seed=1), draw(reduced, panel.model, 3, seed=2)
    assert not np.isclose(one, two).any()


def test_draws_with_habits_have_the_moments_of_their_smoother() -> None:
    panel = simulated(13, d=4, t=10)
    habits, begin = Habits([0.5, 0.2, 0.0, 1.0], [0.05, 0.0, 0.0, 0.2]), np.array([0, 2, 0, 10])
    read = kept(panel.y, panel.v, panel.model, habits, begin=begin)
    drawn = draw(read, panel.model, 20_000, seed=1)
    found = smooth_habits(panel.y, panel.v, panel.model, habits, begin=begin)
    gaps = drawn.mean(axis=1) - found.mean
    assert np.nanmax(np.abs(gaps) / np.sqrt(found.variance / 20_000)) < 4.5
    np.testing.assert_allclose(drawn[:3].var(axis=1), found.variance[:3], rtol=0.06)
    assert np.isnan(drawn[3]).all()
    alone = kept(panel.y[:, 1:2], panel.v[:, 1:2], panel.model, habits, begin=begin[1:2])
    np.testing.assert_array_equal(draw(alone, panel.model, 5, ids=np.array([1])), draw(read, panel.model, 5)[1:2])
    records = record_probability(read, panel.model, 50)
    latest = draw(read, panel.model, 50)[0]
    assert records.probability[0, 4] == pytest.approx((latest[:, -1:] >= latest[:, 4:-1]).all(axis=1).mean())


def test_without_habits_a_path_is_that_of_the_smoother_even_where_nothing_drifts() -> None:
    still = Model([1.0, 1.0], [0.0, 0.0], [1.0, 1.0], 0.0, 0.0, 1.0)
    none = Habits([0.0, 0.0], [0.0, 0.0])
    drawn = draw(kept(np.ones((2, 1, 5)), None, still, none), still, 20_000)
    assert np.abs(drawn - drawn[..., :1]).max() < 1e-4
    assert drawn.mean() == pytest.approx(10 / 11, abs=0.01)
