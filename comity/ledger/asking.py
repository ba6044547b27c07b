"""SQL from outside: admitted, run with bounds on rows, memory and time, and answered with a note."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, count

import duckdb

from comity.errors import QueryRefused
from comity.intake import records
from comity.ledger import manifest as manifests
from comity.ledger.evidence import why
from comity.ledger.folder import Folder
from comity.ledger.gate import admit, refusal
from comity.ledger.published import opened
from comity.results import Table

SECONDS = 30.0
"""The longest a query may run."""

LIMIT = 10_000

NAMED = 5
"""Absent data sets that are named where an answer is empty."""


def ask(folder: Folder, sql: str, limit: int = LIMIT, seconds: float | None = None) -> Table:
    """The answer to one query; the note says what was cut, or why there is nothing.

    Raises:
        QueryRefused: not a single query over the ledger's tables, or one that fails or runs too long.
        LedgerError: there is nothing to ask.
    """
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < 1:
        raise QueryRefused("the limit must be a whole number from 1", where=f"limit {limit!r}", next_step="--limit 100")
    admit(sql)
    bound = SECONDS if seconds is None else seconds
    with opened(folder) as connection:
        with _bounded(connection, sql, bound):
            result = connection.execute(sql)
            names = _distinct([column[0] for column in result.description or ()])
            rows = result.fetchmany(limit + 1)
        note = _note(connection, folder, len(rows), limit)
    columns = [list(values) for values in zip(*rows[:limit], strict=True)] or [[] for _ in names]
    return Table("query", dict(zip(names, columns, strict=True)), note, lambda id: why(folder, id))


@contextmanager
def _bounded(connection: duckdb.DuckDBPyConnection, sql: str, seconds: float) -> Iterator[None]:
    timer = threading.Timer(seconds, connection.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    except duckdb.InterruptException:
        raise refusal(f"the query ran longer than {seconds:g} s and was stopped", sql, NARROWER) from None
    except duckdb.OutOfMemoryException:
        raise refusal("the query needs more memory than a query is given", sql, NARROWER) from None
    except (duckdb.IOException, duckdb.InternalException, duckdb.FatalException, duckdb.SerializationException):
        raise
    except (duckdb.Error, OverflowError, ValueError) as error:
        raise refusal(" ".join(str(error).split("\n\n")[0].split()), sql, COLUMNS) from error
    finally:
        timer.cancel()


NARROWER = "ask for fewer rows: WHERE on indicator, state1 or start_date"
COLUMNS = "DESCRIBE records (or another table) shows its columns"


def _note(connection: duckdb.DuckDBPyConnection, folder: Folder, found: int, limit: int) -> str:
    notes = []
    if found > limit:
        notes.append(f"the first {limit:,} rows; there are more: raise the limit, or narrow the query")
    if not found:
        notes.append("no rows: " + _holdings(connection))
    if manifests.ids(folder) != [row[0] for row in connection.execute("SELECT id FROM files ORDER BY id").fetchall()]:
        notes.append("files were added since this was published: comity build brings them in")
    return ". ".join(notes)


def _holdings(connection: duckdb.DuckDBPyConnection) -> str:
    held = connection.execute(
        "SELECT indicator, year(min(first_day)), year(max(last_day)), sum(n_records) FROM holdings GROUP BY 1 ORDER BY 1"
    ).fetchall()
    known = {row[0] for row in connection.execute("SELECT DISTINCT record FROM files").fetchall()}
    said = ", ".join(f"{name} {first}-{last} ({count:,} records)" for name, first, last, count in held)
    absent = sorted(set(records.ADAPTERS) - known)
    add = f"nothing of {', '.join(absent[:NAMED])}{' and others' if len(absent) > NAMED else ''}: comity add --record NAME PATH"
    return "; ".join(
        [f"the ledger holds {said}" if said else "the ledger holds no records", *([add] if absent else [])]
    )


def _distinct(names: list[str]) -> list[str]:
    seen: list[str] = []
    for name in names:
        candidates = chain([name], (f"{name}_{twin}" for twin in count(1)))
        seen.append(next(candidate for candidate in candidates if candidate not in seen))
    return seen
