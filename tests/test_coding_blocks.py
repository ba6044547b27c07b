"""Blocks: odd texts first, then lines by hand, then that nothing shown is lost, then real corpora."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from coding_texts import ODD, documents, texts
from hypothesis import example, given

from comity.coding.blocks import KINDS, WIDEST, blocks
from comity.coding.spacing import blank


def kinds(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in blocks(text, title)]


def covered(text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether spans are in order, apart, not empty, and leave out nothing but blanks."""
    at = 0
    for start, end in spans:
        if not at <= start < end <= len(text) or not all(map(blank, text[at:start])):
            return False
        at = end
    return all(map(blank, text[at:]))


@pytest.mark.parametrize("text", ODD)
def test_odd_text_is_cut_into_blocks_that_lose_nothing(text: str) -> None:
    found = blocks(text)
    assert covered(text, [(block.start, block.end) for block in found])
    assert {block.kind for block in found} <= set(KINDS)


def test_text_without_anything_to_show_has_no_blocks() -> None:
    assert blocks(" \n\u200b\ufeff") == []


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Saturday, January 5, 2019", "dateline"),
        ("18 March 2025 21:45", "dateline"),
        ("By Ann Smith and John Doe", "byline"),
        ("(Reporting by Ann Smith; Editing by John Doe)", "byline"),
        ("Source: Reuters and agencies", "source"),
        ("(Reuters)", "source"),
        ("TRT World.", "source"),
        ("Ministers at the talks. Image: J. Smith (flickr).", "caption"),
        ("Photo by Ann Smith / Getty Images", "caption"),
        ("\u2014Troy Roberts", "attribution"),
        ("* * *", "boilerplate"),
        ("\u00a9 2020 The Daily. All rights reserved.", "boilerplate"),
        ("Subscribe to our newsletter for more", "boilerplate"),
        ("(Applause.)", "boilerplate"),
        ("Fostering People-to-People Ties", "headline"),
        ("The talks went on.", "paragraph"),
        ("By the end of the day both sides had left.", "paragraph"),
        ("\u2022 withdraw the troops", "paragraph"),
    ],
)
def test_a_line_is_known_by_its_shape(line: str, kind: str) -> None:
    text = f"Talks open in Oslo\n\nThe first paragraph, of some length, ends here.\n\n{line}\n\nThe last one ends here."
    assert kinds(text)[2] == (kind, line)


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("MOSCOW (Reuters) - Russia protested.", "MOSCOW (Reuters) -"),
        ("MOSCOW, May 5 (Xinhua) -- Russia protested.", "MOSCOW, May 5 (Xinhua) --"),
        ("MOSCOW, May 5. /TASS/. Russia protested.", "MOSCOW, May 5. /TASS/."),
        ("Geneva, 5 May 2019 \u2013 Russia protested.", "Geneva, 5 May 2019 \u2013"),
    ],
)
def test_a_dateline_is_cut_from_the_first_sentence(line: str, dateline: str) -> None:
    assert kinds(line) == [("dateline", dateline), ("paragraph", "Russia protested.")]


def test_a_headline_in_capitals_with_a_dash_is_no_dateline() -> None:
    assert kinds("RUSSIA - CHINA TALKS OPEN\n\nThey met.")[0] == ("headline", "RUSSIA - CHINA TALKS OPEN")


def test_the_title_repeated_in_the_text_is_a_headline_even_with_a_stop() -> None:
    assert kinds("Talks failed.\nThey left.", title="Talks failed.")[0][0] == "headline"


def test_a_date_glued_to_the_headline_is_cut_off() -> None:
    assert kinds("Ants heal themselves Tuesday, September 1, 2015\nThey do.")[:2] == [
        ("headline", "Ants heal themselves"),
        ("dateline", "Tuesday, September 1, 2015"),
    ]


def test_turns_keep_their_speaker_until_the_next_label() -> None:
    text = "MR. EARNEST: Good morning.\nOne thing first.\nQ Is it so?\nMR. EARNEST: Yes.\n* * *\nThey left."
    found = [
        (block.kind, text[slice(*block.speaker)] if block.speaker else None)
        for block in blocks(text)
        if block.kind != "speaker"
    ]
    assert found == [
        ("paragraph", "MR. EARNEST"),
        ("paragraph", "MR. EARNEST"),
        ("paragraph", "Q"),
        ("paragraph", "MR. EARNEST"),
        ("boilerplate", "MR. EARNEST"),
        ("paragraph", None),
    ]


def test_a_label_whose_line_break_was_lost_is_found() -> None:
    text = "Via Conference Call 10:10 A.M. EDT MS. PSAKI: Good morning. Q Why? MS. PSAKI: Well."
    assert [piece for kind, piece in kinds(text) if kind == "speaker"] == ["MS. PSAKI:", "Q", "MS. PSAKI:"]


@pytest.mark.parametrize(
    "line",
    ["Mr. President: we thank you.", "Ladies and Gentlemen: we meet.", "Note: this is new.", "NOTE: THIS IS NEW."],
)
def test_a_greeting_or_a_note_is_no_turn(line: str) -> None:
    assert "speaker" not in {kind for kind, _ in kinds(f"They met in Oslo.\n{line}\nThey left.")}


def test_a_plain_name_is_a_label_only_if_it_comes_back() -> None:
    once, twice = "They met.\nJohn Smith: one.", "They met.\nJohn Smith: one.\nJohn Smith: two."
    assert [kind for kind, _ in kinds(once)].count("speaker") == 0
    assert [kind for kind, _ in kinds(twice)].count("speaker") == 2


def test_hard_wrapped_lines_are_one_paragraph_and_short_ones_are_not_joined() -> None:
    wrapped = "The two ministers met in Oslo on Monday and spoke of trade, of\nArctic shipping and of the fisheries that both states claim as\ntheirs.\n\nThey left."
    assert max(map(len, wrapped.split("\n"))) < WIDEST
    assert [piece.count("\n") for _, piece in kinds(wrapped)] == [2, 0]
    assert len(kinds("They want:\nbread\nwater\npeace")) == 4


@given(texts)
@example("a\x0b\x85b")
def test_blocks_hold_every_character_that_shows_once_and_in_order(text: str) -> None:
    found = blocks(text)
    assert covered(text, [(block.start, block.end) for block in found])
    assert all(block.speaker is None or text[slice(*block.speaker)].strip() for block in found)


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("whitehouse-briefings-2009-2017", {"speaker": 2_000, "dateline": 20}),
        ("kremlin-en-2012-2020", {"speaker": 200, "boilerplate": 30}),
        ("wikinews-2019-2020", {"dateline": 35, "caption": 5}),
    ],
)
def test_real_documents_show_their_furniture(shared: Callable[[str], Path], name: str, least: dict[str, int]) -> None:
    count: Counter[str] = Counter()
    for document in documents(shared(f"corpora/articles/{name}.jsonl.gz"), 60):
        found = blocks(document["text"], document["title"])
        assert covered(document["text"], [(block.start, block.end) for block in found])
        count.update(block.kind for block in found)
    assert all(count[kind] >= number for kind, number in least.items()), count
    assert count["paragraph"] > count["headline"]
