"""Marked sentences as a test of coreference: the marked pronouns and phrases taken away, the other mentions given."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import comity.actors as registry
from comity.coding.coreference import corefer
from comity.coding.people import people
from comity.coding.people_words import title_of
from comity.coding.quotes import quotes
from comity.coding.sentences import sentences
from comity.coding.spacing import wordset
from comity.schema import Mention

TRAINING = Path(__file__).resolve().parents[1] / "training"
PRONOUNS = wordset("he him his she her hers it its they them their theirs")
PHRASE = re.compile(
    r"(?:(?:the )?(?:two|three|four|five)\b.*|both\b.*|each side|neither \w+|the (?:former|latter|country|ministry|minister|president|kingdom|government|bloc|alliance|island|republic|"
    r"emirate|sultanate|union|ambassador|envoy|premier|chancellor|commission|agency|embassy|junta|sides|presidents|leaders|warring sides|army|king|spokesman|spokeswoman|general|state|nation|organisation))",
    re.I,
)


@dataclass(frozen=True)
class Marked:
    """One gold pronoun or phrase, with the actors marked and those found (None where no mention was made)."""

    id: str
    text: str
    words: str
    gold: frozenset[str]
    found: frozenset[str] | None
    trace: str
    confidence: float = 0.0


@cache
def corpus() -> ModuleType:
    spec = importlib.util.spec_from_file_location("training_corpus", TRAINING / "corpus.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["training_corpus"] = module
    spec.loader.exec_module(module)
    return module


@cache
def _kinds() -> dict[str, str]:
    return {name.name: name.kind for name in reversed(registry.names())}


def _kind(words: str) -> str:
    words = words.removesuffix("'s").removesuffix("\u2019s")
    kind = _kinds().get(words, "")
    if kind in {"adjective", "capital", "metonym", "demonym"}:
        return kind
    if kind == "plural demonym":
        return "demonym"
    if kind:
        return "name"
    last = words.split()[-1]
    if words.startswith("The ") and words[4:].islower():
        return "name"
    if (
        words[:1].islower()
        or title_of(last)[0]
        or last in {"Ministry", "Department", "Forces", "Army", "Navy", "government"}
    ):
        return "organ"
    return "leader"


def anaphoric(words: str) -> bool:
    return words.lower() in PRONOUNS or PHRASE.fullmatch(words) is not None


def read(path: Path) -> Iterator[Marked]:
    for _, row in corpus().read(path):
        if isinstance(row, dict) and any(anaphoric(m["text"]) for m in row["mentions"]):
            yield from judged(row)


def judged(row: dict[str, Any]) -> Iterator[Marked]:
    text = row["text"]
    pieces = sentences(text)
    gold = [m for m in row["mentions"] if anaphoric(m["text"])]
    given = []
    for m in row["mentions"]:
        if m in gold or "?" in m["actors"] or m["text"].lower() in {"we", "us", "our", "i", "my", "you", "your"}:
            continue
        number = max(n for n, s in enumerate(pieces) if s.start <= m["start"])
        end = m["end"] - 2 * m["text"].endswith(("'s", "\u2019s"))
        given.append(Mention(m["start"], end, tuple(m["actors"]), _kind(m["text"]), number))
    found = corefer(text, pieces, given, people(text, pieces, given), quotes(text))
    for m in gold:
        hits = [f for f in found if f.kind in {"pronoun", "phrase"} and f.start < m["end"] and m["start"] < f.end]
        actors = frozenset(hits[0].actors) if hits and hits[0].actors else None
        yield Marked(
            row["id"],
            text,
            m["text"],
            frozenset(m["actors"]),
            actors,
            hits[0].trace if hits else "",
            hits[0].confidence if hits else 0.0,
        )
