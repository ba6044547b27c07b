"""Result tables: what they refuse, what they give back."""

from __future__ import annotations

import math
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from comity.errors import ComityError, NoEvidence
from comity.results import Table


def test_columns_of_unequal_length_are_refused() -> None:
    with pytest.raises(ComityError, match="unequal"):
        Table("t", {"a": [1], "b": []})


def test_an_empty_table_must_say_why() -> None:
    with pytest.raises(ComityError, match="why it is empty"):
        Table("t", {"a": []})


def test_a_table_without_evidence_says_so() -> None:
    with pytest.raises(NoEvidence):
        Table("t", {"a": [1]}).why()


def test_why_follows_the_first_row() -> None:
    asked = []
    table = Table("t", {"evidence": ["e1", "e2"]}, explain=lambda e: asked.append(e) or Table("x", {"a": [1]}))
    table.why()
    table.why("e2")
    assert asked == ["e1", "e2"]


def test_missing_stays_missing_in_every_form() -> None:
    table = Table("t", {"year": [2020, 2021], "kappa": [0.5, None]})
    assert table.rows()[1]["kappa"] is None
    assert math.isnan(table.numpy()["kappa"][1])
    assert table.df()["kappa"].isna().tolist() == [False, True]
    assert table.arrow()["kappa"].null_count == 1


def test_a_notebook_cannot_be_injected() -> None:
    table = Table("<script>", {"<b>": ["<img onerror=x>"]}, note="<i>")
    html = table._repr_html_()
    assert "<script>" not in html
    assert "<img" not in html
    assert "<i>" not in html


def test_rich_markup_in_data_is_text() -> None:
    assert "[red]x[/nope]" in repr(Table("t", {"a": ["[red]x[/nope]"]}))


def test_a_long_table_says_how_many_rows_it_left_out() -> None:
    assert "30 more rows" in repr(Table("t", {"a": list(range(50))}))


@given(st.lists(st.tuples(st.integers(-9, 9), st.none() | st.floats(allow_nan=False)), min_size=1))
def test_rows_and_columns_hold_the_same(pairs: list[tuple[int, float | None]]) -> None:
    table = Table("t", {"a": [a for a, _ in pairs], "b": [b for _, b in pairs]})
    assert [(row["a"], row["b"]) for row in table.rows()] == pairs
    assert len(table) == len(pairs)


def shown(table: Table, width: int) -> str:
    out = StringIO()
    Console(file=out, width=width).print(table)
    return out.getvalue()


def test_a_narrow_window_names_the_columns_it_leaves_out() -> None:
    columns = {
        "day": ["2020-12-01"] * 9,
        "title": ["word " * 30] * 9,
        "address": ["https://example.org/" + "x" * 60] * 9,
    }
    text = shown(Table("t", columns), 50)
    assert "no room for: address" in text
    assert text.count("2020-12-01") == 9


def test_few_wide_rows_are_shown_whole() -> None:
    text = shown(
        Table("t", {"name": ["a"], "licence": ["long " * 30], "address": ["https://example.org/" + "x" * 60]}), 50
    )
    assert "no room" not in text
    assert text.count("long") == 30


@given(st.integers(30, 200), st.lists(st.text(min_size=1, max_size=80), min_size=1, max_size=9))
def test_no_line_runs_over_the_window(width: int, cells: list[str]) -> None:
    table = Table("t", {f"c{i}": [cell] * 8 for i, cell in enumerate(cells)})
    assert all(cell_len(line) <= width for line in shown(table, width).splitlines())
