"""Ideal points: refusals, simulated states whose positions are known, the same numbers on any threads, published estimates."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from ideal_data import published, real_sample
from numpy.typing import NDArray

from comity.errors import ComityError
from comity.measure.ideal.diagnosis import diagnose
from comity.measure.ideal.layout import layout
from comity.measure.ideal.points import IdealPoints, ideal_points
from comity.measure.ideal.sample import Sample, sample
from comity.measure.ideal.sampler import sample_posterior
from comity.measure.ideal.start import starting_point
from comity.measure.ideal.tables import INVERSE, PHI, look_up, quantile
from comity.measure.ideal.update import update
from comity.measure.ideal.variational import fit

UNITS = ("USA", "RUS", *(f"S{k:02d}" for k in range(28)))


def simulated(sessions: int = 4, items: int = 40, seed: int = 5) -> tuple[Sample, NDArray[np.float64]]:
    """Thirty states and known positions by session [s, u]; a tenth of the items come back in the next session."""
    draw = np.random.default_rng(seed)
    truth = np.linspace(2, -2, len(UNITS))[[0, -1, *range(1, 29)]] + np.cumsum(
        draw.normal(0, 0.1, (sessions, len(UNITS))), axis=0
    )
    slope, middle = draw.normal(0, 1.5, (sessions, items)), draw.normal(0, 1, (sessions, items))
    slope[1:, :4], middle[1:, :4] = slope[:-1, :4], middle[:-1, :4]
    z = slope[:, :, None] * truth[:, None] + draw.normal(size=(sessions, items, len(UNITS)))
    choice = 1 + (z > middle[:, :, None]) + (z > middle[:, :, None] + 0.5)
    t, i, u = np.indices(z.shape)
    number = t * 1000 + i
    pairs = [(k * 1000 + j, (k + 1) * 1000 + j) for k in range(sessions - 1) for j in range(4)]
    made = sample(np.array(UNITS)[u.ravel()], t.ravel() + 1, number.ravel(), choice.ravel(), pairs=pairs)
    return made, truth


@pytest.fixture(scope="module")
def known() -> tuple[Sample, NDArray[np.float64]]:
    return simulated()


def by_session(found: IdealPoints, truth: NDArray[np.float64]) -> NDArray[np.float64]:
    """The truth in the order of the found rows."""
    of = found.sample
    return np.array([truth[t, UNITS.index(of.units[u])] for u, t in zip(of.cell_unit, of.cell_session, strict=True)])


def test_what_there_is_not_is_refused(known: tuple[Sample, NDArray[np.float64]]) -> None:
    votes, _ = known
    with pytest.raises(ComityError, match="no profile"):
        ideal_points(votes, profile="w-nominate")
    with pytest.raises(ComityError, match="no method"):
        ideal_points(votes, method="guess")
    with pytest.raises(ComityError, match="no chain of that length"):
        ideal_points(votes, iterations=0)
    with pytest.raises(ComityError, match="no such fit"):
        ideal_points(votes, chains=0)
    with pytest.raises(ComityError, match="no votes of USA"):
        ideal_points(sample(["PER", "CHL"], [1, 1], [1, 1], [1, 3]), method="fast")
    with pytest.raises(ComityError, match="no rule of 5 nodes"):
        fit(layout(votes), starting_point(votes, layout(votes)), nodes=5)
    with pytest.raises(ComityError, match="eight draws"):
        diagnose(np.zeros((1, 4, 2)))


def test_the_tables_are_the_normal_distribution() -> None:
    from scipy.special import ndtr, ndtri

    for x in (-7.3, -2.001, 0.0, 0.4, 3.0):
        assert look_up(x, PHI) == pytest.approx(ndtr(x), rel=2e-4)
    for p in (1e-20, 1e-5, 0.02, 0.3, 0.5, 0.77, 0.9999):
        assert quantile(p, INVERSE) == pytest.approx(ndtri(p), abs=2e-4)


@pytest.mark.parametrize(("method", "least"), [("fast", 0.97), ("exact", 0.97)])
def test_known_positions_are_found(known: tuple[Sample, NDArray[np.float64]], method: str, least: float) -> None:
    votes, truth = known
    found = ideal_points(votes, method=method, iterations=400, burn=200, thin=2, threads=1)
    assert np.corrcoef(found.value, by_session(found, truth))[0, 1] > least
    assert (found.low < found.value).all()
    assert (found.value < found.high).all()
    assert abs(found.value.mean()) < 0.02
    assert ("R-hat" in found.note) == (method == "exact")
    row = found.rows()[0]
    assert list(row) == ["state", "session", "year", "value", "low", "high", "sd", "n_votes", "profile"]


def test_a_seed_gives_the_same_draws_on_any_number_of_threads(known: tuple[Sample, NDArray[np.float64]]) -> None:
    votes, _ = known
    one = ideal_points(votes, iterations=40, burn=20, thin=1, seed=3, threads=1)
    two = ideal_points(votes, iterations=40, burn=20, thin=1, seed=3, threads=2)
    other = ideal_points(votes, iterations=40, burn=20, thin=1, seed=4, threads=1)
    assert (one.value == two.value).all()
    assert (one.value != other.value).any()


def test_the_fast_fit_starts_the_sampler(known: tuple[Sample, NDArray[np.float64]]) -> None:
    votes, _ = known
    laid = layout(votes)
    done = fit(laid, starting_point(votes, laid))
    draws = sample_posterior(laid, done.point, iterations=200, burn=100, thin=2, settled=True, threads=1)
    assert np.corrcoef(draws.mean, done.theta)[0, 1] > 0.98
    assert 0.5 < draws.acceptance < 1


def test_cut_points_stay_in_order_and_in_bounds(known: tuple[Sample, NDArray[np.float64]]) -> None:
    votes, _ = known
    laid = layout(votes)
    last = sample_posterior(laid, starting_point(votes, laid), iterations=300, burn=0, thin=300, threads=1).last
    assert (last.cut[:, 0] < last.cut[:, 1]).all()
    assert (np.abs(last.cut) <= 7).all()


def test_a_session_is_added_as_a_full_fit_would_have_it(known: tuple[Sample, NDArray[np.float64]]) -> None:
    votes, _ = known
    last = votes.sessions[votes.session] == 4
    names = np.array(votes.units)[votes.unit]
    columns = names, votes.sessions[votes.session], votes.items[votes.item], votes.choice
    before = sample(*(column[~last] for column in columns))
    fitted = ideal_points(before, method="fast")
    added = update(fitted, 4, names[last], columns[2][last], votes.choice[last])
    whole = ideal_points(votes, method="fast")
    there = whole.value[votes.cell_session == 3]
    assert np.corrcoef(added.value, there)[0, 1] > 0.995
    assert added.table.rows()[0]["session"] == 4
    with pytest.raises(ComityError, match="part of the fit"):
        update(fitted, 3, ["USA"], [1], [1])
    with pytest.raises(ComityError, match="no vote of the new session"):
        update(fitted, 4, ["USA"], [999_999], [1])


@pytest.fixture(scope="module")
def recent() -> Callable[[Callable[[str], Path]], Sample]:
    held: list[Sample] = []

    def get(shared: Callable[[str], Path]) -> Sample:
        if not held:
            held.append(real_sample(shared, 70, 74))
        return held[0]

    return get


@pytest.mark.parametrize(("method", "least"), [("fast", 0.985), ("exact", 0.985)])
def test_recent_sessions_as_published(
    shared: Callable[[str], Path], recent: Callable[[Callable[[str], Path]], Sample], method: str, least: float
) -> None:
    votes = recent(shared)
    told = published(shared, votes)
    found = ideal_points(votes, method=method, iterations=150, burn=150, thin=1, threads=1)
    for session in range(2, len(votes.sessions)):
        here = votes.cell_session == session
        assert np.corrcoef(found.value[here], told.value[here])[0, 1] > least


def test_the_fast_fit_of_all_sessions_beside_the_published_estimates(shared: Callable[[str], Path]) -> None:
    votes = real_sample(shared)
    told = published(shared, votes)
    found = ideal_points(votes, method="fast")
    assert np.corrcoef(found.value, told.value)[0, 1] > 0.985
    assert 0.95 < found.sd.mean() / told.sd.mean() < 1.08
