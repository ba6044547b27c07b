"""Strategic rivalries in two lists that overlap and are kept apart: pairs with a first and a last year.

Layout `tss` (Thompson, Sakuwa and Suhas 2021) gives `tss_rivalry` and, where marked, `tss_rivalry_positional`,
`_spatial`, `_ideological`, `_interventionary`, `_principal`, `_aprin`; layout `td` (Thompson and Dreyer 2012) gives
`td_rivalry` and the first four. Undirected, value 1, unit "rivalry", from 1 January of the first to 31 December of the
last year; one that lasts to the year in which its list closes (2020, 2010) has no end. A spell that began before 1945 keeps
its first day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from comity.intake.records.base import Adapter, Built, Layout, Publisher, Reading, Row, Sheets
from comity.intake.records.pairs import BEFORE, FIRST_YEAR, YEARS, failure, newest_year, open_end, spans_of_years
from comity.intake.rows import Sheet
from comity.schema import Failure, Item, Record

TYPES = ("positional", "spatial", "ideological", "interventionary")
MARKS = (*TYPES, "principal", "aprin")
TSS = ("tssr_id", "rivalry", "ccode1", "ccode2", "start", "end", *MARKS)
TD = ("rivalryno", "rivalryname", "ccode1", "ccode2", "styear", "endyear", "type1", "type2", "type3")

CLOSES = {"tss": 2020, "td": 2010}
"""Years in which the lists close and a rivalry that lasts is written to end."""

Kinds = Callable[[tuple[str, ...]], list[str] | str]
"""What the last cells of a row say a rivalry is, or why they cannot be read."""


def marked(cells: tuple[str, ...]) -> list[str] | str:
    """The marks that are 1.

    >>> marked(("1", "", "0", "", "", "")), marked(("2", "", "", "", "", ""))
    (['positional'], "positional is '2': 1, 0 or blank expected")
    """
    for name, cell in zip(MARKS, cells, strict=True):
        if cell not in ("1", "0", "", "NA"):
            return f"{name} is {cell[:20]!r}: 1, 0 or blank expected"
    return [name for name, cell in zip(MARKS, cells, strict=True) if cell == "1"]


def named(cells: tuple[str, ...]) -> list[str] | str:
    """The types named, most important first."""
    kinds = [cell for cell in cells if cell not in ("", "NA")]
    wrong = [kind for kind in kinds if kind not in TYPES]
    return f"type {wrong[0][:30]!r}: one of {', '.join(TYPES)} expected" if wrong else kinds


def layout(name: str, required: tuple[str, ...], kinds: Kinds, doc: str, title: str) -> Layout:
    """One of the two lists."""

    def build(sheets: Sheets) -> Built:
        sheet = sheets[name]
        newest = newest_year(sheet, required[5])
        rows = partial(records, name, required, kinds, max(int(newest or 0), CLOSES[name]), sheet)
        return Built(title, f"years to {newest}", f"{newest}-12-31" if newest else "", rows, None)

    return Layout(name, doc, required, build)


def records(
    name: str, required: tuple[str, ...], kinds: Kinds, closes: int, sheet: Sheet, reading: Reading
) -> Iterator[Row]:
    """An item and its records for every rivalry that lasted to 1945."""
    for row, values in sheet.rows(required, reading.skipped):
        if isinstance(values, Failure):
            yield values
            continue
        first, last = YEARS.get(values[4], 0), YEARS.get(values[5], 0)
        if first and 0 < last < FIRST_YEAR:
            reading.skipped[BEFORE] += 1
            continue
        told = kinds(values[6:])
        if not first or not last or last < first:
            told = f"from {values[4][:20]!r} to {values[5][:20]!r}: two years in order expected"
        found = (
            told
            if isinstance(told, str)
            else spans_of_years(values[2], values[3], first, None if last == closes else last)
        )
        if isinstance(told, str) or isinstance(found, str):
            yield failure(sheet.name, row, str(found), values)
            continue
        origin, item = reading.origin.id, f"{name}:{values[0]}"
        yield Item(item, "rivalry", values[1], date(first, 1, 1), values[0], "", "", origin)
        for state1, state2, start, end in found:
            for kind in ("", *told):
                indicator = f"{name}_rivalry_{kind}".rstrip("_")
                days = start, open_end(end)
                yield Record(indicator, state1, state2, *days, 1.0, "rivalry", False, origin, row, item)


ADAPTER = Adapter(
    "rivalries",
    "Strategic rivalries: pairs of states that hold each other for competitors and enemies.",
    (
        layout("tss", TSS, marked, "rivalries to 2020, a 1 under each type", "Strategic rivalries, 1494-2020"),
        layout("td", TD, named, "rivalries to 2010, types named", "Handbook of international rivalries, 1494-2010"),
    ),
    {
        "tss": Publisher(
            "William R. Thompson, Kentaro Sakuwa, Prashant Hosur Suhas",
            "free with citation; the package that carries it is GPL-2",
            "Thompson, Sakuwa, Suhas (2021), Analyzing Strategic Rivalries in World Politics, Springer",
            "https://svmiller.com/peacesciencer/",
        ),
        "td": Publisher(
            "William R. Thompson, David R. Dreyer",
            "free with citation; the package that carries it is GPL-2",
            "Thompson, Dreyer (2012), Handbook of International Rivalries 1494-2010, CQ Press",
            "https://svmiller.com/peacesciencer/",
        ),
    },
)
