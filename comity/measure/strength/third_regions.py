"""Third regions from kept series: where two states are both active, which of them gains on the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from comity.measure.kept.series import Kept, unit
from comity.measure.strength.contest import FEW, MIN_STATES, contest_rows
from comity.measure.strength.contest_panels import Panel, third_states
from comity.measure.strength.regions import Region, regions
from comity.schema import LEVEL, Estimate

SERIES = "cow_share"
"""Shares of all trade: the only series that almost every third state has."""
LEAST, SPAN = 10, 20
"""Years wanted at least, and looked back at most."""
RECENT = 5
ACTIVE = 1.0
"""Per cent of a region's trade, on the mean of its states, that both must reach for a contest to be told."""


@dataclass(frozen=True, slots=True)
class Held:
    """One rival's place in the region: mean share at both ends and its trend in points a year."""

    rival: str
    first: Estimate
    last: Estimate
    trend: Estimate


@dataclass(frozen=True, slots=True)
class Contest:
    """Two states in the region where the weaker of them is most present, in `years`, over `n_states` third states.

    `gains` is the id of who gains on the other, "" for neither, at `pace` points a year; `rough` where the states are too
    few for a true interval.
    """

    region: Region
    years: tuple[int, int]
    n_states: int
    sides: tuple[Held, Held]
    pace: Estimate
    gains: str
    rough: bool


def third_region(kept: Kept, one: str, two: str, until: int) -> Contest | None:
    """The contest of two states in the region they are both most active in, over the last twenty years held.

    How active is the smaller of the two mean shares in the trade of the region's states in the last five years; None where
    that is below one per cent everywhere, or nothing is held. Value and interval are those of `contest`: the mean least-squares
    slope of the lead over the region's states.
    """
    covered = kept.covered(f"dependence/{SERIES}", until_year=until)
    if covered is None or covered[1] - covered[0] < LEAST:
        return None
    years = np.arange(max(covered[0], covered[1] - SPAN), covered[1] + 1)
    shares: Shares = {}
    for row in kept.towards(f"dependence/{SERIES}", [one, two], int(years[0]), int(years[-1])):
        shares.setdefault((row[1], row[2]), {})[row[3]] = row[4]
    panels = [(place, _panel(shares, place, (one, two), years)) for place in regions().values()]
    place, panel = max(panels, key=lambda pair: _presence(pair[1]))
    return _contest(place, panel, (one, two), years) if _presence(panel) >= ACTIVE else None


Shares = dict[tuple[str, str], dict[int, float]]
"""Per cent by year, by who depends and on whom."""


def _panel(shares: Shares, place: Region, rivals: tuple[str, str], years: NDArray[np.int64]) -> Panel:
    """Shares [state, year] of both; nan where no row is kept, or the state was no member."""
    members = third_states(place, rivals)
    sides = [np.full((len(members), len(years)), np.nan) for _ in rivals]
    for side, rival in zip(sides, map(unit, rivals), strict=True):
        for s, member in enumerate(members):
            for year, value in shares.get((unit(member.state), rival), {}).items():
                if member.in_year(year):
                    side[s, year - years[0]] = value
    held = ~np.isnan(sides[0]) & ~np.isnan(sides[1])
    return Panel(tuple(member.state for member in members), years, sides[0], sides[1], held * 4)


def _presence(panel: Panel) -> float:
    """The smaller of the mean shares of the last years, over the states that have both; nought where these are fewer than three or than half."""
    both = np.where(panel.n[:, -RECENT:] > 0, 1.0, np.nan)
    states = np.isfinite(both).any(axis=1).sum()
    if states < max(MIN_STATES, len(panel.states) / 2):
        return 0.0
    return float(min(np.nanmean(side[:, -RECENT:] * both) for side in (panel.first, panel.second)))


def _contest(place: Region, panel: Panel, rivals: tuple[str, str], years: NDArray[np.int64]) -> Contest | None:
    window = int(years[0]), int(years[-1])
    rows = {str(row["quantity"]): row for row in contest_rows(panel, SERIES, place, rivals, window)}
    if not rows:
        return None
    lead = next(row for name, row in rows.items() if name.startswith("lead"))
    sides = [_held(rival, rows[f"closeness to {rival}"]) for rival in rivals]
    reading = str(lead["reading"])
    gains = reading.split(" gains on ")[0] if " gains on " in reading else ""
    return Contest(
        place,
        (_whole(lead["first_year"]), _whole(lead["last_year"])),
        _whole(lead["n_states"]),
        (sides[0], sides[1]),
        _towards(_estimate(lead, "value"), gains == rivals[1]),
        gains,
        _whole(lead["n_states"]) < FEW,
    )


def _held(rival: str, row: dict[str, object]) -> Held:
    return Held(rival, _estimate(row, "first_level"), _estimate(row, "last_level"), _estimate(row, "value"))


def _towards(lead: Estimate, second: bool) -> Estimate:
    """The trend of the lead as the gainer's: turned round for the second."""
    if not second or lead.value is None or lead.low is None or lead.high is None:
        return lead
    return replace(lead, value=-lead.value, low=-lead.high, high=-lead.low)


def _estimate(row: dict[str, object], name: str) -> Estimate:
    low, high = (_number(row[edge]) if name == "value" else None for edge in ("low", "high"))
    day = row["as_of"]
    return Estimate(
        _number(row[name]),
        low,
        high,
        0.0 if low is None else LEVEL,
        _whole(row["n_evidence"]),
        day if isinstance(day, date) else date.min,
        str(row["method"]),
        str(row["evidence"]),
        str(row["unit"]) if name == "value" else "per cent",
    )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _whole(value: object) -> int:
    return int(value) if isinstance(value, int | float) else 0
