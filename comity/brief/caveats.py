"""What keeps a treaty on paper from being a promise kept: a party that has called it void, suspended or overtaken."""

from __future__ import annotations

import re

from comity.brief.findings import Findings
from comity.brief.objects import Sentence
from comity.brief.statements import say
from comity.brief.wording import prose_days, said
from comity.measure.pacts.declared import Declared
from comity.measure.pacts.treaties import Treaty

NO_PACT = "no pact or declared partnership"
"""The lowest rung in a sentence: the record lists alliances and partnerships, so its silence is no more than that."""

IN_DOUBT = re.compile(r"\b(void|abeyance|suspended|renounced|repudiated|denounced|overtaken)\b")
"""Words by which the notes of treaties.tsv say that a treaty in force is no longer honoured by all."""


def holding(findings: Findings) -> tuple[Treaty, ...]:
    """The treaties that hold the two on their rung on the last day the record speaks for, oldest first."""
    ladder = findings.ladder
    if not ladder.rung or not ladder.spells:
        return ()
    return tuple(t for t in ladder.spells[-1].treaties if t.id and (t.end is None or t.end >= ladder.as_of))


def caveats(findings: Findings) -> tuple[Sentence, ...]:
    """One sentence for each treaty that holds the rung and that a party has called void, suspended or overtaken."""
    found = [(treaty, _doubt(treaty)) for treaty in holding(findings)]
    return tuple(_caveat(findings, treaty, doubt) for treaty, doubt in found if doubt)


def titled(treaty: Treaty | Declared) -> str:
    """The name of a treaty inside a sentence; one without a name is called what it is.

    >>> from comity.measure.pacts.declared import by_id
    >>> titled(by_id("simla-1972")), titled(by_id("nato-treaty-1949"))
    ('the Simla Agreement', 'the North Atlantic Treaty')
    """
    return f"{'a' if treaty.name.startswith('treaty of ') else 'the'} {treaty.name}"


def _caveat(findings: Findings, treaty: Treaty, doubt: str) -> Sentence:
    as_of = findings.ladder.as_of
    return say(f"But of {titled(treaty)}: ", said(doubt, None, as_of, "note on the treaty", treaty.evidence), ".")


def _doubt(treaty: Treaty) -> str:
    return "; ".join(prose_days(part.strip()) for part in treaty.note.split(";") if IN_DOUBT.search(part))
