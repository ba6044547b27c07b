"""Readings: what a ledger states of a state or a pair by year, predecessors summed in, and the records behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from comity import actors
from comity.errors import ComityError, NoEvidence
from comity.results import Table

FIRST_YEAR = 1945
"""Yearly records begin here, in every adapter."""


class Reads(Protocol):
    """What answers SQL over the tables of a ledger with one array a column."""

    def arrays(self, sql: str, parameters: Sequence[object] = ()) -> Mapping[str, NDArray[Any]]:
        """One array a column; missing as nan, NaT or None."""


def state(id: str) -> str:
    """The id, for a state. UnknownActor for no id, ComityError for a bloc.

    >>> state("NATO")
    Traceback (most recent call last):
        ...
    comity.errors.ComityError: a state is wanted here, not a bloc (NATO). Next: name a state such as RUS
    """
    if actors.get(id).kind != "state":
        raise ComityError("a state is wanted here, not a bloc", where=id, next_step="name a state such as RUS")
    return id


def pair(one: str, two: str) -> tuple[str, str]:
    """Both ids; ComityError for a bloc, for one state twice, or for a state and its own predecessor.

    >>> pair("RUS", "SUN")
    Traceback (most recent call last):
        ...
    comity.errors.ComityError: a state and itself (RUS, SUN). Next: name two states
    """
    state(one), state(two)
    if set(actors.lineage(one)) & set(actors.lineage(two)):
        raise ComityError("a state and itself", where=f"{one}, {two}", next_step="name two states")
    return one, two


def pair_in(text: str, evidence: str) -> tuple[str, str]:
    """The two states of an evidence id (`RUS-CHN`). NoEvidence for anything else."""
    ids = text.split("-")
    try:
        if len(ids) == 2:
            return pair(*ids)
    except ComityError as error:
        raise NoEvidence(error.what, where=evidence, next_step=error.next_step) from error
    raise NoEvidence("no pair of states", where=evidence, next_step="take an id from the column evidence")


def actor_in(text: str, evidence: str) -> str:
    """The id of the state or bloc an evidence id names. NoEvidence for anything else."""
    try:
        return actors.get(text).id
    except ComityError as error:
        raise NoEvidence(error.what, where=evidence, next_step=error.next_step) from error


def line(id: str) -> list[str]:
    """Ids under which the records of a state stand: its predecessors' and its own."""
    return list(actors.lineage(id))


Many = dict[tuple[str, str, str | None], dict[int, float]]
"""Year: value, by indicator, state, and the state it is towards (None: about one state alone)."""


def yearly(ledger: Reads, indicators: Iterable[str], ids: Iterable[str]) -> Many:
    """Indicators of the states and among them, summed by the year in which a record begins, predecessors under their ids.

    A year without a record is not in the answer: nothing is filled in.
    """
    unit = {old: id for id in ids for old in line(id)}
    names, old = list(dict.fromkeys(indicators)), list(unit)
    found = ledger.arrays(_YEARLY.format(indicators=marks(names)), [*names, old, old])
    many: Many = {}
    columns = (found[name].tolist() for name in ("indicator", "state1", "state2", "year", "value"))
    for indicator, one, two, year, value in zip(*columns, strict=True):
        by_year = many.setdefault((indicator, unit[one], None if two is None else unit[two]), {})
        by_year[int(year)] = by_year.get(int(year), 0.0) + float(value)
    return many


def by_state(ledger: Reads, indicator: str) -> dict[int, dict[str, float]]:
    """Year: state: value, of an indicator about single states, ids as the records have them."""
    found = ledger.arrays(_EVERY, [indicator])
    years: dict[int, dict[str, float]] = {}
    for year, id, value in zip(*(found[name].tolist() for name in ("year", "state1", "value")), strict=True):
        years.setdefault(int(year), {})[id] = float(value)
    return years


def covers(ledger: Reads, indicators: Iterable[str], origin: str = "") -> tuple[date, date] | None:
    """First and last day the holdings of any of the indicators speak of, of origins that begin so; None: none held."""
    found = ledger.arrays(_COVERS, [list(indicators), origin])
    first, last = (days(found[name])[0] for name in ("first", "last"))
    return None if first is None or last is None else (first, last)


def marks(values: Sequence[object]) -> str:
    """As many parameter marks as there are values: an IN over marks reads only their part of the sorted records.

    >>> marks(["a", "b"])
    '?, ?'
    """
    return ", ".join("?" * len(values))


def days(column: NDArray[Any]) -> list[date | None]:
    """A column of days as dates, None where missing."""
    values: list[date | None] = np.asarray(column).astype("datetime64[D]").astype(object).tolist()
    return values


Part = tuple[str, Sequence[str], Sequence[str] | None]
"""Indicator, ids of the first state, ids of the second: None where the records have none, empty for any."""


def behind(ledger: Reads, evidence: str, parts: Sequence[Part], first: date, last: date, note: str = "") -> Table:
    """The current records of the parts that touch the span of days, each with its own id, oldest first. NoEvidence."""
    rows: dict[str, list[Any]] = {name: [] for name in SHOWN}
    for indicator, ones, twos in parts:
        found = ledger.arrays(
            _BEHIND, [indicator, list(ones), list(ones), twos is None, list(twos or ()), list(twos or ()), last, first]
        )
        for name in SHOWN:
            rows[name] += days(found[name]) if name in ("start", "end") else found[name].tolist()
    if not rows["evidence"]:
        raise NoEvidence("no record held answers to it", where=evidence, next_step="ask for another year or series")
    explain = getattr(ledger, "why", None)
    return Table(
        f"why {evidence}", rows, note or "Each row is a record: why(its evidence id) names file and line.", explain
    )


def split(evidence: str, head: str, parts: int) -> list[str]:
    """The parts of an evidence id after its head. NoEvidence for an id of another shape."""
    found = evidence.split("/")
    if found[0] != head or len(found) != parts + 1 or not all(found):
        raise NoEvidence(f"no {head} evidence id", where=evidence, next_step="take an id from the column evidence")
    return found[1:]


def year_in(text: str, evidence: str) -> int:
    """A year of an evidence id. NoEvidence for text that is none."""
    if len(text) != 4 or not text.isdecimal():
        raise NoEvidence(f"no year: {text!r}", where=evidence, next_step="take an id from the column evidence")
    return int(text)


def columns(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> dict[str, list[Any]]:
    """Rows as columns in the order of the names."""
    return {name: [row[name] for row in rows] for name in names}


SHOWN = ("indicator", "state1", "state2", "start", "end", "value", "unit", "item", "title", "origin", "evidence")

_CURRENT = "indicator = ? AND current AND value IS NOT NULL"
_EVERY = (
    f"SELECT year(start_date) AS year, state1, value FROM records WHERE {_CURRENT} AND state2 IS NULL ORDER BY 1, 2"
)
_YEARLY = """
SELECT indicator, state1, state2, year(start_date) AS year, sum(value) AS value FROM records
WHERE current AND value IS NOT NULL AND indicator IN ({indicators}) AND list_contains(?::VARCHAR[], state1)
    AND (state2 IS NULL OR list_contains(?::VARCHAR[], state2))
GROUP BY ALL ORDER BY ALL
"""
_COVERS = """
SELECT min(first_day) AS first, max(last_day) AS last FROM holdings
WHERE list_contains(?::VARCHAR[], indicator) AND starts_with(origin_id, ?)
"""
_BEHIND = """
SELECT r.indicator, r.state1, r.state2, r.start_date AS start, r.end_date AS "end", r.value, r.unit, r.item,
    coalesce(i.title, '') AS title, r.origin_id AS origin, r.id AS evidence
FROM records r LEFT JOIN items i ON i.id = r.item
WHERE r.indicator = ? AND r.current AND (len(?::VARCHAR[]) = 0 OR list_contains(?::VARCHAR[], r.state1))
    AND CASE WHEN ? THEN r.state2 IS NULL ELSE len(?::VARCHAR[]) = 0 OR list_contains(?::VARCHAR[], r.state2) END
    AND r.start_date <= ? AND coalesce(r.end_date, DATE '9999-12-31') >= ?
ORDER BY r.start_date, r.item, r.state1, r.state2, r.id
"""
