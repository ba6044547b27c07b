"""Checking a document: its claims are found, each is judged, and what could not be read is said."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from comity.brief.check.judging import judge
from comity.brief.check.record import Record
from comity.brief.check.results import Checked, Judged
from comity.brief.compose import remembering
from comity.brief.wording import day as in_words
from comity.coding.claims import claims
from comity.coding.claims.claim import Found
from comity.coding.claims.scene import day_of
from comity.coding.dates import times
from comity.measure.source import Source
from comity.schema import Document

HEAD = 160
"""Characters at the beginning of a text in which a date is taken for that of a text without one."""

_YEARS = re.compile(r"\b(?:19|20)\d\d\b")


def check(document: Document, source: Source, until: date | None = None) -> Checked:
    """The claims of a document that the record can speak to, each with a verdict, its reason and its evidence.

    `until`: the last day the record is asked for; None: the day of the document, so that a text is judged by what was so when it was
    written. A document without a day takes the one in its first line, where there is one; else `until`, else today's record. The text is never
    obeyed; no verdict is given without evidence.

    >>> from comity.measure.source import open_source
    >>> found = check(Document.named("Norway is a member of NATO.", published="2020-01-01"), open_source())
    >>> [(one.claim.kind, one.verdict.name, one.verdict.figures[0].evidence) for one in found.judged]
    [('membership', 'supported', 'membership/NATO/NOR')]
    """
    document, notes = _dated(document)
    told = day_of(document)
    day = min(filter(None, (until, told)), default=source.made)
    found: Found = claims(document)
    record = Record(source if hasattr(source.dyad, "cache_info") else remembering(source), day)
    judged = tuple(
        Judged(claim, words, judge(claim, record, words))
        for claim in found.claims
        for words in (document.text[claim.start : claim.end],)
    )
    unread = tuple((one, document.text[one.start : one.end]) for one in found.unread)
    if found.read_to < len(document.text):
        notes = (*notes, f"Only the first {found.read_to:,} characters were read; check the rest apart.")
    return Checked(
        document.id, document.title or "", told, day, judged, unread, (*notes, *_said(source, told, day)), source
    )


def _dated(document: Document) -> tuple[Document, tuple[str, ...]]:
    """The document with the day of its first line where it has none."""
    if document.published:
        return document, ()
    head = document.text[:HEAD].split("\n")[0]
    days = [one for one in times(head, None) if one.precision == "day" and one.first and one.first == one.last]
    if len(days) != 1 or days[0].first is None:
        return document, ("The text has no date: what is said of the present is checked as of the day below.",)
    day = days[0].first
    return replace(document, published=day.isoformat()), (
        f"Dated by its first line, {in_words(day)}; say --published to change that.",
    )


def _said(source: Source, told: date | None, day: date) -> tuple[str, ...]:
    basis = "the estimates that ship" if source.kind == "release" else "the ledger"
    later = f", before the document's own day, {in_words(told)}" if told and day < told - timedelta(days=1) else ""
    return (f"Checked against {basis}, as of {in_words(day)}{later}.",)
