"""Vetoes in the Security Council, one row per draft vetoed, with the permanent members that cast them.

Indicator `unsc_veto`: state1 the member that cast it, value 1, unit "veto", item the draft ("veto:S/2022/431 2022-05-26",
a second draft of the same meeting and day " 2"), start and end its day. A veto of several members gives
a record for each. A draft that is not listed was not vetoed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import partial

from comity.intake.records.base import Adapter, Built, Layout, Publisher, Reading, Row, Sheets
from comity.intake.records.states import States, printed
from comity.intake.rows import Sheet
from comity.schema import Failure, Item, Record

MARKS = ("China", "France", "Russia", "USSR", "USA", "UK")
"""Columns with 1 for a member that cast a veto."""
REQUIRED = ("date", "draft", "agenda_item", "member_veto1", "member_veto2", "member_veto3", *MARKS)

MARKS_DIFFER = "the 0/1 columns do not mark the members named; the names are taken"
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
SEAT_CHANGED = date(1971, 10, 25)
"""China in the Council is the Republic of China before this day."""


def build(sheets: Sheets) -> Built:
    """The table as a data set; its date is that of the newest veto."""
    sheet = sheets["vetoes"]
    days = [day for _, values in sheet.rows(("date",)) if not isinstance(values, Failure) and (day := _day(*values))]
    newest = max(days).isoformat() if days else ""
    return Built("Security Council vetoes", f"vetoes to {newest}", newest, partial(records, sheet), sheet.total)


def records(sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """Each vetoed draft as an item, then a record for every member named in member_veto1 to 3.

    The 0/1 columns of the members leave out about twenty vetoes of 1968 to 1985; where they differ the
    row is read by its names and counted in `notes`.
    """
    states = States(_member)
    drafts: Counter[str] = Counter()
    for row, values in sheet.rows(REQUIRED, reading.skipped):
        if isinstance(values, Failure):
            yield values
            continue
        found = _read(values, states)
        if isinstance(found, str):
            yield Failure(sheet.name, row, found, ", ".join(values)[:200])
            continue
        day, members = found
        if _marked(values) != {name.strip() for name in values[3:6] if name.strip()}:
            reading.notes[MARKS_DIFFER] += 1
        symbol = " ".join(values[1].split())
        drafts[f"veto:{symbol} {day}"] += 1
        times = drafts[f"veto:{symbol} {day}"]
        item = f"veto:{symbol} {day}" + (f" {times}" if times > 1 else "")
        address = "https://research.un.org/en/docs/sc/quick/veto"
        yield Item(item, "draft", " ".join(values[2].split()), day, symbol, "SC", address, reading.origin.id)
        for state in members:
            yield Record("unsc_veto", state, None, day, day, 1.0, "veto", True, reading.origin.id, row, item)


def _read(values: tuple[str, ...], states: States) -> tuple[date, list[str]] | str:
    day = _day(values[0])
    if day is None:
        return f"date {values[0][:20]!r}: month/day/year such as 7/19/2012 expected"
    if not values[1].strip():
        return "no symbol of the draft"
    names = [name for name in values[3:6] if name.strip()]
    if not names:
        return "no member is named"
    answers = [states[day][name.strip()] for name in names]
    why = next((why for _, why in answers if why), "")
    members = [state for state, _ in answers]
    if not why and len(set(members)) < len(members):
        return "a member is named twice"
    return why or (day, members)


def _member(name: str, day: date) -> str:
    if name == "China" and day < SEAT_CHANGED:
        return "TWN"
    return _named(name, day)


_named = printed({})


def _marked(values: tuple[str, ...]) -> set[str]:
    return {name for name, mark in zip(MARKS, values[6:], strict=True) if mark == "1"}


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text.strip())
    try:
        return date(int(found[3]), int(found[1]), int(found[2])) if found else None
    except ValueError:
        return None


LAYOUT = Layout("vetoes", "one row per draft vetoed, the members named", REQUIRED, build)

ADAPTER = Adapter(
    "vetoes",
    "Vetoes of the permanent members of the Security Council.",
    (LAYOUT,),
    {
        "vetoes": Publisher(
            "Carlos L. Yordan, from the list of the Dag Hammarskjöld Library",
            "MIT; the list © United Nations",
            "Yordan, Carlos L., Vetoes in the UN Security Council; Dag Hammarskjöld Library, Security Council Veto List. "
            "https://research.un.org/en/docs/sc/quick/veto",
            "https://research.un.org/en/docs/sc/quick/veto",
        )
    },
)
