"""Ideal points of the compatible profile: one row a state and session, with interval, and how far the fit can be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError
from comity.measure.ideal.diagnosis import Diagnosis, diagnose
from comity.measure.ideal.layout import Layout, layout
from comity.measure.ideal.sample import Sample
from comity.measure.ideal.start import Point, starting_point
from comity.measure.ideal.units import state_of
from comity.results import Table
from comity.schema import LEVEL

if TYPE_CHECKING:
    from typing import Any

    from comity.measure.ideal.sampler import Draws

Floats = NDArray[np.float64]

PROFILE = "bsv"
METHODS = ("exact", "fast")
FAST_SDS = 1.06
"""The fast fit's sds are that much too small beside the sampler's on the roll calls of sessions 1 to 74."""


@dataclass(frozen=True, slots=True)
class IdealPoints:
    """Positions on one axis, standardised to mean 0 and sd 1 over all states and sessions.

    `table` has a row for every state and session: state, session, year (1945 + session), value, low, high, sd, n_votes,
    profile. Arrays [c] in the table's order: `value`, `sd`, `low`, `high`; `draws` float32 [d, c] of the exact method.
    `diagnosis` is None for the fast one. Numbers of two profiles are not comparable and never belong in one chart.
    """

    profile: str
    method: str
    level: float
    sample: Sample
    votes: Layout
    point: Point
    value: Floats
    sd: Floats
    low: Floats
    high: Floats
    diagnosis: Diagnosis | None
    draws: NDArray[np.float32] | None

    def __len__(self) -> int:
        return len(self.value)

    @property
    def table(self) -> Table:
        """The rows as a table."""
        states = [state_of(unit) for unit in self.sample.units]
        sessions = self.sample.sessions[self.sample.cell_session]
        columns: dict[str, Any] = {
            "state": [states[u] for u in self.sample.cell_unit],
            "session": sessions,
            "year": 1945 + sessions,
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "sd": self.sd,
            "n_votes": self.sample.n_votes,
            "profile": [self.profile] * len(self.value),
        }
        return Table(f"Ideal points, profile {self.profile}", columns, note=self.note)

    def rows(self) -> list[dict[str, Any]]:
        """The table's rows as plain dicts."""
        return self.table.rows()

    @property
    def note(self) -> str:
        """How the numbers were made and how far to trust them, in plain sentences."""
        trust = self.diagnosis.text if self.diagnosis else FAST_NOTE
        return f"{MODEL} {self.method} method, {100 * self.level:.0f} % intervals. {trust}."


MODEL = "Dynamic ordinal item-response model of Bailey, Strezhnev and Voeten (2017), compatible profile;"
FAST_NOTE = (
    "a variational approximation: states that vote as a bloc can lie too far out, sds are scaled to the sampler's; "
    "use the exact method for a claim"
)


def ideal_points(
    votes: Sample, *, profile: str = PROFILE, method: str = "exact", seed: int = 1, iterations: int = 5000,
    burn: int = 1000, chains: int = 1, thin: int = 10, level: float = LEVEL, threads: int | None = None,
) -> IdealPoints:  # fmt: skip
    """Where every state stood in every session, from roll calls alone.

    `votes`: see `sample.sample` and `held.votes_of`. `method` "exact" runs `chains` chains of `burn` + `iterations` sweeps and
    reports R-hat; "fast" is deterministic. The same seed gives the same numbers whatever the number of `threads`.
    Errors: ComityError for a profile or method there is not, too short a chain, or a sample without the two poles
    (USA and RUS) that fix the sign.

    Reference: Bailey, Strezhnev and Voeten (2017), J. Conflict Resolution 61(2), 430-456.

    >>> from comity.measure.ideal.sample import sample
    >>> unit = ["USA", "GBR", "RUS", "CUB"] * 6
    >>> item = [i for i in range(6) for _ in range(4)]
    >>> s = sample(unit, [1] * 12 + [2] * 12, item, [3, 3, 1, 1] * 3 + [1, 2, 3, 3] * 3)
    >>> found = ideal_points(s, method="fast")
    >>> [(row["state"], row["year"]) for row in found.rows()[-2:]], bool(found.value[-1] > found.value[4])
    ([('USA', 1946), ('USA', 1947)], True)
    """
    if profile != PROFILE:
        raise ComityError(f"no profile {profile!r} here", next_step=f"choose {PROFILE}")
    if method not in METHODS:
        raise ComityError(f"no method {method!r}", next_step=f"choose one of {', '.join(METHODS)}")
    if chains < 1 or not 0 < level < 1:
        raise ComityError("no such fit", where=f"chains {chains}, level {level}")
    laid = layout(votes)
    start = starting_point(votes, laid, margins=method == "fast")
    if method == "fast":
        return _fast(votes, laid, start, level, threads)
    return _exact(votes, laid, start, level, _run(laid, start, iterations, burn, thin, seed, chains, threads))


def _run(
    laid: Layout, start: Point, iterations: int, burn: int, thin: int, seed: int, chains: int, threads: int | None
) -> tuple[Draws, ...]:
    from comity.measure.ideal.sampler import sample_posterior

    return tuple(
        sample_posterior(laid, start, iterations=iterations, burn=burn, thin=thin, seed=seed + k, threads=threads)
        for k in range(chains)
    )


def _exact(votes: Sample, laid: Layout, start: Point, level: float, chains: tuple[Draws, ...]) -> IdealPoints:
    from comity.measure.ideal.sampler import joined

    draws = joined(chains)
    found = diagnose(np.array([chain.theta for chain in chains])) if len(chains[0].theta) >= 8 else None
    low, high = draws.quantiles((1 - level) / 2, (1 + level) / 2)
    value, sd, below, above = (laid.in_sample_order(a) for a in (draws.mean, draws.sd, low, high))
    kept = np.empty_like(draws.theta)
    kept[:, laid.source] = draws.theta
    point = Point(draws.mean, draws.slope, draws.cut)
    return IdealPoints(PROFILE, "exact", level, votes, laid, point, value, sd, below, above, found, kept)


def _fast(votes: Sample, laid: Layout, start: Point, level: float, threads: int | None) -> IdealPoints:
    from scipy.special import ndtri

    from comity.measure.ideal.variational import fit

    done = fit(laid, start, threads=threads)
    value, sd = laid.in_sample_order(done.theta), FAST_SDS * laid.in_sample_order(np.sqrt(done.var))
    reach = float(ndtri((1 + level) / 2)) * sd
    return IdealPoints(
        PROFILE, "fast", level, votes, laid, Point(done.theta, done.slope, done.cut), value, sd, value - reach,
        value + reach, None, None,
    )  # fmt: skip
