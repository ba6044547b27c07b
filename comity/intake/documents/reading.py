"""One door for all documents: a file, a folder of files, or standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from comity.errors import Refused, UnsafePath
from comity.intake.documents import feeds, kinds, lines, page, plain, tables, warc
from comity.intake.documents.columns import Columns
from comity.intake.documents.job import Job, Note
from comity.intake.documents.source import Source, from_file, from_stream
from comity.intake.files import refuse_irregular
from comity.schema import Document, Failure

STDIN = "-"

_READERS: dict[str, Callable[[Source, Job], Iterator[Document | Failure]]] = {
    "text": plain.documents,
    "html": page.documents,
    "feed": feeds.documents,
    "jsonl": lines.documents,
    "json": lines.whole,
    "table": tables.documents,
    "warc": warc.documents,
}


def read(
    path: Path | str, mapping: Mapping[str, str] | None = None, on_note: Callable[[Note], None] | None = None
) -> Iterator[Document | Failure]:
    """Documents of a file, of all files in a folder, or of standard input ("-"), in order, one at a time.

    Text, HTML, JSONL, JSON, CSV, Parquet, WARC, WET, RSS and Atom are told apart by
    content, plain or gzip. What cannot be read comes as a Failure with its place and
    reason, never as an exception; in a folder, reading goes on with the next file.

    Args:
        path: file, folder (hidden files and links out of it are left out), or "-".
        mapping: field of Document to column name, for rows; usual names are found without it.
        on_note: called for every repair made (encoding, invisible characters) and every value left open.

    Raises:
        UnsafePath: nothing there, no plain file or folder, or not readable.
        Refused: the mapping names a field documents do not have.

    >>> from tempfile import mkdtemp
    >>> note = Path(mkdtemp()) / "note.txt"
    >>> _ = note.write_text("The two ministers met in Geneva on Monday.")
    >>> [(document.lang, document.text[-10:]) for document in read(note)]
    [('en', 'on Monday.')]
    """
    job = Job(str(path), Columns.of(mapping))
    if on_note is not None:
        job = Job(str(path), job.columns, on_note)
    if str(path) == STDIN:
        return dispatch(from_stream(sys.stdin.buffer, STDIN), job)
    path = Path(path)
    if "\0" not in str(path) and path.is_dir():
        return _folder(path, job)
    refuse_irregular(path, None)
    return _file(path, job)


def dispatch(source: Source, job: Job, name: str = "") -> Iterator[Document | Failure]:
    """Read a stream as what its beginning shows it to be."""
    kind = kinds.kind_of(source.peek(kinds.HEAD), job.columns, name)
    if kind.name in _READERS:
        yield from _READERS[kind.name](source, job)
    elif kind.name == "parquet":
        yield job.failure(0, "Parquet is read from a file only: save it unpacked and add that")
    else:
        yield job.failure(0, source.broken or kind.problem)


def _file(path: Path, job: Job) -> Iterator[Document | Failure]:
    try:
        with path.open("rb") as stream:
            parquet = stream.read(4) == b"PAR1"
        if parquet:
            yield from tables.parquet(path, job)
        else:
            with path.open("rb", buffering=0) as raw:
                yield from dispatch(from_file(raw, path), job, path.name)
    except OSError as error:
        yield job.failure(0, f"cannot be read: {error.strerror}")


def _folder(root: Path, job: Job) -> Iterator[Document | Failure]:
    empty = True
    for folder, names, files in os.walk(root):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted(file for file in files if not file.startswith(".")):
            empty = False
            yield from _member(Path(folder, name), root, job)
    if empty:
        yield job.failure(0, "a folder without files")


def _member(path: Path, root: Path, job: Job) -> Iterator[Document | Failure]:
    here = job.at(str(path))
    try:
        refuse_irregular(path, root)
    except (UnsafePath, Refused) as error:
        yield here.failure(0, error.what)
        return
    yield from _file(path, here)
