"""ATOP by directed dyad and year: one row for every ordered pair with an obligation in a year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial

from comity.intake.records.base import Built, Layout, Reading, Row, Sheets
from comity.intake.records.states import States, finder, within, year_of
from comity.intake.rows import Sheet
from comity.schema import Failure, Record

FIRST_YEAR = 1945
OBLIGATIONS = ("atop_defense", "atop_offense", "atop_neutral", "atop_nonagg", "atop_consul")
REQUIRED = ("ccode1", "ccode2", "year", *OBLIGATIONS)

BEFORE = "before 1945"
NONE_HOLDS = "no obligation holds"
REPEATED = "obligations already stated for this pair and year"
_VERSION = re.compile(r"atop[_v]*(\d)[._]?(\d)", re.IGNORECASE)
_YEAR = re.compile(r"1[89]\d\d|20\d\d")


def build(sheets: Sheets) -> Built:
    """The table as a data set; its version is the one in the file name, its date the end of its newest year."""
    sheet = sheets["dyad_year"]
    years = [values[0] for _, values in sheet.rows(("year",)) if not isinstance(values, Failure)]
    newest = max((year for year in years if _YEAR.fullmatch(year)), default="")
    named = _VERSION.search(sheet.name)
    version = f"{named[1]}.{named[2]}" if named else ""
    version = f"{version}, years to {newest}" if version else f"years to {newest}"
    day = f"{newest}-12-31" if newest else ""
    return Built(
        "Alliance Treaty Obligations and Provisions, directed dyad-years", version, day, partial(records, sheet), None
    )


def records(sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """One record for each obligation that is 1.

    A state is the one its code stood for on 1 January, or where that had not begun, on
    31 December: 365 is the Soviet Union in 1991. Two codes of one state in one
    year (Germany in 1990) give each obligation once; the rest is counted as skipped.
    """
    states = States(within(finder("cow"), year_of))
    stated: dict[tuple[str, str], bytearray] = {}
    for row, values in sheet.rows(REQUIRED, reading.skipped):
        if isinstance(values, Failure):
            yield values
            continue
        year = int(values[2]) if _YEAR.fullmatch(values[2]) else 0
        if 0 < year < FIRST_YEAR:
            reading.skipped[BEFORE] += 1
            continue
        pair, reason = _pair(values, year, states)
        if reason:
            yield Failure(sheet.name, row, reason, ", ".join(values)[:200])
            continue
        held = sum(1 << place for place, value in enumerate(values[3:]) if value == "1")
        new = _new(stated, pair, year, held)
        if not new:
            reading.skipped[REPEATED if held else NONE_HOLDS] += 1
            continue
        start, end = date(year, 1, 1), date(year, 12, 31)
        for place, name in enumerate(OBLIGATIONS):
            if new >> place & 1:
                yield Record(name, *pair, start, end, 1.0, "obligation", True, reading.origin.id, row)


def _pair(values: tuple[str, ...], year: int, states: States) -> tuple[tuple[str, str], str]:
    nobody = ("", "")
    if not year:
        return nobody, f"year {values[2][:40]!r} is no year"
    for name, value in zip(OBLIGATIONS, values[3:], strict=True):
        if value not in ("0", "1"):
            return nobody, f"{name} is {value[:40]!r}: 0 or 1 expected"
    then = states[date(year, 1, 1)]
    (one, why), (two, why_two) = then[values[0]], then[values[1]]
    if why or why_two:
        return nobody, why or why_two
    return ((one, two), "") if one != two else (nobody, f"both codes stand for {one}")


def _new(stated: dict[tuple[str, str], bytearray], pair: tuple[str, str], year: int, held: int) -> int:
    """The obligations among `held` (bits) not yet stated for the pair and year; states them."""
    years = stated.setdefault(pair, bytearray(100))
    place = year - FIRST_YEAR
    if place >= len(years):
        years.extend(bytes(place + 1 - len(years)))
    new = held & ~years[place]
    years[place] |= held
    return new


LAYOUT = Layout("dyad_year", "directed dyad-years, one 0/1 column per obligation", REQUIRED, build)
