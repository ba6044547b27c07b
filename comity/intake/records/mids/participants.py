"""Who took part in militarised disputes and from which day to which: one row for every state and spell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from comity.errors import ComityError
from comity.intake.records.atop.spells import FIRST_DAY, standing
from comity.intake.records.base import Built, Layout, Reading, Row, Sheets
from comity.intake.records.cells import whole
from comity.intake.records.mids.words import ACTION, ORIGINATOR, SIDE_A
from comity.intake.records.pairs import BEFORE, failure, newest_year
from comity.intake.rows import Sheet
from comity.schema import Failure, Item, Record

REQUIRED = (
    "dispnum",
    "ccode",
    "styear",
    "stmon",
    "stday",
    "endyear",
    "endmon",
    "endday",
    "sidea",
    "hiact",
    "orig",
)
TWICE = "same dispute, state and days again"
INEXACT = "day missing (-9): first day of the month taken for the start, last for the end"


def layout(set_name: str, title: str) -> Layout:
    """The layout of one collection; its records begin with `set_name`."""

    def build(sheets: Sheets) -> Built:
        sheet = sheets["participants"]
        newest = newest_year(sheet, "endyear")
        rows = partial(records, set_name, sheet)
        return Built(f"{title}, participants", f"years to {newest}", f"{newest}-12-31", rows, None)

    return Layout("participants", "one row per participant and spell of a dispute, with days", REQUIRED, build)


def records(set_name: str, sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """Records about one state, item the dispute: its highest action, and whether it was on side A and there from the start.

    A spell that outlives its state is cut: the Soviet Union, then Russia. One that
    ended before 1945 is skipped and counted.
    """
    disputes: set[str] = set()
    stated: set[tuple[str, str, date, date]] = set()
    for row, values in sheet.rows(REQUIRED, reading.skipped):
        read = values if isinstance(values, Failure) else _read(sheet.name, row, values, reading)
        if read is None:
            reading.skipped[BEFORE] += 1
            continue
        if isinstance(read, Failure):
            yield read
            continue
        number, states, (side_a, action, originator) = read
        origin, item = reading.origin.id, f"{set_name}:{number}"
        new = [state for state in states if (number, *state) not in stated]
        if not new:
            reading.skipped[TWICE] += 1
        if number not in disputes:
            disputes.add(number)
            yield Item(item, "dispute", f"militarised dispute {number}", None, number, "", "", origin)
        for state, start, end in new:
            stated.add((number, state, start, end))
            told = [("action", action, ACTION)]
            told += [("side_a", 1, SIDE_A)] * side_a + [("originator", 1, ORIGINATOR)] * originator
            for suffix, value, unit in told:
                name = f"{set_name}_part_{suffix}"
                yield Record(name, state, None, start, end, float(value), unit, True, origin, row, item)


Read = tuple[str, list[tuple[str, date, date]], tuple[int, int, int]]
"""dispute number, (state, first day, last day), side A, highest action, originator"""


def _read(name: str, row: int, values: tuple[str, ...], reading: Reading) -> Read | Failure | None:
    """The row, why it cannot be read, or None where it ended before 1945."""
    number, marks = whole(values[0]), [whole(text) for text in values[8:]]
    side_a, action, originator = marks
    if number is None or side_a is None or action is None or originator is None:
        return failure(name, row, "dispnum, sidea, hiact and orig: numbers expected", values)
    if side_a > 1 or action > 21 or originator > 1:
        return failure(name, row, "sidea and orig: 0 or 1 expected; hiact: 0 to 21", values)
    try:
        start, end = _start(*values[2:5]), _end(*values[5:8])
    except ValueError as error:
        return failure(name, row, f"starts or ends on no day: {error}", values)
    if end < start:
        return failure(name, row, f"starts {start} and ended earlier, {end}", values)
    if end < FIRST_DAY:
        return None
    try:
        states = list(standing(values[1], start, end))
    except ComityError as error:
        return failure(name, row, f"no state answers to COW code {values[1][:40]!r} then: {error.what}", values)
    reading.notes[INEXACT] += "-9" in (values[4], values[7])
    return str(number), states, (side_a, action, originator)


def _start(year: str, month: str, day: str) -> date:
    return date(int(year), int(month), 1 if day == "-9" else int(day))


def _end(year: str, month: str, day: str) -> date:
    first = date(int(year), int(month), 1)
    if day != "-9":
        return first.replace(day=int(day))
    return date.fromordinal(date(first.year + first.month // 12, first.month % 12 + 1, 1).toordinal() - 1)
