"""Fusing: alignment of all pairs, pressure on all states and the camps of all years estimated from a ledger into a folder. Needs numba."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError
from comity.measure.alignment.estimating import Aligned, estimate_alignment
from comity.measure.alignment.indicators import INDICATORS
from comity.measure.alignment.storing import FILES, about, columns_of
from comity.measure.camps.making import make_camps
from comity.measure.camps.placed import FILES as PLACES
from comity.measure.camps.placing import make_places
from comity.measure.columns_written import write_columns
from comity.measure.fused import MADE, PRESSURE, Fused
from comity.measure.kept.making import make_kept
from comity.measure.kept.series import FILES as KEPT
from comity.measure.push.pressing import NAMES, POWER
from comity.measure.push.pressure import Pressure, estimate_pressure

if TYPE_CHECKING:
    from comity.ledger import Ledger


def make_fused(ledger: Ledger, out_dir: Path, blocs: tuple[str, ...]) -> tuple[Path, ...]:
    """Estimate alignment of all pairs and pressure of `blocs` on all states from a ledger, and write the files.

    Needs the extra `estimate` (numba). ComityError where the ledger holds nothing to read alignment from.
    """
    aligned = estimate_alignment(ledger)
    out_dir.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=out_dir.parent, prefix=f".{out_dir.name}-") as beside:
        made = _write(ledger, aligned, Path(beside), blocs)
        return tuple(path.replace(out_dir / path.name) for path in made)


def _write(ledger: Ledger, aligned: Aligned, out_dir: Path, blocs: tuple[str, ...]) -> list[Path]:
    """Every file, into a folder of its own: a run that stops leaves the estimates of before as they were."""
    write_columns(columns_of(aligned), out_dir / FILES[0])
    pressures = [found for bloc in blocs if (found := _pressure(ledger, aligned, bloc)) is not None]
    text = {
        **about(aligned),
        "pressure": {found.bloc: list(found.names) for found in pressures},
        "origins": _origins(ledger),
    }
    (out_dir / FILES[1]).write_text(json.dumps(text, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if pressures:
        write_columns(_rows(pressures), out_dir / PRESSURE)
    make_camps(Fused(out_dir), ledger, out_dir)
    make_places(Fused(out_dir), out_dir)
    make_kept(ledger, out_dir)
    return [out_dir / name for name in (*MADE, *PLACES, *KEPT) if (out_dir / name).is_file()]


def _pressure(ledger: Ledger, aligned: Aligned, bloc: str) -> Pressure | None:
    """None where nothing is held of a bloc: without members on record, or without a list of hostile acts."""
    try:
        return estimate_pressure(ledger, aligned.grid, bloc)
    except ComityError:
        return None


def _rows(pressures: list[Pressure]) -> dict[str, NDArray[Any]]:
    """One row for each bloc, state and year, sorted."""
    parts = []
    for found in sorted(pressures, key=lambda one: one.bloc):
        state, period = np.nonzero(np.isfinite(found.mean))
        names = np.array(found.grid.units, dtype=object)
        cell = (state, period)
        parts.append(
            {
                "bloc": np.full(len(state), found.bloc, dtype=object),
                "state": names[state],
                "year": found.grid.years[period].astype(np.int16),
                "value": np.round(found.mean[cell], 4).astype(np.float32),
                "sd": np.round(np.sqrt(found.variance[cell]), 4).astype(np.float32),
                "n_evidence": found.n_evidence[cell].astype(np.uint32),
                "spoke": found.spoke[cell].astype(np.uint32),
            }
        )
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _origins(ledger: Ledger) -> list[dict[str, str]]:
    """Data sets behind what is read, whatever of it the ledger holds."""
    read = {name for indicator in INDICATORS for name in indicator.records} | set(NAMES) | set(POWER)
    rows = ledger.arrays(_ORIGINS, (sorted(read),))
    return [
        dict(zip(rows, map(str, row), strict=True)) for row in zip(*(c.tolist() for c in rows.values()), strict=True)
    ]


_ORIGINS = """
SELECT id, producer, title, version, date, licence, citation, address FROM origins
WHERE id IN (SELECT origin_id FROM holdings WHERE list_contains(?, indicator)) ORDER BY id
"""
