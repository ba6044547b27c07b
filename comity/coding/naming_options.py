"""Whom a spelling may stand for on a day, before the text around it is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from comity.actors import Actors, Candidate
from comity.actors.names import Name
from comity.coding.naming_forms import Form
from comity.coding.naming_tables import carriers, groups, prefixes

REMEMBERED = 65_536
"""Spellings whose options are kept, a day each."""

KINDS = {
    "adjective": "adjective", "demonym": "demonym", "plural demonym": "demonym", "capital": "capital", "metonym": "metonym",
}  # fmt: skip
"""Kinds of rows of names.tsv that are kinds of mentions; the others are names."""

ROLES = {
    "armed forces": "MIL", "defence ministry": "MIL", "parliament": "LEG", "court": "JUD", "intelligence": "SPY",
    "party": "PTY", "state media": "MED",
}  # fmt: skip
"""PLOVER sectors of organs by the kinds of organs.tsv; all others speak for the government."""

BODY = "IGO"
"""PLOVER sector of a body that acts in its own name."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a form may mean on a day: `ids` likeliest first, `kind` and `role` as in Mention, `why` in words.

    `doubtful` forms need the actor named otherwise in the text; `group` is the id of a group that is no actor.
    """

    ids: tuple[str, ...] = ()
    kind: str = ""
    role: str = ""
    why: str = ""
    doubtful: bool = False
    group: str = ""


class Chooser:
    """Options of forms on days, remembered."""

    def __init__(self, actors: Actors) -> None:
        self.actors = actors
        self._remembered: dict[tuple[str, str, date | None], Options] = {}

    def options(self, form: Form, day: date | None) -> Options:
        """Options of a form; empty for persons, whose context decides."""
        key = (form.words, form.sort, day)
        found = self._remembered.get(key)
        if found is None:
            if len(self._remembered) > REMEMBERED:
                self._remembered.clear()
            found = self._remembered[key] = self._options(form, day)
        return found

    def _options(self, form: Form, day: date | None) -> Options:
        if form.sort in ("name", "organ", "misspelt"):
            return self._listed(form, day)
        if form.sort == "group":
            return _of_group(form.words, form.id)
        if form.sort == "prefix":
            return self._of_prefix(form, day)
        return Options()

    def _listed(self, form: Form, day: date | None) -> Options:
        found = self.actors.candidates(form.words, day)
        group = grouped().get(form.words, "")
        if not found:
            return _of_group(form.words, group) if group else Options()
        found = _ended(found) or found
        ids = tuple(candidate.actor.id for candidate in found)
        organ = found[0].organ
        kind = "organ" if organ else self._kind(form.words, ids[0], day)
        role = ROLES.get(organ, "GOV") if organ else self._role(ids[0], kind, form.words)
        return Options(ids, kind, role, found[0].why, form.words in carriers("doubtful"), group)

    def _kind(self, words: str, id: str, day: date | None) -> str:
        rows = [row for row in self.actors.name_index.find(words) if row.id == id]
        held = [row for row in rows if day is None or row.spell.covers(day)] or rows
        kinds = [KINDS.get(row.kind, "name") for row in _best(held)]
        kind = kinds[0] if kinds else "name"
        return "bloc" if kind == "name" and id in self.actors.bloc_rows else kind

    def _role(self, id: str, kind: str, words: str) -> str:
        held = self.actors.held(id)
        return BODY if held is not None and held.kind == "body" else _seat(kind, words)

    def _of_prefix(self, form: Form, day: date | None) -> Options:
        id = prefixes()[form.words.rstrip("-")]
        if id == "RUS" and day is not None and not self.actors.present(id, day):
            id = "SUN"
        return Options((id,), "adjective", "", f"prefix {form.words}")


def _best(rows: Sequence[Name]) -> list[Name]:
    return sorted(rows, key=lambda row: row.kind in ("capital", "metonym"))


def _ended(found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Of an actor that has ended and its heirs, the one that is named."""
    return tuple(candidate for candidate in found[:1] if candidate.why.startswith("ended "))


def _seat(kind: str, words: str) -> str:
    if kind not in ("capital", "metonym"):
        return ""
    return "MIL" if words == "Pentagon" else "GOV"


def _of_group(words: str, id: str) -> Options:
    group = groups()[id]
    short = words.isupper() and words != group.name and group.role in ("REB", "CRM")
    why = f"group {id} ({group.name})"
    return Options((), "organ", group.role, why, short or words in carriers("doubtful"), id)


@cache
def grouped() -> dict[str, str]:
    """Group id by every name of a group."""
    return {name: group.id for group in groups().values() for name in (group.name, *group.aliases)}
