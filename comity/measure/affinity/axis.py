"""Two axes kept apart: what both tables of deeds and of warmth share, rows of components and the records behind one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from comity import actors
from comity.errors import ComityError, NoEvidence
from comity.measure.said.known import IN_TIME
from comity.results import Table

Arrays = dict[str, NDArray[Any]]


class Asked(Protocol):
    """A ledger, or anything else that answers SQL with arrays."""

    def arrays(self, sql: str, parameters: Sequence[object] = ()) -> Arrays:
        """One array a column."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two lines of states: ids of today and of all whose records they continue."""

    one: str
    two: str
    ones: tuple[str, ...]
    twos: tuple[str, ...]

    def turned(self) -> Pair:
        """The other direction."""
        return Pair(self.two, self.one, self.twos, self.ones)

    @property
    def name(self) -> str:
        """As evidence ids spell it: first to second."""
        return f"{self.one}-{self.two}"


@dataclass(frozen=True, slots=True)
class Reading:
    """One component in one year; low and high None where no interval is meant."""

    component: str
    pair: Pair
    year: int
    value: float
    low: float | None
    high: float | None
    n_evidence: int


@dataclass(frozen=True, slots=True)
class Component:
    """One part of an axis: `read` gives its readings of a pair; `directed` ones are read both ways."""

    name: str
    unit: str
    method: str
    directed: bool
    indicators: tuple[str, ...]
    read: Callable[[Asked, Pair], list[Reading]]


NAMES = (
    "component",
    "actor",
    "recipient",
    "year",
    "value",
    "low",
    "high",
    "unit",
    "n_evidence",
    "as_of",
    "method",
    "evidence",
)


def pair_of(state1: str, state2: str) -> Pair:
    """Two states by id or name. ComityError for a bloc, or one line of states twice.

    >>> pair_of("CHN", "Russia").twos
    ('SUN', 'RUS')
    """
    one, two = actors.choose(state1), actors.choose(state2)
    if "bloc" in (one.kind, two.kind) or one.kind != "state" or two.kind != "state":
        raise ComityError(
            "deeds and warmth are of two states", where=f"{one.id}, {two.id}", next_step="name two states"
        )
    ones, twos = actors.lineage(one.id), actors.lineage(two.id)
    if set(ones) & set(twos):
        raise ComityError(
            "a state has no relation with itself", where=f"{one.id}, {two.id}", next_step="name two states"
        )
    return Pair(one.id, two.id, ones, twos)


def axis(
    name: str, title: str, components: Sequence[Component], ledger: Asked, pair: Pair, years: tuple[int, int]
) -> Table:
    """All readings of an axis in a span of years, component by component; years without a record are left out, not filled."""
    found: list[tuple[Component, Reading]] = []
    for part in components:
        ways = (pair, pair.turned()) if part.directed else (min(pair, pair.turned(), key=lambda p: p.name),)
        for way in ways:
            found += [(part, r) for r in part.read(ledger, way) if years[0] <= r.year <= years[1]]
    empty = [part.name for part in components if part.name not in {p.name for p, _ in found}]
    rows = [_row(name, part, reading) for part, reading in found]
    columns = {column: [row[i] for row in rows] for i, column in enumerate(NAMES)}
    note = f"Nothing on record of {', '.join(empty)}." if empty else ""
    return Table(title, columns, note, lambda id: why(id, name, components, ledger))


def _row(name: str, part: Component, r: Reading) -> tuple[object, ...]:
    return (
        part.name, r.pair.one, r.pair.two, r.year, r.value, r.low, r.high, part.unit, r.n_evidence, date(r.year, 12, 31),
        part.method, f"{name}/{part.name}/{r.pair.name}/{r.year}",
    )  # fmt: skip


def latest(table: Table, year: int) -> Table:
    """The last reading of each component and direction up to a year: never one number of them all.

    >>> made = Table("x", {"component": ["a", "a"], "actor": ["P", "P"], "recipient": ["Q", "Q"], "year": [1, 3]})
    >>> latest(made, 2).rows()[0]["year"]
    1
    """
    last: dict[tuple[object, ...], dict[str, Any]] = {}
    for row in sorted(table.rows(), key=lambda row: row["year"]):
        if row["year"] <= year:
            last[row["component"], row["actor"], row["recipient"]] = row
    columns = {name: [row[name] for row in last.values()] for name in table.columns}
    note = table.note if last else f"Nothing on record up to {year}. {table.note}".strip()
    return Table(f"{table.title}, last known up to {year}", columns, note, table.explain)


def why(evidence: str, name: str, components: Sequence[Component], ledger: Asked) -> Table:
    """The records behind a reading, or the sentences where it rests on texts. NoEvidence for an id of another shape."""
    head, *rest = evidence.split("/")
    parts = {part.name: part for part in components}
    known = len(rest) == 3 and rest[0] in parts and rest[1].count("-") == 1
    if head != name or not known or not _when(rest[2], parts[rest[0]]):
        raise NoEvidence(
            "no such evidence id", where=evidence, next_step=f"ids look like {name}/{components[0].name}/CHN-RUS/2018"
        )
    part, pair = parts[rest[0]], pair_of(*rest[1].split("-"))
    if not part.indicators:
        return texts_behind(evidence, ledger, part, pair, rest[2])
    year = int(rest[2])
    both = () if part.directed else (pair.turned(),)
    found = [ledger.arrays(_RECORDS, (list(part.indicators), list(p.ones), list(p.twos), year)) for p in (pair, *both)]
    columns = {column: np.concatenate([f[column] for f in found]) for column in found[0]}
    return Table(f"why {evidence}", columns, "" if len(columns["evidence"]) else "No record answers to it any more.")


_RECORDS = """
SELECT id AS evidence, indicator, state1, state2, start_date, end_date, value, unit, item, origin_id, "row" FROM records
WHERE current AND value IS NOT NULL AND list_contains(?, indicator) AND list_contains(?, state1)
AND list_contains(?, state2) AND year(start_date) = ? ORDER BY indicator, start_date, id
"""


def sums(ledger: Asked, indicators: Sequence[str], pair: Pair) -> dict[str, dict[int, tuple[float, int]]]:
    """What the first has done to the second: indicator -> year -> (sum of values, records)."""
    rows = ledger.arrays(_SUMS, (list(indicators), list(pair.ones), list(pair.twos)))
    found: dict[str, dict[int, tuple[float, int]]] = {name: {} for name in indicators}
    for name, year, value, n in zip(*(rows[c].tolist() for c in ("indicator", "y", "v", "n")), strict=True):
        found[name][int(year)] = (float(value), int(n))
    return found


_SUMS = """
SELECT indicator, year(start_date) AS y, sum(value) AS v, count(*) AS n FROM records
WHERE current AND value IS NOT NULL AND list_contains(?, indicator) AND list_contains(?, state1) AND list_contains(?, state2)
GROUP BY ALL ORDER BY ALL
"""


ALL = "all"
"""In the place of the year: every text held; a day there: every text that was out by then."""

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _when(text: str, part: Component) -> bool:
    return text.isdigit() or (not part.indicators and (text == ALL or DAY.fullmatch(text) is not None))


def texts_behind(evidence: str, ledger: Asked, part: Component, pair: Pair, when: str) -> Table:
    """The sentences behind a reading that rests on texts: id, document, day, offsets and the words.

    `when` is a year, "all", or the day by which a document must have been out.
    """
    sql = _STATEMENTS if part.name == "officials" else _EVENTS
    year = int(when) if when.isdigit() else None
    until = when if DAY.fullmatch(when) else None
    ways = (pair,) if part.directed else (pair, pair.turned())
    found = [ledger.arrays(sql, (list(way.ones), list(way.twos), year, year, until, until)) for way in ways]
    columns = {column: np.concatenate([f[column] for f in found]) for column in found[0]}
    return Table(f"why {evidence}", columns, "" if len(columns["evidence"]) else "No text answers to it any more.")


_EVENTS = f"""
SELECT e.id AS evidence, e.document, coalesce(e.date_start, d.day) AS day, e.type, e.actor, e.recipient, s.start_char, s.end_char,
    substring(d.text, s.start_char + 1, s.end_char - s.start_char) AS words
FROM current_events e JOIN documents d ON d.id = e.document JOIN sentences s ON s.document = e.document AND s.sentence = e.sentence
WHERE e.status = 'asserted' AND list_contains(?, e.actor) AND list_contains(?, e.recipient)
    AND (?::INTEGER IS NULL OR year(coalesce(e.date_start, d.day)) = ?) AND {IN_TIME}
ORDER BY day, e.id
"""
_STATEMENTS = f"""
SELECT s.id AS evidence, s.document, coalesce(s.date_start, d.day) AS day, s.speaker, t.value AS stance, t.target, s.start_char,
    s.end_char, substring(d.text, s.start_char + 1, s.end_char - s.start_char) AS words
FROM stances t JOIN current_statements s ON s.id = t.statement JOIN documents d ON d.id = s.document
WHERE t.kind = 'actor' AND NOT s.negated AND list_has_any(s.speaker_actors, ?) AND list_contains(?, t.target)
    AND (?::INTEGER IS NULL OR year(coalesce(s.date_start, d.day)) = ?) AND {IN_TIME}
ORDER BY day, s.id
"""
