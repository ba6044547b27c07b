"""A reader's own list of actors, laid over the shipped ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from re import compile as pattern

from comity.actors.names import Name
from comity.actors.registry import Actors
from comity.actors.states import State
from comity.actors.tables import Row, read
from comity.errors import WrongFile
from comity.schema import Actor

COLUMNS = ("id", "kind", "name", "aliases", "start", "end", "note")
ID = pattern(r"[A-Z][A-Z0-9_]{1,31}")


def load_over(base: Actors, path: Path) -> Actors:
    """The base with the rows of the table over it."""
    states: dict[str, State] = {}
    others: dict[str, Actor] = {}
    names: list[Name] = []
    for row in read(path, COLUMNS):
        id = row.need("id")
        if not ID.fullmatch(id):
            raise WrongFile(f"not an id: {id!r}", where=row.where, next_step="use capitals, digits and _, as in XKX")
        if id in states or id in others:
            raise WrongFile(f"the id {id} stands twice", where=row.where, next_step="put its names into one row")
        actor = _actor(row, base, id)
        if actor.kind == "state":
            states[id] = _state(actor, base.state_rows)
        else:
            others[id] = actor
        names += _names(row, actor)
    return base.over(states, others, names)


def _actor(row: Row, base: Actors, id: str) -> Actor:
    """The row over the actor of the same id: what the row leaves empty stays as it was."""
    spell = row.spell()
    held = base.held(id)
    if held is None:
        return Actor(id, row.need("kind"), row.need("name"), spell.start, spell.end, row["note"])
    if row["kind"] and (row["kind"] == "state") != (held.kind == "state"):
        raise WrongFile(f"{id} is a {held.kind}, not a {row['kind']}", where=row.where, next_step="choose another id")
    return Actor(
        id,
        row["kind"] or held.kind,
        row["name"] or held.name,
        spell.start or held.start,
        spell.end or held.end,
        row["note"] or held.note,
    )


def _state(actor: Actor, held: Mapping[str, State]) -> State:
    if actor.id in held:
        return replace(held[actor.id], actor=actor)
    return State(actor, "", (), "", (), "", (), ())


def _names(row: Row, actor: Actor) -> list[Name]:
    spell = row.spell()
    aliases = [part.strip() for part in row["aliases"].split("|") if part.strip()]
    return [
        Name(actor.id, name, "abbreviation" if name == name.upper() and name.isalpha() else "name", "", spell)
        for name in dict.fromkeys([actor.name, *aliases])
    ]
