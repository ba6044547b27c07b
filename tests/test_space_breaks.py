"""Breaks: refusals, every way to cut a short history by hand, planted breaks, silence where nothing broke."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("numba")

from comity.errors import ComityError
from comity.measure.space.breaks import breaks
from comity.measure.space.model import Model
from comity.measure.space.smoothing import Reduced, reduce, smooth

MODEL = Model([1.0], [0.0], [0.1], 0.005, 0.0, 1.0)


def calm(seed: int, d: int, t: int = 75, drift: float = 0.005) -> Reduced:
    """Levels that only drift, read with noise."""
    rng = np.random.default_rng(seed)
    steps = np.pad(rng.normal(size=(d, t - 1)), ((0, 0), (1, 0))) * np.sqrt(drift)
    x = rng.normal(size=(d, 1)) + steps.cumsum(axis=1)
    return reduce((x + rng.normal(size=(d, t)) * np.sqrt(0.1))[None], None, MODEL)


def broken(seed: int, d: int, jump: float, at: int = 40, t: int = 75) -> Reduced:
    """The same with one jump."""
    reduced = calm(seed, d, t)
    z, _ = reduced.readings()
    z[:, at:] += jump
    return reduce(z[None], None, MODEL)


def test_a_hazard_outside_0_to_1_is_refused() -> None:
    for hazard, level in ((0.0, 0.9), (1.0, 0.9), (0.1, 1.0)):
        with pytest.raises(ComityError, match="between 0 and 1"):
            breaks(calm(0, 1, 5), MODEL, hazard=hazard, level=level)


def every_cut(y, model: Model, hazard: float):  # type: ignore[no-untyped-def]
    """Probability of each set of breaks, from the likelihood of each segment on its own."""
    n = len(y)
    weights = {}
    for m in range(n):
        for cut in combinations(range(1, n), m):
            edges = (0, *cut, n)
            fit = m * np.log(hazard) + (n - 1 - m) * np.log(1 - hazard)
            for low, high in pairwise(edges):
                piece = reduce(y[None, None, low:high], None, model, likelihood=True)
                found = smooth(piece, model).loglik
                assert found is not None
                fit += found[0]
            weights[cut] = np.exp(fit)
    total = sum(weights.values())
    return {cut: weight / total for cut, weight in weights.items()}


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10**6), st.floats(0.02, 0.6))
def test_probabilities_are_those_of_all_ways_to_cut(seed: int, hazard: float) -> None:
    rng = np.random.default_rng(seed)
    y = rng.normal(size=6) + np.repeat([0.0, 2.0], 3)
    y[rng.random(6) < 0.2] = np.nan
    cuts = every_cut(y, MODEL, hazard)
    found = breaks(reduce(y[None, None], None, MODEL), MODEL, hazard=hazard)
    expected = [sum(p for cut, p in cuts.items() if t in cut) for t in range(1, 6)]
    np.testing.assert_allclose(found.probability[0, 1:], expected, atol=1e-10)
    counts = [sum(p for cut, p in cuts.items() if len(cut) == m) for m in range(6)]
    np.testing.assert_allclose(found.counts[0, :6], counts, atol=1e-10)
    number = int(found.number[0])
    assert number == int(np.argmax(counts))
    for j in range(number):
        mass = np.array([sum(p for c, p in cuts.items() if len(c) == number and c[j] == t) for t in range(6)])
        low, high = found.low[0, j], found.high[0, j]
        assert mass[found.period[0, j]] == pytest.approx(mass.max())
        assert mass[low : high + 1].sum() >= 0.9 * mass.sum() - 1e-9
        chance = sum(p for cut, p in cuts.items() if any(low <= t <= high for t in cut))
        assert found.chance[0, j] == pytest.approx(chance, abs=1e-10)


def test_a_planted_break_is_found_with_its_jump_and_inside_its_interval() -> None:
    found = breaks(broken(1, 300, jump=1.5), MODEL)
    one = found.number == 1
    assert one.mean() > 0.9
    assert (np.abs(found.period[one, 0] - 40) <= 1).mean() > 0.9
    assert ((found.low[one, 0] <= 40) & (found.high[one, 0] >= 40)).mean() > 0.88
    assert (found.high - found.low)[one, 0].mean() < 4
    assert found.chance[one, 0].mean() > 0.9
    assert np.mean(found.jump[one, 0]) == pytest.approx(1.5, abs=0.1)
    covered = np.abs(found.jump[one, 0] - 1.5) < 1.645 * found.jump_sd[one, 0]
    assert 0.82 < covered.mean() < 0.98


def test_two_planted_breaks_come_in_order() -> None:
    z, _ = calm(2, 50).readings()
    z[:, 20:] += 2
    z[:, 50:] -= 3
    found = breaks(reduce(z[None], None, MODEL), MODEL)
    assert (found.number == 2).mean() > 0.9
    assert np.median(found.period[:, 0]) == 20
    assert np.median(found.period[:, 1]) == 50
    assert (np.median(found.jump[:, :2], axis=0) * [1, -1] > 1).all()


def test_calm_series_stay_silent() -> None:
    found = breaks(calm(3, 600), MODEL)
    assert (found.number > 0).mean() < 0.04
    assert np.nanmax(found.probability, axis=1).mean() < 0.1


def test_a_dyad_begins_without_a_break_and_one_never_read_has_none() -> None:
    reduced = reduce(np.full((1, 3, 10), np.nan), None, MODEL, begin=np.array([0, 4, 10]))
    found = breaks(reduced, MODEL, hazard=0.02)
    np.testing.assert_allclose(found.probability[0, 1:], 0.02)
    assert np.isnan(found.probability[1, :5]).all()
    assert np.isnan(found.probability[2]).all()
    assert found.number.tolist() == [0, 0, 0]


def test_a_drift_of_its_own_keeps_a_restless_dyad_from_breaking() -> None:
    restless = calm(4, 200, drift=0.1)
    taken, left = breaks(restless, MODEL), breaks(restless, MODEL, drift=0.1)
    assert (left.number > 0).mean() < 0.1 < (taken.number > 0).mean()


def test_probabilities_of_breaks_are_calibrated() -> None:
    rng = np.random.default_rng(6)
    d, t, hazard = 1500, 60, 1 / 40
    new = rng.random((d, t)) < hazard
    new[:, 0] = True
    x, fresh = np.zeros((d, t)), rng.normal(size=(d, t))
    for s in range(t):
        x[:, s] = np.where(new[:, s], fresh[:, s], x[:, s - 1] + rng.normal(size=d) * np.sqrt(0.005))
    found = breaks(reduce((x + rng.normal(size=(d, t)) * np.sqrt(0.1))[None], None, MODEL), MODEL, hazard=hazard)
    said, true = found.probability[:, 1:], new[:, 1:]
    for low, high in pairwise([0, 0.01, 0.05, 0.2, 0.5, 0.8, 1.01]):
        some = (said >= low) & (said < high)
        assert abs(true[some].mean() - said[some].mean()) < 0.05, (low, high)
    rows, places = np.nonzero(found.period >= 0)
    spans = zip(rows, found.low[rows, places], found.high[rows, places], strict=True)
    right = np.array([new[row, low : high + 1].any() for row, low, high in spans])
    assert right.mean() == pytest.approx(found.chance[rows, places].mean(), abs=0.02)


def test_threads_change_nothing() -> None:
    reduced = broken(5, 300, jump=1.0, t=45)
    one, two = breaks(reduced, MODEL, threads=1), breaks(reduced, MODEL, threads=2)
    np.testing.assert_array_equal(one.probability, two.probability)
    np.testing.assert_array_equal(one.period, two.period)
