"""The manifest of an added file set: once it stands in its place, the add is done."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from comity.ledger.disk import digest, write_whole, writing
from comity.ledger.folder import Folder
from comity.schema import Failure


@dataclass(frozen=True)
class HeldFile:
    """One file of a set: its name without its directory, its SHA-256 and its size in bytes."""

    name: str
    sha256: str
    size: int

    @classmethod
    def of(cls, path: Path) -> HeldFile:
        """Name, digest and size of a file as it is now."""
        name = path.name.encode("utf-8", "backslashreplace").decode()
        return cls(name, digest(path), path.stat().st_size)


@dataclass(frozen=True)
class Part:
    """A Parquet file of rows, named by the SHA-256 of its bytes."""

    kind: str
    name: str
    rows: int

    def intact(self, folder: Folder) -> bool:
        """Whether the part is there and its bytes still have the digest that names it."""
        try:
            return digest(folder.part(self.kind, self.name)) == self.name
        except OSError:
            return False


@dataclass(frozen=True)
class Manifest:
    """What an add stored. `id` is the fingerprint of file bytes, adapter and adapter version."""

    id: str
    record: str
    version: str
    files: tuple[HeldFile, ...]
    added: str
    parts: tuple[Part, ...]
    skipped: dict[str, int] = field(default_factory=dict)
    notes: dict[str, int] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()

    @property
    def name(self) -> str:
        return " + ".join(file.name for file in self.files)

    @property
    def sha256(self) -> str:
        """Digest of the one file, or of the digests of several, whatever their order."""
        return content_digest(self.files)

    def rows(self, kind: str) -> int:
        return sum(part.rows for part in self.parts if part.kind == kind)

    def damaged(self, folder: Folder) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if not part.intact(folder))

    def write(self, folder: Folder) -> None:
        body = asdict(self)
        text = json.dumps({"check": _check(body), **body}, indent=1, sort_keys=True)
        with writing(folder.root):
            write_whole(folder.manifest(self.id), text.encode())


def content_digest(files: Sequence[HeldFile]) -> str:
    """The digest of one file, or of the sorted digests of several."""
    if len(files) == 1:
        return files[0].sha256
    return sha256(" ".join(sorted(file.sha256 for file in files)).encode()).hexdigest()


def fingerprint(files: Sequence[HeldFile], record: str, version: str) -> str:
    """Names an add: the same bytes read by the same adapter at the same version are the same add."""
    return sha256(f"{content_digest(files)}|{record}|{version}".encode()).hexdigest()[:32]


def find(folder: Folder, id: str) -> Manifest | None:
    """The manifest of that fingerprint, or None where there is none or it is damaged."""
    try:
        return _parse(folder.manifest(id).read_bytes())
    except (OSError, ValueError, KeyError, TypeError):
        return None


def everything(folder: Folder) -> tuple[list[Manifest], list[str]]:
    """All manifests in the order of their ids, and the names of those that are damaged."""
    whole: list[Manifest] = []
    damaged: list[str] = []
    for id in ids(folder):
        manifest = find(folder, id)
        if manifest is not None and manifest.id == id:
            whole.append(manifest)
        else:
            damaged.append(folder.manifest(id).name)
    return whole, damaged


def ids(folder: Folder) -> list[str]:
    """The fingerprints of all file sets added, sorted."""
    return sorted(path.stem for path in folder.files.glob("*.json"))


def superseded(manifests: Iterable[Manifest]) -> list[Manifest]:
    """Those whose same bytes were read again later by a newer version of the same adapter."""
    newest: dict[tuple[str, str], Manifest] = {}
    older: list[Manifest] = []
    for manifest in sorted(manifests, key=lambda manifest: (manifest.added, manifest.id)):
        before = newest.get((manifest.sha256, manifest.record))
        older.extend([before] if before else [])
        newest[manifest.sha256, manifest.record] = manifest
    return older


def _parse(content: bytes) -> Manifest:
    body: dict[str, Any] = json.loads(content)
    if body.pop("check") != _check(body):
        raise ValueError("the manifest does not match its own check")
    return Manifest(
        id=body["id"],
        record=body["record"],
        version=body["version"],
        files=tuple(HeldFile(**file) for file in body["files"]),
        added=body["added"],
        parts=tuple(Part(**part) for part in body["parts"]),
        skipped=body["skipped"],
        notes=body["notes"],
        failures=tuple(Failure(**failure) for failure in body["failures"]),
    )


def _check(body: dict[str, Any]) -> str:
    return sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:16]
