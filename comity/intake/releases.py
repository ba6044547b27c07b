"""Where the newest release of each public data set is had: the table `sync.tsv`, and listings of files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from comity.errors import Refused

_LISTED = re.compile(r"(\d{1,15}) ([0-9a-f]{32}) (https?://\S+)")


@dataclass(frozen=True, slots=True)
class Release:
    """One row of the table.

    `record` is the adapter that reads it. `direct` is "file" where `address` is the data
    itself, "listing" where it lists files of which the newest is taken, and "no" where
    `page` needs a click, a form or a registration. `member` is the pattern of the table's
    name inside a zip, or of a file in a listing. `files` says which files are expected,
    and of "file" under what name the table is kept.
    """

    name: str
    record: str
    direct: str
    address: str
    member: str
    page: str
    files: str
    licence: str
    note: str

    @property
    def unasked(self) -> bool:
        """Whether a sync of everything takes it: each file of a listing is new data, so it must be named."""
        return self.direct == "file"


@dataclass(frozen=True, slots=True)
class Listed:
    """A file in a listing, with the MD5 that is given for it."""

    url: str
    md5: str

    @property
    def name(self) -> str:
        return PurePosixPath(urlsplit(self.url).path).name


@cache
def releases() -> dict[str, Release]:
    """All rows by name.

    >>> releases()["world_bank_gdp"].direct, releases()["atop"].direct
    ('file', 'no')
    """
    text = (files("comity.data") / "sync.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    names = [field.name for field in fields(Release)]
    if lines[0] != names or any(len(line) != len(names) for line in lines):
        raise Refused("the table of releases is damaged", where="sync.tsv", next_step="install comity again")
    return {line[0]: Release(*line) for line in lines[1:]}


def chosen(names: Sequence[str]) -> list[Release]:
    """The rows of these names, or of these records; all rows where none is named.

    Raises:
        Refused: a name that is neither.
    """
    table = releases()
    found: dict[str, Release] = {}
    for name in names:
        rows = [row for row in table.values() if name in (row.name, row.record)]
        if not rows:
            near = get_close_matches(name, table, 3)
            step = f"did you mean {' or '.join(near)}?" if near else f"use {', '.join(sorted(table))}"
            raise Refused(f"no data set is called {name!r}", where="comity sync", next_step=step)
        found |= {row.name: row for row in rows}
    return list(found.values() if names else table.values())


def newest(listing: str, pattern: str) -> Listed | None:
    """The file of the greatest name that fits, of a listing with `size md5 address` a line, as GDELT's.

    >>> lines = "9 0123456789abcdef0123456789abcdef http://x.test/20191024143000.export.CSV.zip"
    >>> newest(lines, "*.export.CSV.zip").name
    '20191024143000.export.CSV.zip'
    """
    rows = [found for line in listing.splitlines() if (found := _LISTED.fullmatch(line.strip()))]
    listed = [Listed(found[3], found[2]) for found in rows]
    fitting = [one for one in listed if re.fullmatch(r"[\w.-]{1,100}", one.name) and fnmatchcase(one.name, pattern)]
    return max(fitting, key=lambda one: one.name, default=None)
