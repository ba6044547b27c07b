"""Tables of state-years (CINC, GDP, surplus, military spending): failed rows, values by hand, a property, the real files."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from datetime import date
from math import exp
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_tables import read, write_csv

from comity.errors import WrongFile
from comity.intake.records import ADAPTERS, cow_nmc, fariss, sdp, sipri_milex, world_bank_gdp
from comity.intake.records.annual import BEFORE, NO_FIGURE, NOT_A_STATE_THEN, REPEATED
from comity.intake.records.sipri_milex import NO_STATE, NOT_WORKED_OUT
from comity.intake.records.world_bank_gdp import GROUP, TERRITORY
from comity.schema import Record

Shared = Callable[[str], Path]
Table = dict[tuple[str, str, int], float]
NMC, FARISS, SDP = cow_nmc.TABLE.required, fariss.TABLE.required, sdp.TABLE.required
SIPRI, WORLD_BANK = sipri_milex.TABLE.required, world_bank_gdp.LONG.required
FILES = {
    "cow_nmc": "data/capabilities/cow_nmc_1816_2022.parquet",
    "fariss": "data/capabilities/fariss_gdp_pop_1816_2019.parquet",
    "sdp": "data/capabilities/sdp_gdp_1816_2016.parquet",
    "sipri_milex": "data/capabilities/sipri_milex_current_usd_1948_2023.parquet",
    "world_bank_gdp": "data/capabilities/worldbank_gdp_current_usd_raw.csv.gz",
}


def told(records: list[Record]) -> list[tuple[str, str, int, float | None]]:
    return [(r.indicator, r.state1, r.start.year, r.value) for r in records]


# refusals and failures


@pytest.mark.parametrize(
    ("record", "header", "missing"),
    [
        ("cow_nmc", ("ccode", "year", "milex", "milper", "irst", "pec", "tpop", "upop", "CINC"), "cinc"),
        ("fariss", (*FARISS[:-1], "sd_pop"), "sd_pwtpop"),
        ("sdp", ("ccode", "year", "wbgdp2011est", "wbpopest", "sdpest"), "wbgdppc2011est"),
        ("sipri_milex", ("country", "year", "milex"), "milex_current_usd_m_raw"),
        ("world_bank_gdp", ("Country Name", "Country Code", "Year", "GDP"), "Value"),
    ],
)
def test_a_changed_header_is_refused(tmp_path: Path, record: str, header: tuple[str, ...], missing: str) -> None:
    with pytest.raises(WrongFile, match=f"missing columns: {missing}; unexpected columns: "):
        ADAPTERS[record].read([write_csv(tmp_path / "t.csv", header, [[1] * len(header)])])


@pytest.mark.parametrize(
    ("record", "header", "row", "reason"),
    [
        ("cow_nmc", NMC, (2, "?", 1, 1, 1, 1, 1, 1, 0.1), "year '?' is no year"),
        ("cow_nmc", NMC, (2, 1950, 1, 1, 1, 1, "x", 1, 0.1), "tpop is 'x': a number of zero or more expected"),
        ("cow_nmc", NMC, (2, 1950, 1, 1, 1, 1, 1, 1, "nan"), "cinc is 'nan': a number of zero or more expected"),
        ("cow_nmc", NMC, (265, 1995, 1, 1, 1, 1, 1, 1, 0.1), "no state answers to '265' then: "),
        ("fariss", FARISS, (9999, 1950, 1, 1, 1, 1, 1, 1), "no state answers to '9999' then: "),
        ("sdp", SDP, (9999, 1950, 1, 1, 1, 1), "no state answers to '9999' then: "),
        ("sipri_milex", SIPRI, ("Ruritania", 1950, 1), "no state answers to 'Ruritania' then: "),
        ("sipri_milex", SIPRI, ("Peru", 1950, "(12)"), "milex_current_usd_m_raw is '(12)': "),
        ("world_bank_gdp", WORLD_BANK, ("QQQ", 1990, 5), "no state answers to 'QQQ' then: "),
    ],
)
def test_row_that_cannot_be_used(
    tmp_path: Path, record: str, header: tuple[str, ...], row: tuple[object, ...], reason: str
) -> None:
    _, records, _, failures = read(record, write_csv(tmp_path / "t.csv", header, [row]))
    assert not records
    assert failures[0].reason.startswith(reason)
    assert failures[0].row == 2


# values by hand


def test_capabilities_by_hand(tmp_path: Path) -> None:
    rows = [
        (710, 1950, 2558000, 4000, 606, 29555, 571889, 37965, 0.1185),
        (2, 1944, 1, 1, 1, 1, 1, 1, 0.4),
        (345, 1992, -9, 137, "", 26253, 10448, 2381, 0.0023),
    ]
    reading, records, items, failures = read("cow_nmc", write_csv(tmp_path / "n.csv", NMC, rows))
    assert records[0] == Record(
        "cow_milex",
        "CHN",
        None,
        date(1950, 1, 1),
        date(1950, 12, 31),
        2_558_000,
        "thousand current US$",
        True,
        reading.origin.id,
        2,
    )
    assert [(r.indicator, r.value, r.unit) for r in records[1:7]] == [
        ("cow_milper", 4000, "thousand people"),
        ("cow_irst", 606, "thousand tons"),
        ("cow_pec", 29555, "thousand coal-ton equivalents"),
        ("cow_tpop", 571889, "thousand people"),
        ("cow_upop", 37965, "thousand people"),
        ("cow_cinc", 0.1185, "share 0 to 1"),
    ]
    assert [r.indicator for r in records[7:]] == ["cow_milper", "cow_pec", "cow_tpop", "cow_upop", "cow_cinc"]
    assert {r.state1 for r in records[7:]} == {"YUG"}
    assert (reading.skipped, items, failures) == ({BEFORE: 1}, [], [])


def test_two_codes_of_one_state_in_one_year(tmp_path: Path) -> None:
    rows = [(255, 1990, *[1] * 6), (260, 1990, *[1] * 6), (710, 1949, *[5] * 6), (713, 1949, *[6] * 6)]
    reading, records, _, failures = read("fariss", write_csv(tmp_path / "f.csv", FARISS, rows))
    assert {(r.state1, r.row) for r in records} == {("DEU", 2), ("TWN", 4)}
    assert reading.skipped == {REPEATED: 1}
    assert [(f.row, f.reason) for f in failures] == [(5, "row 4 already states other figures for TWN in 1949")]


def test_gdp_with_its_standard_deviation(tmp_path: Path) -> None:
    rows = [(365, 1991, 16546.8, 2543.5, 2915506.3, 1219124.1, 157.7, 10.6)]
    header = ("ccode", "year", "mrgdppc", "sd_mrgdppc", "pwtrgdp", "sd_pwtrgdp", "pwtpop", "sd_pwtpop")
    _, records, _, _ = read("fariss", write_csv(tmp_path / "f.csv", header, rows))
    assert told(records) == [
        ("fariss_gdp", "SUN", 1991, 2915506.3),
        ("fariss_gdp_sd", "SUN", 1991, 1219124.1),
        ("fariss_gdp_per_head", "SUN", 1991, 16546.8),
        ("fariss_gdp_per_head_sd", "SUN", 1991, 2543.5),
        ("fariss_population", "SUN", 1991, 157.7),
        ("fariss_population_sd", "SUN", 1991, 10.6),
    ]


def test_surplus_tells_its_code_system_by_germany_after_1990(tmp_path: Path) -> None:
    gw = [(260, 2010, 28, 18, 28, 10), (970, 2010, 19.2, 11.5, 18.6, 7.7), (679, 2010, 1, 1, 1, 1)]
    cow = [(255, 2010, 28, 18, 28, 10), (970, 2010, 18.3, 9.2, 18.1, 9.1), (679, 2010, 1, 1, 1, 1)]
    found = {}
    for name, rows in (("gw", gw), ("cow", cow)):
        _, records, _, failures = read("sdp", write_csv(tmp_path / f"{name}.csv", SDP, rows))
        found[name] = ([r.state1 for r in records if r.indicator == "sdp_gdp"], [f.row for f in failures])
    assert found == {"gw": (["DEU", "KIR"], [4]), "cow": (["DEU", "NRU", "YEM"], [])}


def test_marks_of_sipri_stay_missing(tmp_path: Path) -> None:
    rows = [
        ("USSR", 1989, "218759.7"),
        ("USSR", 1992, "xxx"),
        ("Russia", 1989, "..."),
        ("Russia", 1993, "7766.7"),
        ("Costa Rica", 2000, "0"),
        ("Yugoslavia", 1970, "0"),
        ("Kenya", 1961, "1.4"),
        ("European Union", 2022, "5"),
    ]
    reading, records, _, failures = read("sipri_milex", write_csv(tmp_path / "s.csv", SIPRI, rows))
    assert told(records) == [
        ("sipri_milex", "SUN", 1989, 218759.7),
        ("sipri_milex", "RUS", 1993, 7766.7),
        ("sipri_milex", "CRI", 2000, 0),
    ]
    assert reading.skipped == {NO_FIGURE: 2, NOT_WORKED_OUT: 1, NOT_A_STATE_THEN: 1, NO_STATE: 1}
    assert not failures


@pytest.mark.parametrize(
    ("name", "year", "state"),
    [
        ("Germany", 1970, "DEU"),
        ("German Democratic Republic", 1970, "DDR"),
        ("Serbia", 1999, "SCG"),
        ("Serbia", 2006, "SCG"),
        ("Serbia", 2007, "SRB"),
        ("Yugoslavia", 1980, "YUG"),
        ("Yemen, North", 1980, "YAR"),
        ("Yemen", 1991, "YEM"),
        ("Viet Nam", 1990, "VNM"),
        ("Korea, South", 1990, "KOR"),
        ("Korea, North", 1990, "PRK"),
        ("Congo, DR", 1990, "COD"),
        ("Congo, Republic", 1990, "COG"),
        ("Czechoslovakia", 1992, "CSK"),
        ("Taiwan", 1990, "TWN"),
        ("China", 1990, "CHN"),
        ("Türkiye", 1990, "TUR"),
    ],
)
def test_names_of_sipri(tmp_path: Path, name: str, year: int, state: str) -> None:
    _, records, _, _ = read("sipri_milex", write_csv(tmp_path / "s.csv", SIPRI, [(name, year, "12.5")]))
    assert told(records) == [("sipri_milex", state, year, 12.5)]


LONG = ("Country Name", "Country Code", "Year", "Value")


def test_world_bank_by_hand(tmp_path: Path) -> None:
    rows = [
        ("Arab World", "ARB", 1990, 5),
        ("Puerto Rico", "PRI", 1990, 5),
        ("Kenya", "KEN", 1962, 5),
        ("Russian Federation", "RUS", 1990, 5),
        ("Russian Federation", "RUS", 1991, 517.9),
        ("Serbia", "SRB", 2006, 32.5),
        ("Kosovo", "XKX", 2008, 5.2),
        ("Peru", "PER", 1990, ""),
    ]
    reading, records, _, failures = read("world_bank_gdp", write_csv(tmp_path / "w.csv", LONG, rows))
    assert told(records) == [
        ("wb_gdp", "RUS", 1991, 517.9),
        ("wb_gdp", "SRB", 2006, 32.5),
        ("wb_gdp", "XKX", 2008, 5.2),
    ]
    assert {r.unit for r in records} == {"current US$"}
    assert reading.skipped == {GROUP: 1, TERRITORY: 1, NOT_A_STATE_THEN: 2, NO_FIGURE: 1}
    assert not failures


def wide(folder: Path, *rows: str) -> Path:
    lines = (
        '"Data Source","World Development Indicators",',
        "",
        '"Last Updated Date","2026-01-01",',
        "",
        '"Country Name","Country Code","Indicator Name","Indicator Code","1962","1963","1964",',
        *rows,
    )
    path = folder / "API_NY.GDP.MKTP.CD.csv"
    path.write_text("\ufeff" + "\r\n".join(lines) + "\r\n", encoding="utf-8")
    return path


def test_world_bank_as_downloaded(tmp_path: Path) -> None:
    path = wide(
        tmp_path,
        '"Kenya","KEN","GDP (current US$)","NY.GDP.MKTP.CD","1","2","3",',
        '"World","WLD","GDP (current US$)","NY.GDP.MKTP.CD","1","2","3",',
        '"Peru","PER","GDP (current US$)","NY.GDP.MKTP.CD","","","4.5",',
        '"Chad","TCD","GDP (current US$)","NY.GDP.MKTP.CD","","","",',
        '"Palau","PLW","GDP (current US$)","NY.GDP.MKTP.CD","1","","",',
        '"Mali","MLI","Population","SP.POP.TOTL","1","2","3",',
        '"Togo","TGO","GDP (current US$)","NY.GDP.MKTP.CD","1","x","3",',
        '"Peru","PER","GDP (current US$)","NY.GDP.MKTP.CD","","","4.5",',
        '"Nowhere","QQQ","GDP (current US$)","NY.GDP.MKTP.CD","1","","",',
    )
    reading, records, _, failures = read("world_bank_gdp", path)
    assert (reading.layout, reading.origin.version) == ("wide", "years to 1964")
    assert told(records) == [
        ("wb_gdp", "KEN", 1963, 2),
        ("wb_gdp", "KEN", 1964, 3),
        ("wb_gdp", "PER", 1964, 4.5),
    ]
    assert records[0].row == 6
    assert reading.skipped == {GROUP: 1, NO_FIGURE: 1, NOT_A_STATE_THEN: 1}
    assert [(f.row, f.reason[:32]) for f in failures] == [
        (11, "Indicator Code is 'SP.POP.TOTL':"),
        (12, "1963 is 'x': a number of zero or"),
        (13, "an earlier row already states PE"),
        (14, "no state answers to 'QQQ' then: "),
    ]


def test_sipri_sheet_as_saved(tmp_path: Path) -> None:
    rows = [
        ("Military expenditure by country, in millions of US$ at current prices",),
        ("Figures are in US $m.",),
        ("Country", "", "Notes", "", "1989", "1992", "1993"),
        ("Europe", "", "", "", "", "", ""),
        ("USSR", "", "1", "", "218759.7", "xxx", "xxx"),
        ("Russia", "", "2", "", ". .", "0", "7766.7"),
        ("Yugoslavia", "", "", "", "0", "...", "xxx"),
        ("European Union", "", "", "", "1", "1", "1"),
        ("Ruritania", "", "", "", "1", "1", "1"),
        ("Peru", "", "", "", "1", "?", "1"),
    ]
    path = write_csv(tmp_path / "sheet.csv", rows[0], rows[1:])
    reading, records, _, failures = read("sipri_milex", path)
    assert reading.layout == "sheet"
    assert told(records) == [("sipri_milex", "SUN", 1989, 218759.7), ("sipri_milex", "RUS", 1993, 7766.7)]
    assert [record.row for record in records] == [5, 6]
    assert reading.skipped == {NO_FIGURE: 1, NOT_WORKED_OUT: 1, NO_STATE: 1}
    assert reading.notes == {NOT_WORKED_OUT: 2}
    assert [(f.row, f.reason[:36]) for f in failures] == [
        (9, "no state answers to 'Ruritania' then"),
        (10, "1992 is '?': a number of zero or mor"),
    ]


def test_a_wide_table_without_years_is_refused(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "w.csv", ("Country Code", "Indicator Code", "2020s"), [("PER", "NY.GDP.MKTP.CD", 1)])
    with pytest.raises(WrongFile, match="no column is a year since 1945"):
        ADAPTERS["world_bank_gdp"].read([path])


# a property

TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=6)


def cell(*plain: str) -> st.SearchStrategy[str]:
    return st.one_of(*[st.sampled_from(plain)] * 4, TEXT)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


CODE, YEAR, VALUE = (
    cell("2", "255", "260", "265", "365", "710", "713"),
    cell("1944", "1949", "1990", "1993"),
    cell("0", "2.5", "-9", ""),
)


@settings(max_examples=150, deadline=None)
@given(
    record=st.sampled_from([("cow_nmc", NMC), ("fariss", FARISS), ("sdp", SDP)]),
    rows=st.lists(st.tuples(CODE, YEAR, *[VALUE] * 7), min_size=1, max_size=10),
)
def test_every_row_is_accounted_for_once(
    folder: Path, record: tuple[str, tuple[str, ...]], rows: list[tuple[str, ...]]
) -> None:
    name, header = record
    path = write_csv(folder / "t.csv", header, [row[: len(header)] for row in rows])
    reading, records, _, failures = read(name, path)
    with_records = {row.row for row in records}
    assert not with_records & {failure.row for failure in failures}
    assert len(with_records) + len(failures) + sum(reading.skipped.values()) == len(rows)
    assert len({row.id for row in records}) == len(records)


# the real files


@pytest.mark.parametrize(
    ("record", "rows", "failed", "skipped"),
    [
        ("cow_nmc", 17_121, 3, {BEFORE: 5_369}),
        ("fariss", 16_536, 2, {BEFORE: 5_369, REPEATED: 1, NO_FIGURE: 1}),
        ("sdp", 27_753, 75, {BEFORE: 14_146, NOT_A_STATE_THEN: 2_399, NO_FIGURE: 240}),
        ("sipri_milex", 13_224, 0, {NO_FIGURE: 4_453, NOT_WORKED_OUT: 251, NO_STATE: 76, NOT_A_STATE_THEN: 57}),
        ("world_bank_gdp", 13_979, 0, {GROUP: 2_833, NOT_A_STATE_THEN: 420, TERRITORY: 690}),
    ],
)
def test_the_real_file_is_accounted_for(
    shared: Shared, record: str, rows: int, failed: int, skipped: dict[str, int]
) -> None:
    reading, records, _, failures = read(record, shared(FILES[record]))
    assert reading.skipped == skipped
    assert len(failures) == failed
    assert len({row.row for row in records}) + failed + sum(skipped.values()) == rows
    assert len({row.id for row in records}) == len(records)


def table(path: Path, record: str) -> Table:
    rows = ADAPTERS[record].read([path])
    return {(r.indicator, r.state1, r.start.year): r.value or 0.0 for r in rows if isinstance(r, Record)}


def test_real_figures_checked_by_hand(shared: Shared) -> None:
    nmc = table(shared(FILES["cow_nmc"]), "cow_nmc")
    assert nmc["cow_tpop", "SUN", 1991] == 148_245
    assert nmc["cow_tpop", "TWN", 1949] == 567_559
    assert (nmc["cow_tpop", "VNM", 1975], nmc["cow_tpop", "VNM", 1976]) == (24_032, 49_160)
    assert nmc["cow_tpop", "DEU", 1990] == 79_402
    surplus = table(shared(FILES["sdp"]), "sdp")
    people = {state: exp(surplus["sdp_population", state, 2010]) for state in ("KIR", "NRU", "DEU")}
    assert 90_000 < people["KIR"] < 105_000
    assert 9_000 < people["NRU"] < 10_500
    assert 75e6 < people["DEU"] < 83e6
    spending = table(shared(FILES["sipri_milex"]), "sipri_milex")
    assert spending["sipri_milex", "SUN", 1990] == pytest.approx(219_114.1, abs=0.1)
    assert ("sipri_milex", "CSK", 1989) not in spending
    assert Counter(state for _, state, _ in spending if spending["sipri_milex", state, _] == 0) == {
        "CRI": 75,
        "ISL": 36,
        "PAN": 24,
        "HTI": 17,
    }


def test_ratios_are_those_of_the_facts(shared: Shared) -> None:
    nmc = table(shared(FILES["cow_nmc"]), "cow_nmc")
    gdp = table(shared(FILES["world_bank_gdp"]), "world_bank_gdp")
    checked: Counter[str] = Counter()
    with shared("data/facts/pair_year_facts_1971_2025.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            year, (one, two) = int(row["year"]), row["pair"].split("-")
            then = ["SUN" if id == "RUS" and year <= 1991 else id for id in (one, two)]
            if row["cinc_ratio_a_to_b"]:
                ratio = nmc["cow_cinc", then[0], year] / nmc["cow_cinc", then[1], year]
                assert ratio == pytest.approx(float(row["cinc_ratio_a_to_b"]), abs=0.00051)
                checked["cinc"] += 1
            if row["gdp_ratio_a_to_b"] and ("RUS" not in (one, two) or year >= 1991):
                ratio = gdp["wb_gdp", one, year] / gdp["wb_gdp", two, year]
                assert ratio == pytest.approx(float(row["gdp_ratio_a_to_b"]), abs=0.00051)
                checked["gdp"] += 1
    assert checked["cinc"] > 250
    assert checked["gdp"] > 200
