"""Places of judging words, whether they are used in that sense, and what is found there."""

from __future__ import annotations

from dataclasses import dataclass

from comity.coding.stance_clauses import Scene, Target
from comity.coding.stance_subjects import Reading, light
from comity.coding.stance_words import Entry, listed
from comity.schema import Span

PREFIXES = frozenset({"de", "counter", "anti", "non", "pro"})
HELPING = listed("to not n't will would must should can could may might they it he she who which that")
NOUN_AFTER = listed("of by against on in and . , from with has is was were are to")
NOUN_ONLY = listed("the a an any 's of his her its their our your this that's these those no over by")
NOUN_BEFORE = NOUN_ONLY | listed(
    "further new such in with for more many several illegal repeated continued and military armed violent direct recent own"
)
GENERAL = listed(
    "refrain against victims survivors fight combat combating address prevent preventing any all every such end risk free"
)
PROXY = 0.7
"""How much is left of a confidence where only those are judged who stand with somebody."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A word that speaks for or against somebody. `span` holds the characters of the deciding words, `place` their first
    word and `clause` the clause. No target: it speaks against somebody whom the clause does not name. `carried`: the
    target was named before."""

    target: Target | None
    value: int
    span: Span
    place: int
    clause: int
    confidence: float
    rule: str
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """An entry of the table at words `span` of clause `n`. `framing`: outside what was said, in the words that report it;
    `both`: the same spelling is a noun and a verb of the table."""

    span: Span
    entry: Entry
    n: int
    framing: bool
    both: bool = False


def made(read: Reading, spot: Spot, target: Target | None, value: int, confidence: float, rule: str) -> Evaluation:
    """What a rule finds at a spot."""
    words = read.scene.words
    span = words[spot.span[0]].start, words[spot.span[1] - 1].end
    if target is not None and target.proxy:
        confidence, rule = confidence * PROXY, rule + " by proxy"
    return Evaluation(target, value, span, spot.span[0], spot.n, round(confidence, 3), rule)


def usable(target: Target | None) -> bool:
    """Whether somebody known is named who is not the speaker."""
    return target is not None and not target.speaker and target.kind != "apart" and bool(target.ids)


def fits(read: Reading, spot: Spot) -> bool:
    """Whether the neighbours allow the class of the word: of "attacks" and "veto" the verb or the noun, of "aid" the verb."""
    scene, (first, last) = read.scene, spot.span
    if _prefixed(scene, first):
        return False
    before = scene.word(first - 1)
    if spot.both:
        noun = scene.word(last) in NOUN_AFTER or before in NOUN_BEFORE or before.endswith("al")
        return (before in HELPING or not noun) if spot.entry.sort == "verb" else before not in HELPING
    if spot.entry.form == "base" and spot.entry.kind == "attitude" and not _verb_place(read, spot):
        return False
    return spot.entry.form not in {"base", "third"} or not (before in NOUN_ONLY or _named_before(scene, first))


def alone(read: Reading, spot: Spot) -> bool:
    """Whether a word judges where it is tied to nobody: not what is feared, fought or suffered in general."""
    scene, low = read.scene, read.scene.clauses[spot.n].first
    before = {scene.word(k) for k in range(max(low, spot.span[0] - 6), spot.span[0])}
    return spot.entry.alone and not before & GENERAL


def _prefixed(scene: Scene, first: int) -> bool:
    """Whether a prefix written apart turns the word: "de - escalate", "counter terrorism"."""
    before = scene.word(first - 2) if scene.word(first - 1) == "-" else ""
    return before in PREFIXES or scene.word(first - 1) in {"counter", "anti"}


def _verb_place(read: Reading, spot: Spot) -> bool:
    """Whether a bare verb can stand here: first in its clause, after a helping word or after who does it."""
    scene, first = read.scene, spot.span[0]
    if first == read.scene.clauses[spot.n].first or scene.at[first - 1] >= 0 or light(scene, first - 1):
        return True
    return scene.word(first - 1) in {"they", "you", "who", "that", "which", '"', "“", "strongly"} or scene.word(
        first - 1
    ).endswith("s")


def _named_before(scene: Scene, first: int) -> bool:
    """Whether a name or adjective of one state stands right before a bare verb, which then is a noun: "the Chilean strike"."""
    n = scene.at[first - 1] if first else -1
    if n >= 0 and scene.word(first).endswith("s"):
        return scene.targets[n].kind == "adjective" and scene.targets[n].last == first
    if n < 0 or (scene.targets[n].speaker and scene.targets[n].kind != "adjective"):
        return False
    return scene.targets[n].kind not in {"first", "demonym", "pronoun", "phrase"} and len(scene.targets[n].ids) == 1
