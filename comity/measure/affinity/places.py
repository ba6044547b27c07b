"""Where a reading of deeds or warmth stands among all pairs of its year: a level alone does not say whether it is much."""

from __future__ import annotations

from typing import Any

import numpy as np

from comity.measure.affinity.axis import Asked
from comity.results import Table

LEAST = 50
"""Events that a pair needs in the year to be compared by shares of events."""

_ICEWS = """
SELECT sum(value) FILTER (indicator = '{part}') * {scale} / sum(value) - {less} AS v FROM records
WHERE current AND indicator IN ({names}) AND year(start_date) = ? GROUP BY {pair} HAVING sum(value) >= {least}
"""
_UNDIRECTED = "least(state1, state2), greatest(state1, state2)"
_VERBAL = "'icews_verbal_cooperation', 'icews_verbal_conflict'"
_ALL_FOUR = f"{_VERBAL}, 'icews_material_cooperation', 'icews_material_conflict'"
_PEW = "SELECT value / 100 AS v FROM records WHERE current AND indicator = '{}' AND year(start_date) = ? AND value IS NOT NULL"
_IMPORTS = f"""
SELECT sum(value) / 200 AS v FROM records WHERE current AND indicator = 'wits_import_share' AND year(start_date) = ?
AND value IS NOT NULL GROUP BY {_UNDIRECTED} HAVING count(*) = 2
"""

_BALANCE = """
SELECT 2 * sum(value) FILTER (indicator = '{part}') / sum(value) - 1 AS v FROM records
WHERE current AND indicator IN ({names}) AND year(start_date) = ? GROUP BY {pair} HAVING sum(value) >= {least}
"""
FEWEST = 20
"""Events of one sort that a pair needs in the year to be compared by their balance."""

SQL = {
    "balance": _BALANCE.format(
        part="icews_material_cooperation",
        pair=_UNDIRECTED,
        least=FEWEST,
        names="'icews_material_cooperation', 'icews_material_conflict'",
    ),
    "tone": _BALANCE.format(part="icews_verbal_cooperation", pair=_UNDIRECTED, least=FEWEST, names=_VERBAL),
    "material": _ICEWS.format(
        part="icews_material_cooperation", scale=1, less=0, names=_ALL_FOUR, pair=_UNDIRECTED, least=LEAST
    ),
    "words": _ICEWS.format(
        part="icews_verbal_cooperation", scale=2, less=1, names=_VERBAL, pair="state1, state2", least=LEAST
    ),
    "imports": _IMPORTS,
    "favourable": _PEW.format("pew_favourable"),
    "unfavourable": _PEW.format("pew_unfavourable"),
}
"""Every pair's reading of a year, for the components that are on record of enough pairs to compare."""


def places(ledger: Asked, table: Table) -> Table:
    """A table of `deeds` or `warmth` with the columns place and n_pairs beside it.

    `place` is the share (0..1) of pairs of that year that lie below, half of those that equal it; None for components that are not
    compared (see `SQL`). Pairs with fewer than LEAST events, or FEWEST of a balance, are not compared; Pew asked few countries about few others.
    """
    held: dict[tuple[str, int], Any] = {}
    found = [_place(ledger, row, held) for row in table.rows()]
    columns = {**table.columns, "place": [place for place, _ in found], "n_pairs": [n for _, n in found]}
    note = f"place: share of the pairs on record in the year that lie below. {table.note}".strip()
    return Table(table.title, columns, note, table.explain)


def _place(ledger: Asked, row: dict[str, Any], held: dict[tuple[str, int], Any]) -> tuple[float | None, int | None]:
    component, year = row["component"], row["year"]
    if component not in SQL:
        return None, None
    if (component, year) not in held:
        held[component, year] = np.sort(ledger.arrays(SQL[component], (year,))["v"].astype(float))
    others = held[component, year]
    if not len(others):
        return None, None
    low, high = (int(np.searchsorted(others, row["value"], side)) for side in ("left", "right"))
    return (low + high) / (2 * len(others)), len(others)
