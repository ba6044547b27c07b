"""Persons named in a document: who they are, and every later mention of them."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from comity.coding.gate import Gate
from comity.coding.naming import mentions
from comity.coding.people import Person, people
from comity.coding.sentences import sentences

GATE = Gate()


def found(text: str) -> dict[str, Person]:
    pieces = sentences(text)
    return {p.name: p for p in people(text, pieces, mentions(text, pieces, date(2019, 5, 6), GATE))}


def test_places_firms_and_months_are_no_persons() -> None:
    text = "New York and Buenos Aires trade. The Bank of Lima said so. Last May the Nordic Institute closed. Radio Oslo agrees."
    assert found(text) == {}


def test_an_analyst_speaks_for_nobody_and_a_minister_for_the_state() -> None:
    text = (
        "Peruvian Foreign Minister Rosa Quispe said no. Ines Varga, a senior fellow at the Nordic Institute, a Swedish think tank, "
        "disagreed. Quispe left. Varga stayed."
    )
    persons = found(text)
    assert persons["Rosa Quispe"].actors == ("PER",)
    assert persons["Ines Varga"].actors == ()
    assert "Nordic Institute" in persons["Ines Varga"].affiliation
    assert [text[a:b] for a, b in persons["Rosa Quispe"].spans] == ["Rosa Quispe", "Quispe"]
    assert [text[a:b] for a, b in persons["Ines Varga"].spans] == ["Ines Varga", "Varga"]


def test_a_long_name_misspelt_later_is_the_same_person() -> None:
    text = "Tomas Brandtholm, a historian, said so. He left. Brandtohlm returned later, said Brandtholm."
    assert len(found(text)) == 1
    assert len(found(text)["Tomas Brandtholm"].spans) == 3


def test_two_of_one_surname_are_kept_apart() -> None:
    text = "Ana Flores, a poet, said yes. Luis Flores, a judge, said no. Ana Flores left."
    assert set(found(text)) == {"Ana Flores", "Luis Flores"}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Ana ", "Flores ", "said ", "Dr. ", "Mr ", ", a poet, ", ". ", "\n", "“", "von ", "Peru ", "é"]
        ),
        max_size=24,
    )
)
def test_spans_lie_in_the_text_and_hold_a_name(pieces: list[str]) -> None:
    text = "".join(pieces)
    for person in found(text).values():
        assert all(0 <= a < b <= len(text) and text[a:b].strip() for a, b in person.spans)
