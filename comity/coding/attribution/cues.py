"""Words of saying: the table of cues, and where they stand in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from comity.coding.tables import rows

FORMS = ("base", "third", "past", "participle", "gerund")


@dataclass(frozen=True, slots=True)
class Cue:
    """A way of saying: its words, the class of the act, what may stand beside it (`frames`, see data/cues.tsv), whether it denies.

    `form` is the form of the verb met: base, third, past, participle, gerund, noun, of or be; past serves for both where they are alike.
    """

    lemma: str
    form: str
    particle: tuple[str, ...]
    kind: str
    frames: frozenset[str]
    negated: bool


@cache
def table() -> dict[str, tuple[Cue, ...]]:
    """Cues by the form of their first word, those with most particles first.

    >>> sorted({(cue.lemma, cue.kind) for cue in table()["vowed"]})
    [('vow', 'promise')]
    """
    found: dict[str, list[Cue]] = defaultdict(list)
    for row in rows("cues.tsv"):
        for form, cue in _cues(row):
            if all(cue.form != other.form or cue.particle != other.particle for other in found[form]):
                found[form].append(cue)
    return {form: tuple(sorted(cues, key=lambda cue: -len(cue.particle))) for form, cues in found.items()}


def _cues(cells: dict[str, str]) -> Iterator[tuple[str, Cue]]:
    frames = frozenset(cells["frames"].split())
    particle = tuple(word for word in cells["particle"].split() if word != "-")
    special = next((name for name in ("noun", "of", "be") if name in frames), "")
    first = cells["lemma"].split()[0]
    columns = (first if not special else "-", cells["third"], cells["past"], cells["participle"], cells["gerund"])
    for form, column in zip(FORMS, columns, strict=True):
        for spelling in column.split("|"):
            if spelling not in ("-", ""):
                kind = special or form
                yield spelling, Cue(cells["lemma"], kind, particle, cells["class"], frames, cells["negated"] == "1")
    if special == "noun":
        yield cells["lemma"], Cue(cells["lemma"], "noun", particle, cells["class"], frames, cells["negated"] == "1")


@cache
def pattern() -> re.Pattern[str]:
    """One expression for every form but "for", factored by letters so that a word that is none fails at its first ones."""
    return re.compile(rf"(?<![\w'\u2019-])(?:{_opened(set(table()) - {'for'})})(?![\w-]|['\u2019]\w)")


def _opened(forms: Iterable[str]) -> str:
    """As `_factored`, with a capital or a small first letter."""
    grouped: dict[str, list[str]] = defaultdict(list)
    for form in forms:
        grouped[form[0]].append(form[1:])
    return "|".join(f"[{letter.upper()}{letter}]{_factored(rest)}" for letter, rest in sorted(grouped.items()))


def _factored(forms: Iterable[str]) -> str:
    grouped: dict[str, list[str]] = defaultdict(list)
    for form in forms:
        grouped[form[:1]].append(form[1:])
    ends = "" in grouped
    parts = []
    for letter, rest in sorted(grouped.items()):
        if letter:
            inner = _factored(rest) if rest != [""] else ""
            parts.append(re.escape(letter) + inner)
    body = parts[0] if len(parts) == 1 and not ends else f"(?:{'|'.join(parts)})"
    return f"{body}?" if ends else body


def places(text: str) -> list[int]:
    """Where a word of the table begins, in order.

    >>> places("He said no, according to her.")
    [3, 12]
    """
    return [found.start() for found in pattern().finditer(text)]
