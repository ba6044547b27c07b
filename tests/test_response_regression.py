"""The regression behind the response: refusals, effects swept out exactly, errors by brute force and against statsmodels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import ComityError
from comity.measure.response.design import FORMS, Design, ahead, leads, shifted, terms
from comity.measure.response.errors import Errors, by_state, errors, sharing, sum_by_state
from comity.measure.response.pooling import pool
from comity.measure.response.quantiles import student
from comity.measure.response.regression import Fit, fit, half_panels
from comity.measure.response.within import Within

STATES, YEARS = 8, 12
PLACES = np.triu_indices(STATES, 1)


def design(seed: int = 0, missing: float = 0.2, n: int = 2) -> Design:
    random = np.random.default_rng(seed)
    shape = len(PLACES[0]), YEARS
    x = tuple(random.normal(size=shape) + random.normal(size=(shape[0], 1)) for _ in range(n))
    shock = random.normal(size=(STATES, YEARS))
    y = sum(x) + shock[PLACES[0]] + shock[PLACES[1]] + random.normal(size=shape)
    return Design(y, x, n, random.random(shape) > missing)


def dummies(mask: np.ndarray) -> np.ndarray:
    """One column a dyad and a year, a row a cell."""
    d, t = np.nonzero(mask)
    return np.concatenate([np.eye(mask.shape[0])[d], np.eye(mask.shape[1])[t]], axis=1)


def long_way(case: Design) -> tuple[np.ndarray, np.ndarray, tuple[np.ndarray, np.ndarray]]:
    """Coefficients, influence of each cell [k, n] and the cells, by least squares on dummies."""
    cells = np.nonzero(case.mask)
    effects = dummies(case.mask)

    def clear(v: np.ndarray) -> np.ndarray:
        return v - effects @ np.linalg.lstsq(effects, v, rcond=None)[0]

    x = np.stack([clear(r[cells]) for r in case.regressors], axis=1)
    y = clear(case.outcome[cells])
    bread = np.linalg.inv(x.T @ x)
    beta = bread @ x.T @ y
    return beta, bread @ (x * (y - x @ beta)[:, None]).T, cells


# what is refused


def test_dyads_of_one_year_tell_nothing() -> None:
    case = design()
    alone = np.zeros_like(case.mask)
    alone[:, 3] = True
    with pytest.raises(ComityError, match="no dyad has two years"):
        fit(Design(case.outcome, case.regressors, 2, alone))


@pytest.mark.parametrize("how", ["year", "dyad", "twice", "zero"])
def test_what_does_not_vary_apart_from_the_rest_is_refused(how: str) -> None:
    case = design()
    other = {
        "year": np.broadcast_to(np.arange(YEARS) ** 2.0, case.outcome.shape),
        "dyad": np.broadcast_to(np.arange(len(case.outcome))[:, None] * 3.7, case.outcome.shape),
        "twice": case.regressors[0] * 2 + 1,
        "zero": np.zeros_like(case.outcome),
    }[how]
    with pytest.raises(ComityError, match="does not vary"):
        fit(Design(case.outcome, (case.regressors[0], other), 2, case.mask))


def test_there_are_four_forms_and_no_other() -> None:
    with pytest.raises(ComityError, match="mean, each, minimum, product"):
        terms(np.ones((1, 1)), np.ones((1, 1)), "maximum")
    assert all(len(terms(np.ones((1, 1)), np.ones((1, 1)), form)) == len(names) for form, names in FORMS.items())


# by hand and by brute force


def test_each_horizon_takes_the_change_from_the_year_before() -> None:
    y = np.array([[1.0, 2.0, 4.0, 8.0, 16.0]])
    case = ahead(y, (y * 10,), 1, 1)
    assert case.outcome[0, 1:4].tolist() == [3.0, 6.0, 12.0]
    assert case.mask[0].tolist() == [False, True, True, True, False]
    assert [r[0, 2] for r in case.regressors] == [40.0, 2.0, 20.0]


def test_leads_hold_this_years_pressure_fixed() -> None:
    y = np.arange(5.0)[None] ** 2
    case = leads(y, (y * 10,), 1, 2)
    assert case.n_terms == 2
    assert [r[0, 2] for r in case.regressors] == [90.0, 160.0, 40.0, 1.0, 10.0]
    assert case.mask[0].tolist() == [False, True, True, False, False]


def test_a_shift_beyond_the_years_leaves_nothing() -> None:
    assert np.isnan(shifted(np.ones((2, 3)), 3)).all()
    assert np.isnan(shifted(np.ones((2, 3)), -4)).all()


@pytest.mark.parametrize("missing", [0.0, 0.3, 0.7])
def test_coefficients_are_those_of_least_squares_on_dummies(missing: float) -> None:
    case = design(3, missing)
    found = fit(case)
    assert found.coefficients == pytest.approx(long_way(case)[0], abs=1e-10)
    assert found.n == (case.mask & (case.mask.sum(axis=1, keepdims=True) > 1)).sum()


def test_dyadic_errors_are_the_sum_over_all_pairs_that_share_a_state() -> None:
    case = design(1, 0.4)
    _, influence, (d, _) = long_way(case)
    one, two = PLACES[0][d], PLACES[1][d]
    share = (one[:, None] == one) | (one[:, None] == two) | (two[:, None] == one) | (two[:, None] == two)
    expected = np.einsum("ki,ij,kj->k", influence, share.astype(float), influence)
    found = fit(case)
    assert sharing(sum_by_state(found.by_dyad, PLACES), found.by_dyad) == pytest.approx(expected, rel=1e-9)


def test_the_other_errors_are_those_of_statsmodels() -> None:
    sm = pytest.importorskip("statsmodels.api")
    case = design(9, 0.2)
    d, t = np.nonzero(case.mask)
    x = np.column_stack([*(r[d, t] for r in case.regressors), dummies(case.mask)[:, :-1]])
    ols = sm.OLS(case.outcome[d, t], x)
    found = errors(fit(case), PLACES, 1)
    order = np.lexsort((d, t))
    by_time = sm.OLS(case.outcome[d, t][order], x[order])
    for kind, fitted in {
        "dyad": ols.fit(cov_type="cluster", cov_kwds={"groups": d, "use_correction": False}),
        "states": ols.fit(
            cov_type="cluster",
            cov_kwds={"groups": np.column_stack([PLACES[0][d], PLACES[1][d]]), "use_correction": False},
        ),
        "driscoll_kraay": by_time.fit(
            cov_type="hac-groupsum", cov_kwds={"time": t[order], "maxlags": 2, "use_correction": False}
        ),
    }.items():
        assert getattr(found, kind) == pytest.approx(fitted.bse[:2], rel=1e-6), kind


def test_states_count_in_effect_as_often_as_their_weights_are_even() -> None:
    even = np.ones((1, len(PLACES[0])))
    made = Fit(np.zeros(1), np.zeros(1), even * 0.01, np.ones((1, YEARS)), even, 336, 28)
    assert errors(made, PLACES, 0).n_states == pytest.approx([STATES])
    one = np.where((PLACES[0] == 0)[None], 1.0, 1e-9)
    found = errors(Fit(np.zeros(1), np.zeros(1), even * 0.01, np.ones((1, YEARS)), one, 336, 28), PLACES, 0)
    assert found.n_states[0] < 4


def test_half_panels_are_twice_the_whole_less_the_halves() -> None:
    case = design(5, 0.0)
    found = half_panels(case)
    cut = YEARS // 2 + 1
    parts = [
        fit(Design(case.outcome[:, s], tuple(r[:, s] for r in case.regressors), 2, case.mask[:, s])).coefficients
        for s in (slice(cut - 1), slice(cut - 1, None))
    ]
    assert found.uncorrected == pytest.approx(fit(case).coefficients)
    assert found.coefficients == pytest.approx(2 * found.uncorrected - np.mean(parts, axis=0))


def test_rubins_rule_by_hand() -> None:
    def draw(value: float) -> tuple[Fit, Errors]:
        one = np.ones(1)
        return Fit(one * value, one * value, one[None], one[None], one[None], 9, 3), Errors(
            one, one, one, one, one * 21
        )

    fits, found = zip(*(draw(value) for value in (1.0, 2.0, 3.0)), strict=True)
    both = pool(list(fits), list(found))
    assert both.coefficients == pytest.approx([2.0])
    assert both.errors["dyadic"] == pytest.approx([np.sqrt(1 + 4 / 3)])
    assert 1 / both.freedom == pytest.approx([1 / 20 + (4 / 7) ** 2 / 2])
    alone = pool(list(fits[:1]), list(found[:1]))
    assert (alone.errors["dyad"][0], alone.freedom[0]) == (1.0, 20.0)


@pytest.mark.parametrize(
    ("p", "v", "expected"), [(0.975, 4, 2.776), (0.95, 10, 1.812), (0.995, 30, 2.750), (0.05, 20, -1.725)]
)
def test_quantiles_are_those_of_the_printed_table(p: float, v: float, expected: float) -> None:
    assert student(p, v) == pytest.approx(expected, rel=5e-3)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.0, 0.9))
def test_no_dyad_and_no_year_keeps_a_level(seed: int, missing: float) -> None:
    random = np.random.default_rng(seed)
    mask = random.random((9, 7)) > missing
    left = Within(mask)(random.normal(size=(9, 7)) * 10)
    assert np.abs(left.sum(axis=0)).max() < 1e-8
    assert np.abs(left.sum(axis=1)).max() < 1e-8
    assert not left[~mask].any()
    assert Within(mask)(left) == pytest.approx(left, abs=1e-8)


def test_a_state_is_found_on_both_sides() -> None:
    sides = [by_state(np.ones((1, len(PLACES[0]))), place, PLACES)[0] for place in PLACES]
    assert (sides[0] + sides[1]).tolist() == [STATES - 1.0] * STATES
