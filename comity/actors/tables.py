"""Tab-separated tables with a header: the shipped ones and the reader's own, each row with its file and line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import UnsafePath, WrongFile

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

LARGEST = 32 * 1024 * 1024
"""Bytes beyond which a reader's list of actors is refused."""


@dataclass(frozen=True, slots=True)
class Spell:
    """A span of days, both ends inclusive; None is open.

    >>> Spell(date(1958, 2, 1), date(1961, 9, 28)).covers(date(1960, 1, 1))
    True
    """

    start: date | None = None
    end: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the day lies in the span."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


OPEN = Spell()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: cells by column name, empty where the line is short."""

    where: str
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    def need(self, column: str) -> str:
        """The cell; WrongFile where it is empty."""
        if not self[column]:
            raise WrongFile(f"no {column} given", where=self.where, next_step=f"fill the column {column}")
        return self[column]

    def spell(self) -> Spell:
        """The columns start and end."""
        spell = Spell(self._day("start"), self._day("end"))
        if spell.start and spell.end and spell.end < spell.start:
            raise WrongFile("end lies before start", where=self.where, next_step="swap or correct the two days")
        return spell

    def rough_spell(self) -> Spell:
        """The columns start and end where a month or a year may stand for a day: the span is then the widest."""
        return Spell(_first(self["start"], self.where), _last(self["end"], self.where))

    def spells(self, column: str) -> tuple[Spell, ...]:
        """Several spans in one cell, `from..to` each, separated by spaces."""
        pairs = (part.split("..") for part in self[column].split())
        return tuple(Spell(_day(first, self.where), _day(last, self.where)) for first, last in pairs)

    def _day(self, column: str) -> date | None:
        return _day(self[column], self.where)


def _first(text: str, where: str) -> date | None:
    return _day(text + {4: "-01-01", 7: "-01"}.get(len(text), ""), where)


def _last(text: str, where: str) -> date | None:
    if len(text) == 4:
        return _day(text + "-12-31", where)
    if len(text) != 7:
        return _day(text, where)
    first = _first(text, where)
    return first and (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


@cache
def _parsed(text: str) -> date:
    return date.fromisoformat(text)


def _day(text: str, where: str) -> date | None:
    if not text:
        return None
    try:
        return _parsed(text)
    except ValueError as error:
        raise WrongFile(f"not a day: {text!r}", where=where, next_step="write days as 1991-12-26") from error


def parse(text: str, where: str, required: Sequence[str]) -> Iterator[Row]:
    """Rows of a table. WrongFile where the header lacks a column or a line has too many cells."""
    lines = text.removeprefix("\ufeff").splitlines()
    if not lines:
        raise WrongFile("the file is empty", where=where, next_step=f"give a table with the columns {_list(required)}")
    header = [name.strip() for name in lines[0].split("\t")]
    missing = [name for name in required if name not in header]
    if missing:
        raise WrongFile(
            f"missing columns {_list(missing)}; found {_list(header)}",
            where=f"{where}, line 1",
            next_step=f"give a tab-separated table with the columns {_list(required)}",
        )
    return _rows(lines, header, where)


def _rows(lines: list[str], header: list[str], where: str) -> Iterator[Row]:
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        cells = line.split("\t")
        place = f"{where}, line {number}"
        if len(cells) > len(header):
            raise WrongFile(
                f"{len(cells)} cells under {len(header)} columns", where=place, next_step="remove the surplus tabs"
            )
        yield Row(place, dict(zip(header, cells, strict=False)))


def shipped(pattern: str, required: Sequence[str]) -> Iterator[Row]:
    """Rows of every table in comity/data/actors whose name matches; none where there is no such table."""
    for table in _tables():
        if Path(table.name).match(pattern):
            yield from parse(table.read_text(encoding="utf-8"), table.name, required)


@cache
def _tables() -> tuple[Traversable, ...]:
    from importlib.resources import files

    folder = files("comity.data") / "actors"
    return tuple(sorted(folder.iterdir(), key=lambda table: table.name))


def read(path: Path, required: Sequence[str]) -> list[Row]:
    """Rows of the reader's own table.

    UnsafePath: no plain file, or too large. WrongFile: not UTF-8, not a table, a column missing.
    """
    if not path.is_file():
        kind = "a directory" if path.is_dir() else "no such file" if not path.exists() else "not a plain file"
        raise UnsafePath(kind, where=str(path), next_step="name a tab-separated file")
    if path.stat().st_size > LARGEST:
        raise UnsafePath(f"larger than {LARGEST} bytes", where=str(path), next_step="split the list")
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise WrongFile("not UTF-8", where=f"{path}, line {line}", next_step="save the file as UTF-8") from error
    rows = list(parse(text, str(path), required))
    if not rows:
        raise WrongFile("a header and no rows", where=str(path), next_step="add a row for each actor")
    return rows


def _list(names: Sequence[str]) -> str:
    return ", ".join(names)
