"""Signed ties of a year from formal and violent acts: pacts of defence are friendly, disputes and rivalries hostile.

The network of the literature on balance among states (Harary 1961; Maoz, Terris, Kuperman and Talmud 2007; Doreian and
Mrvar 2015). It ends where its data do, and says nothing of most pairs: no tie is no enmity.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError
from comity.measure.camps.network import Network
from comity.measure.grid import grid, pair_series

if TYPE_CHECKING:
    from comity.ledger import Ledger

FRIENDLY = ("atop_defense", "atop_offense")
HOSTILE = ("cow_mid_hostility", "tss_rivalry")
FORCE = 4.0
"""Level of a dispute from which it counts: force was used (COW scale)."""
WINDOW = 5
"""Years for which a dispute is remembered, its own among them."""


def tie_network(ledger: Ledger, year: int, window: int = WINDOW) -> Network:
    """Ties of +1 (pact), −1 (force used within `window` years, or a rivalry) and 0 (both) in a year; no draws.

    States without a tie are left out. ComityError where the year has no pact or no dispute on record: the balance of
    half a network would mislead.
    """
    field = grid(year - window + 1, year)
    pact = _any([np.nan_to_num(pair_series(ledger, field, name, "max")[:, :, -1]) > 0 for name in FRIENDLY])
    dispute = pair_series(ledger, field, HOSTILE[0], "max")
    rivalry = pair_series(ledger, field, HOSTILE[1], "max")[:, :, -1]
    enmity = _any([np.asarray((np.nan_to_num(dispute) >= FORCE).any(axis=2)), np.nan_to_num(rivalry) > 0])
    last = _last(ledger)
    if not pact.any() or not enmity.any() or year > last:
        raise ComityError(
            f"no signed ties of {year}", where=f"pacts or disputes end {last}", next_step="choose an earlier year"
        )
    ties = np.where(pact | enmity, pact.astype(float) - enmity, np.nan)
    held = (pact | enmity).any(axis=0)
    states = tuple(np.array(field.units)[held].tolist())
    weights = ties[np.ix_(held, held)]
    known = int(np.isfinite(weights).sum()) // 2
    none = np.empty((0, len(states), len(states)))
    return Network(
        year,
        states,
        weights,
        none,
        known,
        f"defence pacts (+) and force used within {window} years or rivalry (−)",
        "ties",
    )


def _any(parts: list[NDArray[np.bool_]]) -> NDArray[np.bool_]:
    """Symmetric: either direction counts."""
    found = np.logical_or.reduce(parts)
    return np.asarray(found | found.T)


def _last(ledger: Ledger) -> int:
    """The last year of which both pacts and disputes are on record."""
    ends = [ledger.covers(name) for name in ("atop_defense", "cow_mid_hostility")]
    return min((end[1] if end else date.min).year for end in ends)
