"""Where everything lies in a ledger's directory."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from comity.errors import LedgerError
from comity.ledger.disk import write_whole, writing
from comity.ledger.text_schemas import TEXT_SCHEMAS

FORMAT = 1
"""Rises when an older comity could no longer read what a newer one stores."""

KINDS = ("records", "items", "origins", "failures", *TEXT_SCHEMAS)


@dataclass(frozen=True)
class Folder:
    """The directory of one ledger.

    `ledger.json` marks it; `lock` is held by the one writer; `parts/<kind>/` holds rows
    named by their content; `files/` one manifest for each added file set; `published/` the
    file that readers open; `downloads/` what `sync` fetched; `tmp/` whatever is not finished.

    >>> Folder(Path("L")).part("items", "ab").as_posix()
    'L/parts/items/ab.parquet'
    """

    root: Path

    @property
    def marker(self) -> Path:
        return self.root / "ledger.json"

    @property
    def lock(self) -> Path:
        return self.root / "lock"

    @property
    def coding(self) -> Path:
        """Held by the one process that codes; it takes `lock` only to store what it has coded."""
        return self.root / "coding"

    @property
    def fetching(self) -> Path:
        """Held by the one process that downloads; it takes `lock` only to add what has come."""
        return self.root / "fetching"

    @property
    def downloads(self) -> Path:
        return self.root / "downloads"

    @property
    def files(self) -> Path:
        return self.root / "files"

    @property
    def tmp(self) -> Path:
        return self.root / "tmp"

    @property
    def database(self) -> Path:
        return self.root / "published" / "comity.duckdb"

    def parts(self, kind: str) -> Path:
        return self.root / "parts" / kind

    def part(self, kind: str, name: str) -> Path:
        return self.parts(kind) / f"{name}.parquet"

    def manifest(self, id: str) -> Path:
        return self.files / f"{id}.json"

    def require(self) -> None:
        """LedgerError unless the directory is a ledger this comity can read."""
        if not self.root.exists():
            raise LedgerError("there is no ledger here", where=str(self.root), next_step=FIRST_ADD)
        try:
            made = json.loads(self.marker.read_bytes())["comity_ledger"]
        except (OSError, ValueError, KeyError, TypeError):
            raise LedgerError("this is not a comity ledger", where=str(self.root), next_step=OTHER_PLACE) from None
        if not isinstance(made, int) or made > FORMAT:
            step = f"upgrade comity: the ledger has format {made}, this comity reads up to {FORMAT}"
            raise LedgerError("the ledger was made by a newer comity", where=str(self.root), next_step=step)

    def claim(self) -> None:
        """Make the directory where it is missing; LedgerError where it holds something that is not a ledger."""
        if set(str(self.root)) & _MISREAD:
            raise LedgerError("DuckDB misreads a path with ? or \\ in it", where=str(self.root), next_step=RENAME)
        with writing(self.root):
            self.root.mkdir(parents=True, exist_ok=True)
            foreign = [path.name for path in self.root.iterdir() if path.name not in _UNMARKED]
        if self.marker.exists() or foreign:
            self.require()

    def furnish(self) -> None:
        """Make what is missing inside; the writer's lock must be held."""
        with writing(self.root):
            if not self.marker.exists():
                write_whole(self.marker, json.dumps({"comity_ledger": FORMAT}).encode())
            for kind in KINDS:
                self.parts(kind).mkdir(parents=True, exist_ok=True)
            for directory in (self.files, self.tmp, self.database.parent):
                directory.mkdir(exist_ok=True)


FIRST_ADD = "comity add PATH, or comity add --record un_votes PATH, makes one"
OTHER_PLACE = "name the directory of a ledger, or a new or empty one for comity add to fill"
RENAME = "keep the ledger under a directory without these characters in its name"

_MISREAD = {"?", "\\"}

_UNMARKED = {"lock", "ledger.json.new"}
"""What a first add that was killed at once may leave."""
