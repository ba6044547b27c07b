"""Whether words make a clause, and what its subject is, as far as word lists can tell."""

from __future__ import annotations

from collections.abc import Sequence

from comity.coding.attribution import appositions, phrases
from comity.coding.attribution.cues import table
from comity.coding.attribution.heads import heads
from comity.coding.attribution.phrases import LONGEST, Phrase
from comity.coding.attribution.saying import Saying
from comity.coding.attribution.words import QUOTED, Word
from comity.coding.spacing import wordset

PLURALS = wordset(
    "they we i you who some many most others few both people police media several men women feds spokesmen"
)
_OPENERS = wordset("well look okay yes no yeah listen next first second third fourth fifth lastly")
_SUBORDINATE = wordset("while whereas when after before as although though because since whilst")
_PAST_TENSE = wordset("said told wrote became")


def finite(w: Sequence[Word], start: int, end: int | None = None) -> bool:
    """Whether a finite verb seems to stand in a stretch; without an `end`, before its first stop or quotation."""
    stop = len(w) if end is None else end
    for k in range(start, stop):
        word = w[k]
        if end is None and word.kind in ",;.Q":
            return False
        if word.kind == "x" and k > start and (k + 1 == stop or w[k + 1].kind == "."):
            continue
        if word.kind in "xv" or (word.kind == "n" and (word.low.endswith("ed") or _verbal(word.low))):
            return True
    return False


def _verbal(low: str) -> bool:
    """Whether a word may be a finite verb of saying: "briefing" and "hearing" are none."""
    return any(cue.form not in ("gerund", "noun", "of") for cue in table().get(low, ()))


def clause(w: Sequence[Word], start: int, end: int) -> bool:
    """Whether a verb seems to stand in `[start, end)`: a finite one, a pronoun's, or one of the present in -s after a name."""
    return (
        finite(w, start, end)
        or any(word.kind == "r" for word in w[start:end])
        or any(word.kind == QUOTED for word in w[start + 1 : end])
        or _third(w, start, end)
    )


def _third(w: Sequence[Word], start: int, end: int) -> bool:
    return any(
        w[k].kind == "n" and w[k].low.endswith("s") and w[k - 1].kind == "N" and not w[k - 1].low.endswith("'s")
        for k in range(start + 1, end)
    )


def plain_clause(w: Sequence[Word], start: int, end: int) -> bool:
    """Whether `[start, end)` opens with a subject and an auxiliary or another verb that cannot be a noun."""
    if w[start].kind == "r":
        adverb = "a" * (w[start].low not in ("it", "you"))
        return start + 1 < end and (w[start + 1].kind in "xv" + adverb or w[start + 1].low.endswith(("ed", "s")))
    if w[start].kind in "xQ":
        return False
    core = phrases.right(w, start, end)
    while 0 < core < end and w[core].kind == "a":
        core += 1
    if 0 < core < end and (w[core].kind in "xv" or w[core].low in _PAST_TENSE):
        return True
    return any(
        w[k].kind == "n" and w[k].low.endswith("ed") and w[k + 1].kind in "dpNa"
        for k in range(start + 1, min(core + 1, end - 1))
    )


def headline_clause(w: Sequence[Word], start: int, end: int) -> bool:
    """Whether a stretch may be a clause in the language of headlines: "Peru to free pilot", "Chile 'ready'"."""
    return end - start > 2 and (
        clause(w, start, end) or any(word.low == "to" or word.kind == QUOTED for word in w[start:end])
    )


def head_of(w: Sequence[Word], phrase: Phrase) -> str:
    """The head word of a phrase: its last noun before "of", "for" and the like."""
    last = ""
    for word in w[phrase.start : phrase.core]:
        if word.kind == "p" and last:
            break
        if word.kind in "Nnrd":
            last = word.low
    return last


def plural(w: Sequence[Word], phrase: Phrase) -> bool:
    """Whether a phrase can be the subject of "say": plural, or a name that may be taken so."""
    core = w[phrase.start : phrase.core]
    head = head_of(w, phrase)
    if head in PLURALS or any(word.low == "and" for word in core):
        return True
    if core[-1].kind == "N":
        return (head.endswith("s") or len(head) < 5) and len(core) < 6
    return head.endswith("s") and not head.endswith("'s")


def aside(w: Sequence[Word], at: int, end: int) -> bool:
    """Whether "said X" between `at` and `end` stands after a clause, or between the parts of one."""
    if headline_clause(w, 0, at):
        return not finite(w, end)
    return end < len(w) and w[end].kind == "," and finite(w, end + 1, len(w))


def subject(w: Sequence[Word], limit: int) -> Phrase | None:
    """The subject of the sentence: its first noun phrase, after opening adverbials."""
    k = 0
    while k < limit and (w[k].kind in "abc," or (w[k].low in _OPENERS and k + 1 < limit and w[k + 1].kind == ",")):
        k += 1
    while k < limit and (w[k].kind in "ps" or w[k].low.endswith(("ing", "ed"))):
        comma = next((n for n in range(k, limit) if w[n].kind == ","), -1)
        if comma < 0:
            return None
        k = comma + 1
    found = appositions.after(w, k, limit) if k < limit else None
    return _trimmed(w, found, limit) if found and w[k].kind != "o" else None


def after_subordinate(w: Sequence[Word], limit: int, earlier: Sequence[Saying]) -> Phrase | None:
    """The subject of the main clause where the last saying stands in a clause before it: "While X said so, Y left, adding ..."."""
    if not earlier or not w or w[0].low not in _SUBORDINATE or earlier[-1].begin > LONGEST:
        return None
    for k in range(earlier[-1].end, limit):
        if w[k].kind != ",":
            continue
        core = phrases.right(w, k + 1, limit)
        named = core > 0 and w[k + 1].kind in "Nrd"
        if named and core < limit and (w[core].kind in "xv" or w[core].low.endswith("ed")):
            return Phrase(k + 1, core, core)
    return None


def _trimmed(w: Sequence[Word], found: Phrase, limit: int) -> Phrase | None:
    """The subject without a verb that looks like one more noun: "Peru launches strikes", "the court blocks the sale"."""
    for k in range(found.start + 1, found.core):
        verb = w[k].kind == "n" and (
            w[k].low.endswith("ed") or (w[k].low.endswith("s") and not w[k].low.endswith("ss"))
        )
        if not verb or w[k].low in heads() or w[k].low.endswith(("'s", "s'")):
            continue
        following = w[k + 1].kind if k + 1 < limit else "."
        told = any(cue.form in ("past", "third") for cue in table().get(w[k].low, ()))
        if (
            w[k - 1].kind == "N"
            or told
            or (k + 1 == found.core and following in "dNro")
            or (following == "p" and w[k].low.endswith("ed") and w[k - 1].low in heads())
        ):
            return Phrase(found.start, k, k)
    return found
