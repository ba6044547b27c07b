"""Security Council vetoes and the State Department's coincidence: failed rows, values by hand, properties, the real files."""

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
from comity.intake.records.state_department import ABSENT_FROM_ALL
from comity.intake.records.state_department import REPEATED as SAME_COUNTRY
from comity.intake.records.state_department import REQUIRED as COINCIDENCE
from comity.intake.records.vetoes import MARKS_DIFFER
from comity.intake.records.vetoes import REQUIRED as VETOES
from comity.schema import Item, Record

Shared = Callable[[str], Path]


def veto(day: str, draft: str, *members: str, marks: str = "0 0 0 0 0 0") -> list[str]:
    names = [*members, "", "", ""][:3]
    return [day, draft, "The situation in\nNamibia", *names, *marks.split()]


# vetoes


@pytest.mark.parametrize("record", ["vetoes", "state_department"])
def test_another_table_is_refused(tmp_path: Path, record: str) -> None:
    with pytest.raises(WrongFile, match=f"the header is that of no {record} layout"):
        read(record, write_csv(tmp_path / "v.csv", ("a", "b"), [(1, 2)]))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (veto("2012-07-19", "S/2012/538", "China"), "date '2012-07-19': month/day/year such as 7/19/2012 expected"),
        (veto("19/7/2012", "S/2012/538", "China"), "date '19/7/2012': month/day/year"),
        (veto("7/19/2012", "", "China"), "no symbol of the draft"),
        (veto("7/19/2012", "S/2012/538"), "no member is named"),
        (veto("7/19/2012", "S/2012/538", "China", "China"), "a member is named twice"),
        (veto("7/19/2012", "S/2012/538", "USSR"), "no state answers to 'USSR' then: "),
        (veto("7/19/2012", "S/2012/538", "Everybody"), "no state answers to 'Everybody' then: "),
    ],
)
def test_veto_that_cannot_be_used(tmp_path: Path, row: list[str], reason: str) -> None:
    _, records, items, failures = read("vetoes", write_csv(tmp_path / "v.csv", VETOES, [row]))
    assert (records, items) == ([], [])
    assert failures[0].reason.startswith(reason)


def test_joint_veto_by_hand(tmp_path: Path) -> None:
    rows = [
        veto("10/31/1977", "S/12312/Rev.1", "France", "UK", "USA", marks="0 0 0 0 1 1"),
        veto("12/13/1955", "S/3509", "China", marks="1 0 0 0 0 0"),
        veto("6/26/1946", "S/PV.49", "USSR", marks="0 0 0 1 0 0"),
        veto("6/26/1946", "S/PV.49", "USSR", marks="0 0 0 1 0 0"),
    ]
    reading, records, items, _ = read("vetoes", write_csv(tmp_path / "v.csv", VETOES, rows))
    day, origin = date(1977, 10, 31), reading.origin.id
    item = "veto:S/12312/Rev.1 1977-10-31"
    assert records[0] == Record("unsc_veto", "FRA", None, day, day, 1, "veto", True, origin, 2, item)
    assert [r.state1 for r in records] == ["FRA", "GBR", "USA", "TWN", "SUN", "SUN"]
    assert items[0] == Item(
        item,
        "draft",
        "The situation in Namibia",
        day,
        "S/12312/Rev.1",
        "SC",
        "https://research.un.org/en/docs/sc/quick/veto",
        origin,
    )
    assert [i.id for i in items[2:]] == ["veto:S/PV.49 1946-06-26", "veto:S/PV.49 1946-06-26 2"]
    assert reading.notes == {MARKS_DIFFER: 1}
    assert reading.origin.date == "1977-10-31"


def test_vetoes_1946_to_2022(shared: Shared) -> None:
    """Members' totals are those of the library's list to July 2022: United States 82, United Kingdom 29, France 16."""
    reading, records, items, failures = read("vetoes", shared("data/un/unsc_vetoes_1946_2022.csv"))
    assert (len(items), failures, reading.notes) == (214, [], {MARKS_DIFFER: 26})
    assert Counter(r.state1 for r in records) == {"SUN": 90, "RUS": 31, "USA": 82, "GBR": 29, "FRA": 16, "CHN": 17}
    days: dict[str, list[date]] = {}
    for record in records:
        days.setdefault(record.state1, []).append(record.start)
    assert max(days["SUN"]) == date(1984, 2, 29)
    assert min(days["RUS"]) == date(1993, 5, 11)
    assert min(days["CHN"]) == date(1972, 8, 25)
    joint = Counter(r.item for r in records if r.state1 in ("CHN", "RUS"))
    assert sum(n == 2 for n in joint.values()) == 14


# the State Department


def coincidence(row: str) -> list[str]:
    return row.split(",")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("then,Peru,1,2,,0,0.33,0,PER,", "YEAR 'then' is no year from 2000"),
        ("2019,Peru,1,2,,0,often,0,PER,", "COINCIDENCE 'often' is no number"),
        ("2019,Peru,1,2,,0,33,0,PER,", "COINCIDENCE '33' is out of range"),
        ("2019,Peru,-1,2,,0,0.3,0,PER,", "SAME '-1' is out of range"),
        ("2019,Peru,1,2,,0,,0,PER,", "COINCIDENCE is blank"),
        ("2019,Nowhere,1,2,,0,0.3,0,,", "no state answers to 'Nowhere' then: "),
        ("2019,United States,1,2,,0,0.3,0,USA,", "the United States with itself"),
    ],
)
def test_coincidence_that_cannot_be_used(tmp_path: Path, row: str, reason: str) -> None:
    _, records, _, failures = read("state_department", write_csv(tmp_path / "s.csv", COINCIDENCE, [coincidence(row)]))
    assert not records
    assert failures[0].reason.startswith(reason)


def test_coincidence_by_hand(tmp_path: Path) -> None:
    rows = [
        "2013,Congo,3,12.0,3.0,0,0.2,,,",
        "2018,Greece,41,46.0,,0,0.48,23.0,GRO,",
        "2018,Greece,41,46.0,,0,0.48,23.0,GRC,",
        "2022,Venezuela,0,,,89,0.5,0.0,VEN,0.0",
        "2017,Sao Tome and Principe,0,0.0,,21,No Votes,0.0,,",
    ]
    reading, records, _, failures = read(
        "state_department", write_csv(tmp_path / "s.csv", COINCIDENCE, map(coincidence, rows))
    )
    start, end, origin = date(2013, 1, 1), date(2013, 12, 31), reading.origin.id
    assert not failures
    assert records[0] == Record(
        "us_coincidence_selected", "COG", "USA", start, end, 0.2, "share of votes (0 to 1)", False, origin, 2
    )
    assert [(r.indicator, r.state1, r.value) for r in records[5:15]] == [
        ("us_coincidence", "GRC", 0.48),
        ("us_votes_same", "GRC", 41),
        ("us_votes_opposite", "GRC", 46),
        ("us_votes_partial", "GRC", 23),
        ("us_votes_absent", "GRC", 0),
        ("us_coincidence_with_absent", "USA", None),
        ("us_votes_same", "USA", 0),
        ("us_votes_opposite", "USA", 0),
        ("us_votes_partial", "USA", 0),
        ("us_votes_absent", "USA", 89),
    ]
    assert (records[10].state2, records[15].state1, records[15].value) == ("VEN", "STP", None)
    assert reading.skipped == {SAME_COUNTRY: 1}
    assert reading.notes == {ABSENT_FROM_ALL: 2}


def pair_counts(records: list[Record]) -> dict[tuple[str, int], dict[str, float | None]]:
    """What the file says of each country and year with the United States."""
    told: dict[tuple[str, int], dict[str, float | None]] = {}
    for record in records:
        other = record.state2 if record.state1 == "USA" else record.state1
        told.setdefault((str(other), record.start.year), {})[record.indicator] = record.value
    return told


def test_coincidence_2013_to_2023(shared: Shared) -> None:
    """The printed share is (same + partial / 2) / (all three) in 2018 and 2020; in 2022 and 2023 absence counts half too."""
    reading, records, _, failures = read(
        "state_department", shared("data/un/us_state_dept_voting_coincidence_2013_2023.csv")
    )
    assert (len(records), failures, reading.skipped) == (10_560, [], {})
    assert reading.notes == {ABSENT_FROM_ALL: 6}
    for (_, year), told in pair_counts(records).items():
        if year in (2018, 2020, 2022, 2023):
            same, opposite, partial, absent = (
                told[f"us_votes_{word}"] or 0 for word in ("same", "opposite", "partial", "absent")
            )
            half = partial + absent if year > 2020 else partial
            printed = told["us_coincidence_with_absent" if year > 2020 else "us_coincidence"]
            if printed is not None:
                assert abs((same + half / 2) / (same + opposite + half) - printed) < 0.0051


def test_the_counts_are_those_of_the_votes(shared: Shared) -> None:
    """Graded agreement from the roll calls (facts/) is that of the department's own counts in 2020, 2022 and 2023."""
    _, records, _, _ = read("state_department", shared("data/un/us_state_dept_voting_coincidence_2013_2023.csv"))
    counts = pair_counts(records)
    checked = 0
    with shared("data/facts/pair_year_facts_1971_2025.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            first, other = row["pair"].split("-")
            year = int(row["year"])
            if first == "USA" and year in (2020, 2022, 2023):
                told = counts[other, year]
                same, opposite, partial = (told[f"us_votes_{word}"] or 0 for word in ("same", "opposite", "partial"))
                assert same + opposite + partial == float(row["n_votes"])
                assert 100 * (same + partial / 2) / (same + opposite + partial) == pytest.approx(
                    float(row["graded_pct"]), abs=0.051
                )
                checked += 1
    assert checked >= 12


# properties

TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=6)


def cell(*plain: str) -> st.SearchStrategy[str]:
    return st.one_of(*[st.sampled_from(plain)] * 4, TEXT)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


NUMBER = cell("0", "3.0", "")


@settings(max_examples=100, deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            cell("2013", "2021"),
            cell("Peru", "Congo"),
            *[NUMBER] * 4,
            cell("0.5", "No Votes"),
            NUMBER,
            cell("", "PER"),
            NUMBER,
        ),
        min_size=1,
        max_size=8,
    )
)
def test_every_country_is_accounted_for_once(folder: Path, rows: list[tuple[str, ...]]) -> None:
    reading, records, _, failures = read("state_department", write_csv(folder / "s.csv", COINCIDENCE, rows))
    assert len({r.row for r in records}) + len(failures) + sum(reading.skipped.values()) == len(rows)
    assert len({record.id for record in records}) == len(records)


@settings(max_examples=100, deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            cell("1/2/1970", "1/2/1995"),
            cell("S/1"),
            cell("x"),
            *[cell("China", "USSR", "Russia", "")] * 3,
            *[cell("0", "1")] * 6,
        ),
        min_size=1,
        max_size=8,
    )
)
def test_every_draft_is_accounted_for_once(folder: Path, rows: list[tuple[str, ...]]) -> None:
    _, records, items, failures = read("vetoes", write_csv(folder / "v.csv", VETOES, rows))
    assert len(items) + len(failures) == len(rows)
    assert len({record.id for record in records}) == len(records)
    assert {record.item for record in records} == {item.id for item in items}
