"""Misspelt names: one edit away from a long name, where no other word fits."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from comity.actors import Actors
from comity.coding.naming_forms import Form, Hit
from comity.coding.naming_tables import context
from comity.coding.people_words import given_names, name_words

SHORTEST = 6
"""Letters of the shortest word and the shortest name that are compared."""

REMEMBERED = 65_536
"""Words whose meaning is kept."""

_DOUBLED = re.compile(r"(.)\1")
_CAPITALISED = re.compile(r"(?<![\w@./'’-])[A-Z][a-z]{5,}(?![\w@])")
_NAME_BEFORE = re.compile(r"([A-Z][\w.'’]*) $")
_NAME_AFTER = re.compile(r" [A-Z]")


class Spelling:
    """Finds what a word was meant to be. Built from the names of states alone, never from people or towns."""

    def __init__(self, actors: Actors) -> None:
        self._actors = actors
        self._remembered: dict[str, str] = {}

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(
            name.name
            for name in self._actors.names()
            if name.id in self._actors.state_rows
            and name.kind in ("name", "adjective", "plural demonym")
            and name.use in ("", "historic")
            and len(name.name) >= SHORTEST
            and name.name.isascii()
            and name.name.isalpha()
        )

    @cached_property
    def _reached(self) -> dict[str, frozenset[str]]:
        """Names by themselves with one letter left out."""
        found: dict[str, set[str]] = {}
        for name in self._known:
            for short in _shorter(name):
                found.setdefault(short, set()).add(name)
        return {short: frozenset(names) for short, names in found.items()}

    @cached_property
    def _undoubled(self) -> dict[str, str]:
        """Names by themselves with every doubled letter written once."""
        return {_DOUBLED.sub(r"\1", name): name for name in self._known}

    def meant(self, word: str) -> str:
        """The name a capitalised word is one edit away from, or "" where it is none, several, or an inflected one.

        Doubled letters in the wrong place count as one edit.

        >>> from comity.actors import Actors
        >>> spelling = Spelling(Actors())
        >>> [spelling.meant(word) for word in ("Phillipines", "Kazakhastan", "Ukrain", "Indiana", "Angela")]
        ['Philippines', 'Kazakhstan', 'Ukraine', '', '']
        """
        if len(word) < SHORTEST or word in self._known or word in given_names() or word in name_words():
            return ""
        if word not in self._remembered:
            if len(self._remembered) > REMEMBERED:
                self._remembered.clear()
            self._remembered[word] = self._meant(word)
        return self._remembered[word]

    def _meant(self, word: str) -> str:
        near = set(self._reached.get(word, ()))
        for short in _shorter(word):
            near |= self._reached.get(short, frozenset())
            near |= {short} & self._known
        near = {name for name in near if name[0] == word[0] and _slip(word, name)}
        if not near:
            return self._undoubled.get(_DOUBLED.sub(r"\1", word), "")
        return next(iter(near)) if len(near) == 1 else ""


def _shorter(word: str) -> Iterator[str]:
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]


def _slip(word: str, name: str) -> bool:
    """Whether one edit makes the name of the word, and is no ending of another word ("Indiana", "Georgi", "Germano")."""
    if word.startswith(name) or (word[-1] != name[-1] and len(word) >= len(name)):
        return False
    if len(word) < len(name):
        return name[:-1] != word or name.endswith("e") or len(name) > 8
    if len(word) > len(name):
        return True
    unlike = [at for at, (one, other) in enumerate(zip(word, name, strict=True)) if one != other]
    if len(unlike) == 1:
        return len(name) > SHORTEST
    return len(unlike) == 2 and unlike[1] == unlike[0] + 1 and word[unlike[0]] == name[unlike[1]]


def misspelt(text: str, hits: Sequence[Hit], spelling: Spelling) -> list[Hit]:
    """Words outside the hits that are misspelt names, standing apart from other capitalised words; sort "misspelt"."""
    starts = [hit.start for hit in hits]
    ends = {hit.end for hit in hits}
    found = []
    for word in _CAPITALISED.finditer(text):
        name = spelling.meant(word[0])
        if not name:
            continue
        at = bisect_right(starts, word.start()) - 1
        if at >= 0 and hits[at].end > word.start():
            continue
        start, end = word.span()
        before = _NAME_BEFORE.search(text[max(0, start - 30) : start])
        alone = start - 1 in ends or before is None or before[1].lower() in context("opener")
        if alone and (not _NAME_AFTER.match(text[end : end + 2]) or starts[at + 1 : at + 2] == [end + 1]):
            found.append(Hit(start, end, Form(name, "misspelt")))
    return found
