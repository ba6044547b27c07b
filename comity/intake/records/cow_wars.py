"""Wars between states of Correlates of War, from 1945 on, by directed dyad and year.

`cow_war` (value 1: at war with each other in the year), `cow_war_initiator` (state1 began it) and `cow_war_deaths`
(battle deaths of state1 in the whole war, against all its opponents; -9 or blank makes no record). Directed, item `cow_war:<number>`,
from 1 January to 31 December. A pair that stopped and fought again in one year has two rows, and is told once.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from comity.intake.records.base import Adapter, Built, Layout, Publisher, Reading, Row, Sheets
from comity.intake.records.cells import whole
from comity.intake.records.pairs import Pairs, failure, newest_year, whole_year, yearly
from comity.intake.records.states import finder
from comity.intake.rows import Sheet
from comity.schema import Failure, Item, Record

REQUIRED = ("warnum", "ccode1", "ccode2", "year", "cowinterongoing", "initiator1", "batdeath1")
TWICE = "same war, pair and year again"
DEATHS = "battle deaths of state1 in the war"


def build(sheets: Sheets) -> Built:
    """The table as a data set; its date is the end of its last year."""
    sheet = sheets["dyad_year"]
    newest = newest_year(sheet, "year")
    day = f"{newest}-12-31" if newest else ""
    return Built("Inter-state wars, directed dyad-years", f"years to {newest}", day, partial(records, sheet), None)


def records(sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """Each war as an item at its first row, then up to three records a row."""
    pairs = Pairs(finder("cow"))
    wars: set[str] = set()
    stated: set[tuple[str, str, str, int]] = set()
    for found in yearly(sheet, REQUIRED, reading, 3):
        if isinstance(found, Failure):
            yield found
            continue
        row, values, year = found
        why = _unreadable(values, year)
        state1, state2, why = ("", "", why) if why else pairs.both(values[1], values[2], year)
        if why:
            yield failure(sheet.name, row, why, values)
            continue
        if (values[0], state1, state2, year) in stated:
            reading.skipped[TWICE] += 1
            continue
        stated.add((values[0], state1, state2, year))
        origin, item, deaths = reading.origin.id, f"cow_war:{values[0]}", whole(values[6])
        if values[0] not in wars:
            wars.add(values[0])
            yield Item(item, "war", f"war {values[0]} (Correlates of War)", None, values[0], "", "", origin)
        told = [("cow_war", 1.0, "at war")]
        told += [("cow_war_initiator", 1.0, "began the war")] * (values[5] == "1")
        told += [("cow_war_deaths", float(deaths), DEATHS)] if deaths is not None else []
        for indicator, value, unit in told:
            yield Record(indicator, state1, state2, *whole_year(year), value, unit, True, origin, row, item)


def _unreadable(values: tuple[str, ...], year: int) -> str:
    if whole(values[0]) is None or not year:
        return f"warnum {values[0][:20]!r} or year {values[3][:20]!r} is no number"
    if values[4] != "1" or values[5] not in ("0", "1"):
        return "cowinterongoing: 1 expected; initiator1: 0 or 1"
    if values[6] not in ("", "-9") and whole(values[6]) is None:
        return f"batdeath1 is {values[6][:20]!r}: a number expected"
    return ""


ADAPTER = Adapter(
    "cow_wars",
    "Wars between states (Correlates of War): who fought whom, who began, battle deaths.",
    (Layout("dyad_year", "directed dyad-years at war", REQUIRED, build),),
    {
        "dyad_year": Publisher(
            "Meredith Reid Sarkees, Frank Whelon Wayman; Correlates of War",
            "free with citation (Correlates of War terms)",
            "Sarkees, Wayman (2010), Resort to War: 1816-2007, CQ Press",
            "https://correlatesofwar.org/data-sets/COW-war/",
        )
    },
)
