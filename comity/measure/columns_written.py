"""Columns to Parquet, the same bytes wherever and whenever they are written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import numpy as np

ROW_GROUP = 20480
"""Rows read for one dyad; a multiple of DuckDB's vector of 2048."""


def write_columns(columns: dict[str, np.ndarray[Any, Any]], path: Path) -> None:
    """One thread, rows in the order given: the bytes do not depend on the machine."""
    draft = path.with_suffix(".draft")
    with duckdb.connect(config={"threads": 1, "preserve_insertion_order": True}) as connection:
        connection.register("columns_to_write", columns)
        dates = ", ".join(f"{name}::DATE AS {name}" for name in columns if name.endswith("_date"))
        chosen = f"* REPLACE ({dates})" if dates else "*"
        connection.execute(
            f"COPY (SELECT {chosen} FROM columns_to_write) TO '{draft.as_posix().replace(chr(39), chr(39) * 2)}' "
            f"(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 19, ROW_GROUP_SIZE {ROW_GROUP})"
        )
    draft.replace(path)
