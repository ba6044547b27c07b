"""The gate: one pass over a text that finds every place where a known name stands."""

from __future__ import annotations

from functools import cache, cached_property

from ahocorasick_rs import AhoCorasick, MatchKind

from comity.actors import Actors
from comity.coding.alike import alike
from comity.coding.naming_forms import Form, Hit, forms
from comity.coding.naming_options import Chooser
from comity.coding.naming_spelling import Spelling

REST = 40
"""Characters behind a run that was no name after all which a name inside it may reach to."""


class Gate:
    """Finds names by Aho-Corasick, leftmost and longest, at word bounds.

    Built once from `actors` (the shipped ones where None), without a day: who a name stands for on a day is for
    `comity.coding.naming`. The text is read once, whatever the number of names.
    """

    def __init__(self, actors: Actors | None = None) -> None:
        self.actors = _actors() if actors is None else actors
        self._automaton, self._forms = _shipped() if actors is None else _built(self.actors)

    @cached_property
    def spelling(self) -> Spelling:
        """What misspelt names are meant to be."""
        return Spelling(self.actors)

    @cached_property
    def chooser(self) -> Chooser:
        """What the names may mean on a day."""
        return Chooser(self.actors)

    def hits(self, text: str) -> list[Hit]:
        """Names in order, none inside another.

        >>> text = "CHINA warned US–Japan talks; Chinatown did not."
        >>> [text[hit.start : hit.end] for hit in Gate().hits(text)]
        ['CHINA', 'US', 'Japan', 'Chinatown']
        """
        plain = alike(text)
        forms = self._forms
        found: list[Hit] = []
        for n, start, end in self._automaton.find_matches_as_indexes(plain):
            if _bounded(plain, start, end):
                found.append(Hit(start, end, forms[n]))
            elif (blank := plain.find(" ", start, end)) > 0:
                found += self._again(plain, blank + 1, end)
        return found

    def _again(self, plain: str, start: int, end: int) -> list[Hit]:
        """Names inside a run that was no name as a whole: "The Gambian" holds no "The Gambia" but "Gambian"."""
        while start < end:
            for n, first, last in self._automaton.find_matches_as_indexes(plain[start : end + REST]):
                if first == 0 and _bounded(plain, start, start + last):
                    return [Hit(start, start + last, self._forms[n])]
                break
            start = plain.find(" ", start, end) + 1 or end
        return []


def _bounded(text: str, start: int, end: int) -> bool:
    """Whether the run stands by itself: no letter or digit joins it, and it is no part of an address."""
    before = text[start - 1] if start else " "
    if before.isalnum() or before in "@_":
        return False
    if before == "." and start > 1 and text[start - 2].islower():
        return text[start].isupper() and not text[end : end + 1].isalnum() and "." not in text[end : end + 1]
    if end == len(text) or not text[end - 1].isalnum():
        return True
    after = text[end]
    if after in ".@_":
        return after == "." and not text[end + 1 : end + 2].islower()
    return not after.isalnum()


def _built(actors: Actors) -> tuple[AhoCorasick, list[Form]]:
    known = forms(actors)
    return AhoCorasick(list(known), matchkind=MatchKind.LeftmostLongest), list(known.values())


@cache
def _shipped() -> tuple[AhoCorasick, list[Form]]:
    return _built(_actors())


@cache
def _actors() -> Actors:
    return Actors()
