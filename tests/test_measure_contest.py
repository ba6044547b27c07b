"""Contest: refusals, the table of regions, slopes and intervals by hand, votes, and an interval that covers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from measure_toy import Toy, real_ledger, yearly

from comity import actors
from comity.errors import ComityError, NoEvidence
from comity.measure.strength.contest import contest, interval
from comity.measure.strength.contest_evidence import why
from comity.measure.strength.contest_panels import slopes, vote_panel
from comity.measure.strength.regions import region, regions
from comity.measure.votes.panel import RollCalls


def imports(state: str, rival: str, shares: dict[int, float]) -> list[Any]:
    return [yearly("wits_import_share", state, rival, year, value) for year, value in shares.items()]


def line(start: float, slope: float, years: range = range(2000, 2010)) -> dict[int, float]:
    return {year: start + slope * (year - years[0]) for year in years}


def central_asia() -> Toy:
    """Five states in each of which China's share grows by its own slope and Russia's falls by one."""
    records = []
    for slope, state in enumerate(("KAZ", "KGZ", "TJK", "TKM", "UZB"), start=1):
        records += imports(state, "CHN", line(5.0, slope)) + imports(state, "RUS", line(50.0, -1.0))
    return Toy(*records)


# what is refused


def test_wrong_regions_rivals_indicators_and_windows_are_refused() -> None:
    with pytest.raises(ComityError, match=r"no region or state.*CENTRAL_ASIA"):
        contest(Toy(), "ATLANTIS", "RUS", "CHN", 2000, 2010)
    with pytest.raises(ComityError, match="no region or state"):
        contest(Toy(), [], "RUS", "CHN", 2000, 2010)
    with pytest.raises(ComityError, match="a state and itself"):
        contest(Toy(), "CENTRAL_ASIA", "RUS", "SUN", 2000, 2010)
    with pytest.raises(ComityError, match="no such indicator"):
        contest(Toy(), "CENTRAL_ASIA", "RUS", "CHN", 2000, 2010, indicators=["oil"])
    with pytest.raises(ComityError, match="no years"):
        contest(Toy(), "CENTRAL_ASIA", "RUS", "CHN", 2010, 2000)


@pytest.mark.parametrize("id", ["contest/wits_imports/CENTRAL_ASIA/RUS-CHN", "contest/oil/CENTRAL_ASIA/RUS-CHN/2000-2009",
                                "contest/wits_imports/ATLANTIS/RUS-CHN/2000-2009", "contest/wits_imports/GULF/RUS/2000-2009",
                                "contest/wits_imports/GULF/RUS-CHN/2000-now", "contest/arms_tiv/GULF/RUS-CHN/2000-2009"])  # fmt: skip
def test_no_evidence_for_ids_of_another_shape_or_with_nothing_behind(id: str) -> None:
    with pytest.raises(NoEvidence):
        why(id, central_asia())


def test_nothing_held_says_so() -> None:
    assert (
        "Nothing held compares RUS and CHN in Central Asia"
        in contest(Toy(), "CENTRAL_ASIA", "RUS", "CHN", 2000, 2010).note
    )


# the table of regions


def test_every_region_names_known_states_once() -> None:
    known = {state.id for state in actors.states()}
    assert len(regions()) == 10
    for place in regions().values():
        ids = [member.state for member in place.members]
        assert set(ids) <= known
        assert len(ids) == len(set(ids))


def test_the_large_regions_leave_nobody_out() -> None:
    union = actors.members("AU", date(2020, 1, 1)) - {"ESH"}
    africa = {member.state for member in regions()["AFRICA"].members}
    assert union <= africa, f"missing: {sorted(union - africa)}"
    asean = actors.members("ASEAN", date(2020, 1, 1))
    assert asean <= {member.state for member in regions()["SOUTH_EAST_ASIA"].members}


def test_a_member_counts_in_its_years() -> None:
    croatia = next(member for member in region("WESTERN_BALKANS").members if member.state == "HRV")
    assert [croatia.in_year(year) for year in (2000, 2013, 2014)] == [True, True, False]


# by hand


def test_the_mean_slope_says_who_gains_and_an_interval_how_sure() -> None:
    rows = {row["quantity"]: row for row in contest(central_asia(), "CENTRAL_ASIA", "RUS", "CHN", 2000, 2009).rows()}
    lead = rows["lead of RUS over CHN"]
    assert rows["closeness to CHN"]["value"] == pytest.approx(3.0)
    assert rows["closeness to RUS"]["value"] == pytest.approx(-1.0)
    assert lead["value"] == pytest.approx(-4.0)
    assert (lead["first_level"], lead["last_level"]) == (pytest.approx(45.0), pytest.approx(9.0))
    assert lead["low"] < -4.0 < lead["high"] < 0
    assert (lead["reading"], lead["n_states"], lead["n_evidence"]) == ("CHN gains on RUS", 5, 100)
    assert "too narrow" in lead["method"]


def test_the_answer_is_the_same_every_time() -> None:
    once, again = (contest(central_asia(), "CENTRAL_ASIA", "RUS", "CHN", 2000, 2009).rows() for _ in range(2))
    assert once == again


def test_too_few_states_have_no_interval_and_too_few_years_no_slope() -> None:
    toy = Toy(*imports("KAZ", "CHN", line(5.0, 1.0)), *imports("KAZ", "RUS", line(50.0, -1.0)),
              *imports("UZB", "CHN", line(5.0, 1.0, range(2000, 2004))), *imports("UZB", "RUS", line(5.0, 1.0)))  # fmt: skip
    lead = contest(toy, ["KAZ", "UZB"], "RUS", "CHN", 2000, 2009).rows()[-1]
    assert (lead["n_states"], lead["low"], lead["reading"]) == (1, None, "too few states for an interval")
    assert lead["region"] == "KAZ+UZB"
    rows = why(lead["evidence"], toy).rows()
    assert [(row["state"], row["slope_of_lead"]) for row in rows] == [("KAZ", pytest.approx(-2.0)), ("UZB", None)]


def test_a_rival_is_no_third_state() -> None:
    toy = Toy(
        *imports("KAZ", "CHN", line(5.0, 1.0)),
        *imports("KAZ", "UZB", line(5.0, 0.0)),
        *imports("UZB", "CHN", line(5.0, 0.0)),
    )
    rows = contest(toy, "CENTRAL_ASIA", "UZB", "CHN", 2000, 2009).rows()
    assert {row["n_states"] for row in rows} == {1}


def test_why_leads_from_the_region_to_states_to_records() -> None:
    table = contest(central_asia(), "CENTRAL_ASIA", "RUS", "CHN", 2000, 2009)
    states = table.why(table.rows()[0]["evidence"])
    assert states.rows()[4]["evidence2"] == "dependence/wits_imports/UZB-CHN/2009"
    assert [row["value"] for row in states.why("dependence/wits_imports/UZB-CHN/2009").rows()] == [50.0]


def test_arms_of_the_third_states_count_by_five_years() -> None:
    records = [yearly("arms_tiv", "RUS", "KAZ", year, 3.0) for year in range(1990, 2010)]
    records += [yearly("arms_tiv", "CHN", "KAZ", year, 1.0) for year in range(1990, 2010)]
    rows = contest(Toy(*records), "CENTRAL_ASIA", "RUS", "CHN", 1990, 2009, indicators=["arms_tiv"]).rows()
    assert [row["first_level"] for row in rows] == [75.0, 25.0, 50.0]
    assert rows[0]["first_year"] == 1994


def test_agreement_is_over_votes_all_three_cast_and_unanimous_ones_are_left_out() -> None:
    states = ("CHN", "KAZ", "RUS", "USA")
    votes = [[1, 1, 3, 3], [1, 2, 3, 3], [1, 1, 1, 1], [0, 1, 1, 3], [3, 3, 1, 3]]
    calls = RollCalls(
        np.array([f"i{n}" for n in range(5)]),
        np.array(["2000-05-01"] * 5, dtype="datetime64[D]"),
        states,
        np.array(votes, dtype=np.int8),
    )
    panel = vote_panel(calls, region(["KAZ"]), ("RUS", "CHN"), np.array([2000]))
    assert panel.n.tolist() == [[3]]
    assert panel.first[0, 0] == pytest.approx(100 * (0 + 0.5 + 0) / 3)
    assert panel.second[0, 0] == pytest.approx(100 * (1 + 0.5 + 1) / 3)


@given(st.lists(st.floats(-100, 100), min_size=5, max_size=20), st.floats(-5, 5))
def test_a_trend_laid_over_a_series_adds_to_its_slope(values: list[float], trend: float) -> None:
    years = np.arange(2000, 2000 + len(values))
    plain = slopes(np.array([values]), years)[0]
    tilted = slopes(np.array([values]) + trend * (years - 2000), years)[0]
    assert tilted - plain == pytest.approx(trend, abs=1e-6)


def test_the_interval_covers_a_known_mean_about_as_often_as_it_says() -> None:
    random = np.random.default_rng(5)
    for n, floor, ceiling in ((3, 0.65, 0.95), (6, 0.82, 0.96), (12, 0.84, 0.96), (40, 0.84, 0.95)):
        bounds = [
            (sample.mean(), interval(sample - 1.0, str(k), 400))
            for k, sample in enumerate(random.normal(1.0, 2.0, (400, n)))
        ]
        covered = np.mean([low <= 0.0 <= high for _, (low, high) in bounds])
        assert floor <= covered <= ceiling, f"{n} states: {covered}"


# real data


def test_in_central_asia_china_gains_on_russia_in_trade(shared: Callable[[str], Path]) -> None:
    table = contest(real_ledger(shared, "cow_trade"), "CENTRAL_ASIA", "RUS", "CHN", 1995, 2020)
    lead = table.rows()[-1]
    assert (lead["n_states"], lead["first_year"], lead["last_year"]) == (5, 1995, 2014)
    assert (lead["first_level"], lead["last_level"]) == (pytest.approx(21.5, abs=0.1), pytest.approx(-20.8, abs=0.1))
    assert lead["value"] == pytest.approx(-2.30, abs=0.01)
    assert lead["high"] < -1.0
    assert lead["reading"] == "CHN gains on RUS"
    states = table.why(lead["evidence"])
    assert len(states.why(states.rows()[0]["evidence2"])) == 4
