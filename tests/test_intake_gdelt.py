"""GDELT: files that are none, failed rows, events by hand, a property, and the real exports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_tables import read, write_csv

from comity.errors import WrongFile
from comity.intake.records.gdelt.columns import VERSION_1, VERSION_2
from comity.intake.records.gdelt.events import INSIDE, NO_STATES, REGION, REPEATED, TERRITORY, UNIT
from comity.intake.records.gdelt.scores import REPEATED as SAME_MONTH
from comity.intake.records.gdelt.scores import REQUIRED as SCORES
from comity.schema import Item, Record

Shared = Callable[[str], Path]

PLAIN = {
    "GLOBALEVENTID": "1",
    "SQLDATE": "20191024",
    "Actor1CountryCode": "CHN",
    "Actor1Name": "CHINA",
    "Actor2CountryCode": "RUS",
    "Actor2Name": "MOSCOW",
    "EventCode": "0841",
    "EventRootCode": "08",
    "GoldsteinScale": "7.0",
    "SOURCEURL": "https://news.test/1",
}


def line(columns: tuple[str, ...] = VERSION_2, /, **cells: str) -> str:
    told = {**PLAIN, **cells}
    return "\t".join(told.get(name, "") for name in columns)


def export(path: Path, *lines: str) -> Path:
    path.write_text("".join(f"{text}\n" for text in lines), encoding="utf-8")
    return path


# files that are none


def test_an_export_of_another_width_is_refused(tmp_path: Path) -> None:
    path = export(tmp_path / "x.CSV", line() + "\tmore")
    with pytest.raises(WrongFile, match=r"62 columns: 61 \(version 2.0\), 58 or 57 \(version 1.0\) expected"):
        read("gdelt", path)


def test_another_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongFile, match="the header is that of no gdelt layout"):
        read("gdelt", write_csv(tmp_path / "v.csv", ("a", "b"), [(1, 2)]))


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"GLOBALEVENTID": "one"}, "GLOBALEVENTID 'one' is no number"),
        ({"SQLDATE": "20190231"}, "SQLDATE '20190231': a day such as 20191024 from 1945 on expected"),
        ({"SQLDATE": "19200101"}, "SQLDATE '19200101': a day"),
        ({"EventRootCode": "21"}, "EventRootCode '21': 01 to 20 expected"),
        ({"GoldsteinScale": "11"}, "GoldsteinScale '11': a number from -10 to 10 expected"),
        ({"GoldsteinScale": "bad"}, "GoldsteinScale 'bad': a number"),
        ({"Actor1CountryCode": "QQQ"}, "no state answers to 'QQQ' then: "),
        ({"Actor1CountryCode": "AZE", "SQLDATE": "19820102"}, "no state answers to 'AZE' then: "),
    ],
)
def test_event_that_cannot_be_used(tmp_path: Path, cells: dict[str, str], reason: str) -> None:
    path = export(tmp_path / "x.CSV", line(GLOBALEVENTID="7"), line(**cells))
    _, records, _, failures = read("gdelt", path)
    assert [r.row for r in records] == [1]
    assert failures[0].reason.startswith(reason)
    assert failures[0].row == 2


def test_a_line_of_another_width_is_a_failure(tmp_path: Path) -> None:
    _, records, _, failures = read("gdelt", export(tmp_path / "x.CSV", line(), "1\t20191024\tUSA"))
    assert len(records) == 1
    assert [f.reason for f in failures] == ["61 columns expected, 3 found"]


# events by hand


def test_event_by_hand(tmp_path: Path) -> None:
    reading, records, items, _ = read("gdelt", export(tmp_path / "x.CSV", line()))
    day, origin = date(2019, 10, 24), reading.origin.id
    assert records == [Record("gdelt_yield", "CHN", "RUS", day, day, 7, UNIT, True, origin, 1, "gdelt:1")]
    assert items == [
        Item("gdelt:1", "event", "CAMEO 0841: CHINA to MOSCOW", day, "0841", "", "https://news.test/1", origin)
    ]
    assert (reading.layout, reading.total, reading.origin.date) == ("gdelt_2", 1, "2019-10-24")


def test_57_and_58_columns_in_a_zip_and_a_quotation_mark(tmp_path: Path) -> None:
    back = line(VERSION_1[:-1], GLOBALEVENTID="2", Actor1Name='"A', SQLDATE="19820102")
    with ZipFile(tmp_path / "y.zip", "w") as archive:
        archive.writestr("1982.csv", f"{line(VERSION_1)}\n{back}\n")
    reading, records, items, failures = read("gdelt", tmp_path / "y.zip")
    assert (reading.layout, failures) == ("gdelt_1", [])
    assert [(r.row, r.state2) for r in records] == [(1, "RUS"), (2, "SUN")]
    assert [(i.address, i.title) for i in items] == [
        ("https://news.test/1", "CAMEO 0841: CHINA to MOSCOW"),
        ("", 'CAMEO 0841: "A to MOSCOW'),
    ]


def test_an_address_that_is_no_utf8_does_not_lose_the_file(tmp_path: Path) -> None:
    path = tmp_path / "x.CSV"
    path.write_bytes(f"{line()}\n".encode() + line(GLOBALEVENTID="2").encode().replace(b"/1", b"/\xe9"))
    _, records, items, _ = read("gdelt", path)
    assert (len(records), items[1].address) == (2, "https://news.test/\xe9")


def test_an_export_with_its_header_is_read_too(tmp_path: Path) -> None:
    path = export(tmp_path / "x.tsv", "\t".join(VERSION_2), line())
    reading, records, _, _ = read("gdelt", path)
    assert (reading.layout, [r.row for r in records]) == ("gdelt_2", [2])


def test_codes_of_cameo_that_iso_does_not_know(tmp_path: Path) -> None:
    codes = ("ROM", "TMP", "MTN", "KSV", "GZS", "YEM")
    lines = [line(GLOBALEVENTID=str(n), Actor1CountryCode=code) for n, code in enumerate(codes)]
    _, records, _, _ = read("gdelt", export(tmp_path / "x.CSV", *lines))
    assert [r.state1 for r in records] == ["ROU", "TLS", "MNE", "XKX", "PSE", "YEM"]


def test_rows_without_two_states_are_counted(tmp_path: Path) -> None:
    pairs = [("CHN", ""), ("", "RUS"), ("CHN", "CHN"), ("WST", "RUS"), ("HKG", "RUS"), ("ROM", "ROU"), ("CHN", "RUS")]
    lines = [line(Actor1CountryCode=one, Actor2CountryCode=two) for one, two in pairs]
    reading, records, _, failures = read("gdelt", export(tmp_path / "x.CSV", *lines, line()))
    assert (len(records), failures) == (1, [])
    assert reading.skipped == {NO_STATES: 2, INSIDE: 2, REGION: 1, TERRITORY: 1, REPEATED: 1}


def test_scores_by_hand(tmp_path: Path) -> None:
    rows = [
        ("2018-02", "USA", "CHN", "-5.5", 28),
        ("2018-02", "CHN", "USA", "-5.5", 28),
        ("2018-02", "USA", "USA", 1, 28),
    ]
    rows += [("2018-13", "USA", "CHN", "1", 28), ("2018-03", "USA", "CHN", "1", 0), ("2018-03", "USA", "CHN", "x", 9)]
    reading, records, _, failures = read("gdelt", write_csv(tmp_path / "s.csv", SCORES, rows))
    start, end, origin = date(2018, 2, 1), date(2018, 2, 28), reading.origin.id
    assert records == [
        Record("gdelt_score", "CHN", "USA", start, end, -5.5, "score, summed", False, origin, 2),
        Record("gdelt_score_days", "CHN", "USA", start, end, 28, "days", False, origin, 2),
    ]
    assert reading.skipped == {INSIDE: 1, SAME_MONTH: 1}
    assert [f.reason for f in failures] == [
        "month '2018-13': a month such as 2018-01 expected",
        "days '0': 1 to 31 expected",
        "score_sum 'x' is no number",
    ]


# a property

TEXT = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\t\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"),
    max_size=6,
)


def cell(*plain: str) -> st.SearchStrategy[str]:
    return st.one_of(*[st.sampled_from(plain)] * 4, TEXT)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


CODE = cell("CHN", "RUS", "WST", "HKG", "")


@settings(max_examples=100, deadline=None)
@given(
    rows=st.lists(
        st.tuples(cell("1", "2"), cell("20191024", "19820102"), CODE, CODE, cell("08", "20"), cell("1.5", "")),
        min_size=1,
        max_size=8,
    )
)
def test_every_line_is_accounted_for_once(folder: Path, rows: list[tuple[str, ...]]) -> None:
    names = ("GLOBALEVENTID", "SQLDATE", "Actor1CountryCode", "Actor2CountryCode", "EventRootCode", "GoldsteinScale")
    lines = [line(**dict(zip(names, row, strict=True))) for row in rows]
    reading, records, items, failures = read("gdelt", export(folder / "x.CSV", line(GLOBALEVENTID="9"), *lines))
    assert len(records) + len(failures) + sum(reading.skipped.values()) == len(rows) + 1
    assert [record.item for record in records] == [item.id for item in items]
    assert len({record.id for record in records}) == len(records)


# the real files


def test_a_quarter_of_an_hour_of_version_2(shared: Shared) -> None:
    reading, records, items, failures = read("gdelt", shared("data/events/gdelt20_20191024143000.export.CSV.gz"))
    assert (reading.total, len(records), len(items), failures) == (2111, 422, 422, [])
    assert reading.skipped == {NO_STATES: 1521, INSIDE: 121, REGION: 47}
    first = records[0]
    assert (first.indicator, first.state1, first.state2, first.value, first.row) == (
        "gdelt_threaten",
        "CAN",
        "AUS",
        -7,
        5,
    )


def test_version_1_of_both_widths(shared: Shared) -> None:
    """In 1982 Palestine and Azerbaijan were no states; Moscow was the Soviet Union."""
    reading, records, _, failures = read("gdelt", shared("data/events/gdelt10_sample_57_and_58_cols_raw.tsv"))
    assert (len(records), len(failures), sum(reading.skipped.values())) == (121, 4, 585)
    assert {failure.row for failure in failures} == {521, 544, 550, 576}
    told = {r.item: r for r in records}
    assert (told["gdelt:1553669"].indicator, told["gdelt:1553669"].value) == ("gdelt_disapprove", -2)
    assert (told["gdelt:1553709"].indicator, told["gdelt:1553709"].state2) == ("gdelt_material_cooperation", "ISR")
    assert not any("RUS" in (r.state1, r.state2) for r in records if r.start.year == 1982)


def test_scores_2018_to_2024(shared: Shared) -> None:
    reading, records, _, failures = read(
        "gdelt", shared("data/events/gdelt20_score_undirected_pair_month_2018_2024.parquet")
    )
    assert (len(records), failures) == (860_686, [])
    assert reading.skipped == {INSIDE: 36, TERRITORY: 6409}
    told = {(r.indicator, r.start): r.value for r in records if (r.state1, r.state2) == ("CHN", "RUS")}
    assert told["gdelt_score", date(2019, 3, 1)] == 4706.3788
    assert told["gdelt_score_days", date(2023, 5, 1)] == 15
