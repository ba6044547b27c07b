"""WITS partner shares and IMF trade by partner: failed rows, values by hand, a property, and the real files."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_tables import read, write_csv

from comity import actors
from comity.errors import WrongFile
from comity.intake.records import ADAPTERS, imf_trade, wits
from comity.intake.records.annual import NO_FIGURE, NOT_A_STATE_THEN
from comity.intake.records.imf_trade import BALANCE, GROUP, NO_VALUE
from comity.intake.records.wide_pairs import ITSELF
from comity.intake.records.wits import REMAINDER, TERRITORY
from comity.schema import Record

Shared = Callable[[str], Path]
SHARES = ("Reporter Name", "Partner Name", "Trade Flow", "Indicator", "1990", "1991", "1992")
WITS = "data/trade/wits_import_partner_share_1988_2018_raw.csv.gz"
DOTS = "data/trade/imf_dots_bric_1948_2020.csv"
BULK = (
    "Country Name",
    "Country Code",
    "Indicator Name",
    "Indicator Code",
    "Counterpart Country Name",
    "Counterpart Country Code",
    "Attribute",
    "1949",
    "1950",
    "1950Q1",
    "1950M1",
    "",
)


def shares(folder: Path, *rows: tuple[object, ...]) -> Path:
    """Rows as (reporter, partner, 1990, 1991, 1992)."""
    full = [(*row[:2], "Import", "Import Partner Share (%)", *row[2:]) for row in rows]
    return write_csv(folder / "wits.csv", SHARES, full)


def bulk(folder: Path, *rows: tuple[str, str, str, str, object, object]) -> Path:
    """Rows as (country, partner, indicator code, attribute, 1949, 1950)."""
    full = [(row[0], 1, "name", row[2], row[1], 2, row[3], *row[4:], 7, 8, "") for row in rows]
    return write_csv(folder / "dots.csv", BULK, full)


def told(records: list[Record]) -> list[tuple[str, str | None, int, float | None]]:
    return [(r.state1, r.state2, r.start.year, r.value) for r in records]


# refusals and failures


def test_tables_without_their_columns_or_years_are_refused(tmp_path: Path) -> None:
    header = ("Reporter Name", "Partner", "Trade Flow", "Indicator", "1990")
    with pytest.raises(WrongFile, match="missing columns: Partner Name; unexpected columns: Partner, 1990"):
        ADAPTERS["wits"].read([write_csv(tmp_path / "a.csv", header, [("Peru", "Chile", "Import", "x", 1)])])
    with pytest.raises(WrongFile, match="no column is a year since 1945"):
        ADAPTERS["wits"].read([write_csv(tmp_path / "b.csv", SHARES[:4], [("Peru", "Chile", "Import", "x")])])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("Peru", "Ruritania", 1, "", ""), "no state answers to 'Ruritania' then: "),
        (("Peru", "Chile", "x", "", ""), "1990 is 'x': a number of zero or more expected"),
        (("Germany", "Federal Republic of Germany", 1, "", ""), "reporter and partner both stand for DEU"),
    ],
)
def test_share_that_cannot_be_used(tmp_path: Path, row: tuple[object, ...], reason: str) -> None:
    _, records, _, failures = read("wits", shares(tmp_path, row))
    assert not records
    assert [failure.reason[: len(reason)] for failure in failures] == [reason]
    assert failures[0].row == 2


def test_another_flow_or_indicator_is_a_failure(tmp_path: Path) -> None:
    rows = [("Peru", "Chile", "Import", "Import (US$ Thousand)", 1, 1, 1), ("Peru", "Chile", "Re-export", "x", 1, 1, 1)]
    _, records, _, failures = read("wits", write_csv(tmp_path / "w.csv", SHARES, rows))
    assert not records
    assert failures[0].reason == (
        "Import and 'Import (US$ Thousand)': Import Partner Share (%) or Export Partner Share (%) expected"
    )
    assert failures[1].row == 3


def test_one_bad_figure_does_not_cost_the_row(tmp_path: Path) -> None:
    _, records, _, failures = read("wits", shares(tmp_path, ("Peru", "Chile", 1, "x", 3)))
    assert told(records) == [("PER", "CHL", 1990, 1), ("PER", "CHL", 1992, 3)]
    assert [f.reason for f in failures] == ["1991 is 'x': a number of zero or more expected"]


# values by hand


def test_share_by_hand(tmp_path: Path) -> None:
    path = shares(
        tmp_path,
        ("United States", "Soviet Union", "", 0.1769, ""),
        ("United States", "Russian Federation", "", "", 0.1282),
        ("United States", "Hong Kong, China", 1, 1, 1),
        ("Hong Kong, China", "United States", 1, 1, 1),
        ("United States", "Unspecified", 1, 1, 1),
        ("United States", "Peru", "", "", ""),
        ("United States", "East Timor", 0, 0, ""),
        ("United States", "Czech Republic", "", "", 0.5),
        ("China", "China", 1, 2, 3),
    )
    reading, records, items, failures = read("wits", path)
    unit, origin = "per cent of the reporter's imports", reading.origin.id
    assert records == [
        Record("wits_import_share", "USA", "SUN", date(1991, 1, 1), date(1991, 12, 31), 0.1769, unit, True, origin, 2),
        Record("wits_import_share", "USA", "RUS", date(1992, 1, 1), date(1992, 12, 31), 0.1282, unit, True, origin, 3),
    ]
    assert reading.skipped == {TERRITORY: 2, REMAINDER: 1, NO_FIGURE: 1, NOT_A_STATE_THEN: 2, ITSELF: 1}
    assert reading.notes == {NOT_A_STATE_THEN: 3}
    assert (items, failures) == ([], [])
    assert (reading.origin.version, reading.origin.date) == ("years to 1992", "1992-12-31")


def test_export_shares_have_their_own_indicator(tmp_path: Path) -> None:
    rows = [("Peru", "Chile", "Export", "Export Partner Share (%)", 0, "", 2.5)]
    _, records, _, _ = read("wits", write_csv(tmp_path / "w.csv", SHARES, rows))
    assert {(r.indicator, r.unit) for r in records} == {("wits_export_share", "per cent of the reporter's exports")}
    assert told(records) == [("PER", "CHL", 1990, 0), ("PER", "CHL", 1992, 2.5)]


def test_names_of_wits(tmp_path: Path) -> None:
    names = [
        ("Germany", "DEU DEU DEU"),
        ("Yemen", "YAR YEM YEM"),
        ("Yemen Democratic", "YMD"),
        ("Yugoslavia,FR(Serbia/Montenegr", "YUG YUG YUG"),
        ("Serbia, FR(Serbia/Montenegro)", "SCG"),
        ("Ethiopia(excludes Eritrea)", "ETH ETH ETH"),
        ("Korea, Dem. Rep.", "PRK PRK PRK"),
        ("Korea, Rep.", "KOR KOR KOR"),
        ("Czechoslovakia", "CSK CSK CSK"),
    ]
    for name, expected in names:
        _, records, _, failures = read("wits", shares(tmp_path, ("Peru", name, 1, 1, 1)))
        assert " ".join(record.state2 or "" for record in records) == expected
        assert not failures


def test_a_figure_given_twice_is_a_failure(tmp_path: Path) -> None:
    rows = [("Peru", "Ethiopia(includes Eritrea)", 1, 1, ""), ("Peru", "Ethiopia(excludes Eritrea)", "", 2, 3)]
    _, records, _, failures = read("wits", shares(tmp_path, *rows))
    assert told(records) == [("PER", "ETH", 1990, 1), ("PER", "ETH", 1991, 1), ("PER", "ETH", 1992, 3)]
    assert [f.reason for f in failures] == ["an earlier row already states PER and ETH in 1991"]


def test_imf_by_hand(tmp_path: Path) -> None:
    path = bulk(
        tmp_path,
        ("Brazil", "China, P.R.: Mainland", "TXG_FOB_USD", "Value", "", 2500000),
        ("India", "Korea, Rep. of", "TMG_CIF_USD", "Value", 3, ""),
        ("India", "Brazil", "TMG_FOB_USD", "Value", 3, ""),
        ("India", "Brazil", "TBG_USD", "Value", -4, ""),
        ("India", "Brazil", "TXG_FOB_USD", "Status", "A", ""),
        ("India", "World", "TXG_FOB_USD", "Value", 9, 9),
        ("India", "Russian Federation", "TXG_FOB_USD", "Value", "", 9),
        ("India", "Brazil", "TXG_XX", "Value", 1, 1),
    )
    reading, records, _, failures = read("imf_trade", path)
    assert [(r.indicator, r.state1, r.state2, r.start.year, r.value, r.unit) for r in records] == [
        ("imf_exports_fob", "BRA", "CHN", 1950, 2_500_000, "current US$"),
        ("imf_imports_cif", "IND", "KOR", 1949, 3, "current US$"),
        ("imf_imports_fob", "IND", "BRA", 1949, 3, "current US$"),
    ]
    assert reading.skipped == {BALANCE: 1, NO_VALUE: 1, GROUP: 1, NOT_A_STATE_THEN: 1}
    assert [(f.row, f.reason[:23]) for f in failures] == [(9, "indicator code 'TXG_XX'")]


@pytest.mark.parametrize("same", [wits.SAME, imf_trade.SAME])
def test_names_of_their_own_stand_for_known_states(same: dict[str, tuple[str, ...]]) -> None:
    ids = {id for names in same.values() for id in names}
    assert ids <= {state.id for state in actors.states()}
    assert all(list(names) == list(dict.fromkeys(names)) for names in same.values())


# a property

TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=6)


def cell(*plain: str) -> st.SearchStrategy[str]:
    return st.one_of(*[st.sampled_from(plain)] * 4, TEXT)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


NAME = cell("Peru", "Germany", "Soviet Union", "Yemen", "East Timor", "Aruba", "Unspecified")
SHARE = cell("0", "2.5", "")


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(st.tuples(NAME, NAME, SHARE, SHARE, SHARE), min_size=1, max_size=8))
def test_every_row_ends_somewhere_and_no_fact_comes_twice(folder: Path, rows: list[tuple[str, ...]]) -> None:
    reading, records, _, failures = read("wits", shares(folder, *rows))
    touched = {record.row for record in records} | {failure.row for failure in failures}
    assert len(touched) + sum(reading.skipped.values()) == len(rows)
    assert len({record.id for record in records}) == len(records)
    assert all(record.state1 != record.state2 for record in records)


# the real files


def test_the_real_shares_and_those_of_the_facts(shared: Shared) -> None:
    reading, records, _, failures = read("wits", shared(WITS))
    assert reading.skipped == {TERRITORY: 2_372, REMAINDER: 278, ITSELF: 30}
    assert reading.notes == {NOT_A_STATE_THEN: 111}
    assert not failures
    assert len({record.row for record in records}) + 2_680 == 13_997
    assert len(records) == 249_380
    held = {(r.state1, r.state2, r.start.year): r.value for r in records}
    assert held["USA", "SUN", 1991] == 0.1769
    assert held["USA", "RUS", 1992] == 0.1282
    assert ("USA", "RUS", 1991) not in held
    assert (held["USA", "YUG", 1991], held["USA", "SCG", 1992]) == (0.1415, 0.0603)
    checked = 0
    with shared("data/facts/pair_year_facts_1971_2025.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            year, (one, two) = int(row["year"]), row["pair"].split("-")
            for pair, column in (((one, two), "a_from_b"), ((two, one), "b_from_a")):
                if text := row[f"wits_import_share_of_{column}_pct"]:
                    assert held[(*pair, year)] == float(text)
                    checked += 1
    assert checked > 200


def test_the_real_bulk_layout(shared: Shared) -> None:
    reading, records, _, failures = read("imf_trade", shared(DOTS))
    assert (reading.skipped, reading.notes, failures) == ({}, {}, [])
    assert len({record.row for record in records}) == 60
    assert len(records) == 3_050
    held = {(r.indicator, r.state1, r.state2, r.start.year): r.value for r in records}
    assert held["imf_exports_fob", "BRA", "MEX", 1948] == 500_000
    assert held["imf_exports_fob", "RUS", "CHN", 1992] == 2_737_200_000
    assert held["imf_exports_fob", "BRA", "TWN", 1948] == 2_900_000
    assert held["imf_exports_fob", "BRA", "CHN", 1950] == 2_500_000
    assert not any(state == "RUS" and year < 1992 for _, state, _, year in held)
