"""What a headline or lead leaves to the sentences behind it: "the two states", said before anybody is named."""

from __future__ import annotations

import re
from collections.abc import Sequence

from comity.actors import get
from comity.coding.sentences import Sentence
from comity.errors import ComityError
from comity.schema import Mention

LOOK = 3
"""Sentences behind the phrase in which the two are looked for."""

_PHRASE = re.compile(
    r"\b(?:the|these) two (?:states|countries|nations|powers|neighbou?rs|capitals|governments|leaders|giants|rivals|allies)\b|\bboth (?:states|countries|nations|powers|governments)\b",
    re.I,
)


def with_those_ahead(
    text: str, sentences: Sequence[Sentence], mentions: Sequence[Sequence[Mention]]
) -> list[list[Mention]]:
    """The mentions with those of phrases that stand before the first two states named, taken for these two.

    >>> text = "The two states split. Peru and Chile met."
    >>> named = [[], [Mention(22, 26, ("PER",), "name", 1), Mention(31, 36, ("CHL",), "name", 1)]]
    >>> with_those_ahead(text, [Sentence(0, 21, 0), Sentence(22, 41, 0)], named)[0][0].actors
    ('PER', 'CHL')
    """
    grouped = [list(some) for some in mentions]
    for number, piece in enumerate(sentences):
        if len(_states(grouped[number])) > 1:
            break
        for found in _PHRASE.finditer(text, piece.start, piece.end):
            pair = next((two for some in grouped[number + 1 : number + 1 + LOOK] if len(two := _states(some)) > 1), ())
            if pair and not any(m.start < found.end() and found.start() < m.end for m in grouped[number]):
                mention = Mention(*found.span(), pair[:2], "phrase", number, "", "", None, 0.6, "named just after")
                grouped[number] = sorted([*grouped[number], mention], key=lambda one: one.start)
    return grouped


def _states(mentions: Sequence[Mention]) -> tuple[str, ...]:
    named = (id for mention in mentions if mention.kind != "place" for id in mention.actors)
    return tuple(dict.fromkeys(id for id in named if _is_state(id)))


def _is_state(id: str) -> bool:
    try:
        return get(id).kind == "state"
    except ComityError:
        return False
