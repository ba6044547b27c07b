"""Why a contest says what it says: the third states one by one, each with the evidence of its newest year."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

import numpy as np

from comity.errors import ComityError, NoEvidence
from comity.measure.readings import Reads, columns, pair_in, split
from comity.measure.strength.arms import why as why_arms
from comity.measure.strength.contest_panels import INDICATORS, MIN_YEARS, Panel, panel_of, slopes
from comity.measure.strength.dependence import why as why_trade
from comity.measure.strength.regions import region
from comity.measure.votes.panel import RollCalls
from comity.results import Table

if TYPE_CHECKING:
    from comity.ledger import Ledger


def why(evidence: str, ledger: Reads, calls: RollCalls | None = None) -> Table:
    """The third states one by one: both figures in the first and last year held, the slope of the lead, and each last
    year's own evidence ids. NoEvidence."""
    kind, place, states, window = split(evidence, "contest", 4)
    first, _, last = window.partition("-")
    if kind not in INDICATORS or not (first.isdecimal() and last.isdecimal()):
        raise NoEvidence("no contest of that shape", where=evidence, next_step="take an id from the column evidence")
    one, two = pair_in(states, evidence)
    try:
        panel = panel_of(ledger, kind, region(place), (one, two), int(first), int(last), calls)
    except ComityError as error:
        raise NoEvidence(error.what, where=evidence, next_step=error.next_step) from error
    rows = [] if panel is None else _each(panel, kind, (one, two))
    if not rows:
        raise NoEvidence("nothing held answers to it", where=evidence, next_step="ask for another window or region")
    names = (
        "state",
        "first_year",
        "last_year",
        f"{one}_first",
        f"{two}_first",
        f"{one}_last",
        f"{two}_last",
        "slope_of_lead",
        "n_evidence",
        "evidence",
        "evidence2",
    )
    note = f"{INDICATORS[kind]}, per cent. A state without a slope has fewer than {MIN_YEARS} years and is not counted."
    return Table(f"why {evidence}", columns(rows, names), note, partial(_behind, ledger))


def _each(panel: Panel, kind: str, rivals: tuple[str, str]) -> list[dict[str, object]]:
    lead, rows = slopes(panel.first - panel.second, panel.years), []
    for s, state in enumerate(panel.states):
        at = np.flatnonzero(~np.isnan(panel.first[s]) & ~np.isnan(panel.second[s]))
        if not len(at):
            continue
        row: dict[str, object] = {
            "state": state,
            "first_year": int(panel.years[at[0]]),
            "last_year": int(panel.years[at[-1]]),
        }
        for rival, values in zip(rivals, (panel.first, panel.second), strict=True):
            row |= {f"{rival}_first": float(values[s, at[0]]), f"{rival}_last": float(values[s, at[-1]])}
        ids = [_evidence(kind, state, rival, int(panel.years[at[-1]])) for rival in rivals]
        rows.append(
            row
            | {
                "slope_of_lead": float(lead[s]),
                "n_evidence": int(panel.n[s].sum()),
                "evidence": ids[0],
                "evidence2": ids[1],
            }
        )
    return rows


def _evidence(kind: str, state: str, rival: str, year: int) -> str:
    if kind == "votes":
        return f"similarity/graded/{'-'.join(sorted((state, rival)))}/{year}"
    return f"{'arms' if kind == 'arms_tiv' else 'dependence'}/{kind}/{state}-{rival}/{year}"


def _behind(ledger: Reads, evidence: str) -> Table:
    """What a last year's own evidence id leads to."""
    head = evidence.split("/")[0]
    if head == "dependence":
        return why_trade(evidence, ledger)
    if head == "arms":
        return why_arms(evidence, ledger)
    from comity.measure.evidence import why as why_votes
    from comity.measure.source import open_source

    return why_votes(evidence, open_source(cast("Ledger", ledger)))
