"""What the documents of a ledger tell of two states between two days: events by type, meetings, statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from comity import actors
from comity.measure.change.sentences import line

if TYPE_CHECKING:
    from comity.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Arrived:
    """An event or statement of a day. `what` is its type or kind, `who` says and does it; `id` is answered by `why`."""

    sort: str
    day: date
    what: str
    who: str
    whom: str
    status: str
    text: str
    publisher: str
    id: str


def arrived(ledger: Ledger, state1: str, state2: str, first: date, last: date) -> tuple[Arrived, ...]:
    """Events between the two (each happening once, mutual ones as one) and statements of one about the other, by day."""
    if not ledger.arrays(_HELD)["n"][0]:
        return ()
    ones, twos = (list(actors.lineage(state)) for state in (state1, state2))
    sides = [ones, twos, twos, ones]
    rows = []
    for sort, sql in (("event", _EVENTS), ("statement", _STATEMENTS)):
        got = ledger.arrays(sql, [*sides, first, last])
        days = got["day"].astype("datetime64[D]").astype(object)
        cells = (got[name].tolist() for name in ("what", "who", "whom", "status", "text", "publisher", "id"))
        rows += [
            Arrived(sort, day, what, who, whom, status, line(text or ""), publisher or "", id)
            for day, what, who, whom, status, text, publisher, id in zip(days, *cells, strict=True)
        ]
    return tuple(rows)


_HELD = "SELECT count(*) AS n FROM information_schema.tables WHERE table_name = 'current_events'"
_EVENTS = """
SELECT DISTINCT ON (e.type, e.status, CASE WHEN e.story = '' THEN e.id ELSE e.story END)
    coalesce(e.date_start, d.day) AS day, e.type AS what, e.actor AS who, e.recipient AS whom, e.status,
    coalesce(substring(d.text, s.start_char + 1, s.end_char - s.start_char),
    substring(d.text, e.start_char + 1, e.end_char - e.start_char)) AS text, d.publisher, e.id
FROM current_events e JOIN documents d ON d.id = e.document
LEFT JOIN sentences s ON s.document = e.document AND s.sentence = e.sentence
WHERE ((list_contains(?, e.actor) AND list_contains(?, e.recipient))
    OR (list_contains(?, e.actor) AND list_contains(?, e.recipient)))
AND coalesce(e.date_start, d.day) > ? AND coalesce(e.date_start, d.day) <= ?
ORDER BY e.type, e.status, CASE WHEN e.story = '' THEN e.id ELSE e.story END, e.confidence DESC, e.id
"""
_STATEMENTS = """
SELECT coalesce(s.date_start, d.day) AS day, s.kind AS what, s.speaker AS who, '' AS whom, '' AS status,
    substring(d.text, s.start_char + 1, s.end_char - s.start_char) AS text, d.publisher, s.id
FROM current_statements s JOIN documents d ON d.id = s.document
WHERE ((len(list_intersect(s.speaker_actors, ?::VARCHAR[])) > 0 AND s.id IN
        (SELECT statement FROM stances WHERE list_contains(?::VARCHAR[], target)))
    OR (len(list_intersect(s.speaker_actors, ?::VARCHAR[])) > 0 AND s.id IN
        (SELECT statement FROM stances WHERE list_contains(?::VARCHAR[], target))))
AND coalesce(s.date_start, d.day) > ? AND coalesce(s.date_start, d.day) <= ?
ORDER BY 1, s.id
"""
