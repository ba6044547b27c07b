"""Changes come apart into parts that add up, with intervals that are those of the change."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import ComityError, Refused
from comity.measure import open_source, why
from comity.measure.alignment.paths import Read, drawn, smoothed
from comity.measure.change.begun import turns
from comity.measure.change.beside import difference
from comity.measure.change.between import moved
from comity.measure.change.diff import diff
from comity.measure.change.news import covariance, moved_by, up_to
from comity.schema import Estimate

END14, END20 = date(2014, 12, 31), date(2020, 12, 31)


def test_days_must_be_in_order_and_apart() -> None:
    with pytest.raises(Refused, match="not before"):
        diff("Russia", "China", "2020-12-31", "2014-12-31")
    with pytest.raises(Refused, match="in one month"):
        diff("Russia", "China", "2020-06-01", "2020-06-30")
    with pytest.raises(Refused, match="not a day"):
        diff("Russia", "China", "yesterday", "2014-12-31")


def test_a_day_without_an_index_is_told_so() -> None:
    with pytest.raises(ComityError, match="no alignment"):
        moved(open_source(), "RUS", "CHN", date(1930, 12, 31), END20)
    table = diff("Russia", "China", "1930-12-31", "2020-12-31")
    assert "The index is not compared" in table.note
    assert {row["section"] for row in table.rows()} & {"treaty", "membership"}


def read(seed: int, periods: int = 12) -> Read:
    draw = np.random.default_rng(seed)
    precision = draw.exponential(2.0, (1, periods)) * (draw.random((1, periods)) < 0.6)
    score = precision * draw.normal(0, 1, (1, periods))
    return Read(
        precision, score, np.array([0.1]), np.array([0.2]), np.array([0.5]), np.array([int(draw.integers(0, 3))])
    )


@given(st.integers(0, 10_000), st.integers(3, 9))
@settings(max_examples=40, deadline=None)
def test_news_adds_up_to_the_move(seed: int, start: int) -> None:
    whole = read(seed)
    before = up_to(whole, start)
    for t in range(3, 12):
        want = float(smoothed(whole)[0][0, t] - smoothed(before)[0][0, t])
        assert float(moved_by(before, whole, t).sum()) == pytest.approx(want, abs=1e-10)


def test_what_is_known_up_to_a_period_does_not_move_after_it() -> None:
    before = up_to(read(3), 5)
    level = smoothed(before)[0][0]
    assert np.ptp(level[5:]) == pytest.approx(0, abs=1e-12)


def test_the_covariance_is_that_of_draws() -> None:
    one = read(11)
    draws = drawn(one, 40_000, 1)[:, 0]
    exact = covariance(one, 8)[3:]
    told = np.cov(draws[:, 3:].T)[8 - 3]
    assert np.allclose(exact, told, atol=0.01)


@pytest.mark.parametrize("pair", [("RUS", "CHN"), ("IND", "PAK"), ("USA", "GBR"), ("KEN", "BRA"), ("PRK", "KOR")])
@pytest.mark.parametrize(("first", "last"), [(END14, END20), (date(2013, 6, 30), date(2016, 3, 31))])
def test_parts_make_up_the_change(pair: tuple[str, str], first: date, last: date) -> None:
    found = moved(open_source(), *pair, first, last)
    change = found.index.change.value
    assert change == pytest.approx((found.index.now.value or 0) - (found.index.was.value or 0), abs=1e-12)
    assert sum(level.part or 0.0 for level in found.levels) == pytest.approx(change, abs=1e-9)
    parts = [one.part for one in found.readings] + [one.part for one in found.said]
    assert sum(parts) + found.carried == pytest.approx(change, abs=1e-9)
    assert found.carried == pytest.approx(0, abs=1e-9)
    assert all(one.read_from for one in found.readings if one.part > 1e-4)


def test_the_interval_is_that_of_draws_of_both_years() -> None:
    source = open_source()
    found = moved(source, "RUS", "CHN", END14, END20)
    pair = source.fused.pair("RUS", "CHN")
    paths = pair.draws()
    places = [int(np.flatnonzero(pair.years == year)[0]) for year in (2014, 2020)]
    low, high = np.quantile(paths[:, places[1]] - paths[:, places[0]], (0.05, 0.95))
    assert found.index.change.low == pytest.approx(low, abs=0.01)
    assert found.index.change.high == pytest.approx(high, abs=0.01)


def test_nothing_after_the_day_asked_about_is_used() -> None:
    found = moved(open_source(), "RUS", "CHN", END14, END20, until=END20)
    assert max(one.when for one in found.readings) == "2020"
    assert sum(one.part for one in found.readings) == pytest.approx(found.index.change.value, abs=1e-9)


def test_the_difference_of_two_estimates_by_hand() -> None:
    """Zou and Donner: 1 - sqrt(.4^2 + .3^2) and 1 + sqrt(.4^2 + .3^2)."""
    one = Estimate(1.0, 0.7, 1.3, 0.9, 5, END14, "kappa", "e")
    two = Estimate(2.0, 1.6, 2.4, 0.9, 7, END20, "kappa", "f")
    both = difference(one, two)
    assert (both.value, both.low, both.high) == pytest.approx((1.0, 0.5, 1.5))
    assert (both.n_evidence, both.evidence) == (12, "f")
    assert difference(one, Estimate(None, None, None, 0.9, 0, END20, "undefined", "f")).value is None


def test_what_began_and_ended() -> None:
    found = turns(open_source(), "RUS", "CHN", date(2000, 12, 31), date(2001, 12, 31))
    told = {(one.kind, one.name, one.ended) for one in found}
    assert ("membership", "SCO", False) in told
    assert ("rung", "non-aggression pact", False) in told
    passed = turns(open_source(), "RUS", "CHN", date(1991, 6, 1), date(1992, 6, 1))
    assert not [one for one in passed if one.name in ("UNO", "UNSC_P5")]


def test_every_row_is_answered_by_why() -> None:
    source = open_source()
    table = diff("Russia", "China", END14, END20)
    sections = [row["section"] for row in table.rows()]
    assert set(sections) >= {"index", "level", "reading", "carried", "yardstick", "pressure", "treaty", "membership"}
    for id in dict.fromkeys(row["evidence"] for row in table.rows()):
        told = why(id, source)
        assert len(told) or told.note
    again = why("change/CHN-RUS/2014-12-31/2020-12-31", source).rows()
    assert again[0]["change"] == table.rows()[0]["change"]


def test_the_verb_prints_tables_json_and_csv() -> None:
    import json

    from click.testing import CliRunner

    from comity.cli import verbs

    run = CliRunner().invoke(verbs, ["diff", "Russia", "China", "2014", "2020", "--json"], catch_exceptions=False)
    rows = json.loads(run.output)["rows"]
    assert rows[0]["section"] == "index"
    shown = CliRunner().invoke(verbs, ["diff", "Russia", "China", "2014", "2020"], catch_exceptions=False).output
    for title in ("Index and levels", "Because of which readings", "Yardsticks and pressure", "Began and ended"):
        assert title in shown
    listed = (
        CliRunner().invoke(verbs, ["diff", "Russia", "China", "2014", "2020", "--csv"], catch_exceptions=False).output
    )
    assert listed.startswith("section,what,when,")
