"""Why, for ids of networks: camp, polarisation and balance of alignment (what ships), of votes and of formal ties (a ledger)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity import actors
from comity.errors import NoEvidence
from comity.measure.camps import balance as balancing
from comity.measure.camps.aligned import alignments
from comity.measure.camps.kept import YearCamps
from comity.measure.camps.network import Network, vote_network, year_and_rest
from comity.measure.camps.placed import apart_kept, seats_kept
from comity.measure.camps.polarisation import MEASURES
from comity.results import Table

if TYPE_CHECKING:
    from comity.measure.source import Source

SHAPES = "camp/alignment/2021/A, polarisation/alignment/2021/modularity, balance/votes/2021"
DRAWS = 50
"""As `comity.measure.camps.sides.vote_camps` has it, so that the same camps are found again."""


def why(evidence: str, source: Source) -> Table:
    """What a camp, a reading of polarisation or a balance rests on: members, pairs of camps, states. NoEvidence.

    >>> from comity.measure.source import open_source
    >>> why("camp/alignment/1985/D2", open_source()).rows()[0]["name"]
    'Russia'
    """
    head, basis = [*evidence.split("/"), ""][:2]
    asked = year_and_rest(evidence, head)
    if asked is None or basis not in ("alignment", "votes", "ties"):
        raise NoEvidence(
            "no such evidence id",
            where=evidence,
            next_step=f"ids look like {SHAPES}; of a network given by hand, ask the table itself",
        )
    if basis == "alignment":
        return _of_alignment(evidence, head, *asked, source)
    return _of_a_ledger(evidence, head, basis, asked[0], source)


def _of_alignment(evidence: str, head: str, year: int, rest: list[str], source: Source) -> Table:
    if head == "balance":
        kept = seats_kept(source.fused.folder, year)
        if kept is not None and not rest:
            return _balanced_kept(evidence, kept)
        net = alignments(source.fused.alignment).network(year)
        return balancing.why(evidence, {year: balancing.likeness(net)})
    known = source.fused.camps.year(year) if year in source.fused.camps.years else None
    if known is not None and head == "camp" and len(rest) == 1 and rest[0] in known.groups():
        return _members(evidence, known, rest[0], source)
    if known is not None and head == "polarisation" and len(rest) == 1 and rest[0] in MEASURES:
        return _pairs(evidence, known, source)
    raise NoEvidence("no such evidence id", where=evidence, next_step=f"ids look like {SHAPES}")


def _members(evidence: str, found: YearCamps, group: str, source: Source) -> Table:
    """One row a member: how surely it stands with the others, its mean index inside and to the nearest other group."""
    inside = found.inside(group)
    kept = seats_kept(source.fused.folder, found.year) or _seats(found, source)
    rows: list[dict[str, Any]] = []
    for at in inside:
        mates = inside[inside != at]
        state, wing = found.states[at], len(group) > 1
        rows.append({
            "state": state, "name": actors.get(state).name, "group": found.wings[at] or found.camps[at],
            "value": float(found.together(state, wing)[mates].mean()),
            "inside": float(kept["inside_wing" if wing else "inside"][at]),
            "nearest": float(kept["nearest"][at]), "rival": str(kept["rival"][at]), "size": float(found.size[at]),
        })  # fmt: skip
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    note = (
        "value: mean share of draws in which it stands with the other members; inside and nearest: mean overall alignment "
        "with them and with the nearest other camp (rival); size: share of the world's capabilities. "
        f"Of any pair: alignment/S1-S2/{found.year}."
    )
    return Table(f"why {evidence}", columns, note)


def _seats(found: YearCamps, source: Source) -> dict[str, Any]:
    """The same columns where the folder keeps none: a second's work."""
    from comity.measure.camps.placing import seats

    return seats(alignments(source.fused.alignment).network(found.year, found.states).weights, found)


def _balanced_kept(evidence: str, kept: dict[str, Any]) -> Table:
    names = [actors.get(state).name for state in kept["state"]]
    columns = {"state": kept["state"].tolist(), "name": names, "value": kept["balanced"].tolist()}
    note = "value: of the triads each state is in, the share that is balanced, weighted by the strength of their ties."
    return Table(f"why {evidence}", columns, note)


def _pairs(evidence: str, found: YearCamps, source: Source) -> Table:
    camps = [group for group in found.groups() if len(group) == 1]
    apart = apart_kept(source.fused.folder, found.year) or _apart(found, source)
    pairs = [(c, d) for c in range(len(camps)) for d in range(c + 1, len(camps))]
    size = [float(found.size[found.inside(camp)].sum()) for camp in camps]
    columns = {
        "camp1": [camps[c] for c, _ in pairs],
        "camp2": [camps[d] for _, d in pairs],
        "size1": [size[c] for c, _ in pairs],
        "size2": [size[d] for _, d in pairs],
        "distance": [apart[c][d] for c, d in pairs],
        "evidence": [f"camp/alignment/{found.year}/{camps[c]}" for c, _ in pairs],
    }
    note = "The distance is how much closer two camps are within than between; size is their share of capabilities."
    return Table(f"why {evidence}", columns, note if pairs else "One camp of all.")


def _apart(found: YearCamps, source: Source) -> list[list[float]]:
    from comity.measure.camps.placing import between_camps

    return between_camps(alignments(source.fused.alignment).network(found.year, found.states).weights, found)


def _of_a_ledger(evidence: str, head: str, basis: str, year: int, source: Source) -> Table:
    from comity.measure.held import HeldLedger

    if not isinstance(source, HeldLedger):
        raise NoEvidence("this number rests on records of a ledger", where=evidence, next_step="name it with --ledger")
    if head == "balance":
        return balancing.why(evidence, {year: _balanced(source, basis, year)})
    if basis != "votes":
        raise NoEvidence("no such evidence id", where=evidence, next_step=f"ids look like {SHAPES}")
    from comity.measure.camps import camps as camping
    from comity.measure.camps import polarisation as parting

    found = camping.camps(vote_network(source.calls, year, DRAWS))
    return camping.why(evidence, found) if head == "camp" else parting.why(evidence, {year: found})


def _balanced(source: Any, basis: str, year: int) -> Network:
    from comity.measure.camps.signed import tie_network

    return (
        tie_network(source.ledger, year) if basis == "ties" else balancing.likeness(vote_network(source.calls, year, 0))
    )
