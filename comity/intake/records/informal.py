"""Members of informal intergovernmental bodies (BRICS, the Quad, the Group of 5 to 8, the Shanghai Five), as listed in one year.

Indicator `informal_membership`, about one state, value 1, unit "member", item `iigo:<body>`. The file states when a body began
and ended and who was in it in the year of the list, not when a member joined: a record runs from 1 January of the first
year of the body, or from the first day of the state where it is younger, to 31 December of its last. South Africa
is thus in BRICS from 2009, a year early. Where no first year stands, the record begins with the year of the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial

from comity.actors import by_code, choose, get
from comity.errors import ComityError
from comity.intake.records.atop.spells import FIRST_DAY, FOREVER
from comity.intake.records.base import Adapter, Built, Layout, Publisher, Reading, Row, Sheets
from comity.intake.records.pairs import BEFORE, YEARS, failure, newest_year, open_end
from comity.intake.rows import Sheet
from comity.schema import Actor, Failure, Item, Record

REQUIRED = ("stateID", "StateName", "igoID", "Title", "Begin", "End", "Year")
OTHER_CODES = {"ALG": "DZA", "KOS": "XKX", "GIN - GNQ": "GNQ", "": "COD"}
"""Codes of the file that are not ISO's, by the state whose name stands beside them."""
OTHER_NAMES = {"Korea": "KOR", "Congo": "COG", "Serbia": "SRB"}
"""Names of the file that several states share, by the state whose code stands beside them."""

CUT = "the body is older than the state: counted from the state's first day"
UNDATED = "no first year of the body: counted from the year of the list"
TWICE = "same state and body again"


def build(sheets: Sheets) -> Built:
    """The table as a data set; its date is the end of the year of the list."""
    sheet = sheets["members"]
    newest = newest_year(sheet, "Year")
    day = f"{newest}-12-31" if newest else ""
    return Built("Informal intergovernmental organisations", f"list of {newest}", day, partial(records, sheet), None)


def records(sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """Each body that lasted to 1945 as an item at its first row, then its members.

    Code and name must mean one state that lived in the body's time: "AUH,
    Austria-Hungary" in the Quad is a Failure, though Australia is meant.
    """
    bodies: set[str] = set()
    stated: set[tuple[str, str]] = set()
    for row, values in sheet.rows(REQUIRED, reading.skipped):
        if isinstance(values, Failure):
            yield values
            continue
        span = _span(values)
        if isinstance(span, tuple) and span[1] < FIRST_DAY:
            reading.skipped[BEFORE] += 1
            continue
        found = span if isinstance(span, str) else _member(values[0].strip(), values[1].strip(), *span)
        if isinstance(span, str) or isinstance(found, str):
            yield failure(sheet.name, row, str(found), values)
            continue
        origin, item = reading.origin.id, f"iigo:{_body(values)}"
        if item not in bodies:
            bodies.add(item)
            began = None if values[4] in ("", "NA") else span[0]
            yield Item(item, "informal body", values[3].strip(), began, values[2].strip(), "", "", origin)
        if (found.id, item) in stated:
            reading.skipped[TWICE] += 1
            continue
        stated.add((found.id, item))
        start = max(span[0], found.start or span[0])
        reading.notes[CUT] += start > span[0]
        reading.notes[UNDATED] += values[4] in ("", "NA")
        end = open_end(min(span[1], found.end or FOREVER))
        yield Record("informal_membership", found.id, None, start, end, 1.0, "member", False, origin, row, item)


def _span(values: tuple[str, ...]) -> tuple[date, date] | str:
    """First and last day of the body, date.max while it lasts, or why there is none."""
    begin = values[6] if values[4] in ("", "NA") else values[4]
    first, lasts = YEARS.get(begin, 0), values[5] in ("", "NA")
    last = YEARS.get(values[5], 0)
    if not first or not (lasts or first <= last) or not values[3].strip():
        return f"Title and years in order expected: Begin {values[4][:20]!r}, End {values[5][:20]!r}"
    return date(first, 1, 1), FOREVER if lasts else date(last, 12, 31)


def _body(values: tuple[str, ...]) -> str:
    """The body's id: its title, for two bodies share the abbreviation CG and two have none.

    >>> _body(("", "", "CG", "Contact Group (Balkans)"))
    'contact-group-balkans'
    """
    return re.sub(r"[^a-z0-9]+", "-", values[3].lower()).strip("-")


def _member(code: str, name: str, start: date, end: date) -> Actor | str:
    """The state that code and name both mean, or why there is none."""
    last = min(end, date(2100, 12, 31))
    try:
        named = get(OTHER_NAMES[name]) if name in OTHER_NAMES else choose(name)
        coded = get(OTHER_CODES[code]) if code in OTHER_CODES else by_code("iso3", code, max(start, FIRST_DAY), last)
    except ComityError as error:
        return f"no state answers to {code[:20]!r} {name[:40]!r}: {error.what}"
    if coded.id != named.id:
        return f"code {code[:20]!r} is {coded.id} and name {name[:40]!r} is {named.id}"
    if (coded.start or date.min) > end or (coded.end or FOREVER) < start:
        return f"{coded.name} ({coded.id}) did not exist in the time of the body"
    return coded


ADAPTER = Adapter(
    "informal_bodies",
    "Members of 149 informal intergovernmental bodies, as listed in 2017.",
    (Layout("members", "one row per member and body", REQUIRED, build),),
    {
        "members": Publisher(
            "Felicity Vabulas, Duncan Snidal",
            "CC BY 4.0 (the package that carries it)",
            "Vabulas, Snidal (2021), Cooperation under autonomy: Building and analyzing the Informal Intergovernmental "
            "Organizations 2.0 dataset, Journal of Peace Research 58(4), 859-869",
            "https://doi.org/10.1177/0022343320943920",
        )
    },
)
