"""The grammar of a phrase that means somebody: its head, whose it is, and the person named."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from comity.actors.leaders import PARTICLES, TITLES
from comity.coding.roles_chunks import Chunk, chunks, counted
from comity.coding.roles_owning import Owners, in_office, is_body, owners
from comity.coding.roles_words import Word, ends, lesser
from comity.coding.spacing import wordset

DEEPEST = 3
"""Complements within complements that are followed."""
_NONE = Word("", "", "carrier", ("of",))
_LOYAL = frozenset({"loyal", "allied", "aligned", "affiliated"})
_PARTICIPLE = re.compile(r"[a-z]{3,}(?:ed|ing|ly)|held|led|sent|seen|born|shot|known|based|made|built|caught|left")
_OFFICIAL = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY", "IGO"})
_BECOMES_IGO = frozenset({"", "GOV", "LEG", "JUD", "PTY", "SPY"})
_OF_PEOPLE = frozenset({"CVL", "BUS", "EDU", "MED", "REL", "NGO", "LAB", "CRM", "REF", ""})
_STAYS = wordset("CVL REF MED EDU BUS REL LAB ELI OPP COP JUD")
_OFFICES = wordset("president premier chancellor secretary minister king queen emperor chairman")


@dataclass(frozen=True, slots=True)
class Read:
    """What was understood of a phrase, and which words decided."""

    actors: tuple[str, ...] = ()
    role: str = ""
    person: str = ""
    trace: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Parts:
    """A phrase cut: what stands up to its head, the head, the name behind it, the preposition and its complement."""

    before: list[Chunk]
    head: Chunk | None
    name: str
    leader: Chunk | None
    link: str
    complement: list[str]
    opening: list[str]


def read(words: list[str], day: date | None, depth: int = 0) -> Read:
    """What the words mean together."""
    opening, words = words, counted(words)
    if not words or depth > DEEPEST:
        return Read()
    apposed = _apposed(words, day, depth)
    if apposed is not None:
        return apposed
    parts = cut(chunks(words, day), opening)
    word = (parts.head.word if parts.head else None) or _NONE
    inner = read(parts.complement, day, depth + 1) if parts.link in word.takes else Read()
    role, why = _role(parts, word, inner)
    own = owners(parts.before, parts.head, role in _OF_PEOPLE)
    found, whose = _actors(parts, own, inner)
    role = _settled(role, found, own, parts)
    return Read(found, role, _person(parts, word, found, day), (*why, *whose))


def _apposed(words: list[str], day: date | None, depth: int) -> Read | None:
    """ "Sergei Lavrov, the Russian foreign minister" and the other way round; what else follows a comma is left."""
    place = next((n for n, word in enumerate(words) if word in ",;"), 0)
    if not place:
        return None
    left, right = words[:place], words[place + 1 :]
    if _listed(left, right, day):
        return read([*left, "and", *(word for word in right if word not in ",;")], day, depth + 1)
    if _is_name(left, day) and right:
        return replace(read(right, day, depth + 1), person=" ".join(left))
    told = read(left, day, depth + 1)
    name = right[: next((n for n, word in enumerate(right) if word in ",;"), len(right))]
    return replace(told, person=" ".join(name)) if not told.person and _is_name(name, day) else told


def _listed(left: list[str], right: list[str], day: date | None) -> bool:
    some = chunks(left, day)
    return (
        bool(some)
        and all(chunk.sort == "who" for chunk in some)
        and bool({"and", "or"} & {word.lower() for word in right})
    )


def _is_name(words: list[str], day: date | None) -> bool:
    if not 1 <= len(words) <= 5 or not all(map(_of_a_name, words)):
        return False
    return all(chunk.sort in ("rest", "leader") for chunk in chunks(words, day))


def _of_a_name(word: str) -> bool:
    return word[:1].isupper() or word.lower() in PARTICLES or word.split("-")[0] in PARTICLES


def cut(found: list[Chunk], opening: list[str]) -> Parts:
    """The phrase up to its head, and what follows."""
    stop = next((n for n, chunk in enumerate(found) if n and _ends(chunk, found[n - 1])), len(found))
    main, rest = found[:stop], found[stop:]
    tail = [word for chunk in rest for word in chunk.words.split()]
    place = _head(main)
    leader = next((chunk for chunk in main[max(place, 0) :] if chunk.sort == "leader" and not chunk.owned), None)
    head = main[place] if place >= 0 else None
    titled = head is not None or (bool(main) and main[0].kind == "organ" and main[0].role == "GOV")
    name = _name_behind(main[max(place, 0) + 1 :]) if titled and not leader else ""
    before = main[:place] if head else [chunk for chunk in main if chunk is not leader]
    link, complement = _link(tail)
    return Parts(before, head, name, leader, link, complement, opening)


def _link(tail: list[str]) -> tuple[str, list[str]]:
    """The preposition and what stands behind it; those loyal to somebody are theirs."""
    if len(tail) > 2 and tail[0].lower() in _LOYAL:
        return "of", tail[2:]
    return (tail[0].lower(), tail[1:]) if tail else ("", [])


def _head(main: list[Chunk]) -> int:
    """The last head; a rank right before a leader's name ("ruler General X") is part of the name."""
    places = [n for n, chunk in enumerate(main) if chunk.sort == "head"]
    behind = main[places[-1] + 1 :] if places else []
    if behind and behind[0].sort == "leader" and main[places[-1]].words.lower() in TITLES - _OFFICES:
        places.pop()
    return places[-1] if places else -1


def _ends(chunk: Chunk, previous: Chunk) -> bool:
    if chunk.sort != "rest":
        return False
    word = chunk.words
    return word.lower() in ends() | _LOYAL or (
        previous.sort in ("head", "leader") and bool(_PARTICIPLE.fullmatch(word))
    )


def _name_behind(some: list[Chunk]) -> str:
    words = [chunk.words for chunk in some if chunk.sort in ("rest", "leader")]
    return (
        " ".join(words).removesuffix("'s") if words and len(words) == len(some) and all(map(_of_a_name, words)) else ""
    )


def _role(parts: Parts, word: Word, inner: Read) -> tuple[str, tuple[str, ...]]:
    """The sector code and the words that gave it."""
    strong = next((chunk for chunk in parts.before if chunk.word and chunk.word.sort == "strong"), None)
    if strong:
        return strong.role, (f"{strong.words!r} is {strong.role}",)
    if parts.head is None:
        return _headless(parts, inner)
    said = f"head {parts.head.words!r}"
    if word.sort == "head":
        role = "IGO" if inner.role == "IGO" and word.role in _BECOMES_IGO else word.role
        return role, (f"{said} is {role}",)
    if parts.leader and parts.leader.kind == "figure":
        return parts.leader.role, (f"{parts.leader.words!r} is known as {parts.leader.role}",)
    giver = next((chunk for chunk in reversed(parts.before) if chunk.role or chunk.kind == "metonym"), None)
    if giver:
        role = giver.role or "GOV"
        return role, (f"{said}, {giver.words!r} is {role}",)
    if inner.role and parts.link in ("of", "for", "to"):
        return inner.role, (f"{said} {parts.link} {inner.role}",)
    return word.role, (f"{said} is {word.role}" if word.role else said,)


def _headless(parts: Parts, inner: Read) -> tuple[str, tuple[str, ...]]:
    if parts.leader:
        said = "holds office" if parts.leader.kind == "leader" else f"is known as {parts.leader.role}"
        return parts.leader.role, (f"{parts.leader.words!r} {said}",)
    if not parts.before:
        return inner.role, ()
    last = parts.before[0 if parts.name else -1]
    if last.sort in ("who", "group"):
        role = last.role or _of_kind(last)
        return role, (f"{last.words!r} is {role}",) if role else ()
    return inner.role, ()


def _of_kind(chunk: Chunk) -> str:
    if chunk.kind in ("capital", "metonym"):
        return "GOV"
    plural = chunk.kind == "plural demonym" or (chunk.kind == "demonym" and chunk.words.endswith("s"))
    return "CVL" if plural or chunk.kind == "demonym" else ""


def _actors(parts: Parts, own: Owners, inner: Read) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Whose it is: its own modifiers, else the leader's state, else what the head takes behind it, else who leads it."""
    if own.actors or own.words:
        return own.actors, (
            f"{own.words!r} is {'+'.join(own.actors)}" if own.actors else f"{own.words!r} names several or none",
        )
    if parts.leader:
        return (
            (parts.leader.actors, (f"{parts.leader.words!r} is {parts.leader.person}",))
            if len(parts.leader.actors) == 1
            else ((), ())
        )
    if inner.actors:
        return inner.actors, (f"behind {parts.link!r}: {'+'.join(inner.actors)}",)
    lead = next((chunk for chunk in parts.before if chunk.sort == "lead" and chunk.actors), None)
    return (lead.actors, (f"{lead.words!r}",)) if lead else ((), ())


def _settled(role: str, found: tuple[str, ...], own: Owners, parts: Parts) -> str:
    """The role after the group named, past office and the kind of actor have had their say."""
    if own.group and role not in _STAYS and (parts.head is None or role in ("", "GOV", "IGO", "MIL")):
        role = own.group
    past = any(chunk.past for chunk in [*parts.before, *([parts.head] if parts.head else [])])
    bears = parts.head is None or (parts.head.word is not None and bool(parts.head.word.offices))
    if role in _OFFICIAL and (past or (parts.leader is not None and parts.leader.past and bears)):
        return "ELI"
    if found and all(map(is_body, found)) and role in _BECOMES_IGO:
        return "IGO"
    return role


def _person(parts: Parts, word: Word, found: tuple[str, ...], day: date | None) -> str:
    """The name in the phrase, else whoever held the office on the day."""
    if parts.leader:
        return parts.leader.person
    if parts.name or parts.head is None or len(found) != 1 or day is None:
        return parts.name
    others = {chunk.words.lower() for chunk in parts.before} | {parts.opening[0].lower()}
    if parts.head.plural or parts.head.past or others & lesser() or any(chunk.sort == "mod" for chunk in parts.before):
        return ""
    return in_office(found[0], word.offices, day)
