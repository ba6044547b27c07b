"""The noun phrase around a mention: its head noun, whether it is plural, and its part in the clause."""

from __future__ import annotations

import re

from comity.coding.coreference_words import nouns
from comity.coding.people_words import title_of
from comity.coding.spacing import wordset
from comity.coding.stops import SAYS

FORCES = wordset(
    "troops forces soldiers officials diplomats officers police authorities guards negotiators lawmakers ministers leaders envoys warplanes jets "
    "ships warships vessels fighters militants rebels prosecutors investigators generals commanders delegates delegations citizens nationals "
    "people aircraft planes drones helicopters missiles marines paratroopers pilots agents spies hackers companies firms farmers fishermen "
    "students"
)
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


def plural(word: str) -> bool:
    """Whether a word is the plural of people or forces.

    >>> plural("soldiers"), plural("truckers"), plural("borders")
    (True, True, False)
    """
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
        word, low = found[0], found[0].lower()
        voice = title_of(low)[0]
        organ = known.get(low, known.get(" ".join([*taken[-1:], low]), "")) in {"organ", "government"}
        if voice in {"for", "own"} or organ or plural(low):
            taken.append(low)
            best, end, many = " ".join(taken), start + found.end(), plural(low) and voice not in {"for", "own"}
        elif voice == "modifier" or low in {"affairs", "intelligence", "of"}:
            taken.append(low)
        elif best or not through or word != low or low in _STOPS or SAID.match(low) or len(taken) > 2:
            break
        else:
            taken.append(low)
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


def prepositional(text: str, start: int, end: int, limit: int) -> bool:
    """Whether "before" and its like are prepositions here: no verb can follow the phrase."""
    before = _WORDS.findall(text, max(0, start - 20), start)
    words = [w.lower() for w in before if w.lower() not in _DETERMINERS]
    if not words or words[-1] not in _EITHER:
        return False
    after = _WORDS.search(text, end, limit)
    return after is None or not after[0][0].isalpha() or after[0].lower() in _PREPOSITIONS
