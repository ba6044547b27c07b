"""Documents of every kind come through one door; what cannot be read is a failure with its place and reason."""

from __future__ import annotations

import gzip
import io
import json
import os
import time
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.errors import UnsafePath
from comity.intake.documents import Note, read
from comity.intake.documents.job import Job
from comity.intake.documents.reading import dispatch
from comity.intake.documents.source import Source, from_bytes
from comity.schema import Document, Failure

TEXT = "The two foreign ministers met in Geneva on Monday and agreed to talk again."
ROW = {"date": "2020-03-04", "source": "Daily", "title": "Talks", "text": TEXT, "url": "http://a.example/1"}
PAGE = f"<!doctype html><html lang=en><head><title>Talks</title></head><body><article><p>{TEXT}</p></article></body></html>"


def all_of(content: bytes, tmp_path: Path, name: str = "file", **rest: object) -> list[Document | Failure]:
    path = tmp_path / name
    path.write_bytes(content)
    return list(read(path, **rest))  # type: ignore[arg-type]


def only_failure(content: bytes, tmp_path: Path, name: str = "file") -> str:
    (failure,) = all_of(content, tmp_path, name)
    assert isinstance(failure, Failure)
    assert failure.where.endswith(name)
    return failure.reason


def test_what_is_no_file_is_refused_before_reading(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "lost").symlink_to(tmp_path / "nowhere")
    for name in ("absent", "pipe", "lost", "a\0b"):
        with pytest.raises(UnsafePath):
            read(tmp_path / name)
    with pytest.raises(UnsafePath, match="no such file"):
        read("https://example.org/page")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"%PDF-1.4\n%stub", "PDF"),
        (b"PK\x03\x04rest", "zip"),
        (bytes(range(256)) * 20, "control bytes"),
        (b"\xff\xd8\xff\xe0JFIF", "image"),
        (b"1234 5678 !!!", "not one letter"),
        (b"PAR1....not parquet", "Parquet file is damaged"),
        (gzip.compress(gzip.compress(gzip.compress(b"deep"))), "packed more than twice"),
        (gzip.compress(TEXT.encode() * 50)[:-20], "cut short"),
        (gzip.compress(TEXT.encode() * 50)[:40], "cut short"),
        (b"\x1f\x8b" + b"\xff" * 60, "damaged"),
        (b"<html><body><script>alert(1)</script></body></html>", "no main text"),
        (b"title,date\nTalks,2020\nMore,2021\n", "expected a column text"),
        (b"1\t2\t3\t4\n5\t6\t7\t8\n9\t1\t2\t3\n", "expected a column text"),
    ],
)
def test_content_that_is_no_document_is_one_failure_with_its_reason(
    content: bytes, reason: str, tmp_path: Path
) -> None:
    assert reason in only_failure(content, tmp_path, "x.csv" if b"title" in content else "x")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{not json", "not JSON"),
        ('{"text": ' + "[" * 200_000, "nested too deeply"),
        ('["a", "b"]', "an object was expected"),
        ('{"text": null}', "holds nothing"),
        ('{"text": 7}', "holds int"),
        ('{"text": ""}', "empty"),
        ('{"title": "only"}', "found title"),
        ('{"n": ' + "9" * 5000 + "}", "not JSON"),
    ],
)
def test_a_bad_line_fails_alone(line: str, reason: str, tmp_path: Path) -> None:
    good = json.dumps(ROW)
    before, failure, after = all_of("\n".join([good, line, good]).encode(), tmp_path)
    assert isinstance(before, Document)
    assert before == after
    assert isinstance(failure, Failure)
    assert failure.row == 2
    assert reason in failure.reason


def test_a_line_of_fifty_megabytes_is_passed_over_quickly(tmp_path: Path) -> None:
    start = time.perf_counter()
    huge, good = all_of(b'{"text":"' + b"a" * (50 << 20) + b'"}\n' + json.dumps(ROW).encode(), tmp_path)
    assert isinstance(huge, Failure)
    assert "52,428,811 bytes" in huge.reason or "52,428,812 bytes" in huge.reason
    assert isinstance(good, Document)
    assert time.perf_counter() - start < 5


def test_a_long_line_is_never_held_whole() -> None:
    source = Source(io.BytesIO(b"a" * (40 << 20) + b"\nnext"))
    line, size = source.line(1 << 20)
    assert (len(line), size) == (1 << 20, (40 << 20) + 1)
    assert source.line(1 << 20) == (b"next", 4)
    assert len(source._held) < 2 << 20


def test_pages_built_to_take_long_are_refused_in_time(tmp_path: Path) -> None:
    start = time.perf_counter()
    for body in (b"<div>" * 200_000 + b"talks", b"<p>word" * 200_000, b"<b><i><p>" * 50_000, b"<!--" * 500_000):
        (outcome,) = all_of(b"<html><body>" + body, tmp_path)
        assert isinstance(outcome, Failure)
    assert time.perf_counter() - start < 10


def test_whole_rows_before_a_cut_are_kept(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({**ROW, "title": str(n)}) for n in range(400)).encode()
    *documents, failure = all_of(gzip.compress(lines, 1)[:-200], tmp_path)
    assert len(documents) > 100
    assert isinstance(failure, Failure)
    assert "cut short" in failure.reason


def test_an_open_quotation_mark_loses_no_later_row(tmp_path: Path) -> None:
    content = 'text,date\n"open,2020\n' + f"{TEXT},2021\n" * 3
    outcomes = all_of(content.encode(), tmp_path)
    assert outcomes
    assert all(isinstance(outcome, Failure) or "open" in outcome.text for outcome in outcomes)
    ragged = all_of(f"text,date\n{TEXT},2020,too many\n{TEXT},2021\n".encode(), tmp_path)
    assert [type(outcome).__name__ for outcome in ragged] == ["Failure", "Document"]


def kinds_of_file() -> dict[str, bytes]:
    header, values = ",".join(ROW), ",".join(ROW.values())
    crawl = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{PAGE}"
    record = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {len(crawl)}\r\n\r\n{crawl}\r\n\r\n"
    return {
        "text": TEXT.encode(),
        "page": PAGE.encode(),
        "lines": (json.dumps(ROW) + "\n").encode(),
        "json": json.dumps({"articles": [ROW]}, indent=1).encode(),
        "csv": f"{header}\n{values}\n".encode(),
        "tsv": f"{header}\n{values}\n".replace(",", "\t").encode(),
        "warc": record.encode(),
        "feed": f"<rss><channel><item><title>T</title><description>{TEXT}</description></item></channel></rss>".encode(),
    }


@pytest.mark.parametrize("kind", sorted(kinds_of_file()))
@pytest.mark.parametrize("packed", [False, True])
def test_content_decides_and_not_the_name(kind: str, packed: bool, tmp_path: Path) -> None:
    content = kinds_of_file()[kind]
    (document,) = all_of(gzip.compress(content) if packed else content, tmp_path, "misnamed.pdf")
    assert isinstance(document, Document)
    assert document.text == TEXT
    assert document.lang == "en"


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "rows"
    duckdb.sql(
        f"SELECT '{TEXT}' AS body, DATE '2020-03-04' AS date, NULL AS title UNION ALL SELECT NULL, NULL, NULL"
    ).write_parquet(str(path))
    document, failure = read(path)
    assert isinstance(document, Document)
    assert (document.text, document.published, document.title) == (TEXT, "2020-03-04", None)
    assert isinstance(failure, Failure)
    assert failure.row == 2


def test_a_row_gives_every_field_and_content_names_it(tmp_path: Path) -> None:
    (document,) = all_of(json.dumps({**ROW, "license": "CC0", "lang": "en-GB", "id": "x1"}).encode(), tmp_path)
    assert document == Document.named(
        TEXT,
        publisher="Daily",
        published="2020-03-04",
        title="Talks",
        url="http://a.example/1",
        lang="en",
        licence="CC0",
    )
    (own,) = all_of(json.dumps({**ROW, "id": "x1"}).encode(), tmp_path, mapping={"id": "id"})
    assert isinstance(own, Document)
    assert own.id == "x1"


def test_repairs_are_told_with_the_document_they_were_made_in(tmp_path: Path) -> None:
    notes: list[Note] = []
    (document,) = all_of(f"{TEXT} Z\u200burich".encode(), tmp_path, on_note=notes.append)
    assert isinstance(document, Document)
    assert [(note.document, note.what) for note in notes] == [(document.id, "1 invisible character dropped")]


def test_other_languages_are_kept_and_marked(tmp_path: Path) -> None:
    russian = "Министр встретился в Париже со своим французским коллегой."
    notes: list[Note] = []
    (document,) = all_of(json.dumps({"text": russian, "lang": "en"}).encode(), tmp_path, on_note=notes.append)
    assert isinstance(document, Document)
    assert (document.text, document.lang) == (russian, "ru")
    assert "said to be in 'en'" in notes[0].what


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script> is what he wrote", "../../etc/passwd was read", "'; DROP TABLE documents; --"]
)
def test_text_is_text(text: str, tmp_path: Path) -> None:
    for content in (text.encode(), json.dumps({"text": text}).encode()):
        (document,) = all_of(content, tmp_path)
        assert isinstance(document, Document)
        assert document.text == text


def test_a_folder_is_read_in_order_and_goes_on_after_a_bad_file(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / ".hidden").write_text(TEXT)
    (tmp_path / "sub/c.txt").write_text(TEXT + " Again.")
    (tmp_path / "sub/out").symlink_to("/etc/hosts")
    first, bad, last, out = read(tmp_path)
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert isinstance(bad, Failure)
    assert bad.where.endswith("b.txt")
    assert isinstance(out, Failure)
    assert "outside the folder" in out.reason


def test_standard_input_is_read_as_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    for content in (json.dumps(ROW).encode(), gzip.compress(json.dumps(ROW).encode()), TEXT.encode("utf-16")):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
        (document,) = read("-")
        assert isinstance(document, Document)
        assert document.text == TEXT


def test_the_title_of_a_page_is_not_that_of_its_site(tmp_path: Path) -> None:
    page = PAGE.replace("Talks<", "Talks · The Daily<").replace(
        "<head>", '<head><meta property="og:site_name" content="The Daily"><meta name="date" content="2020-03-04">'
    )
    (document,) = all_of(page.encode(), tmp_path)
    assert isinstance(document, Document)
    assert (document.title, document.publisher, document.published) == ("Talks", "The Daily", "2020-03-04")


STARTS = [
    b"",
    b"<html><body>",
    b"<rss><channel><item>",
    b"WARC/1.0\r\nContent-Length: 9\r\n\r\n",
    b'{"text": "',
    b"text,date\n",
    b"\x1f\x8b\x08\x00",
    b"PAR1",
    b"\xff\xfe",
    b"[{",
]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(STARTS),
    st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
)
def test_no_content_raises(start: bytes, rest: bytes) -> None:
    for outcome in dispatch(from_bytes(start + rest, "any"), Job("any")):
        assert isinstance(outcome, Document | Failure)
        assert (outcome.text if isinstance(outcome, Document) else outcome.reason).strip()


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(kinds_of_file())), st.data())
def test_a_damaged_file_of_any_kind_raises_nothing(kind: str, data: st.DataObject) -> None:
    content = bytearray(kinds_of_file()[kind])
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(content[: data.draw(st.integers(0, len(content)))])
    for packed in (cut, gzip.compress(cut)[: data.draw(st.integers(1, 400))]):
        for outcome in dispatch(from_bytes(packed, "any"), Job("any")):
            assert isinstance(outcome, Document | Failure)
