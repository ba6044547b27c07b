"""Quotations: odd texts first, then marks of every kind by hand, then offsets of any text, then real corpora."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from coding_texts import ODD, documents, texts
from hypothesis import given

from comity.coding.quotes import Quotation, quotes


def words(text: str) -> list[str]:
    return [" / ".join(text[slice(*span)] for span in one.spans) for one in quotes(text)]


def sound(text: str, found: list[Quotation]) -> bool:
    """Whether offsets point into the text, spans lie inside their quotation in order, and quotations nest or are apart."""
    around: list[Quotation] = []
    for one in found:
        edges = [one.start, *(edge for span in one.spans for edge in span), one.end]
        if edges != sorted(edges) or not 0 <= one.start < one.end <= len(text) or not one.spans:
            return False
        while around and around[-1].end <= one.start:
            around.pop()
        if len(around) != one.depth or (around and around[-1].end < one.end):
            return False
        around.append(one)
    return True


@pytest.mark.parametrize("text", ODD)
def test_odd_text_gives_sound_quotations(text: str) -> None:
    assert sound(text, quotes(text))


@pytest.mark.parametrize(
    "text",
    [
        "The states' rights and Putin's friends didn't go to St. John's.",
        "In the '90s rock 'n' roll was 'em all.",
        'A 6\'2" man and a 12" gun.',
        "the ministers\u2019 plan, the rebels\u2019 answer",
        'He said " and left.',
        "It is 5 o'clock in L'Aquila, said d'Estaing's aide",
    ],
)
def test_apostrophes_and_measures_are_no_quotations(text: str) -> None:
    assert [one for one in quotes(text) if not one.mended] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "we agree" and "we go on."', ["we agree", "we go on."]),
        ("\u201cWe agree,\u201d he said. \u201cWe go.\u201d", ["We agree,", "We go."]),
        (
            "\u00abOui\u00bb, \u201eNein\u201c, \u00bbJa\u00ab, \u201dNej\u201d, \u201eTak\u201d, \u300c\u662f\u300d",
            ["Oui", "Nein", "Ja", "Nej", "Tak", "\u662f"],
        ),
        ("He said 'no way' and 'never'.", ["no way", "never"]),
        ("``We agree'' and ''we go''", ["We agree", "we go"]),
        ('He called it ""absurd"".', ["absurd"]),
        ('\u201cMixed" and "mixed\u201d', ["Mixed", "mixed"]),
        ('"It\'s ours," said the states\' envoy, "and we don\'t leave."', ["It's ours,", "and we don't leave."]),
    ],
)
def test_marks_of_every_kind(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We agree "he said. "We go."', ["We agree", "We go."]),
        ('"We agree " he said " and we go, friends."', ["We agree", "and we go, friends."]),
        ('"We agree, he said. "We go."', ["We agree,", "We go."]),
        ("\u201cWe agree, he said. \u201cWe go.\u201d", ["We agree,", "We go."]),
        ('We never yield," he said. "We go on."', ["We never yield,", "We go on."]),
        ('He said that we never yield."', ["we never yield."]),
        ("\u201dWe agree,\u201c he said.", ["We agree,"]),
    ],
)
def test_misplaced_and_missing_marks_are_mended(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "\u201cHe told me \u2018go away\u2019 and left,\u201d she said.",
            [("He told me \u2018go away\u2019 and left,", 0), ("go away", 1)],
        ),
        ("'He told me \"go away\" and left,' she said.", [('He told me "go away" and left,', 0), ("go away", 1)]),
        (
            "\u201cWe say \u201cno\u201d and \u201cyes\u201d,\u201d he said.",
            [("We say \u201cno\u201d and \u201cyes\u201d,", 0), ("no", 1), ("yes", 1)],
        ),
        ('He said: "they called it "mad" and left".', [('they called it "mad" and left', 0), ("mad", 1)]),
    ],
)
def test_quotations_inside_quotations(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(text[slice(*one.spans[0])], one.depth) for one in quotes(text)] == expected


@pytest.mark.parametrize("mark", ['""', "\u201c\u201d", "\u00ab\u00bb"])
def test_a_quotation_goes_on_in_the_next_paragraph(mark: str) -> None:
    opening, closing = mark
    text = f"He said: {opening}We agree.\n\n{opening}We go on.\n\n{opening}We stop,{closing} he said.\n\nThey left."
    assert words(text) == ["We agree. / We go on. / We stop,"]
    assert not quotes(text)[0].mended


def test_a_set_off_quotation_goes_on_through_paragraphs_without_marks() -> None:
    assert words("The message reads:\n\u201cWe agree.\n\nWe go on.\n\nWe stop.\u201d\n\nThey left.") == [
        "We agree. / We go on. / We stop."
    ]


def test_another_speaker_or_a_said_after_the_words_ends_an_open_quotation() -> None:
    assert words('"We agree, he said.\n\n"We refuse," she said.') == ["We agree,", "We refuse,"]
    turns = 'MR. GIBBS: "We agree.\nMS. PSAKI: "We refuse."'
    assert words(turns) == ["We agree.", "We refuse."]


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("The so-named \u201cfriends\u201d of the state left.", "scare"),
        ('The film "Easy Rider" won.', "title"),
        ('It is part of the "Forest City" principles.', "title"),
        ('He said it was "very sad".', ""),
        ('It was "very sad," and long.', ""),
        ('Putin called the plan "mad".', ""),
        ('"We will never accept the terms they wrote for us" was on the wall.', ""),
    ],
)
def test_scare_quotes_and_titles_are_known_by_shape(text: str, flag: str) -> None:
    assert [one.flag for one in quotes(text)] == [flag]


@given(texts)
def test_quotations_of_any_text_are_sound(text: str) -> None:
    assert sound(text, quotes(text))


def test_most_quotations_of_real_news_close(shared: Callable[[str], Path]) -> None:
    found: list[Quotation] = []
    for document in documents(shared("corpora/articles/wikinews-2019-2020.jsonl.gz"), 294):
        here = quotes(document["text"])
        assert sound(document["text"], here)
        found += here
    assert len(found) > 1_000
    assert sum(one.mended for one in found) / len(found) < 0.03


def test_messages_that_run_over_paragraphs_are_joined(shared: Callable[[str], Path]) -> None:
    found = [
        one
        for document in documents(shared("corpora/articles/kremlin-en-2012-2020.jsonl.gz"), 1_555)
        if "reads, in part:" in document["text"]
        for one in quotes(document["text"])
    ]
    assert sum(len(one.spans) > 1 for one in found) >= 20
