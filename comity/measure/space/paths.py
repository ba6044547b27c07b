"""Paths: all levels of one dyad at once, with their covariances and the weight of every reading in every level.

Readings less intercepts, o[k, s]; V prior covariance of the levels; A[k] the inverse of an indicator's own covariance (habit,
noise, sampling) over the periods it is read in, 0 elsewhere. Then C = (I + V sum_k l[k]^2 A[k])^-1 V is the covariance of
the levels given the readings and C sum_k l[k] A[k] o[k] their mean where the prior's is 0. No inverse of V: drift may be 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from comity.measure.space.compiled import Flags, Floats, Ints
from comity.measure.space.habits import Habits, check_habits
from comity.measure.space.model import Model, panel
from comity.measure.space.smoothing import check


@dataclass(frozen=True, slots=True)
class Path:
    """Mean [t] and covariance [t, t] of the levels from the beginning on (0 before it), offs [k, s] readings less
    intercepts (0: missing), sources [k, s, s] = l[k] A[k], prior [t] the prior's part of the mean.
    """

    mean: Floats
    covariance: Floats
    offs: Floats
    sources: Floats
    prior: Floats
    begin: int

    def weights(self, row: Floats) -> Floats:
        """Weight [k, s] of each reading in the sum of levels whose covariances with the levels are `row` [t]."""
        return np.asarray(row @ self.sources)


def path(
    y: Floats, v: Floats | None, model: Model, habits: Habits | None = None, *, group: int = 0, begin: int = 0
) -> Path:
    """The levels of one dyad with readings y [k, t] and sampling variances v [k, t].

    >>> model = Model([1.0], [0.0], [1.0], 0.0, 0.0, 1.0)
    >>> found = path(np.array([[3.0, np.nan]]), None, model)
    >>> np.round(found.mean, 9).tolist(), np.round(found.covariance, 9).tolist()
    ([1.5, 1.5], [[0.5, 0.5], [0.5, 0.5]])
    """
    y = np.asarray(y, dtype=np.float64)
    if habits is not None:
        check_habits(habits, model)
    t = y.shape[1]
    off = y - model.centres(t)
    noise = model.noise[:, None] + (np.zeros(y.shape) if v is None else np.asarray(v, dtype=np.float64))
    there = ~np.isnan(off + noise)
    there[:, :begin] = False
    steps = np.maximum(np.minimum.outer(np.arange(t), np.arange(t)) - begin, 0.0)
    sources = _sources(there, noise, steps, model, habits)
    prior = np.zeros((t, t))
    prior[begin:, begin:] = model.start_var[group] + model.drift[group] * steps[begin:, begin:]
    information = np.einsum("k,kij->ij", model.loadings, sources)
    covariance = np.linalg.solve(np.eye(t) + prior @ information, prior)
    covariance = (covariance + covariance.T) / 2
    offs = np.where(there, off, 0.0)
    start = np.where(np.arange(t) >= begin, model.start_mean[group], 0.0)
    base = start - covariance @ (information @ start)
    mean = base + covariance @ np.einsum("kij,kj->i", sources, offs)
    return Path(mean, covariance, offs, sources, base, begin)


@dataclass(frozen=True, slots=True)
class Kept:
    """Readings whose habits are allowed for, in place of `smoothing.Reduced` where levels are drawn."""

    y: Floats
    v: Floats | None
    habits: Habits
    groups: Ints
    begin: Ints

    @property
    def shape(self) -> tuple[int, int]:
        """Dyads and periods."""
        return self.y.shape[1], self.y.shape[2]

    def path(self, d: int, model: Model) -> Path:
        """The levels of one dyad."""
        v = None if self.v is None else self.v[:, d]
        return path(self.y[:, d], v, model, self.habits, group=int(self.groups[d]), begin=int(self.begin[d]))


def kept(
    y: Floats, v: Floats | None, model: Model, habits: Habits, *, groups: Ints | None = None, begin: Ints | None = None
) -> Kept:
    """Readings y [k, d, t] with sampling variances v, checked against model and habits; see `panel` for the rest."""
    held = panel(y, v, groups, begin)
    check(held, model)
    check_habits(habits, model)
    return Kept(held.y, held.v if held.v.size else None, habits, held.groups, held.begin)


def spread_out(held: Path, noise: Floats) -> Floats:
    """Normal numbers [t, n] to draws of the levels [t, n]; before the beginning they mean nothing."""
    b = held.begin
    covariance = held.covariance[b:, b:]
    try:
        root = np.linalg.cholesky(covariance + 1e-12 * np.trace(covariance) * np.eye(len(covariance)))
    except np.linalg.LinAlgError:
        values, vectors = np.linalg.eigh(covariance)
        root = vectors * np.sqrt(np.maximum(values, 0.0))
    noise[b:] = held.mean[b:, None] + root @ noise[b:]
    return noise


def _sources(there: Flags, noise: Floats, steps: Floats, model: Model, habits: Habits | None) -> Floats:
    k, t = there.shape
    found = np.zeros((k, t, t))
    for i in range(k):
        seen = np.flatnonzero(there[i])
        if habits is None:
            found[i, seen, seen] = model.loadings[i] / noise[i, seen]
            continue
        own = habits.start_var[i] + habits.drift[i] * steps[np.ix_(seen, seen)]
        own[np.arange(len(seen)), np.arange(len(seen))] += noise[i, seen]
        found[i][np.ix_(seen, seen)] = model.loadings[i] * np.linalg.inv(own)
    return found
