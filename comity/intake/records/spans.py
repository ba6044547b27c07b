"""Days from a year, month and day in cells of their own, some of them missing."""

from __future__ import annotations

from datetime import date

from comity.intake.records.cells import whole

MISSING = frozenset({"", "xx", "-9", "NA"})
"""What stands for an unknown month or day."""


def first_day(year: str, month: str, day: str) -> date | str:
    """The day, the first it may be where month or day is missing, or why there is none.

    >>> first_day("1980", "2", "xx"), first_day("1980.0", "", ""), first_day("1965", "6", "31")
    (datetime.date(1980, 2, 1), datetime.date(1980, 1, 1), "'1965-6-31' is no day")
    """
    if not year:
        return "no year stated"
    try:
        return date(_part(year), _part(month, 1), _part(day, 1) if month not in MISSING else 1)
    except ValueError:
        return f"{'-'.join((year, month, day))[:80]!r} is no day"


def last_day(year: str, month: str, day: str) -> date | str:
    """The day, the last it may be where month or day is missing, or why there is none.

    >>> last_day("1980", "2", "xx"), last_day("1980", "", "")
    (datetime.date(1980, 2, 29), datetime.date(1980, 12, 31))
    """
    first = first_day(year, month, day)
    if isinstance(first, str) or (month not in MISSING and day not in MISSING):
        return first
    months = 12 if month in MISSING else first.month
    return date.fromordinal(date(first.year + months // 12, months % 12 + 1, 1).toordinal() - 1)


def _part(text: str, missing: int | None = None) -> int:
    number = missing if missing is not None and text in MISSING else whole(text)
    if number is None:
        raise ValueError(text)
    return number
