"""Other forms of a compiled row, as the coder will meet them: sentence by sentence, and with plural phrases for two actors."""

from __future__ import annotations

import random
from typing import Any

from dataset import plural, same_side

from comity.coding.sentences import sentences

PHRASES = ("the two countries", "both countries", "the two states", "both sides", "the two sides", "they", "the two",
           "the two leaders", "the two governments", "both governments", "the two nations", "both nations", "the two neighbours",
           "the pair", "the two presidents", "both", "the two capitals", "the two powers")  # fmt: skip


def self_pairs(row: dict[str, Any]) -> dict[str, Any]:
    """The row with each mutual act told of a plural mention in its own sentence labelled on that mention too."""
    spans = [(s.start, s.end) for s in sentences(row["text"])]
    mentions, added = row["mentions"], []
    for relation in row["relations"]:
        both = set(mentions[relation["source"]]["actors"]) | set(mentions[relation["target"]]["actors"])
        if not relation["mutual"] or relation["source"] == relation["target"]:
            continue
        for k, mention in enumerate(mentions):
            together = any(s <= mention["start"] < e and s <= relation["trigger"][0] < e for s, e in spans)
            if plural(mention) and both <= set(mention["actors"]) and together:
                added.append({**relation, "source": k, "target": k})
    return {**row, "relations": row["relations"] + added}


def cropped(row: dict[str, Any]) -> list[dict[str, Any]]:
    """One row a sentence; acts are told of the mentions of the same sides in the sentence of the deciding words."""
    spans = [(s.start, s.end) for s in sentences(row["text"])]
    return [row] if len(spans) < 2 else [one for span in spans if (one := _piece(row, *span))["mentions"]]


def _piece(row: dict[str, Any], start: int, end: int) -> dict[str, Any]:
    inside = [k for k, m in enumerate(row["mentions"]) if start <= m["start"] and m["end"] <= end]
    place = {k: n for n, k in enumerate(inside)}
    moved = [
        {**row["mentions"][k], "start": row["mentions"][k]["start"] - start, "end": row["mentions"][k]["end"] - start}
        for k in inside
    ]
    relations = []
    for relation in row["relations"]:
        first, last = relation["trigger"]
        one, two = (_stand_in(row, inside, relation[side], first) for side in ("source", "target"))
        if (
            start <= first
            and last <= end
            and one is not None
            and two is not None
            and (one != two or relation["source"] == relation["target"])
        ):
            relations.append(
                {**relation, "source": place[one], "target": place[two], "trigger": [first - start, last - start]}
            )
    statements = [
        s
        for s in row["statements"]
        if all(start <= a and b <= end for a, b in [*s["content"], s["cue"], *([s["speaker"]] if s["speaker"] else [])])
    ]
    shifted = [{"speaker": s["speaker"] and [x - start for x in s["speaker"]], "cue": [x - start for x in s["cue"]],
                "content": [[x - start for x in span] for span in s["content"]]} for s in statements]  # fmt: skip
    whole = len(statements) == len(row["statements"])
    name = row["id"] if whole or not row["statements"] else "part-" + row["id"]
    return {
        **row,
        "id": name,
        "text": row["text"][start:end],
        "mentions": moved,
        "relations": relations,
        "statements": shifted,
    }


def _stand_in(row: dict[str, Any], inside: list[int], k: int, near: int) -> int | None:
    """The mention itself, or that of the same side nearest to the deciding words among those inside."""
    if k in inside:
        return k
    like = [n for n in inside if same_side(row["mentions"][n], row["mentions"][k]) and not plural(row["mentions"][n])]
    return min(like, key=lambda n: abs(row["mentions"][n]["start"] - near)) if like else None


def merged(row: dict[str, Any], luck: random.Random) -> dict[str, Any] | None:
    """The row with "X and Y" of a mutual act replaced by one plural phrase, or None where it holds no such act."""
    mentions = row["mentions"]
    for relation in row["relations"]:
        a, b = sorted((relation["source"], relation["target"]))
        if relation["mutual"] and b == a + 1 and row["text"][mentions[a]["end"] : mentions[b]["start"]] == " and ":
            start = mentions[a]["start"]
            if row["text"][max(0, start - 4) : start].lower() == "the ":
                start -= 4
            return _merged(row, a, b, start, luck.choice(PHRASES))
    return None


def _merged(row: dict[str, Any], a: int, b: int, start: int, phrase: str) -> dict[str, Any] | None:
    mentions, end = row["mentions"], row["mentions"][b]["end"]
    if not row["text"][end : end + 1].isspace() or any(start < m["end"] <= mentions[a]["start"] for m in mentions):
        return None
    phrase = phrase[0].upper() + phrase[1:] if start == 0 else phrase
    shift = len(phrase) - (end - start)
    both = {
        "start": start,
        "end": start + len(phrase),
        "text": phrase,
        "actors": [*mentions[a]["actors"], *mentions[b]["actors"]],
    }
    if "?" in both["actors"]:
        return None
    kept = [
        m if m["end"] <= start else {**m, "start": m["start"] + shift, "end": m["end"] + shift}
        for k, m in enumerate(mentions)
        if k not in (a, b)
    ]
    kept.insert(a, both)
    place = {k: k if k <= a else k - 1 for k in range(len(mentions))} | {b: a}
    relations = [_shifted(r, place, start, end, shift) for r in row["relations"]]
    if any(r is None for r in relations):
        return None
    return {
        **row,
        "id": "merged-" + row["id"],
        "text": row["text"][:start] + phrase + row["text"][end:],
        "mentions": kept,
        "relations": relations,
        "statements": [],
    }


def _shifted(
    relation: dict[str, Any], place: dict[int, int], start: int, end: int, shift: int
) -> dict[str, Any] | None:
    first, last = relation["trigger"]
    if first < end and last > start:
        return None
    move = shift if first >= end else 0
    return {
        **relation,
        "source": place[relation["source"]],
        "target": place[relation["target"]],
        "trigger": [first + move, last + move],
    }
