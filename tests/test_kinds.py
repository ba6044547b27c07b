"""Kinds: odd input first, then statements by hand, then any text, then a table of statements labelled by hand."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from coding_texts import ODD, texts
from hypothesis import given
from hypothesis import strategies as st

from comity.coding.kinds import KINDS, directness, kind_of
from comity.schema import Span

HERE = Path(__file__).parent
FLOORS = json.loads((HERE / "floors.json").read_text())


def read(text: str, cue: str = "said", published: str | None = "2024-03-05", own: str = "") -> tuple[str, date | None]:
    spans = [match.span() for word in own.split("|") if word for match in re.finditer(rf"\b{re.escape(word)}\b", text)]
    return kind_of(text, [(0, len(text))], cue, published, spans)


@pytest.mark.parametrize("text", ODD)
def test_odd_text_is_a_claim_or_a_position_at_most(text: str) -> None:
    kind, horizon = read(text, published=None)
    assert kind in KINDS
    assert horizon is None


def test_no_content_is_a_claim() -> None:
    assert kind_of("Peru left.", [], "said", "2024") == ("claim", None)
    assert kind_of("", [(-4, 90)], "", "no date") == ("claim", None)


@pytest.mark.parametrize(
    ("text", "cue", "own", "kind"),
    [
        ("Peru has shelled the harbour.", "said", "", "claim"),
        ("The talks would have failed.", "said", "", "claim"),
        ("Peru must leave the reef.", "said", "", "position"),
        ("We oppose the sale.", "said", "", "position"),
        ("We urge both sides to talk.", "said", "", "position"),
        ("restraint", "urged", "", "position"),
        ("We will send rice.", "said", "", "promise"),
        ("it would send rice", "said", "", "promise"),
        ("Chile would send rice", "said", "Chile", "promise"),
        ("Peru would send rice", "said", "Chile", "forecast"),
        ("to rebuild the bridge", "vowed", "", "promise"),
        ("to bomb the bridge", "threatened", "", "threat"),
        ("If they cross the river, we will strike back.", "said", "", "threat"),
        ("it would lift the ban on fruit", "said", "", "promise"),
        ("Trade will grow.", "said", "", "forecast"),
        ("Peru is likely to win.", "said", "", "forecast"),
        ("trade to fall", "expects", "", "forecast"),
        ("We will see more trade.", "said", "", "forecast"),
        ("Peru may be watching now.", "said", "", "claim"),
    ],
)
def test_kinds_by_hand(text: str, cue: str, own: str, kind: str) -> None:
    assert read(text, cue, own=own)[0] == kind


def test_in_ones_own_words_would_supposes() -> None:
    assert kind_of('He said: "A dam would be a gift."', [(10, 32)], "said", None)[0] == "claim"


@pytest.mark.parametrize(
    ("text", "published", "last"),
    [
        ("Trade will fall by the end of 2026.", "2024-03-05", date(2026, 12, 31)),
        ("We will open the road on 1 June 2024.", "2024-03-05", date(2024, 6, 1)),
        ("Trade fell in 2019 and will fall again.", "2024-03-05", None),
        ("Peru will win next year.", "2024-03-05", date(2025, 12, 31)),
        ("Peru will win next year.", None, None),
        ("Peru won in 2030.", "2024-03-05", None),
    ],
)
def test_horizon_is_the_last_day_ahead(text: str, published: str | None, last: date | None) -> None:
    assert read(text, published=published)[1] == last


@pytest.mark.parametrize(
    ("spans", "quoted", "expected"),
    [
        ([(0, 9)], [], "indirect"),
        ([(0, 9)], [(0, 9)], "direct"),
        ([(0, 9)], [(5, 9)], "mixed"),
        ([(0, 4), (5, 9)], [(5, 9)], "mixed"),
    ],
)
def test_directness_counts_letters_within_marks(spans: list[Span], quoted: list[Span], expected: str) -> None:
    assert directness("They left.", spans, quoted) == expected


@given(st.one_of(texts, st.sampled_from(ODD)), st.sampled_from(["said", "warned", "vowed", "expects", ""]), st.data())
def test_any_text_has_a_kind_and_the_same_again(text: str, cue: str, data: st.DataObject) -> None:
    place = st.integers(0, len(text))
    span = data.draw(st.tuples(place, place).map(lambda two: (min(two), max(two))))
    kind, horizon = kind_of(text, [span], cue, "2020-02-03", [span])
    assert (kind, horizon) == kind_of(text, [span], cue, "2020-02-03", [span])
    assert kind in KINDS
    assert horizon is None or horizon > date(2020, 2, 3)
    assert directness(text, [span], [span]) in {"direct", "indirect"}


def test_most_statements_labelled_by_hand_get_their_kind() -> None:
    """212 statements of our own, labelled before the rules were first run (0.84 then); the rules were mended on them since."""
    lines = [
        line.split("\t") for line in (HERE / "kinds.tsv").read_text(encoding="utf-8").splitlines() if line[:1] != "#"
    ]
    got = Counter(read(text, cue, own=own)[0] == kind for kind, cue, own, text in lines[1:])
    assert got.total() >= 150
    assert got[True] / got.total() >= FLOORS["kinds"]
