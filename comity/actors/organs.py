"""Organs that speak for an actor: named ones (the State Department) and the nouns that make one (X's foreign ministry)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from comity.actors.leaders import PARTICLES
from comity.actors.spelling import bare, clean, letters, normal
from comity.actors.tables import Row, Spell, shipped

COLUMNS = ("id", "name", "organ", "start", "end", "note")
BEFORE = frozenset(
    {"former", "ex", "then", "late", "acting", "outgoing", "interim", "new", "incoming", "current", "senior", "top"}
)
LINKS = (" of the ", " of ", " for ", " in ", " to ")
LONGEST = 5
"""Words in the longest noun of an organ."""


@dataclass(frozen=True, slots=True)
class Organ:
    """One row of organs.tsv: a proper name of an actor's organ where `id` is given, else a noun that needs an actor.

    `organ` is the kind: government, head of state, foreign ministry, parliament, armed forces ...
    """

    id: str
    name: str
    organ: str
    spell: Spell
    note: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A mention taken apart: who, which organ, and the person named after it, where there is one."""

    owner: str
    organ: str
    person: str = ""


class OrganIndex:
    """Rows by spelling, and the grammar of "the Russian foreign ministry"."""

    def __init__(self, organs: Iterable[Organ]) -> None:
        self.organs = tuple(organs)
        self._named: dict[str, list[Organ]] = {}
        self._nouns: dict[str, str] = {}
        for organ in self.organs:
            if organ.id:
                key = organ.name if organ.name.isupper() else normal(organ.name)
                self._named.setdefault(key, []).append(organ)
            else:
                self._nouns[normal(organ.name)] = organ.organ

    def named(self, mention: str) -> list[Organ]:
        """Rows that are this proper name, which needs its capital: "diet" is no parliament."""
        text = bare(clean(mention))
        if not text[:1].isupper():
            return []
        return self._named.get(text, []) or self._named.get(normal(text), [])

    def noun(self, text: str) -> str:
        """The kind of organ the noun names, or nothing."""
        return self._nouns.get(normal(text), "")

    def parsed(self, mention: str) -> Iterator[Parsed]:
        """Every way to read the mention as an actor with its organ: the longest noun first."""
        words = _without_prefix(clean(mention).split())
        yield from self._after(words)
        yield from self._linked(" ".join(words))
        yield from self._with_person(words)

    def _after(self, words: list[str]) -> Iterator[Parsed]:
        for size in range(min(LONGEST, len(words) - 1), 0, -1):
            organ = self.noun(" ".join(words[-size:]))
            if organ:
                yield Parsed(" ".join(words[:-size]), organ)

    def _linked(self, text: str) -> Iterator[Parsed]:
        for link in LINKS:
            pieces = text.split(link)
            for place in range(1, len(pieces)):
                organ = self.noun(link.join(pieces[:place]))
                if organ:
                    yield Parsed(link.join(pieces[place:]), organ)

    def _with_person(self, words: list[str]) -> Iterator[Parsed]:
        for place in range(len(words) - 1):
            for size in range(min(LONGEST, len(words) - place - 1), 0, -1):
                organ = self.noun(" ".join(words[place : place + size]))
                person = words[place + size :]
                if organ and len(person) <= 4 and all(map(_of_a_name, person)):
                    yield Parsed(" ".join(words[:place]), organ, " ".join(person))
                    return


def _of_a_name(word: str) -> bool:
    return word[:1].isupper() or "-" in word or word in PARTICLES


def _without_prefix(words: list[str]) -> list[str]:
    while len(words) > 1 and letters(words[0]) in BEFORE | {"the"}:
        words = words[1:]
    return words


def read_organs() -> list[Organ]:
    """Every row of organs.tsv."""
    return [_organ(row) for row in shipped("organs.tsv", COLUMNS)]


def _organ(row: Row) -> Organ:
    return Organ(row["id"], row.need("name"), row.need("organ"), row.spell(), row["note"])
