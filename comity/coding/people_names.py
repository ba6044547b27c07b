"""Capitalised runs of a sentence cut into names: titles, adjectives and words of bodies and places fall away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from comity.coding.people_words import PARTICLES, SUFFIXES, given_names, name_words, title_of
from comity.coding.spacing import wordset
from comity.schema import Mention, Span

_UPPER = "".join(chr(n) for n in (*range(0x250), *range(0x1E00, 0x1F00)) if chr(n).isupper())
_ARTICLE = r"(?:[aA]l|[eE]l|[uU]l|[aA]d|[aA]n|[aA]r|[aA]s|[aA]t)[-\u2010\u2011]"
_WORD = rf"(?:{_ARTICLE})?[{_UPPER}](?:\.(?:[{_UPPER}]\.)*|[^\W\d_]*(?:['\u2019\u2010\u2011-](?!s\b)[^\W\d_]+)*)"
_ABBREVIATED = r"(?<=\b(?:Mr|Ms|Dr|Lt|St|Jr|Sr))\.|(?<=\b(?:Mrs|Gen|Col|Maj|Sgt|Sen|Rep|Gov|Rev|Hon|Adm|Amb|Sec))\.|(?<=\b(?:Prof|Capt|Brig|Pres))\."
_PARTICLE = "|".join(sorted(PARTICLES, key=len, reverse=True))
RUN = re.compile(
    rf"(?<![\w\u2019'.@/#-]){_WORD}(?:(?:{_ABBREVIATED})?[ \u00a0](?:(?:{_PARTICLE})[ \u00a0]){{0,2}}{_WORD})*"
)
_HEADS = frozenset({"for", "own", "courtesy"})
_TOKEN = re.compile(r"[^\s\u00a0]+")
SURNAMES = wordset(
    "Black White Green Blue Park Street West East North Day Week Church Castle Forest Lake Field Rivers Bridge Tower Plant Fort Cape Bay House Law Bill English Great Long Post Hill Hills Stream Station Fields Garden Temple Guard Press Gardens Read Old New Free"
)
"""Words of bodies and places that are surnames too."""

LONGEST = 5
"""Words of the longest name without its particles."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a run; `stop` where it cannot belong to a name, `title` where it is one."""

    start: int
    end: int
    word: str
    title: bool
    stop: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a name: its span and words, the words of its run that stand before it, and the sentence."""

    start: int
    end: int
    words: tuple[str, ...]
    titled: bool
    sentence: int


def candidates(text: str, number: int, span: Span, cut: Sequence[Mention]) -> Iterator[Candidate]:
    """Names that may be persons in one sentence. `cut` are mentions of other things there, which no name may overlap.

    >>> text = "Foreign Minister Zhang Wei met Gen. John Doe of the Nordic Institute on Monday."
    >>> [text[c.start : c.end] for c in candidates(text, 0, (0, len(text)), ())]
    ['Zhang Wei', 'John Doe']
    """
    for run in RUN.finditer(text, *span):
        tokens = [_token(text, run.start() + t.start(), t[0], span[0], cut) for t in _TOKEN.finditer(run[0])]
        for first, last in _pieces(tokens):
            piece = tokens[first:last]
            if _bodily(tokens, first, last):
                continue
            titled = first > 0 and tokens[first - 1].title and title_of(tokens[first - 1].word)[0] in _HEADS
            yield Candidate(piece[0].start, piece[-1].end, tuple(t.word for t in piece), titled, number)


def _token(text: str, start: int, word: str, opening: int, cut: Sequence[Mention]) -> Token:
    end = start + len(word)
    bare = word.rstrip(".") if len(word) > 3 else word
    kind = name_words().get(word, "")
    inside = any(m.start < end and start < m.end for m in cut)
    title = not inside and word != "New" and title_of(bare)[0] != "" and (word not in given_names() or start == opening)
    opener = start == opening and kind == "ordinary"
    stop = inside or kind in {"calendar", "ordinary"} or opener or (bare.isupper() and len(bare) > 3)
    return Token(start, start + len(bare) if word[:-1] == bare else end, bare if len(word) > 3 else word, title, stop)


def _pieces(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Runs of tokens that are neither titles nor stops, particles at their edges dropped."""
    first = 0
    for place in range(len(tokens) + 1):
        if place < len(tokens) and not tokens[place].title and not tokens[place].stop:
            continue
        begin, end = first, place
        while begin < end and tokens[begin].word in PARTICLES and begin > 0 and not tokens[begin - 1].title:
            begin += 1
        while begin < end and tokens[end - 1].word in PARTICLES:
            end -= 1
        if end - begin > 0 and sum(t.word not in PARTICLES for t in tokens[begin:end]) <= LONGEST:
            yield begin, end
        first = place + 1


def _bodily(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a word of the piece, or the title right after it, makes it a body or a place ("Ford Foundation")."""
    kinds = [name_words().get(t.word, "") for t in tokens[first:last]]
    if any(kind in {"body", "place"} for kind in kinds):
        named = last - first == 2 and tokens[first].word in given_names() and kinds[0] == ""
        return not (named and tokens[last - 1].word in SURNAMES)
    return last < len(tokens) and tokens[last].title and tokens[last].word.lower() not in SUFFIXES


def shaped(words: Sequence[str]) -> bool:
    """Whether a name is built as Chinese and Korean names are written: "Moon Jae-in", "Lau Siu-lai".

    >>> shaped(("Lau", "Siu-lai")), shaped(("Oslo", "Paris-based"))
    (True, False)
    """
    if len(words) != 2 or words[0] in given_names():
        return False
    first, _, second = words[1].partition("-")
    return bool(second) and second.islower() and first[:1].isupper() and len(first) < 7 and second not in _ADJECTIVAL


_ADJECTIVAL = wordset(
    "based led backed style born era like made run wide owned controlled speaking bound held funded built"
)
