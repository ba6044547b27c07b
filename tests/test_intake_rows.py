"""Rows come as text with the number a reader would give them, the same from CSV and Parquet."""

from __future__ import annotations

import csv
import gzip
import io
from collections import Counter
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.intake.rows import open_sheet
from comity.schema import Failure


def sheet_of(folder: Path, text: str, name: str = "a.csv") -> list[tuple[int, tuple[str, ...] | Failure]]:
    path = folder / name
    path.write_bytes(text.encode())
    sheet = open_sheet(path)
    return list(sheet.rows(sheet.columns))


def test_line_numbers_count_quoted_line_ends_and_blank_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'a,b\n1,"two\nlines"\n\n3,"x ""y"" z"\r\n4,last')
    sheet = open_sheet(path)
    skipped: Counter[str] = Counter()
    rows = list(sheet.rows(("b", "a"), skipped))
    assert rows == [(2, ("two\nlines", "1")), (5, ('x "y" z', "3")), (6, ("last", "4"))]
    assert skipped == {"blank line": 1}


def test_total_leaves_out_the_header_and_quoted_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a,b\n1,"two\nlines"\n2,x\n')
    assert open_sheet(path).total == 2
    path.write_text('a,b\n1,"two\nlines"\n2,x')
    assert open_sheet(path).total == 2


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_separator_is_read_off_the_header(tmp_path: Path, mark: str) -> None:
    assert sheet_of(tmp_path, f"a{mark}b\n1{mark}2\n") == [(2, ("1", "2"))]


def test_byte_order_mark_and_old_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xef\xbb\xbfa,b\r1,2\r3,4\r")
    sheet = open_sheet(path)
    assert (sheet.columns, sheet.total) == (("a", "b"), 2)
    assert [values for _, values in sheet.rows(("a",))] == [("1",), ("3",)]


def test_a_row_of_another_width_is_a_failure_with_its_line(tmp_path: Path) -> None:
    rows = sheet_of(tmp_path, "a,b\n1,2,3\n4\n5,6\n")
    assert rows[0] == (2, Failure("a.csv", 2, "2 columns expected, 3 found", "1, 2, 3"))
    assert rows[1] == (3, Failure("a.csv", 3, "2 columns expected, 1 found", "4"))
    assert rows[2] == (4, ("5", "6"))


def test_a_quote_never_closed_names_the_lines_it_swallowed(tmp_path: Path) -> None:
    rows = sheet_of(tmp_path, 'a,b\n1,2\n3,"4\n5,6\n7,8\n')
    assert rows[0] == (2, ("1", "2"))
    assert isinstance(rows[1][1], Failure)
    assert "lines 3 to 5 cannot be read" in rows[1][1].reason


def test_parquet_gives_the_text_a_csv_would(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    values = "(3.0::DOUBLE, 2.5::DOUBLE, NULL::VARCHAR, DATE '2024-12-04', 7::INTEGER, 'NaN'::DOUBLE)"
    connection = duckdb.connect()
    connection.execute(f'COPY (SELECT * FROM (VALUES {values}) AS t(a, b, c, d, e, "f ""g""")) TO \'{path}\'')
    sheet = open_sheet(path)
    assert sheet.total == 1
    assert list(sheet.dicts()) == [
        (1, {"a": "3", "b": "2.5", "c": "", "d": "2024-12-04", "e": "7", 'f "g"': "nan"}),
    ]


def test_parquet_and_csv_give_the_same_rows_in_the_same_order(tmp_path: Path) -> None:
    query = "SELECT range AS n, 'é' || range AS name FROM range(50000)"
    connection = duckdb.connect()
    connection.execute(f"COPY ({query}) TO '{tmp_path}/a.parquet'")
    connection.execute(f"COPY ({query}) TO '{tmp_path}/a.csv' (HEADER)")
    one, two = open_sheet(tmp_path / "a.parquet"), open_sheet(tmp_path / "a.csv")
    assert one.total == two.total == 50_000
    for (row1, values1), (row2, values2) in zip(one.rows(("n", "name")), two.rows(("n", "name")), strict=True):
        assert values1 == values2
        assert row2 == row1 + 1


@pytest.fixture(scope="module")
def slot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rows") / "any.csv.gz"


CELL = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=20)


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=20))
def test_whatever_csv_writes_is_read_back(slot: Path, rows: list[tuple[str, str, str]]) -> None:
    """Every cell as written, and the line numbers those of the text."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    starts = []
    writer.writerow(("a", "b", "c"))
    for row in rows:
        starts.append(lines_in(text.getvalue()) + 1)
        writer.writerow(row)
    slot.write_bytes(gzip.compress(text.getvalue().encode()))
    got = list(open_sheet(slot).rows(("a", "b", "c")))
    assert [values for _, values in got] == rows
    assert [number for number, _ in got] == starts


def lines_in(text: str) -> int:
    return len(io.StringIO(text, newline="").readlines())
