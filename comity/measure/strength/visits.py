"""Meetings and visits by year: those of China's leaders as listed, and consultations told in the ledger's own texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from comity.errors import NoEvidence
from comity.measure.readings import Part, Reads, behind, columns, covers, days, line, pair, pair_in, split, year_in
from comity.results import Table

KINDS = {
    "meetings": "leader_meeting",
    "visits": "leader_visit",
    "mentions": "leader_mention",
}
"""Kinds of China Vitae and their indicators."""
STANDINGS = {"held": ("asserted", "historical"), "announced": ("planned",)}
"""What the texts say of a consultation, and the statuses of events it is read from; negated and hypothetical ones are neither."""
NAMES = ("source", "kind", "year", "state1", "state2", "value", "unit", "n_evidence", "as_of", "method", "evidence")
TOLD = (
    "date",
    "date_end",
    "precision",
    "standing",
    "actor",
    "recipient",
    "mode",
    "text",
    "publisher",
    "published",
    "confidence",
    "evidence",
)


def visits(ledger: Reads, state1: str, state2: str, since: int | None = None, until: int | None = None) -> Table:
    """Meetings and visits of two states by year: China Vitae's list where one is China, and the ledger's coded texts.

    China Vitae (seven leaders, 2003 to 2018): `meetings` lines a day that name a meeting, anywhere, `visits` stays of a
    Chinese leader in the country (days in a row are one stay, though two leaders may share it), `mentions` other
    lines: messages, calls. A covered year without a line is 0. Visits to China count as meetings there.
    Texts: distinct stories (reports of one happening are one story) of CONSULT events between the two, `held` where told
    as fact, `announced` where told as planned; the year is that of the event or, where no day is told, of
    the document. Only what was added is known: no text is no evidence that nobody met. Counts, without an interval.
    ComityError for a bloc or one state twice.
    """
    one, two = pair(state1, state2)
    rows = [*listed(ledger, one, two), *_told_by_year(ledger, one, two)]
    rows = [row for row in rows if (since or 0) <= row["year"] <= (until or 9999)]
    note = (
        "Lists and texts stand side by side and are never added."
        if rows
        else f"No list or text held tells of meetings of {one} and {two}: comity add --record china_vitae PATH, or add texts."
    )
    return Table(f"Meetings and visits of {one} and {two}", columns(rows, NAMES), note, lambda id: why(id, ledger))


def meetings_told(
    ledger: Reads, state1: str, state2: str, since: date | None = None, until: date | None = None
) -> Table:
    """Every CONSULT event between two states in the ledger's texts, held or announced, oldest first, with its words.

    `evidence` is the id of the event, which leads to the sentence. ComityError for a bloc or one state twice.
    """
    one, two = pair(state1, state2)
    rows = [row for row in _told(ledger, one, two) if (since or date.min) <= row["day"] <= (until or date.max)]
    note = (
        "As the texts tell it; announced is not held."
        if rows
        else f"No text held tells of a meeting of {one} and {two}."
    )
    return Table(f"Meetings of {one} and {two} told in texts", columns(rows, TOLD), note, getattr(ledger, "why", None))


def listed(ledger: Reads, one: str, two: str) -> list[dict[str, Any]]:
    """Rows of China Vitae by kind and year, noughts of its years among them; none where neither is China."""
    held = covers(ledger, KINDS.values(), ORIGIN)
    if held is None or "CHN" not in (one, two):
        return []
    rows = []
    for kind, indicator in KINDS.items():
        found = days(ledger.arrays(_DAYS, [indicator, line(one), line(two), line(two), line(one)])["day"])
        told = [day for day in found if day is not None]
        counted = _stays(told) if kind == "visits" else told
        for year in range(held[0].year, held[1].year + 1):
            n = sum(day.year == year for day in counted)
            behind_it = sum(day.year == year for day in told)
            rows.append(_row("china_vitae", kind, year, one, two, n, behind_it, min(date(year, 12, 31), held[1])))
    return rows


def _stays(told: Sequence[date]) -> list[date]:
    """First days of runs of days."""
    known = sorted(set(told))
    return [day for day in known if day - timedelta(days=1) not in known]


def _told_by_year(ledger: Reads, one: str, two: str) -> list[dict[str, Any]]:
    told = _told(ledger, one, two)
    cells: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for row in told:
        cells.setdefault((row["standing"], row["day"].year), []).append(row)
    return [
        _row(
            "texts",
            standing,
            year,
            one,
            two,
            len({row["story"] or row["evidence"] for row in rows}),
            len(rows),
            max(row["read"] for row in rows),
        )
        for (standing, year), rows in sorted(cells.items())
    ]


def _told(ledger: Reads, one: str, two: str) -> list[dict[str, Any]]:
    standing = {status: name for name, statuses in STANDINGS.items() for status in statuses}
    found = ledger.arrays(_TOLD, [line(one), line(two), line(two), line(one), list(standing)])
    lists = [days(column) if name in DAYS else column.tolist() for name, column in found.items()]
    rows = [dict(zip(found, values, strict=True)) for values in zip(*lists, strict=True)]
    return [
        {**row, "standing": standing[row["status"]], "day": day, "read": row["documented"] or day}
        for row in rows
        if (day := row["date"] or row["date_end"] or row["documented"]) is not None
    ]


DAYS = frozenset({"date", "date_end", "documented"})
ORIGIN = "china_vitae-"


def _row(source: str, kind: str, year: int, one: str, two: str, value: int, n: int, as_of: date) -> dict[str, Any]:
    return {
        "source": source,
        "kind": kind,
        "year": year,
        "state1": one,
        "state2": two,
        "value": value,
        "unit": UNITS[kind],
        "n_evidence": n,
        "as_of": as_of,
        "method": SAID[source],
        "evidence": f"visits/{source}/{kind}/{one}-{two}/{year}",
    }


UNITS: Mapping[str, str] = {
    "meetings": "lines",
    "visits": "stays",
    "mentions": "lines",
    "held": "stories",
    "announced": "stories",
}
SAID = {
    "china_vitae": "engagements of seven Chinese leaders as China Vitae lists them",
    "texts": "CONSULT events between the two in the texts held, reports of one happening counted once",
}


def why(evidence: str, ledger: Reads) -> Table:
    """The lines of the list, or the events of the texts, each with its own id. NoEvidence."""
    source, kind, states, text = split(evidence, "visits", 4)
    year, (one, two) = year_in(text[:4], evidence), pair_in(states, evidence)
    last = year_in(text[5:], evidence) if text[4:5] == "-" and source == "china_vitae" else year_in(text, evidence)
    if kind not in (KINDS if source == "china_vitae" else STANDINGS):
        raise NoEvidence("no such kind", where=evidence, next_step="take an id from the column evidence")
    if source == "texts":
        rows = [row for row in _told(ledger, one, two) if row["standing"] == kind and row["day"].year == year]
        if not rows:
            raise NoEvidence(f"no meeting is told for {year}", where=evidence, next_step="ask for another year")
        return Table(f"why {evidence}", columns(rows, TOLD), SAID["texts"] + ".", getattr(ledger, "why", None))
    parts: list[Part] = [(KINDS[kind], line(a), line(b)) for a, b in ((one, two), (two, one))]
    return behind(ledger, evidence, parts, date(year, 1, 1), date(last, 12, 31), SAID["china_vitae"] + ".")


_DAYS = """
SELECT start_date AS day FROM records WHERE indicator = ? AND current
    AND ((list_contains(?::VARCHAR[], state1) AND list_contains(?::VARCHAR[], state2))
      OR (list_contains(?::VARCHAR[], state1) AND list_contains(?::VARCHAR[], state2)))
ORDER BY start_date
"""
_TOLD = """
SELECT e.date_start AS date, e.date_end, e.precision, e.status, e.actor, e.recipient, e.mode, e.story, e.confidence,
    substring(d.text, s.start_char + 1, s.end_char - s.start_char) AS text, d.publisher, d.published,
    d.day AS documented, e.id AS evidence
FROM current_events e JOIN documents d ON d.id = e.document
LEFT JOIN sentences s ON s.document = e.document AND s.sentence = e.sentence
WHERE e.type = 'CONSULT' AND ((list_contains(?::VARCHAR[], e.actor) AND list_contains(?::VARCHAR[], e.recipient))
      OR (list_contains(?::VARCHAR[], e.actor) AND list_contains(?::VARCHAR[], e.recipient)))
    AND list_contains(?::VARCHAR[], e.status)
ORDER BY coalesce(e.date_start, d.day) NULLS LAST, e.document, e.start_char, e.id
"""
