"""How the index moved with pressure, over all pairs: the few coefficients that a scenario needs, made once and shipped.

Panel local projections of `comity.measure.response`: how much the index changed by h years after a year whose mean pressure on the two
stood one unit above what the past would have it, and how much of that pressure was still there. An association.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from comity import actors
from comity.measure.alignment.storing import ShippedAlignment, pairs_of
from comity.measure.fused import PRESSURE
from comity.measure.grid import Grid
from comity.outlook.features import Panel

Floats = NDArray[np.float64]

STEPS = 5
"""Years after the pressure, counting its own."""
SINCE = 1970
LEADS = 2


def responses(folder: Path, index: Panel, blocs: tuple[str, ...]) -> dict[str, Any]:
    """Coefficients by bloc: `index` and `pressure` rows by step (estimate, error, low, high), the sd of unforeseen pressure, and what
    the leads say. Needs the extra `estimate`."""
    shipped = ShippedAlignment(folder)
    grid = shipped.grid
    rows = shipped.rows()
    one, two = (np.array([grid.place(str(state)) for state in states]) for states in pairs_of(rows))
    return {bloc: response_of(bloc, pressure_of(folder, bloc, grid), index, (one, two), grid) for bloc in blocs}


def pressure_of(folder: Path, bloc: str, grid: Grid) -> Floats:
    """Pressure of a bloc [u, t] in the years in which anything was read."""
    sql = "SELECT state, year, value FROM read_parquet(?) WHERE bloc = ? AND spoke > 0"
    with duckdb.connect(config={"threads": 1}) as connection:
        got = connection.execute(sql, [str(folder / PRESSURE), bloc]).fetchnumpy()
    out = np.full(grid.shape, np.nan)
    at = [grid.place(str(state)) for state in got["state"]], got["year"].astype(int) - int(grid.years[0])
    out[at] = np.maximum(got["value"], 0)
    return out


def response_of(
    bloc: str, pressure: Floats, index: Panel, places: tuple[NDArray[np.int64], NDArray[np.int64]], grid: Grid
) -> dict[str, Any]:
    """The coefficients of one bloc, from pairs neither of which was ever its member."""
    from comity.measure.response.answer import response

    inside = np.zeros(len(grid.units), dtype=bool)
    for year in range(SINCE, int(grid.years[-1]) + 1, 10):
        inside[[grid.place(state) for state in actors.members(bloc, date(year, 12, 31))]] = True
    read = np.flatnonzero(np.isfinite(pressure).any(axis=0))
    span = slice(max(SINCE - int(grid.years[0]), int(read[0])), int(read[-1]) + 1)
    one, two = places
    keep = ~inside[one] & ~inside[two] & (np.isfinite(index.values[:, span]).sum(axis=1) > STEPS + 5)
    one, two = one[keep], two[keep]
    a, b = pressure[one][:, span], pressure[two][:, span]
    asked = {"horizons": range(STEPS), "n_placebo": 0}
    moved = response(index.values[keep][:, span], a, b, (one, two), grid.years[span], n_leads=LEADS, **asked)  # type: ignore[arg-type]
    return {
        "index": [[round(x, 5) for x in (row.estimate, row.se_dyadic, row.low, row.high)] for row in moved.rows],
        "pressure": [round(x, 5) for x in lasting(pressure[~inside][:, span])],
        "sd": round(moved.rows[0].pressure_sd, 5),
        "years": [int(grid.years[span][0]), int(grid.years[span][-1])],
        "pairs": int(keep.sum()),
        "leads_fail": moved.leads_fail,
        "words": moved.words,
    }


def lasting(pressure: Floats, steps: int = STEPS) -> tuple[float, ...]:
    """How much of a unit of unforeseen pressure [u, t] is still there after 0, 1, ... years: local projections on the state's own
    past of two years, every state and year at its own level.

    >>> random = np.random.default_rng(1)
    >>> walk = np.cumsum(random.normal(size=(60, 40)), axis=1)
    >>> first, second = lasting(walk, 2)
    >>> round(first, 2), 0.8 < second < 1.1
    (1.0, True)
    """
    now, past, earlier = pressure[:, 2:], pressure[:, 1:-1], pressure[:, :-2]
    found = []
    for step in range(steps):
        later = np.full_like(now, np.nan)
        later[:, : now.shape[1] - step] = now[:, step:]
        keep = np.isfinite(later) & np.isfinite(now) & np.isfinite(past) & np.isfinite(earlier)
        columns = [_level_out(column, keep)[keep] for column in (later, now, past, earlier)]
        found.append(float(np.linalg.lstsq(np.stack(columns[1:], axis=1), columns[0], rcond=None)[0][0]))
    return tuple(found)


def _level_out(values: Floats, keep: NDArray[np.bool_]) -> Floats:
    """Values less the mean of their row and of their column, over the cells kept, by turns."""
    out = np.where(keep, values, 0.0)
    for _ in range(20):
        out = np.where(keep, out - (out.sum(axis=1) / np.maximum(keep.sum(axis=1), 1))[:, None], 0.0)
        out = np.where(keep, out - out.sum(axis=0) / np.maximum(keep.sum(axis=0), 1), 0.0)
    return out
