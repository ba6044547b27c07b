"""Kept: how much of its trade each state has with each other, and the rank of every partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.measure.grid import Grid, grid, pair_series, state_series
from comity.measure.kept.kinds import Columns, Kind, columns
from comity.measure.strength.dependence import SERIES
from comity.measure.strength.ranks import RANKED

if TYPE_CHECKING:
    from comity.ledger import Ledger

Values = NDArray[np.float64]

LEAST = {"cow_share": 0.2, "cow_of_gdp": 1.0, "imf_of_gdp": 0.0, "wits_imports": 0.05}
"""Per cent that the share of one of the two must reach for both to be kept: below there is nothing to say, and the file is to stay small."""

KINDS = (
    *(
        Kind(
            f"dependence/{name}",
            label,
            SERIES[name].unit,
            f"{SERIES[name].formula}; {SERIES[name].limits}"
            + (f"; kept where one of the two reaches {LEAST[name]}" if LEAST[name] else ""),
            SERIES[name].indicators,
        )
        for name, label in (
            ("cow_share", "share of the other in all trade"),
            ("cow_of_gdp", "trade with the other over GDP"),
            ("imf_of_gdp", "trade with the other over GDP, as the state reports it"),
            ("wits_imports", "share of the other in all imports"),
        )
    ),
    *(
        Kind(f"rank/{name}", f"rank among all partners, by {ranked.by}", "rank", ranked.method, (ranked.indicator,))
        for name, ranked in RANKED.items()
    ),
)


def make(ledger: Ledger) -> dict[str, Columns]:
    """Shares by (who depends, on whom) and ranks by (whose partners, which partner)."""
    over = grid(1946, 2025)
    flows = pair_series(ledger, over, "cow_imports", "sum").astype(float)
    both = flows + flows.transpose(1, 0, 2)
    total = sum(state_series(ledger, over, f"cow_total_{way}", "sum").astype(float) for way in ("imports", "exports"))
    gdp = state_series(ledger, over, "wb_gdp", "sum").astype(float)
    own = sum(pair_series(ledger, over, f"imf_{way}", "sum").astype(float) for way in ("exports_fob", "imports_cif"))
    imports = pair_series(ledger, over, "wits_import_share", "sum").astype(float)
    made = {
        "cow_share": (_over(both, np.asarray(total), 100.0), 4),
        "cow_of_gdp": (_over(both, gdp, 100.0 * 1e6), 3),
        "imf_of_gdp": (_over(np.asarray(own), gdp, 100.0), 3),
        "wits_imports": (imports, 1),
    }
    kept = {f"dependence/{name}": _columns(over, name, *found) for name, found in made.items()}
    return kept | {"rank/cow": _ranks(over, both), "rank/wits": _ranks(over, imports)}


def _over(part: Values, whole: Values, factor: float) -> Values:
    """Part [u, u, t] over whole [u, t] of the first; nan where the whole is nought."""
    below = np.where(whole > 0, whole, np.nan)
    return np.asarray(factor * part / below[:, None, :])


def _columns(over: Grid, name: str, values: Values, n: int) -> Columns:
    enough = values >= LEAST[name]
    one, two, at = np.nonzero((enough | enough.transpose(1, 0, 2)) & np.isfinite(values))
    names = np.array(over.units, dtype=object)
    return columns(names[one], names[two], over.years[at], values[one, two, at], np.full(len(at), n))


MOST = 20
"""Places after this are not kept: nobody asks for the 87th partner."""


def _ranks(over: Grid, values: Values) -> Columns:
    """1 for the greatest partner of a state in a year; equals share the better rank. n_evidence: partners ranked."""
    ranks = np.full(values.shape, np.nan)
    partners = (values > 0).sum(axis=1)
    for u in range(values.shape[0]):
        for t in np.flatnonzero(partners[u] > 1):
            row = np.where(values[u, :, t] > 0, values[u, :, t], np.nan)
            held = np.flatnonzero(np.isfinite(row))
            ordered = np.sort(-row[held])
            ranks[u, held, t] = np.searchsorted(ordered, -row[held], side="left") + 1
    ranks[ranks > MOST] = np.nan
    one, two, at = np.nonzero(np.isfinite(ranks))
    names = np.array(over.units, dtype=object)
    return columns(names[one], names[two], over.years[at], ranks[one, two, at], partners[one, at])
