"""Threat and Imposition of Economic Sanctions (TIES) 4.0, one row a case, 1945 to 2005, with days.

Indicators, one record for each sender and target of a case, directed, value 1, unit "case", item "ties:<caseid>":
`sanction_threat` from the first day of the case to the day before sanctions were imposed, or to the end of the
case where none were; `sanction_imposed` from the day of imposition to the end of the case.

A missing day or month is the first at a beginning and the last at an end. A case that was going on when the
coders last heard of it ends on that day; one without any end is told of its first day only. Code 1000 is
the European Union and the Communities before it, a sender and target of its own. Kinds of sanction, outcome
and institutions stand in the item, in the file's codes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from comity.errors import ComityError
from comity.intake.records.atop.spells import standing
from comity.intake.records.base import Adapter, Built, Layout, Publisher, Reading, Row, Sheets
from comity.intake.records.cells import whole
from comity.intake.records.spans import first_day, last_day
from comity.intake.rows import Sheet
from comity.schema import Failure, Item, Record

SENDERS = ("sender1", "sender2", "sender3", "sender4", "sender5", "primarysender")
CODED = ("sanctiontypethreat", "sanctiontype", "issue1", "finaloutcome", "institutionid")
REQUIRED = (
    "caseid",
    *("startyear", "startmonth", "startday"),
    *("endyear", "endmonth", "endday"),
    *("ongoingasofyear", "ongoingasofmonth", "ongoingasofday"),
    *("sancimpositionstartyear", "sancimpositionstartmonth", "sancimpositionstartday"),
    *SENDERS,
    "targetstate",
    "threat",
    "imposition",
    *CODED,
)
EUROPE = "1000"
"""No COW number: every row with it as a sender names institution 1653 (EEC) or 1830 (EU) beside it."""
EUROPE_BEGINS = date(1958, 1, 1)
INEXACT = "day or month missing: first day taken for a beginning, last for an end"
GOING_ON = "going on when last heard of: ends on that day"
NO_END = "no end stated: told of its first day only"
Cells = dict[str, str]


def build(sheets: Sheets) -> Built:
    """The table as a data set, version 4.0; its date is the end of the newest year in which a case began."""
    sheet = sheets["cases"]
    years = [whole(values[0]) or 0 for _, values in sheet.rows(("startyear",)) if not isinstance(values, Failure)]
    newest = max((year for year in years if 1945 <= year <= 2100), default=0)
    version = f"4.0, cases begun to {newest}" if newest else "4.0"
    day = f"{newest}-12-31" if newest else ""
    title = "Threat and Imposition of Economic Sanctions"
    return Built(title, version, day, partial(records, sheet), None)


def records(sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """Each case as an item, then its records; a code or day that cannot be read is a failure, and the rest is kept."""
    for row, values in sheet.rows(REQUIRED, reading.skipped):
        if isinstance(values, Failure):
            yield values
            continue
        cells = dict(zip(REQUIRED, (value.strip() for value in values), strict=True))
        for found in dict.fromkeys(_case(cells, row, reading)):
            if isinstance(found, str):
                found = Failure(sheet.name, row, found, ", ".join(value for value in values if value)[:200])
            yield found


def _case(cells: Cells, row: int, reading: Reading) -> Iterator[Row | str]:
    """What a row tells: an item and its records, and in words what of it cannot be read."""
    start = first_day(*(cells[name] for name in ("startyear", "startmonth", "startday")))
    if not cells["caseid"].isdecimal() or {cells["threat"], cells["imposition"]} - {"0", "1"}:
        yield "caseid must be a number, threat and imposition 0 or 1"
        return
    if isinstance(start, str):
        yield f"start of the case: {start}"
        return
    reading.notes[INEXACT] += not (cells["startmonth"] and cells["startday"])
    origin, item = reading.origin.id, f"ties:{cells['caseid']}"
    yield _item(cells, start, origin)
    if not any(cells[name] for name in SENDERS):
        yield "no sender named"
    for act in _acts(cells, start, reading.notes):
        if isinstance(act, str):
            yield act
            continue
        indicator, first, last = act
        for pair in _pairs(cells, first, last):
            if isinstance(pair, str):
                yield pair
            else:
                yield Record(indicator, *pair, 1.0, "case", True, origin, row, item)


def _pairs(cells: Cells, first: date, last: date) -> Iterator[tuple[str, str, date, date] | str]:
    """(sender, target, first day, last day) on which both stood, and in words which codes stand for nobody."""
    targets = _parties(cells["targetstate"], first, last)
    senders = [_parties(code, first, last) for code in _senders(cells)]
    yield from (found for found in (targets, *senders) if isinstance(found, str))
    for sender, begins, ends in (spell for found in senders if not isinstance(found, str) for spell in found):
        for target, target_begins, target_ends in () if isinstance(targets, str) else targets:
            pair = sender, target, max(begins, target_begins), min(ends, target_ends)
            if sender != target and pair[2] <= pair[3]:
                yield pair


def _senders(cells: Cells) -> list[str]:
    return list(dict.fromkeys(cells[name] for name in SENDERS if cells[name]))


def _acts(cells: Cells, start: date, notes: Counter[str]) -> Iterator[tuple[str, date, date] | str]:
    """(indicator, first day, last day) of the threat and of the sanctions, and in words what cannot be read."""
    end, imposed = _end(cells, notes), _imposed(cells)
    if isinstance(end, str):
        yield end
        return
    acted = imposed if isinstance(imposed, date) else None
    if cells["threat"] == "1":
        last = end or start
        yield "sanction_threat", start, max(start, min(last, acted - timedelta(days=1)) if acted else last)
    if isinstance(imposed, str):
        yield imposed
    elif imposed and end and end < imposed:
        yield f"imposed {imposed}, after the end of the case on {end}"
    elif imposed:
        yield "sanction_imposed", imposed, end or imposed


def _end(cells: Cells, notes: Counter[str]) -> date | str | None:
    """The last day of the case or the last on which it was known to go on; None where the file has neither."""
    for kind, note in (("end", ""), ("ongoingasof", GOING_ON)):
        parts = [cells[f"{kind}{part}"] for part in ("year", "month", "day")]
        if parts[0]:
            notes[INEXACT] += not all(parts)
            if note:
                notes[note] += 1
            day = last_day(*parts)
            return f"end of the case: {day}" if isinstance(day, str) else day
    notes[NO_END] += 1
    return None


def _imposed(cells: Cells) -> date | str | None:
    """The day of imposition, None where nothing was imposed, or why it cannot be read."""
    if cells["imposition"] == "0":
        return None
    parts = [cells[f"sancimpositionstart{part}"] for part in ("year", "month", "day")]
    day = first_day(*parts)
    return f"day of imposition: {day}" if isinstance(day, str) else day


def _parties(code: str, first: date, last: date) -> tuple[tuple[str, date, date], ...] | str:
    """The actors a code stood for between two days, or why there is none; COW numbers, 1000 the European Union."""
    code = str(whole(code) or code)
    if code == EUROPE:
        begins = max(first, EUROPE_BEGINS)
        return (("EU", begins, last),) if begins <= last else f"code {EUROPE}, the EU, before {EUROPE_BEGINS}"
    try:
        return tuple(standing(code, first, last))
    except ComityError as error:
        return f"no state answers to COW code {code[:40]!r} then: {error.what}"


def _item(cells: Cells, start: date, origin: str) -> Item:
    coded = "; ".join(f"{name} {cells[name]}" for name in CODED if cells[name])
    title = f"sanction case of {start.year} against COW {cells['targetstate']} ({coded})"[:500]
    return Item(f"ties:{cells['caseid']}", "sanction case", title, start, cells["caseid"], "", ADDRESS, origin)


ADDRESS = "https://sanctions.web.unc.edu/"

LAYOUT = Layout("cases", "one row per case, COW numbers and days in parts", REQUIRED, build)

ADAPTER = Adapter(
    "ties",
    "Threats of sanctions and sanctions imposed, with days (TIES 4.0, 1945 to 2005).",
    (LAYOUT,),
    {
        "cases": Publisher(
            "T. Clifton Morgan, Navin A. Bapat, Yoshiharu Kobayashi",
            "free with citation",
            "Morgan, Bapat, Kobayashi (2014), Threat and imposition of economic sanctions 1945-2005, "
            "Conflict Management and Peace Science 31(5)",
            ADDRESS,
        )
    },
)
