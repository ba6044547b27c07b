"""What the measures found for one question: gathered once, read by every section. No arithmetic is done on it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from comity.actors import Membership
from comity.brief.objects import Figure
from comity.brief.since import Since
from comity.brief.wording import amount, interval, named, prose_days, start
from comity.measure.alignment.standing import Standing
from comity.measure.pacts.bodies import SharedBody
from comity.measure.pacts.ladder import Ladder
from comity.measure.push.course import Course
from comity.measure.votes.records import RecordStatement
from comity.measure.votes.yardsticks import YARDSTICKS
from comity.schema import Actor, Estimate, Origin

LEAD = "kappa"
"""The yardstick of the headline: it discounts chance, so its years can be compared (DESIGN, section 5)."""

SPARSE = 10
"""Years with fewer votes are left out of record statements and shown as gaps in charts."""

Key = tuple[str, str]
"""A yardstick and a class of votes, "all" or "contested"."""


@dataclass(frozen=True)
class Pairing:
    """Everything measured on the votes of one pair: estimates by year and record statements, by yardstick and votes."""

    pair: str
    series: Mapping[Key, Mapping[int, Estimate]]
    records: Mapping[Key, RecordStatement]
    note: str = ""

    def record(self, yardstick: str = LEAD, votes: str = "all") -> RecordStatement | None:
        """The record statement, None where no year could be stated."""
        return self.records.get((yardstick, votes))

    def at(self, year: int, yardstick: str = LEAD, votes: str = "all") -> Estimate | None:
        """The estimate of a year, None where there is none or it is undefined."""
        found = self.series.get((yardstick, votes), {}).get(year)
        return None if found is None or found.value is None else found


@dataclass(frozen=True)
class Findings:
    """The question and what was found. `day` is the day asked about; `past` whether the pair is told in the past tense.

    `with1` and `with2` are the states' votes beside the rival bloc's; a member (`inside`) is measured against the
    other members only, and the bloc is then called the rest of it. `together` is their alignment on everything, `pressed`
    the bloc's pressure on state 1 and 2, None where not estimated; `pressers` the blocs whose pressure is.
    """

    state1: Actor
    state2: Actor
    against: Actor
    day: date
    as_of: date
    past: bool
    basis: str
    made: date
    own: Pairing
    with1: Pairing
    with2: Pairing
    inside: frozenset[str]
    ladder: Ladder
    bodies: tuple[SharedBody, ...]
    memberships: Mapping[str, tuple[Membership, ...]]
    rival_bodies: tuple[Actor, ...]
    lineage: Mapping[str, tuple[Actor, ...]]
    origins: tuple[Origin, ...]
    covers: Mapping[str, tuple[date, date] | None]
    notes: tuple[str, ...] = ()
    together: Standing | None = None
    pressed: tuple[Course | None, ...] = (None, None)
    pressers: tuple[str, ...] = ()
    since: Since | None = None

    @property
    def pressed_states(self) -> tuple[tuple[Actor, Course | None], ...]:
        """Each state with the rival's pressure on it."""
        return tuple(zip((self.state1, self.state2), self.pressed, strict=True))

    @property
    def name1(self) -> str:
        """State 1 as said inside a sentence."""
        return named(self.state1)

    @property
    def name2(self) -> str:
        """State 2 as said inside a sentence."""
        return named(self.state2)

    @property
    def rival(self) -> str:
        """The rival bloc as said inside a sentence."""
        return named(self.against)

    def beside(self, actor: Actor) -> str:
        """What the state is measured against: the bloc, or the rest of it for a member."""
        return f"the rest of {self.rival}" if actor.id in self.inside else self.rival

    @property
    def sides(self) -> tuple[tuple[Actor, Pairing], ...]:
        """Each state with its pairing with the bloc."""
        return ((self.state1, self.with1), (self.state2, self.with2))

    @property
    def both(self) -> str:
        """Both names as the subject of a sentence."""
        return f"{self.name1} and {self.name2}"

    def remarks(self) -> tuple[str, ...]:
        """What the measures had to say about this question, sentence by sentence, each once, in words a reader knows."""
        beside = [note for note in (self.with1.note, self.with2.note) if not note.strip().startswith("No vote is held")]
        names = {actor.id: named(actor) for actor in (self.state1, self.state2, self.against)}
        told = " ".join((self.own.note, *beside, *self.notes))
        plain = re.sub(r"\b[A-Z][A-Z0-9_]+\b", lambda id: names.get(id.group(), id.group()), prose_days(told))
        return tuple(
            dict.fromkeys(start(one.strip()) for one in re.split(r"(?<=\.)\s+(?=[A-Z])", plain) if one.strip())
        )

    def tense(self, present: str, past: str) -> str:
        """The verb for the pair: present while both exist and the record is the newest, else past."""
        return past if self.past else present


def form(yardstick: str) -> str:
    """How values of a yardstick are said: "percent" for shares, "index" otherwise."""
    return "percent" if YARDSTICKS[yardstick].unit == "share" else "index"


def value(estimate: Estimate, yardstick: str, places: int | None = None) -> Figure:
    """The value of an estimate as a figure; the estimate must be defined."""
    if estimate.value is None:
        raise ValueError(f"undefined: {estimate.method}")
    return Figure(amount(estimate.value, form(yardstick), places), estimate)


def between(estimate: Estimate, yardstick: str) -> Figure:
    """The interval of an estimate as a figure, "0.43 to 0.64"."""
    return Figure(interval(estimate, form(yardstick)), estimate)


def year_of(record: RecordStatement, year: int) -> Figure:
    """A year that a record statement speaks of."""
    return stated(record, str(year), float(year), "year")


def stated(record: RecordStatement, said: str, number: float, unit: str) -> Figure:
    """Something a record statement says besides its value: a year or a probability."""
    method = f"{YARDSTICKS[record.yardstick].label}, {record.votes} votes: record of {record.year}"
    estimate = Estimate(
        number, None, None, record.value.level, record.n_votes, record.value.as_of, method, record.evidence, unit
    )
    return Figure(said, estimate)
