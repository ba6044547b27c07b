"""Rank of a partner: which place another state has among all with whom a state trades, by year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from comity.errors import NoEvidence
from comity.measure.grid import youngest
from comity.measure.readings import Reads, behind, columns, line, pair, pair_in, split, year_in
from comity.results import Table


@dataclass(frozen=True, slots=True)
class Ranked:
    """What partners are ranked by: an indicator of the state towards the other, and whether the way back is added."""

    indicator: str
    by: str
    method: str
    both_ways: bool = False


RANKED = {
    "cow": Ranked(
        "cow_imports",
        "imports and exports (COW)",
        "place of the other among all states with trade above nought, by imports from and exports to it (COW bilateral trade 4.0)",
        True,
    ),
    "wits": Ranked(
        "wits_import_share",
        "imports (WITS)",
        "place of the other among all states with imports above nought, by share of imports (World Bank WITS)",
    ),
}
NAMES = ("list", "year", "of", "partner", "value", "unit", "n_evidence", "as_of", "method", "evidence")


def ranks(ledger: Reads, state1: str, state2: str, since: int | None = None, until: int | None = None) -> Table:
    """The place of each of two states among all partners of the other, by year; 1 is the greatest.

    rank = 1 + number of states with which the state trades more; states that trade alike share the better place.
    `n_evidence` is how many partners are ranked. None of it where the two have no trade on record above nought.
    ComityError for a bloc or one state twice.
    """
    one, two = pair(state1, state2)
    rows = [
        row
        for name, ranked in RANKED.items()
        for of, partner in ((one, two), (two, one))
        for row in _rows(ledger, name, ranked, of, partner)
        if (since or 0) <= row["year"] <= (until or 9999)
    ]
    note = "The two lists end in different years." if rows else f"No trade of {one} and {two} is held in these years."
    return Table(f"{one} and {two} among each other's partners", columns(rows, NAMES), note, lambda id: why(id, ledger))


def _rows(ledger: Reads, name: str, ranked: Ranked, of: str, partner: str) -> list[dict[str, Any]]:
    out = []
    for year, values in sorted(_by_year(ledger, ranked, of).items()):
        mine = values.get(_unit(partner), 0.0)
        if mine > 0 and len(values) > 1:
            value = 1 + sum(value > mine for value in values.values())
            out.append({
                "list": name, "year": year, "of": of, "partner": partner, "value": value, "unit": "rank",
                "n_evidence": len(values), "as_of": date(year, 12, 31), "method": ranked.method,
                "evidence": f"rank/{name}/{of}-{partner}/{year}",
            })  # fmt: skip
    return out


def _by_year(ledger: Reads, ranked: Ranked, of: str) -> dict[int, dict[str, float]]:
    """Year: partner (the youngest of its line): trade above nought. With both ways, only where both are on record."""
    sides = [_side(ledger, _FROM, ranked, of)]
    if ranked.both_ways:
        sides.append(_side(ledger, _TO, ranked, of))
    years: dict[int, dict[str, float]] = {}
    for key in set.intersection(*(set(side) for side in sides)):
        whole = sum(side[key] for side in sides)
        if whole > 0:
            years.setdefault(key[0], {})[key[1]] = whole
    return years


def _side(ledger: Reads, sql: str, ranked: Ranked, of: str) -> dict[tuple[int, str], float]:
    found = ledger.arrays(sql, [ranked.indicator, line(of)])
    out: dict[tuple[int, str], float] = {}
    for year, other, value in zip(*(found[name].tolist() for name in ("year", "other", "value")), strict=True):
        unit = _unit(other)
        if unit and unit != _unit(of):
            out[int(year), unit] = out.get((int(year), unit), 0.0) + float(value)
    return out


def _unit(id: str) -> str:
    """The youngest of a state's line, "" for what is no state."""
    return next((last for last in youngest() if id in line(last)), "")


def why(evidence: str, ledger: Reads) -> Table:
    """The records of the pair in the year. NoEvidence."""
    name, states, text = split(evidence, "rank", 3)
    year, (of, partner) = year_in(text, evidence), pair_in(states, evidence)
    if name not in RANKED:
        raise NoEvidence("no list of that name", where=evidence, next_step=f"one of {', '.join(RANKED)}")
    ranked = RANKED[name]
    parts: list[Any] = [(ranked.indicator, line(of), line(partner))]
    if ranked.both_ways:
        parts.append((ranked.indicator, line(partner), line(of)))
    note = f"{ranked.method}. Those of all others are under the same indicator."
    return behind(ledger, evidence, parts, date(year, 1, 1), date(year, 12, 31), note)


_FROM = """
SELECT year(start_date) AS year, state2 AS other, sum(value) AS value FROM records
WHERE indicator = ? AND current AND value IS NOT NULL AND list_contains(?::VARCHAR[], state1) GROUP BY ALL ORDER BY ALL
"""
_TO = """
SELECT year(start_date) AS year, state1 AS other, sum(value) AS value FROM records
WHERE indicator = ? AND current AND value IS NOT NULL AND list_contains(?::VARCHAR[], state2) GROUP BY ALL ORDER BY ALL
"""
