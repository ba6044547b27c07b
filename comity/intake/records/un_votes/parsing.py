"""Small readers of cells that every voting layout shares; each returns None where the text is not what it should be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from comity.intake.records.un_votes.ballots import MARKS

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00:00.*)?")
_NAMED_DAY = re.compile(r"(?<!\d)(20\d\d)[-_]?([01]\d)[-_]?([0-3]\d)(?!\d)")

FIRST_DAY = date(1945, 10, 24)
"""The Charter came into force; a vote dated earlier is a slip."""

IRREGULAR = "mark typed irregularly, read by its letter"


def day_in(text: str) -> date | None:
    """A day written as 2024-12-04, from the founding of the UN on.

    >>> day_in("2024-12-04"), day_in("N/A"), day_in("1924-12-04")
    (datetime.date(2024, 12, 4), None, None)
    """
    found = _DAY.fullmatch(text.strip())
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
    return day if day is not None and day >= FIRST_DAY else None


def choice(mark: str, notes: Counter[str]) -> tuple[float | None, bool]:
    """(value, whether the mark is known) of a Digital Library mark; a lower-case one is counted in `notes`."""
    if mark in MARKS:
        return MARKS[mark], True
    regular = mark.strip().upper()
    if regular in MARKS:
        notes[IRREGULAR] += 1
        return MARKS[regular], True
    return None, False


def body_of(*symbols: str) -> str:
    """GA or SC by the first document symbol that says so, else the empty string.

    >>> body_of("", "A/79/PV.47"), body_of("S/RES/2768(2025)"), body_of("N/A")
    ('GA', 'SC', '')
    """
    bodies = {"A/": "GA", "S/": "SC"}
    return next((bodies[symbol[:2]] for symbol in symbols if symbol[:2] in bodies), "")


def date_in_name(name: str) -> str:
    """The day a file name carries, as 2026_02_06_ga_voting.csv does; the empty string where none.

    >>> date_in_name("2026_02_06_ga_voting.csv"), date_in_name("ga_voting_2026.csv")
    ('2026-02-06', '')
    """
    for found in _NAMED_DAY.finditer(name):
        try:
            return date(*map(int, found.groups())).isoformat()
        except ValueError:
            continue
    return ""


def newest(texts: Iterable[str]) -> str:
    """The newest day among texts that are days, as text; the empty string where none is."""
    top = ""
    for text in texts:
        if text[:10] > top and day_in(text[:10]):
            top = text[:10]
    return top
