"""Meetings and visits: refusals, stays and standings by hand, a coded text end to end, and the real list."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_made import code, toy_stories_told
from measure_toy import Toy, real_ledger

from comity.errors import ComityError, NoEvidence
from comity.ledger import Ledger
from comity.measure.strength.visits import _stays, meetings_told, visits, why
from comity.schema import Record

Shared = Callable[[str], Path]
_stories = pytest.fixture(toy_stories_told, scope="module", autouse=True, name="_stories")


def day(indicator: str, when: str, item: str = "china_vitae:1") -> Record:
    first = date.fromisoformat(when)
    directed = indicator != "leader_meeting"
    return Record(indicator, "CHN", "RUS", first, first, 1.0, "", directed, "china_vitae-1", 1, item)


# what is refused


def test_a_bloc_or_one_state_twice_is_refused() -> None:
    with pytest.raises(ComityError, match="not a bloc"):
        visits(Toy(), "CHN", "NATO")
    with pytest.raises(ComityError, match="a state and itself"):
        meetings_told(Toy(), "RUS", "SUN")


@pytest.mark.parametrize("id", ["visits/china_vitae/meetings/RUS-CHN", "visits/china_vitae/held/RUS-CHN/2018", "visits/texts/visits/RUS-CHN/2018",
                                "visits/texts/held/RUS/2018", "visits/texts/held/RUS-CHN/2018", "visits/china_vitae/visits/RUS-CHN/2018"])  # fmt: skip
def test_no_evidence_for_ids_of_another_shape_or_with_nothing_behind(id: str) -> None:
    with pytest.raises(NoEvidence):
        why(id, Toy())


def test_nothing_held_says_what_to_add() -> None:
    assert "comity add --record china_vitae" in visits(Toy(), "RUS", "CHN").note
    assert "No text held tells" in meetings_told(Toy(), "RUS", "CHN").note


# by hand


def test_days_in_a_row_are_one_stay_and_covered_years_without_one_are_zero() -> None:
    toy = Toy(*(day("leader_visit", when) for when in ("2003-05-26", "2003-05-27", "2003-05-28", "2003-09-25")),
              day("leader_meeting", "2005-02-02"))  # fmt: skip
    held = {(row["kind"], row["year"]): (row["value"], row["n_evidence"]) for row in visits(toy, "RUS", "CHN").rows()}
    assert [held["visits", year] for year in (2003, 2004, 2005)] == [(2, 4), (0, 0), (0, 0)]
    assert [held["meetings", year] for year in (2003, 2004, 2005)] == [(0, 0), (0, 0), (1, 1)]
    assert len(why("visits/china_vitae/visits/RUS-CHN/2003", toy)) == 4


def test_the_list_says_nothing_of_pairs_without_china() -> None:
    assert not visits(Toy(day("leader_meeting", "2005-02-02")), "RUS", "USA").rows()


def test_what_texts_tell_is_held_or_announced_and_a_story_counts_once() -> None:
    toy = Toy(events=[
        ("RUS", "CHN", "asserted", "2021-12-15", "s1"), ("CHN", "RUS", "asserted", "2021-12-15", "s1"),
        ("RUS", "CHN", "planned", "2022-02-01", "s2"), ("RUS", "CHN", "negated", "2021-12-15", "s3"),
        ("RUS", "CHN", "hypothetical", "2021-12-15", "s4"), ("RUS", "CHN", "asserted", None, "s5"),
        ("RUS", "USA", "asserted", "2021-12-07", "s6"),
    ])  # fmt: skip
    rows = [(row["kind"], row["year"], row["value"], row["n_evidence"]) for row in visits(toy, "RUS", "CHN").rows()]
    assert rows == [("announced", 2022, 1, 1), ("held", 2021, 2, 3)]
    assert visits(toy, "RUS", "CHN").rows()[0]["as_of"] == date(2021, 12, 17), (
        "as of the text, not of what it announces"
    )
    told = meetings_told(toy, "CHN", "RUS", until=date(2021, 12, 31))
    assert [row["standing"] for row in told.rows()] == ["held"] * 3
    assert len(why("visits/texts/held/RUS-CHN/2021", toy)) == 3


@given(st.sets(st.dates(date(2010, 1, 1), date(2010, 3, 1))))
def test_stays_are_as_many_as_gaps_say(told: set[date]) -> None:
    stays = _stays(list(told))
    assert set(stays) <= told
    assert len(stays) == sum((day.toordinal() - 1) not in {other.toordinal() for other in told} for day in told)


def test_a_coded_text_leads_from_the_count_to_the_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"title": "News", "text": "Ruritania met Graustark.", "published": "2020-05-02"})
    )
    ledger = Ledger(tmp_path / "L")
    ledger.add_documents(tmp_path / "a.jsonl")
    code(ledger)
    ledger.build()
    table = visits(ledger, "RUS", "CHN")
    assert [(row["kind"], row["year"], row["value"]) for row in table.rows()] == [("held", 2020, 1)]
    events = table.why(table.rows()[0]["evidence"])
    assert events.rows()[0]["text"] == "Ruritania met Graustark."
    assert len(events.why(events.rows()[0]["evidence"]))


# real data


def test_china_vitae_on_russia(shared: Shared) -> None:
    table = visits(real_ledger(shared, "china_vitae"), "RUS", "CHN")
    held = {(row["kind"], row["year"]): row["value"] for row in table.rows()}
    assert held["visits", 2018] == 1, "Vladivostok, 11 to 13 September"
    assert (held["meetings", 2018], held["meetings", 2010]) == (12, 22)
    lines = table.why("visits/china_vitae/visits/RUS-CHN/2018")
    assert [row["start"].isoformat() for row in lines.rows()] == ["2018-09-11", "2018-09-12", "2018-09-13"]
    assert all("Vladivostok" in row["title"] for row in lines.rows())
    assert ", line " in lines.why(lines.rows()[0]["evidence"]).rows()[0]["place"]
