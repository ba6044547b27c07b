"""Direct contiguity of states, land and water, with dates.

Indicator `contiguity`, undirected, value 1 land border, 2 up to 12 miles of water, 3 up to 24, 4 up to 150, 5 up to 400. The file
dates by month: a spell runs from the first day of its first to the last of its last month, and one that lasts to
the month in which the file closes has no end. Type 0 is a spell without contiguity, broken by others, and gives no record.
A spell that began before 1945 keeps its first day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from comity.intake.records.atop.spells import FIRST_DAY, FOREVER
from comity.intake.records.base import Adapter, Built, Layout, Publisher, Reading, Row, Sheets
from comity.intake.records.pairs import BEFORE, REPEATED, failure, open_end, spans
from comity.intake.records.states import month_of
from comity.intake.rows import Sheet
from comity.schema import Failure, Record

REQUIRED = ("ccode1", "ccode2", "conttype", "stdate", "enddate")
UNIT = "1 land, 2 to 12 miles of water, 3 to 24, 4 to 150, 5 to 400"
CLOSES = date(2016, 12, 1)
"""The month in which version 3.2 closes; a spell that lasts is written to end in it."""

NONE = "not contiguous (type 0)"


def build(sheets: Sheets) -> Built:
    """The table as a data set; its date is the month in which it closes."""
    sheet = sheets["spells"]
    days = [values[0] for _, values in sheet.rows(("enddate",)) if not isinstance(values, Failure)]
    newest = max((day for day in days if _day(day)), default="")
    rows = partial(records, max(_day(newest) or CLOSES, CLOSES), sheet)
    return Built("Direct contiguity", f"spells to {newest}", newest, rows, None)


def records(closes: date, sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """A record for every spell that lasted to 1945, cut where one state follows another; mirrored rows are told once."""
    stated: dict[tuple[str, str, date, date], set[str]] = {}
    for row, values in sheet.rows(REQUIRED, reading.skipped):
        if isinstance(values, Failure):
            yield values
            continue
        start, end = _day(values[3]), _day(values[4])
        last = end and (FOREVER if end == closes else month_of(end)[2])
        if start and last and last < FIRST_DAY:
            reading.skipped[BEFORE] += 1
            continue
        if values[2] == "0":
            reading.skipped[NONE] += 1
            continue
        if start is None or last is None or last < start or values[2] not in tuple("12345"):
            yield failure(sheet.name, row, "type 1 to 5 and two days such as 1990-10-01 in order expected", values)
            continue
        found = spans(values[0], values[1], start, last)
        if isinstance(found, str):
            yield failure(sheet.name, row, found, values)
            continue
        new = [span for span in found if values[2] not in stated.setdefault(span, set())]
        if not new:
            reading.skipped[REPEATED] += 1
        for span in new:
            stated[span].add(values[2])
            state1, state2, first, until = span
            days, value = (first, open_end(until)), float(values[2])
            yield Record("contiguity", state1, state2, *days, value, UNIT, False, reading.origin.id, row)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


ADAPTER = Adapter(
    "contiguity",
    "Direct contiguity (Correlates of War): who borders whom by land or across how much water.",
    (Layout("spells", "one row per ordered pair and spell, with months", REQUIRED, build),),
    {
        "spells": Publisher(
            "Douglas M. Stinnett, Jaroslav Tir, Philip Schafer, Paul F. Diehl, Charles Gochman; Correlates of War",
            "free with citation (Correlates of War terms)",
            "Stinnett, Tir, Schafer, Diehl, Gochman (2002), The Correlates of War Project Direct Contiguity Data, "
            "Version 3, Conflict Management and Peace Science 19(2), 58-66",
            "https://correlatesofwar.org/data-sets/direct-contiguity/",
        )
    },
)
