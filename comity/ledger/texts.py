"""Adding documents: read one by one, stored in shards, each held for good once its manifest stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from comity.errors import Refused, UnsafePath
from comity.ledger import manifest as manifests
from comity.ledger.folder import Folder
from comity.ledger.holding import DOCUMENTS, Holding
from comity.ledger.lock import only_writer
from comity.ledger.manifest import HeldFile, Manifest
from comity.ledger.staging import stage
from comity.ledger.text_rows import document_row
from comity.schema import Document, Failure

Progress = Callable[[int, int | None], None]

SHARD = 2_000
ROOM = 16 << 20
"""Documents and characters of one shard, the most held in memory."""

PATIENCE = 120.0
"""Seconds a finished shard waits for another writer."""

SHOWN = 5


@dataclass
class Taken:
    """What an add of documents stored: `n_held` were held already; `languages` counts the new ones, "" where unknown.

    `failures` are the first few of `n_failures` new ones; all are in the table `failures`. `notes` counts repairs.
    """

    n_documents: int = 0
    n_held: int = 0
    n_failures: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)


@dataclass
class _Shard:
    documents: dict[str, Document] = field(default_factory=dict)
    failures: dict[Failure, None] = field(default_factory=dict)
    characters: int = 0

    def full(self) -> bool:
        return len(self.documents) >= SHARD or self.characters >= ROOM or len(self.failures) >= 10 * SHARD


def add_documents(
    folder: Folder, places: Sequence[str], mapping: Mapping[str, str] | None = None, progress: Progress | None = None
) -> Taken:
    """Read documents from files, folders, addresses or "-" into the ledger; what is held already changes nothing.

    What cannot be read becomes a row of `failures` with its place and reason. A run that is killed keeps all shards
    stored so far; the same command again adds the rest.

    Raises:
        UnsafePath, Refused: a path that is no plain file or folder, or a mapping of an unknown field; nothing is stored.
        LedgerError: the directory is no ledger, or cannot be written.
    """
    taken = Taken()
    found = _everything(places, mapping, taken)
    folder.claim()
    with only_writer(folder):
        folder.furnish()
    holding = Holding(folder)
    holding.refresh()
    shard = _Shard()
    for number, one in enumerate(found, 1):
        _sort_in(one, shard, holding, taken)
        if shard.full():
            _store(folder, shard, holding, places, taken)
            shard = _Shard()
        if progress:
            progress(number, None)
    _store(folder, shard, holding, places, taken)
    return taken


def _everything(places: Sequence[str], mapping: Mapping[str, str] | None, taken: Taken) -> Iterator[Document | Failure]:
    """The readers of all places; files are looked at before the first is read, addresses only in their turn."""
    from comity.intake.documents import Note, read
    from comity.intake.documents.columns import Columns

    def heard(note: Note) -> None:
        taken.notes[note.what.lstrip("0123456789 ")] += 1

    Columns.of(mapping)
    opened = [None if "://" in place else read(place, mapping, heard) for place in dict.fromkeys(places)]

    def fetched(url: str) -> Iterator[Document | Failure]:
        from comity.intake.documents.fetch import read_url

        try:
            yield from read_url(url, mapping, heard)
        except (UnsafePath, Refused) as error:
            yield Failure(url, 0, error.what)

    def chained() -> Iterator[Document | Failure]:
        for place, reader in zip(dict.fromkeys(places), opened, strict=True):
            yield from fetched(place) if reader is None else reader

    return chained()


def _sort_in(one: Document | Failure, shard: _Shard, holding: Holding, taken: Taken) -> None:
    if isinstance(one, Failure):
        if one not in holding.failures:
            shard.failures[one] = None
        return
    held = holding.content.get(one.id)
    waiting = shard.documents.get(one.id)
    if held is None and waiting is None:
        shard.documents[one.id] = one
        shard.characters += len(one.text)
        return
    taken.n_held += 1
    content = Document.named(one.text, published=one.published, title=one.title).id
    if (held or document_row(waiting)["content"]) != content:  # type: ignore[arg-type]
        other = Failure(one.id, 0, "another text is held under this id", one.text[:200])
        if other not in holding.failures:
            shard.failures[other] = None


def _store(folder: Folder, shard: _Shard, holding: Holding, places: Sequence[str], taken: Taken) -> None:
    """Store a shard without what others stored in the meantime."""
    with only_writer(folder, PATIENCE):
        holding.refresh()
        new = [document for id, document in shard.documents.items() if id not in holding.content]
        failures = [failure for failure in shard.failures if failure not in holding.failures]
        taken.n_held += len(shard.documents) - len(new)
        if new or failures:
            manifest = _written(folder, new, failures, places)
            holding.take(manifest, {d.id: document_row(d)["content"] for d in new}, set(failures))
    taken.n_documents += len(new)
    taken.n_failures += len(failures)
    taken.languages.update(document.lang or "" for document in new)
    taken.failures.extend(failures[: SHOWN - len(taken.failures)])


def _written(folder: Folder, new: Sequence[Document], failures: Sequence[Failure], places: Sequence[str]) -> Manifest:
    with stage(folder) as desk:
        for document in new:
            desk.take_text("documents", document_row(document))
        desk.take(failures)
        parts = desk.shelve()
    more = f" and {len(places) - 1:,} more" if len(places) > 1 else ""
    name = Path(places[0]).name if "://" not in places[0] else places[0]
    content = next((part.name for part in parts if part.kind == "documents"), parts[0].name)
    files = (HeldFile((name or places[0]) + more, content, sum(len(document.text) for document in new)),)
    manifest = Manifest(
        id=manifests.fingerprint(files, DOCUMENTS, "1"),
        record=DOCUMENTS,
        version="1",
        files=files,
        added=datetime.now(UTC).isoformat(timespec="microseconds"),
        parts=parts,
        failures=tuple(failures[:SHOWN]),
    )
    manifest.write(folder)
    return manifest
