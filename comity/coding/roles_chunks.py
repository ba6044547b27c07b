"""A phrase taken apart: who is named in it, which words say what somebody is, and the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from comity import actors
from comity.actors import Candidate
from comity.actors.leaders import OFFICES, TITLES
from comity.coding.naming_tables import Group, carriers, groups, prefixes
from comity.coding.roles_figures import figures
from comity.coding.roles_words import LONGEST, Word, heads, match, modifiers, quantities

MOST = 40
"""Words of a phrase that are read."""
_ORGANS = {
    "intelligence": "SPY",
    "armed forces": "MIL",
    "parliament": "LEG",
    "court": "JUD",
    "party": "PTY",
    "state media": "MED",
}
_TOKEN = re.compile(r"[^\s,;:()“”\"]+|[,;]")
_LED = re.compile(r"(.+)-(?:led|born)$")
_JOINED = re.compile(r"([^\W\d_]+)[-–/]([^\W\d_]+)")
_ABOUT = re.compile(r"(?:pro|anti|non|un|post|pre|self|mid|neo)[-–]", re.I)
_DOTS = re.compile(r"(?:[A-Za-z]\.){2,}")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of words. `sort`: who, leader, group, head, mod, lead, join or rest. `kind`: how an actor is named: name, adjective ... or organ."""

    words: str
    sort: str
    actors: tuple[str, ...] = ()
    role: str = ""
    kind: str = ""
    person: str = ""
    past: bool = False
    word: Word | None = None
    plural: bool = False

    @property
    def owned(self) -> bool:
        """Whether it ends in a possessive."""
        return self.words.endswith(("'s", "s'"))


def tokens(phrase: str) -> list[str]:
    """Words and commas, with straight quotes; at most `MOST`."""
    found = _TOKEN.findall(phrase.replace("’", "'")[: MOST * 20])[:MOST]
    return [word if _DOTS.fullmatch(word) else word.rstrip(".!?") or word for word in found]


def chunks(words: list[str], day: date | None) -> list[Chunk]:
    """The words in order as chunks, each the longest run that is known."""
    found: list[Chunk] = []
    place = 0
    while place < len(words):
        chunk, place = _chunk(words, place, day)
        found.append(chunk)
    return found


def _chunk(words: list[str], place: int, day: date | None) -> tuple[Chunk, int]:
    known = _known(words, place, day)
    role = match(words, place, heads())
    mod = match(words, place, modifiers())
    if mod and (role is None or mod[1] > role[1] or mod[0].sort != "modifier") and not (role and role[1] > mod[1]):
        role = _no_head(words, mod[1], role, mod)
    if known and (role is None or known[1] >= role[1] or (known[1] == role[1] and known[0].sort != "rest")):
        return known
    if role:
        text = " ".join(words[place : role[1]])
        sort = "head" if role[0].sort in ("head", "carrier") else "mod"
        last = words[role[1] - 1].lower().removesuffix("'s")
        plural = last.endswith(("s", "men", "people")) and last != role[0].words.split()[-1]
        return Chunk(text, sort, role=role[0].role, word=role[0], plural=plural, past=role[0].sort == "past"), role[1]
    return _hyphened(words[place], day), place + 1


def _no_head(words: list[str], end: int, role: tuple[Word, int] | None, mod: tuple[Word, int]) -> tuple[Word, int]:
    """A word that is head and modifier is the latter where words of the same kind go on behind it."""
    return mod if role is None or match(words, end, heads()) else role


def _known(words: list[str], place: int, day: date | None) -> tuple[Chunk, int] | None:
    """The longest run from the place that names an actor, a group or a leader."""
    for size in range(min(LONGEST, len(words) - place), 0, -1):
        run = words[place : place + size]
        if any(word in ",;" for word in run) or not (any(word[:1].isupper() for word in run)):
            continue
        text = " ".join(run)
        if text.removesuffix("'s") in carriers("name") and not any(
            match(words, place + n, heads()) for n in range(size)
        ):
            return Chunk(text, "rest"), place + size
        chunk = _group(text) or _figure(text, words, place + size, day) or _named(text, run, words, place, day)
        if chunk and not _carried(chunk, words, place + size):
            return chunk, place + size
    return None


def _carried(chunk: Chunk, words: list[str], end: int) -> bool:
    """Whether the next word makes it the name of something else: "Moscow Times", but not "Moscow University"."""
    if chunk.owned or chunk.sort != "who" or end == len(words) or match(words, end, heads()):
        return False
    after = words[end]
    if chunk.kind != "organ" and chunk.words in carriers("article") and after[:1].isupper():
        return True
    return after in carriers("tail") and (chunk.kind in ("capital", "metonym") or after not in carriers("stays"))


def _named(text: str, run: list[str], words: list[str], place: int, day: date | None) -> Chunk | None:
    found = [one for one in _candidates(text, day) if not one.why.startswith(f"{one.organ} of ")]
    if not found:
        return None
    if found[0].organ in OFFICES and not found[0].why.startswith(f"{found[0].organ} ("):
        return _leader(text, run, words, place, found, day)
    ids = _ids(found)
    kind, organ = found[0].why, found[0].organ
    if organ:
        return Chunk(text, "who", ids, _ORGANS.get(organ, "GOV"), "organ")
    return Chunk(
        text,
        "who",
        ids,
        "",
        kind.split(",")[0].removeprefix("shared ").removeprefix("loose ").removeprefix("historic "),
    )


def _leader(
    text: str, run: list[str], words: list[str], place: int, found: list[Candidate], day: date | None
) -> Chunk | None:
    """A leader's name without titles. One with other names beside it is another's ("Kim" in "Kim Smith")."""
    if match(run, 0, heads()) or (len(run) > 1 and run[0].endswith("'s") and actors.resolve(run[0], day)):
        return None
    if _goes_on(words, place + len(run)) or (len(run) == 1 and place and _first_name(words, place - 1, day)):
        return None
    people = {one.why.split(", ")[0] for one in found}
    name = text.removesuffix("'s") if len(run) > 1 else found[0].why.split(", ")[0]
    past = all(", former " in one.why for one in found)
    ids = tuple(dict.fromkeys(one.actor.id for one in found))
    return Chunk(text, "leader", ids, "GOV", "leader", name if len(run) > 1 or len(people) == 1 else "", past)


def _goes_on(words: list[str], end: int) -> bool:
    """Whether a name goes on at the place."""
    return end < len(words) and words[end][:1].isupper() and not match(words, end, heads())


def _first_name(words: list[str], place: int, day: date | None) -> bool:
    """Whether the word before a surname is no title, office or state, and so another's first name."""
    word = words[place]
    known = match(words, place, heads()) or match(words, place, modifiers()) or word.lower().strip(".") in TITLES
    return word[:1].isupper() and not known and not _last_of_head(words, place) and not actors.candidates(word, day)


def _last_of_head(words: list[str], place: int) -> bool:
    """Whether the word ends the name of an office or body ("Prime Minister")."""
    spans = (match(words, first, heads()) for first in range(max(0, place - LONGEST), place))
    return any(found is not None and found[1] == place + 1 for found in spans)


def _ids(found: list[Candidate]) -> tuple[str, ...]:
    """The one actor meant: of several, the one that bears the name by itself; none where that leaves several."""
    found = [one for one in found if not (one.why.startswith("ended") and not actors.successors(one.actor.id))]
    own = [one for one in found if not one.why.startswith(("shared", "succeeded"))]
    some = own if len(own) == 1 else found
    return (some[0].actor.id,) if len({one.actor.id for one in some}) == 1 else ()


@cache
def _groups() -> dict[str, Group]:
    known = [(name, group) for group in groups().values() for name in (group.name, *group.aliases)]
    return {(name if name.isupper() else name.lower()): group for name, group in known}


def _group(text: str) -> Chunk | None:
    plain = text.removesuffix("'s").removesuffix("'")
    group = _groups().get(plain) or _groups().get(plain.lower())
    if group is None or (len(plain) <= 3 and not plain.isupper()):
        return None
    return Chunk(text, "group", group.homes if len(group.homes) == 1 else (), group.role, "group")


def _figure(text: str, words: list[str], end: int, day: date | None) -> Chunk | None:
    """Somebody without an office of state, in the part played on that day."""
    found = [one for one in figures().get(text.removesuffix("'s"), ()) if day is None or one.spell.covers(day)]
    if not found or _goes_on(words, end):
        return None
    one = found[0]
    return Chunk(text, "leader", (one.state,) if one.state else (), one.role, "figure", one.name)


@cache
def _shouted(text: str) -> str:
    return text.upper() if len(text) in (4, 5) and text.istitle() else text


def _candidates(text: str, day: date | None) -> tuple[Candidate, ...]:
    found = actors.candidates(text, day)
    if found or not text.isalpha():
        return found
    return tuple(one for one in actors.candidates(_shouted(text), day) if one.actor.kind != "state")


def _hyphened(word: str, day: date | None) -> Chunk:
    """ "US-led", "Franco-German", "Turkish-backed": who leads, both, nobody."""
    led = _LED.fullmatch(word)
    if led:
        return Chunk(word, "lead", _one(led[1], day))
    if word.lower() in ("and", "or", "&", ",", "/"):
        return Chunk(word, "join")
    both = _JOINED.fullmatch(word.removesuffix("'s"))
    if both and not _ABOUT.match(word) and both[2][:1].isupper():
        ids = tuple(
            id for part in both.groups() for id in ([prefixes()[part]] if part in prefixes() else _one(part, day))
        )
        return Chunk(word, "who" if ids else "rest", tuple(dict.fromkeys(ids)), "", "pair")
    past = word.lower().startswith("ex-")
    inner = match([word[3:]], 0, heads()) if past else None
    if inner:
        return Chunk(word, "head", role=inner[0].role, word=inner[0], past=True)
    return Chunk(word, "rest", past=past)


def _one(text: str, day: date | None) -> tuple[str, ...]:
    return _ids([one for one in _candidates(text, day) if not one.organ])


def counted(words: list[str]) -> list[str]:
    """The words without what only counts: "thousands of protesters", "a group of", "the"."""
    while words and (
        words[0].lower() in ("the", "a", "an", "its", "their", "his", "her", "these", "those") or words[0].isdigit()
    ):
        words = words[1:]
    for place, word in enumerate(words[:3]):
        if (
            word.lower() in quantities()
            and [w.lower() for w in words[place + 1 : place + 2]] == ["of"]
            and place + 2 < len(words)
        ):
            return counted(words[place + 2 :])
    return words
