"""Noun phrases beside a cue: where the words for a speaker begin and end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comity.coding.attribution.cues import table
from comity.coding.attribution.heads import heads
from comity.coding.attribution.words import NOMINAL, QUOTED, Word
from comity.coding.spacing import wordset

LONGEST = 40
"""Words of the longest phrase for a speaker."""

_SUFFIXES = wordset("jr jr. sr sr. ii iii")
_ALONE = wordset("some many both all several most few one two")
_INSIDE = wordset(
    "of for in at on with from to by under between against near inside within across among over about without"
)
SETTINGS = wordset(
    "statement interview speech tweet letter remarks conference briefing article post op-ed report message address meeting talks comments "
    "press-release hearing session broadcast email e-mail note memo column editorial call summit debate video blog paper"
)
PAST = wordset("said told says tells added called wrote asked warned announced claimed")
_SENT = wordset(
    "ambassador envoy adviser advisor representative delegate delegation emissary aide spokesman spokeswoman counsel close deputy observer mission"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Token places: the phrase proper is `[start, core)`, with its appositions and relative clauses `[start, end)`."""

    start: int
    core: int
    end: int


def left(w: Sequence[Word], j: int, floor: int) -> int:
    """Where the noun phrase begins whose last word is at `j`; -1 if no noun stands there."""
    j = _over_bracket(w, j, floor)
    if j - 2 >= floor and w[j].low in _SUFFIXES and w[j - 1].kind == ",":
        return left(w, j - 2, floor)
    if j < floor or not _head(w[j]):
        return -1
    if w[j].kind == "r" or (w[j].kind == "d" and not w[j].low[0].isdigit()):
        return j
    k = j
    while k > floor and j - k < LONGEST:
        step = _step(w, k, j, floor)
        if not step:
            break
        k -= step
    while k < j and w[k].kind == "p":
        k += 1
    return k


def _head(word: Word) -> bool:
    return word.kind in NOMINAL or word.low in {
        "some",
        "many",
        "most",
        "both",
        "few",
        "several",
        "others",
        "this",
        "one",
        "all",
        "three",
        "two",
        "those",
    }


def _over_bracket(w: Sequence[Word], j: int, floor: int) -> int:
    if j < floor or w[j].kind != ")":
        return j
    k = j
    while k > floor and j - k < 12 and w[k].kind != "(":
        k -= 1
    return k - 1 if w[k].kind == "(" else j


def _step(w: Sequence[Word], k: int, j: int, floor: int) -> int:
    """How many more words to the left of place `k` belong to the phrase that ends at `j`; 0 where it begins."""
    last, here = w[k - 1], w[k]
    opened = here.kind == "d"
    if last.kind == "N":
        return 0 if opened and not _possessive(last) else 1
    if last.kind == "n":
        return _common(w, k, opened)
    if last.kind == "d":
        return (
            1
            if not opened
            or here.low in {"other", "many", "two", "three", "several", "various", "numerous", "such"}
            or here.low[0].isdigit()
            else 0
        )
    if last.kind == "p":
        return (
            1
            if last.low in _INSIDE and k - 1 > floor and _noun(w[k - 2]) and here.kind != "r" and _sent(w, k - 1)
            else 0
        )
    if last.kind == "c" and here.kind != "r":
        return _joined(w, k, floor)
    if last.low == "'" or (last.kind == "-" and here.start == last.end):
        return 1
    if last.kind == ")":
        over = _over_bracket(w, k - 1, floor)
        return k - 1 - over if over < k - 1 else 0
    return 0


def _sent(w: Sequence[Word], k: int) -> bool:
    """Whether "to" at `k` belongs to an ambassador or the like; other prepositions do not matter."""
    return w[k].low != "to" or any(word.low in _SENT for word in w[max(0, k - 3) : k])


def _common(w: Sequence[Word], k: int, opened: bool) -> int:
    """Whether the lower-case word before place `k` is part of the phrase: no verb, no setting of a speech, no noun before an article."""
    last, here = w[k - 1], w[k]
    if opened and not _possessive(last):
        return 0
    if last.low.endswith("ing") and here.kind == "N" and (k < 2 or w[k - 2].kind not in "dpN"):
        return 0
    if k >= 2 and w[k - 2].kind in "rx" and any(cue.form == "base" for cue in table().get(last.low, ())):
        return 0
    if last.low in PAST or (last.low in SETTINGS and here.kind == "N"):
        return 0
    if last.low.endswith("ed") and k >= 2 and w[k - 2].kind in "Nnr" and not w[k - 2].low.endswith(("'s", "ly")):
        return 0 if w[k - 2].kind != "n" or here.kind == "N" else 1
    if here.kind == "N" and last.low.endswith("s") and not _possessive(last) and last.low not in heads():
        return 0
    return 1


def _possessive(word: Word) -> bool:
    return word.low.endswith(("'s", "s'"))


def _noun(word: Word) -> bool:
    return (
        word.kind in "Nn)"
        or word.low in {"one", "some", "many", "most", "all", "both", "several", "few", "those", "half"}
        or word.low.isdigit()
    )


def _joined(w: Sequence[Word], k: int, floor: int) -> int:
    """The length of "X and" before place `k` if X is a noun phrase that begins a clause, as in "X and Y said"."""
    if k - 2 < floor or not _noun(w[k - 2]):
        return 0
    start = left(w, k - 2, floor)
    listed = start
    while listed - 2 >= floor and w[listed - 1].kind == "," and w[listed - 2].kind in "Nn":
        listed = left(w, listed - 2, floor)
        if listed < 0:
            return 0
        start = listed
    if start < 0 or k - start > 16:
        return 0
    clean = start == floor or w[start - 1].kind in 'Q,;:-"bs.' or w[start - 1].low in {"both", "as"}
    return k - start if clean else 0


def right(w: Sequence[Word], at: int, limit: int) -> int:
    """Where the noun phrase ends that begins at `at`; -1 if none does."""
    if at >= limit:
        return -1
    if w[at].kind in "ro":
        return at + 1
    k, headed = at, False
    while k < min(limit, at + LONGEST):
        step = _taken(w, k, headed, limit)
        if not step:
            break
        headed = headed or w[k].kind in "Nn"
        k += step
    while k > at and w[k - 1].kind in "pcd" and w[k - 1].low not in _ALONE:
        k -= 1
    return k if k > at and (headed or _head(w[k - 1])) else -1


def _taken(w: Sequence[Word], k: int, headed: bool, limit: int) -> int:
    """How many words from `k` on belong to the phrase before it; 0 where it ends. `headed`: it has a noun already."""
    word = w[k]
    if word.kind in "Nn":
        return 0 if headed and _parts(w, k) else 1
    if word.kind == "d":
        return 0 if headed and not (w[k - 1].kind in "pc" or _possessive(w[k - 1])) else 1
    if word.kind == "p":
        return 1 if headed and word.low in _INSIDE and _goes_on(w, k, limit) and _sent(w, k) else 0
    if word.kind == "c":
        return 1 if headed and _goes_on(w, k, limit) and w[k + 1].kind != "r" else 0
    if word.kind == "(" and headed and _bracket_end(w, k, limit) - k in (2, 3):
        return _bracket_end(w, k, limit) - k + 1
    joined = word.low == "'" or (word.kind == "-" and k > 0 and word.start == w[k - 1].end)
    return 1 if joined else 0


def _parts(w: Sequence[Word], k: int) -> bool:
    """Whether a word after a head begins something new: a verb, or a name after a common plural ("reporters Iran ...")."""
    word, last = w[k], w[k - 1]
    if word.low in PAST or (
        word.kind == "n" and last.kind == "N" and word.low.endswith("ed") and not _possessive(last)
    ):
        return True
    return (
        word.kind == "N"
        and last.kind == "n"
        and last.low.endswith("s")
        and not _possessive(last)
        and heads().get(last.low) not in (None, "organ")
    )


def _goes_on(w: Sequence[Word], k: int, limit: int) -> bool:
    """Whether a preposition or "and" at `k` leads to more of the same phrase, and not to a time or the setting of a speech."""
    for word in w[k + 1 : min(limit, k + 5)]:
        if word.kind == "t" or word.low in SETTINGS or word.low.isdigit():
            return False
        if word.kind in "Nn":
            return word.low not in PAST and not (w[k].kind == "c" and word.low.endswith("ed"))
        if word.kind != "d":
            return False
    return False


def _bracket_end(w: Sequence[Word], k: int, limit: int) -> int:
    for end in range(k, min(limit, k + 12)):
        if w[end].kind == ")":
            return end
    return k


def quoted_near(w: Sequence[Word], start: int, end: int) -> list[int]:
    """Places of quotations in `[start, end)`."""
    return [k for k in range(max(0, start), min(end, len(w))) if w[k].kind == QUOTED]
