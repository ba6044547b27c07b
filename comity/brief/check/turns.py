"""Breaks, turns and constancy: whether a relation turned in a year, and how restless it has been beside an old alliance."""

from __future__ import annotations

from comity.brief.check.record import Record, name_of
from comity.brief.check.verdict import CONTRADICTED, DEPENDS, SUPPORTED, Verdict, together, unchecked
from comity.brief.indexed import valued
from comity.brief.objects import Figure
from comity.brief.statements import apart
from comity.brief.wording import said
from comity.coding.claims import Claim
from comity.errors import ComityError
from comity.measure.alignment.breaking import Break, Restless
from comity.measure.alignment.standing import Standing
from comity.measure.pacts.ladder import Spell, ladder
from comity.schema import Estimate

NEAR = 2
"""Years by which a break on record may miss the one that is told."""

AROUND = 4
"""Years before and after between which a turn should show."""

SURE = 0.9


def turned(claim: Claim, record: Record) -> Verdict:
    """A break or turn in a year: breaks of a level, treaties that ended or began, the index before and after."""
    when = claim.when
    told = when.first or when.last
    if told is None or not when.words or (when.first and when.last and when.last.year - when.first.year > AROUND):
        return unchecked("no year is said in which it turned")
    one, two = claim.subjects[:2]
    stand = record.standing(one, two)
    year = told.year
    if year not in stand.overall:
        return unchecked(f"the record of {name_of(one)} and {name_of(two)} begins in {stand.begins}")
    down = claim.sense == "break"
    seen = [one for one in stand.breaks if _near(one, year) and (_falls(one) == down)]
    spell = _treaty(record, one, two, year, down)
    before, after = _beside(stand, year)
    figures = (valued(before), valued(after))
    text = f"the alignment index of {name_of(one)} and {name_of(two)} was {figures[0]} in {before.as_of.year} and {figures[1]} in {after.as_of.year}"
    moved = _lower(after, before) == down
    if seen:
        jump = valued(seen[0].jump)
        return Verdict(
            SUPPORTED, f"the {seen[0].level} level breaks in {seen[0].year}, by {jump}; {text}", (jump, *figures)
        )
    if spell is not None:
        return Verdict(SUPPORTED if moved else DEPENDS, f"{spell.said} in the treaty record; {text}", (spell, *figures))
    if moved and apart(before, after):
        return Verdict(SUPPORTED, text, figures)
    others = ", ".join(sorted({str(one.year) for one in stand.breaks if _falls(one) == down}))
    text += f"; no level breaks around {year}" + (f", but in {others}" if others else "")
    return Verdict(DEPENDS if moved else CONTRADICTED, text, figures)


def _near(one: Break, year: int) -> bool:
    return min(one.low, one.year - NEAR) <= year <= max(one.high, one.year + NEAR)


def _falls(one: Break) -> bool:
    return one.jump.value is not None and one.jump.value < 0


def _lower(one: Estimate, other: Estimate) -> bool:
    return one.value is not None and other.value is not None and one.value < other.value


def _beside(stand: Standing, year: int) -> tuple[Estimate, Estimate]:
    years = sorted(stand.overall)
    before = max((one for one in years if one <= year - NEAR), default=years[0])
    after = min((one for one in years if one >= year + AROUND), default=years[-1])
    return stand.overall[before], stand.overall[after]


def _treaty(record: Record, one: str, two: str, year: int, down: bool) -> Figure | None:
    """A rung left (or entered) within a year of the one told."""
    try:
        found = ladder(one, two, source=record.source, until=record.day)
    except ComityError:
        return None
    for spell in found.spells:
        day = spell.end if down else spell.start
        if day is not None and abs(day.year - year) <= 1:
            return said(
                f"{spell.label} {'ends' if down else 'begins'} {day.year}",
                float(day.year),
                day,
                "treaty record",
                _id(spell, found.evidence),
            )
    return None


def _id(spell: Spell, otherwise: str) -> str:
    return spell.evidence or otherwise


def constancy(claim: Claim, record: Record) -> Verdict:
    """Steady or unsteady: how much each level moves from year to year beside an old alliance, and whether any broke."""
    if len(claim.subjects) < 2:
        return unchecked("of whom besides is not said")
    return together([_constancy(claim, record, claim.subjects[0], other) for other in claim.subjects[1:]])


def _constancy(claim: Claim, record: Record, one: str, two: str) -> Verdict:
    stand = record.standing(one, two)
    first = claim.when.first.year if claim.when.first else stand.begins
    if claim.when.first and claim.when.first == claim.when.last:
        first = stand.begins
    restless = [level for level in stand.restless if level.above >= SURE]
    calm = [level for level in stand.restless if level.above < SURE]
    broke = [
        found for found in stand.breaks if found.year > max(first, stand.begins + NEAR) and not found.other_sources
    ]
    beside = f"{name_of(stand.reference[0])} and {name_of(stand.reference[1])}"
    text, figures = _moving(stand, restless, beside)
    if broke:
        jump = valued(broke[0].jump)
        text += f"; the {broke[0].level} level breaks in {broke[0].year}, by {jump}"
        figures = (*figures, jump)
    steady = (
        SUPPORTED
        if not restless and not broke
        else CONTRADICTED
        if len(restless) >= 2 or (restless and broke)
        else DEPENDS
    )
    if len(calm) < len(restless) and steady == DEPENDS:
        steady = CONTRADICTED
    verdict = Verdict(steady, text, figures)
    return verdict if claim.sense == "steady" else verdict.denied


def _moving(stand: Standing, restless: list[Restless], beside: str) -> tuple[str, tuple[Figure, ...]]:
    figures = tuple(
        Figure(f"{one.ratio.value:.1f} times", one.ratio) for one in stand.restless if one.ratio.value is not None
    )
    told = ", ".join(f"{figure} at the {one.level} level" for one, figure in zip(stand.restless, figures, strict=False))
    which = ", ".join(one.level for one in restless) or "no level"
    one, two = stand.pair.split("-")
    text = (
        f"{name_of(one)} and {name_of(two)} moved from year to year, as many times as {beside}: {told}; "
        f"surely more restless at: {which}"
    )
    return text, figures
