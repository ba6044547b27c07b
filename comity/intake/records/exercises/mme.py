"""Multinational Military Exercises (MME), one row an exercise: days in parts, up to 39 participants by name.

The file is UTF-8 in some releases and Latin-1 in others; -9 is missing, "xx" an unknown day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from comity.intake.records.base import Built, Layout, Reading, Row, Sheets
from comity.intake.records.exercises.participants import by_day, joint, resolved
from comity.intake.records.spans import first_day, last_day
from comity.intake.records.states import States
from comity.intake.rows import Sheet
from comity.schema import Failure, Item

PARTS = ("s.year", "s.month", "s.day", "e.year", "e.month", "e.day")
REQUIRED = ("MMEID", "Ex_Name", "Location", *PARTS, "StateA", "StateB")
MISSING = frozenset({"", "-9"})
INEXACT = "day or month unknown: first taken for the beginning, last for the end"
ALONE = "one participant only, or none known"
REPEATED = "an exercise told before under the same number"


def build(sheets: Sheets) -> Built:
    """The table as a data set; its date is the end of the newest year in which an exercise ended."""
    sheet = sheets["mme"]
    years = [values[0] for _, values in sheet.rows(("e.year",)) if not isinstance(values, Failure)]
    newest = max((year for year in years if len(year) == 4 and year.isdecimal()), default="")
    day = f"{newest}-12-31" if newest else ""
    title = "Multinational Military Exercises, 1980 to 2010"
    return Built(title, f"years to {newest}", day, partial(records, sheet), None)


class Told(Counter[str]):
    """How often an exercise number has stood in the file, and the rows told; a few numbers name several exercises."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: set[tuple[str, ...]] = set()


def records(sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """Each exercise as an item, then its pairs; a participant nobody answers to is a failure, and the others are kept."""
    states, told = by_day(), Told()
    named = tuple(name for name in sheet.columns if name.startswith("State") and name not in PARTS)
    for row, values in sheet.rows((*REQUIRED[:9], *named), reading.skipped):
        if isinstance(values, Failure):
            yield values
            continue
        cells = tuple(value.strip() for value in values)
        for found in _exercise(cells, row, states, told, reading):
            yield (
                Failure(sheet.name, row, found, ", ".join(filter(None, cells))[:200])
                if isinstance(found, str)
                else found
            )


def _exercise(cells: tuple[str, ...], row: int, states: States, told: Told, reading: Reading) -> Iterator[Row | str]:
    """An item and a record for every pair of participants, and in words what cannot be read."""
    number, name, place = cells[:3]
    start, end = first_day(*cells[3:6]), last_day(*cells[6:9])
    if not number or isinstance(start, str) or isinstance(end, str) or end < start:
        yield "an exercise needs a number, a beginning and an end after it: " + ", ".join(cells[:9])
        return
    if cells in told.rows:
        reading.skipped[REPEATED] += 1
        return
    told.rows.add(cells)
    told[number] += 1
    ids, reasons = resolved([cell for cell in cells[9:] if cell not in MISSING], start, states)
    yield from reasons
    if len(ids) < 2:
        reading.skipped[ALONE] += not reasons
        return
    reading.notes[INEXACT] += "xx" in cells[3:9]
    origin, item = (
        reading.origin.id,
        f"mme:{number.removeprefix('mme')}" + (f"-{told[number]}" if told[number] > 1 else ""),
    )
    known = [text for text in (name, place) if text not in MISSING]
    title = ", ".join(known) or f"exercise of {start.year}"
    yield Item(item, "exercise", title[:300], start, number, "", ADDRESS, origin)
    yield from joint(ids, start, end, origin, row, item)


ADDRESS = "https://doi.org/10.7910/DVN/KHFODX"

LAYOUT = Layout("mme", "one row per exercise, participants by name", REQUIRED, build)
