"""Whose somebody is: which of the names before a head it belongs to, and who held an office on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from comity import actors
from comity.actors import Leader
from comity.coding.roles_chunks import Chunk
from comity.errors import UnknownActor


@dataclass(frozen=True, slots=True)
class Owners:
    """Actors a head belongs to, the words that say so, and the role of a group among them."""

    actors: tuple[str, ...] = ()
    words: str = ""
    group: str = ""


def owners(before: Sequence[Chunk], head: Chunk | None, of_people: bool) -> Owners:
    """The first one named, and those joined to it by "and" or a comma.

    Of "Indian-American community" the last part counts, of "Franco-German officials" both. A place right before one who is posted there
    ("Syria envoy") or studies it is none.
    """
    chain = _chain(
        [n for n, chunk in enumerate(before) if chunk.sort in ("who", "group") and not _posting(before, n, head)],
        before,
    )
    if not chain:
        return Owners()
    some = [before[n] for n in chain]
    ids = [id for chunk in some for id in (chunk.actors[-1:] if chunk.kind == "pair" and of_people else chunk.actors)]
    group = next((chunk.role for chunk in some if chunk.sort == "group"), "")
    return Owners(tuple(dict.fromkeys(ids)), " ".join(chunk.words for chunk in some), group)


def _chain(places: list[int], before: Sequence[Chunk]) -> list[int]:
    chain = places[:1]
    for n in places[1:]:
        if all(chunk.sort == "join" for chunk in before[chain[-1] + 1 : n]) and n > chain[-1] + 1:
            chain.append(n)
    return chain


def _posting(before: Sequence[Chunk], n: int, head: Chunk | None) -> bool:
    posted = head is not None and head.word is not None and head.word.posted
    chunk = before[n]
    return (
        posted
        and n == len(before) - 1
        and chunk.kind == "name"
        and not chunk.owned
        and not is_body(chunk.actors[0] if chunk.actors else "")
    )


@cache
def is_body(id: str) -> bool:
    """Whether an actor is an organisation of states, not a state and not a definition such as the West."""
    try:
        return actors.get(id).kind not in ("state", "definition")
    except UnknownActor:
        return False


def in_office(state: str, offices: tuple[str, ...], day: date) -> str:
    """Who held the first of these offices that was held by one person alone on the day, or "".

    >>> in_office("DEU", ("head of government",), date(1955, 9, 10))
    'Konrad Adenauer'
    """
    for office in offices:
        names = {row.name for row in _leaders().get((state, office), ()) if row.spell.covers(day)}
        if len(names) == 1:
            return names.pop()
    return ""


@cache
def _leaders() -> dict[tuple[str, str], list[Leader]]:
    rows: dict[tuple[str, str], list[Leader]] = {}
    for row in actors.leaders():
        rows.setdefault((row.state, row.office), []).append(row)
    return rows
