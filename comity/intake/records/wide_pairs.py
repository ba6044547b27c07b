"""Tables of one row per reporter and partner with a column for each year: what the adapters of such tables share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from comity.intake.records.annual import NO_FIGURE, NOT_A_STATE_THEN, days_of, figure, newest, year_columns
from comity.intake.records.base import Built, Layout, Reading, Row, Sheets
from comity.intake.records.state_years import Skip
from comity.intake.records.states import Find, States, lenient, within, year_of
from comity.intake.rows import Sheet, Values
from comity.schema import Failure, Record

ITSELF = "reporter and partner are the same: goods that came back"

Kind = tuple[str, str]
"""indicator, unit"""


@dataclass(frozen=True, slots=True)
class WidePairs:
    """How a table of pairs by year is laid out.

    `told` are the columns that say what a row measures and `kind` reads them: an
    indicator and unit, a reason to leave the row out, or in words what is wrong.
    `nobody` are names of groups, territories and remainders, each with the reason
    under which its rows are counted.
    """

    title: str
    reporter: str
    partner: str
    told: tuple[str, ...]
    kind: Callable[[Values], Kind | Skip | str]
    find: Find
    missing: frozenset[str] = frozenset({""})
    nobody: Mapping[str, str] = field(default_factory=dict)

    @property
    def required(self) -> tuple[str, ...]:
        return (self.reporter, self.partner, *self.told)

    def layout(self, name: str, doc: str) -> Layout:
        """The layout to register."""
        return Layout(name, doc, self.required, partial(build, self, name))


def build(table: WidePairs, name: str, sheets: Sheets) -> Built:
    """The table as a data set; WrongFile where no column is a year."""
    sheet = sheets[name]
    version, day = newest(year_columns(sheet))
    return Built(table.title, version, day, partial(records, table, sheet), None)


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a row: its year, its place among the years, and the number."""

    year: int
    place: int
    value: float


def records(table: WidePairs, sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """One directed record a figure, state1 the reporter; a blank gives none.

    States are those that bore the names on 1 January, or where they had not begun, on
    31 December. Figures of years in which reporter or partner was no state are counted in
    `notes`; the row is counted in `skipped` where nothing else is left of it. A figure that
    cannot be read, or that an earlier row has already given, is a failure; the row's others stand.
    """
    years = year_columns(sheet)
    states = States(lenient(within(table.find, year_of)))
    stated: dict[tuple[str, ...], bytearray] = {}
    head = len(table.required)
    for row, values in sheet.rows((*table.required, *years), reading.skipped):
        if isinstance(values, Failure):
            yield values
            continue
        kind = _kind(table, values[:head])
        if isinstance(kind, Skip):
            reading.skipped[kind.reason] += 1
            continue
        reasons = {kind: None} if isinstance(kind, str) else {}
        made = 0
        for cell in [] if isinstance(kind, str) else _cells(table, years, values[head:], reasons):
            pair = _pair(values, cell.year, states, reasons)
            if pair is None:
                reading.notes[NOT_A_STATE_THEN] += 1
            elif all(pair) and _is_new(stated, (kind[0], *pair), cell, reasons):
                made += 1
                start, end = days_of(cell.year)
                yield Record(kind[0], *pair, start, end, cell.value, kind[1], True, reading.origin.id, row)
        for reason in reasons:
            yield Failure(sheet.name, row, reason, ", ".join(values[:head])[:200])
        if not made and not reasons:
            reading.skipped[_why_nothing(table, values[head:])] += 1


def _why_nothing(table: WidePairs, cells: Values) -> str:
    return NO_FIGURE if all(text.strip() in table.missing for text in cells) else NOT_A_STATE_THEN


def _is_new(
    stated: dict[tuple[str, ...], bytearray], key: tuple[str, ...], cell: Cell, reasons: dict[str, None]
) -> bool:
    """Whether no earlier row gave this figure; the reason noted where one did."""
    held = stated.setdefault(key, bytearray())
    held.extend(bytes(max(cell.place + 1 - len(held), 0)))
    if held[cell.place]:
        reasons[f"an earlier row already states {key[1]} and {key[2]} in {cell.year}"] = None
        return False
    held[cell.place] = 1
    return True


def _kind(table: WidePairs, values: Values) -> Kind | Skip | str:
    """What a row measures; why it is left out; or what is wrong with it."""
    if values[0].strip() == values[1].strip():
        return Skip(ITSELF)
    for name in values[:2]:
        if name.strip() in table.nobody:
            return Skip(table.nobody[name.strip()])
    return table.kind(values[2:])


def _cells(table: WidePairs, years: Mapping[str, int], texts: Values, reasons: dict[str, None]) -> Iterator[Cell]:
    for place, (column, text) in enumerate(zip(years, texts, strict=True)):
        try:
            value = figure(text, table.missing)
        except ValueError:
            reasons[f"{column} is {text[:40]!r}: a number of zero or more expected"] = None
            continue
        if value is not None:
            yield Cell(years[column], place, value)


def _pair(values: Values, year: int, states: States, reasons: dict[str, None]) -> tuple[str, str] | None:
    """The two states; None where one did not exist then; two blanks, the reason noted, where a name means none."""
    then = states[date(year, 1, 1)]
    (one, why), (two, why_two) = then[values[0].strip()], then[values[1].strip()]
    if why or why_two:
        reasons[why or why_two] = None
        return "", ""
    if not one or not two:
        return None
    if one == two:
        reasons[f"reporter and partner both stand for {one}"] = None
        return "", ""
    return one, two
