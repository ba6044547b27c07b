"""Names that company shows to be persons': joined to a person's, or coming back as a surname."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from comity.coding.people_linking import Register, core
from comity.coding.people_names import Candidate
from comity.coding.people_words import PARTICLES, name_words

_JOINED = re.compile(r"\s*,?\s*(?:and\s+)?(?:\w+['\u2019]s\s+)?$")
_ACTING = re.compile(r"['\u2019]s\s|\s(?:was|is|had|has|who|himself|herself|[a-z]{2,}ed|says|told|wrote|thinks)\s")
LONGEST = 3
"""Words of a name that company alone makes a person's."""


def company(found: Sequence[Candidate], text: str, register: Register) -> Iterator[Candidate]:
    """Names of two or three words that no person known bears, but that stand in a list with one or whose last word comes back alone.

    >>> from comity.coding.people_linking import Known
    >>> text = "Ana Ruiz, Dorval Kess and Tilo Brim left."
    >>> names = [Candidate(0, 8, ("Ana", "Ruiz"), False, 0), Candidate(10, 21, ("Dorval", "Kess"), False, 0)]
    >>> register = Register()
    >>> _ = register.add(Known(("Ana", "Ruiz")))
    >>> [one.words for one in company(names, text, register)]
    [('Dorval', 'Kess')]
    """
    alone = {core(one.words)[0] for one in found if len(one.words) == 1 and core(one.words)}
    acting = {core(one.words)[0] for one in found if len(one.words) == 1 and core(one.words) and _acts(one, text)}
    for number, one in enumerate(found):
        if _new(one, register):
            words = core(one.words)
            if (words[-1] in acting and words[0] not in alone) or _listed(found, number, text, register):
                yield one


def _acts(one: Candidate, text: str) -> bool:
    """Whether a word that people govern stands behind a name: "Kess was", "Kess's", "Kess said"."""
    return _ACTING.match(text, one.end) is not None


def _new(one: Candidate, register: Register) -> bool:
    words = [word for word in one.words if word not in PARTICLES]
    plain = not words[0].isupper() and all(
        word[:1].isupper() and not word.isupper() and word not in name_words() for word in words[1:]
    )
    return 2 <= len(words) <= LONGEST and plain and words[0] not in name_words() and not register.link(one.words)


def _listed(found: Sequence[Candidate], number: int, text: str, register: Register) -> bool:
    """Whether the name before or after is joined to it and is a person's."""
    one = found[number]
    for other in (*found[max(0, number - 1) : number], *found[number + 1 : number + 2]):
        first, last = (one, other) if one.start < other.start else (other, one)
        near = other.sentence == one.sentence and len(other.words) > 1
        if near and _JOINED.fullmatch(text[first.end : last.start]) and register.link(other.words):
            return True
    return False
