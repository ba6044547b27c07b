"""The kept series of a folder, read in place: numbers of a pair, of a state, or of everyone in a year."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import duckdb

from comity import actors
from comity.errors import LedgerError
from comity.measure.grid import youngest
from comity.measure.kept.kinds import Told, told
from comity.schema import LEVEL, Estimate, Origin

FILES = ("kept.parquet", "kept.json")
Series = dict[int, Estimate]
Row = tuple[str, str, str, int, float, float | None, float | None, int]
"""measure, state1, state2, year, value, low, high, n_evidence."""


class Kept:
    """kept.parquet and kept.json of a folder. States stand under the youngest of their line: RUS holds the Soviet Union's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pairs: dict[tuple[str, str, int], dict[str, Series]] = {}
        self._states: dict[tuple[str, int], dict[str, Series]] = {}
        self._rows_of: dict[tuple[str, str], list[Row]] = {}

    @property
    def held(self) -> bool:
        """Whether the folder has both files."""
        return all((self.folder / name).is_file() for name in FILES)

    @cached_property
    def about(self) -> Mapping[str, Any]:
        """kept.json; LedgerError where there is none."""
        if not self.held:
            raise LedgerError(
                "no kept series here", where=str(self.folder), next_step="make them with: comity estimate"
            )
        loaded: dict[str, Any] = json.loads((self.folder / FILES[1]).read_text(encoding="utf-8"))
        return loaded

    @cached_property
    def kinds(self) -> Mapping[str, Told]:
        """What each measure is and which years it covers."""
        return {name: told(row) for name, row in self.about["measures"].items()}

    @property
    def made(self) -> date:
        """The day the series were made."""
        return date.fromisoformat(self.about["made"])

    def origins(self, measure: str = "") -> tuple[Origin, ...]:
        """Data sets behind one measure, or behind all."""
        wanted = {id for name, telling in self.kinds.items() if measure in ("", name) for id in telling.origins}
        return tuple(Origin(**row) for row in self.about["origins"] if row["id"] in wanted)

    def pair(self, state1: str, state2: str, until_year: int = 9999) -> Mapping[str, Series]:
        """Every measure of two states by year: directed ones as state1 acts or depends, undirected ones either way round."""
        key = (state1, state2, until_year)
        if key not in self._pairs:
            self._pairs[key], self._pairs[state2, state1, until_year] = self._both(state1, state2, until_year)
        return self._pairs[key]

    def state(self, state: str, until_year: int = 9999) -> Mapping[str, Series]:
        """Every measure of a state or bloc on its own, by year."""
        if (state, until_year) not in self._states:
            found = self._states[state, until_year] = {}
            last = min(until_year, last_year(state))
            for row in self.rows("state2 = '' AND state1 = ? AND year <= ?", [unit(state), last]):
                found.setdefault(row[0], {})[row[3]] = self.estimate(row, state)
        return self._states[state, until_year]

    def measure(self, name: str, year: int) -> Mapping[tuple[str, str], Estimate]:
        """One measure of everyone in a year, by state1 and state2 ("" for states' own series)."""
        rows = self.rows("measure = ? AND year = ?", [name, year])
        return {(row[1], row[2]): self.estimate(row, "-".join(filter(None, row[1:3]))) for row in rows}

    def towards(self, name: str, states: Sequence[str], first: int, last: int) -> list[Row]:
        """Rows of one measure between two years in which state2 is one of these."""
        marks = ", ".join("?" * len(states))
        where = f"measure = ? AND state2 IN ({marks}) AND year BETWEEN ? AND ?"
        return self.rows(where, [name, *map(unit, states), first, last])

    def of(self, state1: str, state2: str) -> list[Row]:
        """Every row of two states in this order, read once: the notes of one brief ask for them a hundred times."""
        if (state1, state2) not in self._rows_of:
            self._rows_of[state1, state2] = self.rows("state1 = ? AND state2 = ?", [state1, state2])
        return self._rows_of[state1, state2]

    def rows(self, where: str, values: Sequence[object]) -> list[Row]:
        """Rows that meet a condition on the columns, in the order of the file."""
        if not self.held:
            return []
        sql = f"SELECT measure, state1, state2, year, value, low, high, n_evidence FROM read_parquet(?) WHERE {where}"
        rows: list[Row] = self._connection.execute(sql, [str(self.folder / FILES[0]), *values]).fetchall()
        return rows

    def estimate(self, row: Row, who: str) -> Estimate:
        """A row as an estimate whose evidence names `who` as asked."""
        measure, _, _, year, value, low, high, n = row
        telling = self.kinds[measure]
        return Estimate(
            float(value),
            low,
            high,
            LEVEL if low is not None else 0.0,
            n,
            date(year, 12, 31),
            telling.kind.method,
            telling.kind.evidence(who, year),
            telling.kind.unit,
        )

    def covered(
        self, measure: str, state1: str = "", state2: str = "", until_year: int = 9999
    ) -> tuple[int, int] | None:
        """First and last year a measure covers for these states; None where it holds nothing or would list nothing."""
        telling = self.kinds.get(measure) if self.held else None
        if telling is None:
            return None
        hub, sides = telling.kind.hub, {unit(id) for id in (state1, state2) if id}
        if hub and sides and hub not in sides:
            return None
        last = min(telling.last, until_year, *(last_year(id) for id in (state1, state2) if id))
        return (telling.first, last) if last >= telling.first else None

    def _both(self, one: str, two: str, until: int) -> tuple[dict[str, Series], dict[str, Series]]:
        last, a, b = min(until, last_year(one), last_year(two)), unit(one), unit(two)
        where = "((state2 = ? AND state1 = ?) OR (state2 = ? AND state1 = ?)) AND year <= ?"
        sides: tuple[dict[str, Series], dict[str, Series]] = ({}, {})
        for row in self.rows(where, [a, b, b, a, last]):
            forward = [row[1] == a] if self.kinds[row[0]].kind.directed else [True, False]
            for first in forward:
                who = f"{one}-{two}" if first else f"{two}-{one}"
                sides[0 if first else 1].setdefault(row[0], {})[row[3]] = self.estimate(row, who)
        return sides

    @cached_property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(config={"threads": 1})


@cache
def units() -> dict[str, str]:
    """The youngest of its line by id of every state."""
    return {state: last for last in youngest() for state in actors.lineage(last)}


def unit(id: str) -> str:
    """The id under which a state's numbers are kept: the youngest of its line; a bloc's own.

    >>> unit("SUN"), unit("DDR"), unit("NATO")
    ('RUS', 'DDR', 'NATO')
    """
    return units().get(id, id)


def last_year(id: str) -> int:
    """The year in which a state ended, so that its successor's numbers are not taken for its own."""
    end = actors.get(id).end
    return 9999 if end is None else end.year
