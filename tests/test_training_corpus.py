"""The written sentences parse, are enough, and are kept apart from the test set."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

TRAINING = Path(__file__).resolve().parents[1] / "training"
sys.path.insert(0, str(TRAINING))

from corpus import STATUSES, TYPES, BadLine, parse_line, read  # noqa: E402


def rows(folder: str) -> list[dict]:
    found = [row for path in sorted((TRAINING / folder).glob("*.txt")) for _, row in read(path)]
    bad = [row for row in found if isinstance(row, BadLine)]
    assert not bad, bad[:3]
    return found


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("no columns", "columns"),
        ("[Peru|PER] left [Chile|CHL.\t-", "left over"),
        ('[Peru|PER] left.\t1>2 AID asserted active "left"', "not there"),
        ('[Peru|PER] left [Chile|CHL].\t1>1 AID asserted active "left"', "not there"),
        ('[Peru|PER] left [Chile|CHL].\t1>2 LEAVE asserted active "left"', "unknown"),
        ('[Peru|PER] left [Chile|CHL].\t1>2 AID asserted active "gave"', "not in the text"),
        ("<s>[Peru|PER]</s> <c>said</c> so.\t-", "content"),
        ("<q>so\t-", "never closed"),
    ],
)
def test_a_line_that_breaks_the_guide_is_refused(line: str, reason: str) -> None:
    with pytest.raises(BadLine, match=reason):
        parse_line(line)


def test_offsets_point_at_the_words() -> None:
    row = parse_line(
        '<s>[Lima|PER]</s> <c>said</c> <q>[it|PER] had fed [Chile|CHL]</q>.\t2>3 AID reported active "fed"'
    )
    text = row["text"]
    assert text == "Lima said it had fed Chile."
    assert [text[m["start"] : m["end"]] for m in row["mentions"]] == ["Lima", "it", "Chile"]
    start, end = row["relations"][0]["trigger"]
    assert text[start:end] == "fed"
    (content,) = row["statements"][0]["content"]
    assert text[slice(*content)] == "it had fed Chile"


def test_there_is_enough_of_everything() -> None:
    written = rows("sentences")
    assert len(written) >= 8_000
    relations = [relation for row in written for relation in row["relations"]]
    assert min(Counter(r["type"] for r in relations)[name] for name in TYPES) >= 300
    assert min(Counter(r["status"] for r in relations)[name] for name in STATUSES) >= 400
    assert sum(not row["relations"] for row in written) >= 1_500
    assert sum(len(row["statements"]) for row in written) >= 1_500


def test_no_text_stands_twice_and_none_of_the_test_set_is_trained_on() -> None:
    written, real = ([row["text"] for row in rows(folder)] for folder in ("sentences", "annotated"))
    assert len(set(written)) == len(written)
    assert not set(written) & set(real)


def test_every_real_sentence_names_its_document() -> None:
    assert all("/" in row["note"] for row in rows("annotated"))


def test_no_sentence_of_the_test_set_nor_of_its_documents_is_learnt() -> None:
    learnt, kept = rows("open") + rows("sentences"), rows("annotated")
    assert not {row["text"] for row in learnt} & {row["text"] for row in kept}
    assert not {row["note"] for row in rows("open")} & {row["note"] for row in kept}
