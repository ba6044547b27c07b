"""One writer at a time. The kernel lets go of the lock when the writer ends, however it ends."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from comity.errors import LedgerError
from comity.ledger.disk import writing
from comity.ledger.folder import Folder

PATIENCE = 10.0
"""Seconds a second writer waits for the first."""

PAUSE = 0.05


@contextmanager
def only_writer(folder: Folder, patience: float | None = None) -> Iterator[None]:
    """Hold the ledger for writing; LedgerError when another writer keeps it longer than `patience` seconds."""
    with _alone(folder, folder.lock, "writer", PATIENCE if patience is None else patience):
        yield


@contextmanager
def only_coder(folder: Folder) -> Iterator[None]:
    """Be the one process that codes this ledger; LedgerError where another does."""
    with _alone(folder, folder.coding, "coder", 0.0):
        yield


@contextmanager
def only_fetcher(folder: Folder) -> Iterator[None]:
    """Be the one process that downloads into this ledger; LedgerError where another does."""
    with _alone(folder, folder.fetching, "sync", 0.0):
        yield


@contextmanager
def _alone(folder: Folder, path: Path, who: str, patience: float) -> Iterator[None]:
    with writing(folder.root):
        file = path.open("a+b")
    with file:
        _wait(folder, file, who, patience)
        file.truncate(0)
        file.write(str(os.getpid()).encode())
        file.flush()
        yield


def _wait(folder: Folder, file: IO[bytes], who: str, patience: float) -> None:
    deadline = time.monotonic() + patience
    while not _taken(file):
        if time.monotonic() >= deadline:
            file.seek(0)
            holder = file.read(20).decode(errors="replace") or "unknown"
            raise LedgerError(
                f"another {who} (process {holder}) is at work in this ledger",
                where=str(folder.root),
                next_step="wait until it has finished, then run the same command again; reading goes on meanwhile",
            )
        time.sleep(PAUSE)


def _taken(file: IO[bytes]) -> bool:
    try:
        import fcntl
    except ImportError:
        raise LedgerError(
            "this system has no flock, so a ledger can be read here but not written",
            next_step="write it on Linux, macOS or in WSL",
        ) from None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
