"""Why, for changes: change/S1-S2/documents/YEAR and change/S1-S2/FIRST/LAST."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from comity import actors
from comity.errors import NoEvidence
from comity.measure.change.diff import difference, table
from comity.measure.change.fed import Fed, fed
from comity.results import Table

if TYPE_CHECKING:
    from comity.measure.source import Source


def why(evidence: str, source: Source, until: date | None = None) -> Table:
    """The rows of a difference, or every happening told in documents with what it moves the index of a year by.

    ValueError for an id of another shape, NoEvidence where nothing answers to it.
    """
    _, pair, first, last = evidence.split("/")
    one, two = pair.split("-")
    if first == "documents":
        return _documents(evidence, fed(source, one, two, until), int(last))
    days = date.fromisoformat(first), date.fromisoformat(last)
    rival = actors.choose("WEST", days[1])
    return table(difference(source, actors.get(one), actors.get(two), rival, *days, until), source)


def _documents(evidence: str, found: Fed | None, year: int) -> Table:
    if found is None or found.effect is None:
        reason = found.why_not if found else "no document is held"
        raise NoEvidence(
            "documents move nothing here" + (f": {reason}" if reason else ""),
            where=evidence,
            next_step="comity add PATH, then comity code",
        )
    t = np.flatnonzero(found.effect.years == year)
    if not len(t):
        raise NoEvidence(f"no year {year}", where=evidence, next_step="choose a year of the pair")
    rows = [(one, move, found.words.get(one)) for one, move in found.effect.ranked(int(t[0]))]
    columns = {
        "thousandths": [1000 * move for _, move, _ in rows],
        "day": [one.day for one, _, _ in rows],
        "event": [f"{said.actor} {said.kind} {said.recipient}" if said else one.kind for one, _, said in rows],
        "counts_as": ["co-operative" if one.good else "conflictual" for one, _, _ in rows],
        "sentence": [said.sentence if said else "" for _, _, said in rows],
        "document": [said.title if said else "" for _, _, said in rows],
        "publisher": [said.publisher if said else "" for _, _, said in rows],
        "evidence": [said.event if said else one.story for one, _, said in rows],
    }
    total = found.effect.change[int(t[0])]
    note = f"Thousandths of the index: rows add up to {1000 * total:+.3f}, the index of {year} with these documents less that without."
    return Table(f"why {evidence}", columns, note=note)
