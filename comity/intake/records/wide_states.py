"""Tables of one row per state with a column for each year: what the adapters of such tables share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from comity.intake.records.annual import NO_FIGURE, NOT_A_STATE_THEN, days_of, figure, newest, year_columns
from comity.intake.records.base import Built, Layout, Reading, Row, Sheets
from comity.intake.records.state_years import Doubt, Skip, no_doubt
from comity.intake.records.states import Find, States, lenient, within, year_of
from comity.intake.rows import Sheet, Values
from comity.schema import Failure, Record


@dataclass(frozen=True, slots=True)
class WideStates:
    """How a table of states by year is laid out.

    `told` is a column that says what the row measures and `series` the only text read
    there; a column of notes, whose text does not matter, has the series "". `nobody` are
    codes of regions and territories, each with the reason under which its rows are counted.
    """

    title: str
    code: str
    told: str
    series: str
    indicator: str
    unit: str
    find: Find
    missing: frozenset[str]
    nobody: Mapping[str, str] = field(default_factory=dict)
    doubt: Doubt = no_doubt

    @property
    def required(self) -> tuple[str, ...]:
        return (self.code, self.told)

    def layout(self, name: str, doc: str) -> Layout:
        """The layout to register."""
        return Layout(name, doc, self.required, partial(build, self, name))


def build(table: WideStates, name: str, sheets: Sheets) -> Built:
    """The table as a data set; WrongFile where no column is a year."""
    sheet = sheets[name]
    version, day = newest(year_columns(sheet))
    return Built(table.title, version, day, partial(records, table, sheet), None)


def records(table: WideStates, sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """One record a figure; a row with a figure that cannot be read is a failure as a whole.

    Figures of years in which the code stood for no state, and those in doubt, are counted in `notes`.
    """
    years = year_columns(sheet)
    states = States(lenient(within(table.find, year_of)))
    stated: set[tuple[str, int]] = set()
    for row, values in sheet.rows((*table.required, *years), reading.skipped):
        if isinstance(values, Failure):
            yield values
            continue
        found = _figures(table, values, years)
        made = _records(table, found, states, reading, row) if isinstance(found, dict) else found
        if isinstance(made, list) and (twice := [r for r in made if (r.state1, r.start.year) in stated]):
            made = f"an earlier row already states {twice[0].state1} in {twice[0].start.year}"
        if isinstance(made, Skip):
            reading.skipped[made.reason] += 1
        elif isinstance(made, str):
            yield Failure(sheet.name, row, made, ", ".join(values[:2])[:200])
        else:
            stated.update((record.state1, record.start.year) for record in made)
            yield from made


def _figures(table: WideStates, values: Values, years: Mapping[str, int]) -> dict[tuple[str, int], float] | Skip | str:
    """The figures of a row by (code, year), why it is left out, or what is wrong with it."""
    code = values[0].strip()
    if code in table.nobody:
        return Skip(table.nobody[code])
    if table.series and values[1].strip() != table.series:
        return f"{table.told} is {values[1][:40]!r}: {table.series} expected"
    found: dict[tuple[str, int], float] = {}
    for (column, year), text in zip(years.items(), values[2:], strict=True):
        try:
            value = figure(text, table.missing)
        except ValueError:
            return f"{column} is {text[:40]!r}: a number of zero or more expected"
        if value is not None:
            found[code, year] = value
    return found or Skip(NO_FIGURE)


def _records(
    table: WideStates, figures: dict[tuple[str, int], float], states: States, reading: Reading, row: int
) -> list[Record] | Skip | str:
    made: list[Record] = []
    reason = ""
    for (code, year), value in figures.items():
        state, why = states[date(year, 1, 1)][code]
        if why:
            return why
        left = table.doubt(code, state, year, (value,)) if state else NOT_A_STATE_THEN
        if left:
            reading.notes[left] += 1
            reason = reason or left
            continue
        start, end = days_of(year)
        made.append(Record(table.indicator, state, None, start, end, value, table.unit, True, reading.origin.id, row))
    return made or Skip(reason)
