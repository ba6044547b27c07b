"""One new session of votes added to a fitted model, without fitting the others again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from comity.errors import ComityError
from comity.measure.ideal.layout import SMOOTH, Layout
from comity.measure.ideal.points import FAST_SDS, IdealPoints
from comity.measure.ideal.units import state_of
from comity.results import Table
from comity.schema import LEVEL

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class NewSession:
    """Positions of one added session [u], on the scale of the whole series with it.

    `old` [c] are the earlier positions restated on that scale, in the order of the fitted table.
    """

    session: int
    units: tuple[str, ...]
    value: Floats
    sd: Floats
    n_votes: Ints
    old: Floats
    profile: str
    level: float = LEVEL

    @property
    def table(self) -> Table:
        """The rows, as those of `IdealPoints`."""
        from scipy.special import ndtri

        reach = float(ndtri((1 + self.level) / 2)) * self.sd
        n = len(self.units)
        columns = {
            "state": [state_of(unit) for unit in self.units],
            "session": [self.session] * n,
            "year": [1945 + self.session] * n,
            "value": self.value,
            "low": self.value - reach,
            "high": self.value + reach,
            "sd": self.sd,
            "n_votes": self.n_votes,
            "profile": [self.profile] * n,
        }
        return Table(f"Ideal points of session {self.session}", columns, note=NOTE)


NOTE = "One session added to a fitted series by the fast method, earlier positions held fixed; fit again for a claim."


def update(
    fitted: IdealPoints, session: int, unit: ArrayLike, item: ArrayLike, choice: ArrayLike, sweeps: int = 16
) -> NewSession:
    """Positions of a session after the last one fitted.

    `unit` [v] ids, `item` [v] numbers (those of a fitted item where a resolution came back), `choice` [v] 1 yes, 2 abstain,
    3 no; absences and unanimous new items are left out. Errors: ComityError where the session is not a later one or nothing
    is left.
    """
    if session <= int(fitted.sample.sessions[-1]):
        raise ComityError("that session is part of the fit", where=str(session), next_step="fit again to replace it")
    part = _Part(fitted, np.asarray(unit, dtype=np.str_), np.asarray(item), np.asarray(choice))
    for k in range(sweeps):
        part.sweep(3 if k >= sweeps // 2 else 1)
    everything = np.concatenate([fitted.value, part.theta[part.new]])
    middle, scale = everything.mean(), everything.std()
    value = (part.theta[part.new] - middle) / scale
    sd = FAST_SDS * np.sqrt(part.var[part.new]) / scale
    old = (fitted.value - middle) / scale
    return NewSession(session, tuple(part.units), value, sd, part.n_votes, old, fitted.profile, fitted.level)


class _Part:
    """The items voted on in the new session with all their votes; cells of earlier sessions stand still."""

    def __init__(self, fitted: IdealPoints, unit: NDArray[np.str_], item: Ints, choice: Ints) -> None:
        keep = (choice >= 1) & (choice <= 3)
        units, u = np.unique(unit[keep], return_inverse=True)
        ids, i = np.unique(item[keep], return_inverse=True)
        known = _place(fitted.sample.items, ids)
        cells, items, choices = _earlier(fitted.votes, known)
        self.cells_before = fitted.votes.shape[0]
        cell = np.concatenate([cells, self.cells_before + u])
        which = np.concatenate([items, i])
        chosen = np.concatenate([choices, choice[keep]])
        divided = np.zeros((len(ids), 4), dtype=bool)
        divided[which, chosen] = True
        held = (divided.sum(axis=1) > 1)[which]
        if not held.any():
            raise ComityError("no vote of the new session divides the states", next_step="give contested roll calls")
        self._lay_out(fitted, units, cell[held], which[held], chosen[held], known)

    def _lay_out(
        self, fitted: IdealPoints, units: NDArray[np.str_], cell: Ints, item: Ints, choice: Ints, known: Ints
    ) -> None:
        used, which = np.unique(item, return_inverse=True)
        order = np.lexsort((cell, choice, which))
        keys = which[order] * 4 + choice[order]
        self.bounds = np.searchsorted(keys, (np.arange(len(used))[:, None] * 4 + np.arange(1, 5)).ravel()).reshape(
            -1, 4
        )
        self.cell = cell[order].astype(np.int32)
        self.blocks = np.array([0, len(used)], dtype=np.int64)
        self.units, self.new = units, slice(self.cells_before, self.cells_before + len(units))
        self.n_votes = np.bincount(cell[cell >= self.cells_before] - self.cells_before, minlength=len(units))
        last, n_last = _last(fitted, units)
        self.past = np.where(last >= 0, fitted.point.theta[last], np.nan)
        sd = np.empty_like(fitted.sd)
        sd[:] = fitted.sd[fitted.votes.source]
        self.past_var = np.where(last >= 0, sd[last] ** 2, 0.0)
        self.past = np.where(np.isnan(self.past), 0.0, self.past)
        n = np.maximum(self.n_votes, 1)
        self.variance = np.where(last >= 0, SMOOTH * n / (n + n_last), 1.0)
        self.theta = np.concatenate([fitted.point.theta, self.past])
        self.var = np.concatenate([sd**2, np.full(len(units), 0.05)])
        self._start(fitted, known[used], choice[order], which[order])

    def _start(self, fitted: IdealPoints, known: Ints, choice: Ints, which: Ints) -> None:
        from scipy.special import ndtri

        counts = np.diff(self.bounds, axis=1) + 0.5
        below = np.cumsum(counts, axis=1)[:, :2] / counts.sum(axis=1, keepdims=True)
        x = self.theta[self.cell]
        lean = np.bincount(which, (x - x.mean()) * (choice - 2.0), len(known))
        self.slope, self.cut = np.where(lean >= 0, 0.8, -0.8), 1.2 * ndtri(below)
        old = known >= 0
        self.slope[old], self.cut[old] = fitted.point.slope[known[old]], fitted.point.cut[known[old]]
        tied = counts[:, 1] < 1
        self.cut[tied] = self.cut[tied].mean(axis=1, keepdims=True)
        self.cut[counts[:, 0] < 1, 0] = -7.0
        self.cut[counts[:, 2] < 1, 1] = 7.0
        self.cov = np.zeros((len(known), 6))
        self.cov[:, [0, 3, 5]] = 0.02
        self.score, self.weight = np.zeros((1, len(self.theta))), np.zeros((1, len(self.theta)))

    def sweep(self, nodes: int) -> None:
        from comity.measure.ideal import newton
        from comity.measure.ideal.tables import MILLS, PHI
        from comity.measure.ideal.variational import BOUND, NODES, REACH

        rule = [np.array(part) for part in NODES[nodes]]
        newton.items(
            self.theta, self.var, self.slope, self.cut, self.cov, self.cell, self.bounds, self.blocks, self.score,
            self.weight, rule[0], rule[1], REACH, True, PHI, MILLS,
        )  # fmt: skip
        pull, here = 1 / self.variance, self.new
        total = pull + self.weight[0, here]
        new = (pull * self.past + self.weight[0, here] * self.theta[here] + self.score[0, here]) / total
        self.theta[here] = np.clip(new, self.theta[here] - 1.0, self.theta[here] + 1.0).clip(-BOUND, BOUND)
        self.var[here] = 1 / total + (pull / total) ** 2 * self.past_var


def _place(ids: Ints, wanted: Ints) -> Ints:
    """Place of each wanted id among the sorted ids, -1 where it is new."""
    at = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
    return np.where(ids[at] == wanted, at, -1)


def _earlier(votes: Layout, known: Ints) -> tuple[Ints, Ints, Ints]:
    """Cells, places among the new items and choices of the votes that fitted items already have."""
    spans = [(k, votes.bounds[i]) for k, i in enumerate(known) if i >= 0]
    cells = [votes.cell[b[0] : b[3]] for _, b in spans]
    items = [np.full(b[3] - b[0], k) for k, b in spans]
    choices = [np.repeat([1, 2, 3], np.diff(b)) for _, b in spans]
    empty = np.empty(0, dtype=np.int64)
    joined = (np.concatenate([empty, *part]).astype(np.int64) for part in (cells, items, choices))
    return tuple(joined)  # type: ignore[return-value]


def _last(fitted: IdealPoints, units: NDArray[np.str_]) -> tuple[Ints, Ints]:
    """The last fitted cell of each unit, -1 where it has none, and the votes cast there."""
    place = {unit: k for k, unit in enumerate(fitted.sample.units)}
    newest = np.full(len(place), -1)
    newest[fitted.votes.unit] = np.arange(fitted.votes.shape[0])
    last = np.array([newest[place[str(unit)]] if str(unit) in place else -1 for unit in units])
    return last, np.where(last >= 0, fitted.votes.n_votes[last], 1)
