"""What a pronoun may lead back to: the persons, states, bodies and groups that a sentence names, each with its part in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from comity.coding.coreference_words import kind_of, nouns
from comity.coding.people import Person
from comity.coding.people_words import title_of
from comity.coding.spacing import wordset
from comity.coding.stops import SAYS
from comity.schema import Mention, Span

FORCES = wordset(
    "troops forces soldiers officials diplomats officers police authorities guards negotiators lawmakers ministers leaders envoys warplanes jets "
    "ships warships vessels fighters militants rebels prosecutors investigators generals commanders delegates delegations citizens nationals "
    "people aircraft planes drones helicopters missiles marines paratroopers pilots agents spies hackers companies firms farmers fishermen "
    "students"
)
_HEAD = re.compile(r"(?:['\u2019]s?)?((?:\s+[a-z][\w-]*){1,5})")
FOLLOWING = re.compile(r"(?:\s+[a-z][\w-]*){1,5}")
_WORDS = re.compile(r"[\w'\u2019-]+|[^\w\s]")
_DETERMINERS = wordset("the a an its his her their this that these those both all some two three many most several one")
_PREPOSITIONS = wordset(
    "of in on at to with from for against between among by over under about into towards toward upon near around across through via despite "
    "without within beyond beside besides like unlike per amid amidst alongside including concerning regarding than inside outside off"
)
_OPENERS = wordset(
    "that which who whom while when where because if although though after before since as until unless and but or yet so whether than then "
    "meanwhile however also nor"
)
_STOPS = (
    _PREPOSITIONS
    | _OPENERS
    | _DETERMINERS
    | wordset(
        "is was are were be been has had have will would could can may might must should did does do not never let said to"
    )
)
_EITHER = frozenset(["before", "after", "since", "until", "as", "than", "but"])
_INNER = wordset(
    "that which who whom when where because if although though after before since as until unless whether while than"
)
_PEOPLE = re.compile(r"[a-z]{2,}(?:ers|eers|ists|men|ians|ants|ors)$")
_NO_PEOPLE = wordset(
    "numbers powers papers borders waters orders quarters matters centers offers letters errors doors floors factors plants grants transistors "
    "motors reactors tankers bombers cruisers carriers destroyers containers computers towers rivers flowers servers shelters banners corridors "
    "sectors ministers leaders counters markers layers dollars terminals headquarters barriers monitors tractors"
)
SAID = re.compile(rf"(?:{SAYS}|saying|insist(?:s|ed|ing)?|claim(?:s|ing)?|den(?:y|ies|ied)|warning|vow(?:s|ed)|confirm(?:s|ed)|report(?:s|ed)|argue[sd]?|"
                  r"announc(?:es|ed|ing)|believe[sd]?|fear(?:s|ed)|think|thinks|thought|hope[sd]?|allege[sd]?|maintain(?:s|ed)|reiterat(?:es|ed)|"
                  r"acknowledg(?:es|ed)|conced(?:es|ed)|admit(?:s|ted)|pledge[sd]?|promise[sd]?|suggest(?:s|ed)|predict(?:s|ed)|know|knows|knew)$")  # fmt: skip
_SPEAKS_AFTER = re.compile(rf"[^.;!?\"\u201c\u201d]{{0,60}}?\b{SAYS}\b")
_SPEAKS_BEFORE = re.compile(rf"(?:\b{SAYS}|[Aa]ccording to)\s+(?:the\s+|an?\s+)?(?:[\w-]+\s+){{0,3}}$")


@dataclass(frozen=True, slots=True)
class Thing:
    """Words that stand for somebody and may be led back to.

    `[start, end)` holds the noun phrase, `span` the mention in it. `sort`: person, state, body or organ; `many` where it is plural. `role` in its
    clause: subject (of the sentence), inner (of a clause inside it), object, oblique, possessor or modifier. `noun` is the title or organ noun. `quoted` is the place of the
    quotation around it, -1 outside. `speaks`: a word of saying stands by it.
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
        before = found[-1] if found else None
        if one.role in {"subject", "inner"} and _prepositional(text, one, sentence[1]):
            one = replace(one, role="oblique")
        if before and one.role == "joined":
            one = replace(one, role=before.role if before.role != "modifier" else "subject")
        found.append(one)
    return found


def _prepositional(text: str, one: Thing, limit: int) -> bool:
    """Whether "before" and its like are prepositions here: no verb can follow the phrase."""
    before = _WORDS.findall(text, max(0, one.start - 20), one.start)
    words = [w.lower() for w in before if w.lower() not in _DETERMINERS]
    if not words or words[-1] not in _EITHER:
        return False
    after = _WORDS.search(text, one.end, limit)
    return after is None or not after[0][0].isalpha() or after[0].lower() in _PREPOSITIONS


def _thing(text: str, sentence: Span, mention: Mention, limit: int, person: Person | None) -> Thing:
    start = mention.start
    role = role_at(text, sentence[0], start)
    sort, end, noun, many = _sort(text, mention, limit)
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
        person.gender if person else "",
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
        return ("person" if person else "organ"), mention.end, word.lower(), _plural(last)
    if mention.kind == "demonym":
        return "organ", mention.end, "", word.endswith("s")
    return _actor_sort(mention.actors), mention.end, "", len(mention.actors) > 1


def _plural(word: str) -> bool:
    return (
        word in FORCES
        or (_PEOPLE.match(word) is not None and word not in _NO_PEOPLE)
        or (word.endswith("s") and title_of(word.removesuffix("s"))[0] in {"for", "own"})
    )


def head_noun(words: str, start: int, through: bool = True) -> tuple[str, int, bool]:
    """The title or organ noun that ends the run of words after a mention, its end, and whether it is plural.

    `through` lets words that are neither titles nor nouns of organs stand before it.
    """
    known = nouns("one")
    best, end, many = "", start, False
    taken: list[str] = []
    for found in re.finditer(r"[\w-]+", words):
        word = found[0]
        voice = title_of(word)[0]
        organ = known.get(word, known.get(" ".join([*taken[-1:], word]), "")) in {"organ", "government"}
        if voice in {"for", "own"} or organ or _plural(word):
            taken.append(word)
            best, end, many = " ".join(taken), start + found.end(), _plural(word) and voice not in {"for", "own"}
        elif voice == "modifier" or word in {"affairs", "intelligence", "of"}:
            taken.append(word)
        elif best or not through or word in _STOPS or SAID.match(word) or len(taken) > 2:
            break
        else:
            taken.append(word)
    return best, end, many


def role_at(text: str, low: int, start: int) -> str:
    """The part of a noun phrase that begins at `start`, by the word before it.

    >>> role_at("The talks with the Greek", 0, 19), role_at("He said Greek", 0, 8), role_at("Iran and Iraq", 0, 9)
    ('oblique', 'inner', 'joined')
    """
    words = _WORDS.findall(text, max(low, start - 80), start)
    while words and (words[-1].lower() in _DETERMINERS or title_of(words[-1])[0] or words[-1][:1].isupper()):
        if words[-1].lower() in _OPENERS - {"that"} or words[-1].lower() in _PREPOSITIONS:
            break
        words.pop()
    last = words[-1].lower() if words else ""
    if last in {"and", "or", "&"}:
        return "joined"
    if last in _PREPOSITIONS:
        return "oblique"
    if last in {"told", "tells", "asked", "asks", "warned", "warns", "urged", "urges"}:
        return "object"
    if not last or not last[0].isalnum():
        return "subject"
    if last in _INNER or SAID.match(last):
        return "inner"
    if last in _OPENERS:
        return "subject"
    return "object"
