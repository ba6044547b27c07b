"""Power: refusals, shares and coverage by hand, the interval of simulated output, and known shares of real years."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from measure_toy import Toy, real_ledger, yearly

from comity.errors import ComityError, NoEvidence, UnknownActor
from comity.measure.strength.power import power, why

Shared = Callable[[str], Path]


def world(indicator: str, year: int, **figures: float) -> list:
    return [yearly(indicator, id, None, year, value) for id, value in figures.items()]


# what is refused


def test_unknown_resources_and_actors_are_refused() -> None:
    with pytest.raises(ComityError, match=r"no resource 'oil'.*wb_gdp"):
        power(Toy(), ["RUS"], resources=["oil"])
    with pytest.raises(UnknownActor):
        power(Toy(), ["Atlantis"])


@pytest.mark.parametrize(
    "id", ["power/wb_gdp/RUS", "power/oil/RUS/2000", "power/wb_gdp/XYZ/2000", "power/wb_gdp/RUS/2000"]
)
def test_no_evidence_for_ids_of_another_shape_or_with_nothing_behind(id: str) -> None:
    with pytest.raises(NoEvidence):
        why(id, Toy())


def test_nothing_held_says_what_to_add() -> None:
    assert "comity add --record world_bank_gdp" in power(Toy(), ["RUS"]).note


# by hand


def test_a_state_has_its_share_of_the_states_with_a_figure() -> None:
    toy = Toy(*world("wb_gdp", 2000, RUS=1.0, CHN=2.0, USA=5.0))
    row = power(toy, ["RUS"]).rows()[0]
    assert (row["value"], row["with_figure"], row["members"], row["states_with_figure"]) == (12.5, 1, 1, 3)
    assert "FRA" in row["world_missing"].split(", ")
    assert "USA" not in row["world_missing"].split(", ")
    assert [r["state1"] for r in why(row["evidence"], toy).rows()] == ["RUS", "CHN", "USA"]


def test_a_bloc_is_its_members_of_the_year_and_missing_ones_are_named() -> None:
    toy = Toy(
        *world("wb_gdp", 2003, USA=4.0, POL=1.0, EST=1.0, CHN=2.0),
        *world("wb_gdp", 2004, USA=4.0, POL=1.0, EST=1.0, CHN=2.0),
    )
    before, after = power(toy, ["NATO"]).rows()
    assert (before["value"], after["value"]) == (62.5, 75.0), "Estonia joined in 2004"
    assert (before["with_figure"], before["members"]) == (2, 19)
    assert "FRA" in before["missing"].split(", ")


def test_a_bloc_without_any_figure_has_none_and_one_not_yet_founded_no_row() -> None:
    toy = Toy(*world("wb_gdp", 1940, CHN=1.0), *world("wb_gdp", 2000, CHN=1.0))
    rows = power(toy, ["NATO"]).rows()
    assert [(row["year"], row["value"]) for row in rows] == [(2000, None)]
    assert "undefined: no member has a figure" in rows[0]["method"]


def test_capabilities_are_shares_already() -> None:
    toy = Toy(*world("cow_cinc", 2000, RUS=0.05, CHN=0.15))
    assert [row["value"] for row in power(toy, ["RUS"]).rows()] == [5.0]
    assert power(toy, ["RUS"]).rows()[0]["n_evidence"] == 1


def test_a_predecessor_stands_under_the_state_it_became() -> None:
    toy = Toy(*world("cow_milex", 1980, SUN=3.0, USA=1.0))
    assert power(toy, ["RUS"]).rows()[0]["value"] == 75.0


def test_the_interval_is_that_of_simulated_shares() -> None:
    figures, sds = {"RUS": 20.0, "CHN": 30.0, "USA": 50.0}, {"RUS": 2.0, "CHN": 3.0, "USA": 1.0}
    toy = Toy(*world("fariss_gdp", 2000, **figures), *world("fariss_gdp_sd", 2000, **sds))
    row = power(toy, ["RUS"]).rows()[0]
    random = np.random.default_rng(1)
    drawn = {id: random.normal(value, sds[id], 200_000) for id, value in figures.items()}
    low, high = np.quantile(100 * drawn["RUS"] / sum(drawn.values()), [0.05, 0.95])
    assert row["low"] == pytest.approx(low, abs=0.1)
    assert row["high"] == pytest.approx(high, abs=0.1)
    assert power(Toy(*world("wb_gdp", 2000, **figures)), ["RUS"]).rows()[0]["low"] is None


@settings(max_examples=20, deadline=None)
@given(st.lists(st.floats(0.01, 1e6), min_size=3, max_size=3))
def test_shares_of_all_states_add_to_a_hundred(values: list[float]) -> None:
    toy = Toy(*world("wb_gdp", 2000, **dict(zip(("RUS", "CHN", "USA"), values, strict=True))))
    assert sum(row["value"] for row in power(toy, ["RUS", "CHN", "USA"]).rows()) == pytest.approx(100.0)


# real data


def test_the_west_loses_share_and_china_gains(shared: Shared) -> None:
    table = power(real_ledger(shared, "cow_nmc", "world_bank_gdp", "fariss"), ["RUS", "CHN", "WEST"], 1990, 2022)
    held = {(row["resource"], row["year"], row["actor"]): row for row in table.rows()}
    west = [held["wb_gdp", year, "WEST"]["value"] for year in (1990, 2019)]
    assert west == [pytest.approx(78.5, abs=0.1), pytest.approx(57.6, abs=0.1)]
    assert held["wb_gdp", 2019, "CHN"]["value"] == pytest.approx(16.5, abs=0.1)
    assert held["cow_cinc", 2019, "CHN"]["value"] == pytest.approx(22.9, abs=0.1)
    assert "SUN" in held["wb_gdp", 1990, "WEST"]["world_missing"].split(", "), "1990 flatters all others"
    row = held["fariss_gdp", 2019, "CHN"]
    assert row["low"] < row["value"] < row["high"]
    assert len(table.why("power/wb_gdp/WEST/2022")) == 187
