"""What the documents of a ledger add: happenings coded there, as readings of the diplomatic level of one pair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from comity.measure.alignment.coded import coded_counts
from comity.measure.alignment.pair import PairAlignment
from comity.measure.alignment.paths import Read
from comity.measure.alignment.readings import net_share
from comity.measure.alignment.storing import BITS

if TYPE_CHECKING:
    from comity.ledger import Ledger
    from comity.measure.grid import Grid

LEVEL = "diplomatic"


@dataclass(frozen=True)
class Told:
    """Happenings of a pair by period: co-operative and conflictual counts [t], nan where no document speaks of it."""

    good: NDArray[np.float32]
    bad: NDArray[np.float32]

    @property
    def periods(self) -> NDArray[np.int64]:
        """Periods of which documents speak."""
        return np.flatnonzero(np.isfinite(self.good))


def told(ledger: Ledger, over: Grid, state1: str, state2: str) -> Told:
    """What the documents tell of a pair over the periods of a grid."""
    good, bad = coded_counts(ledger, over, (state1, state2))
    cell = over.place(state1), over.place(state2)
    return Told(good[cell], bad[cell])


def with_documents(pair: PairAlignment, found: Told, about: Mapping[str, Any]) -> PairAlignment:
    """The pair with these readings added; the same object where there are none.

    Scale and noise are those of events in the news (ICEWS), which they are like.
    """
    at = found.periods
    if not len(at) or LEVEL not in pair.levels or "reports" not in about["levels"][LEVEL]["unit"]:
        return pair
    value, variance, _ = net_share(found.good[at], found.bad[at])
    assert variance is not None
    model = about["levels"][LEVEL]
    neutral, unit = model["neutral"]["reports"], model["unit"]["reports"]
    weight = 1 / (model["noise"] + variance.astype(float) / unit**2)
    read = pair.levels[LEVEL]
    precision, score = read.precision.copy(), read.score.copy()
    precision[0, at] += weight
    score[0, at] += weight * (value.astype(float) - neutral) / unit
    spoke = pair.spoke.copy()
    spoke[at] |= BITS["coded"]
    new = Read(precision, score, read.drift, read.start_mean, read.start_var, read.begin)
    return replace(pair, levels={**pair.levels, LEVEL: new}, spoke=spoke)
