"""Gold for stances: speeches with units that criticise states, and documents with who likes whom."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from comity.actors import resolve
from comity.coding.blocks import blocks
from comity.coding.coreference import corefer
from comity.coding.gate import Gate
from comity.coding.naming import mentions
from comity.coding.people import people
from comity.coding.quotes import quotes
from comity.coding.sentences import sentences
from comity.coding.stances import evaluations, stances
from comity.schema import Actor, Mention, Span

TARGETS = {"russian_federation": "RUS", "ukraine": "UKR", "united_states_of_america": "USA"}


@dataclass(frozen=True, slots=True)
class Speech:
    """A speech of the speaker's own state: text, units, whether each criticises, and whom (None: no state)."""

    id: str
    text: str
    speaker: tuple[str, ...]
    day: date
    units: tuple[Span, ...]
    negative: tuple[bool, ...]
    targets: tuple[str | None, ...]


def speeches(path: Path) -> Iterator[Speech]:
    """The speeches of UNSCon as one text each, units joined by spaces."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            text, units = "", []
            for unit in row["edus"]:
                words = _written(unit["text"])
                text = text.rstrip() if words[:1] in {",", ".", ";", "?", "!"} else text
                units.append((len(text), len(text) + len(words)))
                text += words + " "
            state = re.sub(" Of Great.*", "", row["speaker_state"].title())
            speaker = resolve(state)
            assert isinstance(speaker, Actor), state
            yield Speech(
                row["id"],
                text,
                (speaker.id,),
                date(int(row["date"]), 4, 1),
                tuple(units),
                tuple(bool(unit.get("neg_eval")) for unit in row["edus"]),
                tuple(TARGETS.get(unit.get("target") or "") for unit in row["edus"]),
            )


def _written(words: str) -> str:
    """Words as they are written: the gold stands in words parted by spaces."""
    words = re.sub(r" ('s\b|n't\b|[,.;:?!)\]])", r"\1", words)
    words = re.sub(r"([(\[]) ", r"\1", words)
    return re.sub(r"\b(\w+) - (?=[a-zA-Z])", r"\1-", words)


def meant(text: str, day: date | None) -> list[Mention]:
    """What the coder itself takes for actors in a text, pronouns among it."""
    parts = blocks(text)
    pieces = sentences(text, parts)
    found = mentions(text, pieces, day, _gate())
    return corefer(text, pieces, found, people(text, pieces, found), quotes(text, parts))


@cache
def _gate() -> Gate:
    return Gate()


def criticised(speech: Speech) -> list[set[str]]:
    """Whom each unit criticises, "" for somebody unnamed, as the rules have it. The units of a sentence share what it says, as in the gold."""
    text = speech.text
    found = evaluations(text, [(0, len(text))], meant(text, speech.day), [], speech.speaker, 0, len(text))
    units: list[set[str]] = [set() for _ in speech.units]
    for sentence in _sentences(speech):
        low, high = speech.units[sentence[0]][0], speech.units[sentence[-1]][1]
        against = [one for one in found if one.value < 0 and low <= one.span[0] < high]
        whom = {id for one in against for id in (one.target.ids if one.target else ("",))}
        for n in sentence:
            units[n] = whom
    return units


def _sentences(speech: Speech) -> Iterator[list[int]]:
    """Numbers of the units of each sentence."""
    some: list[int] = []
    for n, (start, end) in enumerate(speech.units):
        some.append(n)
        if speech.text[start:end].rstrip()[-1:] in {".", "?", "!"}:
            yield some
            some = []
    if some:
        yield some


def score(hits: int, given: int, gold: int) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    p, r = hits / max(given, 1), hits / max(gold, 1)
    return p, r, 2 * p * r / max(p + r, 1e-9)


def unscon(path: Path) -> dict[str, tuple[float, float, float]]:
    """Who criticises whom, unit by unit: over (unit, state), over units that criticise anybody, over (speech, state)."""
    n: Counter[str] = Counter()
    for speech in speeches(path):
        whole_gold, whole = set(), set()
        for got, gold, negative in zip(criticised(speech), speech.targets, speech.negative, strict=True):
            states = {one for one in got if one in TARGETS.values()}
            others = {one for one in got if one}
            n["target hits"] += gold in states
            n["target given"] += len(others)
            n["target gold"] += gold is not None
            n["unit hits"] += bool(got) and negative
            n["unit given"] += bool(got)
            n["unit gold"] += negative
            whole |= others
            whole_gold |= {gold} - {None}
        n["speech hits"] += len(whole & whole_gold)
        n["speech given"] += len(whole)
        n["speech gold"] += len(whole_gold)
    return {key: score(n[f"{key} hits"], n[f"{key} given"], n[f"{key} gold"]) for key in ("target", "unit", "speech")}


SIGNS = {"Likes": "for", "AlliesOf": "for", "Dislikes": "against", "FightingAgainst": "against"}


def likes(
    path: Path, types: frozenset[str] = frozenset({"Likes", "Dislikes"})
) -> dict[str, tuple[float, float, float]]:
    """Who likes and dislikes whom in re3d, the first for the speaker: over related pairs of one sentence, and how often the sign is right where one is given."""
    n: Counter[str] = Counter()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            text = row["text"]
            pieces = [(piece.start, piece.end) for piece in sentences(text, blocks(text))]
            gold: dict[tuple[Span, Span], set[str]] = {}
            for relation in row["relations"]:
                if relation["conf"] >= 0.5:
                    pair = tuple(relation["source_span"]), tuple(relation["target_span"])
                    gold.setdefault(pair, set()).add(relation["type"])  # type: ignore[arg-type]
            for (source, target), kinds in gold.items():
                where = next(
                    (s for s in pieces if s[0] <= min(source[0], target[0]) and max(source[1], target[1]) <= s[1]), None
                )
                if where is None or (source[0] < target[1] and target[0] < source[1]):
                    continue
                _count(n, text, where, source, target, kinds, types)
    return {"pairs": score(n["hits"], n["given"], n["gold"]), "sign": score(n["right"], n["signed"], n["wanted"])}


def _count(
    n: Counter[str], text: str, where: Span, source: Span, target: Span, kinds: set[str], types: frozenset[str]
) -> None:
    named = [Mention(*source, ("S",), "name", 0), Mention(*target, ("T",), "name", 0)]
    found = {s.target: s.value for s in stances(text, [where], named, [], ["S"], *where)}
    given = found.get("T", "neutral")
    wanted = {SIGNS[kind] for kind in kinds & types}
    signs = {SIGNS[kind] for kind in kinds & set(SIGNS)}
    n["gold"] += bool(wanted)
    n["given"] += given != "neutral" and (bool(wanted) or not signs)
    n["hits"] += given in wanted
    n["wanted"] += bool(signs)
    n["signed"] += given != "neutral" and bool(signs)
    n["right"] += given in signs
