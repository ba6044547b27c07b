"""The course of pressure: a bloc on a state by year as estimates, when it was last read, highest, and how it moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from comity.errors import ComityError
from comity.measure.alignment.answers import unit
from comity.measure.alignment.pair import bounds
from comity.measure.fused import Fused
from comity.schema import LEVEL, Estimate

DECADE = 10


@dataclass(frozen=True, slots=True)
class Course:
    """Pressure of `bloc` on `state` up to `year`.

    `read`: the last year in which anything was read; `highest` the year read with the highest value; `before` the year a
    decade before `read`, or the first one held; `moved`: 1 clearly up between the two, -1 clearly down (intervals apart),
    0 neither. `read_from`: what the last year read was read from.
    """

    bloc: str
    state: str
    year: int
    series: Mapping[int, Estimate]
    read: int
    highest: int
    before: int
    moved: int
    read_from: tuple[str, ...]


def course_of(fused: Fused, bloc: str, state: str, until: int) -> Course | None:
    """The course of a bloc's pressure on a state; None where the bloc or the state was not estimated, or nothing was read.

    Pressure is a share and never below 0, so the interval stops there.
    """
    try:
        unit_of = unit(fused.alignment, state)
        got = fused.pressure(bloc, unit_of)
    except ComityError:
        return None
    keep = got["year"] <= until
    years, value, spoke = got["year"][keep].astype(int), got["value"][keep].astype(float), got["spoke"][keep]
    low, high = bounds(value, got["sd"][keep].astype(float) ** 2, LEVEL)
    series = {
        int(year): Estimate(
            max(float(value[t]), 0.0), max(float(low[t]), 0.0), float(high[t]), LEVEL, int(got["n_evidence"][keep][t]),
            date(int(year), 12, 31), f"pressure of {bloc}", f"pressure/{bloc}-{unit_of}/{year}",
        )
        for t, year in enumerate(years)
    }  # fmt: skip
    read = np.flatnonzero(spoke)
    if not len(read):
        return None
    last = int(years[read[-1]])
    before = max(last - DECADE, int(years[0]))
    return Course(
        bloc=bloc,
        state=unit_of,
        year=int(years[-1]),
        series=series,
        read=last,
        highest=int(years[read[value[read].argmax()]]),
        before=before,
        moved=_direction(series[before], series[last]),
        read_from=tuple(fused.spoken(bloc, int(spoke[read[-1]]))),
    )


def _direction(one: Estimate, two: Estimate) -> int:
    if one.low is None or one.high is None or two.low is None or two.high is None:
        return 0
    return 1 if two.low > one.high else -1 if two.high < one.low else 0
