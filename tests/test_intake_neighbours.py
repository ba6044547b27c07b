"""Contiguity and least distance: failed rows, values by hand, properties, and the real files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_tables import read, tally, write_csv

from comity.intake.records import ADAPTERS
from comity.intake.records.contiguity import NONE
from comity.intake.records.contiguity import REQUIRED as CONTIGUITY
from comity.intake.records.counted import MISSING
from comity.intake.records.pairs import BEFORE, REPEATED
from comity.schema import Record

Shared = Callable[[str], Path]
DISTANCE = ("ccode1", "ccode2", "year", "mindist")


def told(records: list[Record]) -> list[tuple[str, str | None, str, str, float | None]]:
    return [(r.state1, r.state2, str(r.start), str(r.end or ""), r.value) for r in records]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ((2, 20, 6, "1950-01-01", "1960-01-01"), "type 1 to 5 and two days"),
        ((2, 20, 1, "1950", "1960-01-01"), "type 1 to 5 and two days"),
        ((2, 20, 1, "1970-01-01", "1960-01-01"), "type 1 to 5 and two days"),
        ((2, 9999, 1, "1950-01-01", "1960-01-01"), "no state answers to COW code '9999' then: "),
        ((265, 700, 1, "1991-01-01", "1992-01-01"), "no state answers to COW code '265' then: "),
        ((255, 260, 1, "1990-10-01", "2016-12-01"), "no day on which both states existed"),
    ],
)
def test_spell_that_cannot_be_used(tmp_path: Path, row: tuple[object, ...], reason: str) -> None:
    _, records, _, failures = read("contiguity", write_csv(tmp_path / "c.csv", CONTIGUITY, [row]))
    assert not records
    assert failures[0].reason.startswith(reason)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ((2, 20, "then", 5), "year and a mindist from 0 to 20040 expected"),
        ((2, 20, 1950, -1), "year and a mindist from 0 to 20040 expected"),
        ((2, 20, 1950, 20041), "year and a mindist from 0 to 20040 expected"),
        ((2, 255, 1946, 5), "no state answers to '255' then: "),
        ((2, 2, 1950, 5), "both codes stand for USA"),
    ],
)
def test_distance_that_cannot_be_used(tmp_path: Path, row: tuple[object, ...], reason: str) -> None:
    _, records, _, failures = read("distance", write_csv(tmp_path / "d.csv", DISTANCE, [row]))
    assert not records
    assert failures[0].reason.startswith(reason)


def test_contiguity_by_hand(tmp_path: Path) -> None:
    rows = [
        (365, 710, 1, "1860-10-01", "2016-12-01"),
        (710, 365, 1, "1860-10-01", "2016-12-01"),
        (2, 40, 4, "1902-05-01", "1906-09-01"),
        (2, 365, 0, "1816-01-01", "1958-12-01"),
        (365, 375, 1, "1947-02-01", "1950-02-01"),
    ]
    reading, records, _, _ = read("contiguity", write_csv(tmp_path / "c.csv", CONTIGUITY, rows))
    assert told(records) == [
        ("SUN", "TWN", "1860-10-01", "1949-09-30", 1),
        ("CHN", "SUN", "1949-10-01", "1991-12-25", 1),
        ("CHN", "RUS", "1991-12-26", "", 1),
        ("FIN", "SUN", "1947-02-01", "1950-02-28", 1),
    ]
    assert reading.skipped == {REPEATED: 1, BEFORE: 1, NONE: 1}
    assert reading.origin.date == "2016-12-01"


def test_distance_by_hand(tmp_path: Path) -> None:
    rows = [
        (365, 2, 1991, 2.5),
        (2, 365, 1991, 2.5),
        (2, 20, 1944, 0),
        (255, 365, 1990, 7),
        (260, 365, 1990, 9),
        (2, 70, 1950, ""),
    ]
    reading, records, _, _ = read("distance", write_csv(tmp_path / "d.csv", DISTANCE, rows))
    assert told(records) == [
        ("SUN", "USA", "1991-01-01", "1991-12-31", 2.5),
        ("DEU", "SUN", "1990-01-01", "1990-12-31", 7),
    ]
    assert {(r.indicator, r.unit, r.directed) for r in records} == {("min_distance", "km", False)}
    assert reading.skipped == {REPEATED: 2, BEFORE: 1, MISSING: 1}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


def cell(*plain: object) -> st.SearchStrategy[object]:
    odd = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=5)
    return st.one_of(*[st.sampled_from(plain)] * 5, odd)


CODE = cell(2, 255, 260, 265, 345, 365, 710, 713)
DAY = cell("1940-01-01", "1945-05-01", "1990-10-01", "2016-12-01")


@settings(max_examples=100, deadline=None)
@given(rows=st.lists(st.tuples(CODE, CODE, cell(0, 1, 5), DAY, DAY), min_size=1, max_size=8))
def test_every_spell_is_accounted_for_once(folder: Path, rows: list[tuple[object, ...]]) -> None:
    reading, records, _, failures = read("contiguity", write_csv(folder / "c.csv", CONTIGUITY, rows))
    assert len({r.row for r in records}) + len(failures) + sum(reading.skipped.values()) == len(rows)
    assert len({(*told([r])[0],) for r in records}) == len(records)


@settings(max_examples=100, deadline=None)
@given(rows=st.lists(st.tuples(CODE, CODE, cell(1944, 1990, 1991), cell(0, 12.5, -9)), min_size=1, max_size=8))
def test_every_distance_is_accounted_for_once(folder: Path, rows: list[tuple[object, ...]]) -> None:
    reading, records, _, failures = read("distance", write_csv(folder / "d.csv", DISTANCE, rows))
    assert len(records) + len(failures) + sum(reading.skipped.values()) == len(rows)
    assert len({record.id for record in records}) == len(records)


def test_contiguity_file(shared: Shared) -> None:
    reading, records, _, failures = read("contiguity", shared("data/disputes/cow_contdir.parquet"))
    assert len({record.row for record in records}) + len(failures) + sum(reading.skipped.values()) == 1874
    assert {failure.reason.split()[6] for failure in failures} == {"'255'"}
    assert (len(records), len(failures), reading.skipped[BEFORE], reading.skipped[NONE]) == (699, 18, 470, 98)
    assert ("RUS", "USA", "1991-12-26", "", 2) in told(records)
    assert ("POL", "RUS", "1991-12-26", "", 1) in told(records)


def test_distance_file(shared: Shared) -> None:
    reading = ADAPTERS["distance"].read([shared("data/disputes/cow_mindist.parquet")])
    values, kinds, failures, _ = tally(reading)
    assert kinds["Record"] + len(failures) + sum(reading.skipped.values()) == 952_244
    assert reading.skipped[BEFORE] == 952_244 - 876_868
    assert values[0.0] > 1000
