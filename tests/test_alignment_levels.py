"""Levels of alignment: paths against the compiled smoother, gaps, fitting on known truth, records, storing, documents."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from subprocess import run

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from ledger_rows import ledger_of

from comity.errors import ComityError
from comity.measure import align, open_source, pressure, rank, why
from comity.measure.aligning import alignment_of
from comity.measure.alignment.documents import Told, with_documents
from comity.measure.alignment.estimating import begins, estimate_alignment
from comity.measure.alignment.fitting import fit_level
from comity.measure.alignment.indicators import LEVELS, WEIGHTS
from comity.measure.alignment.monthly import by_month
from comity.measure.alignment.pair import PairAlignment, since
from comity.measure.alignment.paths import Read, drawn, filtered, smoothed
from comity.measure.alignment.readings import HALF_LIFE, Readings, faded
from comity.measure.alignment.scale import habits, spoken
from comity.measure.alignment.storing import BITS, ShippedAlignment, about, columns_of
from comity.measure.columns_written import write_columns
from comity.measure.fused import Fused
from comity.measure.grid import grid
from comity.measure.space.model import Model
from comity.measure.space.smoothing import Reduced, smooth


def read_of(precision: np.ndarray, score: np.ndarray, begin: int = 0) -> Read:
    n = len(precision)
    return Read(precision, score, np.full(n, 0.02), np.zeros(n), np.ones(n), np.full(n, begin))


def pair_of(levels: dict[str, np.ndarray], first: int = 1990) -> PairAlignment:
    """A pair read once a year with a variance of .01."""
    n = len(next(iter(levels.values())))
    reads = {name: read_of(np.full((1, n), 100.0), 100.0 * value[None]) for name, value in levels.items()}
    years = np.arange(first, first + n)
    return PairAlignment("AAA", "BBB", years, reads, WEIGHTS, np.zeros(n, dtype=int), {k: np.zeros(n) for k in levels})


def test_what_cannot_be_asked_is_refused() -> None:
    source = open_source()
    with pytest.raises(ComityError, match="two states"):
        alignment_of(source, "RUS", "NATO")
    with pytest.raises(ComityError, match="itself"):
        alignment_of(source, "RUS", "SUN")
    with pytest.raises(ComityError, match="week"):
        alignment_of(source, "RUS", "CHN", by="week")
    with pytest.raises(ComityError, match="nothing is read"):
        alignment_of(source, "DDR", "UKR")
    with pytest.raises(ComityError, match="no span"):
        rank(2020, 2010)
    with pytest.raises(ComityError, match="no pressure by"):
        pressure("OPEC", "RUS")
    with pytest.raises(ComityError, match="no level"):
        pair_of({"security": np.zeros(9)}).moments("cultural")


def test_a_pair_without_an_earlier_year_has_no_record() -> None:
    with pytest.raises(ComityError, match="no earlier year"):
        since(pair_of({"security": np.zeros(9)}))


def test_a_span_without_years_is_an_empty_table_that_says_so() -> None:
    assert "no year" in align("Russia", "China", since=2030).note
    assert "no year" in pressure("West", "Russia", since=2030).note


@settings(deadline=None)
@given(arrays(float, (3, 6), elements=st.floats(0, 50)), st.integers(0, 4))
def test_paths_are_those_of_the_compiled_smoother(precision: np.ndarray, begin: int) -> None:
    score = precision * np.linspace(-1, 1, 6)
    model = Model([1.0], [0.0], [1.0], [0.02], [0.0], [1.0])
    start, groups = np.full(3, begin), np.zeros(3, dtype=np.int64)
    precision[:, :begin] = score[:, :begin] = 0
    wanted = smooth(Reduced(precision, score, None, groups, start), model)
    mean, variance = smoothed(read_of(precision, score, begin))
    np.testing.assert_allclose(mean, wanted.mean, atol=1e-9)
    np.testing.assert_allclose(variance, wanted.variance, atol=1e-9)


def test_the_last_period_needs_no_smoothing() -> None:
    read = read_of(np.full((1, 5), 4.0), np.arange(5.0)[None])
    assert smoothed(read)[0][0, -1] == filtered(read)[0][0, -1]


def test_draws_have_the_smoothed_moments_and_repeat() -> None:
    read = read_of(np.array([[4.0, 0, 0, 9.0]]), np.array([[2.0, 0, 0, -9.0]]))
    paths = drawn(read, 20_000, 3)[:, 0]
    mean, variance = smoothed(read)
    np.testing.assert_allclose(paths.mean(axis=0), mean[0], atol=0.02)
    np.testing.assert_allclose(paths.var(axis=0), variance[0], rtol=0.05)
    np.testing.assert_array_equal(paths, drawn(read, 20_000, 3)[:, 0])


def test_hostile_acts_fade_and_a_worse_one_stands_over_an_earlier_one() -> None:
    acts = np.zeros(2 * HALF_LIFE + 1, dtype=np.float32)
    acts[0], acts[HALF_LIFE] = -1.0, -0.75
    remembered = faded(acts)
    assert remembered[HALF_LIFE] == -0.75
    assert remembered[2 * HALF_LIFE] == pytest.approx(-0.375)


def test_a_sparse_list_is_silent_until_it_has_spoken() -> None:
    assert spoken(np.array([[0.0, 0.0, -1.0, 0.0]])).tolist() == [[False, False, True, True]]


@given(arrays(float, (3, 4, 7), elements=st.floats(-2, 2)))
def test_taking_gaps_away_leaves_the_average_of_full_years(values: np.ndarray) -> None:
    settled = values - habits(values)[..., None]
    np.testing.assert_allclose(settled.mean(axis=0), values.mean(axis=0), atol=1e-12)


def test_a_level_does_not_jump_where_an_indicator_ends() -> None:
    high, low = np.full((1, 40), 1.0), np.full((1, 40), 0.0)
    high[0, 30:] = np.nan
    settled = np.stack([high, low]) - habits(np.stack([high, low]))[..., None]
    assert np.nanmean(settled[:, 0, 29]) == pytest.approx(0.5)
    assert np.nanmean(settled[:, 0, 30]) == pytest.approx(0.5, abs=0.05)


def simulated(pairs: int, seed: int) -> tuple[np.ndarray, Readings]:
    rng = np.random.default_rng(seed)
    over = grid(1950, 1989)
    d, t = len(over.dyads[0]), 40
    level = rng.normal(size=(d, 1)) * 0.5 + 0.05 * rng.normal(size=(d, t)).cumsum(axis=1)
    values = level + 0.3 * rng.normal(size=(3, d, t))
    values[rng.random(values.shape) < 0.3] = np.nan
    values[:, pairs:] = np.nan
    return level, Readings(
        "security", ("treaty", "allies", "arms"), over, values, values * 0, np.zeros(values.shape, "f")
    )


def test_noise_and_drift_of_known_truth_are_found_and_intervals_cover() -> None:
    level, readings = simulated(600, 5)
    d = level.shape[0]
    fit = fit_level(readings, np.zeros(d, dtype=np.int64), np.zeros(d, dtype=np.int64))
    assert fit.converged
    assert np.sqrt(fit.model.noise[0]) == pytest.approx(0.3, rel=0.03)
    assert np.sqrt(fit.model.drift[0]) == pytest.approx(0.05, rel=0.12)
    held = fit.smoothed()
    inside = np.abs(held.mean - level[:600]) < 1.6449 * np.sqrt(held.variance)
    assert 0.88 <= inside.mean() <= 0.92


def test_a_level_without_readings_is_refused() -> None:
    _, readings = simulated(0, 5)
    d = readings.values.shape[1]
    with pytest.raises(ComityError, match="no reading"):
        fit_level(readings, np.zeros(d, dtype=np.int64), np.zeros(d, dtype=np.int64))


def test_a_rise_is_a_record_and_a_return_is_none() -> None:
    rise = np.r_[np.full(10, 0.0), np.full(10, 1.0), np.full(10, 0.0), np.full(10, 2.0)]
    found = since(pair_of({"security": rise}))
    assert (found.year, found.first) == (1990, 1990)
    assert 2020 <= found.reached <= 2023, "a smoothed jump takes a few years"
    assert found.ever > 0.99
    back = since(pair_of({"security": np.r_[rise[:30], np.full(10, 0.5)]}))
    assert back.year == 2010, "above the trough, below the first peak"
    assert back.runner_up in range(2000, 2010)
    assert back.ever < 0.01


def test_parts_of_the_index_add_up_and_weights_of_missing_levels_are_shared_out() -> None:
    pair = pair_of({"diplomatic": np.linspace(0, 1, 12), "conflict": np.zeros(12)})
    assert pair.share("diplomatic") == pytest.approx(0.35 / 0.60)
    mean, variance = pair.moments()
    parts = [pair.share(name) * pair.moments(name)[0] for name in pair.levels]
    np.testing.assert_allclose(mean, np.sum(parts, axis=0))
    assert (variance > 0).all()


def test_months_pass_through_the_years_readings() -> None:
    pair = pair_of({"diplomatic": np.linspace(0, 1, 12)})
    monthly = by_month(pair)
    months = monthly.moments("diplomatic")[0]
    assert len(months) == 144
    np.testing.assert_allclose(months[11::12][2:-2], pair.moments("diplomatic")[0][2:-2], atol=0.03)


def test_documents_move_a_level_towards_what_they_tell() -> None:
    pair = pair_of({"diplomatic": np.zeros(10), "security": np.zeros(10)})
    told = np.full(10, np.nan, dtype=np.float32)
    good, bad = told.copy(), told.copy()
    model = {"tone": [1.0, 2.0, 1.5]}
    assert with_documents(pair, Told(good, bad), model) is pair
    good[9], bad[9] = 0.0, 6.0
    worse = with_documents(pair, Told(good, bad), model)
    assert worse.moments()[0][9] < pair.moments()[0][9] - 0.01
    assert worse.spoke[9] == BITS["coded"]
    assert worse.moments("security")[0][9] == pair.moments("security")[0][9]
    good[9], bad[9] = 40.0, 0.0
    assert with_documents(pair, Told(good, bad), model).moments()[0][9] > pair.moments()[0][9]
    close = pair_of({"diplomatic": np.full(10, 1.5), "security": np.zeros(10)})
    assert with_documents(close, Told(good, bad), model).moments()[0][9] >= close.moments()[0][9]


def test_a_ledger_is_estimated_stored_and_read_back(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    states = ("FRA", "DEU", "ITA", "ESP", "POL", "GBR")
    ties = [(a, b, str(y), 1) for a in states for b in states if a < b for y in range(1990, 2006) if rng.random() < 0.6]
    flows = [(a, b, str(y), 1 + 9 * rng.random()) for a in states for b in states if a != b for y in range(1990, 2006)]
    ledger = ledger_of(tmp_path, {"trade_agreement_in_force": ties, "cow_imports": flows}, directed=["cow_imports"])
    aligned = _estimated(ledger)
    write_columns(columns_of(aligned), tmp_path / "alignment.parquet")
    shipped = ShippedAlignment(tmp_path)
    assert not shipped.held
    with pytest.raises(ComityError, match="no alignment"):
        shipped.about  # noqa: B018
    import json

    (tmp_path / "alignment.json").write_text(json.dumps(about(aligned)))
    from comity.measure.alignment.answers import pair_alignment

    pair = pair_alignment(ShippedAlignment(tmp_path), "FRA", "DEU")
    one, two = aligned.grid.dyads
    place = np.flatnonzero((one == aligned.grid.place("DEU")) & (two == aligned.grid.place("FRA")))[0]
    fit = aligned.fits["economic"]
    wanted = fit.smoothed().mean[np.flatnonzero(fit.dyads == place)[0]]
    np.testing.assert_allclose(pair.moments("economic")[0], wanted, atol=0.01)
    assert begins(aligned.grid)[place] == 0


def _estimated(ledger):  # type: ignore[no-untyped-def]
    from measure_data import calls_of

    votes = [[1, 1, 3, 1, 2, 1], [1, 3, 1, 2, 1, 1], [3, 1, 1, 1, 2, 2]] * 4
    days = [f"{1991 + i}-10-01" for i in range(12)]
    calls = calls_of(votes, ("DEU", "ESP", "FRA", "GBR", "ITA", "POL"), days)
    return estimate_alignment(ledger, 1990, 2005, calls)


def test_the_shipped_estimates_tell_what_is_known() -> None:
    source = open_source()
    dyad = alignment_of(source, "RUS", "CHN")
    mean, _ = dyad.moments()
    at = dict(zip(dyad.years.tolist(), mean.tolist(), strict=True))
    assert at[1967] < at[1952] < at[2021], "the split, and that today is above the alliance of the fifties"
    assert since(dyad).reached <= 2018
    calm = alignment_of(source, "USA", "GBR").moments()[0]
    assert np.nanstd(np.diff(calm)) < np.nanstd(np.diff(mean))
    split = alignment_of(source, "RUS", "UKR").moments()[0]
    assert split[-1] < split[-1 - 15]


def test_every_number_of_the_table_has_parts_that_add_up() -> None:
    row = align("Russia", "China", since=2019, until=2019).rows()[0]
    parts = why(row["evidence"], open_source()).rows()
    assert [part["level"] for part in parts] == [*LEVELS, "overall"]
    assert sum(part["part"] for part in parts[:-1]) == pytest.approx(row["overall"])
    assert parts[1]["last_read"] <= 2019


def test_pressure_of_the_west_on_russia_rose_in_2014_and_norway_feels_none() -> None:
    russia = {row["year"]: row["pressure"] for row in pressure("West", "Russia").rows()}
    assert russia[2012] < 0.2 < 0.5 < russia[2016] < russia[2022]
    assert max(row["pressure"] for row in pressure("West", "Norway", since=2000).rows()) < 0.05
    found = why("pressure/WEST-RUS/2022", open_source())
    assert "sanction_trade" in [row["read_from"] for row in found.rows()]


def test_those_that_moved_most_are_named_with_intervals_of_the_change() -> None:
    rows = rank(2013, 2023, top=10).rows()
    assert len(rows) == 10
    assert all(row["low"] < row["change"] < row["high"] for row in rows)
    assert rows[0]["change"] > 0 > rows[-1]["change"]
    assert sum("RUS" in (row["state1"], row["state2"]) for row in rows[5:]) >= 3


def test_reading_what_ships_needs_no_numba() -> None:
    code = "import sys; from comity.measure import align, pressure; align('Russia', 'China'); pressure('West', 'Iran'); print('numba' in sys.modules)"
    assert run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "False"


def test_origins_of_what_ships_are_listed() -> None:
    producers = " ".join(origin.producer for origin in open_source().fused.origins())
    assert "Barbieri" in producers
    assert isinstance(Fused(Path("nowhere")).alignment.held, bool)
    assert open_source().made <= date.today()
