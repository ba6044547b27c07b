"""Claims are found with their words, whom and when they mean and how they are held; what is no claim is left alone."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.coding.claims import Claim, claims
from comity.coding.claims.claim import KINDS, STANDINGS
from comity.coding.claims.finding import LONGEST
from comity.coding.claims.patterns import patterns
from comity.schema import Document

HERE = Path(__file__).parent
GOLD = [json.loads(line) for line in (HERE / "claims_gold.jsonl").read_text(encoding="utf-8").splitlines()]
FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))


def found(text: str, published: str | None = "2016-06-01") -> tuple[Claim, ...]:
    return claims(Document.named(text, published=published)).claims


def only(text: str, published: str | None = "2016-06-01") -> Claim:
    (claim,) = found(text, published)
    return claim


@pytest.mark.parametrize("text", ["", " \n\t", "\ue000\uf8ff \x00", "Россия вторглась на Украину.", "Peru"])
def test_nothing_is_found_where_nothing_is_claimed(text: str) -> None:
    assert found(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Is Norway a member of NATO?",
        "Turkey attacked from the first minute of the match against Spain.",
        "Albania took its seat as a member of the UN Security Council.",
        "The two ministers talked about a military alliance between Peru and Chile.",
        "She remembers the fall of Kabul in 2021.",
    ],
)
def test_what_is_no_claim_is_left_alone(text: str) -> None:
    assert found(text) == ()


def test_a_long_text_is_read_to_its_bound() -> None:
    text = "The sun shone on the town all day long and everybody went out for a walk. " * 3_000
    got = claims(Document.named(text))
    assert got.read_to == LONGEST < len(text)


def test_every_pattern_is_of_a_known_kind() -> None:
    assert {pattern.kind for pattern in patterns()} == set(KINDS)


def test_words_actors_and_day() -> None:
    text = "Officials said that Vietnam, which had waited for years, joined ASEAN in 1995."
    claim = only(text)
    assert text[claim.start : claim.end].endswith("joined ASEAN in 1995")
    assert (claim.kind, claim.sense, claim.subjects, claim.objects) == ("membership", "joined", ("VNM",), ("ASEAN",))
    assert (claim.when.first, claim.when.last) == (date(1995, 1, 1), date(1995, 12, 31))


def test_who_is_meant_depends_on_the_day() -> None:
    assert only("Russia and China are bound by a treaty of friendship.", "1960-01-01").subjects == ("SUN", "CHN")


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("Peru has imposed sanctions on Chile.", "asserted"),
        ("Peru has never imposed sanctions on Chile.", "negated"),
        ("Peru has not imposed sanctions on Chile.", "negated"),
        ("Peru will impose sanctions on Chile.", "planned"),
        ("Peru may impose sanctions on Chile.", "hypothetical"),
        ("If Peru imposed sanctions on Chile, prices would rise.", "hypothetical"),
        ("There is no alliance between Peru and Chile.", "negated"),
        ("Peru and Chile could not enjoy a stable relationship.", "negated"),
    ],
)
def test_standing(text: str, standing: str) -> None:
    assert only(text).standing == standing


def test_a_pronoun_and_a_phrase_lead_back() -> None:
    text = "Peru and Chile signed. The two countries share a long land border."
    assert only(text).subjects == ("PER", "CHL")


def test_a_lead_is_read_from_what_follows() -> None:
    text = "The two countries have never been closer.\n\nPeru and Chile met in Lima."
    assert next(one for one in found(text) if one.kind == "level").subjects == ("PER", "CHL")


def test_did_so_takes_the_act_before_it_and_its_own_subject() -> None:
    text = "Peru attacked another country in 1995, and Chile has done so twice in the past decade."
    first, again = found(text)
    assert (first.sense, first.subjects, first.number) == ("attack_any", ("PER",), None)
    assert (again.sense, again.subjects, again.number) == ("attack_any", ("CHL",), 2.0)
    assert again.when.first == date(2006, 6, 1)


def test_a_claim_in_somebodys_words_is_theirs() -> None:
    text = '"Turkey is a member of NATO," said Ana Flores, an analyst at the Andean Institute.'
    claim = only(text)
    assert claim.speaker == "Ana Flores"
    assert claim.speaker_span is not None
    assert text[slice(*claim.speaker_span)].startswith("Ana Flores")


def test_a_sentence_not_understood_is_listed() -> None:
    got = claims(Document.named("Peru is the oldest rival of Chile on the continent.", published="2016-01-01"))
    assert got.claims == ()
    assert got.unread[0].why == "a word for what states do: rival"


def test_a_vague_span_is_put_into_years_and_marked() -> None:
    claim = only("Relations between Peru and Chile are at their best in decades.")
    assert (claim.when.first, claim.when.vague) == (date(1996, 6, 1), True)


def test_a_region_stands_for_its_states() -> None:
    claim = only("US ties to Western Europe have been constant since World War II.")
    assert (claim.kind, claim.subjects[0], len(claim.subjects)) == ("constancy", "USA", 5)


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_never_raises_and_stays_inside_the_text(text: str) -> None:
    whole = f"Peru invaded {text} Chile. {text} They have never been closer since 1990 {text}"
    first, again = (claims(Document.named(whole, published="2016-06-01")) for _ in range(2))
    assert first == again
    for claim in first.claims:
        assert 0 <= claim.start < claim.end <= len(whole)
        assert claim.kind in KINDS
        assert claim.standing in STANDINGS
        assert claim.subjects


@cache
def scored(split: str) -> tuple[float, float]:
    """Precision and recall of finding: a claim counts where kind and all actors agree."""
    right = extra = missed = 0
    for row in GOLD:
        if row["split"] != split:
            continue
        got = [(one.kind, sorted(set(one.actors))) for one in found(row["text"], row["published"])]
        hit = (row["kind"], row["states"]) in got
        right += hit
        missed += bool(row["kind"]) and not hit
        extra += len(got) - hit
    return right / (right + extra), right / (right + missed)


@pytest.mark.parametrize("split", ["dev", "test"])
def test_finding_on_gold(split: str) -> None:
    """Half the sentences ("test") were written before any pattern was tuned, and none was tuned on them."""
    precision, recall = scored(split)
    assert precision >= FLOORS[f"claims_{split}_precision"]
    assert recall >= FLOORS[f"claims_{split}_recall"]


def test_the_gold_is_large_and_varied() -> None:
    told = [row for row in GOLD if row["kind"]]
    assert len(told) >= 90
    assert len(GOLD) - len(told) >= 60
    assert {row["kind"] for row in told} == set(KINDS)
    assert len({state for row in told for state in row["states"]}) >= 50
