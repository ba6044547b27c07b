"""People known without an office of state: opposition leaders, rebels, dissidents, with the days on which they were that."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from comity.actors.tables import Spell
from comity.coding.tables import checked


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of figures.tsv. `state` is "" where a person acts in many; `role` is a sector code."""

    name: str
    state: str
    role: str
    spell: Spell


@cache
def figures() -> dict[str, tuple[Figure, ...]]:
    """Figures by full name and alias.

    >>> figures()["Navalny"][0].state, figures()["Navalny"][0].role
    ('RUS', 'OPP')
    """
    found: dict[str, tuple[Figure, ...]] = {}
    for row in checked("figures.tsv", ("name", "aliases", "state", "role", "start", "end", "note")):
        one = Figure(row.need("name"), row["state"], row.need("role"), row.spell())
        for name in (one.name, *(part for part in row["aliases"].split("|") if part)):
            found[name] = (*found.get(name, ()), one)
    return found
