"""The votes behind one similarity: each of them on a ledger, their counts and where to get them on the release."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from comity import actors
from comity.measure.blocs import bloc_votes, membership_mask
from comity.measure.held import HeldLedger
from comity.measure.shipped import ShippedRelease
from comity.measure.votes.choices import CLASSES, DyadChoices, vote_class
from comity.measure.votes.estimates import method
from comity.measure.votes.panel import RollCalls
from comity.measure.votes.yardsticks import yardstick
from comity.results import Table

if TYPE_CHECKING:
    from comity.measure.source import Source

CHOICES = ("", "yes", "abstain", "no")

COMMANDS = {"un_vote": "comity add --record un_votes PATH", "atop": "comity add --record atop PATH"}
ADDRESSES = {
    "un_vote": "https://digitallibrary.un.org/record/4060887",
    "atop": "http://www.atopdata.org/",
}


def single_votes(source: Source, choices: DyadChoices, year: int, votes: str, until: date | None) -> Table | None:
    """Every vote of the year counted for the dyad; None where the source holds no single votes."""
    if not isinstance(source, HeldLedger) or not source.has_votes:
        return None
    calls = source.calls.until(until)
    ours, theirs = _columns(calls, choices)
    kept = (ours > 0) & (theirs > 0) & (calls.years == year)
    classes = vote_class(calls.votes)
    kept &= (classes == 1) if votes == "contested" else (classes < len(CLASSES))
    at = np.flatnonzero(kept)
    items = _items(source, calls.item_ids[at].tolist())
    columns: dict[str, Any] = {
        "date": [items[id]["date"] for id in calls.item_ids[at]],
        "symbol": [items[id]["symbol"] for id in calls.item_ids[at]],
        "title": [items[id]["title"] for id in calls.item_ids[at]],
        choices.state1: [CHOICES[vote] for vote in ours[at]],
        choices.state2: [CHOICES[vote] for vote in theirs[at]],
        "votes": [CLASSES[c] for c in classes[at]],
        "address": [items[id]["address"] for id in calls.item_ids[at]],
        "evidence": calls.item_ids[at].tolist(),
    }
    left_out = int(choices.unanimous[choices.years == year].sum())
    note = f"{len(at)} votes; {left_out} unanimous ones stand apart. {provenance(source, 'un_vote')}"
    note += "" if actors.get(choices.state2).kind == "state" else f" {MAJORITY}"
    title = f"Votes of {choices.state1} and {choices.state2} in {year}, {votes}"
    return Table(title, columns, note=note, explain=source.ledger.why)


def _columns(calls: RollCalls, choices: DyadChoices) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """Votes of each side [i]: a state with its predecessors, or a bloc as that state meets it."""
    one, two = actors.lineage(choices.state1), choices.state2
    ours = np.max([calls.column(id) for id in one], axis=0)
    if actors.get(two).kind == "state":
        return ours, np.max([calls.column(id) for id in actors.lineage(two)], axis=0)
    seen = bloc_votes(calls.votes, membership_mask(two, calls.days, calls.states))
    sides = [np.where(calls.column(id) > 0, seen[:, calls.states.index(id)], 0) for id in one if id in calls.states]
    return ours, np.max(sides, axis=0) if sides else np.zeros_like(ours)


def _items(source: HeldLedger, ids: list[str]) -> dict[str, dict[str, Any]]:
    if not ids:
        return {}
    marks = ", ".join("?" * len(ids))
    got = source.ledger.arrays(f"SELECT id, date, symbol, title, address FROM items WHERE id IN ({marks})", ids)
    rows = zip(*(column.tolist() for column in got.values()), strict=True)
    return {row[0]: dict(zip(got, row, strict=True)) for row in rows}


def counts(source: Source, choices: DyadChoices, name: str, year: int, votes: str) -> Table:
    """How often each pair of choices was made, with the yardstick they give and the command that brings the votes."""
    at = int(np.flatnonzero(choices.years == year)[0])
    cells = [(c, a, b) for c, a, b in product(range(2), range(3), range(3)) if choices.counts[at, c, a, b]]
    cells = [cell for cell in cells if votes == "all" or cell[0] == 1]
    columns = {
        "votes": [CLASSES[c] for c, _, _ in cells],
        choices.state1: [CHOICES[a + 1] for _, a, _ in cells],
        choices.state2: [CHOICES[b + 1] for _, _, b in cells],
        "n": [int(choices.counts[at, c, a, b]) for c, a, b in cells],
    }
    value = float(yardstick(name)(choices.of(votes)[at]))
    note = (
        f"{method(name, votes)}: {yardstick(name).text(value, 3 if yardstick(name).unit == 'index' else None)}; "
        f"{int(choices.unanimous[at])} unanimous votes stand apart. {provenance(source, 'un_vote')} {command(source, 'un_vote')}"
    )
    note += "" if actors.get(choices.state2).kind == "state" else f" {MAJORITY}"
    return Table(f"Choices of {choices.state1} and {choices.state2} in {year}", columns, note=note)


MAJORITY = "The bloc's choice is that of more than half of its other members that voted."


def provenance(source: Source, indicator: str) -> str:
    """Which data sets the answer rests on, with versions."""
    kind = "votes" if indicator == "un_vote" else "atop"
    named = [o for o in source.origins() if (kind == "atop") == ("atop" in o.id)]
    listed = "; ".join(f"{o.producer}, {o.title}, {o.version}" for o in named)
    return f"From: {listed}." if listed else "No origin is listed."


def command(source: Source, indicator: str) -> str:
    """The one command that brings the single rows, and where the file is."""
    return f"For the single rows: {COMMANDS[indicator]} with the file from {ADDRESSES[indicator]}"


def shipped_treaty(source: Source, item: str) -> Table | None:
    """What the release holds of one treaty: every pair it binds, obligation and days; None where it holds none."""
    if not isinstance(source, ShippedRelease):
        return None
    rows = source.treaty(item)
    if not rows:
        return None
    names = ("obligation", "state1", "state2", "owed_by", "start", "end")
    columns = {name: [row[i] for row in rows] for i, name in enumerate(names)}
    return Table(f"why {item}", columns, note=f"{provenance(source, 'atop')} {command(source, 'atop')}")
