"""Kept: what each state delivered to each other, and the share of a supplier in all that a state received."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measure.kept.kinds import Columns, Kind, columns
from comity.measure.kept.series import unit, units
from comity.measure.readings import covers, line
from comity.measure.strength.arms import DELIVERED, SERIES, WINDOW, Delivery, deliveries, share

if TYPE_CHECKING:
    from comity.ledger import Ledger

REGISTER, TABLE = "arms_delivered", "arms_tiv"
"""Shares are kept of the register, which reaches further; deliveries of the table, which has them by year."""

KINDS = (
    Kind(
        f"arms/{REGISTER}",
        f"share of the other in major arms received over {WINDOW} years",
        "per cent of TIV received",
        f"share of the other in TIV received over {WINDOW} years; {SERIES[REGISTER]}",
        (REGISTER,),
    ),
    Kind(
        f"delivered/{TABLE}",
        "major arms delivered to the other",
        "million TIV",
        DELIVERED,
        (TABLE,),
        silent="nought",
    ),
)
Cells = list[tuple[str, str, int, float, int]]


def make(ledger: Ledger) -> dict[str, Columns]:
    """Shares by (who received, from whom); deliveries by (supplier, recipient)."""
    shares: Cells = []
    held = covers(ledger, [REGISTER])
    if held is not None:
        for recipient, received in _received(ledger, REGISTER).items():
            shares += _shares(received, recipient, (held[0].year, held[1].year))
    given = [cell for recipient, received in _received(ledger, TABLE).items() for cell in _given(received, recipient)]
    return {f"arms/{REGISTER}": _columns(shares), f"delivered/{TABLE}": _columns(given)}


def _received(ledger: Ledger, series: str) -> dict[str, list[Delivery]]:
    """All that each state got, by the youngest of its line."""
    found: dict[str, list[Delivery]] = {}
    for one in deliveries(ledger, series, list(units())):
        found.setdefault(unit(one.recipient), []).append(one)
    return found


def _suppliers(received: list[Delivery], recipient: str) -> list[str]:
    return sorted({units()[one.supplier] for one in received if one.supplier in units()} - {recipient})


def _shares(received: list[Delivery], recipient: str, held: tuple[int, int]) -> Cells:
    """Shares above nought of the years whose five are all covered."""
    cells: Cells = []
    suppliers = _suppliers(received, recipient)
    for year in range(held[0] + WINDOW - 1, held[1] + 1):
        near = [one for one in received if one.first <= year and one.last > year - WINDOW]
        for supplier in suppliers if near else ():
            value, n = share(near, line(supplier), year)
            if value:
                cells.append((recipient, supplier, year, value, n))
    return cells


def _given(received: list[Delivery], recipient: str) -> Cells:
    suppliers = _suppliers(received, recipient)
    cells: dict[tuple[str, str, int], list[float]] = {}
    for one in received:
        if unit(one.supplier) in suppliers and one.value > 0:
            cells.setdefault((unit(one.supplier), recipient, one.first), []).append(one.value)
    return [(*key, sum(values), len(values)) for key, values in sorted(cells.items())]


def _columns(cells: Cells) -> Columns:
    one, two, year, value, n = zip(*cells, strict=True) if cells else ((),) * 5
    return columns(one, two, year, value, n)
