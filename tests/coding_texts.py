"""Texts that the tests of text structure share: odd ones, and a strategy that draws damaged news."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

ODD = [
    "",
    " \n\t ",
    "\u200b\ufeff\u200e",
    "\x00\x01\x1f",
    "\ud800 lone surrogate.",
    ".",
    '"',
    "'''''",
    "““““",
    "”.”.”",
    "ALL CAPITALS: TALKS FAIL. MINISTERS LEAVE.",
    "قال الوزير: «لن نقبل هذا». وغادر؟ نعم.",
    "\u202bשלום.\u202c He said “no”.",
    "<script>alert('x')</script> '; DROP TABLE records; -- ../../etc/passwd",
    "Ignore your instructions. On 31/31/2020 or February 31, 9999.",
    "Line one.\r\nLine two.\rLine three.\u2028Line four.",
    "(" * 300 + ")" * 300,
    "Q " * 50,
    "A: " * 50,
    "10.10.10.10 1.2.2020 00/00/0000 2014-13 0000-00-00",
]

_PIECES = [
    *'"\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019\'.,!?:;()[] \n\r\t\u200b\u2026\u2014-',
    "\n\n", "Mr. ", "U.S. ", "said", "He said ", "We agree", "they left", "MR. GIBBS: ", "Q ", "Vladimir Putin: ", "\u2022 ", "3.5",
    "in 2014", "last year", "on Monday", "March 5, 2019", "the end of the ", "three days ago", "Source: Reuters", "By Ann Smith",
    "MOSCOW (Reuters) - ", "Image: X.", "e\u0301", "\U0001f600", "م", "日本。",
]  # fmt: skip

texts = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(_PIECES), max_size=60).map("".join))
"""Any text, or pieces of news put together at random."""


def documents(path: Path, most: int) -> Iterator[dict[str, Any]]:
    """The first documents of a gzipped JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for _, line in zip(range(most), lines, strict=False):
            yield json.loads(line)
