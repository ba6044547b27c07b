"""The company an alias keeps in its sentence: whether a word that also means other things speaks of the matter."""

from __future__ import annotations

import re
from functools import cache

from comity import actors
from comity.actors import Name
from comity.coding.issues_finding import Found, small
from comity.coding.issues_table import Issue

REACH = 400
"""Characters before and after the alias beyond which its sentence is not looked at."""
WORDS_ONLY = "-"
"""In the column `context`: no party is company enough, only the words are."""
_END = re.compile(r"(?<![ .][A-Za-z])[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[^\W\d_a-z])|\n\s*\n")
_ID = re.compile(r"[A-Z][A-Z0-9_]+")
_KINDS = frozenset({"name", "official", "abbreviation", "adjective", "demonym", "plural demonym", "capital", "metonym"})


class Company:
    """Looks at sentences; keeps the patterns of the issues it has met."""

    def __init__(self) -> None:
        self._patterns: dict[tuple[str, str], re.Pattern[str] | None] = {}

    def keeps(self, text: str, found: Found) -> bool:
        """Whether a context word of the issue, or one of its other parties, stands in the sentence of the alias."""
        first, last = sentence_around(text, found.start, found.end)
        before, after = text[first : found.start], text[found.end : last]
        words = self._words(found.issue)
        if words and (words.search(small(before)) or words.search(small(after))):
            return True
        names = self._names(found.issue, found.alias)
        return names is not None and bool(names.search(before) or names.search(after))

    def _words(self, issue: Issue) -> re.Pattern[str] | None:
        key = (issue.id, "")
        if key not in self._patterns:
            self._patterns[key] = _any_word([w for w in issue.context if w != WORDS_ONLY and not _actor(w)])
        return self._patterns[key]

    def _names(self, issue: Issue, alias: str) -> re.Pattern[str] | None:
        key = (issue.id, alias)
        if key not in self._patterns:
            chosen = () if WORDS_ONLY in issue.context else [w for w in issue.context if _actor(w)] or issue.parties
            own = {id for id in chosen if small(alias) in {small(name) for name in names_of(id)}}
            some = sorted({name for id in chosen if id not in own for name in names_of(id)}, key=len, reverse=True)
            self._patterns[key] = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, some))})(?!\w)") if some else None
        return self._patterns[key]


def _actor(word: str) -> bool:
    """Whether a cell of `context` is an actor's id: "WMD" is a word."""
    return bool(_ID.fullmatch(word)) and bool(names_of(word))


def _any_word(words: list[str]) -> re.Pattern[str] | None:
    if not words:
        return None
    some = [re.escape(small(word).removesuffix("*")) + (r"\w*" if word.endswith("*") else "") for word in words]
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(some, key=len, reverse=True))})(?!\w)")


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Bounds of the sentence that holds `[start, end)`, at most `REACH` characters away from it.

    >>> text = "It rained. The U.S. sent ships near Taiwan. China was angry."
    >>> text[slice(*sentence_around(text, 36, 42))]
    'The U.S. sent ships near Taiwan. '
    """
    first, last = max(0, start - REACH), min(len(text), end + REACH)
    for stop in _END.finditer(text, first, start):
        first = stop.end()
    after = _END.search(text, end, last)
    return first, after.end() if after else last


@cache
def names_of(id: str) -> frozenset[str]:
    """Names, adjectives, demonyms and seats of government under which texts speak of an actor.

    >>> {"China", "Chinese", "Beijing"} <= names_of("CHN")
    True
    """
    return frozenset(name for name, one in _names() if one == id)


@cache
def _names() -> tuple[tuple[str, str], ...]:
    rows = [row for row in actors.names() if row.kind in _KINDS and row.use == "" and _lasting(row)]
    some = {(spelling, row.id) for row in rows for spelling in _spellings(row.name, row.kind)}
    return tuple(sorted(pair for pair in some if len(pair[0]) > 1))


def _lasting(row: Name) -> bool:
    """Whether the name held as long as its actor did, that is: is not one of another time."""
    return row.spell.end is None or actors.get(row.id).end is not None


def _spellings(name: str, kind: str) -> tuple[str, ...]:
    bare = name.removeprefix("the ").removeprefix("The ")
    if kind == "abbreviation" and bare.isalpha() and len(bare) <= 3:
        return bare, ".".join(bare) + "."
    return (bare,)
