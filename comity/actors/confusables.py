"""Mentions that look like an actor and are none, or are another than they seem: data for readers of text and for tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from comity.actors.tables import Row, shipped

COLUMNS = ("mention", "day", "expect", "reason")
NOTHING = "none"


@dataclass(frozen=True, slots=True)
class Confusable:
    """One row of confusables.tsv: what a mention means on a day (None: any day).

    `expect` holds no id where it names no actor, one where it is clear, several where it is ambiguous.
    """

    mention: str
    day: date | None
    expect: tuple[str, ...]
    reason: str


def read_confusables() -> tuple[Confusable, ...]:
    """Every row of confusables.tsv."""
    return tuple(_confusable(row) for row in shipped("confusables.tsv", COLUMNS))


def _confusable(row: Row) -> Confusable:
    day = date.fromisoformat(row["day"]) if row["day"] else None
    expect = row.need("expect")
    return Confusable(row.need("mention"), day, () if expect == NOTHING else tuple(expect.split()), row["reason"])


def read_ordinary() -> frozenset[str]:
    """Surnames that are ordinary words too: standing alone they name a person in office or nobody."""
    return frozenset(row.need("word") for row in shipped("ordinary.tsv", ("word", "reason")))
