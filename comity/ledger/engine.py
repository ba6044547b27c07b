"""DuckDB opened with bounds: memory, threads, and where it may spill."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb

THREADS = min(4, os.cpu_count() or 1)


def connect(
    database: Path | str = ":memory:", *, memory: str = "1GB", threads: int = THREADS, spill: Path | None = None
) -> duckdb.DuckDBPyConnection:
    """A connection that fetches no extension and spills into `spill`, or not at all."""
    return duckdb.connect(
        str(database),
        config={
            "memory_limit": memory,
            "threads": threads,
            "temp_directory": str(spill or ""),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )


def quoted(text: Path | str) -> str:
    """A path or text as an SQL literal.

    >>> quoted("it's")
    "'it''s'"
    """
    return "'" + str(text).replace("'", "''") + "'"
