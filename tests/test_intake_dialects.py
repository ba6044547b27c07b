"""Tables with lines above the header, columns without names, and text that is no UTF-8."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import WrongFile
from comity.intake.rows import Dialect, open_sheet
from comity.schema import Failure

DIALECT = Dialect("cp1252", (frozenset({"Recipient", "Supplier"}),))
ABOVE = ["Transfers of arms, all of them.", "", "Source: somebody (c)", "Data generated: 18 May 2026 2:29:20 PM"]


def written(path: Path, lines: list[str], encoding: str = "cp1252", end: str = "\n") -> Path:
    path.write_bytes(end.join([*lines, ""]).encode(encoding))
    return path


def test_without_a_dialect_such_a_file_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", [*ABOVE, "Recipient,Supplier, , ", "Côte,France,?,"])
    with pytest.raises(WrongFile, match="not UTF-8: byte 0xF4 on line 6"):
        open_sheet(path)


def test_bytes_that_fit_neither_encoding_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"Recipient,Supplier\nA\x81,B\n")
    with pytest.raises(WrongFile, match="byte 0x81 on line 2"):
        open_sheet(path, None, DIALECT)


def test_two_columns_without_a_name_are_refused_in_a_plain_table(tmp_path: Path) -> None:
    with pytest.raises(WrongFile, match="the header names columns twice: ''"):
        open_sheet(written(tmp_path / "a.csv", ["a, , ", "1,2,3"]))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_preamble_columns_and_line_numbers(tmp_path: Path, end: str) -> None:
    rows = ["Recipient,Supplier, ,Number, ", "Côte,France,?,1,", "Peru,France,?", ",,", 'Chad,"Sweden', 'x",,2,?']
    sheet = open_sheet(written(tmp_path / "a.csv", [*ABOVE, *rows], end=end), None, DIALECT)
    assert sheet.columns == ("Recipient", "Supplier", "column 3", "Number", "column 5")
    assert sheet.preamble == tuple(ABOVE)
    assert sheet.total == 4
    found = list(sheet.rows(("Recipient", "column 3", "column 5")))
    assert found[0] == (6, ("Côte", "?", ""))
    assert isinstance(found[1][1], Failure)
    assert (found[1][0], found[1][1].reason) == (7, "5 columns expected, 3 found")
    assert found[2] == (9, ("Chad", "", "?"))


def test_a_header_on_the_first_line_and_utf8_stay_as_they_are(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", ["Recipient,Supplier", "Côte,France"], "utf-8")
    sheet = open_sheet(path, None, DIALECT)
    assert sheet.preamble == ()
    assert list(sheet.rows(sheet.columns)) == [(2, ("Côte", "France"))]


def test_where_no_line_is_the_header_the_first_is_taken(tmp_path: Path) -> None:
    sheet = open_sheet(written(tmp_path / "a.csv", ["a,b", "1,2"]), None, DIALECT)
    assert (sheet.columns, sheet.preamble) == (("a", "b"), ())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


LINE = st.text(st.sampled_from("abcé ,.':?"), max_size=20)
ROWS = st.lists(st.tuples(st.sampled_from("abcé"), st.sampled_from("xyz")), min_size=1, max_size=8)


@settings(max_examples=100, deadline=None)
@given(above=st.lists(LINE, max_size=12), rows=ROWS)
def test_lines_above_change_nothing_but_the_numbers(
    folder: Path, above: list[str], rows: list[tuple[str, str]]
) -> None:
    lines = ["Recipient,Supplier", *(",".join(row) for row in rows)]
    sheet = open_sheet(written(folder / "a.csv", [*above, *lines]), None, DIALECT)
    assert list(sheet.rows(sheet.columns)) == [(len(above) + 2 + place, row) for place, row in enumerate(rows)]
