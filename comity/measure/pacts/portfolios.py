"""Alliance portfolios: how alike two states are in whom they are allied with, and how deeply, year by year.

A portfolio is the list of a state's levels towards every state of that year, itself included: 3 defence or offence, 2 neutrality or
consultation, 1 non-aggression, 0 nothing; 3 towards itself. An obligation owed by either side counts for both, as in the
undirected portfolios of the literature. S, pi and kappa of two portfolios are those of `comity.measure.votes.scores`.

Portfolios rank what is near: in most years most pairs of states have no common ally, so S is high for nearly everyone and pi and kappa
hang on the few treaties there are. Nothing here says that a pact is kept, or that states that share allies agree on anything else.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.measure.grid import Array, Grid, pair_series
from comity.measure.votes.scores import score, scores
from comity.measure.votes.scores_tables import joint_tables

if TYPE_CHECKING:
    from comity.ledger import Ledger

LEVELS = (("nonagg", 1), ("neutral", 2), ("consul", 2), ("defense", 3), ("offense", 3))
"""ATOP's obligations and the level that each holds up, as Häge (2011) and the FPSIM data order them."""

OWN = 3
"""Level of a state towards itself."""

NAMES = ("s_absolute", "pi", "kappa", "kappa_squared")
"""The scores of portfolios in use: S, Scott's pi (nominal), Cohen's kappa (nominal) and kappa with squared distances."""

Levels = NDArray[np.int8]


def alliance_levels(ledger: Ledger, grid: Grid) -> Levels:
    """Levels [u, u, t], 0 to 3, symmetric, -1 where no ATOP dyad-year of that period is held at all or a state did not exist.

    A pair that ATOP does not list in a year it covers owes nothing: 0, not missing. OWN on the diagonal of states alive.
    """
    u, t = grid.shape
    levels = np.zeros((u, u, t), dtype=np.int8)
    covered = np.zeros(t, dtype=bool)
    for name, level in LEVELS:
        owed = pair_series(ledger, grid, f"atop_{name}", "max") > 0
        np.maximum(levels, np.where(owed | owed.transpose(1, 0, 2), level, 0).astype(np.int8), out=levels)
        covered |= owed.any(axis=(0, 1))
    levels[np.arange(u), np.arange(u)] = OWN
    there = grid.alive & covered
    return np.where(there[:, None] & there[None], levels, np.int8(-1))


def portfolio_scores(levels: Levels, names: Iterable[str] = NAMES) -> dict[str, Array]:
    """Similarity of the portfolios of every two states, by name of the score, each [u, u, t] float32, symmetric, nan where a state is missing.

    `levels` [u, u, t] holds 0 to 3, and -1 (or less) from and to states that are not there that period; a state is there where its
    level towards itself is 0 or more, and only such states are compared over and with. The diagonal is nan. ValueError for other shapes.

    >>> levels = np.array([[3, 3, 0], [3, 3, 0], [0, 0, 3]], dtype=np.int8)[:, :, None]
    >>> portfolio_scores(levels, ["s_absolute"])["s_absolute"][0, :, 0].tolist()
    [nan, 1.0, -1.0]
    """
    levels = np.asarray(levels)
    if levels.ndim != 3 or levels.shape[0] != levels.shape[1] or (levels.size and levels.max() > OWN):
        raise ValueError(f"levels must be [u, u, t] of at most {OWN}, not {levels.shape}")
    wanted = [score(name).name for name in names]
    found = {name: np.full(levels.transpose(2, 0, 1).shape, np.nan, dtype=np.float32) for name in wanted}
    for period in range(levels.shape[2]):
        square = levels[:, :, period]
        there = np.flatnonzero(square.diagonal() >= 0)
        tables = joint_tables(np.ascontiguousarray(square[np.ix_(there, there)]) + 1, OWN + 1)
        _put(found, scores(tables, wanted), there, period)
    return {name: values.transpose(1, 2, 0) for name, values in found.items()}


def portfolios(ledger: Ledger, grid: Grid, names: Iterable[str] = NAMES) -> dict[str, Array]:
    """`portfolio_scores` of the ATOP dyad-years that a ledger holds; all nan in years beyond them."""
    return portfolio_scores(alliance_levels(ledger, grid), names)


def _put(
    found: dict[str, Array], values: dict[str, NDArray[np.float64]], there: NDArray[np.int64], period: int
) -> None:
    one, two = (there[place] for place in np.triu_indices(len(there), 1))
    for name, column in values.items():
        found[name][period, one, two] = column
        found[name][period, two, one] = column
