"""Distance of two ideal points, forecast through the two positions: where states that vote alike stand tells where each is bound.

What is forecast is the signed gap between two positions, with a spread that has no side; its absolute value is the distance. The two
states' own past, and that of those who voted as they did, are differences of state numbers, so the forecasts of all pairs agree with
one forecast for each state. Several models are averaged quantile by quantile: with narrow and wide past, drawn to nought more and less.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from comity.outlook.direct import Fitted, Rows, Settings, fit
from comity.outlook.features import LONG, mean_of, settled
from comity.outlook.shape import folded

Floats = NDArray[np.float64]

GRAIN = 0.02
ALIKE = 16
"""Power of agreement by which those who vote alike count."""
NARROW = (0, 1, 2, 3, 4, 5, 6)
WIDE = (*NARROW, 7, 8)
STACK = ((NARROW, 1.0), (WIDE, 1.0), (NARROW, 10.0), (WIDE, 10.0))
"""Columns of `Gaps.own` and ridge of each model averaged."""
HALF = 40.0
SPAN, FIRST, MOST = 30, 21, 60_000


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is known of every pair at a period: own [n, 9] gaps now, before and on average, and of those alike; restless [n, 11]."""

    own: Floats
    restless: Floats

    @property
    def whole(self) -> NDArray[np.bool_]:
        """Pairs [n] of which nothing is missing."""
        return np.asarray(np.isfinite(self.own).all(axis=1) & np.isfinite(self.restless).all(axis=1))


@dataclass
class Positions:
    """Positions and their errors (sd) [u, t], and agreement [t, u, u] of the same periods; pairs are all of first < second."""

    value: Floats
    error: Floats
    agreement: NDArray[np.float32]
    _known: dict[int, Gaps] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.one, self.two = np.triu_indices(len(self.value), 1)
        self.gap = self.value[self.one] - self.value[self.two]
        self.distance = np.abs(self.gap)

    def usable(self, t: int) -> NDArray[np.bool_]:
        """Pairs [n] with a settled past."""
        return np.asarray(settled(self.distance, t, least=min(18, t)) & self.known(t).whole)

    def known(self, t: int) -> Gaps:
        """Features of all pairs at a period, from it and earlier ones alone."""
        if t not in self._known:
            self._known[t] = self._gaps(t)
        return self._known[t]

    def _gaps(self, t: int) -> Gaps:
        now, before = self.value[:, t], self.value[:, t - 1]
        lag = np.where(np.isfinite(before), before, now)
        five, long = mean_of(self.value, t, 5), mean_of(self.value, t, LONG)
        near, far = self._alike(t, 5), self._alike(t, LONG)
        beside = _mean(near, now)
        columns = (
            now,
            lag,
            five,
            long,
            beside,
            _mean(near, five),
            beside - _mean(near, lag),
            _mean(far, long),
            _mean(far, now),
        )
        own = np.stack([self._gap(column) for column in columns], axis=1)
        return Gaps(own, self._restless(t, now, long, beside, near))

    def _gap(self, column: Floats) -> Floats:
        return np.asarray(column[self.one] - column[self.two])

    def _alike(self, t: int, years: int) -> Floats:
        """Mean agreement [u, u] of the last years, 0 where there is none."""
        part = self.agreement[max(t - years + 1, 0) : t + 1]
        held = np.isfinite(part)
        mean = np.where(held, part, 0).sum(axis=0) / np.maximum(held.sum(axis=0), 1)
        np.fill_diagonal(mean, 0)
        return np.asarray(mean, dtype=float)

    def _restless(self, t: int, now: Floats, long: Floats, beside: Floats, near: Floats) -> Floats:
        past = slice(max(t - LONG + 1, 0), t + 1)
        gap, alike = self._gap(now), near[self.one, self.two]
        moves = _moves(self.value[:, past])
        centre = np.nanmean(now)
        with np.errstate(all="ignore"):
            spread = np.nanstd(self.gap[:, past], axis=1)
        squares = (
            moves[self.one] ** 2 + moves[self.two] ** 2,
            self.error[self.one, t] ** 2 + self.error[self.two, t] ** 2,
        )
        logs = (
            *(np.log(size + GRAIN) for size in (_moves(self.gap[:, past]), spread, np.abs(gap) + GRAIN)),
            *(np.log(square + GRAIN**2) for square in squares),
            *(np.log(np.abs(x) + GRAIN) for x in (gap - self._gap(long), self._gap(now - beside))),
        )
        out = np.maximum(np.abs(now[self.one] - centre), np.abs(now[self.two] - centre))
        return np.stack([*logs, alike, alike**2, np.abs(gap), out], axis=1)

    def rows(self, now: int, horizon: int) -> Rows:
        """Pairs and years whose answers were known at `now`."""
        periods = np.arange(max(FIRST, now - SPAN), now - horizon + 1)
        taken = [np.flatnonzero(self.usable(t) & np.isfinite(self.gap[:, t + horizon])) for t in periods.tolist()]
        step = max(1, -(-sum(map(len, taken)) // MOST))
        kept = [(t, pairs[::step]) for t, pairs in zip(periods.tolist(), taken, strict=True)]
        period = np.concatenate([np.full(len(pairs), t) for t, pairs in kept])
        return Rows(
            own=np.concatenate([self.known(t).own[pairs] for t, pairs in kept]),
            restless=np.concatenate([self.known(t).restless[pairs] for t, pairs in kept]),
            base=np.zeros(len(period)),
            seen=np.concatenate([self.gap[pairs, t + horizon] for t, pairs in kept]),
            period=period,
            periods=periods,
            terms=np.zeros((len(periods), 0)),
        )

    def fitted(self, now: int, horizon: int) -> tuple[Fitted, ...]:
        """The models of the stack, from what was known at `now`."""
        rows = self.rows(now, horizon)
        return tuple(
            fit(_only(rows, columns), now, horizon, Settings(GRAIN, HALF, ridge, even=True)) for columns, ridge in STACK
        )

    def quantiles(self, models: tuple[Fitted, ...], t: int, pairs: NDArray[np.bool_]) -> Floats:
        """Quantiles [n, q] of the distance of pairs."""
        known, none = self.known(t), np.zeros(0)
        each = [
            model.quantiles(known.own[pairs][:, list(columns)], known.restless[pairs], 0.0, none)
            for model, (columns, _) in zip(models, STACK, strict=True)
        ]
        return folded(np.mean(each, axis=0))


def _only(rows: Rows, columns: tuple[int, ...]) -> Rows:
    from dataclasses import replace

    return replace(rows, own=rows.own[:, list(columns)])


def _mean(alike: Floats, column: Floats) -> Floats:
    """Mean [u] of a column over the others, by how alike they vote."""
    held = np.isfinite(column)
    weight = alike**ALIKE * held[None]
    return np.asarray(weight @ np.where(held, column, 0) / np.maximum(weight.sum(axis=1), 1e-9))


def _moves(past: Floats) -> Floats:
    """Root mean square [n] of the moves from year to year."""
    step = np.diff(past, axis=1)
    held = np.isfinite(step)
    count = held.sum(axis=1)
    total = (np.where(held, step, 0) ** 2).sum(axis=1)
    return np.where(count, np.sqrt(total / np.maximum(count, 1)), np.nan)
