"""Stories across documents: the reports of one happening between two actors, wherever they were published."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import duckdb
import numpy as np

from comity.schema import Document, Event

STEP = 50_000
"""Rows written at once."""

_EVENTS = """
SELECT e.* EXCLUDE (start_char, end_char, actor_start, actor_end, recipient_start, recipient_end, story),
    e.start_char, e.end_char, e.actor_start, e.actor_end, e.recipient_start, e.recipient_end,
    d.publisher, d.published, d.title, d.url, d.lang, d.licence
FROM events e JOIN documents d ON d.id = e.document
ORDER BY least(e.actor, e.recipient), greatest(e.actor, e.recipient), e.document, e.start_char, e.id
"""

_ABOUT = ("publisher", "published", "title", "url", "lang", "licence")


def merge(connection: duckdb.DuckDBPyConnection) -> None:
    """Set `story` of every event anew, from all that any document tells of the same two actors.

    The events of two actors are in memory together, with their documents but without the texts of these.
    """
    if not connection.execute("SELECT count(*) FROM events").fetchall()[0][0]:
        return
    connection.execute("CREATE TEMP TABLE merged (id VARCHAR, story VARCHAR)")
    waiting: dict[str, str] = {}
    for named in _stories(connection.cursor()):
        waiting |= named
        if len(waiting) >= STEP:
            _insert(connection, waiting)
            waiting = {}
    _insert(connection, waiting)
    connection.execute("UPDATE events SET story = merged.story FROM merged WHERE merged.id = events.id")
    connection.execute("DROP TABLE merged")


def _stories(reader: duckdb.DuckDBPyConnection) -> Iterator[dict[str, str]]:
    from comity.coding import story

    for _, group in groupby(_rows(reader), key=lambda row: sorted((row["actor"], row["recipient"]))):
        rows = list(group)
        documents = {row["document"]: _document(row) for row in rows}
        yield story.stories([_event(row) for row in rows], documents)


def _rows(reader: duckdb.DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    found = reader.execute(_EVENTS)
    names = [name for name, *_ in found.description or ()]
    while some := found.fetchmany(5_000):
        yield from (dict(zip(names, row, strict=True)) for row in some)


def _document(row: dict[str, Any]) -> Document:
    return Document(id=row["document"], text="", **{name: row[name] for name in _ABOUT})


def _event(row: dict[str, Any]) -> Event:
    spans = {
        "start": row["start_char"],
        "end": row["end_char"],
        "actor_span": (row["actor_start"], row["actor_end"]),
        "recipient_span": (row["recipient_start"], row["recipient_end"]),
        "trace": tuple(row["trace"]),
    }
    return Event(**{name: row[name] for name in _PLAIN}, **spans)


_PLAIN = tuple(
    set(Event.__dataclass_fields__) - {"start", "end", "actor_span", "recipient_span", "trace", "story"},
)


def _insert(connection: duckdb.DuckDBPyConnection, named: dict[str, str]) -> None:
    if named:
        arrays = {"id": np.array(list(named), dtype=object), "story": np.array(list(named.values()), dtype=object)}
        connection.register("arrays", arrays)
        connection.execute("INSERT INTO merged FROM arrays")
        connection.unregister("arrays")
