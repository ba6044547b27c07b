"""Natural persons named in a text, each with all the places where the name stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from comity.coding.people_company import company
from comity.coding.people_evidence import Around, affiliation, persons_name, speaks_for
from comity.coding.people_found import Found
from comity.coding.people_linking import OFFICES, Known, Register
from comity.coding.people_names import Candidate
from comity.coding.people_words import given_names, title_of
from comity.coding.roles import resolve_phrase
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
    register = Register()
    for one in sorted(found.candidates, key=lambda one: (len(one.words) < 2, one.start)):
        _learn(one, near[one], register, found)
    for one in company(found.candidates, text, register):
        register.add(Known(one.words))
    for one in found.candidates:
        person, name = _meant(one, near[one], register, found)
        if person:
            _tell(person, name, near[one], found)
    return sorted((_person(one) for one in register.persons if one.spans), key=lambda p: p.spans)


def _learn(one: Candidate, near: Around, register: Register, found: Found) -> None:
    """Add the person of a name to those known, where it is new and certain to be a person's."""
    listed = found.listed.get((one.start, one.end))
    if listed is None and (found.headline(one.sentence) or not persons_name(one, near)):
        return
    if _whose(one, near, register, found):
        return
    words = tuple(listed.person.split()) if listed and listed.person else one.words
    office = _office(found.text, near)
    if len(words) == 1 and not office and register.borne(words):
        return
    gender = _courtesy(found.text, one, near) or _given(one.words)
    name = (listed.person or " ".join(one.words)) if listed else ""
    register.add(Known(words, listed=name, office=office, gender=gender))


def _meant(one: Candidate, near: Around, register: Register, found: Found) -> tuple[Known | None, Candidate]:
    """Who is meant, by the whole name or, where it opens a sentence, without its first word ("Yesterday Conti")."""
    person = _whose(one, near, register, found)
    opens = one.start == found.sentences[one.sentence].start and (one.start, one.end) not in found.listed
    if person or not opens or len(one.words) < 2 or one.words[0] in given_names():
        return person, one
    rest = replace(one, start=one.start + found.text[one.start : one.end].find(one.words[1], 1), words=one.words[1:])
    return register.link(rest.words), rest


def _whose(one: Candidate, near: Around, register: Register, found: Found) -> Known | None:
    listed = found.listed.get((one.start, one.end))
    if listed and listed.person:
        return register.leader(listed.person) or register.link(one.words, unlisted=True)
    if len(one.words) > 1:
        return register.link(one.words)
    return register.link(one.words, _courtesy(found.text, one, near), _office(found.text, near))


def _office(text: str, near: Around) -> str:
    """The title of an office in the words around a name: "mayor" for "the mayor of Lima"."""
    for span in (near.before, near.after):
        for word in text[slice(*span)].lower().split():
            if word.strip(".,") in OFFICES:
                return word.strip(".,")
    return ""


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
    if listed:
        person.actors, person.role = person.actors or listed.actors, person.role or listed.role
    for span in (near.before, near.after):
        words = found.text[slice(*span)].strip()
        if words and not (span == near.after and len(one.words) < 2 and person.title):
            _titled(person, words, found, one, span)
    owner = found.possessor(one)
    if owner and not person.actors:
        person.actors = owner.actors


def _titled(person: Known, words: str, found: Found, one: Candidate, span: Span) -> None:
    """What title words say of a person."""
    person.title = person.title or words
    person.affiliation = person.affiliation or affiliation(words)
    person.role = person.role or resolve_phrase(words).role
    if not person.listed and not person.actors:
        person.actors = speaks_for(words, found.inside(one, span), span[0])
    person.gender = person.gender or next((g for w in words.split() if (g := title_of(w)[1])), "")


def _given(words: Sequence[str]) -> str:
    return given_names().get(words[0], "") if len(words) > 1 else ""


def _person(one: Known) -> Person:
    counts = Counter(one.forms)
    long = [form for form in counts if len(form.split()) > 1]
    name = max(long or counts, key=lambda form: (len(form.split()) > 1, counts[form]))
    gender = one.gender or _given(one.words)
    return Person(name, tuple(one.spans), one.actors, one.role, one.title, one.affiliation, gender)
