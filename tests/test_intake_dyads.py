"""A table of one's own: mappings refused, failed rows, values by hand, properties, and the whole way into a ledger."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_tables import write_csv

from comity.cli import verbs
from comity.errors import LedgerError, Refused, WrongFile
from comity.intake.records import ADAPTERS, Reading
from comity.intake.records.dyads.mapping import read_mapping
from comity.intake.records.dyads.rows import BEFORE, INSIDE, REPEATED, span_of
from comity.ledger import Ledger
from comity.schema import Failure, Record

PLAIN = {
    "state1": "a",
    "state2": "b",
    "value": "v",
    "year": "yr",
    "indicator": "tourist_arrivals",
    "unit": "thousand visitors",
}


def said(**words: str) -> dict[str, str]:
    """The plain mapping with these words; one said to be "" is left out."""
    return {key: word for key, word in {**PLAIN, **words}.items() if word}


def table(folder: Path, *rows: str, header: str = "a,b,yr,v") -> Path:
    return write_csv(folder / "own.csv", header.split(","), [row.split(",") for row in rows])


def read(path: Path, **words: str) -> tuple[Reading, list[Record], list[Failure]]:
    reading = ADAPTERS["dyads"].mapped(said(**words)).read([path])
    rows = list(reading)
    records = [row for row in rows if isinstance(row, Record)]
    return reading, records, [row for row in rows if isinstance(row, Failure)]


# what is said of the columns


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ({"colour": "c"}, "unknown: colour; known are state1"),
        ({"state2": "", "unit": ""}, "not said: state2, unit"),
        ({"year": ""}, "when: one of year, month, day, or start with or without end expected, found nothing"),
        ({"day": "d"}, "found year, day"),
        ({"year": "", "end": "e"}, "found end"),
        ({"state2": "a"}, "one column is named for two things"),
        ({"indicator": "Tourist arrivals"}, "indicator 'Tourist arrivals': a name such as tourist_arrivals expected"),
        ({"indicator": "un_vote"}, "indicator 'un_vote' has a meaning of its own here"),
        ({"indicator": "atop_defense"}, "indicator 'atop_defense' has a meaning"),
        ({"codes": "fips"}, "codes 'fips': one of name, iso3"),
        ({"directed": "perhaps"}, "directed 'perhaps': yes or no expected"),
    ],
)
def test_a_mapping_that_does_not_hold_together(words: dict[str, str], what: str) -> None:
    with pytest.raises(Refused) as refused:
        read_mapping(said(**words))
    assert refused.value.what.startswith(what) or what in refused.value.what
    assert "state1=a,state2=b" in str(refused.value)


def test_without_a_mapping_nothing_is_read(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="not said: state1, state2, value, indicator, unit"):
        ADAPTERS["dyads"].read([table(tmp_path, "USA,CHN,2000,1")])


def test_other_records_take_no_mapping() -> None:
    with pytest.raises(Refused, match="the columns of this record are known"):
        ADAPTERS["atop"].mapped(PLAIN)


def test_a_table_without_the_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongFile, match="missing columns: yr"):
        read(table(tmp_path, "USA,CHN,2000,1", header="a,b,year,v"))


# rows


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("USA,CHN,soon,1", "year 'soon' is no year"),
        ("USA,CHN,2000,many", "v 'many' is no number"),
        ("USA,Nowhere,2000,1", "no state answers to 'Nowhere' then: "),
        ("USA,Korea,2000,1", "no state answers to 'Korea' then: "),
        ("USA,Russia,1980,1", "no state answers to 'Russia' then: "),
        ("USA,NATO,2000,1", "no state answers to 'NATO' then: "),
    ],
)
def test_row_that_cannot_be_used(tmp_path: Path, row: str, reason: str) -> None:
    _, records, failures = read(table(tmp_path, row))
    assert not records
    assert failures[0].reason.startswith(reason)
    assert failures[0].row == 2


def test_by_hand(tmp_path: Path) -> None:
    reading, records, failures = read(
        table(tmp_path, "USA,China,2000,1.5", "Soviet Union,USA,1991,2", "USA,CHN,2001,-9", "a,b,c"),
        missing="-9",
        producer="me",
    )
    year, origin = (date(2000, 1, 1), date(2000, 12, 31)), reading.origin.id
    unit = "thousand visitors"
    assert records[0] == Record("tourist_arrivals", "CHN", "USA", *year, 1.5, unit, False, origin, 2)
    assert [(r.state1, r.state2, r.value) for r in records[1:]] == [("SUN", "USA", 2), ("CHN", "USA", None)]
    assert [f.reason for f in failures] == ["4 columns expected, 3 found"]
    assert (reading.origin.id[:27], reading.origin.producer) == ("dyads:tourist_arrivals-own-", "me")
    assert (reading.origin.title, reading.origin.date) == ("Own table of tourist_arrivals", "2001-12-31")


def test_cow_codes_mean_the_state_of_the_year(tmp_path: Path) -> None:
    rows = ("2,365,1991,1", "2,365,1992,1", "2,710,1960,1", "2,260,1980,1", "2,255,1991,1", "2,816,1990,1")
    _, records, _ = read(table(tmp_path, *rows), codes="cow", directed="yes")
    assert [r.state2 for r in records] == ["SUN", "RUS", "CHN", "DEU", "DEU", "VNM"]
    assert {r.directed for r in records} == {True}


def test_undirected_pairs_are_one_and_contradictions_fail(tmp_path: Path) -> None:
    rows = ("USA,CHN,2000,1", "CHN,USA,2000,1", "CHN,USA,2000,2", "USA,USA,2000,1", "USA,CHN,1930,1")
    reading, records, failures = read(table(tmp_path, *rows))
    assert len(records) == 1
    assert reading.skipped == {REPEATED: 1, INSIDE: 1, BEFORE: 1}
    assert [f.reason for f in failures] == ["row 2 states another value of this pair and time"]
    assert len(read(table(tmp_path, *rows), directed="yes")[1]) == 2


@pytest.mark.parametrize(
    ("parts", "values", "span"),
    [
        (("month",), ("2020-02",), (date(2020, 2, 1), date(2020, 2, 29))),
        (("day",), ("2020-02-29",), (date(2020, 2, 29), date(2020, 2, 29))),
        (("start",), ("2020-02-29",), (date(2020, 2, 29), None)),
        (("start", "end"), ("2020-02-29", ""), (date(2020, 2, 29), None)),
        (("start", "end"), ("1940-02-29", "1950-01-01"), (date(1940, 2, 29), date(1950, 1, 1))),
        (("start", "end"), ("1940-02-29", "1941-01-01"), BEFORE),
        (("start", "end"), ("2020-02-29", "2019-01-01"), "ends 2019-01-01 before it starts 2020-02-29"),
        (("start", "end"), ("2020-02-29", "?"), "'2020-02-29 to ?': days such as 2018-02-28 expected"),
        (("month",), ("Feb 2020",), "'Feb 2020': a month such as 2018-02 expected"),
        (("day",), ("2019-02-29",), "'2019-02-29': days such as 2018-02-28 expected"),
    ],
)
def test_days(parts: tuple[str, ...], values: tuple[str, ...], span: object) -> None:
    assert span_of(parts, values) == span


TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=6)


def cell(*plain: str) -> st.SearchStrategy[str]:
    return st.one_of(*[st.sampled_from(plain)] * 4, TEXT)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


STATE = cell("USA", "China", "RUS", "Germany")


@settings(max_examples=100, deadline=None)
@given(rows=st.lists(st.tuples(STATE, STATE, cell("1990", "2000"), cell("1", "2.5", "NA")), min_size=1, max_size=8))
def test_every_row_is_accounted_for_once(folder: Path, rows: list[tuple[str, ...]]) -> None:
    reading, records, failures = read(write_csv(folder / "o.csv", ("a", "b", "yr", "v"), rows))
    assert len(records) + len(failures) + sum(reading.skipped.values()) == len(rows)
    assert len({record.id for record in records}) == len(records)


# into a ledger


def test_another_mapping_of_an_indicator_replaces_the_first(tmp_path: Path) -> None:
    path, store = table(tmp_path, "USA,CHN,2000,1"), Ledger(tmp_path / "ledger")
    store.add(path, "dyads", columns=PLAIN)
    store.add(path, "dyads", columns=said(unit="visitors"))
    store.build()
    assert list(store.query("SELECT unit FROM records").columns["unit"]) == ["visitors"]


def test_a_damaged_part_is_asked_for_with_its_columns(tmp_path: Path) -> None:
    path, store = table(tmp_path, "USA,CHN,2000,1"), Ledger(tmp_path / "ledger")
    store.add(path, "dyads", columns=PLAIN)
    for part in (tmp_path / "ledger").rglob("*.parquet"):
        part.write_bytes(b"lost")
    with pytest.raises(LedgerError, match=r'--record dyads own\.csv --columns "indicator=tourist_arrivals,state1=a,'):
        store.build()


def test_one_file_under_two_indicators_is_two_data_sets(tmp_path: Path) -> None:
    path, store = table(tmp_path, "USA,CHN,2000,1"), Ledger(tmp_path / "ledger")
    first = store.add(path, "dyads", columns=PLAIN)
    assert (first.n_records, store.add(path, "dyads", columns=dict(reversed(PLAIN.items()))).already_held) == (1, True)
    assert not store.add(path, "dyads", columns=said(indicator="gifts")).already_held
    store.build()
    assert store.holds("tourist_arrivals")
    assert store.holds("gifts")


def test_on_the_command_line(tmp_path: Path) -> None:
    path = table(tmp_path, "USA,CHN,2000,1")
    columns = "state1=a,state2=b,year=yr,value=v,indicator=gifts"
    ledger = ["--ledger", str(tmp_path / "ledger")]
    asked = ["add", "--record", "dyads", str(path), "--columns", columns, *ledger]
    assert "not said: unit" in str(CliRunner().invoke(verbs, asked).exception)
    done = CliRunner().invoke(verbs, [*asked, "--columns", "unit=number"])
    assert "1 records on 0 items added" in done.output
    assert isinstance(CliRunner().invoke(verbs, ["add", str(path), "--columns", columns, *ledger]).exception, Refused)
