"""Stances: odd input first, then sentences by hand, then any text, then speeches of the Security Council and re3d."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from coding_texts import ODD, texts
from hypothesis import given
from hypothesis import strategies as st
from stance_gold import likes, unscon

from comity.coding.stance_words import entries, lexicon, tokens
from comity.coding.stances import evaluations, stances
from comity.schema import Mention, Span, Stance

FLOORS = json.loads(Path(__file__).with_name("floors.json").read_text())
NAMES = {
    "Peru": "PER", "Peruvian": "PER", "Lima": "PER", "Chile": "CHL", "Chilean": "CHL", "Santiago": "CHL", "Bolivia": "BOL", "Bolivian": "BOL",
}  # fmt: skip
KINDS = {
    "Peruvian": "adjective",
    "Chilean": "adjective",
    "Bolivian": "adjective",
    "Lima": "capital",
    "Santiago": "capital",
}


@dataclass(frozen=True, slots=True)
class Named:
    issue: str
    start: int
    end: int


def read(
    text: str, speaker: tuple[str, ...] = ("CHL",), content: Span | None = None, issue: str = ""
) -> tuple[Stance, ...]:
    found = [
        Mention(match.start(), match.end(), (NAMES[match[0]],), KINDS.get(match[0], "name"), 0)
        for match in re.finditer(r"\b(?:" + "|".join(NAMES) + r")\b", text)
    ]
    hits = [Named("ISSUE", text.index(issue), text.index(issue) + len(issue))] if issue else []
    return stances(text, [content or (0, len(text))], found, hits, speaker, 0, len(text))


def values(text: str, **rest: object) -> dict[str, str]:
    return {one.target: one.value for one in read(text, **rest)}  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ODD)
def test_odd_text_has_no_stances(text: str) -> None:
    assert stances(text, [(0, len(text))], [], [], ["CHL"], 0, len(text)) == ()


def test_spans_beyond_the_text_are_no_harm() -> None:
    assert stances("We condemn it.", [(-5, 900)], [Mention(700, 704, ("PER",), "name", 0)], [], [], -5, 900) == ()


def test_the_speaker_itself_is_left_out() -> None:
    assert values("Chile violated the treaty.") == {}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Peru violated the treaty.", "against"),
        ("Peru's aggression must be answered.", "against"),
        ("The junta in Lima is the aggressor.", "neutral"),
        ("The Lima junta threatens the whole coast.", "against"),
        ("The village was attacked by Peruvian troops.", "against"),
        ("Peru was attacked by unknown men.", "neutral"),
        ("Terrorist attacks in Peru killed ten people.", "neutral"),
        ("The annexation of Peru would be a crime.", "neutral"),
        ("Peru did not violate the treaty.", "neutral"),
        ("Peru has not honoured its word.", "against"),
        ("Peru has failed to sign the text.", "against"),
        ("We condemn the shelling by Peru.", "against"),
        ("We condemn the killing of Peruvian soldiers.", "neutral"),
        ("We condemn Peru's illegal blockade.", "against"),
        ("We do not support Peru.", "against"),
        ("We support Peru.", "for"),
        ("We are grateful to Peru for the tents.", "for"),
        ("We stand with Peru.", "for"),
        ("Peru must withdraw its troops.", "against"),
        ("Peru should stop its incursions.", "against"),
        ("We call on Peru to respect the border.", "against"),
        ("Peru is a reliable partner.", "for"),
        ("Peru has the right to veto the text.", "neutral"),
        ("Peru will de-escalate the crisis.", "neutral"),
        ("Anti-Peru crowds attacked the embassy.", "neutral"),
        ("pro-Peruvian gangs stormed the town hall.", "against"),
        ("Our ally Peru sent a ship.", "for"),
        ("Peru, on the other hand, continues its aggressive rhetoric.", "against"),
        ("It is Peru that has threatened the fleet.", "against"),
        ("Peru signed a treaty on fishing.", "neutral"),
        ("The Peruvian opposition met in the capital.", "neutral"),
        ("We welcome the end of Peruvian checks.", "neutral"),
        ("Having illegally occupied the island, Peru now wants the reef.", "against"),
        ("We spoke with Peru about the weather.", "neutral"),
        ("It was bad weather rather than Peruvian sabotage.", "neutral"),
        ("Peru opposes attempts to block the canal.", "neutral"),
        ("Peru is not only a valuable partner.", "for"),
        ("The Peru-built engine destroyed the barn.", "neutral"),
        ("Peruvian shells hit the beach, killing nobody.", "neutral"),
    ],
)  # fmt: skip
def test_towards_one_state(text: str, value: str) -> None:
    assert values(text).get("PER") == value


def test_who_does_a_deed_is_told_from_who_suffers_it() -> None:
    assert values("Peru's aggression against Bolivia goes on.") == {"PER": "against", "BOL": "neutral"}
    assert values("Bolivia was invaded by Peru.") == {"BOL": "neutral", "PER": "against"}


def test_two_joined_names_share_an_attitude() -> None:
    assert values("We thank Peru and Bolivia.") == {"PER": "for", "BOL": "for"}


def test_contrast_parts_two_stances() -> None:
    assert values("Bolivia is a good partner, but Peru violates the border.") == {"BOL": "for", "PER": "against"}


def test_what_another_thinks_is_not_the_speakers_stance() -> None:
    assert values("Bolivia condemned Peru.") == {"BOL": "neutral", "PER": "neutral"}


def test_words_that_report_a_statement_judge_too() -> None:
    text = 'Santiago accused Lima of "selling the same runway twice".'
    assert values(text, content=(20, 56)) == {"PER": "against"}


def test_what_is_denied_judges_nobody() -> None:
    text = "Santiago denied that Peru had violated the border."
    assert values(text, content=(21, 49)) == {"PER": "neutral"}


def test_an_issue_takes_a_stance() -> None:
    assert values("We oppose the canal treaty.", issue="canal treaty") == {"ISSUE": "against"}
    assert values("The canal treaty is unacceptable.", issue="canal treaty") == {"ISSUE": "against"}
    assert values("The canal treaty was signed.", issue="canal treaty") == {"ISSUE": "neutral"}


def test_the_span_holds_the_deciding_words() -> None:
    text = "We strongly condemn Peru."
    stance = read(text)[0]
    assert text[slice(*stance.span)] == "condemn"
    assert 0.5 < stance.confidence < 1


def test_blame_without_a_name_goes_to_who_was_blamed_before() -> None:
    text = "Peru violated the treaty. This is unacceptable."
    found = evaluations(text, [(0, len(text))], [Mention(0, 4, ("PER",), "name", 0)], [], ["CHL"], 0, len(text))
    assert [(one.target.ids, one.carried) for one in found if one.target] == [(("PER",), False), (("PER",), True)]


def test_the_table_is_sound() -> None:
    kinds = {entry.kind for some in lexicon().values() for _, found in some for entry in found}
    assert kinds == {"attitude", "deed", "act", "trait", "duty", "directive", "undergo", "commit", "ask"}
    words = tokens("Peru whipped up tensions", 0, 24)
    assert [(words[span[0]].word, words[span[1] - 1].word) for span, _ in entries(words)] == [("whipped", "up")]


@given(
    st.one_of(
        texts,
        st.sampled_from(ODD),
        st.sampled_from(["We condemn Peru - Peru must stop", "by Peru, which to stop threatens us"]),
    ),
    st.data(),
)
def test_any_text_gives_stances_within_it_and_the_same_again(text: str, data: st.DataObject) -> None:
    place = st.integers(0, len(text))
    spans = [tuple(sorted(data.draw(st.tuples(place, place)))) for _ in range(3)]
    found = [Mention(*spans[0], ("PER",), "name", 0), Mention(*spans[1], ("PER", "BOL"), "pronoun", 0)]
    rest = ([spans[2]], found, [Named("ISSUE", *spans[2])], ["BOL"], 0, len(text))
    got = stances(text, *rest)
    assert got == stances(text, *rest)
    assert all(0 <= one.span[0] <= one.span[1] <= len(text) and 0 <= one.confidence <= 1 for one in got)
    assert all(one.value in {"for", "against", "neutral"} and one.target != "BOL" for one in got)


def test_reading_time_grows_with_the_length() -> None:
    text = "Peru threatens attack violence condemn we " * 3000
    assert read(text)


def test_who_criticises_whom_in_the_security_council(shared: Callable[[str], Path]) -> None:
    """The rules were tuned on these 39 speeches, words and all: the figures are no forecast for other texts."""
    scores = unscon(shared("corpora/gold/unscon-dev.jsonl.gz"))
    assert scores["target"][2] >= FLOORS["unscon_target_f1"]
    assert scores["target"][0] >= FLOORS["unscon_target_precision"]
    assert scores["unit"][2] >= FLOORS["unscon_unit_f1"]
    assert scores["speech"][0] >= FLOORS["unscon_speech_precision"]


def test_who_likes_whom_in_re3d(shared: Callable[[str], Path]) -> None:
    """The one who likes is given as the speaker; the rules saw these 63 documents too."""
    scores = likes(shared("corpora/gold/re3d-dev.jsonl.gz"))
    assert scores["pairs"][2] >= FLOORS["re3d_likes"]
    assert scores["sign"][0] >= FLOORS["re3d_sign"]
