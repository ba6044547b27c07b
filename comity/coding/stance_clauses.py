"""Clauses, and who or what they name: enough syntax to tell who does a deed from who suffers it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from comity.coding.stance_words import Token, listed, tokens
from comity.schema import Mention, Span

STOPS = frozenset({".", "!", "?", "…"})
MARKS = frozenset({",", ";", ":", "—", "–", "-", "(", ")"})
JOINS = listed(
    "who which whom whose that because while whereas although though but when where if unless after before since as than until despite whereby "
    "so lest instead"
)
RELATIVE = frozenset({"who", "which", "that", "whose"})
PREPOSITIONS = listed(
    "in on at to against with for from into near over toward towards between about under than inside outside across around through throughout "
    "among beside beyond within without concerning regarding versus via upon like onto off behind during after before"
)
AUXILIARIES = listed(
    "is are was were be been being am has have had having do does did will would shall should can could may might must ought need needs 's 're 've 'd 'll not n't never "
    "to and or also then now still even just yet already once again both either neither nor only further always simply so too therefore thus openly"
)
FIRST = frozenset({"i", "we", "us", "our", "ours", "me", "my", "mine", "ourselves"})
STRANGERS = frozenset(
    {"he", "she", "they", "it", "those", "these", "this", "you", "who", "anyone", "everyone", "nobody", "someone"}
)
PREFIXES = listed("pro anti self non so co ex war de counter")
LONGEST = 80
"""Words of a clause at most; a longer stretch without a mark is cut."""
_ANTI = re.compile(r"\banti\s?-\s?$", re.I)
_MADE = re.compile(r"\s?-\s?(?:built|made|style|based|born|born|registered|flagged|owned|educated)\b")
_PRO = re.compile(
    r"\bpro\s?-\s?$|^\s?-\s?(?:backed|sponsored|controlled|led|supported|armed|funded|trained|paid)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Target:
    """Somebody or something named at words `[first, last)`: actors, an issue, or the speaker. `kind` as of a mention, or issue,
    or apart where it is not meant ("anti-Peru crowds", "a Peru-built ship").

    `proxy`: only those are meant who stand with it ("pro-Peruvian gangs").
    """

    first: int
    last: int
    ids: tuple[str, ...]
    kind: str
    speaker: bool = False
    proxy: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """Words `[first, last)` between two marks or joining words; `sentence` counts sentences. `opener` is the joining word or mark before it."""

    first: int
    last: int
    sentence: int
    opener: str


@dataclass(frozen=True, slots=True)
class Scene:
    """A text cut into words and clauses, with what it names. `at` tells the target of each word, -1 where none."""

    text: str
    words: tuple[Token, ...]
    clauses: tuple[Clause, ...]
    targets: tuple[Target, ...]
    at: tuple[int, ...]

    def word(self, place: int) -> str:
        """The word at a place, "" beyond the ends."""
        return self.words[place].word if 0 <= place < len(self.words) else ""

    def named(self, first: int, last: int) -> Iterator[Target]:
        """The targets that begin among words `[first, last)`, in order."""
        for place in range(max(first, 0), min(last, len(self.at))):
            n = self.at[place]
            if n >= 0 and self.targets[n].first == place:
                yield self.targets[n]


def scene(
    text: str,
    start: int,
    end: int,
    mentions: Sequence[Mention],
    issues: Sequence[tuple[str, int, int]],
    speaker: Sequence[str],
    edges: Sequence[int] = (),
) -> Scene:
    """The words, clauses and targets of `text[start:end]`. `issues` are (id, start, end); `speaker` the speaker's own actors, `edges`
    characters where a clause begins whatever the words, as what was said does."""
    words = tokens(text, start, end)
    targets = sorted(_targets(text, words, mentions, issues, frozenset(speaker)), key=lambda one: one.first)
    at = [-1] * len(words)
    kept: list[Target] = []
    for one in targets:
        if all(at[place] < 0 for place in range(one.first, one.last)):
            at[one.first : one.last] = [len(kept)] * (one.last - one.first)
            kept.append(one)
    return Scene(text, tuple(words), tuple(_clauses(text, words, at, frozenset(edges))), tuple(kept), tuple(at))


def _targets(
    text: str,
    words: Sequence[Token],
    mentions: Sequence[Mention],
    issues: Sequence[tuple[str, int, int]],
    speaker: frozenset[str],
) -> Iterator[Target]:
    starts = [word.start for word in words]
    for m in mentions:
        first, last = _place(words, starts, m.start, m.end)
        if first < last:
            apart = _ANTI.search(text, max(0, m.start - 8), m.start) or _MADE.match(text, m.end, m.end + 12)
            kind = "apart" if apart else m.kind
            own = bool(speaker) and bool(m.actors) and set(m.actors) <= speaker
            proxy = bool(_PRO.search(text[max(0, m.start - 8) : m.start]) or _PRO.search(text[m.end : m.end + 14]))
            yield Target(first, last, m.actors, kind, own, proxy)
    for id, begin, end in issues:
        first, last = _place(words, starts, begin, end)
        if first < last:
            yield Target(first, last, (id,), "issue")
    for place, word in enumerate(words):
        if word.word in FIRST and text[word.start : word.end] != "US":
            yield Target(place, place + 1, tuple(sorted(speaker)), "first", True)


def _place(words: Sequence[Token], starts: Sequence[int], start: int, end: int) -> Span:
    first = bisect_right(starts, start) - 1
    if first < 0 or words[first].end <= start:
        first += 1
    last = bisect_left(starts, end)
    if last > first and words[last - 1].word in {"'s", "'"}:
        last -= 1
    return first, last


def _clauses(text: str, words: Sequence[Token], at: Sequence[int], edges: frozenset[int]) -> Iterator[Clause]:
    first, sentence, opener = 0, 0, "."
    for place, word in enumerate(words):
        broken = place > 0 and "\n" in text[words[place - 1].end : word.start]
        stops, splits = word.word in STOPS, _splits(words, place, at)
        cut = place > first and (word.start in edges or place - first >= LONGEST)
        if not (stops or broken or splits or cut):
            continue
        if first < place:
            yield Clause(first, place, sentence, opener)
        sentence += stops or broken
        first, opener = (place + 1, word.word) if stops or (splits and not broken) else (place, "." if broken else "")
    if first < len(words):
        yield Clause(first, len(words), sentence, opener)


def _splits(words: Sequence[Token], place: int, at: Sequence[int]) -> bool:
    """Whether a mark or a joining word parts two clauses here; a hyphen does not without spaces, nor in "pro - Peruvian"."""
    word = words[place]
    if at[place] >= 0 or word.word not in MARKS | JOINS:
        return False
    if word.word == "-" and 0 < place < len(words) - 1:
        before, after = words[place - 1], words[place + 1]
        glued = before.end == word.start or after.start == word.end
        return not glued and before.word not in PREFIXES
    return True
