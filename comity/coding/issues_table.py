"""The table of matters in dispute: its rows, checked, and a user's rows laid over them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from comity import actors
from comity.actors.tables import Row, read
from comity.coding.tables import checked
from comity.errors import UnknownActor, WrongFile

COLUMNS = ("id", "name", "aliases", "context", "parties", "stakes", "start", "end", "page", "note")
NEEDED = ("id", "name", "aliases", "start")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s]+")


@dataclass(frozen=True, slots=True)
class Issue:
    """A named matter in dispute between states.

    `aliases` are spellings in texts; one that begins with "~" also means other things and counts only in company (see
    `comity.coding.issues`). `context` is that company: words ("reunif*" stands for all that begin so) and actor ids.
    `parties` are ids of states and bodies; `sides` the same, those who stand together in one tuple. `stakes` says of some parties what they stand to win or lose. `start` and `end` are inclusive days; no end is open.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    parties: tuple[str, ...]
    stakes: tuple[tuple[str, str], ...]
    start: date
    end: date | None
    note: str = ""
    page: str = ""
    context: tuple[str, ...] = ()
    sides: tuple[tuple[str, ...], ...] = ()

    def began(self, day: date | None) -> bool:
        """Whether the matter was in dispute on the day, or had been before; always, where no day is known.

        >>> row = Issue("x", "X", (), (), (), date(2000, 1, 1), date(2001, 1, 1))
        >>> row.began(date(1999, 12, 31)), row.began(date(2010, 1, 1)), row.began(None)
        (False, True, True)
        """
        return day is None or self.start <= day

    def open(self, day: date | None) -> bool:
        """Whether it was in dispute on the day; without a day, whether it still is."""
        return self.began(day) and (self.end is None or (day is not None and day <= self.end))

    def stake(self, actor: str) -> str:
        """What an actor has at stake, "" where nothing is held of it.

        >>> shipped()["taiwan"].stake("CHN"), shipped()["taiwan"].stake("BRA")
        ('sovereignty', '')
        """
        return dict(self.stakes).get(actor, "")


@cache
def shipped() -> dict[str, Issue]:
    """Every row of comity/data/issues.tsv by id."""
    return _by_id(checked("issues.tsv", COLUMNS))


def merged(path: Path) -> dict[str, Issue]:
    """The shipped rows with those of a user's table over them; a row with an id we hold replaces ours.

    UnsafePath: no plain file. WrongFile: anything that is no such table, with file and line.
    """
    return {**shipped(), **_by_id(read(path, NEEDED))}


def _by_id(rows: Iterable[Row]) -> dict[str, Issue]:
    found: dict[str, Issue] = {}
    for row in rows:
        issue = _issue(row)
        if issue.id in found:
            raise WrongFile(
                f"the id {issue.id} stands twice", where=row.where, next_step="put its aliases into one row"
            )
        found[issue.id] = issue
    return found


def _issue(row: Row) -> Issue:
    id, spell = row.need("id"), row.spell()
    if not _ID.fullmatch(id):
        raise WrongFile(
            f"not an id: {id!r}", where=row.where, next_step="use small letters, digits and -, as in nord-stream-2"
        )
    if spell.start is None:
        raise WrongFile(
            "no start given", where=row.where, next_step="say since which day it is in dispute, as 1991-12-26"
        )
    sides = tuple(tuple(_known(part, row) for part in _parts(side, "+")) for side in _parts(row["parties"]))
    return Issue(
        id,
        row.need("name"),
        _aliases(row),
        tuple(dict.fromkeys(party for side in sides for party in side)),
        tuple(_stake(part, row) for part in _parts(row["stakes"])),
        spell.start,
        spell.end,
        row["note"],
        _page(row),
        _parts(row["context"]),
        sides,
    )  # fmt: skip


def _parts(cell: str, mark: str = "|") -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(mark) if part.strip())


def _aliases(row: Row) -> tuple[str, ...]:
    aliases = _parts(row.need("aliases"))
    for alias in aliases:
        if len(alias.removeprefix("~")) < 2 or not any(map(str.isalnum, alias)):
            raise WrongFile(f"too short an alias: {alias!r}", where=row.where, next_step="write two letters or more")
        if alias.startswith("~") and not (row["context"] or row["parties"]):
            raise WrongFile(
                f"the alias {alias!r} needs company and the row names none",
                where=row.where,
                next_step="fill the column context or parties, or take the ~ away",
            )
    return aliases


def _stake(part: str, row: Row) -> tuple[str, str]:
    id, mark, what = part.partition("=")
    if not mark or not what.strip():
        raise WrongFile(
            f"not a stake: {part!r}", where=row.where, next_step="write stakes as CHN=sovereignty|JPN=fishing"
        )
    return _known(id.strip(), row), what.strip()


def _known(id: str, row: Row) -> str:
    try:
        return actors.get(id).id
    except UnknownActor as error:
        raise WrongFile(
            f"no actor has the id {id!r}", where=row.where, next_step="use ids such as CHN or NATO"
        ) from error


def _page(row: Row) -> str:
    if row["page"] and not _ADDRESS.fullmatch(row["page"]):
        raise WrongFile(f"not an address: {row['page']!r}", where=row.where, next_step="write it from https:// on")
    return row["page"]
