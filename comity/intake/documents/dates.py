"""Dates of publication as the source states them: a day, a month or a year, never completed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T\s].*)?")
_COMPACT = re.compile(r"(19|20)(\d\d)(\d\d)(\d\d)(?:T?\d{4,6}Z?)?")
_DAY_FIRST = re.compile(r"(?:[a-z]+,?\s+)?(\d{1,2})\.?\s+([a-z]{3,9})\.?,?\s+(\d{4})\b.*")
_MONTH_FIRST = re.compile(r"(?:[a-z]+,?\s+)?([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})\b.*")
_MONTH_ONLY = re.compile(r"([a-z]{3,9})\.?,?\s+(\d{4})")
LONGEST = 60


def published(stated: object) -> str | None:
    """The ISO day, month or year a source states; None for none, and for one that can be read two ways.

    >>> published("Fri, 21 Aug 2026 16:00:54 -0400"), published("2014-09"), published("June 8, 2018")
    ('2026-08-21', '2014-09', '2018-06-08')
    >>> published("03/04/2020") is None
    True
    """
    if isinstance(stated, datetime):
        return stated.date().isoformat()
    if isinstance(stated, date):
        return stated.isoformat()
    text = " ".join(str(stated or "").split())
    if not text or len(text) > LONGEST:
        return None
    return _numbers(text) or _mail(text) or _words(text.lower())


def _numbers(text: str) -> str | None:
    if match := _COMPACT.fullmatch(text):
        return _checked(match[1] + match[2], match[3], match[4])
    if match := _ISO.fullmatch(text):
        return _checked(match[1], match[2], match[3])
    return None


def _mail(text: str) -> str | None:
    """The day where it was written, as feeds state it; the writer's own clock, not UTC."""
    if "," not in text and ":" not in text:
        return None
    try:
        moment = parsedate_to_datetime(text)
        moment.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _checked(str(moment.year), str(moment.month), str(moment.day))


def _words(text: str) -> str | None:
    if match := _DAY_FIRST.fullmatch(text):
        return _checked(match[3], _month(match[2]), match[1])
    if match := _MONTH_FIRST.fullmatch(text):
        return _checked(match[3], _month(match[1]), match[2])
    if match := _MONTH_ONLY.fullmatch(text):
        return _checked(match[2], _month(match[1]), None)
    return None


def _month(name: str) -> str:
    found = [n for n, month in enumerate(_MONTHS, 1) if month.startswith(name) or (name == "sept" and n == 9)]
    return str(found[0]) if len(found) == 1 else "0"


def _checked(year: str, month: str | None, day: str | None) -> str | None:
    """ISO form of a date there can be; printing in the modern sense starts about 1600."""
    try:
        whole = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if not 1600 <= whole.year <= 2100:
        return None
    return whole.isoformat()[: 10 if day else 7 if month else 4]
