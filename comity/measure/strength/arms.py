"""Arms dependence: the other's share in all major arms a state received in five years, both ways."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from comity.errors import NoEvidence
from comity.measure.readings import Part, Reads, behind, columns, covers, line, pair, pair_in, split, year_in
from comity.results import Table

WINDOW = 5
"""Years in a window: deliveries come in lumps, and SIPRI itself compares five years with five."""

SERIES = {
    "arms_tiv": "SIPRI table of trend-indicator values by supplier, recipient and year",
    "arms_delivered": "SIPRI trade register, each deal's delivered value spread evenly over its years of delivery "
    "(the register gives no yearly values)",
}
DELIVERED = "TIV of major arms delivered in the year, SIPRI table of trend-indicator values"
NAMES = ("series", "year", "first_year", "of", "on", "value", "unit", "n_evidence", "as_of", "method", "evidence")


def arms_dependence(
    ledger: Reads, state1: str, state2: str, since: int | None = None, until: int | None = None
) -> Table:
    """Share of the other in the major arms each state received over five years, by the year in which they end.

    100 x sum of TIV from the other / sum of TIV from all suppliers, both over the years y - 4 to y. TIV, the trend-indicator
    value of SIPRI, is a volume of military resources, not a price. A pair not listed delivered nothing on
    record, so that a zero is a zero; a state that received nothing from anyone has value None. The two series of SIPRI
    are kept apart: the table of values and, newer, the register of deals. Suppliers that are no state are left out.
    No interval: the whole record, not a sample. ComityError for a bloc or one state twice.
    """
    one, two = pair(state1, state2)
    rows: list[dict[str, Any]] = []
    for series in SERIES:
        held = covers(ledger, [series])
        if held is None:
            continue
        ends = range(max(held[0].year + WINDOW - 1, since or 0), min(held[1].year, until or 9999) + 1)
        for of, on in ((one, two), (two, one)):
            given = deliveries(ledger, series, line(of))
            rows += [_row(given, series, of, on, year) for year in ends]
    note = (
        "The two series of SIPRI are never joined."
        if rows
        else "No arms transfers are held: comity add --record sipri_arms PATH."
    )
    return Table(f"Arms dependence of {one} and {two}", columns(rows, NAMES), note, lambda id: why(id, ledger))


class Delivery(NamedTuple):
    """Arms of `value` million TIV that came in the years from `first` to `last`."""

    supplier: str
    recipient: str
    first: int
    last: int
    value: float


def deliveries(ledger: Reads, series: str, recipients: Sequence[str]) -> list[Delivery]:
    """All that a series states of what the recipients got."""
    found = ledger.arrays(_RECEIVED, [series, list(recipients)])
    rows = zip(*(found[name].tolist() for name in ("state1", "state2", "first", "last", "value")), strict=True)
    return [Delivery(one, two, int(first), int(last), float(value)) for one, two, first, last, value in rows]


def share(given: Sequence[Delivery], suppliers: Sequence[str], year: int) -> tuple[float | None, int]:
    """Per cent of the suppliers in all that came in the five years that end with a year, and the records behind it.

    A delivery of several years counts evenly in each. None where nothing came.

    >>> share([Delivery("A", "X", 2000, 2001, 4.0), Delivery("B", "X", 2003, 2003, 6.0)], ["A"], 2005)
    (25.0, 2)
    """
    parts = [
        (delivery.supplier, delivery.value * years / (delivery.last - delivery.first + 1))
        for delivery in given
        if (years := min(delivery.last, year) - max(delivery.first, year - WINDOW + 1) + 1) > 0
    ]
    whole = sum(value for _, value in parts)
    part = sum(value for supplier, value in parts if supplier in suppliers)
    return (100.0 * part / whole if whole > 0 else None), len(parts)


def _row(given: Sequence[Delivery], series: str, of: str, on: str, year: int) -> dict[str, Any]:
    value, n = share(given, line(on), year)
    said = f"share of the other in TIV received over {WINDOW} years; {SERIES[series]}"
    return {
        "series": series,
        "year": year,
        "first_year": year - WINDOW + 1,
        "of": of,
        "on": on,
        "value": value,
        "unit": "per cent of TIV received",
        "n_evidence": n,
        "as_of": date(year, 12, 31),
        "method": said if value is not None else f"undefined: no arms received from anyone; {said}",
        "evidence": f"arms/{series}/{of}-{on}/{year}",
    }


def why(evidence: str, ledger: Reads) -> Table:
    """The transfers to a state in a window: the other's first, then all others'; or those of a year. NoEvidence."""
    if evidence.startswith("delivered/"):
        return _delivered(evidence, ledger)
    series, states, text = split(evidence, "arms", 3)
    year, (of, on) = year_in(text, evidence), pair_in(states, evidence)
    if series not in SERIES:
        raise NoEvidence("no series of that name", where=evidence, next_step=f"one of {', '.join(SERIES)}")
    suppliers = ledger.arrays(_SUPPLIERS, [series, line(of)])["supplier"].tolist()
    others = [supplier for supplier in suppliers if supplier not in line(on)]
    parts: list[Part] = [(series, line(on), line(of)), *([(series, others, line(of))] if others else [])]
    first, last = date(year - WINDOW + 1, 1, 1), date(year, 12, 31)
    return behind(ledger, evidence, parts, first, last, f"{SERIES[series]}; the other's deliveries first.")


def _delivered(evidence: str, ledger: Reads) -> Table:
    """What a supplier delivered in a year."""
    series, states, text = split(evidence, "delivered", 3)
    year, (supplier, recipient) = year_in(text, evidence), pair_in(states, evidence)
    parts: list[Part] = [(series, line(supplier), line(recipient))]
    return behind(ledger, evidence, parts, date(year, 1, 1), date(year, 12, 31), f"{DELIVERED}.")


_RECEIVED = """
SELECT state1, state2, year(start_date) AS first, year(coalesce(end_date, start_date)) AS last, value
FROM records WHERE indicator = ? AND current AND value IS NOT NULL AND list_contains(?::VARCHAR[], state2)
ORDER BY ALL
"""
_SUPPLIERS = """
SELECT DISTINCT state1 AS supplier FROM records WHERE indicator = ? AND current AND list_contains(?::VARCHAR[], state2)
ORDER BY 1
"""
