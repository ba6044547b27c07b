"""Militarised disputes by directed dyad and year: one row for every dispute, ordered pair of opponents and year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from comity.intake.records.base import Built, Layout, Reading, Row, Sheets
from comity.intake.records.cells import whole
from comity.intake.records.mids.words import SCALES, UNKNOWN, Scale
from comity.intake.records.pairs import Pairs, failure, newest_year, whole_year, yearly
from comity.intake.records.states import finder
from comity.intake.rows import Sheet
from comity.schema import Failure, Item, Record

TWICE = "same dispute, pair and year again"


def layout(set_name: str, stem: str, title: str) -> Layout:
    """The layout of one collection, whose columns say `stem` (gmlmid, cowmid) and whose records begin with `set_name`."""
    required = ("dispnum", "ccode1", "ccode2", "year", f"{stem}onset", *(scale.column for scale in SCALES))

    def build(sheets: Sheets) -> Built:
        sheet = sheets["dyad_year"]
        newest = newest_year(sheet, "year")
        rows = partial(records, set_name, required, sheet)
        return Built(f"{title}, directed dyad-years", f"years to {newest}", f"{newest}-12-31", rows, None)

    return Layout("dyad_year", "directed dyad-years of disputes, years as rows", required, build)


def records(set_name: str, required: tuple[str, ...], sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """Each dispute as an item at its first row, then a record for every scale of the row that states a value.

    What a row says of state1 is its part in the whole dispute, not in the year nor
    towards state2 alone. -9 (unknown) makes no record and is counted in `notes`.
    """
    pairs = Pairs(finder("cow"))
    disputes: set[str] = set()
    stated: set[tuple[str, str, str, int]] = set()
    for found in yearly(sheet, required, reading, 3):
        if isinstance(found, Failure):
            yield found
            continue
        row, values, year = found
        read = _read(values, year, pairs)
        if isinstance(read, str):
            yield failure(sheet.name, row, read, values)
            continue
        number, state1, state2, onset, scaled = read
        if (number, state1, state2, year) in stated:
            reading.skipped[TWICE] += 1
            continue
        stated.add((number, state1, state2, year))
        origin, item = reading.origin.id, f"{set_name}:{number}"
        if number not in disputes:
            disputes.add(number)
            yield Item(item, "dispute", f"militarised dispute {number}", None, number, "", "", origin)
        for suffix, value, unit in _told(onset, scaled, reading.notes):
            name, days = f"{set_name}_{suffix}", whole_year(year)
            yield Record(name, state1, state2, *days, float(value), unit, True, origin, row, item)


def _told(onset: bool, scaled: list[tuple[Scale, int]], notes: Counter[str]) -> Iterator[tuple[str, int, str]]:
    """(suffix of the indicator, value, unit) of what a row states."""
    if onset:
        yield "onset", 1, "first year of the dispute"
    for scale, value in scaled:
        if value == UNKNOWN:
            notes[f"{scale.suffix} unknown (-9)"] += 1
        elif scale.told_if in (None, value):
            yield scale.suffix, value, scale.unit


Read = tuple[str, str, str, bool, list[tuple[Scale, int]]]
"""dispute number, state1, state2, whether it began this year, the values of its scales"""


def _read(values: tuple[str, ...], year: int, pairs: Pairs) -> Read | str:
    number = whole(values[0])
    if number is None or not year:
        return f"dispnum {values[0][:20]!r} or year {values[3][:20]!r} is no number"
    if values[4] not in ("0", "1"):
        return f"onset is {values[4][:20]!r}: 0 or 1 expected"
    scaled = []
    for scale, text in zip(SCALES, values[5:], strict=True):
        value = UNKNOWN if text in ("-9", "") else whole(text)
        if value is None or not (value == UNKNOWN or scale.low <= value <= scale.high):
            return f"{scale.column} is {text[:20]!r}: {scale.low} to {scale.high} or -9 expected"
        scaled.append((scale, value))
    state1, state2, why = pairs.both(values[1], values[2], year)
    return why or (str(number), state1, state2, values[4] == "1", scaled)
