"""What texts a ledger holds, read from its intact parts: ids, failures, and the documents one by one."""

from __future__ import annotations

from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any

from comity.ledger import manifest as manifests
from comity.ledger.engine import connect, quoted
from comity.ledger.folder import Folder
from comity.ledger.manifest import Manifest
from comity.schema import Document, Failure

DOCUMENTS, CODING, JUDGEMENTS = "documents", "coding", "judgements"
"""What the manifests of texts name as their record."""

_FIELDS = ("id", "publisher", "published", "title", "text", "url", "lang", "licence")


class Holding:
    """Ids of the documents held and the failures met in reading them; `refresh` brings in what others added since.

    `content` maps an id to the hash of its content, which is the id itself unless the user named the document.
    """

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._seen: set[str] = set()
        self.content: dict[str, str] = {}
        self.failures: set[Failure] = set()

    def refresh(self) -> None:
        """Read the manifests not read before. Parts that are damaged hold nothing."""
        for id in manifests.ids(self._folder):
            if id not in self._seen:
                self._seen.add(id)
                manifest = manifests.find(self._folder, id)
                if manifest is not None and manifest.record == DOCUMENTS and not manifest.damaged(self._folder):
                    self._read(manifest)

    def take(self, manifest: Manifest, documents: dict[str, str], failures: set[Failure]) -> None:
        """Hold what this process has just stored itself."""
        self._seen.add(manifest.id)
        self.content |= documents
        self.failures |= failures

    def _read(self, manifest: Manifest) -> None:
        for part in paths(self._folder, manifest, "documents"):
            for id, content in rows(part, "id, content"):
                self.content[id] = content
        for part in paths(self._folder, manifest, "failures"):
            self.failures |= {Failure(*row) for row in rows(part, 'place, "row", reason, found')}


def of_record(folder: Folder, record: str) -> list[Manifest]:
    """The intact manifests of a kind, oldest first."""
    held = [manifest for manifest in manifests.everything(folder)[0] if manifest.record == record]
    return sorted((m for m in held if not m.damaged(folder)), key=lambda m: (m.added, m.id))


def paths(folder: Folder, manifest: Manifest, kind: str) -> list[Path]:
    """The parts of a kind that a manifest names."""
    return [folder.part(kind, part.name) for part in manifest.parts if part.kind == kind]


def rows(part: Path, columns: str, step: int = 100) -> Iterator[tuple[Any, ...]]:
    """Rows of one part, a few in memory at a time."""
    with connect(threads=1) as connection:
        found = connection.execute(f"SELECT {columns} FROM read_parquet({quoted(part)})")
        while some := found.fetchmany(step):
            yield from some


def documents(folder: Folder, left_out: Container[str] = ()) -> Iterator[Document]:
    """The documents held in the order in which they were added, without those left out."""
    seen: set[str] = set()
    for manifest in of_record(folder, DOCUMENTS):
        for part in paths(folder, manifest, "documents"):
            for row in rows(part, ", ".join(_FIELDS)):
                document = Document(**dict(zip(_FIELDS, row, strict=True)))
                if document.id not in left_out and document.id not in seen:
                    seen.add(document.id)
                    yield document


def coded_by(folder: Folder) -> dict[str, str]:
    """The version of the coder that coded each document last."""
    newest: dict[str, str] = {}
    for manifest in of_record(folder, CODING):
        for part in paths(folder, manifest, "codings"):
            newest.update(rows(part, "document, coder"))
    return newest
