"""Power: a state's or bloc's share of the world's output, military spending and material capabilities, by year."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from comity import actors
from comity.errors import ComityError, NoEvidence
from comity.measure.readings import Reads, actor_in, behind, by_state, columns, line, split, year_in
from comity.results import Table
from comity.schema import LEVEL

Z = 1.6448536269514722
"""Half-width of a 90 % Gaussian interval in standard deviations."""


@dataclass(frozen=True, slots=True)
class Resource:
    """What power is made of: an indicator of states, whether its values are shares already, its standard deviation."""

    indicator: str
    label: str
    is_share: bool = False
    sd: str = ""


RESOURCES = {
    resource.indicator: resource
    for resource in (
        Resource("wb_gdp", "gross domestic product, current US$ at exchange rates (World Bank)"),
        Resource(
            "fariss_gdp",
            "gross domestic product, constant US$ of Penn World Table (Fariss and others)",
            sd="fariss_gdp_sd",
        ),
        Resource("sipri_milex", "military spending, current US$ (SIPRI)"),
        Resource("cow_milex", "military spending, current US$ (Correlates of War)"),
        Resource("cow_cinc", "Composite Indicator of National Capability (Correlates of War)", is_share=True),
    )
}
NAMES = (
    *("resource", "year", "actor", "value", "low", "high", "level", "with_figure", "members", "missing"),
    *("states_with_figure", "world_missing", "n_evidence", "as_of", "method", "evidence"),
)
Figures = Mapping[int, Mapping[str, float]]


def power(
    ledger: Reads,
    who: Sequence[str],
    since: int | None = None,
    until: int | None = None,
    resources: Sequence[str] = tuple(RESOURCES),
) -> Table:
    """Share (per cent) of each state or bloc in the world's total of each resource, by year.

    100 x sum over the members with a figure / sum over all states with a figure. A bloc is those that are members on 31
    December. CINC is a share of the world already: the mean of a state's shares in six resources (Singer, Bremer and
    Stuckey 1972). A member without a figure is named in `missing` and makes the share too small; a state of the
    world without one makes all shares too large: `states_with_figure` says how many have one, and `world_missing` names
    the members of the United Nations that have none. `low` and `high`
    (90 %) stand only where the collection states its error (Fariss and others 2022): for shares w and relative errors
    c_j, var = w^2 sum_j (d_j - w_j)^2 c_j^2 with d_j the member's part of the bloc, errors taken as independent between
    states. ComityError for an unknown resource, UnknownActor for an unknown id.
    """
    unknown = [name for name in resources if name not in RESOURCES]
    if unknown:
        raise ComityError(f"no resource {unknown[0]!r}", next_step=f"choose from {', '.join(RESOURCES)}")
    kinds = {id: actors.get(id).kind for id in who}
    rows = []
    for resource in (RESOURCES[name] for name in resources):
        figures, sds = by_state(ledger, resource.indicator), by_state(ledger, resource.sd) if resource.sd else {}
        years = [year for year in figures if (since or 0) <= year <= (until or 9999)]
        absent = {year: ", ".join(_absent(figures[year].keys(), year)) for year in years}
        rows += [
            {**row, "world_missing": absent[year]}
            for id in who
            for year in years
            if (row := _row(resource, id, kinds[id], year, figures[year], sds.get(year, {}))) is not None
        ]
    note = (
        "Shares of the states with a figure in that year; resources are never joined."
        if rows
        else "No figure of these resources is held for them: comity add --record world_bank_gdp PATH, cow_nmc or sipri_milex."
    )
    return Table("Shares of the world's power", columns(rows, NAMES), note, lambda id: why(id, ledger))


def belonging(id: str, kind: str, year: int) -> frozenset[str]:
    """Who an actor is in a year: members of a bloc on 31 December, a state alone (under the id it then had)."""
    if kind == "state":
        return frozenset(line(id))
    return actors.members(id, date(year, 12, 31))


def _row(
    resource: Resource, id: str, kind: str, year: int, values: Mapping[str, float], sds: Mapping[str, float]
) -> dict[str, object] | None:
    """One share, None where no member existed; the state's own row where its figure is held."""
    members = belonging(id, kind, year)
    held = sorted(member for member in members if member in values)
    if not members or (kind == "state" and not held):
        return None
    total = 1.0 if resource.is_share else sum(values.values())
    mine = sum(values[member] for member in held)
    share = mine / total if held and total > 0 else None
    low, high = _interval(share, held, values, sds)
    missing = [] if kind == "state" else sorted(members - set(held))
    return {
        "resource": resource.indicator,
        "year": year,
        "actor": id,
        "value": None if share is None else 100.0 * share,
        "low": low,
        "high": high,
        "level": LEVEL if low is not None else None,
        "with_figure": len(held),
        "members": 1 if kind == "state" else len(members),
        "missing": ", ".join(missing),
        "states_with_figure": len(values),
        "n_evidence": len(values) if not resource.is_share else len(held),
        "as_of": date(year, 12, 31),
        "method": f"share of {resource.label}" + ("" if share is not None else "; undefined: no member has a figure"),
        "evidence": f"power/{resource.indicator}/{id}/{year}",
    }


def _absent(held: Collection[str], year: int) -> list[str]:
    """Members of the United Nations on 31 December without a figure; Soviet republics with a seat were no states."""
    day = date(year, 12, 31)
    return sorted(id for id in actors.members("UNO", day) - set(held) if actors.get(id).existed(day))


def _interval(
    share: float | None, held: Sequence[str], values: Mapping[str, float], sds: Mapping[str, float]
) -> tuple[float | None, float | None]:
    """90 % interval of a share in per cent by the delta method; None without errors of every state."""
    if share is None or not sds or any(state not in sds for state in values):
        return None, None
    total, inside = sum(values.values()), set(held)
    slopes = ((float(state in inside) - share) * sds[state] / total for state in values)
    half = Z * sqrt(sum(slope * slope for slope in slopes))
    return 100.0 * max(share - half, 0.0), 100.0 * min(share + half, 1.0)


def why(evidence: str, ledger: Reads) -> Table:
    """The figures of the actor's members, then those of all others that make the world's total. NoEvidence."""
    name, id, text = split(evidence, "power", 3)
    year = year_in(text, evidence)
    if name not in RESOURCES:
        raise NoEvidence("no resource of that name", where=evidence, next_step=f"one of {', '.join(RESOURCES)}")
    first, last = date(year, 1, 1), date(year, 12, 31)
    members = sorted(belonging(id, actors.get(actor_in(id, evidence)).kind, year))
    held = by_state(ledger, name).get(year, {})
    others = sorted(set(held) - set(members))
    parts = [(name, members, None)]
    if not RESOURCES[name].is_share and others:
        parts.append((name, others, None))
    return behind(ledger, evidence, parts, first, last, "The actor's figures first, then all others of the year.")
