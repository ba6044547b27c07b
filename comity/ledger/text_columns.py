"""Rows of text kinds turned into arrays, by the types of their columns."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import numpy as np

from comity.ledger.text_rows import Row
from comity.ledger.text_schemas import LIST, NULLABLE, SPANS, TEXT_SCHEMAS

Array = np.ndarray[Any, Any]

_SURROGATE = re.compile("[\ud800-\udfff]")
_EPOCH = date(1970, 1, 1).toordinal()
_NO_DAY = np.iinfo(np.int64).min
_NO_NUMBER = -1


def row_arrays(kind: str, rows: Sequence[Row]) -> dict[str, Array]:
    """One array a column of the kind; a missing number is -1, a missing day NaT, a missing text '', lists are JSON text."""
    return {name: _ARRAY[type_]([row[name] for row in rows]) for name, type_ in TEXT_SCHEMAS[kind].items()}


def text_expression(kind: str, name: str) -> str:
    """SQL that gives an array the type of its column, with what is missing as NULL.

    >>> text_expression("documents", "title")
    'nullif("title", \\'\\')'
    """
    type_ = TEXT_SCHEMAS[kind][name]
    if type_ == LIST:
        return f"""from_json("{name}", '["VARCHAR"]')"""
    if type_ == SPANS:
        return f"""from_json("{name}", '[{{"start_char":"INTEGER","end_char":"INTEGER"}}]')"""
    if type_ == "INTEGER":
        return f'nullif("{name}", {_NO_NUMBER})'
    return f"nullif(\"{name}\", '')" if name in NULLABLE else f'"{name}"'


def storable(text: str) -> str:
    """The text with halves of characters replaced one for one, which no file holds; offsets stay as they are."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def _texts(values: list[Any]) -> Array:
    return np.array([storable(value or "") for value in values], dtype=object)


def _json_texts(values: list[Any]) -> Array:
    return np.array([storable(json.dumps(list(value), ensure_ascii=False)) for value in values], dtype=object)


def _whole(values: list[Any]) -> Array:
    return np.array([_NO_NUMBER if value is None else value for value in values], dtype=np.int64)


def _days(values: list[Any]) -> Array:
    numbers = [_NO_DAY if day is None else day.toordinal() - _EPOCH for day in values]
    return np.array(numbers, dtype=np.int64).view("M8[D]").astype("M8[s]")


_ARRAY: dict[str, Callable[[list[Any]], Array]] = {
    "VARCHAR": _texts,
    "INTEGER": _whole,
    "DOUBLE": lambda values: np.array(values, dtype=np.float64),
    "BOOLEAN": lambda values: np.array(values, dtype=np.bool_),
    "DATE": _days,
    LIST: _json_texts,
    SPANS: _json_texts,
}
