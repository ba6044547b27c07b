"""Making the kept series from a ledger: every maker asked once, its rows rounded, sorted and written beside what they mean."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from comity.measure.columns_written import write_columns
from comity.measure.kept.kinds import COLUMNS, Columns, Kind, Told, significant
from comity.measure.kept.series import FILES
from comity.measure.readings import covers

if TYPE_CHECKING:
    from comity.ledger import Ledger

MAKERS = ("trade", "powers", "arms", "forces", "contacts", "sanctions", "affinity")
"""Modules of this room. Each has KINDS, the kinds it makes, and `make(ledger)`, their columns by measure."""

FIRST = 1946


def make_kept(ledger: Ledger, out_dir: Path, made: date | None = None) -> tuple[Path, ...]:
    """Write kept.parquet and kept.json into `out_dir`; a kind of which the ledger holds nothing is left out, nothing where it holds none.

    The same ledger on the same day gives the same bytes.
    """
    parts = [(kind, found) for kind, found in _made(ledger) if len(found["year"])]
    if not parts:
        return ()
    out_dir.mkdir(parents=True, exist_ok=True)
    write_columns(_together(parts), out_dir / FILES[0])
    tellings = [_told(ledger, kind, found) for kind, found in parts]
    about = {
        "made": (made or date.today()).isoformat(),
        "measures": {telling.kind.measure: telling.json() for telling in tellings},
        "origins": _origins(ledger, {id for telling in tellings for id in telling.origins}),
    }
    (out_dir / FILES[1]).write_text(json.dumps(about, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return tuple(out_dir / name for name in FILES)


def _made(ledger: Ledger) -> Iterator[tuple[Kind, Columns]]:
    for name in MAKERS:
        maker = import_module(f"comity.measure.kept.{name}")
        found: Mapping[str, Columns] = maker.make(ledger)
        for kind in maker.KINDS:
            if kind.measure in found:
                yield kind, _tidy(kind, found[kind.measure])


def _tidy(kind: Kind, found: Columns) -> Columns:
    """Finite values from 1946 on, rounded."""
    keep = np.isfinite(found["value"]) & (found["year"] >= FIRST)
    out = {name: found[name][keep] for name in COLUMNS}
    for name in ("value", "low", "high"):
        out[name] = significant(out[name], kind.digits)
    return out


def _together(parts: list[tuple[Kind, Columns]]) -> Columns:
    """Sorted by measure, then state2: all that stand towards one state lie together, and like numbers make a small file."""
    wide = {name: np.concatenate([found[name] for _, found in parts]) for name in COLUMNS}
    measure = np.concatenate([np.full(len(found["year"]), kind.measure, dtype=object) for kind, found in parts])
    texts = [
        np.unique(column.astype(str), return_inverse=True)[1] for column in (measure, wide["state1"], wide["state2"])
    ]
    order = np.lexsort((wide["year"], texts[1], texts[2], texts[0]))
    whole = {"measure": measure, **wide}
    whole["n_evidence"] = whole["n_evidence"].astype(np.uint16)
    return {name: column[order] for name, column in whole.items()}


def _told(ledger: Ledger, kind: Kind, found: Columns) -> Told:
    held = [spell for name in kind.indicators if (spell := covers(ledger, [name], kind.origin)) is not None]
    first, last = max(spell[0].year for spell in held), min(spell[1].year for spell in held)
    rows = ledger.arrays(_HELD, (list(kind.indicators), kind.origin))
    if kind.silent == "missing":
        first = max(first, int(found["year"].min()))
    return Told(kind, max(first, FIRST), last, tuple(sorted(rows["id"].tolist())), len(found["year"]))


def _origins(ledger: Ledger, ids: set[str]) -> list[dict[str, str]]:
    rows = ledger.arrays(_ORIGINS, (sorted(ids),))
    listed: Any = zip(*(column.tolist() for column in rows.values()), strict=True)
    return [dict(zip(rows, map(str, row), strict=True)) for row in listed]


_HELD = """
SELECT DISTINCT origin_id AS id FROM holdings WHERE list_contains(?, indicator) AND starts_with(origin_id, ?)
"""
_ORIGINS = """
SELECT id, producer, title, version, date, licence, citation, address FROM origins WHERE list_contains(?, id) ORDER BY id
"""
