"""Small readers that yearly tables share: the year, a figure, and why a row is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from math import isfinite

from comity.errors import WrongFile
from comity.intake.rows import Sheet
from comity.schema import Failure

FIRST_YEAR = 1945

BEFORE = "before 1945"
NO_FIGURE = "no figure"
NOT_A_STATE_THEN = "a territory in a year in which it was no state"
REPEATED = "the same figures again"

_YEAR = re.compile(r"1[89]\d\d|20\d\d")


def year_in(text: str) -> int:
    """The year a cell or column name states, or 0.

    >>> year_in("1978"), year_in("1978.0"), year_in("78")
    (1978, 0, 0)
    """
    return int(text) if text.isascii() and _YEAR.fullmatch(text) else 0


def days_of(year: int) -> tuple[date, date]:
    """First and last day of a year.

    >>> days_of(1991)
    (datetime.date(1991, 1, 1), datetime.date(1991, 12, 31))
    """
    return date(year, 1, 1), date(year, 12, 31)


def figure(text: str, missing: frozenset[str]) -> float | None:
    """The figure in a cell, None where it is one of the marks for missing.

    >>> figure("12.5", frozenset({"", "-9"})), figure("-9", frozenset({"", "-9"}))
    (12.5, None)

    Raises:
        ValueError: the text is no finite number of zero or more.
    """
    text = text.strip()
    if text in missing:
        return None
    number = float(text) if text.isascii() and "_" not in text else float("nan")
    if not isfinite(number) or number < 0:
        raise ValueError(text)
    return number


def newest(years: Iterable[str]) -> tuple[str, str]:
    """(version, date) of a data set that states neither: its newest year and the end of it.

    >>> newest(["2013", "2014", "x"])
    ('years to 2014', '2014-12-31')
    """
    year = max((year for text in years if (year := year_in(text))), default=0)
    return (f"years to {year}", f"{year}-12-31") if year else ("", "")


def newest_in(sheet: Sheet, column: str) -> tuple[str, str]:
    """The same of a column of years."""
    return newest({values[0] for _, values in sheet.rows((column,)) if not isinstance(values, Failure)})


def year_columns(sheet: Sheet) -> Mapping[str, int]:
    """The columns that are years since 1945; WrongFile where there is none."""
    years = {name: year for name in sheet.columns if (year := year_in(name)) >= FIRST_YEAR}
    if not years:
        raise WrongFile(
            f"no column is a year since {FIRST_YEAR}; found columns: {', '.join(sheet.columns[:12])}",
            where=str(sheet.path),
            next_step="download the file again, with a column for each year",
        )
    return years
