"""Votes by heading of the agenda, matters in dispute, deeds beside warmth, and the sections made of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from measure_given import Given

from comity.brief import brief
from comity.brief.objects import Figure, Table
from comity.coding.issues_table import shipped
from comity.errors import NoEvidence
from comity.measure import open_source
from comity.measure.affinity.agenda import alike, heading, headings
from comity.measure.affinity.agenda_kept import KeptAgenda
from comity.measure.affinity.agreement import agreements
from comity.measure.affinity.agreement import why as why_agenda
from comity.measure.affinity.axes import Axes, View, axes
from comity.measure.affinity.in_texts import in_texts
from comity.measure.affinity.stakes import in_turn, stands
from comity.measure.affinity.stakes import why as why_stakes
from comity.measure.evidence import why
from comity.measure.said.question import question
from comity.schema import Estimate

DAY = date(2025, 12, 31)


@pytest.mark.parametrize(
    "evidence",
    ["agenda/CHN-RUS/nuclear", "agenda/CHN-RUS/tea/2025", "agenda/CHN/nuclear/2025", "agenda/CHN-RUS/nuclear/2023"],
)
def test_ids_of_votes_of_another_shape_are_refused(evidence: str) -> None:
    with pytest.raises(NoEvidence):
        why_agenda(evidence, open_source())


@pytest.mark.parametrize("evidence", ["issue/tea", "stakes/RUS-CHN", "stakes/RUS-CHN/WEST/never", "matter/taiwan"])
def test_ids_of_matters_of_another_shape_are_refused(evidence: str) -> None:
    with pytest.raises(NoEvidence):
        why_stakes(evidence, shipped())


@pytest.mark.parametrize(
    ("title", "id"),
    [
        (
            "Peaceful settlement of the question of Palestine : resolution / adopted by the General Assembly",
            "palestine",
        ),
        ("Situation of human rights in the Islamic Republic of Iran : resolution", "country-rights"),
        ("The right to food", "rights"),
        ("Treaty on the Prohibition of Nuclear Weapons", "nuclear"),
        ("Transparency in armaments", "arms"),
        ("Question of Western Sahara", "colonies"),
        ("Scale of assessments for the apportionment of the expenses of the United Nations", "house"),
        ("The situation in Kampuchea", ""),
    ],
)
def test_titles_fall_under_one_heading(title: str, id: str) -> None:
    assert heading(title) == id


def test_same_answers_are_counted_where_both_took_part() -> None:
    votes = np.array([[1, 1, 0], [1, 2, 3], [3, 3, 3], [2, 2, 0]], dtype=np.int8)
    same, both = alike(votes)
    assert same[0, 1] == 3
    assert both[0, 1] == 4
    assert same[0, 2] == 1
    assert both[1, 2] == 2
    assert (same == same.T).all()


def test_the_release_counts_the_stretch_that_ended() -> None:
    source = open_source()
    now, then = agreements(source, "RUS", "CHN", "WEST", 2025), agreements(source, "RUS", "CHN", "WEST", 2023)
    assert {one.last for one in now} == {2025}
    assert {one.last for one in then} == {2020}
    by = {one.heading: one for one in now}
    assert by["nuclear"].own is not None
    assert by["nuclear"].own.value == pytest.approx(0.34, abs=0.02)
    assert by["nuclear"].nearer == 1
    assert by["palestine"].own.value > 0.9  # type: ignore[union-attr, operator]
    (row,) = why(by["nuclear"].own.evidence, source).rows()
    assert row["same"] / row["votes"] == pytest.approx(by["nuclear"].own.value)
    assert len(why(by["nuclear"].with1.evidence, source)) > 20  # type: ignore[union-attr]


def test_a_pair_reads_the_same_either_way_round() -> None:
    source = open_source()
    one, two = (agreements(source, *pair, "WEST", 2025) for pair in (("USA", "GBR"), ("GBR", "USA")))
    assert [(a.heading, a.own.value) for a in one if a.own] == [(a.heading, a.own.value) for a in two if a.own]
    assert [a.with1 for a in one] == [a.with2 for a in two]


def test_a_folder_without_counts_has_none(tmp_path: Path) -> None:
    assert KeptAgenda(tmp_path).last(2025) is None


def test_headings_agree_with_the_issue_codes_of_voeten(shared: Callable[[str], Path]) -> None:
    """Of roll calls that Voeten (2013) coded, ours lies among his codes; he gives several codes, we one heading."""
    import duckdb

    roll = str(shared("data/un/voeten_roll_calls_1946_2023.parquet"))
    codes = str(shared("data/un/voeten_roll_call_issues.parquet"))
    ours = str(shared("data/un/un_resolutions_undl_1946_2025.parquet"))
    rows = (
        duckdb.connect()
        .execute(
            "SELECT r.title, list(DISTINCT i.short_name) FROM read_parquet(?) v JOIN read_parquet(?) i USING (rcid) JOIN read_parquet(?) r "
            "ON replace(r.resolution, 'A/RES/', 'R/') = v.unres WHERE r.body = 'GA' GROUP BY v.rcid, r.title",
            [roll, codes, ours],
        )
        .fetchall()
    )
    known = {
        "palestine": {"me"},
        "nuclear": {"nu", "di"},
        "arms": {"di", "nu"},
        "colonies": {"co"},
        "rights": {"hr"},
        "country-rights": {"hr"},
        "development": {"ec"},
    }
    told = [bool(known[id] & set(his)) for title, his in rows if (id := heading(title)) in known]
    assert len(told) > 1500
    assert sum(told) / len(told) > 0.88


def test_matters_in_dispute_set_the_first_two_sides_against_each_other() -> None:
    found = {one.issue.id: one for one in stands(shipped(), question("Russia", "China"), DAY)}
    assert (found["taiwan"].stake1, found["taiwan"].stake2) == ("", "sovereignty")
    assert found["taiwan"].against2
    assert not found["taiwan"].against1
    assert found["ukraine-war"].against1
    assert not found["russia-energy-sanctions"].apart  # a buyer of oil stands beside, not against
    kashmir = {one.issue.id: one for one in stands(shipped(), question("India", "Pakistan"), DAY)}["kashmir"]
    assert kashmir.apart
    assert not kashmir.together


def test_what_began_later_or_ended_is_not_told() -> None:
    ids = {
        one.issue.id for one in stands(shipped(), question("Russia", "China", until=date(2021, 1, 1)), date(2021, 1, 1))
    }
    assert "ukraine-war" not in ids
    assert "abm-treaty" not in ids
    assert "donbas" in ids


def test_sorts_of_matters_take_turns_and_those_spoken_of_go_first() -> None:
    found = stands(shipped(), question("Russia", "China"), DAY)
    some = in_turn(found, 4)
    assert {(one.apart, one.against1, one.against2) for one in some} >= {
        (False, True, True),
        (False, True, False),
        (False, False, True),
    }
    first = in_turn(found, 4, lambda one: 9 if one.issue.id == "aukus" else 0)[0]
    assert first.issue.id == "aukus"


def number(value: float, year: int, evidence: str = "e", wide: float = 0.05) -> Estimate:
    return Estimate(value, value - wide, value + wide, 0.9, 100, date(year, 12, 31), "by hand", evidence)


def test_deeds_and_warmth_part_by_their_places() -> None:
    deeds, words = {2014: number(0.6, 2014)}, {2014: number(0.9, 2014), 2015: number(0.8, 2015)}
    view = View("CHN", "RUS", {2015: number(0.3, 2015)}, {2015: number(0.6, 2015)})
    found = Axes(deeds, words, {2014: number(0.9, 2014)}, {2014: number(0.5, 2014)}, (view,))
    assert (found.year, found.ahead, found.third(found.deeds_place), found.cool, found.warm) == (
        2014,
        "deeds",
        1,
        (view,),
        (),
    )
    assert replace(found, deeds_place={2014: number(0.6, 2014)}).ahead == ""
    other = View("RUS", "CHN", {2014: number(0.9, 2014), 2015: number(0.7, 2015)}, {})
    assert replace(found, views=(view, other)).better == (other, view, 2015)


def test_the_release_keeps_both_axes_of_a_pair() -> None:
    source = open_source()
    found = axes(source.kept, "RUS", "CHN", 2014)
    assert found.year == 2014
    assert found.ahead == "deeds"
    assert {view.asked: view.year for view in found.views} == {"RUS": 2014, "CHN": 2014}
    assert axes(source.kept, "RUS", "CHN", 2010).year == 2010
    (row,) = (row for row in why("deeds/balance/CHN-RUS/2014", source).rows() if row["measure"] == "deeds/balance")
    assert row["value"] == pytest.approx(0.61, abs=0.01)


def test_documents_count_as_they_were_out() -> None:
    ledger = Given()
    for type, day in (
        ("AID", "2019-01-01"),
        ("SANCTION", "2020-01-01"),
        ("SUPPORT", "2019-02-01"),
        ("THREATEN", "2021-01-01"),
    ):
        ledger.event(type, "RUS", "CHN", day)
    ledger.statement(["RUS"], {"CHN": "for"}, "2019-03-01")
    whole = in_texts(ledger, "RUS", "CHN", None, DAY)
    assert whole.deeds is not None
    assert (whole.deeds.value, whole.deeds.n_evidence, whole.deeds.evidence) == (
        0.0,
        2,
        "deeds/coded_balance/CHN-RUS/all",
    )
    early = in_texts(ledger, "RUS", "CHN", date(2019, 12, 31), DAY)
    assert early.deeds is not None
    assert (early.deeds.value, early.words["RUS"].value, early.officials["RUS"].value) == (1.0, 1.0, 1.0)
    from comity.measure.affinity.deeds import why as deeds_why
    from comity.measure.affinity.warmth import why as warmth_why

    assert len(deeds_why(early.deeds.evidence, ledger)) == 1 + 1  # words are among the happenings
    assert len(deeds_why(whole.deeds.evidence, ledger)) == 2 + 2  # words are among the happenings
    assert len(warmth_why(early.officials["RUS"].evidence, ledger)) == 1


@pytest.mark.parametrize(
    ("one", "two", "until"),
    [
        ("Russia", "China", "2021-12-17"),
        ("SUN", "DDR", "1989-12-31"),
        ("Nauru", "Tuvalu", None),
        ("Kosovo", "Serbia", None),
    ],
)
def test_no_figure_rests_on_anything_later(one: str, two: str, until: str | None) -> None:
    made = brief(one, two, until=until)
    for name in ("deeds", "issues", "voices"):
        for block in made.section(name).blocks:
            for figure in block.figures:
                assert until is None or figure.estimate.as_of <= made.until
                assert made.why(figure.evidence).title


def test_tables_of_issues_hold_figures() -> None:
    tables = [block for block in brief("Russia", "China").section("issues").blocks if isinstance(block, Table)]
    assert [table.title.split(",")[0] for table in tables] == [
        "Same answers in the General Assembly",
        "Matters in dispute and what is at stake",
    ]
    assert all(isinstance(row[2], Figure) for row in tables[0].rows)
    assert len(tables[0].rows) == len(headings()) - 1  # money and staff: too few votes of late
