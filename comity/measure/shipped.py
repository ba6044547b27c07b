"""The release inside the package: joint choice counts and treaty spells as Parquet, what they came from as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from comity import actors
from comity.errors import LedgerError
from comity.measure.fused import Fused
from comity.measure.kept.series import Kept
from comity.measure.pacts.obligations import Obligation
from comity.measure.votes.choices import DyadChoices, nothing_held, ordered
from comity.schema import Origin

CELLS = tuple(f"{prefix}{a}{b}" for prefix in "lc" for a, b in product("yan", repeat=2))
"""Columns of counts: l lopsided, c contested; then the choice of state1 and of state2, yes, abstain or no."""


class ShippedRelease:
    """A release folder read in place; nothing is loaded before it is asked for."""

    kind = "release"
    note = ""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(str(files("comity.data")))

    @cached_property
    def about(self) -> dict[str, Any]:
        """release.json; LedgerError where the folder holds no release."""
        path = self.folder / "release.json"
        if not path.is_file():
            raise LedgerError("no release here", where=str(self.folder), next_step="make one with: comity release")
        loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return loaded

    @property
    def made(self) -> date:
        return date.fromisoformat(self.about["made"])

    @cached_property
    def fused(self) -> Fused:
        """The fused estimates of the folder."""
        return Fused(self.folder)

    @cached_property
    def kept(self) -> Kept:
        """The kept series of the folder."""
        return Kept(self.folder)

    def origins(self) -> tuple[Origin, ...]:
        return tuple(Origin(**origin) for origin in self.about["origins"])

    def covers(self, indicator: str) -> tuple[date, date] | None:
        days = self.about["coverage"].get(indicator)
        return (date.fromisoformat(days[0]), date.fromisoformat(days[1])) if days else None

    def dyad(self, state1: str, state2: str, until: date | None = None) -> DyadChoices:
        one, two = ordered(state1, state2)
        last_year, as_of, note = self._whole_years(until)
        pairs = stored_pairs(one, two)
        got = self._of("choices", f"state1, state2, year, {', '.join(CELLS)}, unanimous", pairs, last_year).fetchnumpy()
        years, counts, unanimous = _sum_by_year(got, pairs)
        note = " ".join(part for part in (nothing_held(one, two, bool(len(years))), note) if part)
        return DyadChoices(one, two, years, counts, unanimous, as_of, note)

    def obligations(self, state1: str, state2: str, until: date | None = None) -> tuple[Obligation, ...]:
        pairs = stored_pairs(*ordered(state1, state2))
        columns = "name, state1, state2, owed_by, start_date, end_date, item, nullif(n_parties, 0), origin_id"
        rows = self._of("ladder", columns, pairs).fetchall()
        found = [Obligation(*row) for row in rows]
        return tuple(o for o in found if (o.state1, o.state2) in pairs and o.start <= (until or date.max))

    def treaty(self, item: str) -> list[tuple[Any, ...]]:
        """(obligation, state1, state2, owed_by, start, end) of every pair a treaty binds."""
        sql = "SELECT name, state1, state2, owed_by, start_date, end_date FROM read_parquet(?) WHERE item = ?"
        return self._connection.execute(sql, [str(self.folder / "ladder.parquet"), item]).fetchall()

    def _whole_years(self, until: date | None) -> tuple[int, date, str]:
        """Last year counted, last day counted, and the sentence that says so where a year is left out."""
        covered = self.covers("un_vote")
        last = covered[1] if covered else date.min
        if until is None or until >= last:
            return last.year, last, ""
        year = until.year if (until.month, until.day) == (12, 31) else until.year - 1
        note = f"The release holds whole years: votes up to {year}-12-31; a ledger counts them to the day."
        return year, date(year, 12, 31), note if year != until.year else ""

    def _of(self, table: str, columns: str, pairs: Iterable[tuple[str, str]], last_year: int | None = None) -> Any:
        """Rows of the states in `pairs`; sorted by dyad on disk, so few row groups are read."""
        names = sorted({name for pair in pairs for name in pair})
        marks = ", ".join("?" * len(names))
        where = f"state1 IN ({marks}) AND state2 IN ({marks})" + (
            "" if last_year is None else f" AND year <= {last_year}"
        )
        sql = f"SELECT {columns} FROM read_parquet(?) WHERE {where}"
        return self._connection.execute(sql, [str(self.folder / f"{table}.parquet"), *names, *names])

    @cached_property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(config={"threads": 1})


def stored_pairs(one: str, two: str) -> dict[tuple[str, str], bool]:
    """Dyads of the release that make up one dyad with its predecessors, and whether they are stored the other way round.

    >>> stored_pairs("CHN", "RUS")
    {('CHN', 'SUN'): False, ('CHN', 'RUS'): False}
    """
    if actors.get(two).kind != "state":
        return {(state, two): False for state in actors.lineage(one)}
    return {(min(a, b), max(a, b)): a > b for a, b in product(actors.lineage(one), actors.lineage(two))}


def _sum_by_year(
    got: dict[str, Any], pairs: dict[tuple[str, str], bool]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    stored = list(zip(got["state1"].tolist(), got["state2"].tolist(), strict=True))
    keep = np.array([pair in pairs for pair in stored], dtype=bool)
    flip = np.array([pairs.get(pair, False) for pair in stored], dtype=bool)
    counts = np.stack([got[cell] for cell in CELLS], axis=1).astype(np.int64).reshape(-1, 2, 3, 3)
    counts[flip] = counts[flip].transpose(0, 1, 3, 2)
    years, at = np.unique(got["year"][keep].astype(np.int64), return_inverse=True)
    summed, unanimous = np.zeros((len(years), 2, 3, 3), dtype=np.int64), np.zeros(len(years), dtype=np.int64)
    np.add.at(summed, at, counts[keep])
    np.add.at(unanimous, at, got["unanimous"][keep].astype(np.int64))
    return years, summed, unanimous
