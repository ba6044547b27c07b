"""What a contest is read from: how close each third state stands to each rival, by year, one panel an indicator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from comity.measure.readings import Reads, covers, line, yearly
from comity.measure.strength.arms import WINDOW, deliveries, share
from comity.measure.strength.dependence import SERIES as TRADE
from comity.measure.strength.dependence import shares
from comity.measure.strength.regions import Member, Region
from comity.measure.votes.panel import RollCalls, roll_calls

if TYPE_CHECKING:
    from comity.ledger import Ledger

Values = NDArray[np.float64]
INDICATORS = {
    "cow_share": "share of the rival in all trade of the third state (COW 4.0)",
    "wits_imports": "share of the rival in all imports of the third state (WITS)",
    "arms_tiv": f"share of the rival in major arms received by the third state in {WINDOW} years (SIPRI table)",
    "votes": "graded agreement with the rival on General Assembly roll calls on which both rivals and the third state voted",
}

RECORDS = {"cow_share": "cow_imports", "wits_imports": "wits_import_share", "arms_tiv": "arms_tiv", "votes": "un_vote"}
MIN_YEARS = 5
"""Years with both rivals' figures without which a state has no slope."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Closeness to each rival in per cent, [state, year], nan where not held, and the records or votes behind each cell."""

    states: tuple[str, ...]
    years: NDArray[np.int64]
    first: Values
    second: Values
    n: NDArray[np.int64]


def panel_of(
    ledger: Reads, kind: str, place: Region, rivals: tuple[str, str], since: int, until: int, calls: RollCalls | None
) -> Panel | None:
    """The panel of an indicator over the years from one to another inclusive; None where the ledger holds none of it."""
    years = np.arange(since, until + 1)
    if covers(ledger, [RECORDS[kind]]) is None:
        return None
    if kind == "votes":
        return vote_panel(calls if calls is not None else roll_calls(cast("Ledger", ledger)), place, rivals, years)
    if kind == "arms_tiv":
        return arms_panel(ledger, place, rivals, years)
    return trade_panel(ledger, kind, place, rivals, years)


def slopes(values: Values, years: NDArray[np.int64]) -> Values:
    """Least-squares slope of each row over its years, nan where fewer than five are held.

    >>> slopes(np.array([[1.0, 2.0, np.nan, 4.0, 5.0, 6.0]]), np.arange(2000, 2006)).round(9).tolist()
    [1.0]
    """
    found = np.full(len(values), np.nan)
    for s, row in enumerate(values):
        held = ~np.isnan(row)
        if held.sum() >= MIN_YEARS:
            centred = years[held] - years[held].mean()
            found[s] = (centred * row[held]).sum() / (centred**2).sum()
    return found


def trade_panel(ledger: Reads, kind: str, region: Region, rivals: tuple[str, str], years: NDArray[np.int64]) -> Panel:
    """Shares of trade under one series of `dependence`."""
    series, members = TRADE[kind], third_states(region, rivals)
    ids = [*(member.state for member in members), *rivals]
    many = yearly(ledger, series.indicators, ids)

    def get(indicator: str, of: str, on: str | None) -> Mapping[int, float]:
        return many.get((indicator, of, on), {})

    sides = [
        {member.state: {y: f.value for y, f in shares(series, get, member.state, rival).items()} for member in members}
        for rival in rivals
    ]
    return _panel(members, years, sides, len(series.top) * 2 + len(series.below))


def arms_panel(ledger: Reads, region: Region, rivals: tuple[str, str], years: NDArray[np.int64]) -> Panel:
    """Shares of arms received over five years that end in the year."""
    members, held = third_states(region, rivals), covers(ledger, ["arms_tiv"])
    given = deliveries(ledger, "arms_tiv", [id for member in members for id in line(member.state)])
    ends = [year for year in years.tolist() if held and held[0].year + WINDOW - 1 <= year <= held[1].year]
    sides: list[dict[str, dict[int, float]]] = [{}, {}]
    for member in members:
        received = [delivery for delivery in given if delivery.recipient in line(member.state)]
        for side, rival in zip(sides, rivals, strict=True):
            shared = {year: share(received, line(rival), year)[0] for year in ends}
            side[member.state] = {year: value for year, value in shared.items() if value is not None}
    return _panel(members, years, sides, 1)


def vote_panel(calls: RollCalls, region: Region, rivals: tuple[str, str], years: NDArray[np.int64]) -> Panel:
    """Mean of 1 - |a - b| / 2 (yes 1, abstain 2, no 3) over the non-unanimous roll calls on which all three voted."""
    members = third_states(region, rivals)
    one, two = (_votes(calls, rival) for rival in rivals)
    cast = calls.votes > 0
    divided = (
        (np.where(cast, calls.votes, 9).min(axis=1, initial=9) != calls.votes.max(axis=1, initial=0))
        & (one > 0)
        & (two > 0)
    )
    shape = (len(members), len(years))
    first, second, n = np.full(shape, np.nan), np.full(shape, np.nan), np.zeros(shape, dtype=np.int64)
    for s, member in enumerate(members):
        mine = _votes(calls, member.state)
        for t, year in enumerate(years.tolist()):
            at = np.flatnonzero(divided & (mine > 0) & (calls.years == year)) if member.in_year(year) else ()
            if len(at):
                first[s, t], second[s, t] = (100.0 - 50.0 * np.abs(mine[at] - side[at]).mean() for side in (one, two))
                n[s, t] = len(at)
    return Panel(tuple(member.state for member in members), years, first, second, n)


def third_states(region: Region, rivals: tuple[str, str]) -> tuple[Member, ...]:
    """The members of a region that are neither rival."""
    out = {id for rival in rivals for id in line(rival)}
    return tuple(member for member in region.members if member.state not in out)


def _votes(calls: RollCalls, state: str) -> NDArray[np.int8]:
    """Votes of a line of states, one after the other."""
    votes = np.zeros(len(calls), dtype=np.int8)
    for id in line(state):
        votes = np.maximum(votes, calls.column(id))
    return votes


def _panel(
    members: Sequence[Member], years: NDArray[np.int64], sides: Sequence[Mapping[str, Mapping[int, Any]]], n: int
) -> Panel:
    arrays = [
        np.array(
            [
                [
                    value if (value := side[m.state].get(year)) is not None and m.in_year(year) else np.nan
                    for year in years.tolist()
                ]
                for m in members
            ],
            dtype=float,
        ).reshape(len(members), len(years))
        for side in sides
    ]
    held = ~np.isnan(arrays[0]) & ~np.isnan(arrays[1])
    return Panel(tuple(member.state for member in members), years, arrays[0], arrays[1], held * n)
