"""The past of one pair as a forecast reads it: nothing read after the day asked for counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError
from comity.measure.alignment.answers import unit
from comity.measure.alignment.paths import filtered
from comity.measure.source import Source
from comity.measure.votes.choices import ordered
from comity.outlook.panels import LEAST, TARGETS

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class History:
    """A series up to its last year read: `target`, `who` it is of ("CHN-RUS", or "WEST-RUS" for pressure), years ascending [t], values and
    errors of reading (sd) [t], and `vintage`, what it is read from in a few words."""

    target: str
    who: str
    years: NDArray[np.int64]
    values: Floats
    errors: Floats
    vintage: str

    @property
    def origin(self) -> int:
        """The last year read."""
        return int(self.years[-1])


def histories(
    source: Source, state1: str, state2: str, against: str, until: date | None
) -> tuple[list[History], list[str]]:
    """Series of the pair that have a past, and a sentence for each that has none."""
    found: list[History] = []
    missing: list[str] = []
    asked: list[tuple[str, Callable[[], list[History]]]] = [
        ("the alignment index", partial(aligned, source, state1, state2, until)),
        ("agreement in votes", lambda: [agreed(source, state1, state2, until)]),
        (f"pressure on {state1}", lambda: [pressed(source, against, state1, until)]),
        (f"pressure on {state2}", lambda: [pressed(source, against, state2, until)]),
    ]
    for what, read in asked:
        try:
            found += read()
        except ComityError as error:
            missing.append(f"{what[0].upper()}{what[1:]} is not forecast: {error.what}.")
    return found, missing


def last_whole(until: date) -> int:
    """The last year that is over by a day.

    >>> last_whole(date(2021, 12, 17)), last_whole(date(2021, 12, 31))
    (2020, 2021)
    """
    return until.year if (until.month, until.day) == (12, 31) else until.year - 1


def aligned(source: Source, state1: str, state2: str, until: date | None) -> list[History]:
    """The index and its levels, each year as known at its end."""
    pair = source.fused.pair(state1, state2)
    last = int(pair.years[-1]) if until is None else min(last_whole(until), int(pair.years[-1]))
    keep = pair.held & (pair.years <= last)
    if not keep.any():
        raise ComityError("the two did not exist together before that day")
    moments = {name: filtered(read) for name, read in pair.levels.items()}
    parts = {name: (mean[0], spread[0]) for name, (mean, spread) in moments.items()}
    mean = np.sum([pair.share(name) * part[0] for name, part in parts.items()], axis=0)
    spread = np.sum([pair.share(name) ** 2 * part[1] for name, part in parts.items()], axis=0)
    vintage = f"readings up to {last}; models of {source.made}"
    rows = {"overall": (mean, spread), **parts}
    return [
        History(name, pair.pair, pair.years[keep], values[keep], np.sqrt(variance[keep]), vintage)
        for name, (values, variance) in rows.items()
    ]


def agreed(source: Source, state1: str, state2: str, until: date | None) -> History:
    """Graded agreement by year, of years with enough votes."""
    choices = source.dyad(state1, state2, until)
    counts = choices.of("all")
    total = counts.sum(axis=(1, 2))
    keep = total >= LEAST
    if until is not None:
        keep &= choices.years <= last_whole(until)
    if not keep.any():
        raise ComityError("no year with enough votes is held")
    grade = 1 - np.abs(np.subtract.outer(np.arange(3), np.arange(3))) / 2
    share = (counts * grade).sum(axis=(1, 2))[keep] / total[keep]
    error = np.sqrt(np.maximum(share * (1 - share), 0.01) / total[keep])
    pair = "-".join(ordered(state1, state2))
    return History("agreement", pair, choices.years[keep], share, error, f"General Assembly votes to {choices.as_of}")


def pressed(source: Source, bloc: str, state: str, until: date | None) -> History:
    """Pressure of a bloc on a state up to the last year in which anything was read of it."""
    fused = source.fused
    on = unit(fused.alignment, state)
    got = fused.pressure(bloc, on)
    keep = got["spoke"] > 0
    if until is not None:
        keep &= got["year"] <= last_whole(until)
    if not keep.any():
        raise ComityError(f"nothing is read of pressure by {bloc} on {state}")
    values = np.clip(got["value"][keep].astype(float), TARGETS["pressure"].low, TARGETS["pressure"].high)
    years = got["year"][keep].astype(np.int64)
    return History(
        "pressure", f"{bloc}-{on}", years, values, got["sd"][keep].astype(float), f"pressure read to {years[-1]}"
    )
