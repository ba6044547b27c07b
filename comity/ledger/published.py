"""Reading the published file: read-only, no other file in reach, the settings locked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import duckdb
import numpy as np

from comity.errors import LedgerError
from comity.ledger import manifest as manifests
from comity.ledger.columns import Arrays
from comity.ledger.engine import connect, quoted
from comity.ledger.folder import FIRST_ADD, Folder

MEMORY = "1GB"

_DAMAGE = (duckdb.IOException, duckdb.InternalException, duckdb.FatalException, duckdb.SerializationException)


@contextmanager
def opened(folder: Folder) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the file published now, which it keeps through any later build.

    The file is attached to an empty connection: opened directly, a second connection of the
    same process would be given the file that the first one still holds, not the newest.

    Raises:
        LedgerError: no ledger, nothing published, or a damaged file; now or while reading.
    """
    folder.require()
    if not folder.database.exists():
        step = "comity build" if manifests.ids(folder) else FIRST_ADD
        raise LedgerError("nothing is published in this ledger yet", where=str(folder.root), next_step=step)
    with connect(memory=MEMORY) as connection:
        connection.execute("SET python_enable_replacements = false")
        try:
            connection.execute(f"ATTACH {quoted(folder.database)} AS ledger (READ_ONLY)")
            connection.execute("USE ledger")
        except duckdb.Error as error:
            raise _damaged(folder, error) from error
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        try:
            yield connection
        except _DAMAGE as error:
            raise _damaged(folder, error) from error


def arrays(folder: Folder, sql: str, parameters: Sequence[object] = ()) -> Arrays:
    """One array a column: DATE as datetime64[D], missing numbers nan, missing days NaT, missing text None."""
    with _answer(folder, sql, parameters) as result:
        types = {name: str(type_) for name, type_, *_ in result.description or ()}
        columns = result.fetchnumpy()
    return {name: _plain(column, types[name]) for name, column in columns.items()}


def rows(folder: Folder, sql: str, parameters: Sequence[object] = ()) -> dict[str, list[Any]]:
    """The same as `arrays`, as lists of plain values: dates as date, missing as None."""
    return {name: _listed(column) for name, column in arrays(folder, sql, parameters).items()}


def lists(folder: Folder, sql: str, parameters: Sequence[object] = ()) -> dict[str, list[Any]]:
    """The same as `rows` for columns that hold lists or structs, which come as lists and dicts."""
    with _answer(folder, sql, parameters) as result:
        names = [name for name, *_ in result.description or ()]
        found = result.fetchall()
    return dict(zip(names, map(list, zip(*found, strict=True)), strict=True)) if found else {name: [] for name in names}


@contextmanager
def _answer(folder: Folder, sql: str, parameters: Sequence[object]) -> Iterator[duckdb.DuckDBPyConnection]:
    with opened(folder) as connection:
        try:
            yield connection.execute(sql, list(parameters))
        except _DAMAGE:
            raise
        except duckdb.Error as error:
            raise LedgerError(
                f"the published file could not answer: {str(error).splitlines()[0]}",
                where=str(folder.database),
                next_step="comity build, in case another version of comity made it",
            ) from error


def _plain(column: Any, type_: str) -> np.ndarray[Any, Any]:
    missing = np.ma.getmaskarray(column) if isinstance(column, np.ma.MaskedArray) else None
    values = np.asarray(column)
    if type_ == "DATE":
        values = values.astype("datetime64[D]")
    if missing is None or not missing.any():
        return values
    if values.dtype.kind in "iub":
        values = values.astype(np.float64)
    values = values.copy()
    values[missing] = np.nan if values.dtype.kind == "f" else None
    return values


def _listed(column: np.ndarray[Any, Any]) -> list[Any]:
    return [None if value != value else value for value in column.tolist()]


def _damaged(folder: Folder, error: Exception) -> LedgerError:
    return LedgerError(
        f"the published file is damaged or of another version: {str(error).splitlines()[0]}",
        where=str(folder.database),
        next_step="comity build makes it anew from what is stored",
    )
