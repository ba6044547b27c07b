"""Events, statements and stories asked for by actor, day, issue and the like, one row at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from comity.ledger.folder import Folder
from comity.ledger.published import opened

KINDS = ("events", "statements", "stories")


@dataclass(frozen=True, slots=True)
class Asked:
    """What rows must be: of any of the actors, between two days, and so on; what is empty asks for nothing.

    For statements `actors` are those spoken for, `recipients` those spoken to or of, and `types` their kinds.
    """

    kind: str
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    speaker: str = ""
    since: date | None = None
    until: date | None = None
    issue: str = ""
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    document: str = ""
    min_confidence: float | None = None
    limit: int | None = None


_EVENTS = """
SELECT e.id, e.date_start, e.date_end, e.precision, e.actor, e.type, e.recipient, e.status, e.mode, e.intensity, e.issue,
    e.confidence, substring(d.text, e.start_char + 1, e.end_char - e.start_char) AS text,
    substring(d.text, s.start_char + 1, s.end_char - s.start_char) AS sentence, s.start_char AS sentence_start,
    e.start_char AS start, e.end_char AS "end", e.actor_role, e.recipient_role, e.mutual, e.reported_by,
    coalesce((SELECT any_value(r.speaker) FROM current_statements r WHERE r.id = e.reported_by), '') AS reporter, e.story, e.verdict, e.trace, d.publisher, d.published,
    d.title, d.url, d.id AS document
FROM current_events e JOIN documents d ON d.id = e.document
LEFT JOIN sentences s ON s.document = e.document AND s.sentence = e.sentence
WHERE {where} ORDER BY coalesce(e.date_start, d.day) NULLS LAST, e.document, e.start_char, e.id {limit}
"""

_STATEMENTS = """
SELECT e.id, e.date_start, e.date_end, e.precision, e.speaker, e.speaker_actors, e.speaker_kind, e.role, e.affiliation,
    e.cue, e.kind, e.directness, e.negated, e.addressee, e.said_to, e.horizon, e.issues, t.stances, e.confidence,
    substring(d.text, e.start_char + 1, e.end_char - e.start_char) AS text, e.start_char AS start, e.end_char AS "end",
    e.content, e.verdict, e.trace, d.publisher, d.published, d.title, d.url, d.id AS document
FROM current_statements e JOIN documents d ON d.id = e.document
LEFT JOIN (
    SELECT statement, list(struct_pack(target := target, kind := kind, value := value) ORDER BY start_char) AS stances
    FROM stances GROUP BY statement
) t ON t.statement = e.id
WHERE {where} ORDER BY coalesce(e.date_start, d.day) NULLS LAST, e.document, e.start_char, e.id {limit}
"""

_STORIES = """
SELECT e.id, e.date_start, e.date_end, e.type, e.actors, e.n_events, e.n_documents, e.n_publishers, e.confidence
FROM stories e WHERE {where} ORDER BY e.date_start NULLS LAST, e.id {limit}
"""

_QUESTIONS = {"events": _EVENTS, "statements": _STATEMENTS, "stories": _STORIES}

_HAS = "len(list_intersect({column}, ?::VARCHAR[])) > 0"

_CONDITIONS: dict[str, dict[str, str]] = {
    "events": {
        "actors": "list_contains(?::VARCHAR[], e.actor)",
        "recipients": "list_contains(?::VARCHAR[], e.recipient)",
        "speaker": "e.reported_by IN (SELECT id FROM statements WHERE contains(lower(speaker), lower(?)))",
        "issue": "e.issue = ?",
        "types": "list_contains(?::VARCHAR[], e.type)",
        "statuses": "list_contains(?::VARCHAR[], e.status)",
        "document": "e.document = ?",
    },
    "statements": {
        "actors": _HAS.format(column="e.speaker_actors"),
        "recipients": "(" + _HAS.format(column="e.addressee") + " OR e.id IN "
        "(SELECT statement FROM stances WHERE list_contains(?::VARCHAR[], target)))",
        "speaker": "contains(lower(e.speaker), lower(?))",
        "issue": "list_contains(e.issues, ?)",
        "types": "list_contains(?::VARCHAR[], e.kind)",
        "document": "e.document = ?",
    },
    "stories": {
        "actors": _HAS.format(column="e.actors"),
        "recipients": _HAS.format(column="e.actors"),
        "issue": "e.id IN (SELECT story FROM current_events WHERE issue = ?)",
        "types": "list_contains(?::VARCHAR[], e.type)",
        "statuses": "e.id IN (SELECT story FROM current_events WHERE list_contains(?::VARCHAR[], status))",
        "document": "e.id IN (SELECT story FROM current_events WHERE document = ?)",
    },
}


def shown(folder: Folder, asked: Asked) -> Iterator[dict[str, Any]]:
    """The rows asked for, oldest first, as dicts: days as date, lists as lists. Rows judged wrong are left out.

    Raises:
        LedgerError: no ledger, nothing published, or published by an older comity.
    """
    where, values = _where(asked)
    limit = f"LIMIT {asked.limit}" if asked.limit is not None else ""
    with opened(folder) as connection:
        found = connection.execute(_QUESTIONS[asked.kind].format(where=where, limit=limit), values)
        names = [name for name, *_ in found.description or ()]
        while some := found.fetchmany(500):
            yield from (dict(zip(names, row, strict=True)) for row in some)


def unanswerable(asked: Asked) -> list[str]:
    """The conditions that rows of the kind do not have: a statement has no status."""
    given = [name for name in ("speaker", "statuses") if getattr(asked, name)]
    return [name for name in given if name not in _CONDITIONS[asked.kind]]


def _where(asked: Asked) -> tuple[str, list[object]]:
    conditions, values = ["true"], list[object]()
    for name, condition in _CONDITIONS[asked.kind].items():
        value = getattr(asked, name)
        if value:
            conditions.append(condition)
            values += [list(value) if isinstance(value, tuple) else value] * condition.count("?")
    for condition, one in _bounds(asked):
        if one is not None:
            conditions.append(condition)
            values.append(one)
    return " AND ".join(conditions), values


def _bounds(asked: Asked) -> Sequence[tuple[str, object]]:
    published = "" if asked.kind == "stories" else ", d.day"
    return (
        (f"coalesce(e.date_end, e.date_start{published}) >= ?", asked.since),
        (f"coalesce(e.date_start, e.date_end{published}) <= ?", asked.until),
        ("e.confidence >= ?", asked.min_confidence),
    )
