"""ATOP by member: one row for every member, phase and spell of an alliance, with days of entry and exit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import partial

from comity.errors import ComityError
from comity.intake.records.atop.spells import FIRST_DAY, FOREVER, Spell, shared, standing
from comity.intake.records.base import Built, Layout, Reading, Row, Sheets
from comity.intake.records.cells import whole
from comity.intake.rows import Sheet
from comity.schema import Failure, Item, Record

OBLIGATIONS = ("defense", "offense", "neutral", "nonagg", "consul")
REQUIRED = ("atopid", "member", "yrent", "moent", "dayent", "yrexit", "moexit", "dayexit", *OBLIGATIONS, "version")

BEFORE = "before 1945"
ALONE = "no co-member at the same time since 1945"
CUT = "entered before the state existed: counted from its first day"
INEXACT = "day or month missing: first day taken for entry, last for exit"


def build(sheets: Sheets) -> Built:
    """The table as a data set, its version as the file states it, its date that of the newest entry or exit."""
    sheet = sheets["member_level"]
    versions: set[str] = set()
    newest = date.min
    for _, values in sheet.rows(REQUIRED):
        if not isinstance(values, Failure):
            versions.add(values[-1])
            spell = span_of(values, Counter())
            if not isinstance(spell, str):
                newest = max(newest, spell[0], spell[1] if spell[1] < FOREVER else date.min)
    version = " ".join(sorted(versions - {""}))
    title = "Alliance Treaty Obligations and Provisions, member level"
    return Built(title, version, newest.isoformat() if newest > date.min else "", partial(records, sheet), None)


def records(sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """Each alliance in force since 1945 as an item, then its pairs of members and what they promised.

    A treaty promises what at least one of the two promised the other; the file does not
    say to whom within a larger treaty. The row of a record is that of the member who
    entered later in the file. A spell that began before 1945 keeps its first day.
    """
    alliances: dict[str, list[Spell]] = {}
    rows: dict[int, str] = {}
    for row, values in sheet.rows(REQUIRED, reading.skipped):
        found = values if isinstance(values, Failure) else _spells(sheet.name, row, values, reading.notes)
        if isinstance(found, Failure):
            yield found
        elif not found:
            reading.skipped[BEFORE] += 1
        else:
            rows[row] = found[0].alliance
            alliances.setdefault(found[0].alliance, []).extend(found)
    for alliance, spells in alliances.items():
        yield _item(alliance, spells, reading.origin.id)
        for state1, state2, obligation, (start, end, row) in shared(spells):
            last = None if end == FOREVER else end
            item, origin = f"atop:{alliance}", reading.origin.id
            yield Record(
                f"treaty_{obligation}", state1, state2, start, last, 1.0, "obligation", False, origin, row, item
            )
    reading.skipped[ALONE] += sum(_alone(rows, alliances))


def _alone(rows: dict[int, str], alliances: dict[str, list[Spell]]) -> Iterator[bool]:
    for row, alliance in rows.items():
        spells = alliances[alliance]
        own = [spell for spell in spells if spell.row == row]
        yield not any(_meet(one, two) for one in own for two in spells)


def _meet(one: Spell, two: Spell) -> bool:
    start, end = max(one.start, two.start), min(one.end, two.end)
    return one.state != two.state and start <= end and end >= FIRST_DAY


def _spells(where: str, row: int, values: tuple[str, ...], notes: Counter[str]) -> list[Spell] | Failure:
    """The states of one row with their spells, none where it ended before 1945, or why it cannot be read."""
    found = ", ".join(values)[:200]
    alliance, span = whole(values[0]), span_of(values, notes)
    if alliance is None:
        return Failure(where, row, f"atopid {values[0][:40]!r} is no number", found)
    if isinstance(span, str):
        return Failure(where, row, span, found)
    for name, value in zip(OBLIGATIONS, values[8:13], strict=True):
        if value not in ("0", "1"):
            return Failure(where, row, f"{name} is {value[:40]!r}: 0 or 1 expected", found)
    if span[1] < FIRST_DAY:
        return []
    held = frozenset(name for name, value in zip(OBLIGATIONS, values[8:13], strict=True) if value == "1")
    try:
        states = list(standing(values[1], *span, signed=True))
    except ComityError as error:
        return Failure(where, row, f"no state answers to COW code {values[1][:40]!r}: {error.what}", found)
    notes[CUT] += states[0][1] > span[0]
    return [Spell(str(alliance), state, start, end, held, row) for state, start, end in states]


def span_of(values: tuple[str, ...], notes: Counter[str]) -> tuple[date, date] | str:
    """(day of entry, day of exit) or why there is none.

    Year of exit 0 means in force when the file closes, so without an end: date.max. A
    blank month or day is taken as the widest reading, first of the month or year for
    entry, last for exit, and counted in `notes`.
    """
    entry, leaving = [whole(text) or 0 for text in values[2:5]], [whole(text) or 0 for text in values[5:8]]
    if not entry[0] or (not leaving[0] and values[5].strip() not in ("0", "0.0")):
        return f"year of entry {values[2][:20]!r} or of exit {values[5][:20]!r} is no year"
    notes[INEXACT] += not all(entry) or (leaving[0] > 0 and not all(leaving))
    try:
        start = date(entry[0], entry[1] or 1, entry[2] or 1)
        end = _last_day(*leaving) if leaving[0] else FOREVER
    except ValueError as error:
        return f"entry {'-'.join(values[2:5])[:40]} or exit {'-'.join(values[5:8])[:40]} is no day: {error}"
    return (start, end) if start <= end else f"entered {start} and left earlier, {end}"


def _last_day(year: int, month: int, day: int) -> date:
    if day and month:
        return date(year, month, day)
    month = month or 12
    return date.fromordinal(date(year + month // 12, month % 12 + 1, 1).toordinal() - 1)


def _item(alliance: str, spells: list[Spell], origin: str) -> Item:
    first = min(spell.start for spell in spells)
    title = f"alliance of {first.year} (ATOP {alliance})"
    return Item(f"atop:{alliance}", "treaty", title, first, alliance, "", "http://www.atopdata.org/", origin)


LAYOUT = Layout("member_level", "one row per member and spell, days of entry and exit", REQUIRED, build)
