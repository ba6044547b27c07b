"""Kept: deeds and words of reported events as balances, where they stand among all pairs, and opinion polls both ways."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from comity.measure.affinity.deeds import BALANCE, DEEDS
from comity.measure.affinity.places import FEWEST
from comity.measure.affinity.proportion import net, share
from comity.measure.affinity.warmth import ASKED_OF, TONE, VERBAL
from comity.measure.grid import youngest
from comity.measure.kept.kinds import Columns, Kind, columns
from comity.measure.kept.series import unit

if TYPE_CHECKING:
    from comity.ledger import Ledger

LEAST = {"deeds/balance": 10, "warmth/tone": 50}
"""Events in a year below which a balance is left out: words are many, and few pairs are worth a balance of a handful."""

PLACE = "share of the pairs with {fewest} such events or more in the year whose {what} is lower, half of those that equal it"
BALANCES = {
    "deeds/balance": ("balance of deeds", BALANCE, DEEDS),
    "warmth/tone": ("balance of words", TONE, VERBAL),
}
POLLS = {"favourable": "pew_favourable", "unfavourable": "pew_unfavourable"}
ASKED = "pew_respondents"
KINDS = (
    *(
        Kind(name, label, "balance, -1 to 1", method, indicators, directed=False, digits=2)
        for name, (label, method, indicators) in BALANCES.items()
    ),
    *(
        Kind(
            f"{name}_place",
            f"place of the {label} among pairs",
            "share of pairs",
            PLACE.format(fewest=max(FEWEST, LEAST[name]), what=label),
            indicators,
            directed=False,
            id=f"{name}/{{who}}/{{year}}",
            digits=2,
        )
        for name, (label, _, indicators) in BALANCES.items()
    ),
    *(
        Kind(
            f"warmth/{name}",
            f"{name} views of the other",
            "share",
            f"very or somewhat {name} view, {ASKED_OF}",
            (indicator, ASKED),
        )
        for name, indicator in POLLS.items()
    ),
)
Cells = dict[tuple[str, str, int], float]


def make(ledger: Ledger) -> dict[str, Columns]:
    """Balances by pair with their places; shares of those asked by (asked in, of whom)."""
    made: dict[str, Columns] = {}
    for name, (_, _, (good, bad)) in BALANCES.items():
        plus, minus = (_summed(ledger, indicator) for indicator in (good, bad))
        made[name], made[f"{name}_place"] = _balances(plus, minus, LEAST[name])
    return made | {f"warmth/{name}": _poll(ledger, indicator) for name, indicator in POLLS.items()}


def _summed(ledger: Ledger, indicator: str) -> Cells:
    """Sums of both directions by pair of units, smaller first, and year."""
    states, cells = set(youngest()), Cells()
    for one, two, year, value in _rows(ledger, _SUMS, indicator):
        a, b = sorted((unit(one), unit(two)))
        if a != b and {a, b} <= states:
            cells[a, b, year] = cells.get((a, b, year), 0.0) + value
    return cells


def _balances(plus: Cells, minus: Cells, least: int) -> tuple[Columns, Columns]:
    """Balances with their intervals, and for those of enough events the share of pairs of the year that lie below."""
    keys = [key for key in sorted(plus.keys() | minus.keys()) if plus.get(key, 0.0) + minus.get(key, 0.0) >= least]
    good, bad = (np.array([cells.get(key, 0.0) for key in keys]) for cells in (plus, minus))
    value, low, high = net(good, bad)
    size = (good + bad).astype(np.int64)
    one, two, year = _apart(keys)
    compared = size >= FEWEST
    place, n = np.full(len(keys), np.nan), np.zeros(len(keys), dtype=np.int64)
    for when in np.unique(year):
        of = compared & (year == when)
        others = np.sort(value[of])
        below = np.searchsorted(others, value[of], "left") + np.searchsorted(others, value[of], "right")
        place[of], n[of] = below / (2 * len(others)) if len(others) else np.nan, len(others)
    return columns(one, two, year, value, size, low, high), columns(one, two, year, place, n)


def _poll(ledger: Ledger, indicator: str) -> Columns:
    """Shares of those asked; surveys of one year put together as in `comity.measure.affinity.warmth`."""
    asked = {(one, two, year): value for one, two, year, value in _rows(ledger, _SUMS, ASKED)}
    mean = {(one, two, year): value / 100 for one, two, year, value in _rows(ledger, _MEANS, indicator)}
    keys = sorted(key for key in mean if asked.get(key, 0.0) > 0)
    n = np.array([asked[key] for key in keys])
    value, low, high = share(np.array([mean[key] for key in keys]) * n, n)
    one, two, year = _apart(keys)
    return columns([unit(id) for id in one], [unit(id) for id in two], year, value, n.astype(np.int64), low, high)


def _apart(keys: list[tuple[str, str, int]]) -> tuple[list[str], list[str], np.ndarray]:
    one, two, year = ([key[at] for key in keys] for at in range(3))
    return one, two, np.array(year, dtype=np.int64)  # type: ignore[return-value]


def _rows(ledger: Ledger, sql: str, indicator: str) -> Iterable[tuple[str, str, int, float]]:
    found = ledger.arrays(sql, (indicator,))
    return zip(*(found[name].tolist() for name in ("state1", "state2", "y", "v")), strict=True)


_SUMS = """
SELECT state1, state2, year(start_date)::INTEGER AS y, sum(value) AS v FROM records
WHERE current AND value IS NOT NULL AND indicator = ? AND state2 IS NOT NULL GROUP BY ALL ORDER BY ALL
"""
_MEANS = _SUMS.replace("sum(value)", "avg(value)")
