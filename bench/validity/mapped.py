"""Arrays over comity's grid as measures of the panel: states by their Correlates of War number on a day of each year."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from comity import actors
from comity.errors import ComityError
from comity.measure.grid import Grid

from .panel import YEARS, Cells, Panel


def places(panel: Panel, grid: Grid) -> NDArray[np.int64]:
    """Place in the grid [s, t] of each state of the panel in each of its years; -1 where it has none."""
    found = np.full(panel.alive.shape, -1, dtype=np.int64)
    for s, t in zip(*np.nonzero(panel.alive), strict=True):
        found[s, t] = _place(grid, int(panel.states[s]), int(YEARS[t]))
    return found


def from_grid(panel: Panel, grid: Grid, square: NDArray[np.floating]) -> Cells:
    """Cells [d, t] of a square array [u, u, t] over a yearly grid; of a directed one the first state's towards the second's."""
    at = places(panel, grid)
    one, two = (at[side] for side in panel.dyads)
    column = {int(year): t for t, year in enumerate(grid.years)}
    cells = np.full(one.shape, np.nan, dtype=np.float32)
    for t, year in enumerate(YEARS):
        if int(year) in column:
            held = (one[:, t] >= 0) & (two[:, t] >= 0)
            cells[held, t] = square[one[held, t], two[held, t], column[int(year)]]
    return cells


def _place(grid: Grid, code: int, year: int) -> int:
    try:
        return grid.places.get(actors.by_code("cow", str(code), date(year, 12, 31), until=date(year, 12, 31)).id, -1)
    except ComityError:
        return _earlier(grid, code, year)


def _earlier(grid: Grid, code: int, year: int) -> int:
    """A state that ended within the year stands by its first day."""
    try:
        return grid.places.get(actors.by_code("cow", str(code), date(year, 1, 1)).id, -1)
    except ComityError:
        return -1
