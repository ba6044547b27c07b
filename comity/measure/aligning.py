"""How aligned, who moved, who presses: the questions answered from fused estimates, by name of state, as tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from comity import actors
from comity.errors import ComityError
from comity.measure.alignment.answers import align_table, rank_table, unit
from comity.measure.alignment.documents import told, with_documents
from comity.measure.alignment.monthly import by_month, months_of
from comity.measure.alignment.pair import PairAlignment, bounds
from comity.measure.alignment.storing import BITS
from comity.measure.held import HeldLedger
from comity.measure.source import Source, open_source
from comity.results import Table
from comity.schema import LEVEL

if TYPE_CHECKING:
    from comity.ledger import Ledger


def alignment_of(source: Source, state1: str, state2: str, by: str = "year") -> PairAlignment:
    """Alignment of two states out of a source, with what the documents of a ledger tell; by "year" or "month".

    ComityError for a bloc, for states that never lived together, or another period.
    """
    if by not in ("year", "month"):
        raise ComityError(f"no period {by!r}", next_step="choose year or month")
    shipped = source.fused.alignment
    pair = source.fused.pair(state1, state2)
    over = shipped.grid
    if by == "month":
        pair, over = by_month(pair), months_of(over)
    if not isinstance(source, HeldLedger):
        return pair
    return with_documents(pair, told(source.ledger, over, pair.state1, pair.state2), shipped.about)


def align(
    state1: str,
    state2: str,
    *,
    ledger: Ledger | Path | str | None = None,
    since: int | None = None,
    until: int | None = None,
    by: str = "year",
) -> Table:
    """Alignment of two states by year or month: overall index with interval, its levels, and the record claim.

    >>> table = align("Russia", "China", since=2018, until=2020)
    >>> [row["year"] for row in table.rows()]
    [2018, 2019, 2020]
    """
    source = open_source(ledger)
    one, two = (actors.choose(state, date.today()).id for state in (state1, state2))
    pair = alignment_of(source, one, two, by)
    if by == "month":
        return _months(pair, source.made, since, until)
    table = align_table(pair, source.made, since, until, explain=lambda id: _why(id, source))
    moved = moved_text(source, pair)
    return replace(table, note=f"{moved} {table.note}") if moved else table


def moved_text(source: Source, pair: PairAlignment) -> str:
    """What the documents of a ledger do to the index of a pair: how many years they speak of, and the largest move; or ""."""
    before = source.fused.pair(pair.state1, pair.state2)
    told_of = np.flatnonzero(pair.spoke & BITS["coded"])
    if not len(told_of):
        return ""
    change = pair.moments()[0] - before.moments()[0]
    most = int(np.nanargmax(np.abs(change)))
    return (
        f"Your documents tell of {len(told_of)} {'year' if len(told_of) == 1 else 'years'} and move the overall index by "
        f"{change[most]:+.4f} in {pair.years[most]} (the most) and by {change[-1]:+.4f} in {pair.years[-1]}."
    )


def _why(evidence: str, source: Source) -> Table:
    from comity.measure.evidence import why

    return why(evidence, source)


def _months(pair: PairAlignment, made: date, since: int | None, until: int | None) -> Table:
    months = pair.years.astype("datetime64[M]")
    years = months.astype("datetime64[Y]").astype(int) + 1970
    keep = pair.held & (years >= (since or 0)) & (years <= (until or 9999))
    mean, variance = pair.moments()
    low, high = bounds(mean, variance, LEVEL)
    columns: dict[str, Any] = {"month": months[keep].astype(str), "overall": mean[keep]}
    columns |= {"low": low[keep], "high": high[keep]}
    columns |= {name: pair.moments(name)[0][keep] for name in pair.levels}
    note = (
        "Readings of a year stand in its December (diplomatic) or June; the months between are carried by the drift of "
        f"the level, documents count in their own month. {LEVEL:.0%} intervals. As of {made}."
    )
    title = f"Alignment of {actors.get(pair.state1).name} and {actors.get(pair.state2).name} by month"
    return Table(title, columns, note=note)


def rank(since: int, until: int | None = None, top: int = 20, ledger: Ledger | Path | str | None = None) -> Table:
    """The pairs that moved most between two years, closer first, then apart."""
    return rank_table(open_source(ledger).fused.alignment, since, until, top)


def pressure(
    bloc: str,
    state: str,
    *,
    ledger: Ledger | Path | str | None = None,
    since: int | None = None,
    until: int | None = None,
) -> Table:
    """Pressure of a bloc on a state by year: value with interval, count of records, and what it was read from.

    >>> table = pressure("West", "Norway", since=2000, until=2001)
    >>> len(table)
    2
    """
    source = open_source(ledger)
    by, on = actors.choose(bloc, date.today()).id, actors.choose(state, date.today()).id
    fused = source.fused
    on = unit(fused.alignment, on)
    got = fused.pressure(by, on)
    keep = (got["year"] >= (since or 0)) & (got["year"] <= (until or 9999))
    value, sd = got["value"].astype(float), got["sd"].astype(float)
    low, high = bounds(value, sd**2, LEVEL)
    columns = {
        "year": got["year"][keep],
        "pressure": value[keep],
        "low": np.maximum(low, 0)[keep],
        "high": high[keep],
        "n_evidence": got["n_evidence"][keep],
        "read_from": [" ".join(fused.spoken(by, int(bits))) or "nothing in this year" for bits in got["spoke"][keep]],
        "evidence": [f"pressure/{by}-{on}/{year}" for year in got["year"][keep]],
    }
    note = (
        "Pressure: shares of the bloc's members, weighed by GDP, that sanction, threaten or are in a dispute with the "
        f"state, and hostile shares of reported events, smoothed; 0 none, 1 all in every way. {LEVEL:.0%} intervals. As of {source.made}."
    )
    title = f"Pressure of {actors.get(by).name} on {actors.get(on).name}"
    if not keep.any():
        return Table(title, {"year": []}, note="no year in the span asked for")
    return Table(title, columns, note=note, explain=lambda id: _why(id, source))
