"""Which later name is which person: by surname, by given name, and misspelt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from comity.coding.people_words import PARTICLES, SUFFIXES, distance, given_names, key, name_words


@dataclass(slots=True)
class Known:
    """A person under construction."""

    words: tuple[str, ...]
    spans: list[tuple[int, int]] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    actors: tuple[str, ...] = ()
    title: str = ""
    affiliation: str = ""
    gender: str = ""
    listed: str = ""

    def keys(self) -> list[str]:
        """The parts of the name, for comparison."""
        return [key(w) for w in self.words if w not in PARTICLES and w.rstrip(".").lower() not in SUFFIXES]


def core(words: Sequence[str]) -> list[str]:
    """Words of a name that tell persons apart, for comparison.

    >>> core(("John", "F.", "van", "Doe", "Jr."))
    ['john', 'f', 'doe']
    """
    return [key(w) for w in words if w not in PARTICLES and w.rstrip(".").lower() not in SUFFIXES]


def link(words: Sequence[str], gender: str, known: Sequence[Known]) -> Known | None:
    """The one person a name means, None where none or several fit.

    >>> conti = Known(("Raffaela", "Conti"))
    >>> [link(w, "", [conti]) is conti for w in (["Conti"], ["Rafaela", "Conti"], ["Maria", "Conti"])]
    [True, True, False]
    """
    mine = core(words)
    if not mine:
        return None
    for test in (_same, _part, _misspelt):
        found = [one for one in known if test(mine, one.keys(), words, one.words)]
        agreeing = [one for one in found if not gender or not one.gender or one.gender == gender]
        if len(agreeing) == 1:
            return agreeing[0]
        if found:
            return None
    return None


def _same(mine: Sequence[str], theirs: Sequence[str], words: Sequence[str], others: Sequence[str]) -> bool:
    """The whole name, or first and last word with others or initials between."""
    if list(mine) == list(theirs):
        return True
    return len(mine) > 1 and len(theirs) > 1 and (mine[0], mine[-1]) == (theirs[0], theirs[-1])


def _part(mine: Sequence[str], theirs: Sequence[str], words: Sequence[str], others: Sequence[str]) -> bool:
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
    length = min(len(one), len(two))
    most = 0 if length < least else 1 if length < 8 else 2
    return one[:1] == two[:1] and 0 < distance(one, two, 2) <= most
