"""When a claim is said to hold: the time named nearest to its words, or the span that vague words stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from comity.coding.claims.claim import When
from comity.coding.dates import TimeExpression
from comity.coding.tables import rows
from comity.schema import Span

REACH = 70
"""Characters behind or before the words of a claim within which a time is taken for its own."""

_SINCE = re.compile(r"\b(?:since|from|after|dat(?:es?|ing) (?:back )?to)\b", re.I)
_PIECE = re.compile(r"(?:\bago |[A-Za-z]-)$")
"""Before a piece of a longer expression: "seventy-five years ago", "ten years ago today"."""
_AGO = re.compile(r"\byears ago\b", re.I)
_CUT = re.compile(
    r"[;:]|, (?:and|but|while|although|though|unlike|whereas) |\b(?:but|while|although|whereas|that)\b|, (?:he|she|they|it) (?:said|says|added)\b"
)
_CALENDAR = frozenset({"day", "week", "weekend", "month", "quarter", "season", "year", "decade", "century"})


@cache
def _eras() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    return tuple(
        (re.compile(rf"(?:\b(since|after|from|until|before) )?(?:{row['words']})", re.I), row)
        for row in rows("claim_eras.tsv")
    )


def when_of(
    text: str,
    sentence: Span,
    claim: Span,
    times: Sequence[TimeExpression],
    day: date | None,
    named: Sequence[int] = (),
    spans: bool = False,
    lone: bool = False,
) -> When:
    """What a claim at `claim` says of time: of the expressions in its clause that which stands nearest, a date before a vague
    span unless `spans` weigh as much; failing that, with `lone`, the only date before it.

    `named` are the places at which somebody is named: a comma before one begins another clause.
    """
    options = [*_calendar(text, times, day), *_spans(text, sentence, day)]
    near = [
        ((when.vague or when.whole) and not spans, far, start, replace(when, at=(start, end)))
        for start, end, when in options
        if (far := _far(text, claim, (start, end), named)) <= REACH
    ]
    if near:
        return min(near, key=lambda one: one[:3])[3]
    dated = [when for _, end, when in options if not (when.vague or when.whole) and end <= claim[0]]
    return dated[0] if lone and len(dated) == 1 else When()


def _far(text: str, claim: Span, at: Span, named: Sequence[int]) -> int:
    """Characters between a claim and a time; out of reach where a new clause begins between them."""
    if at[0] < claim[1] and claim[0] < at[1]:
        return 0
    low, high = (claim[1], at[0]) if at[0] >= claim[1] else (at[1], claim[0])
    between = text[low:high]
    other = any(low < place < high and text[place - 2 : place] == ", " for place in named)
    ahead = 25 if at[0] < claim[0] else 0
    return REACH + 1 if other or _CUT.search(between) else len(between) + ahead


def _calendar(text: str, times: Sequence[TimeExpression], day: date | None) -> Iterator[tuple[int, int, When]]:
    for one in times:
        words = text[one.start : one.end]
        if _PIECE.search(text, max(0, one.start - 5), one.start):
            continue
        if one.precision == "recent" or not one.resolved or one.precision not in _CALENDAR:
            if one.precision == "recent" and day:
                yield one.start, one.end, When(_back(day, 5), day, "in", words, vague=True)
            continue
        when = When(one.first, one.last, one.role or "in", words)
        if _AGO.search(words) and one.first and one.last:
            when = replace(when, first=_back(one.first, 1), last=_back(one.last, -1))
        if one.role == "since":
            when = replace(when, last=day)
        elif one.role in ("until", "before"):
            when = replace(when, first=None)
        yield one.start, one.end, when


def _spans(text: str, sentence: Span, day: date | None) -> Iterator[tuple[int, int, When]]:
    for words, row in _eras():
        for found in words.finditer(text, *sentence):
            yield found.start(), found.end(), _era(row, found, day)


def _era(row: dict[str, str], found: re.Match[str], day: date | None) -> When:
    said = found.group()
    if row.get("whole"):
        return When(None, day, "since", said, whole=True)
    if row.get("years"):
        return When(_back(day, int(row["years"])) if day else None, day, "since", said, vague=True)
    since = bool(_SINCE.search(said)) or not row["to"]
    first = date(int(row["from"]), 1, 1)
    return When(first, day if since else date(int(row["to"]), 12, 31), "since" if since else "in", said, vague=True)


def _back(day: date, years: int) -> date:
    return date(day.year - years, day.month, min(day.day, 28))
