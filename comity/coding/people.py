"""Natural persons named in a text, each with all the places where the name stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from comity.coding.people_evidence import Around, affiliation, persons_name, speaks_for
from comity.coding.people_found import Found
from comity.coding.people_linking import Known, link
from comity.coding.people_names import Candidate
from comity.coding.people_words import given_names, title_of
from comity.coding.sentences import Sentence
from comity.schema import Mention, Span


@dataclass(frozen=True, slots=True)
class Person:
    """A natural person as the text names them.

    `name` is the fullest form the text gives, `spans` every place of it in order, misspelt ones too. `actors` are the states or bodies the
    person speaks for: none for analysts, professors, witnesses. `title` and `affiliation` are words of the text, `role` a PLOVER sector code or "",
    `gender` the pronoun "he" or "she" where title or given name tell, else "".
    """

    name: str
    spans: tuple[Span, ...]
    actors: tuple[str, ...] = ()
    role: str = ""
    title: str = ""
    affiliation: str = ""
    gender: str = ""


def people(text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[Person]:
    """The persons of a text, ordered by where they are first named. Never raises; linear in the length of the text.

    `mentions` of kind "leader" are persons with their actors; other mentions are no parts of names.

    >>> from comity.coding.sentences import sentences as cut
    >>> text = "Raffaela Conti, a senior analyst at the Nordic Institute, spoke. Talks failed, Conti said."
    >>> [(p.name, len(p.spans), p.affiliation, p.gender) for p in people(text, cut(text), ())]
    [('Raffaela Conti', 2, 'Nordic Institute', 'she')]
    """
    found = Found(text, sentences, mentions)
    near = {one: found.around(one) for one in found.candidates}
    known: list[Known] = []
    for one in sorted(found.candidates, key=lambda one: (len(one.words) < 2, one.start)):
        _learn(one, near[one], known, found)
    for one in found.candidates:
        person = _whose(one, near[one], known, found)
        if person:
            _tell(person, one, near[one], found)
    return sorted((_person(text, one) for one in known if one.spans), key=lambda p: p.spans)


def _learn(one: Candidate, near: Around, known: list[Known], found: Found) -> None:
    """Add the person of a name to those known, where it is new and certain to be a person's."""
    listed = found.listed.get((one.start, one.end))
    if listed is None and (found.headline(one.sentence) or not persons_name(one, near)):
        return
    if _whose(one, near, known, found):
        return
    words = tuple(listed.person.split()) if listed and listed.person else one.words
    known.append(Known(words, listed=(listed.person or " ".join(one.words)) if listed else ""))


def _whose(one: Candidate, near: Around, known: Sequence[Known], found: Found) -> Known | None:
    listed = found.listed.get((one.start, one.end))
    if listed and listed.person:
        for person in known:
            if person.listed == listed.person:
                return person
        known = [person for person in known if not person.listed]
    return link(one.words, _courtesy(found.text, one, near) if len(one.words) == 1 else "", known)


def _courtesy(text: str, one: Candidate, near: Around) -> str:
    """The pronoun that the title before a name tells: "she" for "Ms Conti"."""
    before = text[max(0, one.start - 30) : one.start].split()
    own = title_of(before[-1])[1] if before else ""
    return own or next((g for w in text[slice(*near.before)].split()[::-1] if (g := title_of(w)[1])), "")


def _tell(person: Known, one: Candidate, near: Around, found: Found) -> None:
    """Give a person one more span and what stands around it: the first title, affiliation and actors stay."""
    person.spans.append((one.start, one.end))
    person.forms.append(found.text[one.start : one.end])
    listed = found.listed.get((one.start, one.end))
    person.gender = person.gender or _courtesy(found.text, one, near) or _given(one.words)
    if listed and not person.actors:
        person.actors = listed.actors
    for span in (near.before, near.after):
        words = found.text[slice(*span)]
        if not words.strip() or (span == near.after and len(one.words) < 2 and person.title):
            continue
        person.title = person.title or words.strip()
        person.affiliation = person.affiliation or affiliation(words)
        if not person.listed and not person.actors:
            person.actors = speaks_for(words, found.inside(one, span), span[0])
        person.gender = person.gender or next((g for w in words.split() if (g := title_of(w)[1])), "")
    owner = found.possessor(one)
    if owner and not person.actors:
        person.actors = owner.actors


def _given(words: Sequence[str]) -> str:
    return given_names().get(words[0], "") if len(words) > 1 else ""


def _person(text: str, one: Known) -> Person:
    counts = Counter(one.forms)
    long = [form for form in counts if len(form.split()) > 1]
    name = max(long or counts, key=lambda form: (len(form.split()) > 1, counts[form]))
    gender = one.gender or _given(one.words)
    return Person(name, tuple(one.spans), one.actors, "", one.title, one.affiliation, gender)
