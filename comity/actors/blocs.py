"""Blocs and who belonged to them on which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from comity.actors.names import Name
from comity.actors.tables import OPEN, Row, Spell, shipped
from comity.schema import Actor

COLUMNS = ("id", "name", "aliases", "kind", "start", "end", "note", "page")
MEMBERSHIP = ("bloc", "state", "start", "end", "status", "note", "page")


@dataclass(frozen=True, slots=True)
class Bloc:
    """One row of blocs.tsv; `page` is where the body states its members, or its own page where they are not listed."""

    actor: Actor
    aliases: tuple[str, ...]
    page: str


@dataclass(frozen=True, slots=True)
class Membership:
    """A state in a bloc from `start` to `end`, both inclusive, None while it lasts.

    `status` is "member" or what the body calls it otherwise (observer, partner, suspended).
    """

    bloc: str
    state: str
    start: date | None
    end: date | None
    status: str
    note: str
    page: str

    def lasts(self, day: date) -> bool:
        """Whether it held on the day."""
        return Spell(self.start, self.end).covers(day)


def read_blocs() -> dict[str, Bloc]:
    """Every bloc by id."""
    return {row.need("id"): _bloc(row) for row in shipped("blocs.tsv", COLUMNS)}


def _bloc(row: Row) -> Bloc:
    spell = row.spell()
    actor = Actor(row.need("id"), row["kind"] or "bloc", row.need("name"), spell.start, spell.end, row["note"])
    return Bloc(actor, tuple(part.strip() for part in row["aliases"].split("|") if part.strip()), row["page"])


def read_memberships() -> tuple[Membership, ...]:
    """Every membership spell, in the order of the table."""
    return tuple(_membership(row) for row in shipped("memberships.tsv", MEMBERSHIP))


def _membership(row: Row) -> Membership:
    spell = row.spell()
    status = row["status"] or "member"
    return Membership(row.need("bloc"), row.need("state"), spell.start, spell.end, status, row["note"], row["page"])


def bloc_names(bloc: Bloc) -> list[Name]:
    """Names of a bloc; aliases in capitals and its id are abbreviations, which count with their capitals."""
    spell = Spell(bloc.actor.start, bloc.actor.end)
    short = [bloc.actor.id] if "_" not in bloc.actor.id else []
    rows = [Name(bloc.actor.id, bloc.actor.name, "name", "", OPEN)]
    for alias in dict.fromkeys([*bloc.aliases, *short]):
        kind = "abbreviation" if alias == alias.upper() else "name"
        rows.append(Name(bloc.actor.id, alias, kind, "", spell))
    return rows
