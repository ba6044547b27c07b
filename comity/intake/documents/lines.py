"""JSON: an object a line, or one file with an object or a list of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from comity.intake.documents.decoding import decode
from comity.intake.documents.job import Job
from comity.intake.documents.source import Source
from comity.schema import Document, Failure

MAX_LINE = 16 << 20
MAX_WHOLE = 64 << 20

_LISTS = ("articles", "documents", "items", "results", "data")
"""Where news services put the list of articles in a JSON answer."""


def documents(source: Source, job: Job) -> Iterator[Document | Failure]:
    """A document or failure a line; the row is the line, from 1."""
    job.note(0, *source.notes)
    number = 0
    while True:
        line, size = source.line(MAX_LINE)
        number += 1
        if not size:
            break
        if size > MAX_LINE:
            yield job.failure(number, f"a line of {size:,} bytes; at most {MAX_LINE:,} are read", _shown(line))
        elif line.strip():
            yield from _documents(line, number, job)
    if source.broken:
        yield job.failure(number, source.broken)


def whole(source: Source, job: Job) -> Iterator[Document | Failure]:
    """The objects of one JSON value; the row is the position in the list, from 1."""
    content = source.rest(MAX_WHOLE)
    if content is None or source.broken:
        yield job.failure(
            0, source.broken or f"one JSON value of more than {MAX_WHOLE:,} bytes; write an object a line"
        )
        return
    text, notes = decode(content)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield job.failure(0, f"not JSON: {_why(error)}", text[:200])
        return
    job.note(0, *source.notes, *notes)
    for number, row in enumerate(_listed(value, job), 1):
        yield row_document(row, number, job)


def row_document(row: object, number: int, job: Job, notes: tuple[str, ...] = ()) -> Document | Failure:
    """The document of one row of named values."""
    if not isinstance(row, Mapping):
        return job.failure(number, f"an object was expected, found {type(row).__name__}", str(row)[:200])
    found = job.columns.found(str(key) for key in row)
    if "text" not in found:
        return job.failure(number, job.columns.lacking(map(str, row)))
    values = {field: row.get(column) for field, column in found.items()}
    text = values.pop("text")
    if not isinstance(text, str):
        kind = "nothing" if text is None else type(text).__name__
        return job.failure(number, f"no text: column {found['text']!r} holds {kind}", str(text)[:200])
    return job.document(number, text, values, notes)


def _documents(line: bytes, number: int, job: Job) -> Iterator[Document | Failure]:
    text, notes = decode(line)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield job.failure(number, f"not JSON: {_why(error)}", text[:200])
        return
    for row in _listed(value, job) if isinstance(value, dict) else [value]:
        yield row_document(row, number, job, notes)


def _listed(value: object, job: Job) -> list[object]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and "text" not in job.columns.found(value):
        return next((value[name] for name in _LISTS if isinstance(value.get(name), list)), [value])
    return [value]


def _why(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)


def _shown(line: bytes) -> str:
    return line[:200].decode("utf-8", "replace")
