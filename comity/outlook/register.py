"""The register of forecasts: one line of JSON each, only ever added to, every line holding the hash of the one before.

A line is a forecast of comity's, one quoted from a person, a score or a judgement. Changing or taking out a line breaks the chain of
hashes after it, which reading says.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from comity.errors import LedgerError, Refused

NAME = "forecasts.jsonl"
"""The register's name in the folder of a ledger."""

KINDS = ("forecast", "quoted", "score", "judgement")
START = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: `id` named by content, `kind`, the moment it was `made` (UTC), what it says, and the hash of the line before."""

    id: str
    kind: str
    made: str
    says: Mapping[str, Any]
    before: str

    @property
    def line(self) -> str:
        """As it stands in the file."""
        row = {"id": self.id, "kind": self.kind, "made": self.made, "says": self.says, "before": self.before}
        return json.dumps(row, ensure_ascii=False, sort_keys=True)


class Register:
    """A register file; it need not exist to be read.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     register = Register(Path(folder) / "forecasts.jsonl")
    ...     added = register.add([("forecast", {"target": "overall", "year": 2030})])
    ...     again = register.add([("forecast", {"target": "overall", "year": 2030})])
    ...     len(added), len(again), len(register.entries())
    (1, 0, 1)
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def entries(self) -> tuple[Entry, ...]:
        """All lines in order. LedgerError where a line was changed, taken out or is no line of a register."""
        if not self.path.is_file():
            return ()
        with self.path.open(encoding="utf-8") as file:
            return tuple(self._read(file))

    def of(self, kind: str) -> tuple[Entry, ...]:
        """The lines of one kind."""
        return tuple(entry for entry in self.entries() if entry.kind == kind)

    def get(self, id: str) -> Entry:
        """The line of an id, or of the beginning of one. Refused where none or several answer."""
        found = [entry for entry in self.entries() if entry.id.startswith(id)] if id else []
        if len(found) != 1:
            what = "no forecast" if not found else "several forecasts"
            raise Refused(f"{what} with this id", where=id, next_step="take an id that comity score lists")
        return found[0]

    def add(self, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> tuple[Entry, ...]:
        """Add lines (kind, what it says) at the end, but for those already there word for word; the lines added.

        LedgerError where the file was changed or cannot be written.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with _alone(self.path) as file:
            held = tuple(self._read(file))
            known, before = {entry.id for entry in held}, _hash(held[-1].line) if held else START
            made = datetime.now(UTC).isoformat(timespec="seconds")
            added: list[Entry] = []
            for kind, says in rows:
                entry = Entry(_id(kind, says), _known(kind), made, says, before)
                if entry.id in known:
                    continue
                known.add(entry.id)
                before = _hash(entry.line)
                added.append(entry)
            file.write("".join(f"{entry.line}\n" for entry in added))
        return tuple(added)

    def _read(self, file: IO[str]) -> Iterator[Entry]:
        before = START
        for number, line in enumerate(file, start=1):
            try:
                entry = Entry(**json.loads(line))
            except (ValueError, TypeError) as error:
                raise LedgerError(
                    "not a line of a register", where=f"{self.path}:{number}", next_step="restore the file from a copy"
                ) from error
            if entry.before != before or entry.id != _id(entry.kind, entry.says):
                raise LedgerError(
                    "the register was changed: a line does not follow from the one before",
                    where=f"{self.path}:{number}",
                    next_step="restore the file from a copy",
                )
            before = _hash(entry.line)
            yield entry


def _id(kind: str, says: Mapping[str, Any]) -> str:
    return kind[0] + _hash(json.dumps([kind, says], ensure_ascii=False, sort_keys=True))[:15]


def _known(kind: str) -> str:
    if kind not in KINDS:
        raise Refused(f"no kind of line {kind!r}", next_step=f"choose {', '.join(KINDS)}")
    return kind


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()


@contextmanager
def _alone(path: Path) -> Iterator[IO[str]]:
    """The file, read from its start and written at its end, to be written by one process at a time."""
    import os

    try:
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise LedgerError(f"the register cannot be written: {error.strerror}", where=str(path)) from error
    with file:
        try:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        except ImportError:
            pass
        file.seek(0)
        yield file
        file.flush()
        os.fsync(file.fileno())


def register_at(ledger: Path | None, path: Path | None) -> Register:
    """The register named, else that of the ledger, else one in the working folder."""
    if path is not None:
        return Register(path / NAME if path.is_dir() else path)
    return Register((ledger or Path()) / NAME)
