"""When an act took place: the time expression of its sentence that belongs to it, else what the document's day allows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from comity.coding.dates import TimeExpression
from comity.coding.periods import published as published_period
from comity.coding.when_near import REACH, Stretch, steps
from comity.schema import Span

When = tuple[date | None, date | None, str]
UNKNOWN: When = (None, None, "")
FARTHEST = 22
"""Steps between an act and a time beyond which the time is not taken for the act's: one a word, more at the end of a clause."""

_GONE = re.compile(r"\d{4}|last|past|previous|ago|yesterday|earlier|today", re.I)
_PART = re.compile(r"(?:\bago |[A-Za-z]-|\()$")
"""Before a piece of a longer expression ("years ago today", "seventy-nine years ago") or of a name ("resolution 1701 (2006)")."""


def when(
    text: str,
    sentence: Span,
    trigger: Span,
    times: Sequence[TimeExpression],
    published: str | None,
    status: str,
    others: Sequence[Span] = (),
) -> tuple[date | None, date | None, str]:
    """First and last day of an act (inclusive, None where open) and how precise they are.

    Of the `times` in the sentence the nearest to the deciding words in their clause counts; one that is said of the
    saying, of a treaty or of the act at `others` does not. A planned act takes none that lies behind the document's day, the
    rest none that lies ahead. Without one, an act told as done has happened by the document's day: (None, day,
    "published"); a planned one is still to come: (day, None, "published"); else (None, None, "").

    >>> from comity.coding.dates import times
    >>> text = "Peru said on Tuesday that it had expelled the envoy in early March."
    >>> [str(day) for day in when(text, (0, 67), (33, 41), times(text, "2022-06-15"), "2022-06-15", "asserted")]
    ['2022-03-01', '2022-03-15', 'month']
    """
    day = published_period(published)
    low, high = (day.first, day.last) if day else (None, None)
    low_at, high_at = max(sentence[0], trigger[0] - REACH), min(sentence[1], trigger[1] + REACH)
    inside = [one for one in times if low_at <= one.start and one.end <= high_at]
    if status == "planned" and low:
        inside = [_ahead(one, text[one.start : one.end], low) for one in inside]
    rivals = list(_stretches(text, inside))
    ranked = sorted(
        (steps(text, sentence, trigger, one, others, rivals), one.start, one.end, one)
        for one in rivals
        if _fits(one, status, low, high)
    )
    for far, *_, best in ranked:
        if far <= FARTHEST and (best.first or best.last):
            return best.first, best.last, best.precision
    if not day or status in ("historical", "hypothetical"):
        return UNKNOWN
    return (low, None, "published") if status == "planned" else (None, high, "published")


def published_day(published: str | None) -> date | None:
    """The day of a document that says a whole day, else None.

    >>> published_day("2014-09-03"), published_day("2014-09")
    (datetime.date(2014, 9, 3), None)
    """
    period = published_period(published)
    return period.first if period and period.precision == "day" else None


def _stretches(text: str, times: Sequence[TimeExpression]) -> Iterator[Stretch]:
    """Times with the word before them taken into account; a range is one, how often something happens is none."""
    before: TimeExpression | None = None
    for one in times:
        if one.role == "to" and before is not None and before.role == "from":
            yield Stretch(before.start, one.end, before.first, one.last, one.precision)
        elif (
            one.precision not in ("frequency", "recent")
            and one.role != "from"
            and not _PART.search(text, max(0, one.start - 5), one.start)
        ):
            yield Stretch(one.start, one.end, *_edges(one), one.precision)
        before = one


def _ahead(one: TimeExpression, words: str, day: date) -> TimeExpression:
    """A weekday or a day or month without its year that was read as gone by, as the next one."""
    if not (one.first and one.last and one.last < day and one.role in ("", "from", "to", "by", "until")):
        return one
    if _GONE.search(words) or one.precision not in ("day", "month"):
        return one
    if one.precision == "day" and not re.search(r"\d", words):
        return replace(one, first=one.first + timedelta(7), last=one.last + timedelta(7))
    return replace(one, first=_next_year(one.first), last=_next_year(one.last))


def _next_year(day: date) -> date:
    return date(day.year + 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


def _edges(one: TimeExpression) -> tuple[date | None, date | None]:
    """The days that "since", "until", "before" and "after" leave of a time."""
    if one.role in ("until", "by"):
        return None, one.last
    if one.role == "since":
        return one.first, None
    if one.role == "before":
        return None, one.first - timedelta(1) if one.first and one.first > date.min else None
    if one.role == "after":
        return one.last if one.last else one.first, None
    return one.first, one.last


def _fits(one: Stretch, status: str, low: date | None, high: date | None) -> bool:
    """Whether the time lies on the side of the document's day that the status asks for."""
    if status == "planned":
        last = one.last or one.first  # "since 2019", "after the vote" say nothing of what is still to come
        return not (last and low and last < low)
    if status in ("asserted", "historical"):
        return not (one.first and high and one.first > high)
    return True
