"""Sentences: odd texts first, then stops by hand, then coverage of any text, then real corpora."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from coding_texts import ODD, documents, texts
from hypothesis import given
from test_coding_blocks import covered

from comity.coding.blocks import blocks
from comity.coding.sentences import LONGEST, sentences


def cut(text: str) -> list[str]:
    return [text[one.start : one.end] for one in sentences(text)]


@pytest.mark.parametrize("text", ODD)
def test_odd_text_is_cut_and_nothing_is_lost(text: str) -> None:
    assert covered(text, [(one.start, one.end) for one in sentences(text)])


def test_a_million_tokens_without_a_stop_are_cut_at_clause_marks() -> None:
    text = ", ".join(["the talks go on"] * 250_000)
    found = sentences(text)
    assert covered(text, [(one.start, one.end) for one in found])
    assert max(one.end - one.start for one in found) <= LONGEST
    assert all(text[one.end - 1] == "," for one in found[:-1])


def test_a_run_without_a_blank_is_cut_all_the_same() -> None:
    assert [len(piece) for piece in cut("x" * 2_500)] == [1_000, 1_000, 500]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Putin met J. F. Smith and Dr. No.|They spoke.",
        "Growth was 3.5 per cent.|It fell to 2.1 in 2019.|Nobody knew.",
        "He lives in the U.S. and works for the U.N. Security Council.|The U.S. Army left.",
        "They moved to the U.S.|The talks went on.",
        "They met at 9 a.m. Monday.|They left at 5 p.m.|The rest is known.",
        "See Law No. 253 and Art. 5 of Vol. 3.|Fine.",
        "On Jan. 9 they met.|It was Nov.|They left.",
        '"Why?" he asked.|"Because!" Putin said.|They left.',
        '"We agree," he said.|"We go on."|The end.',
        "He said \u201cno.\u201d|She agreed.",
        "(Laughter.)|Thank you.|(He left.)",
        "We \u2026 wait.|They wait...|We go... on.",
        "the talks failed.|they left the room.",
        "He works for Yahoo! and others.|Really?|Yes!",
        "They came.|[...] Officers left.",
        "What now?!|Nothing.",
        "1. The first point.|2. The second one.",
        "Joseph R. Biden, Jr. spoke.|Inc. magazine wrote.",
        "\u0647\u0644 \u0648\u0635\u0644\u061f|\u0646\u0639\u0645.",
        "\u4ed6\u8bf4\u3002|\u6211\u4eec\u53bb\u3002",
        "Visit www.example.com or mail a.b@c.de today.|Done.",
    ],
)
def test_stops_by_hand(text: str) -> None:
    expected = text.split("|")
    glue = "" if "\u3002" in text else " "
    assert cut(glue.join(expected)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They agreed.They left.", ["They agreed.", "They left."]),
        ('He said "yes."We agree.', ['He said "yes."', "We agree."]),
        ('They left."We go," he said.', ["They left.", '"We go," he said.']),
        ("The site Node.js and U.S.Army stay.", ["The site Node.js and U.S.Army stay."]),
        ("One.\u200b Two.\u200b\u200bThree.", ["One.", "Two.", "Three."]),
        ("One.\r\nTwo\rThree.", ["One.", "Two", "Three."]),
        ("We want: \u2022 bread \u2022 water", ["We want:", "\u2022 bread", "\u2022 water"]),
        ("Talks open in Oslo\nThey met.", ["Talks open in Oslo", "They met."]),
    ],
)
def test_damaged_text_by_hand(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_a_speaker_label_is_a_piece_of_its_own() -> None:
    assert cut("MR. CARNEY: Good afternoon. Welcome.") == ["MR. CARNEY:", "Good afternoon.", "Welcome."]


@given(texts)
def test_sentences_hold_every_character_that_shows_once_and_in_order(text: str) -> None:
    found, outer = sentences(text), blocks(text)
    assert covered(text, [(one.start, one.end) for one in found])
    for one in found:
        assert outer[one.block].start <= one.start < one.end <= outer[one.block].end
        assert one.end - one.start <= LONGEST


@given(texts)
def test_the_same_text_gives_the_same_sentences(text: str) -> None:
    assert sentences(text) == sentences(text, blocks(text))


@pytest.mark.parametrize("name", ["ungd-2014-2023", "kremlin-ru-2025", "wikinews-2019-2020", "whitehouse-2021-2026"])
def test_real_documents_are_covered_and_cut_to_readable_length(shared: Callable[[str], Path], name: str) -> None:
    lengths: list[int] = []
    for document in documents(shared(f"corpora/articles/{name}.jsonl.gz"), 40):
        found = sentences(document["text"])
        assert covered(document["text"], [(one.start, one.end) for one in found])
        lengths += [one.end - one.start for one in found]
    assert 40 < sum(lengths) / len(lengths) < 260


def test_items_of_one_sentence_with_abbreviations_stay_whole(shared: Callable[[str], Path]) -> None:
    """The sentences of Wikipedia's items, joined at random, are found again."""
    random.seed(1)
    items = [
        document["text"]
        for document in documents(shared("corpora/articles/wp-current-events-2025-2026.jsonl.gz"), 4_000)
    ]
    plain = [
        item
        for item in items
        if item.count(".") == 1 and item.endswith(".") and item[0].isupper() and not set(item) & set('!?\n"')
    ]
    assert len(plain) > 1_000
    text = " ".join(plain)
    found = set(cut(text))
    assert sum(item in found for item in plain) / len(plain) >= 0.99
