"""Militarised disputes in two collections: failed rows, values by hand, a property, and the real files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_tables import read, write_csv

from comity.errors import WrongFile
from comity.intake.records import ADAPTERS
from comity.intake.records.mids import dispute, dyad_year, participants
from comity.intake.records.pairs import BEFORE
from comity.schema import Item, Record

Shared = Callable[[str], Path]
DYAD_YEAR = ADAPTERS["gml"].layouts[0].required
PART = participants.REQUIRED
LEVEL = "highest hostility of state1 in the dispute, 1 none to 5 war"


def dyads(folder: Path, *rows: tuple[object, ...]) -> Path:
    """Rows of dispute, ccode1, ccode2, year, onset, hostility, action, fatality, deaths, side A, originator."""
    return write_csv(folder / "d.csv", DYAD_YEAR, rows)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("x", 365, 710, 1969, 0, 4, 16, 2, -9, 1, 1), "dispnum 'x' or year '1969' is no number"),
        ((349, 365, 710, "69", 0, 4, 16, 2, -9, 1, 1), "dispnum '349' or year '69' is no number"),
        ((349, 365, 710, 1969, 7, 4, 16, 2, -9, 1, 1), "onset is '7': 0 or 1 expected"),
        ((349, 365, 710, 1969, 0, 6, 16, 2, -9, 1, 1), "hostlev1 is '6': 1 to 5 or -9 expected"),
        ((349, 365, 710, 1969, 0, 4, 22, 2, -9, 1, 1), "hiact1 is '22': 0 to 21 or -9 expected"),
        ((349, 365, 9999, 1969, 0, 4, 16, 2, -9, 1, 1), "no state answers to '9999' then: "),
        ((633, 710, 713, 1949, 0, 4, 16, 2, -9, 1, 1), "both codes stand for TWN"),
    ],
)
def test_dyad_year_that_cannot_be_used(tmp_path: Path, row: tuple[object, ...], reason: str) -> None:
    _, records, items, failures = read("gml", dyads(tmp_path, row))
    assert (records, items) == ([], [])
    assert failures[0].reason.startswith(reason)
    assert failures[0].row == 2


def test_one_collection_does_not_pass_for_the_other(tmp_path: Path) -> None:
    with pytest.raises(WrongFile, match=r"nearest is dyad_year .*missing columns: cowmidonset; .*gmlmidonset"):
        ADAPTERS["cow_mid"].read([dyads(tmp_path, (1, 2, 20, 1950, 1, 4, 16, 0, 0, 1, 1))])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("", 2, 1950, 1, 1, 1950, 2, 1, 1, 7, 1), "dispnum, sidea, hiact and orig: numbers expected"),
        ((1, 2, 1950, 1, 1, 1950, 2, 1, 2, 7, 1), "sidea and orig: 0 or 1 expected"),
        ((1, 2, 1950, 13, 1, 1950, 2, 1, 1, 7, 1), "starts or ends on no day"),
        ((1, 2, 1950, 3, 1, 1950, 2, 1, 1, 7, 1), "starts 1950-03-01 and ended earlier, 1950-02-01"),
        ((1, 652, 1958, 3, 4, 1958, 3, 4, 0, 0, 1), "no state answers to COW code '652' then: Syria"),
    ],
)
def test_participant_that_cannot_be_used(tmp_path: Path, row: tuple[object, ...], reason: str) -> None:
    _, records, _, failures = read("gml", write_csv(tmp_path / "p.csv", PART, [row]))
    assert not records
    assert failures[0].reason.startswith(reason)


def test_dyad_year_by_hand(tmp_path: Path) -> None:
    path = dyads(
        tmp_path,
        (349, 365, 710, 1969, 1, 4, 16, 2, -9, 0, 1),
        (349, 365, 710, 1969, 1, 4, 16, 2, -9, 0, 1),
        (349, 365, 710, 1944, 1, 4, 16, 2, -9, 0, 1),
    )
    reading, records, items, failures = read("gml", path)
    origin, start, end = reading.origin.id, date(1969, 1, 1), date(1969, 12, 31)
    assert items == [Item("gml:349", "dispute", "militarised dispute 349", None, "349", "", "", origin)]
    assert records[1] == Record("gml_hostility", "SUN", "CHN", start, end, 4, LEVEL, True, origin, 2, "gml:349")
    assert [(r.indicator, r.value) for r in records] == [
        ("gml_onset", 1),
        ("gml_hostility", 4),
        ("gml_action", 16),
        ("gml_fatality", 2),
        ("gml_originator", 1),
    ]
    assert reading.notes == {"deaths unknown (-9)": 1}
    assert reading.skipped == {BEFORE: 1, dyad_year.TWICE: 1}
    assert not failures
    assert (reading.origin.version, reading.origin.date) == ("years to 1969", "1969-12-31")


def test_participant_by_hand(tmp_path: Path) -> None:
    rows = [
        (2, 2, 1950, 2, -9, 1950, 2, -9, 1, 7, 1),
        (3, 365, 1991, 12, 1, 1992, 1, 31, 0, 17, 0),
        (3, 2, 1939, 1, 1, 1944, 12, 31, 0, 17, 0),
    ]
    reading, records, items, _ = read("cow_mid", write_csv(tmp_path / "p.csv", PART, rows))
    assert [(r.indicator, r.state1, str(r.start), str(r.end), r.value) for r in records] == [
        ("cow_mid_part_action", "USA", "1950-02-01", "1950-02-28", 7),
        ("cow_mid_part_side_a", "USA", "1950-02-01", "1950-02-28", 1),
        ("cow_mid_part_originator", "USA", "1950-02-01", "1950-02-28", 1),
        ("cow_mid_part_action", "SUN", "1991-12-01", "1991-12-25", 17),
        ("cow_mid_part_action", "RUS", "1991-12-26", "1992-01-31", 17),
    ]
    assert {(r.state2, r.item) for r in records} == {(None, "cow_mid:2"), (None, "cow_mid:3")}
    assert [item.id for item in items] == ["cow_mid:2", "cow_mid:3"]
    assert (reading.notes[participants.INEXACT], reading.skipped) == (1, {BEFORE: 1})


def test_dispute_by_hand(tmp_path: Path) -> None:
    rows = [(4, 1946, 5, 5, 2, 4, 1), (4, 1946, 5, 5, 2, 4, 1), (9, 1939, 5, 5, 2, 4, 1), (7, 1950, 0, 5, 2, 4, 1)]
    reading, records, items, failures = read("gml", write_csv(tmp_path / "d.csv", dispute.REQUIRED, rows))
    title = "militarised dispute 4: use of force, answered, stalemate"
    assert items == [Item("gml:4", "dispute", title, date(1946, 5, 1), "4", "", "", reading.origin.id)]
    assert reading.skipped == {BEFORE: 1, dispute.TWICE: 1}
    assert (records, [failure.row for failure in failures]) == ([], [5])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


def cell(*plain: object) -> st.SearchStrategy[object]:
    odd = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=5)
    return st.one_of(*[st.sampled_from(plain)] * 5, odd)


CODE = cell(2, 255, 260, 345, 365, 678, 679, 710, 713, 817)
MARK = cell(0, 1, -9)
ROW = st.tuples(cell(1, 2), CODE, CODE, cell(1944, 1949, 1990, 1991), MARK, *[cell(-9, 1, 4)] * 4, MARK, MARK)


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(ROW, min_size=1, max_size=10))
def test_every_row_is_accounted_for_once(folder: Path, rows: list[tuple[object, ...]]) -> None:
    reading, records, _, failures = read("gml", dyads(folder, *rows))
    with_records = {record.row for record in records}
    assert not with_records & {failure.row for failure in failures}
    assert len({record.id for record in records}) == len(records)
    read_rows = len(rows) - len(failures) - sum(reading.skipped.values())
    assert len(with_records) <= read_rows
    assert all(record.start.year >= 1945 and record.state1 != record.state2 for record in records)


# the real files


@pytest.mark.parametrize(
    ("name", "file", "rows", "before", "failed", "together"),
    [("gml", "gml_mid_ddydisps", 9284, 3530, 46, 16), ("cow_mid", "cow_mid_ddydisps", 10234, 3728, 46, 18)],
)
def test_the_two_collections(
    shared: Shared, name: str, file: str, rows: int, before: int, failed: int, together: int
) -> None:
    """Russia and China since 1946 have 16 disputes in one and 18 in the other."""
    reading, records, _, failures = read(name, shared(f"data/disputes/{file}.parquet"))
    assert (reading.skipped, len(failures)) == ({BEFORE: before}, failed)
    hostility = [record for record in records if record.indicator == f"{name}_hostility"]
    assert len(hostility) == rows - before - failed
    pair = [
        r for r in hostility if r.state1 in ("SUN", "RUS") and r.state2 == ("TWN" if r.start.year < 1950 else "CHN")
    ]
    assert len({r.item for r in pair if r.start.year >= 1946}) == together
    ussuri = {(r.start.year, r.value) for r in pair if r.item == f"{name}:349"}
    assert ussuri == ({(1968, 4), (1969, 4)} if name == "gml" else {(1969, 4)})


def test_participants_and_disputes(shared: Shared) -> None:
    reading, records, _, failures = read("gml", shared("data/disputes/gml_part.parquet"))
    assert len({record.row for record in records}) + len(failures) + sum(reading.skipped.values()) == 5217
    assert (len(failures), reading.skipped[BEFORE], reading.notes[participants.INEXACT]) == (11, 1615, 461)
    items = {name: read(name, shared(f"data/disputes/{name.split('_')[0]}_mid_disps.parquet"))[2] for name in ADAPTER}
    assert {name: len(found) for name, found in items.items()} == {"gml": 1537, "cow_mid": 1739}


ADAPTER = ("gml", "cow_mid")
