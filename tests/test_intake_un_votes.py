"""Votes in every layout: refused and failed rows first, then values by hand, properties, and the real files."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_tables import OFFICIAL, RESOLUTIONS, ROLL_CALLS, UNDL, VOETEN, official, read, tally, write_csv

from comity.intake.records import ADAPTERS
from comity.intake.records.un_votes.ballots import CONTRADICTED, REPEATED, TOTALS_DIFFER
from comity.intake.records.un_votes.parsing import IRREGULAR
from comity.intake.records.un_votes.wide import BLANK
from comity.intake.records.un_votes.wide import REQUIRED as WIDE
from comity.schema import Failure, Item, Record

Shared = Callable[[str], Path]


def undl(folder: Path, votes: list[tuple[object, ...]], resolutions: list[tuple[object, ...]]) -> tuple[Path, Path]:
    one = write_csv(folder / "votes.csv", UNDL, [(*row, "")[:4] for row in votes])
    return one, write_csv(folder / "resolutions.csv", RESOLUTIONS, resolutions)


def resolution(
    number: int, day: str = "1960-12-15", totals: tuple[object, ...] = ("", "", ""), body: str = "GA"
) -> tuple[object, ...]:
    return (number, body, f"A/RES/{number}", day, f"On matter {number}", *totals, "2025-11-08 16:22:33")


def wide(path: Path, codes: list[str], *rows: dict[str, str]) -> Path:
    plain = {
        "Link": "https://digitallibrary.un.org/record/9",
        "token": "9",
        "Title": "On peace",
        "Council": "General Assembly",
        "Resolution": "A/RES/80/1",
        "Date": "2025-12-04",
    }
    header = [*WIDE, *codes]
    return write_csv(path, header, [[{**plain, **row}.get(name, "") for name in header] for row in rows])


def voeten(folder: Path, votes: list[tuple[object, ...]], day: str = "1961-12-04") -> tuple[Path, Path]:
    one = write_csv(folder / "v.csv", VOETEN, votes)
    return one, write_csv(folder / "r.csv", ROLL_CALLS, [(3, 16, 0, day, "R/16/1669", 0, 0, "SHORT", "LONG")])


# rows that fail


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"undl_id": "x1"}, "undl_id 'x1' is no number"),
        ({"date": "04/12/2024"}, "date '04/12/2024' is no day such as 2024-12-04"),
        ({"date": "2024-02-30"}, "date '2024-02-30' is no day such as 2024-12-04"),
        ({"date": "1924-12-04"}, "date '1924-12-04' is no day such as 2024-12-04"),
        ({"ms_vote": "Q"}, "'Q' is no known mark: Y, N, A or X expected"),
        ({"ms_vote": ""}, "'' is no known mark: Y, N, A or X expected"),
        ({"ms_name": "ATLANTIS", "ms_code": "ATL"}, "no state answers to 'ATLANTIS' then: "),
        ({"resolution": "R/79/1"}, "no symbol beginning A/ or S/ says which body voted"),
    ],
)
def test_official_row_that_cannot_be_used(tmp_path: Path, cells: dict[str, str], reason: str) -> None:
    path = official(tmp_path / "a.csv", cells, {"undl_id": "2", "ms_name": "PERU"})
    _, records, _, failures = read("un_votes", path)
    assert failures[0].reason.startswith(reason)
    assert (failures[0].where, failures[0].row) == ("a.csv", 2)
    assert failures[0].found
    assert [record.state1 for record in records] == ["PER"]


def test_official_date_must_agree_within_a_vote(tmp_path: Path) -> None:
    path = official(tmp_path / "a.csv", {}, {"ms_name": "PERU", "date": "2024-12-05"})
    assert read("un_votes", path)[3][0].reason == "the date differs from that of the vote's first row"


def test_undl_rows_that_cannot_be_used(tmp_path: Path) -> None:
    votes = [(1, "FRANCE", "Y"), (2, "FRANCE", "Y"), (1, "FRANCIA", "Y"), (1, "PERU", "yes"), (3, "PERU", "Y")]
    resolutions = [
        resolution(1),
        resolution(3, "N/A"),
        resolution(1, "1960-12-16"),
        ("z", "GA", "", "", "", "", "", "", ""),
    ]
    files = undl(tmp_path, votes, resolutions)
    _, records, items, failures = read("un_votes", *files)
    assert [(record.state1, record.start) for record in records] == [("FRA", date(1960, 12, 15))]
    assert [item.id for item in items] == ["undl:1"]
    assert [(failure.where, failure.row, failure.reason[:30]) for failure in failures] == [
        ("resolutions.csv", 3, "date 'N/A' is no day such as 2"),
        ("resolutions.csv", 4, "undl_id 1 is listed twice; the"),
        ("resolutions.csv", 5, "undl_id 'z' is no number"),
        ("votes.csv", 3, "undl_id '2' is not among the r"),
        ("votes.csv", 4, "no state answers to 'FRANCIA' "),
        ("votes.csv", 5, "'yes' is no known mark: Y, N, "),
        ("votes.csv", 6, "undl_id '3' is not among the r"),
    ]


def test_a_state_before_its_time_fails_with_its_dates(tmp_path: Path) -> None:
    _, records, _, failures = read("un_votes", *undl(tmp_path, [(1, "ZIMBABWE", "Y")], [resolution(1)]))
    assert not records
    assert "1965" in failures[0].reason or "1980" in failures[0].reason


def test_marks_typed_irregularly_are_read_by_their_letter_or_not_at_all(tmp_path: Path) -> None:
    votes = [(1, "PERU", "A", "a PERU"), (1, "PAKISTAN", "X", "AN PAKISTAN"), (1, "CHILE", "Y", "n CHILE")]
    reading, records, _, failures = read("un_votes", *undl(tmp_path, votes, [resolution(1)]))
    assert [(record.state1, record.value) for record in records] == [("PER", 2)]
    assert reading.notes == {IRREGULAR: 1}
    assert [failure.reason for failure in failures] == [
        "the page prints 'AN PAKISTAN': no known mark before the name",
        "the page prints 'n CHILE': no known mark before the name",
    ]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"token": ""}, "token '' is no number"),
        ({"Date": "N/A"}, "date 'N/A' is no day"),
        ({"Council": "Trusteeship Council"}, "council 'Trusteeship Council': General Assembly or"),
    ],
)
def test_wide_row_that_cannot_be_used(tmp_path: Path, cells: dict[str, str], reason: str) -> None:
    _, records, _, failures = read("un_votes", wide(tmp_path / "w.csv", ["FRA"], {**cells, "FRA": "YES"}))
    assert not records
    assert failures[0].reason.startswith(reason)


def test_wide_cells_fail_one_by_one(tmp_path: Path) -> None:
    path = wide(tmp_path / "w.csv", ["FRA", "PER", "QQQ"], {"FRA": "YES", "PER": "MAYBE", "QQQ": "NO"}, {"token": "10"})
    reading, records, items, failures = read("un_votes", path)
    assert [(record.state1, record.value, record.row) for record in records] == [("FRA", 1, 2)]
    assert [failure.found for failure in failures] == ["PER MAYBE", "QQQ NO"]
    assert reading.skipped == {BLANK: 3}
    assert [item.id for item in items] == ["undl:9", "undl:10"]


def test_voeten_rows_that_cannot_be_used(tmp_path: Path) -> None:
    votes = [
        (3, "France", "FR", "aye"),
        (3, "Atlantis", "", "yes"),
        (3, "Nowhere", "NA", "yes"),
        (4, "France", "FR", "no"),
    ]
    reasons = [failure.reason for failure in read("un_votes", *voeten(tmp_path, votes))[3]]
    assert reasons[0] == "'aye' is no known choice: yes, abstain or no expected"
    assert reasons[1].startswith("no state answers to '|Atlantis' then: no code, and 'Atlantis' is not one of")
    assert reasons[2].startswith("no state answers to 'NA|Nowhere' then: no code")
    assert reasons[3] == "rcid '4' is not among the roll calls read"


# twice the same, and contradictions


def test_identical_rows_are_counted_and_contradictory_ones_both_fail(tmp_path: Path) -> None:
    votes = [(1, "PERU", "Y"), (1, "CHILE", "Y"), (2, "PERU", "Y"), (1, "PERU", "Y"), (1, "CHILE", "N")]
    reading, records, _, failures = read("un_votes", *undl(tmp_path, votes, [resolution(1), resolution(2)]))
    assert [(record.item, record.state1) for record in records] == [("undl:1", "PER"), ("undl:2", "PER")]
    assert reading.skipped == {REPEATED: 1}
    assert [(failure.row, failure.reason, failure.found) for failure in failures] == [
        (3, CONTRADICTED, "undl:1 CHL 1"),
        (6, CONTRADICTED, "undl:1 CHL 3"),
    ]


def test_one_state_under_two_names_is_one_state(tmp_path: Path) -> None:
    votes = [(1, "BURMA", "Y"), (1, "MYANMAR", "N")]
    assert len(read("un_votes", *undl(tmp_path, votes, [resolution(1, "1985-12-15")]))[3]) == 2


def test_totals_that_differ_are_reported_and_the_votes_kept(tmp_path: Path) -> None:
    votes = [(1, "PERU", "Y"), (1, "CHILE", "N"), (2, "PERU", "Y")]
    files = undl(
        tmp_path,
        votes,
        [resolution(1, totals=(2, 1, 0)), resolution(2, totals=(1, 0, 0)), resolution(3, totals=(80, 0, 0))],
    )
    _, records, _, failures = read("un_votes", *files)
    assert len(records) == 3
    assert [(failure.where, failure.row, failure.reason) for failure in failures] == [
        ("resolutions.csv", 2, TOTALS_DIFFER)
    ]
    assert failures[0].found == "undl:1: listed yes 1 no 1 abstain 0; printed yes 2 no 1 abstain 0"


def test_a_file_cut_at_a_line_end_shows_in_the_totals(tmp_path: Path) -> None:
    totals = {"total_yes": "3", "total_no": "0", "total_abstentions": "0"}
    names = ("FRANCE", "PERU", "CHILE")
    whole = official(tmp_path / "a.csv", *({"ms_name": name, **totals} for name in names))
    assert not read("un_votes", whole)[3]
    cut = tmp_path / "cut.csv"
    cut.write_text("".join(whole.read_text().splitlines(keepends=True)[:-1]))
    assert [failure.reason for failure in read("un_votes", cut)[3]] == [TOTALS_DIFFER]


# values by hand


def test_official_row_by_hand(tmp_path: Path) -> None:
    path = official(tmp_path / "a.csv", {"undl_id": "4068170", "ms_name": "VIET NAM", "ms_vote": "A"})
    reading, records, items, failures = read("un_votes", path)
    day = date(2024, 12, 4)
    origin = reading.origin.id
    assert records == [Record("un_vote", "VNM", None, day, day, 2, "choice", True, origin, 2, "undl:4068170")]
    link = "https://digitallibrary.un.org/record/1"
    assert items == [Item("undl:4068170", "resolution", "A title, with a comma", day, "A/RES/79/1", "GA", link, origin)]
    assert not failures


def test_official_body_from_draft_or_meeting_and_state_from_its_code(tmp_path: Path) -> None:
    council = {"undl_id": "5", "resolution": "", "meeting": "S/PV.9999"}
    path = official(
        tmp_path / "a.csv", {"resolution": "", "draft": "A/79/L.1", "ms_name": "FRENCH REPUBLIC (THE)"}, council
    )
    reading, records, items, _ = read("un_votes", path)
    assert [item.body for item in items] == ["GA", "SC"]
    assert [record.state1 for record in records] == ["FRA", "FRA"]
    assert sum(reading.notes.values()) == 1


@pytest.mark.parametrize(
    ("name", "day", "state"),
    [
        ("CHINA", "1971-10-24", "TWN"),
        ("CHINA", "1971-11-24", "CHN"),
        ("USSR", "1991-12-20", "SUN"),
        ("RUSSIAN FEDERATION", "1992-01-01", "RUS"),
        ("YEMEN", "1989-12-29", "YAR"),
        ("YEMEN", "1990-12-29", "YEM"),
        ("DEMOCRATIC YEMEN", "1989-12-29", "YMD"),
        ("YUGOSLAVIA", "1991-12-20", "YUG"),
        ("UKRAINIAN SSR", "1960-12-15", "UKR"),
        ("GERMANY, FEDERAL REPUBLIC OF", "1980-12-15", "DEU"),
        ("GERMAN DEMOCRATIC REPUBLIC", "1980-12-15", "DDR"),
        ("ZAIRE", "1980-12-15", "COD"),
        ("CONGO", "1980-12-15", "COG"),
        ("TÜRKÝYE", "2024-12-04", "TUR"),
    ],
)
def test_a_name_means_the_state_of_its_day(tmp_path: Path, name: str, day: str, state: str) -> None:
    _, records, _, failures = read("un_votes", *undl(tmp_path, [(1, name, "Y")], [resolution(1, day)]))
    assert [record.state1 for record in records] == [state], failures


@pytest.mark.parametrize(
    ("code", "name", "day", "state"),
    [
        ("RU", "Russia", "1961-12-04", "SUN"),
        ("RU", "Russia", "1992-12-04", "RUS"),
        ("YU", "Yugoslavia", "1999-12-04", "SCG"),
        ("YU", "Yugoslavia", "2019-12-04", "SRB"),
        ("", "Yemen Arab Republic", "1990-12-06", "YEM"),
        ("NA", "Yemen Arab Republic", "1980-12-06", "YAR"),
        ("NA", "Namibia", "1995-12-04", "NAM"),
        ("", "Federal Republic of Germany", "1980-12-04", "DEU"),
        ("NA", "Zanzibar", "1963-12-03", "EAZ"),
        ("TZ", "Tanzania", "1961-12-01", "TZA"),
        ("CD", "Congo - Kinshasa", "1980-12-04", "COD"),
        ("CS", "Czechoslovakia", "1992-12-06", "CSK"),
        ("TW", "Taiwan", "1961-12-04", "TWN"),
    ],
)
def test_voeten_codes_by_hand(tmp_path: Path, code: str, name: str, day: str, state: str) -> None:
    _, records, items, failures = read("un_votes", *voeten(tmp_path, [("3.0", name, code, "abstain")], day))
    assert [(record.state1, record.value, record.item) for record in records] == [(state, 2, "voeten:3")], failures
    assert (items[0].title, items[0].symbol, items[0].body) == ("LONG", "R/16/1669", "GA")


def test_the_one_file_layout(tmp_path: Path) -> None:
    header = ("rcid", "ccode", "vote", "session", "date", "unres", "amend")
    cells = [(2, 1), (365, 3), (710, 8), (40, 9), (20, 2), (20, 5), (9999, 1)]
    rows = [(3, ccode, vote, 31, "1976-12-04", "R/31/1", 1) for ccode, vote in cells]
    reading, records, items, failures = read("un_votes", write_csv(tmp_path / "UNVotes.csv", header, rows))
    assert reading.layout == "voeten_single"
    assert [(record.state1, record.value) for record in records] == [("USA", 1), ("SUN", 3), ("CHN", None), ("CAN", 2)]
    assert [item.kind for item in items] == ["amendment"]
    assert [failure.row for failure in failures] == [7, 8]
    assert sum(reading.skipped.values()) == 1


# properties

TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=12)


def cell(*plain: str) -> st.SearchStrategy[str]:
    return st.one_of(st.sampled_from(plain), st.sampled_from(plain), st.sampled_from(plain), TEXT)


NAMES = cell("FRANCE", "PERU", "CHINA", "usa", "BURMA")
MARKS = cell("Y", "N", "A", "X", "y")
NUMBERS = cell("1", "2", "03", "")
DAYS = cell("1960-12-15", "1985-12-15", "2024-12-04")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


def accounted(record: str, *paths: Path) -> int:
    """Rows that came out as a record, an item of a table of items, a failure or a counted skip."""
    reading, records, _, failures = read(record, *paths)
    failed = [failure for failure in failures if failure.reason != TOTALS_DIFFER]
    return len(records) + len(failed) + sum(reading.skipped.values())


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(st.tuples(NUMBERS, NAMES, MARKS, DAYS, cell("A/RES/1", "S/RES/2"), NUMBERS), min_size=1, max_size=12)
)
def test_every_official_row_is_accounted_for_once(folder: Path, rows: list[tuple[str, ...]]) -> None:
    names = ("undl_id", "ms_name", "ms_vote", "date", "resolution", "total_yes")
    path = write_csv(
        folder / "o.csv", OFFICIAL, [[dict(zip(names, row, strict=True)).get(c, "") for c in OFFICIAL] for row in rows]
    )
    assert accounted("un_votes", path) == len(rows)


@settings(max_examples=100, deadline=None)
@given(
    votes=st.lists(st.tuples(NUMBERS, NAMES, MARKS, cell("", "y PERU")), min_size=1, max_size=12),
    resolutions=st.lists(
        st.tuples(NUMBERS, cell("GA", "SC"), TEXT, DAYS, TEXT, NUMBERS, NUMBERS, NUMBERS, DAYS), min_size=1, max_size=5
    ),
)
def test_every_undl_row_is_accounted_for_once(
    folder: Path, votes: list[tuple[str, ...]], resolutions: list[tuple[str, ...]]
) -> None:
    paths = write_csv(folder / "v.csv", UNDL, votes), write_csv(folder / "r.csv", RESOLUTIONS, resolutions)
    items = len(read("un_votes", *paths)[2])
    assert accounted("un_votes", *paths) + items == len(votes) + len(resolutions)


@settings(max_examples=100, deadline=None)
@given(rows=st.lists(st.tuples(NUMBERS, DAYS, *[cell("YES", "NO", "ABSTAIN", "")] * 3), min_size=1, max_size=8))
def test_every_wide_cell_is_accounted_for_once(folder: Path, rows: list[tuple[str, ...]]) -> None:
    names = ("token", "Date", "FRA", "PER", "QQQ")
    path = wide(folder / "w.csv", ["FRA", "PER", "QQQ"], *(dict(zip(names, row, strict=True)) for row in rows))
    reading, records, _, failures = read("un_votes", path)
    whole_rows = sum(failure.reason.startswith(("token", "date")) for failure in failures)
    cells = len(records) + sum(reading.skipped.values())
    cells += sum(not failure.reason.startswith(("token", "date", TOTALS_DIFFER)) for failure in failures)
    assert cells + 3 * whole_rows == 3 * len(rows)


@settings(max_examples=100, deadline=None)
@given(
    votes=st.lists(
        st.tuples(NUMBERS, cell("Namibia", "Zanzibar"), cell("FR", "NA", "RU", ""), cell("yes", "no", "abstain")),
        min_size=1,
        max_size=12,
    )
)
def test_every_voeten_row_is_accounted_for_once(folder: Path, votes: list[tuple[str, ...]]) -> None:
    assert accounted("un_votes", *voeten(folder, votes)) == len(votes)


# the real files


def test_official_sample(shared: Shared) -> None:
    path = shared("data/un/un_ga_voting_official_2026_layout_sample.csv.gz")
    reading, records, items, failures = read("un_votes", path)
    assert (len(records), len(items), failures) == (2702, 14, [])
    assert Counter(record.value for record in records) == {1: 2109, 3: 71, 2: 291, None: 231}
    assert {item.body for item in items} == {"GA"}
    assert (reading.layout, reading.total, reading.origin.date) == ("official", 2702, "2024-12-11")


def test_wide_file_of_2025(shared: Shared) -> None:
    reading, records, items, failures = read("un_votes", shared("data/un/un_votes_2025_wide_raw.csv.gz"))
    assert (len(items), failures) == (236, [])
    assert Counter(item.body for item in items) == {"GA": 192, "SC": 44}
    assert Counter(record.value for record in records) == {1: 29_994, 2: 2_382, 3: 1_656}
    assert reading.skipped == {BLANK: 11_044}
    assert (reading.total, reading.origin.date) == (236 * 191, "2025-12-29")


@pytest.fixture(scope="module")
def library(shared: Shared) -> tuple[Counter[object], Counter[str], list[Failure], list[Item]]:
    reading = ADAPTERS["un_votes"].read([shared("data/un/un_votes_undl_1946_2025.parquet")])
    assert [path.name for path in reading.files][1:] == ["un_resolutions_undl_1946_2025.parquet"]
    assert (reading.total, reading.origin.date) == (958_459, "2025-11-08")
    return tally(reading)


def test_library_pages_give_every_vote(
    library: tuple[Counter[object], Counter[str], list[Failure], list[Item]],
) -> None:
    values, kinds, failures, items = library
    assert (values[1], values[3], values[2]) == (726_093, 45_556, 100_214)
    unread = [failure for failure in failures if failure.where == "un_votes_undl_1946_2025.parquet"]
    assert [failure.found for failure in unread] == ["669502, PAKISTAN, X, AN PAKISTAN"]
    assert values[None] + len(unread) == 86_596
    assert kinds == {"Record": 958_458, "Item": 9_996, "Failure": 42}
    assert Counter(item.body for item in items) == {"GA": 7_199, "SC": 2_797}


def test_library_totals_differ_only_where_marks_were_typed_irregularly(
    library: tuple[Counter[object], Counter[str], list[Failure], list[Item]],
) -> None:
    differ = [failure for failure in library[2] if failure.reason == TOTALS_DIFFER]
    assert len(differ) == 40
    assert differ[0].found == "undl:662086: listed yes 88 no 0 abstain 2; printed yes 88 no 0 abstain 1"


def test_every_member_name_means_the_state_of_the_hand_made_list(shared: Shared) -> None:
    """The list knows one state a name; three names mean another on some days."""
    import duckdb

    from comity.actors import by_code

    files = [str(shared(f"data/un/un_{table}_undl_1946_2025.parquet")) for table in ("votes", "resolutions")]
    spells = (
        duckdb.connect()
        .execute(f"SELECT ms_name, min(date), max(date) FROM '{files[0]}' JOIN '{files[1]}' USING (undl_id) GROUP BY 1")
        .fetchall()
    )
    with shared("data/un/un_member_names_to_codes.csv").open(encoding="utf-8") as stream:
        listed = {row["ms_name"]: row["iso3c"] for row in csv.DictReader(stream)}
    differ = {
        (name, by_code("un", name, date.fromisoformat(day)).id)
        for name, first, last in spells
        for day in (first, last)
        if by_code("un", name, date.fromisoformat(day)).id != listed[name]
    }
    assert differ == {("CHINA", "TWN"), ("USSR", "RUS"), ("YEMEN", "YAR"), ("YUGOSLAVIA", "SCG")}


def test_voeten_release_of_2023(shared: Shared) -> None:
    names = "data/un/voeten_un_votes_1946_2023.parquet", "data/un/voeten_roll_calls_1946_2023.parquet"
    values, kinds, failures, items = tally(ADAPTERS["un_votes"].read([shared(name) for name in names]))
    assert kinds["Record"] + len(failures) == 916_025
    assert [failure.found for failure in failures] == ["1110, FJ, Fiji, no", "1111, FJ, Fiji, no"]
    assert (values[1], values[2], values[3]) == (730_746, 116_110, 69_167)
    assert len(items) == 6_464


def test_voeten_votes_alone_beside_two_tables_of_roll_calls(shared: Shared) -> None:
    from comity.errors import WrongFile

    with pytest.raises(WrongFile, match="several files beside it may be that"):
        ADAPTERS["un_votes"].read([shared("data/un/voeten_2021_un_votes_sessions1_74.parquet")])
