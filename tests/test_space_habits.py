"""Habits: refusals, the model without them as a special case, parity with statsmodels, habits found again."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("numba")

from space_panels import simulated
from test_space_smoothing import made

from comity.errors import ComityError
from comity.measure.space.checks import checks
from comity.measure.space.fitting import fit
from comity.measure.space.habit_fitting import fit_habits
from comity.measure.space.habits import Habits, smooth_habits
from comity.measure.space.model import Model
from comity.measure.space.smoothing import reduce, smooth


def test_a_negative_variance_or_too_few_are_refused() -> None:
    with pytest.raises(ComityError, match="0 or more"):
        Habits([-1.0], [0.0])
    y, v, model, groups = made(1)
    with pytest.raises(ComityError, match="each of 4"):
        smooth_habits(y, v, model, Habits([1.0], [0.0]), groups=groups)


def test_without_habits_it_is_the_plain_model() -> None:
    y, v, model, groups = made(2)
    begin = np.arange(20)
    plain = smooth(reduce(y, v, model, groups=groups, begin=begin, likelihood=True), model)
    found = smooth_habits(y, v, model, Habits(np.zeros(4), np.zeros(4)), groups=groups, begin=begin)
    assert plain.loglik is not None
    assert found.loglik is not None
    np.testing.assert_allclose(found.mean, plain.mean, atol=1e-10)
    np.testing.assert_allclose(found.variance, plain.variance, atol=1e-10)
    np.testing.assert_allclose(found.loglik, plain.loglik, atol=1e-9)


def test_equal_to_statsmodels_on_dyads_with_gaps() -> None:
    mlemodel = pytest.importorskip("statsmodels.tsa.statespace.mlemodel")
    y, v, model, groups = made(3, d=40, t=40)
    habits = Habits([0.5, 1.0, 0.1, 0.0], [0.02, 0.1, 0.0, 0.3])
    ours = smooth_habits(y, v, model, habits, groups=groups)
    assert ours.loglik is not None
    for d in range(40):
        theirs = statsmodels_smoother(mlemodel, y[:, d], v[:, d], model, habits, int(groups[d]))
        np.testing.assert_allclose(ours.mean[d], theirs.smoothed_state[0], rtol=0, atol=1e-8)
        np.testing.assert_allclose(ours.variance[d], theirs.smoothed_state_cov[0, 0], rtol=0, atol=1e-8)
        np.testing.assert_allclose(ours.loglik[d], theirs.llf_obs.sum(), rtol=0, atol=1e-8)


def statsmodels_smoother(mlemodel, y, v, model: Model, habits: Habits, group: int):  # type: ignore[no-untyped-def]
    """The same dyad by statsmodels."""
    k, t = y.shape
    held = mlemodel.MLEModel(np.asfortranarray(y.T), k_states=k + 1, k_posdef=k + 1)
    held["design"] = np.hstack([model.loadings[:, None], np.eye(k)])
    held["obs_intercept"] = model.centres(t)
    cov = np.zeros((k, k, t))
    cov[np.arange(k), np.arange(k)] = model.noise[:, None] + v
    held["obs_cov"] = cov
    held["transition"] = held["selection"] = np.eye(k + 1)
    held["state_cov"] = np.diag([model.drift[group], *habits.drift])
    start = np.diag([model.start_var[group], *habits.start_var])
    held.initialize_known(np.array([model.start_mean[group], *np.zeros(k)]), start)
    return held.ssm.smooth()


def kept(seed: int, d: int = 600, t: int = 25):  # type: ignore[no-untyped-def]
    """Readings of a shared level with habits, their truth, and the parameters."""
    panel = simulated(seed, d=d, t=t, drift=0.1)
    rng = np.random.default_rng(seed)
    habits = Habits([0.3, 0.6, 0.2, 0.5], [0.02, 0.05, 0.01, 0.1])
    steps = rng.normal(size=(4, d, t)) * np.sqrt(habits.drift)[:, None, None]
    steps[:, :, 0] = rng.normal(size=(4, d)) * np.sqrt(habits.start_var)[:, None]
    return panel, panel.y + steps.cumsum(axis=2), habits


def test_two_indicators_are_refused_unless_their_loadings_are_given() -> None:
    panel, y, _ = kept(0, d=40, t=8)
    with pytest.raises(ComityError, match="cannot tell a level from habits"):
        fit_habits(y[:2], panel.v[:2])
    assert fit_habits(y[:2], panel.v[:2], given=np.array([1.0, 0.8]), iterations=4).iterations == 4


def test_habits_are_found_again_and_levels_covered() -> None:
    panel, y, habits = kept(1)
    found = fit_habits(y, panel.v, normalise="anchor")
    assert np.diff(found.trace).min() > -1e-9 * abs(found.loglik)
    np.testing.assert_allclose(found.model.loadings / panel.model.loadings, 1, atol=0.15)
    np.testing.assert_allclose(found.model.noise / panel.model.noise, 1, atol=0.15)
    np.testing.assert_allclose(found.model.drift / panel.model.drift, 1, atol=0.25)
    np.testing.assert_allclose(found.habits.start_var, habits.start_var, atol=0.12)
    np.testing.assert_allclose(found.habits.drift, habits.drift, atol=0.02)
    levels = smooth_habits(y, panel.v, found.model, found.habits)
    inside = np.abs(levels.mean - panel.x) < 1.645 * np.sqrt(levels.variance)
    assert 0.87 <= inside.mean() <= 0.93
    clean, unkept = (checks(y, panel.v, found.model, habits=each) for each in (found.habits, None))
    np.testing.assert_allclose(clean.variance, 1, atol=0.05)
    np.testing.assert_allclose(clean.inside, 0.9, atol=0.015)
    assert np.abs(clean.lag).max() < 0.05
    assert unkept.lag.max() > 0.2
    blind = fit(y, panel.v, normalise="anchor").model
    narrow = smooth(reduce(y, panel.v, blind), blind)
    assert (np.abs(narrow.mean - panel.x) < 1.645 * np.sqrt(narrow.variance)).mean() < 0.75


def test_the_likelihood_never_falls_under_period_effects_groups_and_late_beginnings() -> None:
    panel, y, _ = kept(2, d=80, t=10)
    rng = np.random.default_rng(0)
    arguments = {"groups": rng.integers(0, 2, 80), "begin": rng.integers(0, 9, 80)}
    for effects in ("none", "period"):
        found = fit_habits(y, panel.v, effects=effects, iterations=25, **arguments)
        assert np.diff(found.trace).min() > -1e-9 * abs(found.loglik)
        again = smooth_habits(y, panel.v, found.model, found.habits, **arguments).loglik
        assert again is not None
        assert again.sum() == pytest.approx(found.loglik, rel=1e-10)
