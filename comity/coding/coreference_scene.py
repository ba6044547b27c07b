"""What a reader has in mind at a place of the text: the things so far, the pairs most spoken of, who speaks where."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from comity.coding.coreference_things import Thing
from comity.coding.quotes import Quotation
from comity.coding.sentences import Sentence

_JOIN = re.compile(
    r"[-\u2013/]$|\s*(?:,|,?\s+and|,?\s+as well as|&|,\s+and also)\s+(?:the\s+|its\s+|his\s+|her\s+|then\s+|later\s+)?(?:[a-z][\w-]*\s+){0,2}$"
)
_LAST_JOIN = re.compile(r"\band\b|&|as well as|^[-\u2013/]$")
LONGEST_LIST = 6
LATELY = 6
"""Sentences since both of a pair were named, for it to be still spoken of."""


@dataclass(frozen=True, slots=True)
class Group:
    """Things joined by "and"."""

    members: tuple[Thing, ...]

    @property
    def start(self) -> int:
        return self.members[0].start

    @property
    def end(self) -> int:
        return self.members[-1].end

    @property
    def actors(self) -> tuple[str, ...]:
        """Ids of all members, each once."""
        return tuple(dict.fromkeys(a for one in self.members for a in one.actors))


class Scene:
    """Things of each sentence; `learn` adds those found to lead back, `close` counts the pairs of a finished sentence."""

    def __init__(
        self, text: str, sentences: Sequence[Sentence], things: list[list[Thing]], quotations: Sequence[Quotation]
    ) -> None:
        self.text = text
        self.sentences = sentences
        outer = [q for q in quotations if q.depth == 0 and not q.flag]
        self._starts = [q.start for q in outer]
        self._ends = [q.end for q in outer]
        self.things = [[replace(t, quoted=self.quoted(t.start)) for t in some] for some in things]
        self.pairs: Counter[tuple[str, str]] = Counter()
        self.times: Counter[str] = Counter()
        self.genders: dict[str, str] = {}
        self.holders: dict[str, dict[object, Thing]] = {}
        self._first: tuple[str, str] | None = None
        self._second: tuple[str, str] | None = None
        self._last: dict[str, int] = {}

    def quoted(self, at: int) -> int:
        """The place of the quotation around a character, -1 outside."""
        place = bisect_right(self._starts, at) - 1
        return place if place >= 0 and at < self._ends[place] else -1

    def learn(self, one: Thing) -> None:
        """Add a thing to its sentence, in order."""
        some = self.things[one.sentence]
        some.append(replace(one, quoted=self.quoted(one.start)))
        some.sort(key=lambda t: t.start)

    def close(self, number: int) -> None:
        """Count who stood together in a sentence, and who stood at all."""
        found = sorted({a for t in self.things[number] if not t.place for a in t.actors})
        self.times.update(t.name for t in self.things[number] if t.name)
        self._last.update(dict.fromkeys(found, number))
        for thing in self.things[number]:
            if thing.noun and thing.sure == 1.0 and not thing.many:
                for word in thing.noun.lower().split():
                    self.holders.setdefault(word.strip(",."), {}).setdefault(thing.name or thing.actors, thing)
        if 2 <= len(found) <= LONGEST_LIST:
            for pair in combinations(found, 2):
                self._count(pair)

    def _count(self, pair: tuple[str, str]) -> None:
        """One more for a pair; the two most spoken of are kept at hand."""
        self.pairs[pair] += 1
        if pair == self._first:
            return
        if self._first is None or self.pairs[pair] > self.pairs[self._first]:
            self._first, self._second = pair, self._first
        elif self._second is None or self.pairs[pair] > self.pairs[self._second]:
            self._second = pair

    def before(self, number: int, start: int, back: int) -> list[Thing]:
        """Things before a place, of its sentence and of those `back` before it."""
        found: list[Thing] = []
        for n in range(max(0, number - back), number + 1):
            found += [t for t in self.things[n] if t.end <= start]
        return found

    def subject_between(self, thing: Thing, start: int) -> bool:
        """Whether another subject stands between a thing and a place of its sentence."""
        return any(
            t.role in {"subject", "inner"}
            for t in self.things[thing.sentence]
            if thing.end <= t.start and t.end <= start
        )

    def groups(self, number: int, start: int) -> list[Group]:
        """Runs of things joined by commas and "and" that end before a place in a sentence."""
        some = [t for t in self.things[number] if t.end <= start and t.actors]
        found: list[Group] = []
        run: list[Thing] = some[:1]
        closed = False
        for one in some[1:]:
            between = self.text[run[-1].end : one.start]
            joined = len(between) < 40 and _JOIN.match(between) is not None
            if joined and not (closed and "," in between):
                closed = closed or _LAST_JOIN.search(between) is not None
                run.append(one)
                continue
            found += [Group(tuple(run))] if len(run) > 1 and closed else []
            run, closed = [one], False
        return found + ([Group(tuple(run))] if len(run) > 1 and closed else [])

    def topic(self, number: int) -> tuple[str, str] | None:
        """The pair that stands together most in the text so far, where it does clearly and both were named lately."""
        best = self._first
        if best is None or self.pairs[best] < 2:
            return None
        if self._second is not None and self.pairs[self._second] * 1.5 > self.pairs[best]:
            return None
        return best if all(number - self._last[actor] <= LATELY for actor in best) else None

    def speakers(self, number: int, quoted: int) -> list[Thing]:
        """Who may be speaking a quotation that a sentence holds: the things beside a word of saying, outside quotations."""
        for n in (number, number - 1, number - 2):
            if 0 <= n < len(self.things):
                found = [t for t in self.things[n] if t.speaks and t.quoted < 0]
                if found:
                    return found
        return []
