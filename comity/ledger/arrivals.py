"""The register of downloads: for each data set, what was fetched last, from where, and the file as it came."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from comity.ledger.disk import write_whole
from comity.ledger.folder import Folder


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file fetched and added: its name, SHA-256 and size, what the server said of it (`etag`, `modified`), when.

    `fetched` is when its bytes came, `checked` when the publisher was asked last; both in UTC.
    """

    name: str
    record: str
    address: str
    file: str
    sha256: str
    size: int
    etag: str
    modified: str
    fetched: str
    checked: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder of one data set in `downloads/` of a ledger: the file held, the register, and what is arriving."""

    root: Path

    @classmethod
    def of(cls, folder: Folder, name: str) -> Shelf:
        """The shelf of a data set."""
        return cls(folder.downloads / name)

    @property
    def arriving(self) -> Path:
        return self.root / "arriving"

    @property
    def register(self) -> Path:
        return self.root / "fetched.json"

    def last(self) -> Arrival | None:
        """What was fetched last, or None where nothing was or the register is damaged."""
        try:
            told = json.loads(self.register.read_bytes())
            return Arrival(**told)
        except (OSError, ValueError, TypeError):
            return None

    def keep(self, file: Path, arrival: Arrival) -> None:
        """Put a file that was added, and its entry, in the place of those before."""
        if file.parent != self.root:
            file.replace(self.root / file.name)
        write_whole(self.register, json.dumps(asdict(arrival), indent=1).encode())
        for other in (*self.root.iterdir(), *self.arriving.iterdir()):
            if other.is_file() and other not in (self.root / arrival.file, self.register):
                other.unlink(missing_ok=True)


def everything(folder: Folder) -> list[Arrival]:
    """What was fetched last of each data set, by name."""
    shelves = sorted(path for path in folder.downloads.glob("*") if path.is_dir())
    return [arrival for path in shelves if (arrival := Shelf(path).last())]
