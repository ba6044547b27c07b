"""Pressure of a bloc: refusals, shares by hand, bodies through their members, a property, and known years of the record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import ComityError, UnknownActor
from comity.ledger import Ledger
from comity.measure.grid import Grid, grid
from comity.measure.push.pressing import GSDB, NAMES, PressureIndicators, pressure_indicators

Shared = Callable[[str], Path]
Row = tuple[str, str, str | None, str, str | None, float]

WEIGHTS: dict[str, float] = {"USA": 6.0, "GBR": 2.0, "FRA": 2.0}


class Held:
    """Records and coded events by hand, asked in SQL as a ledger is."""

    def __init__(self, *rows: Row, events: Sequence[tuple[str, str, str, str, str]] = ()) -> None:
        self._con = duckdb.connect()
        self._con.execute(
            "CREATE TABLE records (indicator TEXT, state1 TEXT, state2 TEXT, start_date DATE, end_date DATE, value DOUBLE, "
            "directed BOOLEAN DEFAULT true, current BOOLEAN DEFAULT true)"
        )
        self._con.execute(
            "CREATE TABLE current_events (type TEXT, actor TEXT, recipient TEXT, status TEXT, date_start DATE)"
        )
        for row in rows:
            self._con.execute("INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, true, true)", list(row))
        for event in events:
            self._con.execute("INSERT INTO current_events VALUES (?, ?, ?, ?, ?)", list(event))

    def arrays(self, sql: str, parameters: Sequence[object] = ()) -> dict[str, np.ndarray[Any, Any]]:
        found = {}
        for name, column in self._con.execute(sql, list(parameters)).fetchnumpy().items():
            values = np.asarray(column)
            if values.dtype.kind == "M":
                values = np.where(np.ma.getmaskarray(column), np.datetime64("NaT"), values).astype("datetime64[D]")
            found[name] = values
        return found


def power(first: int = 1985, last: int = 2005, **weights: float) -> list[Row]:
    given = weights or WEIGHTS
    return [
        ("fariss_gdp", s, None, f"{y}-01-01", f"{y}-12-31", w) for s, w in given.items() for y in range(first, last + 1)
    ]


def sanction(sender: str, target: str, first: int, last: int, kind: str = "trade") -> Row:
    return f"sanction_{kind}", sender, target, f"{first}-01-01", f"{last}-12-31", 1.0


REACH = sanction("XKX", "PRK", 1950, 1950), sanction("XKX", "PRK", 2020, 2020)
"""Records that show how far the collection reaches."""

YEARS = grid(1985, 2005)


def pressed(*rows: Row, bloc: str = "UNSC_P5", names: tuple[str, ...] = NAMES, **more: Any) -> PressureIndicators:
    return pressure_indicators(Held(*rows, **more), YEARS, bloc, names)  # type: ignore[arg-type]


def cell(found: PressureIndicators, name: str, state: str, year: int, g: Grid = YEARS) -> float:
    return float(found.values[found.names.index(name), g.place(state), year - g.years[0]])


P5 = {"USA": 6.0, "GBR": 1.0, "FRA": 1.0, "CHN": 1.0, "RUS": 1.0}


# what is refused


def test_an_unknown_indicator_a_grid_of_months_and_no_bloc_are_refused() -> None:
    with pytest.raises(ComityError, match="no indicator 'un_vote' of pressure"):
        pressed(names=("un_vote",))
    with pytest.raises(ComityError, match="by year"):
        pressure_indicators(Held(), grid("2018-01", "2018-03", "month"), "NATO")  # type: ignore[arg-type]
    with pytest.raises(UnknownActor):
        pressed(bloc="NOBODY")
    with pytest.raises(ComityError, match="IAEA has no dated members"):
        pressed(bloc="IAEA")


def test_nothing_held_is_missing_and_not_calm() -> None:
    found = pressed(*power(**P5))
    assert np.isnan(found.values).all()
    assert not found.n_evidence.any()


# by hand


def test_a_share_is_the_power_of_those_who_sanction() -> None:
    found = pressed(*power(**P5), *REACH, sanction("USA", "IRQ", 1990, 1991), sanction("FRA", "IRQ", 1991, 1991))
    assert [cell(found, "sanction_trade", "IRQ", y) for y in (1989, 1990, 1991, 1992)] == pytest.approx(
        [0.0, 0.6, 0.7, 0.0]
    )
    assert found.n_evidence[0, YEARS.place("IRQ"), 5:8].tolist() == [1, 2, 0]


def test_two_kinds_are_told_apart_and_kinds_without_a_case_are_calm() -> None:
    found = pressed(*power(**P5), *REACH, sanction("USA", "IRQ", 1990, 1990, "arms"))
    assert cell(found, "sanction_arms", "IRQ", 1990) == pytest.approx(0.6)
    assert (cell(found, "sanction_trade", "IRQ", 1990), cell(found, "sanction_travel", "IRQ", 1990)) == (0.0, 0.0)
    assert np.isnan(cell(found, "sanction_threat", "IRQ", 1990)), "another collection, of which nothing is held"


def test_a_target_is_left_out_of_the_bloc_that_presses_it() -> None:
    found = pressed(*power(**P5), *REACH, sanction("USA", "CHN", 1990, 1990))
    assert cell(found, "sanction_trade", "CHN", 1990) == pytest.approx(6 / 9)


def test_a_body_stands_for_its_members_of_the_day_once() -> None:
    rows = (*power(**P5), *REACH, sanction("EU", "IRQ", 1990, 1990), sanction("FRA", "IRQ", 1990, 1990))
    found = pressed(*rows)
    assert cell(found, "sanction_trade", "IRQ", 1990) == pytest.approx(0.2), "France and Britain, France once"
    found = pressed(*power(**P5), *REACH, sanction("UNO", "IRQ", 1990, 1990))
    assert cell(found, "sanction_trade", "IRQ", 1990) == pytest.approx(1.0)


def test_members_without_a_known_weight_are_left_out_and_too_few_leave_nothing() -> None:
    four = dict.fromkeys(("USA", "GBR", "FRA", "CHN"), 1.0)
    found = pressed(*power(**four), *REACH, sanction("USA", "IRQ", 1990, 1990), sanction("RUS", "IRQ", 1990, 1990))
    assert cell(found, "sanction_trade", "IRQ", 1990) == pytest.approx(0.25)
    found = pressed(*power(USA=1.0, GBR=1.0), *REACH, sanction("USA", "IRQ", 1990, 1990))
    assert np.isnan(cell(found, "sanction_trade", "IRQ", 1990))


def test_predecessors_press_and_are_pressed_under_their_heir() -> None:
    found = pressed(
        *power(**{**P5, "SUN": 1.0}), *REACH, sanction("SUN", "IRQ", 1990, 1990), sanction("USA", "SUN", 1990, 1990)
    )
    assert cell(found, "sanction_trade", "IRQ", 1990) == pytest.approx(0.1, abs=0.01)
    assert cell(found, "sanction_trade", "RUS", 1990) > 0.6


def test_cases_that_go_on_after_the_coders_last_year_are_not_calm_elsewhere() -> None:
    rows = (
        ("sanction_imposed", "USA", "CUB", "1990-02-01", "2013-01-01", 1.0),
        ("sanction_threat", "USA", "CUB", "2002-02-01", None, 1.0),
    )
    found = pressed(*power(**P5), *rows)
    assert cell(found, "sanction_imposed", "CUB", 2002) == pytest.approx(0.6)
    assert cell(found, "sanction_imposed", "IRQ", 2002) == 0.0
    assert np.isnan([cell(found, "sanction_imposed", s, 2003) for s in ("CUB", "IRQ")]).all()


def test_disputes_weigh_by_hostility() -> None:
    rows = [("gml_hostility", "USA", "IRQ", f"{y}-01-01", f"{y}-12-31", h) for y, h in ((1990, 5.0), (1991, 2.0))]
    found = pressed(*power(**P5), *rows)
    assert [cell(found, "gml_hostility", "IRQ", y) for y in (1990, 1991)] == pytest.approx([0.6, 0.24])
    assert np.isnan(cell(found, "gml_hostility", "IRQ", 1992))


def test_reported_conflict_is_a_share_of_all_that_is_reported() -> None:
    def told(kind: str, sender: str, n: float) -> Row:
        return f"icews_{kind}", sender, "IRQ", "2003-01-01", "2003-12-31", n

    rows = (
        told("material_conflict", "USA", 6.0),
        told("verbal_cooperation", "USA", 10.0),
        told("verbal_conflict", "GBR", 4.0),
    )
    found = pressed(*power(**P5), *rows, told("material_conflict", "KWT", 100.0))
    assert cell(found, "icews_material_conflict", "IRQ", 2003) == pytest.approx(0.3)
    assert cell(found, "icews_verbal_conflict", "IRQ", 2003) == pytest.approx(0.2)
    assert np.isnan(cell(found, "icews_verbal_conflict", "IRN", 2003)), "nothing reported is not calm"
    assert found.n_evidence[found.names.index("icews_verbal_conflict"), YEARS.place("IRQ"), 18] == 20


def test_read_events_count_when_asserted_and_by_members_or_their_bodies() -> None:
    events = [
        ("SANCTION", "USA", "IRQ", "asserted", "2003-02-01"),
        ("CONSULT", "USA", "IRQ", "asserted", "2003-02-01"),
        ("THREATEN", "USA", "IRQ", "negated", "2003-02-01"),
        ("THREATEN", "KWT", "IRQ", "asserted", "2003-02-01"),
        ("ASSAULT", "NATO", "IRQ", "asserted", "2003-02-01"),
        ("ASSAULT", "OPEC", "IRQ", "asserted", "2003-02-01"),
        ("ASSAULT", "NOWHERE", "IRQ", "asserted", "2003-02-01"),
    ]
    weights = dict.fromkeys(("USA", "GBR", "FRA", "DEU", "ITA", "CAN", "TUR", "ESP", "POL", "NLD"), 1.0)
    found = pressed(*power(**weights), bloc="NATO", events=events)
    assert cell(found, "events_hostile", "IRQ", 2003) == pytest.approx(2 / 3)


@settings(max_examples=10, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(list(P5)),
            st.sampled_from(["IRQ", "CHN", "NOR"]),
            st.integers(1986, 2004),
            st.integers(0, 9),
        ),
        max_size=12,
    )
)
def test_shares_stay_shares_and_grow_with_what_is_done(acts: list[tuple[str, str, int, int]]) -> None:
    rows = [sanction(sender, target, year, year + more) for sender, target, year, more in acts if sender != target]
    more = pressed(*power(**P5), *REACH, *rows, names=("sanction_trade",)).values
    less = pressed(*power(**P5), *REACH, *rows[:-1], names=("sanction_trade",)).values
    held = np.isfinite(more)
    assert (held == np.isfinite(less)).all()
    assert ((more[held] >= 0) & (more[held] <= 1 + 1e-6) & (more[held] >= less[held] - 1e-6)).all()


# the record

FILES = {
    "fariss": "capabilities/fariss_gdp_pop_1816_2019.parquet",
    "world_bank_gdp": "capabilities/worldbank_gdp_current_usd_raw.csv.gz",
    "gsdb": "sanctions/gsdb_v4_raw.csv.gz",
    "ties": "sanctions/ties_v4_1945_2005.csv.gz",
    "gml": "disputes/gml_mid_ddydisps.parquet",
}


@pytest.fixture(scope="module")
def west(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Shared], PressureIndicators]:
    made: list[PressureIndicators] = []

    def read(shared: Shared) -> PressureIndicators:
        if not made:
            made.append(real(tmp_path_factory.mktemp("west"), shared))
        return made[0]

    return read


def real(folder: Path, shared: Shared) -> PressureIndicators:
    ledger = Ledger(folder / "record")
    for record, name in FILES.items():
        ledger.add(shared(f"data/{name}"), record=record)
    ledger.build()
    names = (*GSDB, "sanction_threat", "gml_hostility")
    return pressure_indicators(ledger, grid(1946, 2023), "WEST", names)


def mean_of_kinds(found: PressureIndicators, state: str, year: int) -> float:
    g = grid(1946, 2023)
    return float(np.mean([cell(found, kind, state, year, g) for kind in GSDB]))


West = Callable[[Shared], PressureIndicators]


def test_the_west_on_russia_rises_in_2014_and_again_in_2022(shared: Shared, west: West) -> None:
    found = west(shared)
    by_year = [mean_of_kinds(found, "RUS", year) for year in (2000, 2013, 2014, 2021, 2022)]
    assert by_year[0] == by_year[1] == 0.0
    assert 0.5 < by_year[2] <= by_year[3] + 0.05
    assert by_year[4] > by_year[3] + 0.1


def test_the_west_on_china_is_the_embargo_then_nothing_then_1989(shared: Shared, west: West) -> None:
    found, g = west(shared), grid(1946, 2023)
    assert all(cell(found, "sanction_trade", "CHN", year, g) > 0.4 for year in range(1950, 1972))
    assert mean_of_kinds(found, "CHN", 1987) == 0.0
    assert cell(found, "sanction_arms", "CHN", 1988, g) == 0.0
    assert cell(found, "sanction_arms", "CHN", 1989, g) > 0.7
    assert cell(found, "gml_hostility", "CHN", 1951, g) > 0.5


def test_norway_is_under_none(shared: Shared, west: West) -> None:
    found, g = west(shared), grid(1946, 2023)
    rows = found.values[:, g.place("NOR")]
    kinds = [found.names.index(kind) for kind in (*GSDB, "gml_hostility")]
    assert np.nanmax(rows[kinds]) < 0.02
    threatened = g.years[np.nan_to_num(rows[found.names.index("sanction_threat")]) > 0]
    assert {1986, 1990} <= set(threatened.tolist()), "over whaling, by the United States"


def test_iran_iraq_and_south_africa_are_pressed_when_they_were(shared: Shared, west: West) -> None:
    found, g = west(shared), grid(1946, 2023)
    assert [round(cell(found, "sanction_trade", "IRQ", year, g)) for year in (1985, 1990, 1996, 2010)] == [0, 1, 1, 0]
    assert cell(found, "gml_hostility", "IRQ", 2003, g) > 0.4
    assert mean_of_kinds(found, "IRN", 1975) == 0.0
    assert mean_of_kinds(found, "IRN", 1985) < mean_of_kinds(found, "IRN", 2013)
    assert cell(found, "sanction_arms", "ZAF", 1970, g) > 0.5
    assert cell(found, "sanction_arms", "ZAF", 1980, g) == pytest.approx(1.0)
    assert mean_of_kinds(found, "ZAF", 2000) == 0.0


def test_no_bloc_before_its_founding_and_no_sanctions_after_the_file(shared: Shared, west: West) -> None:
    found = west(shared)
    assert np.isnan(found.values[:, :, :3]).all()
    assert np.isnan(found.values[found.names.index("gml_hostility")][:, grid(1946, 2023).years > 2010]).all()
