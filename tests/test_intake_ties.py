"""TIES cases: failed rows, days and codes by hand, a property, and the real file."""

from __future__ import annotations

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
from comity.intake.records.ties import GOING_ON, INEXACT, NO_END, REQUIRED
from comity.schema import Record

Shared = Callable[[str], Path]
day = date.fromisoformat
PARTS = {"start": "start", "end": "end", "going_on": "ongoingasof", "imposed": "sancimpositionstart"}


def case(
    start: str = "1980-1-4", target: str = "365", senders: str = "2.0", marks: str = "1 1", **days: str
) -> list[str]:
    """A row; days as 1950-2-14, blank parts left blank (1950-2-)."""
    cells = {"caseid": "1980010401", "targetstate": target}
    cells["threat"], cells["imposition"] = marks.split()
    cells |= {f"sender{place}": code for place, code in enumerate(senders.split(), 1)}
    for name, text in {"start": start, **days}.items():
        cells |= dict(zip((f"{PARTS[name]}{part}" for part in ("year", "month", "day")), text.split("-"), strict=True))
    return [cells.get(name, "") for name in REQUIRED]


def cases(folder: Path, *rows: list[str]) -> Path:
    return write_csv(folder / "ties.csv", REQUIRED, rows)


def told(records: list[Record]) -> list[tuple[str, str, str | None, str, str]]:
    return [(r.indicator, r.state1, r.state2, str(r.start), str(r.end)) for r in records]


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", REQUIRED[:-1], [["1"] * (len(REQUIRED) - 1)])
    with pytest.raises(WrongFile, match="missing columns: institutionid"):
        ADAPTERS["ties"].read([path])


@pytest.mark.parametrize(
    ("row", "reason", "kept"),
    [
        (["x", *case()[1:]], "caseid must be a number, threat and imposition 0 or 1", 0),
        (case(marks="1 2"), "caseid must be a number, threat and imposition 0 or 1", 0),
        (case("1965-6-31"), "start of the case: '1965-6-31' is no day", 0),
        (case("-1-4"), "start of the case: no year stated", 0),
        (case(end="1981-6-31"), "end of the case: '1981-6-31' is no day", 0),
        (case(senders=""), "no sender named", 0),
        (case(end="1981-1-1", imposed="1958-11-?"), "day of imposition: '1958-11-?' is no day", 1),
        (case(end="1981-1-1", imposed="--"), "day of imposition: no year stated", 1),
        (case(end="1981-1-1", imposed="1982-1-1"), "imposed 1982-01-01, after the end of the case on 1981-01-01", 1),
        (case(marks="1 0", target="9999"), "no state answers to COW code '9999' then: ", 0),
        (case("1950-1-1", "1000", marks="1 0", end="1951-1-1"), "code 1000, the EU, before 1958-01-01", 0),
        (case(marks="1 0", senders="2 265", end="1995-1-1", start="1994-1-1"), "no state answers to COW code '265'", 1),
    ],
)
def test_what_cannot_be_used_fails_and_the_rest_is_kept(tmp_path: Path, row: list[str], reason: str, kept: int) -> None:
    _, records, _, failures = read("ties", cases(tmp_path, row))
    assert len(records) == kept
    assert failures[0].reason.startswith(reason)
    assert failures[0].row == 2


def test_threat_then_sanctions_by_hand(tmp_path: Path) -> None:
    row = case("1972-9-22", senders="2.0 200.0", imposed="1974.0-10.0-3", end="1989-12-")
    reading, records, items, failures = read("ties", cases(tmp_path, row))
    assert told(records) == [
        ("sanction_threat", "USA", "SUN", "1972-09-22", "1974-10-02"),
        ("sanction_threat", "GBR", "SUN", "1972-09-22", "1974-10-02"),
        ("sanction_imposed", "USA", "SUN", "1974-10-03", "1989-12-31"),
        ("sanction_imposed", "GBR", "SUN", "1974-10-03", "1989-12-31"),
    ]
    assert {(r.value, r.unit, r.directed, r.row, r.item) for r in records} == {(1, "case", True, 2, "ties:1980010401")}
    assert (items[0].id, items[0].kind, items[0].date) == ("ties:1980010401", "sanction case", day("1972-09-22"))
    assert not failures
    assert reading.notes[INEXACT] == 1
    assert (reading.origin.version, reading.origin.date) == ("4.0, cases begun to 1972", "1972-12-31")


def test_sanctions_on_the_day_of_the_threat_and_without_one(tmp_path: Path) -> None:
    _, records, _, _ = read("ties", cases(tmp_path, case(imposed="1980-1-4", end="1981-7-24")))
    assert told(records) == [
        ("sanction_threat", "USA", "SUN", "1980-01-04", "1980-01-04"),
        ("sanction_imposed", "USA", "SUN", "1980-01-04", "1981-07-24"),
    ]
    _, records, _, _ = read("ties", cases(tmp_path, case(marks="0 1", imposed="1980-1-", end="1981-7-24")))
    assert told(records) == [("sanction_imposed", "USA", "SUN", "1980-01-01", "1981-07-24")]


def test_a_case_without_an_end_is_not_thought_to_last(tmp_path: Path) -> None:
    rows = [case(marks="1 0", going_on="1985-2-"), case(marks="1 0"), case(marks="0 1", imposed="1980-2-1")]
    reading, records, _, _ = read("ties", cases(tmp_path, *rows))
    assert [(str(r.start), str(r.end)) for r in records] == [
        ("1980-01-04", "1985-02-28"),
        ("1980-01-04", "1980-01-04"),
        ("1980-02-01", "1980-02-01"),
    ]
    assert (reading.notes[GOING_ON], reading.notes[NO_END]) == (1, 2)


@pytest.mark.parametrize(
    ("code", "start", "end", "spans"),
    [
        ("1000", "1998-1-1", "1999-1-1", [("EU", "1998-01-01", "1999-01-01")]),
        ("1000.0", "1957-1-1", "1959-1-1", [("EU", "1958-01-01", "1959-01-01")]),
        ("365", "1991-1-1", "1992-6-1", [("SUN", "1991-01-01", "1991-12-25"), ("RUS", "1991-12-26", "1992-06-01")]),
        ("710", "1950-1-1", "1951-1-1", [("CHN", "1950-01-01", "1951-01-01")]),
        ("713", "1950-1-1", "1951-1-1", [("TWN", "1950-01-01", "1951-01-01")]),
        ("265", "1961-1-1", "1962-1-1", [("DDR", "1961-01-01", "1962-01-01")]),
        ("260", "1961-1-1", "1962-1-1", [("DEU", "1961-01-01", "1962-01-01")]),
        ("817", "1973-1-1", "1974-1-1", [("RVN", "1973-01-01", "1974-01-01")]),
        ("345", "1992-1-1", "1993-1-1", [("YUG", "1992-01-01", "1992-04-26"), ("SCG", "1992-04-27", "1993-01-01")]),
    ],
)
def test_whom_a_code_means_and_when(
    tmp_path: Path, code: str, start: str, end: str, spans: list[tuple[str, str, str]]
) -> None:
    row = case(start, target=code, marks="1 0", end=end)
    _, records, _, _ = read("ties", cases(tmp_path, row))
    assert [(r.state2, str(r.start), str(r.end)) for r in records] == spans


TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=6)
DAYS = st.sampled_from(["1980-1-4", "1991-6-", "1993--", "1970-13-1", "--", "1990.0-2.0-30.0"])
ROW = st.builds(
    case,
    start=DAYS,
    target=st.sampled_from(["365", "710", "1000", "9999", "2"]),
    senders=st.sampled_from(["2", "2 200.0", "", "1000 220"]),
    marks=st.sampled_from(["1 1", "1 0", "0 1", "? 1"]),
    imposed=DAYS,
    end=DAYS,
    going_on=DAYS,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(ROW, min_size=1, max_size=5), junk=TEXT)
def test_every_row_gives_an_item_or_a_failure_and_no_span_runs_back(
    folder: Path, rows: list[list[str]], junk: str
) -> None:
    rows = [*rows, [junk, *rows[0][1:]]]
    _, records, items, failures = read("ties", cases(folder, *rows))
    assert len(items) + len({failure.row for failure in failures}) >= len(rows)
    assert all(r.end is not None and r.start <= r.end and r.state1 != r.state2 for r in records)


REAL = "data/sanctions/ties_v4_1945_2005.csv.gz"


def test_the_real_file(shared: Shared) -> None:
    reading, records, items, failures = read("ties", shared(REAL))
    assert (len(items), len(records), reading.skipped) == (1411, 2635, {})
    assert Counter(r.indicator for r in records) == {"sanction_threat": 1423, "sanction_imposed": 1212}
    assert Counter(failure.reason.split(" then: ")[0].split(": ")[0] for failure in failures).most_common(3) == [
        ("no sender named", 85),
        ("no state answers to COW code '255'", 11),
        ("day of imposition", 10),
    ]
    assert (len(failures), reading.notes[GOING_ON], reading.notes[NO_END]) == (115, 165, 286)
    assert (reading.origin.version, reading.origin.date) == ("4.0, cases begun to 2005", "2005-12-31")


def test_rows_of_the_real_file_by_hand(shared: Shared) -> None:
    _, records, _, _ = read("ties", shared(REAL))
    south_africa = [r for r in records if r.item == "ties:1946031101"]
    assert told(south_africa) == [
        ("sanction_threat", "IND", "ZAF", "1946-03-11", "1946-07-17"),
        ("sanction_imposed", "IND", "ZAF", "1946-07-18", "1993-10-09"),
        ("sanction_imposed", "PAK", "ZAF", "1947-08-14", "1993-10-09"),
        ("sanction_imposed", "JAM", "ZAF", "1962-08-06", "1993-10-09"),
    ]
    olympics = [
        (r.indicator, str(r.end)) for r in records if (r.state1, r.state2, str(r.start)) == ("USA", "SUN", "1980-01-04")
    ]
    assert olympics == [("sanction_threat", "1980-01-04"), ("sanction_imposed", "1981-07-24")]
    assert sum("EU" in (r.state1, r.state2) for r in records) == 158
