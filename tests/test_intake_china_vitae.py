"""Engagements of China's leaders: failed rows, lines by hand, a property, and the real file."""

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
from comity.intake.records.china_vitae import REPEATED, REQUIRED
from comity.intake.records.china_vitae.lines import says, spoken_of
from comity.schema import Record

Shared = Callable[[str], Path]
MET = "Xi Jinping was in Beijing Municipality and met with the following: {}"
WENT = "Xi Jinping travelled to {} and met with the following: {}"


def line(country: str, text: str, day: str = "2014-05-20", leader: str = "Xi Jinping") -> tuple[str, ...]:
    return (day, country, leader, text)


def lines(folder: Path, *rows: tuple[str, ...]) -> Path:
    return write_csv(folder / "a.csv", REQUIRED, rows)


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongFile, match="missing columns: text"):
        ADAPTERS["china_vitae"].read([write_csv(tmp_path / "a.csv", REQUIRED[:3], [("a", "b", "c")])])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (line("Peru", "Xi went to Peru", "20.5.2014"), "date '20.5.2014': a day such as 2003-01-09 expected"),
        (line("Atlantis", "Xi went to Atlantis"), "no state answers to 'Atlantis' then: "),
        (line("Wales", MET.format("Mike Baird (New South Wales Premier)")), "no state answers to 'Wales' then: "),
        (line("China", "China and Peru"), "the line names 'China' by no whole word"),
        (
            line("Mali", MET.format("Nouri al-Maliki (Prime Minister of Iraq)")),
            "the line names 'Mali' by no whole word",
        ),
        (line("Mali", MET.format("Tuilaepa Sailele Malielegaoi (of Samoa)")), "the line names 'Mali' by no whole word"),
        (
            line("Spain", WENT.format("Trinidad and Tobago, Port of Spain", "X ()")),
            "the line names 'Spain' by no whole",
        ),
        (
            line("Dominica", MET.format("X (Dominican Republic President)")),
            "the line names 'Dominica' by no whole word",
        ),
        (
            line("South Korea", MET.format("X (Democratic People's Republic of Korea)")),
            "the line names 'South Korea' by",
        ),
        (line("South Sudan", "Xi wrote to South Sudan", "2010-01-01"), "no state answers to 'South Sudan' then: "),
    ],
)
def test_row_that_cannot_be_used(tmp_path: Path, row: tuple[str, ...], reason: str) -> None:
    _, records, items, failures = read("china_vitae", lines(tmp_path, row))
    assert (records, items) == ([], [])
    assert failures[0].reason.startswith(reason)
    assert failures[0].row == 2


@pytest.mark.parametrize(
    ("id", "text", "indicators"),
    [
        (
            "RUS",
            WENT.format("Russia, Sochi", "Vladimir Putin (President of Russia)"),
            ("leader_visit", "leader_meeting"),
        ),
        ("RUS", "Xi Jinping travelled to Russia, Moscow", ("leader_visit",)),
        ("RUS", WENT.format("Tajikistan, Dushanbe", "Vladimir Putin (Russian President)"), ("leader_meeting",)),
        ("KOR", WENT.format("", "Yoon Young-kwan (South Korean Foreign Minister)"), ("leader_meeting",)),
        ("USA", "Wen travelled to USA, New York Others Attending: Yang Jiechi", ("leader_visit",)),
        ("GEO", WENT.format("USA, Georgia", "X (President of Georgia)"), ("leader_meeting",)),
        ("FRA", MET.format("X (French President)"), ("leader_meeting",)),
        ("IRN", "Wang Yi meets with Iran's FM", ("leader_meeting",)),
        ("USA", "Xi talks with U.S. President over phone", ("leader_mention",)),
        ("TUR", "Xi congratulates Turkey's Erdogan on election", ("leader_mention",)),
        ("LVA", "Hu accepted credentials presented by new ambassadors from Laos and Latvia", ("leader_mention",)),
        ("IND", "Xi travelled to USA, California, Indian Wells", ("leader_mention",)),
    ],
)
def test_what_a_line_says(id: str, text: str, indicators: tuple[str, ...]) -> None:
    assert says(id, text) == indicators


@pytest.mark.parametrize(
    ("id", "text", "named"),
    [
        ("NER", "the Prime Minister of Niger", True),
        ("NER", "the President of Nigeria", False),
        ("GIN", "Equatorial Guinea and Papua New Guinea and Guinea-Bissau", False),
        ("OMN", "Romania", False),
        ("COG", "the Democratic Republic of the Congo", False),
        ("COD", "the Democratic Republic of the Congo", True),
        ("USA", "China-U.S. ties", True),
        ("SCG", "Serbia-Montenegro Foreign Minister", True),
        ("GBR", "England", True),
    ],
)
def test_a_whole_word_names_a_state(id: str, text: str, named: bool) -> None:
    assert spoken_of(id, text) is named


def test_records_by_hand(tmp_path: Path) -> None:
    text = WENT.format("Russia, Sochi", "Vladimir Putin (President of Russia)")
    rows = [line("Russia", text), line("Russia", text, leader="Wang Yi"), line("Russia", text, "2014-05-21")]
    reading, records, items, failures = read("china_vitae", lines(tmp_path, *rows))
    day, origin = date(2014, 5, 20), reading.origin.id
    assert records[:2] == [
        Record("leader_visit", "CHN", "RUS", day, day, 1.0, "day of a visit", True, origin, 2, items[0].id),
        Record("leader_meeting", "CHN", "RUS", day, day, 1.0, "meeting", False, origin, 2, items[0].id),
    ]
    assert len(records) == 4
    assert [(item.title, item.body, item.date) for item in items] == [
        (text, "Xi Jinping", day),
        (text, "Xi Jinping", date(2014, 5, 21)),
    ]
    assert (reading.skipped, failures) == ({REPEATED: 1}, [])
    assert (reading.origin.version, reading.origin.date) == ("to 2014-05-21", "2014-05-21")


def test_states_of_the_day(tmp_path: Path) -> None:
    rows = [line("Serbia", "Hu wrote to Serbia", f"{year}-01-01") for year in (2005, 2010)]
    rows += [line(name, f"Xi wrote to {name}") for name in ("England", "Taiwan", "Antigua", "Macedonia", "Vietnam")]
    _, records, _, failures = read("china_vitae", lines(tmp_path, *rows))
    assert [r.state2 for r in records] == ["SCG", "SRB", "GBR", "TWN", "ATG", "MKD", "VNM"]
    assert not failures


TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=30)
ROW = st.tuples(
    st.sampled_from(["2014-05-20", "2014-05-21", "x"]),
    st.sampled_from(["Peru", "Mali", "Atlantis"]),
    st.just("Xi Jinping"),
    st.one_of(TEXT, st.sampled_from([MET.format("X (of Peru)"), WENT.format("Peru, Lima", "X (of Mali)")])),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


@settings(max_examples=100, deadline=None)
@given(rows=st.lists(ROW, min_size=1, max_size=6))
def test_every_row_is_accounted_for_once(folder: Path, rows: list[tuple[str, ...]]) -> None:
    reading, records, items, failures = read("china_vitae", lines(folder, *rows))
    assert len({r.row for r in records}) + len(failures) + sum(reading.skipped.values()) == len(rows)
    assert {r.item for r in records} == {item.id for item in items}


def test_the_real_file(shared: Shared) -> None:
    path = shared("data/visits/china_vitae_leader_engagements_2003_2018.parquet")
    reading, records, items, failures = read("china_vitae", path)
    assert Counter(r.indicator for r in records) == {
        "leader_meeting": 3545,
        "leader_visit": 1411,
        "leader_mention": 728,
    }
    assert (len(items), len(failures), reading.skipped) == (4419, 36, {REPEATED: 740})
    assert len({r.row for r in records}) + len(failures) + reading.skipped[REPEATED] == 5705
    assert len({r.id for r in records}) == len(records)
    in_russia = [r.start for r in records if r.indicator == "leader_visit" and r.state2 == "RUS"]
    assert len(in_russia) == 88
    assert {date(2013, 3, 22), date(2018, 9, 11), date(2014, 2, 6)} <= set(in_russia)
