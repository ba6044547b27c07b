"""Words that lead back: third-person pronouns and phrases such as "the two countries"; expletives are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from comity.coding.coreference_nouns import role_at
from comity.coding.coreference_words import nouns
from comity.coding.spacing import wordset
from comity.schema import Span

PRONOUNS = {
    "he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she",
    "it": "it", "its": "it", "they": "they", "them": "they", "their": "they", "theirs": "they",
}  # fmt: skip
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "both": 2, "each": 2, "neither": 2, "2": 2, "3": 3}
_PRONOUN = re.compile(
    r"(?<![\w'\u2019-])(?:[Hh]e|[Hh]im|[Hh]is|[Ss]he|[Hh]er|[Hh]ers|[Ii]t|[Ii]ts|[Tt]hey|[Tt]hem|[Tt]heir|[Tt]heirs)(?![\w-])"
)
_BE = r"(?:['\u2019]s|is|was|were|be|will be|would be|had been|has been|may be|might be|could be|can be|should be|seems|seemed|appears|appeared|remains|remained|becomes|became|looks|looked|proved|proves)"
_EXPLETIVE = re.compile(
    rf"[Ii]t\s*{_BE}\s+(?:[\w'\u2019-]+\s+){{1,5}}?(?:that|to|for|whether|if|when|who|how|why|which|before|since)\b"
    rf"|[Ii]t\s*{_BE}\s+(?:not\s+)?(?:un)?(?:clear|likely|possible|time|late|early|dark|cold|hot|raining|snowing|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|noon|midnight|over|here|there|reported|announced|said|believed|understood|thought|known|hoped|feared)\b"
    r"|[Ii]t\s+(?:rain|snow|happen|matter|emerge|follow|turned|turns|transpired|take|took|pour|hail|make|cost|dawn|occur|goes without|came as|comes as|came to light|depend)(?:s|ed)?\b"
)
_MAJESTY = re.compile(r"\s+(?:Royal\s+)?(?:Majest|Highness|Excellenc|Honou?r|Holiness|Eminence)")
_MAKE_IT = re.compile(
    r"\b(?:make|makes|made|making|find|finds|found|finding|think|thought|consider|considers|considered|call|calls|called|deem|deems|deemed|take|takes)\s+$"
)
_HANDLES = re.compile(
    r"\b(?:keep|kept|keeping|sign|signed|signs|signing|ratif(?:y|ied|ies|ying)|approv(?:e|ed|es|ing)|adopt|adopted|read|reads|publish|published|draft|drafted|"
    r"postpone|postponed|delay|delayed|call|calls|called|calling|describe|described|describes|describing|do|did|done|doing|say|said|put|puts|sell|sold|buy|bought|"
    r"build|built|finish|finished|open|opened|close|closed|implement|implemented|use|used|wear|wore|eat|ate|write|wrote|spend|spent|repeat|repeated|develop|developed|see|saw|seen|seeing|discuss|discussed|improve|improved|consider|considered|understand|understood|feel|felt|want|love|explain|explained|resolve|resolved|settle|settled|confirm|confirmed|deny|denied)\s+$"
)
"""What one does to a text, a plan or a plant, not to a state."""

_ADJECTIVE_TO = re.compile(r"it\s+(?:[\w-]+\s+){1,3}?(?:to|that|for)\b")


@dataclass(frozen=True, slots=True)
class Anaphor:
    """Words that lead back. `shape`: he, she, it, they, one (a thing named by its noun), several, former or latter.

    `count` is how many a phrase stands for, 0 where it does not say; `noun` and `sort` as in the table of nouns. `role` as in `Thing`.
    """

    start: int
    end: int
    shape: str
    role: str
    sentence: int
    noun: str = ""
    sort: str = ""
    count: int = 0


def anaphors(text: str, sentence: Span, number: int) -> list[Anaphor]:
    """Pronouns and phrases of a sentence in order, none inside another.

    >>> text = "It is likely that they will meet before the two countries' talks, the ministry said."
    >>> [(text[a.start : a.end], a.shape) for a in anaphors(text, (0, len(text)), 0)]
    [('they', 'they'), ('the two countries', 'several'), ('the ministry', 'one')]
    """
    found = sorted(
        [*_phrases(text, sentence, number), *_pronouns(text, sentence, number)], key=lambda a: (a.start, -a.end)
    )
    kept: list[Anaphor] = []
    for one in found:
        if not kept or kept[-1].end <= one.start:
            kept.append(one)
    return kept


def _pronouns(text: str, sentence: Span, number: int) -> Iterator[Anaphor]:
    for found in _PRONOUN.finditer(text, *sentence):
        word = found[0].lower()
        if word == "it" and _expletive(text, sentence, found.start()):
            continue
        if _MAJESTY.match(text, found.end()):
            continue
        yield Anaphor(found.start(), found.end(), PRONOUNS[word], _role(text, sentence, found, word), number, word)


def _expletive(text: str, sentence: Span, start: int) -> bool:
    before = text[max(sentence[0], start - 20) : start]
    here = text[start : min(sentence[1], start + 120)]
    if _HANDLES.search(before) and re.match(
        r"it(?!\s+(?:had|has|would|will|was|is|did|does|could|can|may|might|must|should|[a-z]+ed)\b)", here
    ):
        return True
    return bool(_EXPLETIVE.match(here)) or bool(_MAKE_IT.search(before) and _ADJECTIVE_TO.match(here))


def _role(text: str, sentence: Span, found: re.Match[str], word: str) -> str:
    if word in {"his", "its", "their"}:
        return "possessive"
    if word == "her":
        after = re.match(r"\s+([^\W\d_][\w-]*)", text[found.end() : min(sentence[1], found.end() + 30)])
        return (
            "possessive"
            if after
            and after[1] not in {"to", "in", "on", "at", "for", "and", "that", "with", "as", "by", "of", "from", "who"}
            else "object"
        )
    if word in {"he", "she", "they"}:
        return "subject"
    if word in {"him", "them", "hers", "theirs"}:
        return "object"
    role = role_at(text, sentence[0], found.start())
    return "subject" if role == "joined" else role


@cache
def _several() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, nouns("several")), key=lambda w: (-len(w), w)))
    return re.compile(
        rf"(?<![\w-])(?:(?:[Tt]he|[Tt]hese|[Tt]hose)\s+(?P<n>two|three|four|five|six|2|3)(?:\s+(?P<mod>[a-z-]+))??(?:\s+(?P<noun>{words}))?"
        rf"|(?P<b>[Bb]oth|[Ee]ach|[Nn]either)(?:\s+of\s+(?:the|these)(?:\s+two)?)?(?:\s+(?P<noun2>{words}))?"
        rf"|[Tt]he\s+(?:warring\s+|rival\s+|opposing\s+|neighbouring\s+|neighboring\s+)?(?P<noun3>sides|leaders|presidents|neighbours|neighbors|allies|rivals|foes|parties|prime ministers|foreign ministers))(?![\w-])"
    )


@cache
def _one() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, nouns("one")), key=lambda w: (-len(w), w)))
    return re.compile(rf"(?<![\w-])[Tt]h(?:e|is|at)\s+(?P<noun>{words}|former|latter)(?![\w-])")


_NOT_BARE = re.compile(r"\s+(?:of|for|to|in|from|at)\s+(?:the\s+)?[A-Z]|\s+[A-Z][a-z]|-|\s+of\b")
_VERBISH = re.compile(
    r"(?:['\u2019]s)?(?:\s*[,.;:)!?\"\u201d]|\s+(?:[a-z]+(?:ed|s)|will|would|had|can|could|may|might|must|did|and|to|in|on|at|by|from|with|for|over|that|against|agree|meet|also|have|are|were|sent|said|then|not|never|left|met|held|began|sat|took|went|came|gave|fell|spoke|shook|fought|put|kept|made|lost|won|drew|broke|chose|saw|knew|felt|built|bought|cut|let|set|split|swore|threw|stood|ran|rose|sought|got|think|share|want|plan|hope|trade|remain|seem|may|share|differ|disagree|do|did|do)\b|\s*$)"
)


def _phrases(text: str, sentence: Span, number: int) -> Iterator[Anaphor]:
    for found in _several().finditer(text, *sentence):
        one = _plural(text, sentence, found, number)
        if one:
            yield one
    for found in _one().finditer(text, *sentence):
        noun = found["noun"].lower()
        after = text[found.end() : min(sentence[1], found.end() + 40)]
        if noun in {"former", "latter"}:
            if _VERBISH.match(after):
                yield Anaphor(found.start(), found.end(), noun, _phrase_role(text, sentence, found.start()), number)
            continue
        if _NOT_BARE.match(after) or _compound(after):
            continue
        sort = nouns("one")[noun]
        yield Anaphor(
            found.start(), found.end(), "one", _phrase_role(text, sentence, found.start()), number, noun, sort, 1
        )


def _phrase_role(text: str, sentence: Span, start: int) -> str:
    role = role_at(text, sentence[0], start)
    return "subject" if role == "joined" else role


_COMPOUND = re.compile(r"\s+([a-z][a-z-]+)")
_FOLLOWERS = wordset(
    "said says has had is was were are will would could may might can must did does also and or but to in on at by from with for over that "
    "against as than who which while when where after before since because if not never told warned added denied announced called urged accused "
    "insisted condemned rejected agreed signed vowed sent left began then later now still once on into under between without through during "
    "itself himself herself alone too under off about of said yesterday today tomorrow"
)


def _compound(after: str) -> bool:
    """Whether the noun only opens a longer one ("the army chief", "the country house")."""
    found = _COMPOUND.match(after)
    word = found[1] if found else ""
    return bool(word) and word not in _FOLLOWERS and not word.endswith(("ed", "ly", "es", "ing"))


def _plural(text: str, sentence: Span, found: re.Match[str], number: int) -> Anaphor | None:
    noun = found["noun"] or found["noun2"] or found["noun3"] or ""
    after = text[found.end() : min(sentence[1], found.end() + 40)]
    word = (found["n"] or found["b"] or "").lower()
    if found["b"] and not noun and (word in {"each", "neither"} or not _both_alone(text, sentence, found, after)):
        return None
    if not noun and (found["mod"] or not _VERBISH.match(after)):
        return None
    if found["b"] and word == "both" and noun and re.match(r"\s+and\b", after):
        return None
    if noun and re.match(r"\s+of\s", after) and not re.match(r"\s+of\s+the\s+(?:conflict|border|war|dispute)", after):
        return None
    sort = nouns("several").get(noun, "")
    role = _phrase_role(text, sentence, found.start())
    return Anaphor(found.start(), found.end(), "several", role, number, noun, sort, NUMBERS.get(word, 2))


def _both_alone(text: str, sentence: Span, found: re.Match[str], after: str) -> bool:
    """Whether "both" stands for two, not before "both X and Y" or a noun, and floats after nothing ("were both")."""
    if re.match(r"\s+of\s+(?:them|which|whom)\b", after):
        return True
    if re.match(r"\s+(?:in|on|at|by|from|to|for|with)\s", after):
        return False
    before = text[max(sentence[0], found.start() - 12) : found.start()]
    return bool(_VERBISH.match(after)) and not re.search(
        r"\b(?:are|were|have|had|they|them|us|we|you|will)\s+$", before
    )
