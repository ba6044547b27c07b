"""How a speaker stands: for, against or neutral towards each actor and issue that a statement speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from comity.coding.stance_clauses import Target, scene
from comity.coding.stance_rules import evaluate
from comity.coding.stance_spots import Evaluation, Spot
from comity.coding.stance_subjects import Reading, reading
from comity.coding.stance_words import Token, entries, listed
from comity.schema import Mention, Span, Stance

DENIALS = listed("deny denies denied denying denial disputed disputes refuted refutes rebutted")
CARRY = 4
"""Sentences over which somebody blamed is still meant by blame that names nobody."""


class Hit(Protocol):
    """An issue named at `[start, end)`."""

    @property
    def issue(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def stances(
    text: str,
    content_spans: Sequence[Span],
    mentions: Sequence[Mention],
    issue_hits: Sequence[Hit],
    speaker_actors: Sequence[str],
    start: int,
    end: int,
) -> tuple[Stance, ...]:
    """One stance for each actor (the speaker's own left out) and issue that `text[start:end]` speaks of.

    `start` and `end` hold the content and the words that report it, which judge too ("criticised", "praised").

    >>> from comity.schema import Mention
    >>> text = "Peru must stop its aggression."
    >>> [(s.target, s.value) for s in stances(text, [(0, 30)], [Mention(0, 4, ("PER",), "name", 0)], [], ["CHL"], 0, 30)]
    [('PER', 'against')]
    """
    start, end = max(start, 0), min(end, len(text))
    if not issue_hits and not any(set(m.actors) - set(speaker_actors) for m in mentions):
        return ()
    read = _read(text, content_spans, mentions, issue_hits, speaker_actors, start, end)
    judged: dict[tuple[str, str], list[Evaluation]] = {}
    for one in _judged(read, content_spans):
        if one.target is not None:
            for id in one.target.ids:
                judged.setdefault((id, "issue" if one.target.kind == "issue" else "actor"), []).append(one)
    named: dict[tuple[str, str], Target] = {}
    for target in read.scene.targets:
        for id in target.ids:
            if not target.speaker and id not in speaker_actors:
                named.setdefault((id, "issue" if target.kind == "issue" else "actor"), target)
    return tuple(_stance(read, key, target, judged.get(key, [])) for key, target in named.items())


def evaluations(
    text: str,
    content_spans: Sequence[Span],
    mentions: Sequence[Mention],
    issue_hits: Sequence[Hit],
    speaker_actors: Sequence[str],
    start: int,
    end: int,
) -> list[Evaluation]:
    """Every word that judges, in order. Blame that names nobody is carried over from the last who was blamed, at most `CARRY` sentences before."""
    read = _read(text, content_spans, mentions, issue_hits, speaker_actors, max(start, 0), min(end, len(text)))
    return list(_carried(read, _judged(read, content_spans)))


def _read(
    text: str,
    content_spans: Sequence[Span],
    mentions: Sequence[Mention],
    issue_hits: Sequence[Hit],
    speaker_actors: Sequence[str],
    start: int,
    end: int,
) -> Reading:
    inside = [m for m in mentions if start <= m.start and m.end <= end]
    hits = [(hit.issue, hit.start, hit.end) for hit in issue_hits]
    parts = scene(text, start, max(start, end), inside, hits, speaker_actors, [low for low, _ in content_spans])
    return reading(parts, list(entries(parts.words)))


def _judged(read: Reading, content_spans: Sequence[Span]) -> list[Evaluation]:
    """The evaluations; what the words that report it deny judges nobody."""
    spots = list(_spots(read, content_spans))
    if any(word.word in DENIALS for word in read.scene.words if _framing(word, content_spans)):
        spots = [spot for spot in spots if spot.framing]
    return evaluate(read, spots)


def _framing(word: Token, content_spans: Sequence[Span]) -> bool:
    return not any(low <= word.start and word.end <= high for low, high in content_spans)


def _spots(read: Reading, content_spans: Sequence[Span]) -> Iterator[Spot]:
    clauses, n = read.scene.clauses, 0
    for span, some in read.found:
        while n + 1 < len(clauses) and clauses[n].last <= span[0]:
            n += 1
        if read.scene.at[span[0]] >= 0 or not clauses or not clauses[n].first <= span[0] < clauses[n].last:
            continue
        framing = _framing(read.scene.words[span[0]], content_spans)
        for entry in some:
            if framing and entry.kind != "attitude":
                continue
            yield Spot(span, entry, n, framing, len({one.sort for one in some if one.kind in {"deed", "act"}}) > 1)


def _carried(read: Reading, found: Sequence[Evaluation]) -> Iterator[Evaluation]:
    last: tuple[Target, int] | None = None
    for one in found:
        sentence = read.scene.clauses[one.clause].sentence
        if one.target is not None:
            if one.value < 0 and one.target.kind not in {"issue", "bloc"}:
                last = one.target, sentence
            yield one
        elif last is not None and sentence - last[1] <= CARRY:
            yield replace(one, target=last[0], carried=True, confidence=round(one.confidence * 0.7, 3))
        else:
            yield one


def _stance(read: Reading, key: tuple[str, str], target: Target, found: Sequence[Evaluation]) -> Stance:
    """The sum of what was found; neutral where it is nothing or as much for as against."""
    words = read.scene.words
    sums = {value: max((e.confidence for e in found if e.value == value), default=0.0) for value in (-1, 1)}
    value = -1 if sums[-1] > sums[1] else 1 if sums[1] > sums[-1] else 0
    if value == 0:
        return Stance(*key, "neutral", (words[target.first].start, words[target.last - 1].end), 0.5)
    best = max((e for e in found if e.value == value), key=lambda e: (e.confidence, -e.place))
    sure = best.confidence * (0.7 if sums[-value] else 1.0)
    return Stance(*key, "for" if value > 0 else "against", best.span, round(sure, 3))
