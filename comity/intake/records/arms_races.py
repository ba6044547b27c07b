"""Arms races between rivals, from 1945 on: pairs with a first and a last year.

Indicator `arms_race`, undirected, value 1, from 1 January of the first to 31 December of the last year.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from comity.intake.records.base import Adapter, Built, Layout, Publisher, Reading, Row, Sheets
from comity.intake.records.pairs import BEFORE, FIRST_YEAR, YEARS, failure, newest_year, open_end, spans_of_years
from comity.intake.rows import Sheet
from comity.schema import Failure, Record

REQUIRED = ("race_id", "ccode1", "ccode2", "styear", "endyear")


def build(sheets: Sheets) -> Built:
    """The table as a data set; its date is the end of its last year."""
    sheet = sheets["spells"]
    newest = newest_year(sheet, "endyear")
    day = f"{newest}-12-31" if newest else ""
    return Built("Arms races between strategic rivals", f"years to {newest}", day, partial(records, sheet), None)


def records(sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """A record for every race that lasted to 1945, two where one state followed another in it."""
    for row, values in sheet.rows(REQUIRED, reading.skipped):
        if isinstance(values, Failure):
            yield values
            continue
        first, last = YEARS.get(values[3], 0), YEARS.get(values[4], 0)
        if first and 0 < last < FIRST_YEAR:
            reading.skipped[BEFORE] += 1
            continue
        ordered = 0 < first <= last
        found = spans_of_years(values[1], values[2], first, last) if ordered else "two years in order expected"
        if isinstance(found, str):
            yield failure(sheet.name, row, found, values)
            continue
        for state1, state2, start, end in found:
            days, item = (start, open_end(end)), f"arms_race:{values[0]}"
            yield Record("arms_race", state1, state2, *days, 1.0, "arms race", False, reading.origin.id, row, item)


ADAPTER = Adapter(
    "arms_races",
    "Arms races between strategic rivals, 1816-1993.",
    (Layout("spells", "one row per race, with its years", REQUIRED, build),),
    {
        "spells": Publisher(
            "Douglas M. Gibler, Toby J. Rider, Marc L. Hutchison",
            "appendix of an article; the package that carries it is GPL-2",
            "Gibler, Rider, Hutchison (2005), Taking Arms Against a Sea of Troubles: Conventional Arms Races During "
            "Periods of Rivalry, Journal of Peace Research 42(2), 131-147",
            "https://svmiller.com/peacesciencer/",
        )
    },
)
