"""Why, for kept series: the rows an id speaks of, what they are, which years are covered and whose data stand behind."""

from __future__ import annotations

import re
from typing import Any

from comity.errors import NoEvidence
from comity.measure.kept.kinds import Told
from comity.measure.kept.series import Kept, unit
from comity.measure.strength.regions import region
from comity.results import Table

NAMES = ("measure", "state1", "state2", "year", "value", "low", "high", "unit", "n_evidence")


def why(evidence: str, kept: Kept) -> Table:
    """The kept rows behind an id; none, with the years covered, where the list is silent. NoEvidence for another id."""
    found = [
        (telling, said)
        for id in parts(evidence)
        for telling in kept.kinds.values()
        if (said := _read(telling, id)) is not None
    ]
    if not found:
        raise NoEvidence("this number rests on records of a ledger", where=evidence, next_step="name it with --ledger")
    rows = [row for telling, said in found for row in _rows(kept, telling, *said)]
    columns: dict[str, list[Any]] = {name: [row[name] for row in rows] for name in NAMES}
    return Table(f"why {evidence}", columns, note=_note(kept, found[0][0], bool(rows)))


def parts(evidence: str) -> list[str]:
    """The ids of the numbers that a ratio or a contest is made of; an id of one number alone.

    >>> parts("asymmetry/power:wb_gdp/RUS-CHN/2020")
    ['power/wb_gdp/RUS/2020', 'power/wb_gdp/CHN/2020']
    >>> parts("contest/wits_imports/KAZ+UZB/RUS-CHN/1998-2018")[0]
    'dependence/wits_imports/KAZ-RUS/1998-2018'
    """
    head, *rest = evidence.split("/")
    if head == "contest" and len(rest) == 4:
        kind, where, rivals, years = rest
        return [
            f"dependence/{kind}/{member.state}-{rival}/{years}"
            for rival in rivals.split("-")
            for member in region(where).members
            if member.state not in rivals.split("-")
        ]
    if head == "asymmetry" and len(rest) == 3 and ":" in rest[0]:
        (of, _, name), (one, _, two), year = rest[0].partition(":"), rest[1].partition("-"), rest[2]
        if of == "power":
            return [f"power/{name}/{id}/{year}" for id in (one, two)]
        return [
            f"{head}/{name}/{pair}/{year}"
            for head in ("dependence", "arms")
            for pair in (f"{one}-{two}", f"{two}-{one}")
        ]
    return [evidence]


def _read(telling: Told, evidence: str) -> tuple[str, int, int] | None:
    """Who, first and last year of an id of this kind; None where it is of another."""
    head, tail = (re.escape(part) for part in telling.kind.shape.split("{who}"))
    once, twice = re.escape("{year}"), re.escape("{year}-{year}")
    years = tail.replace(twice, SPAN).replace(once, SPAN)
    match = re.fullmatch(f"{head}([A-Z0-9_]+(?:-[A-Z0-9_]+)?){years}", evidence)
    return None if match is None else (match[1], int(match[2]), int(match[3] or match[2]))


SPAN = r"(\d{4})(?:-(\d{4}))?"


def _rows(kept: Kept, telling: Told, who: str, first: int, last: int) -> list[dict[str, Any]]:
    one, _, two = who.partition("-")
    pairs = [(unit(one), unit(two) if two else "")]
    if two and not telling.kind.directed:
        pairs.append((pairs[0][1], pairs[0][0]))
    out = []
    for a, b in pairs:
        held = [row for row in kept.of(a, b) if row[0] == telling.kind.measure and first <= row[3] <= last]
        for row in held:
            out.append(dict(zip(NAMES, (*row[:7], telling.kind.unit, row[7]), strict=True)))
    return out


def _note(kept: Kept, telling: Told, any_row: bool) -> str:
    covered = f"{telling.first} to {telling.last}"
    silent = "" if any_row else f"Nothing is on record; the list covers {covered}. "
    data = "; ".join(origin.citation or origin.title for origin in kept.origins(telling.kind.measure))
    return (
        f"{silent}{telling.kind.method[:1].upper()}{telling.kind.method[1:]}. Covers {covered}. Computed by comity from: {data}. "
        "The records themselves: add them with comity add --record, then ask with --ledger."
    )
