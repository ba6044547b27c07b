"""Tables of one number for every pair of COW codes and year, read in one way: undirected, a record for every row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from comity.intake.records.base import Built, Reading, Row, Sheets
from comity.intake.records.cells import decimal
from comity.intake.records.pairs import REPEATED, Pairs, Told, failure, newest_year, whole_year, yearly
from comity.intake.records.states import finder
from comity.intake.rows import Sheet
from comity.schema import Failure, Record

MISSING = "no value"


@dataclass(frozen=True, slots=True)
class Column:
    """The column that holds the number, what its records are called, their unit, the highest value, and the title of the set."""

    name: str
    indicator: str
    unit: str
    highest: float
    title: str


def build(part: str, column: Column) -> Callable[[Sheets], Built]:
    """How a layout with ccode1, ccode2, year and the column becomes records."""

    def of(sheets: Sheets) -> Built:
        sheet = sheets[part]
        newest = newest_year(sheet, "year")
        day = f"{newest}-12-31" if newest else ""
        return Built(column.title, f"years to {newest}", day, partial(records, column, sheet), sheet.total)

    return of


def records(column: Column, sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """One record a row; the first row counts where two codes stand for one state in a year."""
    pairs, told = Pairs(finder("cow")), Told()
    for found in yearly(sheet, ("ccode1", "ccode2", "year", column.name), reading, 2):
        if isinstance(found, Failure):
            yield found
            continue
        row, values, year = found
        if values[3] in ("", "-9", "NA"):
            reading.skipped[MISSING] += 1
            continue
        value = decimal(values[3])
        if not year or value is None or not 0 <= value <= column.highest:
            reason = f"year and a {column.name} from 0 to {column.highest:g} expected"
            yield failure(sheet.name, row, reason, values)
            continue
        one, two, why = pairs.both(values[0], values[1], year)
        if why:
            yield failure(sheet.name, row, why, values)
            continue
        if two < one:
            one, two = two, one
        if not told.first(one, two, year):
            reading.skipped[REPEATED] += 1
            continue
        start, end = whole_year(year)
        yield Record(column.indicator, one, two, start, end, value, column.unit, False, reading.origin.id, row)
