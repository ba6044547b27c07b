"""ICEWS rows, counts and graph: failed rows, values by hand, properties, and the real files."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_tables import read, write_csv

from comity.errors import UnknownActor, WrongFile
from comity.intake.records.cameo import NAMES, ROOTS, read_names, root_of
from comity.intake.records.icews.countries import INSIDE, NO_STATES, TERRITORY, country, place_of
from comity.intake.records.icews.counts import REPEATED as SAME_YEAR
from comity.intake.records.icews.counts import REQUIRED as COUNTS
from comity.intake.records.icews.events import REPEATED, UNIT
from comity.intake.records.icews.events import REQUIRED as EVENTS
from comity.intake.records.icews.graph import REPEATED as SAME_EVENT
from comity.intake.records.icews.graph import REQUIRED as GRAPH
from comity.intake.records.icews.graph import UNNAMED
from comity.intake.rows import Dialect, open_sheet
from comity.schema import Item, Record

Shared = Callable[[str], Path]


def event(
    *,
    number: str = "1",
    day: str = "2018-06-01",
    pair: str = "China|Russian Federation",
    code: str = "046",
    value: str = "7",
) -> list[str]:
    one, two = pair.split("|")
    return [number, day, "Wang Yi", one, "Engage in negotiation", code, value, "Sergey Lavrov", two, "Reuters News"]


def events(folder: Path, *rows: list[str]) -> Path:
    return write_csv(folder / "icews.tab", EVENTS, rows, "\t")


# event rows


def test_a_table_without_intensity_is_refused(tmp_path: Path) -> None:
    columns = [name for name in EVENTS if name != "Intensity"]
    with pytest.raises(WrongFile, match=r"nearest is icews_events .* missing columns: Intensity"):
        read("icews", write_csv(tmp_path / "i.tab", columns, [["1"] * 9], "\t"))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (event(number="x"), "Event ID 'x' is no number"),
        (event(day="1.6.2018"), "Event Date '1.6.2018': a day such as 2018-06-01 expected"),
        (event(code="21"), "CAMEO Code '21': 2 to 4 digits from 01 to 20 expected"),
        (event(code="4"), "CAMEO Code '4': 2 to 4 digits"),
        (event(value="NA"), "Intensity 'NA': a number from -10 to 10 expected"),
        (event(value="99"), "Intensity '99': a number from -10 to 10"),
        (event(pair="Nowhere|China"), "no state answers to 'Nowhere' then: "),
        (event(pair="China|Korea"), "no state answers to 'Korea' then: "),
    ],
)
def test_event_that_cannot_be_used(tmp_path: Path, row: list[str], reason: str) -> None:
    _, records, items, failures = read("icews", events(tmp_path, row))
    assert (records, items) == ([], [])
    assert failures[0].reason.startswith(reason)


def test_event_by_hand(tmp_path: Path) -> None:
    reading, records, items, _ = read("icews", events(tmp_path, event()))
    day, origin = date(2018, 6, 1), reading.origin.id
    assert records == [Record("icews_consult", "CHN", "RUS", day, day, 7, UNIT, True, origin, 2, "icews:1")]
    title = "Engage in negotiation: Wang Yi to Sergey Lavrov"
    assert items == [Item("icews:1", "event", title, day, "046", "Reuters News", "", origin)]
    assert (reading.layout, reading.origin.date) == ("icews_events", "2018-06-01")


def test_rows_without_two_states_are_counted(tmp_path: Path) -> None:
    pairs = ["NA|China", "China|", "China|China", "Hong Kong|China", "Burma|Myanmar"]
    reading, records, _, failures = read("icews", events(tmp_path, *(event(pair=p) for p in pairs), event(), event()))
    assert (len(records), failures) == (1, [])
    assert reading.skipped == {NO_STATES: 2, INSIDE: 2, TERRITORY: 1, REPEATED: 1}


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Congo", "COG"),
        ("Democratic Republic of Congo", "COD"),
        ("Moldova, Republic of", "MDA"),
        ("the former Yugoslav Republic of Macedonia", "MKD"),
        ("Occupied Palestinian Territory", "PSE"),
        ("Taiwan", "TWN"),
        ("North Korea", "PRK"),
        ("Swaziland", "SWZ"),
    ],
)
def test_countries_as_printed(name: str, state: str) -> None:
    assert country(name, date(2018, 6, 1)) == state


def test_a_capital_and_a_president_are_no_country() -> None:
    for name in ("Washington", "Barack Obama", "Chinese", "Kremlin"):
        with pytest.raises(UnknownActor):
            country(name, date(2010, 6, 1))


def test_a_name_that_two_states_shared_is_none() -> None:
    with pytest.raises(UnknownActor):
        country("Yemen", date(1982, 6, 1))


# counts


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("RUS", "CHN", "soon", 1, 1, 1, 1), "year 'soon' is no year from 1945 on"),
        (("RUS", "CHN", 2010, 1, 1, -1, 1), "verbConf '-1' is no count"),
        (("RUS", "CHN", 2010, "", "", "", ""), "no count in the row"),
        (("RUS", "RUS", 2010, 1, 1, 1, 1), "both codes stand for RUS"),
        (("QQQ", "RUS", 2010, 1, 1, 1, 1), "no state answers to 'QQQ' then: "),
    ],
)
def test_counts_that_cannot_be_used(tmp_path: Path, row: tuple[object, ...], reason: str) -> None:
    _, records, _, failures = read("icews", write_csv(tmp_path / "c.csv", COUNTS, [row]))
    assert not records
    assert failures[0].reason.startswith(reason)


def test_counts_by_hand(tmp_path: Path) -> None:
    rows = [("RUS", "CHN", 2010, 5, 0, "", 2), ("RUS", "CHN", 2010, 9, 9, 9, 9)]
    reading, records, _, _ = read("icews", write_csv(tmp_path / "c.csv", COUNTS, rows))
    start, end, origin = date(2010, 1, 1), date(2010, 12, 31), reading.origin.id
    assert records[0] == Record("icews_verbal_cooperation", "RUS", "CHN", start, end, 5, "events", True, origin, 2)
    assert [(r.indicator, r.value) for r in records[1:]] == [
        ("icews_material_cooperation", 0),
        ("icews_material_conflict", 2),
    ]
    assert reading.skipped == {SAME_YEAR: 1}


# the graph

CODES = [
    ("04", "CONSULT", 1),
    ("040", "Consult", 1),
    ("13", "THREATEN", -6),
    ("130", "Threaten", -4.4),
    ("x", "Bad", 1),
]


def graph(folder: Path, *rows: tuple[str, ...]) -> list[Path]:
    names = write_csv(folder / "codes.csv", NAMES.required, CODES)
    return [write_csv(folder / "graph.csv", GRAPH, rows), names]


def test_graph_by_hand(tmp_path: Path) -> None:
    paths = graph(
        tmp_path,
        ("China", "Threaten", "Police (Australia)", "2014-03-01"),
        ("China", "Threaten", "Police (Australia)", "2014-03-01"),
        ("Barack Obama", "Consult", "China", "2014-03-01"),
        ("China", "Consult", "Citizen (China)", "2014-03-01"),
        ("China", "Consult", "Police (Hong Kong)", "2014-03-01"),
        ("China", "Bad", "Japan", "2014-03-01"),
        ("China", "Consult", "Japan", "2014"),
    )
    reading, records, items, failures = read("icews", *paths)
    day = date(2014, 3, 1)
    assert [(r.indicator, r.state1, r.state2, r.start, r.value, r.row) for r in records] == [
        ("icews_sample_threaten", "CHN", "AUS", day, -4.4, 2)
    ]
    assert [(i.id, i.title, i.symbol) for i in items] == [
        (records[0].item, "Threaten: China to Police (Australia)", "130")
    ]
    assert reading.skipped == {SAME_EVENT: 1, UNNAMED: 1, INSIDE: 1, TERRITORY: 1}
    assert [f.reason for f in failures] == ["'Bad' is no name of a CAMEO code", "date '2014' is no day"]


def test_the_graph_finds_its_table_of_codes_beside_it(tmp_path: Path) -> None:
    path, names = graph(tmp_path, ("China", "Consult", "Japan", "2014-03-01"))
    assert len(read("icews", path)[1]) == 1
    names.unlink()
    with pytest.raises(WrongFile, match="needs a table of CAMEO codes"):
        read("icews", path)


def test_the_last_brackets_hold_the_country() -> None:
    assert place_of("Member of Legislative (Govt) (Syria)") == "Syria"
    assert place_of(")") == ")"


# properties

TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=6)


def cell(*plain: str) -> st.SearchStrategy[str]:
    return st.one_of(*[st.sampled_from(plain)] * 4, TEXT)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


NAME = cell("China", "Hong Kong", "Japan", "NA", "")


@settings(max_examples=100, deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            cell("1", "2"),
            cell("2018-06-01"),
            TEXT,
            NAME,
            TEXT,
            cell("046", "190"),
            cell("1.5", "-10"),
            TEXT,
            NAME,
            TEXT,
        ),
        min_size=1,
        max_size=8,
    )
)
def test_every_event_is_accounted_for_once(folder: Path, rows: list[tuple[str, ...]]) -> None:
    reading, records, items, failures = read("icews", write_csv(folder / "e.csv", EVENTS, rows))
    assert len(records) + len(failures) + sum(reading.skipped.values()) == len(rows)
    assert [record.item for record in records] == [item.id for item in items]


@settings(max_examples=100, deadline=None)
@given(text=TEXT)
def test_a_place_is_part_of_the_name(text: str) -> None:
    assert place_of(text) in text
    assert place_of(f"Police ({text})") in f"Police ({text})"


# the real files


def test_two_days_of_june_2018(shared: Shared) -> None:
    reading, records, items, failures = read("icews", shared("data/events/icews_events_2018_sample_raw.tab.gz"))
    assert (len(records), len(items), failures) == (1741, 1741, [])
    assert reading.skipped == {NO_STATES: 368, INSIDE: 1595, TERRITORY: 1}
    assert (records[0].indicator, records[0].state1, records[0].state2) == ("icews_consult", "BGD", "VNM")


def test_an_intensity_is_the_goldstein_value_of_its_code(shared: Shared) -> None:
    with shared("data/events/goldstein_mappings.csv").open(encoding="utf-8") as stream:
        table = {row["code"]: float(row["goldstein"]) for row in csv.DictReader(stream)}
    _, records, items, _ = read("icews", shared("data/events/icews_events_2018_sample_raw.tab.gz"))
    assert all(record.value == table[item.symbol] for record, item in zip(records, items, strict=True))
    assert {code for code in table if len(code) == 2} == set(ROOTS)
    assert all(root_of(code) for code in table)


@pytest.mark.parametrize("name", ["cameo_codes_raw.csv", "goldstein_mappings.csv"])
def test_tables_of_cameo_codes(shared: Shared, name: str) -> None:
    codes = read_names(open_sheet(shared(f"data/events/{name}"), None, Dialect(encoding="latin-1")))
    assert (codes["threaten"].code, codes["threaten"].goldstein) == ("130", -4.4)
    assert (codes["make a visit"].code, codes["make a visit"].goldstein) == ("042", 1.9)


def test_counts_2002_to_2014(shared: Shared) -> None:
    reading, records, _, failures = read(
        "icews", shared("data/events/icews_quad_counts_directed_dyad_year_2002_2014.parquet")
    )
    assert (len(records), failures, reading.skipped) == (1_193_504, [], {})
    told = [r.value for r in records if (r.state1, r.state2, r.start.year) == ("RUS", "CHN", 2014)]
    assert told == [2287, 32, 6, 4]


def test_the_random_fifth(shared: Shared) -> None:
    names = shared("data/events/cameo_codes_raw.csv")
    reading, records, _, failures = read("icews", shared("data/events/icews_tkg_random20pct_2005_2015.parquet"), names)
    assert failures == []
    assert len(records) + sum(reading.skipped.values()) == 110_271
    assert 22_900 < len(records) < 23_100
    assert len({record.id for record in records}) == len(records)
