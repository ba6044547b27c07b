"""The table of blocs: failed rows, values by hand, a property, and the hand-compiled file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_tables import read, write_csv

from comity.intake.records.blocs import REPEATED
from comity.schema import Item, Record

HEADER = ("bloc", "iso3c", "start", "end", "status", "note", "official_page")
PAGE = "https://www.nato.int/"


def blocs(path: Path, *rows: tuple[str, ...]) -> Path:
    return write_csv(path, HEADER, [(*row, "", PAGE) for row in rows])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (
            ("nato pact", "FRA", "1949-04-04", "", "member"),
            "bloc 'nato pact': a name in capitals such as NATO expected",
        ),
        (("NATO", "FRA", "4.4.1949", "", "member"), "start '4.4.1949' and end '': days such as 1949-04-04 expected"),
        (("NATO", "FRA", "1949-04-04", "?", "member"), "start '1949-04-04' and end '?': days such as"),
        (("NATO", "FRA", "1949-04-04", "1948-01-01", "member"), "ends 1948-01-01 before it starts 1949-04-04"),
        (("NATO", "FRA", "1949-04-04", "", ""), "status '': a word such as member expected"),
        (("NATO", "QQQ", "1949-04-04", "", "member"), "no state answers to 'QQQ' then: "),
        (("NATO", "MNE", "1949-04-04", "", "member"), "no state answers to 'MNE' then: "),
    ],
)
def test_row_that_cannot_be_used(tmp_path: Path, row: tuple[str, ...], reason: str) -> None:
    _, records, items, failures = read("blocs", blocs(tmp_path / "b.csv", row))
    assert (records, items) == ([], [])
    assert failures[0].reason.startswith(reason)
    assert failures[0].row == 2


def test_membership_by_hand(tmp_path: Path) -> None:
    path = blocs(
        tmp_path / "b.csv",
        ("NATO", "FRA", "1949-04-04", "", "member"),
        ("CST/CSTO", "UZB", "2006-06-23", "2012-12-19", "member"),
        ("CST/CSTO", "ARM", "2024-02-23", "", "frozen"),
        ("NATO", "FRA", "1949-04-04", "", "member"),
    )
    reading, records, items, failures = read("blocs", path)
    origin = reading.origin.id
    day = date.fromisoformat
    assert records == [
        Record("membership", "FRA", None, day("1949-04-04"), None, 1, "member", True, origin, 2, "bloc:NATO"),
        Record(
            "membership", "UZB", None, day("2006-06-23"), day("2012-12-19"), 1, "member", True, origin, 3, "bloc:CSTO"
        ),
        Record("membership", "ARM", None, day("2024-02-23"), None, 1, "frozen", True, origin, 4, "bloc:CSTO"),
    ]
    assert items[0] == Item("bloc:NATO", "bloc", "NATO", None, "", "", PAGE, origin)
    assert reading.skipped == {REPEATED: 1}
    assert reading.origin.date == "2024-02-23"
    assert not failures


TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=12)


def cell(*plain: str) -> st.SearchStrategy[str]:
    return st.one_of(*[st.sampled_from(plain)] * 3, TEXT)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


DAYS = cell("1949-04-04", "1999-03-12", "")
ROW = st.tuples(cell("NATO", "EU"), cell("FRA", "POL", "CSK"), DAYS, DAYS, cell("member", "invited"))


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(ROW, min_size=1, max_size=10))
def test_every_row_is_accounted_for_once(folder: Path, rows: list[tuple[str, ...]]) -> None:
    reading, records, _, failures = read("blocs", blocs(folder / "b.csv", *rows))
    assert len(records) + len(failures) + sum(reading.skipped.values()) == len(rows)


def test_the_hand_compiled_file(shared: Callable[[str], Path]) -> None:
    reading, records, items, failures = read("blocs", shared("data/igo/bloc_membership_hand_compiled.csv"))
    assert (len(records), failures, reading.skipped) == (88, [], {})
    assert Counter(record.unit for record in records) == {"member": 78, "participant": 8, "frozen": 1, "invited": 1}
    assert {item.symbol or item.title for item in items} >= {"NATO", "BRICS", "CSTO", "AUKUS"}
    assert sum(record.item == "bloc:NATO" and record.end is None for record in records) == 32
