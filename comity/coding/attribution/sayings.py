"""Cues in their sentence: who is the subject of a word of saying, and on which side what was said must stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from comity.coding.attribution import appositions, phrases
from comity.coding.attribution.clauses import after_subordinate, head_of, subject
from comity.coding.attribution.cues import Cue, table
from comity.coding.attribution.heads import heads
from comity.coding.attribution.phrases import Phrase
from comity.coding.attribution.saying import FORWARD, GERUND, INVERTED, NOUN, OF, Saying
from comity.coding.attribution.supposed import supposed
from comity.coding.attribution.verbs import BE, auxiliaries, finite, reporting, verb
from comity.coding.attribution.words import Word, contracted
from comity.coding.spacing import wordset

_MUTE = wordset("go come let rest you this that these those it what which there nothing everything nobody none")
_OTHER_SENSES = {
    "add": ("to", "up"),
    "believe": ("in",),
    "agree": ("on", "to", "upon"),
    "claim": ("credit", "victory", "lives"),
    "plead": ("guilty", "not"),
    "think": ("tank", "tanks"),
}
"""Words after a verb with which it says nothing: "adding to the costs", "believes in peace"."""

_THINGS = wordset("statement comment remark reminder announcement")
"""Nouns after which "that" may as well mean "which": "the statement that we released"."""

_EVIDENT = wordset(
    "suggest indicate reveal imply confirm underline underscore highlight attest conclude remind teach convince persuade demand accept require"
)
_NAMES = wordset("state states press project order report reports post accord figure credit")


def sayings(w: Sequence[Word], starts: Sequence[int], quoted_before: bool = False) -> list[Saying]:
    """The sayings of a sentence; `starts` are the characters where a cue may stand, `quoted_before` says that a quotation ends just before."""
    place = {word.start: k for k, word in enumerate(w)}
    found: list[Saying] = []
    busy = 0
    for start in starts:
        at = place.get(start, -1)
        if at < busy or (at > 0 and w[at].kind == "N" and not _titled(w, w[at])):
            continue
        one = _saying(w, at, found, quoted_before)
        if one:
            found.append(one)
            busy = one.end
    return found


def _otherwise(w: Sequence[Word], end: int, cue: Cue) -> bool:
    """Whether what follows the verb gives it a sense in which nothing is said."""
    others = _OTHER_SENSES.get(cue.lemma, ())
    while others and end + 1 < len(w) and (w[end].kind == "a" or w[end].low == "so"):
        end += 1
    return end < len(w) and w[end].low in others


def _titled(w: Sequence[Word], cue: Word) -> bool:
    """Whether most words have capitals, as in some headlines: there a verb may have one too."""
    if cue.low in _NAMES:
        return False
    long = [word for word in w if word.kind in "Nn" and len(word.low) > 3]
    return len(long) > 2 and sum(word.kind == "N" for word in long) > 0.8 * len(long)


def _saying(w: Sequence[Word], at: int, earlier: Sequence[Saying], quoted_before: bool) -> Saying | None:
    for cue in table().get(w[at].low, ()):
        end = _particles(w, at, cue)
        if end < 0 or _otherwise(w, end, cue):
            continue
        if cue.form == "of":
            one = _of(w, at, end, cue)
        elif cue.form == "noun":
            one = _noun(w, at, cue)
        elif cue.lemma in ("quote", "cite") and (one := _quoting(w, at, cue)):
            return one
        elif cue.form == "gerund":
            one = _gerund(w, at, end, cue, earlier)
        else:
            one = verb(w, at, end, cue, earlier, quoted_before)
        if one and not _nobody(w, one) and not supposed(w, one):
            return one
    return None


def _particles(w: Sequence[Word], at: int, cue: Cue) -> int:
    """The place after the cue's last word, -1 if its particles are not there; an adverb may stand before them ("spoke warmly of")."""
    for skipped in range(1 + (bool(cue.particle) and at + 1 < len(w) and w[at + 1].kind == "a")):
        end = at + 1 + skipped + len(cue.particle)
        if tuple(word.low for word in w[at + 1 + skipped : end]) == cue.particle:
            return end
    return -1


def _nobody(w: Sequence[Word], one: Saying) -> bool:
    """Whether the subject cannot speak: "the sign read", "this means", "you think"."""
    if one.speaker is None:
        return False
    head = head_of(w, one.speaker)
    kind = heads().get(head)
    head = contracted(w[one.speaker.start].low) or head
    if head in _MUTE:
        return head != "it" or one.cue.kind in ("show", "believe")
    core = w[one.speaker.start : one.speaker.core]
    if len(core) > 1 and core[-1].kind == "n" and core[-1].low.endswith("ing") and core[-2].kind == "p":
        return True
    if one.side == OF and one.cue.lemma == "according to" and not _source(core, head):
        return True
    if kind == "idle" or (len(core) == 1 and core[0].kind == "n" and not head.endswith("s") and kind is None):
        return True
    if (
        one.cue.kind == "call"
        and one.cue.form in ("past", "participle")
        and (_last_article(core) or (core[0].low in {"a", "an"} and kind is None))
    ):
        return True
    evident = one.cue.lemma in _EVIDENT or one.cue.lemma.startswith(("call for", "call on", "call upon", "make "))
    if (
        evident
        and kind is None
        and not any(word.low in heads() for word in core)
        and not any(word.kind in "Nr" and word.low == head for word in core)
    ):
        return True
    issued = kind == "document" and any(
        x.kind == "N" or x.low.endswith(("'s", "s'")) or x.low in ("by", "from") for x in core[1:]
    )
    return one.cue.kind == "show" and kind not in ("expert", "media") and not issued


def _last_article(core: Sequence[Word]) -> bool:
    """Whether the last noun after a preposition is new: "the founder of a group" called so."""
    k = max((k for k, word in enumerate(core) if word.kind == "p"), default=-1)
    return k >= 0 and k + 1 < len(core) and core[k + 1].low in {"a", "an"}


def _source(core: Sequence[Word], head: str) -> bool:
    """Whether what stands after "according to" can be asked: a name, or a word for a speaker or a writing; no plan, level or principle."""
    named = any(word.kind in "Nr" and word.low == head for word in core)
    owned = core[0].low.endswith(("'s", "s'")) and core[0].kind == "N"
    return named or owned or head in heads()


def _of(w: Sequence[Word], at: int, end: int, cue: Cue) -> Saying | None:
    first = at
    if cue.lemma == "for" and (at or any(word.kind != "N" for word in w[1 : phrases.right(w, 1, len(w))])):
        return None
    if cue.lemma.startswith("in the"):
        first = at - 2
        if first < 0 or w[first].low != "in" or w[at - 1].low != "the":
            return None
        if first and w[first - 1].kind not in ",bc-(" and w[first - 1].low != "that":
            return None
    speaker = appositions.after(w, end, len(w), described=True)
    if cue.lemma == "for" and speaker and (speaker.end >= len(w) or w[speaker.end].kind != ","):
        return None
    return Saying(at, end, cue, OF, speaker, first, first) if speaker else None


def _quoting(w: Sequence[Word], at: int, cue: Cue) -> Saying | None:
    """ "quoted X as saying that": X speaks."""
    speaker = appositions.after(w, at + 1, len(w)) if at + 1 < len(w) else None
    if not speaker or [word.low for word in w[speaker.end : speaker.end + 2]] != ["as", "saying"]:
        return None
    return Saying(speaker.end, speaker.end + 2, reporting(cue), FORWARD, speaker, at, speaker.end, sure=0.85)


def _noun(w: Sequence[Word], at: int, cue: Cue) -> Saying | None:
    """ "X's claim that", "in X's view,"."""
    k = at - 1
    while k > 0 and at - k < 3 and w[k].kind in "na" and not w[k].low.endswith(("'s", "s'")):
        k -= 1
    if k < 0 or not (w[k].low.endswith(("'s", "s'")) or w[k].low in {"his", "her", "their", "its"}):
        return None
    start = phrases.left(w, k, 0) if w[k].kind in "Nn" else k
    start = max([start, *(n + 1 for n in range(start, k) if w[n].kind == "p" and w[n].low != "of")])
    follows = w[at + 1].low if at + 1 < len(w) else ""
    speaker = Phrase(start, k + 1, k + 1)
    opens = start > 0 and (w[start - 1].low == "in" or (w[start - 1].low == "to" and start == 1))
    if opens and follows == ",":
        return Saying(at, at + 1, cue, OF, speaker, start - 1, at, sure=0.8)
    thing = follows != "that" or cue.lemma in _THINGS
    return None if thing else Saying(at, at + 1, cue, NOUN, speaker, start, at, cue.negated, sure=0.7)


def _gerund(w: Sequence[Word], at: int, end: int, cue: Cue, earlier: Sequence[Saying]) -> Saying | None:
    """ ", saying that": of the subject of the sentence; "with X saying": of X; "was saying": finite."""
    first, helpers = auxiliaries(w, at)
    base = Saying(at, end, cue, GERUND, None, at, at, cue.negated, sure=0.8)
    if any(helper in BE for helper in helpers):
        return finite(w, replace(base, side=FORWARD), earlier)
    last = w[first - 1] if first else None
    if last is not None and last.kind in "nN":
        return _absolute(w, base, first)
    if (
        last is not None
        and last.kind not in ",-"
        and last.low not in {"while", "and", "by", "in", "before", "after", "him", "her", "them", "reporters"}
    ):
        return None
    if last is not None and last.low == "and" and not (earlier and earlier[-1].side == GERUND):
        return None
    begin = first - 1 if first else first
    main = after_subordinate(w, begin, earlier)
    if main:
        return replace(base, speaker=main, begin=begin, inherited=True, sure=0.7)
    if earlier and earlier[-1].speaker and earlier[-1].side in (FORWARD, INVERTED, GERUND) and not earlier[-1].passive:
        return replace(base, speaker=earlier[-1].speaker, begin=begin, inherited=True)
    if last is None or last.low in {"by", "in", "before", "after"}:
        return None
    speaker = subject(w, begin)
    if speaker is None or (speaker.end < len(w) and w[speaker.end].kind == "o"):
        return None
    return replace(base, speaker=speaker, begin=begin, inherited=True, sure=0.7)


def _absolute(w: Sequence[Word], base: Saying, first: int) -> Saying | None:
    start = phrases.left(w, first - 1, 0)
    if start < 0:
        return None
    speaker = Phrase(start, first, first)
    if start and w[start - 1].low in {"with", "despite"}:
        return replace(base, speaker=speaker, begin=start - 1)
    opens = any(word.low == "that" or word.kind in "Q:o" for word in w[base.end : base.end + 2])
    document = opens and heads().get(head_of(w, speaker)) == "document"
    return replace(base, speaker=speaker, begin=start, sure=0.65) if document else None
