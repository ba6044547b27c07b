"""Pronouns and phrases lead back to the actors meant, or to nobody."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from coding_texts import ODD, texts
from coreference_gold import TRAINING, read
from hypothesis import given, settings
from hypothesis import strategies as st
from steps import growth

from comity.coding.blocks import blocks
from comity.coding.coreference import corefer
from comity.coding.gate import Gate
from comity.coding.naming import mentions
from comity.coding.people import people
from comity.coding.quotes import quotes
from comity.coding.sentences import sentences
from comity.schema import Mention

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))
GATE = Gate()


def referring(text: str) -> dict[str, Mention]:
    """Pronouns and phrases of a text by their words."""
    pieces = sentences(text)
    named = mentions(text, pieces, date(2019, 5, 6), GATE)
    meant = corefer(text, pieces, named, people(text, pieces, named), quotes(text))
    return {text[m.start : m.end]: m for m in meant if m.kind in ("pronoun", "phrase")}


@pytest.mark.parametrize(
    "text",
    [
        "It is clear that Peru rained on. It rained.",
        "We asked them what they thought of you.",
        "The two countries met.",
        "Peru, Chile and Bolivia met. The two countries left.",
        "NATO met Spain. Both countries left.",
    ],
)
def test_what_cannot_be_settled_stays_open(text: str) -> None:
    assert all(not m.actors for m in referring(text).values())


@pytest.mark.parametrize(
    ("text", "words", "actors"),
    [
        ("Peru met Chile. The two countries agreed.", "The two countries", {"PER", "CHL"}),
        ("Peru thanked Chile. Both sides smiled.", "Both sides", {"PER", "CHL"}),
        ("Norway said its ships were safe.", "its", {"NOR"}),
        ("Emmanuel Macron met Giuseppe Conte. The two leaders talked.", "The two leaders", {"FRA", "ITA"}),
    ],
)
def test_by_hand(text: str, words: str, actors: set[str]) -> None:
    assert set(referring(text)[words].actors) == actors


def test_he_is_the_one_who_spoke() -> None:
    text = "Tomas Brandt, an analyst, spoke of Peru. “Peru is slow,” he said."
    assert referring(text)["he"].person == "Tomas Brandt"
    assert referring(text)["he"].actors == ()


@pytest.mark.parametrize(
    ("text", "words", "actors"),
    [
        ("Peru rejected the offer. It would, the ministry told Chile, keep it short.", "it", set()),
        ("The Peruvian Foreign Ministry spoke. The ministry denied it.", "The ministry", {"PER"}),
        ("Saudi Arabia met Peru. The kingdom agreed.", "The kingdom", {"SAU"}),
        ("Norway and Peru spoke. The former agreed, the latter did not.", "the latter", {"PER"}),
        ("Norway and Peru spoke. The former agreed, the latter did not.", "The former", {"NOR"}),
        ("Officials said Peru and Chile talked. They agreed.", "They", {"PER", "CHL"}),
        ("Peruvian soldiers left. They were tired.", "They", {"PER"}),
        ("Residents of Peru left. They were tired.", "They", set()),
        ("NATO met. The alliance agreed.", "The alliance", {"NATO"}),
        ("The two countries, Peru and Chile, agreed.", "The two countries", {"PER", "CHL"}),
        ("NATO and Spain spoke. Both sides agreed.", "Both sides", {"NATO", "ESP"}),
        ("Peru, Chile and Bolivia met. The three countries agreed.", "The three countries", {"PER", "CHL", "BOL"}),
    ],
)
def test_phrases_and_plurals(text: str, words: str, actors: set[str]) -> None:
    found = referring(text)
    assert set(found[words].actors if words in found else ()) == actors


def test_a_quoted_he_is_not_the_one_who_speaks() -> None:
    text = "Tomas Brandt met Piotr Zych in Oslo. “He is tired,” said Brandt."
    assert "He" not in referring(text) or referring(text)["He"].person != "Tomas Brandt"


def test_a_pronoun_tells_the_gender_for_later() -> None:
    text = "Berkut Aune, an analyst, left. She was late. Later Tomas Brandt met Aune. He was early."
    assert referring(text)["She"].person == "Berkut Aune"
    assert referring(text)["He"].person == "Tomas Brandt"


STORY = """Oslo and Lima edge towards a fisheries pact

LIMA - Peru and Norway are closer to a fisheries pact than at any time since the 1990s, two analysts said on Monday, although both countries still quarrel over quotas.

"Nobody should expect a signature this spring," said Ingrid Solvang, a senior fellow at the Nordic Institute, a Swedish think tank. She told reporters that the two states had learned to talk before they threatened.

Tomas Quiroga, a professor of law at the University of Arequipa, disagreed. "They will sign before June," he predicted. In his view, Lima needs its fleet at sea and cannot wait for another season.

Solvang was not persuaded. She pointed to the last round of talks, which the Norwegian Foreign Ministry called "useful". The ministry said that it had offered its Peruvian partners a joint commission.

Chilean President Ana Riquelme, who will host the next round, was careful. "We are friends of both sides," she told parliament. Her government has spent months on the text, and the president promised to keep it short.

Quiroga said the two countries had one thing in common: fear of empty nets. "If the ships stay in port, everyone loses," he added.

The ministry declined to comment on a date. Sollvang, who advised it in the past, expects none."""


def test_a_story_with_two_analysts_a_president_and_a_ministry() -> None:
    parts = blocks(STORY)
    pieces = sentences(STORY, parts)
    named = mentions(STORY, pieces, date(2019, 5, 6), GATE)
    persons = people(STORY, pieces, named)
    meant = corefer(STORY, pieces, named, persons, quotes(STORY, parts))
    told = [(STORY[m.start : m.end], m.person or "+".join(sorted(m.actors))) for m in meant if m.antecedent]
    pair, solvang, quiroga, riquelme = "NOR+PER", "Ingrid Solvang", "Tomas Quiroga", "Ana Riquelme"
    assert told == [
        ("both countries", pair),
        ("She", solvang),
        ("the two states", pair),
        ("they", pair),
        ("he", quiroga),
        ("his", quiroga),
        ("its", "PER"),
        ("She", solvang),
        ("The ministry", "NOR"),
        ("it", "NOR"),
        ("its", "NOR"),
        ("both sides", pair),
        ("she", riquelme),
        ("Her", riquelme),
        ("the president", riquelme),
        ("the two countries", pair),
        ("he", quiroga),
        ("The ministry", "NOR"),
        ("it", "NOR"),
    ]
    assert [len(p.spans) for p in persons] == [3, 2, 1]


def test_confidence_and_reasons() -> None:
    for mention in referring(STORY).values():
        assert 0.5 <= mention.confidence <= 0.95
        assert mention.trace
        assert mention.antecedent


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_name_nobody_outside_them(text: str) -> None:
    assert all(words.strip() and 0 <= m.start < m.end <= len(text) for words, m in referring(text).items())


@settings(max_examples=60, deadline=None)
@given(texts)
def test_any_text_gives_the_same_twice(text: str) -> None:
    assert referring(text) == referring(text)


@pytest.mark.parametrize("line", [STORY.replace(".", ". "), "Peru met Chile. They left. ", "It rained on them. "])
def test_work_grows_with_the_length_not_with_its_square(line: str) -> None:
    def reading(size: int) -> Callable[[], object]:
        text = line * size
        pieces = sentences(text)
        named = mentions(text, pieces, None, GATE)
        return partial(corefer, text, pieces, named, people(text, pieces, named), ())

    assert growth(reading, 8) < 8.8


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Peru ",
                "Chile ",
                "they ",
                "The two countries ",
                "he ",
                "its ",
                ". ",
                "“",
                "”",
                "\n\n",
                "met ",
                "Ana Flores said ",
            ]
        ),
        max_size=24,
    )
)
def test_mentions_are_in_order_and_apart(pieces: list[str]) -> None:
    text = "".join(pieces)
    parts = sentences(text)
    named = mentions(text, parts, None, GATE)
    meant = corefer(text, parts, named, people(text, parts, named), quotes(text))
    assert all(a.end <= b.start for a, b in pairwise(meant))
    assert all(0 <= m.start < m.end <= len(text) for m in meant)


def test_marked_sentences_from_several_regions() -> None:
    """Pronouns and phrases marked in the written sentences, the other mentions given; rules were tuned on a part of them."""
    judged = [m for name in ("asia", "europe", "south", "rough") for m in read(TRAINING / "sentences" / f"{name}.txt")]
    said = [m for m in judged if m.found is not None]
    right = sum(m.found == m.gold for m in said)
    assert right / len(said) >= FLOORS["coreference_precision"]
    assert right / len(judged) >= FLOORS["coreference_recall"]


def test_marked_real_sentences() -> None:
    """Real sentences without the text around them, so that much stays open. A few dozen cases: a guard, no estimate.

    Rules for titles of persons were mended after a look at some of these sentences.
    """
    judged = list(read(TRAINING / "annotated" / "real.txt"))
    said = [m for m in judged if m.found is not None]
    assert sum(m.found == m.gold for m in said) / len(said) >= FLOORS["coreference_real_precision"]
