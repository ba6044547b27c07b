"""Estimating: every level of every pair from one ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError
from comity.measure.alignment.fitting import LevelFit, fit_level
from comity.measure.alignment.indicators import LEVELS, indicator
from comity.measure.alignment.readings import Reader, Readings
from comity.measure.alignment.scale import Scale, scale_of, scaled
from comity.measure.alignment.tone import Tone, fit_tone
from comity.measure.grid import Grid, grid
from comity.measure.votes.panel import RollCalls

if TYPE_CHECKING:
    from comity.ledger import Ledger

FIRST = 1946


@dataclass(frozen=True)
class Aligned:
    """The levels that could be read: fits, scales and readings in the common unit, by level; pairs as in `grid.dyads`."""

    grid: Grid
    fits: dict[str, LevelFit]
    scales: dict[str, Scale]
    readings: dict[str, Readings]
    tone: Tone | None


def estimate_alignment(
    ledger: Ledger, first: int = FIRST, last: int | None = None, calls: RollCalls | None = None
) -> Aligned:
    """Read and fit all levels over the years first..last (None: the last year with votes).

    ComityError where the ledger holds nothing that alignment is read from. Levels without a reading are left out.
    """
    over = grid(first, last if last is not None else _last_year(ledger))
    reader = Reader(ledger, over, calls)
    raw = {level: reader.level(level) for level in LEVELS}
    raw = {level: readings for level, readings in raw.items() if readings.names}
    if not raw:
        raise ComityError("the ledger holds nothing alignment is read from", next_step="comity add --record un_votes")
    scales = {level: scale_of(readings) for level, readings in raw.items()}
    readings = {level: scaled(held, scales[level]) for level, held in raw.items()}
    groups, begin = engaged(readings), begins(over)
    fits = {level: fit_level(held, groups, begin) for level, held in readings.items()}
    return Aligned(over, fits, scales, readings, _tone(raw, fits))


def _tone(raw: dict[str, Readings], fits: dict[str, LevelFit]) -> Tone | None:
    """What the news of pairs tells at their level; None where no news is held."""
    held = raw.get("diplomatic")
    if held is None or "reports" not in held.names:
        return None
    k = held.names.index("reports")
    share, n = (held.values[k] + 1) / 2, held.counts[k].astype(float)
    level = np.full(share.shape, np.nan)
    level[fits["diplomatic"].dyads] = fits["diplomatic"].smoothed().mean
    told = np.isfinite(share) & np.isfinite(level) & (n > 0)
    return fit_tone(level[told], (share * n)[told], ((1 - share) * n)[told])


def begins(over: Grid) -> NDArray[np.int64]:
    """First period [d] in which both states of a pair are there; the number of periods where they never are."""
    one, two = over.dyads
    both = over.alive[one] & over.alive[two]
    return np.where(both.any(axis=1), both.argmax(axis=1), len(over.periods))


def engaged(readings: dict[str, Readings]) -> NDArray[np.int64]:
    """1 for pairs [d] of which a list of hostile acts, transfers, exercises or sanctions has ever spoken, else 0."""
    pairs = next(iter(readings.values())).values.shape[1]
    found = np.zeros(pairs, dtype=bool)
    for level, held in readings.items():
        for name, values in zip(held.names, held.values, strict=True):
            if indicator(name).sparse or level == "conflict":
                found |= (np.nan_to_num(values) != 0).any(axis=1)
    return found.astype(np.int64)


def _last_year(ledger: Ledger) -> int:
    days = ledger.covers("un_vote")
    if days is None:
        raise ComityError("the ledger holds no votes", next_step="comity add --record un_votes, or name the last year")
    return days[1].year
