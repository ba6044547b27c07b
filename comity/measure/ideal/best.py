"""The predictive profile `best`: dynamic ordinal probit ideal points in several dimensions, with calibrated sds.

Votes in the General Assembly are not one-dimensional. This profile predicts votes best; it is not comparable with the
published estimates, which the profile `bsv` reproduces, and the two never stand in one table or chart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError
from comity.measure.ideal.best_chances import chances
from comity.measure.ideal.best_fit import SWEEPS, fit
from comity.measure.ideal.best_frame import aligned, framed, shares
from comity.measure.ideal.best_state import Fit
from comity.measure.ideal.best_warm import WARM_SWEEPS, carried, cells_shared
from comity.measure.ideal.sample import Sample
from comity.schema import LEVEL

Floats = NDArray[np.float64]

PROFILE = "best"
DIMS = 4
"""Chosen on votes set aside for choosing, not on those that the fit is judged by."""

WIDER = {1: (1.24, 1.21), 2: (1.17, 1.19), 3: (1.16, 1.18), 4: (1.19, 1.21)}
"""By number of dimensions: factors on the sds of positions and of distances with which 90 % intervals covered 90 % of
simulated truths (`best_simulated`). The raw ones are too small, as states and items are taken for independent."""


@dataclass(frozen=True)
class BestPoints:
    """Positions of units by session on `dims` axes, mean 0 and sd 1 over all unit-sessions, the United States positive.

    `fit` holds positions and covariances by cell, the latter not yet widened; the methods widen.
    """

    sample: Sample
    fit: Fit
    widened: tuple[float, float]
    profile: str = PROFILE

    @property
    def dims(self) -> int:
        """Number of axes."""
        return self.fit.dims

    @property
    def positions(self) -> Floats:
        """[u, t, d]; nan where a unit cast no vote in a session."""
        return self._spread_out(self.fit.theta)

    @property
    def sds(self) -> Floats:
        """[u, t, d] standard deviations, calibrated."""
        return self._spread_out(self.widened[0] * np.sqrt(np.einsum("cjj->cj", self.fit.spread)))

    @property
    def shares(self) -> Floats:
        """[d] share of the variance that positions give the votes which lies along each axis."""
        return shares(self.fit, self.sample)

    def cell(self, unit: str, session: int) -> int:
        """Place of a unit's session in `fit`; ComityError where it cast no vote in it."""
        u = np.flatnonzero(np.array(self.sample.units) == unit)
        t = np.flatnonzero(self.sample.sessions == session)
        if len(u) and len(t):
            at = np.flatnonzero((self.sample.cell_unit == u[0]) & (self.sample.cell_session == t[0]))
            if len(at):
                return int(at[0])
        raise ComityError(
            f"{unit} has no position in session {session}", next_step="choose a session in which it voted"
        )

    def distance(self, one: str, two: str, session: int) -> tuple[float, float]:
        """Euclidean distance of two units in a session, and its sd by the delta method."""
        a, b = self.cell(one, session), self.cell(two, session)
        lengths, sds = self.distances_of(np.array([a]), np.array([b]))
        return float(lengths[0]), float(sds[0])

    def distances(self, session: int) -> tuple[Floats, Floats]:
        """[u, u] distances in one session and their sds; nan where a unit cast no vote, 0 on the diagonal."""
        t = np.flatnonzero(self.sample.sessions == session)
        if not len(t):
            raise ComityError(f"no votes in session {session}", next_step="choose one of `sample.sessions`")
        cells = np.flatnonzero(self.sample.cell_session == t[0])
        one, two = (grid.ravel() for grid in np.meshgrid(cells, cells, indexing="ij"))
        n = len(self.sample.units)
        found, doubt = np.full((n, n), np.nan), np.full((n, n), np.nan)
        at = self.sample.cell_unit[one], self.sample.cell_unit[two]
        found[at], doubt[at] = self.distances_of(one, two)
        return found, doubt

    def chances(self, unit: str, session: int, item: int) -> Floats:
        """[3] chances that the unit, as it stood in a session, says yes, abstains or says no to an item it may not have seen."""
        at = np.flatnonzero(self.sample.items == item)
        if not len(at):
            raise ComityError(f"no item {item} in this fit", next_step="choose one of `sample.items`")
        found: Floats = chances(self.fit, np.array([self.cell(unit, session)]), at)[0]
        return found

    def bounds(self, value: Floats, sd: Floats, level: float = LEVEL) -> tuple[Floats, Floats]:
        """Ends of the interval of that level around a value."""
        reach = NormalDist().inv_cdf(0.5 + level / 2) * sd
        return value - reach, value + reach

    def distances_of(self, one: NDArray[np.int64], two: NDArray[np.int64]) -> tuple[Floats, Floats]:
        """Distances [p] of cells one[k] and two[k], and their sds."""
        apart = self.fit.theta[one] - self.fit.theta[two]
        length = np.sqrt((apart**2).sum(axis=1))
        along = apart / np.maximum(length, 1e-12)[:, None]
        cover = self.fit.spread[one] + self.fit.spread[two]
        sd = self.widened[1] * np.sqrt(np.einsum("ca,cab,cb->c", along, cover, along))
        return length, np.where(one == two, 0.0, sd)

    def _spread_out(self, by_cell: Floats) -> Floats:
        sample = self.sample
        full = np.full((len(sample.units), len(sample.sessions), self.dims), np.nan)
        full[sample.cell_unit, sample.cell_session] = by_cell
        return full


def best_points(sample: Sample, dims: int = DIMS, *, sweeps: int = SWEEPS, threads: int | None = None) -> BestPoints:
    """Fit the profile `best` to a sample (see `sample`) in 1 to 4 dimensions.

    P(yes) = Phi((g1 - beta . theta) s), P(no) = Phi((beta . theta - g2) s), s = 1 / sqrt(1 + variance of beta . theta - g):
    the ordered probit of Bailey, Strezhnev and Voeten (2017), JCR 61(2), with vectors for beta and theta, the random walk
    smoothed from both sides, and the variances of drift and items estimated. Errors: ComityError where `dims` is
    out of range or the sample has fewer than three units.

    >>> from comity.measure.ideal.sample import sample
    >>> s = sample(["CHL", "PER", "USA"] * 4, [1] * 6 + [2] * 6, [1] * 3 + [2] * 3 + [3] * 3 + [4] * 3, [1, 1, 3] * 4)
    >>> points = best_points(s, dims=1)
    >>> points.profile, points.positions.shape, points.distance("CHL", "USA", 1)[0] > points.distance("CHL", "PER", 1)[0]
    ('best', (3, 2, 1), True)
    """
    _check(sample, dims)
    line = fit(sample, 1, sweeps=sweeps, threads=threads)
    state = line if dims == 1 else fit(sample, dims, sweeps=sweeps, threads=threads)
    return BestPoints(sample, framed(state, sample, line.theta[:, 0]), WIDER[dims])


def extended(
    points: BestPoints, sample: Sample, *, sweeps: int = WARM_SWEEPS, threads: int | None = None
) -> BestPoints:
    """The points refitted to a sample that has grown, from where they stood: for a new session of votes.

    `sample` holds the old votes too. The new fit is turned onto the old one. Errors: ComityError where the two samples
    share no unit-session.
    """
    _check(sample, points.dims)
    new, old = cells_shared(sample, points.sample)
    if not len(new):
        raise ComityError("the samples share no unit-session", next_step="fit the new sample with best_points")
    state = fit(sample, points.dims, sweeps=sweeps, start=carried(points.fit, points.sample, sample), threads=threads)
    return replace(points, sample=sample, fit=aligned(state, new, points.fit.theta[old]))


def _check(sample: Sample, dims: int) -> None:
    if dims not in WIDER:
        raise ComityError(f"no profile in {dims} dimensions", next_step=f"choose {min(WIDER)} to {max(WIDER)}")
    if len(sample.units) < 3:
        raise ComityError(
            "fewer than three units", where=", ".join(sample.units), next_step="give the votes of more states"
        )
