"""Backing: the statements of one state on issues where another has a stake and it has none, and whether they favour the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from comity import actors
from comity.errors import UnknownActor
from comity.measure.affinity.axis import Asked, pair_of
from comity.measure.said.known import IN_TIME

VALUES = {"for": 1, "against": -1}
SIDES = {1: "for", -1: "against", 0: "neutral"}


class Matter(Protocol):
    """An issue: who is a party, who stands with whom, who has what at stake."""

    @property
    def parties(self) -> tuple[str, ...]: ...
    @property
    def sides(self) -> tuple[tuple[str, ...], ...]: ...
    @property
    def stakes(self) -> tuple[tuple[str, str], ...]: ...
    def began(self, day: date | None) -> bool: ...


@dataclass(frozen=True, slots=True)
class Said:
    """One statement on one issue, as it stands to the other state: `side` is for, against or neutral, `by` the stances that say so."""

    id: str
    day: date | None
    issue: str
    side: str
    by: str
    speaker: str
    document: str
    start_char: int
    end_char: int
    words: str


def spoken(
    ledger: Asked, issues: Mapping[str, Matter], speaker: str, other: str, until: date | None = None
) -> tuple[Said, ...]:
    """Every statement of a state on issues in which the other has a stake and it has none, oldest first.

    `until`: the day by which a document must have been out; undated ones are then not counted.
    """
    pair = pair_of(speaker, other)
    positions = _positions(ledger, pair.twos, until)
    found = []
    for rows in _statements(ledger, pair.ones, pair.twos, until):
        first = rows[0]
        for issue in _touched(rows, issues):
            if (
                no_stake(issues[issue], pair.one, first["day"])
                and has_stake(issues[issue], pair.twos)
                and issues[issue].began(first["day"])
            ):
                side, by = _stands(rows, _Yardstick(issue, issues[issue], pair.twos, positions.get(issue, 0)))
                found.append(Said(
                    first["id"], first["day"], issue, SIDES[side], by, first["speaker"], first["document"],
                    first["start_char"], first["end_char"], first["words"],
                ))  # fmt: skip
    return tuple(found)


def has_stake(matter: Matter, states: Iterable[str]) -> bool:
    """Whether one of a line of states has something at stake by itself."""
    return bool({party for party, _ in matter.stakes} & set(states))


def no_stake(matter: Matter, state: str, day: date | None) -> bool:
    """Whether a state has nothing at stake and is no party, neither itself nor by a body it was a member of on the day.

    Without a day any membership there ever was counts: better a statement too few than one in its own cause.
    """
    spells = [m for id in actors.lineage(state) for m in actors.memberships(id) if m.status == "member"]
    bodies = {m.bloc for m in spells if day is None or (m.start or date.min) <= day <= (m.end or date.max)}
    concerned = {*matter.parties, *(party for party, _ in matter.stakes)}
    return not concerned & (bodies | set(actors.lineage(state)))


def _touched(rows: Sequence[Mapping[str, Any]], issues: Mapping[str, Matter]) -> list[str]:
    named = list(rows[0]["issues"]) + [row["target"] for row in rows if row["kind"] == "issue"]
    return [issue for issue in dict.fromkeys(named) if issue in issues]


@dataclass(frozen=True, slots=True)
class _Yardstick:
    """What a stance on one issue means for the other state: who that is, and how it stands to the issue itself (-1, 0, 1)."""

    issue: str
    matter: Matter
    others: Sequence[str]
    position: int

    def rivals(self) -> set[str]:
        """Those on another side of the issue; none where the other is on no side."""
        own = next((side for side in self.matter.sides if set(side) & set(self.others)), ())
        return {id for side in self.matter.sides if side != own for id in side} if own else set()

    def sign(self, kind: str, target: str, rivals: set[str], day: date | None) -> int:
        """What being for the target says of the other: 1 for it, -1 against it, 0 neither."""
        if kind == "issue":
            return self.position if target == self.issue else 0
        if target in self.others:
            return 1
        return -1 if target in rivals or _made_of(target, rivals, day) else 0


def _made_of(body: str, states: set[str], day: date | None) -> bool:
    """Whether a body has no members but these: AUKUS is Australia, Britain and America."""
    if not states or day is None:
        return False
    try:
        members = actors.members(body, day)
    except UnknownActor:
        return False
    return bool(members) and members <= states


def _stands(rows: Sequence[Mapping[str, Any]], by_what: _Yardstick) -> tuple[int, str]:
    """Whether stances favour the other (1), oppose it (-1) or neither (0), and the stances that say so."""
    rivals, total, by = by_what.rivals(), 0, []
    for row in rows:
        part = by_what.sign(row["kind"], row["target"], rivals, row["day"]) * VALUES.get(row["value"], 0)
        total += part
        if part:
            by.append(f"{row['value']} {row['target']}")
    return (total > 0) - (total < 0), ", ".join(by)


def _positions(ledger: Asked, states: Sequence[str], until: date | None) -> dict[str, int]:
    """How a state's own statements stand to each issue: 1, -1, or 0 where they balance."""
    rows = ledger.arrays(_POSITIONS, (list(states), until, until))
    return {t: (n > 0) - (n < 0) for t, n in zip(rows["target"].tolist(), rows["n"].tolist(), strict=True)}


_POSITIONS = f"""
SELECT t.target, sum(CASE t.value WHEN 'for' THEN 1 WHEN 'against' THEN -1 ELSE 0 END) AS n
FROM stances t JOIN current_statements s ON s.id = t.statement JOIN documents d ON d.id = s.document
WHERE t.kind = 'issue' AND NOT s.negated AND list_has_any(s.speaker_actors, ?) AND {IN_TIME} GROUP BY t.target ORDER BY t.target
"""


def _statements(
    ledger: Asked, states: Sequence[str], others: Sequence[str], until: date | None
) -> list[list[dict[str, Any]]]:
    """The stances of each statement of a line of states, oldest first; joint statements with the other left out."""
    arrays = ledger.arrays(_STANCES, (list(states), list(others), until, until))
    columns = [column.tolist() for column in arrays.values()]
    grouped: dict[str, list[dict[str, Any]]] = {}
    for values in zip(*columns, strict=True):
        row = dict(zip(arrays, values, strict=True))
        grouped.setdefault(row["id"], []).append({**row, "issues": list(row["issues"])})
    return list(grouped.values())


_STANCES = f"""
SELECT s.id, coalesce(s.date_start, d.day) AS day, s.issues, t.target, t.kind, t.value, s.speaker, s.document, s.start_char, s.end_char,
    substring(d.text, s.start_char + 1, s.end_char - s.start_char) AS words
FROM stances t JOIN current_statements s ON s.id = t.statement JOIN documents d ON d.id = s.document
WHERE NOT s.negated AND list_has_any(s.speaker_actors, ?) AND NOT list_has_any(s.speaker_actors, ?)
    AND {IN_TIME}
ORDER BY day, s.id, t.target
"""
