"""Ideal points by issue: one axis from the votes on one matter, on the scale of the axis from all votes.

An axis of its own for each issue would have no common scale. Each is fitted alone in one dimension and then shifted
and stretched, over all unit-sessions that it has votes in, onto the axis of all votes: the same mean and the same sd there.
What is compared is therefore order and relative distance on an issue, not absolute level.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from comity.errors import ComityError, Refused
from comity.measure.ideal.best import BestPoints, best_points
from comity.measure.ideal.best_fit import votes_kept
from comity.measure.ideal.best_state import turned
from comity.measure.ideal.sample import Sample

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ISSUES: Mapping[str, str] = {
    "me": "Palestinian conflict",
    "nu": "nuclear weapons and nuclear material",
    "di": "arms control and disarmament",
    "co": "colonialism",
    "hr": "human rights",
    "ec": "economic development",
}
"""Issue codes of the roll calls, after Voeten (2013), in the Routledge Handbook of International Organization."""

LEAST_ITEMS, LEAST_VOTES = 30, 5
"""Roll calls without which an issue gets no axis; votes of a unit in a session without which it gets no position."""


@dataclass(frozen=True)
class IssuePoints:
    """One issue's axis: `points` (profile "best by issue"), `n_votes` [u, t] votes on it, `alike` the correlation with the
    axis of all votes over the unit-sessions that have both."""

    issue: str
    points: BestPoints
    n_votes: Ints
    alike: float

    def position(self, unit: str, session: int) -> tuple[float, float, int]:
        """Position, sd and number of votes. Refused where fewer than five votes stand behind it."""
        sample = self.points.sample
        if unit not in sample.units or session not in sample.sessions:
            raise Refused(f"{unit} has no vote on {ISSUES.get(self.issue, self.issue)} in session {session}")
        u, t = sample.units.index(unit), int(np.flatnonzero(sample.sessions == session)[0])
        n = int(self.n_votes[u, t])
        if n < LEAST_VOTES:
            raise Refused(
                f"{n} votes of {unit} on {ISSUES.get(self.issue, self.issue)} in session {session}",
                next_step=f"choose a session with {LEAST_VOTES} or more, or the axis of all votes",
            )
        return float(self.points.positions[u, t, 0]), float(self.points.sds[u, t, 0]), n


def by_issue(sample: Sample, issue: str, items: ArrayLike, overall: BestPoints | None = None) -> IssuePoints:
    """The axis of one issue, `items` being the ids of its roll calls (ids not in the sample are passed over).

    `overall` is the fit of all votes whose first axis gives the scale; without it a fit in one dimension is made.
    Errors: Refused where fewer than 30 items of the sample are on the issue.
    """
    wanted = np.isin(sample.items, np.asarray(items, dtype=np.int64))
    if wanted.sum() < LEAST_ITEMS:
        raise Refused(
            f"{int(wanted.sum())} roll calls on {ISSUES.get(issue, issue)}, too few for an axis",
            next_step=f"give {LEAST_ITEMS} or more",
        )
    part = _compact(sample, wanted[sample.item])
    whole = overall if overall is not None else best_points(sample, dims=1)
    scale = _positions_at(whole, part)
    alone = best_points(part, dims=1)
    both = ~np.isnan(scale)
    own = alone.fit.theta[both, 0]
    alike = float(np.corrcoef(own, scale[both])[0, 1])
    stretch = scale[both].std() / own.std() * (1.0 if alike >= 0 else -1.0)
    centre = np.array([own.mean() - scale[both].mean() / stretch])
    points = BestPoints(part, turned(alone.fit, np.array([[stretch]]), centre), alone.widened, "best by issue")
    counts = np.zeros((len(part.units), len(part.sessions)), dtype=np.int64)
    counts[part.cell_unit, part.cell_session] = part.n_votes
    return IssuePoints(issue, points, counts, abs(alike))


def _compact(sample: Sample, keep: NDArray[np.bool_]) -> Sample:
    """The votes kept, over the units, sessions and items that still have any."""
    part = votes_kept(sample, keep)
    u, unit = np.unique(part.unit, return_inverse=True)
    t, session = np.unique(part.session, return_inverse=True)
    i, item = np.unique(part.item, return_inverse=True)
    ours, when, which = (column.astype(np.int32) for column in (unit, session, item))
    return Sample(
        tuple(sample.units[k] for k in u), sample.sessions[t], sample.items[i], ours, when, which, part.choice
    )


def _positions_at(points: BestPoints, part: Sample) -> Floats:
    """First position [c] of the cells of `part`, nan where `points` has none."""
    sample = points.sample
    where = {(sample.units[u], int(sample.sessions[t])): c
             for c, (u, t) in enumerate(zip(sample.cell_unit, sample.cell_session, strict=True))}  # fmt: skip
    keys = [(part.units[u], int(part.sessions[t])) for u, t in zip(part.cell_unit, part.cell_session, strict=True)]
    found = np.array([points.fit.theta[where[key], 0] if key in where else np.nan for key in keys])
    if np.isnan(found).all():
        raise ComityError("the overall fit shares no unit-session with the issue", next_step="fit the same sample")
    return found
