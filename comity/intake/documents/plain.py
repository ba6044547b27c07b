"""Plain text: one file, one document."""

from __future__ import annotations

from collections.abc import Iterator

from comity.intake.documents.decoding import decode
from comity.intake.documents.job import MAX_TEXT, Job
from comity.intake.documents.source import Source
from comity.schema import Document, Failure


def documents(source: Source, job: Job) -> Iterator[Document | Failure]:
    """The text as one document; a failure where it is cut short or too long."""
    content = source.rest(4 * MAX_TEXT)
    if content is None:
        yield job.failure(0, f"longer than {4 * MAX_TEXT:,} bytes; split it")
        return
    if source.broken:
        yield job.failure(0, source.broken, content[:200].decode("utf-8", "replace"))
        return
    if b"\0" in content:
        yield job.failure(0, "not text: NUL bytes in it")
        return
    text, notes = decode(content, job.known.get("encoding", ""))
    yield job.document(0, text, notes=(*source.notes, *notes))
