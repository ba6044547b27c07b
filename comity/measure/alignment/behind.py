"""Why: what stands behind a level of alignment in a year, down to the records of the pair where a ledger holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from comity import actors
from comity.errors import NoEvidence
from comity.measure.alignment.coded import happenings
from comity.measure.alignment.indicators import INDICATORS, of_level
from comity.measure.alignment.pair import OVERALL, PairAlignment, bounds
from comity.measure.alignment.storing import BITS
from comity.results import Table
from comity.schema import LEVEL

if TYPE_CHECKING:
    from comity.ledger import Ledger


def parts_table(pair: PairAlignment, year: int, note: str) -> Table:
    """One row a level: its value and interval, weight, exact part of the overall index, and when which indicators spoke.

    The parts add up to the index. NoEvidence for a year outside the pair's.
    """
    at = np.flatnonzero(pair.held & (pair.years == year))
    if not len(at):
        raise NoEvidence(
            f"no level of {year} for {pair.pair}", next_step="choose a year in which both states were there"
        )
    t = int(at[0])
    rows = [_part(pair, level, t) for level in pair.levels]
    mean, variance = pair.moments()
    low, high = bounds(mean[t], variance[t], LEVEL)
    total = {"level": OVERALL, "value": mean[t], "low": low, "high": high, "weight": 1.0, "part": mean[t]}
    rows.append({**total, "read_from": "", "last_read": None})
    return Table(
        f"why alignment/{pair.pair}/{year}", {name: [row[name] for row in rows] for name in rows[0]}, note=note
    )


def _part(pair: PairAlignment, level: str, t: int) -> dict[str, Any]:
    mean, variance = pair.moments(level)
    low, high = bounds(mean[t], variance[t], LEVEL)
    mask = sum(BITS[indicator.name] for indicator in of_level(level))
    read = np.flatnonzero(pair.spoke[: t + 1] & mask)
    spoke = " ".join(i.name for i in of_level(level) if int(pair.spoke[t]) & BITS[i.name])
    return {
        "level": level,
        "value": float(mean[t]),
        "low": float(low),
        "high": float(high),
        "weight": pair.share(level),
        "part": pair.share(level) * float(mean[t]),
        "read_from": spoke or "nothing in this year",
        "last_read": int(pair.years[read[-1]]) if len(read) else None,
    }


def records_table(ledger: Ledger, state1: str, state2: str, year: int) -> Table:
    """The records of the pair, and the happenings in documents, that the indicators of a year are made of.

    Votes are left to `similarity/kappa/PAIR/YEAR`, positions to the states' own records.
    """
    ones, twos = (list(actors.lineage(state)) for state in (state1, state2))
    names = sorted({name for indicator in INDICATORS for name in indicator.records} - {"un_vote", "events"})
    got = ledger.arrays(_RECORDS, (names, ones, twos, twos, ones, f"{year}-12-31", f"{year}-01-01"))
    told = _told(ledger, state1, state2, year)
    columns = {
        "indicator": [*got["indicator"].tolist(), *(f"document: {kind}" for kind, _, _ in told)],
        "from": [*got["state1"].tolist(), *("" for _ in told)],
        "to": [*got["state2"].tolist(), *("" for _ in told)],
        "value": [*got["value"].tolist(), *(1.0 for _ in told)],
        "unit": [*got["unit"].tolist(), *(day for _, day, _ in told)],
        "evidence": [*got["id"].tolist(), *(id for _, _, id in told)],
    }
    note = f"Votes of the year: comity why similarity/kappa/{state1}-{state2}/{year}"
    return Table(f"records behind alignment/{state1}-{state2}/{year}", columns, note=note)


def _told(ledger: Ledger, state1: str, state2: str, year: int) -> list[tuple[str, str, str]]:
    """Type, day and story of the happenings of a year."""
    found = happenings(ledger, (state1, state2))
    rows = zip(*(found[name].tolist() for name in ("type", "day", "story")), strict=True)
    return [(str(kind), str(day)[:10], str(story)) for kind, day, story in rows if str(day)[:4] == str(year)]


_RECORDS = """
SELECT indicator, state1, state2, value, unit, id FROM records
WHERE current AND list_contains(?, indicator)
AND ((list_contains(?, state1) AND list_contains(?, state2)) OR (list_contains(?, state1) AND list_contains(?, state2)))
AND start_date <= CAST(? AS DATE) AND coalesce(end_date, DATE '9999-12-31') >= CAST(? AS DATE)
ORDER BY indicator, state1, start_date, id LIMIT 500
"""
