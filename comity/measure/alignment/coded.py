"""Counts of co-operative and conflictual happenings between states in the documents of a ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from comity import actors
from comity.measure.grid import Array, Grid
from comity.schema import TYPES

if TYPE_CHECKING:
    from comity.ledger import Ledger

GOOD = frozenset(TYPES[:7])
"""PLOVER's co-operative types, verbal and material: AGREE to RETREAT."""

_HAPPENINGS = """
SELECT DISTINCT least(e.actor, e.recipient) AS state1, greatest(e.actor, e.recipient) AS state2, e.type,
    coalesce(e.date_start, d.day) AS day, CASE WHEN e.story = '' THEN e.id ELSE e.story END AS story
FROM current_events e JOIN documents d ON d.id = e.document
WHERE e.status = 'asserted' AND e.reported_by = '' AND coalesce(e.date_start, d.day) IS NOT NULL {pair}
"""
"""What is only claimed, planned or denied does not count; reports of one happening count once a type and pair."""


def coded_counts(ledger: Ledger, grid: Grid, pair: tuple[str, str] | None = None) -> tuple[Array, Array]:
    """Co-operative and conflictual happenings [u, u, t] of each pair (or only of one), symmetric, by the day they happened.

    nan in every cell without one of either kind: what no document speaks of is not known to be quiet.
    """
    u, t = grid.shape
    counts = np.zeros((2, u, u, t), dtype=np.float32)
    _count(counts, ledger, grid, pair)
    nothing = counts.sum(axis=0) == 0
    good, bad = (np.where(nothing, np.float32(np.nan), part) for part in counts)
    return good, bad


def happenings(ledger: Ledger, pair: tuple[str, str] | None = None) -> dict[str, NDArray[Any]]:
    """Rows state1, state2, type, day, story of what counts, of all pairs or of one with its predecessors."""
    if not ledger.arrays(_HELD)["n"][0]:
        return {name: np.zeros(0, dtype=object) for name in ("state1", "state2", "type", "day", "story")}
    states = [] if pair is None else [list(actors.lineage(state)) for state in pair]
    where = "" if pair is None else _BETWEEN
    return ledger.arrays(_HAPPENINGS.format(pair=where), [*states, *states[::-1]])


_HELD = "SELECT count(*) AS n FROM information_schema.tables WHERE table_name = 'current_events'"
_BETWEEN = """AND ((list_contains(?, e.actor) AND list_contains(?, e.recipient))
    OR (list_contains(?, e.actor) AND list_contains(?, e.recipient)))"""


def _count(counts: Array, ledger: Ledger, grid: Grid, pair: tuple[str, str] | None) -> None:
    rows = happenings(ledger, pair)
    unit = np.datetime_data(grid.periods.dtype)[0]
    at = (rows["day"].astype(f"datetime64[{unit}]") - grid.periods[0]).astype(np.int64)
    for one, two, kind, period in zip(rows["state1"], rows["state2"], rows["type"], at, strict=True):
        places = grid.places.get(str(one)), grid.places.get(str(two))
        if None in places or places[0] == places[1] or not 0 <= period < len(grid.periods):
            continue
        side = 0 if str(kind) in GOOD else 1
        counts[side, places[0], places[1], period] += 1
        counts[side, places[1], places[0], period] += 1
