"""A ledger as a source: counts made on the spot from single votes, obligations from single treaty rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from comity.measure.fused import Fused
from comity.measure.kept.series import Kept
from comity.measure.pacts import atop
from comity.measure.pacts.obligations import Obligation
from comity.measure.shipped import ShippedRelease, stored_pairs
from comity.measure.votes.choices import DyadChoices, dyad_choices, ordered
from comity.measure.votes.panel import RollCalls, roll_calls
from comity.schema import Origin

if TYPE_CHECKING:
    from comity.ledger import Ledger


class HeldLedger:
    """Reads a ledger; what it does not hold comes from the shipped release, and `note` says which part."""

    kind = "ledger"

    def __init__(self, ledger: Ledger, shipped: ShippedRelease) -> None:
        self.ledger = ledger
        self.shipped = shipped

    @cached_property
    def calls(self) -> RollCalls:
        """Every General Assembly roll call held."""
        return roll_calls(self.ledger)

    @property
    def has_votes(self) -> bool:
        """Whether General Assembly votes are held."""
        return len(self.calls) > 0

    @cached_property
    def treaty_days(self) -> tuple[date, date] | None:
        """First and last day ATOP records held speak for, 1945 at the earliest."""
        days = self.ledger.arrays(_TREATY_DAYS)
        first, last = (days[name].astype("datetime64[D]").astype(object)[0] for name in ("first", "last"))
        return None if first is None else (max(first, FIRST_DAY), last)

    @property
    def has_treaties(self) -> bool:
        """Whether any ATOP record is held."""
        return self.treaty_days is not None

    @cached_property
    def parties(self) -> dict[str, int]:
        """Parties of each ATOP treaty."""
        return atop.n_parties(self.ledger)

    @property
    def made(self) -> date:
        files = self.ledger.arrays("SELECT max(added)::DATE AS day FROM files")["day"]
        day: date = files[0].astype("datetime64[D]").astype(date)
        return day

    @cached_property
    def fused(self) -> Fused:
        """The estimates made from this ledger, where `comity estimate` has made them, else the shipped ones."""
        own = Fused(self.ledger.path / ESTIMATES)
        return own if own.alignment.held else self.shipped.fused

    @cached_property
    def kept(self) -> Kept:
        """The series made from this ledger, where `comity estimate` has made them, else the shipped ones."""
        own = Kept(self.ledger.path / ESTIMATES)
        return own if own.held else self.shipped.kept

    @property
    def note(self) -> str:
        missing = [what for what, held in (("votes", self.has_votes), ("treaties", self.has_treaties)) if not held]
        if not missing:
            return ""
        return (
            f"The ledger holds no {' and no '.join(missing)}; that part comes from the release of {self.shipped.made}."
        )

    def origins(self) -> tuple[Origin, ...]:
        columns = self.ledger.arrays(_ORIGINS)
        mine = [Origin(*row) for row in zip(*(column.tolist() for column in columns.values()), strict=True)]
        borrowed = [] if self.has_votes and self.has_treaties else self.shipped.origins()
        return tuple({origin.id: origin for origin in (*mine, *borrowed)}.values())

    def covers(self, indicator: str) -> tuple[date, date] | None:
        if indicator == "un_vote" and self.has_votes:
            days = self.calls.days.astype(object)
            return days[0], days[-1]
        if indicator == "atop" and self.has_treaties:
            return self.treaty_days
        return self.shipped.covers(indicator)

    def dyad(self, state1: str, state2: str, until: date | None = None) -> DyadChoices:
        if not self.has_votes:
            return self.shipped.dyad(state1, state2, until)
        calls, last = self.calls.until(until), self.calls.days[-1].astype(object)
        as_of = min(until, last) if until else last
        choices = dyad_choices(calls, state1, state2, as_of)
        if until is None or until >= last or (until.month, until.day) == (12, 31) or choices.note:
            return choices
        return replace(
            choices, note=f"{until.year} counts the votes up to {until} and is not a whole year like the others."
        )

    def obligations(self, state1: str, state2: str, until: date | None = None) -> tuple[Obligation, ...]:
        if not self.has_treaties:
            return self.shipped.obligations(state1, state2, until)
        pairs = stored_pairs(*ordered(state1, state2))
        found = atop.obligations(self.ledger, self.parties, pairs)
        return tuple(o for o in found if (o.state1, o.state2) in pairs and o.start <= (until or date.max))


_ORIGINS = """
SELECT id, producer, title, version, date, licence, citation, address FROM origins
WHERE id IN (SELECT origin_id FROM holdings
             WHERE indicator = 'un_vote' OR starts_with(indicator, 'atop_') OR starts_with(indicator, 'treaty_'))
ORDER BY id
"""
_TREATY_DAYS = """
SELECT min(first_day) AS first, max(last_day) AS last FROM holdings
WHERE starts_with(indicator, 'atop_') OR starts_with(indicator, 'treaty_')
"""
ESTIMATES = "estimates"
"""Folder inside a ledger for the estimates made from it."""

FIRST_DAY = date(1945, 1, 1)
"""Spells keep an earlier first day; the record as a whole is taken from here on."""
