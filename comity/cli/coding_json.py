"""A coding as plain data: every field of every row, with the words that its spans point to."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from comity.schema import Coding, Document, Event, Statement


def plain(document: Document, coding: Coding) -> dict[str, Any]:
    """What `comity code FILE --json` prints. Spans are characters `[start, end)` of the document's text; days are ISO 8601.

    >>> text = "Peru protested."
    >>> plain(Document.named(text, lang="en"), Coding("", ((0, 15),), (), (), ()))["events"]
    []
    """
    about = {name: getattr(document, name) for name in ("publisher", "published", "title", "url", "lang", "licence")}
    return {
        "document": document.id,
        **about,
        "events": [_event(document.text, coding, event) for event in coding.events],
        "statements": [_statement(document.text, one) for one in coding.statements],
        "failures": [asdict(failure) for failure in coding.failures],
        "document_text": document.text,
    }


def _event(text: str, coding: Coding, event: Event) -> dict[str, Any]:
    row = asdict(event)
    for name in ("actor", "recipient"):
        row[name] = [row[name]]
    start, end = coding.sentences[event.sentence] if event.sentence < len(coding.sentences) else (0, 0)
    words = {"text": text[event.start : event.end], "sentence": text[start:end], "sentence_number": event.sentence}
    return {**row, **words, **_days(row)}


def _statement(text: str, one: Statement) -> dict[str, Any]:
    row = asdict(one)
    content = [list(span) for span in one.content_spans]
    words = {
        "content": content,
        "text": text[one.start : one.end],
        "content_text": [text[start:end] for start, end in one.content_spans],
    }
    del row["content_spans"]
    return {**row, **words, **_days(row)}


def _days(row: dict[str, Any]) -> dict[str, str | None]:
    return {name: row[name] and row[name].isoformat() for name in ("date_start", "date_end", "horizon") if name in row}
