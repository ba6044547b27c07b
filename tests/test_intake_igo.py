"""Intergovernmental organisations and informal bodies: failed rows, values by hand, properties, and the real files."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_tables import read, write_csv

from comity.intake.records import ADAPTERS
from comity.intake.records.counted import MISSING
from comity.intake.records.igo import STATE_YEAR
from comity.intake.records.informal import CUT, TWICE, UNDATED
from comity.intake.records.informal import REQUIRED as INFORMAL
from comity.intake.records.pairs import BEFORE, REPEATED
from comity.schema import Record

Shared = Callable[[str], Path]
SHARED_IGOS = ("ccode1", "ccode2", "year", "dyadigos")
QUAD = ("QSD", "Quadrilateral Security Dialogue", 2007, "", 2017)


def told(records: list[Record]) -> list[tuple[str, str, str, str, float | None]]:
    return [(r.indicator, r.state1, str(r.start), str(r.end or ""), r.value) for r in records]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ((2, "then", 1, 0, 0, 1), "year 'then' is no year"),
        ((2, 1950, 1.5, 0, 0, 1), "sum_igo_full is '1.5': a count expected"),
        ((2, 1950, 1, 0, 0, "some"), "sum_igo_anytype is 'some': a count expected"),
        ((255, 1945, 1, 0, 0, 1), "no state answers to '255' then: "),
    ],
)
def test_state_year_that_cannot_be_used(tmp_path: Path, row: tuple[object, ...], reason: str) -> None:
    _, records, _, failures = read("igo", write_csv(tmp_path / "s.csv", STATE_YEAR, [row]))
    assert not records
    assert failures[0].reason.startswith(reason)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("AUH", "Austria-Hungary", *QUAD), "no state answers to 'AUH' 'Austria-Hungary': "),
        (("AUS", "Austria", *QUAD), "code 'AUS' is AUS and name 'Austria' is AUT"),
        (("DDR", "German Democratic Republic", "FSB", "Financial Stability Board", 1999, "", 2017), "no state answers"),
        (("IND", "India", "X", "A Body", 1950, 1949, 2017), "Title and years in order expected"),
        (("IND", "India", "X", "A Body", "soon", "", 2017), "Title and years in order expected"),
        (("IND", "India", "X", "", 1950, "", 2017), "Title and years in order expected"),
        (("NATO", "NATO", *QUAD), "no state answers to 'NATO' 'NATO': "),
    ],
)
def test_member_that_cannot_be_used(tmp_path: Path, row: tuple[object, ...], reason: str) -> None:
    _, records, _, failures = read("informal_bodies", write_csv(tmp_path / "i.csv", INFORMAL, [row]))
    assert not records
    assert failures[0].reason.startswith(reason)


def test_counts_by_hand(tmp_path: Path) -> None:
    rows = [(365, 1991, 55, 0, "", 56), (365, 1944, 1, 1, 1, 1), (365, 1991, 55, 0, 1, 56), (2, 1950, "", "", "", -9)]
    reading, records, items, _ = read("igo", write_csv(tmp_path / "s.csv", STATE_YEAR, rows))
    days = "SUN", "1991-01-01", "1991-12-31"
    assert told(records) == [("igo_full", *days, 55), ("igo_associate", *days, 0), ("igo_any", *days, 56)]
    assert {(r.state2, r.item, r.unit) for r in records} == {(None, "igo", "organisations")}
    assert [item.id for item in items] == ["igo"]
    assert reading.skipped == {BEFORE: 1, REPEATED: 1, MISSING: 1}


def test_shared_by_hand(tmp_path: Path) -> None:
    rows = [(365, 710, 1971, 9), (365, 710, 1992, 33), (2, 710, 1955, 0)]
    reading, records, _, _ = read("igo", write_csv(tmp_path / "d.csv", SHARED_IGOS, rows))
    assert [(r.indicator, r.state1, r.state2, r.start.year, r.value) for r in records] == [
        ("shared_igos", "CHN", "SUN", 1971, 9),
        ("shared_igos", "CHN", "RUS", 1992, 33),
        ("shared_igos", "CHN", "USA", 1955, 0),
    ]
    assert reading.skipped == {}


def test_members_by_hand(tmp_path: Path) -> None:
    rows = [
        ("IND", "India", *QUAD),
        ("IND", "India", *QUAD),
        ("RUS", "Russia", "G5/6/7/8", "Group Of 5678", 1974, "", 2017),
        ("ALG", "Algeria", "G77", "Group Of 77", "", "", 2017),
        ("GIN - GNQ", "Equatorial Guinea", "SF", "Some Forum", 1996, 2002, 2017),
        ("", "Democratic Republic of the Congo", "SF", "Some Forum", 1996, 2002, 2017),
        ("KOR", "Korea", "SF", "Some Forum", 1996, 2002, 2017),
        ("FRA", "France", "CoE", "Concert Of Europe", 1815, 1856, 2017),
    ]
    reading, records, items, failures = read("informal_bodies", write_csv(tmp_path / "i.csv", INFORMAL, rows))
    assert [(r.state1, str(r.start), str(r.end or ""), r.item) for r in records] == [
        ("IND", "2007-01-01", "", "iigo:quadrilateral-security-dialogue"),
        ("RUS", "1991-12-26", "", "iigo:group-of-5678"),
        ("DZA", "2017-01-01", "", "iigo:group-of-77"),
        ("GNQ", "1996-01-01", "2002-12-31", "iigo:some-forum"),
        ("COD", "1996-01-01", "2002-12-31", "iigo:some-forum"),
        ("KOR", "1996-01-01", "2002-12-31", "iigo:some-forum"),
    ]
    assert [item.symbol for item in items] == ["QSD", "G5/6/7/8", "G77", "SF"]
    assert (reading.skipped, failures) == ({TWICE: 1, BEFORE: 1}, [])
    assert (reading.notes[CUT], reading.notes[UNDATED]) == (1, 1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


def cell(*plain: object) -> st.SearchStrategy[object]:
    odd = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=8)
    return st.one_of(*[st.sampled_from(plain)] * 5, odd)


BODY = st.tuples(cell("Quad", ""), cell(1940, 2007, ""), cell("", 1944, 2010), cell(2017))
STATE = st.sampled_from([("IND", "India"), ("AUH", "Austria-Hungary"), ("SRB", "Serbia"), ("DDR", "East Germany")])


@settings(max_examples=100, deadline=None)
@given(
    drawn=st.lists(st.tuples(st.one_of(STATE, st.tuples(cell("FRA"), cell("France"))), BODY), min_size=1, max_size=8)
)
def test_every_member_is_accounted_for_once(
    folder: Path, drawn: list[tuple[tuple[object, object], tuple[object, object, object, object]]]
) -> None:
    rows = [(*state, "Q", *body) for state, body in drawn]
    reading, records, _, failures = read("informal_bodies", write_csv(folder / "i.csv", INFORMAL, rows))
    assert len(records) + len(failures) + sum(reading.skipped.values()) == len(rows)
    assert all(record.end is None or record.start <= record.end for record in records)


# the real files


def test_shared_memberships_are_those_of_the_facts(shared: Shared) -> None:
    reading = ADAPTERS["igo"].read([shared("data/igo/cow_igo3_shared_memberships_dyad_year.parquet")])
    pairs = {("CHN", "RUS"), ("CHN", "USA"), ("GBR", "USA"), ("CHN", "IND"), ("IND", "RUS"), ("RUS", "USA")}
    kinds, held = Counter[str](), {}
    for row in reading:
        kinds[type(row).__name__] += 1
        if isinstance(row, Record) and row.state2:
            one, two = sorted("RUS" if state == "SUN" else state for state in (row.state1, row.state2))
            if (one, two) in pairs:
                held[one, two, row.start.year] = row.value
    assert kinds["Record"] + kinds["Failure"] + sum(reading.skipped.values()) == 917_695
    checked = 0
    with shared("data/facts/pair_year_facts_1971_2025.csv").open(encoding="utf-8") as stream:
        for fact in csv.DictReader(stream):
            key = (*sorted(fact["pair"].split("-")), int(fact["year"]))
            if fact["shared_igos"] and key in held:
                assert float(fact["shared_igos"]) == held[key], key
                checked += 1
    assert checked > 150


def test_memberships_of_states(shared: Shared) -> None:
    reading, records, _, failures = read("igo", shared("data/igo/cow_igo3_state_year.parquet"))
    assert len({record.row for record in records}) + len(failures) + sum(reading.skipped.values()) == 15_557
    assert (reading.skipped, len(failures)) == ({BEFORE: 5369, REPEATED: 1}, 1)
    full = {(r.state1, r.start.year): r.value for r in records if r.indicator == "igo_full"}
    assert (full["SUN", 1991], full["RUS", 1992], full["CHN", 1950], full["TWN", 1950]) == (55, 60, 4, 17)


def test_informal_bodies(shared: Shared) -> None:
    reading, records, items, failures = read(
        "informal_bodies", shared("data/igo/iigo_informal_memberships_1815_2017.parquet")
    )
    assert len(records) + len(failures) + sum(reading.skipped.values()) == 3502
    members = {item.title: {r.state1 for r in records if r.item == item.id} for item in items}
    assert members["BRICS"] == {"BRA", "RUS", "IND", "CHN", "ZAF"}
    assert members["Shanghai 5 Mechanism"] == {"CHN", "RUS", "KAZ", "KGZ", "TJK"}
    assert members["Quadrilateral Security Dialogue"] == {"USA", "IND", "JPN"}
    assert sum(failure.found.startswith("AUH, Austria-Hungary, QSD") for failure in failures) == 1
    assert (len(items), len(failures)) == (144, 30)
