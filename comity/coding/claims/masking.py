"""Sentences with one mark for every mention of a state or body, so that patterns can speak of "somebody"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from comity.actors import get
from comity.errors import ComityError
from comity.schema import Mention

ONE, SEVERAL = 0xE000, 0xF000
"""First marks of a mention of one actor, and of one of several ("the two countries", "Peru and Chile")."""

LAST = 0xF8FF
MARK = "[\ue000-\uf8ff]"
_PRIVATE = re.compile(MARK)
_JOIN = re.compile(r"(?:,? (?:and|&) |, | ?[-\u2013\u2014/] ?)(?:the |both |with )?|['\u2019]s? and ")
_STEP = re.compile(r" |, | \(|['\u2019]s ")
_OF = re.compile(
    r"\b(?:leaders?|presidents?|(?:foreign |prime |defen[cs]e )?ministers?|premiers?|diplomats|heads of (?:state|government)|chancellors?) (?:of|from) (?:the )?$",
    re.I,
)
PLAIN = frozenset({"name", "bloc", "adjective", "demonym", "pronoun", "phrase"})
FACES = frozenset({"leader", "organ", "person"})
_LEADERS = re.compile(
    r"\b(?:leaders?|presidents?|ministers?|premiers?|diplomats|envoys|heads of (?:state|government)|counterparts?|chancellors?|kings?)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Masked:
    """`text` of a sentence with marks; `at` maps each of its characters, and the end, to a character of the document.

    `actors` and `faces` (whether leaders or organs stand for them) are those of each mark, `places` where it stands in the document; `organs` are marks of
    an organ, such as the council of a body, `named` of those called by a name of their own, not by a capital or a leader.
    """

    text: str
    at: Sequence[int]
    actors: dict[str, tuple[str, ...]]
    faces: dict[str, bool]
    places: tuple[int, ...] = ()
    organs: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the marked text stands in the document."""
        return self.at[start], self.at[end]


def masked(text: str, start: int, end: int, mentions: Sequence[Mention]) -> Masked:
    """The sentence `text[start:end]` with its mentions marked, those that belong together as one.

    >>> one = masked("Peru met Chile.", 0, 15, [Mention(0, 4, ("PER",), "name", 0), Mention(9, 14, ("CHL",), "name", 0)])
    >>> one.text == "\\ue000 met \\ue001.", one.actors
    (True, {'\\ue000': ('PER',), '\\ue001': ('CHL',)})
    """
    groups = _grouped(text, [m for m in mentions if m.actors and m.kind != "place"])
    parts: list[str] = []
    at: list[int] = []
    actors: dict[str, tuple[str, ...]] = {}
    faces: dict[str, bool] = {}
    organs: set[str] = set()
    named: set[str] = set()
    free = start
    for group in groups[: LAST - SEVERAL]:
        first, last = group[0].start, group[-1].end
        who = tuple(dict.fromkeys(id for mention in group for id in mention.actors))
        mark = chr((SEVERAL if len(who) > 1 else ONE) + len(actors))
        parts.append(_PRIVATE.sub(" ", text[free:first]) + mark)
        at += [*range(free, first), first]
        actors[mark] = who
        named |= {mark} if group[0].kind in PLAIN else set()
        organs |= {mark} if group[-1].kind == "organ" else set()
        faces[mark] = any(_is_face(text, mention) for mention in group)
        free = last
    parts.append(_PRIVATE.sub(" ", text[free:end]))
    at += [*range(free, end), end]
    return Masked(
        "".join(parts).replace("\n", " "),
        at,
        actors,
        faces,
        tuple(group[0].start for group in groups),
        frozenset(organs),
        frozenset(named),
    )


def _is_face(text: str, mention: Mention) -> bool:
    """Whether a person or organ stands for the actor: here, or where a pronoun leads back to, or in the words around."""
    if mention.kind in FACES or _LEADERS.search(text, mention.start, mention.end + 30):
        return True
    if _OF.search(text, max(0, mention.start - 40), mention.start):
        return True
    back = mention.antecedent
    return back is not None and bool(_LEADERS.search(text, max(0, back[0] - 30), back[1] + 30))


def _grouped(text: str, mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Mentions one after the other that name one actor ("Peruvian president Ana Flores"), or several that are listed."""
    groups: list[list[Mention]] = []
    listing = False
    for mention in mentions:
        before = groups[-1][-1] if groups else None
        between = text[before.end : mention.start] if before else ""
        same = before is not None and set(before.actors) == set(mention.actors)
        if before is not None and same and len(before.actors) == 1 and _STEP.fullmatch(between) and between != ", ":
            groups[-1].append(mention)
            continue
        joined = before is not None and not same and _JOIN.fullmatch(between) and _alike(before, mention)
        if joined and (between.strip() != "," or listing or _listed(text, mention, mentions)):
            groups[-1].append(mention)
            listing = True
        else:
            groups.append([mention])
            listing = False
    return groups


def _listed(text: str, mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a list goes on behind a mention and ends with "and": a comma alone joins nothing."""
    following = next((m for m in mentions if m.start >= mention.end), None)
    if following is None:
        return False
    between = text[mention.end : following.start]
    return bool(_JOIN.fullmatch(between)) and (
        " and " in between or (between.strip() == "," and _listed(text, following, mentions))
    )


def _alike(one: Mention, two: Mention) -> bool:
    """A state and a body are not listed together, nor is a pronoun of its own."""
    return _kind(one) == _kind(two) and two.kind != "pronoun"


def _kind(mention: Mention) -> bool:
    try:
        return any(get(id).kind != "state" for id in mention.actors)
    except ComityError:
        return False
