"""White space and invisible characters: what counts as nothing at the edge of a piece of text."""

from __future__ import annotations

import re
import unicodedata

INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
"""Zero-width and directional characters, as the inside of a character class."""

BLANK = rf"[\s{INVISIBLE}]"
"""One character that shows nothing."""

_LEADING = re.compile(rf"{BLANK}*")
_ONE = re.compile(BLANK)


def blank(character: str) -> bool:
    """Whether a character shows nothing.

    >>> blank(" "), blank("\\u200b"), blank("a")
    (True, True, False)
    """
    return _ONE.match(character) is not None


def wordset(line: str) -> frozenset[str]:
    """The words of a line, to ask whether one is among them.

    >>> sorted(wordset("of the"))
    ['of', 'the']
    """
    return frozenset(line.split())


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks at either edge; (end, end) if there is nothing else.

    >>> trim("  at sea. ", 0, 10)
    (2, 9)
    """
    found = _LEADING.match(text, start, end)
    start = found.end() if found else start
    while end > start and blank(text[end - 1]):
        end -= 1
    return start, end


def wordless(piece: str) -> bool:
    """Whether a piece holds no letter and no digit.

    >>> wordless("* * *"), wordless("No 5")
    (True, False)
    """
    return not any(map(str.isalnum, piece))


def cut_before(text: str, at: int) -> int:
    """The nearest place at or before `at` that does not part a letter from its accents."""
    while at and at < len(text) and (unicodedata.combining(text[at]) or text[at] == "\u200d"):
        at -= 1
    return at
