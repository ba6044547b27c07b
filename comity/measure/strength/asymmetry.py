"""Asymmetry: how lopsided a dyad is, in dependence, in power, and what lies between the two."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import exp, log
from typing import Any

from comity.errors import ComityError, NoEvidence
from comity.measure.readings import Reads, behind, columns, covers, days, line, pair, pair_in, split, year_in, yearly
from comity.measure.strength import dependence as trade
from comity.measure.strength.arms import arms_dependence
from comity.measure.strength.arms import why as why_arms
from comity.measure.strength.power import RESOURCES, Z
from comity.results import Table
from comity.schema import LEVEL

BORDERS = {
    1: "land",
    2: "up to 12 miles of water",
    3: "up to 24 miles of water",
    4: "up to 150 miles of water",
    5: "up to 400 miles of water",
}
NAMES = (
    *("measure", "year", "state1", "state2", "first", "second", "value", "low", "high", "level", "unit", "n_evidence"),
    *("as_of", "method", "evidence"),
)
Row = dict[str, Any]


def ratios(ledger: Reads, state1: str, state2: str, since: int | None = None, until: int | None = None) -> Table:
    """First to second by year: dependence of each on the other, and each resource of power, every series apart.

    `first` and `second` are the two sides' figures and `value` = first / second: above 1, the first state depends more or
    has more. None where the second is zero or a side is not held. Where a collection states its error (GDP of Fariss and
    others 2022), `low` and `high` are a 90 % interval of the ratio, exp(log r -+ 1.645 sqrt(c1^2 + c2^2)) with relative
    errors c. ComityError for a bloc or one state twice.
    """
    one, two = pair(state1, state2)
    rows = [
        row
        for row in (*_dependences(ledger, one, two), *_powers(ledger, one, two))
        if (since or 0) <= row["year"] <= (until or 9999)
    ]
    note = "Series are never joined." if rows else f"Nothing held measures {one} against {two} in these years."
    return Table(f"{one} against {two} by year", columns(rows, NAMES), note, lambda id: why(id, ledger))


def asymmetry(ledger: Reads, state1: str, state2: str, on: date) -> Table:
    """How lopsided two states are on a day: the newest ratio of each series up to it, their border, their distance.

    A yearly figure counts once its year is over.
    Ratios as `ratios`: `dependence/<series>` is A's dependence on B over B's on A (Hirschman 1945: the side
    that depends less has the power), `power/<resource>` A's resource over B's. `border` is the type of direct
    contiguity on the day, 1 land to 5 water of up to 400 miles (Stinnett and others 2002), value None with the reason where
    the record has none on that day; `distance` the least distance in km between the two in that
    year or the newest before (Schvitz and others 2022). Each row names its own year and day. ComityError for a bloc or one
    state twice.
    """
    one, two = pair(state1, state2)
    newest: dict[str, Row] = {}
    whole = on.year if (on.month, on.day) == (12, 31) else on.year - 1
    for row in ratios(ledger, one, two, until=whole).rows():
        if row["value"] is not None:
            newest[row["measure"]] = row
    rows = [*newest.values(), *_border(ledger, one, two, on), *_distance(ledger, one, two, on)]
    note = (
        f"The newest figure of each series up to {on}; look at the year of each."
        if rows
        else f"Nothing held measures {one} against {two}."
    )
    return Table(f"Asymmetry of {one} and {two} on {on}", columns(rows, NAMES), note, lambda id: why(id, ledger))


def _dependences(ledger: Reads, one: str, two: str) -> Iterator[Row]:
    held: dict[tuple[str, int], dict[str, Row]] = {}
    for table in (trade.dependence(ledger, one, two), arms_dependence(ledger, one, two)):
        for row in table.rows():
            held.setdefault((row["series"], row["year"]), {})[row["of"]] = row
    for (series, year), sides in held.items():
        first, second = (sides[id]["value"] if id in sides else None for id in (one, two))
        n = sum(side["n_evidence"] for side in sides.values())
        said = f"dependence of {one} on {two} / of {two} on {one}; {next(iter(sides.values()))['method']}"
        yield _ratio(f"dependence/{series}", year, one, two, first, second, n, said, next(iter(sides.values()))["unit"])


def _powers(ledger: Reads, one: str, two: str) -> Iterator[Row]:
    names = [name for resource in RESOURCES.values() for name in (resource.indicator, resource.sd) if name]
    many = yearly(ledger, names, (one, two))
    for resource in RESOURCES.values():
        firsts, seconds = (many.get((resource.indicator, id, None), {}) for id in (one, two))
        errors = [many.get((resource.sd, id, None), {}) for id in (one, two)]
        for year in sorted(set(firsts) & set(seconds)):
            first, second = firsts[year], seconds[year]
            said = f"ratio of {resource.label}"
            row = _ratio(f"power/{resource.indicator}", year, one, two, first, second, 2, said, "as the record")
            if all(year in error for error in errors) and row["value"]:
                spread = Z * ((errors[0][year] / first) ** 2 + (errors[1][year] / second) ** 2) ** 0.5
                row |= {"low": exp(log(row["value"]) - spread), "high": exp(log(row["value"]) + spread), "level": LEVEL}
            yield row


def _ratio(
    measure: str, year: int, one: str, two: str, first: float | None, second: float | None, n: int, said: str, unit: str
) -> Row:
    value = None if first is None or not second else first / second
    reason = (
        ""
        if value is not None
        else "undefined: a side is not held; "
        if first is None or second is None
        else "undefined: the second is zero; "
    )
    return {
        "measure": measure,
        "year": year,
        "state1": one,
        "state2": two,
        "first": first,
        "second": second,
        "value": value,
        "low": None,
        "high": None,
        "level": None,
        "unit": unit,
        "n_evidence": n,
        "as_of": date(year, 12, 31),
        "method": reason + said,
        "evidence": f"asymmetry/{measure.replace('/', ':')}/{one}-{two}/{year}",
    }


def _border(ledger: Reads, one: str, two: str, on: date) -> list[Row]:
    held = covers(ledger, ["contiguity"])
    if held is None:
        return []
    found = ledger.arrays(_BORDER, [line(one), line(two), line(two), line(one), on, on])
    kind = min((int(value) for value in found["value"].tolist()), default=None)
    said = "direct contiguity (COW 3.2): 1 land, 2 to 5 water; " + (
        BORDERS[kind] if kind else "no contiguity of the two is on record on that day"
    )
    row = _ratio("border", on.year, one, two, None, None, len(found["value"]), said, "type 1 to 5")
    return [row | {"value": None if kind is None else float(kind), "method": said, "as_of": min(on, held[1])}]


def _distance(ledger: Reads, one: str, two: str, on: date) -> list[Row]:
    found = ledger.arrays(_DISTANCE, [line(one), line(two), line(two), line(one), on])
    if not len(found["value"]):
        return []
    day = days(found["day"])[0] or on
    said = f"least distance between the two states on {day} (CShapes 2)"
    row = _ratio("distance", day.year, one, two, None, None, 1, said, "km")
    return [row | {"value": float(found["value"][0]), "method": said, "as_of": day}]


def why(evidence: str, ledger: Reads) -> Table:
    """The two sides' own evidence for a ratio; the records for a border, a distance or a resource. NoEvidence."""
    measure, states, text = split(evidence, "asymmetry", 3)
    year, (one, two) = year_in(text, evidence), pair_in(states, evidence)
    head, _, name = measure.partition(":")
    first, last = date(year, 1, 1), date(year, 12, 31)
    if head in PLACES:
        both = [(PLACES[head], line(one), line(two)), (PLACES[head], line(two), line(one))]
        return behind(ledger, evidence, both, first, last)
    if head == "power" and name in RESOURCES:
        return behind(ledger, evidence, [(name, [*line(one), *line(two)], None)], first, last)
    if head != "dependence":
        raise NoEvidence(
            "no measure of asymmetry of that name", where=evidence, next_step="take an id from the column evidence"
        )
    source = ("dependence", trade.why) if name in trade.SERIES else ("arms", why_arms)
    return _sides(
        evidence, ledger, [f"{source[0]}/{name}/{a}-{b}/{year}" for a, b in ((one, two), (two, one))], source[1]
    )


def _sides(evidence: str, ledger: Reads, ids: list[str], explain: Any) -> Table:
    """Both directions, each row with the id of its side's share."""
    tables: list[Table] = []
    for id in ids:
        try:
            tables.append(explain(id, ledger))
        except ComityError:
            continue
    if not tables:
        raise NoEvidence("no record held answers to it", where=evidence, next_step="ask for another year or series")
    joined = {name: [value for table in tables for value in table.columns[name]] for name in tables[0].columns}
    return Table(f"why {evidence}", joined, tables[0].note, tables[0].explain)


PLACES = {"border": "contiguity", "distance": "min_distance"}
_BETWEEN = """
    ((list_contains(?::VARCHAR[], state1) AND list_contains(?::VARCHAR[], state2))
     OR (list_contains(?::VARCHAR[], state1) AND list_contains(?::VARCHAR[], state2)))
"""
_BORDER = f"""
SELECT value FROM records WHERE indicator = 'contiguity' AND current AND {_BETWEEN}
    AND start_date <= ? AND coalesce(end_date, DATE '9999-12-31') >= ?
"""
_DISTANCE = f"""
SELECT value, start_date AS day FROM records WHERE indicator = 'min_distance' AND current AND {_BETWEEN}
    AND start_date <= ? ORDER BY start_date DESC, value LIMIT 1
"""
