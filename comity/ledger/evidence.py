"""From an id back to the rows of the files it came from, and from figures to the data sets to cite."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from comity.errors import NoEvidence
from comity.ledger.folder import Folder
from comity.ledger.published import rows
from comity.results import Table

_RECORD_ID = re.compile(r"r[0-9a-f]{16}")

_RECORDS = """
SELECT r.id AS evidence, r.state1, r.state2, r.start_date AS start, r.end_date AS "end", r.indicator,
    CASE WHEN r.indicator = 'un_vote'
        THEN CASE r.value WHEN 1 THEN 'yes' WHEN 2 THEN 'abstain' WHEN 3 THEN 'no' ELSE 'did not vote' END
        ELSE r.unit END AS says,
    r.value, r.item, f.name || ', line ' || r."row" AS place, o.title AS origin, o.version, o.licence, r.current
FROM records r
LEFT JOIN origins o ON o.id = r.origin_id
LEFT JOIN files f ON f.id = r.file_id
WHERE {where}
ORDER BY r.current DESC, r.indicator, r.state1, r.state2, r.start_date, r.id, r.origin_id
"""

_ITEM = """
SELECT i.id AS evidence, i.kind, i.symbol, i.title, i.date, i.address, o.title AS origin, o.version, o.licence
FROM items i LEFT JOIN origins o ON o.id = i.origin_id WHERE i.id = ?
"""

_ORIGIN = """
SELECT o.id AS evidence, r.indicator, f.name || ', lines ' || min(r."row") || ' to ' || max(r."row") AS place,
    count(*) AS records, min(r.start_date) AS first, max(coalesce(r.end_date, r.start_date)) AS last,
    o.title AS origin, o.version, o.licence, o.citation, o.address
FROM origins o LEFT JOIN records r ON r.origin_id = o.id LEFT JOIN files f ON f.id = r.file_id
WHERE o.id = ?
GROUP BY o.id, r.indicator, f.name, f.id, o.title, o.version, o.licence, o.citation, o.address
ORDER BY r.indicator, f.name
"""

_ORIGINS = """
SELECT o.id AS origin, o.producer, o.title, o.version, o.date, o.licence, o.citation, o.address,
    string_agg(h.indicator, ', ' ORDER BY h.indicator) AS indicators,
    coalesce(sum(h.n_records), 0)::BIGINT AS records, min(h.first_day) AS first, max(h.last_day) AS last
FROM origins o LEFT JOIN holdings h ON h.origin_id = o.id {where}
GROUP BY ALL
ORDER BY records DESC, o.id
"""


def why(folder: Folder, id: str) -> Table:
    """The rows behind a record id or an item id, or the files of an origin id, each with file and line.

    Raises:
        NoEvidence: nothing held answers to the id.
    """
    where = "r.id = ?" if _RECORD_ID.fullmatch(id) else "r.item = ?"
    for question in (_RECORDS.format(where=where), _ORIGIN, _ITEM):
        found = rows(folder, question, [id])
        if found["evidence"]:
            return Table(f"why {id}", found, note=_told(folder, found))
    raise NoEvidence(
        f"nothing in this ledger answers to {id!r}",
        where=str(folder.root),
        next_step="comity status shows what is held; comity add --record un_votes PATH brings rows",
    )


def cite(folder: Folder, indicators: str | Sequence[str] | None = None) -> Table:
    """The origins behind what is held, or behind some indicators: version, licence, citation, current records."""
    where, asked = "", [indicators] if isinstance(indicators, str) else list(indicators or ())
    if indicators is not None:
        where = "WHERE list_contains(?::VARCHAR[], h.indicator)"
    found = rows(folder, _ORIGINS.format(where=where), [asked] if where else [])
    missing = [name for name in asked if not any(name in str(held).split(", ") for held in found["indicators"])]
    note = f"nothing is held of {', '.join(missing)}" if missing else ""
    return Table("origins", found, note=note or "cite these when you use what is made of them")


def covers(folder: Folder, indicator: str) -> tuple[date, date] | None:
    """The first and last day an indicator speaks of, or None where nothing of it is held."""
    found = rows(
        folder, "SELECT min(first_day) AS a, max(last_day) AS b FROM holdings WHERE indicator = ?", [indicator]
    )
    first, last = found["a"][0], found["b"][0]
    return None if first is None else (first, last)


def _told(folder: Folder, found: dict[str, list[Any]]) -> str:
    told = []
    for item in sorted(set(found.get("item", ())))[:1]:
        about = rows(folder, "SELECT symbol, title, date, address FROM items WHERE id = ?", [item])
        told = [str(column[0]) for column in about.values() if column and column[0]]
    if not all(found.get("current", ())):
        told.append("the row that counts is current; the others state the same fact in older data")
    return ", ".join(told)
