"""Words of a document on their way to a terminal: none may move the cursor or turn the reading direction."""

from __future__ import annotations

import re

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]")


def safe(text: str) -> str:
    """The text on one line, with control characters written out.

    >>> safe("a\\x1b[31mred\\nnext")
    'a\\\\x1b[31mred next'
    """
    return " ".join(_UNSAFE.sub(lambda match: ascii(match[0])[1:-1], text.replace("\n", " ")).split())
