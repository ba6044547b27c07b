"""Rows of a user's table of dyads to records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from comity.intake.records.base import Built, Reading, Row, Sheets
from comity.intake.records.cells import decimal, whole
from comity.intake.records.dyads.mapping import Given
from comity.intake.records.states import Find, States, finder, month_of, printed, within, year_of
from comity.intake.rows import Sheet
from comity.schema import Failure, Record

FIRST_YEAR, LAST_YEAR = 1945, 2100
BEFORE = "before 1945"
REPEATED = "the same pair, time and value again"
INSIDE = "a state with itself"

Span = tuple[date, date | None]
Fact = tuple[str, str, Span]


def build(given: Given, sheets: Sheets) -> Built:
    """The table as a data set; its date is its last day."""
    (sheet,) = sheets.values()
    times = tuple(given.columns[part] for part in given.time)
    read = {values for _, values in sheet.rows(times) if not isinstance(values, Failure)}
    spans = [span for values in read if not isinstance(span := span_of(given.time, values), str)]
    newest = max((end or start for start, end in spans), default=None)
    title = given.words.get("title", "") or f"Own table of {given.indicator}"
    day = newest.isoformat() if newest else ""
    return Built(title, f"{sheet.name}, to {day}", day, partial(records, sheet, given), sheet.total)


def records(sheet: Sheet, given: Given, reading: Reading) -> Iterator[Row]:
    """One record for every row; a missing value is a record without one.

    A state is the one its name or code stood for on the day; of a year or month, on its first day, or where it
    had not begun, on its last. Undirected, a-b and b-a are one pair; of two rows on one pair and time that contradict
    each other the second is a failure.
    """
    states = States(_finder(given))
    stated: dict[Fact, tuple[float | None, int]] = {}
    for row, values in sheet.rows(given.required, reading.skipped):
        if isinstance(values, Failure):
            yield values
            continue
        found = _fact(values, given, states)
        if not isinstance(found, str) and found[0] in stated:
            value, first = stated[found[0]]
            found = REPEATED if value == found[1] else f"row {first} states another value of this pair and time"
        if isinstance(found, str) and found in (BEFORE, INSIDE, REPEATED):
            reading.skipped[found] += 1
        elif isinstance(found, str):
            yield Failure(sheet.name, row, found, ", ".join(values)[:200])
        else:
            fact, value = found
            stated[fact] = value, row
            state1, state2, (start, end) = fact
            origin = reading.origin.id
            yield Record(given.indicator, state1, state2, start, end, value, given.unit, given.directed, origin, row)


def _fact(values: Sequence[str], given: Given, states: States) -> tuple[Fact, float | None] | str:
    """((state, state, days), value) of one row, or why it states none."""
    span = span_of(given.time, tuple(values[3:]))
    if isinstance(span, str):
        return span
    text = values[2].strip()
    value = decimal(text)
    if value is None and text not in given.missing:
        return f"{given.columns['value']} {text[:40]!r} is no number"
    (one, why), (two, why2) = states[span[0]][values[0].strip()], states[span[0]][values[1].strip()]
    if why or why2:
        return why or why2
    if one == two:
        return INSIDE
    pair = (one, two) if given.directed or one < two else (two, one)
    return (*pair, span), None if text in given.missing else value


def span_of(parts: Sequence[str], values: Sequence[str]) -> Span | str:
    """The days a row speaks of, or why it tells none.

    >>> span_of(("month",), ("2018-02",))
    (datetime.date(2018, 2, 1), datetime.date(2018, 2, 28))
    """
    if parts == ("year",):
        year = whole(values[0])
        if year is None or not 1500 <= year <= LAST_YEAR:
            return f"year {values[0][:20]!r} is no year"
        return (date(year, 1, 1), date(year, 12, 31)) if year >= FIRST_YEAR else BEFORE
    days = [_day(f"{text.strip()}-01" if parts == ("month",) else text.strip()) for text in values]
    if days[0] is None or (len(days) > 1 and values[1].strip() and days[1] is None):
        sort = "a month such as 2018-02" if parts == ("month",) else "days such as 2018-02-28"
        return f"{' to '.join(values)[:40]!r}: {sort} expected"
    start = days[0]
    end = month_of(start)[2] if parts == ("month",) else start if parts == ("day",) else days[-1]
    if parts == ("start",):
        end = None
    if end is not None and end < start:
        return f"ends {end} before it starts {start}"
    return (start, end) if end is None or end.year >= FIRST_YEAR else BEFORE


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def _finder(given: Given) -> Find:
    find = printed({}) if given.codes == "name" else finder(given.codes)
    if given.time == ("year",):
        return within(find, year_of)
    return within(find, month_of) if given.time == ("month",) else find
