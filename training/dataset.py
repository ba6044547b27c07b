"""Compiled rows into tensors: tokens with mention marks, labelled pairs, token tags."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import torch
from model import STATUSES, TAGS, TYPES
from tokenizers import Tokenizer

from comity.coding.model.marking import CLOSE, OPEN, Marking, mark

MAX_TOKENS = 160
IGNORE = -100
EXHAUSTIVE = ("statements-", "none-", "quiet-", "stories-")
"""Files whose statements are all tagged; elsewhere an untagged text says nothing about statements."""


@dataclass
class Example:
    """One text. `pairs` holds (i, j, type, status, trigger tokens) over the marks in `marks`; i = j for a plural mention."""

    ids: list[int]
    marks: list[int]
    pairs: list[tuple[int, int, int, int, list[int]]]
    tags: list[int]


def tokenizer(path: str) -> Tokenizer:
    made = Tokenizer.from_file(path)
    made.no_padding()
    made.no_truncation()
    made.add_special_tokens([OPEN, CLOSE])
    return made


def same_side(one: dict[str, Any], two: dict[str, Any]) -> bool:
    return bool(set(one["actors"]) & set(two["actors"]) - {"?"}) or one["text"].lower() == two["text"].lower()


def plural(mention: dict[str, Any]) -> bool:
    return len(mention["actors"]) > 1 and "?" not in mention["actors"]


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


def is_none(row: dict[str, Any], way: tuple[int, int], labelled: dict[tuple[int, int], Any]) -> bool:
    """Whether a pair without a label shows no act: a plural mention by itself, or two sides whose acts are told nowhere else."""
    one, two = (row["mentions"][k] for k in way)
    if way[0] == way[1]:
        return plural(one)
    return not same_side(one, two) and not stands_for(row, way, labelled)


def example(row: dict[str, Any], words: Tokenizer, only: tuple[int, int] | None = None) -> Example | None:
    """Tensors of a row; with `only`, just the two mentions named are marked. None where it does not fit."""
    order = list(range(len(row["mentions"]))) if only is None else list(only)
    marked = mark(row["text"], [(row["mentions"][k]["start"], row["mentions"][k]["end"]) for k in order])
    encoded = words.encode(marked.text)
    if len(encoded.ids) > MAX_TOKENS:
        return None
    at_char = {start: k for k, (start, end) in enumerate(encoded.offsets) if end > start}
    labelled = label(row)
    pairs = []
    for a, i in enumerate(order):
        for b, j in enumerate(order):
            if (i, j) in labelled:
                kind, status, trigger = labelled[i, j]
                pairs.append((a, b, kind, status, covered(encoded.offsets, marked, trigger)))
            elif is_none(row, (i, j), labelled):
                pairs.append((a, b, 0, IGNORE, []))
    untagged = only is not None or not (row["statements"] or row["id"].startswith(EXHAUSTIVE))
    return Example(
        encoded.ids, [at_char[place] for place in marked.opens], pairs, tags(row, encoded.offsets, marked, untagged)
    )


def covered(offsets: list[tuple[int, int]], marked: Marking, span: list[int]) -> list[int]:
    start, end = marked.moved[span[0]], marked.moved[span[1] - 1] + 1
    return [k for k, (s, e) in enumerate(offsets) if e > s and s < end and e > start]


def tags(row: dict[str, Any], offsets: list[tuple[int, int]], marked: Marking, skip: bool) -> list[int]:
    out = [IGNORE if skip or e == s else 0 for s, e in offsets]
    if skip:
        return out
    for statement in row["statements"]:
        spans = [("content", span) for span in statement["content"]] + [("cue", statement["cue"])]
        spans += [("speaker", statement["speaker"])] if statement["speaker"] else []
        for kind, span in spans:
            for n, k in enumerate(covered(offsets, marked, span)):
                out[k] = TAGS.index(f"{'I' if n else 'B'}-{kind}")
    return out


def batches(examples: list[Example], size: int, shuffle: random.Random | None) -> list[list[Example]]:
    """Batches of texts of like length."""
    keyed = sorted(examples, key=lambda e: len(e.ids) + (shuffle.random() * 6 if shuffle else 0))
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
