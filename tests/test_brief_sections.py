"""Every section from findings made by hand: what is said, in which words, and what is left unsaid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from brief_findings import (
    BARE,
    FALLING,
    LADDER,
    RISING,
    SPELL,
    body,
    estimate,
    findings,
    membership,
    pairing,
    statement,
)

from comity.brief import against, bodies, commitment, headline, level, method, statements, titles, unknown
from comity.brief.objects import Chart, Figure, Paragraph, Section, Strip, Table
from comity.brief.statements import say
from comity.schema import Actor


def text(section: Section) -> str:
    return " ".join(str(block) for block in section.blocks if isinstance(block, Paragraph))


def tables(section: Section) -> list[Table]:
    return [block for block in section.blocks if isinstance(block, Table)]


def test_the_headline_of_a_likely_record() -> None:
    assert (
        str(titles.title(findings()))
        == "Arcadia and the Kingdom of Bohemia in 2020: probably at their closest since 2009"
    )


@pytest.mark.parametrize(
    ("probability", "words"), [(0.95, ": at their closest since"), (0.2, ": at or near their closest since")]
)
def test_the_headline_is_as_firm_as_its_probability(probability: float, words: str) -> None:
    own = pairing(RISING)
    own = replace(own, records={**own.records, ("kappa", "all"): statement(RISING, probability=probability)})
    assert words in str(titles.title(findings(own=own)))


def test_a_short_record_makes_no_headline() -> None:
    values = {2015: 0.6, 2016: 0.7, 2017: 0.3, 2018: 0.69, 2019: 0.4, 2020: 0.5}
    assert (
        str(titles.title(findings(own=pairing(values))))
        == "Arcadia and the Kingdom of Bohemia: close, below their peak of 2016"
    )


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({2019: 0.9, 2020: 0.3}, "fairly close after a clear fall in 2020"),
        ({2019: 0.45, 2020: 0.42}, "close, near their peak of 2019"),
        ({2019: 0.4, 2020: 0.4}, "fairly close, at their peak in 2020"),
        ({2019: 0.06, 2020: 0.05}, "no closer than chance in 2020"),
        ({2019: -0.3, 2020: -0.35}, "at odds, near their peak of 2019"),
        ({2019: 1.0, 2020: 0.95}, "in near lockstep, near their peak of 2019"),
    ],
)
def test_other_headlines_say_how_close(values: dict[int, float], words: str) -> None:
    assert str(titles.title(findings(own=pairing(values)))).endswith(f": {words}")


def test_the_lead_says_how_much_since_when_and_how_sure() -> None:
    said = text(headline.headline(findings()))
    assert (
        "In 2020 agreement between Arcadia and the Kingdom of Bohemia in the UN General Assembly was moderate once chance"
        in said
    )
    assert "(Cohen's kappa 0.54, 90% interval 0.44 to 0.64, 80 votes)" in said
    assert "That was probably the highest in a series that begins in 2009 (probability 62%)." in said
    assert "The likeliest other peak is 2019 (20%)." in said
    assert (
        "By the same yardstick Arcadia's agreement with the West was 0.06 and the Kingdom of Bohemia's −0.24." in said
    )
    assert "On paper they have been bound by a defence pact since 2011" in said


def test_a_fall_is_called_clear_only_where_the_intervals_are_apart() -> None:
    assert "clearly lower than in 2019, the year before (0.90)" in text(
        headline.headline(findings(own=pairing({2019: 0.9, 2020: 0.3})))
    )
    assert "That was lower than in 2019, the year before (0.40), but within the noise of the votes." in text(
        headline.headline(findings(own=pairing({2019: 0.4, 2020: 0.3})))
    )


def test_agreement_at_chance_is_not_given_a_word_of_strength() -> None:
    said = text(headline.headline(findings(own=pairing({2019: 0.3, 2020: 0.05}))))
    assert "could not be told from chance (Cohen's kappa 0.05" in said
    assert "slight" not in said


def test_the_lead_says_where_the_yardsticks_disagree() -> None:
    own = pairing(RISING, raw=FALLING)
    assert "The yardsticks disagree about the past" in text(headline.headline(findings(own=own)))
    said = text(level.level(findings(own=own)))
    assert "graded agreement, the share of same answers, yes/no agreement, absolute S and squared S in 2009" in said
    assert "Cohen's kappa and Scott's pi in 2020" in said
    assert "In 2009 the two gave the same answer on 50% of votes, yet kappa was 0.10 (0.00 to 0.20)" in said


def test_agreement_of_all_yardsticks_is_said_too() -> None:
    said = text(level.level(findings()))
    assert "All seven yardsticks put the peak in 2020." in said
    assert "disagree" not in said


def test_no_votes_says_why() -> None:
    nothing = findings(own=pairing({}), with1=pairing({}, "RUS-WEST"), with2=pairing({}, "CHN-WEST"))
    said = text(headline.headline(nothing))
    assert "have no common roll call in the UN General Assembly up to 2020" in said
    assert "Arcadia and the Kingdom of Bohemia were not members of the United Nations up to then." in said
    assert not [block for block in headline.headline(nothing).blocks if isinstance(block, Chart | Strip)]
    assert "No year has ten votes" in text(against.against(nothing))
    assert "under any yardstick" in text(level.level(nothing))


def test_no_votes_of_two_members_of_different_times() -> None:
    spells = {
        "RUS": (membership("UNO", "RUS", date(1945, 10, 24)),),
        "CHN": (membership("UNO", "CHN", date(1971, 10, 25)),),
    }
    apart = findings(own=pairing({}), memberships=spells, bodies=())
    assert "never members of the United Nations at the same time" in text(headline.headline(apart))
    together = replace(apart, bodies=(body("UNO", "United Nations", date(1971, 10, 25)),))
    assert "Both were members, but no vote is held" in text(headline.headline(together))


def test_the_table_of_yardsticks_is_exact_and_each_row_has_its_notes() -> None:
    table = next(t for t in tables(level.level(findings())) if not t.page_only)
    rows = {str(row[0]): [str(cell) for cell in row] for row in table.rows}
    assert list(table.columns[:3]) == ["Yardstick", "2020", "90% interval"]
    assert rows["Cohen's kappa"] == [
        "Cohen's kappa",
        "0.540",
        "[0.44, 0.64]",
        "80",
        "start (2009)",
        "62%",
        "0.540",
        "2020",
        "41%",
    ]
    assert rows["Graded agreement"][1:3] == ["54.0%", "[44.0, 64.0]"]
    assert all(isinstance(row[1], Figure) and row[1].evidence for row in table.rows)


def test_order_beside_the_bloc_is_said_only_where_the_intervals_are_apart() -> None:
    assert "Arcadia stood clearly nearer to it than the Kingdom of Bohemia in 2020" in text(against.against(findings()))
    close = findings(with2=pairing({y: v - 0.05 for y, v in FALLING.items()}, "CHN-WEST"))
    assert "The two intervals overlap, so which of them stood nearer in 2020 is not settled." in text(
        against.against(close)
    )
    assert "clearly nearer than either to the West" in text(against.against(close))
    assert "association, not cause" in text(against.against(close))


def test_members_of_the_bloc_are_set_beside_the_rest_of_it() -> None:
    both = text(against.against(findings(inside=frozenset({"RUS", "CHN"}))))
    assert (
        "Arcadia and the Kingdom of Bohemia belong to the West by the definition used here, so each is measured" in both
    )
    assert "Arcadia's agreement beyond chance with the rest of the West was" in both
    one = text(headline.headline(findings(inside=frozenset({"CHN"}))))
    assert (
        "Arcadia's agreement with the West was 0.06 and the Kingdom of Bohemia's agreement with the rest of the West was −0.24."
        in one
    )


def test_a_bloc_the_release_does_not_hold_is_named_as_such() -> None:
    opec = Actor("OPEC", "organisation", "Organization of the Petroleum Exporting Countries")
    said = text(against.against(findings(against=opec, with1=pairing({}), with2=pairing({}))))
    assert "The release does not set states beside OPEC" in said
    assert "A ledger of single votes answers for any bloc" in said


def test_bodies_shared_alone_and_former() -> None:
    former = body("SHANGHAI_FIVE", "Shanghai Five", date(1996, 4, 26), date(2001, 6, 14))
    section = bodies.bodies(findings(bodies=(former, *findings().bodies)))
    said = text(section)
    assert (
        "share only one of the bodies in the membership table: the Shanghai Cooperation Organisation, since June 2001."
        in said
    )
    assert "Earlier both belonged to the Shanghai Five (until 2001)." in said
    assert "Of the two only Arcadia belongs to the CSTO." in said
    assert "The West has one body of its own, with no member from outside it: NATO." in said
    first = [str(cell) for cell in tables(section)[0].rows[0]]
    assert first == ["Shanghai Cooperation Organisation", "15 Jun 2001", "still", "15 Jun 2001", "15 Jun 2001"]


def test_a_body_that_ends_with_the_state_itself_still_holds_on_its_last_day() -> None:
    last = body("SCO", "Shanghai Cooperation Organisation", date(2001, 6, 15), date(2020, 12, 31))
    said = text(bodies.bodies(findings(bodies=(last,), past=True)))
    assert said.startswith("On 31 December 2020 Arcadia and the Kingdom of Bohemia shared only one")


def test_no_shared_body_is_said() -> None:
    assert "share none of the bodies in the membership table" in text(bodies.bodies(findings(bodies=())))


def test_commitment_by_rung() -> None:
    assert "have been bound by a defence pact since 1 May 2011" in text(commitment.commitment(findings()))
    assert text(commitment.commitment(findings(ladder=BARE, past=True))).startswith(
        "No pact or declared partnership between Arcadia and the Kingdom of Bohemia was on record"
    )
    pledge = replace(LADDER, rung=1, label="partnership or shared pledge", spells=(replace(SPELL, rung=1),))
    assert "have no pact of their own, but a partnership or shared pledge, since 1 May 2011" in text(
        commitment.commitment(findings(ladder=pledge))
    )


def test_a_lapsed_pact_is_remembered() -> None:
    lapsed = replace(SPELL, end=date(2015, 3, 1))
    said = text(commitment.commitment(findings(ladder=replace(BARE, spells=(lapsed,), since=date(2015, 3, 2)))))
    assert (
        "No pact or declared partnership between Arcadia and the Kingdom of Bohemia is on record from 2 March 2015 on"
        in said
    )
    assert "Their highest commitment on record was a defence pact, from 2011 to 2015." in said


def test_every_stretch_of_the_highest_rung_is_named() -> None:
    once, again = replace(SPELL, end=date(2015, 3, 1)), replace(SPELL, start=date(2017, 1, 1), end=date(2018, 1, 1))
    said = text(commitment.commitment(findings(ladder=replace(BARE, spells=(once, again), since=date(2018, 1, 2)))))
    assert "was a defence pact, from 2011 to 2015 and from 2017 to 2018." in said


def test_a_treaty_that_a_party_calls_void_is_named_with_its_doubt() -> None:
    disowned = replace(
        SPELL.treaties[0], name="Pact of Prague", note="ten years; Arcadia declared it void on 2013-03-08"
    )
    ladder = replace(LADDER, spells=(replace(SPELL, treaties=(disowned,)),), treaties=(disowned,))
    doubt = "But of the Pact of Prague: Arcadia declared it void on 8 March 2013."
    for section in (headline.headline, commitment.commitment):
        assert doubt in text(section(findings(ladder=ladder)))
    assert "since 1 May 2011, now under the Pact of Prague;" in text(commitment.commitment(findings(ladder=ladder)))
    assert "But of" not in text(headline.headline(findings()))


def test_the_strip_calls_an_unlikely_record_nominal() -> None:
    for probability, label in ((0.25, "Nominally highest since"), (0.62, "Highest since")):
        own = pairing(RISING)
        own = replace(own, records={**own.records, ("kappa", "all"): statement(RISING, probability=probability)})
        strip = next(block for block in headline.headline(findings(own=own)).blocks if isinstance(block, Strip))
        assert strip.stats[1].label == label


def test_a_record_among_contested_votes_carries_its_probability() -> None:
    said = text(level.level(findings()))
    assert "probably the highest in a series that begins in 2009 (probability 62%)." in said


def test_a_year_below_the_one_before_claims_no_record() -> None:
    table = next(t for t in tables(level.level(findings(own=pairing({2019: 0.4, 2020: 0.3})))) if not t.page_only)
    assert {str(row[4]) for row in table.rows} == {"below 2019"}
    table = next(t for t in tables(level.level(findings(own=pairing({2019: 0.4, 2020: 0.4})))) if not t.page_only)
    assert {str(row[4]) for row in table.rows} == {"as in 2019"}


def test_a_body_left_and_rejoined_is_named_once() -> None:
    old = body("SCO", "Shanghai Cooperation Organisation", date(2001, 6, 15), date(2009, 1, 1))
    said = text(bodies.bodies(findings(bodies=(old, *findings().bodies))))
    assert said.count("the Shanghai Cooperation Organisation") == 1
    assert "Earlier both" not in said


def test_gaps_are_listed() -> None:
    own = pairing(RISING)
    own = replace(
        own,
        records={**own.records, ("kappa", "all"): statement(RISING, skipped_years=(2007, 2008))},
        note="No vote on RUS, 2012-03-01.",
    )
    said = text(unknown.unknown(findings(own=own, ladder=replace(LADDER, as_of=date(2018, 12, 31)))))
    assert (
        "Two years were skipped for want of ten votes, or because agreement is undefined in them: 2007 and 2008."
        in said
    )
    assert "No vote on Arcadia, 1 March 2012." in said
    assert "sanctions" in said
    assert "adopted by recorded vote" in said
    assert "The record of treaties ends on 31 December 2018" in said
    assert "twice as many texts" not in said


def test_the_doubled_agenda_is_named_where_the_series_reaches_it() -> None:
    said = text(unknown.unknown(findings(own=pairing({2024: 0.4, 2025: 0.3}))))
    assert "In 2025 about twice as many texts went to a recorded vote" in said


def test_the_method_names_formulas_origins_and_the_definition_of_the_bloc() -> None:
    section = method.method(findings())
    assert len(tables(section)[0].rows) == 7
    said = text(section)
    assert "Clerks: Votes, version v1 (2021-01-01). Open. Cite as: Clerks (2021). https://example.org/votes." in said
    assert "The West is a definition, not a body: whoever is in it." in said


def test_past_pairs_are_told_in_the_past() -> None:
    ended = findings(past=True)
    for section in (headline.headline(ended), bodies.bodies(ended), commitment.commitment(ended)):
        assert " have been bound" not in text(section)
        assert " share " not in text(section)
        assert " belongs " not in text(section)
    assert "On paper they had been bound by" in text(headline.headline(ended))


def test_overlap_and_chance_need_both_edges() -> None:
    unknown_edges = estimate(0.5, low=None, high=None)
    assert not statements.apart(unknown_edges, estimate(-0.9))
    assert not statements.at_chance(unknown_edges)
    assert statements.apart(estimate(0.5), estimate(0.2))
    assert not statements.apart(estimate(0.5), estimate(0.35))


def test_votes_are_spelt() -> None:
    assert str(say(statements.votes(estimate(0.1, n_evidence=1)), " each.")) == "one vote each."


def test_a_peak_on_few_votes_says_so() -> None:
    made = statement(FALLING)
    few = replace(made, peak=replace(made.peak, n_evidence=15))
    assert str(say(statements.peak(few), ".")) == "2009 (0.50 on 15 votes)."
    assert str(say(statements.peak(made), ".")) == "2009 (0.50)."


def test_a_runner_up_that_tops_more_draws_is_not_said_to_come_behind() -> None:
    own = pairing(FALLING)
    odd = statement(FALLING, peak_probability=0.31, runner_up_probability=0.33)
    said = text(headline.headline(findings(own=replace(own, records={**own.records, ("kappa", "all"): odd}))))
    assert "though only 31% of resampled series put the peak there, against 33% for 2010." in said
    assert "ahead of" not in said
