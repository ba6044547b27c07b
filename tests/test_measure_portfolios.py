"""Alliance portfolios: refusals, a system small enough to work by hand, what must hold, and the record itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.errors import ComityError
from comity.ledger import Ledger
from comity.measure.grid import Grid, grid
from comity.measure.pacts.portfolios import NAMES, alliance_levels, portfolio_scores, portfolios
from comity.measure.votes.scores import SCORES


@pytest.mark.parametrize("wrong", [np.zeros((3, 3)), np.zeros((2, 3, 1)), np.full((2, 2, 1), 4)])
def test_what_is_no_square_of_levels_is_refused(wrong: np.ndarray) -> None:
    with pytest.raises(ValueError, match="levels"):
        portfolio_scores(wrong.astype(np.int8))


def test_an_unknown_score_is_refused() -> None:
    with pytest.raises(ComityError, match="no score 'theta'"):
        portfolio_scores(np.zeros((2, 2, 1), np.int8), ["theta"])


def test_a_system_of_four_by_hand() -> None:
    """A and B share a pact, C owes B not to attack, D is alone. A: 3 3 0 0, B: 3 3 1 0, C: 0 1 3 0, D: 0 0 0 3."""
    a, b, c, d = range(4)
    levels = np.array([[3, 3, 0, 0], [3, 3, 1, 0], [0, 1, 3, 0], [0, 0, 0, 3]], np.int8)[:, :, None]
    s = portfolio_scores(levels)["s_absolute"][:, :, 0]
    assert s[a, b] == pytest.approx(1 - 2 * 1 / 12)
    assert s[a, c] == pytest.approx(1 - 2 * (3 + 2 + 3) / 12)
    assert s[c, d] == pytest.approx(1 - 2 * (1 + 3 + 3) / 12)
    kappa = portfolio_scores(levels, ["kappa"])["kappa"][:, :, 0]
    assert kappa[a, b] == pytest.approx((3 / 4 - (0.5 * 0.5 + 0.5 * 0.25)) / (1 - (0.5 * 0.5 + 0.5 * 0.25)))
    assert np.isnan(np.diagonal(s)).all()


def test_only_states_that_are_there_are_compared_over_and_with() -> None:
    levels = np.array([[3, 3, -1], [3, 3, -1], [-1, -1, -1]], np.int8)[:, :, None]
    found = portfolio_scores(levels, ["s_absolute", "kappa"])
    assert found["s_absolute"][0, 1, 0] == 1
    assert np.isnan(found["kappa"][0, 1, 0]), "both hold one and the same level towards all there are"
    assert np.isnan(found["s_absolute"][2]).all()


@given(st.integers(2, 9), st.integers(0, 2**31))
def test_symmetric_and_at_most_one(states: int, seed: int) -> None:
    square = np.random.default_rng(seed).integers(0, 4, (states, states, 2)).astype(np.int8)
    levels = np.maximum(square, square.transpose(1, 0, 2))
    levels[np.arange(states), np.arange(states)] = 3
    for values in portfolio_scores(levels, SCORES).values():
        assert np.array_equal(values, values.transpose(1, 0, 2), equal_nan=True)
        assert not (values > 1 + 1e-6).any()


Given = tuple[Ledger, Grid]
SOME = (1946, 1955, 1960, 1970, 1990, 2010, 2018)


@pytest.fixture(scope="module")
def atop(shared: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Given:
    """The record of a few years, cut out because the whole takes long to add."""
    path, folder = shared("data/alliances/atop51_directed_dyad_year_1815_2018.parquet"), tmp_path_factory.mktemp("atop")
    cut = folder / "atop51_directed_dyad_year.parquet"
    duckdb.sql(f"COPY (FROM '{path}' WHERE year IN {SOME}) TO '{cut}'")
    ledger = Ledger(folder / "record")
    ledger.add(cut, record="atop")
    ledger.build()
    return ledger, grid(1946, 2020)


def test_the_levels_of_the_record(atop: Given) -> None:
    ledger, g = atop
    levels = alliance_levels(ledger, g)
    usa, gbr, chn, rus, fra = (g.place(state) for state in ("USA", "GBR", "CHN", "RUS", "FRA"))
    assert levels[usa, gbr, g.years == 1960] == levels[gbr, usa, g.years == 1960] == 3
    assert levels[chn, rus, g.years == 1955] == 3
    assert levels[chn, rus, g.years == 2010] == 2
    assert levels[usa, chn, g.years == 1990] == 0
    assert (levels[:, :, g.years > 2018] == -1).all(), "beyond the record nothing is known, not nothing owed"
    assert levels[fra, fra, g.years == 1946] == 3
    assert levels[g.place("UKR"), usa, g.years == 1960] == -1


def test_the_portfolios_of_the_record(atop: Given) -> None:
    ledger, g = atop
    found = portfolios(ledger, g)
    assert tuple(found) == NAMES
    usa, gbr, rus = (g.place(state) for state in ("USA", "GBR", "RUS"))
    at = int(np.flatnonzero(g.years == 1970)[0])
    assert all(values.shape == (len(g.units), *g.shape) for values in found.values())
    assert all(values[usa, gbr, at] > values[usa, rus, at] for values in found.values())
    assert all(np.isnan(values[:, :, g.years > 2018]).all() for values in found.values())
