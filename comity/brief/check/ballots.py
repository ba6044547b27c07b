"""Votes: whether two vote alike in the General Assembly, by plain agreement and beyond what chance gives."""

from __future__ import annotations

import re

from comity.brief.check.record import Record, name_of
from comity.brief.check.verdict import CONTRADICTED, DEPENDS, SUPPORTED, Verdict, together, unchecked
from comity.brief.findings import value
from comity.brief.objects import Figure
from comity.coding.claims import Claim
from comity.measure.votes.estimates import estimate

MOSTLY, SELDOM = 0.6, 0.4
"""Share of identical choices from which two mostly vote alike, and up to which they mostly do not."""
ALIKE, APART = 0.2, 0.0
"""Kappa from which they agree beyond chance, and below which less than chance would have it."""
_OFTEN = re.compile(r"\b(?:rarely|seldom|hardly|never)\b", re.I)


def votes(claim: Claim, record: Record, words: str) -> Verdict:
    """Agreement of the last year with votes by the day, or of the year said."""
    pairs = [(one, two) for one in claim.subjects for two in claim.objects] or [(claim.subjects[0], claim.subjects[1])]
    return together([_pair(claim, record, one, two, words) for one, two in pairs])


def _pair(claim: Claim, record: Record, one: str, two: str, words: str) -> Verdict:
    choices = record.source.dyad(one, two, record.last_of(claim))
    counted = [
        int(year)
        for year, n in zip(choices.years, choices.n_votes("all"), strict=True)
        if n >= 10 and year <= record.year
    ]
    if not counted:
        return unchecked(f"no votes of {name_of(one)} and {name_of(two)} are on record by then")
    year = counted[-1]
    same, kappa = (estimate(choices, name, year, "all") for name in ("identical", "kappa"))
    if same.value is None or kappa.value is None:
        return unchecked(f"their votes of {year} give no agreement")
    figures: tuple[Figure, ...] = (value(same, "identical"), value(kappa, "kappa"))
    alike = [same.value >= MOSTLY, kappa.value >= ALIKE]
    against = [same.value <= SELDOM, kappa.value <= APART]
    opposed = claim.sense == "against"
    yes, no = (against, alike) if opposed else (alike, against)
    name = SUPPORTED if all(yes) else CONTRADICTED if any(no) and not any(yes) else DEPENDS
    text = f"{name_of(one)} and {name_of(two)} chose the same in {figures[0]} of the votes of {year} that were not unanimous (kappa {figures[1]})"
    verdict = Verdict(name, text, figures, year if year < record.year - 1 else None)
    return verdict.denied if _OFTEN.search(words) and claim.standing != "negated" else verdict
