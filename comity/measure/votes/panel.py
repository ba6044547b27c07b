"""The panel of roll calls: one array of votes by item and state, read from the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError

if TYPE_CHECKING:
    from comity.ledger import Ledger

COLLECTIONS = ("undl", "voeten")
"""Prefixes of item ids. The two number the same votes differently and hold different ones, so they are never mixed."""


@dataclass(frozen=True, slots=True)
class RollCalls:
    """Roll calls of one body, oldest first.

    `item_ids` [i], `days` [i] datetime64[D], `states` sorted ids, `votes` int8 [i, s]: 1 yes, 2 abstain, 3 no,
    0 = no vote recorded (absent, not voting or not a member; the record of votes does not tell these apart).
    """

    item_ids: NDArray[np.str_]
    days: NDArray[np.datetime64]
    states: tuple[str, ...]
    votes: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.item_ids)

    @property
    def years(self) -> NDArray[np.int64]:
        """Calendar year of each item."""
        return self.days.astype("datetime64[Y]").astype(np.int64) + 1970

    def until(self, day: date | None) -> RollCalls:
        """The roll calls up to and including that day (None: all)."""
        if day is None:
            return self
        n = int(np.searchsorted(self.days, np.datetime64(day, "D"), side="right"))
        return RollCalls(self.item_ids[:n], self.days[:n], self.states, self.votes[:n])

    def column(self, state: str) -> NDArray[np.int8]:
        """Votes of one state [i]; zeros where it never voted."""
        if state in self.states:
            return self.votes[:, self.states.index(state)]
        return np.zeros(len(self), dtype=np.int8)


def roll_calls(ledger: Ledger, body: str = "GA", until: date | None = None, collection: str | None = None) -> RollCalls:
    """Roll calls the ledger holds for one body ("GA" or "SC") up to a day.

    `collection` is "undl" or "voeten"; None takes undl where the ledger holds any of it, else voeten. Where several
    files state the same vote, the newest origin counts. Empty where the ledger holds no votes.
    """
    if collection is None:
        collection = _collection_held(ledger)
    if collection not in COLLECTIONS:
        raise ComityError(f"no collection {collection!r}", next_step=f"choose one of {', '.join(COLLECTIONS)}")
    day = until or date.max
    scope = (f"{collection}:%", body, day)
    items = ledger.arrays(f"SELECT item, day FROM ({_ITEMS}) ORDER BY place", scope)
    states = ledger.arrays(f"SELECT state1 FROM ({_STATES}) ORDER BY place", (f"{collection}:%",))
    cells = ledger.arrays(_CELLS, (*scope, f"{collection}:%"))
    votes = np.zeros((len(items["item"]), len(states["state1"])), dtype=np.int8)
    votes[cells["i"], cells["s"]] = cells["value"]
    held = votes.any(axis=1)
    ids = items["item"].astype(np.str_)[held]
    return RollCalls(ids, items["day"].astype("datetime64[D]")[held], tuple(states["state1"].tolist()), votes[held])


_ITEMS = """
SELECT id AS item, date AS day, row_number() OVER (ORDER BY date, id) - 1 AS place FROM items
WHERE kind = 'resolution' AND id LIKE ? AND body = ? AND date IS NOT NULL AND date <= ?
"""
_STATES = """
SELECT state1, row_number() OVER (ORDER BY state1) - 1 AS place FROM records
WHERE indicator = 'un_vote' AND current AND value IS NOT NULL AND item LIKE ? GROUP BY state1
"""
_CELLS = f"""
SELECT i.place AS i, s.place AS s, CAST(r.value AS TINYINT) AS value
FROM records r JOIN ({_ITEMS}) i ON i.item = r.item JOIN ({_STATES}) s ON s.state1 = r.state1
WHERE r.indicator = 'un_vote' AND r.current AND r.value IS NOT NULL
"""


def _collection_held(ledger: Ledger) -> str:
    sql = "SELECT count(*) AS n FROM items WHERE kind = 'resolution' AND id LIKE ?"
    held = {name: int(ledger.arrays(sql, (f"{name}:%",))["n"][0]) for name in COLLECTIONS}
    return next((name for name in COLLECTIONS if held[name]), COLLECTIONS[0])
