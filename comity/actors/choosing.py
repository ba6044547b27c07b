"""Which actor a command means: one, or an error that says which to ask for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches

from comity.actors.names import Name, span
from comity.actors.reading import Candidate, Reader
from comity.actors.spelling import normal
from comity.actors.states import State, heirs
from comity.actors.tables import Spell
from comity.errors import AmbiguousActor, NotThen, UnknownActor
from comity.schema import Actor

NEAREST = 5
LIKENESS = 0.75


class Chooser:
    """Strict where a reader of text is lenient: "Russia" in 1980 is refused, with the Soviet Union named."""

    def __init__(self, reader: Reader, states: Mapping[str, State]) -> None:
        self._reader, self._states = reader, states
        self._actors = reader.actors

    def choose(self, mention: str, day: date | None) -> Actor:
        """The actor meant, by id or by name. UnknownActor, AmbiguousActor or NotThen where there is not just one."""
        actor = self._actors.get(mention.strip().upper())
        if actor is not None:
            return self.then(actor, day)
        rows = [row for row in self._reader.names.find(mention, any_case=True) if row.id in self._actors]
        own = [row for row in rows if row.use != "loose" and row.kind not in ("capital", "metonym")]
        held = self._reader.held(own, day)
        if held:
            return self._one(mention, [Candidate(self._actors[row.id], row.why(day)) for row in held])
        if own and day is not None:
            raise self._not_then(own, day)
        found = self._reader.by_name(rows, day) or list(self._reader.candidates(mention, day))
        if not found:
            raise self._unknown(mention)
        return self._one(mention, found)

    def then(self, actor: Actor, day: date | None) -> Actor:
        """The actor itself; NotThen where it did not exist on the day."""
        state = self._states.get(actor.id)
        if day is None or (state.present(day) if state else actor.existed(day)):
            return actor
        raise not_then(actor, day, self._states)

    def _one(self, mention: str, found: list[Candidate]) -> Actor:
        actors = {candidate.actor.id: candidate for candidate in reversed(found)}
        if len(actors) == 1:
            return next(iter(actors.values())).actor
        choices = list(actors.values())[::-1]
        words = ", ".join(f"{c.actor.id} ({c.actor.name}: {c.why})" for c in choices)
        raise AmbiguousActor(
            f"{mention!r} may be {words}",
            candidates=tuple(c.actor.id for c in choices),
            next_step="say which one by its id: " + " or ".join(c.actor.id for c in choices),
        )

    def _not_then(self, rows: list[Name], day: date) -> NotThen:
        ids = list(dict.fromkeys(row.id for row in rows if row.use != "shared")) or [rows[0].id]
        return not_then(self._actors[ids[0]], day, self._states)

    def _unknown(self, mention: str) -> UnknownActor:
        near = self.near(mention)
        names = ", ".join(near)
        return UnknownActor(
            f"no actor is called {mention!r}",
            candidates=near,
            next_step=f"try {names}" if near else "give a name or an id such as RUS or NATO",
        )

    def near(self, mention: str) -> tuple[str, ...]:
        """Names spelt nearly so, nearest first, as `Name (ID)`."""
        index = self._reader.names
        keys = get_close_matches(normal(mention), index.keys(), NEAREST * 2, LIKENESS)
        rows = [row for key in keys for row in index.at(key) if row.use != "loose"]
        ids = [row.id for row in rows if row.id in self._actors]
        labels = (f"{self._actors[id].name} ({id})" for id in dict.fromkeys(ids))
        return tuple(labels)[:NEAREST]


def not_then(actor: Actor, day: date, states: Mapping[str, State]) -> NotThen:
    """The refusal, with the actor's dates and whom to ask for instead."""
    state = states.get(actor.id)
    first = state.begins() if state else actor.start
    if first and day < first:
        return _too_early(actor, first, day, states)
    if actor.end and day > actor.end:
        return _too_late(actor, actor.end, day, states)
    gap = next((gap for gap in state.absent if gap.covers(day)), Spell()) if state else Spell()
    within = states[state.within].actor if state and state.within else None
    part = f", when it was part of {label(within)}" if within else ""
    asked = f"ask for {within.id}, or for another day" if within else "ask for another day"
    return NotThen(f"{label(actor)} did not exist {span(gap)}{part}", where=str(day), next_step=asked)


def _too_early(actor: Actor, first: date, day: date, states: Mapping[str, State]) -> NotThen:
    state = states.get(actor.id)
    before = [states[id].actor for id in (state.predecessors or state.under if state else ()) if id in states]
    before = [one for one in before if states[one.id].present(day)]
    names = " and ".join(label(one, article=True) for one in before)
    tail = (
        "" if not before else f"; before it {names}" if state and state.predecessors else f"; before it under {names}"
    )
    asked = f"ask for {' or '.join(one.id for one in before)}, or for" if before else "ask for"
    return NotThen(f"{label(actor)} begins {first}{tail}", where=str(day), next_step=f"{asked} a day from {first}")


def _too_late(actor: Actor, last: date, day: date, states: Mapping[str, State]) -> NotThen:
    after = [states[id].actor for id in heirs(actor.id, states, day)]
    tail = f"; after it {', '.join(map(label, after))}" if after else ""
    asked = f"ask for {' or '.join(one.id for one in after)}, or for" if after else "ask for"
    return NotThen(f"{label(actor)} ended {last}{tail}", where=str(day), next_step=f"{asked} a day up to {last}")


ARTICLE = ("Union", "Republic", "States", "Kingdom", "Islands", "Netherlands", "Philippines", "Emirates", "Bahamas")


def label(actor: Actor, article: bool = False) -> str:
    """Name and id: `Russia (RUS)`, with the article where the name takes one in a sentence."""
    the = "the " if article and actor.name.split(" of ")[0].endswith(ARTICLE) else ""
    return f"{the}{actor.name} ({actor.id})"
