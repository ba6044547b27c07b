"""Reciprocity: what is refused and left out, verdicts by hand, bounds as a property, and sentences behind a count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from measure_given import Given

from comity.coding.issues_table import shipped
from comity.errors import ComityError, NoEvidence
from comity.measure.affinity.backing import no_stake, spoken
from comity.measure.affinity.reciprocity import reciprocity, why

DAY = "2021-11-01"


@dataclass(frozen=True)
class Matter:
    parties: tuple[str, ...]
    sides: tuple[tuple[str, ...], ...]
    stakes: tuple[tuple[str, str], ...]

    def began(self, day: date | None) -> bool:
        return day is None or day >= date(2015, 1, 1)


PIPE = Matter(("RUS", "DEU", "UKR"), (("RUS", "DEU"), ("UKR",)), (("RUS", "exports"), ("UKR", "transit")))
PACT = Matter(
    ("AUS", "GBR", "USA", "CHN"), (("AUS", "GBR", "USA"), ("CHN",)), (("AUS", "submarines"), ("CHN", "balance"))
)
UNION = Matter(("EU", "CHN"), (("EU",), ("CHN",)), (("EU", "market"), ("CHN", "market")))
ISSUES = {"pipe": PIPE, "pact": PACT, "union": UNION}


def verdicts(ledger: Given, speaker: str = "RUS", other: str = "CHN") -> list[tuple[str, str]]:
    return [(said.issue, said.side) for said in spoken(ledger, ISSUES, speaker, other)]


def row(ledger: Given, speaker: str, issue: str = "all", **years: int) -> dict[str, object]:
    table = reciprocity(ledger, ISSUES, "RUS", "CHN", **years)
    return next(r for r in table.rows() if (r["speaker"], r["issue"]) == (speaker, issue))


# what is refused, and what does not count


def test_a_bloc_is_refused_and_so_is_a_strange_id() -> None:
    with pytest.raises(ComityError, match="two states"):
        reciprocity(Given(), ISSUES, "RUS", "NATO")
    with pytest.raises(NoEvidence, match="no such evidence"):
        why("reciprocity/RUS", Given(), ISSUES)


def test_where_nothing_is_held_it_says_so() -> None:
    table = reciprocity(Given(), ISSUES, "RUS", "CHN")
    assert [(r["value"], r["low"], r["n_evidence"], r["evidence"]) for r in table.rows()] == [(None, None, 0, None)] * 2
    assert table.note.count("No statement is held") == 2


@pytest.mark.parametrize(
    ("speakers", "stances", "issues"),
    [
        (["RUS"], {"CHN": "for"}, ["pipe"]),  # an issue of the speaker's own
        (["RUS"], {"CHN": "for"}, []),  # no issue
        (["RUS"], {"CHN": "for"}, ["unheard-of"]),
        (["RUS", "CHN"], {"USA": "against"}, ["pact"]),  # a joint statement: China speaks for itself
        (["USA"], {"CHN": "for"}, ["pact"]),
        ([], {"CHN": "for"}, ["pact"]),  # an analyst
    ],
)
def test_what_does_not_count(speakers: list[str], stances: dict[str, str], issues: list[str]) -> None:
    ledger = Given()
    ledger.statement(speakers, stances, DAY, issues)
    assert verdicts(ledger) == []


def test_denied_statements_and_those_before_the_issue_began_do_not_count() -> None:
    ledger = Given()
    ledger.statement(["RUS"], {"CHN": "for"}, DAY, ["pact"], negated=True)
    ledger.statement(["RUS"], {"CHN": "for"}, "2001-01-01", ["pact"])
    assert verdicts(ledger) == []


def test_a_member_has_its_unions_stake() -> None:
    assert not no_stake(UNION, "FRA", date(2021, 1, 1))
    assert no_stake(UNION, "GBR", date(2021, 1, 1))
    assert not no_stake(UNION, "GBR", date(2010, 1, 1))
    assert not no_stake(UNION, "GBR", None)


# by hand


@pytest.mark.parametrize(
    ("stances", "side"),
    [
        ({"CHN": "for"}, "for"),
        ({"CHN": "against"}, "against"),
        ({"USA": "against"}, "for"),
        ({"AUS": "for"}, "against"),
        ({"AUKUS": "against"}, "for"),  # a body of none but rivals
        ({"NATO": "against"}, "neutral"),  # a body of others too
        ({"FRA": "against"}, "neutral"),
        ({"CHN": "neutral"}, "neutral"),
        ({"CHN": "for", "USA": "for"}, "neutral"),
        ({"CHN": "for", "USA": "against", "AUS": "for"}, "for"),
    ],
)
def test_stances_give_the_side(stances: dict[str, str], side: str) -> None:
    ledger = Given()
    ledger.statement(["RUS"], stances, DAY, ["pact"])
    assert verdicts(ledger) == [("pact", side)]


def test_the_issue_itself_counts_as_the_other_stands_to_it() -> None:
    ledger = Given()
    ledger.statement(["RUS"], {"pact": "against"}, DAY)
    assert verdicts(ledger) == [("pact", "neutral")], "nothing is known of where China stands"
    ledger.statement(["CHN"], {"pact": "against"}, DAY)
    assert verdicts(ledger) == [("pact", "for")]


def test_both_directions_count_apart_and_a_statement_once() -> None:
    ledger = Given()
    ledger.statement(["RUS"], {"CHN": "for"}, DAY, ["pact", "union"])
    ledger.statement(["SUN"], {"CHN": "against"}, "2020-01-01", ["pact"])
    ledger.statement(["CHN"], {"UKR": "against"}, DAY, ["pipe"])
    back = row(ledger, "RUS")
    assert (back["n_for"], back["n_against"], back["n_evidence"], back["value"]) == (1, 1, 2, 0.5)
    assert row(ledger, "RUS", "union")["n_for"] == 1
    assert (row(ledger, "CHN")["value"], row(ledger, "CHN", "pipe")["n_for"]) == (1.0, 1)
    assert row(ledger, "RUS", first=2021)["n_evidence"] == 1


def test_undated_statements_count_only_without_bounds() -> None:
    ledger = Given()
    ledger.statement(["RUS"], {"CHN": "for"}, None, ["pact"])
    assert row(ledger, "RUS")["n_for"] == 1
    assert row(ledger, "RUS", last=2030)["n_for"] == 0


def test_a_count_leads_to_its_sentences() -> None:
    ledger = Given()
    id = ledger.statement(["RUS"], {"USA": "against"}, DAY, ["pact"])
    ledger.statement(["RUS"], {"USA": "against"}, "2016-01-01", ["pact"])
    table = reciprocity(ledger, ISSUES, "RUS", "CHN", first=2020, last=2022)
    behind = table.why("reciprocity/RUS-CHN/pact/2020..2022").rows()
    assert [(r["evidence"], r["side"], r["by"], r["words"]) for r in behind] == [
        (id, "for", "against USA", "RUS on USA")
    ]
    assert len(table.why("reciprocity/RUS-CHN/all")) == 2


# a property


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["for", "against", "neutral"]), max_size=8))
def test_counts_are_whole_and_bounds_hold_the_share(sides: list[str]) -> None:
    ledger = Given()
    for side in sides:
        ledger.statement(["RUS"], {"CHN": side}, DAY, ["pact"])
    found = row(ledger, "RUS")
    assert [found[f"n_{side}"] for side in ("for", "against", "neutral")] == [
        sides.count(s) for s in ("for", "against", "neutral")
    ]
    if found["value"] is not None:
        assert 0 <= found["low"] <= found["value"] <= found["high"] <= 1  # type: ignore[operator]


# the shipped issues


def test_the_two_of_the_article_have_no_stake_in_each_others_matter() -> None:
    issues, day = shipped(), date(2021, 12, 17)
    assert issues["aukus"].stake("CHN")
    assert no_stake(issues["aukus"], "RUS", day)
    assert issues["nord-stream-2"].stake("RUS")
    assert no_stake(issues["nord-stream-2"], "CHN", day)
    assert not no_stake(issues["nord-stream-2"], "DEU", day)
