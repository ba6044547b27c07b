"""What the wording of a report tells two happenings of the same kind apart by: names, numbers and plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from comity.coding.modes import modes
from comity.coding.tables import rows
from comity.coding.time_words import NUMBERS
from comity.schema import Event

REACH = 400
"""Characters on each side of the deciding words within which the sentence is looked for."""

_TOKEN = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?|\d[\d.,]*\d|\d")
_END = re.compile(r"[.!?][\"”’')]*\s+(?=[\"“‘'(]*[A-Z0-9])|\n")


@dataclass(frozen=True, slots=True)
class Wording:
    """Stems of the words of a report beyond the two actors and the act: `names`, all `words`, and how many (`counts`)."""

    names: frozenset[str]
    words: frozenset[str]
    counts: frozenset[str] = frozenset()


NO_WORDS = Wording(frozenset(), frozenset())


@cache
def plain() -> frozenset[str]:
    """Words that any report may have."""
    return frozenset(row["word"] for row in rows("report_words.tsv"))


def sentence_of(text: str, event: Event) -> str:
    """The sentence of an event, as far as its three spans and the nearest sentence ends show it."""
    low = min(event.start, event.actor_span[0], event.recipient_span[0])
    high = max(event.end, event.actor_span[1], event.recipient_span[1])
    ends = [end.end() for end in _END.finditer(text, max(0, low - REACH), low)]
    after = _END.search(text, high, min(len(text), high + REACH))
    return text[ends[-1] if ends else max(0, low - REACH) : after.start() if after else high + REACH]


def actor_stems(text: str, event: Event) -> set[str]:
    """Stems of the words that name the two sides."""
    spans = text[slice(*event.actor_span)], text[slice(*event.recipient_span)]
    return {stem(token) for words in spans for token in _TOKEN.findall(words)}


def wording(text: str, event: Event, actors: set[str]) -> Wording:
    """Of an event's sentence, without the words in `actors` (stems), those of the act, and those that any report has."""
    sentence = sentence_of(text, event)
    act = {stem(token) for token in _TOKEN.findall(text[event.start : event.end])}
    kinds = [mode.words for mode in modes().get(event.type, ())]
    names, words, counts = set(), set(), set()
    for n, found in enumerate(_TOKEN.finditer(sentence)):
        token = found.group()
        short = stem(token)
        if token[0].isdigit() or token.lower() in NUMBERS:
            counts.add(str(NUMBERS.get(token.lower(), token)))
        elif not _idle(token, short, act, actors):
            if token[0].isupper() and n > 0:
                names.add(short)
            if token[0].isupper() or not any(kind.fullmatch(token) for kind in kinds):
                words.add(short)
    return Wording(frozenset(names), frozenset(words), frozenset(counts))


def _idle(token: str, short: str, act: set[str], actors: set[str]) -> bool:
    """Whether a word tells nothing of its own: it names the act or the actors, or stands in any report."""
    return token.lower() in plain() or len(token) < 2 or short in act or short in actors


def stem(token: str) -> str:
    """The first five letters, so that "Lebanon" and "Lebanese", "sanctions" and "sanctioned" nearly meet; a number is itself.

    >>> stem("Sanctioned"), stem("1,200")
    ('sanct', '1,200')
    """
    return token if token[0].isdigit() else token.lower().removesuffix("'s").removesuffix("’s")[:5]


def alike(one: Wording, two: Wording) -> float:
    """0 to 1: the share of words that both have (Jaccard), which names that both have lift; names or counts that differ halve it.

    One plain word in common is nothing.

    >>> lima = Wording(frozenset({"lima"}), frozenset({"lima", "pipel", "gas"}))
    >>> alike(lima, lima), alike(lima, Wording(frozenset(), frozenset({"pipel"})))
    (1.0, 0.0)
    """
    if not (one.names & two.names or len(one.words & two.words) > 1):
        return 0.0
    share = _share(one.words, two.words)
    if one.names and two.names:
        common = _share(one.names, two.names)
        share = (share + common) / 2 if common else share / 2
    apart = bool(one.counts and two.counts) and not one.counts & two.counts
    return share / 2 if apart else share


def _share(one: frozenset[str], two: frozenset[str]) -> float:
    return len(one & two) / (len(one | two) or 1)
