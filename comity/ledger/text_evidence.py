"""From the id of an event, statement, document or story back to the sentence, with the deciding words marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from comity.ledger.folder import Folder
from comity.ledger.published import lists
from comity.results import Table

_RECORD_ID = re.compile(r"r[0-9a-f]{16}")

AROUND = 80
"""Characters shown on either side of a statement that lies in no sentence."""

_ABOUT = "d.title, d.publisher, d.published, d.url AS address, d.licence, d.id AS document"

_JUDGED = """
(SELECT string_agg(j.verdict || CASE WHEN j.changes <> '{}' THEN ' ' || j.changes ELSE '' END || ' by ' || j."by" || ' '
    || left(j.made, 10) || CASE WHEN j.note <> '' THEN ': ' || j.note ELSE '' END, '; ' ORDER BY j.made)
    FROM judgements j WHERE j."row" = e.id) AS judgements
"""

_BOUNDS = """
    (SELECT min(s.start_char) FROM sentences s WHERE s.document = e.document AND s.end_char > e.start_char) AS "from",
    (SELECT max(s.end_char) FROM sentences s WHERE s.document = e.document AND s.start_char < e.end_char) AS "to"
"""

_EVENTS = f"""
SELECT e.id AS evidence, 'event' AS what, e.actor || ' ' || e.type || ' ' || e.recipient AS says, e.status,
    e.start_char, e.end_char, [{{start_char: e.start_char, end_char: e.end_char}}] AS marked, {_BOUNDS}, d.text,
    e.mode, e.issue, e.date_start, e.date_end, e.precision, e.confidence, e.reported_by, e.story, e.trace, {_JUDGED},
    {_ABOUT}
FROM events e JOIN documents d ON d.id = e.document
WHERE {{where}} ORDER BY e.document, e.start_char, e.id
"""

_STATEMENTS = f"""
SELECT e.id AS evidence, 'statement' AS what, e.speaker
        || CASE WHEN len(e.speaker_actors) > 0 THEN ' (' || array_to_string(e.speaker_actors, ' ') || ')' ELSE '' END
        || ' [' || e.cue || ']' AS says, e.kind || CASE WHEN e.negated THEN ', negated' ELSE '' END AS status,
    e.start_char, e.end_char, e.content AS marked, {_BOUNDS}, d.text,
    e.directness AS mode, array_to_string(e.issues, ', ') AS issue, e.date_start, e.date_end, e.precision, e.confidence,
    '' AS reported_by, '' AS story, e.trace, {_JUDGED}, {_ABOUT}
FROM statements e JOIN documents d ON d.id = e.document
WHERE {{where}} ORDER BY e.document, e.start_char, e.id
"""

_DOCUMENT = """
SELECT d.id AS evidence, 'document' AS what, d.title, d.publisher, d.published, d.url AS address, d.licence, d.lang,
    length(d.text) AS characters, d.coder, d.n_sentences, d.n_events, d.n_statements, f.name AS file,
    (SELECT string_agg(x.reason, '; ') FROM failures x WHERE x.place = d.id) AS failures
FROM documents d LEFT JOIN files f ON f.id = d.file_id WHERE d.id = ?
"""


def why(folder: Folder, id: str) -> Table | None:
    """The text behind an id, or None where no event, statement, document or story answers to it. LedgerError.

    A row for each event or statement: what it says, the sentence with the deciding words between ** and **, their
    offsets in the document, what decided, who judged it, and title, publisher, date and address of the document.
    """
    if _RECORD_ID.fullmatch(id):
        return None
    document = lists(folder, _DOCUMENT, [id])
    if document["evidence"]:
        return Table(f"why {id}", document, note=_what_next(document))
    for question, where in ((_EVENTS, "e.id = ?"), (_STATEMENTS, "e.id = ?"), (_EVENTS, "e.story = ?")):
        found = lists(folder, question.replace("{where}", where), [id])
        if found["evidence"]:
            return Table(f"why {id}", _with_sentence(found), note=_said_by(folder, found))
    return None


def marked(text: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> str:
    """The stretch of text on one line, with the spans in it between ** and **.

    >>> marked("Peru has condemned Chile.", 0, 25, [(9, 18)])
    'Peru has **condemned** Chile.'
    """
    cuts: list[str] = []
    at = start
    for first, last in sorted(spans):
        first, last = max(first, at), min(last, end)
        if first < last:
            cuts += [text[at:first], "**", text[first:last], "**"]
            at = last
    return re.sub(r"\s+", " ", "".join([*cuts, text[at:end]])).strip()


def _with_sentence(found: dict[str, list[Any]]) -> dict[str, list[Any]]:
    columns = {name: values for name, values in found.items() if name not in ("text", "marked", "from", "to")}
    sentences = []
    for text, start, end, low, high, spans in zip(
        *(found[name] for name in ("text", "start_char", "end_char", "from", "to", "marked")), strict=True
    ):
        first = max(0, start - AROUND) if low is None else min(low, start)
        last = min(len(text), end + AROUND) if high is None else max(high, end)
        sentences.append(marked(text, first, last, [(span["start_char"], span["end_char"]) for span in spans]))
    columns["trace"] = ["; ".join(trace) for trace in found["trace"]]
    order = ("evidence", "what", "says", "status", "sentence")
    whole = {**columns, "sentence": sentences}
    return {name: whole[name] for name in (*order, *(name for name in columns if name not in order))}


def _said_by(folder: Folder, found: dict[str, list[Any]]) -> str:
    """Who reports the event, and how the statement stands to whom."""
    told = []
    for id in dict.fromkeys(id for id in found["reported_by"] if id):
        speaker = lists(folder, "SELECT speaker FROM statements WHERE id = ?", [id])["speaker"]
        told += [f"reported by {name}: comity why {id}" for name in speaker]
    for id in found["evidence"] if found["what"][0] == "statement" else ():
        stances = lists(folder, "SELECT target, value FROM stances WHERE statement = ? ORDER BY start_char", [id])
        told += [f"{value} {target}" for target, value in zip(*stances.values(), strict=True)]
    return "; ".join(told)


def _what_next(document: dict[str, list[Any]]) -> str:
    id = document["evidence"][0]
    if document["coder"][0] is None:
        return "not coded yet: comity code"
    return f"comity show events --document {id}, comity show statements --document {id}"
