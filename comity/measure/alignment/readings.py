"""What the indicators read of every pair and period: values, known sampling variances, counts of evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.measure.alignment.indicators import of_level
from comity.measure.alignment.sanctions import sanction_kinds
from comity.measure.alignment.treaties import treaty_level
from comity.measure.alignment.voting import kappas
from comity.measure.grid import Array, Grid, pair_series, state_series
from comity.measure.votes.panel import RollCalls, roll_calls

if TYPE_CHECKING:
    from comity.ledger import Ledger

FLOOR = 1e-4
"""Least share of trade told apart: one part in ten thousand."""

LEAST_BODIES = 15
"""Bodies a state must belong to before what it shares says anything: China belonged to ten before 1971, being shut out."""

Read = tuple[Array, Array | None, Array | None]
"""Values [u, u, t], sampling variances and counts; None: no known variance, one record a value."""


@dataclass(frozen=True)
class Readings:
    """Readings of one level: `values` and `variances` [k, d, t] over the dyads of the grid, `counts` of evidence.

    nan where an indicator says nothing; a dyad says nothing in a period in which one of its states did not exist.
    """

    level: str
    names: tuple[str, ...]
    grid: Grid
    values: NDArray[np.float64]
    variances: NDArray[np.float64]
    counts: NDArray[np.float32]


class Reader:
    """Reads indicators out of one ledger over one grid by year; what several indicators share is read once."""

    def __init__(self, ledger: Ledger, grid: Grid, calls: RollCalls | None = None) -> None:
        self.ledger, self.grid = ledger, grid
        self._calls = calls

    def level(self, name: str) -> Readings:
        """The readings of a level that the ledger holds anything of."""
        one, two = self.grid.dyads
        both = self.grid.alive[one] & self.grid.alive[two]
        held: list[tuple[str, NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]] = []
        for indicator in of_level(name):
            if indicator.name not in READ:
                continue
            value, variance, count = READ[indicator.name](self)
            rows = np.where(both, value[one, two], np.nan).astype(np.float32)
            if np.isfinite(rows).any():
                known = np.zeros_like(rows) if variance is None else variance[one, two]
                n = np.ones_like(rows) if count is None else count[one, two]
                held.append((indicator.name, rows, known, np.where(np.isfinite(rows), n, 0).astype(np.float32)))
        names = tuple(row[0] for row in held)
        stacked = [np.stack([row[i] for row in held]) if held else np.zeros((0, *both.shape)) for i in (1, 2, 3)]
        return Readings(name, names, self.grid, stacked[0].astype(float), stacked[1].astype(float), stacked[2])

    def pair(self, indicator: str, how: str = "mean") -> Array:
        return pair_series(self.ledger, self.grid, indicator, how)

    @cached_property
    def calls(self) -> RollCalls:
        return self._calls or roll_calls(self.ledger)

    @cached_property
    def obligations(self) -> Array:
        """Treaty level [u, u, t], symmetric; 0 within the years the record covers, nan beyond."""
        return _within(treaty_level(self.ledger, self.grid), self.grid, self.ledger.covers("atop_defense"))

    def shares(self, indicator: str) -> Array:
        """Log share each has in the other's flows, mean of both directions; nan where either is unknown."""
        flow = self.pair(indicator, "sum")
        return _mutual_log(flow + flow.transpose(1, 0, 2))


def _within(square: Array, grid: Grid, days: tuple[date, date] | None) -> Array:
    """nan outside the years an indicator covers: no record there is no news."""
    if days is None:
        return np.full_like(square, np.nan)
    inside = (grid.years >= days[0].year) & (grid.years <= days[1].year)
    return np.where(inside, square, np.float32(np.nan))


def _mutual_log(flow: Array) -> Array:
    """Mean of log10(FLOOR + share) of both, plus 4, so that no trade at all is 0 and a share of 1 is 4."""
    total = np.nansum(flow, axis=1, keepdims=True)
    share = np.divide(flow, total, out=np.full_like(flow, np.nan), where=total > 0)
    return _log_share(share)


def _log_share(share: Array) -> Array:
    logs = np.log10(FLOOR + np.clip(share, 0, 1)) + 4
    return np.asarray((logs + logs.transpose(1, 0, 2)) / 2, dtype=np.float32)


def _votes(reader: Reader) -> Read:
    return kappas(reader.calls, reader.grid)


def _distance(reader: Reader) -> Read:
    point = state_series(reader.ledger, reader.grid, "ideal_point_all")
    low, high = (state_series(reader.ledger, reader.grid, f"ideal_point_all_q{q}") for q in ("05", "95"))
    n = state_series(reader.ledger, reader.grid, "ideal_point_all_votes")
    sd = (high - low) / (2 * 1.645)
    distance = -np.abs(point[:, None] - point[None])
    return distance, sd[:, None] ** 2 + sd[None] ** 2, np.minimum(n[:, None], n[None])


def _bodies(reader: Reader) -> Read:
    shared, own = reader.pair("shared_igos", "max"), state_series(reader.ledger, reader.grid, "igo_full", "max")
    own = np.where(own >= LEAST_BODIES, own, np.float32(np.nan))
    scale = np.sqrt(own[:, None] * own[None])
    value = np.divide(shared, scale, out=np.full_like(shared, np.nan), where=scale > 0)
    return np.minimum(value, 1), None, shared


def _reports(reader: Reader) -> Read:
    count = {name: _both_ways(reader.pair(f"icews_{name}", "sum")) for name in _REPORTED}
    good = count["verbal_cooperation"] + count["material_cooperation"]
    return net_share(good, count["verbal_conflict"] + count["material_conflict"])


_REPORTED = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")


def net_share(good: Array, bad: Array) -> Read:
    """(good - bad) / all, its binomial variance with one event of each added, and the count; nan without an event."""
    n = good + bad
    value = np.divide(good - bad, n, out=np.full_like(n, np.nan), where=n > 0)
    share = (good + 1) / (n + 2)
    return value, 4 * share * (1 - share) / (n + 2), n


def _treaty(reader: Reader) -> Read:
    return reader.obligations, None, None


def _allies(reader: Reader) -> Read:
    from comity.measure.alignment.allies import likeness

    return likeness(reader.obligations, reader.grid.alive), None, None


def _arms(reader: Reader) -> Read:
    flow = np.nan_to_num(reader.pair("arms_tiv", "sum"))
    five = _rolling(flow, 5)
    total = five.sum(axis=0, keepdims=True)
    share = np.divide(five, total, out=np.full_like(five, np.nan), where=total > 0)
    larger = np.fmax(share, share.transpose(1, 0, 2))
    return _within(np.sqrt(larger), reader.grid, reader.ledger.covers("arms_tiv")), None, None


def _exercises(reader: Reader) -> Read:
    held = _rolling(np.nan_to_num(reader.pair("joint_exercise", "count")), 3)
    own = held.sum(axis=1)
    scale = np.sqrt(own[:, None] * own[None])
    value = np.divide(held, scale, out=np.full_like(held, np.nan), where=scale > 0)
    return _within(value, reader.grid, reader.ledger.covers("joint_exercise")), None, held


def _rolling(values: Array, periods: int) -> Array:
    """Sum over a period and those before it, `periods` in all."""
    total = np.cumsum(values, axis=-1)
    total[..., periods:] -= total[..., :-periods].copy()
    return total


def _rivalry(reader: Reader) -> Read:
    rivals = np.nan_to_num(reader.pair("tss_rivalry", "max"))
    return _within(faded(_narrow(-rivals / 2)), reader.grid, reader.ledger.covers("tss_rivalry")), None, None


def _hostility(indicator: str) -> Callable[[Reader], Read]:
    def read(reader: Reader) -> Read:
        worst = np.nan_to_num(_both_ways(reader.pair(indicator, "max"), np.fmax), nan=1.0)
        return _within(faded(_narrow((1 - worst) / 4)), reader.grid, reader.ledger.covers(indicator)), None, None

    return read


def _wars(reader: Reader) -> Read:
    """Value 1 of the list is lesser conflict, 2 war."""
    worst = np.nan_to_num(reader.pair("ucdp_interstate", "max"))
    value = np.where(worst > 0, -(worst + 2) / 4, 0).astype(np.float32)
    return _within(faded(value), reader.grid, reader.ledger.covers("ucdp_interstate")), None, None


HALF_LIFE = 8
"""Years in which half of a hostile act is forgotten. On outcomes before 1990, five to ten foretold disputes best."""


def faded(acts: Array) -> Array:
    """Hostile acts [..., t] (0 or below) and what is remembered of earlier ones, whichever weighs more.

    >>> [round(float(x), 2) for x in faded(np.array([-1.0] + [0.0] * HALF_LIFE, dtype=np.float32))][::HALF_LIFE]
    [-1.0, -0.5]
    """
    keep = np.float32(0.5 ** (1 / HALF_LIFE))
    out = acts.copy()
    for t in range(1, acts.shape[-1]):
        out[..., t] = np.minimum(acts[..., t], out[..., t - 1] * keep)
    return out


def _narrow(values: NDArray[np.floating]) -> Array:
    return np.asarray(values, dtype=np.float32)


def _both_ways(square: Array, fold: Callable[[Array, Array], Array] = np.add) -> Array:
    return np.asarray(fold(square, square.transpose(1, 0, 2)), dtype=np.float32)


def _imports(reader: Reader) -> Read:
    return _log_share(_narrow(reader.pair("wits_import_share") / 100)), None, None


def _agreement(reader: Reader) -> Read:
    tied = np.nan_to_num(reader.pair("trade_agreement_in_force", "max"))
    return _within(tied, reader.grid, reader.ledger.covers("trade_agreement_in_force")), None, None


def _sanctions(reader: Reader) -> Read:
    kinds = _both_ways(sanction_kinds(reader.ledger, reader.grid))
    value = _narrow(-np.log1p(kinds) / np.log(13))
    return _within(value, reader.grid, reader.ledger.covers("sanction_trade")), None, kinds


READ: dict[str, Callable[[Reader], Read]] = {
    "votes": _votes,
    "distance": _distance,
    "bodies": _bodies,
    "reports": _reports,
    "treaty": _treaty,
    "allies": _allies,
    "arms": _arms,
    "exercises": _exercises,
    "rivalry": _rivalry,
    "disputes": _hostility("gml_hostility"),
    "disputes_cow": _hostility("cow_mid_hostility"),
    "wars": _wars,
    "trade": lambda reader: (reader.shares("cow_imports"), None, None),
    "imports": _imports,
    "agreement": _agreement,
    "sanctions": _sanctions,
}
