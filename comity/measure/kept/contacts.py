"""Kept: exercises held together, visits and meetings as listed, and common borders, by year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from comity.measure.grid import youngest
from comity.measure.kept.kinds import Columns, Kind, columns
from comity.measure.kept.series import unit
from comity.measure.readings import covers, days
from comity.measure.strength.exercises import COLLECTIONS
from comity.measure.strength.visits import KINDS as LISTED
from comity.measure.strength.visits import ORIGIN, SAID, UNITS, listed

if TYPE_CHECKING:
    from comity.ledger import Ledger

BORDER = "asymmetry/border"
KINDS = (
    *(
        Kind(
            f"exercises/{name}",
            "exercises held together, begun in the year",
            "exercises",
            f"distinct exercises that began in the year, {collection.label}",
            ("joint_exercise",),
            directed=False,
            silent="nought",
            hub=collection.hub,
            origin=collection.origin,
        )
        for name, collection in COLLECTIONS.items()
    ),
    *(
        Kind(
            f"visits/china_vitae/{name}",
            {
                "meetings": "meetings listed",
                "visits": "stays of Chinese leaders there",
                "mentions": "other contacts listed",
            }[name],
            UNITS[name],
            SAID["china_vitae"],
            (indicator,),
            directed=name == "visits",
            silent="nought",
            hub="CHN",
            origin=ORIGIN,
        )
        for name, indicator in LISTED.items()
    ),
    Kind(
        BORDER,
        "common border",
        "type 1 to 5",
        "direct contiguity (COW 3.2) at the end of the year: 1 land, 2 to 5 water of up to 12, 24, 150 and 400 miles",
        ("contiguity",),
        directed=False,
        silent="nought",
    ),
)
Cells = dict[tuple[str, str, int], tuple[float, int]]


def make(ledger: Ledger) -> dict[str, Columns]:
    """Exercises and borders by pair; visits by (China, where to)."""
    made = {f"exercises/{name}": _exercises(ledger, collection.origin) for name, collection in COLLECTIONS.items()}
    made |= {f"visits/china_vitae/{name}": cells for name, cells in _visits(ledger).items()}
    made[BORDER] = _borders(ledger)
    return {measure: _columns(cells) for measure, cells in made.items()}


def _pair(one: str, two: str) -> tuple[str, str] | None:
    """Units of both, smaller first; None where one is no state or both are one."""
    a, b = sorted((unit(one), unit(two)))
    return (a, b) if a != b and {a, b} <= set(youngest()) else None


def _exercises(ledger: Ledger, origin: str) -> Cells:
    items: dict[tuple[str, str, int], list[str]] = {}
    for one, two, year, item in _rows(ledger, _EXERCISES, (f"{origin}-",)):
        if (both := _pair(one, two)) is not None:
            items.setdefault((*both, int(year)), []).append(item)
    return {key: (float(len(set(found))), len(found)) for key, found in items.items()}


def _visits(ledger: Ledger) -> dict[str, Cells]:
    found: dict[str, Cells] = {name: {} for name in LISTED}
    named = {unit(id) for row in _rows(ledger, _NAMED, (list(LISTED.values()),)) for id in row} - {"CHN"}
    for state in sorted(named & set(youngest())):
        for row in listed(ledger, "CHN", state):
            if row["value"]:
                key = ("CHN", state) if row["kind"] == "visits" else tuple(sorted(("CHN", state)))
                found[row["kind"]][key[0], key[1], row["year"]] = (float(row["value"]), row["n_evidence"])
    return found


def _borders(ledger: Ledger) -> Cells:
    held = covers(ledger, ["contiguity"])
    cells: Cells = {}
    if held is None:
        return cells
    rows = ledger.arrays(_BORDERS)
    spans = [days(rows[name]) for name in ("start", "end")]
    for one, two, value, start, end in zip(
        *(rows[name].tolist() for name in ("state1", "state2", "value")), *spans, strict=True
    ):
        both = _pair(one, two)
        for year in range(1946, held[1].year + 1) if both else ():
            day = min(date(year, 12, 31), held[1])
            if (start or date.min) <= day <= (end or date.max):
                old = cells.get((*both, year), (float(value), 0))  # type: ignore[misc]
                cells[(*both, year)] = (min(old[0], float(value)), old[1] + 1)  # type: ignore[misc]
    return cells


def _rows(ledger: Ledger, sql: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
    found = ledger.arrays(sql, values)
    return list(zip(*(column.tolist() for column in found.values()), strict=True))


def _columns(cells: Cells) -> Columns:
    keys = sorted(cells)
    one, two, year = zip(*keys, strict=True) if keys else ((),) * 3
    return columns(one, two, year, [cells[key][0] for key in keys], [cells[key][1] for key in keys])


_NAMED = "SELECT DISTINCT state1, state2 FROM records WHERE list_contains(?::VARCHAR[], indicator) AND current AND state2 IS NOT NULL"
_EXERCISES = """
SELECT state1, state2, year(start_date) AS year, item FROM records
WHERE indicator = 'joint_exercise' AND current AND starts_with(origin_id, ?) AND state2 IS NOT NULL ORDER BY ALL
"""
_BORDERS = """
SELECT state1, state2, value, start_date AS start, end_date AS "end" FROM records
WHERE indicator = 'contiguity' AND current AND state2 IS NOT NULL ORDER BY ALL
"""
