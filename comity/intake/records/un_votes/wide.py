"""The wide file: one row per vote, one column per member, Assembly and Council in one table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from comity.intake.records.base import Built, Layout, Sheets
from comity.intake.records.cells import whole
from comity.intake.records.states import States, finder
from comity.intake.records.un_votes.ballots import Line, Lines, Printed, records
from comity.intake.records.un_votes.parsing import day_in, newest
from comity.intake.rows import Sheet
from comity.schema import ABSTAIN, NO, YES, Failure, Item

REQUIRED = ("Link", "token", "Title", "Council", "Resolution", "Date", "YES COUNT", "NO COUNT", "ABSTAIN COUNT")
MARKS = {"YES": YES, "NO": NO, "ABSTAIN": ABSTAIN}
BODIES = {"General Assembly": "GA", "Security Council": "SC"}
BLANK = "blank cell: did not vote, or no member of the body"
_CODE = re.compile(r"[A-Z]{3}")


def build(sheets: Sheets) -> Built:
    """The wide file as a data set; its date is that of the newest vote."""
    sheet = sheets["wide"]
    day = newest(values[0] for _, values in sheet.rows(("Date",)) if not isinstance(values, Failure))
    source = partial(lines, sheet)
    cells = sheet.total * len(_codes(sheet))
    return Built("UN votes, one column per member", f"votes to {day}", day, partial(records, source, sheet.name), cells)


def lines(sheet: Sheet, skipped: Counter[str], notes: Counter[str]) -> Lines:
    """One line for every cell that holds a choice; a blank cell says nothing and is counted in `skipped`."""
    codes = _codes(sheet)
    states = States(finder("iso3"))
    listed: set[str] = set()
    for row, values in sheet.rows((*REQUIRED, *codes), skipped):
        if isinstance(values, Failure):
            yield values
            continue
        number, day, body = whole(values[1]), day_in(values[5]), BODIES.get(values[3], "")
        if number is None or day is None or not body:
            yield Failure(sheet.name, row, _unusable(values, number, day), ", ".join(values[1:6])[:200])
            continue
        item = f"undl:{number}"
        if item not in listed:
            listed.add(item)
            yield Item(item, "resolution", values[2], day, values[4], body, values[0])
            yield Printed(sheet.name, row, item, (whole(values[6]), whole(values[7]), whole(values[8])))
        cells = values[len(REQUIRED) :]
        skipped[BLANK] += cells.count("")
        yield from _cells(sheet.name, (row, item, day), zip(codes, cells, strict=True), states)


def _codes(sheet: Sheet) -> list[str]:
    return [name for name in sheet.columns if _CODE.fullmatch(name)]


def _cells(
    where: str, vote: tuple[int, str, date], cells: Iterator[tuple[str, str]], states: States
) -> Iterator[Line | Failure]:
    row, item, day = vote
    for code, mark in cells:
        if mark in MARKS:
            state, why = states[day][code]
            yield (row, item, day, state, MARKS[mark]) if state else Failure(where, row, why, f"{code} {mark}")
        elif mark:
            reason = f"{mark[:40]!r} is no known mark: YES, NO, ABSTAIN or blank expected"
            yield Failure(where, row, reason, f"{code} {mark[:80]}")


def _unusable(values: Sequence[str], number: int | None, day: date | None) -> str:
    if number is None:
        return f"token {values[1][:40]!r} is no number"
    if day is None:
        return f"date {values[5][:40]!r} is no day such as 2025-12-04"
    return f"council {values[3][:40]!r}: General Assembly or Security Council expected"


LAYOUT = Layout("wide", "one row per vote, one ISO3 column per member", REQUIRED, build)
