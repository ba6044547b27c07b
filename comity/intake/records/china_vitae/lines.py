"""What a line about a Chinese leader's day says of a foreign country: a visit, a meeting or a mere mention."""

from __future__ import annotations

import re
from functools import cache

from comity.actors import names

_TRAVEL = re.compile(r"travell?ed to\s*(?P<place>.*?)(?:\s*\band met with the following:(?P<met>.*))?$", re.DOTALL)
_THERE = re.compile(r"\bwas in (?:.*?) and met with the following:(?P<met>.*)$", re.DOTALL)
_MEETS = re.compile(
    r"\b(?:met|meets|meet|held talks|holds talks|held a meeting|talks) (?:separately )?with\b"
    r"|\bheld a ceremony to welcome\b",
    re.IGNORECASE,
)
_ATTENDING = re.compile(r"\s*Others Attending:.*$", re.DOTALL)
_BY_WIRE = re.compile(r"\b(?:phone|telephone|video|letter)", re.IGNORECASE)
_WORD = re.compile(r"\w")

LOOSE = (
    ("Czechoslovakia", "CZE"),
    ("England", "GBR"),
    ("Lao", "LAO"),
    ("Montenegro", "SCG"),
    ("Sao Tome and Principe", "STP"),
    ("Serbia", "SCG"),
    ("U.S", "USA"),
    ("New South Wales", "AUS"),
    ("Port of Spain", "TTO"),
    ("DPRK", "PRK"),
    ("ROK", "KOR"),
)
"""Names on this site beside those of comity.actors."""


def spoken_of(id: str, text: str) -> bool:
    """Whether a text names the state by a whole word, and not only inside another name.

    >>> spoken_of("MLI", "met Tuilaepa Sailele Malielegaoi"), spoken_of("GIN", "the Prime Minister of Papua New Guinea")
    (False, False)
    >>> spoken_of("GIN", "the Guinean foreign minister")
    True
    """
    return any(id in _ids(match[0]) for match in _pattern().finditer(text))


def says(id: str, text: str) -> tuple[str, ...]:
    """The indicators that a line gives for a state: `leader_visit`, `leader_meeting`, both, or `leader_mention`.

    >>> says("IND", "Xi Jinping travelled to India, Delhi and met with the following: Narendra Modi (Prime Minister of India)")
    ('leader_visit', 'leader_meeting')
    >>> says("JPN", "Xi Jinping travelled to Germany, Hamburg and met with the following: Shinzo Abe (Prime Minister of Japan)")
    ('leader_meeting',)
    >>> says("TUR", "Xi congratulates Turkey's Erdogan on election as president")
    ('leader_mention',)
    """
    line = _ATTENDING.sub("", " ".join(text.split()))
    travel, there = _TRAVEL.search(line), _THERE.search(line)
    if travel:
        place, met = travel["place"], travel["met"] or ""
        visit = ("leader_visit",) if spoken_of(id, place.split(",")[0]) else ()
        meeting = ("leader_meeting",) if spoken_of(id, met) else ()
        return visit + meeting or ("leader_mention",)
    if there:
        return ("leader_meeting",) if spoken_of(id, there["met"]) else ("leader_mention",)
    return ("leader_meeting",) if _MEETS.search(line) and not _BY_WIRE.search(line) else ("leader_mention",)


@cache
def _known() -> dict[str, frozenset[str]]:
    """Names, adjectives and demonyms of every actor, with whom they may mean."""
    found: dict[str, set[str]] = {}
    for name in names():
        if name.kind not in ("metonym", "misspelling") and _WORD.search(name.name):
            found.setdefault(name.name, set()).add(name.id)
    for text, id in LOOSE:
        found.setdefault(text, set()).add(id)
    return {name: frozenset(ids) for name, ids in found.items()}


def _ids(name: str) -> frozenset[str]:
    return _known().get(name, frozenset())


@cache
def _pattern() -> re.Pattern[str]:
    """Any known name as a whole word, the longest first, so that Papua New Guinea is not Guinea."""
    longest = sorted(_known(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
