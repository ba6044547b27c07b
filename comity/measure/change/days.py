"""Days and the years that yearly numbers stand for."""

from __future__ import annotations

from datetime import date


def whole(day: date) -> int:
    """The last whole year up to a day.

    >>> whole(date(2020, 12, 31)), whole(date(2021, 12, 17))
    (2020, 2020)
    """
    return day.year if (day.month, day.day) == (12, 31) else day.year - 1
