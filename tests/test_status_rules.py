"""Statuses that words make certain: where the rules keep silent first, then by hand, then any text, then how often right."""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from coding_texts import ODD, texts
from hypothesis import given
from hypothesis import strategies as st

from comity.coding.status import rules, sure_status
from comity.schema import STATUSES

TRAINING = Path(__file__).resolve().parents[1] / "training"
FLOORS = json.loads(Path(__file__).with_name("floors.json").read_text())
sys.path.insert(0, str(TRAINING))


def read(text: str, published: str | None = "2022-06-15") -> tuple[str, str] | None:
    start, end = text.index("["), text.index("]") - 1
    plain = text.replace("[", "").replace("]", "")
    return sure_status(plain, (0, len(plain)), (start, end), (0, 4), (0, 4), published)


@pytest.mark.parametrize(
    "text",
    [
        "Peru [expelled] the envoy of Chile.",
        "Peru will not say whether Chile [expelled] the envoy.",
        "Peru, which could lose the vote, [expelled] the envoy of Chile.",
        "Peru refused to pay. It [expelled] the envoy of Chile.",
        "Peru did not only [expel] the envoy of Chile.",
        "Peru [threatened] to expel the envoy of Chile.",
        "Even if Chile pays, Peru [expelled] its envoy.",
        "Peru asked if Chile [expelled] the envoy.",
        "Nothing came of the plan for a Chilean [visit] to Peru.",
        "Peru made no comment on the [visit] of Chile's president.",
        "Peru [asks] Chile to end the treaty of 1950.",
        "Peru [expelled] the envoy of Chile in May 2022.",
    ],
)
def test_words_that_leave_a_doubt_decide_nothing(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Peru will [expel] the envoy of Chile.", "planned"),
        ("Peru will soon [expel] the envoy of Chile.", "planned"),
        ("Peru plans to [expel] the envoy of Chile.", "planned"),
        ("Peru is expected to [host] the president of Chile.", "planned"),
        ("Peru said that it would [host] the president of Chile.", "planned"),
        ("Peru will hold two days of [talks] with Chile.", "planned"),
        ("Peru will meet the envoy and [sign] the accord with Chile.", "planned"),
        ("The [talks] between Peru and Chile will be held in Quito.", "planned"),
        ("Peru spoke of the upcoming [visit] of Chile's president.", "planned"),
        ("Peru may [expel] the envoy of Chile.", "hypothetical"),
        ("Peru could be [attacked] by Chile.", "hypothetical"),
        ("Peru threatened to [expel] the envoy of Chile.", "hypothetical"),
        ("Peru called for new [sanctions] against Chile.", "hypothetical"),
        ("Peru urged Chile to [expel] the envoy.", "hypothetical"),
        ("Peru will close the port if Chile [expels] the envoy.", "hypothetical"),
        ("Peru warned against a possible [attack] by Chile.", "hypothetical"),
        ("Peru may impose new [sanctions] on Chile.", "hypothetical"),
        ("Peru did not [expel] the envoy of Chile.", "negated"),
        ("Peru refused to [expel] the envoy of Chile.", "negated"),
        ("Peru denied having [expelled] the envoy of Chile.", "negated"),
        ("Peru has yet to [recognise] the government of Chile.", "negated"),
        ("There was no [meeting] between Peru and Chile.", "negated"),
        ("The [visit] of Peru's president to Chile was called off.", "negated"),
        ("The Peruvian [defeat] by Chile in 1879 is taught at school.", "historical"),
        ("Peru remembers the 1879 [war] with Chile.", "historical"),
        ("Peru marked the tenth anniversary of the [invasion] by Chile.", "historical"),
        ("Peru and Chile [fought] two decades ago.", "historical"),
    ],
)
def test_statuses_by_hand(text: str, status: str) -> None:
    found = read(text)
    assert found is not None
    assert found[0] == status


def test_a_year_is_background_only_beside_the_day_of_the_document() -> None:
    text = "Peru remembers the 2019 [war] with Chile."
    assert read(text, None) is None
    assert read(text, "2020-01-01") is None
    assert read(text, "2021-01-01") == ("historical", "in 2019")


def test_every_rule_gives_a_status() -> None:
    assert {rule.status for rule in rules()} <= set(STATUSES)


@given(st.one_of(texts, st.sampled_from(ODD)), st.data())
def test_any_text_gives_a_status_or_none(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = sure_status(text, (0, len(text)), (start, end), (0, 1), (0, 1), "2022-06-15")
    assert found == sure_status(text, (0, len(text)), (start, end), (0, 1), (0, 1), "2022-06-15")
    assert found is None or (found[0] in STATUSES and found[1])


def acts(path: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    from corpus import BadLine
    from corpus import read as lines

    for _, row in lines(path):
        if not isinstance(row, BadLine):
            yield from ((row, act) for act in row["relations"])


def judged(row: dict[str, Any], act: dict[str, Any], published: str | None) -> bool | None:
    """Whether the rules are right on an act; None where they keep silent."""
    sides = [(row["mentions"][act[side]]["start"], row["mentions"][act[side]]["end"]) for side in ("source", "target")]
    text = row["text"]
    found = sure_status(text, (0, len(text)), tuple(act["trigger"]), sides[0], sides[1], published)
    gold = "asserted" if act["status"] == "reported" else act["status"]
    return None if found is None else found[0] == gold


def test_right_on_real_sentences(shared: Callable[[str], Path]) -> None:
    days = {}
    for name in ("kremlin-en-2012-2020", "whitehouse-2021-2026"):
        with gzip.open(shared(f"corpora/articles/{name}.jsonl.gz"), "rt", encoding="utf-8") as file:
            days.update({row["id"]: row["date"] for row in map(json.loads, file)})
    spoken = []
    for row, act in acts(TRAINING / "annotated/real.txt"):
        name = row["note"].split("/")[-1]
        day = re.search(r"ce-(\d{4}-\d\d-\d\d)", name)
        spoken.append(judged(row, act, day[1] if day else days.get(name)))
    right = [one for one in spoken if one is not None]
    assert sum(right) / len(right) >= FLOORS["status_rules_precision"]
    assert len(right) / len(spoken) >= FLOORS["status_rules_coverage"]


def test_right_on_written_sentences() -> None:
    files = sorted((TRAINING / "sentences").glob("*.txt"))
    spoken = [judged(row, act, None) for file in files for row, act in acts(file)]
    right = [one for one in spoken if one is not None]
    assert sum(right) / len(right) >= FLOORS["status_rules_sentences"]
