"""Quotation marks one by one: where they stand, their family, and what their neighbours let them be."""

from __future__ import annotations

import re
from dataclasses import dataclass

from comity.coding.spacing import BLANK, INVISIBLE

DOUBLE, GUILLEMET, CORNER, SINGLE = "double", "guillemet", "corner", "single"

_FAMILY = {
    **dict.fromkeys('"\u201c\u201d\u201e\u201f\u2033\uff02\u275d\u275e', DOUBLE),
    **dict.fromkeys(["''", "``", '""', "\u201c\u201c", "\u201d\u201d"], DOUBLE),
    **dict.fromkeys("\u00ab\u00bb", GUILLEMET),
    **dict.fromkeys("\u300c\u300d\u300e\u300f", CORNER),
    **dict.fromkeys("'\u2018\u2019\u201a\u201b`\u00b4\u2039\u203a", SINGLE),
}
_OPENS = frozenset("\u201c\u201e\u201f\u275d\u00ab\u300c\u300e\u2018\u201a\u201b\u2039") | {"``", "\u201c\u201c"}
_CLOSES = frozenset("\u201d\u275e\u00bb\u300d\u300f\u203a") | {"\u201d\u201d"}

MARK = re.compile(
    '\'\'|``|""|\u201c\u201c|\u201d\u201d|["\u201c\u201d\u201e\u201f\u2033\uff02\u275d\u275e\u00ab\u00bb\u300c\u300d\u300e\u300f\u2039\u203a\u201a]|'
    r"(?<![^\W_])['\u2018\u2019\u201b`\u00b4]|['\u2018\u2019`\u00b4](?![^\W_])"
)
"""Every mark but the apostrophe inside a word."""

_BEFORE_OPENER = re.compile(rf"{BLANK}|[(\[{{\u2013\u2014/:=-]")
_AFTER_CLOSER = re.compile(rf"{BLANK}|[.,;:!?)\]}}\u2026\u2013\u2014/-]")
_ELISION = re.compile(r"['\u2019\u2018](?:\d\ds?\b|em\b|tis\b|twas\b|til\b|cause\b|n['\u2019]|bout\b|round\b)", re.I)
_NEXT_WORD = re.compile(r"\s[^\W\d_]")
_INCHES = re.compile(r"\d['\u2019]?$")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark at `[start, end)`; `opens` and `closes` say what its form allows, `left` and `right` what its neighbours suggest.

    `left`: a blank or an opening bracket stands before it and none after it, as before an opening mark; `right` the
    reverse. `plural`: it stands after an s and before another word, as the apostrophe of "states' rights" does.
    """

    start: int
    end: int
    form: str
    family: str
    opens: bool
    closes: bool
    left: bool
    right: bool
    plural: bool


def marks(text: str, start: int, end: int) -> list[Mark]:
    """The quotation marks of a stretch of text in order; apostrophes, elisions and inches are left out.

    >>> [(m.form, m.left, m.right) for m in marks("He didn't say 'no', the '90s \\"yes\\"", 0, 34)]
    [("'", True, False), ("'", False, True), ('"', True, False), ('"', False, True)]
    """
    found = []
    for one in MARK.finditer(text, start, end):
        mark = _mark(text, start, end, one.start(), one.end())
        if not _apostrophe(text, mark):
            found.append(mark)
    return found


def _mark(text: str, low: int, high: int, start: int, end: int) -> Mark:
    form = text[start:end]
    before = _visible_before(text, low, start)
    after = text[end] if end < high else " "
    free_before = _BEFORE_OPENER.match(before) is not None or before in _FAMILY
    free_after = _AFTER_CLOSER.match(after) is not None or after in _FAMILY
    either = form not in _OPENS and form not in _CLOSES
    clear_after = after in "\u2026-.[" and not before.isalnum()
    left = free_before and (not free_after or clear_after or (after in _FAMILY and before not in _FAMILY))
    right = free_after and not left and (not before.isspace() or after in ".,;!?")
    plural = before in "sS" and _NEXT_WORD.match(text, end, min(end + 2, high)) is not None
    return Mark(
        start, end, form, _FAMILY[form], either or form in _OPENS, either or form in _CLOSES, left, right, plural
    )


def _visible_before(text: str, low: int, at: int) -> str:
    """The character before a mark, zero-width ones passed over; a blank at the beginning of the stretch."""
    for _ in range(8):
        if at <= low:
            return " "
        at -= 1
        if text[at].isspace() or not re.match(f"[{INVISIBLE}]", text[at]):
            return text[at]
    return " "


def _apostrophe(text: str, mark: Mark) -> bool:
    """Whether a mark is an elision ('90s, 'em) or a measure of feet or inches, and no quotation mark."""
    if mark.family == SINGLE and mark.left and _ELISION.match(text, mark.start):
        return True
    return (
        mark.form in "\"'\u2033"
        and mark.right
        and _INCHES.search(text, max(0, mark.start - 3), mark.start) is not None
        and _measured(text, mark)
    )


def _measured(text: str, mark: Mark) -> bool:
    """A figure before the mark is a measure if no mark of its form stands in the dozen characters before it."""
    return (
        not re.search(r"[\"\u201c'\u2018]\S{0,12}$", text[max(0, mark.start - 14) : mark.start])
        or "'" in text[max(0, mark.start - 3) : mark.start]
    )
