"""ICEWS events counted by directed pair and year in four classes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from comity.intake.records.base import Built, Layout, Reading, Row, Sheets
from comity.intake.records.cells import whole, year_from
from comity.intake.records.states import States, finder, within, year_of
from comity.intake.rows import Sheet
from comity.schema import Failure, Record

CLASSES = {
    "verbCoop": "icews_verbal_cooperation",
    "matlCoop": "icews_material_cooperation",
    "verbConf": "icews_verbal_conflict",
    "matlConf": "icews_material_conflict",
}
REQUIRED = ("i_iso3c", "j_iso3c", "year", *CLASSES)
FIRST_YEAR = 1945
REPEATED = "the same pair and year again"


def build(sheets: Sheets) -> Built:
    """The table as a data set; its date is the end of its newest year."""
    sheet = sheets["icews_counts"]
    years = {values[0] for _, values in sheet.rows(("year",)) if not isinstance(values, Failure)}
    newest = str(max((year for text in years if (year := year_from(text, FIRST_YEAR))), default=""))
    day = f"{newest}-12-31" if newest else ""
    title = "ICEWS event counts by directed pair and year"
    return Built(title, f"years to {newest}", day, partial(records, sheet), sheet.total)


def records(sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """Four records for every pair and year. Zero is a count: the pair was watched and no event was coded."""
    states = States(within(finder("iso3"), year_of))
    seen: set[tuple[str, str, int]] = set()
    for row, values in sheet.rows(REQUIRED, reading.skipped):
        if isinstance(values, Failure):
            yield values
            continue
        found = _pair(values, states)
        if isinstance(found, str):
            yield Failure(sheet.name, row, found, ", ".join(values)[:200])
            continue
        if found in seen:
            reading.skipped[REPEATED] += 1
            continue
        seen.add(found)
        state1, state2, year = found
        start, end = date(year, 1, 1), date(year, 12, 31)
        for name, text in zip(CLASSES.values(), values[3:], strict=True):
            count = whole(text)
            if count is not None:
                yield Record(name, state1, state2, start, end, float(count), "events", True, reading.origin.id, row)


def _pair(values: tuple[str, ...], states: States) -> tuple[str, str, int] | str:
    year = year_from(values[2], FIRST_YEAR)
    if year is None:
        return f"year {values[2][:20]!r} is no year from {FIRST_YEAR} on"
    for name, text in zip(CLASSES, values[3:], strict=True):
        if text.strip() and whole(text) is None:
            return f"{name} {text[:20]!r} is no count"
    if not any(text.strip() for text in values[3:]):
        return "no count in the row"
    (state1, why), (state2, why2) = states[date(year, 1, 1)][values[0]], states[date(year, 1, 1)][values[1]]
    if why or why2:
        return why or why2
    return (state1, state2, year) if state1 != state2 else f"both codes stand for {state1}"


LAYOUT = Layout("icews_counts", "one row per directed pair and year, events of four classes", REQUIRED, build)
