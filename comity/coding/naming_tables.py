"""Names that are no state's though they carry one, groups that are no actors, and prefixes such as Sino-."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from comity.actors.tables import shipped


@dataclass(frozen=True, slots=True)
class Group:
    """One row of groups.tsv: an armed group, party, gang or private organisation that is no actor of `comity.actors`.

    `role` is a PLOVER sector code (REB, CRM, NGO, PTY); `homes` are the states it acts in.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    role: str
    homes: tuple[str, ...]


@cache
def carriers(sort: str) -> frozenset[str]:
    """Words of one sort of carriers.tsv.

    `name`: a name of something else as a whole. `tail`: behind a name it makes one. `stays`: behind a state's name it
    does not. `region`: a part of a federal state. `article`: means the actor only behind "the". `doubtful`: needs the
    actor named otherwise in the same text.

    >>> "South China Sea" in carriers("name"), "Times" in carriers("tail"), "Texas" in carriers("region")
    (True, True, True)
    """
    return frozenset(row.need("name") for row in shipped("carriers.tsv", ("name", "sort")) if row["sort"] == sort)


@cache
def context(sort: str) -> frozenset[str]:
    """Words around a name that tell what it is, in lower case.

    `opener`: opens a sentence and is no given name. `office`: a leader's title. `courtesy`: anybody's title. `other`: an office that no
    leader of the tables holds.
    `abstract`: what is had "in" a state that is no place there. `shouted`: in capitals before US, the pronoun.

    >>> "president" in context("office"), "judge" in context("courtesy")
    (True, True)
    """
    return frozenset(row.need("word") for row in shipped("context_words.tsv", ("word", "sort")) if row["sort"] == sort)


@cache
def groups() -> dict[str, Group]:
    """Every row of groups.tsv by id.

    >>> groups()["FARC"].role, groups()["FARC"].homes
    ('REB', ('COL',))
    """
    rows = shipped("groups.tsv", ("id", "name", "aliases", "role", "homes"))
    return {
        row.need("id"): Group(
            row["id"],
            row.need("name"),
            tuple(part for part in row["aliases"].split("|") if part),
            row.need("role"),
            tuple(row["homes"].split()),
        )
        for row in rows
    }


@cache
def usual() -> dict[str, str]:
    """The actor most often meant by a name of several, where the text does not say.

    >>> usual()["Korean"]
    'KOR'
    """
    return {row.need("name"): row.need("id") for row in shipped("usual.tsv", ("name", "id"))}


@cache
def prefixes() -> dict[str, str]:
    """Prefix and the state it stands for.

    >>> prefixes()["Sino"], prefixes()["Franco"]
    ('CHN', 'FRA')
    """
    return {row.need("prefix"): row.need("id") for row in shipped("prefixes.tsv", ("prefix", "id"))}
