"""What a response may be said to show, in plain words, and the verbs it may not be said with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from comity.errors import ComityError
from comity.measure.response.placebo import KINDS, Placebo
from comity.measure.response.quantiles import student
from comity.measure.response.rows import Row

CAUSAL = re.compile(
    r"\b(caus(e|es|ed|ing|al)|effects?|impacts?|driv(e|es|en|ing)|drove|pushe?[sd]?|pushing|pull(s|ed|ing)?|because"
    r"|led to|lead(s|ing)? to|due to|makes?|made|making|produc(e|es|ed|ing)|results? in|brings?|brought|forc(e|es|ed|ing)"
    r"|triggers?|triggered|strengthens?|weakens?|draws?|drew|drives?|thanks to|in response to)\b",
    re.IGNORECASE,
)
"""Words that say one thing came about through another, which no regression of one history on another can show."""


def refuse_causal(text: str) -> str:
    """The text itself; ComityError where it words an association as a cause.

    >>> refuse_causal("alignment rises in years of more pressure")
    'alignment rises in years of more pressure'
    """
    found = CAUSAL.search(text)
    if found:
        raise ComityError(
            f"{found[0]!r} words an association as a cause",
            where=text[:80],
            next_step="say that it goes with, comes with or follows",
        )
    return text


def verdict(found: Sequence[Row], leads: Sequence[Row], placebos: Sequence[Placebo], years: tuple[int, int]) -> str:
    """The whole in a few sentences: the largest horizon that is clear, the errors, the leads, the placebos, the limit."""
    parts = [_main(found, years), _errors(found), *_cautions(found), before(leads), *_placebos(found, placebos), LIMIT]
    return refuse_causal(" ".join(part for part in parts if part))


LIMIT = "This is an association: what else changed in the same years and dyads is not held fixed."


def _main(found: Sequence[Row], years: tuple[int, int]) -> str:
    row = max(found, key=lambda row: abs(row.estimate) / row.se_dyadic)
    base = (
        f"{row.n_evidence:,} years of {row.n_dyads:,} dyads of {row.n_states} states, {years[0]}-{years[1]}; "
        "every dyad and year at its own level, the past held fixed."
    )
    sd = row.pressure_sd
    way = "higher" if row.estimate > 0 else "lower"
    after = {0: "in the same year", 1: "a year later"}.get(row.step, f"{row.step} years later")
    most = (
        f"with pressure {row.term} one standard deviation ({sd:.3g}) above what the past would have it, alignment stands "
        f"{abs(row.estimate) * sd:.3f} {way} {after} (change {row.low * sd:+.3f} to {row.high * sd:+.3f} at {row.level:.0%})"
    )
    if clear_among(row, len(found)):
        return f"{most[0].upper()}{most[1:]}. {base}"
    return f"Nothing is clear among {len(found)} estimates looked at together; the clearest: {most}. {base}"


def clear_among(row: Row, n: int) -> bool:
    """Whether the interval still leaves zero out when it is widened for a choice among n (Bonferroni)."""
    return abs(row.estimate) > row.se_dyadic * student(1 - (1 - row.level) / (2 * n), row.freedom)


def _errors(found: Sequence[Row]) -> str:
    ratios = sorted(row.se_dyadic / row.se_dyad for row in found)
    return (
        "Intervals let all dyads that share a state be dependent; their errors are "
        f"{ratios[len(ratios) // 2]:.1f} times those of dyad clusters."
    )


FEW = 10.0
"""Effective states below which an estimate is said to be theirs alone."""


def _cautions(found: Sequence[Row]) -> list[str]:
    said = []
    if any(row.estimate == row.uncorrected for row in found):
        said.append("Not corrected for the bias of short series.")
    few = min(row.freedom for row in found) + 1
    if few < FEW:
        said.append(f"The weight of only {few:.0f} states stands behind an estimate: it is theirs, not that of all.")
    return said


def before(leads: Sequence[Row]) -> str:
    """What the placebo leads say; blank where none were asked for."""
    failing = [row for row in leads if row.clear]
    if failing:
        named = ", ".join(f"{row.step} year{'s' * (row.step > 1)}: {row.estimate:+.3f} {row.term}" for row in failing)
        return (
            f"The placebo leads fail ({named}): alignment already moves before the pressure, so the figures do not "
            "show which came first."
        )
    return f"The placebo leads up to {max(row.step for row in leads)} years show nothing." if leads else ""


def _placebos(found: Sequence[Row], placebos: Sequence[Placebo]) -> list[str]:
    said = []
    for kind in dict.fromkeys(placebo.kind for placebo in placebos):
        own = [placebo for placebo in placebos if placebo.kind == kind]
        share = sum(placebo.clear for placebo in own) / len(own)
        ours = sum(row.clear for row in found) / len(found)
        said.append(
            f"Placebo, {KINDS[kind]}: {share:.0%} of intervals leave zero out ({1 - own[0].level:.0%} expected by "
            f"chance), here {ours:.0%}."
        )
    return said
