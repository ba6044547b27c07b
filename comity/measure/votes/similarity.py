"""Similarity of two states, or of a state and a bloc, year by year under every yardstick."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from comity import actors
from comity.errors import Refused
from comity.measure.evidence import why
from comity.measure.source import Source, open_source
from comity.measure.votes.choices import DyadChoices
from comity.measure.votes.estimates import evidence_id
from comity.measure.votes.intervals import interval
from comity.measure.votes.records import RecordStatement, record_in
from comity.measure.votes.yardsticks import DECIDED, YARDSTICKS
from comity.results import Table

if TYPE_CHECKING:
    from comity.ledger import Ledger


class Similarity(Table):
    """A table with columns year, yardstick, votes, value, low, high, n_evidence, evidence; 90 % intervals."""


def similarity(
    state1: str,
    state2: str,
    *,
    ledger: Ledger | Path | str | None = None,
    until: date | str | None = None,
    votes: str = "all",
) -> Similarity:
    """Every yardstick of every year for two states, or a state and a bloc, up to a day.

    `state1`, `state2`: an id or any name comity.actors resolves on that day. `ledger` None reads the shipped release.
    `votes`: "all" non-unanimous roll calls, or the "contested" ones. Value, low and high are shares 0..1 or indices
    up to 1, None where undefined; `n_evidence` counts votes. UnknownActor, AmbiguousActor or NotThen for a wrong name,
    Refused for a day that is none.

    >>> table = similarity("RUS", "CHN", until="2020-12-31")
    >>> [round(row["value"], 3) for row in table.rows() if row["year"] == 2020 and row["yardstick"] == "kappa"]
    [0.538]
    """
    source, day = open_source(ledger), as_day(until)
    one, two = (actors.choose(mention, day).id for mention in (state1, state2))
    return similarity_table(source.dyad(one, two, day), source, votes, day)


def record(
    state1: str,
    state2: str,
    yardstick: str = "kappa",
    *,
    ledger: Ledger | Path | str | None = None,
    until: date | str | None = None,
    votes: str = "all",
) -> RecordStatement:
    """Since what year the last counted year has not been higher, with its probability; names and days as `similarity`.

    ComityError where no year has enough votes.

    >>> statement = record("RUS", "CHN", until="2020-12-31")
    >>> statement.year, statement.since, statement.first_year
    (2020, None, 1971)
    """
    day = as_day(until)
    one, two = (actors.choose(mention, day).id for mention in (state1, state2))
    return record_in(open_source(ledger).dyad(one, two, day), yardstick, votes)


def as_day(day: date | str | None) -> date | None:
    """A day given as a date or as text. Refused for text that is no day.

    >>> as_day("2021-12-17")
    datetime.date(2021, 12, 17)
    """
    if not isinstance(day, str):
        return day
    try:
        return date.fromisoformat(day)
    except ValueError as error:
        raise Refused(f"not a day: {day!r}", where="until", next_step="write it as 2021-12-17") from error


def similarity_table(choices: DyadChoices, source: Source, votes: str = "all", until: date | None = None) -> Similarity:
    """The same from counts at hand."""
    counts = choices.of(votes)
    columns: dict[str, list[object]] = {
        name: [] for name in ("year", "yardstick", "votes", "value", "low", "high", "n_evidence", "evidence")
    }
    for name, measure in YARDSTICKS.items():
        value, (low, high) = measure(counts), interval(name, counts)
        n = (counts * DECIDED if name == "yes_no" else counts).sum(axis=(1, 2))
        columns["year"] += choices.years.tolist()
        columns["yardstick"] += [name] * len(choices)
        columns["votes"] += [votes] * len(choices)
        columns["value"] += value.tolist()
        columns["low"] += low.tolist()
        columns["high"] += high.tolist()
        columns["n_evidence"] += n.tolist()
        columns["evidence"] += [evidence_id(name, choices.pair, year, votes) for year in choices.years.tolist()]
    names = [actors.get(id).name for id in (choices.state1, choices.state2)]
    arrays = {name: np.array(column) for name, column in columns.items()}
    return Similarity(
        f"Similarity of {names[0]} and {names[1]} in{' contested' if votes == 'contested' else ''} UN General Assembly votes",
        arrays,
        note=" ".join(part for part in (choices.note, source.note, f"Votes up to {choices.as_of}.") if part),
        explain=lambda id: why(id, source, until),
    )
