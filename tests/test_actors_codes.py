"""Codes: refusals, the dated quirks, round trips, and parity with the published lists; every difference has its reason."""

from __future__ import annotations

import csv
import gzip
from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity import actors
from comity.actors.codes import SYSTEMS, read_codes
from comity.actors.states import read_states
from comity.errors import NotThen, UnknownActor

Shared = Callable[[str], Path]
ONE = timedelta(days=1)
FIRST = date(1945, 1, 1)
STATES = read_states()
CODES = read_codes()

WAR = "occupied in the war or after it, and not counted until free"
SEAT = "a small state, counted only with its seat at the UN"
BEFORE = "sat and voted at the UN before it was independent"
DECLARED = "counted from recognition, not from the declaration of independence"
COLD = "one half of a divided country, counted later than it was founded"
SMALL = "Gleditsch and Ward list states of under a quarter of a million people apart"

OURS_NOT_COW = {
    **dict.fromkeys(("NOR", "DNK"), ("1945-01-01..1945-05-06", WAR)),
    **dict.fromkeys(("NLD", "BEL"), ("1945-01-01..1945-06-25", WAR)),
    "POL": ("1945-01-01..1945-06-27", WAR),
    "CSK": ("1945-01-01..1945-05-09", WAR),
    "AUT": ("1945-04-27..1955-07-26", WAR),
    "JPN": ("1945-08-15..1952-04-27", WAR),
    "AND": ("1945-01-01..1993-07-27", SEAT),
    "SMR": ("1945-01-01..1992-03-01", SEAT),
    "LIE": ("1945-01-01..1990-09-17", SEAT),
    "MCO": ("1945-01-01..1993-05-27", SEAT),
    "OMN": ("1945-01-01..1971-10-06", SEAT),
    "BTN": ("1949-08-08..1971-09-20", SEAT),
    "WSM": ("1962-01-01..1976-12-14", SEAT),
    "NRU": ("1968-01-31..1999-09-13", SEAT),
    "TON": ("1970-06-04..1999-09-13", SEAT),
    "TUV": ("1978-10-01..2000-09-04", SEAT),
    "KIR": ("1979-07-12..1999-09-13", SEAT),
    "VUT": ("1980-07-30..1981-09-14", SEAT),
    "MHL": ("1986-10-21..1991-09-16", SEAT),
    "FSM": ("1986-11-03..1991-09-16", SEAT),
    "PLW": ("1994-10-01..1994-12-14", SEAT),
    "TLS": ("2002-05-20..2002-09-26", SEAT),
    "MKD": ("1991-09-08..1993-04-07", SEAT),
    "COM": ("1975-07-06..1975-12-30", "counted from the French recognition at the end of the year"),
    "UKR": ("1945-10-24..1991-12-25", BEFORE),
    "BLR": ("1945-10-24..1991-12-25", BEFORE),
    "SYR": ("1945-10-24..1946-04-16", BEFORE),
    "PHL": ("1945-10-24..1946-07-03", BEFORE),
    "IND": ("1945-10-30..1947-08-14", BEFORE),
    "LBN": ("1945-01-01..1946-03-09", DECLARED),
    "IDN": ("1945-08-17..1949-12-26", DECLARED),
    **dict.fromkeys(("EST",), ("1991-08-20..1991-09-05", DECLARED)),
    "LVA": ("1991-08-21..1991-09-05", DECLARED),
    "LTU": ("1990-03-11..1991-09-05", DECLARED),
    "GEO": ("1991-04-09..1991-12-25", DECLARED),
    "MDA": ("1991-08-27..1991-12-25", DECLARED),
    "AZE": ("1991-08-30..1991-12-25", DECLARED),
    **dict.fromkeys(("KGZ", "UZB"), ("1991-08-31..1991-12-25", DECLARED)),
    "TJK": ("1991-09-09..1991-12-25", DECLARED),
    "ARM": ("1991-09-21..1991-12-25", DECLARED),
    "TKM": ("1991-10-27..1991-12-25", DECLARED),
    "KAZ": ("1991-12-16..1991-12-25", DECLARED),
    **dict.fromkeys(("HRV", "SVN"), ("1991-06-25..1992-01-14", DECLARED)),
    "BIH": ("1992-03-03..1992-04-06", DECLARED),
    "MNE": ("2006-06-03..2006-06-11", DECLARED),
    "XKX": ("2008-02-17..2008-02-19", DECLARED),
    "SEN": ("1960-06-20..1960-08-19", "COW counts Senegal from its leaving the Mali Federation"),
    "NER": ("1960-08-03..1960-10-02", "COW counts from October; independence was on 3 August"),
    "LAO": ("1953-10-22..1953-10-22", "COW counts from the day after the treaty"),
    "EAZ": ("1963-12-10..1963-12-18", "COW counts from nine days after independence"),
    "VNM": ("1945-09-02..1954-07-20", COLD),
    "KOR": ("1948-08-15..1949-06-28", COLD),
    "DEU": ("1949-05-23..1955-05-04", COLD),
    "DDR": ("1949-10-07..1954-03-24", COLD),
    "TWN": ("1949-10-01..1949-12-07", "COW counts Taiwan from the move of the government"),
}
COW_NOT_OURS = {
    "255": ("1945-01-01..1945-05-08", "the German Reich to its surrender is no actor here"),
    "663": ("1946-03-22..1946-05-24", "COW takes the treaty of London, not the proclamation of the kingdom"),
    "652": ("1958-02-01..1958-02-01", "our gap begins on the day of the union's signature, COW's on the next"),
    "511": ("1964-04-26..1964-04-26", "COW counts the day of the union as Zanzibar's last"),
}
OURS_NOT_GW = {
    **dict.fromkeys(("SMR", "AND", "LIE", "MCO"), ("1945-01-01..2017-12-31", SMALL)),
    "WSM": ("1962-01-01..2017-12-31", SMALL),
    "NRU": ("1968-01-31..2017-12-31", SMALL),
    "TON": ("1970-06-04..2017-12-31", SMALL),
    "GRD": ("1974-02-07..2017-12-31", SMALL),
    "STP": ("1975-07-12..2017-12-31", SMALL),
    "SYC": ("1976-06-29..2017-12-31", SMALL),
    "TUV": ("1978-10-01..2017-12-31", SMALL),
    "DMA": ("1978-11-03..2017-12-31", SMALL),
    "LCA": ("1979-02-22..2017-12-31", SMALL),
    "KIR": ("1979-07-12..2017-12-31", SMALL),
    "VCT": ("1979-10-27..2017-12-31", SMALL),
    "VUT": ("1980-07-30..2017-12-31", SMALL),
    "ATG": ("1981-11-01..2017-12-31", SMALL),
    "KNA": ("1983-09-19..2017-12-31", SMALL),
    "MHL": ("1986-10-21..2017-12-31", SMALL),
    "FSM": ("1986-11-03..2017-12-31", SMALL),
    "PLW": ("1994-10-01..2017-12-31", SMALL),
    "SOO": ("1991-12-21..2017-12-31", SMALL),
    "ABK": ("1992-07-23..2017-12-31", SMALL),
    "UKR": ("1945-10-24..1991-11-30", BEFORE),
    "BLR": ("1945-10-24..1991-08-24", BEFORE),
    "SYR": ("1945-10-24..1945-12-31", BEFORE),
    "PHL": ("1945-10-24..1946-07-03", BEFORE),
    "IND": ("1945-10-30..1947-08-14", BEFORE),
    "VNM": ("1945-09-02..1954-04-30", COLD),
    "DEU": ("1949-05-23..1949-09-20", COLD),
    "TWN": ("1949-10-01..1949-12-07", "Gleditsch and Ward count Taiwan from the move of the government"),
    "TIB": ("1950-10-02..1950-10-06", "Gleditsch and Ward end Tibet at the start of the month of the invasion"),
    "LAO": ("1953-10-22..1954-04-30", "Gleditsch and Ward take the armistice, not the treaty"),
    "MLI": ("1960-06-20..1960-09-21", "Gleditsch and Ward count Mali from the end of the Mali Federation"),
    "EAZ": ("1963-12-10..1963-12-18", "Gleditsch and Ward count from nine days after independence"),
    "EST": ("1991-08-20..1991-09-05", DECLARED),
    "LVA": ("1991-08-21..1991-09-05", DECLARED),
    "LTU": ("1990-03-11..1991-09-05", DECLARED),
    "GEO": ("1991-04-09..1991-12-20", DECLARED),
    "AZE": ("1991-08-30..1991-12-20", DECLARED),
    "ARM": ("1991-09-21..1991-12-20", DECLARED),
    "MKD": ("1991-09-08..1991-11-19", DECLARED),
    **dict.fromkeys(("HRV", "SVN"), ("1991-06-25..1992-04-26", DECLARED)),
    "BIH": ("1992-03-03..1992-04-26", DECLARED),
}
GW_NOT_OURS = {
    "305": ("1945-01-01..1945-04-26", "Austria was part of the German Reich until its declaration of 27 April 1945"),
    "255": ("1945-01-01..1945-05-07", "the German Reich to its surrender is no actor here"),
    "760": ("1949-01-01..1949-08-07", "Gleditsch and Ward take the year of the treaty, we its day"),
    "265": ("1949-10-05..1949-10-06", "the German Democratic Republic was founded on 7 October"),
    "817": ("1954-05-01..1954-06-03", "South Vietnam is dated from its treaty of independence"),
    "616": ("1956-01-01..1956-03-19", "Tunisia was independent on 20 March"),
    "652": ("1958-02-01..1961-09-28", "Syria was part of the United Arab Republic"),
    "433": ("1960-04-04..1960-06-19", "4 April is the day of the agreement, 20 June that of independence"),
    "517": ("1962-01-07..1962-06-30", "Rwanda was independent on 1 July; the two numbers of the date are swapped"),
    "511": ("1964-04-26..1964-04-26", "the day of the union is counted as Zanzibar's last"),
    "781": ("1965-05-26..1965-07-25", "the Maldives were independent on 26 July"),
}


@pytest.mark.parametrize(
    ("system", "code", "day", "error", "words"),
    [
        ("fifa", "GER", "2000-01-01", UnknownActor, "iso3"),
        ("cow", "9999", "2000-01-01", UnknownActor, "9999"),
        ("cow", "", "2000-01-01", UnknownActor, "cow code"),
        ("un", "ATLANTIS", "2000-01-01", UnknownActor, "ATLANTIS"),
        ("cow", "255", "1970-01-01", NotThen, "255"),
        ("cow", "260", "1995-01-01", NotThen, "260"),
        ("cow", "817", "1980-01-01", NotThen, "ended 1975-04-30"),
        ("cow", "652", "1960-01-01", NotThen, "EGY"),
        ("iso3", "CHN", "1947-01-01", NotThen, "Republic of China|TWN"),
        ("un", "GHANA", "1956-12-01", NotThen, "begins 1957-03-06"),
        ("un", "CZECHOSLOVAKIA", "1993-02-01", NotThen, "CZE"),
        ("voeten", "Atlantis", "1993-02-01", UnknownActor, "Atlantis"),
    ],
)
def test_a_code_that_names_nobody_is_refused(
    system: str, code: str, day: str, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        actors.by_code(system, code, date.fromisoformat(day))


def test_code_of_refuses_unknown_actors_and_systems() -> None:
    with pytest.raises(UnknownActor, match="XXX"):
        actors.code_of("XXX", "cow", FIRST)
    with pytest.raises(UnknownActor, match="fifa"):
        actors.code_of("FRA", "fifa", FIRST)


@pytest.mark.parametrize(
    ("system", "code", "day", "id"),
    [
        ("cow", "365", "1991-12-25", "SUN"),
        ("cow", "365", "1991-12-26", "RUS"),
        ("cow", "255", "1990-10-03", "DEU"),
        ("cow", "260", "1990-10-02", "DEU"),
        ("gw", "260", "2020-01-01", "DEU"),
        ("cow", "265", "1980-01-01", "DDR"),
        ("cow", "678", "1990-05-21", "YAR"),
        ("cow", "679", "1990-05-22", "YEM"),
        ("gw", "678", "1990-05-22", "YEM"),
        ("gw", "680", "1980-01-01", "YMD"),
        ("cow", "345", "1992-04-26", "YUG"),
        ("cow", "345", "1992-04-27", "SCG"),
        ("cow", "345", "2006-06-05", "SRB"),
        ("gw", "340", "2006-06-05", "SRB"),
        ("cow", "710", "1949-09-30", "TWN"),
        ("cow", "710", "1949-10-01", "CHN"),
        ("cow", "713", "1960-01-01", "TWN"),
        ("cow", "713", "1947-01-01", "TWN"),
        ("cow", "816", "1965-01-01", "VNM"),
        ("cow", "817", "1965-01-01", "RVN"),
        ("cow", "816", "1980-01-01", "VNM"),
        ("cow", "510", "1962-01-01", "TZA"),
        ("cow", "511", "1964-01-01", "EAZ"),
        ("cow", "002", "1964-01-01", "USA"),
        ("gw", "973", "2010-01-01", "TUV"),
        ("iso2", "CS", "1980-01-01", "CSK"),
        ("iso2", "CS", "2005-01-01", "SCG"),
        ("iso2", "YU", "1980-01-01", "YUG"),
        ("iso2", "YU", "2000-01-01", "SCG"),
        ("iso2", "dd", "1980-01-01", "DDR"),
        ("iso2", "EL", "1980-01-01", "GRC"),
        ("iso3", "BUR", "1980-01-01", "MMR"),
        ("iso3", "ZAR", "1980-01-01", "COD"),
        ("iso3", "YEM", "1980-01-01", "YAR"),
        ("iso3n", "4", "2010-01-01", "AFG"),
        ("iso3n", "280", "1980-01-01", "DEU"),
        ("un", "UKRAINIAN SSR", "1960-01-01", "UKR"),
        ("un", "UKRAINE", "1960-01-01", "UKR"),
        ("un", "INDIA", "1946-01-26", "IND"),
        ("un", "CHINA", "1971-10-24", "TWN"),
        ("un", "CHINA", "1971-10-25", "CHN"),
        ("un", "USSR", "1991-12-31", "RUS"),
        ("un", "YUGOSLAVIA", "2002-12-20", "SCG"),
        ("un", "YEMEN", "1980-01-01", "YAR"),
        ("un", "YEMEN", "1995-01-01", "YEM"),
        ("un", "LAO PEOPLE’s DEMOCRATIC REPUBLIC", "1980-01-01", "LAO"),
        ("un", "Côte d’Ivoire", "1990-01-01", "CIV"),
        ("un", "TÜRKÝYE", "2024-12-01", "TUR"),
        ("un", "SAINT CHRISTOPHER AND NEVIS", "1986-09-20", "KNA"),
        ("un", "UNITED ARAB REPUBLIC", "1960-01-01", "EGY"),
        ("voeten", "RU", "1960-01-01", "SUN"),
        ("voeten", "Russia", "2000-01-01", "RUS"),
        ("voeten", "YU", "2010-01-01", "SRB"),
        ("voeten", "DD", "1980-01-01", "DDR"),
        ("voeten", "CD", "1980-01-01", "COD"),
        ("voeten", "Federal Republic of Germany", "1980-01-01", "DEU"),
        ("voeten", "Yemen Arab Republic", "1980-01-01", "YAR"),
        ("voeten", "Côte d’Ivoire", "1980-01-01", "CIV"),
        ("voeten", "FJ", "1970-09-01", "FJI"),
    ],
)
def test_a_code_names_the_state_of_the_day(system: str, code: str, day: str, id: str) -> None:
    assert actors.by_code(system, code, date.fromisoformat(day)).id == id


@pytest.mark.parametrize(
    ("system", "code", "year", "id"),
    [
        ("cow", "255", 1990, "DEU"),
        ("cow", "679", 1990, "YEM"),
        ("cow", "365", 1991, "SUN"),
        ("cow", "771", 1971, "BGD"),
    ],
)
def test_a_span_takes_the_first_who_bore_the_code_in_it(system: str, code: str, year: int, id: str) -> None:
    assert actors.by_code(system, code, date(year, 1, 1), until=date(year, 12, 31)).id == id


def test_a_span_without_the_code_is_refused() -> None:
    with pytest.raises(NotThen):
        actors.by_code("cow", "255", date(1988, 1, 1), until=date(1988, 12, 31))


@pytest.mark.parametrize(
    ("id", "system", "day", "code"),
    [
        ("DEU", "cow", "1980-01-01", "260"),
        ("DEU", "cow", "2000-01-01", "255"),
        ("SRB", "gw", "2010-01-01", "340"),
        ("TWN", "cow", "1947-01-01", "710"),
        ("COD", "un", "1980-01-01", "ZAIRE"),
        ("SUN", "un", "1980-01-01", "USSR"),
        ("KHM", "un", "1980-01-01", "DEMOCRATIC KAMPUCHEA"),
        ("VAT", "cow", "1980-01-01", None),
        ("FRA", "cow", "1980-01-01", "220"),
        ("SUN", "cow", "1995-01-01", None),
        ("NATO", "cow", "1995-01-01", None),
    ],
)
def test_code_of(id: str, system: str, day: str, code: str | None) -> None:
    assert actors.code_of(id, system, date.fromisoformat(day)) == code


@given(id=st.sampled_from(sorted(STATES)), system=st.sampled_from(SYSTEMS), days=st.integers(0, 30_000))
def test_code_of_and_by_code_are_inverse(id: str, system: str, days: int) -> None:
    day = FIRST + timedelta(days=days)
    code = actors.code_of(id, system, day)
    assert code is None or actors.by_code(system, code, day).id == id


@given(row=st.sampled_from(CODES), days=st.integers(0, 30_000))
def test_no_code_names_two_states_on_a_day(row: object, days: int) -> None:
    code = CODES[CODES.index(row)]  # type: ignore[arg-type]
    day = FIRST + timedelta(days=days)
    holders = {r.id for r in CODES if (r.system, r.code) == (code.system, code.code) and r.applies(STATES[r.id], day)}
    assert len(holders) <= 1


def test_every_code_belongs_to_a_known_state_and_system() -> None:
    assert {row.id for row in CODES} <= set(STATES)
    assert {row.system for row in CODES} == set(SYSTEMS)


def _cow(path: Path) -> Iterator[tuple[str, date, date]]:
    for row in csv.DictReader(path.open()):
        start, end = ([int(row[f"{side}{part}"]) for part in ("year", "month", "day")] for side in ("st", "end"))
        yield row["ccode"], date(*start), date(*end)


def _gw(path: Path) -> Iterator[tuple[str, date, date]]:
    for row in csv.DictReader(path.open()):
        yield row["gwcode"], date.fromisoformat(row["startdate"]), date.fromisoformat(row["enddate"])


def _cuts(spells: list[tuple[str, date, date]], last: date) -> list[date]:
    """Days on which anything changes: between two of them nothing does."""
    ours = [(s.actor.start, s.actor.end) for s in STATES.values()]
    ours += [(spell.start, spell.end) for s in STATES.values() for spell in (*s.absent, *s.seats)]
    ours += [(row.spell.start, row.spell.end) for row in CODES]
    every = [*ours, *((start, end) for _, start, end in spells)]
    cuts = {FIRST} | {start for start, _ in every if start} | {end + ONE for _, end in every if end}
    return sorted(cut for cut in cuts if FIRST <= cut <= last)


def _joined(spans: list[tuple[date, date]]) -> str:
    out: list[tuple[date, date]] = []
    for start, end in spans:
        if out and out[-1][1] + ONE == start:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return " ".join(f"{start}..{end}" for start, end in out)


def _differences(
    system: str, spells: list[tuple[str, date, date]], last: date
) -> tuple[dict[str, str], dict[str, str]]:
    cuts = _cuts(spells, last)
    ours: dict[str, list[tuple[date, date]]] = {}
    theirs: dict[str, list[tuple[date, date]]] = {}
    for place, day in enumerate(cuts):
        until = cuts[place + 1] - ONE if place + 1 < len(cuts) else last
        held = {actors.code_of(id, system, day): id for id, state in STATES.items() if state.present(day)}
        held.pop(None, None)
        counted = {code for code, start, end in spells if start <= day <= end}
        for code in held.keys() - counted:
            ours.setdefault(held[code], []).append((day, until))
        for code in counted - held.keys():
            theirs.setdefault(str(code), []).append((day, until))
    return {id: _joined(v) for id, v in ours.items()}, {code: _joined(v) for code, v in theirs.items()}


@pytest.mark.parametrize(
    ("system", "file", "read", "last", "ours", "theirs"),
    [
        ("cow", "cow_states.csv", _cow, date(2016, 12, 31), OURS_NOT_COW, COW_NOT_OURS),
        ("gw", "gw_states.csv", _gw, date(2017, 12, 31), OURS_NOT_GW, GW_NOT_OURS),
    ],
)
def test_every_day_of_every_state_agrees_with_the_state_systems(
    shared: Shared,
    system: str,
    file: str,
    read: object,
    last: date,
    ours: dict[str, tuple[str, str]],
    theirs: dict[str, tuple[str, str]],
) -> None:
    spells = [row for row in read(shared(f"data/codes/{file}")) if row[2] >= FIRST]  # type: ignore[operator]
    found_ours, found_theirs = _differences(system, spells, last)
    assert found_ours == {id: span for id, (span, _) in ours.items()}
    assert found_theirs == {code: span for code, (span, _) in theirs.items()}


CHANGED_WITHIN_THE_YEAR = {(255, 1990), (345, 2006), (679, 1990)}
PANEL_DIFFERENCES = {
    "255/260": "Gleditsch and Ward keep 260 for united Germany",
    "345/340": "Gleditsch and Ward give Serbia 340",
    "679/678": "Gleditsch and Ward keep 678 for united Yemen",
    "946/970": "Kiribati",
    "947/973": "Tuvalu",
    "955/972": "Tonga",
    "970/971": "Nauru",
}


def test_cow_and_gleditsch_ward_pair_as_in_the_panel_to_2025(shared: Shared) -> None:
    path = shared("data/codes/cow_gw_state_year_panel_1816_2025.parquet")
    rows = duckdb.sql(
        f"select year, ccode, gwcode from '{path}' where year >= 1950 and ccode is not null and gwcode is not null"
    ).fetchall()
    assert len(rows) > 10_000
    odd = set()
    for year, ccode, gwcode in rows:
        day, until = date(year, 1, 1), date(year, 12, 31)
        by_cow = actors.by_code("cow", str(ccode), day, until).id
        by_gw = actors.by_code("gw", str(gwcode), day, until).id
        if by_cow != by_gw and (ccode, year) not in CHANGED_WITHIN_THE_YEAR:
            odd.add((year, ccode, gwcode, by_cow, by_gw))
        if ccode != gwcode:
            assert f"{ccode}/{gwcode}" in PANEL_DIFFERENCES
    assert odd == set()


COUNTRYCODE_DIFFERENCES = {
    ("COD", "iso2c"): "Zaire was ZR until 1997",
    ("DEU", "iso3n"): "West Germany was 280 until 1990",
    ("ETH", "iso3n"): "Ethiopia was 230 until 1993",
    ("SDN", "iso3n"): "Sudan was 736 until 2011",
}


@pytest.mark.parametrize(("column", "system"), [("iso2c", "iso2"), ("cown", "cow"), ("gwn", "gw"), ("iso3n", "iso3n")])
def test_codes_agree_with_countrycode(shared: Shared, column: str, system: str) -> None:
    path = shared("data/codes/countrycode_panel.parquet")
    rows = duckdb.sql(
        f"select year, iso3c, {column} from '{path}' where year >= 1945 and iso3c is not null and {column} is not null"
    ).fetchall()
    odd = set()
    checked = 0
    for year, iso3, code in rows:
        day = date(year, 12, 31)
        if iso3 not in STATES or not STATES[iso3].present(day):
            continue
        ours = actors.code_of(iso3, system, day)
        checked += 1
        if ours is not None and ours.lstrip("0") != str(code).lstrip("0"):
            odd.add((iso3, column))
    assert checked > 8_000
    assert odd == {pair for pair in COUNTRYCODE_DIFFERENCES if pair[1] == column}


def test_iso_codes_of_every_independent_state(shared: Shared) -> None:
    with gzip.open(shared("data/codes/iso_country_codes_raw.csv.gz"), "rt", encoding="utf-8") as table:
        rows = [row for row in csv.DictReader(table) if row["ISO3166-1-Alpha-3"] in STATES]
    day = date(2025, 1, 1)
    assert len(rows) > 195
    for row in rows:
        id = row["ISO3166-1-Alpha-3"]
        assert actors.code_of(id, "iso2", day) == row["ISO3166-1-Alpha-2"], id
        assert int(actors.code_of(id, "iso3n", day) or 0) == int(row["ISO3166-1-numeric"]), id
    ours = {id for id, state in STATES.items() if state.present(day)} - {row["ISO3166-1-Alpha-3"] for row in rows}
    assert ours == {"XKX", "NCY", "ABK", "SOO", "PMR", "SML"}, "states that ISO gives no code"


def test_every_member_name_in_the_un_record_finds_its_state(shared: Shared) -> None:
    """The reference list names one state a name; where the name changed hands, ours differs by date."""
    votes, texts = (
        shared("data/un/un_votes_undl_1946_2025.parquet"),
        shared("data/un/un_resolutions_undl_1946_2025.parquet"),
    )
    rows = duckdb.sql(
        f"select distinct ms_name, date from '{votes}' v join '{texts}' r using (undl_id) where date <> 'N/A'"
    ).fetchall()
    found: dict[str, set[str]] = {}
    for name, day in rows:
        found.setdefault(name, set()).add(actors.by_code("un", name, date.fromisoformat(day)).id)
    reference = {
        r["ms_name"]: r["iso3c"] for r in csv.DictReader(shared("data/un/un_member_names_to_codes.csv").open())
    }
    assert set(found) == set(reference)
    changed = {name: ids for name, ids in found.items() if ids != {reference[name]}}
    assert changed == {
        "CHINA": {"TWN", "CHN"},
        "USSR": {"SUN", "RUS"},
        "YUGOSLAVIA": {"YUG", "SCG"},
        "YEMEN": {"YAR", "YEM"},
    }


def test_every_voter_in_voetens_roll_calls_finds_its_state(shared: Shared) -> None:
    votes, calls = (
        shared("data/un/voeten_un_votes_1946_2023.parquet"),
        shared("data/un/voeten_roll_calls_1946_2023.parquet"),
    )
    rows = duckdb.sql(
        f"select country_code, country, cast(min(date) as date), cast(max(date) as date) "
        f"from '{votes}' v join '{calls}' c using (rcid) group by all"
    ).fetchall()
    moved = {"RU": {"SUN", "RUS"}, "YU": {"YUG", "SRB"}, "Yemen Arab Republic": {"YAR", "YEM"}}
    for code, name, first, last in rows:
        ids = {actors.by_code("voeten", name, day).id for day in (first, last)}
        if code:
            assert ids == {actors.by_code("voeten", code, day).id for day in (first, last)}
        assert len(ids) == 1 or moved[code or name] == ids


def test_un_seats_agree_with_the_first_vote_of_each_name(shared: Shared) -> None:
    """Nobody votes in the Assembly before its seat begins, save where the pages list a member in advance."""
    votes, texts = (
        shared("data/un/un_votes_undl_1946_2025.parquet"),
        shared("data/un/un_resolutions_undl_1946_2025.parquet"),
    )
    rows = duckdb.sql(
        f"select ms_name, min(date) from '{votes}' v join '{texts}' r using (undl_id) "
        "where ms_vote <> 'X' and date <> 'N/A' and body = 'GA' group by 1"
    ).fetchall()
    early = set()
    for name, first in rows:
        day = date.fromisoformat(first)
        seats = STATES[actors.by_code("un", name, day).id].seats
        starts = sorted(seat.start for seat in seats if seat.start)
        if bisect_right(starts, day) == 0:
            early.add(name)
    assert early == set()
