"""The places of states in pictures of the network, read where they ship: `comity.measure.camps.placing` says how they are made."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
from numpy.typing import NDArray

from comity.schema import LEVEL, Estimate

FILES = ("places.parquet", "places.json")
NEAREST = 2
"""The others each state is joined to in the picture: those it is most aligned with."""
EDGE = 1000
"""Places run from 0 to this in both directions."""


@dataclass(frozen=True, slots=True)
class Places:
    """A year's picture: `at` the place of each state, `ties` the pairs joined, each once."""

    year: int
    at: dict[str, tuple[int, int]]
    ties: tuple[tuple[str, str], ...]


def places(folder: Path, years: Collection[int]) -> dict[int, Places]:
    """The pictures of some years, those left out that have none; a folder without places of its own takes those that ship.

    >>> found = places(Path(), [1985])[1985]
    >>> len(found.at["RUS"]), ("CHN" in found.at)
    (2, True)
    """
    marks = ", ".join("?" * len(years)) or "NULL"
    sql = f"SELECT year, state, x, y, near1, near2 FROM read_parquet(?) WHERE year IN ({marks}) ORDER BY year, state"
    with duckdb.connect(config={"threads": 1}) as connection:
        rows = connection.execute(sql, [str(_held(folder) / FILES[0]), *years]).fetchall()
    out: dict[int, Places] = {}
    for year in sorted({row[0] for row in rows}):
        here = [row for row in rows if row[0] == year]
        ties = {(min(row[1], other), max(row[1], other)) for row in here for other in row[4:]}
        out[year] = Places(year, {row[1]: (row[2], row[3]) for row in here}, tuple(sorted(ties)))
    return out


@lru_cache(maxsize=32)
def seats_kept(folder: Path, year: int) -> dict[str, NDArray[Any]] | None:
    """Columns state, inside, inside_wing, nearest, rival, balanced of a year as kept; None where this folder has none of its own."""
    if not (folder / FILES[0]).is_file():
        return None
    sql = (
        "SELECT state, inside, inside_wing, nearest, rival, balanced FROM read_parquet(?) WHERE year = ? ORDER BY state"
    )
    with duckdb.connect(config={"threads": 1}) as connection:
        got: dict[str, NDArray[Any]] = connection.execute(sql, [str(folder / FILES[0]), year]).fetchnumpy()
    return got if len(got["state"]) else None


def apart_kept(folder: Path, year: int) -> list[list[float]] | None:
    """[k, k] the distances of the camps of a year in the order of their letters; None where this folder has none of its own."""
    path = folder / FILES[1]
    kept: list[list[float]] | None = _told(path)["apart"].get(str(year)) if path.is_file() else None
    return kept


@lru_cache(maxsize=2)
def _told(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def balance_kept(folder: Path, year: int) -> tuple[Estimate, float] | None:
    """The share of balanced triads of a year, and what random signs would give; None where this folder has none of its own.

    >>> share, expected = balance_kept(Path(str(files("comity.data"))), 1985) or (None, 0.0)
    >>> 0.5 <= expected < share.value < 1
    True
    """
    path = folder / FILES[1]
    kept = _told(path)["balance"].get(str(year)) if path.is_file() else None
    if kept is None:
        return None
    value, low, high, expected, triads = kept
    method = "weighted share of balanced triads of centred alignment"
    return Estimate(
        value, low, high, LEVEL, triads, date(year, 12, 31), method, f"balance/alignment/{year}", "share"
    ), expected


def _held(folder: Path) -> Path:
    return folder if (folder / FILES[0]).is_file() else Path(str(files("comity.data")))
