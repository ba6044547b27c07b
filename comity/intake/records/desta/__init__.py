"""Design of Trade Agreements (DESTA): pairs of states tied by a trade agreement, with years.

`trade_agreement` from 1 January of the year of signature, `trade_agreement_in_force` from that of entry into force, where one is
stated (it is for two agreements in three). Undirected, value 1, item `desta:<number of the base treaty>`: later protocols, consolidated
texts and accessions add pairs to it, withdrawals end theirs on 31 December of their year. When a treaty lapsed or gave way to another the
file does not say, so that the rest have no end. In a treaty between a body and others those on different sides are tied,
not the members of the body (its own treaty does that). The depth of agreements is not in this file.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from comity.intake.records.base import Adapter, Built, Layout, Publisher, Reading, Row, Sheets
from comity.intake.records.desta.members import Stay, bound, stays
from comity.intake.records.desta.treaties import LEAVING, Entry, Treaty
from comity.intake.records.pairs import YEARS, failure, newest_year, open_end
from comity.intake.rows import Sheet
from comity.schema import Failure, Item, Record

HEAD = ("number", "base_treaty", "name", "entry_type", "year", "entryforceyear", "typememb")
REQUIRED = (*HEAD, "c1", "c2", "mc1", "mc2")
KINDS = ("base_treaty", "protocol or amendment", "consolidated", "accession", LEAVING)

NEGOTIATED = "under negotiation: not signed"
LEFT = "withdrawal: ends pairs of its treaty"
NO_NEWS = "names no pair that its treaty does not tie already"


def build(sheets: Sheets) -> Built:
    """The table as a data set; its date is the end of the latest year of signature."""
    sheet = sheets["agreements"]
    newest = newest_year(sheet, "year")
    day = f"{newest}-12-31" if newest else ""
    return Built("Design of Trade Agreements (DESTA)", f"signed to {newest}", day, partial(records, sheet), None)


def records(sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """Each treaty as an item, then its pairs; members that are no state (the Faroe Islands) come as failures first.

    The row of a record is that of the entry that first names the pair.
    """
    treaties: dict[str, Treaty] = {}
    for row, values in sheet.rows(_columns(sheet), reading.skipped):
        found = values if isinstance(values, Failure) else _entry(sheet.name, row, values)
        if isinstance(found, Failure):
            yield found
            continue
        if found.kind == "negotiation":
            reading.skipped[NEGOTIATED] += 1
            continue
        assert not isinstance(values, Failure)
        yield from _strangers(sheet.name, found, values)
        treaties.setdefault(values[1], Treaty(values[1])).entries.append(found)
    for treaty in treaties.values():
        told: set[int] = set()
        yield _item(treaty, reading.origin.id)
        for record in _records(treaty, reading.origin.id):
            told.add(record.row)
            yield record
        for entry in treaty.entries:
            if entry.row not in told:
                reading.skipped[LEFT if entry.kind == LEAVING else NO_NEWS] += 1


def _columns(sheet: Sheet) -> tuple[str, ...]:
    """The head, then each member column followed by that of its side."""
    members = [
        name for name in sheet.columns if name[:1] == "c" and name[1:].isdecimal() and f"m{name}" in sheet.columns
    ]
    return (*HEAD, *(column for name in members for column in (name, f"m{name}")))


def _entry(name: str, row: int, values: tuple[str, ...]) -> Entry | Failure:
    kind, signed, in_force, sides = values[3], *(YEARS.get(text, 0) for text in values[4:6]), values[6]
    if kind == "negotiation":
        return Entry(row, kind, values[2], 0, 0, ())
    if kind not in KINDS or not values[1].strip():
        return failure(name, row, f"base_treaty {values[1][:20]!r}, entry_type {kind[:40]!r}: one of {KINDS}", values)
    if not signed or values[5] not in ("NA", "", *YEARS) or sides not in tuple("1234567"):
        return failure(name, row, "year, entryforceyear or NA, and typememb 1 to 7 expected", values)
    members = [(code, side) for code, side in zip(values[7::2], values[8::2], strict=True) if code not in ("", "NA")]
    if len(members) < 2:
        return failure(name, row, "two members at least expected", values)
    return Entry(row, kind, values[2], signed, in_force, tuple(bound(sides, members)))


def _strangers(name: str, entry: Entry, values: tuple[str, ...]) -> Iterator[Failure]:
    """Members that are no state from the entry's first year on."""
    for code in values[7::2]:
        found = "" if code in ("", "NA") else stays(code, date(entry.signed, 1, 1))
        if isinstance(found, str) and found:
            yield Failure(name, entry.row, found, f"{code} in {entry.name}"[:200])


def _item(treaty: Treaty, origin: str) -> Item:
    first = treaty.first
    title, signed = f"{first.name} ({first.signed})", date(first.signed, 1, 1)
    return Item(f"desta:{treaty.number}", "trade agreement", title, signed, treaty.number, "", "", origin)


def _records(treaty: Treaty, origin: str) -> Iterator[Record]:
    item = f"desta:{treaty.number}"
    for indicator, column in (("trade_agreement", "signed"), ("trade_agreement_in_force", "in_force")):
        told: set[str] = set()
        for code1, code2, first, last, row in treaty.spells(column):
            start, end = date(first, 1, 1), date(last, 12, 31) if last else date.max
            for one, two, since, until in _both(stays(code1, start), stays(code2, start), end):
                days = since, open_end(until)
                record = Record(indicator, one, two, *days, 1.0, "trade agreement", False, origin, row, item)
                if record.id not in told:
                    told.add(record.id)
                    yield record


def _both(ones: list[Stay] | str, twos: list[Stay] | str, end: date) -> Iterator[tuple[str, str, date, date]]:
    if isinstance(ones, str) or isinstance(twos, str):
        return
    for one, first, last in ones:
        for two, begun, over in twos:
            start, until = max(first, begun), min(last, over, end)
            if one != two and start <= until:
                state1, state2 = sorted((one, two))
                yield state1, state2, start, until


ADAPTER = Adapter(
    "desta",
    "Trade agreements (DESTA): who has signed one with whom, from which year.",
    (
        Layout(
            "agreements", "one row per treaty, protocol, accession or withdrawal, members in columns", REQUIRED, build
        ),
    ),
    {
        "agreements": Publisher(
            "Andreas Dür, Leonardo Baccini, Manfred Elsig",
            "free with citation",
            "Dür, Baccini, Elsig (2014), The Design of International Trade Agreements: Introducing a New Dataset, "
            "The Review of International Organizations 9(3), 353-375",
            "https://www.designoftradeagreements.org/",
        )
    },
)
