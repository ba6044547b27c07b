"""COW trade 4.0 by pair and by state: failed rows, zeros that are none, values by hand, properties, and the real files."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_tables import read, write_csv

from comity.errors import WrongFile
from comity.intake.records import ADAPTERS
from comity.intake.records.annual import BEFORE, NO_FIGURE, NOT_A_STATE_THEN
from comity.intake.records.cow_trade.dyad_year import REQUIRED as DYADS
from comity.intake.records.cow_trade.dyad_year import SWAPPED, UNREPORTED
from comity.intake.records.cow_trade.gaps import NOTHING, PARTIAL, TRADE, ZERO, PairYears, held_in, unreported
from comity.intake.records.cow_trade.state_year import PARTIAL as PARTIAL_TOTALS
from comity.intake.records.cow_trade.state_year import TABLE
from comity.schema import Record

Shared = Callable[[str], Path]
DYAD_FILE = "data/trade/cow_trade40_dyad_year_1870_2014.parquet"
STATE_FILE = "data/trade/cow_trade40_state_year_1870_2014.parquet"


def dyads(folder: Path, *rows: tuple[object, ...]) -> Path:
    return write_csv(folder / "dyads.csv", DYADS, rows)


def states(folder: Path, *rows: tuple[object, ...]) -> Path:
    return write_csv(folder / "states.csv", TABLE.required, rows)


def told(records: list[Record]) -> list[tuple[str, str | None, int, float | None]]:
    return [(r.state1, r.state2, r.start.year, r.value) for r in records]


# pair-years


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ((2, 20, "year", 1, 1), "year 'year' is no year"),
        ((2, 20, 1950, "x", 1), "flow1 is 'x': a number of zero or more expected"),
        ((2, 20, 1950, 1, -3), "flow2 is '-3': a number of zero or more expected"),
        ((2, 20, 1950, "inf", 1), "flow1 is 'inf': a number of zero or more expected"),
        ((2, 20, 1950, "1_000", 1), "flow1 is '1_000': a number of zero or more expected"),
        ((2, 9999, 1950, 1, 1), "no state answers to '9999' then: "),
        ((2, 255, 1945, 1, 2), "no state answers to '255' then: Germany (DEU) begins 1949-05-23"),
        ((2, 2, 1950, 1, 1), "both codes stand for USA"),
    ],
)
def test_pair_year_that_cannot_be_used(tmp_path: Path, row: tuple[object, ...], reason: str) -> None:
    _, records, _, failures = read("cow_trade", dyads(tmp_path, row))
    assert not records
    assert failures[0].reason.startswith(reason)
    assert failures[0].row == 2


def test_a_changed_header_is_refused(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "d.csv", ("ccode1", "ccode2", "year", "import1", "import2"), [(2, 20, 1950, 1, 1)])
    with pytest.raises(WrongFile, match="missing columns: flow1, flow2; unexpected columns: import1, import2"):
        ADAPTERS["cow_trade"].read([path])


def test_pair_year_by_hand(tmp_path: Path) -> None:
    path = dyads(tmp_path, (365, 710, 1955, 708, 748), (365, 710, 1944, 1, 1), (365, 710, 1978, -9, ""))
    reading, records, items, failures = read("cow_trade", path)
    start, end, origin, unit = date(1955, 1, 1), date(1955, 12, 31), reading.origin.id, "million current US$"
    assert records == [
        Record("cow_imports", "SUN", "CHN", start, end, 708, unit, True, origin, 2),
        Record("cow_imports", "CHN", "SUN", start, end, 748, unit, True, origin, 2),
    ]
    assert reading.skipped == {BEFORE: 1, NO_FIGURE: 1}
    assert (items, failures) == ([], [])
    assert (reading.origin.version, reading.origin.date) == ("years to 1978", "1978-12-31")


def test_a_blank_flow_is_missing_and_a_zero_is_a_figure(tmp_path: Path) -> None:
    _, records, _, _ = read(
        "cow_trade", dyads(tmp_path, (2, 20, 1950, "", 5), (2, 20, 1951, 0, 5), (2, 20, 1952, 0, 0))
    )
    assert told(records) == [
        ("CAN", "USA", 1950, 5),
        ("USA", "CAN", 1951, 0),
        ("CAN", "USA", 1951, 5),
        ("USA", "CAN", 1952, 0),
        ("CAN", "USA", 1952, 0),
    ]


def test_zeros_between_years_without_a_row_are_no_figures(tmp_path: Path) -> None:
    rows = [(365, 710, year, 9, 9) for year in (1956, 1957, 1978)] + [
        (365, 710, year, 0, 0) for year in range(1960, 1964)
    ]
    reading, records, _, _ = read("cow_trade", dyads(tmp_path, *rows))
    assert {record.start.year for record in records} == {1956, 1957, 1978}
    assert reading.skipped == {UNREPORTED: 4}


@pytest.mark.parametrize(
    ("held", "year", "expected"),
    [
        ([TRADE, ZERO, NOTHING, TRADE], 1946, False),
        ([NOTHING, NOTHING, ZERO, NOTHING, TRADE], 1947, False),
        ([TRADE, NOTHING, ZERO, NOTHING], 1947, False),
        ([TRADE, NOTHING, ZERO, PARTIAL, NOTHING, TRADE], 1947, False),
        ([TRADE, NOTHING, ZERO, NOTHING, TRADE], 1947, True),
        ([TRADE, NOTHING, ZERO], 1947, False),
        ([ZERO, NOTHING, TRADE], 1945, False),
    ],
)
def test_which_zeros_stand_alone(held: list[int], year: int, expected: bool) -> None:
    assert unreported(bytearray(held), year) is expected


def test_what_a_row_holds() -> None:
    assert [held_in(flows) for flows in [(0, 0), (0, 2.5), (None, 0), (None, None), (None, 1)]] == [
        ZERO,
        TRADE,
        PARTIAL,
        PARTIAL,
        TRADE,
    ]


def test_pair_years_have_no_order_and_keep_the_first_number() -> None:
    years = PairYears()
    assert (years.put("2", "20", 2150, 1), years.put("20", "2", 2150, 2)) == (0, 1)
    assert years.of("20", "2")[205] == 1


def test_the_other_half_is_left_out_and_the_same_row_again_is_a_failure(tmp_path: Path) -> None:
    path = dyads(tmp_path, (2, 20, 1950, 1, 3), (20, 2, 1950, 3, 1), (2, 20, 1950, 1, 4))
    reading, records, _, failures = read("cow_trade", path)
    assert told(records) == [("USA", "CAN", 1950, 1), ("CAN", "USA", 1950, 3)]
    assert reading.skipped == {SWAPPED: 1}
    assert [(f.row, f.reason) for f in failures] == [(4, "an earlier row already states USA and CAN in 1950")]


@pytest.mark.parametrize(
    ("code", "year", "state"),
    [
        (365, 1990, "SUN"),
        (365, 1991, "SUN"),
        (365, 1992, "RUS"),
        (710, 1948, "TWN"),
        (710, 1949, "TWN"),
        (710, 1950, "CHN"),
        (713, 1952, "TWN"),
        (255, 1990, "DEU"),
        (260, 1989, "DEU"),
        (265, 1990, "DDR"),
        (345, 1992, "YUG"),
        (345, 1993, "SCG"),
        (345, 2006, "SCG"),
        (345, 2007, "SRB"),
        (678, 1989, "YAR"),
        (679, 1991, "YEM"),
        (680, 1989, "YMD"),
        (816, 1970, "VNM"),
        (817, 1970, "RVN"),
    ],
)
def test_a_code_means_the_state_of_the_year(tmp_path: Path, code: int, year: int, state: str) -> None:
    _, records, _, failures = read("cow_trade", dyads(tmp_path, (2, code, year, 1, 2)))
    assert not failures
    assert told(records)[0] == ("USA", state, year, 1)


# state-years


def test_totals_by_hand(tmp_path: Path) -> None:
    path = states(tmp_path, (365, 1958, 4349.5, 4299.2), (2, 1944, 1, 1), (2, 1950, -9, 10), (2, 1951, "", ""))
    reading, records, _, failures = read("cow_trade", path)
    assert [(r.indicator, r.state1, r.state2, r.value, r.unit, r.row) for r in records] == [
        ("cow_total_imports", "SUN", None, 4349.5, "million current US$", 2),
        ("cow_total_exports", "SUN", None, 4299.2, "million current US$", 2),
        ("cow_total_exports", "USA", None, 10, "million current US$", 4),
    ]
    assert reading.skipped == {BEFORE: 1, NO_FIGURE: 1}
    assert not failures


def test_totals_of_a_territory_are_counted_and_of_an_unknown_code_fail(tmp_path: Path) -> None:
    reading, records, _, failures = read("cow_trade", states(tmp_path, (500, 1961, 60, 116), (9999, 1961, 1, 1)))
    assert not records
    assert reading.skipped == {NOT_A_STATE_THEN: 1}
    assert failures[0].reason.startswith("no state answers to '9999' then: ")


def test_totals_of_a_few_partners_only_are_left_out(tmp_path: Path) -> None:
    rows = [(365, 1959, 5073, 5450), (365, 1960, 169.5, 146.7), (365, 1962, 196.6, 262.4), (365, 1963, 7058, 7272)]
    war = [(690, 1990, 4000, 7000), (690, 1991, 3900, 650), (690, 1992, 7000, 6600)]
    reading, records, _, _ = read("cow_trade", states(tmp_path, *rows, *war))
    assert {(r.state1, r.start.year) for r in records} == {
        ("SUN", 1959),
        ("SUN", 1963),
        ("KWT", 1990),
        ("KWT", 1991),
        ("KWT", 1992),
    }
    assert reading.skipped == {PARTIAL_TOTALS: 2}


def test_west_germany_stands_under_255_in_the_totals(tmp_path: Path) -> None:
    reading, records, _, failures = read("cow_trade", states(tmp_path, (255, 1989, 2, 3), (260, 1989, "", "")))
    assert [(r.state1, r.value) for r in records] == [("DEU", 2), ("DEU", 3)]
    assert (reading.skipped, failures) == ({NO_FIGURE: 1}, [])


# properties

TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=6)


def cell(*plain: str) -> st.SearchStrategy[str]:
    return st.one_of(*[st.sampled_from(plain)] * 4, TEXT)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


CODE, YEAR, FLOW = (
    cell("2", "20", "255", "260", "365"),
    cell("1944", "1990", "1991", "1993"),
    cell("0", "0", "2.5", "-9", ""),
)


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(st.tuples(CODE, CODE, YEAR, FLOW, FLOW), min_size=1, max_size=12))
def test_every_pair_year_is_accounted_for_once(folder: Path, rows: list[tuple[str, ...]]) -> None:
    reading, records, _, failures = read("cow_trade", dyads(folder, *rows))
    with_records = {record.row for record in records}
    assert not with_records & {failure.row for failure in failures}
    assert len(with_records) + len(failures) + sum(reading.skipped.values()) == len(rows)
    assert len({record.id for record in records}) == len(records)


@settings(max_examples=100, deadline=None)
@given(rows=st.lists(st.tuples(CODE, YEAR, FLOW, FLOW), min_size=1, max_size=12))
def test_every_state_year_is_accounted_for_once(folder: Path, rows: list[tuple[str, ...]]) -> None:
    reading, records, _, failures = read("cow_trade", states(folder, *rows))
    with_records = {record.row for record in records}
    assert not with_records & {failure.row for failure in failures}
    assert len(with_records) + len(failures) + sum(reading.skipped.values()) == len(rows)
    assert len({record.id for record in records}) == len(records)


# the real files


@pytest.fixture(scope="module")
def totals(shared: Shared) -> dict[tuple[str, int], dict[str, float]]:
    found: dict[tuple[str, int], dict[str, float]] = {}
    for record in ADAPTERS["cow_trade"].read([shared(STATE_FILE)]):
        if isinstance(record, Record):
            found.setdefault((record.state1, record.start.year), {})[record.indicator] = record.value or 0.0
    return found


def test_the_real_totals(shared: Shared, totals: dict[tuple[str, int], dict[str, float]]) -> None:
    reading, records, _, failures = read("cow_trade", shared(STATE_FILE))
    assert reading.skipped == {BEFORE: 3_555, NO_FIGURE: 571, NOT_A_STATE_THEN: 362, PARTIAL_TOTALS: 18}
    assert [(failure.row, failure.found[:9]) for failure in failures] == [(12_170, "713, 1949")]
    assert len({record.row for record in records}) + 1 + sum(reading.skipped.values()) == 14_410
    assert totals["SUN", 1958]["cow_total_imports"] == 4349.5
    assert ("SUN", 1960) not in totals
    assert totals["SUN", 1963]["cow_total_imports"] > 7_000
    assert totals["DEU", 1989]["cow_total_imports"] == pytest.approx(269_666.3, abs=0.1)


def test_the_real_pairs_and_the_shares_of_the_facts(
    shared: Shared, totals: dict[tuple[str, int], dict[str, float]]
) -> None:
    """Share of a = (imports and exports with b) / (all imports and exports of a), as in facts/pair_year_facts."""
    names = {"USA", "GBR", "FRA", "CHN", "IND", "SUN", "RUS"}
    reading = ADAPTERS["cow_trade"].read([shared(DYAD_FILE)])
    flows: dict[tuple[str, str, int], float] = {}
    rows: set[int] = set()
    failures: list[str] = []
    n = 0
    for row in reading:
        if not isinstance(row, Record):
            failures.append(getattr(row, "reason", ""))
            continue
        n += 1
        rows.add(row.row)
        if row.state1 in names and row.state2 in names:
            flows[row.state1, row.state2, row.start.year] = row.value or 0.0
    assert reading.skipped == {BEFORE: 30_489, UNREPORTED: 81}
    assert (n, len(failures)) == (1_237_401, 57)
    assert all("'255' then: Germany (DEU) begins" in reason for reason in failures)
    assert len(rows) + len(failures) + sum(reading.skipped.values()) == 673_654
    assert [year for year in range(1955, 1981) if ("SUN", "CHN", year) in flows] == [1955, 1956, 1957, 1978, 1979, 1980]
    assert flows["RUS", "CHN", 2014] == 51_135
    assert flows["CHN", "RUS", 2014] == 42_807
    assert _compare(shared, flows, totals) > 400


def _compare(
    shared: Shared,
    flows: dict[tuple[str, str, int], float],
    totals: dict[tuple[str, int], dict[str, float]],
) -> int:
    checked = 0
    with shared("data/facts/pair_year_facts_1971_2025.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            year = int(row["year"])
            one, two = ("SUN" if id == "RUS" and year <= 1991 else id for id in row["pair"].split("-"))
            for mine, other, column in ((one, two, "a"), (two, one, "b")):
                text = row[f"cow_trade_share_{column}_pct"]
                if text:
                    both = flows[mine, other, year] + flows[other, mine, year]
                    share = 100 * both / sum(totals[mine, year].values())
                    assert share == pytest.approx(float(text), abs=0.0051), (row["pair"], year, column)
                    checked += 1
    return checked
