"""Warmth: refusals, balances by hand, directions kept apart, no number of all, and what Pew found."""

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
from comity.measure.affinity.places import places
from comity.measure.affinity.proportion import net, share
from comity.measure.affinity.warmth import COMPONENTS, warmth, why
from comity.results import Table


def values(table: Table, component: str, actor: str = "RUS") -> dict[int, float]:
    return {r["year"]: r["value"] for r in table.rows() if (r["component"], r["actor"]) == (component, actor)}


def test_blocs_and_strange_ids_are_refused() -> None:
    with pytest.raises(ComityError, match="two states"):
        warmth(Given(), "WEST", "RUS")
    for id in ("warmth/none/CHN-RUS/2000", "deeds/words/CHN-RUS/2000", "warmth/words/2000"):
        with pytest.raises(NoEvidence):
            why(id, Given())


def test_a_part_above_its_whole_is_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and its whole"):
        share(3, 2)


def test_nothing_on_record_is_said_of_every_component() -> None:
    table = warmth(Given(), "RUS", "CHN")
    assert len(table) == 0
    assert all(part.name in table.note for part in COMPONENTS)


def test_words_are_a_balance_each_way() -> None:
    ledger = Given()
    for actor, other, kind, harsh in (("RUS", "CHN", 9, 1), ("CHN", "RUS", 5, 5)):
        ledger.record("icews_verbal_cooperation", actor, other, 2010, kind)
        ledger.record("icews_verbal_conflict", actor, other, 2010, harsh)
    table = warmth(ledger, "RUS", "CHN")
    assert values(table, "words", "RUS") == {2010: pytest.approx(0.8)}
    assert values(table, "words", "CHN") == {2010: 0.0}


def test_officials_count_once_a_statement_and_analysts_not() -> None:
    ledger = Given()
    ledger.statement(["RUS"], {"CHN": "for"}, "2021-01-01")
    ledger.statement(["RUS"], {"CHN": "for", "USA": "against"}, "2021-02-01")
    ledger.statement(["RUS"], {"CHN": "against"}, "2021-03-01")
    ledger.statement(["RUS"], {"CHN": "neutral"}, "2021-04-01")
    ledger.statement([], {"CHN": "against"}, "2021-05-01")
    ledger.statement(["RUS"], {"CHN": "against"}, "2021-06-01", negated=True)
    table = warmth(ledger, "RUS", "CHN")
    found = next(r for r in table.rows() if r["component"] == "officials")
    assert (found["value"], found["n_evidence"]) == (pytest.approx(1 / 3), 4)
    assert len(table.why(found["evidence"])) == 4


def test_opinion_has_the_interval_of_its_sample() -> None:
    ledger = Given()
    for name, value in (("pew_favourable", 40.0), ("pew_unfavourable", 50.0), ("pew_respondents", 1000.0)):
        ledger.record(name, "RUS", "CHN", 2019, value)
    rows = {r["component"]: r for r in warmth(ledger, "CHN", "RUS").rows()}
    assert (rows["favourable"]["actor"], rows["favourable"]["recipient"]) == ("RUS", "CHN")
    assert rows["favourable"]["n_evidence"] == 1000
    assert rows["favourable"]["low"] == pytest.approx(0.3748, abs=1e-3)
    assert rows["unfavourable"]["high"] == pytest.approx(0.5259, abs=1e-3)


def test_requests_and_threats_are_hostile_words_and_deeds_are_none() -> None:
    ledger = Given()
    for type in ("SUPPORT", "CONSULT", "THREATEN", "AID", "SANCTION"):
        ledger.event(type, "RUS", "CHN", "2020-01-01")
    assert values(warmth(ledger, "RUS", "CHN"), "coded_words") == {2020: pytest.approx(1 / 3)}


def test_the_last_known_of_each_and_never_one_of_all() -> None:
    ledger = Given()
    for year in (2010, 2012):
        ledger.record("icews_verbal_cooperation", "RUS", "CHN", year, 10)
        ledger.record("icews_verbal_conflict", "RUS", "CHN", year, 0)
        ledger.record("pew_favourable", "CHN", "RUS", year - 5, 40)
        ledger.record("pew_respondents", "CHN", "RUS", year - 5, 500)
    found = latest(warmth(ledger, "RUS", "CHN"), 2011).rows()
    assert {(r["component"], r["actor"], r["year"]) for r in found} == {
        ("words", "RUS", 2010),
        ("tone", "CHN", 2010),
        ("favourable", "CHN", 2007),
    }


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 500), st.integers(0, 500))
def test_a_balance_lies_in_its_bounds_and_turns_with_its_sides(plus: int, minus: int) -> None:
    value, low, high = (float(x) for x in net(plus, minus))
    if not plus + minus:
        assert value != value
        return
    assert -1 <= low <= value <= high <= 1
    assert [float(x) for x in net(minus, plus)] == pytest.approx([-value, -high, -low])


def test_places_are_among_the_pairs_of_the_year() -> None:
    """Balances of 1, .8, .8, .6 and, of too few events, none: .8 lies above one and level with one of four."""
    ledger = Given()
    for actor, kind, harsh in (("RUS", 90, 10), ("USA", 90, 10), ("FRA", 100, 0), ("IND", 80, 20), ("PAK", 0, 9)):
        ledger.record("icews_verbal_cooperation", actor, "CHN", 2010, kind)
        ledger.record("icews_verbal_conflict", actor, "CHN", 2010, harsh)
    ledger.statement(["RUS"], {"CHN": "for"}, "2010-01-01")
    rows = {r["component"]: r for r in places(ledger, warmth(ledger, "RUS", "CHN")).rows()}
    assert (rows["words"]["place"], rows["words"]["n_pairs"]) == (0.5, 4)
    assert (rows["officials"]["place"], rows["officials"]["n_pairs"]) == (None, None)


# real data


@pytest.fixture(scope="module")
def pew(tmp_path_factory: pytest.TempPathFactory, shared: Callable[[str], Path]) -> Ledger:
    ledger = Ledger(tmp_path_factory.mktemp("warmth") / "L")
    ledger.add(shared("data/opinion/pew_favourability_2002_2023.csv"), record="pew")
    ledger.build()
    return ledger


def test_russians_think_better_of_china_than_chinese_of_russia(pew: Ledger) -> None:
    """Pew Global Attitudes: 71 % of Russians favourable to China in 2019, 51 % of Chinese to Russia in 2015."""
    rows = {(r["actor"], r["year"]): r for r in warmth(pew, "RUS", "CHN").rows() if r["component"] == "favourable"}
    assert rows["RUS", 2019]["value"] == pytest.approx(0.7146)
    assert rows["CHN", 2015]["value"] == pytest.approx(0.5122)
    assert rows["RUS", 2019]["low"] > rows["CHN", 2015]["high"]


def test_russians_view_of_china_is_among_the_best_of_its_year(pew: Ledger) -> None:
    table = places(pew, warmth(pew, "RUS", "CHN", 2019, 2019))
    assert next(r["place"] for r in table.rows() if r["component"] == "favourable") > 0.8


def test_rows_marked_suspect_are_not_there(pew: Ledger) -> None:
    table = warmth(pew, "USA", "CHN", 2013, 2013)
    assert not [r for r in table.rows() if r["actor"] == "USA" and r["component"] == "favourable"]
