"""Joint choices: what counts as contested, blocs as voters, parity with published figures, and additivity."""

from __future__ import annotations

import csv
from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from measure_data import Shared, calls_of, real_roll_calls

from comity.errors import ComityError
from comity.measure.blocs import bloc_votes, membership_mask
from comity.measure.votes.choices import DyadChoices, choice_table, dyad_choices, ordered, vote_class
from comity.measure.votes.yardsticks import YARDSTICKS

END = date(2025, 12, 31)


def test_two_blocs_or_one_state_twice_are_refused() -> None:
    with pytest.raises(ComityError, match="two blocs"):
        ordered("NATO", "BRICS")
    with pytest.raises(ComityError, match="itself"):
        ordered("RUS", "SUN")
    assert ordered("WEST", "RUS") == ("RUS", "WEST")


def test_an_unknown_class_of_votes_is_refused() -> None:
    choices = dyad_choices(calls_of([[1, 2]], ("CHN", "RUS")), "CHN", "RUS", END)
    with pytest.raises(ComityError, match="all"):
        choices.of("important")


def test_nothing_held_gives_no_years_and_says_so() -> None:
    choices = dyad_choices(calls_of([[1, 0]], ("CHN", "RUS")), "CHN", "RUS", END)
    assert len(choices) == 0
    assert "No vote is held" in choices.note


def test_nine_yes_in_ten_is_lopsided_and_less_is_contested() -> None:
    nine_in_ten = [1] * 9 + [3]
    eight_in_nine = [1] * 8 + [2, 0]
    assert vote_class(np.array([nine_in_ten, eight_in_nine, [1] * 10, [2] * 10], dtype=np.int8)).tolist() == [
        0,
        1,
        2,
        2,
    ]


def test_a_hand_counted_year() -> None:
    states = ("CHN", "FRA", "RUS", "USA")
    calls = calls_of([[1, 1, 1, 1], [1, 2, 1, 3], [2, 3, 1, 3], [0, 1, 3, 3]], states)
    table = choice_table(calls)
    row = (table.state1 == "CHN") & (table.state2 == "RUS")
    assert table.unanimous[row].tolist() == [1]
    assert table.counts[row][0, 1].tolist() == [[1, 0, 0], [1, 0, 0], [0, 0, 0]]
    assert table.counts[row][0, 0].sum() == 0


def test_the_soviet_union_counts_as_russia_and_the_side_does_not_matter() -> None:
    calls = calls_of([[1, 0, 3, 2], [1, 3, 0, 2]], ("FRA", "RUS", "SUN", "USA"), ["1991-06-01", "1992-06-01"])
    with_usa = dyad_choices(calls, "RUS", "USA", END)
    assert with_usa.years.tolist() == [1991, 1992]
    assert with_usa.counts[:, 1, 2, 1].tolist() == [1, 1]
    assert np.array_equal(dyad_choices(calls, "USA", "RUS", END).counts, with_usa.counts)
    assert dyad_choices(calls, "SUN", "USA", END).years.tolist() == [1991]


def test_a_bloc_chooses_what_more_than_half_of_its_other_members_choose() -> None:
    members = np.array([[True, True, True, False]] * 4)
    votes = np.array([[1, 1, 3, 2], [1, 3, 0, 2], [1, 0, 0, 2], [1, 1, 2, 0]], dtype=np.int8)
    seen = bloc_votes(votes, members)
    assert seen[:, 3].tolist() == [1, 0, 0, 1]
    assert seen[0].tolist() == [0, 0, 1, 1]


def test_membership_is_that_of_the_day() -> None:
    days = np.array(["1955-05-05", "1955-05-06", "2003-01-01"], dtype="datetime64[D]")
    mask = membership_mask("NATO", days, ("DEU", "FRA", "POL", "RUS"))
    assert mask.tolist() == [[False, True, False, False], [True, True, False, False], [True, True, True, False]]


@settings(deadline=None, max_examples=30)
@given(arrays(np.int8, (12, 4), elements=st.integers(0, 3)))
def test_counts_add_up_and_do_not_depend_on_order(votes: np.ndarray) -> None:
    """A year is the sum of its parts; the table and the single dyad agree; shuffling items changes nothing."""
    states = ("CHN", "FRA", "GBR", "USA")
    rows = [list(map(int, row)) for row in votes]
    whole = choice_table(calls_of(rows, states, ["2000-01-01"] * 12))
    shuffled = choice_table(calls_of(rows[::-1], states, ["2000-12-01"] * 12))
    split = choice_table(calls_of(rows, states, ["1999-01-01"] * 5 + ["2000-01-01"] * 7))
    assert whole.counts.sum() == shuffled.counts.sum() == split.counts.sum()
    for one, two in (("CHN", "FRA"), ("GBR", "USA")):
        row = (whole.state1 == one) & (whole.state2 == two)
        alone = dyad_choices(calls_of(rows, states), one, two, END)
        parts = split.counts[(split.state1 == one) & (split.state2 == two)].sum(axis=0)
        assert np.array_equal(whole.counts[row].sum(axis=0), alone.counts.sum(axis=0))
        assert np.array_equal(parts, alone.counts.sum(axis=0))
        assert whole.unanimous[row].sum() == alone.unanimous.sum()


def year(choices: DyadChoices, which: int, votes: str = "all") -> np.ndarray:
    return choices.of(votes)[choices.years.tolist().index(which)]


def exactly(table: np.ndarray, name: str) -> Fraction:
    """The yardstick in exact fractions, written down a second time from its definition."""
    t = [[int(x) for x in row] for row in table]
    n = sum(map(sum, t))
    if name == "yes_no":
        return Fraction(t[0][0] + t[2][2], t[0][0] + t[0][2] + t[2][0] + t[2][2])
    if name == "graded":
        return Fraction(sum((2 - abs(a - b)) * t[a][b] for a in range(3) for b in range(3)), 2 * n)
    same = Fraction(sum(t[a][a] for a in range(3)), n)
    if name == "identical":
        return same
    chance = sum(Fraction(sum(t[a]), n) * Fraction(sum(row[a] for row in t), n) for a in range(3))
    return (same - chance) / (1 - chance)


FACTS = (
    ("identical_pct", "identical", "all", 100),
    ("graded_pct", "graded", "all", 100),
    ("yes_no_pct", "yes_no", "all", 100),
    ("kappa", "kappa", "all", 1),
    ("contested_identical_pct", "identical", "contested", 100),
)


def test_the_worked_facts_of_six_dyads_to_the_printed_digit(shared: Shared) -> None:
    """330 dyad-years, seven figures each. Where a figure lies exactly between two (81.25), either is right."""
    calls = real_roll_calls(shared)
    with shared("data/facts/pair_year_facts_1971_2025.csv").open(encoding="utf-8") as file:
        facts = list(csv.DictReader(file))
    dyads = {pair: dyad_choices(calls, *pair.split("-"), END) for pair in {fact["pair"] for fact in facts}}
    wrong = []
    for fact in facts:
        choices, which = dyads[fact["pair"]], int(fact["year"])
        n = int(year(choices, which).sum()), int(year(choices, which, "contested").sum())
        if n != (int(fact["n_votes"]), int(fact["n_contested"])):
            wrong.append((fact["pair"], which, n))
        for column, name, votes, scale in FACTS:
            table = year(choices, which, votes)
            digit = Fraction(1, 10 ** (3 if name == "kappa" else 1))
            exact = exactly(table, name) * scale
            if abs(exact - Fraction(fact[column])) > digit / 2 or not np.isclose(
                float(YARDSTICKS[name](table)) * scale, float(exact), rtol=0, atol=1e-10
            ):
                wrong.append((fact["pair"], which, column, float(exact), fact[column]))
    assert len(facts) == 330
    assert wrong == []


def test_russia_and_china_kappa_peaked_in_2020_and_raw_agreement_in_the_late_1980s(shared: Shared) -> None:
    choices = dyad_choices(real_roll_calls(shared), "RUS", "CHN", END)
    peak = {name: int(choices.years[np.nanargmax(YARDSTICKS[name](choices.of()))]) for name in YARDSTICKS}
    assert choices.years.tolist() == list(range(1971, 2026))
    assert (peak["kappa"], peak["pi"], peak["identical"], peak["graded"]) == (2020, 2020, 1989, 1988)
    assert round(float(YARDSTICKS["kappa"](year(choices, 2020))), 3) == 0.538
    assert round(100 * float(YARDSTICKS["identical"](year(choices, 1989))), 1) == 92.8


def beside_the_united_states(shared: Shared) -> dict[int, list[tuple[tuple[int, ...], tuple[int, ...], float]]]:
    """By year: our (same, opposite, half, absent), theirs (same, opposite, half), and their printed rate."""
    calls = real_roll_calls(shared)
    usa = calls.column("USA").astype(int)
    with shared("data/un/us_state_dept_voting_coincidence_2013_2023.csv").open(encoding="utf-8") as file:
        reported = [row for row in csv.DictReader(file) if int(row["YEAR"]) >= 2018]
    found: dict[int, list[tuple[tuple[int, ...], tuple[int, ...], float]]] = {}
    for row in reported:
        here = (calls.years == int(row["YEAR"])) & (usa > 0)
        theirs = calls.column(row["ISO"]).astype(int)[here]
        apart = np.abs(usa[here] - theirs)[theirs > 0]
        ours = *(int((apart == d).sum()) for d in (0, 2, 1)), int((theirs == 0).sum())
        told = (row["SAME"], row["OPPOSE"] or row["OPPOSITE"], row["PARTIAL"])
        report = tuple(int(float(number)) for number in told)
        found.setdefault(int(row["YEAR"]), []).append((ours, report, float(row["COINCIDENCE"])))
    return found


def test_the_state_departments_counts_of_every_member(shared: Shared) -> None:
    """Same and opposite answers with the United States: all 192 members in 2020, 2022 and 2023; half-agreement in two.

    Its printed rate counts an absence as half agreement, which ours leaves out.
    """
    years = beside_the_united_states(shared)
    assert {which: len(rows) for which, rows in years.items()} == dict.fromkeys(range(2018, 2024), 192)
    for which in (2020, 2022, 2023):
        assert all(ours[:2] == theirs[:2] for ours, theirs, _ in years[which])
    for which in (2022, 2023):
        assert all(ours[2] == theirs[2] for ours, theirs, _ in years[which])
        rates = [((o[0] + (o[2] + o[3]) / 2) / sum(o), printed) for o, _, printed in years[which]]
        assert all(abs(rate - printed) <= 0.00501 for rate, printed in rates)


@pytest.mark.parametrize(("which", "most"), [(2018, 0.9), (2019, 0.5), (2021, 1.6)])
def test_other_years_are_near_the_state_departments(shared: Shared, which: int, most: float) -> None:
    """It counted other votes in those years; mean gap of graded agreement over members, in points."""
    gaps = [
        abs((ours[0] + ours[2] / 2) / max(sum(ours[:3]), 1) - (theirs[0] + theirs[2] / 2) / max(sum(theirs), 1))
        for ours, theirs, _ in beside_the_united_states(shared)[which]
    ]
    assert 0 < 100 * np.mean(gaps) < most
