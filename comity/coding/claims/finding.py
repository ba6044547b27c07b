"""All claims of a text: patterns over masked sentences, then whom, when, how firmly and by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from comity.actors import get
from comity.coding.claims.claim import Claim, Found, When
from comity.coding.claims.days import when_of
from comity.coding.claims.fitting import Cast, fits, roles
from comity.coding.claims.holding import standing_of
from comity.coding.claims.masking import Masked, masked
from comity.coding.claims.numbers import count_in, rank_in, size_in
from comity.coding.claims.patterns import Pattern, patterns
from comity.coding.claims.scene import Scene, scene
from comity.coding.claims.unread import unread
from comity.coding.dates import times
from comity.schema import Document

LONGEST = 200_000
"""Characters of a text that are read; the rest is left and said to be."""

_BEFORE_TIME = re.compile(r" ?(?:(?:in|on|since|until|by|from|for|during|after|before|at|over) )?(?:the )?")
"""Between a claim and its time, where the time belongs to its words."""
_LONG = frozenset({"level", "constancy", "trend"})
"""Kinds of claims for which a vague span ("in decades") means as much as a date."""
_COUNTED = frozenset({"force", "trade", "exercises"})


def claims(document: Document) -> Found:
    """The claims of a document in order, and the sentences that look like claims and are not understood.

    Never raises on text; linear in its length, of which at most `LONGEST` characters are read.

    >>> found = claims(Document.named("Peru has imposed sanctions on Chile, which is a member of NATO.", published="2020-05-01"))
    >>> [(one.kind, one.sense, one.subjects, one.objects) for one in found.claims]
    [('sanctions', 'imposed', ('PER',), ('CHL',)), ('membership', 'member', ('CHL',), ('NATO',))]
    """
    if len(document.text) > LONGEST:
        document = replace(document, text=document.text[:LONGEST])
    laid = scene(document)
    found: list[Claim] = []
    last_pair: tuple[str, ...] = ()
    for number in range(len(laid.sentences)):
        sentence = _Sentence(laid, document, number, last_pair)
        found += _spoken(laid, sentence.claims()) if laid.claims_something(number) else []
        last_pair = sentence.pair or last_pair
    return Found(tuple(found), tuple(unread(laid, found)), len(document.text))


class _Sentence:
    """One sentence on its way to its claims."""

    def __init__(self, laid: Scene, document: Document, number: int, last_pair: tuple[str, ...]) -> None:
        piece = laid.sentences[number]
        self.laid, self.document, self.number = laid, document, number
        self.start, self.end = piece.start, piece.end
        self.masked: Masked = masked(laid.text, piece.start, piece.end, laid.mentions[number])
        pairs = [who for who in self.masked.actors.values() if len(who) == 2 and all(_is_state(id) for id in who)]
        self.pair = pairs[-1] if pairs else ()
        self.last_pair = pairs[0] if pairs else last_pair

    def claims(self) -> list[Claim]:
        """Its claims in order; of two that overlap and are of one kind, the longer."""
        if not self.masked.actors and not self.last_pair:
            return []
        every = [claim for pattern in patterns() for claim in self._of(pattern)]
        kept: list[Claim] = []
        for claim in sorted(every, key=lambda one: (-(one.end - one.start), one.start)):
            if not any(_same(claim, other) for other in kept):
                kept.append(claim)
        return sorted(self._resolved(kept), key=lambda one: (one.start, one.end, one.kind))

    def _of(self, pattern: Pattern) -> Iterator[Claim]:
        for found in pattern.words.finditer(self.masked.text):
            claim = self._claim(pattern, found)
            if claim is not None:
                yield claim

    def _claim(self, pattern: Pattern, found: re.Match[str]) -> Claim | None:
        marks = [mark for mark in found.group() if mark in self.masked.actors]
        who = [self.masked.actors[mark] for mark in marks] or ([self.last_pair] if self.last_pair else [])
        cast = roles(pattern, who)
        if (
            cast is not None
            and len(cast[0] + cast[1]) == 1
            and (pattern.kind == "pressure" or pattern.sense == "lopsided")
        ):
            cast = self._with_others(pattern, cast)
        if pattern.sense == "permanent" and cast is not None:
            cast = (cast[0], ("UNSC_P5",)) if "UNO" in who[-1] or "UNSC_P5" in who[-1] else None
        if cast is None or (pattern.kind == "membership" and pattern.sense != "permanent" and self._organ(marks, cast)):
            return None
        start, end = self.masked.span(found.start(), found.end())
        if core_at := self._core(found):
            start = core_at
        words = self.laid.text[start:end]
        spoken = times(self.laid.text, self.document.published, self.start, self.end)
        when = when_of(
            self.laid.text,
            (self.start, self.end),
            (start, end),
            spoken,
            self.laid.day,
            self.masked.places,
            pattern.kind in _LONG,
            pattern.kind == "force",
        )
        face = any(self.masked.faces.get(mark) for mark in marks)
        called = not marks or marks[0] in self.masked.named
        if not fits(pattern, who, when, face, called, words):
            return None
        plain = self.masked.text
        core = found.start("core") if "core" in pattern.words.groupindex else found.start()
        standing = standing_of(plain if core == found.start() else plain[core:], *self._read_at(found, core))
        if when.at and _BEFORE_TIME.fullmatch(self.laid.text[end : max(end, when.at[0])]):
            end = max(end, when.at[1])
        return Claim(
            kind=pattern.kind,
            sense=pattern.sense,
            start=start,
            end=end,
            sentence=self.number,
            subjects=cast[0],
            objects=cast[1],
            when=_bounded(when, self.laid.day),
            number=_number(pattern, words, self._behind(start, found.end())),
            standing=standing,
            trace=pattern.line,
        )

    def _behind(self, start: int, masked_end: int) -> str:
        """The words of a claim and those up to the next one named, in which a count may stand."""
        rest = self.masked.text[masked_end : masked_end + 40]
        stop = next((n for n, sign in enumerate(rest) if sign in self.masked.actors or sign in ";:"), len(rest))
        return self.laid.text[start : self.masked.at[masked_end + stop]]

    def _organ(self, marks: Sequence[str], cast: Cast) -> bool:
        """Whether a membership is one of an organ: a seat in a council says nothing of the body."""
        bodies = set(cast[1] or cast[0])
        return any(mark in self.masked.organs and bodies & set(self.masked.actors[mark]) for mark in marks)

    def _with_others(self, pattern: Pattern, cast: Cast) -> Cast | None:
        """Pressure on, or a balance with, those the sentence or the one before it is about."""
        pair = self.pair or self.last_pair
        if pattern.sense == "lopsided":
            return (cast[0], tuple(id for id in pair if id not in cast[0])) if set(cast[0]) & set(pair) else None
        return cast[0], tuple(id for id in pair if id not in cast[0])

    def _core(self, found: re.Match[str]) -> int | None:
        """Where the words that claim something begin, where a pattern reads more than these."""
        if "core" not in found.re.groupindex:
            return None
        return self.masked.at[found.start("core")] + (2 if found["core"].startswith(", ") else 0)

    @staticmethod
    def _read_at(found: re.Match[str], core: int) -> tuple[int, int]:
        """What is read for the standing: the words found, or those from their core on."""
        return (found.start(), found.end()) if core == found.start() else (0, found.end() - core)

    def _resolved(self, kept: Sequence[Claim]) -> Iterator[Claim]:
        """ "Did so" takes the act of the claim before it; without one it claims nothing."""
        acts = sorted((one for one in kept if one.kind == "force" and one.sense != "did_so"), key=lambda one: one.start)
        for claim in kept:
            if claim.sense != "did_so":
                yield claim
                continue
            before = [act for act in acts if act.end <= claim.start]
            if before:
                yield replace(claim, sense="attack_any", objects=(), trace=f"{claim.trace}: {before[-1].trace}")


def _same(one: Claim, two: Claim) -> bool:
    overlap = one.start < two.end and two.start < one.end
    return overlap and one.kind == two.kind and (one.sense == two.sense or set(one.actors) == set(two.actors))


def _bounded(when: When, day: date | None) -> When:
    return when if when.words else replace(when, last=day)


def _number(pattern: Pattern, words: str, after: str) -> float | None:
    if pattern.sense == "rank":
        return rank_in(words)
    if pattern.sense == "size":
        return size_in(words)
    return count_in(after) if pattern.kind in _COUNTED else None


def _is_state(id: str) -> bool:
    return get(id).kind == "state"


def _spoken(laid: Scene, found: Sequence[Claim]) -> Iterator[Claim]:
    """Claims with the speaker whose words they stand in, the innermost of several."""
    for claim in found:
        inside = [
            (high - low, said)
            for said in laid.said
            for low, high in said.content_spans
            if low <= claim.start < high and said.speaker_kind != "publisher"
        ]
        if not inside:
            yield claim
            continue
        said = min(inside, key=lambda one: one[0])[1]
        yield replace(claim, speaker=said.speaker, speaker_span=said.speaker_span, denied=said.negated)
