"""Which documents were out by a day, as SQL over the documents `d` of a ledger."""

from __future__ import annotations

KNOWN = (
    """CASE length(d.published) WHEN 4 THEN make_date(year(d.day), 12, 31) WHEN 7 THEN last_day(d.day) ELSE d.day END"""
)
"""The day by which a document was out, the last that a month or year can mean; null where it says nothing."""

IN_TIME = f"(?::DATE IS NULL OR ({KNOWN} <= ?::DATE))"
"""Whether a document was out by the day asked for, given twice; with a day, undated documents are not counted."""
