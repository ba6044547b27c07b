"""What stands around a name: evidence that it is a person's, the title before or after it, and the affiliation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from comity.coding.people_names import Candidate, shaped
from comity.coding.people_words import SUFFIXES, given_names, name_words, title_of
from comity.coding.spacing import wordset
from comity.coding.stops import SAYS
from comity.schema import Mention, Span

REACH = 160
"""Characters looked at on either side of a name."""

SPEAKS = rf"(?:{SAYS}|believes|believed|thinks|thought|predicts|predicted|suggested|suggests|urged|urges|vowed|denied|denies|pointed out|points out)"
_AFTER_SAYS = re.compile(
    rf"(?:,(?P<aside>[^.;:\"\u201c\u201d]{{3,130}}),)?\s+(?:(?:also|has|had|have|later|then|once|recently|who|[a-z]+ly)\s+){{0,2}}{SPEAKS}\b"
)
_BEFORE_SAYS = re.compile(rf"(?:\b{SPEAKS}|[Aa]ccording to|\bwords of|\bquoted)\s+$")
_AGE = re.compile(r",\s+(?:aged\s+)?\d{1,3}\s?[,.]")
_WHO = re.compile(r",\s+(?:who|whose|whom)\b")
_APPOSITION = re.compile(r",\s+(?P<words>[^.;:\"\u201c\u201d()\u2014]{3,200})")
_TITLE_COMMA = re.compile(r"([A-Za-z][^.;:\"\u201c\u201d()]{2,120}),\s+$")
_NOUNS = re.compile(r"[^\W\d_][\w'\u2019.-]*")
_HEAD_END = re.compile(r"\s(?:at|of|for|in|with|from|on|to|who|and|based)\s|,")
_PLACE_OF_WORK = re.compile(r"\b(?:at|with|of|from|for)\s+(?=(?:the\s+|a\s+|an\s+)?[A-Z\u00c0-\u00de])")
_AFTER_PLACE = re.compile(
    r"\s(?:who|which|that|when|where|and (?:said|has|is|was)|over|during|after|before|since|told|said|says)\b.*$"
)
_BODY_GLOSS = re.compile(r",\s+(?:a|an|the)\s+[^,]{3,80}")
_SPEECH = re.compile(rf"(?:,\s*|\s+)(?:(?:also|has|had|later|then|[a-z]+ly)\s+)?{SPEAKS}\b")
_VERB = re.compile(r"\s(?:is|was|were|are|has|had|will|would|met|that)\s")
_WALK = re.compile(r"(?:[\w\u2019'.&-]+\s+)+$")
_OF_TITLE = re.compile(r"\bof\s+(?:the\s+)?[A-Z]\w+\s+$")
_OFFICIAL = re.compile(r"((?:[A-Z][\w-]+\s+){1,4})of\s+(?:the\s+)?(?:(?:[A-Z][\w'\u2019.-]+|of|and|the)\s+)+$")
"""The long form of state style: "President of the Republic of Peru Ana Ruiz"."""

_AS = re.compile(r"\s+as\s+((?:[\w'\u2019-]+\s+){0,4}[\w-]+)")
_JOINING = frozenset(
    {"armed", "forces", "relations", "services", "house", "senate", "majority", "minority", "cooperation"}
)
_LINKS = wordset("of the and for at in to on")


@dataclass(frozen=True, slots=True)
class Around:
    """What surrounds a name: the spans of title words before and after it ((0, 0) where none), whether it speaks, whether
    words tell of a person, and whether a title stands right before it."""

    before: Span
    after: Span
    speaks: bool
    told: bool
    direct: bool


def around(text: str, one: Candidate, sentence: Span) -> Around:
    """Title words next to a name and whether a word of saying stands by it.

    >>> text = "Jane Roe, a senior analyst at the Nordic Institute, said so."
    >>> found = around(text, Candidate(0, 8, ("Jane", "Roe"), False, 0), (0, len(text)))
    >>> text[slice(*found.after)], found.speaks
    ('a senior analyst at the Nordic Institute', True)
    """
    low, high = max(sentence[0], one.start - REACH), min(sentence[1], one.end + REACH)
    before, after = text[low : one.start], text[one.end : high]
    speaks = _AFTER_SAYS.match(after) is not None or _BEFORE_SAYS.search(before) is not None
    told = _AGE.match(after) is not None or _WHO.match(after) is not None
    title = _title_before(before, low)
    direct = (one.titled or 0 < one.start - title[1] <= 2 < title[1]) and not _OF_TITLE.search(before)
    return Around(title, _title_after(after, one.end), speaks, told, direct)


def _title_before(before: str, low: int) -> Span:
    """The noun phrase with a title that ends right before the name, or "a spokesman for X, " before it."""
    walk = _WALK.search(before)
    if walk:
        words = list(_NOUNS.finditer(before, walk.start()))
        if words and title_of(words[-1][0])[0] not in {"", "modifier", "past"}:
            first = _walk_back([w[0] for w in words])
            return low + words[first].start(), low + words[-1].end()
    official = _OFFICIAL.search(before)
    if official and title_of(official[1].split()[-1])[0] in {"for", "own"}:
        return low + official.start(), low + len(before.rstrip())
    comma = _TITLE_COMMA.search(before)
    if comma:
        return _headed(comma[1], low + comma.start(1))
    return 0, 0


def _walk_back(words: Sequence[str]) -> int:
    """Where the noun phrase begins whose last word is a title."""
    first = len(words) - 1
    while first > 0:
        word = words[first - 1]
        if not (
            word[:1].isupper() or title_of(word)[0] or word.endswith(("'s", "\u2019s")) or word in _LINKS | _JOINING
        ):
            break
        if word in {"to", "in", "on", "for", "at", "and"} and not title_of(words[first - 2] if first > 1 else "")[0]:
            break
        first -= 1
    while first < len(words) - 1 and words[first] in _LINKS - {"the"}:
        first += 1
    return first


def _headed(words: str, start: int) -> Span:
    """The last stretch of words that opens with a title phrase ("said a spokesman for the ministry" from "a")."""
    found = [m for m in _NOUNS.finditer(words) if title_of(m[0])[0] not in {"", "modifier", "past"}]
    if not found:
        return 0, 0
    gap = words[found[0].end() :]
    if gap and not re.match(r"\s(?:of|for|at|to|with|in)\s", gap):
        return 0, 0
    before = words[: found[0].start()]
    opening = max(before.rfind(" a "), before.rfind(" an "), before.rfind(" the "), before.rfind(","), -1)
    return start + opening + 1, start + len(words.rstrip())


def _title_after(after: str, start: int) -> Span:
    """The apposition after a name, where its head is a title: it ends before its last comma or the word of saying."""
    found = _APPOSITION.match(after)
    if not found:
        return _as_title(after, start)
    words = found["words"]
    says = _SPEECH.search(words)
    if says and words.startswith("the ") and not says[0].startswith(","):
        return 0, 0
    words = words[: says.start()] if says else words
    head = _HEAD_END.split(words, maxsplit=1)[0]
    heads = [w for w in _NOUNS.findall(head) if title_of(w)[0] not in {"", "modifier", "past"}]
    if not heads or (head.split(" ", 1)[0] in {"and", "but", "as", "with"}):
        return 0, 0
    words = words if says else _first_part(words)
    begin = start + found.start("words")
    return begin, begin + len(words.rstrip(" ,"))


def _as_title(after: str, start: int) -> Span:
    """ "as Peruvian ambassador" after a name: up to the first title."""
    found = _AS.match(after)
    for word in _NOUNS.finditer(found[1]) if found else ():
        if found and title_of(word[0])[0] in {"for", "own"}:
            return start + found.start(1), start + found.start(1) + word.end()
    return 0, 0


def _first_part(words: str) -> str:
    """Up to the first comma, and on over a gloss of the body ("the Nordic Institute, a think tank")."""
    comma = words.find(",")
    if comma < 0:
        verb = _VERB.search(words)
        return words[: verb.start()] if verb else words
    gloss = _BODY_GLOSS.match(words, comma)
    return words[: gloss.end()] if gloss and _PLACE_OF_WORK.search(words[:comma]) else words[:comma]


def affiliation(words: str) -> str:
    """Where somebody belongs, from the words of a title.

    >>> affiliation("a senior analyst at the Nordic Institute, a British think tank")
    'Nordic Institute, a British think tank'
    """
    found = _PLACE_OF_WORK.search(words)
    if found:
        place = _AFTER_PLACE.sub("", words[found.end() :])
        return re.sub(r"^(?:the|a|an)\s+", "", place).strip(" ,")
    return ""


def persons_name(one: Candidate, near: Around) -> bool:
    """Whether a name that no table knows is a person's, by its words and by what stands around it."""
    words = [w for w in one.words if w[:1].isupper() or "-" in w]
    titled = near.direct or near.before != (0, 0)
    if len(words) < 2:
        return near.direct and len(words[0]) > 1 if words else False
    if titled or near.after != (0, 0) or near.told:
        return True
    return _named(one.words) or (near.speaks and len(words) <= 3)


def _named(words: Sequence[str]) -> bool:
    initial = any(len(w) <= 3 and w.endswith(".") for w in words[1:-1])
    suffixed = words[-1].rstrip(".").lower() in SUFFIXES
    family_first = name_words().get(words[0]) == "family" and len(words) <= 3 and words[0] not in given_names()
    return (
        words[0] in given_names()
        or initial
        or suffixed
        or shaped(words)
        or (family_first and words[-1] not in given_names())
    )


def speaks_for(words: str, mentions: Sequence[Mention], start: int) -> tuple[str, ...]:
    """The actors somebody with this title speaks for; none for experts, for the past, and inside other bodies.

    `start` is where the words stand in the text; `mentions` are those inside them.
    """
    nouns = list(_NOUNS.finditer(words))
    heads = [n for n in nouns if title_of(n[0])[0] in {"for", "own"}]
    if not heads or any(title_of(n[0])[0] == "past" for n in nouns) or title_of(_head(heads, words))[0] != "for":
        return ()
    if any(
        name_words().get(n[0].removesuffix("s"), name_words().get(n[0])) == "body" and _private(n[0]) for n in nouns
    ):
        return ()
    limit = re.search(r"\s(?:to|in|on|with)\s", words)
    until = start + (limit.start() if limit else len(words))
    found = [
        m for m in mentions if start <= m.start and m.end <= until and words[m.end - start : m.end - start + 1] != "-"
    ]
    return found[0].actors if found else ()


def _head(heads: Sequence[re.Match[str]], words: str) -> str:
    """The noun that heads the title: the last before the first preposition."""
    cut = re.search(r"\s(?:of|for|at|to|in|with|from)\s", words)
    before = [h[0] for h in heads if not cut or h.start() < cut.start()]
    return before[-1] if before else heads[0][0]


_PRIVATE = wordset(
    "Institut Instituto Universidad Universität Université Centro Institute Institution University College School Academy Centre Center Foundation Faculty Company Corporation Corp Inc Ltd Group Holding "
    "Holdings Club Association Society Federation Trust Newspaper Times Post Herald Tribune Gazette Guardian Telegraph Journal Magazine Review "
    "Hospital Clinic Museum Church Watch Laboratory Observatory Airlines Airways Motors Industries Rights"
)


def _private(word: str) -> bool:
    return word in _PRIVATE
