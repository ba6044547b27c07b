"""The sections of a brief in the order a reader wants them."""

from __future__ import annotations

from collections.abc import Callable

from comity.brief.against import against
from comity.brief.bodies import bodies
from comity.brief.camps import camps
from comity.brief.changed import changed
from comity.brief.commitment import commitment
from comity.brief.deeds import deeds
from comity.brief.fed import fed
from comity.brief.findings import Findings
from comity.brief.force import force
from comity.brief.headline import headline
from comity.brief.issues import issues
from comity.brief.level import level
from comity.brief.lopsided import lopsided
from comity.brief.meetings import meetings
from comity.brief.method import method
from comity.brief.objects import Section
from comity.brief.outlook import outlook
from comity.brief.pressure import pressure
from comity.brief.together import together
from comity.brief.unknown import unknown
from comity.brief.voices import voices
from comity.measure.source import Source

Writer = Callable[[Findings, Source], Section | None]
"""Writes one section, asking measures of its own where the findings do not hold them; None where it has nothing to say."""


def found(section: Callable[[Findings], Section]) -> Writer:
    """A writer of a section that needs nothing but the findings."""
    return lambda findings, _: section(findings)


WRITERS: tuple[Writer, ...] = (
    found(headline),
    found(level),
    found(together),
    fed,
    found(against),
    found(pressure),
    camps,
    found(bodies),
    found(commitment),
    deeds,
    issues,
    lopsided,
    force,
    meetings,
    voices,
    changed,
    outlook,
    found(unknown),
    found(method),
)


def written(findings: Findings, source: Source) -> tuple[Section, ...]:
    """Every section that has something to say."""
    sections = (write(findings, source) for write in WRITERS)
    return tuple(section for section in sections if section is not None)
