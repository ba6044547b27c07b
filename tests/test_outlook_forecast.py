"""Forecasts, scenarios and the register: refusals, hand-made cases, what ships, and the benchmark on real votes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from comity.cli import verbs
from comity.errors import LedgerError, NoEvidence, Refused
from comity.measure import open_source
from comity.outlook import Register, outlook, scenario, why
from comity.outlook.direct import Settings
from comity.outlook.grammar import understood
from comity.outlook.panels import TARGETS
from comity.outlook.rolling import MODEL, Roll, roll, summary
from comity.outlook.scenario import moves
from comity.outlook.scoring import judge, score_due, score_table, standings
from comity.outlook.shape import LEVELS, crps, interval
from comity.outlook.stored import Stored


@pytest.mark.parametrize(
    "text", ["China invades", "pressure +9 sd", "pressure 0 sd", "sanctions", "pressure as in then"]
)
def test_a_scenario_not_understood_is_refused_with_the_list(text: str) -> None:
    with pytest.raises(Refused, match="sanctions lifted"):
        understood(text)


@pytest.mark.parametrize(
    "evidence", ["outlook/love/CHN-RUS/2025/1", "outlook/overall/CHN-RUS/2025", "outlook/overall/X/2025/1"]
)
def test_an_id_of_no_forecast_is_refused(evidence: str) -> None:
    with pytest.raises(NoEvidence):
        why(evidence, open_source())


def test_a_horizon_not_offered_is_refused() -> None:
    with pytest.raises(Refused, match="61 months"):
        outlook("Russia", "China", months=61)


def test_crps_of_a_normal_is_the_closed_form() -> None:
    from statistics import NormalDist

    normal = np.array([[NormalDist().inv_cdf(float(p)) for p in LEVELS]])
    closed = 2 * NormalDist().pdf(0) - 1 / np.sqrt(np.pi)
    assert crps(normal, np.array([0.0]))[0] == pytest.approx(closed, abs=0.003)


@given(st.lists(st.floats(-5, 5), min_size=40, max_size=40), st.floats(-5, 5))
def test_crps_is_never_negative_and_intervals_are_in_order(values: list[float], seen: float) -> None:
    quantiles = np.sort(np.array([values]), axis=1)
    low, high = interval(quantiles)
    assert crps(quantiles, np.array([seen]))[0] >= 0
    assert low[0] <= high[0]


def test_every_forecast_has_interval_backtest_and_an_answer() -> None:
    ahead = outlook("Russia", "China", months=36)
    assert {one.target for one in ahead.forecasts} == set(TARGETS)
    for one in ahead.forecasts:
        assert one.low <= one.value <= one.high
        assert one.backtest.origins > 0
    answer = why(ahead.of("overall")[-1].evidence, open_source())
    adds = [row["adds"] for row in answer.rows()]
    at = [row["part"] for row in answer.rows()].index("forecast")
    assert sum(x for x in adds[:at] if x is not None) == pytest.approx(adds[at])


def test_nothing_after_the_day_asked_for_is_used() -> None:
    then = outlook("Russia", "China", until=date(2000, 12, 31))
    assert all(one.origin <= 2000 for one in then.forecasts)
    earlier = Stored().models("agreement", 2004)
    same = Stored().models("agreement", 2000)
    assert np.array_equal(earlier[1].slopes, same[1].slopes)


def test_a_scenario_of_no_departure_moves_nothing() -> None:
    answer = {"index": [[0.1, 0.02, 0, 0], [0.2, 0.02, 0, 0]], "pressure": [1.0, 0.5]}
    moved, error = moves(np.zeros(3), answer)
    assert not moved.any()
    assert not error.any()


@pytest.mark.parametrize("text", ["pressure as in 2014", "sanctions lifted", "pressure +1 sd for 24 months"])
def test_a_scenario_says_that_it_is_an_association(text: str) -> None:
    source = open_source()
    path = scenario(source, outlook("Russia", "China"), text)
    assert "association" in path.words
    assert all(step.low < step.value < step.high for step in path.steps)


def test_a_pair_with_a_member_has_no_scenario() -> None:
    with pytest.raises(Refused, match="member of WEST"):
        scenario(open_source(), outlook("France", "China"), "pressure as in 2014")


def test_what_ships_beats_no_change_and_covers() -> None:
    for target in TARGETS:
        row = Stored().backtest(target, 1)
        assert row["skill"] > 0.05, target
        assert 0.84 <= row["covered"] <= 0.94, target


def test_a_register_only_grows_and_sees_a_changed_line(tmp_path: Path) -> None:
    runner, path = CliRunner(), tmp_path / "r.jsonl"
    ask = ["outlook", "Russia", "China", "--until", "2015", "--freeze", "--register", str(path)]
    assert runner.invoke(verbs, ask, catch_exceptions=False).exit_code == 0
    before = path.read_text()
    register = Register(path)
    quoted = {
        "statement": "s1",
        "document": "d1",
        "speaker": "A. Analyst",
        "said": "2021-12-16",
        "horizon": "",
        "text": "Closer.",
    }
    (line,) = register.add([("quoted", quoted)])
    source = open_source()
    assert score_due(register, source)
    assert not score_due(register, source)
    judge(register, source, line.id, "true", evidence="outlook/overall/CHN-RUS/2025/1")
    assert path.read_text().startswith(before)
    found = {one.entry.id: one.found for one in standings(register)}
    assert found[line.id]["verdict"] == "true"
    table = score_table(register, date(2030, 1, 1))
    assert "Scored:" in table.note
    path.write_text(path.read_text().replace("Closer.", "Apart."))
    with pytest.raises(LedgerError, match="changed"):
        register.entries()


def test_a_judgement_needs_a_reason_and_a_quoted_forecast(tmp_path: Path) -> None:
    register = Register(tmp_path / "r.jsonl")
    said = {"statement": "s1", "speaker": "A", "said": "", "horizon": "", "text": "x"}
    (line,) = register.add([("quoted", said)])
    for verdict, note, match in (("maybe", "x", "verdict"), ("true", "", "reason")):
        with pytest.raises(Refused, match=match):
            judge(register, open_source(), line.id, verdict, note)
    with pytest.raises(Refused, match="no forecast"):
        judge(register, open_source(), "zzz", "true", "x")


def test_agreement_on_real_votes_meets_the_reference_and_the_aim(shared: Callable[[str], Path]) -> None:
    from outlook_data import benchmark

    target = TARGETS["agreement"]
    settings = Settings(target.grain, ridge=target.ridge, common=target.common, still=target.still)
    over = Roll(benchmark(shared).agreement, 0.0, 1.0, settings)
    found = {(one.method, one.horizon): one for one in summary(roll(over, (40, 50, 60, 68), (1, 5)))}
    for horizon, reference, aim in ((1, 0.0314, 0.0212), (5, 0.0474, 0.0305)):
        assert found["persistence", horizon].mae == pytest.approx(reference, abs=0.0012)
        assert found[MODEL, horizon].crps <= aim
        assert 0.88 <= found[MODEL, horizon].covered <= 0.945


def test_a_panel_of_luck_is_not_foretold() -> None:
    random = np.random.default_rng(3)
    from comity.outlook.panels import panel_of

    values = 0.7 + 0.05 * random.normal(size=(300, 60))
    over = Roll(panel_of(values, np.full_like(values, 0.01), 0.003), 0.0, 1.0, Settings(0.003, ridge=20.0))
    (own,) = (one for one in summary(roll(over, (45, 50), (1,))) if one.method == MODEL)
    assert own.covered == pytest.approx(0.9, abs=0.04)
    assert replace(own, skill=0).crps < 0.032
