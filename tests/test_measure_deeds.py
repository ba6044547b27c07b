"""Deeds: refusals, formulas by hand, that no year is filled, coded happenings once, and real dyads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from measure_given import Given

from comity.errors import ComityError, NoEvidence
from comity.ledger import Ledger
from comity.measure.affinity.axis import latest
from comity.measure.affinity.deeds import COMPONENTS, deeds, why
from comity.results import Table


def values(table: Table, component: str) -> dict[int, float]:
    return {r["year"]: r["value"] for r in table.rows() if r["component"] == component}


def test_blocs_one_state_twice_and_strange_ids_are_refused() -> None:
    with pytest.raises(ComityError, match="two states"):
        deeds(Given(), "RUS", "NATO")
    with pytest.raises(ComityError, match="itself"):
        deeds(Given(), "RUS", "SUN")
    for id in ("deeds/none/CHN-RUS/2000", "warmth/trade/CHN-RUS/2000", "deeds/trade/CHN/2000", "deeds/trade/CHN-RUS/x"):
        with pytest.raises(NoEvidence):
            why(id, Given())


def test_nothing_on_record_is_said_of_every_component() -> None:
    table = deeds(Given(), "RUS", "CHN")
    assert len(table) == 0
    assert all(part.name in table.note for part in COMPONENTS)


def test_trade_by_hand() -> None:
    """Flows of 30 and 20; all trade 200 and 300: 2 x 50 / 500."""
    ledger = Given()
    ledger.record("cow_imports", "CHN", "RUS", 2000, 30)
    ledger.record("cow_imports", "RUS", "CHN", 2000, 20)
    ledger.record("cow_imports", "RUS", "CHN", 2001, 20)  # no totals held: no share
    for state, total in (("CHN", 200), ("RUS", 300)):
        ledger.record("cow_total_imports", state, None, 2000, total / 2)
        ledger.record("cow_total_exports", state, None, 2000, total / 2)
    assert values(deeds(ledger, "RUS", "CHN"), "trade") == {2000: 0.2}


def test_the_soviet_union_is_russias_record() -> None:
    ledger = Given()
    ledger.record("arms_tiv", "SUN", "CHN", 1955, 60)
    ledger.record("arms_tiv", "CSK", "CHN", 1955, 40)
    assert values(deeds(ledger, "CHN", "RUS"), "arms") == {1955: 0.6}


def test_exercises_count_once_each() -> None:
    """One of the two and one with others each: 2 x 1 / (2 + 2)."""
    ledger = Given()
    ledger.record("joint_exercise", "CHN", "RUS", 2005, 1, "mme:1")
    for other in ("KAZ", "TJK"):
        ledger.record("joint_exercise", other, "RUS", 2005, 1, "mme:2")
        ledger.record("joint_exercise", "CHN", other, 2005, 1, "mme:3")
    assert values(deeds(ledger, "RUS", "CHN"), "exercises") == {2005: 0.5}


def test_obligations_are_counted_by_kind_and_years_are_not_filled() -> None:
    ledger = Given()
    for one, two in (("CHN", "RUS"), ("RUS", "CHN")):
        ledger.record("atop_nonagg", one, two, 2001, 1)
        ledger.record("atop_consul", one, two, 2001, 1)
    ledger.record("atop_nonagg", "CHN", "RUS", 2003, 1)
    assert values(deeds(ledger, "RUS", "CHN"), "treaties") == {2001: 2, 2003: 1}
    assert values(latest(deeds(ledger, "RUS", "CHN"), 2002), "treaties") == {2001: 2}


def test_material_share_has_an_interval() -> None:
    ledger = Given()
    for name, n in (("verbal_cooperation", 70), ("material_cooperation", 20), ("material_conflict", 10)):
        ledger.record(f"icews_{name}", "CHN", "RUS", 2010, n)
    found = next(r for r in deeds(ledger, "RUS", "CHN").rows() if r["component"] == "material")
    assert (found["value"], found["n_evidence"]) == (0.2, 100)
    assert found["low"] == pytest.approx(0.1424, abs=1e-3)
    assert found["high"] == pytest.approx(0.2735, abs=1e-3)


def test_reports_of_one_happening_count_once_and_only_what_was_done() -> None:
    ledger = Given()
    ledger.event("AID", "RUS", "CHN", "2020-02-01", "t1")
    ledger.event("AID", "RUS", "CHN", "2020-02-02", "t1")
    ledger.event("CONSULT", "CHN", "RUS", "2020-03-01")
    ledger.event("AID", "CHN", "RUS", "2020-03-02", status="planned")
    table = deeds(ledger, "RUS", "CHN")
    assert values(table, "coded_material") == {2020: 0.5}
    behind = table.why("deeds/coded_material/CHN-RUS/2020").rows()
    assert {r["words"] for r in behind} == {"RUS AID CHN.", "CHN CONSULT RUS."}


def test_a_reading_leads_to_its_records() -> None:
    ledger = Given()
    ledger.record("wits_import_share", "CHN", "RUS", 2018, 4)
    ledger.record("wits_import_share", "RUS", "CHN", 2018, 20)
    table = deeds(ledger, "RUS", "CHN")
    assert values(table, "imports") == {2018: pytest.approx(0.12)}
    assert sorted(r["value"] for r in table.why().rows()) == [4, 20]


@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["CHN", "RUS"]), st.integers(0, 50)), min_size=1, max_size=6))
def test_the_order_of_the_two_does_not_matter(flows: list[tuple[str, int]]) -> None:
    ledger = Given()
    for year, (buyer, value) in enumerate(flows, start=2000):
        ledger.record("cow_imports", buyer, "RUS" if buyer == "CHN" else "CHN", year, value)
        ledger.record("cow_total_imports", buyer, None, year, 100)
    assert deeds(ledger, "RUS", "CHN").rows() == deeds(ledger, "CHN", "RUS").rows()
    assert all(0 <= v <= 1 for v in values(deeds(ledger, "RUS", "CHN"), "trade").values())


# real data


@pytest.fixture(scope="module")
def arms(tmp_path_factory: pytest.TempPathFactory, shared: Callable[[str], Path]) -> Ledger:
    ledger = Ledger(tmp_path_factory.mktemp("deeds") / "L")
    ledger.add(shared("data/arms/sipri_tiv_supplier_recipient_year_1950_2021.parquet"), record="sipri_arms")
    ledger.build()
    return ledger


def test_soviet_arms_for_china_end_with_the_split_and_come_back_after_1991(arms: Ledger) -> None:
    share = values(deeds(arms, "RUS", "CHN"), "arms")
    assert min(share[year] for year in range(1950, 1955)) > 0.95
    assert not any(1969 <= year <= 1989 for year in share), "nothing on record, and nothing filled in"
    assert min(share[year] for year in range(1999, 2007)) > 0.8


def test_a_real_reading_leads_to_lines_of_the_file(arms: Ledger) -> None:
    table = deeds(arms, "GBR", "USA", 2000, 2000)
    behind = table.why("deeds/arms/GBR-USA/2000").rows()
    assert {r["indicator"] for r in behind} == {"arms_tiv"}
    assert {(r["state1"], r["state2"]) for r in behind} <= {("GBR", "USA"), ("USA", "GBR")}
    assert all(r["row"] > 0 and r["origin_id"].startswith("sipri_arms") for r in behind)
