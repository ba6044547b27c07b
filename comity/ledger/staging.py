"""Rows on their way in: gathered, written as Parquet beside the ledger, moved into it when all is read."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from comity.ledger.columns import Arrays, failure_arrays, item_arrays, origin_arrays, record_arrays, selection
from comity.ledger.disk import digest, move, writing
from comity.ledger.engine import connect, quoted
from comity.ledger.folder import Folder
from comity.ledger.manifest import Part
from comity.ledger.text_columns import row_arrays
from comity.ledger.text_rows import Row
from comity.ledger.text_schemas import TEXT_SCHEMAS
from comity.schema import Failure, Item, Origin, Record

BATCH = 100_000
"""Rows of one part, and the most of a kind held in memory."""

_ARRAYS: dict[type, tuple[str, Callable[[Sequence[Any]], Arrays]]] = {
    Record: ("records", record_arrays),
    Item: ("items", item_arrays),
    Origin: ("origins", origin_arrays),
    Failure: ("failures", failure_arrays),
}


class Stage:
    """Takes rows of any kind; nothing of them is in the ledger until `shelve`.

    A part is written by a thread of its own, the clerk, while the next rows are read.
    """

    def __init__(
        self, folder: Folder, desk: Path, connection: duckdb.DuckDBPyConnection, clerk: ThreadPoolExecutor
    ) -> None:
        self._folder = folder
        self._desk = desk
        self._connection = connection
        self._clerk = clerk
        self._pending: Future[Part] | None = None
        self._waiting: dict[type, list[Any]] = {kind: [] for kind in _ARRAYS}
        self._texts: dict[str, list[Row]] = {kind: [] for kind in TEXT_SCHEMAS}
        self._parts: list[Part] = []
        self.rows = dict.fromkeys(_ARRAYS, 0)

    def take(self, rows: Sequence[Record | Item | Failure | Origin]) -> None:
        """Gather rows; a full batch is written at once."""
        kinds = set(map(type, rows))
        for kind in kinds:
            mine = [row for row in rows if type(row) is kind] if len(kinds) > 1 else rows
            self._waiting[kind].extend(mine)
            self.rows[kind] += len(mine)
            if len(self._waiting[kind]) >= BATCH:
                self._write(kind)

    def take_text(self, kind: str, row: Row) -> None:
        """Gather one row of a text kind; the caller sees to it that a stage holds no more than memory does."""
        self._texts[kind].append(row)

    def shelve(self) -> tuple[Part, ...]:
        """Write what waits, then move every part into the ledger. The manifest still has to follow."""
        for kind, waiting in self._waiting.items():
            if waiting:
                self._write(kind)
        for name, rows in self._texts.items():
            if rows:
                self._submit(name, row_arrays(name, rows), len(rows))
                rows.clear()
        self._settle()
        parts = tuple(dict.fromkeys(self._parts))
        with writing(self._folder.root):
            for part in parts:
                move(self._desk / f"{part.name}.parquet", self._folder.part(part.kind, part.name))
        return parts

    def _write(self, kind: type) -> None:
        rows, self._waiting[kind] = self._waiting[kind], []
        name, arrays = _ARRAYS[kind]
        self._submit(name, arrays(rows), len(rows))

    def _submit(self, name: str, columns: Arrays, rows: int) -> None:
        self._settle()
        self._pending = self._clerk.submit(self._save, name, columns, rows)

    def _settle(self) -> None:
        if self._pending is not None:
            with writing(self._desk):
                self._parts.append(self._pending.result())
            self._pending = None

    def _save(self, kind: str, columns: Arrays, rows: int) -> Part:
        draft = self._desk / "draft"
        _copy(self._connection, kind, columns, draft)
        if _rows_in(self._connection, draft) != rows:
            raise OSError("a part does not hold what was written to it")
        part = Part(kind, digest(draft), rows)
        draft.rename(self._desk / f"{part.name}.parquet")
        return part


@contextmanager
def stage(folder: Folder) -> Iterator[Stage]:
    """A place to write parts that is gone afterwards, whatever happens."""
    with writing(folder.tmp):
        desk = Path(tempfile.mkdtemp(prefix="add-", dir=folder.tmp))
    try:
        # One thread: the bytes of a part, and so its name, depend on its rows alone.
        with connect(threads=1, spill=desk) as connection, ThreadPoolExecutor(1) as clerk:
            yield Stage(folder, desk, connection, clerk)
    finally:
        shutil.rmtree(desk, ignore_errors=True)


def _copy(connection: duckdb.DuckDBPyConnection, kind: str, arrays: Arrays, target: Path) -> None:
    connection.execute(
        f"COPY (SELECT {selection(kind)} FROM arrays) TO {quoted(target)} (FORMAT parquet, COMPRESSION zstd)"
    )


def _rows_in(connection: duckdb.DuckDBPyConnection, part: Path) -> int:
    return int(connection.execute(f"SELECT count(*) FROM read_parquet({quoted(part)})").fetchall()[0][0])
