"""From lines of any voting layout to records: duplicates, contradictions and printed totals are dealt with here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from comity.actors import states
from comity.intake.records.base import Reading, Row
from comity.schema import ABSTAIN, NO, YES, Failure, Item, Record

INDICATOR = "un_vote"

TOTALS_DIFFER = "listed votes and printed totals differ; the listed votes are kept"
CONTRADICTED = "the file also holds another choice of this state in this vote; neither is kept"
REPEATED = "the same row again"

MARKS: dict[str, float | None] = {"Y": YES, "A": ABSTAIN, "N": NO, "X": None}
"""Marks of the UN Digital Library; X is a member listed without a vote."""


@dataclass(frozen=True, slots=True)
class Printed:
    """Totals of one vote as its source prints them: yes, no, abstain; None where not printed."""

    where: str
    row: int
    item: str
    totals: tuple[int | None, int | None, int | None]


Line = tuple[int, str, date, str, float | None]
"""row, item id, day, state id, value"""

Lines = Iterator[Line | Item | Failure | Printed]
Source = Callable[[Counter[str], Counter[str]], Lines]
"""(skipped, notes) -> the lines of a file, from its start at every call."""


CODES: dict[float | None, int] = {YES: 1, ABSTAIN: 2, NO: 3, None: 4}


class Choices(dict[str, bytearray]):
    """What each state chose in each vote so far, by vote: one byte a state, so that a million fit in a few megabytes."""

    def __init__(self) -> None:
        super().__init__()
        self.places = Places()
        self._size = len(states()) + 1

    def __missing__(self, item: str) -> bytearray:
        cells = self[item] = bytearray(self._size)
        return cells


class Places(dict[str, int]):
    """Numbers states as they come."""

    def __missing__(self, state: str) -> int:
        place = self[state] = len(self)
        return place


def records(source: Source, where: str, reading: Reading) -> Iterator[Row]:
    """Records, items and failures of a voting file, in its order.

    The file is gone through twice: first for states with two different choices in one
    vote, of which neither is kept (both rows become failures), then for the records. An
    identical repeated row is counted in `skipped`. Where a vote's listed choices do
    not add up to the totals its source prints, a Failure says so and the records stay.
    """
    clashes = contradictions(source)
    origin = reading.origin.id
    seen = Choices()
    places = seen.places
    printed: list[Printed] = []
    for line in source(reading.skipped, reading.notes):
        if type(line) is not tuple:
            if isinstance(line, Printed):
                printed.append(line)
            else:
                yield _with_origin(line, origin)  # type: ignore[arg-type]
            continue
        row, item, day, state, value = line
        if clashes and (item, state) in clashes:
            yield Failure(where, row, CONTRADICTED, f"{item} {state} {CODES[value]}")
            continue
        cells, place = seen[item], places[state]
        if cells[place]:
            reading.skipped[REPEATED] += 1
        else:
            cells[place] = CODES[value]
            yield Record(INDICATOR, state, None, day, day, value, "choice", True, origin, row, item)
    yield from disagreements(printed, seen)


def contradictions(source: Source) -> set[tuple[str, str]]:
    """(item, state) of which the file holds more than one choice."""
    seen = Choices()
    places = seen.places
    clashes: set[tuple[str, str]] = set()
    for line in source(Counter(), Counter()):
        if type(line) is tuple:
            cells, place, code = seen[line[1]], places[line[3]], CODES[line[4]]
            before = cells[place]
            if not before:
                cells[place] = code
            elif before != code:
                clashes.add((line[1], line[3]))
    return clashes


def disagreements(printed: list[Printed], kept: Choices) -> Iterator[Failure]:
    """A Failure for every vote whose listed choices differ from the totals printed with it.

    Votes of which no member is listed are left out: their totals have nothing to be held against.
    """
    for totals in printed:
        cells = kept.get(totals.item)
        if cells is None:
            continue
        listed = (cells.count(CODES[YES]), cells.count(CODES[NO]), cells.count(CODES[ABSTAIN]))
        if any(said is not None and said != counted for said, counted in zip(totals.totals, listed, strict=True)):
            found = f"{totals.item}: listed {_yna(listed)}; printed {_yna(totals.totals)}"
            yield Failure(totals.where, totals.row, TOTALS_DIFFER, found)


def _yna(counts: tuple[int | None, ...]) -> str:
    return " ".join(
        f"{name} {'-' if n is None else n}" for name, n in zip(("yes", "no", "abstain"), counts, strict=True)
    )


def _with_origin(row: Item | Failure, origin: str) -> Item | Failure:
    if isinstance(row, Failure):
        return row
    return Item(row.id, row.kind, row.title, row.date, row.symbol, row.body, row.address, origin)
