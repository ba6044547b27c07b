"""Published ideal points in three layouts: failed rows, values by hand, a property, and the real files."""

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
from comity.intake.records.ideal_points import ALL, NEW, OLD, REPEATED
from comity.schema import Record

Shared = Callable[[str], Path]


def old(folder: Path, *rows: str) -> Path:
    return write_csv(folder / "old.csv", OLD.required, [row.split(",") for row in rows])


def test_a_changed_header_is_refused(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "i.csv", [*OLD.required[:-1], "N"], [["2", "1", *["1"] * 5]])
    with pytest.raises(WrongFile, match=r"nearest is ideal_points_2020 .* missing columns: NVotes"):
        read("ideal_points", path)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2,0,1.5,1,1,2,40", "session '0' is none from 1 on"),
        ("2,first,1.5,1,1,2,40", "session 'first' is none from 1 on"),
        ("2,1,high,1,1,2,40", "IdealPoint 'high' is no number"),
        ("2,1,,,,,", "no estimate in the row"),
        ("9999,1,1.5,1,1,2,40", "no state answers to '9999' then: "),
        ("346,46,1.5,1,1,2,1", "no state answers to '346' then: "),
    ],
)
def test_row_that_cannot_be_used(tmp_path: Path, row: str, reason: str) -> None:
    _, records, _, failures = read("ideal_points", old(tmp_path, row))
    assert not records
    assert failures[0].reason.startswith(reason)


def test_session_by_hand(tmp_path: Path) -> None:
    reading, records, _, _ = read("ideal_points", old(tmp_path, "365,46,0.69,0.54,0.68,0.84,71", "365,47,1.1,,NA,,73"))
    start, end, origin = date(1991, 1, 1), date(1991, 12, 31), reading.origin.id
    assert records[0] == Record("ideal_point", "SUN", None, start, end, 0.69, "ideal point", True, origin, 2)
    assert [(r.indicator, r.value, r.unit) for r in records[1:5]] == [
        ("ideal_point_q05", 0.54, "ideal point"),
        ("ideal_point_q50", 0.68, "ideal point"),
        ("ideal_point_q95", 0.84, "ideal point"),
        ("ideal_point_votes", 71, "votes"),
    ]
    assert [(r.indicator, r.state1, r.start.year) for r in records[5:]] == [
        ("ideal_point", "RUS", 1992),
        ("ideal_point_votes", "RUS", 1992),
    ]
    assert reading.origin.version == "1946 to 1992"


def test_two_codes_of_one_state_in_a_year(tmp_path: Path) -> None:
    rows = ("255,45,1.8,1,2,3,80", "260,45,1.8,1,2,3,80", "260,45,1.9,1,2,3,80")
    reading, records, _, failures = read("ideal_points", old(tmp_path, *rows))
    assert {r.state1 for r in records} == {"DEU"}
    assert len(records) == 5
    assert reading.skipped == {REPEATED: 1}
    assert [f.reason for f in failures] == ["another row states other values of DEU in 1990"]


TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=6)


def cell(*plain: str) -> st.SearchStrategy[str]:
    return st.one_of(*[st.sampled_from(plain)] * 4, TEXT)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


@settings(max_examples=100, deadline=None)
@given(
    rows=st.lists(
        st.tuples(cell("255", "260", "2", "816"), cell("45", "46"), *[cell("1.5", "-2", "NA", "")] * 5),
        min_size=1,
        max_size=8,
    )
)
def test_every_row_is_accounted_for_once(folder: Path, rows: list[tuple[str, ...]]) -> None:
    reading, records, _, failures = read("ideal_points", write_csv(folder / "i.csv", ALL.required, rows))
    assert len({r.row for r in records}) + len(failures) + sum(reading.skipped.values()) == len(rows)
    assert len({record.id for record in records}) == len(records)


# the real files


def told(records: list[Record]) -> dict[tuple[str, str, int], float | None]:
    return {(r.indicator, r.state1, r.start.year): r.value for r in records}


def test_release_of_april_2020(shared: Shared) -> None:
    """Latin-1 text, ten thousand country-sessions; the three refused rows are votes of the spring after."""
    reading, records, _, failures = read(
        "ideal_points", shared("data/un/voeten_IdealpointestimatesAll_Apr2020_raw.csv.gz")
    )
    assert Counter(r.indicator for r in records)["ideal_point"] == 10_466
    assert [failure.found.split(", ")[0] for failure in failures] == ["346", "452", "590"]
    assert not reading.skipped
    value = told(records)
    assert value["ideal_point", "SUN", 1991] == 0.6905887
    assert value["ideal_point", "RUS", 1992] == 1.112759
    assert value["ideal_point_votes", "SUN", 1991] == 71
    assert value["ideal_point_q05", "SUN", 1991] == 0.5451119
    assert ("ideal_point", "TWN", 1970) in value
    assert ("ideal_point", "CHN", 1970) not in value
    assert value["ideal_point", "STP", 1975] == -0.965489


def test_release_of_july_2023(shared: Shared) -> None:
    reading, records, _, failures = read(
        "ideal_points", shared("data/un/voeten_IdealpointestimatesAll_Jul2023_raw.csv.gz")
    )
    assert (reading.layout, len(records), len(failures)) == ("ideal_points_all", 55_210, 3)
    assert told(records)["ideal_point", "USA", 1946] == 1.729717


def test_release_of_2025(shared: Shared) -> None:
    reading, records, _, failures = read("ideal_points", shared("data/un/voeten_ideal_points_1946_2024.parquet"))
    counted = Counter(r.indicator for r in records)
    assert (reading.layout, len(failures)) == ("ideal_points_2025", 3)
    assert counted["ideal_point_fp"] == 11_421
    assert counted["ideal_point_all"] == 11_232
    assert counted["ideal_point_legacy"] == 11_235
    value = told(records)
    assert value["ideal_point_fp", "SUN", 1991] == pytest.approx(0.7377335)
    assert value["ideal_point_fp", "RUS", 2024] == pytest.approx(-0.5984852)
    assert ("ideal_point_all", "RUS", 2024) not in value
    assert value["ideal_point_all", "CHN", 1971] == pytest.approx(-0.9733940)
    assert value["ideal_point_all", "TWN", 1971] == pytest.approx(0.8731078)
    assert value["ideal_point_legacy", "DEU", 1990] == pytest.approx(1.8949940)
    assert value["ideal_point_fp", "DEU", 1990] == pytest.approx(1.8097260)


def test_the_legacy_series_is_the_older_releases(shared: Shared) -> None:
    _, new, _, _ = read("ideal_points", shared("data/un/voeten_ideal_points_1946_2024.parquet"))
    _, april, _, _ = read("ideal_points", shared("data/un/voeten_IdealpointestimatesAll_Apr2020_raw.csv.gz"))
    ours, theirs = told(new), told(april)
    votes = {key[1:] for key in theirs if key[0] == "ideal_point_votes"}
    assert all(ours["ideal_point_legacy_votes", *key] == theirs["ideal_point_votes", *key] for key in votes)


def test_the_columns_of_the_new_layout() -> None:
    assert NEW.required[:4] == ("ccode", "year", "idealpointfp", "q5fp")
