"""Changes of what stands beside the index: each yardstick on votes, and the pressure of a bloc on each state."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from comity.errors import ComityError
from comity.measure.change.between import Move
from comity.measure.push.course import course_of
from comity.measure.votes.similarity import similarity_table
from comity.measure.votes.yardsticks import YARDSTICKS
from comity.schema import LEVEL, Estimate

if TYPE_CHECKING:
    from comity.measure.source import Source

APART = "interval of the change from those of the two years, taken as independent (Zou and Donner 2008)"
SMOOTH = f"{APART}; the series is smoothed, so it is too wide rather than too narrow"


def difference(was: Estimate, now: Estimate, how: str = APART) -> Estimate:
    """The change between two estimates; its interval put together from theirs by Zou and Donner's rule, None where either is.

    Statistics in Medicine 27(10), 2008: the distance of each edge from its value, squared and summed.

    >>> one = Estimate(1.0, 0.7, 1.3, 0.9, 5, date(2020, 12, 31), "kappa", "e")
    >>> both = difference(one, replace(one, value=2.0, low=1.6, high=2.4))
    >>> both.value, both.low, both.high
    (1.0, 0.5, 1.5)
    """
    if was.value is None or now.value is None:
        return replace(now, value=None, low=None, high=None, method=f"change of {now.method}; {how}")
    low = high = None
    if None not in (was.low, was.high, now.low, now.high):
        a, b, c, d = (float(x or 0.0) for x in (was.low, was.high, now.low, now.high))
        low = now.value - was.value - ((now.value - c) ** 2 + (b - was.value) ** 2) ** 0.5
        high = now.value - was.value + ((d - now.value) ** 2 + (was.value - a) ** 2) ** 0.5
    n = was.n_evidence + now.n_evidence
    return replace(
        now, value=now.value - was.value, low=low, high=high, n_evidence=n, method=f"change of {now.method}; {how}"
    )


def yardsticks(source: Source, state1: str, state2: str, years: tuple[int, int], until: date) -> tuple[Move, ...]:
    """Each yardstick on all votes in two years; those undefined in either are left out."""
    table = similarity_table(source.dyad(state1, state2, until), source, "all", until)
    rows = {(row["yardstick"], row["year"]): row for row in table.rows()}
    out = []
    for name in YARDSTICKS:
        pair = [rows.get((name, year)) for year in years]
        if pair[0] is None or pair[1] is None or pair[0]["value"] is None or pair[1]["value"] is None:
            continue
        was, now = (_of(row, until) for row in pair if row is not None)
        if was.value == was.value and now.value == now.value:
            out.append(Move(name, was, now, difference(was, now)))
    return tuple(out)


def _of(row: dict[str, object], until: date) -> Estimate:
    value, low, high = (float(str(row[key])) if row[key] is not None else None for key in ("value", "low", "high"))
    year = int(str(row["year"]))
    last = min(until, date(year, 12, 31))
    n, evidence = int(str(row["n_evidence"])), str(row["evidence"])
    return Estimate(value, low, high, LEVEL, n, last, f"{row['yardstick']}, all votes", evidence)


def pressures(source: Source, bloc: str, states: tuple[str, str], years: tuple[int, int]) -> tuple[Move, ...]:
    """Pressure of a bloc on each state in two years; named by the state. Empty where it is not estimated."""
    out = []
    for state in states:
        try:
            course = course_of(source.fused, bloc, state, years[1])
        except ComityError:
            course = None
        if course is not None and set(years) <= set(course.series):
            was, now = (course.series[year] for year in years)
            out.append(Move(state, was, now, difference(was, now, SMOOTH)))
    return tuple(out)
