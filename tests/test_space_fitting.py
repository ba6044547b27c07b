"""Fitting: refusals, known truth found again, a likelihood that never falls, the same optimum from elsewhere."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("numba")

from space_panels import Simulated, simulated

from comity.errors import ComityError
from comity.measure.space.fitting import Fit, fit
from comity.measure.space.model import Model
from comity.measure.space.smoothing import reduce, smooth


@pytest.fixture(scope="module")
def plain() -> Simulated:
    return simulated(1, d=1500, t=30)


@pytest.fixture(scope="module")
def plain_fit(plain: Simulated) -> Fit:
    return fit(plain.y, plain.v, normalise="anchor", tolerance=1e-6)


def test_what_cannot_be_fitted_is_refused() -> None:
    y = np.random.default_rng(0).normal(size=(2, 3, 4))
    with pytest.raises(ComityError, match="no effects"):
        fit(y, effects="year")
    with pytest.raises(ComityError, match="no normalisation"):
        fit(y, normalise="unit")
    with pytest.raises(ComityError, match="no indicator 2"):
        fit(y, anchor=2)
    y[1] = 5.0
    with pytest.raises(ComityError, match="indicator 1 has no readings that differ"):
        fit(y)
    y[1] = np.nan
    with pytest.raises(ComityError, match="indicator 1 has no readings that differ"):
        fit(y)


def test_the_truth_is_found_again(plain: Simulated, plain_fit: Fit) -> None:
    truth, found = plain.model, plain_fit.model
    assert plain_fit.converged
    np.testing.assert_allclose(found.loadings / truth.loadings, 1, atol=0.05)
    np.testing.assert_allclose(found.noise / truth.noise, 1, atol=0.05)
    np.testing.assert_allclose(found.drift / truth.drift, 1, atol=0.12)
    np.testing.assert_allclose(found.start_var / truth.start_var, 1, atol=0.15)
    np.testing.assert_allclose(found.intercepts, truth.intercepts, atol=0.15)
    assert (plain_fit.wrong_signs, plain_fit.floored) == ((), ())
    assert plain_fit.loglik > loglik(plain, truth)


def loglik(panel: Simulated, model: Model) -> float:
    found = smooth(reduce(panel.y, panel.v, model, likelihood=True), model).loglik
    assert found is not None
    return float(found.sum())


def test_the_loglik_is_that_of_the_model_returned(plain: Simulated, plain_fit: Fit) -> None:
    assert plain_fit.loglik == pytest.approx(loglik(plain, plain_fit.model), rel=1e-12)


def test_the_score_is_zero_at_the_fit(plain: Simulated, plain_fit: Fit) -> None:
    best = plain_fit.model
    for name in ("loadings", "noise", "drift", "start_var"):
        for factor in (0.97, 1.03):
            parts = {each: getattr(best, each) for each in Model.__slots__}
            assert loglik(plain, Model(**{**parts, name: parts[name] * factor})) < plain_fit.loglik


def test_both_conventions_have_one_likelihood(plain: Simulated, plain_fit: Fit) -> None:
    other = fit(plain.y, plain.v, normalise="variance", tolerance=1e-6)
    assert other.loglik == pytest.approx(plain_fit.loglik, rel=1e-9)
    levels = smooth(reduce(plain.y, plain.v, other.model), other.model)
    assert np.var(levels.mean) + levels.variance.mean() == pytest.approx(1, abs=0.01)


def test_another_start_ends_at_the_same_place(plain: Simulated, plain_fit: Fit) -> None:
    k = len(plain.y)
    start = Model(np.full(k, 0.3), np.zeros(k), np.full(k, 2.0), 0.5, 0.0, 3.0)
    other = fit(plain.y, plain.v, normalise="anchor", tolerance=1e-6, start=start)
    assert other.loglik == pytest.approx(plain_fit.loglik, rel=1e-9)
    np.testing.assert_allclose(other.model.loadings, plain_fit.model.loadings, rtol=1e-3)


def test_period_effects_leave_only_differences_from_the_average_pair() -> None:
    panel = simulated(2, d=800, t=20, effects=True)
    found = fit(panel.y, panel.v, effects="period", normalise="anchor", tolerance=1e-6)
    again = fit(panel.y + np.arange(20.0), panel.v, effects="period", normalise="anchor", tolerance=1e-6)
    assert found.converged
    np.testing.assert_allclose(found.model.loadings / panel.model.loadings, 1, atol=0.06)
    np.testing.assert_allclose(found.model.drift / panel.model.drift, 1, atol=0.15)
    assert again.loglik == pytest.approx(found.loglik, rel=1e-8)
    np.testing.assert_allclose(
        again.model.intercepts - found.model.intercepts, np.tile(np.arange(20.0), (4, 1)), atol=0.01
    )
    levels = smooth(reduce(panel.y, panel.v, found.model), found.model)
    assert np.abs(levels.mean.mean(axis=0)).max() < 0.05


def test_groups_keep_their_own_drift() -> None:
    one, two = simulated(3, d=600, t=25, drift=0.01), simulated(4, d=600, t=25, drift=0.2)
    centred = [each.y - each.model.intercepts[:, None, None] for each in (one, two)]
    y, v = np.concatenate(centred, axis=1), np.concatenate([one.v, two.v], axis=1)
    found = fit(y, v, groups=np.repeat([0, 1], 600), normalise="anchor")
    np.testing.assert_allclose(found.model.drift / [0.01, 0.2], 1, atol=0.35)


def test_a_wrong_sign_is_reported_and_an_exact_indicator_floored() -> None:
    panel = simulated(5, d=300, t=20)
    y = panel.y.copy()
    y[1] = -y[1]
    y[2] = panel.x
    found = fit(y, floor=0.05, iterations=60)
    assert found.wrong_signs == (1,)
    assert found.floored == (2,)
    assert found.model.noise[2] == pytest.approx(0.05 * np.var(panel.x), rel=1e-6)
    assert fit(y, signs=np.array([1, -1, 1, 1]), iterations=5).wrong_signs == ()


def test_loadings_given_are_held_and_the_others_follow(plain: Simulated, plain_fit: Fit) -> None:
    truth = plain_fit.model.loadings
    given = np.array([np.nan, truth[1] * 2, np.nan, np.nan])
    found = fit(plain.y, plain.v, given=given, tolerance=1e-6)
    assert found.loglik == pytest.approx(plain_fit.loglik, rel=1e-9)
    np.testing.assert_allclose(found.model.loadings, 2 * truth, rtol=1e-3)
    equal = fit(plain.y, plain.v, given=np.ones(4), tolerance=1e-6)
    assert equal.converged
    assert equal.model.loadings.tolist() == [1, 1, 1, 1]
    assert equal.loglik < found.loglik
    for wrong in (np.ones(3), np.zeros(4)):
        with pytest.raises(ComityError, match="given"):
            fit(plain.y, given=wrong)


def test_a_floor_for_one_indicator_leaves_the_others_alone() -> None:
    panel = simulated(5, d=300, t=20)
    found = fit(panel.y, panel.v, floor=np.array([0.01, 0.9, 0.01, 0.01]), iterations=60)
    assert found.floored == (1,)


def test_a_limit_on_sweeps_is_kept_and_said() -> None:
    panel = simulated(6, d=50, t=10)
    found = fit(panel.y, iterations=3, tolerance=1e-12)
    assert (found.iterations, found.converged) == (3, False)


def test_threads_change_nothing() -> None:
    panel = simulated(7, d=600, t=8)
    one, two = (fit(panel.y, panel.v, iterations=6, threads=n) for n in (1, 2))
    assert one.trace == two.trace


@settings(max_examples=25, deadline=None)
@given(
    st.integers(0, 10**6),
    st.floats(0, 0.9),
    st.sampled_from(["none", "period"]),
    st.sampled_from(["variance", "anchor"]),
)
def test_the_likelihood_never_falls(seed: int, gaps: float, effects: str, normalise: str) -> None:
    panel = simulated(seed, d=40, t=8, gaps=gaps, effects=effects == "period")
    rng = np.random.default_rng(seed)
    begin = rng.integers(0, 9, 40)
    try:
        found = fit(
            panel.y, panel.v, effects=effects, normalise=normalise, groups=rng.integers(0, 2, 40), begin=begin,
            iterations=40,
        )  # fmt: skip
    except ComityError:
        return
    assert np.diff(found.trace).min() > -1e-9 * abs(found.loglik)
