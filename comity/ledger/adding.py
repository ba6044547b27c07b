"""Adding files of a public data set: read once, kept for good, the same however often it is run."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from comity.errors import Refused
from comity.intake import records
from comity.intake.records.base import Adapter, Reading
from comity.ledger import manifest as manifests
from comity.ledger.folder import Folder
from comity.ledger.lock import only_writer
from comity.ledger.manifest import HeldFile, Manifest
from comity.ledger.staging import Stage, stage
from comity.schema import Failure, Item, Record

Progress = Callable[[int, int | None], None]
"""Called with the rows read so far and the rows expected, None where that is not known."""

STEP = 10_000
SHOWN = 5


@dataclass(frozen=True)
class Added:
    """What an add stored, or what the ledger already held of the same bytes.

    `failures` are the first few of `n_failures`; all are in the table `failures`.
    `skipped` counts rows left out on purpose and `notes` rows read in spite of an
    oddity, both by reason.
    """

    file: str
    record: str
    n_records: int
    n_items: int
    n_failures: int
    skipped: dict[str, int]
    already_held: bool
    failures: tuple[Failure, ...] = ()
    notes: dict[str, int] = field(default_factory=dict)


def add(
    folder: Folder,
    paths: Sequence[Path],
    record: str,
    progress: Progress | None,
    columns: Mapping[str, str] | None = None,
) -> Added:
    """Read one data set into the ledger; nothing is stored unless all of it was read.

    `columns` is what a user says of a table of his own (record "dyads").

    Raises:
        Refused: no adapter of that name, columns it does not take, or a file of which no row could be read.
        WrongFile, UnsafePath: from the adapter, before any row.
        LedgerError: the directory is no ledger, is being written by another, or cannot be written.
    """
    adapter = _adapter(record)
    if columns:
        adapter = adapter.mapped(columns)
        record = adapter.name
    reading = _opened(adapter, paths)
    folder.claim()
    with only_writer(folder):
        folder.furnish()
        files = tuple(HeldFile.of(path) for path in reading.files)
        version = str(getattr(adapter, "version", "1"))
        held = manifests.find(folder, manifests.fingerprint(files, record, version))
        if held is not None and not held.damaged(folder):
            return _added(held, already_held=True)
        return _added(_store(folder, reading, files, record, version, progress), already_held=False)


def _store(
    folder: Folder, reading: Reading, files: tuple[HeldFile, ...], record: str, version: str, progress: Progress | None
) -> Manifest:
    failures: list[Failure] = []
    with stage(folder) as desk, _few_collections():
        desk.take([reading.origin])
        for rows in _chunks(reading, progress):
            desk.take(rows)
            if len(failures) < SHOWN:
                failures.extend(row for row in rows if isinstance(row, Failure))
        _refuse_unread(desk, reading, failures)
        _refuse_changed(reading, files)
        parts = desk.shelve()
    manifest = Manifest(
        id=manifests.fingerprint(files, record, version),
        record=record,
        version=version,
        files=files,
        added=datetime.now(UTC).isoformat(timespec="microseconds"),
        parts=parts,
        skipped=dict(reading.skipped),
        notes=dict(reading.notes),
        failures=tuple(failures[:SHOWN]),
    )
    manifest.write(folder)
    return manifest


def _chunks(reading: Reading, progress: Progress | None) -> Iterator[list[Record | Item | Failure]]:
    rows, done = iter(reading), 0
    try:
        while chunk := list(islice(rows, STEP)):
            done += len(chunk) - list(map(type, chunk)).count(Item)
            yield chunk
            if progress:
                progress(done, reading.total)
    except OSError as error:
        where = " + ".join(path.name for path in reading.files)
        raise Refused(
            f"the file could not be read to its end: {error}", where=where, next_step="fetch it again"
        ) from error


@contextmanager
def _few_collections() -> Iterator[None]:
    """Let Python look for cycles less often: a million new rows without one cost a third more otherwise."""
    before = gc.get_threshold()
    if before[0]:
        gc.set_threshold(max(50_000, before[0]), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _adapter(record: str) -> Adapter:
    try:
        return records.ADAPTERS[record]
    except KeyError:
        known = ", ".join(sorted(records.ADAPTERS))
        raise Refused(f"no kind of record is called {record!r}", where="record", next_step=f"use {known}") from None


def _opened(adapter: Adapter, paths: Sequence[Path]) -> Reading:
    try:
        return adapter.read(list(dict.fromkeys(paths)))
    except OSError as error:
        where = " + ".join(str(path) for path in paths)
        raise Refused(f"the file cannot be read: {error.strerror}", where=where, next_step="check the path") from error


def _refuse_unread(desk: Stage, reading: Reading, failures: list[Failure]) -> None:
    if desk.rows[Record] or desk.rows[Item]:
        return
    where = " + ".join(path.name for path in reading.files)
    if failures:
        first = failures[0]
        found = f", found {first.found!r}" if first.found else ""
        what = f"no row could be read: {desk.rows[Failure]:,} failed, the first at line {first.row}: {first.reason}"
        raise Refused(what + found, where=where, next_step="correct the file or fetch it again; nothing was stored")
    left_out = ", ".join(f"{count:,} {reason}" for reason, count in reading.skipped.items())
    what = f"nothing in it to keep: {left_out}" if left_out else "it holds no rows"
    raise Refused(what, where=where, next_step="choose another file; nothing was stored")


def _refuse_changed(reading: Reading, files: tuple[HeldFile, ...]) -> None:
    for path, before in zip(reading.files, files, strict=True):
        if HeldFile.of(path) != before:
            raise Refused(
                "the file changed while it was read", where=str(path), next_step="add it again when it is complete"
            )


def _added(manifest: Manifest, *, already_held: bool) -> Added:
    return Added(
        file=manifest.name,
        record=manifest.record,
        n_records=manifest.rows("records"),
        n_items=manifest.rows("items"),
        n_failures=manifest.rows("failures"),
        skipped=dict(manifest.skipped),
        already_held=already_held,
        failures=manifest.failures,
        notes=dict(manifest.notes),
    )
