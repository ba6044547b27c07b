"""Abbreviations of bodies that stand for something else in a text: an English word in capitals, or another body's initials."""

from __future__ import annotations

import re
from functools import lru_cache

from comity.actors import Actors
from comity.coding.naming_scene import Around

_ALSO_WORDS = frozenset({"WHO"})
_SHORTEST = 3
"""Letters of the shortest abbreviation whose words are looked for: fewer stand at the head of too many other words."""


def other_body(around: Around, id: str) -> bool:
    """Whether an abbreviation is no body's here: all is in capitals, or the text spells out words of these initials that are none of its names.

    >>> from comity.coding.gate import Gate
    >>> from comity.coding.naming import mentions
    >>> from comity.coding.sentences import sentences
    >>> text = "The International Cricket Council met. The ICC fined Peru."
    >>> [m.actors for m in mentions(text, sentences(text), None, Gate())]
    [('PER',)]
    """
    words, text = around.hit.form.words, around.scene.text
    if not (words.isupper() and words.isalpha()):
        return False
    if words in _ALSO_WORDS and text[around.start : around.end].isupper():
        return True
    if len(words) < _SHORTEST:
        return False
    met = around.scene.spelt.get(words)
    if met is None:
        met = around.scene.spelt[words] = _spelt_otherwise(words, id, text, around.scene.gate.actors)
    return met


def _spelt_otherwise(short: str, id: str, text: str, actors: Actors) -> bool:
    found = {match[0] for match in _initials(short).finditer(text)}
    own = {name for name in found if any(row.id == id for row in actors.name_index.find(name))}
    return bool(found) and not own


@lru_cache(maxsize=256)
def _initials(short: str) -> re.Pattern[str]:
    """Words of these initials, one after the other; small words may stand between them."""
    small = r" (?:(?:of|for|the|and|on) ){0,3}"
    return re.compile(r"\b" + small.join(rf"{letter}[a-z]+" for letter in short) + r"\b")
