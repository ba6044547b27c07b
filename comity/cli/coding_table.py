"""A coding for the eye: its events, its statements and what could not be coded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from rich.text import Text

from comity.cli import listing
from comity.cli.safely import safe
from comity.schema import Coding, Document, Event, Statement


def told(document: Document, coding: Coding) -> Iterator[Any]:
    """What to print of one document: events, statements and, where there are any, failures."""
    named = safe(document.title or document.id)
    said = {one.id: one.speaker for one in coding.statements}
    yield Text(f"Events in {named}", style="bold underline")
    for event in coding.events:
        yield from listing.event(_event(document, coding, event, said))
    yield Text("" if coding.events else "no events found")
    yield Text(f"Statements in {named}", style="bold underline")
    for statement in coding.statements:
        yield from listing.statement(_statement(document, statement))
    yield Text("" if coding.statements else "no statements found")
    for failure in coding.failures:
        yield Text(f"not coded, sentence {failure.row}: {safe(failure.reason)}")


def _event(document: Document, coding: Coding, event: Event, said: dict[str, str]) -> dict[str, Any]:
    start, end = coding.sentences[event.sentence] if event.sentence < len(coding.sentences) else (None, None)
    words = {"text": document.text[event.start : event.end], "sentence": document.text[start:end] if end else ""}
    about = {"reporter": said.get(event.reported_by, ""), "sentence_start": start, "published": document.published}
    return {**asdict(event), **words, **about, "title": ""}


def _statement(document: Document, one: Statement) -> dict[str, Any]:
    words = " ... ".join(document.text[start:end] for start, end in one.content_spans)
    return {**asdict(one), "text": words, "published": document.published, "title": ""}
