"""Tables and views of texts in the published file, as SQL over the parts.

`held` pairs parts with the files that name them and the moment they were added. `coded` is the newest coding of each
document; only its rows are published.
"""

from __future__ import annotations

from comity.ledger.text_schemas import TEXT_SCHEMAS

CODED = """
CREATE TEMP TABLE coded AS
SELECT DISTINCT ON (part.document) part.* EXCLUDE (filename), held.file_id
FROM read_parquet({paths}, filename = true) AS part
JOIN held ON held.path = part.filename
ORDER BY part.document, held.added DESC, held.file_id
"""

DOCUMENTS = """
CREATE TABLE documents AS
WITH every AS (
    SELECT part.*, held.file_id, held.added
    FROM read_parquet({paths}, filename = true) AS part JOIN held ON held.path = part.filename
),
first AS (SELECT id, min_by(file_id, added || file_id) AS file_id FROM every GROUP BY id)
SELECT e.id, e.publisher, e.published, try_cast(left(e.published || '-01-01', 10) AS DATE) AS day, e.title, e.url, e.lang, e.licence, c.coder, c.n_sentences, c.n_events,
    c.n_statements, e.file_id, e.text
FROM every e JOIN first f ON f.id = e.id AND f.file_id = e.file_id LEFT JOIN coded c ON c.document = e.id
"""

_NEWEST = """
CREATE TABLE {name} AS
SELECT {columns}
FROM read_parquet({{paths}}, filename = true) AS part
JOIN held ON held.path = part.filename
JOIN coded ON coded.document = part.document AND coded.file_id = held.file_id
ORDER BY part.document, {order}
"""


def _newest(name: str, order: str, columns: str = "part.* EXCLUDE (filename)") -> str:
    return _NEWEST.format(name=name, order=order, columns=columns)


SENTENCES = _newest("sentences", "sentence", "part.* EXCLUDE (filename), coded.coder")
EVENTS = _newest("events", "start_char, end_char, id")
STATEMENTS = _newest("statements", "start_char, end_char, id")
STANCES = _newest("stances", "statement, part.start_char, target")

JUDGEMENTS = """
CREATE TABLE judgements AS
SELECT part.* EXCLUDE (filename), row_number() OVER (PARTITION BY part."row" ORDER BY part.made DESC, held.file_id DESC)
    = 1 AS current
FROM read_parquet({paths}, filename = true) AS part
JOIN held ON held.path = part.filename
ORDER BY part."row", part.made
"""

FORGET = """
DELETE FROM failures WHERE file_id IN (SELECT file_id FROM held WHERE record = 'coding')
AND NOT EXISTS (SELECT 1 FROM coded WHERE coded.document = failures.place AND coded.file_id = failures.file_id)
"""
"""What an older coding failed to read says nothing of the newest one."""

STEPS = (
    ("codings", CODED),
    ("documents", DOCUMENTS),
    ("sentences", SENTENCES),
    ("events", EVENTS),
    ("statements", STATEMENTS),
    ("stances", STANCES),
    ("judgements", JUDGEMENTS),
)

CHANGEABLE = {
    "events": (
        *("type", "mode", "actor", "recipient", "actor_role", "recipient_role", "status", "issue"),
        *("date_start", "date_end", "intensity"),
    ),
    "statements": (
        *("speaker", "speaker_actors", "speaker_kind", "role", "affiliation", "addressee", "said_to", "directness"),
        *("kind", "horizon", "issues", "negated", "date_start", "date_end"),
    ),
}
"""Fields that a judgement may set anew."""


def current(kind: str) -> str:
    """The view of the rows of a kind with the newest judgement of each applied; rows judged wrong are not in it.

    The newest is picked by max_by: with `AND j.current` in the join, DuckDB 2.0 forgets the LIMIT of a query over the view.
    """
    changed = ",\n    ".join(f"{_changed(kind, name)} AS {name}" for name in CHANGEABLE[kind])
    return f"""
CREATE VIEW current_{kind} AS
SELECT e.* REPLACE ({changed}), coalesce(j.verdict, '') AS verdict
FROM {kind} e LEFT JOIN (
    SELECT "row", max_by(verdict, current) AS verdict, max_by(changes, current) AS changes FROM judgements GROUP BY "row"
) j ON j."row" = e.id
WHERE coalesce(j.verdict, '') <> 'wrong'
"""


def _changed(kind: str, name: str) -> str:
    """The field as changed, in its type; '' clears a day, a list is written with blanks between its values."""
    type_, text = TEXT_SCHEMAS[kind][name], f"(j.changes ->> '$.{name}')"
    if type_ == "VARCHAR[]":
        value = f"regexp_extract_all({text}, '[^,\\s]+')"
    elif type_ == "VARCHAR":
        value = text
    else:
        value = f"try_cast({text} AS {type_})"
    return f"CASE WHEN {text} IS NULL THEN e.{name} ELSE {value} END"


STORIES = """
CREATE TABLE stories AS
SELECT story AS id, min(type) AS type, min(date_start) AS date_start, max(date_end) AS date_end,
    list_sort(list_distinct(list(actor) || list(recipient))) AS actors, count(*) AS n_events,
    count(DISTINCT document) AS n_documents, count(DISTINCT d.publisher) AS n_publishers, max(confidence) AS confidence
FROM current_events e JOIN documents d ON d.id = e.document
WHERE story <> ''
GROUP BY story
ORDER BY story
"""

VIEWS = (current("events"), current("statements"))

TABLES = ("documents", "sentences", "events", "statements", "stances", "stories", "judgements")

COMMENTS = {
    "TABLE documents": "the texts, each once; day is the first day published can mean; coder, n_sentences, n_events and n_statements are null while it is not coded",
    "TABLE sentences": "the sentences of a document, from 0; characters [start_char, end_char) of its text",
    "TABLE events": "who did what to whom, as coded; story is shared by reports of one happening",
    "TABLE statements": "who said what, as coded; content holds the spans of the words said",
    "TABLE stances": "how a statement stands to actors and issues: for, against or neutral",
    "TABLE stories": "happenings, each with the events that report it",
    "TABLE judgements": "what people decided on rows; the newest of a row is current",
    "VIEW current_events": "events with the newest judgements applied, without those judged wrong",
    "VIEW current_statements": "statements with the newest judgements applied, without those judged wrong",
}
