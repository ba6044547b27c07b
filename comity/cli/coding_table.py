"""A coding for the eye: a table of events and a table of statements."""

from __future__ import annotations

from collections.abc import Iterator

from comity.cli.safely import safe
from comity.results import Table
from comity.schema import Coding, Document, Event, Statement


def tables(document: Document, coding: Coding) -> Iterator[Table]:
    """The events, the statements and, where there are any, the failures of one document."""
    named = safe(document.title or document.id)
    yield _events(named, document.text, coding.events)
    yield _statements(named, document.text, coding.statements)
    if coding.failures:
        columns = {"sentence": [f.row for f in coding.failures], "reason": [safe(f.reason) for f in coding.failures]}
        yield Table(f"Not coded in {named}", columns)


def _events(named: str, text: str, events: tuple[Event, ...]) -> Table:
    columns = {
        "actor": [e.actor for e in events],
        "type": [e.type for e in events],
        "recipient": [e.recipient for e in events],
        "status": [e.status + (" (reported)" if e.reported_by else "") for e in events],
        "day": [_day(e) for e in events],
        "words": [safe(text[e.start : e.end]) for e in events],
        "confidence": [e.confidence for e in events],
        "id": [e.id for e in events],
    }
    return Table(f"Events in {named}", columns, note="" if events else "no events found")


def _statements(named: str, text: str, statements: tuple[Statement, ...]) -> Table:
    columns = {
        "speaker": [safe(s.speaker) for s in statements],
        "for": ["+".join(s.speaker_actors) for s in statements],
        "kind": [s.kind for s in statements],
        "words": [safe(" ... ".join(text[a:b] for a, b in s.content_spans)) for s in statements],
        "confidence": [s.confidence for s in statements],
        "id": [s.id for s in statements],
    }
    return Table(f"Statements in {named}", columns, note="" if statements else "no statements found")


def _day(event: Event) -> str:
    if event.date_start is None:
        return ""
    last = event.date_end if event.date_end != event.date_start else None
    return f"{event.date_start} to {last}" if last else str(event.date_start)
