"""Crawls and feeds: whole records before damage, nothing followed, and the pages that crawlers really deliver."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.intake.documents import Note, http, read
from comity.intake.documents.job import Job
from comity.intake.documents.page import fragment
from comity.intake.documents.reading import dispatch
from comity.intake.documents.source import from_bytes
from comity.schema import Document, Failure

TEXT = "The two foreign ministers met in Geneva on Monday and agreed to talk again."
PAGE = f"<html><head><title>Talks</title></head><body><p>{TEXT}</p></body></html>".encode()


def record(block: bytes, kind: str = "response", length: int | None = None, **headers: str) -> bytes:
    lines = [f"WARC-Type: {kind}", f"Content-Length: {len(block) if length is None else length}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return b"WARC/1.0\r\n" + "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def response(body: bytes = PAGE, status: str = "200 OK", headers: str = "Content-Type: text/html") -> bytes:
    return f"HTTP/1.1 {status}\r\n{headers}\r\n\r\n".encode() + body


def outcomes(content: bytes, notes: list[Note] | None = None) -> list[Document | Failure]:
    job = Job("crawl") if notes is None else Job("crawl", tell=notes.append)
    return list(dispatch(from_bytes(content, "crawl"), job))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (record(response(status="404 Not Found")), "HTTP 404"),
        (record(response(b"%PDF-1.4", headers="Content-Type: application/pdf")), "application/pdf: not text"),
        (record(response(b"%PDF-1.4", headers="Content-Type: text/html")), "PDF"),
        (record(response(b"  ")), "empty response"),
        (record(b"no http here"), "not an HTTP response"),
        (record(response(headers="Content-Encoding: br\r\nContent-Type: text/html")), "packed as br"),
        (record(response(gzip.compress(PAGE)[:30], headers="Content-Encoding: gzip")), "cut short"),
        (record(response(zlib.compress(b"a" * (64 << 20)), headers="Content-Encoding: deflate")), "expands beyond"),
        (record(response(), length=9_000_000_000), "at most"),
        (record(response(), WARC_Target_URI="dns:example.org"), "look-up"),
        (record(response())[:-60], "cut short"),
        (b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: many\r\n\r\n", "without a length"),
        (record(b"a: b", kind="metadata"), "only records of type metadata 1"),
    ],
)
def test_a_record_that_holds_no_page_is_a_failure_with_its_reason(content: bytes, reason: str) -> None:
    first = outcomes(content)[0]
    assert isinstance(first, Failure)
    assert reason in first.reason


def test_reading_goes_on_after_a_bad_record_and_ends_with_the_cut() -> None:
    good = record(response(), WARC_Target_URI="http://a.example/1")
    packed = b"".join(map(gzip.compress, [good, record(b"junk"), good, good]))
    first, bad, second, cut = outcomes(packed[:-40])
    assert first == second
    assert isinstance(first, Document)
    assert (first.text, first.url) == (TEXT, "http://a.example/1")
    assert isinstance(bad, Failure)
    assert bad.row == 2
    assert isinstance(cut, Failure)
    assert "cut short" in cut.reason


def test_a_page_cut_by_the_crawler_is_kept_and_noted() -> None:
    notes: list[Note] = []
    (document,) = outcomes(record(response(headers="Content-Type: text/html\r\nContent-Length: 99999")), notes)
    assert isinstance(document, Document)
    assert "the page is cut short: 99,999 bytes stated" in notes[0].what


def test_chunks_are_joined_and_packing_undone() -> None:
    half = len(PAGE) // 2
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (PAGE[:half], PAGE[half:], b""))
    assert http.parse(response(chunked, headers="Transfer-Encoding: chunked")).body == PAGE
    assert http.parse(response(PAGE, headers="Transfer-Encoding: chunked")).body == PAGE
    assert http.parse(response(gzip.compress(PAGE), headers="Content-Encoding: gzip")).body == PAGE


@given(st.binary(max_size=200))
def test_no_response_raises(block: bytes) -> None:
    assert isinstance(http.parse(block).unreadable, str)
    assert isinstance(http.parse(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + block).body, bytes)


def test_entities_of_a_feed_are_neither_expanded_nor_fetched() -> None:
    head = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">'
    bomb = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10 if n else "boom"}">' for n in range(10))
    feed = f"{head}{bomb}]><rss><channel><item><title>A &a; B</title></item><item><title>&b9;</title></item></channel></rss>"
    for outcome in outcomes(feed.encode()):
        assert "root:" not in str(outcome)
        assert len(str(outcome)) < 1_000


def test_a_damaged_feed_gives_its_whole_items_and_says_so() -> None:
    feed = f"<rss><channel><title>Daily</title><item><title>T</title><description>{TEXT}</description></item><item><tit"
    first, *_, last = outcomes(feed.encode())
    assert isinstance(first, Document)
    assert (first.text, first.publisher, first.title) == (TEXT, "Daily", "T")
    assert isinstance(last, Failure)
    assert "damaged XML" in last.reason


def test_atom() -> None:
    feed = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Daily</title><entry><title>Talks</title>
    <link rel="self" href="http://a.example/self"/><link href="http://a.example/1"/><updated>2020-03-04T10:00:00Z</updated>
    <content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</content></entry></feed>"""
    (document,) = outcomes(feed.encode())
    assert document == Document.named(
        TEXT, publisher="Daily", published="2020-03-04", title="Talks", url="http://a.example/1", lang="en"
    )


def test_fragments_keep_words_apart_and_comparisons_whole() -> None:
    assert fragment("<ul><li>one</li><li>two</li></ul>AT&amp;T") == "one\ntwo\nAT&T"
    assert fragment("3 < 4 and 5 > 2") == "3 < 4 and 5 > 2"


@pytest.mark.parametrize(
    ("name", "documents", "reasons"),
    [
        ("kremlin-sample.warc.gz", 28, ["HTTP 404", "application/pdf: not text"]),
        ("commoncrawl-cc.warc.gz", 1, []),
        ("commoncrawl-whirlwind.warc.gz", 1, []),
        ("commoncrawl-whirlwind.warc.wet.gz", 1, []),
        ("commoncrawl-whirlwind.warc.wat.gz", 0, ["only records of type metadata 1, warcinfo 1"]),
        ("whitehouse-rss.xml", 30, []),
        ("gdelt-20151027220000.export.CSV.gz", 0, ["expected a column text"]),
        ("gdelt-20170701234500.mentions.CSV.gz", 0, ["expected a column text"]),
    ],
)
def test_real_feeds(shared: Callable[[str], Path], name: str, documents: int, reasons: list[str]) -> None:
    found = list(read(shared(f"corpora/feeds/{name}")))
    failures = [outcome for outcome in found if isinstance(outcome, Failure)]
    assert len(found) - len(failures) == documents
    assert len(failures) == len(reasons)
    assert all(reason in failure.reason for reason, failure in zip(reasons, failures, strict=True))


def test_the_page_cut_in_half_is_noted(shared: Callable[[str], Path]) -> None:
    notes: list[Note] = []
    pages = [
        d for d in read(shared("corpora/feeds/kremlin-sample.warc.gz"), on_note=notes.append) if isinstance(d, Document)
    ]
    assert all(page.published and page.title and page.url for page in pages)
    assert [note.what for note in notes if note.row == 29] == ["the page ends before its mark-up does"]
