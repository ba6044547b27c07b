"""The camps that ship, read in place: who stood with whom in a year, in what share of the draws."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError, LedgerError

Labels = NDArray[np.int64]

FILES = ("camps.parquet", "camps.json")
FEW = 6
"""Years read at once that are kept in memory."""
FIRST = 48
"""The sign that stands for group 0 in a draw: "0"."""


def letters(drawn: Labels) -> NDArray[np.object_]:
    """Draws [d, n] as one text a state, a sign a draw: two states share a group in a draw where their signs are the same.

    >>> letters(np.array([[0, 1], [0, 0]])).tolist()
    ['00', '10']
    """
    return np.array(["".join(chr(FIRST + int(n)) for n in row) for row in drawn.T], dtype=object)


def signs(texts: NDArray[np.object_]) -> Labels:
    """Back to draws [d, n]."""
    points = np.array(texts.tolist(), dtype=str).view(np.uint32).reshape(len(texts), -1)
    return np.asarray(points.T.astype(np.int64) - FIRST)


@dataclass(frozen=True, slots=True)
class YearCamps:
    """Camps "A", "B", ... (A has the most members) and wings "A1", "A2", ... of a year; "" for a state that stands alone.

    `size` [n] is each state's share of the world's capabilities; draws [d, n] number groups within themselves.
    """

    year: int
    states: tuple[str, ...]
    size: NDArray[np.float64]
    camps: tuple[str, ...]
    wings: tuple[str, ...]
    camps_drawn: Labels
    wings_drawn: Labels

    def groups(self) -> list[str]:
        """Names of all camps, each followed by its wings."""
        return sorted({*self.camps, *self.wings} - {""}, key=lambda name: (name[0], int(name[1:] or 0)))

    def place(self, state: str) -> int:
        """Place of a state; ComityError where it has none."""
        if state not in self.states:
            raise ComityError(
                f"{state} has no place in {self.year}", next_step="name a state with capabilities on record that year"
            )
        return self.states.index(state)

    def inside(self, group: str) -> Labels:
        """Places of the members of a camp or wing, the largest first."""
        held = self.camps if len(group) == 1 else self.wings
        places = np.flatnonzero(np.array(held) == group)
        return np.asarray(places[np.argsort(-self.size[places], kind="stable")])

    def together(self, state: str, wings: bool = False) -> NDArray[np.float64]:
        """Share [n] of the draws in which each state shares the camp (or wing) of one."""
        drawn = self.wings_drawn if wings else self.camps_drawn
        return np.asarray((drawn == drawn[:, [self.place(state)]]).mean(axis=0))

    def firmness(self, group: str) -> float | None:
        """Mean share of draws in which two members of a camp or wing share one; None for fewer than two."""
        inside = self.inside(group)
        if len(inside) < 2:
            return None
        drawn = (self.wings_drawn if len(group) > 1 else self.camps_drawn)[:, inside]
        counts = np.array([(np.bincount(row).astype(float) ** 2).sum() for row in drawn])
        return float((counts.mean() / len(inside) - 1) / (len(inside) - 1))


class ShippedCamps:
    """The two files in a folder; nothing is loaded before it is asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._held: dict[int, YearCamps] = {}

    @cached_property
    def about(self) -> Mapping[str, Any]:
        """Basis, draws, and by year the readings of polarisation and what votes alone show; LedgerError where there is none."""
        path = self.folder / FILES[1]
        if not path.is_file() or not (self.folder / FILES[0]).is_file():
            raise LedgerError("no camps here", where=str(self.folder), next_step="make them with: comity estimate")
        loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return loaded

    @property
    def years(self) -> list[int]:
        """Years estimated, ascending."""
        return [int(year) for year in self.about["years"]]

    def year(self, year: int) -> YearCamps:
        """The camps of a year; ComityError for one that is not estimated."""
        if year not in self.years:
            raise ComityError(
                f"no camps of {year}", next_step=f"choose a year from {self.years[0]} to {self.years[-1]}"
            )
        return next(self.between(year, year))

    def shared(self, state1: str, state2: str, until: int) -> dict[int, tuple[bool, str]]:
        """Of every year up to one in which both have a place: whether they share a camp, and the letter of that of state 1."""
        with duckdb.connect(config={"threads": 1}) as connection:
            rows = connection.execute(_SHARED, [str(self.folder / FILES[0]), state1, state2, until]).fetchall()
        return {int(year): (one == two, chr(ord("A") + int(one))) for year, one, two in rows}

    def between(self, first: int, last: int) -> Iterator[YearCamps]:
        """The camps of every year estimated from one to another, oldest first."""
        yield from self.some(range(first, last + 1)).values()

    def some(self, years: Collection[int]) -> dict[int, YearCamps]:
        """The camps of those of some years that are estimated, in one reading, oldest first."""
        wanted = sorted({year for year in self.years if year in years})
        if set(wanted) <= set(self._held):
            return {year: self._held[year] for year in wanted}
        with duckdb.connect(config={"threads": 1}) as connection:
            got = connection.execute(_YEARS, [str(self.folder / FILES[0]), wanted]).fetchnumpy()
        found = {year: _year_of(got, got["year"] == year, year) for year in wanted}
        if len(found) <= FEW:
            self._held |= found
        return found


def _year_of(got: Mapping[str, NDArray[Any]], at: NDArray[np.bool_], year: int) -> YearCamps:
    camps, wings = named(got["camp"][at].astype(np.int64), got["wing"][at].astype(np.int64))
    drawn = signs(got["camps_drawn"][at]), signs(got["wings_drawn"][at])
    return YearCamps(year, tuple(got["state"][at].tolist()), got["size"][at].astype(float), camps, wings, *drawn)


def named(camps: Labels, wings: Labels) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Letters of camps and, behind them, numbers of wings; a camp of one has none, and one wing alone is the camp.

    >>> named(np.array([0, 0, 0, 1]), np.array([0, 0, 1, 2]))
    (('A', 'A', 'A', ''), ('A1', 'A1', 'A2', ''))
    """
    alone = np.bincount(camps)[camps] < 2
    parts: dict[int, list[int]] = {int(c): sorted({int(w) for w in wings[camps == c]}) for c in set(camps)}
    letter = ["" if lone else chr(ord("A") + int(c)) for c, lone in zip(camps, alone, strict=True)]
    number = [
        f"{a}{parts[int(c)].index(int(w)) + 1}" if a and len(parts[int(c)]) > 1 else ""
        for a, c, w in zip(letter, camps, wings, strict=True)
    ]
    return tuple(letter), tuple(number)


_YEARS = "SELECT * FROM read_parquet(?) WHERE list_contains(?, year) ORDER BY year, state"
_SHARED = """
SELECT year, max(camp) FILTER (state = $2), max(camp) FILTER (state = $3) FROM read_parquet($1)
WHERE state IN ($2, $3) AND year <= $4 GROUP BY year HAVING count(*) = 2 ORDER BY year
"""
