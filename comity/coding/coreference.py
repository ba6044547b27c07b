"""Pronouns and phrases that lead back to somebody named: "he", "its", "the two leaders", "the ministry"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from comity.coding.coreference_anaphors import Anaphor, anaphors
from comity.coding.coreference_nouns import FOLLOWING, head_noun, role_at
from comity.coding.coreference_plural import ordered, several, they
from comity.coding.coreference_scene import Scene
from comity.coding.coreference_single import Found, single
from comity.coding.coreference_things import Thing, things
from comity.coding.people import Person
from comity.coding.people_words import title_of
from comity.coding.quotes import Quotation
from comity.coding.sentences import Sentence
from comity.schema import Mention


def corefer(
    text: str,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    persons: Sequence[Person],
    quotations: Sequence[Quotation],
) -> list[Mention]:
    """The mentions with those of persons, pronouns and phrases added, sorted, none inside another.

    A pronoun that cannot be settled gets no mention; first and second person are left out, and so is "it" that stands for nothing. Each
    new mention has the span it leads back to, a probability and a reason. Never raises; linear in the length of the text.

    >>> from comity.coding.sentences import sentences as cut
    >>> text = "Peru met Chile. The two countries signed."
    >>> named = [Mention(0, 4, ("PER",), "name", 0), Mention(9, 14, ("CHL",), "name", 0)]
    >>> corefer(text, cut(text), named, (), ())[-1].actors
    ('PER', 'CHL')
    """
    by_end = {end: person for person in persons for _, end in person.spans}
    given = _with_persons(sentences, mentions, persons)
    grouped: list[list[Mention]] = [[] for _ in sentences]
    for mention in given:
        if 0 <= mention.sentence < len(grouped):
            grouped[mention.sentence].append(mention)
    spans = [(piece.start, piece.end) for piece in sentences]
    found = [things(text, span, some, by_end) for span, some in zip(spans, grouped, strict=True)]
    scene = Scene(text, sentences, found, quotations)
    more: list[Mention] = []
    for number, span in enumerate(spans):
        for one in anaphors(text, span, number):
            if not any(m.start < one.end and one.start < m.end for m in grouped[number]):
                more += _settled(scene, one)
        scene.close(number)
    return sorted([*given, *more], key=lambda m: (m.start, m.end))


def _settled(scene: Scene, one: Anaphor) -> list[Mention]:
    """The mention of an anaphor that is settled, also told to the scene; else nothing."""
    found = _resolve(scene, one)
    if found is None:
        return []
    if one.shape in {"he", "she"} and found.person and not found.gender:
        scene.genders.setdefault(found.person, one.shape)
    scene.learn(_learnt(scene, one, found))
    kind = "pronoun" if one.shape in {"he", "she", "it", "they"} else "phrase"
    return [
        Mention(
            one.start, one.end, found.actors, kind, one.sentence, "", found.person, found.antecedent, found.confidence, found.trace
        )
    ]  # fmt: skip


def _learnt(scene: Scene, one: Anaphor, found: Found) -> Thing:
    """The anaphor as a thing that may be led back to; "its ministers" is the thing its noun names."""
    span = (one.start, one.end)
    whole = Thing(
        *span,
        span,
        found.actors,
        found.sort,
        one.sentence,
        one.role,
        found.many,
        found.gender,
        found.person,
        one.noun,
        sure=found.confidence,
    )
    if one.role != "possessive":
        return whole
    words = FOLLOWING.match(scene.text, one.end, scene.sentences[one.sentence].end)
    noun, end, many = head_noun(words[0], one.end) if words else ("", one.end, False)
    if not noun:
        return replace(whole, role="possessor")
    role = role_at(scene.text, scene.sentences[one.sentence].start, one.start)
    person = not many and title_of(noun.split()[-1])[0] in {"for", "own"}
    sort = "person" if person else "organ"
    return replace(
        whole,
        end=end,
        sort=sort,
        role=role if role != "joined" else "subject",
        many=many,
        noun=noun,
        gender="",
        name="",
    )


def _resolve(scene: Scene, one: Anaphor) -> Found | None:
    if one.shape == "several":
        return several(scene, one)
    if one.shape == "they":
        return they(scene, one)
    if one.shape in {"former", "latter"}:
        return ordered(scene, one)
    return single(scene, one)


def _with_persons(
    sentences: Sequence[Sentence], mentions: Sequence[Mention], persons: Sequence[Person]
) -> list[Mention]:
    """The mentions, named as the text first names the person, and one more for every other place of a person's name."""
    by_end = {end: person for person in persons for _, end in person.spans}
    given = [_named(mention, by_end) for mention in sorted(mentions, key=lambda m: (m.start, m.end))]
    starts, firsts = [m.start for m in given], [piece.start for piece in sentences]
    more = []
    for person in persons:
        for start, end in person.spans:
            place, number = bisect_left(starts, end) - 1, bisect_right(firsts, start) - 1
            if number >= 0 and (place < 0 or given[place].end <= start):
                more.append(_person(person, start, end, number))
    return sorted([*given, *more], key=lambda m: (m.start, m.end))


def _named(mention: Mention, by_end: dict[int, Person]) -> Mention:
    person = by_end.get(mention.end) if mention.kind in {"leader", "person"} else None
    return replace(mention, person=person.name) if person else mention


def _person(person: Person, start: int, end: int, sentence: int) -> Mention:
    why = f"{person.name}, {person.title}" if person.title else person.name
    return Mention(start, end, person.actors, "person", sentence, person.role, person.name, None, 0.9, why)
