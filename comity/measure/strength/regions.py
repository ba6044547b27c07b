"""Regions: named groups of third states with dated members, our own table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from comity import actors
from comity.actors.tables import Spell, parse
from comity.errors import ComityError

COLUMNS = ("region", "name", "state", "start", "end", "note")


@dataclass(frozen=True, slots=True)
class Member:
    """A state in a region; the span is open where its own life bounds it."""

    state: str
    spell: Spell
    note: str = ""

    def in_year(self, year: int) -> bool:
        """Whether it belongs on some day of the year."""
        start, end = self.spell.start or date.min, self.spell.end or date.max
        return start.year <= year <= end.year


@dataclass(frozen=True, slots=True)
class Region:
    """`id` as in the table, or the ids of a reader's own states joined by +."""

    id: str
    name: str
    members: tuple[Member, ...]


@cache
def regions() -> dict[str, Region]:
    """Every shipped region by id.

    >>> [member.state for member in regions()["CENTRAL_ASIA"].members]
    ['KAZ', 'KGZ', 'TJK', 'TKM', 'UZB']
    """
    from importlib.resources import files

    text = (files("comity.data") / "regions.tsv").read_text(encoding="utf-8")
    found: dict[str, Region] = {}
    for row in parse(text, "regions.tsv", COLUMNS):
        id, member = row.need("region"), Member(row.need("state"), row.spell(), row["note"])
        before = found.get(id, Region(id, row.need("name"), ()))
        found[id] = Region(id, before.name, (*before.members, member))
    return found


def region(which: str | Sequence[str]) -> Region:
    """A shipped region by id, or a reader's own states. ComityError for an unknown id or no state.

    >>> region("GULF").name, region(["KAZ", "UZB"]).id, region("KAZ+UZB").id
    ('Gulf', 'KAZ+UZB', 'KAZ+UZB')
    """
    if isinstance(which, str) and which in regions():
        return regions()[which]
    states = which.split("+") if isinstance(which, str) else list(which)
    known = {state.id for state in actors.states()}
    wrong = [id for id in states if id not in known]
    if wrong or not states:
        raise ComityError(
            "no region or state of that name",
            where=wrong[0] if wrong else "",
            next_step=f"one of {', '.join(regions())}, or ids of states joined by +",
        )
    return Region("+".join(states), ", ".join(states), tuple(Member(id, Spell()) for id in states))
