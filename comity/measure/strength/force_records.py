"""Which records tell of force: the acts of each collection, who began what when, and the rows behind a count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from comity import actors
from comity.errors import NoEvidence
from comity.measure.readings import SHOWN, Reads, actor_in, columns, covers, days, line, marks, pair_in, split, year_in
from comity.results import Table

COLLECTIONS = {
    "gml": "Gibler, Miller and Little",
    "cow_mid": "Correlates of War, MID 5",
    "cow_war": "Correlates of War, inter-state wars",
    "ucdp": "UCDP/PRIO armed conflicts",
}


@dataclass(frozen=True, slots=True)
class Act:
    """Records of `indicators` whose value is at least `least` (or one of `values`); `by` "item" or "opponent"."""

    name: str
    indicators: tuple[str, ...]
    said: str
    least: float = 0.0
    values: tuple[int, ...] = ()
    by: str = "item"

    def meets(self, value: float) -> bool:
        """Whether a record with this value counts."""
        return value in self.values if self.values else value >= self.least


def _mids(name: str) -> dict[str, Act]:
    acts = (
        Act("disputes", (f"{name}_hostility",), "militarised disputes it took part in"),
        Act("originator", (f"{name}_originator",), "disputes it was in from the first day"),
        Act("side_a", (f"{name}_side_a",), "disputes on the side of the first militarised act"),
        Act("uses_of_force", (f"{name}_hostility",), "disputes in which it used force", 4.0),
        Act("wars", (f"{name}_hostility",), "disputes in which it went to war", 5.0),
        Act(
            "invasions", (f"{name}_action",), "disputes in which it occupied territory or began a war", values=(14, 20)
        ),
    )
    return {act.name: act for act in acts}


_WARS = (
    Act("wars", ("cow_war",), "inter-state wars it fought in"),
    Act("wars_initiated", ("cow_war_initiator",), "inter-state wars it began"),
)
_UCDP = Act(
    "fought_a_state",
    ("ucdp_interstate", "ucdp_against"),
    "runs of years of armed conflict with a state, or beside rebels against its government",
    by="opponent",
)
ACTS: dict[str, dict[str, Act]] = {
    "gml": _mids("gml"),
    "cow_mid": _mids("cow_mid"),
    "cow_war": {act.name: act for act in _WARS},
    "ucdp": {_UCDP.name: _UCDP},
}


@dataclass(frozen=True, slots=True)
class Begun:
    """A dispute, war or run of years: first and last year, highest value, the years it has records of."""

    first: int
    last: int
    top: float


Rows = list[dict[str, Any]]


def told(ledger: Reads, collection: str, of: str, against: str | None = None) -> Rows:
    """The records of a collection about a state, oldest first, the opponent told whichever side one names first.

    Against a bloc: those whose opponent was a member at the end of the year.
    """
    names = list(dict.fromkeys(name for act in ACTS[collection].values() for name in act.indicators))
    bloc = against if against is not None and actors.get(against).kind != "state" else None
    mine, theirs = line(of), [] if against is None or bloc else line(against)
    given = ledger.arrays(_TOLD.format(indicators=marks(names)), [mine, *names, mine, mine, theirs, theirs, theirs])
    lists = [days(column) if name in ("start", "end") else column.tolist() for name, column in given.items()]
    rows = [dict(zip(given, values, strict=True)) for values in zip(*lists, strict=True)]
    rows = [row for row in rows if row["opponent"] not in mine]
    found = [{**row, "year": int(row["year"]), "value": float(row["value"])} for row in rows]
    return found if bloc is None else among(found, bloc)


def among(rows: Rows, bloc: str) -> Rows:
    """Records whose opponent was a member of a bloc on 31 December of their year."""
    return [row for row in rows if row["opponent"] in _members(bloc, row["year"])]


@cache
def _members(bloc: str, year: int) -> frozenset[str]:
    return actors.members(bloc, date(year, 12, 31))


def told_of_all(ledger: Reads, collection: str, units: Mapping[str, str]) -> dict[str, Rows]:
    """`told` of every state at once, by the youngest of its line; `units` leads from each id to that one."""
    names = list(dict.fromkeys(name for act in ACTS[collection].values() for name in act.indicators))
    given = ledger.arrays(_TOLD_OF_ALL.format(indicators=marks(names)), names)
    columns = [column.tolist() for column in given.values()]
    found: dict[str, Rows] = {}
    for values in zip(*columns, strict=True):
        row = dict(zip(given, values, strict=True))
        row |= {"year": int(row["year"]), "value": float(row["value"])}
        sides = [(row["state1"], row["state2"])] if row["directed"] else [
            (row["state1"], row["state2"]), (row["state2"], row["state1"])
        ]  # fmt: skip
        for mine, other in sides:
            if mine in units and units.get(other) != units[mine]:
                found.setdefault(units[mine], []).append({**row, "opponent": other})
    return found


def begun(rows: Rows, act: Act) -> dict[str, Begun]:
    """What an act counts among the records of its collection, by item, or by opponent and first year ("UKR 2014")."""
    return _runs(_of(rows, act)) if act.by == "opponent" else _items(_of(rows, act))


def _of(rows: Rows, act: Act) -> Rows:
    return [row for row in rows if row["indicator"] in act.indicators and act.meets(row["value"])]


def _items(rows: Rows) -> dict[str, Begun]:
    found: dict[str, Begun] = {}
    for row in rows:
        old = found.get(row["item"], Begun(row["year"], row["year"], row["value"]))
        found[row["item"]] = Begun(min(old.first, row["year"]), max(old.last, row["year"]), max(old.top, row["value"]))
    return found


def _runs(rows: Rows) -> dict[str, Begun]:
    """Years on end with one opponent."""
    years: dict[str, dict[int, float]] = {}
    for row in rows:
        by_year = years.setdefault(row["opponent"], {})
        by_year[row["year"]] = max(by_year.get(row["year"], 0.0), row["value"])
    found: dict[str, Begun] = {}
    for opponent, by_year in years.items():
        run: list[int] = []
        for year in sorted(by_year):
            run = [*run, year] if run and run[-1] == year - 1 else [year]
            found[f"{opponent} {run[0]}"] = Begun(run[0], year, max(by_year[y] for y in run))
    return found


def why(evidence: str, ledger: Reads) -> Table:
    """The records of every dispute, war or run counted, each with its own id and what it belongs to. NoEvidence."""
    collection, name, who, window = split(evidence, "force", 4)
    one, dash, _ = who.partition("-")
    first, _, last = window.partition("-")
    act = ACTS.get(collection, {}).get(name)
    if act is None:
        raise NoEvidence("no such collection or act", where=evidence, next_step="take an id from the column evidence")
    against = _faced(who, evidence) if dash else None
    if not dash:
        actor_in(one, evidence)
    begin, end = year_in(first, evidence), year_in(last, evidence)
    every = told(ledger, collection, one, against)
    counted = {key: row for key, row in begun(every, act).items() if begin <= row.first <= end}
    rows = counted_rows(every, act, counted)
    held = covers(ledger, next(iter(ACTS[collection].values())).indicators[:1])
    if held is None or held[1].year < begin or held[0].year > end:
        raise NoEvidence(
            "the collection does not cover these years", where=evidence, next_step="see another collection"
        )
    note = f"{act.said} ({COLLECTIONS[collection]}): {len(counted)} begun {begin} to {end}."
    return Table(f"why {evidence}", columns(rows, SHOWN), note, getattr(ledger, "why", None))


def _faced(who: str, evidence: str) -> str:
    """The state or bloc that is faced. NoEvidence for a pair that is none."""
    one, _, two = who.partition("-")
    if actors.get(actor_in(two, evidence)).kind == "state":
        return pair_in(who, evidence)[1]
    actor_in(one, evidence)
    return two


def counted_rows(rows: Rows, act: Act, counted: dict[str, Begun]) -> Rows:
    """The records of what was counted."""
    return [row for row in _of(rows, act) if _counts(row, act, counted)]


def _counts(row: dict[str, Any], act: Act, counted: dict[str, Begun]) -> bool:
    if act.by == "item":
        return row["item"] in counted
    return any(
        key.startswith(f"{row['opponent']} ") and run.first <= row["year"] <= run.last for key, run in counted.items()
    )


_TOLD_OF_ALL = """
SELECT year(start_date) AS year, indicator, state1, state2, directed, value, item FROM records
WHERE current AND indicator IN ({indicators}) AND value IS NOT NULL AND state2 IS NOT NULL
ORDER BY start_date, item, state1, state2, id
"""
_TOLD = """
SELECT year(r.start_date) AS year, CASE WHEN list_contains(?::VARCHAR[], r.state1) THEN r.state2 ELSE r.state1 END AS opponent,
    r.indicator, r.state1, r.state2, r.start_date AS start, r.end_date AS "end", r.value, r.unit, r.item,
    coalesce(i.title, '') AS title, r.origin_id AS origin, r.id AS evidence
FROM records r LEFT JOIN items i ON i.id = r.item
WHERE r.current AND r.indicator IN ({indicators}) AND r.value IS NOT NULL AND r.state2 IS NOT NULL
    AND (list_contains(?::VARCHAR[], r.state1) OR (NOT r.directed AND list_contains(?::VARCHAR[], r.state2)))
    AND (len(?::VARCHAR[]) = 0 OR list_contains(?::VARCHAR[], r.state1) OR list_contains(?::VARCHAR[], r.state2))
ORDER BY r.start_date, r.item, r.state1, r.state2, r.id
"""
