"""Attributions marked by hand, and how far those found agree with them."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from comity.coding.attribution import Attributed, attribute
from comity.coding.blocks import blocks
from comity.coding.quotes import quotes
from comity.coding.sentences import sentences

_WORD = re.compile(r"\w+")
Spans = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Marked:
    """Speaker, cue and content of an attribution as sets of the places where words begin; empty where the gold marks none."""

    speaker: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]


def tokens(text: str, spans: Spans) -> frozenset[int]:
    return frozenset(word.start() for first, last in spans for word in _WORD.finditer(text, first, last))


def agreement(one: frozenset[int], two: frozenset[int]) -> float:
    """F1 of the words of two spans."""
    return 2 * len(one & two) / (len(one) + len(two)) if one or two else 1.0


def marked(text: str, one: Attributed) -> Marked:
    return Marked(
        tokens(text, [one.speaker_span] if one.speaker_span else []),
        tokens(text, [one.cue_span] if one.cue_span else []),
        tokens(text, one.content_spans),
    )


def matched(gold: Sequence[Marked], found: Sequence[Marked], agree: Callable[[Marked, Marked], bool]) -> int:
    """Pairs of gold and found, best content first, each used once."""
    offers = sorted(
        (-agreement(g.content, f.content), i, k) for i, g in enumerate(gold) for k, f in enumerate(found) if agree(g, f)
    )
    used: set[tuple[str, int]] = set()
    for _, i, k in offers:
        if ("g", i) not in used and ("f", k) not in used:
            used |= {("g", i), ("f", k)}
    return len(used) // 2


def content_at(least: float) -> Callable[[Marked, Marked], bool]:
    return lambda g, f: agreement(g.content, f.content) >= least


def joint_at(least: float) -> Callable[[Marked, Marked], bool]:
    """Each of speaker, cue and content agrees at least so far, where the gold has it."""
    return lambda g, f: all(
        not mine or agreement(mine, theirs) >= least
        for mine, theirs in ((g.content, f.content), (g.speaker, f.speaker), (g.cue, f.cue))
    )


def speaker_and_content(g: Marked, f: Marked) -> bool:
    return agreement(g.content, f.content) >= 0.3 and (not g.speaker or agreement(g.speaker, f.speaker) >= 0.3)


def exact(g: Marked, f: Marked) -> bool:
    return g.content == f.content and (not g.speaker or g.speaker == f.speaker) and (not g.cue or g.cue == f.cue)


MEASURES: dict[str, Callable[[Marked, Marked], bool]] = {
    "joint": joint_at(0.5),
    "content": content_at(0.3),
    "content and speaker": speaker_and_content,
    "exact": exact,
}


def scores(pairs: Iterable[tuple[Sequence[Marked], Sequence[Marked]]]) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 of each measure over the documents."""
    rows = list(pairs)
    done = {}
    for name, agree in MEASURES.items():
        right = sum(matched(gold, found, agree) for gold, found in rows)
        precision = right / max(1, sum(len(found) for _, found in rows))
        recall = right / max(1, sum(len(gold) for gold, _ in rows))
        done[name] = (precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0)
    return done


def read(text: str, first_person: bool = False) -> list[Attributed]:
    parts = blocks(text)
    return attribute(text, parts, sentences(text, parts), quotes(text, parts), [], [], first_person=first_person)


def gum(path: Path) -> list[tuple[str, list[dict[str, Any]]]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [(row["text"], row["attributions"]) for row in rows]


def gum_marked(text: str, one: dict[str, Any]) -> Marked:
    return Marked(tokens(text, one["source_span"]), tokens(text, one["cue_span"]), tokens(text, one["content_span"]))


def told(text: str, one: dict[str, Any]) -> bool:
    """Whether an attribution has a cue and is no belief of "I", "we" or "you": what a reader of news calls a statement."""
    first = one["source_span"][0] if one["source_span"] else [0, 0]
    return bool(one["cue_span"]) and text[slice(*first)].lower() not in {"i", "we", "you", "me"}
