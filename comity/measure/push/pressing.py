"""Pressing: what the members of a bloc do against every state, year by year, as shares that coverage does not swell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity import actors
from comity.errors import ComityError
from comity.measure.grid import Grid, pair_series, state_series

if TYPE_CHECKING:
    from comity.ledger import Ledger

Array = NDArray[np.float32]

SANCTIONS = ("trade", "arms", "military", "financial", "travel", "other")
GSDB = tuple(f"sanction_{kind}" for kind in SANCTIONS)
TIES = ("sanction_threat", "sanction_imposed")
CASES = (*GSDB, *TIES)
COLLECTIONS = (GSDB, TIES)
LAST = dict.fromkeys(TIES, 2005)
"""TIES takes up cases that began by 2005; it follows some of them to 2013, but nothing new."""
DISPUTES = {"gml_hostility": 5.0, "cow_mid_hostility": 5.0}
"""Indicators of hostility in disputes, with their highest level."""
REPORTED = ("icews_material_conflict", "icews_verbal_conflict")
ALL_REPORTED = (*REPORTED, "icews_material_cooperation", "icews_verbal_cooperation")
HOSTILE = ("ACCUSE", "ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "REJECT", "SANCTION", "THREATEN")
READ = "events_hostile"
NAMES = (*CASES, *DISPUTES, *REPORTED, READ)

POWER = ("fariss_gdp", "wb_gdp", "cow_cinc")
ENOUGH = 0.8
"""A power series weights the members of a year where it holds at least this share of them."""


@dataclass(frozen=True, slots=True)
class PressureIndicators:
    """`names` [k], `values` [k, u, t] from 0 to 1, nan where not known, and the count of records behind each cell.

    A value is the share of the bloc, by power, that acts (sanctions, threats, disputes by level of hostility), or
    the share of hostile events among all events from the bloc to the state. A state is left out of the bloc when it
    is itself the target. nan before a bloc has members, where a state does not exist and where a source does not reach.
    """

    names: tuple[str, ...]
    values: Array
    n_evidence: NDArray[np.int32]


def pressure_indicators(ledger: Ledger, grid: Grid, bloc: str, names: tuple[str, ...] = NAMES) -> PressureIndicators:
    """The directed hostile indicators of a bloc towards every state of a yearly grid.

    share[u, t] = sum_m w[m, t] x[m, u, t] / sum_m w[m, t] over members m other than u with a known weight: x is 1 for
    a sanction or threat in force in the year, hostility / 5 for a militarised dispute; w is GDP of the year (Fariss, then
    World Bank, then CINC, whichever first holds four fifths of the members). A body that sanctions (EU, NATO, UNO, G7)
    stands for its members of the last day in force in the year. Events count as sums of hostile over sums of all.
    The two collections of disputes are two readings of the same disputes: choose one where they are added up.

    ComityError: an unknown indicator, a grid of months, or a bloc without dated members.
    """
    unknown = set(names) - set(NAMES)
    if unknown:
        raise ComityError(f"no indicator {min(unknown)!r} of pressure", next_step=f"choose from {', '.join(NAMES)}")
    if np.datetime_data(grid.periods.dtype)[0] != "Y":
        raise ComityError("pressure is read by year", next_step="give grid(first, last)")
    pressing = Pressing(ledger, grid, bloc)
    cells = [pressing.indicator(name) for name in names]
    alive = grid.alive & pressing.members.any(axis=0)
    values = np.stack([np.where(alive, value, np.nan) for value, _ in cells]).astype(np.float32)
    return PressureIndicators(names, values, np.stack([n for _, n in cells]).astype(np.int32))


class Pressing:
    """One bloc over one grid: its members by year, their weights, and the records in which they act."""

    def __init__(self, ledger: Ledger, grid: Grid, bloc: str) -> None:
        self.ledger, self.grid, self.bloc = ledger, grid, bloc
        last = (grid.periods + 1).astype("datetime64[D]") - 1
        self.members = membership(grid, bloc, last)
        if not self.members.any():
            raise ComityError(f"{bloc} has no dated members in these years", next_step="choose a bloc such as NATO")
        self.weights = self._weights()

    def indicator(self, name: str) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Values and counts [u, t] of one indicator."""
        if name in DISPUTES:
            return self._disputes(name)
        if name in REPORTED:
            return self._reported(name)
        return self._read() if name == READ else self._cases(name)

    def _weights(self) -> NDArray[np.float64]:
        """Power [u, t] of each member, nan where not known and 0 for others."""
        weights = np.full(self.grid.shape, np.nan)
        open_years = self.members.any(axis=0)
        for series in POWER:
            power = state_series(self.ledger, self.grid, series).astype(float)
            held = (self.members & np.isfinite(power)).sum(axis=0) >= ENOUGH * self.members.sum(axis=0)
            weights[:, open_years & held] = power[:, open_years & held]
            open_years &= ~held
        return np.where(self.members, weights, 0.0)

    def _share(self, acts: NDArray[np.float64]) -> NDArray[np.float64]:
        """Weighted share [u, t] of what the members do [m, u, t], the target itself left out."""
        weights = np.nan_to_num(self.weights)
        whole = weights.sum(axis=0) - weights
        done = np.einsum("mt,mut->ut", weights, acts)
        share: NDArray[np.float64] = np.divide(done, whole, out=np.full(whole.shape, np.nan), where=whole > 0)
        return share

    def _cases(self, name: str) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        u, t = self.grid.shape
        acts, n = np.zeros((u, u, t)), np.zeros((u, t), dtype=np.int64)
        for senders, target, year in self._spells(name):
            own = senders & self.members[:, year]
            own[target] = False
            acts[own, target, year] = 1.0
            n[target, year] += own.any()
        return np.where(self._reach(name), self._share(acts), np.nan), n

    def _spells(self, name: str) -> Iterator[tuple[NDArray[np.bool_], int, int]]:
        """(senders [u], target, year) of every year that a record touches."""
        rows = self.ledger.arrays(_RECORDS, (name,))
        first = int(self.grid.years[0])
        bodies = _Bodies(self.grid)
        for sender, target, start, end in zip(
            *(rows[c] for c in ("state1", "state2", "start_date", "end_date")), strict=True
        ):
            place = self.grid.places.get(str(target))
            if place is None:
                continue
            last = end if not np.isnat(end) else (self.grid.periods[-1] + 1).astype("datetime64[D]") - 1
            years = range(_year(start) - first, min(_year(last) - first + 1, self.grid.shape[1]))
            for year in years[max(-years.start, 0) :]:
                closing = (self.grid.periods[year] + 1).astype("datetime64[D]") - 1
                yield bodies(str(sender), min(closing, last)), place, year

    def _disputes(self, name: str) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        hostility = pair_series(self.ledger, self.grid, name, "max")
        acts = np.nan_to_num(hostility / DISPUTES[name]) * self.members[:, None]
        return np.where(self._reach(name), self._share(acts), np.nan), (acts > 0).sum(axis=0)

    def _reported(self, name: str) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        rows = self.ledger.arrays(_COUNTS, (*ALL_REPORTED,))
        year = rows["year"].astype(np.int64) - self.grid.years[0]
        one, two = (
            np.array([self.grid.places.get(str(state), -1) for state in rows[side]], dtype=np.int64)
            for side in ("state1", "state2")
        )
        inside = (one >= 0) & (two >= 0) & (one != two) & (year >= 0) & (year < self.grid.shape[1])
        inside[inside] = self.members[one[inside], year[inside]]
        hostile, every = np.zeros(self.grid.shape), np.zeros(self.grid.shape)
        np.add.at(every, (two[inside], year[inside]), rows["n"][inside].astype(float))
        inside &= rows["indicator"] == name
        np.add.at(hostile, (two[inside], year[inside]), rows["n"][inside].astype(float))
        return _ratio(hostile, every)

    def _read(self) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Coded events of texts, asserted ones: the bloc itself, a member, or a body most of whose members are its own."""
        hostile, every = np.zeros(self.grid.shape), np.zeros(self.grid.shape)
        rows = self.ledger.arrays(_EVENTS)
        bodies = _Bodies(self.grid)
        for actor, target, day, type, n in zip(
            *(rows[c] for c in ("actor", "recipient", "day", "type", "n")), strict=True
        ):
            year, place = _year(day) - int(self.grid.years[0]), self.grid.places.get(str(target))
            if (
                place is None
                or not 0 <= year < self.grid.shape[1]
                or (self.members[place, year] and actor == self.bloc)
            ):
                continue
            acting = bodies(str(actor), day)
            if actor == self.bloc or 2 * (acting & self.members[:, year]).sum() > acting.sum():
                every[place, year] += n
                hostile[place, year] += n * (type in HOSTILE)
        return _ratio(hostile, every)

    def _reach(self, name: str) -> NDArray[np.bool_]:
        """Years [t] that the data set of an indicator reaches: from its first record to the last that begins in it.

        A case that goes on after the coders' last year says nothing about new ones, so ends do not count.
        """
        siblings = next((kinds for kinds in COLLECTIONS if name in kinds), (name,))
        reach = [self.ledger.arrays(_REACH, (sibling,)) for sibling in siblings]
        begun = [row[side][0] for row in reach for side in ("first", "last") if not np.isnat(row[side][0])]
        years: NDArray[np.int64] = self.grid.years
        if not begun:
            return np.zeros(len(years), dtype=bool)
        return (years >= _year(min(begun))) & (years <= min(_year(max(begun)), LAST.get(name, 9999)))


def membership(grid: Grid, bloc: str, days: NDArray[np.datetime64]) -> NDArray[np.bool_]:
    """[u, day]: who was a full member of the bloc on each day, predecessors under the unit that continues them."""
    mask = np.zeros((len(grid.units), len(days)), dtype=bool)
    for at, day in enumerate(days.astype(object)):
        for state in actors.members(bloc, day):
            mask[grid.place(state), at] = True
    return mask


class _Bodies:
    """Who stands behind an actor on a day: a state itself, a body its members."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self._blocs = {bloc.id for bloc in actors.blocs()}
        self._known: dict[tuple[str, np.datetime64], NDArray[np.bool_]] = {}

    def __call__(self, actor: str, day: np.datetime64) -> NDArray[np.bool_]:
        if actor in self.grid.places:
            day = self.grid.periods[0]
        if (actor, day) not in self._known:
            self._known[actor, day] = self._members(actor, day)
        return self._known[actor, day]

    def _members(self, actor: str, day: np.datetime64) -> NDArray[np.bool_]:
        if actor in self._blocs:
            return membership(self.grid, actor, np.array([day]))[:, 0]
        alone = np.zeros(len(self.grid.units), dtype=bool)
        if actor in self.grid.places:
            alone[self.grid.places[actor]] = True
        return alone


def _ratio(part: NDArray[np.float64], whole: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    value = np.divide(part, whole, out=np.full(whole.shape, np.nan), where=whole > 0)
    return value, whole.astype(np.int64)


def _year(day: np.datetime64) -> int:
    return int(day.astype("datetime64[Y]").astype(np.int64)) + 1970


_RECORDS = (
    "SELECT state1, state2, start_date, end_date FROM records"
    " WHERE indicator = ? AND current AND value > 0 AND state2 IS NOT NULL"
)
_REACH = "SELECT min(start_date) AS first, max(start_date) AS last FROM records WHERE indicator = ? AND current"
_COUNTS = (
    "SELECT indicator, state1, state2, year(start_date) AS year, sum(value) AS n FROM records"
    " WHERE indicator IN (?, ?, ?, ?) AND current AND value > 0 AND state2 IS NOT NULL GROUP BY ALL"
)
_EVENTS = (
    "SELECT actor, recipient, date_start AS day, type, count(*) AS n FROM current_events"
    " WHERE status = 'asserted' AND date_start IS NOT NULL AND actor <> '' AND recipient <> '' GROUP BY ALL"
)
