"""Why: from an evidence id to what it rests on, down to single votes where a ledger holds them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from comity import actors
from comity.errors import ComityError, NoEvidence
from comity.measure.pacts.declared import by_id
from comity.measure.votes import ballots
from comity.measure.votes.estimates import evidence_id, method
from comity.measure.votes.intervals import interval
from comity.measure.votes.yardsticks import YARDSTICKS, yardstick
from comity.results import Table

if TYPE_CHECKING:
    from comity.ledger import Ledger
    from comity.measure.source import Source

SHAPES = (
    "similarity/<yardstick>/<S1>-<S2>/<year>, record/<yardstick>/<S1>-<S2>/<year>, ladder/<S1>-<S2>/<year>, "
    "treaty/<id>, membership/<BLOC>/<STATE>, alignment/<S1>-<S2>/<year>, pressure/<BLOC>-<STATE>/<year>, "
    "camp/alignment/<year>/<camp>, or as the column evidence of another measure has it, or the id of a record or item"
)

ELSEWHERE = {
    "dependence": "strength.dependence",
    "arms": "strength.arms",
    "asymmetry": "strength.asymmetry",
    "power": "strength.power",
    "contest": "strength.contest_evidence",
    "force": "strength.force_records",
    "exercises": "strength.exercises",
    "visits": "strength.visits",
    "rank": "strength.ranks",
    "delivered": "strength.arms",
    "deeds": "affinity.deeds",
    "warmth": "affinity.warmth",
    "said": "said.voices",
    "sanctions": "kept.sanctions",
}
"""Modules whose `why(evidence, ledger)` answers for ids that begin so on a ledger; on the release, the kept series do."""


def why(evidence: str, source: Source, until: date | None = None) -> Table:
    """What an evidence id rests on. NoEvidence for an id of no known shape or one nothing here answers to.

    A similarity leads to its votes on a ledger, to counts on the release; a record to the similarities of each year; a
    ladder to obligations; a treaty or membership to its rows. `until` cuts the votes of a year as the brief did.

    >>> from comity.measure.source import open_source
    >>> why("similarity/kappa/CHN-RUS/2020", open_source()).rows()[0]
    {'votes': 'lopsided', 'CHN': 'yes', 'RUS': 'yes', 'n': 35}
    """
    head, *rest = evidence.split("/")
    answer = {
        "similarity": _similarity,
        "record": _record,
        "ladder": _ladder,
        "treaty": _treaty,
        "membership": _membership,
        "alignment": _alignment,
        "pressure": _pressure,
        "camp": _network,
        "polarisation": _network,
        "balance": _network,
        "leverage": _leverage,
        "change": _change,
        "reciprocity": _reciprocity,
        "agenda": _agenda,
        "issue": _stakes,
        "stakes": _stakes,
    }.get(head)
    if answer is None and head in ELSEWHERE:
        return _elsewhere(evidence, head, source)
    if answer is None:
        return _row(evidence, source)
    try:
        return answer(evidence, rest, source, until)
    except (ValueError, KeyError) as error:
        raise NoEvidence("no such evidence id", where=evidence, next_step=f"ids look like {SHAPES}") from error


def _alignment(evidence: str, rest: list[str], source: Source, until: date | None) -> Table:
    from comity.measure.fused_evidence import alignment

    return alignment(evidence, rest, source)


def _pressure(evidence: str, rest: list[str], source: Source, until: date | None) -> Table:
    from comity.measure.fused_evidence import pressure

    return pressure(evidence, rest, source)


def _network(evidence: str, rest: list[str], source: Source, until: date | None) -> Table:
    from comity.measure.camps.explained import why as explained

    return explained(evidence, source)


def _change(evidence: str, rest: list[str], source: Source, until: date | None) -> Table:
    from comity.measure.change.explained import why as explained

    return explained(evidence, source, until)


def _leverage(evidence: str, rest: list[str], source: Source, until: date | None) -> Table:
    """The table of routes ships: no ledger is needed."""
    from comity.measure.transit.leverage import why as explained

    return explained(evidence)


def _reciprocity(evidence: str, rest: list[str], source: Source, until: date | None) -> Table:
    """By the issues that ship; a table of your own is known to the answer it was given to."""
    from comity.coding.issues_table import shipped
    from comity.measure.affinity.reciprocity import why as explained

    return explained(evidence, _ledger_of(evidence, source), shipped())


def _agenda(evidence: str, rest: list[str], source: Source, until: date | None) -> Table:
    from comity.measure.affinity.agreement import why as explained

    return explained(evidence, source)


def _stakes(evidence: str, rest: list[str], source: Source, until: date | None) -> Table:
    """By the issues that ship: no ledger is needed."""
    from comity.coding.issues_table import shipped
    from comity.measure.affinity.stakes import why as explained

    return explained(evidence, shipped())


def _elsewhere(evidence: str, head: str, source: Source) -> Table:
    """Ids of measures that read a ledger: their own module answers there, the kept series on the release."""
    from importlib import import_module

    from comity.measure.held import HeldLedger

    if not isinstance(source, HeldLedger):
        from comity.measure.kept.explained import why as explained

        return explained(evidence, source.kept)
    answer: Table = import_module(f"comity.measure.{ELSEWHERE[head]}").why(evidence, _ledger_of(evidence, source))
    return answer


def _ledger_of(evidence: str, source: Source) -> Ledger:
    from comity.measure.held import HeldLedger

    if not isinstance(source, HeldLedger):
        raise NoEvidence("this number rests on records of a ledger", where=evidence, next_step="name it with --ledger")
    return source.ledger


def _vote_parts(rest: list[str]) -> tuple[str, str, str, int, str]:
    """(yardstick, state1, state2, year, votes); ValueError where the id is of another shape."""
    name, pair, year, *votes = rest
    if name not in YARDSTICKS or votes not in ([], ["contested"]):
        raise ValueError(name)
    one, two = pair.split("-")
    return name, one, two, int(year), votes[0] if votes else "all"


def _similarity(evidence: str, rest: list[str], source: Source, until: date | None) -> Table:
    name, one, two, year, votes = _vote_parts(rest)
    _known(evidence, one, two)
    choices = source.dyad(one, two, until)
    if year not in choices.years:
        raise NoEvidence(
            f"no vote of {year} is held for {one} and {two}", where=evidence, next_step="ask for another year"
        )
    found = ballots.single_votes(source, choices, year, votes, until)
    return found if found is not None else ballots.counts(source, choices, name, year, votes)


def _record(evidence: str, rest: list[str], source: Source, until: date | None) -> Table:
    """The whole series the record statement compares, each year with its own id."""
    name, one, two, year, votes = _vote_parts(rest)
    _known(evidence, one, two)
    choices = source.dyad(one, two, until)
    keep = choices.years <= year
    counts, years = choices.of(votes)[keep], choices.years[keep]
    low, high = interval(name, counts)
    columns = {
        "year": years,
        yardstick(name).name: yardstick(name)(counts),
        "low": low,
        "high": high,
        "n_votes": counts.sum(axis=(1, 2)),
        "evidence": [evidence_id(name, choices.pair, int(y), votes) for y in years],
    }
    note = f"{method(name, votes)}. Probabilities: each year's votes resampled with replacement, 2,000 draws."
    return Table(f"why {evidence}", columns, note=note, explain=lambda id: why(id, source, until))


def _ladder(evidence: str, rest: list[str], source: Source, until: date | None) -> Table:
    """The obligations in force in that year, one a row."""
    from comity.measure.pacts.treaties import treaties_of

    pair, text = rest
    (one, two), year = pair.split("-"), int(text)
    _known(evidence, one, two)
    first, last = date(year, 1, 1), min(date(year, 12, 31), until or date.max)
    treaties, holds = treaties_of(one, two, source, last)
    names = {treaty.evidence: treaty for treaty in treaties}
    held = sorted((h for h in holds if h.start <= last and h.end >= first), key=lambda h: (-h.rung, h.start))
    columns = {
        "rung": [h.rung for h in held],
        "obligation": [h.name or "none (partnership)" for h in held],
        "owed_by": [h.owed_by or "both" for h in held],
        "treaty": [names[h.treaty].name for h in held],
        "start": [h.start for h in held],
        "end": [None if h.end == date.max else h.end for h in held],
        "parties": [names[h.treaty].n_parties for h in held],
        "page": [names[h.treaty].page for h in held],
        "evidence": [h.treaty for h in held],
    }
    note = (
        ballots.provenance(source, "atop") if held else f"No obligation between {one} and {two} is on record in {year}."
    )
    return Table(f"why {evidence}", columns, note=note, explain=lambda id: why(id, source, until))


def _treaty(evidence: str, rest: list[str], source: Source, until: date | None) -> Table:
    """The row of our table for one of ours; the record's own rows for one of ATOP's."""
    (id,) = rest
    named = by_id(id)
    if named is None:
        return _row(id, source)
    columns = {
        "treaty": [named.name],
        "parties": [", ".join(sorted(named.parties))],
        "signed": [named.signed],
        "in_force": [named.in_force],
        "ended": [named.ended],
        "obligations": [", ".join(named.obligations)],
        "note": [named.note],
        "page": [named.page],
    }
    return Table(f"why {evidence}", columns, note="From comity's own table of treaties; check it at the page named.")


def _membership(evidence: str, rest: list[str], source: Source, until: date | None) -> Table:
    bloc, state = rest
    spells = [spell for id in _lineage(state) for spell in actors.memberships(id) if spell.bloc == bloc]
    if not spells:
        raise NoEvidence(
            f"no membership of {state} in {bloc} is on record", where=evidence, next_step="see comity actors"
        )
    columns = {
        "bloc": [bloc] * len(spells),
        "state": [spell.state for spell in spells],
        "start": [spell.start for spell in spells],
        "end": [spell.end for spell in spells],
        "status": [spell.status for spell in spells],
        "note": [spell.note for spell in spells],
        "page": [spell.page for spell in spells],
    }
    return Table(f"why {evidence}", columns, note="From comity's own table of memberships; check it at the page named.")


def _row(id: str, source: Source) -> Table:
    """A record or item: the ledger's own answer; on the release, what it holds of a treaty, or the command."""
    ledger = getattr(source, "ledger", None)
    if ledger is not None:
        found: Table = ledger.why(id)
        return found
    treaty = ballots.shipped_treaty(source, id) if id.startswith("atop:") else None
    if treaty is None:
        raise NoEvidence(
            "the release holds no single rows" if _looks_like_row(id) else "no such evidence id",
            where=id,
            next_step=ballots.command(source, "un_vote") if _looks_like_row(id) else f"ids look like {SHAPES}",
        )
    return treaty


def _looks_like_row(id: str) -> bool:
    return id.startswith(("r", "undl:", "voeten:", "atop:")) and id[1:] != ""


def _lineage(state: str) -> tuple[str, ...]:
    try:
        return actors.lineage(state)
    except ComityError as error:
        raise ValueError(state) from error


def _known(evidence: str, one: str, two: str) -> None:
    """NoEvidence for a pair of codes that are not both actors."""
    for id in (one, two):
        try:
            actors.get(id)
        except ComityError as error:
            raise NoEvidence(error.what, where=evidence, next_step=error.next_step) from error
