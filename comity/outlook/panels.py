"""The numbers that are forecast, of all pairs by year, read from what ships or from a ledger's own estimates.

Agreement of votes is read in its own year. The index and its levels stand as they could have been known at the end of each year:
filtered, from readings up to that year alone (models and units were estimated once, from all years). Pressure is smoothed over
all years where it is made, so its past knows a little of its future, and errors at short horizons are flattered by that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from comity import actors
from comity.measure.alignment.indicators import LEVELS
from comity.measure.alignment.paths import filtered
from comity.measure.alignment.storing import ShippedAlignment, levels_of, pairs_of
from comity.measure.fused import PRESSURE
from comity.measure.grid import youngest
from comity.measure.shipped import CELLS
from comity.outlook.features import Panel

Floats = NDArray[np.float64]

FIRST, LAST = 1946, 2025


@dataclass(frozen=True, slots=True)
class Target:
    """A number that is forecast: its name, what it is called, between what it lies, and below which size a difference is nothing.

    `still`, `ridge` and `common` say what the model is drawn to, and how hard."""

    name: str
    label: str
    low: float
    high: float
    grain: float
    still: bool = True
    ridge: float = 0.1
    common: float = 0.1


TARGETS: Mapping[str, Target] = {
    target.name: target
    for target in (
        Target("overall", "alignment index", -1.5, 1.5, 0.003),
        *(Target(level, f"{level} level", -2.5, 2.5, 0.003) for level in LEVELS),
        Target("agreement", "agreement in UN votes", 0.0, 1.0, 0.003, False, 20.0, 0.3),
        Target("pressure", "pressure", 0.0, 1.0, 0.003),
    )
}


def agreement_panel(folder: Path, first: int = FIRST, last: int = LAST) -> Panel:
    """Mean graded agreement, 1 - |a - b| / 2, of all pairs by year on votes that were not unanimous."""
    return agreement_of(*_choices(folder), first, last)


def _choices(folder: Path) -> tuple[NDArray[np.str_], NDArray[np.str_], NDArray[np.int64], Floats, Floats]:
    graded = " + ".join(f"{1 - abs('yan'.index(cell[1]) - 'yan'.index(cell[2])) / 2} * {cell}" for cell in CELLS)
    sql = f"SELECT state1, state2, year, {graded} AS alike, {' + '.join(f'{cell}::INT' for cell in CELLS)} AS n FROM read_parquet(?)"
    with duckdb.connect(config={"threads": 1}) as connection:
        got = connection.execute(sql, [str(folder / "choices.parquet")]).fetchnumpy()
    return (
        got["state1"].astype(str), got["state2"].astype(str), got["year"].astype(np.int64),
        got["alike"].astype(float), got["n"].astype(float),
    )  # fmt: skip


def agreement_of(
    state1: NDArray[np.str_], state2: NDArray[np.str_], year: NDArray[np.int64], alike: Floats, n: Floats,
    first: int, last: int,
) -> Panel:  # fmt: skip
    """The panel of rows of pairs and years: `alike` the sum of graded agreements of `n` votes; lines of states summed, blocs left out.

    >>> one = agreement_of(np.array(["CHN"]), np.array(["SUN"]), np.array([1980]), np.array([45.0]), np.array([50.0]), 1980, 1980)
    >>> float(one.values[0, 0])
    0.9
    """
    units = youngest()
    place = {state: u for u, unit in enumerate(units) for state in actors.lineage(unit)}
    names, where = np.unique(np.r_[state1, state2], return_inverse=True)
    at = np.array([place.get(str(name), -1) for name in names])[where]
    one, two = at[: len(state1)], at[len(state1) :]
    keep = (one >= 0) & (two >= 0) & (one != two) & (year >= first) & (year <= last)
    pair = np.minimum(one, two)[keep] * len(units) + np.maximum(one, two)[keep]
    pairs, row = np.unique(pair, return_inverse=True)
    total, votes = np.zeros((len(pairs), last - first + 1)), np.zeros((len(pairs), last - first + 1))
    np.add.at(total, (row, year[keep] - first), alike[keep])
    np.add.at(votes, (row, year[keep] - first), n[keep])
    values = np.where(votes >= LEAST, total / np.maximum(votes, 1), np.nan)
    return panel_of(
        values, np.sqrt(np.maximum(values * (1 - values), 0.01) / np.maximum(votes, 1)), TARGETS["agreement"].grain
    )


LEAST = 10
"""Votes of a year below which its agreement is left out."""


def panel_of(values: Floats, errors: Floats, grain: float) -> Panel:
    """The panel with the mean of all pairs by year, nan in a year of which nothing is held."""
    held = np.isfinite(values)
    count = held.sum(axis=0)
    year = np.where(count, np.where(held, values, 0).sum(axis=0) / np.maximum(count, 1), np.nan)
    return Panel(values, errors, year, grain)


def alignment_panels(folder: Path) -> dict[str, Panel]:
    """The index and its levels of all pairs of which anything is read, each year as known at its end."""
    shipped = ShippedAlignment(folder)
    rows = shipped.rows()
    grid = shipped.grid
    one, two = (np.array([grid.place(str(state)) for state in states]) for states in pairs_of(rows))
    both = grid.alive[one] & grid.alive[two]
    found = {name: filtered(read) for name, read in levels_of(shipped, rows, both.argmax(axis=1)).items()}
    weights = {name: shipped.about["weights"][name] for name in found}
    total = sum(weights.values())
    mean = sum(weights[name] / total * found[name][0] for name in found)
    variance = sum((weights[name] / total) ** 2 * found[name][1] for name in found)
    found["overall"] = np.asarray(mean), np.asarray(variance)
    return {
        name: panel_of(np.where(both, values, np.nan), np.sqrt(spread), TARGETS[name].grain)
        for name, (values, spread) in found.items()
    }


def pressure_panel(folder: Path, first: int = FIRST, last: int = LAST) -> Panel:
    """Pressure of every bloc on every state in the years in which anything was read of it."""
    sql = "SELECT bloc || '-' || state AS who, year, value, sd FROM read_parquet(?) WHERE spoke > 0"
    with duckdb.connect(config={"threads": 1}) as connection:
        got = connection.execute(sql, [str(folder / PRESSURE)]).fetchnumpy()
    names, row = np.unique(got["who"].astype(str), return_inverse=True)
    values = np.full((len(names), last - first + 1), np.nan)
    errors = values.copy()
    at = row, got["year"].astype(np.int64) - first
    values[at], errors[at] = np.maximum(got["value"], 0), got["sd"]
    ever = np.nanmax(values, axis=1) > TARGETS["pressure"].grain
    return panel_of(values[ever], errors[ever], TARGETS["pressure"].grain)


def panels(folder: Path) -> dict[str, Panel]:
    """Every number that is forecast."""
    return {**alignment_panels(folder), "agreement": agreement_panel(folder), "pressure": pressure_panel(folder)}
