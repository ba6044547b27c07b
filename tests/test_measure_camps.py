"""Camps: refusals, modularity by hand and against all partitions, stability, and the camps of real years."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from measure_data import calls_of, real_roll_calls

from comity.errors import ComityError, NoEvidence
from comity.measure.camps.camps import Camps, adjusted_rand, camp_table, camps, nearest_bloc, rand_index, why
from comity.measure.camps.louvain import by_size, communities, gains, modularity
from comity.measure.camps.network import MIN_VOTES, Network, given_network, vote_network
from comity.measure.camps.sides import network_camps, sides
from comity.measure.votes.panel import RollCalls
from comity.measure.votes.yardsticks import YARDSTICKS

STATES = ("BLR", "CHN", "FRA", "GBR", "RUS", "USA")
TWO = np.kron(np.eye(2), np.ones((3, 3)))[np.ix_([0, 1, 3, 4, 2, 5], [0, 1, 3, 4, 2, 5])]
"""Belarus, China and Russia on one side, France, Britain and America on the other."""


def square(n: int, seed: int) -> np.ndarray:
    w = np.random.default_rng(seed).normal(size=(n, n))
    return (w + w.T) / 2


def net(weights: np.ndarray = TWO, sd: float = 0.0, year: int = 2020, draws: int = 20) -> Network:
    return given_network(year, STATES, weights, np.full_like(weights, sd), draws)


# what is refused


def test_a_year_without_votes_enough_is_refused() -> None:
    calls = calls_of([[1, 3, 1]] * (MIN_VOTES - 1), ("CHN", "RUS", "USA"))
    with pytest.raises(ComityError, match=f"{MIN_VOTES - 1} roll calls in 2000"):
        vote_network(calls, 2000)


def test_weights_that_are_no_symmetric_square_are_refused() -> None:
    with pytest.raises(ComityError, match="symmetric"):
        given_network(2020, ("CHN", "RUS"), np.array([[0, 1.0], [2.0, 0]]))
    with pytest.raises(ComityError, match="3 states"):
        Network(2020, ("CHN", "RUS", "USA"), np.zeros((2, 2)), np.zeros((0, 2, 2)), 1, "")


def test_strange_ids_are_refused() -> None:
    found = camps(net())
    for id in ("camp/2020/9", "camp/1999/0", "bloc/2020/0"):
        with pytest.raises(NoEvidence):
            why(id, found)


# by hand


def test_two_cliques_have_modularity_one_half() -> None:
    labels, quality = communities(TWO)
    assert labels.tolist() == [0, 0, 1, 1, 0, 1]
    assert quality == pytest.approx(0.5)


def test_enemies_are_put_apart_and_friends_together() -> None:
    """Signed: 1 within, -1 between two pairs. Positive part .5; negative none within: Q = (4 - 2)/(4 + 8) + 4/12."""
    w = np.array([[0, 1, -1, -1], [1, 0, -1, -1], [-1, -1, 0, 1], [-1, -1, 1, 0.0]])
    labels, quality = communities(w)
    assert labels.tolist() == [0, 0, 1, 1]
    assert quality == pytest.approx((4 - 2) / 12 + 4 / 12)


def test_gains_sum_to_nothing_for_one_camp_of_all() -> None:
    w = np.abs(square(7, 3))
    assert gains(w).sum() == pytest.approx(0)
    assert modularity(w, np.zeros(7, dtype=np.int64)) == pytest.approx(0)


def test_what_is_not_known_weighs_nothing() -> None:
    w = TWO.copy()
    w[0, 1] = w[1, 0] = np.nan
    assert communities(w)[0].tolist() == [0, 0, 1, 1, 0, 1]
    assert communities(np.full((4, 4), np.nan))[1] == 0


def test_the_network_is_kappa_of_each_pair() -> None:
    rng = np.random.default_rng(1)
    votes = rng.integers(0, 4, size=(40, 3)).astype(np.int8)
    calls = calls_of(votes.tolist(), ("CHN", "RUS", "USA"))
    weights = vote_network(calls, 2000, draws=0).weights
    kept = [row for row in votes if len({v for v in row if v}) > 1]
    for i, j in ((0, 1), (0, 2), (1, 2)):
        table = np.zeros((3, 3), dtype=np.int64)
        for row in kept:
            if row[i] and row[j]:
                table[row[i] - 1, row[j] - 1] += 1
        assert weights[i, j] == pytest.approx(float(YARDSTICKS["kappa"](table)))


def test_together_is_sure_where_nothing_blurs_and_less_where_much_does() -> None:
    assert camps(net()).together("RUS", "CHN") == 1.0
    assert camps(net()).together("RUS", "USA") == 0.0
    blurred = camps(net(sd=1.0, draws=100)).together("RUS", "CHN")
    assert blurred is not None
    assert 0.3 < blurred < 1.0
    assert camps(net()).together("RUS", "BRA") is None


def test_a_successor_sits_where_its_predecessor_does() -> None:
    found = camps(given_network(1980, ("GBR", "SUN", "USA"), np.array([[0, 0, 1], [0, 0, 0], [1, 0, 0.0]])))
    assert found.of("RUS") == found.of("SUN") == 1


def test_rand_index_by_hand() -> None:
    """Of Hubert and Arabie: pairs together in both 2, in one 3 and in the other 4 of 10: (2 - 1.2) / (3.5 - 1.2)."""
    one, two = np.array([0, 0, 0, 1, 2]), np.array([0, 0, 0, 0, 1])
    assert rand_index(one, two) == pytest.approx((3 - 3 * 6 / 10) / ((3 + 6) / 2 - 3 * 6 / 10))
    assert rand_index(np.zeros(4, dtype=np.int64), np.zeros(4, dtype=np.int64)) is None


def test_a_camp_is_named_after_the_bloc_it_is() -> None:
    members = ("BEL", "FRA", "DEU", "ITA", "LUX", "NLD")
    everyone = (*members, "AUS", "BRA", "CHN", "IND", "JPN", "RUS", "USA", "ZAF")
    bloc, overlap = nearest_bloc(members, everyone, date(1965, 1, 1))
    assert overlap == 1.0
    assert bloc is not None
    row = camp_table(camps(net()), {"CHN": 0.2, "RUS": 0.1}).rows()[0]
    assert row["largest"].startswith("CHN RUS")
    assert row["value"] == 1.0


def test_a_camp_leads_to_its_members() -> None:
    table = camp_table(camps(net()))
    behind = table.why("camp/2020/0").rows()
    assert [r["state"] for r in behind] == ["BLR", "CHN", "RUS"]
    assert {(r["inside"], r["nearest"], r["rival"]) for r in behind} == {(1.0, 0.0, 1)}


def test_years_are_compared_over_those_in_both() -> None:
    moved = TWO.copy()
    moved[[1, 3]], moved[:, [1, 3]] = moved[[3, 1]], moved[:, [3, 1]]
    rows = sides(network_camps([net(year=2019), net(), net(moved, year=2021)]), "RUS", "CHN").rows()
    assert [row["rand"] for row in rows[:2]] == [None, 1.0]
    assert rows[2]["rand"] < 0.2
    assert [row["same"] for row in rows] == [True, True, False]


def test_a_year_leads_to_the_members_of_the_camp_and_another_is_refused() -> None:
    table = sides(network_camps([net(year=2019), net()]), "RUS", "CHN")
    assert [r["state"] for r in table.why(table.rows()[1]["evidence"]).rows()] == ["BLR", "CHN", "RUS"]
    with pytest.raises(NoEvidence):
        table.why("camp/1950/0")


# properties


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 7), st.integers(0, 10_000))
@example(6, 50)  # climbs from single states miss it in forty restarts
def test_no_partition_of_a_small_network_is_better(n: int, seed: int) -> None:
    w = square(n, seed)
    best = max(modularity(w, np.array(labels)) for labels in partitions(n))
    labels, quality = communities(w, restarts=40)
    assert quality == pytest.approx(modularity(w, labels))
    assert quality == pytest.approx(best, abs=1e-9)


def partitions(n: int) -> list[list[int]]:
    found: list[list[int]] = [[]]
    for _ in range(n):
        found = [[*labels, c] for labels in found for c in range(max(labels, default=-1) + 2)]
    return found


@settings(max_examples=30, deadline=None)
@given(st.integers(3, 20), st.integers(0, 1000))
def test_the_same_seed_gives_the_same_camps_and_scale_does_not_matter(n: int, seed: int) -> None:
    w = square(n, seed)
    labels, quality = communities(w)
    assert communities(w)[0].tolist() == labels.tolist()
    assert communities(4 * w)[1] == pytest.approx(quality)
    assert by_size(labels).tolist() == labels.tolist()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=30))
def test_rand_index_is_scikit_learns(pairs: list[tuple[int, int]]) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    one, two = np.array(pairs).T
    found = rand_index(one, two)
    assert found is None or found == pytest.approx(metrics.adjusted_rand_score(one, two))


# real years


@pytest.fixture(scope="module")
def calls(shared: Callable[[str], Path]) -> RollCalls:
    return real_roll_calls(shared)


@pytest.fixture(scope="module")
def found(calls: RollCalls) -> dict[int, Camps]:
    return {year: camps(vote_network(calls, year, draws=15)) for year in (1958, 1985, 2023, 2024)}


def test_the_warsaw_pact_and_the_west_are_camps_of_their_own(found: dict[int, Camps]) -> None:
    rows = {row["bloc"]: row for row in camp_table(found[1958]).rows()}
    assert rows["WARSAW_PACT"]["overlap"] > 0.6
    assert "USA" not in found[1958].members(rows["WARSAW_PACT"]["camp"])
    for year, camp in found.items():
        assert camp.of("USA") == camp.of("GBR"), year
        assert camp.of("USA") != camp.of("RUS"), year


def test_russia_and_china_share_a_camp_now_and_did_not_in_1985(found: dict[int, Camps]) -> None:
    assert found[1985].together("RUS", "CHN") < 0.2  # type: ignore[operator]
    assert found[2024].together("RUS", "CHN") > 0.9  # type: ignore[operator]
    assert found[2024].together("RUS", "USA") < 0.1  # type: ignore[operator]


def test_camps_of_neighbouring_years_are_alike(found: dict[int, Camps]) -> None:
    assert adjusted_rand(found[2023], found[2024]) > 0.6  # type: ignore[operator]
    assert adjusted_rand(found[1958], found[2024]) < 0.5  # type: ignore[operator]
