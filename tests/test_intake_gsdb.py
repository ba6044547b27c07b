"""GSDB cases: failed rows, values by hand, a property, the real file and the counts made from it by others."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_tables import read, write_csv

from comity.errors import WrongFile
from comity.intake.records import ADAPTERS
from comity.intake.records.gsdb import AFTER_COMMA, BEFORE, ITSELF, REQUIRED
from comity.intake.records.parties import listed
from comity.schema import Record

Shared = Callable[[str], Path]
day = date.fromisoformat


def case(target: str, sender: str, begin: object = 2000, end: object = 2001, kinds: str = "1 0 0 0 0 0") -> list[str]:
    return ["7", target, sender, str(begin), str(end), *kinds.split(), "exp_part", "democracy", "failed"]


def cases(folder: Path, *rows: list[str]) -> Path:
    return write_csv(folder / "gsdb_v4.csv", REQUIRED, rows)


def told(records: list[Record]) -> list[tuple[str, str, str | None, str, str]]:
    return [(r.indicator, r.state1, r.state2, str(r.start), str(r.end)) for r in records]


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", ("case_id", "sanctioned_state", "year"), [("1", "Peru", "2000")])
    with pytest.raises(WrongFile, match="missing columns: sanctioning_state, begin, end"):
        ADAPTERS["gsdb"].read([path])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["x", *case("Peru", "Chile")[1:]], "case_id 'x' is no number"),
        (case("Peru", "Chile", "now"), "begin 'now' and end '2001': years expected"),
        (case("Peru", "Chile", 2002), "ends 2001 before it begins 2002"),
        (case("Peru", "Chile", kinds="2 0 0 0 0 0"), "trade is '2': 0 or 1 expected"),
        (case("Peru", "Chile", kinds="0 0 0 0 0 0"), "no kind of sanction is marked"),
    ],
)
def test_row_that_cannot_be_used(tmp_path: Path, row: list[str], reason: str) -> None:
    _, records, items, failures = read("gsdb", cases(tmp_path, row))
    assert (records, items) == ([], [])
    assert (failures[0].reason, failures[0].row) == (reason, 2)


@pytest.mark.parametrize("name", ["CoCom", "Western countries", "Terrorist Organizations (Taliban)", "Gibraltar"])
def test_a_name_nobody_answers_to_fails_alone(tmp_path: Path, name: str) -> None:
    _, records, items, failures = read("gsdb", cases(tmp_path, case("Peru", f"Chile, {name}")))
    assert told(records) == [("sanction_trade", "CHL", "PER", "2000-01-01", "2001-12-31")]
    assert len(items) == 1
    assert failures[0].reason.startswith(f"no state or body answers to {name!r} then: ")


def test_case_by_hand(tmp_path: Path) -> None:
    row = case("Korea, North, Gambia, The", "EU, UN,Norway", 2006, 2007, "0 1 0 1 0 0")
    reading, records, items, failures = read("gsdb", cases(tmp_path, row))
    assert not failures
    assert {(r.state1, r.state2) for r in records} == {
        (sender, target) for sender in ("EU", "UNO", "NOR") for target in ("PRK", "GMB")
    }
    assert Counter(r.indicator for r in records) == {"sanction_arms": 6, "sanction_financial": 6}
    assert records[0] == Record(
        "sanction_arms",
        *("EU", "PRK", day("2006-01-01"), day("2007-12-31")),
        *(1.0, "sanction", True, reading.origin.id, 2, "gsdb:7"),
    )
    assert items[0].title == (
        "EU, UN,Norway against Korea, North, Gambia, The, 2006 to 2007 (trade: exp_part); objective democracy; failed"
    )
    assert (reading.origin.version, reading.origin.date) == ("release 4, years to 2007", "2007-12-31")


@pytest.mark.parametrize(
    ("name", "begin", "end", "spans"),
    [
        ("Yugoslavia", 1991, 1995, [("YUG", "1991-01-01", "1992-04-26"), ("SCG", "1992-04-27", "1995-12-31")]),
        ("Soviet Union", 1980, 1981, [("SUN", "1980-01-01", "1981-12-31")]),
        ("Russia", 1992, 1993, [("RUS", "1992-01-01", "1993-12-31")]),
        ("China", 1950, 1951, [("CHN", "1950-01-01", "1951-12-31")]),
        ("Taiwan", 1950, 1951, [("TWN", "1950-01-01", "1951-12-31")]),
        ("German Democratic Republic", 1949, 1973, [("DDR", "1949-10-07", "1973-12-31")]),
        ("Germany", 1949, 1973, [("DEU", "1949-05-23", "1973-12-31")]),
        ("South Vietnam", 1974, 1976, [("RVN", "1974-01-01", "1975-04-30"), ("VNM", "1975-05-01", "1976-12-31")]),
        ("North Vietnam", 1960, 1961, [("VNM", "1960-01-01", "1961-12-31")]),
        ("Yemen, North", 1989, 1991, [("YAR", "1989-01-01", "1990-05-21"), ("YEM", "1990-05-22", "1991-12-31")]),
        ("Ceylon", 2020, 2021, [("LKA", "2020-01-01", "2021-12-31")]),
        ("EEC", 1982, 1983, [("EU", "1982-01-01", "1983-12-31")]),
        ("Czechoslovakia", 1992, 1994, [("CSK", "1992-01-01", "1992-12-31")]),
    ],
)
def test_whom_a_name_means_and_when(
    tmp_path: Path, name: str, begin: int, end: int, spans: list[tuple[str, str, str]]
) -> None:
    _, records, _, failures = read("gsdb", cases(tmp_path, case(name, "United States", begin, end)))
    assert [(r.state2, str(r.start), str(r.end)) for r in records] == spans
    assert not failures


def test_before_1945_and_a_sender_among_its_targets(tmp_path: Path) -> None:
    rows = [case("Peru", "Chile", 1940, 1944), case("Serbia, Moldova", "EU, Moldova", 2010, 2010)]
    reading, records, _, _ = read("gsdb", cases(tmp_path, *rows))
    assert reading.skipped == {BEFORE: 1}
    assert reading.notes[ITSELF] == 1
    assert [(r.state1, r.state2) for r in records] == [("EU", "SRB"), ("EU", "MDA"), ("MDA", "SRB")]


NAME = st.sampled_from(["Korea, North", "Gambia, The", "Egypt, Arab Rep.", "Peru", "EU", "Bosnia and Herzegovina"])


@given(names=st.lists(NAME, min_size=1, max_size=8), mark=st.sampled_from([",", ", ", ",  "]))
def test_a_list_gives_its_names_back(names: list[str], mark: str) -> None:
    assert listed(mark.join(names), AFTER_COMMA) == names


TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=8)


def cell(*plain: str) -> st.SearchStrategy[str]:
    return st.one_of(*[st.sampled_from(plain)] * 3, TEXT)


ROW = st.tuples(
    cell("1", "2"),
    *[cell("Peru", "Russia", "Korea, North, Peru", "EU, Chile")] * 2,
    *[cell("1990", "1993", "1940")] * 2,
    *[cell("0", "1")] * 6,
    *[TEXT] * 3,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


@settings(max_examples=100, deadline=None)
@given(rows=st.lists(ROW, min_size=1, max_size=6))
def test_every_row_is_accounted_for(folder: Path, rows: list[tuple[str, ...]]) -> None:
    reading, _, items, failures = read("gsdb", write_csv(folder / "a.csv", REQUIRED, rows))
    lines = {failure.row for failure in failures}
    assert len(items) + len(lines) + sum(reading.skipped.values()) >= len(rows)
    assert len(items) + sum(reading.skipped.values()) <= len(rows)


# the real file

REAL = "data/sanctions/gsdb_v4_raw.csv.gz"


def test_the_real_file(shared: Shared) -> None:
    reading, records, items, failures = read("gsdb", shared(REAL))
    assert (len(items), len(records), reading.skipped) == (1547, 4470, {})
    assert len({r.id for r in records}) == len(records)
    assert Counter(r.indicator for r in records) == {
        "sanction_financial": 1407,
        "sanction_trade": 872,
        "sanction_travel": 849,
        "sanction_arms": 568,
        "sanction_military": 441,
        "sanction_other": 333,
    }
    assert len(failures) == 38
    assert (reading.origin.version, reading.origin.date) == ("release 4, years to 2023", "2023-12-31")
    first = [r for r in records if r.item in ("gsdb:1", "gsdb:11")]
    assert told(first) == [
        ("sanction_other", "DEU", "DDR", "1949-10-07", "1973-12-31"),
        ("sanction_trade", "USA", "CHN", "1950-01-01", "1972-12-31"),
        ("sanction_travel", "USA", "CHN", "1950-01-01", "1972-12-31"),
    ]


UNKNOWN_SENDERS = {"gsdb:6": range(1950, 1986), "gsdb:21": range(1951, 1955), "gsdb:28": range(1952, 1959)}
"""Cases against China whose only sender is CoCom, Hong Kong or ChinCom, none of them a state or body known here."""


def test_cases_by_year_agree_with_those_counted_by_others(shared: Shared) -> None:
    _, records, _, _ = read("gsdb", shared(REAL))
    names = {"SUN": "Russia", "RUS": "Russia", "CHN": "China"}
    active: set[tuple[str, str, int, str]] = set()
    for r in records:
        assert r.end is not None
        years = range(r.start.year, r.end.year + 1)
        active |= {("target", names[r.state2], year, r.item) for year in years if r.state2 in names}
        active |= {("sender", names[r.state1], year, r.item) for year in years if r.state1 in names}
    active |= {("target", "China", year, item) for item, years in UNKNOWN_SENDERS.items() for year in years}
    begun = {(state, item): year for side, state, year, item in sorted(active, reverse=True) if side == "target"}
    counted = Counter((side, state, year) for side, state, year, _ in active)
    starts = Counter((state, year) for (state, _), year in begun.items())
    with shared("data/facts/gsdb_cases_by_year.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            state, year = row["state"], int(row["year"])
            assert counted["target", state, year] == int(row["gsdb_cases_active_as_target"]), (state, year)
            assert counted["sender", state, year] == int(row["gsdb_cases_active_as_sender"]), (state, year)
            assert starts[state, year] == int(row["gsdb_cases_begun_as_target"]), (state, year)
