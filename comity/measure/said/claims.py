"""Acts that the texts of a ledger do not tell as done: planned, denied, hypothetical, or told by a speaker alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from comity.measure.affinity.axis import Asked
from comity.measure.said.known import IN_TIME
from comity.measure.said.question import Question
from comity.measure.said.voices import ASKING
from comity.measure.said.wording import called, shown

STATUSES = {
    "planned": "planned",
    "negated": "denied",
    "hypothetical": "only possible",
    "asserted": "claimed",
    "historical": "claimed of the past",
}
"""What is said of an act: by its status; the last two only where a speaker tells it and the text itself does not."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One act of one actor towards another; `mutual` where both do it. `own` where it is between the pair. `how` is planned, denied, only possible or claimed.

    `speaker` who says so, "" where the text itself does; `words` the sentence, made harmless and cut.
    """

    id: str
    day: date | None
    precision: str
    published: date | None
    actor: str
    recipient: str
    type: str
    mutual: bool
    how: str
    speaker: str
    words: str
    publisher: str
    document: str
    own: bool


def claims(ledger: Asked, asked: Question) -> tuple[Claim, ...]:
    """What the texts say between the two, or between one and the rival, that is not told as done; the pair's own first,
    then the newest. Reports of one act are one."""
    pair, sides = [*asked.ones, *asked.twos], list(asked.rivals)
    rows = ledger.arrays(_EVENTS, (pair, pair, pair, sides, sides, pair, asked.until, asked.until))
    columns = [column.tolist() for column in rows.values()]
    found: dict[tuple[object, ...], Claim] = {}
    for values in zip(*columns, strict=True):
        claim = _claim(dict(zip(rows, values, strict=True)), asked)
        if ASKING.fullmatch(claim.speaker):
            continue
        ends = frozenset((claim.actor, claim.recipient)) if claim.mutual else (claim.actor, claim.recipient)
        found.setdefault((claim.document, claim.words, claim.type, claim.how, ends), claim)
    return tuple(sorted(found.values(), key=_order))


def varied(found: Sequence[Claim], most: int) -> tuple[Claim, ...]:
    """At most so many of claims in order, of each sort in turn, so that one plan is not lost among twenty claims.

    Those that come first because they are between the pair stay first.
    """
    turns: Counter[tuple[bool, str]] = Counter()
    queue = []
    for at, claim in enumerate(found):
        queue.append((not claim.own, turns[claim.own, claim.how], at))
        turns[claim.own, claim.how] += 1
    return tuple(found[at] for *_, at in sorted(queue)[:most])


def _order(claim: Claim) -> tuple[bool, int, str]:
    day = claim.published or claim.day
    return not claim.own, -(day.toordinal() if day else 0), claim.id


def _claim(row: Mapping[str, Any], asked: Question) -> Claim:
    one, two, _ = asked.sides({row["actor"], row["recipient"]})
    return Claim(
        row["id"], row["date_start"], row["precision"], row["published"], row["actor"], row["recipient"], row["type"],
        bool(row["mutual"]), STATUSES[row["status"]], called(str(row["reporter"])), shown(str(row["sentence"] or ""), SENTENCE),
        shown(str(row["publisher"] or ""), 40), row["document"], one and two,
    )  # fmt: skip


SENTENCE = 180
"""Length at which the sentence of an act is cut."""

_EVENTS = f"""
SELECT e.id, e.date_start, e.precision, d.day AS published, e.actor, e.recipient, e.type, e.mutual, e.status, e.document, d.publisher,
    coalesce((SELECT any_value(r.speaker) FROM current_statements r WHERE r.id = e.reported_by), '') AS reporter,
    substring(d.text, s.start_char + 1, s.end_char - s.start_char) AS sentence
FROM current_events e JOIN documents d ON d.id = e.document
LEFT JOIN sentences s ON s.document = e.document AND s.sentence = e.sentence
WHERE e.actor <> e.recipient AND NOT suffix(rtrim(substring(d.text, s.start_char + 1, s.end_char - s.start_char), ' "”’)'), '?') AND (e.status IN ('planned', 'negated', 'hypothetical') OR e.reported_by <> '')
    AND ((list_contains(?, e.actor) AND list_contains(?, e.recipient)) OR (list_contains(?, e.actor) AND list_contains(?, e.recipient))
        OR (list_contains(?, e.actor) AND list_contains(?, e.recipient))) AND {IN_TIME}
ORDER BY e.confidence DESC, e.id
"""
