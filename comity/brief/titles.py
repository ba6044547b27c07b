"""The headline of a brief: a record where there is one worth the name, else how close the two were and what changed."""

from __future__ import annotations

from comity.brief.findings import Findings, year_of
from comity.brief.indexed import disagree, is_long, year_in
from comity.brief.objects import Remark, Said
from comity.brief.statements import LIKELY, SURE, Phrase, alone, apart, at_chance, at_peak, say
from comity.brief.wording import start, strength
from comity.measure.votes.records import RecordStatement


def title(findings: Findings) -> Said:
    """The headline: a record where there is one worth the name, else how close the two were and what changed."""
    record = findings.own.record()
    both = start(findings.both)
    if record is None:
        return Remark(f"{both}: no common votes to compare")
    apart_from_all = disagree(findings)
    if is_long(record) and not at_chance(record.value):
        return say(record_title(both, record), " in UN votes" if apart_from_all else "")
    whole = above_all(findings) if apart_from_all else []
    if whole:
        return say(f"{both}: UN votes ", course(findings, record), whole)
    return say(stood(findings, record, f"{both}: {closeness(record)}{' in UN votes' if apart_from_all else ''}"))


def course(findings: Findings, record: RecordStatement) -> Phrase:
    """How the votes of the year stand to earlier ones, after their name."""
    if fell(findings, record):
        return ["clearly down in ", year_of(record, record.year)]
    if at_chance(record.value):
        return ["no more alike than chance in ", year_of(record, record.year)]
    return [f"{nearness(record)} of ", year_of(record, record.peak_year)]


def stood(findings: Findings, record: RecordStatement, close: str) -> list[Phrase]:
    """How close the two were, and against which year."""
    if fell(findings, record):
        return [close, " after a clear fall in ", year_of(record, record.year)]
    if at_chance(record.value) or alone(record):
        return [close, " in ", year_of(record, record.year)]
    if at_peak(record):
        return [close, ", at their peak in ", year_of(record, record.year)]
    return [close, f", {nearness(record)} of ", year_of(record, record.peak_year)]


def above_all(findings: Findings) -> list[Phrase]:
    """That everything together stands above the whole record, where it does."""
    fused = findings.together
    if fused is None or fused.record is None or fused.record.year != fused.record.first:
        return []
    return [", everything together above every year before ", year_in(fused, fused.record.reached)]


CLOSENESS = {
    "complete": "in lockstep",
    "near-complete": "in near lockstep",
    "substantial": "very close",
    "moderate": "close",
    "fair": "fairly close",
    "slight": "barely closer than chance",
    "no": "no closer than chance",
}
"""The bands of kappa in the words of a headline."""


def closeness(record: RecordStatement) -> str:
    """How close the two were, in plain words; the interval decides whether it differs from chance."""
    if record.value.high is not None and record.value.high < 0:
        return "at odds"
    return CLOSENESS["no" if at_chance(record.value) else strength(record.value.value or 0.0)]


def record_title(both: str, record: RecordStatement) -> Phrase:
    """The headline of a record, as firm as its probability."""
    sure = record.probability or 0.0
    firm = (
        "at their closest"
        if sure >= SURE
        else "probably at their closest"
        if sure >= LIKELY
        else "at or near their closest"
    )
    since = record.first_year if record.since is None else record.since
    return [f"{both} in ", year_of(record, record.year), f": {firm} since ", year_of(record, since)]


def nearness(record: RecordStatement) -> str:
    """How the year stands to the peak before it: the interval decides."""
    high, top = record.value.high, record.peak.value
    near = high is not None and top is not None and high >= top
    return "near their peak" if near else "below their peak"


def fell(findings: Findings, record: RecordStatement) -> bool:
    """Whether the year lies clearly below the one before: the intervals do not meet."""
    before = findings.own.at(record.year - 1) if record.since == record.year - 1 else None
    return before is not None and apart(before, record.value)
