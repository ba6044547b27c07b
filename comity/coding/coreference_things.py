"""What a pronoun may lead back to: the persons, states, bodies and groups that a sentence names, each with its part in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from comity.coding.coreference_nouns import head_noun, plural, prepositional, role_at
from comity.coding.coreference_words import kind_of
from comity.coding.people import Person
from comity.coding.people_words import title_of
from comity.coding.stops import SAYS
from comity.schema import Mention, Span

_HEAD = re.compile(r"(?:['\u2019]s?)?((?:\s+[A-Za-z][\w-]*){1,5})")
_LABEL = re.compile(r"\W*(?:(?:Mr|Mrs|Ms|Dr|President|Minister|Prime Minister|Secretary)\.?)?\W*")
_SPEAKS_AFTER = re.compile(rf"[^.;!?\"\u201c\u201d]{{0,60}}?\b{SAYS}\b")
_SPEAKS_BEFORE = re.compile(rf"(?:\b{SAYS}|[Aa]ccording to)\s+(?:the\s+|an?\s+)?(?:[\w-]+\s+){{0,3}}$")


@dataclass(frozen=True, slots=True)
class Thing:
    """Words that stand for somebody and may be led back to.

    `[start, end)` holds the noun phrase, `span` the mention in it. `sort`: person, state, body or organ; `many` where it is plural. `role` in its
    clause: subject (of the sentence), inner (of a clause inside it), object, oblique, possessor or modifier. `noun` is the title or organ noun. `quoted` is the place of the
    quotation around it, -1 outside. `speaks`: a word of saying stands by it. `sure` is below 1 where it was itself led back.
    """

    start: int
    end: int
    span: Span
    actors: tuple[str, ...]
    sort: str
    sentence: int
    role: str
    many: bool = False
    gender: str = ""
    name: str = ""
    noun: str = ""
    quoted: int = -1
    speaks: bool = False
    place: bool = False
    sure: float = 1.0

    def same(self, other: Thing) -> bool:
        """Whether two things are one, by name or else by actors and sort."""
        if self.name or other.name:
            return self.name == other.name
        return self.actors == other.actors


def things(text: str, sentence: Span, mentions: Sequence[Mention], persons: dict[int, Person]) -> list[Thing]:
    """The things of a sentence in order. `persons` by the end of each of their spans.

    >>> text = "The Russian foreign minister told Ankara that Greek ships had left."
    >>> adjective, capital = Mention(4, 11, ("RUS",), "adjective", 0), Mention(34, 40, ("TUR",), "capital", 0)
    >>> [(t.actors, t.sort, t.role, t.noun) for t in things(text, (0, 67), [adjective, capital], {})]
    [(('RUS',), 'person', 'subject', 'foreign minister'), (('TUR',), 'state', 'object', '')]
    """
    found: list[Thing] = []
    for place, mention in enumerate(mentions):
        limit = mentions[place + 1].start if place + 1 < len(mentions) else sentence[1]
        one = _thing(text, sentence, mention, limit, persons.get(mention.end))
        if one.sort == "person" and not one.name and one.end + 1 >= limit and _named(mentions[place + 1 : place + 2]):
            one = replace(one, sort="state", role="modifier", end=mention.end)
        before = found[-1] if found else None
        if one.role in {"subject", "inner"} and prepositional(text, one.start, one.end, sentence[1]):
            one = replace(one, role="oblique")
        if before and one.role == "joined":
            one = replace(one, role=before.role if before.role != "modifier" else "subject")
        found.append(one)
    return found


def _named(mentions: Sequence[Mention]) -> bool:
    return bool(mentions) and mentions[0].kind in {"leader", "person"}


def _thing(text: str, sentence: Span, mention: Mention, limit: int, person: Person | None) -> Thing:
    start = mention.start
    role = role_at(text, sentence[0], start)
    sort, end, noun, many = _sort(text, mention, limit)
    if sort == "person" and _LABEL.fullmatch(text[sentence[0] : start] + text[mention.end : sentence[1]]):
        role = "label"
    if sort == "modifier":
        sort, role = "state", "modifier"
    elif sort == "possessor":
        sort, role = _actor_sort(mention.actors), "possessor"
    after = text[end : min(sentence[1], end + 90)]
    speaks = bool(_SPEAKS_AFTER.match(after) or _SPEAKS_BEFORE.search(text[max(sentence[0], start - 60) : start]))
    return Thing(
        start,
        end,
        (mention.start, mention.end),
        mention.actors,
        sort,
        mention.sentence,
        role,
        many,
        person.gender if person else title_of(noun.split()[-1])[1] if noun else "",
        mention.person or (person.name if person else ""),
        noun or (person.title if person else ""),
        speaks=speaks,
        place=mention.kind == "place",
    )


def _actor_sort(actors: tuple[str, ...]) -> str:
    kinds = {kind_of(actor) for actor in actors}
    return "body" if kinds and not kinds & {"", "state"} else "state"


def _sort(text: str, mention: Mention, limit: int) -> tuple[str, int, str, bool]:
    """Sort, end of the noun phrase, head noun, and whether it is plural."""
    if mention.kind in {"leader", "person"}:
        return "person", mention.end, "", False
    word = text[mention.start : mention.end]
    head = _HEAD.match(text, mention.end, limit)
    through = mention.kind == "adjective" or (head is not None and head[0][0] in "'\u2019")
    noun, end, many = head_noun(head[1], head.start(1), through) if head else ("", mention.end, False)
    if noun:
        person = title_of(noun.split()[-1])[0] in {"for", "own"}
        return ("person" if person and not many else "organ"), end, noun, many
    if head and head[0].startswith(("'", "\u2019")):
        return "possessor", mention.end, "", False
    if mention.kind in {"adjective"}:
        return "modifier", mention.end, "", False
    if mention.kind == "organ":
        last = word.split()[-1].lower()
        person = title_of(last)[0] in {"for", "own"}
        return ("person" if person else "organ"), mention.end, word.lower(), plural(last)
    if mention.kind == "demonym":
        return "organ", mention.end, "", word.endswith("s")
    return _actor_sort(mention.actors), mention.end, "", len(mention.actors) > 1
