"""What the documents of a ledger add: happenings coded there, as readings of the diplomatic level of one pair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from comity.measure.alignment.coded import coded_counts
from comity.measure.alignment.pair import PairAlignment
from comity.measure.alignment.paths import smoothed
from comity.measure.alignment.storing import BITS
from comity.measure.alignment.tone import Tone

if TYPE_CHECKING:
    from comity.ledger import Ledger
    from comity.measure.grid import Grid

LEVEL = "diplomatic"
ROUNDS = 4
"""Parabolas laid anew at the level they lead to; further ones change nothing."""


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
    """The pair with these happenings added to its diplomatic level; the same object where there are none.

    How co-operative happenings are at a level, and how much they vary beyond chance, was learnt from the news (ICEWS).
    """
    at = found.periods
    if not len(at) or LEVEL not in pair.levels or not about.get("tone"):
        return pair
    tone, read = Tone(*about["tone"]), pair.levels[LEVEL]
    good, bad = found.good[at].astype(float), found.bad[at].astype(float)
    new = read
    for _ in range(ROUNDS):
        precision, score = tone.reading(smoothed(new)[0][0, at], good, bad)
        wide, tall = read.precision.copy(), read.score.copy()
        wide[0, at] += precision
        tall[0, at] += score
        new = replace(read, precision=wide, score=tall)
    spoke = pair.spoke.copy()
    spoke[at] |= BITS["coded"]
    return replace(pair, levels={**pair.levels, LEVEL: new}, spoke=spoke)
