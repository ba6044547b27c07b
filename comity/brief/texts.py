"""What the sections on documents share: the ledger they are read from, the last day that counts, and how to add some."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from comity.brief.asking import whole_year
from comity.brief.findings import Findings
from comity.brief.objects import Remark
from comity.measure.source import Source

if TYPE_CHECKING:
    from comity.ledger import Ledger


def ledger_of(source: Source) -> Ledger | None:
    """The ledger read from, None for the release, which holds no documents."""
    held: Ledger | None = getattr(source, "ledger", None)
    return held


def last_day(findings: Findings) -> date | None:
    """The last day of a document that counts: the day asked for, None where the brief tells all that is held."""
    return findings.day if findings.past or findings.day != findings.as_of else None


def none_held(findings: Findings, what: str, on_ledger: bool) -> Remark:
    """That `what` is read from documents and none are held, with the commands that add them."""
    where = "this ledger holds none about these states" if on_ledger else "the release holds none"
    brief = f"comity brief {findings.state1.id} {findings.state2.id} --against {findings.against.id}"
    return Remark(
        f"{what} comes from documents, and {where}. To add your own: comity add PATH --ledger DIR, comity code --ledger DIR, "
        f"then {brief} --ledger DIR."
    )


def last_year(findings: Findings) -> int:
    """The last whole year that counts in series by year."""
    day = last_day(findings)
    return 9999 if day is None else whole_year(day, day)
