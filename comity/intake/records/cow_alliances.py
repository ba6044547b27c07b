"""Formal alliances of Correlates of War, version 4.1, by pair of members and spell (alliance_v4.1_by_dyad.csv), from 1945 on.

`cow_defense`, `cow_neutrality`, `cow_nonaggression`, `cow_entente`: undirected, value 1, unit "obligation", item
`cow_alliance:<number>`. An alliance in force when the file closes (right_censor 1, or no last day) has no end.
The layout is written from the codebook and has been tried on made-up rows alone, not on a published file.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from comity.intake.records.atop.spells import FIRST_DAY, FOREVER
from comity.intake.records.base import Adapter, Built, Layout, Publisher, Reading, Row, Sheets
from comity.intake.records.cells import whole
from comity.intake.records.pairs import BEFORE, REPEATED, Span, failure, newest_year, open_end, spans
from comity.intake.rows import Sheet
from comity.schema import Failure, Item, Record

OBLIGATIONS = ("defense", "neutrality", "nonaggression", "entente")
DAYS = ("dyad_st_year", "dyad_st_month", "dyad_st_day", "dyad_end_year", "dyad_end_month", "dyad_end_day")
REQUIRED = ("version4id", "ccode1", "ccode2", *DAYS, "right_censor", *OBLIGATIONS)
NONE_HOLDS = "no obligation holds"


def build(sheets: Sheets) -> Built:
    """The table as a data set; its date is the end of the latest year in it."""
    sheet = sheets["dyad"]
    newest = newest_year(sheet, "dyad_st_year", "dyad_end_year")
    day = f"{newest}-12-31" if newest else ""
    return Built("Formal alliances, by dyad", f"years to {newest}", day, partial(records, sheet), None)


def records(sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """Each alliance as an item at its first row, then a record for every obligation that is 1."""
    alliances: set[str] = set()
    stated: set[tuple[str, str, Span]] = set()
    for row, values in sheet.rows(REQUIRED, reading.skipped):
        if isinstance(values, Failure):
            yield values
            continue
        days = _days(values)
        if isinstance(days, tuple) and days[1] < FIRST_DAY:
            reading.skipped[BEFORE] += 1
            continue
        held = _held(values)
        found = (
            spans(values[1], values[2], *days, signed=True)
            if isinstance(days, tuple) and isinstance(held, list)
            else []
        )
        why = next((text for text in (days, held, found) if isinstance(text, str)), "")
        if why or isinstance(held, str) or isinstance(found, str):
            yield failure(sheet.name, row, why, values)
            continue
        number, origin = str(whole(values[0])), reading.origin.id
        if number not in alliances:
            alliances.add(number)
            yield Item(f"cow_alliance:{number}", "treaty", f"alliance {number} (COW)", None, number, "", "", origin)
        new = [(name, span) for name in held for span in found if (number, name, span) not in stated]
        if not new:
            reading.skipped[REPEATED if held else NONE_HOLDS] += 1
        for name, span in new:
            stated.add((number, name, span))
            one, two, start, end = span
            spell, item = (start, open_end(end)), f"cow_alliance:{number}"
            yield Record(f"cow_{name}", one, two, *spell, 1.0, "obligation", False, origin, row, item)


def _days(values: tuple[str, ...]) -> tuple[date, date] | str:
    """First and last day, date.max while it lasts, or why there is none."""
    parts = [whole(text) for text in values[3:9]]
    lasts = values[9] == "1" or not any(parts[3:])
    if whole(values[0]) is None or values[9] not in ("0", "1"):
        return f"version4id {values[0][:20]!r}: a number expected; right_censor {values[9][:20]!r}: 0 or 1"
    try:
        start = date(*(part or 0 for part in parts[:3]))
        end = FOREVER if lasts else date(*(part or 0 for part in parts[3:]))
    except ValueError as error:
        return f"begins {'-'.join(values[3:6])[:30]} or ends {'-'.join(values[6:9])[:30]} on no day: {error}"
    return (start, end) if start <= end else f"begins {start} and ended earlier, {end}"


def _held(values: tuple[str, ...]) -> list[str] | str:
    """The obligations that are 1, or which one is neither 0 nor 1; a blank entente is none."""
    for name, value in zip(OBLIGATIONS, values[10:], strict=True):
        if value not in ("0", "1", ""):
            return f"{name} is {value[:20]!r}: 0 or 1 expected"
    return [name for name, value in zip(OBLIGATIONS, values[10:], strict=True) if value == "1"]


ADAPTER = Adapter(
    "cow_alliances",
    "Formal alliances (Correlates of War 4.1): defence, neutrality, non-aggression, entente, with days.",
    (Layout("dyad", "one row per alliance, pair and spell", REQUIRED, build),),
    {
        "dyad": Publisher(
            "Douglas M. Gibler; Correlates of War",
            "free with citation (Correlates of War terms); not to be passed on",
            "Gibler (2009), International Military Alliances, 1648-2008, CQ Press",
            "https://correlatesofwar.org/data-sets/formal-alliances/",
        )
    },
)
