"""The release: counts and treaty spells of every dyad, made from a ledger, small enough to ship.

Three files: choices.parquet (joint choice counts, of which every yardstick is an exact function), ladder.parquet
(treaty obligations with days) and release.json (what they were made from). No vote and no row of a source is in them.
The same ledger on the same day gives the same bytes, with the same DuckDB.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from comity.errors import LedgerError
from comity.measure.columns_written import write_columns
from comity.measure.held import HeldLedger
from comity.measure.pacts import atop
from comity.measure.pacts.obligations import Obligation
from comity.measure.shipped import CELLS, ShippedRelease
from comity.measure.votes.choices import ChoiceTable, choice_table

if TYPE_CHECKING:
    from comity.ledger import Ledger

BLOCS = (
    "WEST",
    "WEST_NARROW",
    "WEST_WEOG",
    "WEST_SANCTIONS",
    "NATO",
    "WARSAW_PACT",
    "EU",
    "G7",
    "BRICS",
    "SCO",
    "CSTO",
    "ASEAN",
    "ARAB_LEAGUE",
    "GCC",
    "OAU",
    "AU",
    "NON_ALIGNED",
    "G77",
)
"""Blocs whose majority every state is set beside. A ledger answers for any other."""

FILES = ("choices.parquet", "ladder.parquet", "release.json")


def make_release(
    ledger: Ledger, out_dir: Path, made: date | None = None, blocs: tuple[str, ...] = BLOCS
) -> tuple[Path, ...]:
    """Write the three files into `out_dir` (made where absent) and name them; `made` None says it was made today.

    LedgerError where the ledger holds nothing of a part: a release is whole or not made.
    """
    source = HeldLedger(ledger, ShippedRelease(out_dir))
    for part, held in (("votes", source.has_votes), ("treaties", source.has_treaties)):
        if not held:
            raise LedgerError(f"the ledger holds no {part}", where=str(ledger.path), next_step="comity add them first")
    table, treaties = choice_table(source.calls, blocs), atop.obligations(ledger, source.parties)
    out_dir.mkdir(parents=True, exist_ok=True)
    write_choices(table, out_dir / "choices.parquet")
    write_obligations(treaties, out_dir / "ladder.parquet")
    about = _about(source, table, treaties, blocs, made or date.today())
    (out_dir / "release.json").write_text(json.dumps(about, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return tuple(out_dir / name for name in FILES)


def write_choices(table: ChoiceTable, path: Path) -> None:
    """choices.parquet, sorted by state1, state2, year so that one dyad lies in one row group."""
    order = np.lexsort((table.year, table.state2, table.state1))
    counts = table.counts.reshape(len(table), len(CELLS))[order]
    columns: dict[str, Any] = {
        "state1": table.state1[order].astype(object),
        "state2": table.state2[order].astype(object),
        "year": table.year[order],
        **{cell: _narrow(counts[:, i]) for i, cell in enumerate(CELLS)},
        "unanimous": _narrow(table.unanimous[order]),
    }
    write_columns(columns, path)


def write_obligations(treaties: list[Obligation], path: Path) -> None:
    """ladder.parquet, sorted by dyad and day; `n_parties` 0 where the treaty is not named."""
    treaties = sorted(treaties, key=lambda o: (o.state1, o.state2, o.start, o.item, o.name))
    text = ("name", "state1", "state2", "owed_by", "item", "origin_id")
    columns: dict[str, Any] = {name: np.array([getattr(o, name) for o in treaties], dtype=object) for name in text}
    columns["start_date"] = np.array([o.start for o in treaties], dtype="datetime64[us]")
    columns["end_date"] = np.array([o.end or "NaT" for o in treaties], dtype="datetime64[us]")
    columns["n_parties"] = np.array([o.n_parties or 0 for o in treaties], dtype=np.uint8)
    write_columns(columns, path)


def _narrow(column: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return column.astype(np.uint8 if column.max(initial=0) < 256 else np.uint16)


def _about(
    source: HeldLedger, table: ChoiceTable, treaties: list[Obligation], blocs: tuple[str, ...], made: date
) -> dict[str, Any]:
    coverage = {name: source.covers(name) for name in ("un_vote", "atop")}
    return {
        "made": made.isoformat(),
        "comity": version("comity"),
        "rows": {"choices": len(table), "ladder": len(treaties)},
        "coverage": {name: [day.isoformat() for day in days] for name, days in coverage.items() if days},
        "votes": {
            "body": "General Assembly",
            "items": len(source.calls),
            "states": len(source.calls.states),
            "collection": str(source.calls.item_ids[0]).split(":")[0],
        },
        "blocs": list(blocs),
        "origins": [asdict(origin) for origin in source.origins()],
    }
