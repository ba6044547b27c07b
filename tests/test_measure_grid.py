"""The grid: refusals, lines of states, spells over periods, ways to put records together, directed and undirected."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from ledger_rows import ledger_of

from comity.errors import ComityError
from comity.measure.grid import grid, pair_series, state_series, youngest


def test_what_is_no_period_or_state_is_refused() -> None:
    with pytest.raises(ComityError, match="week"):
        grid(1990, 1991, by="week")
    with pytest.raises(ComityError, match="no period between"):
        grid(1991, 1990)
    with pytest.raises(ComityError, match="ATLANTIS"):
        grid(1990, 1991).place("ATLANTIS")


def test_a_way_unknown_is_refused(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path, {"visits": [("FRA", "DEU", "1990", 1)]})
    with pytest.raises(ComityError, match="median"):
        pair_series(ledger, grid(1990, 1991), "visits", "median")


def test_a_line_of_states_is_one_unit_and_the_germanies_are_two() -> None:
    g = grid(1980, 1995)
    assert g.place("SUN") == g.place("RUS")
    assert g.place("YUG") == g.place("SRB") != g.place("HRV")
    assert g.place("DDR") != g.place("DEU")
    assert "SUN" not in g.units
    assert list(g.units) == sorted(youngest())


def test_a_state_is_there_from_its_first_to_its_last_year() -> None:
    g = grid(1980, 1995)
    ddr, ukraine = g.alive[g.place("DDR")], g.alive[g.place("UKR")]
    assert g.years[ddr].tolist() == list(range(1980, 1991))
    assert g.years[ukraine][0] == 1991
    assert g.alive[g.place("RUS")].all()


def test_undirected_records_stand_both_ways_and_directed_ones_only_as_said(tmp_path: Path) -> None:
    series = {"visits": [("FRA", "DEU", "1990", 3)], "exports": [("FRA", "DEU", "1990", 5)]}
    ledger = ledger_of(tmp_path, series, directed=["exports"])
    g = grid(1990, 1991)
    fra, deu = g.place("FRA"), g.place("DEU")
    visits, exports = pair_series(ledger, g, "visits"), pair_series(ledger, g, "exports")
    assert visits[fra, deu].tolist()[0] == visits[deu, fra].tolist()[0] == 3
    assert exports[fra, deu, 0] == 5
    assert np.isnan(exports[deu, fra, 0])
    assert np.isnan(visits[fra, deu, 1])


def test_months_make_a_year_by_the_way_asked(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path, {"talks": [("FRA", "DEU", f"1990-{m:02d}", m) for m in (1, 2, 12)]})
    g = grid(1990, 1990)
    cell = (g.place("DEU"), g.place("FRA"), 0)
    got = {how: float(pair_series(ledger, g, "talks", how)[cell]) for how in ("mean", "sum", "max", "min", "count")}
    assert got == {"mean": 5, "sum": 15, "max": 12, "min": 1, "count": 3}


def test_a_year_fills_its_months_and_no_other(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path, {"treaty": [("FRA", "DEU", "1990", 1)]})
    g = grid("1989-11", "1991-02", by="month")
    held = np.isfinite(pair_series(ledger, g, "treaty")[g.place("FRA"), g.place("DEU")])
    assert [str(p) for p in g.periods[held]] == [f"1990-{m:02d}" for m in range(1, 13)]


def test_records_of_a_line_come_together_and_within_it_fall_away(tmp_path: Path) -> None:
    rows = [("SUN", "CHN", "1991", 2), ("RUS", "CHN", "1992", 4), ("YUG", "HRV", "1992", 1)]
    ledger = ledger_of(tmp_path, {"talks": rows})
    g = grid(1990, 1993)
    talks = pair_series(ledger, g, "talks", "sum")
    assert np.nan_to_num(talks[g.place("RUS"), g.place("CHN")]).tolist() == [0, 2, 4, 0]
    assert np.isnan(state_series(ledger, g, "talks")).all()


def test_dyads_are_every_pair_once() -> None:
    g = grid(1990, 1990)
    one, two = g.dyads
    assert len(one) == len(g.units) * (len(g.units) - 1) // 2
    assert (one < two).all()
