"""Kinds of sanctions in force from one state on another, those of bodies counted for their members of the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from comity import actors
from comity.measure.grid import Array, Grid, pair_series

if TYPE_CHECKING:
    from comity.ledger import Ledger

KINDS = ("trade", "arms", "military", "financial", "travel", "other")


def sanction_kinds(ledger: Ledger, grid: Grid) -> Array:
    """[u, u, t]: kinds (0 to 6) of sanctions the row state, or a body it belongs to, has on the column state.

    The United Nations' own are left out: they bind everybody and tell no pair from another. 0 where none is on record.
    """
    kinds = np.zeros((grid.shape[0],) * 2 + (grid.shape[1],), dtype=np.float32)
    for kind in KINDS:
        held = np.nan_to_num(pair_series(ledger, grid, f"sanction_{kind}", "max"))
        for body, targets in _by_body(ledger, grid, f"sanction_{kind}").items():
            held = np.maximum(held, membership(grid, body)[:, None] * targets[None])
        kinds += held > 0
    return kinds


def membership(grid: Grid, body: str) -> Array:
    """[u, t]: 1 where the state was a member at the end of the period, else 0."""
    held = np.zeros(grid.shape, dtype=np.float32)
    last_days = ((grid.periods + 1).astype("datetime64[D]") - 1).astype(object)
    for t, day in enumerate(last_days):
        for state in actors.members(body, day):
            if state in grid.places:
                held[grid.places[state], t] = 1
    return held


def _by_body(ledger: Ledger, grid: Grid, indicator: str) -> dict[str, Array]:
    """[u, t] of each body that sends: 1 where the state is its target."""
    bodies = {bloc.id for bloc in actors.blocs()} - {"UNO"}
    rows = ledger.arrays(_SENT, (indicator,))
    held: dict[str, Array] = {}
    for body, target, first, last in zip(*(rows[c].tolist() for c in ("body", "target", "first", "last")), strict=True):
        if body not in bodies or target not in grid.places:
            continue
        targets = held.setdefault(body, np.zeros(grid.shape, dtype=np.float32))
        targets[grid.places[target], (grid.years >= first) & (grid.years <= last)] = 1
    return held


_SENT = """
SELECT state1 AS body, state2 AS target, year(start_date) AS first, year(coalesce(end_date, DATE '9999-12-31')) AS last
FROM records WHERE indicator = ? AND current AND value IS NOT NULL AND state2 IS NOT NULL
"""
