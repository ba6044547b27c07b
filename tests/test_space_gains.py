"""Gains: refusals, parts that add up to the level and its change, a what-if that is what then comes out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("numba")

from space_panels import simulated

from comity.errors import ComityError
from comity.measure.space.gains import contributions, what_if
from comity.measure.space.habits import Habits, smooth_habits
from comity.measure.space.model import Model
from comity.measure.space.smoothing import Smoothed, reduce, smooth

MODEL = Model([1.0, 0.8, 0.5, -0.3], [1.0, 0.0, -2.0, 0.5], [0.3, 0.6, 0.5, 0.8], [0.05, 0.2], [0.4, -1.0], [1.0, 2.0])


def levels(y, v, model: Model, group: int = 0, begin: int = 0) -> Smoothed:  # type: ignore[no-untyped-def]
    where = {"groups": np.array([group]), "begin": np.array([begin])}
    return smooth(reduce(y[:, None], v[:, None], model, **where), model, lags=True)


def test_no_level_before_the_beginning_or_after_the_end() -> None:
    y = np.zeros((4, 6))
    for period, since in ((6, None), (1, None), (-1, None), (5, 1)):
        with pytest.raises(ComityError, match="no level in period"):
            contributions(y, None, MODEL, period, since=since, begin=2)
    with pytest.raises(ComityError, match="no indicator 4"):
        what_if(y, None, MODEL, 4, 1.0)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.floats(0, 0.95), st.integers(0, 1), st.integers(0, 9))
def test_parts_add_up_to_the_level_and_to_its_change(seed: int, gaps: float, group: int, begin: int) -> None:
    panel = simulated(seed, d=1, t=25, gaps=gaps)
    y, v = panel.y[:, 0], panel.v[:, 0]
    found = levels(y, v, MODEL, group, begin)
    rng = np.random.default_rng(seed)
    one, two = (int(t) for t in rng.integers(begin, 25, 2))
    level = contributions(y, v, MODEL, one, group=group, begin=begin)
    assert level.by_indicator.sum() + level.prior == pytest.approx(found.mean[0, one], abs=1e-10)
    assert level.by_period.sum() + level.prior == pytest.approx(level.value, abs=1e-12)
    assert level.variance == pytest.approx(found.variance[0, one], abs=1e-12)
    change = contributions(y, v, MODEL, one, since=two, group=group, begin=begin)
    assert change.by_indicator.sum() + change.prior == pytest.approx(found.mean[0, one] - found.mean[0, two], abs=1e-10)
    assert (level.cells[np.isnan(y)] == 0).all()


def test_a_weight_is_the_move_of_the_level_for_a_unit_of_the_reading() -> None:
    panel = simulated(8, d=1, t=12, gaps=0.2)
    y, v = panel.y[:, 0], panel.v[:, 0]
    weights = contributions(y, v, MODEL, 7).weights
    for k, s in ((0, 7), (1, 3), (2, 11)):
        moved = y.copy()
        moved[k, s] += 1
        rise = levels(moved, v, MODEL).mean[0, 7] - levels(y, v, MODEL).mean[0, 7]
        assert weights[k, s] == pytest.approx(0.0 if np.isnan(y[k, s]) else rise, abs=1e-10)


def test_the_variance_of_a_change_counts_what_the_two_levels_share() -> None:
    panel = simulated(9, d=1, t=10)
    y, v = panel.y[:, 0], panel.v[:, 0]
    found = levels(y, v, MODEL)
    assert found.lags is not None
    expected = found.variance[0, 5] + found.variance[0, 4] - 2 * found.lags[0, 5]
    assert contributions(y, v, MODEL, 5, since=4).variance == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("indicator", [0, 1, 3])
def test_what_if_is_what_then_comes_out(indicator: int) -> None:
    panel = simulated(10, d=1, t=10, gaps=0.3)
    y, v = panel.y[:, 0].copy(), panel.v[:, 0].copy()
    moved = what_if(y, v, MODEL, indicator, 2.5, variance=0.2, group=1, begin=1)
    y[indicator, -1] = np.nan
    assert moved.before == pytest.approx(levels(y, v, MODEL, 1, 1).mean[0, -1], abs=1e-12)
    y[indicator, -1], v[indicator, -1] = 2.5, 0.2
    after = levels(y, v, MODEL, 1, 1)
    assert moved.after == pytest.approx(after.mean[0, -1], abs=1e-10)
    assert moved.variance_after == pytest.approx(after.variance[0, -1], abs=1e-10)
    as_expected = what_if(y, v, MODEL, indicator, moved.expected, group=1, begin=1)
    assert as_expected.surprise == pytest.approx(0, abs=1e-9)
    assert as_expected.after == pytest.approx(as_expected.before, abs=1e-9)


def test_with_habits_parts_still_add_up_and_a_lasting_gap_moves_less() -> None:
    panel = simulated(12, d=1, t=20, gaps=0.3)
    habits = Habits([0.5, 0.2, 0.0, 1.0], [0.05, 0.0, 0.0, 0.2])
    smoothed = smooth_habits(panel.y, panel.v, MODEL, habits, begin=np.array([2]), groups=np.array([1]))
    where = {"habits": habits, "group": 1, "begin": 2}
    y, v = panel.y[:, 0], panel.v[:, 0]
    level = contributions(y, v, MODEL, 15, **where)
    assert level.by_indicator.sum() + level.prior == pytest.approx(smoothed.mean[0, 15], abs=1e-10)
    assert level.variance == pytest.approx(smoothed.variance[0, 15], abs=1e-10)
    change = contributions(y, v, MODEL, 15, since=4, **where)
    assert change.cells.sum() + change.prior == pytest.approx(smoothed.mean[0, 15] - smoothed.mean[0, 4], abs=1e-10)
    plain, kept = (what_if(y, v, MODEL, 0, 3.0, **each) for each in ({"group": 1, "begin": 2}, where))
    assert kept.gain < plain.gain
    y = y.copy()
    y[0, -1] = 3.0
    v = v.copy()
    v[0, -1] = 0.0
    after = smooth_habits(y[:, None], v[:, None], MODEL, habits, begin=np.array([2]), groups=np.array([1]))
    assert kept.after == pytest.approx(after.mean[0, -1], abs=1e-9)
    assert kept.variance_after == pytest.approx(after.variance[0, -1], abs=1e-10)


def test_levels_that_do_not_drift_have_a_path() -> None:
    still = Model([1.0, 1.0], [0.0, 0.0], [1.0, 1.0], 0.0, 0.0, 1.0)
    parts = contributions(np.ones((2, 4)), None, still, 3)
    assert parts.value == pytest.approx(8 / 9, abs=1e-12)
