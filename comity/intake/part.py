"""A download under way: the bytes that came so far, and what the server said they are part of."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO


@dataclass(frozen=True, slots=True)
class Stamp:
    """How a server names the state of a file: its ETag and its Last-Modified, '' where it gives none."""

    etag: str = ""
    modified: str = ""

    @property
    def if_changed(self) -> dict[str, str]:
        """Headers that ask for the file only if it is another one now."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in asked.items() if value}

    @property
    def exact(self) -> str:
        """What tells two states apart to the byte, or ''; a weak ETag does not.

        >>> Stamp('W/"1"', "Tue, 24 Nov 2026 10:00:00 GMT").exact, Stamp('"1"').exact
        ('Tue, 24 Nov 2026 10:00:00 GMT', '"1"')
        """
        return self.modified if self.etag.startswith("W/") or not self.etag else self.etag


@dataclass(frozen=True, slots=True)
class Part:
    """The file `path` that is being downloaded; beside it lies where it comes from and its stamp."""

    path: Path

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    def held(self, url: str) -> tuple[int, Stamp]:
        """The bytes that can be gone on from, 0 where none can, and the stamp of their file."""
        try:
            told = json.loads(self._note.read_bytes())
            stamp = Stamp(str(told["etag"]), str(told["modified"]))
            same = told["url"] == url
        except (OSError, ValueError, KeyError, TypeError):
            return 0, Stamp()
        return (self.size, stamp) if same and stamp.exact else (0, Stamp())

    def begin(self, url: str, stamp: Stamp) -> IO[bytes]:
        """Start at the first byte."""
        self.drop()
        self._note.write_text(json.dumps({"url": url, **asdict(stamp)}), encoding="utf-8")
        return self.path.open("wb")

    def go_on(self) -> IO[bytes]:
        """Start behind the last byte."""
        return self.path.open("ab")

    def drop(self) -> None:
        """Forget what came."""
        self.path.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)

    def finish(self, target: Path) -> Path:
        """The whole file under the name it is to have."""
        self.path.replace(target)
        self._note.unlink(missing_ok=True)
        return target

    @property
    def _note(self) -> Path:
        return self.path.with_name(self.path.name + ".json")
