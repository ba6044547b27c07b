"""Wars, armed conflicts, rivalries and arms races: failed rows, values by hand, properties, and the real files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_tables import read, write_csv

from comity.intake.records import arms_races, cow_wars, rivalries, ucdp
from comity.intake.records.pairs import BEFORE, REPEATED, spans_of_years
from comity.schema import Record

Shared = Callable[[str], Path]
TABLES = {
    "cow_wars": cow_wars.REQUIRED,
    "ucdp": ucdp.REQUIRED,
    "tss": rivalries.TSS,
    "td": rivalries.TD,
    "arms_races": arms_races.REQUIRED,
}


def table(folder: Path, name: str, *rows: tuple[object, ...]) -> Path:
    return write_csv(folder / f"{name}.csv", TABLES[name], rows)


def told(records: list[Record]) -> list[tuple[str, str, str | None, str, str, float | None]]:
    return [(r.indicator, r.state1, r.state2, str(r.start), str(r.end or ""), r.value) for r in records]


def conflict(**cells: object) -> tuple[object, ...]:
    plain = dict(zip(ucdp.REQUIRED, (371, 1991, 645, "", 690, "", "territory", 2, "interstate"), strict=False))
    days = {"start_date2": "1990-08-02", "start_prec2": 1, "ep_end_date": "1991-03-01"}
    return tuple({**plain, **days, **cells}[name] for name in ucdp.REQUIRED)


@pytest.mark.parametrize(
    ("name", "row", "reason"),
    [
        ("cow_wars", ("x", 2, 20, 1950, 1, 1, 5), "warnum 'x' or year '1950' is no number"),
        ("cow_wars", (1, 2, 20, 1950, 0, 1, 5), "cowinterongoing: 1 expected"),
        ("cow_wars", (1, 2, 20, 1950, 1, 1, "many"), "batdeath1 is 'many': a number expected"),
        ("cow_wars", (139, 2, 255, 1945, 1, 1, 5), "no state answers to '255' then: Germany"),
        ("tss", (1, "A-B", 2, 20, 1950, 1949, *[""] * 6), "from '1950' to '1949': two years in order expected"),
        ("tss", (1, "A-B", 2, 20, 1950, 1960, 3, *[""] * 5), "positional is '3': 1, 0 or blank expected"),
        ("tss", (141, "Jordan-Yemen", 663, 679, 1962, 1963, *[""] * 6), "no state answers to COW code '679' then"),
        ("td", (1, "A-B", 2, 20, 1950, 1960, "odd", "", ""), "type 'odd': one of positional"),
        ("arms_races", (1, 2, 20, "", 1950), "two years in order expected"),
    ],
)
def test_row_that_cannot_be_used(tmp_path: Path, name: str, row: tuple[object, ...], reason: str) -> None:
    record = "rivalries" if name in ("tss", "td") else name
    _, records, items, failures = read(record, table(tmp_path, name, row))
    assert (records, items) == ([], [])
    assert failures[0].reason.startswith(reason)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"intensity_level": 3}, "conflict_id and year, intensity_level 1 or 2"),
        ({"type_of_conflict": "civil"}, "conflict_id and year, intensity_level 1 or 2"),
        ({"start_date2": "1990"}, "start_date2 or ep_end_date is no day"),
        ({"start_date2": "1991-05-01"}, "begins 1991-05-01 and ended earlier, 1991-03-01"),
        ({"gwno_b": ""}, "gwno_a, and gwno_b in a conflict between states"),
        ({"type_of_conflict": "intrastate"}, "gwno_a, and gwno_b in a conflict between states"),
        ({"gwno_b_2nd": 751}, "no state answers to '751' then"),
    ],
)
def test_conflict_that_cannot_be_used(tmp_path: Path, cells: dict[str, object], reason: str) -> None:
    _, records, _, failures = read("ucdp", table(tmp_path, "ucdp", conflict(**cells)))
    assert not records
    assert failures[0].reason.startswith(reason)


def test_war_by_hand(tmp_path: Path) -> None:
    rows = [(208, 365, 710, 1969, 1, 1, -9), (208, 710, 365, 1969, 1, 0, 100), (208, 710, 365, 1969, 1, 0, 100)]
    reading, records, items, _ = read("cow_wars", table(tmp_path, "cow_wars", *rows, (1, 220, 230, 1823, 1, 1, 400)))
    days = "1969-01-01", "1969-12-31"
    assert told(records) == [
        ("cow_war", "SUN", "CHN", *days, 1),
        ("cow_war_initiator", "SUN", "CHN", *days, 1),
        ("cow_war", "CHN", "SUN", *days, 1),
        ("cow_war_deaths", "CHN", "SUN", *days, 100),
    ]
    assert [item.id for item in items] == ["cow_war:208"]
    assert reading.skipped == {cow_wars.TWICE: 1, BEFORE: 1}


def test_who_joined_a_conflict_on_which_side(tmp_path: Path) -> None:
    rows = [conflict(), conflict(gwno_b_2nd=2), conflict(gwno_a_2nd=620), conflict(gwno_b_2nd=2)]
    reading, records, items, _ = read("ucdp", table(tmp_path, "ucdp", *rows))
    days = "1991-01-01", "1991-03-01"
    assert told(records) == [
        ("ucdp_interstate", "IRQ", "KWT", *days, 2),
        ("ucdp_support", "USA", "KWT", *days, 2),
        ("ucdp_against", "USA", "IRQ", *days, 2),
        ("ucdp_support", "LBY", "IRQ", *days, 2),
        ("ucdp_against", "LBY", "KWT", *days, 2),
    ]
    assert [item.title for item in items] == ["conflict 371 between states, over territory"]
    assert reading.skipped == {REPEATED: 1}


def test_conflicts_inside_states_and_days_the_file_is_unsure_of(tmp_path: Path) -> None:
    inside = {"conflict_id": 333, "gwno_a": 700, "gwno_b": "", "type_of_conflict": "II", "ep_end_date": ""}
    rows = [
        conflict(**inside, year=1980, gwno_a_2nd=365, start_date2="1980-12-31", start_prec2=5),
        conflict(**inside, year=2014, gwno_a_2nd=345, start_date2="2014-05-02"),
    ]
    _, records, _, _ = read("ucdp", table(tmp_path, "ucdp", *rows))
    assert told(records) == [
        ("ucdp_internal", "AFG", None, "1980-01-01", "1980-12-31", 2),
        ("ucdp_support", "SUN", "AFG", "1980-01-01", "1980-12-31", 2),
        ("ucdp_internal", "AFG", None, "2014-05-02", "2014-12-31", 2),
        ("ucdp_support", "SRB", "AFG", "2014-05-02", "2014-12-31", 2),
    ]


def test_rivalry_by_hand(tmp_path: Path) -> None:
    rows = [
        (128, "China-USSR", 365, 710, 1958, 1989, 1, 1, 1, "", "", ""),
        (213, "China-Japan 2", 710, 740, 1996, 2020, 1, "", "", "", "", 1),
        (1, "Austria-France", 220, 300, 1494, 1918, 1, 1, "", "", "", ""),
    ]
    reading, records, items, _ = read("rivalries", table(tmp_path, "tss", *rows))
    cold = "CHN", "SUN", "1958-01-01", "1989-12-31", 1
    now = "CHN", "JPN", "1996-01-01", "", 1
    names = ("tss_rivalry", "tss_rivalry_positional", "tss_rivalry_spatial", "tss_rivalry_ideological")
    more = ("tss_rivalry", "tss_rivalry_positional", "tss_rivalry_aprin")
    assert told(records) == [(name, *cold) for name in names] + [(name, *now) for name in more]
    assert next((item.id, item.title, item.date) for item in items) == ("tss:128", "China-USSR", date(1958, 1, 1))
    assert reading.skipped == {BEFORE: 1}


def test_a_year_is_the_state_that_held_the_code_longer() -> None:
    """China-USA 1949 to 1972 is the People's Republic's rivalry, China-Russia 1816 to 1949 the Republic's."""
    assert spans_of_years("2", "710", 1949, 1972) == [("CHN", "USA", date(1949, 10, 1), date(1972, 12, 31))]
    assert spans_of_years("365", "710", 1816, 1949) == [("SUN", "TWN", date(1816, 1, 1), date(1949, 9, 30))]
    assert spans_of_years("345", "346", 1992, None) == [
        ("BIH", "SCG", date(1992, 4, 27), date(2006, 6, 4)),
        ("BIH", "SRB", date(2006, 6, 5), date.max),
    ]


def test_types_named_and_arms_races(tmp_path: Path) -> None:
    row = (126, "China-Russia 2", 365, 710, 1958, 1989, "ideological", "positional", "")
    _, records, _, _ = read("rivalries", table(tmp_path, "td", row, (1, "A", 2, 70, 1960, 2010, "spatial", "", "")))
    names = ["td_rivalry", "td_rivalry_ideological", "td_rivalry_positional", "td_rivalry", "td_rivalry_spatial"]
    assert [record.indicator for record in records] == names
    assert [record.end for record in records][2:4] == [date(1989, 12, 31), None]
    _, records, _, _ = read("arms_races", table(tmp_path, "arms_races", (38, 365, 710, 1968, 1970)))
    assert told(records) == [("arms_race", "CHN", "SUN", "1968-01-01", "1970-12-31", 1)]


# properties


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


def cell(*plain: object) -> st.SearchStrategy[object]:
    odd = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=5)
    return st.one_of(*[st.sampled_from(plain)] * 5, odd)


CODE = cell(2, 255, 260, 345, 365, 678, 679, 710, 713, 817)
YEAR = cell(1940, 1945, 1949, 1991, 2010)


@settings(max_examples=100, deadline=None)
@given(
    rows=st.lists(
        st.tuples(cell(1, 2), cell("A-B"), CODE, CODE, YEAR, YEAR, *[cell("", 1)] * 6), min_size=1, max_size=6
    )
)
def test_every_rivalry_is_accounted_for_once(folder: Path, rows: list[tuple[object, ...]]) -> None:
    reading, records, _, failures = read("rivalries", table(folder, "tss", *rows))
    with_records = {record.row for record in records}
    assert len(with_records) + len(failures) + sum(reading.skipped.values()) == len(rows)
    assert all(r.state2 and r.state1 < r.state2 and (r.end is None or r.start <= r.end) for r in records)


@settings(max_examples=100, deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            cell(1, 2),
            cell(1944, 1990, 1991),
            *[st.one_of(st.just(""), CODE)] * 4,
            cell("territory", "both"),
            cell(1, 2),
            cell(*ucdp.KINDS),
            cell("1990-08-02", "1991-01-02"),
            cell(1, 5),
            cell("", "1991-03-01"),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_every_conflict_year_is_accounted_for_once(folder: Path, rows: list[tuple[object, ...]]) -> None:
    reading, records, _, failures = read("ucdp", table(folder, "ucdp", *rows))
    with_records = {record.row for record in records}
    assert len(with_records) + len(failures) + sum(reading.skipped.values()) == len(rows)


# the real files


def test_wars(shared: Shared) -> None:
    reading, records, items, failures = read("cow_wars", shared("data/disputes/cow_war_inter.parquet"))
    assert len({record.row for record in records}) + len(failures) + sum(reading.skipped.values()) == 1932
    assert reading.skipped == {BEFORE: 1280, cow_wars.TWICE: 12}
    assert {failure.found.split(", ")[0] for failure in failures} == {"139"}
    assert (len(failures), len(items)) == (24, 39)
    started = {(r.state1, r.state2) for r in records if r.indicator == "cow_war_initiator" and r.start.year == 2003}
    assert started == {(state, "IRQ") for state in ("USA", "GBR", "AUS")} & started
    assert ("USA", "IRQ") in started


def test_conflicts(shared: Shared) -> None:
    reading, records, items, failures = read("ucdp", shared("data/disputes/ucdp_acd.parquet"))
    assert len({record.row for record in records}) + len(failures) + sum(reading.skipped.values()) == 5652
    assert ([failure.found.split(", ")[2] for failure in failures], reading.skipped) == (["751"] * 3, {REPEATED: 66})
    war = [r for r in records if r.indicator == "ucdp_interstate" and (r.state1, r.state2) == ("RUS", "UKR")]
    assert told(war)[0] == ("ucdp_interstate", "RUS", "UKR", "2022-02-24", "2022-12-31", 2)
    assert {(r.start.year, r.value) for r in war} == {(2022, 2), (2023, 2), (2024, 2)}
    joined = {(r.state1, str(r.start)) for r in records if r.indicator == "ucdp_against" and r.state2 == "UKR"}
    assert min(joined, key=lambda pair: pair[1]) == ("RUS", "2014-05-02")
    assert len(items) == 301


def test_rivalries(shared: Shared) -> None:
    reading, records, _, failures = read("rivalries", shared("data/disputes/tss_rivalries.parquet"))
    assert len({record.row for record in records}) + len(failures) + sum(reading.skipped.values()) == 264
    assert Counter(failure.reason.split()[6] for failure in failures) == {"'255'": 4, "'679'": 3}
    lasting = {(r.state1, r.state2) for r in records if r.indicator == "tss_rivalry" and r.end is None}
    assert {("CHN", "USA"), ("RUS", "USA"), ("CHN", "TWN"), ("CHN", "IND")} <= lasting
    assert ("CHN", "RUS") not in lasting
    reading, records, _, failures = read("rivalries", shared("data/disputes/td_rivalries.parquet"))
    assert len({record.row for record in records}) + len(failures) + sum(reading.skipped.values()) == 197
    assert len(failures) == 5


def test_races(shared: Shared) -> None:
    reading, records, _, failures = read("arms_races", shared("data/disputes/grh_arms_races.parquet"))
    assert (len(records), failures, reading.skipped) == (45, [], {BEFORE: 26})
