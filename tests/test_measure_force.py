"""Readiness to use force: refusals, Poisson bounds, counts by hand, and the collections where they disagree."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from measure_toy import Toy, real_ledger, yearly

from comity.errors import ComityError, NoEvidence
from comity.measure.strength.force import disagreements, force
from comity.measure.strength.force_records import ACTS, begun, told, why
from comity.measure.strength.rates import at_most, poisson_interval

Shared = Callable[[str], Path]
MIDS = ("gml", "cow_mid", "cow_wars", "ucdp")


def dispute(number: int, year: int, hostility: float, one: str = "RUS", two: str = "GEO", by: str = "gml") -> list[Any]:
    return [
        yearly(f"{by}_hostility", one, two, year, hostility, f"{by}:{number}"),
        yearly(f"{by}_side_a", one, two, year, 1.0, f"{by}:{number}"),
    ]


def acts(table: Any, collection: str = "gml") -> dict[str, dict[str, Any]]:
    return {row["act"]: row for row in table.rows() if row["collection"] == collection}


# what is refused


def test_a_bloc_one_state_twice_and_an_empty_window_are_refused() -> None:
    with pytest.raises(ComityError, match="not a bloc"):
        force(Toy(), "NATO")
    with pytest.raises(ComityError, match="a state and itself"):
        force(Toy(), "RUS", "SUN")
    with pytest.raises(ComityError, match="no year between"):
        force(Toy(), "RUS", since=2010, until=2000)
    with pytest.raises(ComityError, match="not negative"):
        poisson_interval(-1)


@pytest.mark.parametrize("id", ["force/gml/disputes/RUS", "force/gml/x/RUS/1946-2010", "force/x/disputes/RUS/1946-2010",
                                "force/gml/disputes/XYZ/1946-2010", "force/gml/disputes/RUS-/1946-2010",
                                "force/gml/disputes/RUS/1946", "force/gml/disputes/RUS/1946-2010"])  # fmt: skip
def test_no_evidence_for_ids_of_another_shape_or_with_nothing_behind(id: str) -> None:
    with pytest.raises(NoEvidence):
        why(id, Toy())


def test_nothing_held_says_what_to_add() -> None:
    assert "comity add --record gml" in force(Toy(), "RUS").note
    assert "Both collections are wanted" in disagreements(Toy(*dispute(1, 2000, 4)), "RUS").note


# by hand


@pytest.mark.parametrize(("n", "level", "low", "high"), [(0, 0.9, 0.0, 2.9957), (1, 0.95, 0.0253, 5.5716), (10, 0.9, 5.4254, 16.9622),
                                                         (100, 0.95, 81.3640, 121.6268)])  # fmt: skip
def test_poisson_bounds_are_those_of_the_tables(n: int, level: float, low: float, high: float) -> None:
    assert poisson_interval(n, level) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


@given(st.integers(0, 300), st.floats(0.5, 0.99))
def test_poisson_bounds_leave_the_tails_they_say(n: int, level: float) -> None:
    low, high = poisson_interval(n, level)
    assert at_most(n, high) == pytest.approx((1 - level) / 2, abs=1e-9)
    assert n == 0 or 1 - at_most(n - 1, low) == pytest.approx((1 - level) / 2, abs=1e-9)


def test_bounds_equal_those_of_scipy() -> None:
    gamma = pytest.importorskip("scipy.stats").gamma
    for n in (1, 7, 60, 250):
        assert poisson_interval(n) == (pytest.approx(gamma.ppf(0.05, n)), pytest.approx(gamma.ppf(0.95, n + 1)))


def test_a_dispute_of_several_years_and_opponents_is_one_and_counts_where_it_began() -> None:
    toy = Toy(
        *dispute(1, 2000, 4),
        *dispute(1, 2001, 4),
        *dispute(1, 2001, 4, two="UKR"),
        *dispute(2, 1999, 2),
        *dispute(3, 2004, 5),
    )
    found = acts(force(toy, "RUS", since=2000))
    row = found["disputes"]
    assert (row["n"], row["years_at_risk"], row["first_year"], row["last_year"], row["value"]) == (
        2,
        5,
        2000,
        2004,
        0.4,
    )
    assert (row["low"], row["high"]) == tuple(pytest.approx(bound / 5) for bound in poisson_interval(2))
    assert (found["uses_of_force"]["n"], found["wars"]["n"], found["side_a"]["n"]) == (2, 1, 2)
    assert found["highest_hostility"]["value"] == 5
    assert found["highest_hostility"]["low"] is None
    assert acts(force(toy, "RUS", "UKR", since=2000))["disputes"]["n"] == 1


def test_years_at_risk_are_those_in_which_both_existed() -> None:
    toy = Toy(*dispute(1, 1985, 4, "SUN", "USA"), *dispute(2, 2004, 4))
    assert acts(force(toy, "RUS"))["disputes"]["years_at_risk"] == 20, "the Soviet Union's years count"
    assert acts(force(toy, "RUS", "UKR"))["disputes"]["years_at_risk"] == 14, "Ukraine's from 1991"
    row = acts(force(toy, "SSD"))["disputes"]
    assert (row["years_at_risk"], row["value"], row["low"]) == (0, None, None)


def test_invasions_are_read_from_the_highest_action() -> None:
    toy = Toy(
        *(
            yearly("gml_action", "RUS", "GEO", 2000, value, f"gml:{n}")
            for n, value in enumerate((14.0, 17.0, 20.0, 7.0))
        )
    )
    assert acts(force(toy, "RUS"))["invasions"]["n"] == 2


def test_conflict_with_a_state_is_one_run_of_years_whichever_side_the_record_names_first() -> None:
    toy = Toy(*(yearly("ucdp_interstate", "CHN", "VNM", year, 1.0, "ucdp:1", directed=False) for year in (1978, 1979, 1983)),
              yearly("ucdp_against", "CHN", "VNM", 1981, 1.0, "ucdp:2"))  # fmt: skip
    for one, two in (("CHN", None), ("VNM", None), ("CHN", "VNM")):
        n = acts(force(toy, one, two), "ucdp")["fought_a_state"]["n"]
        assert n == (3 if one == "CHN" else 2), "beside rebels against Vietnam is China's act alone"
    assert len(why("force/ucdp/fought_a_state/CHN/1978-1983", toy)) == 4


def test_a_dispute_in_one_collection_alone_stays_to_be_seen() -> None:
    toy = Toy(
        *dispute(1, 2000, 4),
        *dispute(1, 2001, 3, by="cow_mid"),
        *dispute(2, 2001, 2, by="cow_mid"),
        *dispute(3, 2001, 2),
    )
    rows = {row["dispute"]: row for row in disagreements(toy, "RUS").rows()}
    assert (rows[1]["gml_hostility"], rows[1]["cow_mid_hostility"], rows[1]["agree"]) == (4, 3, False)
    assert rows[2]["gml_first_year"] is None
    assert rows[3]["cow_mid_first_year"] is None


# real data


def test_russia_and_china_have_16_disputes_in_one_collection_and_18_in_the_other(shared: Shared) -> None:
    ledger = real_ledger(shared, *MIDS)
    held = {name: [0, 0] for name in ("gml", "cow_mid")}
    for name, counts in held.items():
        for place, (other, before) in enumerate((("CHN", 9999), ("TWN", 1949))):
            found = begun(told(ledger, name, "RUS", other), ACTS[name]["disputes"]).values()
            counts[place] = sum(row.last >= 1946 and row.first < before for row in found)
    assert held == {"gml": [14, 2], "cow_mid": [16, 2]}, "the collections count China of before October 1949 in"
    assert "stands under TWN" in force(ledger, "RUS", "CHN").note
    assert disagreements(ledger, "RUS", "CHN").note == "14 in GML and 15 in COW MID, 1946 to 2010."


def test_russia_fought_two_states_since_2000_and_china_one(shared: Shared) -> None:
    ledger = real_ledger(shared, *MIDS)
    russia, china = (force(ledger, id, since=2000) for id in ("RUS", "CHN"))
    assert [acts(table, "ucdp")["fought_a_state"]["n"] for table in (russia, china)] == [2, 1]
    records = russia.why(acts(russia, "ucdp")["fought_a_state"]["evidence"])
    assert {(row["state2"], row["start"].year) for row in records.rows()} >= {
        ("GEO", 2008),
        ("UKR", 2014),
        ("UKR", 2022),
    }
    assert ", line " in records.why(records.rows()[0]["evidence"]).rows()[0]["place"]
    assert acts(china, "cow_war")["wars"]["n"] == 0
    assert acts(force(ledger, "CHN"), "cow_war")["wars_initiated"]["n"] == 5
