"""What `check` returns: every claim with its verdict, the sentences not understood, and how to print them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from comity.brief.check.verdict import Verdict
from comity.coding.claims import Claim
from comity.coding.claims.claim import Unread
from comity.measure.evidence import why
from comity.measure.source import Source
from comity.results import Table


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim, its words and the verdict on it."""

    claim: Claim
    words: str
    verdict: Verdict


@dataclass(frozen=True)
class Checked:
    """All claims of a document in order. `day` is the document's; `until` the last day the record was asked for.

    `notes` say what a reader must know of how it was read.
    """

    document: str
    title: str
    day: date | None
    until: date
    judged: tuple[Judged, ...]
    unread: tuple[tuple[Unread, str], ...]
    notes: tuple[str, ...]
    source: Source

    def counts(self) -> Counter[str]:
        """How many claims got which verdict."""
        return Counter(one.verdict.name for one in self.judged)

    def why(self, evidence: str) -> Table:
        """What a figure rests on, as `comity why` tells it."""
        return why(evidence, self.source, self.until)

    def to_json(self) -> dict[str, Any]:
        """The whole as plain data: every claim with offsets, who, when, verdict, reason and figures with their evidence."""
        from comity.brief.check.plain import plain

        return plain(self)

    def __rich_console__(self, console: Any, options: Any) -> Iterator[Any]:
        from comity.brief.check.terminal import told

        return told(self)
