"""The grid: pairs of states by year or month as square arrays, read from a ledger, missing kept missing.

A unit is a line of states under the id of its youngest: RUS holds the Soviet Union's records, SRB Yugoslavia's, YEM
North Yemen's; the German Democratic Republic, South Yemen and the Republic of China stand for themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from comity import actors
from comity.errors import ComityError

if TYPE_CHECKING:
    from comity.ledger import Ledger

Array = NDArray[np.float32]
UNITS_OF_TIME = {"year": "Y", "month": "M"}


@dataclass(frozen=True)
class Grid:
    """Units (sorted ids) and periods (datetime64[Y] or [M], ascending, no gap). Arrays over it are [u, t] or [u, u, t]."""

    units: tuple[str, ...]
    periods: NDArray[np.datetime64]

    @property
    def shape(self) -> tuple[int, int]:
        """Number of units and of periods."""
        return len(self.units), len(self.periods)

    @property
    def years(self) -> NDArray[np.int64]:
        """Calendar year of each period."""
        return self.periods.astype("datetime64[Y]").astype(np.int64) + 1970

    @cached_property
    def places(self) -> dict[str, int]:
        """Place of every state id among the units, predecessors included: RUS and SUN share one."""
        return {state: u for u, unit in enumerate(self.units) for state in actors.lineage(unit)}

    def place(self, state: str) -> int:
        """Place of a state; ComityError where the grid has none."""
        if state not in self.places:
            raise ComityError(f"{state} is no state of this grid", next_step="give the id of a state, such as RUS")
        return self.places[state]

    @cached_property
    def alive(self) -> NDArray[np.bool_]:
        """[u, t]: whether a state of the line existed at the end or at the beginning of the period."""
        first = self.periods.astype("datetime64[D]")
        last = (self.periods + 1).astype("datetime64[D]") - 1
        held = np.zeros(self.shape, dtype=bool)
        for u, unit in enumerate(self.units):
            for state in map(actors.get, actors.lineage(unit)):
                begun = np.datetime64(state.start) if state.start else first[0]
                ended = np.datetime64(state.end) if state.end else last[-1]
                held[u] |= (begun <= last) & (first <= ended)
        return held

    @cached_property
    def dyads(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Places [d] of the first and the second unit of every dyad, first < second."""
        one, two = np.triu_indices(len(self.units), 1)
        return one, two

    def pairs(self, square: NDArray[np.generic]) -> NDArray[np.generic]:
        """The dyads' rows [d, t] of a square array [u, u, t]: what the first does to the second."""
        one, two = self.dyads
        rows: NDArray[np.generic] = square[one, two]
        return rows


def grid(first: str | int, last: str | int, by: str = "year") -> Grid:
    """All states known, from one period to another inclusive: years as numbers, months as "2018-02".

    >>> g = grid(1946, 2025)
    >>> g.units[g.place("SUN")], g.shape[1], bool(g.alive[g.place("UKR"), 0])
    ('RUS', 80, False)
    """
    if by not in UNITS_OF_TIME:
        raise ComityError(f"no period {by!r}", next_step="choose year or month")
    begin, end = np.array([str(first), str(last)], dtype=f"datetime64[{UNITS_OF_TIME[by]}]")
    periods = np.arange(begin, end + 1)
    if not len(periods):
        raise ComityError("no period between", where=f"{first}, {last}", next_step="give the earlier one first")
    return Grid(youngest(), periods)


def youngest() -> tuple[str, ...]:
    """Ids of the states that no later state continues, sorted."""
    states = [state.id for state in actors.states()]
    continued = {old for state in states for old in actors.lineage(state) if old != state}
    return tuple(sorted(set(states) - continued))


def pair_series(ledger: Ledger, grid: Grid, indicator: str, how: str = "mean") -> Array:
    """One indicator of pairs as [u, u, t]: row actor, column recipient; symmetric where its records are undirected.

    A record that lasts fills every period it touches. `how` says what several records in one cell make: mean, sum,
    max, min or count. nan where nothing is recorded. A pair inside one line of states is left out.
    """
    rows = ledger.arrays(_PAIRS, (indicator, *_bounds(grid)))
    one, two = _places(grid, rows["state1"]), _places(grid, rows["state2"])
    directed = rows["directed"].astype(bool)
    keep = (one >= 0) & (two >= 0) & (one != two)
    square = _Cells(grid, how, 2)
    square.add((one[keep], two[keep]), rows, keep)
    mirrored = keep & ~directed
    square.add((two[mirrored], one[mirrored]), rows, mirrored)
    return square.values()


def state_series(ledger: Ledger, grid: Grid, indicator: str, how: str = "mean") -> Array:
    """One indicator of single states as [u, t], as `pair_series`."""
    rows = ledger.arrays(_STATES, (indicator, *_bounds(grid)))
    one = _places(grid, rows["state1"])
    cells = _Cells(grid, how, 1)
    cells.add((one[one >= 0],), rows, one >= 0)
    return cells.values()


_WHERE = (
    "indicator = ? AND current AND value IS NOT NULL AND start_date <= ? AND coalesce(end_date, DATE '9999-12-31') >= ?"
)
_PAIRS = (
    f"SELECT state1, state2, directed, start_date, end_date, value FROM records WHERE state2 IS NOT NULL AND {_WHERE}"
)
_STATES = f"SELECT state1, start_date, end_date, value FROM records WHERE state2 IS NULL AND {_WHERE}"


def _bounds(grid: Grid) -> tuple[object, object]:
    last = (grid.periods[-1:] + 1).astype("datetime64[D]")[0] - 1
    return last.astype(object), grid.periods[:1].astype("datetime64[D]")[0].astype(object)


def _places(grid: Grid, states: NDArray[np.object_]) -> NDArray[np.int64]:
    """Place of each state, -1 for bodies and others that are none."""
    names, which = np.unique(states.astype(str), return_inverse=True)
    return np.array([grid.places.get(str(name), -1) for name in names], dtype=np.int64)[which]


class _Cells:
    """Sums, extremes and counts of records by cell."""

    def __init__(self, grid: Grid, how: str, sides: int) -> None:
        if how not in ("mean", "sum", "max", "min", "count"):
            raise ComityError(f"no way {how!r} to put records together", next_step="mean, sum, max, min or count")
        self.grid, self.how = grid, how
        u, t = grid.shape
        self.total = np.full((u,) * sides + (t,), {"max": -np.inf, "min": np.inf}.get(how, 0.0))
        self.n = np.zeros(self.total.shape, dtype=np.int32)

    def add(
        self, places: tuple[NDArray[np.int64], ...], rows: dict[str, NDArray[Any]], keep: NDArray[np.bool_]
    ) -> None:
        unit = np.datetime_data(self.grid.periods.dtype)[0]
        start = rows["start_date"][keep].astype(f"datetime64[{unit}]") - self.grid.periods[0]
        end = rows["end_date"][keep].astype(f"datetime64[{unit}]") - self.grid.periods[0]
        last = len(self.grid.periods) - 1
        begin = np.clip(start.astype(np.int64), 0, last)
        until = np.where(np.isnat(end), last, np.clip(end.astype(np.int64), 0, last))
        lengths = until - begin + 1
        at = np.repeat(np.arange(len(begin)), lengths)
        period = begin[at] + np.arange(len(at)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        cell = (*(place[at] for place in places), period)
        fold = {"max": np.maximum, "min": np.minimum}.get(self.how, np.add)
        fold.at(self.total, cell, rows["value"][keep][at].astype(float))
        np.add.at(self.n, cell, 1)

    def values(self) -> Array:
        if self.how == "count":
            return np.where(self.n > 0, self.n, np.nan).astype(np.float32)
        value = self.total / np.maximum(self.n, 1) if self.how == "mean" else self.total
        return np.where(self.n > 0, value, np.nan).astype(np.float32)
