"""The scale: what is refused, signs by quad, order within a type, and that the status changes nothing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.coding.intensity import intensity, scale
from comity.coding.modes import modes
from comity.errors import Refused
from comity.schema import STATUSES, TYPES

FRIENDLY = TYPES[:7]


def test_a_type_that_is_none_is_refused() -> None:
    with pytest.raises(Refused, match="GREET"):
        intensity("GREET", "", "asserted")


def test_a_mode_that_is_not_known_counts_as_none() -> None:
    assert intensity("AID", "chess", "asserted") == intensity("AID", "", "asserted") == 7.0


@pytest.mark.parametrize(
    ("type", "mode", "value"),
    [
        ("ASSAULT", "invade", -10.0),
        ("AID", "military", 8.3),
        ("AID", "economic", 7.4),
        ("SANCTION", "relations", -7.0),
        ("SANCTION", "expel", -5.0),
        ("SUPPORT", "praise", 3.4),
        ("REQUEST", "", -1.0),
    ],
)
def test_figures_where_goldstein_led(type: str, mode: str, value: float) -> None:
    assert intensity(type, mode, "asserted") == value


@pytest.mark.parametrize("type", TYPES)
def test_every_mode_has_its_row_and_no_row_lacks_its_mode(type: str) -> None:
    rows = [mode for kind, mode in scale() if kind == type]
    assert sorted(rows) == sorted(["", *(mode.name for mode in modes()[type])])


@pytest.mark.parametrize("type", TYPES)
def test_rows_of_a_type_run_from_least_to_most(type: str) -> None:
    values = [abs(value) for (kind, mode), value in scale().items() if kind == type and mode]
    assert all(a <= b for a, b in pairwise(values))
    assert min(values) <= abs(scale()[type, ""]) <= max(values)


@given(st.sampled_from(sorted(scale())), st.sampled_from(STATUSES))
def test_the_sign_is_that_of_the_quad_whatever_the_status(row: tuple[str, str], status: str) -> None:
    value = intensity(*row, status)
    assert 0 < abs(value) <= 10
    assert (value > 0) == (row[0] in FRIENDLY)
    assert value == intensity(*row, "asserted")
