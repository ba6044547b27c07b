"""The sample from a ledger that holds Voeten's roll calls: state ids in, repeated resolutions by the list given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from comity.errors import NoEvidence
from comity.measure.ideal.sample import Sample, sample
from comity.measure.ideal.units import unit_of

if TYPE_CHECKING:
    from comity.ledger import Ledger

_VOTES = """
SELECT i.id AS item, i.date AS day, i.symbol AS symbol, i.kind AS kind, r.state1 AS state, CAST(r.value AS TINYINT) AS choice
FROM records r JOIN items i ON i.id = r.item
WHERE r.indicator = 'un_vote' AND r.current AND r.value IS NOT NULL AND i.body = 'GA' AND i.id LIKE 'voeten:%' AND i.date IS NOT NULL
ORDER BY i.id, r.state1
"""
_NUMBERED = re.compile(r"R/(\d+)/")


def votes_of(ledger: Ledger, *, pairs: ArrayLike = (), every: bool = False) -> Sample:
    """The estimation sample of a ledger's roll calls from Voeten's collection.

    `pairs` [p, 2] rcids of repeated resolutions (the authors' list, or `matching`'s); without them sessions are tied by the
    states alone. The session is that of the symbol (R/44/31), else the one that sat on the day: a session opens in September.
    Errors: NoEvidence where the ledger holds no such votes.
    """
    rows = ledger.arrays(_VOTES, ())
    if not len(rows["item"]):
        raise NoEvidence(
            "the ledger holds no roll calls of Voeten's collection", next_step="comity add --record un_votes PATHS"
        )
    items, which = np.unique(rows["item"].astype(np.str_), return_index=False, return_inverse=True)
    first = np.zeros(len(items), dtype=np.int64)
    first[which[::-1]] = np.arange(len(which))[::-1]
    sessions = _sessions(rows["symbol"][first], rows["day"][first].astype("datetime64[D]"))[which]
    numbers = np.array([int(item.partition(":")[2]) for item in items])[which]
    part = rows["kind"] != "resolution"
    return sample(
        _units(rows["state"].astype(np.str_), sessions), sessions, numbers, rows["choice"], part=part, pairs=pairs,
        every=every,
    )  # fmt: skip


def session_on(symbol: str, year: int, month: int) -> int:
    """The session of a roll call, from its symbol, else from its month.

    >>> session_on("R/44/31", 1989, 12), session_on("A/67/L.1", 2013, 4), session_on("", 2013, 9)
    (44, 67, 68)
    """
    told = _NUMBERED.match(symbol)
    sat = year - 1945 if month >= 9 else year - 1946
    return int(told[1]) if told and abs(int(told[1]) - sat) <= 1 else max(sat, 1)


def _sessions(symbols: NDArray[np.object_], days: NDArray[np.datetime64]) -> NDArray[np.int64]:
    years = days.astype("datetime64[Y]").astype(int) + 1970
    months = days.astype("datetime64[M]").astype(int) % 12 + 1
    told = zip(symbols.tolist(), years.tolist(), months.tolist(), strict=True)
    return np.array([session_on(symbol or "", year, month) for symbol, year, month in told], dtype=np.int64)


def _units(states: NDArray[np.str_], sessions: NDArray[np.int64]) -> NDArray[np.str_]:
    names, which = np.unique(states, return_inverse=True)
    keys, cells = np.unique(which * 1000 + sessions, return_inverse=True)
    units = np.array([unit_of(str(names[key // 1000]), int(key % 1000)) for key in keys])
    return units[cells]
