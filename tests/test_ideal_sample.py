"""The estimation sample: refusals, bridging by hand, and the authors' vote counts on the real files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ideal_data import published, real_sample

from comity.errors import ComityError, NoEvidence
from comity.measure.ideal.bridging import collapse
from comity.measure.ideal.held import votes_of
from comity.measure.ideal.sample import sample


def test_columns_of_different_length_and_an_empty_sample_are_refused() -> None:
    with pytest.raises(ComityError, match="differ in length"):
        sample(["PER"], [1, 1], [1, 1], [1, 3])
    with pytest.raises(ComityError, match="no vote is left"):
        sample(["PER", "CHL"], [1, 1], [1, 1], [1, 1])


def test_pairs_of_the_wrong_shape_or_of_one_roll_call_are_refused() -> None:
    with pytest.raises(ComityError, match=r"\[p, 2\]"):
        collapse(np.array([1]), np.array([[1, 2, 3]]))
    with pytest.raises(ComityError, match="repeat itself"):
        collapse(np.array([1]), np.array([[1, 1]]))


def test_chains_end_at_their_beginning_and_many_go_to_the_lowest() -> None:
    repeated = np.array([(10, 20), (20, 30), (30, 40), (5, 40)])
    assert collapse(np.array([10, 20, 30, 40, 50]), repeated).tolist() == [10, 10, 10, 5, 50]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(21, 40)), max_size=12))
def test_collapsing_twice_changes_nothing(repeated: list[tuple[int, int]]) -> None:
    ids = np.arange(41)
    once = collapse(ids, np.array(repeated, dtype=np.int64).reshape(-1, 2))
    assert (collapse(once, np.array(repeated, dtype=np.int64).reshape(-1, 2)) == once).all()
    assert (once <= ids).all()


def test_the_authors_omissions() -> None:
    unit = ["PER", "CHL", "ZAF", "EAZ"]
    votes = sample(unit * 3, [18] * 4 + [19] * 4 + [48] * 4, [1] * 4 + [2] * 4 + [3] * 4, [1, 2, 3, 1] * 3)
    held = {(votes.units[u], int(votes.sessions[t])) for u, t in zip(votes.cell_unit, votes.cell_session, strict=True)}
    assert held == {("PER", 18), ("CHL", 18), ("ZAF", 18), ("PER", 48), ("CHL", 48)}


def test_parts_are_left_out_after_1989_only() -> None:
    votes = sample(["PER", "CHL"] * 2, [44, 44, 45, 45], [1, 1, 2, 2], [1, 3, 1, 3], part=[True] * 4)
    assert votes.sessions.tolist() == [44]


def test_an_item_is_divided_over_all_its_sessions() -> None:
    votes = sample(["PER", "CHL"] * 2, [1, 1, 2, 2], [1, 1, 2, 2], [1, 1, 3, 3], pairs=[(1, 2)])
    assert (votes.items.tolist(), len(votes), votes.n_votes.tolist()) == ([1], 4, [1, 1, 1, 1])


class Held:
    """A ledger that answers with the rows it is given."""

    def __init__(self, **rows: list[Any]) -> None:
        self.rows = {name: np.array(column, dtype=object) for name, column in rows.items()}

    def arrays(self, sql: str, parameters: tuple[object, ...]) -> dict[str, Any]:
        return self.rows


def test_a_ledger_without_voetens_roll_calls_is_refused() -> None:
    empty = Held(item=[], day=[], symbol=[], kind=[], state=[], choice=[])
    with pytest.raises(NoEvidence, match="no roll calls"):
        votes_of(empty)  # type: ignore[arg-type]


def test_a_ledgers_states_become_units_of_their_session() -> None:
    day = [np.datetime64("1990-11-05"), np.datetime64("1991-11-05")]
    rows = Held(
        item=["voeten:7"] * 3 + ["voeten:9"] * 3,
        day=[day[0]] * 3 + [day[1]] * 3,
        symbol=["R/45/31"] * 3 + [""] * 3,
        kind=["resolution"] * 6,
        state=["DEU", "SUN", "YEM"] * 2,
        choice=[1, 3, 1] * 2,
    )
    votes = votes_of(rows)  # type: ignore[arg-type]
    assert (votes.units, votes.sessions.tolist()) == (("DEU", "DEU:1990", "RUS", "YAR", "YEM"), [45, 46])


def test_the_authors_vote_counts_are_met_in_every_country_session(shared: Callable[[str], Path]) -> None:
    votes = real_sample(shared)
    assert (len(votes), len(votes.items), len(votes.sessions), len(votes.units)) == (797_473, 4_784, 73, 199)
    assert (published(shared, votes).n_votes == votes.n_votes).sum() == len(votes.n_votes) == 10_469
