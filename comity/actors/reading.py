"""Who is meant by a mention on a day: the candidates with their reasons, and the one that remains."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from comity.actors.confusables import Confusable
from comity.actors.leaders import Leader, LeaderIndex, untitled
from comity.actors.names import PLACES, Name, NameIndex
from comity.actors.organs import OrganIndex, Parsed
from comity.actors.spelling import bare, clean
from comity.schema import Actor

REMEMBERED = 65_536
"""Mentions whose candidates are kept, for texts repeat themselves."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor a mention may stand for, why, and by which organ where one was named."""

    actor: Actor
    why: str
    organ: str = ""


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A mention that several actors answer to, or one whose actor had ended by the day; likeliest first."""

    mention: str
    candidates: tuple[Candidate, ...]


class Reader:
    """Finds candidates.

    `present(id, day)` says whether an actor existed or sat at the UN; `heirs(id, day)` who
    stands in its place on a day after its end.
    """

    def __init__(
        self,
        actors: Mapping[str, Actor],
        names: NameIndex,
        organs: OrganIndex,
        leaders: Callable[[], LeaderIndex],
        confusables: Iterable[Confusable],
        ordinary: frozenset[str],
        present: Callable[[str, date], bool],
        heirs: Callable[[str, date], tuple[str, ...]],
    ) -> None:
        self.actors, self.names, self.organs, self._ordinary = actors, names, organs, ordinary
        self._leaders, self._present, self._heirs = leaders, present, heirs
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._candidates)
        self._nothing = frozenset(row.mention for row in confusables if not row.expect and row.day is None)

    def resolve(self, mention: str, day: date | None) -> Actor | Ambiguous | None:
        """The one actor meant, or Ambiguous with the candidates, or None."""
        found = self.candidates(mention, day)
        ended = [c for c in found if day and not self._present(c.actor.id, day)]
        if len({c.actor.id for c in found}) == 1 and not ended:
            return found[0].actor
        return Ambiguous(mention, found) if found else None

    def candidates(self, mention: str, day: date | None) -> tuple[Candidate, ...]:
        """Every actor the mention may stand for on the day, one entry each; empty where it names none."""
        return self._remembered(mention.strip(), day)

    def _candidates(self, text: str, day: date | None) -> tuple[Candidate, ...]:
        if text in self._nothing or bare(clean(text)) in self._nothing:
            return ()
        found = self.by_name(self.names.find(text), day) or self._organ(text, day) or self._person(text, day)
        if not found:
            found = self._parsed(text, day) or self._ended(self.names.find(text), day)
        return tuple({candidate.actor.id: candidate for candidate in reversed(found)}.values())[::-1]

    def by_name(self, rows: list[Name], day: date | None) -> list[Candidate]:
        """Candidates of the best class of rows that hold on the day: own names, then loose ones, then places."""
        rows = [row for row in rows if row.id in self.actors]
        for test in (_own, _loose, _place):
            some = [row for row in rows if test(row)]
            held = self.held(some, day)
            if held:
                return [Candidate(self.actors[row.id], row.why(day)) for row in held]
        return []

    def held(self, rows: list[Name], day: date | None) -> list[Name]:
        """Rows that hold on the day; where none does, own names of actors that were there, used at another time."""
        if day is None:
            return _undated(rows, self.actors)
        there = [row for row in rows if self._present(row.id, day)]
        return [row for row in there if row.spell.covers(day)] or [row for row in there if not row.strict]

    def _organ(self, text: str, day: date | None) -> list[Candidate]:
        rows = [row for row in self.organs.named(text) if row.id in self.actors]
        held = [row for row in rows if day is None or (row.spell.covers(day) and self._present(row.id, day))]
        return [Candidate(self.actors[row.id], f"{row.organ} ({row.name})", row.organ) for row in held]

    def _person(self, text: str, day: date | None, titled: bool = False) -> list[Candidate]:
        name = untitled(text)
        rows = [row for row in self._leaders().find(name) if row.state in self.actors]
        rows = _in_office(rows, day, former=titled or name != text or text not in self._ordinary)
        found = [Candidate(self.actors[row.state], row.why(day), row.office) for row in rows]
        return found + self._after({row.state for row in rows}, day)

    def _parsed(self, text: str, day: date | None) -> list[Candidate]:
        for parsed in self.organs.parsed(text):
            found = list(self._owned(parsed, day)) if parsed.owner else self._person(parsed.person, day, titled=True)
            if found:
                return found
        return self._possessed(text, day)

    def _owned(self, parsed: Parsed, day: date | None) -> Iterator[Candidate]:
        rows = self.names.find(parsed.owner)
        owners = self.by_name(rows, day) or self._ended(rows, day)
        led = {c.actor.id: c for c in self._person(parsed.person, day, titled=True)} if parsed.person else {}
        for owner in owners:
            leader = led.get(owner.actor.id)
            why = f"{parsed.organ} of {owner.actor.name} ({owner.why})"
            yield Candidate(owner.actor, f"{why}; {leader.why}" if leader else why, parsed.organ)

    def _possessed(self, text: str, day: date | None) -> list[Candidate]:
        """ "Russia's Putin", "Russian Vladimir Putin": the leader, where he is that state's."""
        words = text.split()
        for place in range(1, min(len(words), 4)):
            owners = {c.actor.id for c in self.by_name(self.names.find(" ".join(words[:place])), day)}
            led = self._person(" ".join(words[place:]), day, titled=True) if owners else []
            found = [candidate for candidate in led if candidate.actor.id in owners]
            if found:
                return found
        return []

    def _ended(self, rows: list[Name], day: date | None) -> list[Candidate]:
        """An actor gone by the day, and after it those who succeeded it."""
        if day is None:
            return []
        gone = dict.fromkeys(row.id for row in rows if _own(row) and self._gone(row.id, day))
        found = [Candidate(self.actors[id], f"ended {self.actors[id].end}") for id in gone]
        return found + self._after(gone, day)

    def _after(self, ids: Iterable[str], day: date | None) -> list[Candidate]:
        """Those who stand on the day in place of the actors that had ended."""
        gone = [id for id in ids if day and self._gone(id, day)]
        pairs = [(id, heir) for id in gone if day for heir in self._heirs(id, day)]
        return [Candidate(self.actors[heir], f"succeeded {self.actors[id].name}") for id, heir in pairs]

    def _gone(self, id: str, day: date) -> bool:
        end = self.actors[id].end if id in self.actors else None
        return end is not None and end < day


def _own(row: Name) -> bool:
    return row.kind not in PLACES and row.use != "loose"


def _loose(row: Name) -> bool:
    return row.use == "loose"


def _place(row: Name) -> bool:
    return row.kind in PLACES and row.use != "loose"


def _undated(rows: list[Name], actors: Mapping[str, Actor]) -> list[Name]:
    """Without a day: what holds today, else an actor's first name, else everything."""
    today = [row for row in rows if row.spell.end is None and actors[row.id].end is None]
    first = [row for row in rows if row.kind == "name" and row.use == "" and row.name == actors[row.id].name]
    return (first if len({row.id for row in first}) == 1 else []) or today or rows


def _in_office(rows: list[Leader], day: date | None, former: bool) -> list[Leader]:
    """Those in office on the day; else the former ones, where they count; never those whose time had not come."""
    if day is None:
        return rows if former else []
    now = [row for row in rows if row.spell.covers(day)]
    return now or [row for row in rows if former and row.spell.end is not None and row.spell.end < day]
