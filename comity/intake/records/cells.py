"""Small readers of cells that every record shares; each returns None where the text is not what it should be."""

from __future__ import annotations

import re

_WHOLE = re.compile(r"\d{1,9}(?:\.0+)?")
_DECIMAL = re.compile(r"[-+]?(?:\d{1,30}(?:\.\d*)?|\.\d{1,30})(?:[eE][-+]?\d{1,2})?")


def whole(text: str) -> int | None:
    """A whole number of up to nine digits, with or without leading zeros or a decimal .0.

    >>> whole("012"), whole("3.0"), whole("-1"), whole("")
    (12, 3, None, None)
    """
    text = text.strip()
    return int(float(text)) if text.isascii() and _WHOLE.fullmatch(text) else None


def year_from(text: str, first: int) -> int | None:
    """A year from `first` to 2100.

    >>> year_from("2001", 2000), year_from("1999", 2000), year_from("01", 2000)
    (2001, None, None)
    """
    year = whole(text)
    return year if year is not None and first <= year <= 2100 else None


def decimal(text: str) -> float | None:
    """A number written with digits, a point and perhaps an exponent; None for words, blanks, "nan" and "inf".

    >>> decimal("-0.25"), decimal("1.5e-3"), decimal("nan"), decimal("")
    (-0.25, 0.0015, None, None)
    """
    text = text.strip()
    return float(text) if text.isascii() and _DECIMAL.fullmatch(text) else None
