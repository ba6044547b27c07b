"""Positions, distances and predicted votes as rows; every row names its profile, and two profiles never share a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from comity.errors import Refused
from comity.measure.ideal.best import BestPoints
from comity.results import Table
from comity.schema import LEVEL

METHOD = (
    "dynamic ordinal probit ideal points in {dims} dimensions, smoothed from both sides, drift and item priors estimated; "
    "sds widened by {wider:.2f}, the factor with which 90 % intervals cover 90 % of simulated truths"
)


def point_rows(points: BestPoints, units: Sequence[str] | None = None, level: float = LEVEL) -> Table:
    """One row a unit, session and axis: value, low, high, level, n_evidence (votes), as_of, method, profile, evidence.

    `units` None: all. Positions have mean 0 and sd 1 over all unit-sessions; the year is 1945 + session.
    """
    sample = points.sample
    cells = _cells_of(points, units)
    at, axis = np.repeat(cells, points.dims), np.tile(np.arange(points.dims), len(cells))
    value = points.fit.theta[at, axis]
    sd = points.widened[0] * np.sqrt(points.fit.spread[at, axis, axis])
    low, high = points.bounds(value, sd, level)
    session = sample.sessions[sample.cell_session[at]]
    names = np.array(sample.units)[sample.cell_unit[at]]
    method = METHOD.format(dims=points.dims, wider=points.widened[0])
    tag = points.profile.replace(" ", "-")
    columns = {
        "profile": [points.profile] * len(at), "unit": names, "session": session, "year": session + 1945, "axis": axis + 1,
        "value": value, "low": low, "high": high, "level": np.full(len(at), level), "n_evidence": sample.n_votes[at],
        "as_of": [date(int(s) + 1945, 12, 31).isoformat() for s in session], "method": [method] * len(at),
        "evidence": [f"ideal/{tag}/{n}/{s}/{a + 1}" for n, s, a in zip(names, session, axis, strict=True)],
    }  # fmt: skip
    return Table(f"Ideal points, profile {points.profile}", columns, note="" if len(at) else "no such unit voted")


def distance_rows(points: BestPoints, one: str, two: str, level: float = LEVEL) -> Table:
    """One row a session in which both voted: Euclidean distance with its interval (low at least 0), columns as above."""
    sample = points.sample
    mine, theirs = (_cells_of(points, [unit]) for unit in (one, two))
    shared, a, b = np.intersect1d(sample.cell_session[mine], sample.cell_session[theirs], return_indices=True)
    value, sd = points.distances_of(mine[a], theirs[b])
    low, high = points.bounds(value, sd, level)
    session = sample.sessions[shared]
    n, tag = len(shared), points.profile.replace(" ", "-")
    columns = {
        "profile": [points.profile] * n, "state1": [one] * n, "state2": [two] * n, "session": session,
        "year": session + 1945, "value": value, "low": np.maximum(low, 0.0), "high": high, "level": np.full(n, level),
        "n_evidence": np.minimum(sample.n_votes[mine[a]], sample.n_votes[theirs[b]]),
        "as_of": [date(int(s) + 1945, 12, 31).isoformat() for s in session],
        "method": [METHOD.format(dims=points.dims, wider=points.widened[1])] * n,
        "evidence": [f"ideal/{tag}/{one}-{two}/{s}" for s in session],
    }  # fmt: skip
    note = "" if n else f"{one} and {two} never voted in the same session"
    return Table(f"Distance of ideal points, {one} and {two}, profile {points.profile}", columns, note=note)


def together(*tables: Table) -> Table:
    """The rows of several tables as one. Refused where they come from two profiles, whose scales have nothing in common.

    >>> one = Table("a", {"profile": ["best"], "value": [1.0]})
    >>> together(one, Table("b", {"profile": ["bsv"], "value": [1.0]}))
    Traceback (most recent call last):
    comity.errors.Refused: ideal points of two profiles in one table (best, bsv). Next: show them in two
    """
    profiles = sorted({str(profile) for table in tables for profile in table.columns.get("profile", [None])})
    if len(profiles) > 1:
        raise Refused(
            "ideal points of two profiles in one table", where=", ".join(profiles), next_step="show them in two"
        )
    rows = [row for table in tables for row in table.rows()]
    names = list(tables[0].columns) if tables else []
    if any(list(table.columns) != names for table in tables):
        raise Refused("tables of different columns", next_step="give tables of one kind")
    return Table(tables[0].title, {name: [row[name] for row in rows] for name in names}, note=tables[0].note)


def _cells_of(points: BestPoints, units: Sequence[str] | None) -> NDArray[np.int64]:
    sample = points.sample
    if units is None:
        return np.arange(len(sample.cell_unit), dtype=np.int64)
    wanted = [u for u, unit in enumerate(sample.units) if unit in set(units)]
    return np.flatnonzero(np.isin(sample.cell_unit, wanted)).astype(np.int64)
