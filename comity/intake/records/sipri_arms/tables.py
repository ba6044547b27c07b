"""SIPRI's yearly tables of trend-indicator values (TIV): by supplier, recipient and year, or a state's table as downloaded.

A 0 in them is a delivery of less than 0.5 million TIV, not none; years without a delivery are blank or absent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from comity.errors import WrongFile
from comity.intake.records.base import Built, Layout, Reading, Row, Sheets
from comity.intake.records.cells import whole
from comity.intake.records.sipri_arms.parties import NO_STATE, by_year, is_no_state, parties
from comity.intake.records.states import States
from comity.intake.rows import Sheet
from comity.schema import Failure, Record

UNIT = "million TIV"
LONG = ("supplier", "recipient", "year", "value")
WIDE = ("Total",)
SUM = "a sum over all states"
NOTHING = "no delivery in any year"
_YEAR = re.compile(r"19[4-9]\d|20\d\d")
_TITLE = re.compile(r"TIV of arms (exports? from|imports? (?:to|by|of|from)) (.+?), \d{4}-\d{4}", re.IGNORECASE)
_DAY = re.compile(r"[Gg]enerated: ?(\d{1,2} [A-Z][a-z]+ \d{4})")


def generated(sheet: Sheet) -> str:
    """The day on which SIPRI made the table, as written above its header; blank where it is not."""
    found = _DAY.search(" ".join(sheet.preamble))
    return datetime.strptime(found[1], "%d %B %Y").date().isoformat() if found else ""


def build_long(sheets: Sheets) -> Built:
    """The table as a data set; its date is the end of its newest year."""
    sheet = sheets["tiv_long"]
    years = [values[0] for _, values in sheet.rows(("year",)) if not isinstance(values, Failure)]
    newest = max((year for year in years if _YEAR.fullmatch(year)), default="")
    day = f"{newest}-12-31" if newest else ""
    title = "SIPRI Arms Transfers Database, TIV by supplier, recipient and year"
    return Built(title, f"years to {newest}", day, partial(_long, sheet), sheet.total)


def _long(sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """One record for every row of two states."""
    states = by_year()
    for row, values in sheet.rows(LONG, reading.skipped):
        if isinstance(values, Failure):
            yield values
            continue
        supplier, recipient, year, value = (cell.strip() for cell in values)
        if is_no_state(supplier) or is_no_state(recipient):
            reading.skipped[NO_STATE] += 1
            continue
        found = _record(supplier, recipient, year, value, states, reading.origin.id, row)
        yield found if isinstance(found, Record) else Failure(sheet.name, row, found, ", ".join(values)[:200])


def build_wide(sheets: Sheets) -> Built:
    """The table as a data set; WrongFile where its title names no state or it has no column of a year."""
    sheet = sheets["tiv_table"]
    titled = _TITLE.search(" ".join(sheet.preamble))
    years = tuple(name for name in sheet.columns if _YEAR.fullmatch(name))
    if not titled or titled[2].lower() in ("all", "all countries") or not years:
        raise WrongFile(
            "expected a table titled 'TIV of arms exports from STATE' or 'TIV of arms imports to STATE' above a header "
            f"of years; found {(sheet.preamble or ('nothing above the header',))[0][:80]!r} and {len(years)} years",
            where=str(sheet.path),
            next_step="download the table of one state again, with the lines above it",
        )
    exports, state = titled[1].lower().startswith("export"), titled[2]
    day = generated(sheet) or f"{years[-1]}-12-31"
    title = f"SIPRI Arms Transfers Database, TIV of arms {titled[1].lower()} {state}"
    rows = partial(_wide, sheet, state, exports, years)
    return Built(title, f"{years[0]} to {years[-1]}, generated {day}", day, rows, None)


def _wide(sheet: Sheet, state: str, exports: bool, years: tuple[str, ...], reading: Reading) -> Iterator[Row]:
    """One record for every filled cell of a row about a state."""
    states = by_year()
    for row, values in sheet.rows((sheet.columns[0], *years), reading.skipped):
        if isinstance(values, Failure):
            yield values
            continue
        partner, *cells = (cell.strip() for cell in values)
        reason = _left_out(partner, cells)
        if reason:
            reading.skipped[reason] += 1
            continue
        supplier, recipient = (state, partner) if exports else (partner, state)
        for year, value in zip(years, cells, strict=True):
            if value:
                found = _record(supplier, recipient, year, value, states, reading.origin.id, row)
                where = f"{supplier} to {recipient}, {year}: {value}"[:200]
                yield found if isinstance(found, Record) else Failure(sheet.name, row, found, where)


def _left_out(partner: str, cells: list[str]) -> str:
    """Why a row is left out; blank where it is not."""
    if not any(cells):
        return NOTHING if partner else "blank line"
    if partner == "Total":
        return SUM
    return NO_STATE if is_no_state(partner) else ""


def _record(
    supplier: str, recipient: str, year: str, value: str, states: States, origin: str, row: int
) -> Record | str:
    if not _YEAR.fullmatch(year):
        return f"year {year[:40]!r} is no year"
    amount = whole(value)
    if amount is None:
        return f"value {value[:40]!r}: a whole number of million TIV expected"
    pair = parties(states, supplier, recipient, int(year))
    if isinstance(pair, str):
        return pair
    start, end = date(int(year), 1, 1), date(int(year), 12, 31)
    return Record("arms_tiv", *pair, start, end, float(amount), UNIT, True, origin, row)


LONG_LAYOUT = Layout("tiv_long", "one row per supplier, recipient and year", LONG, build_long)
WIDE_LAYOUT = Layout(
    "tiv_table", "one state's exports or imports, one column per year, a title above", WIDE, build_wide
)
