"""Adapters: a wrong header names the nearest layout, companions are found or asked for, origins name their files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from intake_tables import RESOLUTIONS, ROLL_CALLS, UNDL, VOETEN, official, read, write_csv

from comity.errors import ComityError, UnsafePath, WrongFile
from comity.intake.files import digest
from comity.intake.records import ADAPTERS
from comity.intake.records.base import Reading
from comity.intake.records.un_votes.official import REQUIRED


def refusal(record: str, *paths: Path, root: Path | None = None) -> ComityError:
    with pytest.raises((WrongFile, UnsafePath)) as caught:
        ADAPTERS[record].read(paths, root)
    assert caught.value.where
    assert caught.value.next_step
    return caught.value


def undl(folder: Path) -> tuple[Path, Path]:
    votes = write_csv(folder / "votes.csv", UNDL, [(7, "FRANCE", "Y", "")])
    resolutions = write_csv(
        folder / "resolutions.csv",
        RESOLUTIONS,
        [(7, "GA", "A/RES/79/1", "2024-12-04", "On peace", 1, 0, 0, "2025-11-08 16:22:33")],
    )
    return votes, resolutions


def test_no_file_named() -> None:
    assert "no file" in refusal("un_votes").what


def test_a_wrong_path_is_refused_at_once(tmp_path: Path) -> None:
    assert isinstance(refusal("atop", tmp_path / "absent.csv"), UnsafePath)
    outside = official(tmp_path / "a.csv", {})
    (tmp_path / "inbox").mkdir()
    assert isinstance(refusal("un_votes", outside, root=tmp_path / "inbox"), UnsafePath)


def test_a_changed_header_names_the_nearest_layout_and_both_kinds_of_column(tmp_path: Path) -> None:
    header = [{"ms_vote": "vote_cast", "title": "heading"}.get(name, name) for name in REQUIRED]
    what = refusal("un_votes", write_csv(tmp_path / "a.csv", header, [["1"] * 20])).what
    assert "nearest is official" in what
    assert "missing columns: ms_vote, title" in what
    assert "unexpected columns: vote_cast, heading" in what


def test_a_table_of_something_else_is_told_apart_from_a_changed_header(tmp_path: Path) -> None:
    what = refusal("un_votes", write_csv(tmp_path / "a.csv", ("country", "gdp"), [("France", 1)])).what
    assert "header is that of no un_votes layout" not in what  # Voeten's table has a column country, too
    assert "missing columns: rcid" in what
    what = refusal("atop", write_csv(tmp_path / "b.csv", ("place", "gdp"), [("France", 1)])).what
    assert "header is that of no atop layout (dyad_year, member_level)" in what
    assert "found columns: place, gdp" in what


def test_columns_in_another_order_and_columns_more_are_read(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "v.csv", ("extra", "vote", "country_code", "country", "rcid"), [("x", "no", "FR", "France", 3)]
    )
    rolls = write_csv(tmp_path / "r.csv", ROLL_CALLS, [(3, 1, 0, "1946-01-01", "R/1/66", 1, 0, "RULES", "")])
    _, records, _, failures = read("un_votes", path, rolls)
    assert [(record.state1, record.value) for record in records] == [("FRA", 3)]
    assert not failures


def test_an_absent_companion_is_asked_for_with_the_command(tmp_path: Path) -> None:
    votes, resolutions = undl(tmp_path)
    resolutions.unlink()
    error = refusal("un_votes", votes)
    assert "needs the table of resolutions" in error.what
    assert "undl_id, body, resolution, date" in error.what
    assert error.next_step == f"name both files: comity add --record un_votes {votes} UNDL_RESOLUTIONS_FILE"


def test_a_companion_beside_is_found_from_either_side(tmp_path: Path) -> None:
    votes, resolutions = undl(tmp_path)
    (tmp_path / "notes.txt").write_text("nothing")
    (tmp_path / "broken.csv").write_bytes(b"\xff\xfe\0")
    for given in ((votes,), (resolutions,), (resolutions, votes)):
        reading, records, items, failures = read("un_votes", *given)
        assert reading.files == (votes, resolutions)
        assert (len(records), len(items), len(failures)) == (1, 1, 0)


def test_two_companions_beside_are_not_chosen_between(tmp_path: Path) -> None:
    votes, resolutions = undl(tmp_path)
    (tmp_path / "older.csv").write_bytes(resolutions.read_bytes())
    error = refusal("un_votes", votes)
    assert "several files beside it may be that: older.csv, resolutions.csv" in error.what
    assert read("un_votes", votes, resolutions)[0].files == (votes, resolutions)


def test_a_companion_outside_the_folder_allowed_is_refused(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    votes, resolutions = undl(inbox)
    resolutions.rename(tmp_path / "elsewhere.csv")
    (inbox / "link.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert "outside the folder" in refusal("un_votes", votes, root=inbox).what


def test_files_that_do_not_belong_together(tmp_path: Path) -> None:
    votes, _ = undl(tmp_path)
    other = official(tmp_path / "official.csv", {})
    assert "different layouts" in refusal("un_votes", votes, other).what
    twin = official(tmp_path / "twin.csv", {})
    assert "two files of the same kind (official)" in refusal("un_votes", other, twin).what


def test_votes_of_one_release_and_roll_calls_of_another_fail_row_by_row(tmp_path: Path) -> None:
    votes = write_csv(tmp_path / "v.csv", VOETEN, [(3, "France", "FR", "no"), (4, "France", "FR", "no")])
    rolls = write_csv(tmp_path / "r.csv", ROLL_CALLS, [(3, 1, 0, "1946-01-01", "R/1/66", 1, 0, "RULES", "")])
    _, records, _, failures = read("un_votes", votes, rolls)
    assert len(records) == 1
    assert failures[0].reason == "rcid '4' is not among the roll calls read"


def test_origin_is_stable_and_differs_between_versions(tmp_path: Path) -> None:
    one = official(tmp_path / "2026_02_06_ga_voting.csv", {})
    two = official(tmp_path / "copy.csv", {})
    three = official(tmp_path / "other.csv", {"ms_vote": "N"})
    origins = [ADAPTERS["un_votes"].read([path]).origin for path in (one, two, three)]
    assert origins[0].id == origins[1].id == f"un_votes-official-{digest(one)[:8]}" != origins[2].id
    assert (origins[0].version, origins[0].date) == ("file of 2026-02-06", "2026-02-06")
    assert (origins[1].version, origins[1].date) == ("votes to 2024-12-04", "2024-12-04")


@pytest.mark.parametrize("record", sorted(ADAPTERS))
def test_every_layout_says_what_it_is_and_whose(record: str) -> None:
    adapter = ADAPTERS[record]
    assert adapter.name == record
    assert adapter.doc
    for layout in adapter.layouts:
        assert layout.doc
        assert layout.required
        assert adapter.publishers[layout.name].citation


def test_a_reading_can_be_iterated_twice(tmp_path: Path) -> None:
    path = official(tmp_path / "a.csv", {}, {}, {"ms_name": "PERU", "ms_vote": "?"})
    reading: Reading = ADAPTERS["un_votes"].read([path])
    assert reading.total == 3
    assert list(reading) == list(reading)
    assert reading.skipped == {"the same row again": 1}


def test_packed_and_plain_give_the_same_records(tmp_path: Path, shared: Callable[[str], Path]) -> None:
    import gzip

    packed = shared("data/un/un_ga_voting_official_2026_layout_sample.csv.gz")
    plain = tmp_path / "plain.csv"
    plain.write_bytes(gzip.decompress(packed.read_bytes()))
    one, two = read("un_votes", packed), read("un_votes", plain)
    assert [(r.id, r.value, r.row) for r in one[1]] == [(r.id, r.value, r.row) for r in two[1]]
    assert one[0].origin.id != two[0].origin.id
