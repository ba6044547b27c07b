"""Matters in dispute on a day between two states and their rival: who is a party, on whose side, with what at stake."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from comity import actors
from comity.errors import NoEvidence
from comity.measure.affinity.backing import Matter
from comity.measure.said.question import Question, asked_by
from comity.results import Table


class Dispute(Matter, Protocol):
    """An issue with its name, days and page."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def start(self) -> date: ...
    @property
    def end(self) -> date | None: ...
    @property
    def page(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...
    def open(self, day: date | None) -> bool: ...


@dataclass(frozen=True, slots=True)
class Stand:
    """One matter as it is to the two and the rival: what each has at stake ("" nothing), and who opposes whom.

    `against1`, `against2`: the state and members of the rival are the two opponents; `apart`: the two states are; `together`: the two
    are on one side.
    """

    issue: Dispute
    stake1: str
    stake2: str
    stake_rival: str
    against1: bool
    against2: bool
    apart: bool
    together: bool

    @property
    def concerned(self) -> tuple[bool, bool, bool]:
        """Whether the first, the second and the rival have anything at stake or are parties."""
        return bool(self.stake1), bool(self.stake2), bool(self.stake_rival)


def stands(issues: Mapping[str, Dispute], asked: Question, day: date) -> tuple[Stand, ...]:
    """Matters in dispute on the day that concern at least two of the three, those most written about first,
    by how many names they go under."""
    lines = [_with_bodies(ids, day) for ids in (asked.ones, asked.twos)]
    every = (_stand(issue, asked, *lines) for issue in issues.values() if issue.open(day))
    found = [one for one in every if sum(one.concerned) > 1]
    return tuple(sorted(found, key=lambda one: (-len(one.issue.aliases), one.issue.id)))


def in_turn(found: Sequence[Stand], most: int, first: Callable[[Stand], int] = lambda one: 0) -> tuple[Stand, ...]:
    """At most so many, one of each sort in turn: the two against each other, both against the rival, each alone, on one side, others.

    `first` says what goes before, the highest number; those chosen stand in that order, and as given among equals.
    """
    queue = sorted(found, key=lambda one: -first(one))
    turns: Counter[int] = Counter()
    out = []
    for at, one in enumerate(queue):
        sort = _sort(one)
        out.append((turns[sort] + LATE.get(sort, 0), sort, at))
        turns[sort] += 1
    return tuple(queue[at] for at in sorted(at for *_, at in sorted(out)[:most]))


ONE_SIDE, OTHER = 4, 5
LATE = {ONE_SIDE: 1, OTHER: 3}
"""Turns for which matters that divide nobody wait."""


def _sort(one: Stand) -> int:
    tests = (one.apart, one.against1 and one.against2, one.against1, one.against2, one.together)
    return next((at for at, holds in enumerate(tests) if holds), OTHER)


def _stand(issue: Dispute, asked: Question, one: Sequence[str], two: Sequence[str]) -> Stand:
    side1, side2 = _side(issue, one), _side(issue, two)
    rivals = {at for at, side in enumerate(issue.sides[:2]) if set(side) & set(asked.rivals)}
    rival = min(rivals) if len(rivals) == 1 else None
    return Stand(
        issue,
        _stake(issue, one),
        _stake(issue, two),
        _stake(issue, asked.rivals),
        _opposed(side1, rival),
        _opposed(side2, rival),
        _opposed(side1, side2),
        side1 is not None and side1 == side2,
    )


def _opposed(one: int | None, two: int | None) -> bool:
    """Whether two places among the sides are those of the first two: the table lists the opponents first, then others concerned."""
    return {one, two} == {0, 1}


CLOSE = 40
"""Members beyond which a body's stake is not counted as that of each of them: all are in the United Nations."""


def _with_bodies(ids: Sequence[str], day: date) -> tuple[str, ...]:
    """A line of states and the closer bodies it was a full member of on the day, itself first."""
    spells = [spell for id in ids for spell in actors.memberships(id) if spell.status == "member"]
    held = dict.fromkeys(s.bloc for s in spells if (s.start or date.min) <= day <= (s.end or date.max))
    return (*ids, *(bloc for bloc in held if len(actors.members(bloc, day)) <= CLOSE))


def _side(issue: Dispute, ids: Sequence[str]) -> int | None:
    """The side a state stands on, by itself before by a body it belongs to; None where it is on none."""
    return next((at for id in ids for at, side in enumerate(issue.sides) if id in side), None)


def _stake(issue: Dispute, ids: Sequence[str]) -> str:
    """What is at stake for one of these, the first named; "party" where the table names no stake."""
    held = dict(issue.stakes)
    found = next((held[id] for id in ids if id in held), "")
    return found or ("party" if set(issue.parties) & set(ids) else "")


def evidence(asked: Question, day: date) -> str:
    """The id that `comity why` answers with every matter counted."""
    return f"stakes/{asked.one}-{asked.two}/{asked.against}/{day.isoformat()}"


def why(evidence: str, issues: Mapping[str, Dispute]) -> Table:
    """The rows behind issue/taiwan, or behind stakes/RUS-CHN/WEST/2021-12-17. NoEvidence for another id."""
    head, *rest = evidence.split("/")
    if head == "issue" and len(rest) == 1 and rest[0] in issues:
        return _rows(evidence, [issues[rest[0]]])
    if head != "stakes" or len(rest) != 3:
        raise NoEvidence(
            "no such evidence id",
            where=evidence,
            next_step="ids look like issue/taiwan or stakes/RUS-CHN/WEST/2021-12-17",
        )
    asked = asked_by("/".join(("said", *rest)))
    return _rows(evidence, [one.issue for one in stands(issues, asked, asked.until or date.max)])


def _rows(evidence: str, found: Sequence[Dispute]) -> Table:
    columns = {
        "evidence": [f"issue/{one.id}" for one in found],
        "name": [one.name for one in found],
        "sides": [" | ".join("+".join(side) for side in one.sides) for one in found],
        "stakes": ["; ".join(f"{id}: {what}" for id, what in one.stakes) for one in found],
        "start": [one.start for one in found],
        "end": [one.end for one in found],
        "page": [one.page for one in found],
    }
    return Table(f"why {evidence}", columns, "From comity's own table of issues; check it at the page named.")
