"""Militarised disputes, one row each: what a dispute was, without its parties."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from comity.intake.records.base import Built, Layout, Reading, Row, Sheets
from comity.intake.records.cells import whole
from comity.intake.records.mids.words import LEVELS, OUTCOMES
from comity.intake.records.pairs import BEFORE, FIRST_YEAR, YEARS, failure, newest_year
from comity.intake.rows import Sheet
from comity.schema import Failure, Item

REQUIRED = ("dispnum", "styear", "stmon", "outcome", "fatality", "hostlev", "recip")
TWICE = "same dispute again"


def layout(set_name: str, title: str) -> Layout:
    """The layout of one collection; its items begin with `set_name`."""

    def build(sheets: Sheets) -> Built:
        sheet = sheets["dispute"]
        newest = newest_year(sheet, "styear")
        version = f"disputes to {newest}"
        return Built(f"{title}, disputes", version, f"{newest}-12-31", partial(records, set_name, sheet), None)

    return Layout("dispute", "one row per dispute, without its parties", REQUIRED, build)


def records(set_name: str, sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """An item for every dispute that began in 1945 or later, dated the first of its month; its title says how far it went."""
    known: set[str] = set()
    for row, values in sheet.rows(REQUIRED, reading.skipped):
        if isinstance(values, Failure):
            yield values
            continue
        year, month, number = YEARS.get(values[1], 0), whole(values[2]) or 0, whole(values[0])
        if 0 < year < FIRST_YEAR:
            reading.skipped[BEFORE] += 1
        elif number is None or not year or not 1 <= month <= 12:
            yield failure(sheet.name, row, "dispnum, styear or stmon is no number, year or month", values)
        elif values[0] in known:
            reading.skipped[TWICE] += 1
        else:
            known.add(values[0])
            item, title = f"{set_name}:{number}", _title(str(number), values)
            yield Item(item, "dispute", title, date(year, month, 1), str(number), "", "", reading.origin.id)


def _title(number: str, values: tuple[str, ...]) -> str:
    """Such as: militarised dispute 4: use of force, answered, stalemate."""
    level = LEVELS.get(whole(values[5]) or 0, "force of unknown level")
    answered = {"1": "answered", "0": "unanswered"}.get(values[6], "")
    outcome = OUTCOMES.get(whole(values[3]) or 0, "")
    return f"militarised dispute {number}: " + ", ".join(part for part in (level, answered, outcome) if part)
