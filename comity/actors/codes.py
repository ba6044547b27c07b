"""Numbers and printed names that other data sets use for states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from comity.actors.spelling import normal
from comity.actors.states import State
from comity.actors.tables import Row, Spell, shipped

COLUMNS = ("id", "system", "code", "start", "end")
SYSTEMS = ("iso3", "iso2", "iso3n", "cow", "gw", "un", "voeten")
NAMED = frozenset({"un", "voeten"})
"""Systems of printed names: matched without regard to case and marks, and on any day on which one state bears them."""


@dataclass(frozen=True, slots=True)
class Code:
    """One row of codes.tsv: what a system called a state, and from when to when."""

    id: str
    system: str
    code: str
    spell: Spell

    def applies(self, state: State, day: date) -> bool:
        """Whether it named the state on the day: its own days where the row gives both, else the state's life."""
        whole = self.spell.start is not None and self.spell.end is not None
        return self.spell.covers(day) and (whole or state.present(day))


class CodeBook:
    """Codes by state and states by code."""

    def __init__(self, rows: Iterable[Code], states: Mapping[str, State]) -> None:
        self._states = states
        self._by_state: dict[tuple[str, str], list[Code]] = {}
        self._by_code: dict[tuple[str, str], list[Code]] = {}
        for row in rows:
            self._by_state.setdefault((row.id, row.system), []).append(row)
            self._by_code.setdefault((row.system, key(row.system, row.code)), []).append(row)

    def named(self, system: str, code: str) -> list[Code]:
        """Every row of the system with this code, whatever the day."""
        return self._by_code.get((system, key(system, code)), [])

    def holders(self, system: str, code: str, day: date) -> tuple[str, ...]:
        """Ids of the states that bore the code on the day; of printed names also those that bore it at another time."""
        rows = self.named(system, code)
        found = [row.id for row in rows if row.applies(self._states[row.id], day)]
        if not found and system in NAMED:
            found = [row.id for row in rows if self._states[row.id].present(day)]
        return tuple(dict.fromkeys(found))

    def code(self, id: str, system: str, day: date) -> str | None:
        """The code in force on the day; the row that stands first where several do."""
        rows = self._by_state.get((id, system), [])
        return next((row.code for row in rows if row.applies(self._states[id], day)), None)


def key(system: str, code: str) -> str:
    """How a code is looked up: printed names by their letters, numbers without leading zeros, letters in capitals.

    >>> key("iso3n", "008"), key("cow", "2"), key("iso2", "ru"), key("un", "CÔTE D’IVOIRE")
    ('8', '2', 'RU', 'cote divoire')
    """
    if system in NAMED:
        return normal(code)
    code = code.strip().upper()
    return code.lstrip("0") if code.isdecimal() else code


def read_codes() -> tuple[Code, ...]:
    """Every row of codes.tsv."""
    return tuple(_code(row) for row in shipped("codes.tsv", COLUMNS))


def _code(row: Row) -> Code:
    return Code(row.need("id"), row.need("system"), row.need("code"), row.spell())
