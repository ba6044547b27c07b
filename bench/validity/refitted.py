"""Ideal points from votes before a day only: the published ones know later votes, these do not.

For every year one fit to the votes up to that year, from where the fit of the year before stood. A measure at an origin holds, for the years
before the origin, the positions of the fit of the last year before it; for each later year those of that year's own fit.
"""

from __future__ import annotations

import csv
import gzip
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from comity.measure.ideal.best import BestPoints, best_points, extended
from comity.measure.ideal.sample import Sample, sample

from .known import votes
from .panel import FIRST, YEARS, Cells, Panel, Reader
from .protocol import ORIGINS, Measure

MATCHES = "un/voeten_matches_raw.csv.gz"
UNITED_STATES = 2


class Refitted:
    """Fits of the years FIRST_FIT to the last; distances of dyads [d, t] at an origin."""

    def __init__(self, read: Reader, panel: Panel, dims: int, sweeps: int = 14) -> None:
        self.read, self.panel, self.dims, self.sweeps = read, panel, dims, sweeps
        self.fits: dict[int, Cells] = {}

    @cached_property
    def columns(self) -> tuple[NDArray[np.str_], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Unit, session, item and choice of every vote; units are places of states, the United States by its name."""
        names = np.array([f"{place:03d}" for place in range(len(self.read.states))])
        names[np.searchsorted(self.read.states, UNITED_STATES)] = "USA"
        parts = []
        for year, items, places, chosen in votes(self.read):
            i, s = np.nonzero(chosen)
            parts.append((names[places[s]], np.full(len(i), year - FIRST + 1), items[i], chosen[i, s].astype(np.int64)))
        return tuple(np.concatenate(column) for column in zip(*parts, strict=True))  # type: ignore[return-value]

    @cached_property
    def pairs(self) -> NDArray[np.int64]:
        with gzip.open(self.read.data / MATCHES, "rt", encoding="latin-1") as lines:
            rows = list(csv.DictReader(lines))
        return np.array([(int(float(row["rcid1"])), int(float(row["rcid2"]))) for row in rows])

    def until(self, year: int) -> Sample:
        unit, session, item, choice = self.columns
        keep = session <= year - FIRST + 1
        known = np.isin(self.pairs, item[keep]).all(axis=1)
        return sample(unit[keep], session[keep], item[keep], choice[keep], pairs=self.pairs[known])

    def fit_all(self, first: int, last: int) -> None:
        """Fit year by year; keeps the positions [s, t, dims] of each."""
        points: BestPoints | None = None
        for year in range(first, last + 1):
            held = self.until(year)
            points = (
                extended(points, held, threads=1)
                if points
                else best_points(held, self.dims, sweeps=self.sweeps, threads=1)
            )
            self.fits[year] = self._positions(points)

    def _positions(self, points: BestPoints) -> Cells:
        cells = np.full((len(self.read.states), len(YEARS), self.dims), np.nan, dtype=np.float32)
        home = int(np.searchsorted(self.read.states, UNITED_STATES))
        places = np.array([home if unit == "USA" else int(unit) for unit in points.sample.units])
        cells[np.ix_(places, points.sample.sessions - 1)] = points.positions
        return cells

    def positions(self, origin: int) -> Cells:
        cells = self.fits[origin - 1].copy()
        for year in range(origin, min(origin + 4, max(self.fits)) + 1):
            cells[:, year - FIRST] = self.fits[year][:, year - FIRST]
        return cells

    def distance(self, origin: int) -> Cells:
        one, two = self.panel.dyads
        cells = self.positions(origin)
        apart: Cells = np.sqrt(((cells[one] - cells[two]) ** 2).sum(axis=2))
        return apart


def refitted(read: Reader, panel: Panel, dims: int) -> Measure:
    """Distance of ideal points as a measure of the protocol."""
    found = Refitted(read, panel, dims)
    found.fit_all(ORIGINS[0] - 1, ORIGINS[-1] + 3)
    return found.distance
