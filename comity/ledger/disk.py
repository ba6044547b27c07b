"""Files written whole or not at all, and the digests that name them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import duckdb

from comity.errors import LedgerError

CHUNK = 1 << 20


def digest(path: Path) -> str:
    """SHA-256 of the bytes of a file, 64 hexadecimal digits."""
    seen = sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            seen.update(chunk)
    return seen.hexdigest()


def sync(path: Path) -> None:
    """Hold until the file, or the names in the directory, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def move(source: Path, target: Path) -> None:
    """Put a finished file in its place in one step; a reader sees the old one or the new one, never a part."""
    sync(source)
    source.replace(target)
    sync(target.parent)


def write_whole(target: Path, content: bytes) -> None:
    """Write beside the target, then move into place."""
    beside = target.with_name(target.name + ".new")
    beside.write_bytes(content)
    move(beside, target)


@contextmanager
def writing(where: Path) -> Iterator[None]:
    """Turn a full disk, a read-only directory and their kin into a LedgerError that says so."""
    try:
        yield
    except (OSError, duckdb.Error) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error).splitlines()[0]
        raise LedgerError(
            f"the ledger could not be written: {reason}",
            where=str(where),
            next_step="see that the disk has room and the directory may be written, then run the same command again; "
            "nothing was stored in part",
        ) from error
