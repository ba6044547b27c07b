"""What is asked of texts: two states, the rival they stand against, and the last day that counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from comity import actors
from comity.errors import NoEvidence
from comity.measure.affinity.axis import pair_of


@dataclass(frozen=True, slots=True)
class Question:
    """Ids of both lines of states, of the rival and all that belongs to it, and the last day (None: all that is held)."""

    one: str
    two: str
    against: str
    ones: tuple[str, ...]
    twos: tuple[str, ...]
    rivals: tuple[str, ...]
    until: date | None = None

    @property
    def everyone(self) -> list[str]:
        """All ids a statement may speak of."""
        return list(dict.fromkeys((*self.ones, *self.twos, *self.rivals)))

    @property
    def evidence(self) -> str:
        """The id that `comity why` answers with every statement counted."""
        day = f"/{self.until.isoformat()}" if self.until else ""
        return f"said/{self.one}-{self.two}/{self.against}{day}"

    def sides(self, names: set[str]) -> tuple[bool, bool, bool]:
        """Which of the first state, the second and the rival are among the names."""
        return bool(names & set(self.ones)), bool(names & set(self.twos)), bool(names & set(self.rivals))


def question(state1: str, state2: str, against: str = "WEST", until: date | None = None) -> Question:
    """Two states and a rival bloc or state by id or name. ComityError for what is no two states, UnknownActor.

    The rival's members and the bodies made of them alone count as the rival, as of the day, or of today.

    >>> asked = question("Russia", "China")
    >>> asked.evidence, "AUKUS" in asked.rivals, "RUS" in asked.rivals
    ('said/RUS-CHN/WEST', True, False)
    """
    pair, rival = pair_of(state1, state2), actors.choose(against, until)
    own = {*pair.ones, *pair.twos}
    ids = [id for id in (rival.id, *_within(rival.id, until or date.today())) if id not in own]
    return Question(pair.one, pair.two, rival.id, pair.ones, pair.twos, tuple(dict.fromkeys(ids)), until)


def _within(rival: str, day: date) -> list[str]:
    """Members of a bloc on a day and the bodies made of them alone; those whose record a rival state continues."""
    if actors.get(rival).kind == "state":
        return list(actors.lineage(rival))
    inside = actors.members(rival, day)
    bodies = [body.id for body in actors.blocs() if (held := actors.members(body.id, day)) and held <= inside]
    return [*sorted(inside), *bodies]


def asked_by(evidence: str) -> Question:
    """The question of an id such as said/RUS-CHN/WEST/2021-12-17. NoEvidence for another shape."""
    head, *rest = evidence.split("/")
    if head != "said" or len(rest) not in (2, 3) or rest[0].count("-") != 1:
        raise NoEvidence("no such evidence id", where=evidence, next_step="ids look like said/RUS-CHN/WEST")
    one, two = rest[0].split("-")
    try:
        until = date.fromisoformat(rest[2]) if rest[2:] else None
    except ValueError as error:
        raise NoEvidence("no such day", where=evidence, next_step="write it as 2021-12-17") from error
    return question(one, two, rest[1], until)
