"""Answers about alignment as tables: one pair by year, and the pairs that moved most."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity import actors
from comity.errors import ComityError
from comity.measure.alignment.indicators import INDICATORS, LEVELS
from comity.measure.alignment.pair import OVERALL, PairAlignment, bounds, since
from comity.measure.alignment.storing import BITS, ShippedAlignment, levels_of, overall, pairs_of
from comity.measure.votes.choices import ordered
from comity.results import Table
from comity.schema import LEVEL

METHOD = (
    "Alignment: noisy readings of a diplomatic, a security, an economic and a conflict level that drift from year to year, "
    "smoothed; the overall index is their sum with fixed weights (.35, .25, .15, .25). 0 is nothing between them, two "
    "standard deviations of all pairs about 1"
)


def pair_alignment(shipped: ShippedAlignment, state1: str, state2: str) -> PairAlignment:
    """Alignment of two states out of a release; ComityError for a bloc or a pair of which nothing is read."""
    one, two = (unit(shipped, state) for state in ordered(state1, state2))
    first, second = min(one, two), max(one, two)
    rows = shipped.rows(first, second)
    if not len(rows["year"]):
        raise ComityError(
            "nothing is read of the pair", where=f"{first}, {second}", next_step="name two states that lived together"
        )
    over = shipped.grid
    both = over.alive[over.place(first)] & over.alive[over.place(second)]
    levels = levels_of(shipped, rows, np.array([both.argmax()]))
    spoke = np.zeros(len(over.periods), dtype=np.int64)
    spoke[rows["year"].astype(np.int64) - int(over.years[0])] = rows["spoke"]
    average = {level: np.array(mean, dtype=float) for level, mean in shipped.about["average"].items()}
    return PairAlignment(first, second, over.years, levels, shipped.about["weights"], spoke, average)


def unit(shipped: ShippedAlignment, state: str) -> str:
    """The line of states a state belongs to; ComityError for a bloc."""
    if actors.get(state).kind != "state":
        raise ComityError("alignment is of two states", where=state, next_step="name a state")
    return shipped.grid.units[shipped.grid.place(state)]


def align_table(
    pair: PairAlignment,
    made: date,
    first: int | None = None,
    until: int | None = None,
    level: float = LEVEL,
    explain: Callable[[str], Table] | None = None,
) -> Table:
    """One row a year: the overall index with its interval, each level, the relative reading, what it was read from."""
    keep = pair.held & (pair.years >= (first or 0)) & (pair.years <= (until or 9999))
    mean, variance = pair.moments()
    low, high = bounds(mean, variance, level)
    columns: dict[str, Any] = {"year": pair.years[keep], "overall": mean[keep], "low": low[keep], "high": high[keep]}
    columns |= {name: pair.moments(name)[0][keep] for name in pair.levels}
    columns["relative"] = pair.relative()[keep]
    columns["read_from"] = [spoken_text(int(bits)) for bits in pair.spoke[keep]]
    columns["n_indicators"] = [int(bits).bit_count() for bits in pair.spoke[keep]]
    columns["evidence"] = [f"alignment/{pair.pair}/{year}" for year in pair.years[keep]]
    if not keep.any():
        return Table(_title(pair), {"year": []}, note="no year of both states in the span asked for")
    note = f"{record_text(pair, until)} {METHOD}. {level:.0%} intervals. As of {made}."
    return Table(_title(pair), columns, note=note, explain=explain)


def _title(pair: PairAlignment) -> str:
    return f"Alignment of {actors.get(pair.state1).name} and {actors.get(pair.state2).name}"


def spoken_text(bits: int) -> str:
    """Names of the indicators that spoke.

    >>> spoken_text(BITS["votes"] | BITS["trade"])
    'votes trade'
    """
    return " ".join(indicator.name for indicator in INDICATORS if bits & BITS[indicator.name])


def record_text(pair: PairAlignment, until: int | None = None) -> str:
    """The record claim in one sentence, absolute and relative."""
    found = since(pair, until)
    span = str(found.as_of) if found.reached == found.as_of else f"{found.reached} to {found.as_of}"
    if found.year is None:
        text = f"The level of {span} is not surely above that of {found.reached - 1} (p = {found.probability:.2f})."
    elif found.year == found.first:
        text = f"The level of {span} is above any since {found.first}, where the record begins (p = {found.probability:.2f})."
    else:
        text = (
            f"The level of {span} is above any since {found.year} (p = {found.probability:.2f}), "
            f"above any since {found.first} with p = {found.ever:.2f}."
        )
    return f"{text} Highest before: most often {found.runner_up} (in {found.share:.0%} of draws)."


def rank_table(shipped: ShippedAlignment, first: int, until: int | None = None, top: int = 20) -> Table:
    """The pairs whose overall index moved most between two years, closer and apart, with the interval of the change.

    The two levels of a pair are drawn together, so the interval is of the change itself.
    """
    over = shipped.grid
    last = until or int(over.years[-1])
    if not over.years[0] <= first < last <= over.years[-1]:
        raise ComityError(
            f"no span {first} to {last}", next_step=f"choose years from {over.years[0]} to {over.years[-1]}"
        )
    rows = shipped.rows()
    one, two = pairs_of(rows)
    begin = np.array([_begin(over.alive, over.places, a, b) for a, b in zip(one, two, strict=True)])
    mean, _ = overall(levels_of(shipped, rows, begin), shipped.about["weights"])
    start, end = first - int(over.years[0]), last - int(over.years[0])
    alive = np.array(
        [bool(over.alive[over.places[a], end] & over.alive[over.places[b], end]) for a, b in zip(one, two, strict=True)]
    )
    change = np.where(alive, mean[:, end] - mean[:, start], np.nan)
    order = np.argsort(np.nan_to_num(-change, nan=np.inf), kind="stable")[: np.isfinite(change).sum()]
    chosen = np.r_[order[: top - top // 2], order[len(order) - top // 2 :]]
    pairs = [pair_alignment(shipped, str(one[i]), str(two[i])) for i in chosen]
    paths = [p.draws() for p in pairs]
    moved = [path[:, end] - path[:, start] for path in paths]
    columns = {
        "state1": one[chosen],
        "state2": two[chosen],
        "change": change[chosen],
        "low": [float(np.quantile(m, (1 - LEVEL) / 2)) for m in moved],
        "high": [float(np.quantile(m, (1 + LEVEL) / 2)) for m in moved],
        str(first): mean[chosen, start],
        str(last): mean[chosen, end],
        **{level: [_moved(p, level, start, end) for p in pairs] for level in LEVELS if level in pairs[0].levels},
        "evidence": [f"alignment/{p.pair}/{last}" for p in pairs],
    }
    note = f"Changes of the overall index from {first} to {last}; the levels' columns are their own changes. {METHOD}."
    return Table(f"Pairs that moved most, {first} to {last}", columns, note=note)


def _moved(pair: PairAlignment, level: str, start: int, end: int) -> float:
    mean, _ = pair.moments(level)
    return float(mean[end] - mean[start])


def _begin(alive: NDArray[np.bool_], places: dict[str, int], one: str, two: str) -> int:
    return int((alive[places[one]] & alive[places[two]]).argmax())


__all__ = ["OVERALL", "align_table", "pair_alignment", "rank_table", "record_text", "spoken_text", "unit"]
