"""Which later name is which person: by surname, by given name, and misspelt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from comity.coding.people_words import PARTICLES, SUFFIXES, distance, given_names, key, name_words
from comity.coding.spacing import wordset

NEAREST = 30
"""Persons with the same initials, or a word of their names in common, that are looked at: the latest."""

OFFICES = wordset(
    "president king queen emperor pope chancellor premier minister mayor governor ambassador general admiral colonel senator judge bishop"
)
"""Titles that one person seldom shares with another of the same surname: a different one means another person."""


@dataclass(slots=True, eq=False)
class Known:
    """A person under construction. `listed` is the name in the leaders tables, `office` the first title of `OFFICES`."""

    words: tuple[str, ...]
    spans: list[tuple[int, int]] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    actors: tuple[str, ...] = ()
    title: str = ""
    affiliation: str = ""
    gender: str = ""
    listed: str = ""
    office: str = ""
    role: str = ""
    keys: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.keys = core(self.words)


def core(words: Sequence[str]) -> list[str]:
    """Words of a name that tell persons apart, for comparison.

    >>> core(("John", "F.", "van", "Doe", "Jr."))
    ['john', 'f', 'doe']
    """
    return [key(w) for w in words if w not in PARTICLES and w.rstrip(".").lower() not in SUFFIXES]


class Register:
    """The persons of a text, found by name in a time that does not grow with their number.

    >>> register = Register()
    >>> conti = register.add(Known(("Raffaela", "Conti")))
    >>> [register.link(words) is conti for words in (["Conti"], ["Rafaela", "Conti"], ["Maria", "Conti"])]
    [True, True, False]
    """

    def __init__(self) -> None:
        self.persons: list[Known] = []
        self._listed: dict[str, Known] = {}
        self._by_name: dict[tuple[str, ...], Known] = {}
        self._by_word: dict[str, list[Known]] = defaultdict(list)
        self._by_initials: dict[str, list[Known]] = defaultdict(list)

    def add(self, person: Known) -> Known:
        """Take up a person."""
        self.persons.append(person)
        if person.listed:
            self._listed.setdefault(person.listed, person)
        words = person.keys
        self._by_name.setdefault(tuple(words), person)
        for word in dict.fromkeys(words):
            self._by_word[word].append(person)
        if words:
            self._by_initials[words[0][:1] + words[-1][:1]].append(person)
            self._by_initials[words[-1][:1]].append(person)
        return person

    def borne(self, words: Sequence[str]) -> bool:
        """Whether a person known has this as surname or given name."""
        return any(word in self._by_word for word in core(words))

    def leader(self, name: str) -> Known | None:
        """The person with this name in the leaders tables."""
        return self._listed.get(name)

    def link(self, words: Sequence[str], gender: str = "", office: str = "", unlisted: bool = False) -> Known | None:
        """The one person a name means; None where none or several fit. `unlisted` leaves out those of the leaders tables."""
        mine = core(words)
        if not mine:
            return None
        exact = self._by_name.get(tuple(mine)) if len(mine) > 1 else None
        if exact and not (unlisted and exact.listed):
            return exact
        named = [one for one in self._sharing(mine[-1]) if _same(mine, one.keys) or _part(mine, one.keys)]
        named += [one for one in self._sharing(mine[0]) if one not in named and _part(mine, one.keys)]
        alike = [one for one in named if _same(mine, one.keys)] if len(mine) > 1 else []
        found = alike or named or self._misspelt(mine, words)
        return _agreeing([one for one in found if not (unlisted and one.listed)], gender, office)

    def _sharing(self, word: str) -> list[Known]:
        return self._by_word.get(word, [])[-NEAREST:]

    def _misspelt(self, mine: Sequence[str], words: Sequence[str]) -> list[Known]:
        initials = mine[0][:1] + mine[-1][:1] if len(mine) > 1 else mine[0][:1]
        return [
            one for one in self._by_initials.get(initials, [])[-NEAREST:] if _misspelt(mine, one.keys, words, one.words)
        ]


def _agreeing(found: Sequence[Known], gender: str, office: str) -> Known | None:
    """The one that agrees in gender and office, where there is just one."""
    some = [one for one in found if not gender or one.gender in {"", gender}]
    holding = [one for one in some if office and one.office == office]
    some = holding or [one for one in some if not office or not one.office or one.listed]
    return some[0] if len(some) == 1 else None


def _same(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """The whole name, or first and last word with others or initials between."""
    if list(mine) == list(theirs):
        return True
    return len(mine) > 1 and len(theirs) > 1 and (mine[0], mine[-1]) == (theirs[0], theirs[-1])


def _part(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """The surname, the last words, or the given name alone."""
    if len(mine) >= len(theirs) or len(theirs) < 2:
        return False
    if len(mine) > 1:
        return list(mine) == list(theirs[-len(mine) :]) or list(mine) == list(theirs[: len(mine)])
    return mine[0] in theirs and (mine[0] in {theirs[0], theirs[-1]} or len(theirs) > 2)


def _misspelt(mine: Sequence[str], theirs: Sequence[str], words: Sequence[str], others: Sequence[str]) -> bool:
    """A letter or two wrong in a long name; two names that both are given names are two persons."""
    if len(mine) == len(theirs) and len(mine) > 1:
        pairs = list(zip(mine, theirs, strict=True))
        wrong = [(a, b) for a, b in pairs if a != b]
        return len(wrong) <= 2 and not _two_givens(words[0], others[0]) and all(_near(a, b) for a, b in wrong)
    if len(mine) == 1 and len(theirs) > 1:
        return name_words().get(words[0], "") == "" and words[0] not in given_names() and _near(mine[0], theirs[-1], 6)
    return False


def _two_givens(one: str, two: str) -> bool:
    """Whether two names are different given names, not spellings of one: both known and short, or of different gender."""
    names = given_names()
    if one == two or one not in names or two not in names:
        return False
    return min(len(one), len(two)) < 6 or names[one] != names[two]


def _near(one: str, two: str, least: int = 4) -> bool:
    if one[:1] != two[:1] or abs(len(one) - len(two)) > 2 or len(set(one) ^ set(two)) > 4:
        return False
    length = min(len(one), len(two))
    most = 0 if length < least else 1 if length < 8 else 2
    return 0 < distance(one, two, 2) <= most
