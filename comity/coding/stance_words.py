"""Words that judge, as shipped in comity/data/stance.tsv, and the words of a text among which they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from comity.coding.tables import rows
from comity.schema import Span

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sen|Rep|St|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.|"
    r"n['’]t\b|[^\W_]+?(?=n['’]t\b)|[^\W_]+(?:[-.][^\W_]+)*|['’]s?(?![^\W_])|[^\w\s]|_+"
)
_DOUBLES = re.compile(r"[^aeiou](?:[aeiou]|qui)[bdgklmnprt]$")
"""Verbs whose last letter may be doubled before -ed and -ing; both spellings are taken, for stress is not written."""


def listed(words: str) -> frozenset[str]:
    """The words of a list written with spaces between."""
    return frozenset(words.split())


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark at `[start, end)`; `word` is in lower case."""

    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the table in one of its forms. `form`: base, third, past, ing, or "" for what is no verb. `alone`: whether
    it judges where it is tied to nobody."""

    kind: str
    sort: str
    value: int
    of: str
    form: str
    alone: bool = True


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The words and marks of `text[start:end]`; a possessive "'s" and "n't" stand alone.

    >>> [token.word for token in tokens("Peru's envoy didn't.", 0, 20)]
    ['peru', "'s", 'envoy', 'did', "n't", '.']
    """
    return [Token(m.start(), m.end(), m[0].lower().replace("’", "'")) for m in _WORD.finditer(text, start, end)]


@cache
def lexicon() -> dict[str, tuple[tuple[tuple[str, ...], tuple[Entry, ...]], ...]]:
    """Under each first word, the word sequences that begin with it, longest first, with their entries."""
    found: dict[tuple[str, ...], list[Entry]] = {}
    for row in rows("stance.tsv"):
        for spelling, form in _spellings(row):
            entry = Entry(
                row["kind"], row["class"], int(row["value"]), row.get("of", ""), form, row.get("alone") != "no"
            )
            some = found.setdefault(tuple(spelling.lower().split()), [])
            if entry not in some:
                some.append(entry)
    by_first: dict[str, list[tuple[tuple[str, ...], tuple[Entry, ...]]]] = {}
    for sequence, some in found.items():
        by_first.setdefault(sequence[0], []).append((sequence, tuple(some)))
    return {first: tuple(sorted(some, key=lambda one: -len(one[0]))) for first, some in by_first.items()}


def entries(text: Sequence[Token]) -> Iterator[tuple[Span, tuple[Entry, ...]]]:
    """Places `[first, last)` among the words that the table holds, none inside another."""
    table, place = lexicon(), 0
    while place < len(text):
        for sequence, some in table.get(text[place].word, ()):
            if all(place + n < len(text) and text[place + n].word == part for n, part in enumerate(sequence)):
                yield (place, place + len(sequence)), some
                place += len(sequence) - 1
                break
        place += 1


def _spellings(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    base, irregular = row["words"], [form for form in row.get("forms", "").split("|") if form]
    if row["class"] != "verb":
        yield base, ""
        return
    verb, _, rest = base.partition(" ")
    tail = f" {rest}" if rest else ""
    yield base, "base"
    for form, kind in _regular(verb):
        if not (irregular and kind == "past"):
            yield form + tail, kind
    for form in irregular:
        kind = "ing" if form.endswith("ing") else "third" if form.endswith("s") and form != "was" else "past"
        yield form if " " in form else form + tail, kind


def _regular(verb: str) -> Iterator[tuple[str, str]]:
    """The third person, past and -ing form of a regular verb."""
    yield verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "do")) else "s"), "third"
    if verb.endswith("y") and verb[-2:-1] not in "aeou":
        yield from ((verb[:-1] + "ies", "third"), (verb[:-1] + "ied", "past"), (verb + "ing", "ing"))
        return
    silent = verb.endswith("e") and not verb.endswith("ee")
    for stem in {verb[:-1] if silent else verb, verb + verb[-1] if _DOUBLES.search(verb) else verb}:
        if stem == verb and silent:
            continue
        yield stem + ("d" if stem.endswith("ee") else "ed"), "past"
        yield stem + "ing", "ing"
