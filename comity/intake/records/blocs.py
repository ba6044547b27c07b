"""Dated membership of blocs and bodies: one row per member and spell.

Indicator `membership`: state1 the member, item "bloc:NATO", value 1, unit its status (member,
participant, invited, frozen). The layout is comity's own: bloc, iso3c, start, end, status, note, official_page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial

from comity.intake.records.base import Adapter, Built, Layout, Publisher, Reading, Row, Sheets
from comity.intake.records.states import States, finder
from comity.intake.rows import Sheet
from comity.schema import Failure, Item, Record

REQUIRED = ("bloc", "iso3c", "start", "end", "status", "official_page")
SAME_BODY = {"CST/CSTO": "CSTO"}
"""Names of a table that mean a bloc of comity.actors under another id."""

REPEATED = "the same row again"
_BLOC = re.compile(r"[A-Z][A-Z0-9_]{1,30}")
_STATUS = re.compile(r"[a-z][a-z ]{2,30}")


def build(sheets: Sheets) -> Built:
    """The table as a data set; its date is the newest day in it."""
    sheet = sheets["blocs"]
    days = [day for _, values in sheet.rows(("start", "end")) if not isinstance(values, Failure) for day in values]
    newest = max((day for day in days if _day(day)), default="")
    return Built("Bloc membership", f"changes to {newest}", newest, partial(records, sheet), sheet.total)


def records(sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """Each bloc as an item at its first row, then a record for every row. A state is found by ISO3 on its first day."""
    blocs: set[str] = set()
    stated: set[str] = set()
    states = States(finder("iso3"))
    for row, values in sheet.rows(REQUIRED, reading.skipped):
        if isinstance(values, Failure):
            yield values
            continue
        found = _record(row, values, states, reading.origin.id)
        if isinstance(found, str):
            yield Failure(sheet.name, row, found, ", ".join(values)[:200])
            continue
        if found.item not in blocs:
            blocs.add(found.item)
            name = found.item.removeprefix("bloc:")
            yield Item(found.item, "bloc", name, None, "", "", values[5], reading.origin.id)
        if found.id + found.unit in stated:
            reading.skipped[REPEATED] += 1
            continue
        stated.add(found.id + found.unit)
        yield found


def _record(row: int, values: tuple[str, ...], states: States, origin: str) -> Record | str:
    """The row as a record, or why it is none."""
    bloc, code, start_text, end_text, status = (value.strip() for value in values[:5])
    bloc = SAME_BODY.get(bloc, bloc)
    start, end = _day(start_text), _day(end_text)
    if not _BLOC.fullmatch(bloc):
        return f"bloc {bloc[:40]!r}: a name in capitals such as NATO expected"
    if start is None or (end_text and end is None):
        return (
            f"start {start_text[:20]!r} and end {end_text[:20]!r}: days such as 1949-04-04 expected, end may be blank"
        )
    if end is not None and end < start:
        return f"ends {end} before it starts {start}"
    if not _STATUS.fullmatch(status):
        return f"status {status[:40]!r}: a word such as member expected"
    state, why = states[start][code]
    return (
        Record("membership", state, None, start, end, 1.0, status, True, origin, row, f"bloc:{bloc}") if state else why
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


LAYOUT = Layout("blocs", "one row per bloc, member and spell", REQUIRED, build)

ADAPTER = Adapter(
    "blocs",
    "Dated membership of blocs and bodies such as NATO, BRICS and the SCO.",
    (LAYOUT,),
    {
        "blocs": Publisher(
            "compiled by hand from the official page of each body",
            "none stated",
            "Bloc membership, compiled by hand; the official page of each row stands with it",
            "",
        )
    },
)
