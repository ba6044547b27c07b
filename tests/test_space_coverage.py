"""Simulated panels with known truth, parameters estimated: intervals cover, record probabilities mean what they say."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

pytest.importorskip("numba")

from space_panels import Simulated, simulated

from comity.measure.space.drawing import Records, record_probability
from comity.measure.space.fitting import fit
from comity.measure.space.gains import contributions
from comity.measure.space.model import Model
from comity.measure.space.smoothing import reduce, smooth

Z90 = 1.6448536


@pytest.fixture(scope="module")
def panel() -> Simulated:
    return simulated(21, d=2500, t=40, gaps=0.5)


@pytest.fixture(scope="module")
def model(panel: Simulated) -> Model:
    return fit(panel.y, panel.v, normalise="anchor").model


def covered(mean, variance, truth) -> float:  # type: ignore[no-untyped-def]
    return float((np.abs(truth - mean) < Z90 * np.sqrt(variance)).mean())


def test_intervals_of_levels_cover(panel: Simulated, model: Model) -> None:
    found = smooth(reduce(panel.y, panel.v, model), model)
    assert 0.88 <= covered(found.mean, found.variance, panel.x) <= 0.92
    for t in (0, 20, 39):
        assert 0.87 <= covered(found.mean[:, t], found.variance[:, t], panel.x[:, t]) <= 0.93


def test_intervals_of_changes_cover(panel: Simulated, model: Model) -> None:
    found = smooth(reduce(panel.y, panel.v, model), model, lags=True)
    assert found.lags is not None
    variance = found.variance[:, 1:] + found.variance[:, :-1] - 2 * found.lags[:, 1:]
    assert 0.88 <= covered(np.diff(found.mean), variance, np.diff(panel.x)) <= 0.92
    long = [contributions(panel.y[:, d], panel.v[:, d], model, 39, since=10) for d in range(400)]
    change = panel.x[:400, 39] - panel.x[:400, 10]
    assert 0.86 <= covered([c.value for c in long], [c.variance for c in long], change) <= 0.94


def test_intervals_cover_in_thin_and_in_thick_dyads() -> None:
    panel = simulated(22, d=1500, t=30, gaps=0.0)
    y = panel.y.copy()
    y[:, :750][np.random.default_rng(0).random((4, 750, 30)) < 0.9] = np.nan
    model = fit(y, panel.v, normalise="anchor").model
    found = smooth(reduce(y, panel.v, model), model)
    for half in (slice(0, 750), slice(750, None)):
        assert 0.87 <= covered(found.mean[half], found.variance[half], panel.x[half]) <= 0.93


def test_differences_from_the_average_pair_are_covered() -> None:
    panel = simulated(23, d=1500, t=25, effects=True)
    found = fit(panel.y, panel.v, effects="period", normalise="anchor")
    levels = smooth(reduce(panel.y, panel.v, found.model), found.model)
    assert 0.88 <= covered(levels.mean, levels.variance, panel.x - panel.x.mean(axis=0)) <= 0.92


def test_without_the_sampling_variance_intervals_would_not_cover() -> None:
    panel = simulated(24, d=1500, t=25)
    v = panel.v.copy()
    v[0] = np.where(np.arange(1500)[:, None] < 300, 3.0, 0.01)
    y = panel.y.copy()
    y[0] = panel.x + np.random.default_rng(1).normal(size=panel.x.shape) * np.sqrt(0.05 + v[0])
    told, untold = fit(y, v, normalise="anchor").model, fit(y, normalise="anchor").model
    noisy = slice(0, 300)
    right = smooth(reduce(y, v, told), told)
    wrong = smooth(reduce(y, None, untold), untold)
    assert 0.86 <= covered(right.mean[noisy], right.variance[noisy], panel.x[noisy]) <= 0.94
    assert covered(wrong.mean[noisy], wrong.variance[noisy], panel.x[noisy]) < 0.85


@pytest.fixture(scope="module")
def moving() -> tuple[Simulated, Records]:
    """Levels that move far, so that every probability occurs."""
    panel = simulated(25, d=3000, t=30, gaps=0.1, drift=0.8)
    model = fit(panel.y, panel.v, normalise="anchor").model
    return panel, record_probability(reduce(panel.y, panel.v, model), model, 200, seed=3)


def test_record_probabilities_are_calibrated(moving: tuple[Simulated, Records]) -> None:
    panel, found = moving
    highest = np.maximum.accumulate(panel.x[:, -2::-1], axis=1)[:, ::-1]
    true, said = panel.x[:, -1:] >= highest, found.probability[:, :-1]
    for low, high in pairwise([0, 0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 1.01]):
        some = (said >= low) & (said < high)
        assert some.sum() > 300
        assert abs(true[some].mean() - said[some].mean()) < 0.05, (low, high)
    sure = found.since >= 0
    assert sure.sum() > 300
    assert true[sure, found.since[sure]].mean() > 0.9


def test_the_runner_up_is_the_highest_as_often_as_it_says(moving: tuple[Simulated, Records]) -> None:
    panel, found = moving
    right = panel.x[:, :-1].argmax(axis=1) == found.runner_up
    assert right.mean() == pytest.approx(found.runner_share.mean(), abs=0.04)
    firm = found.runner_share > 0.5
    assert right[firm].mean() == pytest.approx(found.runner_share[firm].mean(), abs=0.05)
