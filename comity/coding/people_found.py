"""Every name of a text that may be a person's: those the tables know, and capitalised runs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from comity.coding.people_evidence import Around, around
from comity.coding.people_names import Candidate, candidates
from comity.coding.people_words import given_names, title_of
from comity.coding.sentences import Sentence
from comity.schema import Mention, Span

HEADLINE = 0.6
"""Share of capitalised words from which a line without a final stop is a headline: no name is learnt from it."""


class Found:
    """Names of the text in order. `listed` holds the mention of kind leader behind the span of a name."""

    def __init__(self, text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> None:
        self.text = text
        self.sentences = sentences
        self.listed: dict[Span, Mention] = {}
        self.others: dict[int, list[Mention]] = defaultdict(list)
        taken: dict[int, list[Candidate]] = defaultdict(list)
        for mention in mentions:
            if mention.kind in {"leader", "person"}:
                one = self._leader(mention)
                self.listed[one.start, one.end] = mention
                taken[mention.sentence].append(one)
            else:
                self.others[mention.sentence].append(mention)
        self.candidates = sorted(self._all(taken), key=lambda one: one.start)

    def _all(self, taken: dict[int, list[Candidate]]) -> list[Candidate]:
        found = [one for some in taken.values() for one in some]
        for number, piece in enumerate(self.sentences):
            mine = taken.get(number, ())
            for one in candidates(self.text, number, (piece.start, piece.end), self.others.get(number, ())):
                if not any(t.start < one.end and one.start < t.end for t in mine):
                    found.append(one)
        return found

    def _leader(self, mention: Mention) -> Candidate:
        """The mention without the titles it opens with."""
        words = self.text[mention.start : mention.end].split()
        titled = 0
        named = mention.person.split()
        while titled < len(words) - 1 and _title(words[titled], named):
            titled += 1
        first = words[titled] if words else ""
        start = mention.start + max(self.text[mention.start : mention.end].find(first), 0)
        return Candidate(start, mention.end, tuple(words[titled:]), titled > 0, mention.sentence)

    def around(self, one: Candidate) -> Around:
        """What stands around a name in its sentence."""
        piece = self.sentences[one.sentence]
        return around(self.text, one, (piece.start, piece.end))

    def inside(self, one: Candidate, span: Span) -> list[Mention]:
        """Mentions of states and bodies inside a span of the name's sentence."""
        return [m for m in self.others.get(one.sentence, ()) if span[0] <= m.start and m.end <= span[1]]

    def possessor(self, one: Candidate) -> Mention | None:
        """The organ or bloc whose "'s" stands right before the name ("the Kremlin's Jane Roe")."""
        before = [m for m in self.others.get(one.sentence, ()) if m.end < one.start]
        last = before[-1] if before else None
        owned = last and self.text[last.end : one.start] in {"'s ", "\u2019s "}
        return last if last and owned and last.kind in {"organ", "metonym", "bloc"} else None

    def headline(self, number: int) -> bool:
        """Whether a sentence is all capitals or has a capital in most of its words and no final stop."""
        piece = self.sentences[number]
        words = [w for w in self.text[piece.start : piece.end].split() if w[0].isalpha()]
        high = sum(w[0].isupper() for w in words)
        open_ended = self.text[piece.end - 1] not in '.!?"\u201d'
        shouted = len(words) > 3 and all(w.isupper() for w in words)
        return shouted or (open_ended and len(words) >= 4 and high >= HEADLINE * len(words))


def _title(word: str, named: list[str]) -> bool:
    """Whether a word before a name is a title and no part of it ("Sheikh Hasina")."""
    return bool(title_of(word)[0]) and word not in given_names() and word not in named
