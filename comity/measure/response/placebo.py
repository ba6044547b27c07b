"""Placebo dyads: the same regressions where no answer to pressure can be, beside the real ones."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError
from comity.measure.response.asked import Asked
from comity.measure.response.rows import Row, rows

Array = NDArray[np.float64]

KINDS = {
    "shuffled": "every state given the pressure on another, at random",
    "unpressed": "dyads of states under less pressure than the median, given the pressure on others",
}


@dataclass(frozen=True, slots=True)
class Placebo:
    """A horizon over `n` placebo panels of one kind: mean estimate, its inner `level` range, share of intervals clear
    of zero (1 - level where the intervals are right), and share of panels as far from zero as the real estimate."""

    kind: str
    step: int
    term: str
    estimate: float
    low: float
    high: float
    level: float
    clear: float
    as_far: float
    n: int


def placebos(
    asked: Asked, real: Sequence[Row], names: Sequence[str], horizons: Sequence[int], level: float, n: int, seed: int
) -> tuple[Placebo, ...]:
    """Both kinds of placebo at every horizon, over n random panels each; of several draws the first is used.

    A kind is missing where its panels cannot be fitted.
    """
    one = replace(asked, y=asked.y[:1], pressure_a=asked.pressure_a[:1], pressure_b=asked.pressure_b[:1])
    history = histories(one)
    found: list[Placebo] = []
    for kind, random in zip(KINDS, np.random.default_rng(seed).spawn(len(KINDS)), strict=True):
        panels = [_panel(one, history, kind, random) for _ in range(n)]
        for h in horizons:
            own = [row for row in real if row.step == h]
            drawn = _fitted(panels, names, h, level)
            found += [_summed(kind, true, [rows[k] for rows in drawn]) for k, true in enumerate(own) if drawn]
    return tuple(found)


def _fitted(panels: Sequence[Asked], names: Sequence[str], h: int, level: float) -> list[tuple[Row, ...]]:
    """The rows of every panel that can be fitted: few quiet states may leave none."""
    drawn = []
    for panel in panels:
        with suppress(ComityError):
            drawn.append(rows(panel.horizon(h), names, (h,) * len(names), panel, level, h))
    return drawn


def histories(asked: Asked) -> Array:
    """The pressure on every state [u, t] as the dyads show it; ComityError where two dyads show another."""
    one, two = asked.units
    history = np.full((int(max(one.max(), two.max())) + 1, len(asked.years)), np.nan)
    for places, pressure in ((one, asked.pressure_a[0]), (two, asked.pressure_b[0])):
        d, t = np.nonzero(np.isfinite(pressure))
        history[places[d], t] = pressure[d, t]
    for places, pressure in ((one, asked.pressure_a[0]), (two, asked.pressure_b[0])):
        shown = np.isfinite(pressure)
        if not np.allclose(history[places][shown], pressure[shown]):
            raise ComityError(
                "placebo dyads need the pressure on a state to be the same in all its dyads",
                next_step="give such pressures, or n_placebo=0",
            )
    return history


def _panel(asked: Asked, history: Array, kind: str, random: np.random.Generator) -> Asked:
    known = np.flatnonzero(np.isfinite(history).any(axis=1))
    giver = np.arange(len(history))
    y = asked.y
    if kind == "shuffled":
        giver[known] = random.permutation(known)
    else:
        mean = np.nanmean(history[known], axis=1)
        pressed, quiet = known[mean > np.median(mean)], known[mean <= np.median(mean)]
        giver[quiet] = random.choice(pressed, size=len(quiet), replace=len(quiet) > len(pressed))
        apart = np.isin(asked.units[0], quiet) & np.isin(asked.units[1], quiet)
        y = np.where(apart[:, None], asked.y, np.nan)
    given = history[giver]
    one, two = asked.units
    return replace(asked, y=y, pressure_a=given[one][None], pressure_b=given[two][None])


def _summed(kind: str, real: Row, drawn: Sequence[Row]) -> Placebo:
    estimates = np.array([row.estimate for row in drawn])
    low, high = np.quantile(estimates, [0.5 - real.level / 2, 0.5 + real.level / 2])
    as_far = float(np.mean(np.abs(estimates) >= abs(real.estimate)))
    clear = float(np.mean([row.clear for row in drawn]))
    return Placebo(
        kind,
        real.step,
        real.term,
        float(estimates.mean()),
        float(low),
        float(high),
        real.level,
        clear,
        as_far,
        len(drawn),
    )
