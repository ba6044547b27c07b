"""Findings and sections of a pair from the release, for tests of single sections."""

from __future__ import annotations

from datetime import date
from functools import cache

from comity import actors
from comity.brief.compose import find
from comity.brief.findings import Findings
from comity.brief.objects import Paragraph, Section, Table
from comity.measure import open_source


@cache
def asked(one: str, two: str, until: date | None = None) -> Findings:
    return find(actors.get(one), actors.get(two), actors.get("WEST"), until, open_source())


def text(section: Section) -> str:
    return " ".join(str(block) for block in section.blocks if isinstance(block, Paragraph))


def tables(section: Section) -> list[Table]:
    return [block for block in section.blocks if isinstance(block, Table)]
