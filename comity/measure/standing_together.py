"""Who stands with whom: camps and wings of a year in the network of alignment, a state's company, polarisation; as tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from comity import actors
from comity.measure.camps.camps import ALIKE, NAMED, nearest_bloc
from comity.measure.camps.kept import ShippedCamps, YearCamps
from comity.measure.camps.polarisation import MEASURES
from comity.measure.source import Source, open_source
from comity.results import Table

if TYPE_CHECKING:
    from comity.ledger import Ledger

METHOD = (
    "signed modularity of the alignment of all pairs, a pair weighed by (c1 c2)^1/4, c a state's share of the world's "
    "capabilities (Gómez, Jensen and Arenas 2009); {draws} draws"
)
LIMITS = (
    "Camps are likeness in all series at once and not alliances; wings divide a camp once more. Value: share of draws in which "
    "two members stand together, the draws varying levels and their weights; errors that many pairs share are not in them. "
    "Regions hold together by common bodies and treaties; a state bears the name of the one that continues it."
)


def camps_in(year: int, *, ledger: Ledger | Path | str | None = None) -> Table:
    """The camps of a year, each followed by its wings.

    Columns group ("A" the camp with most members, "A1" its largest wing), name (the formal bloc it overlaps by half or more,
    else its largest members), n_members, value (mean share of draws in which two members stand together), largest, bloc and
    overlap (Jaccard, of the bloc's members then), n_evidence (pairs), as_of, method, evidence. ComityError for a year not estimated.

    >>> [(row["group"], row["largest"][:7]) for row in camps_in(1985).rows() if row["bloc"] == "WARSAW_PACT"]
    [('D2', 'RUS POL')]
    """
    source = open_source(ledger)
    kept = source.fused.camps
    found = kept.year(year)
    rows = [_group(found, group, kept) for group in found.groups()]
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    alone = [state for state, camp in zip(found.states, found.camps, strict=True) if not camp]
    parts = [_polarised(kept, year), _beside_votes(kept, year), f"Alone: {', '.join(alone)}." if alone else "", LIMITS]
    return Table(f"Camps of {year}", columns, " ".join(filter(None, parts)), _explain(source))


def sits_with(state: str, year: int, *, ledger: Ledger | Path | str | None = None) -> Table:
    """All other states of a year by how surely they stand with one, the largest first among equals.

    Columns state, name, group (its wing, or camp where undivided), value (share of draws in one camp), wing (share in one
    wing), evidence (the pair's alignment). ComityError where the state has no place in the year.

    >>> sits_with("Russia", 1985).rows()[0]["name"]
    'Poland'
    """
    source = open_source(ledger)
    one, found = _unit(state, source), source.fused.camps.year(year)
    camp, wing = found.together(one), found.together(one, wings=True)
    at = found.place(one)
    order = [int(k) for k in np.lexsort((-found.size, -wing, -camp)) if k != at]
    columns: dict[str, Any] = {
        "state": [found.states[k] for k in order],
        "name": [actors.get(found.states[k]).name for k in order],
        "group": [found.wings[k] or found.camps[k] or None for k in order],
        "value": camp[order],
        "wing": wing[order],
        "evidence": [f"alignment/{'-'.join(sorted((one, found.states[k])))}/{year}" for k in order],
    }
    own = found.wings[at] or found.camps[at]
    note = f"{one} is in {own}." if own else f"{one} stands alone."
    return Table(f"Who stood with {actors.get(one).name} in {year}", columns, f"{note} {LIMITS}", _explain(source))


def camp_by_year(
    state: str, *, ledger: Ledger | Path | str | None = None, since: int | None = None, until: int | None = None
) -> Table:
    """The camp and wing of a state in each year: group, name, n_members, value (mean share of draws with the camp's others).

    Groups have letters of their own each year. A state without capabilities on record in a year is left out.

    >>> [row["wing"] for row in camp_by_year("Hungary", since=1980, until=1980).rows()]
    ['Warsaw Treaty Organization']
    """
    source = open_source(ledger)
    one, kept = _unit(state, source), source.fused.camps
    every = kept.between(since or 0, until or 9999)
    rows = [_seat(found, one) for found in every if one in found.states]
    columns = {name: [row[name] for row in rows] for name in (rows[0] if rows else {"year": None})}
    title = f"Where {actors.get(one).name} stood"
    return Table(title, columns, LIMITS if rows else "no year in which it has a place", _explain(source))


def polarisation(
    *, ledger: Ledger | Path | str | None = None, since: int | None = None, until: int | None = None
) -> Table:
    """How far the states fall apart into camps, by year, in three readings with intervals.

    Columns year, measure (esteban_ray, modularity or between; see `comity.measure.camps.polarisation`), value, low, high, level,
    n_evidence (pairs), as_of, method, evidence. Camps' shares are of the world's capabilities.

    >>> [row["measure"] for row in polarisation(since=1985, until=1985).rows()]
    ['esteban_ray', 'modularity', 'between']
    """
    source = open_source(ledger)
    kept = source.fused.camps
    rows = [
        (year, name, *kept.about["years"][str(year)][name], kept.about["level"], kept.about["years"][str(year)]["n_pairs"],
         date(year, 12, 31), f"{label}; {kept.about['basis']}", f"polarisation/alignment/{year}/{name}")
        for year in kept.years if (since or 0) <= year <= (until or 9999) for name, label in MEASURES.items()
    ]  # fmt: skip
    names = ("year", "measure", "value", "low", "high", "level", "n_evidence", "as_of", "method", "evidence")
    columns = {name: [row[i] for row in rows] for i, name in enumerate(names)}
    note = "Each reading has a scale of its own; compare years within one." if rows else "no year in the span asked for"
    return Table("Polarisation by year", columns, note, _explain(source))


def _unit(state: str, source: Source) -> str:
    from comity.measure.alignment.answers import unit

    return unit(source.fused.alignment, actors.choose(state).id)


def _group(found: YearCamps, group: str, kept: ShippedCamps) -> dict[str, Any]:
    members = tuple(found.states[at] for at in found.inside(group))
    bloc, overlap = nearest_bloc(members, found.states, date(found.year, 12, 31))
    return {
        "group": group,
        "name": _name(members, bloc, overlap),
        "n_members": len(members),
        "value": found.firmness(group),
        "largest": " ".join(members[: 2 * NAMED]),
        "bloc": bloc,
        "overlap": overlap,
        "n_evidence": kept.about["years"][str(found.year)]["n_pairs"],
        "as_of": date(found.year, 12, 31),
        "method": METHOD.format(draws=kept.about["draws"]),
        "evidence": f"camp/alignment/{found.year}/{group}",
    }


def _name(members: tuple[str, ...], bloc: str | None, overlap: float) -> str:
    if bloc and overlap >= ALIKE:
        return actors.get(bloc).name
    return ", ".join(actors.get(state).name for state in members[: NAMED - 1])


def _seat(found: YearCamps, one: str) -> dict[str, Any]:
    at = found.place(one)
    camp, wing = found.camps[at], found.wings[at]
    mates = found.inside(camp) if camp else np.zeros(0, dtype=np.int64)
    together = found.together(one)[mates[mates != at]]
    return {
        "year": found.year,
        "group": wing or camp or None,
        "camp": _named(found, camp),
        "wing": _named(found, wing),
        "n_members": len(mates),
        "value": float(together.mean()) if len(together) else None,
        "evidence": f"camp/alignment/{found.year}/{camp}" if camp else None,
    }


def _named(found: YearCamps, group: str) -> str | None:
    if not group:
        return None
    members = tuple(found.states[at] for at in found.inside(group))
    return _name(members, *nearest_bloc(members, found.states, date(found.year, 12, 31)))


def _polarised(kept: ShippedCamps, year: int) -> str:
    about = kept.about["years"][str(year)]
    told = [f"{name} {about[name][0]:.2f} ({about[name][1]:.2f} to {about[name][2]:.2f})" for name in MEASURES]
    return f"Polarisation: {', '.join(told)}."


def _beside_votes(kept: ShippedCamps, year: int) -> str:
    """How the camps differ from those that votes alone show."""
    votes = kept.about["years"][str(year)].get("votes")
    if votes is None or votes["rand"] is None:
        return "Too few divided votes in the year for camps by votes alone."
    elsewhere = (
        f"; they put elsewhere, the largest first: {', '.join(votes['elsewhere'])}" if votes["elsewhere"] else ""
    )
    return f"Votes alone show {votes['n_camps']} camps, adjusted Rand index {votes['rand']:.2f} (1 the same, 0 as by chance){elsewhere}."


def _explain(source: Source) -> Any:
    from comity.measure.evidence import why

    return lambda id: why(id, source)
