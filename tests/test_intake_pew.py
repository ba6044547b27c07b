"""Pew favourability: failed rows, values by hand, a property, and the real file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_tables import read, write_csv

from comity.errors import WrongFile
from comity.intake.records.pew import ITSELF, REPEATED, REQUIRED, SUSPECT, UNIT
from comity.schema import Item, Record

Shared = Callable[[str], Path]


def surveys(folder: Path, *rows: str) -> Path:
    return write_csv(folder / "pew.csv", REQUIRED, [row.split(",") for row in rows])


def test_another_table_is_refused(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "p.csv", REQUIRED[:-1], [["1"] * 11])
    with pytest.raises(WrongFile, match="missing columns: suspect"):
        read("pew", path)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("soon,GBR,USA,500,10,20,30,35,5,30,65,False", "year 'soon': a year from 2001 expected"),
        ("1990,GBR,USA,500,10,20,30,35,5,30,65,False", "year '1990': a year from 2001 expected"),
        ("2010,GBR,USA,0,10,20,30,35,5,30,65,False", "n_respondents '0': a number above 0 expected"),
        ("2010,GBR,USA,500,10,20,30,35,5,130,65,False", "a share is no number from 0 to 100"),
        ("2010,GBR,USA,500,10,20,30,many,5,30,65,False", "a share is no number from 0 to 100"),
        ("2010,QQQ,USA,500,10,20,30,35,5,30,65,False", "no state answers to 'QQQ' then: "),
        ("2010,GBR,QQQ,500,10,20,30,35,5,30,65,False", "no state answers to 'QQQ' then: "),
    ],
)
def test_row_that_cannot_be_used(tmp_path: Path, row: str, reason: str) -> None:
    _, records, _, failures = read("pew", surveys(tmp_path, row))
    assert not records
    assert failures[0].reason.startswith(reason)
    assert failures[0].row == 2


def test_survey_by_hand(tmp_path: Path) -> None:
    reading, records, items, _ = read("pew", surveys(tmp_path, "2014,PLS,USA,1000,7,23,22,44,4,30,66,False"))
    start, end, origin = date(2014, 1, 1), date(2014, 12, 31), reading.origin.id
    assert [(r.indicator, r.value) for r in records] == [
        ("pew_very_favourable", 7),
        ("pew_somewhat_favourable", 23),
        ("pew_somewhat_unfavourable", 22),
        ("pew_very_unfavourable", 44),
        ("pew_no_answer", 4),
        ("pew_favourable", 30),
        ("pew_unfavourable", 66),
        ("pew_respondents", 1000),
    ]
    assert records[5] == Record("pew_favourable", "PSE", "USA", start, end, 30, UNIT, True, origin, 2)
    assert records[7].unit == "respondents"
    assert not items
    assert reading.origin.date == "2014-12-31"


def test_a_body_is_an_item_and_no_state(tmp_path: Path) -> None:
    rows = (
        "2010,GBR,EU,500,10,20,30,35,5,30,65,False",
        "2010,FRA,EU,500,10,20,30,35,5,30,65,False",
        "2010,FRA,UN,5,,,,,,30,65,False",
    )
    reading, records, items, _ = read("pew", surveys(tmp_path, *rows))
    assert items == [
        Item("bloc:EU", "bloc", "EU", None, origin_id=reading.origin.id),
        Item("body:UN", "body", "United Nations", None, origin_id=reading.origin.id),
    ]
    assert {(r.state1, r.state2, r.item) for r in records} == {
        ("GBR", None, "bloc:EU"),
        ("FRA", None, "bloc:EU"),
        ("FRA", None, "body:UN"),
    }
    assert [r.indicator for r in records if r.item == "body:UN"] == [
        "pew_favourable",
        "pew_unfavourable",
        "pew_respondents",
    ]


def test_suspect_own_and_repeated_rows_are_counted(tmp_path: Path) -> None:
    plain = "2013,GBR,USA,500,10,20,30,35,5,30,65,False"
    rows = (
        plain,
        plain,
        "2013,GBR,CHN,500,10,20,30,35,5,30,65,True",
        "2013,CHN,CHN,500,10,20,30,35,5,30,65,False",
    )
    reading, records, _, failures = read("pew", surveys(tmp_path, *rows))
    assert (len(records), failures) == (8, [])
    assert reading.skipped == {REPEATED: 1, SUSPECT: 1, ITSELF: 1}


TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=6)


def cell(*plain: str) -> st.SearchStrategy[str]:
    return st.one_of(*[st.sampled_from(plain)] * 4, TEXT)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


ROW = st.tuples(
    cell("2010", "2011"),
    cell("GBR", "PLS"),
    cell("USA", "EU", "GBR"),
    cell("100"),
    *[cell("1.5", "")] * 7,
    cell("True", "False"),
)


@settings(max_examples=100, deadline=None)
@given(rows=st.lists(ROW, min_size=1, max_size=8))
def test_every_row_is_accounted_for_once(folder: Path, rows: list[tuple[str, ...]]) -> None:
    reading, records, _, failures = read("pew", write_csv(folder / "p.csv", REQUIRED, rows))
    assert len({r.row for r in records}) + len(failures) + sum(reading.skipped.values()) == len(rows)
    assert len({record.id for record in records}) == len(records)


def test_the_published_surveys(shared: Shared) -> None:
    reading, records, items, failures = read("pew", shared("data/opinion/pew_favourability_2002_2023.csv"))
    assert reading.skipped == {SUSPECT: 39, ITSELF: 47}
    assert (len({r.row for r in records}), len(records), len(items), failures) == (2570, 20_560, 2, [])
    told = {(r.indicator, r.state1, r.state2, r.start.year): r.value for r in records}
    assert told["pew_favourable", "CHN", "USA", 2005] == 41.94
    assert told["pew_unfavourable", "RUS", "USA", 2003] == 54.91
    assert told["pew_favourable", "RUS", "CHN", 2005] == 59.8
    assert told["pew_favourable", "PSE", "USA", 2014] == 29.89
    assert told["pew_respondents", "GBR", "CHN", 2020] == 1003
    assert not any(r.state2 == "CHN" and r.start.year == 2013 for r in records)
