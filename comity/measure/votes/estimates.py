"""One number of a dyad-year as an estimate: value, interval, how many votes, by which method, under which evidence id."""

from __future__ import annotations

from datetime import date

import numpy as np

from comity.errors import ComityError
from comity.measure.votes.choices import DyadChoices
from comity.measure.votes.intervals import METHODS, interval
from comity.measure.votes.yardsticks import DECIDED, yardstick
from comity.schema import LEVEL, Estimate


def evidence_id(name: str, pair: str, year: int, votes: str = "all") -> str:
    """Stable name of one similarity.

    >>> evidence_id("kappa", "CHN-RUS", 2020), evidence_id("graded", "RUS-WEST", 2024, "contested")
    ('similarity/kappa/CHN-RUS/2020', 'similarity/graded/RUS-WEST/2024/contested')
    """
    return f"similarity/{name}/{pair}/{year}" + ("/contested" if votes == "contested" else "")


def method(name: str, votes: str = "all") -> str:
    """How the number is made, in one sentence."""
    measure = yardstick(name)
    among = "non-unanimous" if votes == "all" else "contested (yes share below 90 %)"
    return (
        f"{measure.label}: {measure.formula}; {among} General Assembly roll calls on which both voted; {METHODS[name]}"
    )


def estimate(choices: DyadChoices, name: str, year: int, votes: str = "all", level: float = LEVEL) -> Estimate:
    """The yardstick of one year; value None, with the reason in `method`, where it is undefined or no vote is held."""
    at = np.flatnonzero(choices.years == year)
    if not len(at):
        raise ComityError(f"no votes in {year}", where=choices.pair, next_step=f"choose one of {span(choices)}")
    table = choices.of(votes)[at[0]]
    value = float(yardstick(name)(table))
    low, high = (float(bound) for bound in interval(name, table, level))
    n = int((table * DECIDED).sum() if name == "yes_no" else table.sum())
    as_of = min(choices.as_of, date(year, 12, 31))
    id, unit = evidence_id(name, choices.pair, year, votes), yardstick(name).unit
    if value != value:
        why = "undefined: no such vote" if not n else "undefined: no disagreement was to be expected"
        return Estimate(None, None, None, level, n, as_of, f"{why}; {method(name, votes)}", id, unit)
    return Estimate(value, low, high, level, n, as_of, method(name, votes), id, unit)


def span(choices: DyadChoices) -> str:
    """The years held, as text."""
    return f"{choices.years[0]}-{choices.years[-1]}" if len(choices) else "none held"
