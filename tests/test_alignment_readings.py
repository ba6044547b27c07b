"""What alignment is read from: likeness of alliances, kappa of all pairs, sanctions of bodies, shares of trade, events."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from ledger_rows import ledger_of
from measure_data import Shared, calls_of, real_roll_calls, small_ledger
from sklearn.metrics import cohen_kappa_score

from comity.ledger import Ledger
from comity.measure.alignment.allies import likeness
from comity.measure.alignment.indicators import INDICATORS, LEVELS, WEIGHTS, indicator, of_level
from comity.measure.alignment.readings import READ, Reader, net_share
from comity.measure.alignment.sanctions import membership, sanction_kinds
from comity.measure.alignment.treaties import SHARED, treaty_level, worth
from comity.measure.alignment.voting import LEAST, kappas
from comity.measure.grid import grid
from comity.measure.pacts.obligations import Obligation
from comity.measure.votes import choices
from comity.measure.votes.intervals import interval
from comity.measure.votes.yardsticks import YARDSTICKS


def test_every_indicator_reads_one_level_and_can_be_read() -> None:
    assert {i.level for i in INDICATORS} == set(LEVELS) == set(WEIGHTS)
    assert sum(WEIGHTS.values()) == pytest.approx(1)
    assert {i.name for i in INDICATORS} - set(READ) == {"coded"}
    assert [of_level(level)[0].name for level in LEVELS] == ["votes", "treaty", "trade", "rivalry"]
    with pytest.raises(KeyError):
        indicator("friendship")


def test_too_few_votes_have_no_kappa() -> None:
    calls = calls_of([[1, 3, 1]] * (LEAST - 1), ("CHN", "RUS", "USA"))
    value, _, _ = kappas(calls, grid(2000, 2000))
    assert np.isnan(value).all()


def test_kappa_and_variance_of_a_pair_are_those_of_its_table() -> None:
    votes = [[1, 1, 3]] * 6 + [[1, 2, 3]] * 3 + [[2, 2, 1]] * 4 + [[3, 1, 2]] * 2
    calls = calls_of(votes, ("CHN", "RUS", "USA"))
    g = grid(2000, 2001)
    value, variance, n = kappas(calls, g)
    cell = (g.place("CHN"), g.place("RUS"), 0)
    table = choices.dyad_choices(calls, "CHN", "RUS", calls.days[-1].astype(object)).of()[0]
    assert value[cell] == pytest.approx(float(YARDSTICKS["kappa"](table)), abs=1e-6)
    low, high = interval("kappa", table)
    assert np.sqrt(variance[cell]) * 2 * 1.6449 == pytest.approx(float(high - low), rel=0.02)
    assert n[cell] == 15
    assert np.isnan(value[cell[0], cell[1], 1])
    assert value[cell] == value[cell[1], cell[0], 0]


def test_real_kappas_are_those_of_the_yardstick(shared: Shared) -> None:
    calls = real_roll_calls(shared)
    g = grid(2018, 2020)
    value, _, _ = kappas(calls, g)
    for one, two in (("CHN", "RUS"), ("FRA", "USA"), ("BRA", "IND")):
        held = choices.dyad_choices(calls, one, two, calls.days[-1].astype(object))
        wanted = YARDSTICKS["kappa"](held.of()[(held.years >= 2018) & (held.years <= 2020)])
        np.testing.assert_allclose(value[g.place(one), g.place(two)], wanted, atol=1e-5)


@pytest.mark.filterwarnings("ignore:.*only one label")
@given(arrays(np.int64, (5, 5), elements=st.integers(0, 3)))
def test_likeness_is_kappa_with_squared_weights(levels: np.ndarray) -> None:
    square = np.maximum(levels, levels.T)
    np.fill_diagonal(square, 3)
    found = likeness((square / 3).astype(np.float32)[..., None], np.ones((5, 1), dtype=bool))[..., 0]
    wanted = cohen_kappa_score(square[0], square[1], weights="quadratic", labels=[0, 1, 2, 3])
    if np.isnan(wanted):
        assert np.isnan(found[0, 1])
    else:
        assert found[0, 1] == pytest.approx(wanted, abs=1e-5)


def test_states_that_were_not_there_count_for_nobody() -> None:
    square = np.zeros((3, 3, 1), dtype=np.float32)
    found = likeness(square, np.array([[True], [True], [False]]))
    assert np.isnan(found[2]).all()
    assert np.isfinite(found[0, 1, 0])


def test_a_pledge_in_a_large_treaty_is_worth_little_and_defence_in_any_its_all() -> None:
    def owed(name: str, parties: int | None) -> Obligation:
        return Obligation(name, "IND", "PAK", "", date(2017, 6, 9), None, "", parties, "atop")

    assert worth(owed("defence", 12)) == worth(owed("offence", None)) == 1
    assert worth(owed("non-aggression", 2)) == pytest.approx(1 / 3)
    assert worth(owed("consultation", 8)) == worth(owed("neutrality", None)) == SHARED


def test_treaties_of_the_record_bind_both_ways_in_their_years(tmp_path: Path, shared: Shared) -> None:
    ledger = small_ledger(tmp_path, shared)
    g = grid(1948, 2018)
    level = treaty_level(ledger, g)
    china, russia, usa = (g.place(state) for state in ("CHN", "RUS", "USA"))
    at = dict(zip(g.years.tolist(), level[china, russia].tolist(), strict=True))
    assert (at[1949], at[1955], at[1985]) == (0, 1, 0)
    assert at[2005] == pytest.approx(2 / 3)
    assert (level[russia, usa] == level[usa, russia]).all()
    assert level[usa, russia, 1980 - 1948] == pytest.approx(SHARED), "Helsinki is no pact of the two"


def test_members_are_those_of_the_day() -> None:
    g = grid(2012, 2014)
    assert membership(g, "EU")[g.place("HRV")].tolist() == [0, 1, 1]
    assert membership(g, "EU")[g.place("CHE")].sum() == 0


def test_sanctions_of_a_body_count_for_its_members(tmp_path: Path, shared: Shared) -> None:
    ledger = Ledger(tmp_path / "record")
    ledger.add(shared("data/sanctions/gsdb_v4_raw.csv.gz"), "gsdb")
    ledger.build()
    g = grid(2012, 2016)
    kinds = sanction_kinds(ledger, g)
    russia = g.place("RUS")
    assert kinds[g.place("FRA"), russia, 0] == 0 < kinds[g.place("FRA"), russia, 3]
    assert kinds[g.place("USA"), russia, 3] >= 3
    assert kinds[g.place("BRA"), russia].sum() == kinds[g.place("CHN"), russia].sum() == 0


def test_mutual_trade_is_a_mean_of_logs_and_no_partner_is_the_floor(tmp_path: Path) -> None:
    both = [("FRA", "DEU", 80), ("DEU", "FRA", 10), ("FRA", "ITA", 10), ("ITA", "FRA", 0)]
    flows = [*((one, two, "2000", value) for one, two, value in both), ("ITA", "DEU", "2000", 0)]
    ledger = ledger_of(tmp_path, {"cow_imports": flows}, directed=["cow_imports"])
    g = grid(2000, 2000)
    shares = Reader(ledger, g, calls_of([], ("CHN",), [])).shares("cow_imports")
    france, germany, italy = (g.place(s) for s in ("FRA", "DEU", "ITA"))
    assert shares[france, germany, 0] == pytest.approx((np.log10(0.9 + 1e-4) + np.log10(1 + 1e-4)) / 2 + 4, abs=1e-4)
    assert np.isnan(shares[italy, germany, 0]), "Germany's flow with Italy is known one way only"
    assert np.isnan(shares[france, g.place("ESP"), 0])


def test_net_share_has_a_variance_even_where_all_is_co_operation() -> None:
    value, variance, n = net_share(np.array([4.0, 0.0, np.nan], np.float32), np.array([0.0, 2.0, 0.0], np.float32))
    assert value.tolist()[:2] == [1, -1]
    assert variance is not None
    assert n is not None
    assert variance[0] == pytest.approx(4 * (5 / 6) * (1 / 6) / 6)
    assert np.isnan(value[2])
