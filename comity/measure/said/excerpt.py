"""Which stretch of a long statement a reader is shown: the sentence in which it speaks of those asked about."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from comity.measure.said.wording import CUT, LETTERS, bare, shown

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Spoken:
    """The text from `base` on, the spans of the words said in it, and where sentences begin; all in characters of the document."""

    text: str
    base: int
    spans: Sequence[Span]
    sentences: Sequence[int]

    def cut(self, start: int, end: int) -> str:
        """The characters `[start, end)` of the document."""
        return self.text[start - self.base : end - self.base]

    def sentence(self, at: int) -> int:
        """Where the sentence that holds a character begins, inside the words said."""
        span = next((one for one in self.spans if one[0] <= at < one[1]), self.spans[0])
        held = bisect_right(self.sentences, at) - 1
        return max(span[0], self.sentences[held]) if held >= 0 else span[0]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The words shown, and the characters `[start, end)` of the document that they come from."""

    words: str
    start: int
    end: int

    def holds(self, at: int) -> bool:
        """Whether a character is among those shown."""
        return self.start <= at < self.end


def excerpt(spoken: Spoken, named: Mapping[int, str], wanted: Iterable[str], letters: int = LETTERS) -> Excerpt:
    """The words said, made harmless; of more than `letters` the sentence with most of those wanted, and what follows it.

    `named`: actor by the character where it is spoken of. What is left out before or after is marked.

    >>> said = Spoken("It rained. We greet Peru.", 0, [(0, 25)], [0, 11])
    >>> excerpt(said, {20: "PER"}, ["PER"], 20)
    Excerpt(words='…We greet Peru.', start=11, end=25)
    """
    if not spoken.spans:
        return Excerpt("", spoken.base, spoken.base)
    whole = shown(bare(f" {CUT} ".join(spoken.cut(*span).strip() for span in spoken.spans)), 10 * letters)
    if len(whole) <= letters:
        return Excerpt(whole, spoken.spans[0][0], spoken.spans[-1][1])
    start = _start(spoken, named, set(wanted))
    last = next((stop for first, stop in spoken.spans if first <= start < stop), spoken.spans[0][1])
    before = CUT if start > spoken.spans[0][0] else ""
    words = shown(bare(spoken.cut(start, last)), letters)
    return Excerpt(before + words, start, min(last, start + len(words)))


def _start(spoken: Spoken, named: Mapping[int, str], wanted: set[str]) -> int:
    """The sentence in which most of those wanted are spoken of, the first among equals; else where the words begin."""
    held: dict[int, set[str]] = {}
    for at, actor in sorted(named.items()):
        if actor in wanted and any(first <= at < stop for first, stop in spoken.spans):
            held.setdefault(spoken.sentence(at), set()).add(actor)
    return max(held, key=lambda start: (len(held[start]), -start), default=spoken.spans[0][0])
