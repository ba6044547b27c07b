"""Exercises of the Russian forces with others, hand-coded by year from mil.ru and redstar.ru, 2009 to 2018."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial

from comity.intake.records.base import Built, Layout, Reading, Row, Sheets
from comity.intake.records.exercises.participants import by_day, joint, resolved
from comity.intake.records.states import States
from comity.intake.rows import Sheet
from comity.schema import Failure, Item

REQUIRED = ("id", "name", "yr", "part1", "part2", "comments", "source")
BLANK = "blank row"
DOUBTED = "did not participate"
"""Words of the coder's comment on an exercise for which all of NATO is listed, whoever came."""

_YEAR = re.compile(r"19[4-9]\d|20\d\d")


def build(sheets: Sheets) -> Built:
    """The table as a data set; its date is the end of its newest year."""
    sheet = sheets["russian_forces"]
    years = [values[0] for _, values in sheet.rows(("yr",)) if not isinstance(values, Failure)]
    newest = max((year for year in years if _YEAR.fullmatch(year)), default="")
    day = f"{newest}-12-31" if newest else ""
    return Built(
        "Exercises of the Russian forces with others", f"years to {newest}", day, partial(records, sheet), None
    )


def records(sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """Each exercise as an item, then every pair of its participants, Russia among them, for the whole year."""
    states = by_day()
    partners = tuple(name for name in sheet.columns if re.fullmatch(r"part\d+", name))
    for row, values in sheet.rows(("id", "name", "yr", "comments", "source", *partners), reading.skipped):
        if isinstance(values, Failure):
            yield values
            continue
        cells = tuple(value.strip() for value in values)
        if not any(cells):
            reading.skipped[BLANK] += 1
            continue
        for found in _exercise(cells, row, states, reading):
            yield (
                Failure(sheet.name, row, found, ", ".join(filter(None, cells))[:200])
                if isinstance(found, str)
                else found
            )


def _exercise(cells: tuple[str, ...], row: int, states: States, reading: Reading) -> Iterator[Row | str]:
    number, name, year, comments, source, *names = cells
    if not number.isdecimal() or not _YEAR.fullmatch(year):
        yield f"id {number[:20]!r} and yr {year[:20]!r}: a number and a year expected"
        return
    if DOUBTED in comments:
        yield f"the coder says that not all listed took part: {comments[:200]}"
        return
    start, end = date(int(year), 1, 1), date(int(year), 12, 31)
    ids, reasons = resolved(["Russia", *filter(None, names)], start, states)
    yield from reasons
    if len(ids) < 2:
        if not reasons:
            yield "no participant beside Russia"
        return
    origin, item = reading.origin.id, f"russian_exercise:{number}"
    address = source if source.startswith(("https://", "http://")) else ""
    title = f"{name or 'exercise'}{f' ({comments})' if comments else ''}"
    yield Item(item, "exercise", title[:300], start, number, "", address, origin)
    yield from joint(ids, start, end, origin, row, item)


LAYOUT = Layout("russian_forces", "one row per exercise and year, partners of Russia by name", REQUIRED, build)
