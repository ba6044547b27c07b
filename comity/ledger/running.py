"""Coding what a ledger holds: shard by shard, each done for good once its manifest stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from itertools import islice
from pathlib import Path

from comity.ledger import manifest as manifests
from comity.ledger.coding import Coder
from comity.ledger.folder import Folder
from comity.ledger.holding import CODING, coded_by, documents
from comity.ledger.lock import only_coder, only_writer
from comity.ledger.manifest import HeldFile, Manifest
from comity.ledger.staging import stage
from comity.ledger.text_rows import coding_rows
from comity.ledger.texts import PATIENCE, SHOWN
from comity.ledger.workers import Make, codings
from comity.schema import Coding

Progress = Callable[[int, int], None]
"""Called with the documents done so far, stored or on their way to it, and the documents to do."""

SHARD = 500
ROWS = 200_000
"""Documents and rows of one shard, the most held in memory."""


@dataclass
class Coded:
    """What a run coded. `n_before` documents were coded already; `failures` counts reasons."""

    n_documents: int = 0
    n_events: int = 0
    n_statements: int = 0
    n_before: int = 0
    failures: Counter[str] = field(default_factory=Counter)


def coder_of(min_confidence: float | None, issues: Path | None = None) -> Coder:
    """The coder that comity ships; `issues` is a user's table laid over the shipped one."""
    from comity.coding.coder import Coder as Shipped

    return Shipped(min_confidence=min_confidence, issues=issues)


def version_of(min_confidence: float | None, issues: Path | None = None) -> str:
    """Names what codes, so that documents coded by another version are coded again: "0.1.0+2026.11.5f0c2a1b", "… from 0.7".

    >>> version_of(0.7).endswith(" from 0.7")
    True
    """
    from comity.coding.version import version

    own = f" with issues {sha256(issues.read_bytes()).hexdigest()[:8]}" if issues else ""
    return version() + own + ("" if min_confidence is None else f" from {min_confidence:g}")


def code(
    folder: Folder,
    workers: int = 1,
    min_confidence: float | None = None,
    limit: int | None = None,
    progress: Progress | None = None,
    make: Make | None = None,
    version: str | None = None,
    issues: Path | None = None,
) -> Coded:
    """Code the documents that this version of the coder has not coded yet, in the order in which they were added.

    A shard is done once it is stored: a run that is killed loses none and the next one goes on behind it. The rows are
    the same for any number of workers. `issues` is a user's table of matters in dispute; `make` and `version` name another coder than the shipped one.

    Raises:
        LedgerError: no ledger, another process codes it, or it cannot be written.
    """
    folder.require()
    make = make or partial(coder_of, min_confidence, issues)
    version = version or version_of(min_confidence, issues)
    with only_coder(folder):
        done = {document for document, coder in coded_by(folder).items() if coder == version}
        told = Coded(n_before=len(done))
        total = sum(1 for _ in islice(_ids(folder, done), limit))
        todo = islice(documents(folder, done), limit)
        if total:
            _run(folder, codings(todo, make, workers), version, total, told, progress)
    return told


def _ids(folder: Folder, done: set[str]) -> Iterator[str]:
    from comity.ledger.holding import Holding

    holding = Holding(folder)
    holding.refresh()
    return (id for id in holding.content if id not in done)


def _run(
    folder: Folder, found: Iterator[Coding], version: str, total: int, told: Coded, progress: Progress | None
) -> None:
    shard: list[Coding] = []
    rows = 0
    for seen, coding in enumerate(found, 1):
        shard.append(coding)
        rows += 1 + len(coding.sentences) + len(coding.events) + len(coding.statements)
        if len(shard) >= SHARD or rows >= ROWS:
            _store(folder, shard, version, told)
            shard, rows = [], 0
        if progress:
            progress(seen, total)
    if shard:
        _store(folder, shard, version, told)


def _store(folder: Folder, shard: list[Coding], version: str, told: Coded) -> None:
    with only_writer(folder, PATIENCE):
        folder.furnish()
        with stage(folder) as desk:
            for coding in shard:
                for kind, row in coding_rows(coding, version):
                    desk.take_text(kind, row)
                desk.take(coding.failures)
            parts = desk.shelve()
        files = (HeldFile(f"{len(shard):,} documents", _digest(coding.document for coding in shard), len(shard)),)
        Manifest(
            id=manifests.fingerprint(files, CODING, version),
            record=CODING,
            version=version,
            files=files,
            added=datetime.now(UTC).isoformat(timespec="microseconds"),
            parts=parts,
            failures=tuple(failure for coding in shard for failure in coding.failures)[:SHOWN],
        ).write(folder)
    told.n_documents += len(shard)
    told.n_events += sum(len(coding.events) for coding in shard)
    told.n_statements += sum(len(coding.statements) for coding in shard)
    told.failures.update(failure.reason for coding in shard for failure in coding.failures)


def _digest(ids: Iterable[str]) -> str:
    return sha256("\n".join(ids).encode("utf-8", "surrogatepass")).hexdigest()
