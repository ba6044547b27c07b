"""Cues in their sentence: who is the subject of a word of saying, and on which side what was said must stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from comity.coding.attribution import appositions, phrases
from comity.coding.attribution.clauses import head_of, subject
from comity.coding.attribution.cues import Cue, table
from comity.coding.attribution.heads import heads
from comity.coding.attribution.phrases import Phrase
from comity.coding.attribution.saying import FORWARD, GERUND, INVERTED, NOUN, OF, Saying
from comity.coding.attribution.verbs import BE, auxiliaries, finite, reporting, verb
from comity.coding.attribution.words import Word
from comity.coding.spacing import wordset

_MUTE = wordset("you this that these those it what which there nothing everything nobody none")
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


def _titled(w: Sequence[Word], cue: Word) -> bool:
    """Whether most words have capitals, as in some headlines: there a verb may have one too."""
    if cue.low in _NAMES:
        return False
    long = [word for word in w if word.kind in "Nn" and len(word.low) > 3]
    return len(long) > 2 and sum(word.kind == "N" for word in long) > 0.8 * len(long)


def _saying(w: Sequence[Word], at: int, earlier: Sequence[Saying], quoted_before: bool) -> Saying | None:
    for cue in table().get(w[at].low, ()):
        end = _particles(w, at, cue)
        if end < 0:
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
        if one and not _nobody(w, one):
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
    if head in _MUTE:
        return head != "it" or one.cue.kind in ("show", "believe")
    core = w[one.speaker.start : one.speaker.core]
    if len(core) > 1 and core[-1].kind == "n" and core[-1].low.endswith("ing") and core[-2].kind == "p":
        return True
    if one.side == OF and one.cue.lemma == "according to" and not any(x.kind in "Nr" or x.low in heads() for x in core):
        return True
    if kind == "idle" or (len(core) == 1 and core[0].kind == "n" and not head.endswith("s") and kind is None):
        return True
    if (
        one.cue.kind == "call"
        and one.cue.form in ("past", "participle")
        and core[0].low in {"a", "an"}
        and kind is None
    ):
        return True
    return one.cue.kind == "show" and kind not in ("document", "expert", "official", "media", "organ")


def _of(w: Sequence[Word], at: int, end: int, cue: Cue) -> Saying | None:
    first = at
    if cue.lemma == "for" and (at or any(word.kind != "N" for word in w[1 : phrases.right(w, 1, len(w))])):
        return None
    if cue.lemma.startswith("in the"):
        first = at - 2
        if first < 0 or w[first].low != "in" or w[at - 1].low != "the":
            return None
    speaker = appositions.after(w, end, len(w), described=True)
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
    follows = w[at + 1].low if at + 1 < len(w) else ""
    speaker = Phrase(start, k + 1, k + 1)
    if start > 0 and w[start - 1].low in {"in", "to"} and follows == ",":
        return Saying(at, at + 1, cue, OF, speaker, start - 1, at, sure=0.8)
    return Saying(at, at + 1, cue, NOUN, speaker, start, at, cue.negated, sure=0.7) if follows == "that" else None


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
    begin = first - 1 if first else first
    if earlier and earlier[-1].speaker and earlier[-1].side in (FORWARD, INVERTED, GERUND) and not earlier[-1].passive:
        return replace(base, speaker=earlier[-1].speaker, begin=begin, inherited=True)
    if last is None or last.low in {"by", "in", "before", "after"}:
        return None
    speaker = subject(w, begin)
    return replace(base, speaker=speaker, begin=begin, inherited=True, sure=0.7) if speaker else None


def _absolute(w: Sequence[Word], base: Saying, first: int) -> Saying | None:
    start = phrases.left(w, first - 1, 0)
    if start < 0:
        return None
    speaker = Phrase(start, first, first)
    if start and w[start - 1].low in {"with", "despite"}:
        return replace(base, speaker=speaker, begin=start - 1)
    document = heads().get(head_of(w, speaker)) == "document"
    return replace(base, speaker=speaker, begin=start, sure=0.65) if document else None
