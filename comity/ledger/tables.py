"""The tables and views of the published file, as SQL over the parts.

`raw` is every record of every part with its file; `held` pairs parts with the files that name them.
Ties are broken by all that tells two rows apart, so the same parts always give the same rows.
"""

from __future__ import annotations

RECORDS = """
CREATE TABLE records AS
WITH twice AS (SELECT key FROM raw GROUP BY key HAVING count(*) > 1),
ranked AS (
    SELECT raw.*, row_number() OVER (
        PARTITION BY key ORDER BY made DESC NULLS LAST, origin_id, "row", file_id, value NULLS LAST
    ) AS place
    FROM raw SEMI JOIN twice USING (key)
),
every AS (
    SELECT *, 1 AS place FROM raw ANTI JOIN twice USING (key)
    UNION ALL BY NAME
    SELECT * FROM ranked
)
SELECT 'r' || printf('%016x', key) AS id, indicator, state1, state2, start_date, end_date, value, unit, directed,
    origin_id, "row", item, file_id, place = 1 AS current
FROM every
ORDER BY indicator, start_date, item, state1, state2 NULLS FIRST, end_date NULLS LAST, key, place
"""
"""`current` is true for one row of each id: that of the newest origin; of the same origin, the first line."""

RAW = """
CREATE TEMP TABLE raw AS
SELECT part.* EXCLUDE (filename), held.file_id, origins.date AS made
FROM read_parquet({paths}, filename = true) AS part
JOIN held ON held.path = part.filename
LEFT JOIN origins ON origins.id = part.origin_id
"""

ORIGINS = """
CREATE TABLE origins AS
SELECT DISTINCT ON (id) id, producer, title, version, date, licence, citation, address
FROM read_parquet({paths})
ORDER BY id, date DESC, version DESC, title, producer, licence, citation, address
"""

ITEMS = """
CREATE TABLE items AS
SELECT DISTINCT ON (part.id) part.id, kind, part.title, part.date, symbol, body, part.address, origin_id
FROM read_parquet({paths}) AS part
LEFT JOIN origins ON origins.id = part.origin_id
ORDER BY part.id, origins.date DESC NULLS LAST, origin_id, part.title DESC, part.date NULLS LAST, symbol, body,
    kind, part.address
"""
"""An item several files describe is described by the newest origin."""

FAILURES = """
CREATE TABLE failures AS
SELECT held.file_id, part.place, part."row", part.reason, part.found
FROM read_parquet({paths}, filename = true) AS part
JOIN held ON held.path = part.filename
ORDER BY file_id, place, "row", reason, found
"""

HOLDINGS = """
CREATE TABLE holdings AS
SELECT indicator, origin_id, count(*) AS n_records, min(start_date) AS first_day,
    max(coalesce(end_date, greatest(start_date, coalesce(try_cast(origins.date AS DATE), start_date)))) AS last_day
FROM records LEFT JOIN origins ON origins.id = origin_id
WHERE current
GROUP BY indicator, origin_id
ORDER BY indicator, origin_id
"""
"""What is held of each indicator. A record still open lasts, as far as known, to the day of its origin."""

FILES = """
CREATE TABLE files (
    id VARCHAR, name VARCHAR, sha256 VARCHAR, record VARCHAR, added TIMESTAMP,
    n_records BIGINT, n_items BIGINT, n_failures BIGINT
)
"""

VIEWS = (
    """
CREATE VIEW votes AS
SELECT split_part(r.item, ':', 1) AS collection, r.item, i.symbol, i.body, i.title, r.start_date AS day,
    r.state1 AS state, CASE r.value WHEN 1 THEN 'yes' WHEN 2 THEN 'abstain' WHEN 3 THEN 'no' END AS choice, r.id
FROM records r LEFT JOIN items i ON i.id = r.item
WHERE r.current AND r.indicator = 'un_vote'
""",
    """
CREATE VIEW memberships AS
SELECT split_part(r.item, ':', 2) AS bloc, i.title AS name, r.state1 AS state, r.start_date, r.end_date,
    r.unit AS status, r.id
FROM records r LEFT JOIN items i ON i.id = r.item
WHERE r.current AND r.indicator = 'membership'
""",
    """
CREATE VIEW obligations AS
SELECT r.state1, r.state2, r.directed, split_part(r.indicator, '_', 2) AS obligation,
    split_part(r.indicator, '_', 1) AS collection, r.start_date, r.end_date, r.item AS treaty, i.title, r.id
FROM records r LEFT JOIN items i ON i.id = r.item
WHERE r.current AND r.unit = 'obligation'
""",
)

COMMENTS = {
    "TABLE records": "one row for each row of a file; current marks one row for each id, that of the newest origin",
    "TABLE items": "what records are about: resolutions, treaties, blocs",
    "TABLE origins": "the data sets: producer, version, licence, citation",
    "TABLE failures": "rows that could not be read, with the reason",
    "TABLE files": "the file sets added",
    "TABLE holdings": "current records of each indicator and origin, with their first and last day",
    "VIEW votes": "current UN votes with their resolution; choice is null for a member listed as not voting",
    "VIEW memberships": "current memberships of states in blocs; no end_date while they last",
    "VIEW obligations": "current treaty obligations between two states",
}
