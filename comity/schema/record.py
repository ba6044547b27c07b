"""The vocabulary of the public record: actors, origins, records, failures and estimates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

YES, ABSTAIN, NO = 1, 2, 3
"""Choices in a roll call, coded as in Bailey, Strezhnev and Voeten (2017)."""

LEVEL = 0.90
"""Coverage of every interval unless an estimate says otherwise."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A state, bloc or body with the days it existed.

    `id` is ISO 3166 alpha-3 where one exists, else ours (SUN, DDR, YUG, XKX; blocs
    in capitals: NATO, WEST). `start` and `end` are inclusive; None is open.
    """

    id: str
    kind: str
    name: str
    start: date | None = None
    end: date | None = None
    note: str = ""

    def existed(self, day: date) -> bool:
        """Whether the actor existed on that day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a data set comes from; travels with every figure made from it."""

    id: str
    producer: str
    title: str
    version: str
    date: str
    licence: str
    citation: str
    address: str


@dataclass(frozen=True, slots=True)
class Item:
    """What several records are about: a resolution, a treaty, a bloc."""

    id: str
    kind: str
    title: str
    date: date | None
    symbol: str = ""
    body: str = ""
    address: str = ""
    origin_id: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a public data set.

    `state2` is None for a record about one state (a vote, a membership); then `item`
    names what it is about. `value` is None where the row states that there is none
    (a member listed as not voting). `start` and `end` are inclusive days, `end` None
    while it lasts. `row` is the line in the file as the reader would count it.
    """

    indicator: str
    state1: str
    state2: str | None
    start: date
    end: date | None
    value: float | None
    unit: str
    directed: bool
    origin_id: str
    row: int
    item: str = ""

    @property
    def id(self) -> str:
        """Name of the fact, the same in every file that states it: not the origin's."""
        end = self.end.isoformat() if self.end else ""
        key = (self.indicator, self.state1, self.state2 or "", self.item, self.start.isoformat(), end)
        return "r" + blake2b("|".join(key).encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Failure:
    """A row or document that could not be read, with its reason."""

    where: str
    row: int
    reason: str
    found: str = ""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number one can lean on: with interval, date, count of evidence, method and evidence id.

    `value`, `low` and `high` are None where the measure is undefined; `method` then says why.
    """

    value: float | None
    low: float | None
    high: float | None
    level: float
    n_evidence: int
    as_of: date
    method: str
    evidence: str
    unit: str = ""
