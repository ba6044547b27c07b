"""COW trade by state and year: all that a state bought and sold."""

from __future__ import annotations

from datetime import date

from comity.errors import NotThen
from comity.intake.records.annual import figure, year_in
from comity.intake.records.state_years import Doubt, Figure, Figures, StateYears
from comity.intake.records.states import finder
from comity.intake.rows import Sheet
from comity.schema import Failure

MISSING = frozenset({"", "-9", "-9.0"})
PARTIAL = "totals under a tenth of those within five years before and after: only part of the trade was reported"
NEAR = 5
"""Years on each side in which a total is compared."""

_cow = finder("cow")


def find(code: str, day: date) -> str:
    """The state of a COW number; the table gives West Germany's totals of 1960 to 1989 under 255, not 260."""
    try:
        return _cow(code, day)
    except NotThen:
        if code != "255":
            raise
        return _cow("260", day)


def doubts(sheet: Sheet) -> Doubt:
    """Doubt about totals that are those of a few partners only, as for the USSR from 1960 to 1962 (170 beside 5,073)."""
    totals: dict[str, dict[int, Figures]] = {}
    for _, values in sheet.rows(("ccode", "year", "imports", "exports")):
        if not isinstance(values, Failure):
            numbers = tuple(_number(text) for text in values[2:])
            if None not in numbers:
                totals.setdefault(values[0], {})[year_in(values[1])] = numbers
    return lambda code, state, year, figures: PARTIAL if collapsed(totals.get(code, {}), year) else ""


def collapsed(totals: dict[int, Figures], year: int) -> bool:
    """Whether imports and exports of a year both fall under a tenth of what they were and will again be.

    >>> collapsed({1959: (5073.2, 5450.3), 1960: (169.5, 146.7), 1963: (7058.7, 7272.4)}, 1960)
    True
    """
    if year not in totals:
        return False
    before = [totals[other] for other in range(year - NEAR, year) if other in totals]
    after = [totals[other] for other in range(year + 1, year + NEAR + 1) if other in totals]
    return all(
        any((value or 0) * 10 < (numbers[place] or 0) for numbers in side)
        for side in (before, after)
        for place, value in enumerate(totals[year])
    )


def _number(text: str) -> float | None:
    try:
        return figure(text, MISSING)
    except ValueError:
        return None


TABLE = StateYears(
    "Correlates of War national trade",
    "ccode",
    "year",
    (
        Figure("imports", "cow_total_imports", "million current US$"),
        Figure("exports", "cow_total_exports", "million current US$"),
    ),
    find,
    MISSING,
    territories=True,
    doubts=doubts,
)

LAYOUT = TABLE.layout("state_year", "state-years, all imports and exports")
