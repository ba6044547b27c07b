"""The fused estimates, alignment and pressure, read from the folder that holds them."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
from numpy.typing import NDArray

from comity.errors import ComityError
from comity.measure.alignment.storing import FILES, ShippedAlignment
from comity.schema import Origin

PRESSURE = "pressure.parquet"
MADE = (*FILES, PRESSURE)
"""What a folder of fused estimates holds."""


class Fused:
    """A folder of fused estimates, read in place."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def alignment(self) -> ShippedAlignment:
        return ShippedAlignment(self.folder)

    def origins(self) -> tuple[Origin, ...]:
        """Data sets the estimates are made from."""
        return tuple(Origin(**row) for row in self.alignment.about.get("origins", ()))

    def pressure(self, bloc: str, state: str) -> dict[str, NDArray[Any]]:
        """Columns year, value, sd, n_evidence, spoke of one bloc on one state, years ascending.

        ComityError where the bloc was not estimated, naming those that were.
        """
        known = self.alignment.about.get("pressure", {})
        if bloc not in known:
            raise ComityError(f"no pressure by {bloc} is estimated", next_step=f"choose one of {', '.join(known)}")
        sql = (
            "SELECT year, value, sd, n_evidence, spoke FROM read_parquet(?) WHERE bloc = ? AND state = ? ORDER BY year"
        )
        with duckdb.connect(config={"threads": 1}) as connection:
            got: dict[str, NDArray[Any]] = connection.execute(
                sql, [str(self.folder / PRESSURE), bloc, state]
            ).fetchnumpy()
        return got

    def spoken(self, bloc: str, bits: int) -> list[str]:
        """Names of the indicators that spoke."""
        names = self.alignment.about["pressure"][bloc]
        return [name for k, name in enumerate(names) if bits >> k & 1]
