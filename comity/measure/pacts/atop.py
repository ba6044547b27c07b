"""Treaty obligations out of a ledger's ATOP records, for one dyad or for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from comity import actors
from comity.measure.pacts.obligations import INDICATORS, Obligation, Run, combine

if TYPE_CHECKING:
    from comity.ledger import Ledger

Pair = tuple[str, str]

ONE_NUMBER = (("TWN", "CHN"), ("SUN", "RUS"), ("YUG", "SCG", "SRB"))
"""States that stand one after the other under one number in the dyad-years, the year of the change under one of them."""

_SPELLS = """
SELECT indicator, state1, state2, start_date, end_date, item, origin_id FROM records
WHERE starts_with(indicator, 'treaty_') AND current AND value = 1 {pairs}
ORDER BY state1, state2, start_date, item, indicator
"""
_RUNS = """
SELECT indicator, state1, state2, min(year)::INTEGER AS first, max(year)::INTEGER AS last, max(origin_id) AS origin_id
FROM (
  SELECT indicator, state1, state2, origin_id, year(start_date) AS year,
         year(start_date) - row_number() OVER (PARTITION BY indicator, state1, state2 ORDER BY start_date) AS island
  FROM records WHERE starts_with(indicator, 'atop_') AND current AND value = 1 {pairs})
GROUP BY indicator, state1, state2, island ORDER BY state1, state2, first, indicator
"""
_LAST_YEAR = "SELECT year(max(last_day)) AS last FROM holdings WHERE starts_with(indicator, 'atop_')"
_PARTIES = """
SELECT item, list(DISTINCT state ORDER BY state) AS parties FROM (
  SELECT item, unnest([state1, state2]) AS state FROM records WHERE starts_with(indicator, 'treaty_') AND current)
GROUP BY item
"""


def obligations(ledger: Ledger, parties: dict[str, int], pairs: Iterable[Pair] | None = None) -> list[Obligation]:
    """Obligations of the dyads named (state1 < state2), or of all, each dyad in order of time; `parties` by treaty."""
    wanted = None if pairs is None else list(pairs)
    within = None if wanted is None else [*wanted, *(other for pair in wanted for other in namesakes(pair))]
    spells, runs = _grouped_spells(ledger, parties, within), _grouped_runs(ledger, wanted)
    last = ledger.arrays(_LAST_YEAR)["last"].tolist()
    last_year = int(last[0]) if last and last[0] is not None and last[0] == last[0] else None
    held = set(spells) | set(runs)
    dyads = sorted(held if wanted is None else held & set(wanted))
    return [
        found
        for dyad in dyads
        for found in combine(spells[dyad], runs[dyad], last_year, [s for pair in namesakes(dyad) for s in spells[pair]])
    ]


def namesakes(dyad: Pair) -> list[Pair]:
    """The dyads that the dyad-years may mean by the same two numbers.

    >>> namesakes(("CHN", "SUN"))
    [('CHN', 'RUS'), ('SUN', 'TWN'), ('RUS', 'TWN')]
    """
    ones, twos = ([state, *_others(state)] for state in dyad)
    return [(min(one, two), max(one, two)) for one in ones for two in twos if (one, two) != dyad and one != two]


def _others(state: str) -> list[str]:
    return [other for group in ONE_NUMBER if state in group for other in group if other != state]


def _grouped_spells(
    ledger: Ledger, parties: dict[str, int], pairs: Iterable[Pair] | None
) -> defaultdict[Pair, list[Obligation]]:
    out: defaultdict[Pair, list[Obligation]] = defaultdict(list)
    for indicator, one, two, start, end, item, origin in _rows(ledger, _SPELLS, pairs):
        name = INDICATORS[indicator.removeprefix("treaty_")]
        out[one, two].append(Obligation(name, one, two, "", start, end, item, parties.get(item), origin))
    return out


def _grouped_runs(ledger: Ledger, pairs: Iterable[Pair] | None) -> defaultdict[Pair, list[Run]]:
    out: defaultdict[Pair, list[Run]] = defaultdict(list)
    for indicator, actor, recipient, first, last, origin in _rows(ledger, _RUNS, pairs):
        run = Run(INDICATORS[indicator.removeprefix("atop_")], actor, recipient, int(first), int(last), origin)
        out[min(actor, recipient), max(actor, recipient)].append(run)
    return out


def _rows(ledger: Ledger, sql: str, pairs: Iterable[Pair] | None) -> list[tuple[Any, ...]]:
    states = sorted({state for pair in pairs or () for state in pair})
    marks = ", ".join("?" * len(states))
    where = f"AND state1 IN ({marks}) AND state2 IN ({marks})" if pairs is not None else ""
    columns = ledger.arrays(sql.format(pairs=where), (*states, *states) if pairs is not None else ())
    return list(zip(*(_plain(column) for column in columns.values()), strict=True))


def _plain(column: Any) -> list[Any]:
    return [None if value != value else value for value in column.tolist()]


def n_parties(ledger: Ledger) -> dict[str, int]:
    """Parties of each treaty, a state and its successor counted once."""
    columns = ledger.arrays(_PARTIES)
    return {item: len(heads(parties)) for item, parties in zip(columns["item"], columns["parties"], strict=True)}


def heads(states: Iterable[str]) -> set[str]:
    """The states without those another one in the set continues.

    >>> sorted(heads({"SUN", "RUS", "CHN"}))
    ['CHN', 'RUS']
    """
    held = set(states)
    return {state for state in held if not any(state in actors.lineage(other)[:-1] for other in held)}
