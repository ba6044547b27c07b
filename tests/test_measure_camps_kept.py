"""Camps that ship: what is refused, letters and shares by hand, the years a reader would check by eye, and how they are made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from measure_data import calls_of
from measure_given import Given

from comity.errors import ComityError, LedgerError
from comity.measure import camp_by_year, camps_in, polarisation, sits_with
from comity.measure.alignment.answers import pair_alignment
from comity.measure.alignment.storing import FILES as ALIGNED
from comity.measure.camps.aligned import Alignments, alignments
from comity.measure.camps.kept import FILES, ShippedCamps, YearCamps, letters, named, signs
from comity.measure.camps.network import Network, year_and_rest
from comity.measure.columns_written import write_columns
from comity.measure.fused import Fused
from comity.measure.shipped import ShippedRelease

YEARS = (1955, 1985, 2021, 2025)


@pytest.fixture(scope="module")
def kept() -> ShippedCamps:
    return ShippedRelease().fused.camps


@pytest.fixture(scope="module")
def years(kept: ShippedCamps) -> dict[int, YearCamps]:
    return {year: kept.year(year) for year in YEARS}


@pytest.fixture(scope="module")
def every() -> Alignments:
    return alignments(ShippedRelease().fused.alignment)


def by_hand() -> YearCamps:
    """Russia and China share a camp in three draws of four, a wing in two; America stands alone."""
    camps = np.array([[0, 0, 1], [0, 0, 1], [0, 0, 1], [0, 1, 1]])
    wings = np.array([[0, 0, 1], [0, 0, 1], [0, 1, 2], [0, 1, 1]])
    size = np.array([0.2, 0.1, 0.3])
    return YearCamps(2000, ("CHN", "RUS", "USA"), size, ("A", "A", ""), ("", "", ""), camps, wings)


# what is refused


def test_years_and_states_without_a_place_are_refused(kept: ShippedCamps, every: Alignments) -> None:
    with pytest.raises(ComityError, match=r"no camps of 1900.*1946 to 2025"):
        camps_in(1900)
    with pytest.raises(ComityError, match="UKR has no place in 1985"):
        sits_with("UKR", 1985)
    with pytest.raises(ComityError, match="alignment is of two states"):
        sits_with("NATO", 1985)
    with pytest.raises(ComityError, match="no alignment of 2060"):
        every.network(2060)


def test_a_folder_without_camps_says_how_to_make_them(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="comity estimate"):
        ShippedCamps(tmp_path).year(2000)


# by hand


def test_shares_and_firmness_by_hand() -> None:
    found = by_hand()
    assert found.together("RUS").tolist() == [0.75, 1.0, 0.25]
    assert found.together("RUS", wings=True).tolist() == [0.5, 1.0, 0.25]
    assert found.firmness("A") == 0.75
    assert [found.states[at] for at in found.inside("A")] == ["CHN", "RUS"]
    assert found.groups() == ["A"]


def test_more_than_nine_wings_stand_in_order() -> None:
    camps, wings = named(np.zeros(22, dtype=np.int64), np.repeat(np.arange(11), 2))
    found = YearCamps(2000, ("RUS",) * 22, np.ones(22), camps, wings, np.zeros((1, 22)), np.zeros((1, 22)))
    assert found.groups()[-2:] == ["A10", "A11"]


@given(st.lists(st.lists(st.integers(0, 200), min_size=3, max_size=3), min_size=1, max_size=5))
def test_draws_come_back_from_their_letters(rows: list[list[int]]) -> None:
    assert signs(letters(np.array(rows))).tolist() == rows


@given(
    st.sampled_from(["", "votes", "alignment", "ties"]),
    st.integers(1946, 2025),
    st.lists(st.sampled_from("AB19"), max_size=2),
)
def test_an_evidence_id_is_read_as_it_was_written(source: str, year: int, rest: list[str]) -> None:
    net = Network(year, (), np.zeros((0, 0)), np.zeros((0, 0, 0)), 0, "", source)
    assert year_and_rest(net.id("camp", *rest), "camp") == (year, rest)


# the network


def test_a_tie_is_the_overall_index_of_the_pair(every: Alignments) -> None:
    net = every.network(2010)
    for one, two in (("CHN", "RUS"), ("GBR", "USA"), ("IND", "PAK")):
        mean, _ = pair_alignment(ShippedRelease().fused.alignment, one, two).moments()
        assert net.weights[net.states.index(one), net.states.index(two)] == pytest.approx(mean[2010 - 1946])


def test_who_was_not_there_has_no_place(every: Alignments) -> None:
    assert {"DDR", "CSK"} <= set(every.network(1985).states)
    assert not {"DDR", "CSK"} & set(every.network(2000).states)
    assert every.network(2000, ("RUS", "CHN", "USA")).states == ("CHN", "RUS", "USA")


def test_draws_lie_about_the_index_and_are_the_same_for_the_same_seed(every: Alignments) -> None:
    among = ("CHN", "FRA", "GBR", "RUS", "USA")
    net = every.network(2010, among, draws=400)
    assert np.array_equal(net.draws, every.network(2010, among, draws=400).draws, equal_nan=True)
    off = ~np.eye(len(among), dtype=bool)
    drawn = net.draws[:, off]
    assert np.abs((drawn.mean(axis=0) - net.weights[off]) / drawn.std(axis=0)).max() < 0.3
    assert np.array_equal(net.draws[0], net.draws[0].T, equal_nan=True)


# by eye


def test_the_cold_war_has_a_west_a_soviet_bloc_and_states_between(years: dict[int, YearCamps]) -> None:
    """In 1955 and in 1985; the Soviet bloc is a wing in 1955, when it voted with those who were not aligned."""
    for year, soviet in ((1955, ("POL", "CSK", "HUN", "ROU", "BGR")), (1985, ("POL", "CSK", "HUN", "DDR", "BGR"))):
        found = years[year]
        wing = found.together("RUS", wings=True)
        assert all(wing[found.place(state)] > 0.7 for state in soviet), year
        assert all(wing[found.place(state)] < 0.2 for state in ("USA", "GBR", "IND", "EGY")), year
        assert found.together("GBR")[found.place("FRA")] > 0.9, year
    assert years[1985].together("USA")[years[1985].place("GBR")] > 0.9
    assert years[1985].together("CHN")[years[1985].place("RUS")] < 0.2


def test_russia_china_and_india_stand_apart_from_the_west_now_and_hungary_and_turkey_in_it(
    years: dict[int, YearCamps],
) -> None:
    for year in (2021, 2025):
        found = years[year]
        russia, america = found.together("RUS"), found.together("USA")
        assert russia[found.place("CHN")] > 0.9, year
        assert russia[found.place("IND")] > 0.8, year
        assert russia[found.place("USA")] < 0.1, year
        assert all(america[found.place(state)] > 0.8 for state in ("GBR", "DEU", "JPN", "HUN", "TUR")), year
        assert max(russia[found.place("BRA")], america[found.place("BRA")]) < 0.5, year


def test_the_files_are_small_and_complete(kept: ShippedCamps) -> None:
    assert kept.years == list(range(1946, 2026))
    assert sum((kept.folder / name).stat().st_size for name in FILES) < 400_000


# as tables


def test_camps_are_named_and_followed_by_their_wings() -> None:
    rows = {row["group"]: row for row in camps_in(1985).rows()}
    assert list(rows) == sorted(rows, key=lambda name: (name[0], int(name[1:] or 0)))
    assert next(row for row in rows.values() if row["bloc"] == "WARSAW_PACT")["overlap"] > 0.6
    assert any(row["bloc"] == "NON_ALIGNED" and row["overlap"] > 0.6 for row in rows.values())
    for group, row in rows.items():
        assert row["n_members"] >= sum(r["n_members"] for name, r in rows.items() if name != group and name[0] == group)


def test_the_note_says_how_votes_alone_differ() -> None:
    assert "adjusted Rand index" in camps_in(2021).note
    assert "Too few divided votes" in camps_in(1964).note


def test_company_is_in_order_and_leads_to_the_pair() -> None:
    table = sits_with("Hungary", 1985)
    rows = table.rows()
    assert [row["value"] for row in rows] == sorted((row["value"] for row in rows), reverse=True)
    assert {row["state"] for row in rows[:6]} & {"RUS", "POL", "CSK", "BGR", "DDR"}
    assert len(table.why(rows[0]["evidence"]))


def test_a_states_seat_year_by_year_leaves_out_years_without_a_place() -> None:
    rows = camp_by_year("Ukraine", since=1985).rows()
    assert rows[0]["year"] in (1991, 1992)
    assert len(camp_by_year("Ukraine", until=1980)) == 0
    assert "no year" in camp_by_year("Ukraine", until=1980).note


def test_polarisation_lies_in_its_interval() -> None:
    rows = polarisation().rows()
    assert len(rows) == 3 * 80
    assert all(0 <= row["low"] <= row["value"] <= row["high"] <= 2 for row in rows)


# made


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """Estimates of twelve states in two years, and camps made from them with votes and capabilities by hand."""
    pytest.importorskip("numba", reason="the extra `estimate` is not installed")
    from comity.measure.camps import making

    folder = tmp_path_factory.mktemp("estimates")
    states = ("BGR", "CHN", "CSK", "DEU", "FRA", "GBR", "HUN", "ITA", "POL", "RUS", "TUR", "USA")
    shipped = ShippedRelease().fused.alignment
    rows = shipped.rows()
    keep = np.isin(rows["state1"].astype(str), states) & np.isin(rows["state2"].astype(str), states)
    keep &= (rows["year"] >= 1984) & (rows["year"] <= 1985)
    write_columns({name: np.asarray(column)[keep] for name, column in rows.items()}, folder / ALIGNED[0])
    (folder / ALIGNED[1]).write_text(json.dumps({**shipped.about, "years": [1984, 1985]}))
    ledger = Given()
    for state in set(states) - {"TUR"}:
        ledger.record(
            "cow_cinc", {"RUS": "SUN"}.get(state, state), None, 1984, 0.2 if state in ("RUS", "USA") else 0.02
        )
    votes = calls_of([[1, 1, 3, 3], [1, 3, 1, 3]] * 8, ("POL", "SUN", "GBR", "USA"), ["1985-06-01"] * 16)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "roll_calls", lambda _: votes)
        written = making.make_camps(Fused(folder), ledger, folder, draws=20)  # type: ignore[arg-type]
        assert [path.name for path in written] == list(FILES)
    return folder, ledger


def test_camps_are_made_from_estimates_and_capabilities(made: tuple[Path, Any]) -> None:
    found = ShippedCamps(made[0]).year(1985)
    assert "TUR" not in found.states
    assert found.size.sum() == pytest.approx(1)
    assert found.size[found.place("RUS")] == pytest.approx(0.2 / (0.4 + 9 * 0.02), rel=1e-5)
    assert found.together("RUS")[found.place("POL")] > 0.9
    assert found.together("RUS")[found.place("USA")] < 0.1


def test_years_with_votes_enough_are_compared_with_votes(made: tuple[Path, Any]) -> None:
    about = ShippedCamps(made[0]).about["years"]
    assert "votes" not in about["1984"]
    assert about["1985"]["votes"]["n_states"] == 4


def test_without_capabilities_on_record_all_count_alike(made: tuple[Path, Any]) -> None:
    from comity.measure.camps.making import capabilities
    from comity.measure.grid import grid

    sizes = dict(capabilities(Given(), grid(2000, 2001)))  # type: ignore[arg-type]
    assert len(set(sizes[2000].values())) == 1
    assert sum(sizes[2001].values()) == pytest.approx(1)
