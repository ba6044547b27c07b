"""ICEWS as a temporal knowledge graph: actor, event text, actor, day, with a table of CAMEO codes for the values.

The published parts are a random fifth of the events, without event numbers: they say what kinds of events
a pair had, never how many.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from hashlib import blake2b

from comity.intake.records.base import Built, Layout, Reading, Row, Sheets
from comity.intake.records.cameo import NAMES, Code, read_names, root_of
from comity.intake.records.icews.countries import INSIDE, TERRITORIES, TERRITORY, country, place_of
from comity.intake.records.icews.events import UNIT, day_of
from comity.intake.records.states import States
from comity.intake.rows import Sheet
from comity.schema import Failure, Item, Record

REQUIRED = ("source", "relation", "target", "date")
UNNAMED = "no two states: an actor whose name names no country"
REPEATED = "the same actors, event and day again"


def build(sheets: Sheets) -> Built:
    """The two tables as a data set; its date is that of the newest event."""
    sheet = sheets["icews_graph"]
    days = {values[0] for _, values in sheet.rows(("date",)) if not isinstance(values, Failure)}
    day = max((found.isoformat() for text in days if (found := day_of(text))), default="")
    source = partial(records, sheet, sheets[NAMES.name])
    return Built("ICEWS temporal knowledge graph (a random sample)", f"events to {day}", day, source, sheet.total)


def records(sheet: Sheet, names: Sheet, reading: Reading) -> Iterator[Row]:
    """Each event between two states as an item and a record.

    A person without a country in brackets and a body name no country: such rows are skipped and counted. The
    collections of the file overlap; the same event again is skipped too.
    """
    codes, states = read_names(names), States(country)
    seen: set[str] = set()
    for row, values in sheet.rows(REQUIRED, reading.skipped):
        if isinstance(values, Failure):
            yield values
            continue
        source, relation, target, text = values
        day, code = day_of(text), codes.get(relation.strip().lower())
        if day is None or code is None:
            reason = f"date {text[:20]!r} is no day" if day is None else f"{relation[:60]!r} is no name of a CAMEO code"
            yield Failure(sheet.name, row, reason, ", ".join(values)[:200])
            continue
        pair, why = _pair(source, target, day, states)
        name = blake2b("|".join(values).encode(), digest_size=8).hexdigest()
        if why or name in seen:
            reading.skipped[why or REPEATED] += 1
            continue
        seen.add(name)
        yield from _rows(row, values, day, code, pair, f"icews_graph:{name}", reading.origin.id)


def _pair(source: str, target: str, day: date, states: States) -> tuple[tuple[str, str], str]:
    """The two states, or why there are not two."""
    one, two = place_of(source), place_of(target)
    nobody = ("", "")
    if one in TERRITORIES or two in TERRITORIES:
        return nobody, TERRITORY
    (state1, why), (state2, why2) = states[day][one], states[day][two]
    if why or why2:
        return nobody, UNNAMED
    return ((state1, state2), "") if state1 != state2 else (nobody, INSIDE)


def _rows(
    row: int, values: tuple[str, ...], day: date, code: Code, pair: tuple[str, str], item: str, origin: str
) -> Iterator[Row]:
    title = f"{values[1]}: {values[0]} to {values[2]}"
    yield Item(item, "event", title, day, code.code, "", "", origin)
    indicator = f"icews_sample_{root_of(code.code)}"
    yield Record(indicator, *pair, day, day, code.goldstein, UNIT, True, origin, row, item)


LAYOUT = Layout("icews_graph", "actor, event text, actor and day, without event numbers", REQUIRED, build, NAMES)
