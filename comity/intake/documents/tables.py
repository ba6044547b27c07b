"""CSV and its kin, and Parquet: a document a row, columns by name."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import duckdb

from comity.intake.documents.decoding import decode
from comity.intake.documents.job import MAX_TEXT, Job
from comity.intake.documents.lines import MAX_LINE, row_document
from comity.intake.documents.source import Source
from comity.intake.rows import connect
from comity.schema import Document, Failure

MAX_CELL = MAX_TEXT
MAX_COLUMNS = 2_000
BATCH = 64
DELIMITERS = ",\t;|"


def documents(source: Source, job: Job) -> Iterator[Document | Failure]:
    """A document or failure a row; the row is the line it starts on, the header being line 1."""
    lines = _Lines(source)
    header = next(lines, "")
    delimiter = delimiter_of(header)
    columns = next(csv.reader([header], delimiter=delimiter), [])[:MAX_COLUMNS]
    if "text" not in job.columns.found(columns):
        yield job.failure(0, job.columns.lacking(columns), header)
        return
    yield from _rows(lines, columns, delimiter, job)
    if source.broken:
        yield job.failure(lines.number, source.broken)


def delimiter_of(header: str) -> str:
    """The delimiter the header uses most.

    >>> delimiter_of("title;text, as printed;date")
    ';'
    """
    return max(DELIMITERS, key=header.count)


def parquet(path: Path, job: Job) -> Iterator[Document | Failure]:
    """A document or failure a row; the row is its position, from 1."""
    name = str(path)
    if set(name) & set("*?["):
        yield job.failure(0, "a Parquet path with * ? or [ in it; rename the file or its folder")
        return
    number = 0
    try:
        with connect() as connection:
            connection.execute("SET memory_limit = '1GB'; SET threads = 1; SET preserve_insertion_order = true")
            told = connection.execute("DESCRIBE SELECT * FROM read_parquet($path)", {"path": name}).fetchall()
            found = job.columns.found(row[0] for row in told)
            if "text" not in found:
                yield job.failure(0, job.columns.lacking(row[0] for row in told))
                return
            wanted = list(dict.fromkeys(found.values()))
            listed = ", ".join('"' + column.replace('"', '""') + '"' for column in wanted)
            connection.execute(f"SELECT {listed} FROM read_parquet($path)", {"path": name})
            while batch := connection.fetchmany(BATCH):
                for number, values in enumerate(batch, number + 1):  # noqa: B020
                    yield row_document(dict(zip(wanted, values, strict=True)), number, job)
    except duckdb.Error as error:
        yield job.failure(number, f"the Parquet file is damaged: {str(error).splitlines()[0][:200]}")


class _Lines:
    """Lines as text, each decoded by itself, so that one in another encoding spoils no other; `number` of the last."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.number = 0
        self.notes: list[str] = list(source.notes)
        self.overlong = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line, size = self._source.line(MAX_LINE)
        if not size:
            raise StopIteration
        self.number += 1
        self.overlong = max(self.overlong, size if size > MAX_LINE else 0)
        text, notes = decode(line)
        self.notes += notes
        return text.replace("\0", "")


def _rows(lines: _Lines, columns: list[str], delimiter: str, job: Job) -> Iterator[Document | Failure]:
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        first = lines.number + 1
        lines.notes, lines.overlong = [], 0
        try:
            cells = _next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield job.failure(first, f"lines {first} to {lines.number} cannot be read as CSV: {error}")
            reader = csv.reader(lines, delimiter=delimiter)
            continue
        if lines.overlong:
            yield job.failure(first, f"a line of {lines.overlong:,} bytes; at most {MAX_LINE:,} are read")
        elif cells:
            yield _document(cells, columns, first, job, tuple(lines.notes))


def _next(reader: Iterator[list[str]]) -> list[str]:
    """The next row, with cells as long as a document may be; the limit of the csv module is the whole program's."""
    before = csv.field_size_limit(MAX_CELL)
    try:
        return next(reader)
    finally:
        csv.field_size_limit(before)


def _document(cells: list[str], columns: list[str], first: int, job: Job, notes: tuple[str, ...]) -> Document | Failure:
    if len(cells) != len(columns):
        return job.failure(first, f"{len(columns)} columns expected, {len(cells)} found", ", ".join(cells[:5])[:200])
    return row_document(dict(zip(columns, cells, strict=True)), first, job, tuple(dict.fromkeys(notes)))
