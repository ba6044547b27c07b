"""Compiled rows into tensors: tokens with mention marks, labelled pairs, token tags."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import torch
from model import CLOSE, OPEN, STATUSES, TAGS, TYPES
from tokenizers import Tokenizer

MAX_TOKENS = 192
IGNORE = -100
EXHAUSTIVE = ("statements-", "none-")
"""Files whose statements are all tagged; elsewhere an untagged text says nothing about statements."""


@dataclass
class Example:
    """One text. `pairs` holds (i, j, type, status, trigger token mask or None) over the marks in `marks`."""

    ids: list[int]
    marks: list[int]
    pairs: list[tuple[int, int, int, int, list[int]]]
    tags: list[int]


def mark(text: str, mentions: list[dict[str, Any]]) -> tuple[str, list[tuple[int, int]], list[int]]:
    """The text with marks around mentions, where each mark opens and closes in it, and the map from old to new offsets."""
    pieces, spans, moved, at, length = [], [], [0] * (len(text) + 1), 0, 0
    for mention in sorted(mentions, key=lambda m: m["start"]):
        before = text[at : mention["start"]]
        for k in range(at, mention["start"]):
            moved[k] = length + (k - at)
        length += len(before)
        pieces += [before, f" {OPEN} "]
        spans.append((length + 1, 0))
        length += len(OPEN) + 2
        words = text[mention["start"] : mention["end"]]
        for k in range(mention["start"], mention["end"]):
            moved[k] = length + (k - mention["start"])
        pieces += [words, f" {CLOSE} "]
        length += len(words) + len(CLOSE) + 2
        at = mention["end"]
    for k in range(at, len(text) + 1):
        moved[k] = length + (k - at)
    pieces.append(text[at:])
    return "".join(pieces), spans, moved


def same_side(one: dict[str, Any], two: dict[str, Any]) -> bool:
    return bool(set(one["actors"]) & set(two["actors"]) - {"?"}) or one["text"].lower() == two["text"].lower()


def label(row: dict[str, Any]) -> dict[tuple[int, int], tuple[int, int, list[int]]]:
    """Type, status and trigger of each labelled directed pair of mentions; mutual acts both ways. The first label wins."""
    found: dict[tuple[int, int], tuple[int, int, list[int]]] = {}
    for relation in row["relations"]:
        value = (TYPES.index(relation["type"]), STATUSES.index(relation["status"]), relation["trigger"])
        ways = [(relation["source"], relation["target"])]
        ways += [(relation["target"], relation["source"])] if relation["mutual"] else []
        for way in ways:
            found.setdefault(way, value)
    return found


def stands_for(row: dict[str, Any], way: tuple[int, int], labelled: dict[tuple[int, int], Any]) -> bool:
    """Whether a pair without a label of its own repeats, through other mentions of the same sides, one that has a label."""
    mentions = row["mentions"]
    return any(
        same_side(mentions[way[0]], mentions[i]) and same_side(mentions[way[1]], mentions[j]) for i, j in labelled
    )


def example(row: dict[str, Any], tokenizer: Tokenizer, only: tuple[int, int] | None = None) -> Example | None:
    """Tensors of a row; with `only`, just the two mentions named are marked. None where it does not fit."""
    mentions = row["mentions"] if only is None else [row["mentions"][k] for k in only]
    order = list(range(len(row["mentions"]))) if only is None else list(only)
    ranked = sorted(range(len(mentions)), key=lambda k: mentions[k]["start"])
    marked, spans, moved = mark(row["text"], mentions)
    encoded = tokenizer.encode(marked)
    if len(encoded.ids) > MAX_TOKENS:
        return None
    at_char = {start: k for k, (start, end) in enumerate(encoded.offsets) if end > start}
    marks = [0] * len(mentions)
    for rank, k in enumerate(ranked):
        marks[k] = at_char[spans[rank][0]]
    labelled = label(row)
    pairs = []
    for a, i in enumerate(order):
        for b, j in enumerate(order):
            if i == j or same_side(row["mentions"][i], row["mentions"][j]):
                continue
            if (i, j) in labelled:
                kind, status, trigger = labelled[i, j]
                pairs.append((a, b, kind, status, covered(encoded.offsets, moved, trigger)))
            elif not stands_for(row, (i, j), labelled):
                pairs.append((a, b, 0, IGNORE, []))
    untagged = only is not None or not (row["statements"] or row["id"].startswith(EXHAUSTIVE))
    return Example(encoded.ids, marks, pairs, tags(row, encoded.offsets, moved, untagged))


def covered(offsets: list[tuple[int, int]], moved: list[int], span: list[int]) -> list[int]:
    start, end = moved[span[0]], moved[span[1] - 1] + 1
    return [k for k, (s, e) in enumerate(offsets) if e > s and s < end and e > start]


def tags(row: dict[str, Any], offsets: list[tuple[int, int]], moved: list[int], skip: bool) -> list[int]:
    out = [IGNORE if skip or e == s else 0 for s, e in offsets]
    if skip:
        return out
    for statement in row["statements"]:
        spans = [("content", span) for span in statement["content"]] + [("cue", statement["cue"])]
        spans += [("speaker", statement["speaker"])] if statement["speaker"] else []
        for kind, span in spans:
            for n, k in enumerate(covered(offsets, moved, span)):
                out[k] = TAGS.index(f"{'I' if n else 'B'}-{kind}")
    return out


def batches(examples: list[Example], size: int, shuffle: random.Random | None) -> list[list[Example]]:
    """Batches of texts of like length."""
    keyed = sorted(examples, key=lambda e: len(e.ids) + (shuffle.random() * 8 if shuffle else 0))
    out = [keyed[k : k + size] for k in range(0, len(keyed), size)]
    if shuffle:
        shuffle.shuffle(out)
    return out


def collate(batch: list[Example]) -> dict[str, torch.Tensor]:
    width = max(len(e.ids) for e in batch)
    ids = torch.zeros(len(batch), width, dtype=torch.long)
    mask = torch.zeros(len(batch), width, dtype=torch.long)
    tag = torch.full((len(batch), width), IGNORE)
    rows, one, two, kind, status, trigger = [], [], [], [], [], []
    for n, e in enumerate(batch):
        ids[n, : len(e.ids)] = torch.tensor(e.ids)
        mask[n, : len(e.ids)] = 1
        tag[n, : len(e.tags)] = torch.tensor(e.tags)
        for a, b, k, s, t in e.pairs:
            rows.append(n)
            one.append(e.marks[a])
            two.append(e.marks[b])
            kind.append(k)
            status.append(s)
            trigger.append(t)
    points = torch.zeros(len(rows), width)
    for n, t in enumerate(trigger):
        if t:
            points[n, t] = 1 / len(t)
    long = {"rows": rows, "one": one, "two": two, "kind": kind, "status": status}
    return {
        "ids": ids,
        "mask": mask,
        "tags": tag,
        "points": points,
        **{k: torch.tensor(v, dtype=torch.long) for k, v in long.items()},
    }
