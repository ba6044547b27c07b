"""Columns of the parts that hold texts and what was read in them. Spans are characters `[start_char, end_char)` of the text."""

from __future__ import annotations

LIST = "VARCHAR[]"
SPANS = "STRUCT(start_char INTEGER, end_char INTEGER)[]"

TEXT_SCHEMAS: dict[str, dict[str, str]] = {
    "documents": {
        "id": "VARCHAR",
        "content": "VARCHAR",
        "publisher": "VARCHAR",
        "published": "VARCHAR",
        "title": "VARCHAR",
        "url": "VARCHAR",
        "lang": "VARCHAR",
        "licence": "VARCHAR",
        "text": "VARCHAR",
    },
    "codings": {
        "document": "VARCHAR",
        "coder": "VARCHAR",
        "n_sentences": "INTEGER",
        "n_events": "INTEGER",
        "n_statements": "INTEGER",
    },
    "sentences": {"document": "VARCHAR", "sentence": "INTEGER", "start_char": "INTEGER", "end_char": "INTEGER"},
    "events": {
        "id": "VARCHAR",
        "document": "VARCHAR",
        "sentence": "INTEGER",
        "start_char": "INTEGER",
        "end_char": "INTEGER",
        "type": "VARCHAR",
        "mode": "VARCHAR",
        "actor": "VARCHAR",
        "recipient": "VARCHAR",
        "actor_start": "INTEGER",
        "actor_end": "INTEGER",
        "recipient_start": "INTEGER",
        "recipient_end": "INTEGER",
        "actor_role": "VARCHAR",
        "recipient_role": "VARCHAR",
        "mutual": "BOOLEAN",
        "status": "VARCHAR",
        "reported_by": "VARCHAR",
        "issue": "VARCHAR",
        "date_start": "DATE",
        "date_end": "DATE",
        "precision": "VARCHAR",
        "intensity": "DOUBLE",
        "confidence": "DOUBLE",
        "trace": LIST,
        "story": "VARCHAR",
    },
    "statements": {
        "id": "VARCHAR",
        "document": "VARCHAR",
        "start_char": "INTEGER",
        "end_char": "INTEGER",
        "speaker": "VARCHAR",
        "speaker_start": "INTEGER",
        "speaker_end": "INTEGER",
        "speaker_actors": LIST,
        "speaker_kind": "VARCHAR",
        "role": "VARCHAR",
        "affiliation": "VARCHAR",
        "cue": "VARCHAR",
        "cue_start": "INTEGER",
        "cue_end": "INTEGER",
        "content": SPANS,
        "addressee": LIST,
        "said_to": "VARCHAR",
        "directness": "VARCHAR",
        "kind": "VARCHAR",
        "horizon": "DATE",
        "issues": LIST,
        "negated": "BOOLEAN",
        "date_start": "DATE",
        "date_end": "DATE",
        "precision": "VARCHAR",
        "confidence": "DOUBLE",
        "trace": LIST,
    },
    "stances": {
        "statement": "VARCHAR",
        "document": "VARCHAR",
        "target": "VARCHAR",
        "kind": "VARCHAR",
        "value": "VARCHAR",
        "start_char": "INTEGER",
        "end_char": "INTEGER",
        "confidence": "DOUBLE",
    },
    "judgements": {
        "row": "VARCHAR",
        "verdict": "VARCHAR",
        "changes": "VARCHAR",
        "note": "VARCHAR",
        "by": "VARCHAR",
        "made": "VARCHAR",
    },
}
"""`content` of a document is the hash of its content, which is its id unless the user named it; `changes` is a JSON object."""

NULLABLE = {"published", "title", "url", "lang"}
"""Text columns in which '' is missing."""

ROWS_OF_A_CODING = ("codings", "sentences", "events", "statements", "stances")
"""Kinds of which the rows of the newest coding of a document count."""
