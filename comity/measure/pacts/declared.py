"""Our own table of treaties and declared partnerships: the better-known ones, by name, with the page to check.

ATOP has no names and ends in 2018; this table names treaties and goes on. It is a selection: a dyad it does not list
may have signed something since.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from comity import actors
from comity.actors.tables import Row, shipped
from comity.errors import WrongFile
from comity.measure.pacts.bodies import shared_spells
from comity.measure.pacts.obligations import OBLIGATIONS

COLUMNS = ("id", "name", "kind", "parties", "signed", "in_force", "ended", "obligations", "note", "page")


BODIES = {
    "brussels-1948": "WEU",
    "nato-treaty-1949": "NATO",
    "warsaw-treaty-1955": "WARSAW_PACT",
    "csto-treaty-1992": "CSTO",
    "anzus-1951": "ANZUS",
    "gcc-joint-defence-2000": "GCC",
    "liptako-gourma-2023": "AES",
}
"""Treaties whose parties came and went: who is bound on a day is read from the memberships of the body."""


@dataclass(frozen=True, slots=True)
class Declared:
    """One row of comity/data/actors/treaties.tsv; `parties` are the first ones. `obligations` may be empty."""

    id: str
    name: str
    kind: str
    parties: frozenset[str]
    signed: date | None
    in_force: date | None
    ended: date | None
    obligations: tuple[str, ...]
    note: str
    page: str

    @property
    def start(self) -> date:
        """The day it took effect; of its signature where none is given."""
        day = self.in_force or self.signed
        if day is None:
            raise WrongFile(
                "neither signed nor in force", where=f"treaties.tsv, {self.id}", next_step="fill in one of them"
            )
        return day

    @property
    def is_treaty(self) -> bool:
        """Whether its obligations bind; those of a declaration are a pledge."""
        return self.kind != "declaration"

    @property
    def is_partnership(self) -> bool:
        """Whether it declares a friendship or partnership; a declaration does where its name says so."""
        return self.kind in ("partnership", "friendship") or "partnership" in self.name.lower()


@dataclass(frozen=True, slots=True)
class Bond:
    """A treaty of ours as it binds one dyad, from `start` to `end` (None: in force on the last day known)."""

    treaty: Declared
    start: date
    end: date | None

    @property
    def accession(self) -> date | None:
        """The day the later of the two joined, where the treaty was in force before; None where they began with it."""
        return self.start if self.treaty.id in BODIES and self.start > self.treaty.start else None

    def members(self, day: date) -> int | None:
        """Members on a day of the body the treaty has; None where it has none."""
        body = BODIES.get(self.treaty.id)
        return len(actors.members(body, day)) or None if body else None

    @property
    def n_parties(self) -> int:
        """Parties on the first day of the bond."""
        body = BODIES.get(self.treaty.id)
        return max(len(self.treaty.parties), len(actors.members(body, self.start)) if body else 0)


def declared(state1: str, state2: str) -> tuple[Bond, ...]:
    """What of ours binds or bound both states, or their predecessors, oldest first."""
    found = [bond for treaty in table() for bond in _bonds(treaty, state1, state2)]
    return tuple(sorted(found, key=lambda bond: (bond.start, bond.treaty.id)))


def _bonds(treaty: Declared, state1: str, state2: str) -> list[Bond]:
    if treaty.id not in BODIES:
        bound = all(treaty.parties & set(actors.lineage(state)) for state in (state1, state2))
        return [Bond(treaty, treaty.start, treaty.ended)] if bound else []
    shared = shared_spells(BODIES[treaty.id], state1, state2)
    return [Bond(treaty, max(start, treaty.start), _earlier(end, treaty.ended)) for start, end in shared]


def _earlier(one: date | None, two: date | None) -> date | None:
    return min((day for day in (one, two) if day), default=None)


@cache
def table() -> tuple[Declared, ...]:
    """Every row."""
    return tuple(_declared(row) for row in shipped("treaties.tsv", COLUMNS))


def by_id(id: str) -> Declared | None:
    """The row of that id."""
    return next((treaty for treaty in table() if treaty.id == id), None)


@cache
def known_to() -> date | None:
    """The newest day the table speaks of; it was not kept beyond."""
    days = [day for treaty in table() for day in (treaty.signed, treaty.in_force, treaty.ended) if day]
    return max(days, default=None)


def _declared(row: Row) -> Declared:
    signed, in_force, ended = (_day(row, column) for column in ("signed", "in_force", "ended"))
    owed = {_WORDS.get(word.lower(), word.lower()) for word in re.split(r"[|;,\s]+", row["obligations"]) if word}
    parties = frozenset(code for code in re.split(r"[|;,\s]+", row.need("parties")) if code)
    obligations = tuple(name for name in OBLIGATIONS if name in owed)
    return Declared(
        row.need("id"),
        row.need("name"),
        row["kind"],
        parties,
        signed,
        in_force,
        ended,
        obligations,
        row["note"],
        row["page"],
    )


_WORDS = {
    "defense": "defence",
    "offense": "offence",
    "neutral": "neutrality",
    "nonaggression": "non-aggression",
    "non_aggression": "non-aggression",
    "nonagg": "non-aggression",
    "consul": "consultation",
    "consult": "consultation",
}
"""Other spellings of an obligation, ATOP's among them."""


def _day(row: Row, column: str) -> date | None:
    try:
        return date.fromisoformat(row[column]) if row[column] else None
    except ValueError as error:
        raise WrongFile(f"not a day: {row[column]!r}", where=row.where, next_step="write days as 1991-12-26") from error
