"""Correlates of War bilateral trade 4.0: what states bought from each other, and their national totals, 1945 to 2014.

Pair-years give `cow_imports`: state1's imports from state2, directed, two records a row. State-years give
`cow_total_imports` and `cow_total_exports`. Unit "million current US$". -9 and blank are missing and give no record.
"""

from __future__ import annotations

from comity.intake.records.base import Adapter, Publisher
from comity.intake.records.cow_trade import dyad_year, state_year

_COW = Publisher(
    "Katherine Barbieri, Omar M. G. Keshk, Brian M. Pollins",
    "free with citation (Correlates of War terms)",
    "Barbieri, Keshk, Pollins (2009), Trading Data: Evaluating our Assumptions and Coding Rules, "
    "Conflict Management and Peace Science 26(5), 471-491",
    "https://correlatesofwar.org/data-sets/bilateral-trade/",
)

ADAPTER = Adapter(
    "cow_trade",
    "Bilateral trade (COW 4.0): imports of each state from each other, and national totals, by year.",
    (dyad_year.LAYOUT, state_year.LAYOUT),
    {"dyad_year": _COW, "state_year": _COW},
)
