"""Smoothing: refusals, one dyad by hand, invariants of random panels, parity with statsmodels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("numba")

from comity.errors import ComityError
from comity.measure.space.model import Model, first_seen, panel
from comity.measure.space.smoothing import reduce, smooth

SIMPLE = Model([1.0], [0.0], [1.0], 0.5, 0.0, 2.0)


def made(seed: int, k: int = 4, d: int = 20, t: int = 15, gaps: float = 0.4):  # type: ignore[no-untyped-def]
    """Random readings with gaps, sampling variances on every second indicator, two groups, and a model."""
    rng = np.random.default_rng(seed)
    y = rng.normal(size=(k, d, t)).cumsum(axis=2)
    y[rng.random(y.shape) < gaps] = np.nan
    v = rng.random(y.shape)
    v[::2] = 0
    model = Model(
        rng.normal(1, 0.5, k), rng.normal(size=(k, t)), rng.random(k) + 0.1, [0.2, 0.01], [0.5, -0.5], [1.5, 0.7]
    )
    return y, v, model, rng.integers(0, 2, d)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (([1.0], [0.0], [0.0], 0.1, 0.0, 1.0), "positive"),
        (([1.0], [0.0], [1.0], -0.1, 0.0, 1.0), "positive"),
        (([1.0], [0.0], [1.0], 0.1, 0.0, 0.0), "positive"),
        (([1.0, 2.0], [0.0], [1.0], 0.1, 0.0, 1.0), "one entry an indicator"),
        (([1.0], [0.0], [1.0], [0.1, 0.2], 0.0, 1.0), "one entry a group"),
        (([np.nan], [0.0], [1.0], 0.1, 0.0, 1.0), "not finite"),
    ],
)
def test_a_model_that_cannot_be_is_refused(arguments: tuple[object, ...], why: str) -> None:
    with pytest.raises(ComityError, match=why):
        Model(*arguments)  # type: ignore[arg-type]


def test_readings_that_do_not_fit_are_refused() -> None:
    y = np.zeros((1, 2, 3))
    with pytest.raises(ComityError, match="dimensions"):
        panel(y[0])
    with pytest.raises(ComityError, match="sampling variances are"):
        panel(y, y[:, :1])
    with pytest.raises(ComityError, match="negative"):
        panel(y, y - 1)
    with pytest.raises(ComityError, match="each of 2 dyads"):
        panel(y, None, np.zeros(3, dtype=int))
    with pytest.raises(ComityError, match="the model has 1"):
        reduce(np.zeros((2, 2, 3)), None, SIMPLE)
    with pytest.raises(ComityError, match="group 1"):
        reduce(y, None, SIMPLE, groups=np.array([0, 1]))
    with pytest.raises(ComityError, match="3 periods"):
        reduce(y, None, Model([1.0], [[0.0, 1.0]], [1.0], 0.1, 0.0, 1.0))


def test_two_periods_by_hand() -> None:
    found = smooth(reduce(np.array([[[1.0, 3.0]]]), None, SIMPLE, likelihood=True), SIMPLE, lags=True)
    covariance = np.array([[2.0, 2.0], [2.0, 2.5]])
    total = covariance + np.eye(2)
    np.testing.assert_allclose(found.mean[0], covariance @ np.linalg.solve(total, [1.0, 3.0]))
    after = covariance - covariance @ np.linalg.solve(total, covariance)
    np.testing.assert_allclose(found.variance[0], np.diag(after))
    assert found.lags is not None
    assert found.loglik is not None
    np.testing.assert_allclose(found.lags[0, 1], after[0, 1])
    quadratic = np.array([1.0, 3.0]) @ np.linalg.solve(total, [1.0, 3.0])
    np.testing.assert_allclose(
        found.loglik[0], -0.5 * (2 * np.log(2 * np.pi) + np.log(np.linalg.det(total)) + quadratic)
    )


def test_nothing_is_known_before_a_dyad_begins_and_no_reading_leaves_the_prior() -> None:
    y = np.full((1, 3, 4), np.nan)
    found = smooth(reduce(y, None, SIMPLE, begin=np.array([0, 2, 4])), SIMPLE)
    np.testing.assert_allclose(found.mean, [[0, 0, 0, 0], [np.nan, np.nan, 0, 0], [np.nan] * 4])
    np.testing.assert_allclose(found.variance[1, 2:], [2.0, 2.5])
    assert first_seen(y).tolist() == [4, 4, 4]


def test_readings_before_the_beginning_are_left_out() -> None:
    y, v, model, groups = made(3)
    begin = np.full(20, 5)
    late = smooth(reduce(y, v, model, groups=groups, begin=begin, likelihood=True), model)
    y[:, :, :5] = np.nan
    same = smooth(reduce(y, v, model, groups=groups, begin=begin, likelihood=True), model)
    np.testing.assert_array_equal(late.mean, same.mean)
    assert late.loglik is not None
    assert same.loglik is not None
    np.testing.assert_array_equal(late.loglik, same.loglik)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.floats(0, 0.95))
def test_the_answer_is_that_of_the_whole_normal_distribution(seed: int, gaps: float) -> None:
    y, v, model, groups = made(seed, d=3, t=6, gaps=gaps)
    found = smooth(reduce(y, v, model, groups=groups, likelihood=True), model, lags=True)
    assert found.loglik is not None
    assert found.lags is not None
    for d in range(3):
        mean, covariance, loglik = dense(y[:, d], v[:, d], model, int(groups[d]))
        np.testing.assert_allclose(found.mean[d], mean, atol=1e-9)
        np.testing.assert_allclose(found.variance[d], np.diag(covariance), atol=1e-9)
        np.testing.assert_allclose(found.lags[d, 1:], np.diag(covariance, -1), atol=1e-9)
        np.testing.assert_allclose(found.loglik[d], loglik, atol=1e-8)


def dense(y, v, model: Model, group: int):  # type: ignore[no-untyped-def]
    """Conditional mean, covariance and log-likelihood from the joint normal distribution of levels and readings."""
    t = y.shape[1]
    steps = np.minimum.outer(np.arange(t), np.arange(t))
    prior = model.start_var[group] + model.drift[group] * steps
    there = ~np.isnan(y)
    which, when = np.nonzero(there)
    reads = np.zeros((len(when), t))
    reads[np.arange(len(when)), when] = model.loadings[which]
    off = y[there] - model.centres(t)[there] - reads.sum(axis=1) * model.start_mean[group]
    total = reads @ prior @ reads.T + np.diag(model.noise[which] + v[there])
    gain = np.linalg.solve(total, reads @ prior).T
    loglik = -0.5 * (len(off) * np.log(2 * np.pi) + np.linalg.slogdet(total)[1] + off @ np.linalg.solve(total, off))
    return model.start_mean[group] + gain @ off, prior - gain @ reads @ prior, loglik


def test_threads_change_nothing() -> None:
    y, v, model, groups = made(1, d=700)
    one = smooth(reduce(y, v, model, groups=groups, threads=1), model, threads=1)
    three = smooth(reduce(y, v, model, groups=groups, threads=3), model, threads=3)
    np.testing.assert_array_equal(one.mean, three.mean)
    np.testing.assert_array_equal(one.variance, three.variance)


def test_some_dyads_alone_give_the_same() -> None:
    y, v, model, groups = made(2)
    reduced = reduce(y, v, model, groups=groups, likelihood=True)
    np.testing.assert_array_equal(smooth(reduced.of(np.array([7])), model).mean[0], smooth(reduced, model).mean[7])
    z, variance = reduced.readings()
    assert np.isnan(z).sum() == np.isnan(variance).sum() == (reduced.precision == 0).sum()


def test_equal_to_statsmodels_on_200_dyads_with_gaps() -> None:
    mlemodel = pytest.importorskip("statsmodels.tsa.statespace.mlemodel")
    y, v, model, groups = made(5, k=8, d=200, t=75)
    ours = smooth(reduce(y, v, model, groups=groups, likelihood=True), model, lags=True)
    assert ours.loglik is not None
    assert ours.lags is not None
    for d in range(200):
        theirs = statsmodels_smoother(mlemodel, y[:, d], v[:, d], model, int(groups[d]))
        np.testing.assert_allclose(ours.mean[d], theirs.smoothed_state[0], rtol=0, atol=1e-8)
        np.testing.assert_allclose(ours.variance[d], theirs.smoothed_state_cov[0, 0], rtol=0, atol=1e-8)
        np.testing.assert_allclose(ours.lags[d, 1:], theirs.smoothed_state_autocov[0, 0, :-1], rtol=0, atol=1e-8)
        np.testing.assert_allclose(ours.loglik[d], theirs.llf_obs.sum(), rtol=0, atol=1e-8)


def statsmodels_smoother(mlemodel, y, v, model: Model, group: int):  # type: ignore[no-untyped-def]
    """The same dyad by statsmodels."""
    k, t = y.shape
    held = mlemodel.MLEModel(np.asfortranarray(y.T), k_states=1, k_posdef=1)
    held["design"] = model.loadings[:, None]
    held["obs_intercept"] = model.centres(t)
    cov = np.zeros((k, k, t))
    cov[np.arange(k), np.arange(k)] = model.noise[:, None] + v
    held["obs_cov"] = cov
    held["transition"] = held["selection"] = np.eye(1)
    held["state_cov"] = np.full((1, 1), model.drift[group])
    held.initialize_known(np.array([model.start_mean[group]]), np.full((1, 1), model.start_var[group]))
    return held.ssm.smooth()
