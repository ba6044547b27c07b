"""Stretches of the calendar: days, weeks, months, quarters, seasons, years, decades, centuries, and parts of them."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

UNITS = ("day", "week", "weekend", "month", "quarter", "season", "year", "decade", "century")
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
"""First and last month, meteorological, northern hemisphere; a winter bears the year in which it begins."""

_PUBLISHED = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\d-])")


@dataclass(frozen=True, slots=True)
class Period:
    """Days `first` to `last`, both inclusive, None where open or unknown; `precision` the unit meant; `value` its short name.

    `value` is "2015-09-01", "2015-W36", "2015-09", "2015-Q3", "2015-SUMMER", "2015", "199X" (a decade) or "19XX" (a
    century); "" where the period has no such name.
    """

    precision: str
    first: date | None = None
    last: date | None = None
    value: str = ""
    part: str = ""
    approximate: bool = False


def day(when: date) -> Period:
    """One day.

    >>> day(date(2015, 9, 1)).value
    '2015-09-01'
    """
    return Period("day", when, when, when.isoformat())


def week(when: date) -> Period:
    """The week, Monday to Sunday, that holds a day; named as in ISO 8601.

    >>> week(date(2017, 7, 18)).first
    datetime.date(2017, 7, 17)
    """
    monday = when - timedelta(days=when.weekday())
    year, number, _ = when.isocalendar()
    return Period("week", monday, monday + timedelta(days=6), f"{year:04}-W{number:02}")


def weekend(when: date) -> Period:
    """Saturday and Sunday of the week that holds a day."""
    saturday = when + timedelta(days=5 - when.weekday())
    return Period("weekend", saturday, saturday + timedelta(days=1))


def month(year_: int, number: int) -> Period:
    """A month; `number` may leave 1..12 and then counts on into other years.

    >>> month(2020, 0).value, month(2020, 2).last
    ('2019-12', datetime.date(2020, 2, 29))
    """
    year_, number = year_ + (number - 1) // 12, (number - 1) % 12 + 1
    return Period("month", date(year_, number, 1), _end(year_, number), f"{year_:04}-{number:02}")


def quarter(year_: int, number: int) -> Period:
    """A quarter of a calendar year; `number` may leave 1..4.

    >>> quarter(2024, 0).value
    '2023-Q4'
    """
    year_, number = year_ + (number - 1) // 4, (number - 1) % 4 + 1
    return Period("quarter", date(year_, 3 * number - 2, 1), _end(year_, 3 * number), f"{year_:04}-Q{number}")


def half(year_: int, number: int) -> Period:
    """Half of a calendar year: 1 or 2."""
    return Period("quarter", date(year_, 6 * number - 5, 1), _end(year_, 6 * number), f"{year_:04}-H{number}")


def season(year_: int, name: str) -> Period:
    """A season by its English name; see `SEASONS`."""
    first, last = SEASONS[name]
    plain = "autumn" if name == "fall" else name
    return Period("season", date(year_, first, 1), _end(year_ + (last < first), last), f"{year_:04}-{plain.upper()}")


def year(number: int) -> Period:
    """A calendar year.

    >>> year(1961).last
    datetime.date(1961, 12, 31)
    """
    return years(number, number, "year", f"{number:04}")


def years(first: int, last: int, precision: str = "year", value: str = "") -> Period:
    """Whole years, both inclusive."""
    return Period(precision, date(first, 1, 1), date(last, 12, 31), value)


def decade(first: int) -> Period:
    """Ten years from one that ends in 0.

    >>> decade(1990).value
    '199X'
    """
    return years(first, first + 9, "decade", f"{first // 10:03}X")


def century(number: int) -> Period:
    """A century as the press counts it: the 20th is 1900 to 1999.

    >>> century(20).first.year, century(20).last.year
    (1900, 1999)
    """
    first = max(100 * (number - 1), 1)
    return years(first, 100 * number - 1, "century", f"{number - 1:02}XX")


def part(period: Period, name: str) -> Period:
    """The early, middle or late part of a period: halves of a month, thirds of a year, 4-3-3 years of a decade.

    `end` and `start` are its last and first day, roughly.

    >>> part(year(2022), "early").last, part(month(2013, 9), "late").first
    (datetime.date(2022, 4, 30), datetime.date(2013, 9, 15))
    """
    if period.first is None or period.last is None:
        return replace(period, part=name)
    if name in {"end", "start"}:
        edge = period.last if name == "end" else period.first
        return replace(day(edge), part=name, approximate=True)
    cuts = _thirds(period.first, period.last, period.precision)
    first, last = {"early": (period.first, cuts[0]), "mid": (cuts[1], cuts[2]), "late": (cuts[3], period.last)}[name]
    return replace(period, first=first, last=last, part=name)


def _thirds(first: date, last: date, precision: str) -> tuple[date, date, date, date]:
    """Last day of the early part, first and last of the middle, first of the late one."""
    if precision == "month":
        return tuple(first.replace(day=at) for at in (15, 10, 20, 15))  # type: ignore[return-value]
    if precision == "decade":
        y = first.year
        return date(y + 3, 12, 31), date(y + 4, 1, 1), date(y + 6, 12, 31), date(y + 7, 1, 1)
    if precision == "year":
        return date(first.year, 4, 30), date(first.year, 5, 1), date(first.year, 8, 31), date(first.year, 9, 1)
    third = (last - first) / 3
    return first + third, first + third, last - third, last - third


def _end(year_: int, number: int) -> date:
    return date(year_, number, monthrange(year_, number)[1])


def published(when: str | None) -> Period | None:
    """The day, month or year a document says it is of; None where it says nothing that can be read.

    >>> published("2014-09").precision, published("spring"), published(None)
    ('month', None, None)
    """
    found = _PUBLISHED.match(when or "")
    try:
        if not found:
            return None
        if found[3]:
            return day(date(int(found[1]), int(found[2]), int(found[3])))
        return month(int(found[1]), int(found[2])) if found[2] else year(int(found[1]))
    except ValueError:
        return None


def shifted(anchor: Period, unit: str, steps: int) -> Period | None:
    """The period of a unit that lies `steps` units from the one holding the anchor; None where the anchor is too coarse.

    >>> shifted(day(date(2011, 4, 13)), "month", -1).value, shifted(month(2014, 9), "week", 0)
    ('2011-03', None)
    """
    when = anchor.first
    if when is None or UNITS.index(unit) < UNITS.index(anchor.precision):
        return None
    if unit in {"day", "week", "weekend"}:
        moved = when + timedelta(days=steps * (1 if unit == "day" else 7))
        return {"day": day, "week": week, "weekend": weekend}[unit](moved)
    if unit == "month":
        return month(when.year, when.month + steps)
    if unit == "quarter":
        return quarter(when.year, (when.month + 2) // 3 + steps)
    if unit == "decade":
        return decade(when.year // 10 * 10 + 10 * steps)
    return year(when.year + steps) if unit == "year" else century(when.year // 100 + 1 + steps)


def back(when: date, unit: str, steps: int) -> date:
    """The day `steps` units before a day (after it if negative); a day the month lacks becomes its last.

    >>> back(date(2013, 3, 31), "month", 1), back(date(2024, 2, 29), "decade", 1)
    (datetime.date(2013, 2, 28), datetime.date(2014, 2, 28))
    """
    if unit in {"day", "week", "weekend"}:
        return when - timedelta(days=steps * (1 if unit == "day" else 7))
    months = steps * {"month": 1, "quarter": 3, "season": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    first = month(when.year, when.month - months).first
    assert first is not None
    return first.replace(day=min(when.day, monthrange(first.year, first.month)[1]))
