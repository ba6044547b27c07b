"""How numbers, names and lists are said."""

from __future__ import annotations

import re
from datetime import date

import pytest
from brief_findings import estimate
from hypothesis import given
from hypothesis import strategies as st

from comity import actors
from comity.brief import wording
from comity.brief.caveats import IN_DOUBT, titled
from comity.brief.objects import BARE_NUMBER
from comity.measure.pacts.declared import by_id, table


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("USA", "the United States"),
        ("GBR", "the United Kingdom"),
        ("SUN", "the Soviet Union"),
        ("NLD", "the Netherlands"),
        ("PHL", "the Philippines"),
        ("ARE", "the United Arab Emirates"),
        ("COD", "the Democratic Republic of the Congo"),
        ("CAF", "the Central African Republic"),
        ("DOM", "the Dominican Republic"),
        ("BHS", "the Bahamas"),
        ("GMB", "the Gambia"),
        ("MHL", "the Marshall Islands"),
        ("VAT", "the Holy See"),
        ("SLB", "Solomon Islands"),
        ("COK", "Cook Islands"),
        ("CHN", "China"),
        ("CZE", "Czechia"),
        ("DMA", "Dominica"),
        ("WEST", "the West"),
        ("WEST_SANCTIONS", "the West"),
        ("NATO", "NATO"),
        ("EU", "the European Union"),
        ("G77", "the G77"),
        ("BRICS", "BRICS"),
        ("UNO", "the United Nations"),
        ("ARAB_LEAGUE", "the League of Arab States"),
    ],
)
def test_names_carry_their_article(id: str, name: str) -> None:
    assert wording.named(actors.get(id)) == name


def test_no_actor_brings_a_bare_number_into_a_sentence() -> None:
    names = [wording.named(actor) for actor in (*actors.states(), *actors.blocs())]
    assert len(names) > 200
    assert [name for name in names if BARE_NUMBER.search(f"{name} ")] == []


@given(st.floats(-1, 1))
def test_an_index_has_a_true_minus_and_no_negative_nought(value: float) -> None:
    text = wording.index(value)
    assert re.fullmatch(r"−?\d\.\d\d", text)
    assert text != "−0.00"
    assert abs(float(text.replace("−", "-")) - value) <= 0.005000001


@given(st.floats(0, 1))
def test_a_percentage_is_never_rounded_to_certainty(share: float) -> None:
    text = wording.percent(share)
    assert (text == "100%") == (share == 1)
    assert (text == "0%") == (share == 0)


@given(st.floats(0, 1))
def test_a_bootstrap_probability_is_never_certain(probability: float) -> None:
    assert wording.chance(probability) not in {"0%", "100%"}


@pytest.mark.parametrize(
    ("kappa", "word"),
    [
        (1.0, "complete"),
        (0.99, "near-complete"),
        (0.81, "near-complete"),
        (0.8, "substantial"),
        (0.538, "moderate"),
        (0.21, "fair"),
        (0.2, "slight"),
        (-0.4, "no"),
    ],
)
def test_the_bands_are_those_of_landis_and_koch(kappa: float, word: str) -> None:
    assert wording.strength(kappa) == word


def test_an_interval_without_edges_is_not_said() -> None:
    assert wording.interval(estimate(None), "index") == wording.bracket(estimate(None), "index") == ""


def test_days_and_counts() -> None:
    assert wording.day(date(2001, 7, 6)) == "6 July 2001"
    assert wording.prose_days("from 2001-07-06 on") == "from 6 July 2001 on"
    assert [wording.count(n, "vote") for n in (0, 1, 12, 13, 1200)] == [
        "no votes",
        "one vote",
        "twelve votes",
        "13 votes",
        "1,200 votes",
    ]
    assert wording.listed(["a", "b", "c"], "or") == "a, b or c"


def test_bodies_bear_the_name_of_the_day() -> None:
    osce, eu = actors.get("OSCE"), actors.get("EU")
    assert wording.named_then(osce, date(1989, 12, 31)) == "the CSCE"
    assert wording.named_then(osce, date(1995, 1, 1)) == "the OSCE"
    assert wording.named_then(eu, date(1992, 4, 26)) == "the European Communities"
    assert wording.named_then(actors.get("NATO"), date(1949, 4, 4)) == "NATO"


def test_treaties_in_force_but_disowned_are_known_by_their_notes() -> None:
    open_ended = {treaty.id for treaty in table() if treaty.ended is None and IN_DOUBT.search(treaty.note)}
    assert {"korea-basic-1991", "simla-1972"} <= open_ended
    simla = by_id("simla-1972")
    assert simla is not None
    assert titled(simla) == "the Simla Agreement"
