"""The kept counts of votes by heading: every pair, in stretches of five years, with what they were made from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np

from comity.measure.affinity.agenda import LEAST, SPAN, alike, headed, headings, lines
from comity.measure.columns_written import write_columns
from comity.measure.grid import youngest
from comity.measure.held import HeldLedger
from comity.measure.kept.series import unit
from comity.measure.shipped import ShippedRelease

if TYPE_CHECKING:
    from comity.ledger import Ledger

FILES = ("agenda.parquet", "agenda.json")
Count = tuple[str, str, str, int, int]
"""state1, state2 (smaller first), heading, same answers, votes."""


class KeptAgenda:
    """agenda.parquet and agenda.json of a folder; states stand under the youngest of their line."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def held(self) -> bool:
        """Whether the folder has both files."""
        return all((self.folder / name).is_file() for name in FILES)

    @property
    def about(self) -> dict[str, Any]:
        """agenda.json."""
        loaded: dict[str, Any] = json.loads((self.folder / FILES[1]).read_text(encoding="utf-8"))
        return loaded

    def last(self, year: int) -> int | None:
        """The last year of the newest stretch that ends by a year; None where none does."""
        return max((end for end in self.about["ends"] if end <= year), default=None) if self.held else None

    def counts(self, states: Sequence[str], others: Sequence[str], last: int) -> list[Count]:
        """Counts of each of `states` with each of `others` in the stretch that ends in a year."""
        mine, theirs = (sorted({unit(id) for id in ids}) for ids in (states, others))
        both = sorted({*mine, *theirs})
        marks = [", ".join("?" * len(ids)) for ids in (mine, theirs, both)]
        # the first two conditions say nothing new, but let whole row groups be passed over
        sql = (
            f"SELECT state1, state2, heading, same, votes FROM read_parquet(?) WHERE year = ? AND state1 IN ({marks[2]}) "
            f"AND state2 IN ({marks[2]}) AND ((state1 IN ({marks[0]}) "
            f"AND state2 IN ({marks[1]})) OR (state1 IN ({marks[1]}) AND state2 IN ({marks[0]})))"
        )
        values = (str(self.folder / FILES[0]), last, *both, *both, *mine, *theirs, *theirs, *mine)
        return list(_asked(sql, values))


@lru_cache(maxsize=16)
def _asked(sql: str, values: tuple[str | int, ...]) -> tuple[Count, ...]:
    """Rows read once: each heading is a question of its own about the same counts."""
    with duckdb.connect(config={"threads": 1}) as connection:
        return tuple(connection.execute(sql, list(values)).fetchall())


def make_agenda(ledger: Ledger, out_dir: Path, made: date | None = None) -> tuple[Path, ...]:
    """Write agenda.parquet and agenda.json into `out_dir`; nothing where the ledger holds no votes.

    Stretches end in the last whole year of votes and every fifth year before. The same ledger on the same day gives the same bytes.
    """
    source = HeldLedger(ledger, ShippedRelease(out_dir))
    if not source.has_votes:
        return ()
    calls = source.calls
    units = sorted({unit(state) for state in calls.states} & set(youngest()))
    votes, under = lines(calls, units), headed(ledger, calls)
    ends = list(range(int(calls.years.max()), int(calls.years.min()), -SPAN))[::-1]
    parts = [
        _part(votes[(calls.years > end - SPAN) & (calls.years <= end) & (under == one.id)], end, at)
        for end in ends
        for at, one in enumerate(headings())
    ]
    whole = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    order = np.lexsort((whole["heading"], whole["b"], whole["a"], whole["year"]))
    ids, names = np.array(units, dtype=object), np.array([one.id for one in headings()], dtype=object)
    columns = {
        "state1": ids[whole["a"][order]],
        "state2": ids[whole["b"][order]],
        "year": whole["year"][order],
        "heading": names[whole["heading"][order]],
        "same": whole["same"][order],
        "votes": whole["votes"][order],
    }
    out_dir.mkdir(parents=True, exist_ok=True)
    write_columns(columns, out_dir / FILES[0])
    voted = {one.id: int((under == one.id).sum()) for one in headings()}
    origins = [asdict(origin) for origin in source.origins() if origin.id.startswith("un_votes")]
    about = {
        "made": (made or date.today()).isoformat(), "span": SPAN, "least": LEAST, "ends": ends, "roll_calls": voted,
        "under_none": int((under == "").sum()), "rows": len(order), "origins": origins,
    }  # fmt: skip
    (out_dir / FILES[1]).write_text(
        json.dumps(about, indent=1, ensure_ascii=False, default=str) + "\n", encoding="utf-8"
    )
    return tuple(out_dir / name for name in FILES)


def _part(votes: np.ndarray[Any, Any], end: int, at: int) -> dict[str, np.ndarray[Any, Any]]:
    """Counts of every pair with enough votes in one stretch under one heading."""
    same, both = alike(votes)
    a, b = np.triu_indices(votes.shape[1], 1)
    keep = both[a, b] >= LEAST
    a, b = a[keep], b[keep]
    size = len(a)
    return {
        "a": a.astype(np.int16), "b": b.astype(np.int16), "year": np.full(size, end, dtype=np.int16),
        "heading": np.full(size, at, dtype=np.int8), "same": same[a, b].astype(np.uint16), "votes": both[a, b].astype(np.uint16),
    }  # fmt: skip
