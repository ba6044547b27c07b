"""Joint exercises by year: of two states, or of a state with the members of a bloc, each collection apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from comity import actors
from comity.errors import NoEvidence
from comity.measure.readings import Reads, actor_in, columns, covers, days, line, pair, split, state, year_in
from comity.results import Table


@dataclass(frozen=True, slots=True)
class Collection:
    """A list of exercises: items begin with `prefix`; `hub` is the state without which nothing is listed."""

    prefix: str
    origin: str
    label: str
    hub: str = ""


COLLECTIONS = {
    "mme": Collection("mme:", "exercises-mme", "Multinational Military Exercises (D'Orazio and Galambos 2021)"),
    "russian_exercise": Collection(
        "russian_exercise:",
        "exercises-russian_forces",
        "exercises of the Russian forces with others (Z. Leffel)",
        "RUS",
    ),
}
NAMES = ("collection", "year", "who", "with", "value", "unit", "n_evidence", "as_of", "method", "evidence")


def exercises(ledger: Reads, one: str, two: str, since: int | None = None, until: int | None = None) -> Table:
    """How many exercises a year two states held together, alone or among others; `two` may be a bloc.

    The count of distinct exercises that began in the year with both among the participants; with a bloc, those with at
    least one state that was a member on the first day. Years a collection covers without one are 0:
    it lists none, which is not that none was held (the Russian list has no Vostok of 2018).
    The two collections overlap in 2009 and 2010 and are never added: there the true number is at least the larger
    and, as far as the two know, at most the sum. The Russian list holds only exercises with Russia
    and is left out for others. A count of what is listed, without an interval. ComityError for one state
    twice or a bloc as the first.
    """
    other = actors.get(two).kind
    if other == "state":
        pair(one, two)
    state(one)
    rows: list[dict[str, Any]] = []
    for name, collection in COLLECTIONS.items():
        held = covers(ledger, ["joint_exercise"], collection.origin)
        if held is None or not _listed(collection, one, two, other):
            continue
        counted = _by_year(_held(ledger, collection, one, two))
        years = range(max(held[0].year, since or 0), min(held[1].year, until or 9999) + 1)
        rows += [_row(name, year, one, two, counted.get(year, [])) for year in years]
    note = (
        "The collections overlap in 2009 and 2010 and are never added."
        if rows
        else f"No list of exercises speaks of {one} and {two} in these years: comity add --record exercises PATH."
    )
    return Table(f"Joint exercises of {one} with {two}", columns(rows, NAMES), note, lambda id: why(id, ledger))


def _listed(collection: Collection, one: str, two: str, other: str) -> bool:
    """Whether the collection would list an exercise of these at all."""
    hub = set(line(collection.hub)) if collection.hub else set()
    sides = {*line(one), *(line(two) if other == "state" else ())}
    return not hub or bool(hub & sides)


def _held(ledger: Reads, collection: Collection, one: str, two: str) -> list[dict[str, Any]]:
    """Records of the state with the other, or with whoever was a member of the bloc on the first day."""
    theirs = line(two) if actors.get(two).kind == "state" else []
    found = ledger.arrays(_FOUND, [line(one), f"{collection.origin}-", line(one), line(one), theirs, theirs, theirs])
    lists = [days(column) if name in ("start", "end") else column.tolist() for name, column in found.items()]
    rows = [dict(zip(found, values, strict=True)) for values in zip(*lists, strict=True)]
    return rows if theirs else [row for row in rows if row["partner"] in actors.members(two, row["start"])]


def _by_year(rows: list[dict[str, Any]]) -> dict[int, list[str]]:
    """The exercises behind each record of a year."""
    years: dict[int, list[str]] = {}
    for row in rows:
        years.setdefault(row["start"].year, []).append(row["item"])
    return years


def _row(name: str, year: int, one: str, two: str, items: list[str]) -> dict[str, Any]:
    overlap = "; the other collection also covers the year: not to be added" if year in OVERLAP else ""
    return {
        "collection": name,
        "year": year,
        "who": one,
        "with": two,
        "value": len(set(items)),
        "unit": "exercises",
        "n_evidence": len(items),
        "as_of": date(year, 12, 31),
        "method": f"distinct exercises that began in the year, {COLLECTIONS[name].label}{overlap}",
        "evidence": f"exercises/{name}/{one}-{two}/{year}",
    }


OVERLAP = (2009, 2010)
"""Years in both collections."""


def why(evidence: str, ledger: Reads) -> Table:
    """The exercises of a year, or of a span such as 1980-2010, a record for each partner, with its name and days. NoEvidence."""
    name, who, text = split(evidence, "exercises", 3)
    one, _, two = who.partition("-")
    first, last = (year_in(year, evidence) for year in (text[:4], text[5:] if text[4:5] == "-" else text))
    if name not in COLLECTIONS or not two:
        raise NoEvidence(
            "no such collection or pair", where=evidence, next_step=f"collections: {', '.join(COLLECTIONS)}"
        )
    one, two = (actor_in(id, evidence) for id in (one, two))
    rows = [row for row in _held(ledger, COLLECTIONS[name], one, two) if first <= row["start"].year <= last]
    if not rows and first == last:
        raise NoEvidence(f"no exercise is listed for {first}", where=evidence, next_step="ask for another year")
    names = ("item", "title", "start", "end", "partner", "place", "origin", "evidence")
    return Table(f"why {evidence}", columns(rows, names), COLLECTIONS[name].label + ".", getattr(ledger, "why", None))


_FOUND = """
SELECT r.item, coalesce(i.title, '') AS title, r.start_date AS start, r.end_date AS "end",
    CASE WHEN list_contains(?::VARCHAR[], r.state1) THEN r.state2 ELSE r.state1 END AS partner,
    coalesce(i.address, '') AS place, r.origin_id AS origin, r.id AS evidence
FROM records r LEFT JOIN items i ON i.id = r.item
WHERE r.indicator = 'joint_exercise' AND r.current AND starts_with(r.origin_id, ?)
    AND (list_contains(?::VARCHAR[], r.state1) OR list_contains(?::VARCHAR[], r.state2))
    AND (len(?::VARCHAR[]) = 0 OR list_contains(?::VARCHAR[], r.state1) OR list_contains(?::VARCHAR[], r.state2))
ORDER BY r.start_date, r.item, partner, r.id
"""
