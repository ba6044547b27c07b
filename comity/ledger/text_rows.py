"""Documents, codings and judgements as rows of their parts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from comity.schema import Coding, Document, Event, Judgement, Span, Statement

Row = dict[str, Any]


def document_row(document: Document) -> Row:
    """The row of a document."""
    about = {"published": document.published, "title": document.title}
    row = {name: getattr(document, name) for name in ("id", "publisher", "url", "lang", "licence", "text")}
    return {**row, **about, "content": Document.named(document.text, **about).id}


def coding_rows(coding: Coding, coder: str) -> Iterator[tuple[str, Row]]:
    """Every row of a coding with its kind. Mentions are not stored: coding again gives them again.

    >>> [kind for kind, _ in coding_rows(Coding("d1", ((0, 4),), (), (), ()), "1")]
    ['codings', 'sentences']
    """
    sizes = {"n_sentences": coding.sentences, "n_events": coding.events, "n_statements": coding.statements}
    counts = {name: len(rows) for name, rows in sizes.items()}
    yield "codings", {"document": coding.document, "coder": coder, **counts}
    for number, span in enumerate(coding.sentences):
        yield "sentences", {"document": coding.document, "sentence": number, **_span(span, "start_char", "end_char")}
    for event in coding.events:
        yield "events", _event_row(event)
    for statement in coding.statements:
        yield "statements", _statement_row(statement)
        yield from (("stances", row) for row in _stance_rows(statement))


def judgement_row(judgement: Judgement) -> Row:
    """The row of a judgement."""
    row = {name: getattr(judgement, name) for name in ("row", "verdict", "note", "by", "made")}
    return {**row, "changes": json.dumps(dict(judgement.changes), ensure_ascii=False, sort_keys=True)}


def _event_row(event: Event) -> Row:
    return {
        **_fields(event, "actor_span", "recipient_span", "start", "end"),
        **_span((event.start, event.end), "start_char", "end_char"),
        **_span(event.actor_span, "actor_start", "actor_end"),
        **_span(event.recipient_span, "recipient_start", "recipient_end"),
    }


def _statement_row(statement: Statement) -> Row:
    return {
        **_fields(statement, "speaker_span", "cue_span", "content_spans", "stances", "start", "end"),
        **_span((statement.start, statement.end), "start_char", "end_char"),
        **_span(statement.speaker_span, "speaker_start", "speaker_end"),
        **_span(statement.cue_span, "cue_start", "cue_end"),
        "content": [{"start_char": start, "end_char": end} for start, end in statement.content_spans],
    }


def _stance_rows(statement: Statement) -> Iterator[Row]:
    for stance in statement.stances:
        about = {"statement": statement.id, "document": statement.document}
        yield {**about, **_fields(stance, "span"), **_span(stance.span, "start_char", "end_char")}


def _fields(one: Any, *left_out: str) -> Row:
    return {name: getattr(one, name) for name in one.__dataclass_fields__ if name not in left_out}


def _span(span: Span | None, start: str, end: str) -> Row:
    return {start: None, end: None} if span is None else {start: span[0], end: span[1]}
