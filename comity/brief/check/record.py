"""The record as a claim meets it: nothing after the day of the claim, and what is missing said to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from comity import actors
from comity.brief.asking import REFERENCES, whole_year
from comity.brief.wording import named
from comity.coding.claims import Claim
from comity.measure.aligning import alignment_of
from comity.measure.alignment.standing import Standing, standing
from comity.measure.source import Source
from comity.schema import Actor, Estimate

Series = Mapping[int, Estimate]


@dataclass(frozen=True)
class Record:
    """A source, asked no further than `day`: the document's own, or an earlier one the reader asked for."""

    source: Source
    day: date
    stands: dict[tuple[str, str, int], Standing] = field(default_factory=dict, compare=False, repr=False)

    def standing(self, one: str, two: str, last: int | None = None) -> Standing:
        """Where two stood on everything together in the last whole year, or an earlier one; ComityError where nothing is estimated.

        Asked once: a text speaks of one pair many times.
        """
        pair = alignment_of(self.source, one, two)
        year = min(self.year if last is None else last, int(pair.years[-1]))
        key = (pair.state1, pair.state2, year)
        if key not in self.stands:
            reference = next(names for names in REFERENCES if names != key[:2])
            self.stands[key] = standing(pair, year, alignment_of(self.source, *reference))
        return self.stands[key]

    @property
    def year(self) -> int:
        """The last whole year by then."""
        return whole_year(self.day, self.day)

    def of_pair(self, one: str, two: str) -> Mapping[str, Series]:
        """Kept series of two up to the last whole year; empty where nothing is kept."""
        kept = self.source.kept
        return kept.pair(one, two, self.year) if kept.held else {}

    def of_state(self, one: str) -> Mapping[str, Series]:
        """Kept series of a state or bloc up to the last whole year."""
        kept = self.source.kept
        return kept.state(one, self.year) if kept.held else {}

    def of_everyone(self, measure: str, year: int) -> Mapping[tuple[str, str], Estimate]:
        """One kept measure of everyone in a year."""
        kept = self.source.kept
        return kept.measure(measure, year) if kept.held else {}

    def covered(self, measure: str, one: str = "", two: str = "") -> tuple[int, int] | None:
        """First and last year a kept measure covers by then; None where it holds nothing."""
        kept = self.source.kept
        return kept.covered(measure, one, two, self.year) if kept.held else None

    def last_of(self, claim: Claim) -> date:
        """The last day a claim speaks of, never after the record's."""
        return min(claim.when.last or self.day, self.day)


def name_of(id: str) -> str:
    """A name as it stands inside a sentence.

    >>> name_of("USA"), name_of("NATO")
    ('the United States', 'NATO')
    """
    return named(actors.get(id))


def is_state(id: str) -> bool:
    """Whether it is a state."""
    return kind_of(id) == "state"


def kind_of(id: str) -> str:
    """What sort of actor an id is."""
    actor: Actor = actors.get(id)
    return actor.kind


def at(series: Series, year: int) -> int | None:
    """The last year up to `year` that has a value; None where there is none.

    >>> at({}, 2000) is None
    True
    """
    return max((one for one, found in series.items() if one <= year and found.value is not None), default=None)


NO_SERIES = "no series of the kind is kept here: comity estimate makes them of a ledger"
