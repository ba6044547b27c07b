"""States: when they existed, when they sat at the UN, what came before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from comity.actors.tables import Row, Spell, shipped
from comity.schema import Actor

COLUMNS = (
    "id",
    "name",
    "official",
    "start",
    "end",
    "absent",
    "within",
    "predecessors",
    "continues",
    "under",
    "un_seat",
    "note",
)


@dataclass(frozen=True, slots=True)
class State:
    """One row of states.tsv.

    `absent` are spans inside its life in which it did not exist (Syria in the United
    Arab Republic), `within` the state it was then part of. `predecessors` are ids it succeeded; `continues` the one whose
    record it carries on; `under` who held its territory before, where that state lived
    on. `seats` are its spans of UN membership: India, the Philippines, Ukraine and
    Belarus sat and voted before they were independent.
    """

    actor: Actor
    official: str
    absent: tuple[Spell, ...]
    within: str
    predecessors: tuple[str, ...]
    continues: str
    under: tuple[str, ...]
    seats: tuple[Spell, ...]

    def present(self, day: date) -> bool:
        """Whether it existed or held a UN seat on the day."""
        if any(gap.covers(day) for gap in self.absent):
            return False
        return self.actor.existed(day) or any(seat.covers(day) for seat in self.seats)

    def begins(self) -> date | None:
        """The first day on which it existed or sat; None is open."""
        starts = [self.actor.start, *(seat.start for seat in self.seats)]
        return None if self.actor.start is None else min(day for day in starts if day)


def heirs(id: str, states: Mapping[str, State], day: date) -> tuple[str, ...]:
    """Who stands in a state's place on a day after its end: the one that continues its record, else all successors."""
    after = [state for state in states.values() if id in state.predecessors]
    kept = [state for state in after if state.continues == id]
    ids: list[str] = []
    for state in kept or after:
        ids += [state.actor.id] if state.present(day) else heirs(state.actor.id, states, day)
    return tuple(dict.fromkeys(ids))


def read_states() -> dict[str, State]:
    """Every state since 1945 by id, in the order of COW."""
    return {row.need("id"): _state(row) for row in shipped("states.tsv", COLUMNS)}


def _state(row: Row) -> State:
    spell = row.spell()
    return State(
        actor=Actor(row.need("id"), "state", row.need("name"), spell.start, spell.end, row["note"]),
        official=row["official"],
        absent=row.spells("absent"),
        within=row["within"],
        predecessors=tuple(row["predecessors"].split()),
        continues=row["continues"],
        under=tuple(row["under"].split()),
        seats=row.spells("un_seat"),
    )
