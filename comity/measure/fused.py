"""The fused estimates, alignment, pressure and camps, read from the folder that holds them."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
from numpy.typing import NDArray

from comity.errors import ComityError
from comity.measure.alignment.answers import pair_alignment
from comity.measure.alignment.pair import PairAlignment
from comity.measure.alignment.storing import FILES, ShippedAlignment
from comity.measure.camps.kept import FILES as CAMPS
from comity.measure.camps.kept import ShippedCamps
from comity.schema import Origin

PRESSURE = "pressure.parquet"
MADE = (*FILES, PRESSURE, *CAMPS)
"""What a folder of fused estimates holds."""


class Fused:
    """A folder of fused estimates, read in place."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pairs: dict[tuple[str, str], PairAlignment] = {}

    @cached_property
    def alignment(self) -> ShippedAlignment:
        return ShippedAlignment(self.folder)

    def pair(self, state1: str, state2: str) -> PairAlignment:
        """Alignment of two states, read once; ComityError for a bloc or a pair of which nothing is read."""
        if (state1, state2) not in self._pairs:
            self._pairs[state1, state2] = pair_alignment(self.alignment, state1, state2)
        return self._pairs[state1, state2]

    @cached_property
    def camps(self) -> ShippedCamps:
        return ShippedCamps(self.folder)

    def origins(self) -> tuple[Origin, ...]:
        """Data sets the estimates are made from."""
        return tuple(Origin(**row) for row in self.alignment.about.get("origins", ()))

    def pressure(self, bloc: str, state: str) -> dict[str, NDArray[Any]]:
        """Columns year, value, sd, n_evidence, spoke of one bloc on one state, years ascending.

        ComityError where the bloc was not estimated, naming those that were.
        """
        known = self.alignment.about.get("pressure", {})
        if bloc not in known:
            raise ComityError(
                f"no pressure by {bloc} is estimated",
                next_step=f"choose one of {', '.join(known) or 'none: a record of GDP or CINC is wanted'}",
            )
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
