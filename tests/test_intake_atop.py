"""ATOP in both layouts: failed rows, values by hand, properties, and the real files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_tables import read, write_csv

from comity.intake.records.atop.dyad_year import BEFORE, NONE_HOLDS, REPEATED
from comity.intake.records.atop.dyad_year import REQUIRED as DYAD_YEAR
from comity.intake.records.atop.member_level import ALONE, CUT, INEXACT
from comity.intake.records.atop.member_level import REQUIRED as MEMBER
from comity.intake.records.atop.spells import merged, standing
from comity.schema import Record

Shared = Callable[[str], Path]


def member(atopid: int, cow: int, entry: str, leaving: str = "0-0-0", obligations: str = "1 0 0 0 0") -> list[str]:
    """A row; days as 1950-2-14, blank parts left blank (1950-2-)."""
    return [str(atopid), str(cow), *entry.split("-"), *leaving.split("-"), *obligations.split(), "4.01"]


def members(folder: Path, *rows: list[str]) -> Path:
    return write_csv(folder / "members.csv", MEMBER, rows)


def told(records: list[Record]) -> list[tuple[str, str, str | None, str, str]]:
    return [(r.indicator, r.state1, r.state2, r.start.isoformat(), r.end.isoformat() if r.end else "") for r in records]


# dyad-years


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ((2, 20, "year", 1, 0, 0, 0, 0), "year 'year' is no year"),
        ((2, 20, 1950, 2, 0, 0, 0, 0), "atop_defense is '2': 0 or 1 expected"),
        ((2, 20, 1950, 1, 0, 0, 0, ""), "atop_consul is '': 0 or 1 expected"),
        ((2, 9999, 1950, 1, 0, 0, 0, 0), "no state answers to '9999' then: "),
        ((2, 2, 1950, 1, 0, 0, 0, 0), "both codes stand for USA"),
        ((2, 265, 1995, 1, 0, 0, 0, 0), "no state answers to '265' then: "),
    ],
)
def test_dyad_year_that_cannot_be_used(tmp_path: Path, row: tuple[object, ...], reason: str) -> None:
    _, records, _, failures = read("atop", write_csv(tmp_path / "a.csv", DYAD_YEAR, [row]))
    assert not records
    assert failures[0].reason.startswith(reason)
    assert failures[0].row == 2


def test_dyad_year_by_hand(tmp_path: Path) -> None:
    rows = [(365, 710, 1955, 1, 0, 0, 0, 1), (710, 365, 1944, 1, 0, 0, 0, 0), (710, 365, 1955, 0, 0, 0, 0, 0)]
    reading, records, items, failures = read("atop", write_csv(tmp_path / "atop5_1ddyr.csv", DYAD_YEAR, rows))
    start, end, origin = date(1955, 1, 1), date(1955, 12, 31), reading.origin.id
    assert records == [
        Record("atop_defense", "SUN", "CHN", start, end, 1, "obligation", True, origin, 2),
        Record("atop_consul", "SUN", "CHN", start, end, 1, "obligation", True, origin, 2),
    ]
    assert reading.skipped == {BEFORE: 1, NONE_HOLDS: 1}
    assert (items, failures) == ([], [])
    assert (reading.origin.version, reading.origin.date) == ("5.1, years to 1955", "1955-12-31")


def test_a_code_means_the_state_of_new_year_or_the_one_that_began_in_the_year(tmp_path: Path) -> None:
    rows = [(2, 365, 1991, 0, 0, 0, 1, 0), (2, 365, 1992, 0, 0, 0, 1, 0), (265, 365, 1949, 1, 0, 0, 0, 0)]
    _, records, _, _ = read("atop", write_csv(tmp_path / "a.csv", DYAD_YEAR, rows))
    assert [(r.state1, r.state2) for r in records] == [("USA", "SUN"), ("USA", "RUS"), ("DDR", "SUN")]


def test_two_codes_of_one_state_give_each_obligation_once(tmp_path: Path) -> None:
    rows = [(255, 2, 1990, 1, 0, 0, 0, 1), (260, 2, 1990, 1, 0, 0, 1, 1), (260, 2, 1990, 1, 0, 0, 1, 1)]
    reading, records, _, _ = read("atop", write_csv(tmp_path / "a.csv", DYAD_YEAR, rows))
    assert [r.indicator for r in records] == ["atop_defense", "atop_consul", "atop_nonagg"]
    assert len({r.id for r in records}) == 3
    assert reading.skipped == {REPEATED: 1}


# member level


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["x", *member(1, 2, "1950-1-1")[1:]], "atopid 'x' is no number"),
        (member(1, 2, "x-1-1"), "year of entry 'x' or of exit '0' is no year"),
        (member(1, 2, "1950-1-1", "-1-1"), "year of entry '1950' or of exit '' is no year"),
        (member(1, 2, "1950-13-1"), "entry 1950-13-1 or exit 0-0-0 is no day"),
        (member(1, 2, "1950-1-1", "1949-1-1"), "entered 1950-01-01 and left earlier, 1949-01-01"),
        (member(1, 2, "1950-1-1", obligations="1 0 0 9 0"), "nonagg is '9': 0 or 1 expected"),
        (member(1, 9999, "1950-1-1"), "no state answers to COW code '9999': "),
    ],
)
def test_member_row_that_cannot_be_used(tmp_path: Path, row: list[str], reason: str) -> None:
    _, records, _, failures = read("atop", members(tmp_path, row))
    assert not records
    assert failures[0].reason.startswith(reason)


def test_pair_by_hand(tmp_path: Path) -> None:
    path = members(
        tmp_path, member(3200, 710, "1950-4-11", "1980-4-11", "1 0 0 0 1"), member(3200, 365, "1950-4-11", "1980-4-11")
    )
    reading, records, items, _ = read("atop", path)
    assert told(records) == [
        ("treaty_consul", "CHN", "SUN", "1950-04-11", "1980-04-11"),
        ("treaty_defense", "CHN", "SUN", "1950-04-11", "1980-04-11"),
    ]
    assert {(r.item, r.directed, r.row, r.value) for r in records} == {("atop:3200", False, 3, 1)}
    assert [(i.id, i.kind, i.date, i.symbol) for i in items] == [("atop:3200", "treaty", date(1950, 4, 11), "3200")]
    assert reading.origin.version == "4.01"


def test_in_force_has_no_end_and_missing_days_are_read_widely(tmp_path: Path) -> None:
    path = members(tmp_path, member(1, 2, "1950-2-"), member(1, 20, "1951--"), member(1, 70, "1940-1-1", "1960-2-"))
    reading, records, _, _ = read("atop", path)
    assert told(records) == [
        ("treaty_defense", "CAN", "MEX", "1951-01-01", "1960-02-29"),
        ("treaty_defense", "CAN", "USA", "1951-01-01", ""),
        ("treaty_defense", "MEX", "USA", "1950-02-01", "1960-02-29"),
    ]
    assert reading.notes[INEXACT] == 3


def test_only_common_days_since_1945_count(tmp_path: Path) -> None:
    path = members(
        tmp_path,
        member(1, 2, "1900-1-1", "1944-12-31"),
        member(2, 2, "1950-1-1", "1955-1-1"),
        member(2, 20, "1956-1-1"),
        member(3, 200, "1373-6-16"),
        member(3, 235, "1373-6-16"),
    )
    reading, records, _, _ = read("atop", path)
    assert told(records) == [("treaty_defense", "GBR", "PRT", "1373-06-16", "")]
    assert reading.skipped == {"before 1945": 1, ALONE: 2}


def test_phases_join_and_a_gap_parts(tmp_path: Path) -> None:
    phases = [("1950-1-1", "1955-5-1"), ("1955-5-2", "1960-1-1"), ("1961-1-1", "0-0-0")]
    path = members(tmp_path, *(member(1, cow, *phase) for phase in phases for cow in (2, 20)))
    assert told(read("atop", path)[1]) == [
        ("treaty_defense", "CAN", "USA", "1950-01-01", "1960-01-01"),
        ("treaty_defense", "CAN", "USA", "1961-01-01", ""),
    ]


def test_a_spell_is_cut_where_one_state_ends_and_the_next_begins(tmp_path: Path) -> None:
    path = members(tmp_path, member(1, 365, "1957-1-1"), member(1, 750, "1957-1-1"))
    assert told(read("atop", path)[1]) == [
        ("treaty_defense", "IND", "RUS", "1991-12-26", ""),
        ("treaty_defense", "IND", "SUN", "1957-01-01", "1991-12-25"),
    ]


def test_a_spell_before_its_state_begins_with_the_state(tmp_path: Path) -> None:
    reading, records, _, _ = read("atop", members(tmp_path, member(1, 651, "1945-3-22"), member(1, 663, "1945-3-22")))
    assert told(records) == [("treaty_defense", "EGY", "JOR", "1946-05-25", "")]
    assert reading.notes[CUT] == 1


def test_a_spell_is_cut_where_a_code_passes_to_another_state_though_the_first_lives_on() -> None:
    """Code 710 is the Republic of China until 30 September 1949; the treaty that it signed with Moscow in 1945 stays its own."""
    spell = date(1945, 8, 14), date(1950, 2, 14)
    assert list(standing("710", *spell)) == [
        ("TWN", date(1945, 8, 14), date(1949, 9, 30)),
        ("CHN", date(1949, 10, 1), date(1950, 2, 14)),
    ]
    assert list(standing("710", *spell, signed=True)) == [("TWN", *spell)]


def test_a_spell_ends_with_the_last_state_of_its_code() -> None:
    assert list(standing("265", date(1955, 5, 14), date.max)) == [("DDR", date(1955, 5, 14), date(1990, 10, 2))]


# properties

DAY = st.dates(date(1940, 1, 1), date(2020, 1, 1))


@given(st.lists(st.tuples(DAY, st.integers(0, 4000), st.integers(0, 9)), max_size=8))
def test_merging_keeps_exactly_the_days_covered(drawn: list[tuple[date, int, int]]) -> None:
    spans = [(start, start + timedelta(days=length), row) for start, length, row in drawn]
    joined = merged(spans)
    for (_, end, _), (start, _, _) in pairwise(joined):
        assert start > end + timedelta(days=1)
    edges = {day + timedelta(days=shift) for start, end, _ in spans for day in (start, end) for shift in (-1, 0, 1)}
    for day in edges:
        assert any(a <= day <= b for a, b, _ in spans) == any(a <= day <= b for a, b, _ in joined)


TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=6)


def cell(*plain: str) -> st.SearchStrategy[str]:
    return st.one_of(*[st.sampled_from(plain)] * 4, TEXT)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


CODE, FLAG = cell("2", "20", "255", "260", "365", "816"), cell("0", "1")


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(st.tuples(CODE, CODE, cell("1944", "1990", "1991"), *[FLAG] * 5), min_size=1, max_size=10))
def test_every_dyad_year_is_accounted_for_once(folder: Path, rows: list[tuple[str, ...]]) -> None:
    reading, records, _, failures = read("atop", write_csv(folder / "d.csv", DYAD_YEAR, rows))
    with_records = {record.row for record in records}
    assert not with_records & {failure.row for failure in failures}
    assert len(with_records) + len(failures) + sum(reading.skipped.values()) == len(rows)
    assert len({record.id for record in records}) == len(records)


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            cell("1", "2"),
            CODE,
            cell("1940", "1955"),
            *[cell("1", "5", "")] * 2,
            cell("0", "1944", "1992"),
            *[cell("0", "9", "")] * 2,
            *[FLAG] * 5,
            TEXT,
        ),
        min_size=1,
        max_size=8,
    )
)
def test_any_member_row_is_read_failed_or_skipped(folder: Path, rows: list[tuple[str, ...]]) -> None:
    reading, records, _, failures = read("atop", write_csv(folder / "m.csv", MEMBER, rows))
    assert len(failures) + sum(reading.skipped.values()) <= len(rows)
    assert len({record.id for record in records}) == len(records)
    for record in records:
        assert record.state2 is not None
        assert record.state1 < record.state2
        assert record.end is None or date(1945, 1, 1) <= record.end >= record.start


# the real files


def test_directed_dyad_years_5_1(shared: Shared) -> None:
    reading, records, items, failures = read(
        "atop", shared("data/alliances/atop51_directed_dyad_year_1815_2018.parquet")
    )
    assert reading.skipped[BEFORE] == 273_296 - 260_820
    per_row = Counter(record.row for record in records)
    assert len(per_row) + len(failures) + sum(reading.skipped.values()) == 273_296
    assert len(failures) < 110
    assert not items
    ours = {
        record.indicator
        for record in records
        if (record.state1, record.state2, record.start.year) == ("RUS", "CHN", 2005)
    }
    assert ours == {"atop_nonagg", "atop_consul"}
    assert reading.origin.version == "5.1, years to 2018"


def test_obligations_are_those_of_the_facts(shared: Shared) -> None:
    """The string of facts/pair_year_facts is defence, offence, neutrality, non-aggression, consultation of a towards b."""
    import csv

    _, records, _, _ = read("atop", shared("data/alliances/atop51_directed_dyad_year_1815_2018.parquet"))
    held = {(r.state1, r.state2, r.start.year, r.indicator) for r in records}
    names = ("atop_defense", "atop_offense", "atop_neutral", "atop_nonagg", "atop_consul")
    checked = 0
    with shared("data/facts/pair_year_facts_1971_2025.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            column = next((name for name in row if name.startswith("atop")), "")
            text, (one, two) = row[column], row["pair"].split("-")
            if len(text) == 5 and int(row["year"]) <= 2018:
                year = int(row["year"])
                one, two = ("SUN" if state == "RUS" and year <= 1991 else state for state in (one, two))
                ours = "".join(str(int((one, two, year, name) in held)) for name in names)
                assert ours == text, (one, two, year)
                checked += 1
    assert checked > 100


def test_member_level_4_01(shared: Shared) -> None:
    reading, records, items, failures = read("atop", shared("data/alliances/atop40_member_level_raw.csv.gz"))
    assert [failure.found.split(", ")[1] for failure in failures] == ["255", "255"]
    assert reading.skipped["before 1945"] == 530
    assert 540 < len(items) < 580
    assert len({record.id for record in records}) == len(records)
    treaty = {(r.indicator, str(r.start), str(r.end)) for r in records if r.item == "atop:3200"}
    assert treaty
    pair = [r for r in records if (r.state1, r.state2) == ("CHN", "RUS")]
    assert any(r.start == date(2001, 7, 16) for r in pair)
    assert all(r.end is None for r in pair if r.start == date(2001, 7, 16))
