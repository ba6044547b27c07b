"""The words in which documents tell of a happening: for each, the event most sure of those merged in its story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from comity import actors

if TYPE_CHECKING:
    from comity.ledger import Ledger
    from comity.measure.change.documents import Happening

LONGEST = 220


@dataclass(frozen=True, slots=True)
class Words:
    """An event with its sentence, on one line, and its document; `event` is the id that `comity why` answers."""

    event: str
    actor: str
    kind: str
    recipient: str
    sentence: str
    publisher: str
    title: str
    document: str
    n_documents: int


def words(ledger: Ledger, state1: str, state2: str, told: Sequence[Happening]) -> dict[Happening, Words]:
    """The words of each happening; one that cannot be found again is left out."""
    if not told:
        return {}
    ones, twos = (list(actors.lineage(state)) for state in (state1, state2))
    got = ledger.arrays(_WORDS, [[one.story for one in told], ones, twos, twos, ones])
    found: dict[tuple[str, str, date], Words] = {}
    n: dict[tuple[str, str, date], set[str]] = {}
    days = got["day"].astype("datetime64[D]").astype(object)
    names = ("event", "actor", "kind", "recipient", "sentence", "publisher", "title", "document")
    for story, day, *row in zip(got["story"], days, *(got[name] for name in names), strict=True):
        event, actor, kind, recipient, sentence, publisher, title, document = (str(cell or "") for cell in row)
        key = (str(story), kind, day)
        n.setdefault(key, set()).add(document)
        found.setdefault(key, Words(event, actor, kind, recipient, line(sentence), publisher, title, document, 1))
    out = {}
    for one in told:
        key = (one.story, one.kind, one.day)
        if key in found:
            w = found[key]
            out[one] = Words(
                w.event, w.actor, w.kind, w.recipient, w.sentence, w.publisher, w.title, w.document, len(n[key])
            )
    return out


def line(text: str) -> str:
    """The text on one line without control characters, cut at a word.

    >>> line("They\\n met.  " + "x " * 200)[-5:]
    'x x …'
    """
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return plain if len(plain) <= LONGEST else plain[: plain.rfind(" ", 0, LONGEST)] + " …"


def coded(ledger: Ledger, state1: str, state2: str) -> dict[str, int]:
    """Counts: documents held, documents coded, events between the two of any standing, and those that count."""
    if not ledger.arrays(_HELD)["n"][0]:
        return dict.fromkeys(("documents", "coded", "events", "asserted"), 0)
    ones, twos = (list(actors.lineage(state)) for state in (state1, state2))
    held = ledger.arrays("SELECT count(*) AS documents, count(coder) AS coded FROM documents")
    events = ledger.arrays(_EVENTS, [ones, twos, twos, ones])
    return {name: int(np.nan_to_num(column[0])) for name, column in {**held, **events}.items()}


_HELD = "SELECT count(*) AS n FROM information_schema.tables WHERE table_name = 'current_events'"
_BETWEEN = """((list_contains(?, e.actor) AND list_contains(?, e.recipient))
    OR (list_contains(?, e.actor) AND list_contains(?, e.recipient)))"""
_EVENTS = f"""
SELECT count(*) AS events, count(*) FILTER (WHERE e.status = 'asserted' AND e.reported_by = '') AS asserted
FROM current_events e WHERE {_BETWEEN}
"""
_WORDS = f"""
SELECT CASE WHEN e.story = '' THEN e.id ELSE e.story END AS story, coalesce(e.date_start, d.day) AS day, e.id AS event,
    e.actor, e.type AS kind, e.recipient, coalesce(substring(d.text, s.start_char + 1, s.end_char - s.start_char),
    substring(d.text, e.start_char + 1, e.end_char - e.start_char)) AS sentence, d.publisher, d.title, d.id AS document
FROM current_events e JOIN documents d ON d.id = e.document
LEFT JOIN sentences s ON s.document = e.document AND s.sentence = e.sentence
WHERE e.status = 'asserted' AND e.reported_by = '' AND coalesce(e.date_start, d.day) IS NOT NULL
AND list_contains(?, CASE WHEN e.story = '' THEN e.id ELSE e.story END) AND {_BETWEEN}
ORDER BY e.confidence DESC, e.id
"""
