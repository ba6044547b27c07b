"""Phrases about the fused index that the headline and its own section share: values, years, the claim of a record."""

from __future__ import annotations

from datetime import date

from comity.brief.findings import Findings
from comity.brief.objects import Figure, Remark, Said, Sentence
from comity.brief.statements import Phrase, apart, at_peak, is_record, say
from comity.brief.wording import chance, index, interval, said
from comity.measure.alignment.pair import Since
from comity.measure.alignment.standing import Standing
from comity.measure.votes.records import RecordStatement
from comity.schema import Estimate

LONG = 5
"""Earlier years a level must stand above to be called a record."""


def valued(estimate: Estimate, places: int = 2) -> Figure:
    """The value of an estimate of the index, a level or pressure."""
    return Figure(index(estimate.value or 0.0, places), estimate)


def spread(estimate: Estimate, named: bool = False) -> Figure:
    """Its interval, with its name where that is not plain."""
    return Figure(f"{'90% interval ' if named else ''}{interval(estimate, 'index')}", estimate)


def year_in(standing: Standing, year: int) -> Figure:
    """A year of the pair, with the parts of the index in that year behind it."""
    return named_year(f"alignment/{standing.pair}/{year}", year)


def named_year(evidence: str, year: int) -> Figure:
    """A year, with what is known of it behind it."""
    return said(str(year), float(year), date(year, 12, 31), "year", evidence, unit="year")


def likelihood(standing: Standing, found: Since, of: float) -> Figure:
    """A probability of the claim."""
    evidence = f"alignment/{standing.pair}/{found.as_of}"
    return said(chance(of), of, date(found.as_of, 12, 31), "share of drawn histories", evidence, unit="probability")


def is_high(found: Since | None) -> bool:
    """Whether a claim stands: above at least so many years on end before."""
    return found is not None and found.year is not None and found.reached - found.year >= LONG


def stretch(standing: Standing, found: Since) -> Phrase:
    """What is compared: the year, or the level held since another."""
    if found.reached == found.as_of:
        return ["the level of ", year_in(standing, found.as_of)]
    return ["the level held since ", year_in(standing, found.reached)]


def claim(standing: Standing, found: Since) -> Phrase:
    """What a level stands above, how sure that is; after its subject."""
    before = year_in(standing, found.reached - 1)
    if found.year is None:
        likely = likelihood(standing, found, found.probability)
        return ["is no peak: that it lies above that of ", before, " has a probability of ", likely]
    sure: Phrase = [" (probability ", likelihood(standing, found, found.probability), ")"]
    if found.year == found.first:
        return ["is above every earlier year on record, from ", year_in(standing, found.first), " on", sure]
    if found.year == found.reached - 1:
        return ["is above that of ", before, sure]
    return ["is above every year from ", year_in(standing, found.year), " to ", before, sure]


def index_sentence(findings: Findings, standing: Standing) -> Sentence:
    """The index of the year and the claim on it, in one sentence."""
    now = standing.overall[standing.year]
    head: Phrase = ["With ", WHAT, f" taken together, the alignment of {findings.both} "]
    level: Phrase = ["was ", valued(now), " in ", year_in(standing, standing.year), " (", spread(now, True), ")"]
    found = standing.record
    if found is None:
        return say(head, level, hostile(standing), ".")
    return say(head, level, "; ", stretch(standing, found), " ", claim(standing, found), hostile(standing), ".")


HOSTILE = -0.3
"""Conflict level from which a headline must not leave it unsaid: a use of force half forgotten."""


def hostile(standing: Standing) -> Phrase:
    """What must stand beside any index of a pair that fights; nothing for others."""
    conflict = standing.levels.get("conflict")
    now = conflict.series.get(standing.year) if conflict else None
    if now is None or now.value is None or now.value > HOSTILE:
        return ""
    return [", although acts of hostility hold the conflict level at ", valued(now), " (", spread(now), ")"]


WHAT = "votes, bodies, treaties, arms, trade and conflict"


def fallen(standing: Standing) -> bool:
    """Whether the index lies clearly below its highest year."""
    return apart(standing.overall[standing.tops], standing.overall[standing.year]) and standing.tops != standing.year


def is_long(record: RecordStatement) -> bool:
    """Whether the votes of the year are a record over so many years that it is worth the name."""
    if not is_record(record):
        return False
    since = record.first_year if record.since is None else record.since
    return since <= record.year - LONG


def disagree(findings: Findings) -> bool:
    """Whether one of the two, votes alone and everything together, claims a record and the other does not."""
    standing, votes = findings.together, findings.own.record()
    if standing is None or votes is None:
        return False
    return (is_long(votes) or at_peak(votes)) != is_high(standing.record)


def differing(findings: Findings) -> tuple[Said, ...]:
    """Why the votes alone and everything together do not tell the same; nothing where they do."""
    standing, votes = findings.together, findings.own.record()
    if standing is None or votes is None or not disagree(findings):
        return ()
    then = earlier(votes, standing)
    out: tuple[Said, ...] = (WHY,)
    return (*out, *moves(standing, then)) if then in standing.overall and then < standing.year else out


def earlier(votes: RecordStatement, standing: Standing) -> int:
    """The year to hold against: the peak of the votes where the record claimed reaches over it, else that before the record."""
    found = standing.record
    if found is None or not is_high(found):
        return standing.tops
    return votes.peak_year if votes.peak_year >= found.reached else found.reached - 1


WHY = Remark(
    "The two need not agree: votes show one of the levels alone, and those of a single year are noisy, where the index is "
    "smoothed over the years."
)


def moves(standing: Standing, then: int) -> tuple[Sentence, ...]:
    """How the diplomatic level, and the one that moved most besides, stand against the year the other reading points to."""
    votes = standing.levels.get("diplomatic")
    others = [name for name in standing.levels if name != "diplomatic"]
    if votes is None or not others:
        return ()
    most = standing.levels[max(others, key=lambda name: abs(standing.moved[name][then]))]
    head: Phrase = ["Smoothed, the diplomatic level was at ", valued(votes.series[standing.year]), " in "]
    years: Phrase = [
        year_in(standing, standing.year),
        " against ",
        valued(votes.series[then]),
        " in ",
        year_in(standing, then),
    ]
    if abs(standing.moved[most.name][then]) < STILL:
        return (say(head, years, "; the other levels hardly moved in between."),)
    went: Phrase = [valued(most.series[then]), " to ", valued(most.series[standing.year])]
    return (say(head, years, f"; the {most.name} level went from ", went, "."),)


STILL = 0.01
"""A change of the index too small to tell."""
