"""COW trade by pair and year: one row a pair, with what each bought from the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from comity.intake.records.annual import BEFORE, FIRST_YEAR, NO_FIGURE, days_of, figure, newest_in, year_in
from comity.intake.records.base import Built, Layout, Reading, Row, Sheets
from comity.intake.records.cow_trade.gaps import Flows, PairYears, held_in, unreported
from comity.intake.records.state_years import Skip
from comity.intake.records.states import States, finder, within, year_of
from comity.intake.rows import Sheet, Values
from comity.schema import Failure, Record

REQUIRED = ("ccode1", "ccode2", "year", "flow1", "flow2")
MISSING = frozenset({"", "-9", "-9.0"})
UNIT = "million current US$"

UNREPORTED = "zero for nothing reported: no row in the years beside it, trade before and after"
SWAPPED = "the same pair and year with sides swapped"
FORWARD, REVERSE = 1, 2
"""Which of a pair's two codes stood first in the row that stated a year."""


def build(sheets: Sheets) -> Built:
    """The table as a data set; its date is the end of its newest year."""
    sheet = sheets["dyad_year"]
    version, day = newest_in(sheet, "year")
    return Built("Correlates of War bilateral trade, pair-years", version, day, partial(records, sheet), None)


def records(sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """Two records a row: flow1 is what state 1 imported from state 2, flow2 the reverse; a blank flow gives none.

    The file is read twice. Zeros are kept, as the true figure of most pairs, but for those
    that mean "nothing reported" (`gaps.unreported`). A state is the one its code stood for
    on 1 January, or where that had not begun, on 31 December. The columns smoothflow1 and
    smoothflow2, which interpolate, are not read.
    """
    states = States(within(finder("cow"), year_of))
    held, stated = _held(sheet), PairYears()
    for row, values in sheet.rows(REQUIRED, reading.skipped):
        if isinstance(values, Failure):
            yield values
            continue
        found = _row(values, held, states, stated)
        if isinstance(found, Skip):
            reading.skipped[found.reason] += 1
        elif isinstance(found, str):
            yield Failure(sheet.name, row, found, ", ".join(values)[:200])
        else:
            yield from _made(*found, row, reading.origin.id)


def _row(
    values: Values, held: PairYears, states: States, stated: PairYears
) -> tuple[tuple[str, str], int, Flows] | Skip | str:
    """(pair, year, flows) of a row, why it is left out, or in words why it cannot be read."""
    found = _read(values)
    if isinstance(found, str):
        return found
    year, flows = found
    reason = _left_out(values, year, flows, held)
    if reason:
        return Skip(reason)
    pair, failed = _pair(values, year, states)
    if failed:
        return failed
    order = FORWARD if values[0] < values[1] else REVERSE
    before = stated.put(*pair, year, order)
    if before == order:
        return f"an earlier row already states {pair[0]} and {pair[1]} in {year}"
    return Skip(SWAPPED) if before else (pair, year, flows)


def _held(sheet: Sheet) -> PairYears:
    """What each pair of codes has in each year, from a first reading of the file."""
    held = PairYears()
    for _, values in sheet.rows(REQUIRED):
        if isinstance(values, Failure):
            continue
        found = _read(values)
        if not isinstance(found, str) and found[0] >= FIRST_YEAR:
            held.put(values[0], values[1], found[0], held_in(found[1]))
    return held


def _read(values: Values) -> tuple[int, Flows] | str:
    year = year_in(values[2])
    if not year:
        return f"year {values[2][:40]!r} is no year"
    flows = []
    for name, text in zip(REQUIRED[3:], values[3:], strict=True):
        try:
            flows.append(figure(text, MISSING))
        except ValueError:
            return f"{name} is {text[:40]!r}: a number of zero or more expected"
    return year, (flows[0], flows[1])


def _left_out(values: Values, year: int, flows: Flows, held: PairYears) -> str:
    if year < FIRST_YEAR:
        return BEFORE
    if flows == (None, None):
        return NO_FIGURE
    alone = flows == (0, 0) and unreported(held.of(values[0], values[1]), year)
    return UNREPORTED if alone else ""


def _pair(values: Values, year: int, states: States) -> tuple[tuple[str, str], str]:
    then = states[date(year, 1, 1)]
    (one, why), (two, why_two) = then[values[0]], then[values[1]]
    if why or why_two:
        return ("", ""), why or why_two
    return (one, two), f"both codes stand for {one}" if one == two else ""


def _made(pair: tuple[str, str], year: int, flows: Flows, row: int, origin: str) -> Iterator[Record]:
    start, end = days_of(year)
    for (importer, exporter), value in zip((pair, pair[::-1]), flows, strict=True):
        if value is not None:
            yield Record("cow_imports", importer, exporter, start, end, value, UNIT, True, origin, row)


LAYOUT = Layout("dyad_year", "pair-years, imports of each from the other", REQUIRED, build)
