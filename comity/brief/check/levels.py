"""Levels and trends: whether two have been as close or as far apart as is said, and which way they moved."""

from __future__ import annotations

from datetime import date

from comity.brief.check.record import Record, name_of
from comity.brief.check.verdict import CONTRADICTED, DEPENDS, SUPPORTED, Verdict, unchecked
from comity.brief.indexed import named_year, spread, valued
from comity.brief.objects import Figure
from comity.brief.statements import apart
from comity.brief.wording import chance, index, said
from comity.coding.claims import Claim
from comity.errors import ComityError
from comity.measure.alignment.pair import Since
from comity.measure.alignment.standing import Standing
from comity.measure.votes.records import RecordStatement, record_in
from comity.schema import Estimate

TREND = 10
"""Years a trend is measured over where the claim names no beginning."""


def level(claim: Claim, record: Record) -> Verdict:
    """A record high or low, under the index of everything and under the votes alone."""
    one, two = claim.subjects[:2]
    stand = record.standing(one, two)
    year = stand.year
    first = _first(claim, year)
    highest = claim.sense == "closest"
    readings = [_by_index(stand, first, highest), _by_votes(record, one, two, first, highest, year)]
    spoke = [(holds, words, figures) for holds, words, figures in readings if holds is not None]
    figures = tuple(figure for _, _, some in spoke for figure in some)
    words = "; ".join(text for _, text, _ in spoke)
    answers = {holds for holds, _, _ in spoke}
    name = DEPENDS if len(answers) > 1 else SUPPORTED if answers == {True} else CONTRADICTED
    if claim.when.vague and claim.when.first:
        words += f"; {claim.when.words!r} is read as since {claim.when.first.year}"
    return Verdict(name, words, figures, year if year < record.year else None)


Reading = tuple[bool | None, str, tuple[Figure, ...]]


def _first(claim: Claim, year: int) -> int:
    """The year from which on nothing may have been higher; where none is said, ten years back."""
    if claim.when.whole:
        return 0
    return claim.when.first.year if claim.when.first and claim.when.first.year < year else year - TREND


def _by_index(stand: Standing, first: int, highest: bool) -> Reading:
    now = stand.overall[stand.year]
    figures = (valued(now), spread(now), named_year(f"alignment/{stand.pair}/{stand.year}", stand.year))
    if not highest:
        return _lowest(stand, first, figures)
    found: Since | None = stand.record
    text = f"the alignment index of everything was {figures[0]} ({figures[1]}) in {stand.year}"
    if found is None:
        return None, "", ()
    sure = said(
        chance(found.probability),
        found.probability,
        date(found.as_of, 12, 31),
        "share of drawn histories",
        now.evidence,
    )
    if found.year is not None:
        reaches = found.year <= max(first, found.first)
        return (
            reaches,
            f"{text}, above every year from {found.year} to {found.reached - 1} (probability {sure})",
            (*figures, sure),
        )
    return False, f"{text}, not surely above the year before {found.reached}", (*figures, sure)


def _lowest(stand: Standing, first: int, figures: tuple[Figure, ...]) -> Reading:
    earlier = {year: one for year, one in stand.overall.items() if first <= year < stand.year}
    now = stand.overall[stand.year]
    lower = [year for year, one in earlier.items() if _below(one, now)]
    text = f"the alignment index of everything was {figures[0]} ({figures[1]}) in {stand.year}"
    if not earlier:
        return None, "", ()
    if lower:
        then = stand.overall[lower[-1]]
        return False, f"{text}; it was lower in {lower[-1]} ({index(then.value or 0.0)})", (*figures, valued(then))
    return True, f"{text}, lower than in every year from {min(earlier)} on", figures


def _below(one: Estimate, other: Estimate) -> bool:
    return one.value is not None and other.value is not None and one.value < other.value


def _by_votes(record: Record, one: str, two: str, first: int, highest: bool, year: int) -> Reading:
    try:
        found: RecordStatement = record_in(record.source.dyad(one, two, record.day), "kappa", until=year)
    except ComityError:
        return None, "", ()
    now = Figure(index(found.value.value or 0.0), found.value)
    stated = Estimate(
        float(found.year), None, None, 0.0, found.n_votes, found.value.as_of, "record of kappa", found.evidence, "year"
    )  # fmt: skip
    when = Figure(str(found.year), stated)
    text = f"agreement in UN votes (kappa) was {now} in {found.year}"
    if not highest:
        return None, "", ()
    if found.since is None:
        return True, f"{text}, the highest since {found.first_year}", (now, when)
    return found.since < first, f"{text}; it was as high in {found.since}", (now, when)


def trend(claim: Claim, record: Record) -> Verdict:
    """Whether the index moved the way that is said since the beginning named, or over ten years."""
    one, two = claim.subjects[:2]
    ended = claim.when.last and claim.when.last < record.day
    stand = record.standing(one, two, record.last_of(claim).year if ended else None)
    year = stand.year
    begin = claim.when.first.year if claim.when.first else year - TREND
    known = [earlier for earlier in stand.overall if earlier <= year]
    begin = max(begin, known[0])
    if begin >= year:
        return unchecked(f"no earlier whole year of {_both(one, two)} is on record to compare with")
    then, now = stand.overall[begin], stand.overall[year]
    figures = (valued(then), valued(now), spread(now))
    up = _below(then, now)
    sure = apart(then, now)
    text = f"the alignment index of {_both(one, two)} went from {figures[0]} in {begin} to {figures[1]} in {year}"
    if not sure:
        text += ", a change its intervals do not tell from none"
    wanted = claim.sense == "closer"
    name = DEPENDS if not sure else SUPPORTED if up == wanted else CONTRADICTED
    return Verdict(name, text, figures, year if year < record.year else None)


def _both(one: str, two: str) -> str:
    return f"{name_of(one)} and {name_of(two)}"
