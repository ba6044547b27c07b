"""Small readers of cells that every record shares; each returns None where the text is not what it should be."""

from __future__ import annotations

import re

_WHOLE = re.compile(r"\d{1,9}(?:\.0+)?")


def whole(text: str) -> int | None:
    """A whole number of up to nine digits, with or without leading zeros or a decimal .0.

    >>> whole("012"), whole("3.0"), whole("-1"), whole("")
    (12, 3, None, None)
    """
    text = text.strip()
    return int(float(text)) if text.isascii() and _WHOLE.fullmatch(text) else None
