"""Acts of one PLOVER type in a ledger's documents, between two states or between them and a rival, with their sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from comity.measure.readings import Reads, days
from comity.measure.said.known import IN_TIME
from comity.measure.said.wording import shown


@dataclass(frozen=True, slots=True)
class Told:
    """One event: who towards whom, whether it was said to be done (`asserted`, `historical`) or to come (`planned`).

    `day` as told, with its precision, None where no day is told; `published` the day of the document. `words` is the sentence.
    `story` joins reports of one happening, "" where an event stands alone.
    """

    id: str
    actor: str
    recipient: str
    mode: str
    status: str
    day: date | None
    precision: str
    published: date | None
    publisher: str
    words: str
    story: str


def acts_told(
    ledger: Reads,
    type: str,
    ones: Sequence[str],
    twos: Sequence[str],
    statuses: Sequence[str],
    until: date | None = None,
) -> tuple[Told, ...]:
    """Events of a type between any of `ones` and any of `twos`, either way round, newest first, one for each story.

    `until`: documents out by that day alone, and of things done only those done by then.
    """
    found = ledger.arrays(_ACTS, [type, list(statuses), *map(list, (ones, twos, twos, ones)), until, until])
    lists = [days(column) if name in DAYS else column.tolist() for name, column in found.items()]
    rows = [dict(zip(found, values, strict=True)) for values in zip(*lists, strict=True)]
    told = [_told(row) for row in rows]
    kept = [one for one in told if one.status == "planned" or until is None or one.day is None or one.day <= until]
    first: dict[str, Told] = {}
    for one in kept:
        first.setdefault(one.story or one.id, one)
    return tuple(sorted(first.values(), key=_newest))


def _newest(one: Told) -> tuple[int, str]:
    day = one.day or one.published
    return (-day.toordinal() if day else 0, one.id)


def _told(row: dict[str, Any]) -> Told:
    return Told(
        row["id"], row["actor"], row["recipient"], row["mode"] or "", row["status"], row["day"], row["precision"] or "",
        row["published"], shown(str(row["publisher"] or ""), 40), shown(str(row["text"] or ""), LENGTH), row["story"] or "",
    )  # fmt: skip


LENGTH = 180
"""Letters after which the words of a sentence are cut."""
DAYS = frozenset({"day", "published"})
_ACTS = f"""
SELECT e.id, e.actor, e.recipient, e.mode, e.status, e.story, e.date_start AS day, e.precision, d.day AS published, d.publisher,
    substring(d.text, s.start_char + 1, s.end_char - s.start_char) AS text
FROM current_events e JOIN documents d ON d.id = e.document
LEFT JOIN sentences s ON s.document = e.document AND s.sentence = e.sentence
WHERE e.type = ? AND list_contains(?::VARCHAR[], e.status)
    AND ((list_contains(?::VARCHAR[], e.actor) AND list_contains(?::VARCHAR[], e.recipient))
      OR (list_contains(?::VARCHAR[], e.actor) AND list_contains(?::VARCHAR[], e.recipient)))
    AND e.actor <> e.recipient AND {IN_TIME}
ORDER BY e.confidence DESC, e.id
"""
