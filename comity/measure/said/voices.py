"""Statements of a ledger about two states or their rival: who, in what words, when, to whom, for or against what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from comity.measure.affinity.axis import Asked
from comity.measure.said import matters
from comity.measure.said.excerpt import Excerpt, Spoken, excerpt
from comity.measure.said.known import IN_TIME
from comity.measure.said.question import Question, asked_by
from comity.measure.said.wording import called, shown
from comity.results import Table

OFFICES = frozenset({"GOV", "MIL", "LEG", "JUD", "SPY", "COP"})
EXPERTS = frozenset({"EDU", "NGO"})
KINDS = ("person", "organ", "unnamed", "publisher")

RANKS = ("one of the two", "one of the two and the rival", "both of the two")
"""What a statement speaks of, from the least to the most telling; the first also where one of the two speaks of the rival."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One statement. `standing` is official, expert or other; `states` those spoken for; `about` the actors it speaks of.

    `words` are the words said, on one line and cut at 240 characters, without the marks around a quotation; `directness`
    direct, mixed or indirect; `stances` (target, value) with value for or against, of actors and issues; `rank` from 0, see RANKS.
    `speaker` and `publisher` are shown as the document has them, control characters written out.
    """

    id: str
    day: date | None
    speaker: str
    standing: str
    role: str
    states: tuple[str, ...]
    affiliation: str
    words: str
    directness: str
    kind: str
    about: tuple[str, ...]
    issues: tuple[str, ...]
    stances: tuple[tuple[str, str], ...]
    publisher: str
    title: str
    document: str
    rank: int

    @property
    def value(self) -> str:
        """For, against, both, or "" where it takes no side."""
        return " and ".join(dict.fromkeys(value for _, value in self.stances))


def voices(ledger: Asked, asked: Question, speaker: str = "", issue: str = "") -> tuple[Voice, ...]:
    """Every statement about the pair, one of its states or, by an official of one of them, about the rival, oldest first.

    What somebody is said not to have said is left out. `speaker`: part of a speaker's name; `issue`: the id of an issue it must touch. Of words that are repeated by one speaker
    the first are kept.
    """
    values = [asked.everyone, asked.everyone, asked.until, asked.until, speaker, issue, issue]
    rows = ledger.arrays(_STATEMENTS, values)
    columns = [column.tolist() for column in rows.values()]
    found = (_voice(dict(zip(rows, row, strict=True)), asked) for row in zip(*columns, strict=True))
    return _once(voice for voice in found if voice is not None)


def undated(ledger: Asked, asked: Question) -> int:
    """Statements left out because their documents bear no day while one was asked for."""
    if asked.until is None:
        return 0
    return int(ledger.arrays(_UNDATED, (asked.everyone, asked.everyone))["n"][0])


def texts(ledger: Asked, until: date | None = None) -> tuple[int, int]:
    """How many documents are held, or were out by a day, and how many of them are coded."""
    row = ledger.arrays(
        f"SELECT count(*) AS n, count(d.coder) AS coded FROM documents d WHERE {IN_TIME}", (until, until)
    )
    return int(row["n"][0]), int(row["coded"][0])


def why(evidence: str, ledger: Asked) -> Table:
    """The statements behind a count, said/RUS-CHN/WEST or said/RUS-CHN/WEST/2021-12-17, the most telling first; with
    /on/taiwan behind it, the statements on that issue. NoEvidence."""
    whole, on, issue = evidence.partition("/on/")
    if on:
        return matters.why(evidence, issue, asked_by(whole), ledger)
    found = sorted(voices(ledger, asked_by(evidence)), key=lambda voice: (-voice.rank, voice.id))
    names = ("speaker", "standing", "day", "words", "directness", "publisher", "document")
    columns: dict[str, Any] = {"evidence": [voice.id for voice in found]}
    columns |= {name: [getattr(voice, name) for voice in found] for name in names}
    note = "" if found else "No statement answers to it any more."
    return Table(f"why {evidence}", columns, note)


_STATEMENTS = f"""
SELECT s.id, coalesce(s.date_start, d.day) AS day, s.speaker, s.speaker_actors, s.speaker_kind, s.role, s.affiliation,
    s.directness, s.kind, s.addressee, s.issues, t.targets, t.kinds, t.sides, t.places, d.publisher, d.title, s.document,
    s.start_char, substring(d.text, s.start_char + 1, s.end_char - s.start_char) AS text,
    list_transform(s.content, lambda c: c.start_char) AS firsts, list_transform(s.content, lambda c: c.end_char) AS lasts,
    (SELECT list(x.start_char ORDER BY x.start_char) FROM sentences x WHERE x.document = s.document
        AND x.end_char > s.start_char AND x.start_char < s.end_char) AS sentences
FROM current_statements s JOIN documents d ON d.id = s.document LEFT JOIN (
    SELECT statement, list(target ORDER BY start_char, target) AS targets, list(kind ORDER BY start_char, target) AS kinds,
        list(value ORDER BY start_char, target) AS sides, list(start_char ORDER BY start_char, target) AS places FROM stances GROUP BY statement) t ON t.statement = s.id
WHERE NOT s.negated AND (list_has_any(coalesce(t.targets, []), ?) OR list_has_any(s.addressee, ?)) AND {IN_TIME}
    AND contains(lower(s.speaker), lower(?)) AND (? = '' OR list_contains(s.issues, ?))
ORDER BY coalesce(s.date_start, d.day) NULLS LAST, s.document, s.start_char, s.id
"""
_UNDATED = """
SELECT count(*) AS n FROM current_statements s JOIN documents d ON d.id = s.document
WHERE d.day IS NULL AND NOT s.negated AND (list_has_any(s.addressee, ?) OR EXISTS (
    SELECT 1 FROM stances t WHERE t.statement = s.id AND list_contains(?, t.target)))
"""


def _voice(row: Mapping[str, Any], asked: Question) -> Voice | None:
    """The row as a voice, None where it is not about the pair, or a question. What it is about is what is shown of it."""
    names = ("targets", "kinds", "sides", "places")
    every = list(zip(*([] if row[name] is None else row[name] for name in names), strict=True))
    part = _part(row, every, asked)
    stances = [stance for stance in every if part.holds(int(stance[3]))]
    about = dict.fromkeys([target for target, kind, *_ in stances if kind == "actor"] + list(row["addressee"]))
    states = tuple(row["speaker_actors"])
    rank = _rank(asked, set(about), set(states))
    if rank is None or not part.words or ASKING.fullmatch(row["speaker"]):
        return None
    issues = [*row["issues"], *(target for target, kind, *_ in every if kind == "issue")]
    return Voice(
        row["id"], row["day"], called(str(row["speaker"])), _standing(row), row["role"], states,
        shown(str(row["affiliation"]), 60), part.words, row["directness"], row["kind"],
        tuple(about), tuple(dict.fromkeys(issues)), tuple((target, side) for target, _, side, _ in stances if side != "neutral"),
        shown(str(row["publisher"] or ""), 40), shown(str(row["title"] or ""), 90), row["document"], rank,
    )  # fmt: skip


ASKING = re.compile(r"(?i)q|questions?|reporters?|press")
"""Speakers of a transcript who only ask."""


def _part(row: Mapping[str, Any], stances: list[tuple[Any, ...]], asked: Question) -> Excerpt:
    """The words said of those asked about."""
    sentences = [] if row["sentences"] is None else [int(at) for at in row["sentences"]]
    spans = [(int(first), int(last)) for first, last in zip(row["firsts"], row["lasts"], strict=True)]
    named = {int(at): str(target) for target, *_, at in stances}
    return excerpt(Spoken(str(row["text"]), int(row["start_char"]), spans, sentences), named, asked.everyone)


def _standing(row: Mapping[str, Any]) -> str:
    speaks_for, role = len(row["speaker_actors"]) > 0, row["role"]
    if role in EXPERTS:
        return "expert"
    official = role in OFFICES or (speaks_for and role in ("", "IGO") and row["speaker_kind"] in ("person", "organ"))
    return "official" if official else "other"


def _rank(asked: Question, about: set[str], states: set[str]) -> int | None:
    """The place in RANKS; None for what is not about the pair. One of the two that speaks of the other names both."""
    one, two, rival = asked.sides(about)
    for_one, for_two, _ = asked.sides(states)
    if (one and two) or (for_one and two) or (for_two and one):
        return 2
    if one or two:
        return 1 if rival else 0
    return 0 if rival and (for_one or for_two) else None


def _once(found: Iterable[Voice]) -> tuple[Voice, ...]:
    """Each words of a speaker once; who is an expert or official in one statement of a document is so in all."""
    every = list(found)
    known = {(v.document, v.speaker): (v.standing, v.role) for v in every if v.standing != "other"}
    kept: dict[tuple[str, str], Voice] = {}
    for voice in every:
        standing, role = known.get((voice.document, voice.speaker), (voice.standing, voice.role))
        kept.setdefault((voice.speaker, voice.words), replace(voice, standing=standing, role=voice.role or role))
    return tuple(kept.values())
