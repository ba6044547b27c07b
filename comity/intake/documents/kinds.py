"""What a stream of bytes holds, told from its beginning and never from its name alone."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass

from comity.intake.documents.columns import Columns
from comity.intake.documents.decoding import decode
from comity.intake.documents.tables import DELIMITERS, delimiter_of

HEAD = 1 << 16

_FOREIGN = (
    (b"%PDF", "a PDF: save its text and add that"),
    (b"PK\x03\x04", "a zip archive or an office document: unpack it, or save its text"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file: save its text"),
    (b"{\\rtf", "rich text: save it as plain text"),
    (b"\xfd7zXZ", "an xz archive: unpack it with unxz"),
    (b"BZh", "a bzip2 archive: unpack it with bunzip2"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive: unpack it with unzstd"),
    (b"7z\xbc\xaf", "a 7-Zip archive: unpack it"),
    (b"\x1f\x8b", "gzip packed more than twice"),
    (b"\x89PNG", "an image"),
    (b"GIF8", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "an SQLite database: export the table as CSV"),
    (b"version https://git-lfs", "a Git LFS pointer, not the file it points to: run git lfs pull"),
)
_PROLOG = re.compile(
    r"(?:\s*(?:<\?[^>]{0,500}\?>|<!--.{0,4000}?-->|<!DOCTYPE[^>\[]{0,500}(?:\[.{0,20000}?\]\s{0,20})?>))*\s*",
    re.S | re.I,
)
_FEED = re.compile(r"<(?:\w{1,20}:)?(?:rss|feed|RDF)[\s>]")
_PAGE = re.compile(r"<!doctype html|<(?:html|head|body)[\s>]", re.I)
_TAGS = re.compile(
    r"</?(?:p|div|article|section|main|h[1-6]|span|li|ul|td|tr|table|a|br|meta|title|header|nav)\b[^<]{0,500}>", re.I
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Kind:
    """text, html, feed, jsonl, json, table, warc, parquet, or none with its `problem`."""

    name: str
    problem: str = ""


def kind_of(head: bytes, columns: Columns, name: str = "") -> Kind:
    """The kind of what begins with `head` (`HEAD` bytes or all there is).

    `name` decides only whether a table without a text column is called a table.

    >>> kind_of(b'{"text": "Talks failed."}', Columns.of(None)).name
    'jsonl'
    >>> kind_of(b"%PDF-1.4", Columns.of(None)).problem
    'a PDF: save its text and add that'
    """
    if not head.strip(b" \t\r\n\x0b\x0c\xef\xbb\xbf"):
        return Kind("none", "empty: nothing but blanks" if head else "empty: the file has no bytes")
    if head.startswith(b"PAR1"):
        return Kind("parquet")
    if head.lstrip().startswith(b"WARC/"):
        return Kind("warc")
    for magic, found in _FOREIGN:
        if head.startswith(magic):
            return Kind("none", found)
    if len(_CONTROL.findall(head)) > 0.02 * len(head):
        return Kind("none", "not text: control bytes all over it")
    text = decode(head)[0].lstrip()
    return Kind(_marked_up(text) or _json(text) or _table(text, columns, name) or "text")


def _marked_up(text: str) -> str:
    if not text.startswith("<"):
        return ""
    start = _PROLOG.match(text)
    body = text[start.end() :] if start else text
    if _FEED.match(body):
        return "feed"
    if _PAGE.search(text[:4096]) or (text.startswith("<!--") and _PAGE.search(text)):
        return "html"
    return "html" if len(_TAGS.findall(body[:8192])) >= 2 else ""


def _json(text: str) -> str:
    if re.match(r"\[\s*[\[{]", text):
        return "json"
    if not re.match(r"\{\s*[\"}]", text):
        return ""
    line, ended, _ = text.partition("\n")
    if not ended or line.rstrip().endswith("}"):
        return "jsonl"
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return "json"
    return "jsonl"


def _table(text: str, columns: Columns, name: str) -> str:
    lines = text[:HEAD].splitlines()[:6]
    header = lines[0][:8192]
    delimiter = delimiter_of(header)
    cells = next(csv.reader([header], delimiter=delimiter), [])
    named = name.lower().removesuffix(".gz").endswith((".csv", ".tsv", ".tab"))
    if (len(cells) > 1 or named) and "text" in columns.found(cells) and max(map(len, cells)) < 60:
        return "table"
    counts = {line.count(delimiter) for line in lines[: max(1, len(lines) - 1)]}
    even = len(counts) == 1 and len(lines) > 1 and header.count(delimiter) >= (1 if named else 3)
    return "table" if even and (delimiter == "\t" or named) and delimiter in DELIMITERS else ""
