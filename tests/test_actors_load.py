"""A reader's own list of actors: what is refused, with file and line, and what is laid over ours."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from comity import actors
from comity.actors import Ambiguous
from comity.errors import NotThen, Refused, UnknownActor, UnsafePath, WrongFile

HEADER = "id\tkind\tname\taliases\tstart\tend\tnote\n"


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "mine.tsv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("\n", "missing columns"),
        (HEADER, "no rows"),
        (HEADER + "\n\n", "no rows"),
        ("id\tname\nX\tY\n", "missing columns kind, aliases, start, end, note"),
        ("id,kind,name,aliases,start,end,note\n", "found id,kind,name"),
        (HEADER + "\tstate\tNowhere\t\t\t\t\n", "line 2"),
        (HEADER + "NOW\t\tNowhere\t\t\t\t\n", "no kind given"),
        (HEADER + "NOW\tcompany\t\t\t\t\t\n", "no name given"),
        (HEADER + "now here\tcompany\tNowhere\t\t\t\t\n", "not an id: 'now here'"),
        (HEADER + "NOW\tcompany\tNowhere\t\tyesterday\t\t\n", "not a day: 'yesterday'"),
        (HEADER + "NOW\tcompany\tNowhere\t\t2000-13-01\t\t\n", "not a day"),
        (HEADER + "NOW\tcompany\tNowhere\t\t2001-01-01\t2000-01-01\t\n", "end lies before start"),
        (HEADER + "NOW\tcompany\tNowhere\t\t\t\t\tmore\n", "8 cells under 7 columns"),
        (HEADER + "NOW\tcompany\tNowhere\t\t\t\t\nNOW\tcompany\tElsewhere\t\t\t\t\n", "line 3"),
        (HEADER + "RUS\tcompany\tRussia\t\t\t\t\n", "RUS is a state"),
        (HEADER.encode() + b"NOW\tcompany\tNow\xe9here\t\t\t\t\n", "line 2"),
        (b"\xff\xfei\x00d\x00", "not UTF-8"),
    ],
)
def test_a_bad_list_is_refused_with_its_line(tmp_path: Path, text: str | bytes, words: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(WrongFile) as refusal:
        actors.load(path)
    assert words in str(refusal.value)
    assert "mine.tsv" in refusal.value.where
    assert refusal.value.next_step


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path, words in ((tmp_path, "a directory"), (tmp_path / "absent.tsv", "no such file")):
        with pytest.raises(UnsafePath, match=words):
            actors.load(path)


def test_a_huge_list_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.tsv"
    with path.open("wb") as file:
        file.truncate(64 * 1024 * 1024)
    with pytest.raises(Refused, match="larger than"):
        actors.load(path)


def test_new_actors_resolve_and_ours_stay(tmp_path: Path) -> None:
    mine = actors.load(
        written(
            tmp_path,
            HEADER
            + "GAZPROM\tcompany\tGazprom\tGazprom Export|OAO Gazprom\t1989-08-08\t\tstate-owned\n"
            + "CAT\tstate\tCatalonia\tCatalunya\t2017-10-27\t2017-10-30\tdeclared, not recognised\n",
        )
    )
    assert mine.choose("gazprom export").kind == "company"
    assert mine.resolve("OAO Gazprom", date(2020, 1, 1)) == mine.get("GAZPROM")
    assert mine.resolve("Gazprom", date(1980, 1, 1)) is None
    assert mine.get("CAT") in mine.states()
    with pytest.raises(NotThen, match="2017-10-27"):
        mine.choose("Catalonia", date(2010, 1, 1))
    assert mine.choose("Burma").id == "MMR"
    assert mine.by_code("cow", "365", date(1980, 1, 1)).id == "SUN"
    with pytest.raises(UnknownActor):
        actors.get("GAZPROM")


def test_a_row_over_ours_adds_names_and_replaces_what_it_fills(tmp_path: Path) -> None:
    mine = actors.load(written(tmp_path, HEADER + "RUS\t\t\tRuritania|ZZR\t\t\tmy note\n"))
    assert mine.choose("Ruritania").id == "RUS"
    assert mine.resolve("ZZR", date(2020, 1, 1)) == mine.get("RUS")
    assert (mine.get("RUS").name, mine.get("RUS").start, mine.get("RUS").note) == (
        "Russia",
        date(1991, 12, 26),
        "my note",
    )
    assert mine.lineage("RUS") == ("SUN", "RUS")
    assert actors.get("RUS").note != "my note"


def test_a_name_of_ours_given_to_another_becomes_ambiguous(tmp_path: Path) -> None:
    mine = actors.load(written(tmp_path, HEADER + "GEORGIA_US\tplace\tGeorgia\t\t1788-01-02\t\t\n"))
    found = mine.resolve("Georgia", date(2020, 1, 1))
    assert isinstance(found, Ambiguous)
    assert {candidate.actor.id for candidate in found.candidates} == {"GEO", "GEORGIA_US"}
    assert mine.resolve("Georgia", date(1980, 1, 1)) == mine.get("GEORGIA_US")


def test_a_byte_order_mark_and_windows_lines_are_read(tmp_path: Path) -> None:
    text = "\ufeff" + HEADER.replace("\n", "\r\n") + "NOW\tcompany\tNowhere Ltd\t\t\t\t\r\n"
    assert actors.load(written(tmp_path, text)).choose("Nowhere Ltd").id == "NOW"
