"""What the documents of a ledger change in the index of a pair, or why they change nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from comity.errors import ComityError
from comity.measure.alignment.pair import PairAlignment
from comity.measure.change.documents import Effect, Happening, effect
from comity.measure.change.pairs import alignments, label
from comity.measure.change.sentences import Words, coded, words
from comity.measure.held import HeldLedger

if TYPE_CHECKING:
    from comity.measure.source import Source


@dataclass(frozen=True)
class Fed:
    """What documents do to a pair. `held` as `sentences.coded` counts; `why_not` says why nothing moves, else "".

    `effect` by year, `monthly` by month; None where nothing moves. `after` is the pair with the documents.
    """

    pair: str
    held: dict[str, int]
    why_not: str
    effect: Effect | None
    monthly: Effect | None
    after: PairAlignment | None
    words: dict[Happening, Words]

    @property
    def month(self) -> str:
        """The month moved most, as 2016-08."""
        return label(int(self.monthly.years[self.monthly.most]), "month") if self.monthly else ""

    def level(self, year: int) -> tuple[float, float, float]:
        """Index of a year with the documents, without them, and the difference. ValueError where nothing moves."""
        found = self._moving
        t = found.at(year)
        now = float(self.after.moments()[0][t]) if self.after else float("nan")
        return now, now - float(found.change[t]), float(found.change[t])

    @property
    def most(self) -> tuple[int, float]:
        """The year moved most, and by how much."""
        found = self._moving
        return int(found.years[found.most]), float(found.change[found.most])

    @property
    def most_by_month(self) -> float:
        """By how much the month moved most moves."""
        return float(self.monthly.change[self.monthly.most]) if self.monthly else 0.0

    @property
    def kinds(self) -> tuple[int, int]:
        """Co-operative happenings and others."""
        good = sum(one.good for one in self._moving.told)
        return good, len(self._moving.told) - good

    def foremost(self, year: int, side: int) -> tuple[list[tuple[Happening, float]], int, float]:
        """The largest moves of a year, as many of each way; how many are left, and what those move together."""
        ranked = self._moving.ranked(self._moving.at(year))
        ways = ([pair for pair in ranked if (pair[1] > 0) is up][:side] for up in (True, False))
        shown = sorted((pair for way in ways for pair in way), key=lambda pair: -abs(pair[1]))
        rest = sum(move for _, move in ranked) - sum(move for _, move in shown)
        return shown, len(ranked) - len(shown), rest

    @property
    def _moving(self) -> Effect:
        if self.effect is None:
            raise ValueError(self.why_not)
        return self.effect


def fed(source: Source, state1: str, state2: str, until: date | None = None) -> Fed | None:
    """What the documents of a ledger change in the index of two states, nothing after a day counted.

    None where no document is held. The index with the documents less the index from the same estimates without them.
    """
    if not isinstance(source, HeldLedger):
        return None
    held = coded(source.ledger, state1, state2)
    if not held["documents"]:
        return None
    if not held["coded"]:
        return _nothing(f"{state1}-{state2}", held, "none of them is coded yet: run comity code")
    try:
        before, after, told = alignments(source, state1, state2, "year", until)
    except ComityError as error:
        return _nothing(f"{state1}-{state2}", held, f"the index of the two is not estimated ({error.what})")
    about = source.fused.alignment.about
    if not told:
        return _nothing(before.pair, held, _too_little(held, before, until))
    found = effect(before, after, told, about)
    if not np.nan_to_num(found.change).any():
        reason = "the estimates of this ledger were made without news, from which the weight of a happening is learnt"
        return _nothing(before.pair, held, reason if not about.get("tone") else "they fall in years without an index")
    months = alignments(source, state1, state2, "month", until)
    monthly = effect(*months, about)
    return Fed(before.pair, held, "", found, monthly, after, words(source.ledger, state1, state2, told))


def _nothing(pair: str, held: dict[str, int], why_not: str) -> Fed:
    return Fed(pair, held, why_not, None, None, None, {})


def _too_little(held: dict[str, int], before: PairAlignment, until: date | None) -> str:
    if not held["events"]:
        return "no event between the two was found in them"
    if not held["asserted"]:
        return "what they tell between the two is only claimed by someone, planned, denied or long past"
    first, last = int(before.years[before.held][0]), int(before.years[-1])
    last = min(last, until.year) if until else last
    return f"what they tell between the two happened outside the years counted, {first} to {last}"
