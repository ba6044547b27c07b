"""How the sections on trade, power and force say sizes: per cent, times, places and counts, each with its estimate."""

from __future__ import annotations

from comity.brief.objects import Figure
from comity.brief.statements import Phrase
from comity.brief.wording import WORDS, index, interval, percent
from comity.schema import Estimate

ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
)


def per_cent(value: float) -> str:
    """A percentage with two figures, never nought of something.

    >>> per_cent(12.04), per_cent(4.56), per_cent(0.376), per_cent(0.034), per_cent(0.0)
    ('12%', '4.6%', '0.38%', '0.03%', 'none')
    """
    if value == 0:
        return "none"
    if value < 0.01:
        return "less than 0.01%"
    return f"{value:.{0 if value >= 9.95 else 1 if value >= 0.995 else 2}f}%"


def shared(estimate: Estimate) -> Figure:
    """A figure of per cent."""
    return Figure(per_cent(estimate.value or 0.0), estimate)


def times(estimate: Estimate) -> Figure:
    """How many times as much.

    >>> from datetime import date
    >>> times(Estimate(8.81, None, None, 0.0, 2, date(2020, 1, 1), "", "asymmetry/power:wb_gdp/CHN-RUS/2020")).said
    '8.8 times'
    """
    value = estimate.value or 0.0
    return Figure(f"{value:,.{0 if value >= 9.95 else 1}f} times", estimate)


def place(estimate: Estimate) -> Figure:
    """A rank among partners in words, up to the twentieth.

    >>> from datetime import date
    >>> place(Estimate(12.0, None, None, 0.0, 160, date(2020, 1, 1), "", "rank/cow/RUS-CHN/2014")).said
    'twelfth largest partner'
    """
    rank = int(estimate.value or 0)
    order = "" if rank == 1 else f"{ORDINALS[rank - 1]} "
    return Figure(f"{order}largest partner", estimate)


def number(estimate: Estimate, one: str = "", many: str = "") -> Figure:
    """A count, small ones spelt out, with its noun where there is one.

    >>> from datetime import date
    >>> made = Estimate(2.0, None, None, 0.0, 2, date(2020, 1, 1), "", "force/ucdp/fought_a_state/RUS/2005-2024")
    >>> number(made).said, number(made, "dispute").said
    ('two', 'two disputes')
    """
    n = int(estimate.value or 0)
    said = WORDS[n] if n < len(WORDS) else f"{n:,}"
    if not one:
        return Figure("none" if n == 0 else said, estimate)
    return Figure(f"{said} {one if n == 1 else many or one + 's'}", estimate)


def rate(estimate: Estimate, labelled: bool = False) -> Phrase:
    """A rate a year with its interval: "0.80 a year (0.51 to 1.21)"."""
    low, high = (index(edge or 0.0) for edge in (estimate.low, estimate.high))
    label = "90% interval " if labelled else ""
    spread = Figure(f"{label}{low} to {high}", estimate)
    return [Figure(f"{index(estimate.value or 0.0)} a year", estimate), " (", spread, ")"]


def bounds(estimate: Estimate, places: int = 2) -> str:
    """The interval as a table prints it, "" where there is none."""
    if estimate.low is None or estimate.high is None:
        return ""
    return f"[{index(estimate.low, places)}, {index(estimate.high, places)}]"


def part(estimate: Estimate) -> Figure:
    """A share of one, as the leverage over gas is."""
    return Figure(percent(estimate.value or 0.0), estimate)


def ninety(estimate: Estimate, places: int = 1) -> Figure:
    """The interval of an estimate, said to be of 90%."""
    return Figure(f"90% interval {interval(estimate, 'index', places)}", estimate)
