"""Checks: errors of prediction are as the model says where it holds, and tell where it does not."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("numba")

from space_panels import Simulated, simulated

from comity.errors import ComityError
from comity.measure.space.checks import checks
from comity.measure.space.fitting import fit
from comity.measure.space.model import Model
from comity.measure.space.smoothing import reduce, smooth


@pytest.fixture(scope="module")
def panel() -> Simulated:
    return simulated(31, d=1500, t=25)


def test_readings_that_do_not_fit_the_model_are_refused(panel: Simulated) -> None:
    with pytest.raises(ComityError, match="2 indicators"):
        checks(panel.y[:2], None, panel.model)


def test_the_errors_are_those_of_the_likelihood(panel: Simulated) -> None:
    """With every variance s times as great, -2 log-likelihood is n log s + squares / s and a constant."""
    y = panel.y[:, :50]
    errors = checks(y, None, panel.model)
    squares = (errors.n * (errors.variance + errors.mean**2)).sum()
    found = [smooth(reduce(y, None, m, likelihood=True), m).loglik for m in (panel.model, _scaled(panel, 2.0))]
    rise = -2 * (np.sum(found[1]) - np.sum(found[0]))
    assert rise == pytest.approx(errors.n.sum() * np.log(2) + squares / 2 - squares, rel=1e-9)
    assert np.isnan(checks(np.full_like(y, np.nan), None, panel.model).variance).all()


def _scaled(panel: Simulated, by: float) -> Model:
    """The model with every variance `by` times as great."""
    m = panel.model
    return Model(m.loadings, m.intercepts, m.noise * by, m.drift * by, m.start_mean, m.start_var * by)


def test_under_the_model_errors_are_standard_and_independent(panel: Simulated) -> None:
    for model in (panel.model, fit(panel.y, panel.v).model):
        found = checks(panel.y, panel.v, model)
        np.testing.assert_allclose(found.mean, 0, atol=0.03)
        np.testing.assert_allclose(found.variance, 1, atol=0.04)
        np.testing.assert_allclose(found.inside, 0.9, atol=0.01)
        np.testing.assert_allclose(found.lag, 0, atol=0.03)
        np.testing.assert_allclose(found.together, np.eye(4), atol=0.03)
    assert found.n.tolist() == (~np.isnan(panel.y)).sum(axis=(1, 2)).tolist()


def test_habits_of_a_pair_show_as_errors_that_last(panel: Simulated) -> None:
    y = panel.y.copy()
    y[2] += 0.8 * np.random.default_rng(0).normal(size=(1500, 1))
    found = checks(y, panel.v, fit(y, panel.v).model)
    assert found.lag[2] > 0.2
    assert np.abs(found.lag[[0, 1, 3]]).max() < 0.15


def test_indicators_made_of_the_same_thing_show_as_errors_that_go_together(panel: Simulated) -> None:
    y = panel.y.copy()
    shared = np.random.default_rng(1).normal(size=(1500, 25))
    y[2] += 0.7 * shared
    y[3] += 0.7 * shared
    found = checks(y, panel.v, fit(y, panel.v).model)
    assert found.together[2, 3] > 0.2
    assert found.together[2, 3] == found.together[3, 2]


def test_threads_change_nothing(panel: Simulated) -> None:
    one, two = (checks(panel.y, panel.v, panel.model, threads=n) for n in (1, 2))
    np.testing.assert_array_equal(one.together, two.together)
