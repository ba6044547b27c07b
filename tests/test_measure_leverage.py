"""Leverage: refusals, games worked by hand, the axioms of Shapley as properties, and the pipeline past Ukraine."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import ComityError, NoEvidence, WrongFile
from comity.measure.transit.leverage import Game, effect, game, leverage, shapley, shares, why
from comity.measure.transit.routes import Stretch, deliverable, network, stretches

DAY = date(2021, 12, 1)
DEMAND = {"EU": 100.0}


def stretch(giver: str, taker: str, capacity: float, route: str = "r", start: date | None = DAY) -> Stretch:
    return Stretch(route, route, giver, taker, capacity, start, None)


DIRECT = stretch("RUS", "EU", 60, "direct")
OVER = (stretch("RUS", "UKR", 100, "over"), stretch("UKR", "EU", 100, "over"))


# what is refused


def test_a_route_or_buyer_nobody_knows_is_refused() -> None:
    with pytest.raises(ComityError, match="no route 'south-stream'"):
        network(DAY, ["south-stream"])
    with pytest.raises(ComityError, match="no demand held of USA"):
        leverage(DAY, buyers=("USA",))
    with pytest.raises(ComityError, match="no route from RUS to CHN"):
        leverage(date(2010, 1, 1), buyers=("CHN",))
    with pytest.raises(NoEvidence):
        why("votes/RUS")


def test_values_of_no_game_are_refused() -> None:
    with pytest.raises(ComityError, match="2\\^n"):
        shapley(np.zeros(6))
    with pytest.raises(ComityError, match="2\\^n"):
        shapley(np.zeros(1 << 13))


@pytest.mark.parametrize(
    ("row", "match"), [("RUS\tRUS\t5", "two ends"), ("RUS\tXXX\t5", "XXX"), ("RUS\tEU\t-5", "above 0")]
)
def test_a_bad_row_names_its_line(tmp_path: Path, row: str, match: str) -> None:
    path = tmp_path / "routes.tsv"
    path.write_text("route\tname\tfrom\tto\tcapacity\tstart\tend\tpage\tnote\n" + f"a\tA\t{row}\t2000-01-01\t\t\t\n")
    with pytest.raises(WrongFile, match=match) as error:
        stretches(path)
    assert "line 2" in str(error.value)


# worked by hand


def test_three_players_by_hand() -> None:
    """Producer 0, transit 1, buyer 2; 60 go past the transit state, 100 with it.

    Orders: the producer adds all it completes: v(02) = 60, v(012) = 100. Of the six orders the transit state adds 40
    where it comes last (2 of 6), so 40/3; producer and buyer share the rest evenly: (100 - 40/3) / 2.
    """
    v = np.zeros(8)
    v[0b101], v[0b111] = 60, 100
    np.testing.assert_allclose(shapley(v), [130 / 3, 40 / 3, 130 / 3])
    played = game((*OVER, DIRECT), "RUS", DEMAND)
    assert played.players == ("RUS", "EU", "UKR")
    np.testing.assert_allclose(shapley(played.values((0.0,))[0]), [130 / 3, 130 / 3, 40 / 3])


def test_a_falling_margin_lowers_what_the_last_units_are_worth() -> None:
    """At slope 1 the margin falls to nought: 100 wanted are worth 50, the first 50 of them 37.5."""
    played = game((stretch("RUS", "EU", 50),), "RUS", DEMAND)
    np.testing.assert_allclose(played.values((0.0, 1.0))[:, 0b11], [50, 37.5])


def test_transit_states_one_behind_the_other_share_as_one_chain() -> None:
    """A chain of four with no way round: all are needed, so each gets a quarter."""
    chain = (stretch("RUS", "BLR", 30), stretch("BLR", "POL", 30), stretch("POL", "EU", 30))
    assert {round(s[0], 12) for s in shares(chain, "RUS", DEMAND).values()} == {0.25}


def test_two_rival_transit_states_lose_to_each_other() -> None:
    """Either can carry all: each is worth something only where the other has not joined."""
    rival = (stretch("RUS", "BLR", 100), stretch("BLR", "EU", 100))
    found = shares((*OVER, *rival), "RUS", DEMAND)
    assert found["UKR"][0] == pytest.approx(1 / 12)
    assert found["BLR"][0] == pytest.approx(found["UKR"][0])


def test_gas_turns_back_to_make_room() -> None:
    """The shortest way takes what the second needs; only a flow that gives way reaches 2."""
    links = (
        stretch("RUS", "BLR", 1), stretch("RUS", "UKR", 1), stretch("BLR", "POL", 1), stretch("UKR", "POL", 1),
        stretch("BLR", "TUR", 1), stretch("POL", "EU", 1), stretch("TUR", "EU", 1),
    )  # fmt: skip
    members = {"RUS", "BLR", "UKR", "POL", "TUR", "EU"}
    assert deliverable(links, members, "RUS", [("EU", 9.0)]) == [2.0]
    assert deliverable(links, members - {"UKR"}, "RUS", [("EU", 9.0)]) == [1.0]


def test_who_cannot_be_on_the_way_is_no_player() -> None:
    assert "KAZ" not in game(network(DAY), "RUS", {"EU": 155.0}).players


# properties: the axioms


games = st.integers(1, 5).flatmap(
    lambda n: st.lists(st.floats(-100, 100), min_size=2**n, max_size=2**n).map(lambda v: np.array([0.0, *v[1:]]))
)


@given(games)
def test_efficiency_all_is_shared_out(v: np.ndarray) -> None:
    assert shapley(v).sum() == pytest.approx(v[-1], abs=1e-9)


@given(games)
def test_a_dummy_gets_what_it_makes_alone(v: np.ndarray) -> None:
    more = np.concatenate([v, v + 7.0])
    found = shapley(more)
    assert found[-1] == pytest.approx(7.0)
    np.testing.assert_allclose(found[:-1], shapley(v), atol=1e-9)


@given(games, st.randoms(use_true_random=False))
def test_names_do_not_matter(v: np.ndarray, random) -> None:  # type: ignore[no-untyped-def]
    n = len(v).bit_length() - 1
    order = list(range(n))
    random.shuffle(order)
    swapped = np.array([v[sum((bits >> i & 1) << order[i] for i in range(n))] for bits in range(len(v))])
    np.testing.assert_allclose(shapley(swapped), shapley(v)[order], atol=1e-9)


@given(games, games)
def test_values_of_two_games_add_up(v: np.ndarray, w: np.ndarray) -> None:
    if len(v) == len(w):
        np.testing.assert_allclose(shapley(v + w), shapley(v) + shapley(w), atol=1e-9)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(1, 100), min_size=3, max_size=3), st.sampled_from([0.0, 0.5, 1.0]))
def test_enumeration_is_the_mean_over_all_orders(capacity: list[float], slope: float) -> None:
    one, two, three = capacity
    links = (stretch("RUS", "UKR", one), stretch("UKR", "EU", two), stretch("RUS", "EU", three))
    played: Game = game(links, "RUS", DEMAND)
    v = played.values((slope,))[0]
    added = np.zeros(3)
    for order in permutations(range(3)):
        joined = 0
        for i in order:
            added[i] += v[joined | 1 << i] - v[joined]
            joined |= 1 << i
    np.testing.assert_allclose(shapley(v), added / 6, atol=1e-9)


# the real network


def test_nord_stream_2_weakens_ukraine_whatever_the_margin() -> None:
    rows = {row["player"]: row for row in effect("nord-stream-2", DAY).rows()}
    ukraine = rows["UKR"]
    assert ukraine["high"] < -0.02
    assert ukraine["with"] < ukraine["without"] / 2
    assert rows["RUS"]["low"] > 0
    assert sum(row["value"] for row in rows.values()) == pytest.approx(0, abs=1e-9)


def test_each_bypass_took_from_ukraine() -> None:
    years = (date(2000, 1, 1), date(2010, 1, 1), date(2012, 12, 1), DAY)
    share = [{r["player"]: r["value"] for r in leverage(day).rows()}["UKR"] for day in years]
    assert share == sorted(share, reverse=True)
    assert share[0] > 0.25 > 0.15 > share[-1]


def test_rows_carry_bounds_and_lead_to_the_table() -> None:
    table = leverage(DAY, also=["nord-stream-2"])
    for row in table.rows():
        assert row["low"] <= row["value"] <= row["high"]
    behind = table.why(table.rows()[0]["evidence"]).rows()
    assert "nord-stream-2" in {row["route"] for row in behind}
    assert all(row["page"].startswith("https://") and "gas_routes.tsv, line" in row["where"] for row in behind)


def test_shares_sum_to_one() -> None:
    assert sum(leverage(DAY).numpy()["value"]) == pytest.approx(1)
