"""ICEWS events as published on Dataverse: one row an event, source towards target, coded by machine from news reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from comity.intake.records.base import Built, Layout, Reading, Row, Sheets
from comity.intake.records.cameo import root_of
from comity.intake.records.cells import decimal
from comity.intake.records.icews.countries import INSIDE, country, left_out
from comity.intake.records.states import States
from comity.intake.rows import Sheet
from comity.schema import Failure, Item, Record

REQUIRED = (
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Country",
    "Publisher",
)
REPEATED = "an event of this number was read already"
UNIT = "Goldstein scale (-10 to 10)"


def build(sheets: Sheets) -> Built:
    """The table as a data set; its date is that of its newest event."""
    sheet = sheets["icews_events"]
    days = {values[0] for _, values in sheet.rows(("Event Date",)) if not isinstance(values, Failure)}
    day = max((found.isoformat() for text in days if (found := day_of(text))), default="")
    return Built("ICEWS Coded Event Data", f"events to {day}", day, partial(records, sheet), sheet.total)


def records(sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """Each event between two states as an item and a record; other rows are counted by what they lack."""
    states = States(country)
    seen: set[str] = set()
    for row, values in sheet.rows(REQUIRED, reading.skipped):
        if isinstance(values, Failure):
            yield values
            continue
        number, one, two = values[0], values[3].strip(), values[8].strip()
        why = left_out(one, two)
        if why:
            reading.skipped[why] += 1
            continue
        found = _record(row, values, states, reading.origin.id)
        if isinstance(found, str):
            yield Failure(sheet.name, row, found, ", ".join(values)[:200])
        elif found.state1 == found.state2:
            reading.skipped[INSIDE] += 1
        elif number in seen:
            reading.skipped[REPEATED] += 1
        else:
            seen.add(number)
            title = f"{values[4]}: {values[2]} to {values[7]}"
            yield Item(found.item, "event", title, found.start, values[5], values[9], "", reading.origin.id)
            yield found


def _record(row: int, values: tuple[str, ...], states: States, origin: str) -> Record | str:
    """The event as a record, or why it is none."""
    number, day, root, value = values[0], day_of(values[1]), root_of(values[5]), decimal(values[6])
    if not number.isdecimal():
        return f"Event ID {number[:40]!r} is no number"
    if day is None:
        return f"Event Date {values[1][:20]!r}: a day such as 2018-06-01 expected"
    if not root:
        return f"CAMEO Code {values[5][:20]!r}: 2 to 4 digits from 01 to 20 expected"
    if value is None or not -10 <= value <= 10:
        return f"Intensity {values[6][:20]!r}: a number from -10 to 10 expected"
    (state1, why), (state2, why2) = states[day][values[3].strip()], states[day][values[8].strip()]
    item = f"icews:{number}"
    return why or why2 or Record(f"icews_{root}", state1, state2, day, day, value, UNIT, True, origin, row, item)


def day_of(text: str) -> date | None:
    """A day written 2018-06-01, from 1945 on."""
    try:
        day = date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
    return day if day and day.year >= 1945 else None


LAYOUT = Layout("icews_events", "one row per event, columns as on Dataverse", REQUIRED, build)
