"""Every spelling under which a text may name somebody: names, organs, groups, leaders, and the names that mislead."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from comity.actors import Actors
from comity.actors.confusables import read_confusables
from comity.actors.leaders import TITLES, spellings
from comity.actors.organs import Organ, read_organs
from comity.coding.alike import alike
from comity.coding.naming_tables import Group, carriers, groups, prefixes

WITH_ARTICLE = "The Hague"
"""The one name whose article belongs to it."""
SHORTEST_SHOUT = 4
"""Letters of the shortest surname that is looked for in capitals too."""


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling. `words` is what `comity.actors` is asked for; `sort`: carrier, name, organ, group, prefix or person."""

    words: str
    sort: str
    id: str = ""
    shouted: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A run `[start, end)` of the text that is a known spelling, and which."""

    start: int
    end: int
    form: Form


def forms(actors: Actors) -> dict[str, Form]:
    """Form by spelling. Where one spelling has several, names that mislead come first, then names, organs, groups, leaders."""
    found: dict[str, Form] = {}
    for form in (*_carriers(), *_names(actors), *_organs(actors), *_groups(), *_prefixes(), *_persons(actors)):
        for spelling in _spellings(form.words, form.sort):
            found.setdefault(spelling, form)
    for form in [form for form in found.values() if _may_shout(form)]:
        found.setdefault(alike(form.words).upper(), Form(form.words, form.sort, form.id, shouted=True))
    return found


def _may_shout(form: Form) -> bool:
    if form.sort in ("carrier", "prefix") or form.words.isupper():
        return form.sort == "carrier" and len(form.words) > SHORTEST_SHOUT
    return len(form.words) >= SHORTEST_SHOUT or form.sort == "name"


def _spellings(words: str, sort: str) -> set[str]:
    plain = alike(words)
    bare = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    some = {plain, bare}
    if words == WITH_ARTICLE:
        some.add("the" + words[3:])
    elif words[:4].lower() == "the ":
        some = {one[4:] for one in some}
    if words.isupper() and words.isalpha() and 2 <= len(words) <= 4:
        dotted = ".".join(words)
        some |= {dotted + ".", dotted}
    if sort == "person":
        some |= {one.replace("-", " ") for one in some if " " in one}
    some |= {one[0].upper() + one[1:] for one in some}
    return {one for one in some if len(one) > 1 and any(map(str.isupper, one))}


def _carriers() -> Iterator[Form]:
    known = {name for group in groups().values() for name in (group.name, *group.aliases)}
    for words in sorted(carriers("name")):
        yield Form(words, "carrier")
    for row in read_confusables():
        if row.day is None and not row.expect and row.mention not in known and row.mention[:1].isupper():
            yield Form(row.mention, "carrier")


def _names(actors: Actors) -> Iterator[Form]:
    for name in sorted(actors.names(), key=lambda name: name.name.startswith("the ")):
        if "," not in name.name or name.kind == "capital":
            yield Form(name.name, "name", name.id)


def _organs(actors: Actors) -> Iterator[Form]:
    """Organs by proper name, save those that only put the state's name before one ("US State Department")."""
    owned = {name.name for name in actors.names()}
    for organ in read_organs():
        if organ.id and not _led_by_name(organ, owned):
            yield Form(organ.name, "organ", organ.id)


def _led_by_name(organ: Organ, owned: set[str]) -> bool:
    first, _, rest = organ.name.partition(" ")
    return bool(rest) and first in owned and first != "Israel" and rest not in ("Security Council", "General Assembly")


def _groups() -> Iterator[Form]:
    for group in groups().values():
        for words in _of_group(group):
            yield Form(words, "group", group.id)


def _of_group(group: Group) -> tuple[str, ...]:
    return (group.name, *group.aliases)


def _prefixes() -> Iterator[Form]:
    for prefix, id in prefixes().items():
        yield Form(prefix + "-", "prefix", id)


def _persons(actors: Actors) -> Iterator[Form]:
    for leader in actors.leaders():
        if actors.held(leader.state) is not None:
            for words in spellings(leader):
                first, _, rest = words.partition(" ")
                if words.endswith("."):
                    continue
                if not rest or words == leader.name or first.lower() not in TITLES:
                    yield Form(words, "person")
