"""Readiness to use force: disputes, uses of force and wars begun per year at risk, one collection beside the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from comity import actors
from comity.errors import ComityError
from comity.measure.readings import FIRST_YEAR, Reads, columns, covers, line, pair, state
from comity.measure.strength.force_records import ACTS, COLLECTIONS, Act, Begun, begun, counted_rows, told
from comity.measure.strength.force_records import why as why_force
from comity.measure.strength.rates import poisson_interval
from comity.results import Table
from comity.schema import LEVEL

NAMES = (
    *("collection", "act", "value", "low", "high", "level", "unit", "n", "years_at_risk", "first_year", "last_year"),
    *("n_evidence", "as_of", "method", "evidence"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A state, the one it faces (None: anyone) and the years from and to which are counted."""

    of: str
    against: str | None
    since: int
    until: int

    @property
    def who(self) -> str:
        """As in evidence ids: RUS or RUS-CHN."""
        return self.of if self.against is None else f"{self.of}-{self.against}"


def force(ledger: Reads, of: str, against: str | None = None, since: int = 1946, until: int = 9999) -> Table:
    """How often a state has begun to threaten, show or use force, a year at risk, against anyone or one other state.

    value = n / T with n the disputes or wars whose first year lies in the window and T the years of the window that the
    collection covers and in which the state (and the other) existed; `low` and `high` are exact Poisson bounds for n
    (Garwood 1936) over T, 90 %, for a process that is as likely in one year as in another, which disputes that cluster
    are not quite. Acts of the two collections of militarised disputes (Gibler, Miller and Little 2016; COW
    MID 5, Palmer and others 2021), whose codings differ: `disputes` all it took part in, `originator` those it was in
    from the first day, `side_a` those in which it was on the side of the first militarised act, `uses_of_force` those in
    which its own hostility reached 4 (force) or 5 (war), `wars` 5, `invasions` those in which its highest action was
    to occupy territory (14) or to begin a war (20), a lower bound since a clash outranks an occupation.
    COW wars: `wars`, `wars_initiated`. UCDP: `fought_a_state`, runs of years of armed
    conflict (25 battle deaths) with a state, or beside rebels against its government, by opponent.
    `highest_hostility` is the top of the scale 1 none to 5 war that was reached, without an interval.

    Collections are never added. A side of a dispute says who acted first as coded, not who was to blame. ComityError
    for a bloc, one state twice or an empty window.
    """
    asked = Asked(state(of), None if against is None else pair(of, against)[1], max(since, FIRST_YEAR), until)
    if since > until:
        raise ComityError("no year between", where=f"{since}, {until}", next_step="give the earlier one first")
    rows: list[dict[str, Any]] = []
    for collection in COLLECTIONS:
        rows += _collection(ledger, collection, asked)
    note = (
        _note(asked)
        if rows
        else "No disputes or wars are held: comity add --record gml PATH, cow_mid, cow_wars or ucdp."
    )
    whom = "" if asked.against is None else f" against {asked.against}"
    return Table(f"Readiness of {of} to use force{whom}", columns(rows, NAMES), note, lambda id: why_force(id, ledger))


def disagreements(ledger: Reads, of: str, against: str | None = None, since: int = 1946, until: int = 9999) -> Table:
    """Every dispute of a state under both collections, by number: first year and own highest hostility in each.

    The two share dispute numbers, so that one left out, split or coded anew shows as a row with one side empty or two
    hostilities. Only years that both cover are compared. Neither is right by default. ComityError as `force`.
    """
    asked = Asked(state(of), None if against is None else pair(of, against)[1], since, until)
    held = {name: _window(ledger, name, asked) for name in ("gml", "cow_mid")}
    if not all(held.values()):
        return Table(
            "Disputes under both collections", {"dispute": []}, "Both collections are wanted: gml and cow_mid."
        )
    last = min(window[1] for window in held.values() if window)
    sides = {name: _numbered(ledger, name, asked) for name in held}
    numbers = sorted(
        {n for side in sides.values() for n, row in side.items() if asked.since <= row.first <= last}, key=int
    )
    rows = [_compared(number, sides) for number in numbers]
    names = (
        "dispute",
        "gml_first_year",
        "cow_mid_first_year",
        "gml_hostility",
        "cow_mid_hostility",
        "agree",
        "evidence",
        "evidence2",
    )
    counts = [sum(row[f"{name}_first_year"] is not None for row in rows) for name in held]
    note = f"{counts[0]} in GML and {counts[1]} in COW MID, {asked.since} to {last}."
    return Table(
        f"Disputes of {asked.who} under both collections", columns(rows, names), note, getattr(ledger, "why", None)
    )


def _numbered(ledger: Reads, collection: str, asked: Asked) -> dict[str, Begun]:
    """Disputes of a collection by number."""
    records = told(ledger, collection, asked.of, asked.against)
    return {item.split(":")[1]: row for item, row in begun(records, ACTS[collection]["disputes"]).items()}


def _compared(number: str, sides: Mapping[str, Mapping[str, Begun]]) -> dict[str, Any]:
    gml, cow = (sides[name].get(number) for name in ("gml", "cow_mid"))
    return {
        "dispute": int(number),
        "gml_first_year": gml and gml.first,
        "cow_mid_first_year": cow and cow.first,
        "gml_hostility": gml and int(gml.top),
        "cow_mid_hostility": cow and int(cow.top),
        "agree": bool(gml and cow and (gml.first, gml.top) == (cow.first, cow.top)),
        "evidence": f"gml:{number}" if gml else f"cow_mid:{number}",
        "evidence2": f"cow_mid:{number}" if gml and cow else None,
    }


def _collection(ledger: Reads, collection: str, asked: Asked) -> list[dict[str, Any]]:
    window = _window(ledger, collection, asked)
    if window is None:
        return []
    first, last = window
    at_risk = sum(_existed(asked, year) for year in range(first, last + 1))
    rows, records = [], told(ledger, collection, asked.of, asked.against)
    for act in ACTS[collection].values():
        counted = {key: row for key, row in begun(records, act).items() if first <= row.first <= last}
        n_records = len(counted_rows(records, act, counted))
        base = _base(collection, act, asked, (first, last), at_risk, len(counted)) | {"n_evidence": n_records}
        rows.append(base)
        if act.name == "disputes":
            rows.append(_highest(base, max((row.top for row in counted.values()), default=None)))
    return rows


def _base(collection: str, act: Act, asked: Asked, window: tuple[int, int], at_risk: int, n: int) -> dict[str, Any]:
    first, last = window
    low, high = (bound / at_risk for bound in poisson_interval(n)) if at_risk else (None, None)
    said = f"{act.said} ({COLLECTIONS[collection]}); begun per year at risk, exact Poisson interval"
    return {
        "collection": collection,
        "act": act.name,
        "value": n / at_risk if at_risk else None,
        "low": low,
        "high": high,
        "level": LEVEL if at_risk else None,
        "unit": "a year",
        "n": n,
        "years_at_risk": at_risk,
        "first_year": first,
        "last_year": last,
        "n_evidence": n,
        "as_of": date(last, 12, 31),
        "method": said if at_risk else f"undefined: no year at risk; {said}",
        "evidence": f"force/{collection}/{act.name}/{asked.who}/{first}-{last}",
    }


def _highest(base: Mapping[str, Any], top: float | None) -> dict[str, Any]:
    said = "highest hostility reached in the disputes of the window, 1 none, 2 threat, 3 display, 4 use of force, 5 war"
    blank = {"low": None, "high": None, "level": None, "unit": "1 to 5"}
    return {**base, **blank, "act": "highest_hostility", "value": top, "method": said}


def _window(ledger: Reads, collection: str, asked: Asked) -> tuple[int, int] | None:
    """First and last year counted: those asked for that the collection covers; None where there are none."""
    held = covers(ledger, [act.indicators[0] for act in ACTS[collection].values()])
    if held is None:
        return None
    first, last = max(asked.since, held[0].year), min(asked.until, held[1].year)
    return (first, last) if first <= last else None


def _existed(asked: Asked, year: int) -> bool:
    """Whether both sides existed on some day of the year."""
    return all(_lived(id, year) for id in (asked.of, asked.against) if id is not None)


def _lived(id: str, year: int) -> bool:
    spells = [(known.start or date.min, known.end or date.max) for known in map(actors.get, line(id))]
    return any(start <= date(year, 12, 31) and date(year, 1, 1) <= end for start, end in spells)


def _note(asked: Asked) -> str:
    china = (
        " The Republic of China's record, to 1949 and after, stands under TWN."
        if {"CHN", "TWN"} & {asked.of, asked.against}
        else ""
    )
    return f"Collections stand side by side and end in different years; they are never added.{china}"
