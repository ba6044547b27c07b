"""From a claim to its verdict: how it is held comes first, then the judge of its kind."""

from __future__ import annotations

from collections.abc import Callable

from comity.brief.check import (
    ballots,
    belonging,
    commerce,
    encounters,
    existence,
    forcing,
    levels,
    might,
    pacts,
    pressing,
    turns,
)
from comity.brief.check.record import Record
from comity.brief.check.verdict import Verdict, unchecked
from comity.coding.claims import Claim
from comity.errors import ComityError

Judge = Callable[[Claim, Record, str], Verdict]

JUDGES: dict[str, Judge] = {
    "level": lambda claim, record, words: levels.level(claim, record),
    "trend": lambda claim, record, words: levels.trend(claim, record),
    "pressure": lambda claim, record, words: pressing.pressure(claim, record),
    "break": lambda claim, record, words: turns.turned(claim, record),
    "constancy": lambda claim, record, words: turns.constancy(claim, record),
    "membership": belonging.membership,
    "treaty": pacts.treaty,
    "sanctions": lambda claim, record, words: pressing.sanctions(claim, record),
    "trade": lambda claim, record, words: commerce.trade(claim, record),
    "meeting": lambda claim, record, words: encounters.meeting(claim, record),
    "force": lambda claim, record, words: forcing.force(claim, record),
    "power": might.power,
    "exercises": lambda claim, record, words: encounters.exercises(claim, record),
    "votes": ballots.votes,
    "state": lambda claim, record, words: existence.state(claim, record),
    "border": lambda claim, record, words: existence.border(claim, record),
}
"""The judge of every kind of claim."""


def judge(claim: Claim, record: Record, words: str) -> Verdict:
    """The verdict on a claim; `words` are those of the text. A measure that is absent makes it UNCHECKED, never an error."""
    if claim.standing == "hypothetical":
        return unchecked("said as something that may, should or is meant to be, not as a fact")
    if claim.standing == "planned" and claim.kind != "meeting":
        return unchecked("said of what is to come: a plan or a forecast, which a record cannot judge")
    if claim.when.first and claim.when.first > record.day and claim.standing != "planned":
        return unchecked(f"it speaks of a time after {record.day}, up to which the record is asked")
    try:
        verdict = JUDGES[claim.kind](claim, record, words)
    except ComityError as error:
        return unchecked(error.what)
    return verdict.denied if claim.standing == "negated" else verdict
