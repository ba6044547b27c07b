"""Stories: what stays apart first, then what is one happening, in any order, and real days that must not run together."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.coding.dates import times
from comity.coding.modes import mode_of
from comity.coding.story import gathered, stories
from comity.coding.when import when
from comity.schema import Document, Event

FLOORS = json.loads(Path(__file__).with_name("floors.json").read_text())
Report = tuple[Document, list[Event]]


def report(published: str, publisher: str, *acts: tuple[str, str, str]) -> Report:
    """A document of sentences "[actor] ... {act} ... [recipient]", each with its type and status."""
    text, events = "", []
    for n, (marked, type, status) in enumerate(acts):
        plain, spans = "", {}
        for piece in re.split(r"(\[[^]]+\]|\{[^}]+\})", marked):
            if piece[:1] in ("[", "{"):
                kind = "act" if piece[0] == "{" else "actor" if "actor" not in spans else "recipient"
                spans[kind] = (len(text) + len(plain), len(text) + len(plain) + len(piece) - 2)
                piece = piece[1:-1]
            plain += piece
        whole = (len(text), len(text) + len(plain))
        text += plain + " "
        events.append((n, spans, whole, type, status))
    document = Document.named(text, publisher=publisher, published=published)
    return document, [event(document, *one) for one in events]


def event(document: Document, n: int, spans: dict, whole: tuple[int, int], type: str, status: str) -> Event:
    text, act = document.text, spans["act"]
    found = when(text, whole, act, times(text, document.published, *whole), document.published, status)
    names = [text[slice(*spans[side])] for side in ("actor", "recipient")]
    return Event(
        id=f"{document.id}-{n}",
        document=document.id,
        sentence=n,
        start=act[0],
        end=act[1],
        type=type,
        mode=mode_of(type, text, act, whole),
        actor=names[0][:4].upper(),
        recipient=names[1][:4].upper(),
        actor_span=spans["actor"],
        recipient_span=spans["recipient"],
        actor_role="",
        recipient_role="",
        mutual=type == "CONSULT",
        status=status,
        reported_by="",
        issue="",
        date_start=found[0],
        date_end=found[1],
        precision=found[2],
        intensity=0.0,
        confidence=0.9,
        trace=(),
    )


def told(*reports: Report) -> dict[str, str]:
    return stories([e for _, some in reports for e in some], {d.id: d for d, _ in reports})


def one(published: str, marked: str, type: str, status: str = "asserted", publisher: str = "Paper") -> Report:
    return report(published, publisher, (marked, type, status))


def test_nothing_gives_nothing() -> None:
    assert stories([], {}) == {}


def test_a_document_that_is_missing_adds_no_wording() -> None:
    two = one("2022-05-03", "[Peru] {shelled} the mill of [Chile] at Arica.", "ASSAULT")
    assert set(stories(two[1], {})) == {two[1][0].id}


MEETING = "The presidents of [Peru] and [Chile] {met} in Quito on 3 May to settle the price of gas."


@pytest.mark.parametrize(
    "pair",
    [
        pytest.param(
            (
                one("2022-05-03", "[Peru] {shelled} the cement mill of [Chile] at Arica.", "ASSAULT"),
                one("2022-05-03", "[Peru] {shelled} the fish market of [Chile] at Iquique.", "ASSAULT"),
            ),
            id="two places on one day",
        ),
        pytest.param(
            (
                one("2022-05-03", "[Peru] {shelled} the cement mill of [Chile] at Arica.", "ASSAULT"),
                one("2022-05-09", "[Peru] {shelled} the cement mill of [Chile] at Arica.", "ASSAULT"),
            ),
            id="one place on two days",
        ),
        pytest.param(
            (
                one("2022-05-03", MEETING, "CONSULT"),
                one("2022-05-01", MEETING.replace("{met}", "will {meet}"), "CONSULT", "planned"),
            ),
            id="planned and done",
        ),
        pytest.param(
            (one("2022-05-04", MEETING, "CONSULT"), one("2022-05-05", MEETING, "CONSULT", "negated")),
            id="done and negated",
        ),
        pytest.param(
            (one("2022-05-04", MEETING, "CONSULT"), one("2022-05-04", MEETING.replace("Chile", "Bolivia"), "CONSULT")),
            id="another pair",
        ),
        pytest.param(
            (
                one("2022-05-04", "[Peru] {accused} [Chile] of sinking the trawler Ana off Arica.", "ACCUSE"),
                one("2022-05-04", "[Chile] {accused} [Peru] of sinking the trawler Ana off Arica.", "ACCUSE"),
            ),
            id="the other way round",
        ),
        pytest.param(
            (
                one("2022-05-04", "[Peru] {killed} at least twelve people across [Chile].", "ASSAULT"),
                one("2022-05-05", "[Peru] {killed} at least nine people across [Chile].", "ASSAULT"),
            ),
            id="words that any report has",
        ),
    ],
)
def test_two_happenings_stay_apart(pair: tuple[Report, Report]) -> None:
    assert len(set(told(*pair).values())) == 2


HAPPENINGS = [
    (
        one("2022-05-03", MEETING, "CONSULT"),
        one("2022-05-04", "[Chile]'s president {met} [Peru]'s in Quito on 3 May, with gas on the table.", "CONSULT"),
        one("2022-05-05", "On 3 May the heads of [Peru] and [Chile] {met} in Quito over gas.", "CONSULT"),
    ),
    (
        one("2022-05-03", "[Peru] {expelled} the [Chilean] consul in Tacna for spying on a radar station.", "SANCTION"),
        one("2022-05-04", "Accused of spying on a radar, the [Peru]-based consul in Tacna was {expelled} from [Chilean] service.", "SANCTION"),
    ),
    (
        one("2022-05-03", "[Peru] {seized} the [Chilean] trawler Santa Rosa off Ilo with nine tons of anchovy.", "COERCE"),
        one("2022-05-04", "The trawler Santa Rosa was {seized} off Ilo by [Peru], its [Chilean] owner said, with its anchovy.", "COERCE"),
    ),
    (
        one("2022-05-03", "[Peru] and [Chile] {signed} a treaty on the waters of the Caplina river in Lima.", "SUPPORT"),
        one("2022-05-03", "A treaty on sharing the Caplina river was {signed} in Lima by [Peru] and [Chile].", "SUPPORT"),
    ),
    (
        one("2022-05-03", "[Peru] {sent} forty tons of rice to [Chile] after the Maule earthquake.", "AID"),
        one("2022-05-05", "After the earthquake in Maule, [Peru] {sent} rice to [Chile] by the ton.", "AID"),
    ),
    (
        one("2022-05-03", "[Peru] {fired} rockets on the [Chilean] barracks at Putre, killing four.", "ASSAULT"),
        one("2022-05-04", "Four died when rockets that [Peru] {fired} hit the [Chilean] barracks in Putre.", "ASSAULT"),
    ),
]  # fmt: skip


def test_reports_of_one_happening_are_one_story() -> None:
    reports = [two for happening in HAPPENINGS for two in happening]
    found = told(*reports)
    home = {some[0].id: n for n, happening in enumerate(HAPPENINGS) for _, some in happening}
    pairs = list(combinations(home, 2))
    merged = {pair for pair in pairs if found[pair[0]] == found[pair[1]]}
    meant = {pair for pair in pairs if home[pair[0]] == home[pair[1]]}
    assert merged <= meant
    assert len(merged) / len(meant) >= FLOORS["stories_recall"]


def test_a_story_counts_its_documents_and_publishers_and_says_the_day() -> None:
    reports = [one("2022-05-03", MEETING, "CONSULT"), one("2022-05-04", MEETING, "CONSULT", publisher="Post")]
    (story,) = gathered([e for _, some in reports for e in some], {d.id: d for d, _ in reports})
    assert (story.actor, story.recipient, story.type) == ("PERU", "CHIL", "CONSULT")
    assert (story.first, story.last) == (date(2022, 5, 3), date(2022, 5, 3))
    assert (story.n_documents, story.n_publishers) == (2, 2)
    assert story.events[0] == reports[0][1][0].id


def test_both_rows_of_a_mutual_act_are_one_story() -> None:
    document, (first,) = one("2022-05-03", "[Peru] and [Chile] {met}.", "CONSULT")
    back = replace(first, id="back", actor=first.recipient, recipient=first.actor)
    assert len(set(stories([first, back], {document.id: document}).values())) == 1


def test_a_document_that_comes_back_to_its_happening_tells_one_story() -> None:
    found = told(
        report(
            "2022-05-03",
            "Paper",
            ("[Peru] {expelled} the consul of [Chile] in Tacna.", "SANCTION", "asserted"),
            (
                "[Peru] {expelled} the consul, a friend of [Chile]'s president, at noon in Tacna.",
                "SANCTION",
                "asserted",
            ),
            ("[Peru] {suspended} the fruit pact with [Chile].", "SANCTION", "asserted"),
        )
    )
    assert len(set(found.values())) == 2


@given(st.permutations([two for happening in HAPPENINGS for two in happening]))
def test_the_order_of_the_reports_does_not_matter(shuffled: list[Report]) -> None:
    straight = [two for happening in HAPPENINGS for two in happening]
    assert told(*shuffled) == told(*straight)


DEED = re.compile(r"\b(?:airstrikes?|air strikes?|strikes?|attacks?)\b")
SIDES = re.compile(
    r"\b(?P<A>Israeli?)\b.*?\b(?P<B>Lebanon|Lebanese)\b|\b(?P<C>Russian?)\b.*?\b(?P<D>Ukrainian|Ukraine)\b"
)


def test_air_strikes_of_consecutive_days_hardly_run_together(shared: Callable[[str], Path]) -> None:
    path, reports = shared("corpora/articles/wp-current-events-2025-2026.jsonl.gz"), []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            sides, deed = SIDES.search(row["text"]), DEED.search(row["text"])
            if not sides or not deed:
                continue
            a, b = (sides.span(name) for name in ("AB" if sides["A"] else "CD"))
            document = Document.named(row["text"], published=row["date"], url=row["id"])
            spans, whole = {"actor": a, "recipient": b, "act": deed.span()}, (0, len(row["text"]))
            reports.append((document, [event(document, 0, spans, whole, "ASSAULT", "asserted")]))
    found = told(*reports)
    assert len(reports) > 200
    assert len(set(found.values())) / len(found) >= FLOORS["stories_apart"]
