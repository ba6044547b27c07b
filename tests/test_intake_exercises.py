"""Military exercises in two layouts: refusals, days and pairs by hand, properties, and the real files."""

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
from comity.intake.records.exercises.mme import ALONE, INEXACT, REPEATED
from comity.intake.records.exercises.mme import REQUIRED as MME
from comity.intake.records.exercises.russian import BLANK
from comity.intake.records.exercises.russian import REQUIRED as RUSSIAN
from comity.schema import Record

Shared = Callable[[str], Path]
day = date.fromisoformat


def exercise(*states: str, start: str = "1984-6-20", end: str = "1984-6-21", number: str = "mme7") -> list[str]:
    named = [*states, "", "", ""][:3]
    return [number, "Readex", "-9", *start.split("-"), *end.split("-"), *named]


def exercises(folder: Path, *rows: list[str]) -> Path:
    return write_csv(folder / "mme.csv", [*MME, "StateC"], rows)


def russian(folder: Path, *rows: tuple[str, ...]) -> Path:
    header = ("id", "name", "yr", "part1", "part2", "comments", "source")
    return write_csv(folder / "russian.csv", header, rows)


# refusals


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [name for name in MME if name != "s.day"], [["1"] * (len(MME) - 1)])
    with pytest.raises(WrongFile, match=r"nearest is mme .* missing columns: s\.day"):
        ADAPTERS["exercises"].read([path])
    path = write_csv(tmp_path / "b.csv", RUSSIAN[1:], [["1"] * (len(RUSSIAN) - 1)])
    with pytest.raises(WrongFile, match=r"nearest is russian_forces .* missing columns: id"):
        ADAPTERS["exercises"].read([path])


@pytest.mark.parametrize(
    "row",
    [
        exercise("Peru", "Chile", number=""),
        exercise("Peru", "Chile", start="1984-13-1"),
        exercise("Peru", "Chile", start="1984-6-22"),
        exercise("Peru", "Chile", end="-6-xx"),
    ],
)
def test_an_exercise_without_number_or_days_fails(tmp_path: Path, row: list[str]) -> None:
    _, records, items, failures = read("exercises", exercises(tmp_path, row))
    assert (records, items) == ([], [])
    assert failures[0].reason.startswith("an exercise needs a number, a beginning and an end after it: ")
    assert failures[0].row == 2


@pytest.mark.parametrize("name", ["NATO", "Baltic States", "Bermuda", "South Sudan"])
def test_a_participant_nobody_answers_to_fails_alone(tmp_path: Path, name: str) -> None:
    _, records, _, failures = read("exercises", exercises(tmp_path, exercise("Peru", name, "Chile")))
    assert [(r.state1, r.state2) for r in records] == [("CHL", "PER")]
    assert failures[0].reason.startswith(f"no state answers to {name!r} then: ")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("x", "A", "2018", "India", "", "", ""), "id 'x' and yr '2018': a number and a year expected"),
        (("1", "A", "18", "India", "", "", ""), "id '1' and yr '18': a number and a year expected"),
        (("1", "A", "2018", "India", "", "Some did not participate", ""), "the coder says that not all listed took"),
        (("1", "A", "2018", "", "", "", ""), "no participant beside Russia"),
        (("1", "A", "2018", "Atlantis", "", "", ""), "no state answers to 'Atlantis' then: "),
    ],
)
def test_russian_row_that_cannot_be_used(tmp_path: Path, row: tuple[str, ...], reason: str) -> None:
    _, records, _, failures = read("exercises", russian(tmp_path, row))
    assert not records
    assert failures[0].reason.startswith(reason)


# by hand


def test_pairs_by_hand(tmp_path: Path) -> None:
    row = exercise("United States", "Egypt", "-9", start="1980-1-xx", end="1980-2-xx")
    reading, records, items, failures = read("exercises", exercises(tmp_path, row))
    span = day("1980-01-01"), day("1980-02-29")
    origin = reading.origin.id
    assert records == [Record("joint_exercise", "EGY", "USA", *span, 1.0, "exercise", False, origin, 2, "mme:7")]
    assert (items[0].id, items[0].title, items[0].symbol, items[0].date) == ("mme:7", "Readex", "mme7", span[0])
    assert reading.notes[INEXACT] == 1
    assert not failures
    assert (reading.origin.version, reading.origin.date) == ("years to 1980", "1980-12-31")


@pytest.mark.parametrize(
    ("name", "start", "id"),
    [
        ("Russia", "1991-12-25", "SUN"),
        ("Russia", "1991-12-26", "RUS"),
        ("German Democratic Republic", "1989-5-1", "DDR"),
        ("Federal Republic of Germany", "1989-5-1", "DEU"),
        ("Germany", "1995-5-1", "DEU"),
        ("Yugoslavia", "2001-5-1", "SCG"),
        ("Serbia", "2000-5-1", "SCG"),
        ("Serbia", "2007-5-1", "SRB"),
        ("China", "1999-5-1", "CHN"),
        ("Taiwan", "1999-5-1", "TWN"),
        ("Congo - Kinshasa", "1999-5-1", "COD"),
        ("Congo - Brazzaville", "1999-5-1", "COG"),
        ("Côte d’Ivoire", "1999-5-1", "CIV"),
        ("St. Kitts & Nevis", "1999-5-1", "KNA"),
        ("Myanmar (Burma)", "1999-5-1", "MMR"),
        ("South Korea", "1999-5-1", "KOR"),
    ],
)
def test_whom_a_name_means_and_when(tmp_path: Path, name: str, start: str, id: str) -> None:
    _, records, _, failures = read("exercises", exercises(tmp_path, exercise("Peru", name, start=start, end=start)))
    assert [{r.state1, r.state2} for r in records] == [{"PER", id}]
    assert not failures


def test_a_number_used_twice_and_an_exercise_told_twice(tmp_path: Path) -> None:
    rows = [exercise("Peru", "Chile"), exercise("Peru", "Cuba"), exercise("Peru", "Chile"), exercise("Peru")]
    reading, _, items, _ = read("exercises", exercises(tmp_path, *rows))
    assert [item.id for item in items] == ["mme:7", "mme:7-2"]
    assert (reading.skipped[REPEATED], reading.skipped[ALONE]) == (1, 1)


def test_latin_1_is_read_too(tmp_path: Path) -> None:
    path = exercises(tmp_path, exercise("Peru", "Côte d'Ivoire"))
    path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1"))
    _, records, _, _ = read("exercises", path)
    assert [(r.state1, r.state2) for r in records] == [("CIV", "PER")]


def test_russian_exercise_by_hand(tmp_path: Path) -> None:
    rows = [("3", "Братство", "2016", "Belarus", "Serbia ", "", "https://mil.ru/3"), ("",) * 7]
    reading, records, items, _ = read("exercises", russian(tmp_path, *rows))
    assert [(r.state1, r.state2) for r in records] == [("BLR", "RUS"), ("BLR", "SRB"), ("RUS", "SRB")]
    assert {(str(r.start), str(r.end), r.item) for r in records} == {("2016-01-01", "2016-12-31", "russian_exercise:3")}
    assert (items[0].title, items[0].address) == ("Братство", "https://mil.ru/3")
    assert reading.skipped == {BLANK: 1}


# properties

NAME = st.sampled_from(["Peru", "Russia", "Atlantis", "-9", "", "United States"])
DAY = st.sampled_from(["1984-6-20", "1991-xx-xx", "1990-2-31", "-9-1-1"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


@settings(max_examples=100, deadline=None)
@given(
    rows=st.lists(
        st.builds(exercise, NAME, NAME, NAME, start=DAY, end=DAY, number=st.sampled_from(["mme1", "mme2", ""])),
        min_size=1,
        max_size=6,
    )
)
def test_every_exercise_is_accounted_for(folder: Path, rows: list[list[str]]) -> None:
    reading, records, items, failures = read("exercises", exercises(folder, *rows))
    lines = {r.row for r in records} | {failure.row for failure in failures}
    assert len(lines) + sum(reading.skipped.values()) == len(rows)
    assert {r.item for r in records} == {item.id for item in items}
    assert len({r.id for r in records}) == len(records)
    assert all(r.state2 and r.state1 < r.state2 for r in records)


# the real files


def test_the_real_multinational_exercises(shared: Shared) -> None:
    reading, records, items, failures = read("exercises", shared("data/exercises/mme_v7_1980_2010_raw.csv.gz"))
    assert (len(records), len(items), len(failures), reading.skipped[ALONE]) == (42113, 3567, 15, 134)
    assert len({r.id for r in records}) == len(records)
    pairs = Counter((r.state1, r.state2) for r in records)
    assert (pairs["GBR", "USA"], pairs["DDR", "SUN"], pairs["CHN", "RUS"]) == (437, 42, 10)
    peace_mission = [(str(r.start), str(r.end), r.row) for r in records if r.item == "mme:2726"]
    assert peace_mission == [("2005-08-18", "2005-08-25", 2838)]


def test_the_real_list_of_the_russian_forces(shared: Shared) -> None:
    reading, records, items, failures = read("exercises", shared("data/exercises/russia_exercises_2009_2018_raw.csv"))
    assert (len(records), len(items), reading.skipped) == (823, 98, {BLANK: 893})
    assert [(failure.row, failure.reason[:47]) for failure in failures] == [
        (56, "the coder says that not all listed took part: A")
    ]
    with_china = Counter(r.start.year for r in records if (r.state1, r.state2) == ("CHN", "RUS"))
    assert with_china == {2009: 4, 2010: 2, 2012: 1, 2013: 1, 2014: 2, 2015: 2}
