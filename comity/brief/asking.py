"""Asking for the fused estimates: alignment of the pair on everything together, and the rival's pressure on each."""

from __future__ import annotations

from datetime import date

from comity.errors import ComityError
from comity.measure.aligning import alignment_of
from comity.measure.alignment.standing import Standing, standing
from comity.measure.push.course import Course, course_of
from comity.measure.source import Source
from comity.schema import Actor, Origin

REFERENCES = (("GBR", "USA"), ("DEU", "FRA"))
"""Two old alliances: the first that is not the pair itself is what its volatility is held against."""


def whole_year(until: date | None, last: date) -> int:
    """The last whole year up to a day; the last year held where none is named."""
    if until is None:
        return last.year
    return until.year if (until.month, until.day) == (12, 31) else until.year - 1


def together_of(source: Source, one: Actor, two: Actor, year: int) -> Standing | None:
    """Where the pair stands on everything together; None where nothing is estimated of it in that year."""
    reference = next(pair for pair in REFERENCES if pair != tuple(sorted((one.id, two.id))))
    try:
        pair = alignment_of(source, one.id, two.id)
        last = min(year, int(pair.years[-1]))
        return standing(pair, last, alignment_of(source, *reference))
    except ComityError:
        return None


def pressed_by(source: Source, rival: Actor, states: tuple[Actor, Actor], year: int) -> tuple[Course | None, ...]:
    """The course of the rival's pressure on each of the two; None where it was not estimated."""
    if rival.kind == "state":
        return (None, None)
    try:
        return tuple(course_of(source.fused, rival.id, state.id, year) for state in states)
    except ComityError:
        return (None, None)


def pressers(source: Source) -> tuple[str, ...]:
    """Blocs whose pressure is estimated."""
    try:
        return tuple(source.fused.alignment.about.get("pressure", {}))
    except ComityError:
        return ()


def origins_of(source: Source) -> tuple[Origin, ...]:
    """Data sets behind the votes and treaties, then those behind the fused estimates, each once."""
    try:
        fused = source.fused.origins()
    except ComityError:
        fused = ()
    return tuple({origin.id: origin for origin in (*fused, *source.origins())}.values())
