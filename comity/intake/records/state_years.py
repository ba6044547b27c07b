"""Tables of one row per state and year with one or several figures: what the adapters of such tables share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from comity.intake.records.annual import (
    BEFORE,
    FIRST_YEAR,
    NO_FIGURE,
    NOT_A_STATE_THEN,
    REPEATED,
    days_of,
    figure,
    newest_in,
    year_in,
)
from comity.intake.records.base import Built, Layout, Reading, Row, Sheets
from comity.intake.records.states import Find, States, lenient, within, year_of
from comity.intake.rows import Sheet, Values
from comity.schema import Failure, Record

Figures = tuple[float | None, ...]
Found = tuple[str, int, Figures]
"""state id, year, figures"""
Doubt = Callable[[str, str, int, Figures], str]
"""(code, state id, year, figures) -> why the row is left out, or "" to keep it."""


def no_doubt(code: str, state: str, year: int, figures: Figures) -> str:
    """Every row is kept."""
    return ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One column of figures: the indicator it becomes and its unit."""

    column: str
    indicator: str
    unit: str


@dataclass(frozen=True, slots=True)
class Skip:
    """A row left out on purpose."""

    reason: str


@dataclass(frozen=True, slots=True)
class StateYears:
    """How a table of state-years is laid out.

    `missing` are the marks for a missing figure. `nobody` are codes of regions and
    territories, each with the reason under which its rows are counted. `territories`
    says that the table covers territories before they were states: such rows are
    counted as skipped; elsewhere a code of another time is a failure. `doubts` looks
    at the whole table first and then says which rows not to trust.
    """

    title: str
    code: str
    year: str
    figures: tuple[Figure, ...]
    find: Find
    missing: frozenset[str] = frozenset({"", "-9", "-9.0"})
    nobody: Mapping[str, str] = field(default_factory=dict)
    territories: bool = False
    doubts: Callable[[Sheet], Doubt] | None = None

    @property
    def required(self) -> tuple[str, ...]:
        return (self.code, self.year, *(one.column for one in self.figures))

    def layout(self, name: str, doc: str) -> Layout:
        """The layout to register."""
        return Layout(name, doc, self.required, partial(build, self, name))


def build(table: StateYears, name: str, sheets: Sheets) -> Built:
    """The table as a data set; its date is the end of its newest year."""
    sheet = sheets[name]
    version, day = newest_in(sheet, table.year)
    return Built(table.title, version, day, partial(records, table, sheet), None)


def records(table: StateYears, sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """One record a figure, from 1 January to 31 December.

    A state is the one its code stood for on 1 January, or where that had not begun, on
    31 December. Where two codes stand for one state in one year (255 and 260 for Germany
    in 1990, 710 and 713 for the Republic of China in 1949) the first row is kept, and the
    second is a failure unless it says the same.
    """
    find = within(table.find, year_of)
    states = States(lenient(find) if table.territories else find)
    doubt = table.doubts(sheet) if table.doubts else no_doubt
    stated: dict[tuple[str, int], tuple[int, Figures]] = {}
    for row, values in sheet.rows(table.required, reading.skipped):
        if isinstance(values, Failure):
            yield values
            continue
        found = _found(table, values, states)
        if not isinstance(found, Skip | str):
            found = _first(found, row, doubt(values[0], *found), stated)
        if isinstance(found, Skip):
            reading.skipped[found.reason] += 1
        elif isinstance(found, str):
            yield Failure(sheet.name, row, found, ", ".join(values)[:200])
        else:
            yield from _made(table, found, row, reading.origin.id)


def _first(
    found: Found, row: int, doubt: str, stated: dict[tuple[str, int], tuple[int, Figures]]
) -> Found | Skip | str:
    """The row's figures where they are the first of the state and year; else why they are not to be used."""
    if doubt:
        return Skip(doubt)
    state, year, figures = found
    first, before = stated.setdefault((state, year), (row, figures))
    if first == row:
        return found
    return Skip(REPEATED) if before == figures else f"row {first} already states other figures for {state} in {year}"


def _found(table: StateYears, values: Values, states: States) -> Found | Skip | str:
    """(state, year, figures) of a row, why it is left out, or in words why it cannot be read."""
    year = year_in(values[1])
    if not year:
        return f"year {values[1][:40]!r} is no year"
    if year < FIRST_YEAR:
        return Skip(BEFORE)
    if values[0] in table.nobody:
        return Skip(table.nobody[values[0]])
    figures = _figures(table, values[2:])
    if isinstance(figures, str):
        return figures
    if all(number is None for number in figures):
        return Skip(NO_FIGURE)
    state, why = states[date(year, 1, 1)][values[0]]
    if not state:
        return why or Skip(NOT_A_STATE_THEN)
    return state, year, figures


def _figures(table: StateYears, cells: Sequence[str]) -> Figures | str:
    numbers: list[float | None] = []
    for one, text in zip(table.figures, cells, strict=True):
        try:
            numbers.append(figure(text, table.missing))
        except ValueError:
            return f"{one.column} is {text[:40]!r}: a number of zero or more expected"
    return tuple(numbers)


def _made(table: StateYears, found: Found, row: int, origin: str) -> Iterator[Record]:
    state, year, figures = found
    start, end = days_of(year)
    for one, value in zip(table.figures, figures, strict=True):
        if value is not None:
            yield Record(one.indicator, state, None, start, end, value, one.unit, True, origin, row)
