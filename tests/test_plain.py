"""Plain sentences: two states or more and no act between them, so every event that is found in them is made up."""

from __future__ import annotations

import json
import re
from pathlib import Path

from comity.coding.coder import Coder
from comity.schema import Document, Event

HERE = Path(__file__).parent
WRITTEN = HERE.parent / "training" / "sentences"
FLOORS: dict[str, float] = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
MARK = re.compile(r"\[([^\]|]*)\|[^\]]*\]|</?[a-z]+\d*>")


def plain() -> list[str]:
    lines = (HERE / "plain.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def trained_on(name: str) -> set[str]:
    """The sentences of a training file without their marks."""
    lines = (WRITTEN / name).read_text(encoding="utf-8").splitlines()
    return {MARK.sub(lambda mark: mark[1] or "", line.split("\t")[0]).strip() for line in lines}


def made_up(coder: Coder, sentence: str) -> tuple[Event, ...]:
    return coder.code(Document.named(sentence, published="2022-06-15")).events


def test_marks_are_stripped_before_sentences_are_compared() -> None:
    assert "Lake Titicaca, 3,812 metres above the sea, is shared by Peru and Bolivia." in trained_on("none.txt")


def test_at_least_four_hundred_sentences_and_none_twice() -> None:
    sentences = plain()
    assert len(sentences) >= 400
    assert len(set(sentences)) == len(sentences)


def test_no_sentence_was_trained_on() -> None:
    assert not set(plain()) & (trained_on("quiet.txt") | trained_on("none.txt"))


def test_few_plain_sentences_yield_an_event() -> None:
    """The share of plain sentences with an event or more, at the default threshold. `plain_false_events` is a ceiling: lower is better."""
    coder, sentences = Coder(), plain()
    wrong = [sentence for sentence in sentences if made_up(coder, sentence)]
    assert len(wrong) / len(sentences) <= FLOORS["plain_false_events"], "\n".join(wrong)
