"""Sentences that several sections share, each a small template with its cases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from comity.brief.findings import LEAD, between, stated, value, year_of
from comity.brief.objects import Figure, Sentence
from comity.brief.wording import chance, count, start
from comity.measure.votes.records import RecordStatement
from comity.schema import Estimate

Phrase: TypeAlias = "str | Figure | Sequence[Phrase]"

SURE, LIKELY = 0.9, 0.5
"""Probabilities from which a record is stated flatly, and as more likely than not."""


def flat(parts: Sequence[Phrase]) -> tuple[str | Figure, ...]:
    """Nested parts in one row, neighbouring texts joined, so that a sentence can be put together from phrases."""
    out: list[str | Figure] = []
    for part in parts:
        for piece in (part,) if isinstance(part, str | Figure) else flat(part):
            if isinstance(piece, str) and out and isinstance(out[-1], str):
                out[-1] += piece
            else:
                out.append(piece)
    return tuple(piece for piece in out if piece != "")


def say(*parts: Phrase) -> Sentence:
    """A sentence from nested parts, its first letter made a capital.

    >>> say("in ", "no year")
    Traceback (most recent call last):
    comity.errors.NoEvidence: a claim without evidence (In no year). Next: put each number into a Figure
    """
    row = flat(parts)
    if row and isinstance(row[0], str):
        row = (start(row[0]), *row[1:])
    return Sentence(row)


def joined(phrases: Sequence[Phrase]) -> Phrase:
    """Phrases as a list in a sentence."""
    out: list[Phrase] = []
    for at, phrase in enumerate(phrases):
        link = "" if at == 0 else " and " if at == len(phrases) - 1 else ", "
        out += [link, phrase]
    return out


def votes(estimate: Estimate, noun: str = "vote") -> Figure:
    """How many votes an estimate rests on, as a figure with its noun."""
    return Figure(count(estimate.n_evidence, noun), estimate)


def with_interval(estimate: Estimate, yardstick: str = LEAD, label: str = "") -> Phrase:
    """A value with its interval in brackets: "0.54 (0.43 to 0.64)"; `label` goes before the interval."""
    head = value(estimate, yardstick)
    if estimate.low is None or estimate.high is None:
        return [head]
    return [head, f" ({label}", between(estimate, yardstick), ")"]


def probability(record: RecordStatement, of: float) -> Figure:
    """A bootstrap probability of a record statement."""
    return stated(record, chance(of), of, "probability")


def is_record(record: RecordStatement) -> bool:
    """Whether the year stands above at least one year before it, so that there is a record to state."""
    return record.probability is not None


def alone(record: RecordStatement) -> bool:
    """Whether the year is the only one counted, so that there is no peak to speak of."""
    return record.since is None and not is_record(record)


def standing(record: RecordStatement) -> Phrase:
    """Where the year stands among earlier ones and how sure that is, after "That was"."""
    if record.since is None:
        highest: Phrase = ["the highest in a series that begins in ", year_of(record, record.first_year)]
    else:
        highest = ["the highest since ", year_of(record, record.since)]
    likely = record.probability or 0.0
    figure: Phrase = [" (probability ", probability(record, likely), ")"]
    if likely >= SURE:
        return [highest, ", with little doubt", figure]
    if likely >= LIKELY:
        return ["probably ", highest, figure]
    return ["nominally ", highest, ", but within the noise of the votes", figure]


def apart(one: Estimate, two: Estimate) -> bool:
    """Whether two intervals do not meet; False where either is missing."""
    if one.low is None or one.high is None or two.low is None or two.high is None:
        return False
    return one.high < two.low or two.high < one.low


def at_chance(estimate: Estimate) -> bool:
    """Whether nought, agreement by chance, lies inside the interval."""
    return estimate.low is not None and estimate.high is not None and estimate.low <= 0 <= estimate.high


FEW = 30
"""Votes below which a peak is told with their number: early Assemblies took few, and a full score comes easily."""


def peak(record: RecordStatement) -> Phrase:
    """The peak year with its value: "2020 (0.54)"; with its votes where they were few: "1948 (1.00 on 15 votes)"."""
    few: Phrase = [" on ", votes(record.peak)] if record.peak.n_evidence < FEW else []
    return [year_of(record, record.peak_year), " (", value(record.peak, record.yardstick), few, ")"]


def at_peak(record: RecordStatement) -> bool:
    """Whether no year stands above this one; an earlier one may be as high."""
    return record.peak_year == record.year or record.value.value == record.peak.value
