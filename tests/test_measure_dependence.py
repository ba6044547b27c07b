"""Dependence: refusals, shares by hand, gaps kept as gaps, arms windows, and parity with the worked facts of six pairs."""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from measure_toy import Toy, real_ledger, yearly

from comity.errors import ComityError, NoEvidence, UnknownActor
from comity.measure.strength.arms import Delivery, arms_dependence, share
from comity.measure.strength.arms import why as why_arms
from comity.measure.strength.dependence import SERIES, dependence, why

Shared = Callable[[str], Path]


def flows(year: int, bought: float | None, sold: float | None, total: float | None = 100.0) -> list:
    """Russia's trade with China in a year, and its totals."""
    rows = [("cow_imports", "RUS", "CHN", bought), ("cow_imports", "CHN", "RUS", sold)]
    rows += [("cow_total_imports", "RUS", None, total), ("cow_total_exports", "RUS", None, total)]
    return [yearly(name, one, two, year, value) for name, one, two, value in rows if value is not None]


def one(toy: Toy, year: int, series: str = "cow_share") -> dict:
    """Russia's row of a year."""
    rows = dependence(toy, "RUS", "CHN", series=series).rows()
    return next(row for row in rows if row["year"] == year and row["of"] == "RUS")


# what is refused


def test_a_bloc_one_state_twice_and_unknown_names_are_refused() -> None:
    with pytest.raises(ComityError, match="not a bloc"):
        dependence(Toy(), "RUS", "NATO")
    with pytest.raises(ComityError, match="a state and itself"):
        dependence(Toy(), "RUS", "SUN")
    with pytest.raises(UnknownActor):
        dependence(Toy(), "RUS", "Atlantis")
    with pytest.raises(ComityError, match=r"no series 'imf'.*cow_share"):
        dependence(Toy(), "RUS", "CHN", series="imf")


@pytest.mark.parametrize(
    "id", ["dependence/cow_share/RUS-CHN", "dependence/x/RUS-CHN/2014", "dependence/cow_share/RUS/2014", "x/y/RUS-CHN/1",
           "dependence/cow_share/RUS-CHN/last", "dependence/cow_share/RUS-XYZ/2014", "dependence/cow_share/RUS-CHN/2014"]
)  # fmt: skip
def test_no_evidence_for_ids_of_another_shape_or_with_nothing_behind(id: str) -> None:
    with pytest.raises(NoEvidence):
        why(id, Toy())
    with pytest.raises(NoEvidence):
        why_arms(id.replace("dependence", "arms"), Toy())


def test_nothing_held_is_an_empty_table_that_says_what_to_add() -> None:
    assert "comity add --record cow_trade" in dependence(Toy(), "RUS", "CHN").note
    assert "comity add --record sipri_arms" in arms_dependence(Toy(), "RUS", "CHN").note


# by hand


def test_the_share_is_both_flows_over_both_totals() -> None:
    row = one(Toy(*flows(2000, 10.0, 30.0)), 2000)
    assert (row["value"], row["n_evidence"], row["evidence"]) == (20.0, 4, "dependence/cow_share/RUS-CHN/2000")


def test_a_year_between_without_a_part_is_none_and_names_it_and_years_outside_are_left_out() -> None:
    toy = Toy(*flows(2000, 10.0, 30.0), *flows(2001, 10.0, None), *flows(2002, 0.0, 0.0), *flows(2003, 1.0, 1.0, None))
    rows = [row for row in dependence(toy, "RUS", "CHN", series="cow_share").rows() if row["of"] == "RUS"]
    assert [(row["year"], row["value"]) for row in rows] == [(2000, 20.0), (2001, None), (2002, 0.0)]
    assert "undefined: not held: cow_imports of CHN from RUS" in rows[1]["method"]


def test_a_total_of_zero_makes_no_share() -> None:
    toy = Toy(*flows(2000, 1.0, 1.0), *flows(2001, 0.0, 0.0, 0.0), *flows(2002, 1.0, 1.0))
    assert "a total of zero" in one(toy, 2001)["method"]


def test_a_predecessor_stands_under_the_state_it_became() -> None:
    toy = Toy(*(r for r in flows(2000, 10.0, 30.0)), *(
        yearly(name, a, b, 1980, v)
        for name, a, b, v in (("cow_imports", "SUN", "CHN", 1.0), ("cow_imports", "CHN", "SUN", 2.0),
                              ("cow_total_imports", "SUN", None, 50.0), ("cow_total_exports", "SUN", None, 50.0))
    ))  # fmt: skip
    assert one(toy, 1980)["value"] == 3.0
    assert [row["state1"] for row in why("dependence/cow_share/RUS-CHN/1980", toy).rows()] == [
        "SUN",
        "CHN",
        "SUN",
        "SUN",
    ]


def test_trade_over_output_has_units_put_right() -> None:
    toy = Toy(*flows(2000, 10.0, 30.0), yearly("wb_gdp", "RUS", None, 2000, 4e9))
    assert one(toy, 2000, "cow_of_gdp")["value"] == pytest.approx(1.0)
    imf = Toy(
        yearly("imf_exports_fob", "RUS", "CHN", 2000, 3e7), yearly("imf_imports_cif", "RUS", "CHN", 2000, 1e7),
        yearly("imf_exports_fob", "CHN", "RUS", 2000, 9e9), yearly("wb_gdp", "RUS", None, 2000, 4e9),
    )  # fmt: skip
    assert one(imf, 2000, "imf_of_gdp")["value"] == pytest.approx(1.0), "as Russia reports, not China"


def test_series_are_never_joined() -> None:
    toy = Toy(*flows(2014, 10.0, 30.0), yearly("wits_import_share", "RUS", "CHN", 2015, 19.0))
    rows = [(row["series"], row["year"], row["value"]) for row in dependence(toy, "RUS", "CHN").rows()]
    assert rows == [("cow_share", 2014, 20.0), ("wits_imports", 2015, 19.0)]


def test_arms_are_shared_over_five_years_and_nothing_received_is_undefined() -> None:
    toy = Toy(
        yearly("arms_tiv", "RUS", "CHN", 2000, 30.0), yearly("arms_tiv", "FRA", "CHN", 2004, 10.0),
        yearly("arms_tiv", "USA", "FRA", 2006, 1.0),
    )  # fmt: skip
    rows = arms_dependence(toy, "CHN", "RUS").rows()
    mine = {row["year"]: row["value"] for row in rows if row["of"] == "CHN"}
    assert mine == {2004: 75.0, 2005: 0.0, 2006: 0.0}
    theirs = next(row for row in rows if row["of"] == "RUS" and row["year"] == 2004)
    assert theirs["value"] is None
    assert theirs["method"].startswith("undefined: no arms received")
    assert [row["state1"] for row in why_arms("arms/arms_tiv/CHN-RUS/2004", toy).rows()] == ["RUS", "FRA"]


@given(
    st.lists(
        st.tuples(st.sampled_from("AB"), st.integers(1990, 2010), st.integers(0, 6), st.floats(0.1, 1e4)), min_size=1
    )
)
def test_shares_of_all_suppliers_add_to_a_hundred(rows: list[tuple[str, int, int, float]]) -> None:
    got = [Delivery(supplier, "X", first, first + more, value) for supplier, first, more, value in rows]
    one, two = share(got, ["A"], 2005)[0], share(got, ["B"], 2005)[0]
    assert (one is None) == (two is None)
    assert one is None or one + two == pytest.approx(100.0)


# real data


def facts(shared: Shared) -> list[dict[str, str]]:
    with shared("data/facts/pair_year_facts_1971_2025.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def same(value: float | None, printed: str) -> bool:
    """Whether a value is the printed one, to its last digit (a half may have gone either way)."""
    step = Decimal(1).scaleb(Decimal(printed).as_tuple().exponent)
    return value is not None and abs(Decimal(value) - Decimal(printed)) <= step * Decimal("0.5000001")


FIGURES = (
    ("cow_trade_share_a_pct", "cow_share", 0),
    ("cow_trade_share_b_pct", "cow_share", 1),
    ("wits_import_share_of_a_from_b_pct", "wits_imports", 0),
    ("wits_import_share_of_b_from_a_pct", "wits_imports", 1),
)


@pytest.mark.parametrize(("column", "series", "side"), FIGURES)
def test_parity_with_the_worked_facts_to_the_printed_digit(shared: Shared, column: str, series: str, side: int) -> None:
    ledger, rows = real_ledger(shared, "cow_trade", "wits"), facts(shared)
    held: dict[tuple[str, str, int], float | None] = {}
    for pair in sorted({row["pair"] for row in rows}):
        for row in dependence(ledger, *pair.split("-"), series=series).rows():
            held[pair, row["of"], row["year"]] = row["value"]
    told = [(row["pair"], row["pair"].split("-")[side], int(row["year"]), row[column]) for row in rows if row[column]]
    wrong = [(*key, printed, held.get(tuple(key))) for *key, printed in told if not same(held.get(tuple(key)), printed)]
    assert len(told) > 100
    assert not wrong, f"{len(wrong)} of {len(told)}: {wrong[:5]}"


def test_zeros_for_unreported_trade_make_no_share(shared: Shared) -> None:
    rows = dependence(real_ledger(shared, "cow_trade", "wits"), "RUS", "CHN", 1958, 1978, "cow_share").rows()
    held = {(row["of"], row["year"]): row["value"] for row in rows}
    assert all(held["RUS", year] is None for year in range(1958, 1978))
    assert held["RUS", 1978] == pytest.approx(0.425, abs=5e-4)
    india = dependence(real_ledger(shared, "cow_trade", "wits"), "RUS", "IND", 1960, 1962, "cow_share").rows()
    assert not [row for row in india if row["of"] == "RUS" and (row["value"] or 0) > 30], (
        "partial totals of 1960 to 1962"
    )


def test_why_leads_to_records_with_file_and_line(shared: Shared) -> None:
    table = dependence(real_ledger(shared, "cow_trade", "wits"), "RUS", "CHN")
    records = table.why("dependence/cow_share/RUS-CHN/2014")
    assert [row["value"] for row in records.rows()[:2]] == [51135.0, 42807.0]
    assert ", line " in records.why(records.rows()[0]["evidence"]).rows()[0]["place"]


def test_every_series_says_what_it_is() -> None:
    assert all(series.formula and series.limits and series.unit for series in SERIES.values())
