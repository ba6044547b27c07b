"""Ideal points in the UN General Assembly as Bailey, Strezhnev and Voeten publish them, by state and year.

Releases to 2024 (two layouts) give `ideal_point`. Those from 2025 give `ideal_point_fp` (final passage votes),
`ideal_point_all` (with paragraphs and amendments) and `ideal_point_legacy` (the older series estimated anew: the number
of votes is that of the 2020 release in all 10,469 of its rows), each where the file has one. Beside each stand
`_q05`, `_q50` and `_q95`, quantiles of its posterior (not for legacy), and `_votes`, the number of votes it rests on.
What an older file calls IdealPointAll is not what the 2025 release calls idealpointall.

Unit "ideal point": the scale is the model's own, the United States on the positive side, about -3 to 3. A record holds for a
calendar year; session n of the older files is the year 1945 + n. Releases re-estimate the past: the newest counts.
COW code 365 is the Soviet Union to 1991 and Russia from 1992.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from comity.intake.records.base import Adapter, Built, Layout, Publisher, Reading, Row, Sheets
from comity.intake.records.cells import decimal, whole
from comity.intake.records.states import States, finder, within, year_of
from comity.intake.rows import Dialect, Sheet
from comity.schema import Failure, Record

FIRST_YEAR, LAST_YEAR = 1946, 2100
REPEATED = "the same values of this state and year under another code"
UNIT = "ideal point"


@dataclass(frozen=True, slots=True)
class Columns:
    """How one layout names its columns: `time` and what year 0 of it is, then the column of each indicator."""

    time: str
    zero: int
    values: Mapping[str, str]

    @property
    def required(self) -> tuple[str, ...]:
        return "ccode", self.time, *self.values.values()


def _series(indicator: str, point: str, votes: str, quantile: str) -> dict[str, str]:
    """Indicators of one series to columns; `quantile` holds {} where the percentage stands."""
    quantiles = {f"{indicator}_q{q:02d}": quantile.format(q) for q in (5, 50, 95)}
    return {indicator: point, **quantiles, f"{indicator}_votes": votes}


NEW = Columns(
    "year",
    0,
    {
        **_series("ideal_point_fp", "idealpointfp", "nvotesfp", "q{}fp"),
        **_series("ideal_point_all", "idealpointall", "nvotesall", "q{}all"),
        "ideal_point_legacy": "idealpointlegacy",
        "ideal_point_legacy_votes": "nvotesLegacy",
    },
)
ALL = Columns("session", 1945, _series("ideal_point", "IdealPointAll", "NVotesAll", "Q{}%All"))
OLD = Columns("session", 1945, _series("ideal_point", "IdealPoint", "NVotes", "Q{}%"))


def build(name: str, columns: Columns, sheets: Sheets) -> Built:
    """The table as a data set; its date is the end of the newest year in it."""
    sheet = sheets[name]
    read = (values[0] for _, values in sheet.rows((columns.time,)) if not isinstance(values, Failure))
    newest = max((year for text in read if (year := _year(text, columns.zero))), default=0)
    day = f"{newest}-12-31" if newest else ""
    title = "United Nations General Assembly ideal point estimates"
    return Built(title, f"{FIRST_YEAR} to {newest}", day, partial(records, sheet, columns), sheet.total)


def records(sheet: Sheet, columns: Columns, reading: Reading) -> Iterator[Row]:
    """A record for every indicator that has a value in the row.

    A state is the one its code stood for on 1 January, or where that had not begun, on 31 December; one that
    joined late in a session, in the following spring, had not begun in its year and is a failure. Where two codes stand for
    one state in a year (Germany in 1990), a row that contradicts the first is a failure.
    """
    states = States(within(finder("cow"), year_of))
    stated: dict[tuple[str, str, int], float] = {}
    for row, values in sheet.rows(columns.required, reading.skipped):
        if isinstance(values, Failure):
            yield values
            continue
        found = _values(values, columns, states)
        if isinstance(found, str):
            yield Failure(sheet.name, row, found, ", ".join(values)[:200])
            continue
        state, year, told = found
        before = {name: stated.get((name, state, year)) for name in told}
        if any(old is not None and old != told[name] for name, old in before.items()):
            reason = f"another row states other values of {state} in {year}"
            yield Failure(sheet.name, row, reason, ", ".join(values)[:200])
            continue
        new = [name for name, old in before.items() if old is None]
        if not new:
            reading.skipped[REPEATED] += 1
        stated.update({(name, state, year): told[name] for name in new})
        start, end = date(year, 1, 1), date(year, 12, 31)
        for name in new:
            unit = "votes" if name.endswith("_votes") else UNIT
            yield Record(name, state, None, start, end, told[name], unit, True, reading.origin.id, row)


def _values(values: tuple[str, ...], columns: Columns, states: States) -> tuple[str, int, dict[str, float]] | str:
    """(state, year, value by indicator) of one row, or why it cannot be read."""
    year = _year(values[1], columns.zero)
    if year is None:
        return f"{columns.time} {values[1][:20]!r} is none from {FIRST_YEAR - columns.zero} on"
    told: dict[str, float] = {}
    for name, text in zip(columns.values, values[2:], strict=True):
        value = decimal(text)
        if value is not None:
            told[name] = value
        elif text.strip() not in ("", "NA"):
            return f"{columns.values[name]} {text[:20]!r} is no number"
    state, why = states[date(year, 1, 1)][values[0].strip().removesuffix(".0")]
    if not why and not told:
        return "no estimate in the row"
    return why or (state, year, told)


def _year(text: str, zero: int) -> int | None:
    number = whole(text)
    return number + zero if number is not None and FIRST_YEAR <= number + zero <= LAST_YEAR else None


def _layout(name: str, doc: str, columns: Columns) -> Layout:
    return Layout(name, doc, columns.required, partial(build, name, columns))


_VOETEN = Publisher(
    "Michael A. Bailey, Anton Strezhnev, Erik Voeten",
    "CC0 1.0",
    "Bailey, Strezhnev, Voeten (2017), Estimating Dynamic State Preferences from United Nations Voting Data, "
    "Journal of Conflict Resolution 61(2), 430-456. https://doi.org/10.7910/DVN/LEJUQZ",
    "https://doi.org/10.7910/DVN/LEJUQZ",
)

ADAPTER = Adapter(
    "ideal_points",
    "Ideal points of states in the UN General Assembly, as published by Bailey, Strezhnev and Voeten.",
    (
        _layout("ideal_points_2025", "releases from 2025: final passage, all and legacy estimates by year", NEW),
        _layout("ideal_points_all", "releases of 2021 to 2024: columns IdealPointAll, NVotesAll by session", ALL),
        _layout("ideal_points_2020", "releases to 2020: columns IdealPoint, NVotes by session", OLD),
    ),
    dict.fromkeys(("ideal_points_2025", "ideal_points_all", "ideal_points_2020"), _VOETEN),
    dialect=Dialect(encoding="latin-1"),
)
