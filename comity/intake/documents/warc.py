"""WARC and WET, plain or gzip: a document a page of a crawl."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from comity.intake.documents import http, kinds
from comity.intake.documents.decoding import decode
from comity.intake.documents.job import Job
from comity.intake.documents.page import MAX_PAGE, page
from comity.intake.documents.source import Source
from comity.schema import Document, Failure

MAX_HEADER = 1 << 14
MAX_HEADERS = 200


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its number from 1, its headers in small letters, its block; `problem` where the block is not whole."""

    number: int
    headers: dict[str, str]
    block: bytes
    problem: str = ""

    @property
    def kind(self) -> str:
        return self.headers.get("warc-type", "").lower()

    @property
    def address(self) -> str:
        return self.headers.get("warc-target-uri", "").strip("<> ")


def documents(source: Source, job: Job) -> Iterator[Document | Failure]:
    """A document or failure a page; the row is the record, from 1. Requests and metadata are passed over and counted."""
    passed, pages, number, told = Counter[str](), 0, 0, False
    for record in records(source):
        number, told = record.number, bool(record.problem and source.broken)
        if record.problem:
            yield job.failure(
                number, record.problem if not source.broken else f"{record.problem}; {source.broken}", record.address
            )
        elif record.kind in ("response", "resource", "conversion"):
            pages += 1
            yield _document(record, job.knowing(url=record.address))
        else:
            passed[record.kind or "without a type"] += 1
    counted = ", ".join(f"{kind} {n}" for kind, n in sorted(passed.items()))
    if source.broken and not told:
        yield job.failure(number, source.broken)
    elif not pages:
        yield job.failure(0, f"no page or text in this crawl file, only records of type {counted or 'none'}")
    if passed:
        job.note(0, f"records passed over: {counted}")


def records(source: Source) -> Iterator[Record]:
    """All records in order; after one that is damaged, reading goes on at the next that starts as a record does."""
    number = 0
    while True:
        line, size = source.line(MAX_HEADER)
        if not size:
            return
        if not line.startswith(b"WARC/"):
            continue
        number += 1
        yield _record(source, number)


def _record(source: Source, number: int) -> Record:
    headers = _headers(source)
    stated = headers.get("content-length", "")
    if not stated.isdecimal() or len(stated) > 15:
        return Record(number, headers, b"", f"a record without a length: Content-Length {stated[:20]!r}")
    length = int(stated)
    if length > MAX_PAGE:
        source.skip(length)
        return Record(number, headers, b"", f"a record of {length:,} bytes; at most {MAX_PAGE:,} are read")
    block = source.take(length)
    if len(block) < length:
        return Record(number, headers, b"", f"the record is cut short: {length:,} bytes stated, {len(block):,} there")
    return Record(number, headers, block)


def _headers(source: Source) -> dict[str, str]:
    headers: dict[str, str] = {}
    for _ in range(MAX_HEADERS):
        line, size = source.line(MAX_HEADER)
        if not size or not line.strip():
            break
        name, _, value = line.decode("utf-8", "replace").partition(":")
        headers[name.strip().lower()] = value.strip()
    return headers


def _document(record: Record, job: Job) -> Document | Failure:
    if record.kind == "conversion":
        text, notes = decode(record.block)
        return job.document(record.number, text, notes=notes)
    if record.kind == "response" and record.address.startswith(("dns:", "ftp:")):
        return job.failure(record.number, "no page: a look-up of a name or a file", record.address)
    stated = record.headers.get("content-type", "")
    if record.kind == "resource":
        response = http.Response(200, {"content-type": stated}, record.block)
    else:
        response = http.parse(record.block)
        if reason := record.headers.get("warc-truncated"):
            response = replace(response, cut=f"cut short by the crawler: {reason[:40]}")
    return response_document(response, job, record.number)


def response_document(response: http.Response, job: Job, row: int) -> Document | Failure:
    """The document of one HTTP response: a page, or plain text."""
    if reason := response.unreadable:
        return job.failure(row, reason, job.known.get("url", ""))
    cut = (response.cut,) if response.cut else ()
    kind = kinds.kind_of(response.body[: kinds.HEAD], job.columns)
    encoded = job.knowing(encoding=response.encoding)
    if kind.name == "html" or response.kind in ("text/html", "application/xhtml+xml"):
        return page(response.body, encoded, row, cut) if not kind.problem else job.failure(row, kind.problem)
    if kind.name == "text":
        text, notes = decode(response.body, response.encoding)
        return job.document(row, text, notes=(*cut, *notes))
    return job.failure(row, kind.problem or f"{kind.name} inside a crawl is not read", job.known.get("url", ""))
