"""GDELT events: one row an event, actor 1 towards actor 2, coded by machine from news reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from comity.intake.records.base import Built, Layout, Reading, Row, Sheets
from comity.intake.records.cameo import REGIONS, ROOTS, TERRITORIES, state
from comity.intake.records.cells import decimal
from comity.intake.records.gdelt.columns import VERSION_1, VERSION_2
from comity.intake.records.states import States
from comity.intake.rows import Sheet
from comity.schema import Failure, Item, Record

READ = (
    "GLOBALEVENTID",
    "SQLDATE",
    "Actor1CountryCode",
    "Actor2CountryCode",
    "EventCode",
    "EventRootCode",
    "GoldsteinScale",
    "Actor1Name",
    "Actor2Name",
    "SOURCEURL",
)
NO_STATES = "no two states: an actor without a country"
REGION = "no two states: an actor is a region or a body"
TERRITORY = "no two states: an actor is a territory"
INSIDE = "inside one state"
REPEATED = "an event of this number was read already"
UNIT = "Goldstein scale (-10 to 10)"

Event = tuple[str, str, date, float | None]
"""state of actor 1, state of actor 2, day, Goldstein value"""


def build(name: str, sheets: Sheets) -> Built:
    """The export as a data set; its date is that of its newest event."""
    sheet = sheets[name]
    days = (values[0] for _, values in sheet.rows(("SQLDATE",)) if not isinstance(values, Failure))
    day = max((found.isoformat() for text in set(days) if (found := _day(text))), default="")
    return Built("GDELT Event Database", f"events to {day}", day, partial(records, sheet), sheet.total)


def records(sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """Each event between two states as an item and a record; other rows are counted by what they lack."""
    states = States(state)
    days: dict[str, date | None] = {}
    seen: set[str] = set()
    for row, values in sheet.rows(READ, reading.skipped):
        if isinstance(values, Failure):
            yield values
            continue
        number, text, one, two = values[:4]
        why = _left_out(one, two)
        if why:
            reading.skipped[why] += 1
            continue
        day = days[text] if text in days else days.setdefault(text, _day(text))
        found = _event(values, day, states)
        if isinstance(found, str):
            yield Failure(sheet.name, row, found, ", ".join(values[:7])[:200])
        elif found[0] == found[1]:
            reading.skipped[INSIDE] += 1
        elif number in seen:
            reading.skipped[REPEATED] += 1
        else:
            seen.add(number)
            yield from _rows(row, values, found, reading.origin.id)


def _left_out(one: str, two: str) -> str:
    if not one or not two:
        return NO_STATES
    if one in REGIONS or two in REGIONS:
        return REGION
    if one in TERRITORIES or two in TERRITORIES:
        return TERRITORY
    return INSIDE if one == two else ""


def _event(values: tuple[str, ...], day: date | None, states: States) -> Event | str:
    """The event of a row, or why it cannot be read."""
    number, text, one, two, _, root, goldstein = values[:7]
    if not number.isdecimal():
        return f"GLOBALEVENTID {number[:40]!r} is no number"
    if day is None:
        return f"SQLDATE {text[:20]!r}: a day such as 20191024 from 1945 on expected"
    if root not in ROOTS:
        return f"EventRootCode {root[:20]!r}: 01 to 20 expected"
    value = decimal(goldstein)
    if goldstein.strip() and (value is None or not -10 <= value <= 10):
        return f"GoldsteinScale {goldstein[:20]!r}: a number from -10 to 10 expected"
    (state1, why), (state2, why2) = states[day][one], states[day][two]
    return why or why2 or (state1, state2, day, value)


def _rows(row: int, values: tuple[str, ...], event: Event, origin: str) -> Iterator[Row]:
    state1, state2, day, value = event
    number, _, _, _, code, root, _, actor1, actor2, address = values
    item = f"gdelt:{number}"
    yield Item(item, "event", f"CAMEO {code}: {actor1} to {actor2}", day, code, "", address, origin)
    yield Record(f"gdelt_{ROOTS[root]}", state1, state2, day, day, value, UNIT, True, origin, row, item)


def _day(text: str) -> date | None:
    try:
        day = date(int(text[:4]), int(text[4:6]), int(text[6:])) if len(text) == 8 and text.isdecimal() else None
    except ValueError:
        return None
    return day if day and day.year >= 1945 else None


VERSION_1_LAYOUT = Layout("gdelt_1", "version 1.0 export, 57 or 58 columns", VERSION_1, partial(build, "gdelt_1"))
VERSION_2_LAYOUT = Layout("gdelt_2", "version 2.0 export, 61 columns", VERSION_2, partial(build, "gdelt_2"))
