"""Pairs of states in yearly and dated tables: both ids with a reason where one is missing, years, and what was told before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from comity.errors import ComityError
from comity.intake.records.atop.spells import FOREVER, standing
from comity.intake.records.base import Reading
from comity.intake.records.states import Find, States, within, year_of
from comity.intake.rows import Sheet
from comity.schema import Failure

FIRST_YEAR = 1945
BEFORE = "before 1945"
REPEATED = "already stated for this pair and time"
YEARS = {str(year): year for year in range(1200, 2101)}
"""Years as they are printed; anything else is none."""

Span = tuple[str, str, date, date]
"""state1, state2, first day, last day (date.max while it lasts)"""


def yearly(
    sheet: Sheet, required: Sequence[str], reading: Reading, place: int
) -> Iterator[tuple[int, tuple[str, ...], int] | Failure]:
    """(row, cells, year) of the rows since 1945, the year standing at a place of the cells and 0 where none is printed; earlier rows are counted."""
    for row, values in sheet.rows(required, reading.skipped):
        if isinstance(values, Failure):
            yield values
            continue
        year = YEARS.get(values[place], 0)
        if 0 < year < FIRST_YEAR:
            reading.skipped[BEFORE] += 1
        else:
            yield row, values, year


class Pairs:
    """Both states of a row about one year: whom a code meant on 1 January or, where that state had not begun, on 31 December."""

    def __init__(self, find: Find) -> None:
        self._states = States(within(find, year_of))

    def one(self, code: str, year: int) -> tuple[str, str]:
        """(state id, "") or ("", why there is none)."""
        return self._states[date(year, 1, 1)][code]

    def both(self, code1: str, code2: str, year: int) -> tuple[str, str, str]:
        """(state1, state2, why there is none), in the order of the file."""
        then = self._states[date(year, 1, 1)]
        (one, why), (two, why_two) = then[code1], then[code2]
        if one and two and one == two:
            return one, two, f"both codes stand for {one}"
        return one, two, why or why_two


class Told:
    """Pairs and years already stated, a byte each: two codes may stand for one state in one year (Germany in 1990)."""

    def __init__(self) -> None:
        self._years: dict[tuple[str, str], bytearray] = {}

    def first(self, state1: str, state2: str, year: int) -> bool:
        """Whether the pair and year come for the first time; states them."""
        years = self._years.setdefault((state1, state2), bytearray(200))
        new = not years[year - FIRST_YEAR]
        years[year - FIRST_YEAR] = 1
        return new


def whole_year(year: int) -> tuple[date, date]:
    """Its first and last day."""
    return date(year, 1, 1), date(year, 12, 31)


def spans(code1: str, code2: str, start: date, end: date, signed: bool = False) -> list[Span] | str:
    """Who stood for two COW codes over a spell that ends in 1945 or later, cut where one state follows another, or why nobody.

    A spell that begins before its states did begins with them. The pair comes in
    alphabetical order. `signed`: see `standing`.
    """
    sides = []
    for code in (code1, code2):
        try:
            sides.append(list(standing(code, start, end, signed)))
        except ComityError as error:
            return f"no state answers to COW code {code[:40]!r} then: {error.what}"
    found = [_common(one, two) for one in sides[0] for two in sides[1]]
    return [span for span in found if span] or "no day on which both states existed"


def _common(one: tuple[str, date, date], two: tuple[str, date, date]) -> Span | None:
    start, end = max(one[1], two[1]), min(one[2], two[2])
    state1, state2 = sorted((one[0], two[0]))
    return (state1, state2, start, end) if start <= end and state1 != state2 else None


def spans_of_years(code1: str, code2: str, first: int, last: int | None) -> list[Span] | str:
    """As `spans`, for a spell of which only the years are known; `last` None while it lasts.

    A state that held its code in part of the first or the last year alone is left out
    where another held it longer: a Chinese rivalry from 1949 on is the People's Republic's.
    """
    found = spans(code1, code2, date(first, 1, 1), date(last, 12, 31) if last else FOREVER)
    if isinstance(found, str) or first == last:
        return found
    kept = [span for span in found if span[3].year > first and span[2].year < (last or FOREVER.year)]
    return kept or found


def open_end(day: date) -> date | None:
    """The last day of a record: None for a spell that lasts."""
    return None if day == FOREVER else day


def newest_year(sheet: Sheet, *columns: str) -> str:
    """The latest year printed in the columns, for the version of a data set; empty where there is none."""
    years = {value for _, values in sheet.rows(columns) if not isinstance(values, Failure) for value in values}
    return max(years & YEARS.keys(), default="")


def failure(name: str, row: int, reason: str, values: tuple[str, ...]) -> Failure:
    """A row that cannot be used, with what it says."""
    return Failure(name, row, reason, ", ".join(values)[:200])
