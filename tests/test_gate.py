"""The gate finds every known name at word bounds and no name inside another word."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from steps import growth

from comity.actors import load
from comity.coding.alike import alike
from comity.coding.gate import Gate
from comity.coding.naming_forms import forms

GATE = Gate()


def found(text: str, sort: str = "") -> list[str]:
    return [text[hit.start : hit.end] for hit in GATE.hits(text) if not sort or hit.form.sort == sort]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "no name at all",
        "us, who, it, may, turkey, china and chad are words",
        "Houses, Leaders and Manners begin with short surnames",
        "mail@Iran.example or www.china.example",
        "Iranology, Nigerianness and UNICODE",
        "\ud800 \x00 \u202e",
    ],
)
def test_words_that_are_no_names_are_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Peru's and Peru’s and (Peru), Peru.", ["Peru"] * 4),
        ("US-Peru and Peru–Chile and pro-Chilean", ["US", "Peru", "Peru", "Chile", "Chilean"]),
        ("PERU WARNS CHILE", ["PERU", "CHILE"]),
        ("the U.S., the US, the U.K. and the U.N.", ["U.S.", "US", "U.K.", "U.N."]),
        ("U.S.-led, non-U.S.", ["U.S.", "U.S."]),
        ("South\nSudan, not Sudan", ["South\nSudan", "Sudan"]),
        ("Côte d’Ivoire or Cote d'Ivoire", ["Côte d’Ivoire", "Cote d'Ivoire"]),
        ("Papua New Guinea, Guinea-Bissau, Guinea", ["Papua New Guinea", "Guinea-Bissau", "Guinea"]),
        ("the Gambian envoy, The Gambia", ["Gambian", "Gambia"]),
        ("in The Hague, at the Hague", ["The Hague", "the Hague"]),
        ("Sino-Peruvian and Franco-Chilean", ["Sino-", "Peruvian", "Franco-", "Chilean"]),
        ("🇵🇪 Perú? café — Chile", ["Chile"]),
    ],
)
def test_names_are_found_with_their_offsets(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text", ["South China Sea", "Bank of America", "New Mexico", "Washington Post", "French Open", "US$"]
)
def test_a_longer_name_of_something_else_wins(text: str) -> None:
    assert found(f"the {text} 5") == [text] == found(f"the {text} 5", "carrier")


def test_persons_organs_and_groups_are_known() -> None:
    assert found("Margaret Thatcher met al-Assad", "person") == ["Margaret Thatcher", "al-Assad"]
    assert found("the State Department and the Bundestag", "organ") == ["State Department", "Bundestag"]
    assert found("Shining Path, M23 and Oxfam", "group") == ["Shining Path", "M23", "Oxfam"]


def test_a_readers_own_actors_are_found(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(
        "id\tkind\tname\taliases\tstart\tend\tnote\nRUR\tstate\tRuritania\tRuritanian\t\t\t\n", encoding="utf-8"
    )
    text = "Ruritania and a Ruritanian"
    assert [text[hit.start : hit.end] for hit in Gate(load(path)).hits(text)] == ["Ruritania", "Ruritanian"]
    assert Gate().hits(text) == []


def test_every_form_of_a_name_finds_itself() -> None:
    lost = [words for words in forms(GATE.actors) if len(words) > 2 and found(words) != [words]]
    assert len(lost) < 10, lost[:20]


@given(
    st.text(max_size=120) | st.lists(st.sampled_from(["Peru", "the US", "-", "’s ", " ", "Xi", "é", "😀"])).map("".join)
)
def test_hits_lie_inside_the_text_in_order_and_apart(text: str) -> None:
    hits = GATE.hits(text)
    assert hits == GATE.hits(text)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert all(one.end <= other.start for one, other in pairwise(hits))
    assert len(alike(text)) == len(text)


@settings(max_examples=20)
@given(st.sampled_from(["’", "–", "é", "😀"]), st.integers(0, 40))
def test_wide_characters_do_not_shift_offsets(wide: str, count: int) -> None:
    text = wide * count + " Peru"
    assert found(text) == ["Peru"]


@pytest.mark.parametrize(
    "line",
    [
        "The minister of Peru said on Monday that talks with Chile would go on in the House. ",
        "the the The Gambian The Gambian the ",
        "Papua New Guineans, Papua New, South Sudan U.S.U.S.A.",
        "Democratic Republic of the Democratic People's Republic of ",
    ],
)
def test_work_grows_with_the_length_not_with_its_square(line: str) -> None:
    assert growth(lambda size: partial(GATE.hits, line * size), 60) < 8.5
