"""Attribution: what is no statement first, then rules by hand, damaged marks, any text, and real news marked by hand.

The agreement with gold is measured in words: a speaker, cue or content agrees if the F1 of its words with those of the gold is at
least one half (joint), three tenths (content; content and speaker), or one (exact); where the gold marks no speaker or cue, none is asked for.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from attribution_gold import Marked, gum, gum_marked, marked, read, scores, tokens, told
from coding_texts import ODD, texts
from hypothesis import given

from comity.coding.attribution import Attributed, attribute
from comity.coding.attribution.cues import table
from comity.coding.blocks import blocks
from comity.coding.people import Person
from comity.coding.quotes import quotes
from comity.coding.sentences import sentences
from comity.schema import Mention

TRAINING = Path(__file__).resolve().parents[1] / "training"
sys.path.insert(0, str(TRAINING))

from corpus import read as training_lines  # noqa: E402

FLOORS: dict[str, float] = json.loads((Path(__file__).parent / "floors.json").read_text())


def contents(text: str, one: Attributed) -> list[str]:
    return [text[slice(*span)] for span in one.content_spans]


def rows(text: str) -> list[tuple[str, str, list[str]]]:
    return [(one.speaker, one.cue, contents(text, one)) for one in read(text)]


def only(text: str) -> Attributed:
    found = read(text)
    assert len(found) == 1, rows(text)
    return found[0]


@pytest.mark.parametrize("text", ODD)
def test_odd_text_gives_sound_statements(text: str) -> None:
    assert sound(text, read(text))


@pytest.mark.parametrize(
    "text",
    [
        "That said, the talks go on.",
        "Needless to say, nobody came. It goes without saying that he left.",
        "The villagers have a say in it.",
        "The house is said to be haunted.",
        "The so-called “friends” of the state left.",
        'The sign read "Stop here".',
        'They marched under the slogan "Bread and Peace".',
        'The film "Easy Rider" won a prize.',
        "He was smuggled out in a process called “exfiltration”.",
        "Chemical weapons attacks that happened last year were denied.",
        "The United States signed a treaty. The States report was late.",
        "Did Berg say that Peru agrees?",
        "If Berg says that Peru agrees, Chile will follow.",
        "You say that it is over.",
        "This means that the bridge is closed.",
        "As they say, the early bird catches the worm.",
        "Berg may say that Peru agrees.",
        "Peru announced a tax on copper.",
        "Peru fears Chilean might",
        "Peru is forced to act according to plan.",
        "The issue of sending said officials abroad is not settled.",
        "If Peru attacks Chile, Brazil would respond.",
        "I think that the treaty will fail. We believe that Peru should leave it.",
        "When Chile says that the talks are over, Peru will leave them.",
        "Until Chile says that the talks are over, nothing will move.",
        "Maybe Chile believes that the talks are over.",
        "They would say that the talks are over. Berg will say that the talks are over.",
        "Does the ministry believe that the talks are over?",
        "Which state believes that the talks are over?",
        "Berg knows that the bridge is closed, and he remembers why it was built.",
        "Everyone says that the bridge is closed. Nobody says that it is open. No minister said that it is shut.",
        "Those who say that the bridge is closed are wrong. Not everyone believes that it is open.",
        "People say that the bridge is closed. Women believe that it is open.",
        "The Charter says that all states are equal. The agreement calls for a ban on “cluster arms”.",
        "The plan demands that Peru pays. Rising tension demands that Peru pays.",
        "The crisis has reminded us that peace is frail. Recent trends suggest that trade will fall.",
        "For Peru to grow, trade must double.",
        "According to levels of income, Peru is poor. According to the principles of the plan, Peru is rich.",
        "We shared that evidence with Chile. Berg has seen that film.",
        "Berg proposed cuts in tariffs to farmers in the north.",
        "Chile attacked the proclamation “On Peace and Order”.",
        "The minister welcomed the theme of the year, “Water for all”.",
        "Chile believes firmly in the court because it is old. Peru believes in trade, and it pays.",
        "Any body accepted by the parties that joins will be heard.",
        "The task that the minister has asked them to perform is hard.",
        "Peru is pleased with the reception that its envoys have found.",
        "Minor parties lost ground in many states even though they spent more.",
        "The letter cites peace, human rights, rule of law and order.",
        "The country has lost face in the eyes of the ministry.",
        "You've said that the talks are over.",
        "I will not repeat what, for instance, Berg said.",
        "It is we, both of us, who lost. We all believe that it is over.",
        "Peru added to the harm that Chile had done.",
        "Recent reports that Peru had left were wrong.",
        "The paper lifts the lid on what many had long suspected but could not prove.",
        "The group unites cities, think tanks and firms in the north.",
        "Peru believes so strongly in the court that it pays. Go tell the minister that it is late.",
        "Seventy years ago we left and declared that the war was over. We most certainly hope that it is.",
        "The governor of the island, a small state in the sea, declared a state of alarm for the island.",
        "Rest assured that Peru will pay. She leads a group called “Peru First”.",
        "There are no talks on ground rules, it is the habit of years.",
        "The pledge that allies adopted yesterday makes clear that Peru pays.",
        "The tax falls such that the minister determines that it is over.",
        "In the end Conti left after pleading guilty to theft of “a loaf”.",
        "The minister, who came in 2006, confirmed the interest in joint work.",
    ],
)
def test_what_is_no_statement(text: str) -> None:
    assert rows(text) == []


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "content"),
    [
        ("“We agree,” said Ann Berg.", "Ann Berg", "said", ["We agree,"]),
        ("“We agree,” Ann Berg said.", "Ann Berg", "said", ["We agree,"]),
        ("Ann Berg said: “We agree.”", "Ann Berg", "said", ["We agree."]),
        ("Ann Berg told reporters in Lima on Monday, “We agree.”", "Ann Berg", "told", ["We agree."]),
        ("“Ties are strong,” Berg said, “and they last.”", "Berg", "said", ["Ties are strong,", "and they last."]),
        ("The minister said that Peru agrees.", "minister", "said", ["Peru agrees"]),
        ("The minister said on Monday that Peru agrees.", "minister", "said", ["Peru agrees"]),
        ("According to the Foreign Ministry, Peru agrees.", "Foreign Ministry", "According to", ["Peru agrees"]),
        ("Peru has agreed, according to experts.", "experts", "according to", ["Peru has agreed"]),
        ("Peru has agreed, the minister said.", "minister", "said", ["Peru has agreed"]),
        ("The deal, Berg said, will fail.", "Berg", "said", ["The deal", "will fail"]),
        ("Experts say Peru will win.", "Experts", "say", ["Peru will win"]),
        ("Peru vowed to defend the border.", "Peru", "vowed", ["to defend the border"]),
        ("Berg calls the new phase “a mistake”.", "Berg", "calls", ["a mistake"]),
        ("In Conti's view, the visit was useless.", "Conti", "view", ["the visit was useless"]),
        ("“Peru pays,” Conti said. For Luisa Conti, the visit is a mistake.", "Conti", "said", ["Peru pays,"]),
        ("Chile attacked the law of Peru as “a trap”.", "Chile", "attacked", ["as “a trap”"]),
        ("Chile urged Peru to leave the border.", "Chile", "urged", ["to leave the border"]),
        ("Peru left, but, according to Chile, it came back.", "Chile", "according to", ["it came back"]),
        ("Ann Berg, in a speech in Lima said that Peru agrees.", "Ann Berg", "said", ["Peru agrees"]),
        ("They recall the wisdom of Ann Berg, who said: “Wait.”", "Ann Berg", "said", ["Wait."]),
        ("Words by the Minister for Trade, who said: “Wait.”", "Minister for Trade", "said", ["Wait."]),
        ("The army, which claims to be strong, attacked the port.", "army", "claims", ["to be strong"]),
        (
            "Berg told Conti that, in her own time, peace would come.",
            "Berg",
            "told",
            ["in her own time, peace would come"],
        ),
        ("Next, the minister turned to trade, noting that exports fell.", "minister", "noting", ["exports fell"]),
        ("As Berg told Reuters, Peru will pay.", "Berg", "told", ["Peru will pay"]),
        ("Berg was quoted as saying that Peru agrees.", "Berg", "was quoted as saying", ["Peru agrees"]),
        ("State radio quoted Berg as saying that Peru agrees.", "Berg", "as saying", ["Peru agrees"]),
        ("Minister: Peru will not pay", "Minister", ":", ["Peru will not pay"]),
        ("Peru to free Chilean pilot: minister", "minister", ":", ["Peru to free Chilean pilot"]),
        ("Chile 'will never' give up, says Rouhani", "Rouhani", "says", ["Chile 'will never' give up"]),
        ("A statement from the Foreign Ministry said Peru agrees.", "Foreign Ministry", "said", ["Peru agrees"]),
        ("The communique reads: “We agree.”", "communique", "reads", ["We agree."]),
    ],
)
def test_one_speaker_one_cue_one_content(text: str, speaker: str, cue: str, content: list[str]) -> None:
    assert rows(text) == [(speaker, cue, content)]


def test_a_participle_and_a_second_verb_go_to_the_same_speaker() -> None:
    text = "The minister said the deal was dead and accused Chile of “lies”, adding that Peru would wait."
    assert rows(text) == [
        ("minister", "said", ["the deal was dead"]),
        ("minister", "accused", ["of “lies”"]),
        ("minister", "adding", ["Peru would wait"]),
    ]


def test_two_speakers_of_a_sentence_keep_their_words() -> None:
    text = "Peru said the bridge was closed, while Chile insisted that it was open."
    assert rows(text) == [("Peru", "said", ["the bridge was closed"]), ("Chile", "insisted", ["it was open"])]


@pytest.mark.parametrize(
    ("text", "directness"),
    [
        ("Berg said: “We agree.”", "direct"),
        ("Berg said the deal was “a mistake”.", "mixed"),
        ("Berg said the deal was over.", "indirect"),
    ],
)
def test_directness(text: str, directness: str) -> None:
    assert only(text).directness == directness


@pytest.mark.parametrize(
    "text",
    [
        "Peru denied that it had paid.",
        "Peru did not say that it had paid.",
        "Peru declined to say whether it had paid.",
    ],
)
def test_denials_and_what_was_not_said(text: str) -> None:
    assert only(text).negated


@pytest.mark.parametrize(
    "text",
    [
        "Berg told Reuters that Peru agrees.",
        "“Peru agrees,” Berg said in an interview with Reuters.",
        "Berg, speaking to Reuters, said that Peru agrees.",
        "“Peru agrees,” Berg said. Reuters",
    ],
)
def test_the_publisher_it_was_said_to(text: str) -> None:
    assert only(text).said_to == "Reuters"


def test_a_quotation_without_a_cue_in_the_same_paragraph_goes_on() -> None:
    text = "“We agree,” Berg said. “We always have.”\n\nThe rain stopped. “Nobody knows why we came to the border.”"
    assert rows(text) == [("Berg", "said", ["We agree,"]), ("Berg", "said", ["We always have."])]


def test_a_quotation_alone_in_the_next_paragraph_goes_on_less_surely() -> None:
    text = "“We agree,” Berg said.\n\n“We have always said so to our friends.”"
    first, second = read(text)
    assert second.speaker == "Berg"
    assert second.confidence < first.confidence


def test_a_quotation_over_paragraphs_has_one_speaker() -> None:
    text = "“We agree.\n\n“We go on,” Berg said."
    assert rows(text) == [("Berg", "said", ["We agree.", "We go on,"])]


def test_a_colon_leads_to_the_next_paragraph() -> None:
    assert rows("The message of the president reads:\n\n“We agree with Peru.”")[0][2] == ["We agree with Peru."]


@pytest.mark.parametrize(
    "text",
    [
        "“We agree ” Berg said.",
        "“We agree, Berg said.",
        '“We agree," Berg said.',
        "'We agree,' Berg said.",
        "``We agree,'' Berg said.",
        "“We agree, “said Berg.",
        "“We agree, ”said Berg.",
        "“We agree, “ said Berg. The rain stopped.",
        '"We agree," Berg said.',
    ],
)
def test_misplaced_and_missing_marks(text: str) -> None:
    one = only(text)
    assert (one.speaker, contents(text, one)[0].strip(",")) == ("Berg", "We agree")


def test_each_paragraph_of_a_turn_is_its_speakers_word() -> None:
    text = "MR. GIBBS: We agree.\n\nWe go on.\n\nQ What of Peru?\n\nMR. GIBBS: I believe that Peru will pay."
    found = [(text[slice(*one.speaker_span)] if one.speaker_span else "", contents(text, one)) for one in read(text)]
    assert found == [
        ("MR. GIBBS", ["We agree."]),
        ("MR. GIBBS", ["We go on."]),
        ("MR. GIBBS", ["I believe that Peru will pay."]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Q: Do you think that Peru will pay?",
        "Q: Did the minister not say that --",
        "Q: Will Peru pay? (Laughter.)",
    ],
)
def test_who_asks_says_nothing(text: str) -> None:
    whole = f"MR. GIBBS: We agree.\n\n{text}\n\nMR. GIBBS: We go on.\n\nQ: Thanks."
    assert [contents(whole, one) for one in read(whole)] == [["We agree."], ["We go on."], ["Thanks."]]


def test_a_turn_keeps_what_it_tells_beside_what_it_asks() -> None:
    text = "MR. GIBBS: We agree.\n\nQ: Chile has left. Will Peru leave? The talks are over.\n\nMR. GIBBS: We go on."
    assert contents(text, read(text)[1]) == ["Chile has left.", "The talks are over."]


def test_a_turn_lends_its_speaker_to_no_pronoun() -> None:
    text = "MR. GIBBS: They said that Peru would pay.\n\nQ: He believes that Chile will pay.\n\nMR. GIBBS: We agree."
    assert {one.cue for one in read(text)} == {":"}


def test_nobody_in_the_room_is_he() -> None:
    text = "ANN BERG: The envoy left.\n\nBO LI: She says that Peru pays.\n\nANN BERG: We agree.\n\nBO LI: We go on."
    she = text.index("She")
    people = [Person("Ann Berg", ((0, 8),)), Person("Bo Li", ((26 + 1, 32),))]
    found = coded(text, [Mention(she, she + 3, (), "pronoun", 1, "", "Ann Berg", (0, 8))], people)
    assert all(one.cue != "says" for one in found)


def test_a_quotation_given_to_one_is_not_given_to_the_next() -> None:
    text = "Ann Berg wrote that Conti “was a warm and gentle soul.” Bo Li, known for his films, posted a note to her."
    assert [(one.speaker, one.cue) for one in read(text)] == [("Ann Berg", "wrote")]


def test_two_who_are_quoted_in_a_row_keep_their_words() -> None:
    text = "Ann Berg tweeted “We mourn with you.” Bo Li remarked, “Today we stand by them.”"
    found = [(one.speaker, contents(text, one)) for one in read(text)]
    assert found == [("Ann Berg", ["We mourn with you."]), ("Bo Li", ["Today we stand by them."])]


def test_the_second_of_two_clauses_has_its_own_subject() -> None:
    text = "While Berg said that Peru had paid, Conti shrugged, adding that Chile had not."
    assert [one.speaker for one in read(text)] == ["Berg", "Conti"]


def test_a_source_described_between_commas_has_its_own_words() -> None:
    text = "The paper reported that a clerk, whom it did not name, said Peru had paid."
    assert ("a clerk", "said", ["Peru had paid"]) in rows(text)


def test_first_person_is_asked_for() -> None:
    text = "MR. GIBBS: We agree.\n\nMR. GIBBS: I believe that Peru will pay."
    assert ["Peru will pay"] in [contents(text, one) for one in read(text, first_person=True)]


@pytest.mark.parametrize(
    ("text", "speaker", "kind", "affiliation"),
    [
        ("“No,” said Ann Berg, a fellow at the Peace Institute.", "Ann Berg", "person", "Peace Institute"),
        ("Ann Berg of the University of Oslo said that it was so.", "Ann Berg", "person", "University of Oslo"),
        ("Finance Minister Ann Berg said that it was so.", "Ann Berg", "person", ""),
        ("The president, Luis Ortega, said that it was so.", "Luis Ortega", "person", ""),
        ("Trump's lawyer, speaking in court, said that it was so.", "Trump's lawyer", "unnamed", ""),
        ("Ann Berg and Bo Li said that it was so.", "Ann Berg and Bo Li", "group", ""),
        ("A senior official said that it was so.", "a senior official", "unnamed", ""),
        ("The army said that it was so.", "army", "organ", ""),
        ("The BBC said that it was so.", "BBC", "publisher", ""),
        ("A diplomat who asked not to be named said that it was so.", "a diplomat", "unnamed", ""),
    ],
)
def test_who_the_speaker_is(text: str, speaker: str, kind: str, affiliation: str) -> None:
    one = only(text)
    assert (one.speaker, one.speaker_kind, one.affiliation) == (speaker, kind, affiliation)


def coded(text: str, mentions: list[Mention], persons: list[Person]) -> list[Attributed]:
    parts = blocks(text)
    return attribute(text, parts, sentences(text, parts), quotes(text, parts), mentions, persons)


def test_persons_and_pronouns_resolve_with_mentions() -> None:
    text = "Foreign minister Ann Berg left. She told Chile that Peru agrees."
    she = Mention(32, 35, ("PER",), "pronoun", 1, "GOV", "Ann Berg", (17, 25))
    chile = Mention(41, 46, ("CHL",), "name", 1)
    (one,) = coded(text, [she, chile], [Person("Ann Berg", ((17, 25),), ("PER",), "GOV", "Foreign minister")])
    assert (one.speaker, one.actors, one.role, one.addressee) == ("Ann Berg", ("PER",), "GOV", ("CHL",))


def test_an_analyst_speaks_for_no_state() -> None:
    text = "“No,” said Ann Berg, an analyst at the Peru Institute."
    (one,) = coded(text, [Mention(39, 43, ("PER",), "name", 0)], [Person("Ann Berg", ((11, 19),))])
    assert (one.speaker, one.actors) == ("Ann Berg", ())


@pytest.mark.parametrize("title", ["president", "head", "chairman"])
def test_who_heads_an_institute_speaks_for_no_state(title: str) -> None:
    text = f"Ann Berg, {title} of the Lima Policy Institute, said that it was so."
    lima = text.index("Lima")
    (one,) = coded(text, [Mention(lima, lima + 4, ("PER",), "capital", 0)], [Person("Ann Berg", ((0, 8),))])
    assert (one.actors, one.affiliation) == ((), "Lima Policy Institute")


def test_an_institute_is_no_organ_of_the_place_it_is_named_after() -> None:
    text = "According to the Lima International Peace Institute, trade fell."
    lima = text.index("Lima")
    (one,) = coded(text, [Mention(lima, lima + 4, ("PER",), "capital", 0)], [])
    assert (one.speaker, one.actors) == ("Lima International Peace Institute", ())


def test_a_setting_between_commas_lends_no_state() -> None:
    text = "The president, during a visit to Peru, said that it was so."
    peru = text.index("Peru")
    (one,) = coded(text, [Mention(peru, peru + 4, ("PER",), "name", 0)], [])
    assert one.actors == ()


def test_a_government_is_not_the_person_it_is_named_after() -> None:
    text = "The Berg government said that it was so."
    (one,) = coded(text, [], [Person("Ann Berg", ((4, 8),))])
    assert (one.speaker, one.person) == ("Berg government", "")


def test_a_ruling_against_somebody_is_not_that_persons_word() -> None:
    text = "The ruling against Ann Berg said that she must pay."
    (one,) = coded(text, [], [Person("Ann Berg", ((19, 27),))])
    assert one.person == ""


def test_a_pronoun_that_leads_back_to_an_adjective_names_nobody() -> None:
    text = "The Chilean border is calm. They say that it is so."
    they = Mention(28, 32, ("CHL",), "pronoun", 1, "", "", (4, 11))
    (one,) = coded(text, [Mention(4, 11, ("CHL",), "adjective", 0), they], [])
    assert one.speaker == ""


def test_scraps_of_a_network_are_left_out() -> None:
    text = "Bo Li reaffirmed that Chile pays. Did Bo Li moot that Chile pays?"
    parts = blocks(text)
    broken = [Tag("speaker", 0, 5, 0.9), Tag("cue", 6, 11, 0.9), Tag("content", 22, 32, 0.9)]
    asked = [Tag("speaker", 38, 43, 0.9), Tag("cue", 44, 48, 0.9), Tag("content", 54, 64, 0.9)]
    for tags in (broken, asked):
        found = attribute(text, parts, sentences(text, parts), quotes(text, parts), [], [], tags)
        assert not any("alone" in note for one in found for note in one.trace)


def test_a_pronoun_that_nothing_explains_names_nobody() -> None:
    one = only("He said that Peru agrees.")
    assert (one.speaker, one.speaker_kind) == ("", "unnamed")


@dataclass(frozen=True)
class Tag:
    kind: str
    start: int
    end: int
    confidence: float


def test_the_tags_of_a_network_confirm_and_add() -> None:
    text = "Ann Berg said that Peru agrees. Bo Li mooted that Chile pays."
    parts = blocks(text)
    tags = [Tag("speaker", 0, 8, 0.9), Tag("cue", 9, 13, 0.9), Tag("content", 19, 30, 0.9),
            Tag("speaker", 32, 37, 0.9), Tag("cue", 38, 44, 0.9), Tag("content", 50, 60, 0.9)]  # fmt: skip
    plain = read(text)
    found = attribute(text, parts, sentences(text, parts), quotes(text, parts), [], [], tags)
    assert found[0].confidence > plain[0].confidence
    assert [(one.speaker, contents(text, one)) for one in found] == [
        ("Ann Berg", ["Peru agrees"]),
        ("Bo Li", ["Chile pays"]),
    ]
    assert found[1].confidence < found[0].confidence


def sound(text: str, found: list[Attributed]) -> bool:
    """Whether all spans lie in the text, contents are in order, and confidences are probabilities."""
    for one in found:
        spans = [*one.content_spans, *(span for span in (one.speaker_span, one.cue_span) if span)]
        if not one.content_spans or not all(0 <= first < last <= len(text) for first, last in spans):
            return False
        if not 0 < one.confidence <= 1 or (one.cue_span and text[slice(*one.cue_span)] != one.cue):
            return False
    return True


@given(texts)
def test_any_text_gives_sound_statements_twice_the_same(text: str) -> None:
    found = read(text)
    assert sound(text, found)
    assert found == read(text)


def test_a_long_sentence_takes_no_longer_by_the_word() -> None:
    text = "He said that " * 20_000
    assert sound(text, read(text))


def test_the_table_of_cues_is_large_and_whole() -> None:
    lemmas = {cue.lemma for cues in table().values() for cue in cues}
    assert len(lemmas) > 400
    assert {
        "say",
        "according to",
        "claim",
        "deny",
        "vow",
        "warn",
        "predict",
        "believe",
        "urge",
        "praise",
        "condemn",
    } <= lemmas


def test_attributions_of_news_marked_by_hand(shared: Callable[[str], Path]) -> None:
    """Turns and quotations that go on without a cue are left out of what is measured: the gold marks neither."""
    pairs, news = [], []
    for text, attributions in gum(shared("corpora/gold/gum-wikinews.jsonl.gz")):
        found = [
            marked(text, one)
            for one in read(text, first_person=True)
            if "without a cue" not in one.trace[-1] and one.cue != ":"
        ]
        pairs.append(([gum_marked(text, one) for one in attributions], found))
        news.append(([gum_marked(text, one) for one in attributions if told(text, one)], found))
    everything, reported = scores(pairs), scores(news)
    print(f"\nGUM {everything}\nwith a cue and no 'I think': {reported}")
    assert everything["joint"][2] >= FLOORS["gum_attribution"]
    assert everything["content"][2] >= FLOORS["gum_attribution_content"]
    assert everything["content and speaker"][2] >= FLOORS["gum_attribution_speaker"]
    assert everything["exact"][2] >= FLOORS["gum_attribution_exact"]


def written(name: str) -> list[dict[str, Any]]:
    return [row for _, row in training_lines(TRAINING / name) if isinstance(row, dict)]


def written_marked(text: str, one: dict[str, Any]) -> Marked:
    return Marked(
        tokens(text, [one["speaker"]] if one["speaker"] else []),
        tokens(text, [one["cue"]]),
        tokens(text, one["content"]),
    )


@pytest.mark.parametrize(
    ("name", "floor"), [("sentences/statements.txt", "written_attribution"), ("annotated/real.txt", "real_attribution")]
)
def test_statements_marked_in_the_training_text(name: str, floor: str) -> None:
    pairs = []
    for row in written(name):
        text = row["text"]
        pairs.append(
            ([written_marked(text, one) for one in row["statements"]], [marked(text, one) for one in read(text)])
        )
    found = scores(pairs)
    print(f"\n{name} {found}")
    assert found["joint"][2] >= FLOORS[floor]
