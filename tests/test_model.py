"""The network at work: marks, heads, and that a sentence reads the same whatever is read beside it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.coding.model.marking import CLOSE, OPEN, mark
from comity.coding.model.reader import shipped
from comity.coding.model.reading import Marked, softmax, tagged, trigger
from comity.coding.relating import MarkedPair, places, relate

TEXT = "Peru has imposed sanctions on Chile, and Norway will host talks between the two countries."
SPANS = ((0, 4), (30, 35), (41, 47), (72, 89))


def test_a_sentence_longer_than_the_encoder_holds_is_refused() -> None:
    assert shipped().read(Marked("Peru warned Chile. " * 300, ((0, 4), (12, 17)))) is None


@pytest.mark.parametrize(
    ("text", "spans"), [("", ()), ("Peru", ((0, 4),)), ("\u202ePeru\u200b \x00 Chile", ((1, 5), (9, 14)))]
)
def test_odd_texts_are_read_or_refused(text: str, spans: tuple[tuple[int, int], ...]) -> None:
    if spans:
        reading = shipped().read(Marked(text, spans))
        assert reading is not None
        assert reading.kinds.shape == (len(spans), len(spans), 17)
    assert relate(shipped(), MarkedPair(text, spans[:1], spans[1:])).type is not None


def test_softmax_by_hand() -> None:
    assert softmax(np.array([math.log(1), math.log(3)], dtype=np.float32)).tolist() == pytest.approx([0.25, 0.75])


@given(st.text(max_size=60), st.data())
def test_marks_keep_every_character(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    spans = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b]
    marking = mark(text, spans)
    assert marking.text.replace(f" {OPEN} ", "").replace(f" {CLOSE} ", "") == text or OPEN in text or CLOSE in text
    assert [marking.text[k] for k in marking.moved[:-1]] == list(text)
    assert all(marking.back(marking.moved[k]) == k for k in range(len(text)))
    assert all(marking.text.startswith(OPEN, place) for place in marking.opens)


def test_deciding_words_are_whole_words() -> None:
    weights = np.array([0.0, 0.5, 0.3, 0.1], dtype=np.float32)
    assert trigger(weights, np.array([1, 2, 3]), [(0, 0), (5, 8), (8, 13), (14, 18)], "Peru condemned Chile") == (5, 14)
    assert trigger(weights[:1], np.array([], dtype=np.int64), [(0, 0)], "") is None


def test_runs_of_tags_part_at_a_new_beginning() -> None:
    p = np.array([[0, 1, 0], [0, 1, 0], [0, 0, 1]], dtype=np.float32)
    found = tagged(("O", "B-cue", "I-cue"), p, [(0, 2), (3, 5), (6, 8)])
    assert [(t.start, t.end) for t in found] == [(0, 2), (3, 8)]


def test_a_sentence_reads_the_same_twice_and_sums_to_one() -> None:
    one, two = (shipped().read(Marked(TEXT, SPANS)) for _ in range(2))
    assert one is not None
    assert two is not None
    assert np.array_equal(one.kinds, two.kinds)
    assert np.allclose(one.kinds.sum(-1), 1, atol=1e-5)
    assert one.triggers == two.triggers


def test_the_pair_and_its_direction_decide() -> None:
    reading = shipped().read(Marked(TEXT, SPANS))
    assert reading is not None
    types = ("NONE", *shipped().types[1:])
    assert types[int(reading.kinds[0, 1].argmax())] == "SANCTION"
    assert types[int(reading.kinds[1, 0].argmax())] == "NONE"
    assert TEXT[slice(*reading.triggers[0, 1])] in ("sanctions", "imposed sanctions", "imposed")


def test_forced_always_names_a_type_and_a_mention_may_stand_several_times() -> None:
    text = "Peru spoke of rain, and Peru has imposed sanctions on Chile."
    row = MarkedPair(text, places(text, "peru"), places(text, "Chile"))
    assert len(row.source_spans) == 2
    assert relate(shipped(), row, forced=True).type == "SANCTION"
    for sentence, words in (("", ""), ("Nothing here.", "Peru"), ("Peru.", "Peru")):
        found = places(sentence, words)
        assert relate(shipped(), MarkedPair(sentence, found, found), forced=True).type != "NONE"
        assert relate(shipped(), MarkedPair(sentence, found, found)).type == "NONE"


def test_forced_names_a_type_even_where_nothing_can_be_read() -> None:
    text = "Peru " + "雪" * 700 + " Chile"
    row = MarkedPair(text, places(text, "Peru"), places(text, "Chile"))
    assert relate(shipped(), row).type == "NONE"
    forced = relate(shipped(), row, forced=True)
    assert (forced.type, forced.confidence) == ("CONSULT", 0.0)
    assert "too long" in forced.trace[0]
