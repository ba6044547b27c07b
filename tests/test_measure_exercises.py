"""Joint exercises: refusals, counts by hand, blocs on the day, and two collections that are never added."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from measure_toy import Toy, real_ledger

from comity.errors import ComityError, NoEvidence, UnknownActor
from comity.measure.strength.exercises import exercises, why
from comity.schema import Record

Shared = Callable[[str], Path]
MME, RUSSIAN = "exercises-mme-1", "exercises-russian_forces-1"


def joint(one: str, two: str, day: str, item: str, origin: str = MME) -> Record:
    first = date.fromisoformat(day)
    return Record("joint_exercise", *sorted((one, two)), first, first, 1.0, "exercise", False, origin, 1, item)


# what is refused


def test_a_bloc_first_one_state_twice_and_unknown_names_are_refused() -> None:
    with pytest.raises(ComityError, match="not a bloc"):
        exercises(Toy(), "NATO", "RUS")
    with pytest.raises(ComityError, match="a state and itself"):
        exercises(Toy(), "RUS", "SUN")
    with pytest.raises(UnknownActor):
        exercises(Toy(), "RUS", "Atlantis")


@pytest.mark.parametrize("id", ["exercises/mme/RUS-CHN", "exercises/x/RUS-CHN/2005", "exercises/mme/RUS/2005",
                                "exercises/mme/RUS-XYZ/2005", "exercises/mme/RUS-CHN/2005"])  # fmt: skip
def test_no_evidence_for_ids_of_another_shape_or_with_nothing_behind(id: str) -> None:
    with pytest.raises(NoEvidence):
        why(id, Toy())


def test_nothing_held_says_what_to_add() -> None:
    assert "comity add --record exercises" in exercises(Toy(), "RUS", "CHN").note


# by hand


def test_covered_years_without_one_are_zero_and_an_exercise_counts_once() -> None:
    toy = Toy(joint("RUS", "CHN", "2005-08-18", "mme:1"), joint("RUS", "CHN", "2007-01-01", "mme:2"),
              joint("RUS", "KAZ", "2007-01-01", "mme:2"), joint("USA", "KOR", "2004-01-01", "mme:3"))  # fmt: skip
    held = {row["year"]: row["value"] for row in exercises(toy, "CHN", "RUS").rows()}
    assert held == {2004: 0, 2005: 1, 2006: 0, 2007: 1}
    assert list({row["year"]: row["value"] for row in exercises(toy, "CHN", "RUS", 2006, 2006).rows()}) == [2006]


def test_with_a_bloc_those_count_that_were_members_on_the_first_day() -> None:
    toy = Toy(joint("RUS", "POL", "1998-05-01", "mme:1"), joint("RUS", "POL", "2000-05-01", "mme:2"),
              joint("RUS", "USA", "2000-05-01", "mme:2"), joint("RUS", "CHN", "2000-06-01", "mme:3"))  # fmt: skip
    held = {row["year"]: row["value"] for row in exercises(toy, "RUS", "NATO").rows()}
    assert held == {1998: 0, 1999: 0, 2000: 1}, "Poland joined in 1999"
    assert {row["partner"] for row in why("exercises/mme/RUS-NATO/2000", toy).rows()} == {"POL", "USA"}


def test_collections_stand_apart_and_the_russian_list_speaks_only_of_russia() -> None:
    toy = Toy(joint("RUS", "CHN", "2009-07-22", "mme:1"), joint("RUS", "CHN", "2009-01-01", "russian_exercise:1", RUSSIAN),
              joint("CHN", "IND", "2009-01-01", "russian_exercise:1", RUSSIAN))  # fmt: skip
    rows = exercises(toy, "RUS", "CHN").rows()
    assert [(row["collection"], row["value"]) for row in rows] == [("mme", 1), ("russian_exercise", 1)]
    assert all("not to be added" in row["method"] for row in rows)
    assert {row["collection"] for row in exercises(toy, "CHN", "IND").rows()} == {"mme"}


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 9), st.integers(2000, 2003)), max_size=12))
def test_the_order_of_two_states_is_nothing(rows: list[tuple[int, int]]) -> None:
    toy = Toy(
        joint("USA", "KOR", "2000-01-01", "mme:0"),
        *(joint("RUS", "CHN", f"{year}-03-01", f"mme:{n}") for n, year in rows),
    )
    forth, back = (exercises(toy, *pair).columns["value"] for pair in (("RUS", "CHN"), ("CHN", "RUS")))
    assert forth == back
    assert sum(forth) == len(set(rows))


# real data


def test_russia_and_china_by_year(shared: Shared) -> None:
    table = exercises(real_ledger(shared, "exercises"), "RUS", "CHN")
    held = {(row["collection"], row["year"]): row["value"] for row in table.rows()}
    assert [held["mme", year] for year in range(2004, 2011)] == [0, 1, 0, 3, 0, 2, 3]
    assert [held["russian_exercise", year] for year in range(2009, 2019)] == [4, 2, 0, 1, 1, 2, 2, 0, 0, 0]
    told = table.why("exercises/mme/RUS-CHN/2005")
    assert told.rows()[0]["title"].startswith("Peace Mission 2005")
    assert ", line " in told.why(told.rows()[0]["evidence"]).rows()[0]["place"]
