"""The two axes of a pair side by side from the kept series: deeds, words and opinion, each last known, and where they part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from comity.schema import Estimate

Series = Mapping[int, Estimate]

PARTED = 0.25
"""Difference of two places among pairs from which deeds and words are said to part."""


class Kept(Protocol):
    """Where the series of a pair are kept."""

    def pair(self, state1: str, state2: str, until_year: int = ...) -> Mapping[str, Series]:
        """Measures of two states by year."""


@dataclass(frozen=True, slots=True)
class View:
    """What people of one state think of another, by year: shares favourable and unfavourable of those asked."""

    asked: str
    of: str
    favourable: Series
    unfavourable: Series

    @property
    def year(self) -> int:
        """The last year asked."""
        return max(self.favourable)

    @property
    def last(self) -> Estimate:
        """The favourable share of the last year."""
        return self.favourable[self.year]

    @property
    def feeling(self) -> int:
        """1 where clearly more are favourable than not in the last year, -1 where clearly fewer, 0 where it is not clear."""
        good, bad = self.last, self.unfavourable.get(self.year)
        return 0 if bad is None else _apart(good, bad)


def _apart(one: Estimate, two: Estimate) -> int:
    if one.low is None or one.high is None or two.low is None or two.high is None:
        return 0
    return (one.low > two.high) - (one.high < two.low)


@dataclass(frozen=True, slots=True)
class Axes:
    """Balances of deeds and words by year with their places among pairs, and views both ways where people were asked."""

    deeds: Series
    words: Series
    deeds_place: Series
    words_place: Series
    views: tuple[View, ...]

    @property
    def year(self) -> int | None:
        """The last year in which both balances are known, else the last of either."""
        both = self.deeds.keys() & self.words.keys()
        return max(both or self.deeds.keys() | self.words.keys(), default=None)

    def third(self, places: Series) -> int:
        """1 where the pair stands in the upper third of pairs in the last year, -1 in the lower, 0 between or not known."""
        place = places.get(self.year or 0)
        if place is None or place.value is None:
            return 0
        return (place.value >= 2 / 3) - (place.value <= 1 / 3)

    @property
    def ahead(self) -> str:
        """ "deeds" or "words", the one that stands clearly higher among pairs in the last year; "" where neither does."""
        one, two = (places.get(self.year or 0) for places in (self.deeds_place, self.words_place))
        gap = 0.0 if one is None or two is None or one.value is None or two.value is None else one.value - two.value
        return "deeds" if gap >= PARTED else "words" if gap <= -PARTED else ""

    @property
    def cool(self) -> tuple[View, ...]:
        """Views in which clearly fewer are favourable than not."""
        return tuple(view for view in self.views if view.feeling < 0)

    @property
    def warm(self) -> tuple[View, ...]:
        """Views in which clearly more are favourable than not."""
        return tuple(view for view in self.views if view.feeling > 0)

    @property
    def better(self) -> tuple[View, View, int] | None:
        """The view clearly more favourable than the one back, that one, and the last year in which both were asked."""
        if len(self.views) < 2:
            return None
        one, two = self.views
        year = max(one.favourable.keys() & two.favourable.keys(), default=None)
        way = 0 if year is None else _apart(one.favourable[year], two.favourable[year])
        if year is None or not way:
            return None
        return (one, two, year) if way > 0 else (two, one, year)

    @property
    def empty(self) -> bool:
        """Whether nothing is known."""
        return self.year is None and not self.views


def axes(kept: Kept, state1: str, state2: str, until_year: int = 9999) -> Axes:
    """What is kept of two states up to a year."""
    held = kept.pair(state1, state2, until_year)
    views = []
    for one, two, found in ((state1, state2, held), (state2, state1, kept.pair(state2, state1, until_year))):
        if found.get("warmth/favourable"):
            views.append(View(one, two, found["warmth/favourable"], found.get("warmth/unfavourable", {})))
    deeds, words = held.get("deeds/balance", {}), held.get("warmth/tone", {})
    return Axes(deeds, words, held.get("deeds/balance_place", {}), held.get("warmth/tone_place", {}), tuple(views))
