"""A pair without what documents tell and with it, by year or month, and where a day stands in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from comity.errors import ComityError
from comity.measure.alignment.documents import with_documents
from comity.measure.alignment.monthly import by_month, months_of
from comity.measure.alignment.pair import PairAlignment
from comity.measure.change.documents import Happening, counted, told_of
from comity.measure.change.news import up_to
from comity.measure.held import HeldLedger

if TYPE_CHECKING:
    from comity.measure.source import Source


def period_of(first: date, last: date) -> str:
    """ "year" where both days end one, else "month"."""
    return "year" if all((day.month, day.day) == (12, 31) for day in (first, last)) else "month"


def alignments(
    source: Source, one: str, two: str, by: str, until: date | None
) -> tuple[PairAlignment, PairAlignment, tuple[Happening, ...]]:
    """The pair without documents, with them, and what they tell; cut after the day where one is given."""
    plain, over = source.fused.pair(one, two), source.fused.alignment.grid
    if by == "month":
        plain, over = by_month(plain), months_of(over)
    if until is not None:
        plain = cut(plain, place(plain, until, by))
    if not isinstance(source, HeldLedger):
        return plain, plain, ()
    told = told_of(source.ledger, over, plain, until)
    return plain, with_documents(plain, counted(told, len(over.periods)), source.fused.alignment.about), told


def cut(pair: PairAlignment, t: int) -> PairAlignment:
    """The pair without what was read after a period."""
    spoke = pair.spoke.copy()
    spoke[t + 1 :] = 0
    return replace(pair, levels={name: up_to(read, t) for name, read in pair.levels.items()}, spoke=spoke)


def place(pair: PairAlignment, day: date, by: str) -> int:
    """Where a day stands among the periods of a pair; ComityError where both were not there or nothing is estimated."""
    when = day.year if by == "year" else (day.year - 1970) * 12 + day.month - 1
    at = np.flatnonzero(pair.held & (pair.years == when))
    if not len(at):
        first, last = (label(int(pair.years[pair.held][k]), by) for k in (0, -1))
        raise ComityError(
            f"no alignment of {pair.pair} on {day}", next_step=f"choose days from {first} to {last}, the last estimated"
        )
    return int(at[0])


def label(period: int, by: str) -> str:
    """A year, or a month counted from 1970-01, as text.

    >>> label(2020, "year"), label(611, "month")
    ('2020', '2020-12')
    """
    return str(period) if by == "year" else f"{1970 + period // 12}-{period % 12 + 1:02d}"
