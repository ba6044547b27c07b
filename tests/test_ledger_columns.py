"""Columns say what the records said."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from comity.ledger.columns import SCHEMAS, Arrays, key_of, keys, record_arrays, selection
from comity.schema import Record

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
DAYS = st.dates(date(1700, 1, 1), date(2100, 1, 1))
RECORDS = st.builds(
    Record,
    indicator=TEXT,
    state1=TEXT,
    state2=st.none() | TEXT.filter(bool),
    start=DAYS,
    end=st.none() | DAYS,
    value=st.none() | st.floats(allow_nan=False),
    unit=TEXT,
    directed=st.booleans(),
    origin_id=TEXT,
    row=st.integers(0, 2**62),
    item=TEXT,
)


def selected(arrays: Arrays) -> list[tuple[Any, ...]]:
    return duckdb.sql(f"SELECT {selection('records')} FROM arrays").fetchall()


def test_a_column_that_begins_with_many_missing_states_keeps_the_late_one() -> None:
    day = date(2020, 1, 1)
    records = [Record("x", "A", None, day, None, None, "", False, "", i) for i in range(5_000)]
    records.append(Record("x", "A", "B", day, day, 2.0, "", False, "", 5_000))
    got = selected(record_arrays(records))
    names = list(SCHEMAS["records"])
    assert got[-1][names.index("state2")] == "B"
    assert got[0][names.index("state2")] is None
    assert got[0][names.index("value")] is None
    assert got[0][names.index("end_date")] is None


@given(st.lists(RECORDS, min_size=1, max_size=20))
def test_keys_are_the_ids_of_the_records(records: list[Record]) -> None:
    assert [f"r{key:016x}" for key in keys(records)] == [record.id for record in records]
    assert [key_of(record.id) for record in records] == keys(records).tolist()


@given(st.lists(RECORDS, min_size=1, max_size=20))
def test_arrays_come_back_as_the_records(records: list[Record]) -> None:
    arrays = record_arrays(records)
    for row, record in zip(selected(arrays), records, strict=True):
        got = dict(zip(SCHEMAS["records"], row, strict=True))
        assert (got["start_date"], got["end_date"]) == (record.start, record.end)
        assert (got["state2"], got["value"], got["row"]) == (record.state2, record.value, record.row)
        assert (got["indicator"], got["item"]) == (record.indicator, record.item)
    assert arrays["start_date"].dtype == np.dtype("M8[s]")
