"""Where the aliases of issues stand in a text: Aho-Corasick over all of them, at word bounds."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from comity.coding.alike import alike
from comity.coding.issues_table import Issue


@dataclass(frozen=True, slots=True)
class Found:
    """An alias of an issue at `[start, end)` of the text. `sure`: it needs no company."""

    issue: Issue
    alias: str
    sure: bool
    start: int = 0
    end: int = 0


class Finder:
    """Finds aliases; built once for a table."""

    def __init__(self, known: dict[str, list[Found]]) -> None:
        self._known = list(known.values())
        self._automaton = AhoCorasick(list(known), matchkind=MatchKind.Standard)

    def places(self, text: str, start: int, end: int) -> Iterator[list[Found]]:
        """For each place where something begins, all that begins there, places in order."""
        piece = text[start:end]
        plain = small(piece)
        at: dict[int, list[Found]] = {}
        for n, first, last in self._automaton.find_matches_as_indexes(plain, overlapping=True):
            if _bounded(plain, first, last):
                for row in self._known[n]:
                    if _cased(row.alias, piece[first:last]):
                        at.setdefault(first, []).append(
                            Found(row.issue, row.alias, row.sure, start + first, start + last)
                        )
        return (at[first] for first in sorted(at))


def finder_of(rows: Iterable[Issue]) -> Finder:
    """The finder of a table. Each alias is also looked for without its accents."""
    known: dict[str, list[Found]] = {}
    for issue in rows:
        for alias in issue.aliases:
            words = alias.removeprefix("~")
            for spelling in dict.fromkeys((small(words), small(_unmarked(words)))):
                known.setdefault(spelling, []).append(Found(issue, words, not alias.startswith("~")))
    return Finder(known)


def small(text: str) -> str:
    """The text in small letters, spelt alike; its length stays.

    >>> small("Nord\\u00a0Stream–2, İzmir")
    'nord stream-2, İzmir'
    """
    plain = alike(text)
    low = plain.lower()
    return low if len(low) == len(plain) else "".join(c if len(c.lower()) > 1 else c.lower() for c in plain)


def _unmarked(words: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))


def _bounded(text: str, start: int, end: int) -> bool:
    """Whether no letter, digit or address sign joins the run."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or after.isalnum()) and before not in ("@", "_", "#!") and after not in ("@", "_")


def _cased(alias: str, written: str) -> bool:
    """An abbreviation needs its capitals, a single name its first; anything else may be in any case."""
    if " " in alias or not any(map(str.isupper, alias)):
        return True
    if alias == alias.upper():
        return written == written.upper()
    return not alias[0].isupper() or written[0].isupper()
