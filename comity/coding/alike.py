"""One spelling of quotes, hyphens and blanks for a search over a text, offset by offset."""

from __future__ import annotations

import re

_ALIKE = {
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "‐": "-",
    "‑": "-",
    "–": "-",
    "\u00a0": " ",
    "\u202f": " ",
    "\n": " ",
    "\t": " ",
}
_HALF = re.compile("[\ud800-\udfff]")
"""Halves of characters, which damaged texts hold and no search takes."""


def alike(text: str) -> str:
    """The text with one spelling of quotes, hyphens and blanks; its length and offsets stay.

    >>> alike("Côte d’Ivoire–\\nMali")
    "Côte d'Ivoire- Mali"
    """
    for one, other in _ALIKE.items():
        text = text.replace(one, other)
    return text if text.isascii() else _HALF.sub("\ufffd", text)
