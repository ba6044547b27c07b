"""The tables that ship in comity/data, read once; lines that begin with # are remarks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from comity.actors.tables import Row, parse


def uncommented(text: str) -> str:
    """The text without its remarks."""
    return "\n".join(line for line in text.splitlines() if not line.startswith("#"))


def checked(name: str, columns: tuple[str, ...]) -> Iterator[Row]:
    """Rows of a table whose cells are asked for by name and checked. WrongFile where a column is missing.

    >>> next(checked("island_states.tsv", ("id",)))["id"]
    'AUS'
    """
    text = (files("comity.data") / name).read_text(encoding="utf-8")
    return parse(uncommented(text), name, columns)


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Rows of a table as plain dictionaries.

    >>> rows("speakers.tsv")[0]["kind"]
    'official'
    """
    text = uncommented((files("comity.data") / name).read_text(encoding="utf-8"))
    lines = [line.split("\t") for line in text.splitlines() if line.strip()]
    return tuple(dict(zip(lines[0], line, strict=False)) for line in lines[1:])
