"""Kept: kinds of sanctions in force from one state or body on a state, by year, and the records behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity import actors
from comity.errors import ComityError
from comity.measure.kept.kinds import Columns, Kind, columns
from comity.measure.kept.series import unit
from comity.measure.readings import Part, actor_in, behind, line, split, year_in

if TYPE_CHECKING:
    from datetime import date

    from comity.ledger import Ledger
    from comity.results import Table

SANCTIONS = "sanctions/in_force"
INDICATORS = tuple(f"sanction_{kind}" for kind in ("trade", "arms", "military", "financial", "travel", "other"))
METHOD = (
    "kinds of sanctions (trade, arms, military, financial, travel, other) in force on some day of the year, those of a "
    "body under the body's own name (Global Sanctions Data Base)"
)
KINDS = (
    Kind(
        SANCTIONS,
        "kinds of sanctions in force",
        "kinds, 0 to 6",
        METHOD,
        INDICATORS,
        silent="nought",
        id="sanctions/{who}/{year}",
    ),
)


def make(ledger: Ledger) -> dict[str, Columns]:
    """Kinds in force by (who sanctions, whom)."""
    kinds: dict[tuple[str, str, int], set[str]] = {}
    records: dict[tuple[str, str, int], int] = {}
    for indicator, one, two, first, last in _rows(ledger):
        sender, target = unit(one), unit(two)
        for year in range(int(first), int(last) + 1) if sender != target and _known(sender) and _known(target) else ():
            key = (sender, target, year)
            kinds.setdefault(key, set()).add(indicator)
            records[key] = records.get(key, 0) + 1
    keys = sorted(kinds)
    return {
        SANCTIONS: columns(
            [key[0] for key in keys],
            [key[1] for key in keys],
            [key[2] for key in keys],
            [float(len(kinds[key])) for key in keys],
            [records[key] for key in keys],
        )
    }


def why(evidence: str, ledger: Ledger) -> Table:
    """The records of every kind in force in the year. NoEvidence for another shape or where there are none."""
    who, text = split(evidence, "sanctions", 2)
    sender, _, target = who.rpartition("-")
    year = year_in(text, evidence)
    ones, twos = (_ids(actor_in(id, evidence)) for id in (sender, target))
    first, last = _day(year, 1, 1), _day(year, 12, 31)
    parts: list[Part] = [(name, ones, twos) for name in INDICATORS]
    return behind(ledger, evidence, parts, first, last, METHOD + ".")


def _day(year: int, month: int, day: int) -> date:
    from datetime import date

    return date(year, month, day)


def _ids(id: str) -> list[str]:
    return line(id) if actors.get(id).kind == "state" else [id]


def _known(id: str) -> bool:
    try:
        return bool(actors.get(id))
    except ComityError:
        return False


def _rows(ledger: Ledger) -> list[tuple[Any, ...]]:
    found = ledger.arrays(_SENT, (list(INDICATORS),))
    return list(zip(*(column.tolist() for column in found.values()), strict=True))


_SENT = """
SELECT indicator, state1, state2, year(start_date) AS first, year(coalesce(end_date, start_date)) AS last FROM records
WHERE list_contains(?::VARCHAR[], indicator) AND current AND value IS NOT NULL AND state2 IS NOT NULL ORDER BY ALL
"""
