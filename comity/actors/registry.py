"""All actors together: the shipped tables, or those with a reader's own list laid over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from comity.actors.blocs import Bloc, Membership, bloc_names, read_blocs, read_memberships
from comity.actors.choosing import Chooser, not_then
from comity.actors.codes import SYSTEMS, Code, CodeBook, read_codes
from comity.actors.confusables import Confusable, read_confusables, read_ordinary
from comity.actors.leaders import Leader, LeaderIndex, read_leaders
from comity.actors.names import Name, NameIndex, read_names
from comity.actors.organs import OrganIndex, read_organs
from comity.actors.reading import Ambiguous, Candidate, Reader
from comity.actors.states import State, heirs, read_states
from comity.errors import NotThen, UnknownActor
from comity.schema import Actor

VOETEN_STRAY = timedelta(days=60)
"""Voeten's roll calls date some votes weeks early, before the state that cast them was independent."""


@dataclass(frozen=True)
class Actors:
    """Every actor by id, with names, codes, organs, leaders and memberships.

    The functions of `comity.actors` are the methods of the shipped set; `comity.actors.load(path)`
    gives another with the reader's own actors in it.
    """

    state_rows: Mapping[str, State] = field(default_factory=read_states)
    bloc_rows: Mapping[str, Bloc] = field(default_factory=read_blocs)
    others: Mapping[str, Actor] = field(default_factory=dict)
    more_names: tuple[Name, ...] = ()

    @cached_property
    def _all(self) -> dict[str, Actor]:
        states = {id: state.actor for id, state in self.state_rows.items()}
        blocs = {id: bloc.actor for id, bloc in self.bloc_rows.items()}
        return {**states, **blocs, **self.others}

    @cached_property
    def _codes(self) -> CodeBook:
        return CodeBook(read_codes(), self.state_rows)

    @cached_property
    def name_index(self) -> NameIndex:
        """Every name by its spelling."""
        blocs = (name for bloc in self.bloc_rows.values() for name in bloc_names(bloc))
        return NameIndex([*read_names(), *blocs, *self.more_names])

    @cached_property
    def leader_index(self) -> LeaderIndex:
        """Every leader by full name, alias and surname."""
        return LeaderIndex(read_leaders())

    @cached_property
    def _memberships(self) -> tuple[Membership, ...]:
        return read_memberships()

    @cached_property
    def _by_bloc(self) -> dict[str, list[Membership]]:
        return _grouped((row.bloc, row) for row in self._memberships)

    @cached_property
    def _by_state(self) -> dict[str, list[Membership]]:
        return _grouped((row.state, row) for row in self._memberships)

    @cached_property
    def _asked(self) -> dict[tuple[str, date, str], frozenset[str]]:
        """Members told before: a brief asks for the same hundreds of times."""
        return {}

    @cached_property
    def _reader(self) -> Reader:
        return Reader(
            self._all,
            self.name_index,
            OrganIndex(read_organs()),
            lambda: self.leader_index,
            read_confusables(),
            read_ordinary(),
            self.present,
            self.heirs,
        )

    @cached_property
    def _chooser(self) -> Chooser:
        return Chooser(self._reader, self.state_rows)

    def states(self) -> tuple[Actor, ...]:
        """Every state that existed on some day since 1945, in the order of COW, disputed ones last."""
        return tuple(state.actor for state in self.state_rows.values())

    def blocs(self) -> tuple[Actor, ...]:
        """Every bloc and alliance with dated members, and every body that acts in its own name."""
        return tuple(bloc.actor for bloc in self.bloc_rows.values())

    def get(self, id: str) -> Actor:
        """The actor with this id. UnknownActor where there is none."""
        actor = self._all.get(id)
        if actor is None:
            raise UnknownActor(
                f"no actor has the id {id!r}",
                candidates=self._chooser.near(id),
                next_step="give an id such as RUS or NATO; comity.actors.choose takes names",
            )
        return actor

    def held(self, id: str) -> Actor | None:
        """The actor with this id, or None."""
        return self._all.get(id)

    def present(self, id: str, day: date) -> bool:
        """Whether the actor existed on the day or held a UN seat then."""
        state = self.state_rows.get(id)
        return state.present(day) if state else self._all[id].existed(day)

    def by_code(self, system: str, code: str, day: date, until: date | None = None) -> Actor:
        """See `comity.actors.by_code`."""
        if system not in SYSTEMS:
            raise UnknownActor(f"no code system {system!r}", next_step="use one of " + ", ".join(SYSTEMS))
        ids = self._coded(system, code, day)
        if not ids and until is not None:
            ids = self._coded_within(system, code, day, until)
        if len(ids) == 1:
            return self._all[ids[0]]
        raise self._uncoded(system, code, day)

    def _coded(self, system: str, code: str, day: date) -> tuple[str, ...]:
        if system != "voeten":
            return self._codes.holders(system, code, day)
        return self._in_voeten(code, day) or self._in_voeten(code, day + VOETEN_STRAY)

    def _in_voeten(self, code: str, day: date) -> tuple[str, ...]:
        """Its own rows, then ISO alpha-2 on any day, then plain names."""
        ids = self._codes.holders("voeten", code, day) or self._codes.holders("iso2", code, day)
        if not ids:
            letters = [row.id for row in self._codes.named("iso2", code) if self.present(row.id, day)]
            ids = tuple(dict.fromkeys(letters or (row.id for row in self._reader.held(self._plain(code), day))))
        return ids

    def _plain(self, name: str) -> list[Name]:
        rows = self.name_index.find(name)
        return [
            row for row in rows if row.id in self.state_rows and row.kind in ("name", "official") and row.use != "loose"
        ]

    def _coded_within(self, system: str, code: str, day: date, until: date) -> tuple[str, ...]:
        starts = {state.begins() for state in self.state_rows.values()}
        spells = {row.spell.start for row in self._codes.named(system, code)}
        days = sorted(first for first in starts | spells if first and day < first <= until)
        return next((ids for first in days if (ids := self._coded(system, code, first))), ())

    def _uncoded(self, system: str, code: str, day: date) -> UnknownActor | NotThen:
        rows = self._codes.named(system, code)
        if system == "voeten":
            rows = rows or self._codes.named("iso2", code) or self._codes.named("un", code)
        if not rows:
            return UnknownActor(
                f"no state has the {system} code {code!r}",
                candidates=self._chooser.near(code),
                next_step="check the code and the system: " + ", ".join(SYSTEMS),
            )
        return not_coded(rows, day, self.state_rows)

    def code_of(self, id: str, system: str, day: date) -> str | None:
        """See `comity.actors.code_of`."""
        self.get(id)
        if system not in SYSTEMS:
            raise UnknownActor(f"no code system {system!r}", next_step="use one of " + ", ".join(SYSTEMS))
        return self._codes.code(id, system, day) if id in self.state_rows else None

    def lineage(self, id: str) -> tuple[str, ...]:
        """See `comity.actors.lineage`."""
        self.get(id)
        state = self.state_rows.get(id)
        return (*self.lineage(state.continues), id) if state and state.continues else (id,)

    def predecessors(self, id: str) -> tuple[str, ...]:
        """See `comity.actors.predecessors`."""
        self.get(id)
        state = self.state_rows.get(id)
        return state.predecessors if state else ()

    def successors(self, id: str) -> tuple[str, ...]:
        """See `comity.actors.successors`."""
        self.get(id)
        heirs = [state for state in self.state_rows.values() if id in state.predecessors]
        heirs.sort(key=lambda state: (state.continues != id, state.actor.start or date.min))
        return tuple(state.actor.id for state in heirs)

    def heirs(self, id: str, day: date) -> tuple[str, ...]:
        """Who stands in a state's place on a day after its end."""
        return heirs(id, self.state_rows, day)

    def candidates(self, mention: str, day: date | None = None) -> tuple[Candidate, ...]:
        """See `comity.actors.candidates`."""
        return self._reader.candidates(mention, day)

    def resolve(self, mention: str, day: date | None = None) -> Actor | Ambiguous | None:
        """See `comity.actors.resolve`."""
        return self._reader.resolve(mention, day)

    def choose(self, mention: str, day: date | None = None) -> Actor:
        """See `comity.actors.choose`."""
        return self._chooser.choose(mention, day)

    def members(self, bloc_id: str, day: date, status: str = "member") -> frozenset[str]:
        """See `comity.actors.members`."""
        if (bloc_id, day, status) not in self._asked:
            self.get(bloc_id)
            rows = (row for row in self._by_bloc.get(bloc_id, ()) if row.status == status)
            self._asked[bloc_id, day, status] = frozenset(row.state for row in rows if row.lasts(day))
        return self._asked[bloc_id, day, status]

    def memberships(self, state_id: str) -> tuple[Membership, ...]:
        """See `comity.actors.memberships`."""
        self.get(state_id)
        return tuple(self._by_state.get(state_id, ()))

    def names(self) -> tuple[Name, ...]:
        """See `comity.actors.names`."""
        return self.name_index.names

    def leaders(self) -> tuple[Leader, ...]:
        """See `comity.actors.leaders`."""
        return self.leader_index.leaders

    def confusables(self) -> tuple[Confusable, ...]:
        """See `comity.actors.confusables`."""
        return read_confusables()

    def over(self, states: Mapping[str, State], others: Mapping[str, Actor], names: Iterable[Name]) -> Actors:
        """The same with these rows laid over it."""
        return replace(
            self,
            state_rows={**self.state_rows, **states},
            others={**self.others, **others},
            more_names=(*self.more_names, *names),
        )


def not_coded(rows: list[Code], day: date, states: Mapping[str, State]) -> NotThen:
    """The refusal of a code that named states on other days."""
    ids = list(dict.fromkeys(row.id for row in rows))
    if len(ids) == 1 and not states[ids[0]].present(day):
        return not_then(states[ids[0]].actor, day, states)
    spells = ", ".join(f"{id} on other days" for id in ids)
    return NotThen(
        f"{rows[0].system} code {rows[0].code!r} named {spells}", where=str(day), next_step="check code and day"
    )


def _grouped(rows: Iterable[tuple[str, Membership]]) -> dict[str, list[Membership]]:
    """Rows under their key, in order."""
    out: dict[str, list[Membership]] = {}
    for key, row in rows:
        out.setdefault(key, []).append(row)
    return out
