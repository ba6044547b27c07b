"""SIPRI's trade register as downloaded: one row a deal, ten lines and more above the header, Windows-1252."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import partial
from hashlib import blake2b

from comity.intake.records.base import Built, Layout, Reading, Row, Sheets
from comity.intake.records.sipri_arms.parties import NO_STATE, by_year, is_no_state, parties
from comity.intake.records.sipri_arms.tables import UNIT, generated
from comity.intake.records.states import States
from comity.intake.rows import Sheet
from comity.schema import Failure, Item, Record

REQUIRED = (
    "Recipient",
    "Supplier",
    "Year of order",
    "Number ordered",
    "Weapon designation",
    "Weapon description",
    "Number delivered",
    "Year(s) of delivery",
    "status",
    "SIPRI TIV for total order",
    "SIPRI TIV of delivered weapons",
)
UNSURE = "column 4"
"""The column without a name behind the year of order; "?" where the year is uncertain."""

YEAR_UNSURE = "year of order uncertain"
UNDELIVERED = "no year of delivery: told of its order only"
_YEAR = re.compile(r"19[4-9]\d|20\d\d")
_NUMBER = re.compile(r"\d{1,7}(?:\.\d+)?")
Cells = dict[str, str]


def build(sheets: Sheets) -> Built:
    """The register as a data set; its date and version are the day on which SIPRI generated it."""
    sheet = sheets["register"]
    day = generated(sheet)
    return Built(
        "SIPRI Arms Transfers Database, trade register",
        f"generated {day}" if day else "day not stated",
        day,
        partial(records, sheet),
        None,
    )


def records(sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """Each deal between two states as an item, then its order and what of it was delivered."""
    states = by_year()
    seen: Counter[tuple[str, ...]] = Counter()
    unsure = (UNSURE,) if UNSURE in sheet.columns else ()
    for row, values in sheet.rows((*REQUIRED, *unsure), reading.skipped):
        if isinstance(values, Failure):
            yield values
            continue
        cells = dict(zip((*REQUIRED, *unsure), (value.strip() for value in values), strict=True))
        if is_no_state(cells["Supplier"]) or is_no_state(cells["Recipient"]):
            reading.skipped[NO_STATE] += 1
            continue
        for found in dict.fromkeys(_deal(cells, row, states, seen, reading)):
            if isinstance(found, str):
                found = Failure(sheet.name, row, found, ", ".join(values)[:200])
            yield found


def _deal(
    cells: Cells, row: int, states: States, seen: Counter[tuple[str, ...]], reading: Reading
) -> Iterator[Row | str]:
    """An item and the records of one deal, and in words what of it cannot be read."""
    ordered = cells["Year of order"]
    years = [year.strip() for year in cells["Year(s) of delivery"].split(";") if year.strip()]
    values = cells["SIPRI TIV for total order"], cells["SIPRI TIV of delivered weapons"]
    wrong = _wrong(ordered, years, values)
    if wrong:
        yield wrong
        return
    reading.notes[YEAR_UNSURE] += cells.get(UNSURE) == "?"
    reading.notes[UNDELIVERED] += not years
    origin, item = reading.origin.id, _name(cells, seen)
    told: list[Row | str] = []
    acts = [("arms_ordered", [ordered], values[0]), ("arms_delivered", sorted(years), values[1])]
    for indicator, when, value in acts:
        if when:
            pair = parties(states, cells["Supplier"], cells["Recipient"], int(when[0]))
            start, end = date(int(when[0]), 1, 1), date(int(when[-1]), 12, 31)
            amount = float(value) if value else None
            told.append(
                pair
                if isinstance(pair, str)
                else Record(indicator, *pair, start, end, amount, UNIT, True, origin, row, item)
            )
    if any(isinstance(found, Record) for found in told):
        yield Item(item, "arms deal", _title(cells), date(int(ordered), 1, 1), "", "", ADDRESS, origin)
    yield from told


def _wrong(ordered: str, years: list[str], values: tuple[str, str]) -> str:
    """Why a row is no deal; blank where it is one."""
    if not _YEAR.fullmatch(ordered):
        return f"year of order {ordered[:40]!r} is no year"
    strange = next((year for year in years if not _YEAR.fullmatch(year)), "")
    if strange:
        return f"year of delivery {strange[:40]!r} is no year"
    odd = next((value for value in values if value and not _NUMBER.fullmatch(value)), "")
    return f"TIV {odd[:40]!r} is no number" if odd else ""


def _name(cells: Cells, seen: Counter[tuple[str, ...]]) -> str:
    """The id of a deal, mostly the same in the next download: parties, year of order, weapon, and which of several alike it is."""
    key = tuple(cells[name] for name in ("Recipient", "Supplier", "Year of order", "Weapon designation"))
    seen[key] += 1
    return "sipri:" + blake2b("|".join((*key, str(seen[key]))).encode(), digest_size=6).hexdigest()


def _title(cells: Cells) -> str:
    number = f"{cells['Number ordered'] or 'an unknown number of'} "
    return (
        f"{cells['Supplier']} to {cells['Recipient']}, ordered {cells['Year of order']}: {number}"
        f"{cells['Weapon designation']} ({cells['Weapon description']}, {cells['status'].lower()}), "
        f"{cells['Number delivered'] or 'none'} delivered"
    )[:500]


ADDRESS = "https://armstransfers.sipri.org/"

LAYOUT = Layout("register", "the trade register as downloaded, one row per deal", REQUIRED, build)
