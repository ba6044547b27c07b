"""Shared bodies: dates since both belong, what ended, what is only a definition."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from comity.measure.pacts.bodies import shared_bodies, shared_spells

STATES = st.sampled_from(["RUS", "CHN", "USA", "FRA", "IND", "DEU", "JPN", "BRA", "KAZ", "SUN", "DDR"])


def test_russia_and_china_share_brics_since_the_first_summit() -> None:
    found = {body.bloc: body for body in shared_bodies("RUS", "CHN", date(2021, 12, 17))}
    assert found["BRICS"].since == date(2009, 6, 16)
    assert found["SCO"].since == date(2001, 6, 15)
    assert found["SCO"].until is None
    assert found["SHANGHAI_FIVE"].until == date(2001, 6, 14)
    assert found["SCO"].evidence == ("membership/SCO/RUS", "membership/SCO/CHN")


def test_a_body_of_the_future_is_not_shared_yet() -> None:
    assert "SCO" not in {body.bloc for body in shared_bodies("RUS", "CHN", date(2000, 1, 1))}


def test_a_body_still_shared_then_has_no_end_though_it_ended_later() -> None:
    pact = next(body for body in shared_bodies("SUN", "DDR", date(1980, 1, 1)) if body.bloc == "WARSAW_PACT")
    assert pact.until is None


def test_a_definition_is_no_body() -> None:
    assert not {body.bloc for body in shared_bodies("USA", "FRA")} & {"WEST", "WEST_NARROW", "WEST_WEOG"}


def test_the_later_one_to_join_sets_the_day() -> None:
    assert shared_spells("NATO", "USA", "DEU")[0][0] == date(1955, 5, 6)
    assert shared_spells("NATO", "USA", "RUS") == []


@given(STATES, STATES)
def test_the_side_does_not_matter_and_the_order_is_that_of_time(one: str, two: str) -> None:
    found = shared_bodies(one, two, date(2015, 6, 1))
    mirrored = shared_bodies(two, one, date(2015, 6, 1))
    assert [(b.bloc, b.since, b.until) for b in found] == [(b.bloc, b.since, b.until) for b in mirrored]
    assert [b.since for b in found] == sorted(b.since for b in found)
    assert all(b.since <= date(2015, 6, 1) and (b.until is None or b.since <= b.until) for b in found)
