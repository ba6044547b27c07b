"""Noun phrases with what is apposed to them: the subject before a cue, the speaker after one."""

from __future__ import annotations

from collections.abc import Sequence

from comity.coding.attribution.heads import heads
from comity.coding.attribution.phrases import LONGEST, PAST, Phrase, left, right
from comity.coding.attribution.words import Word, contracted
from comity.coding.spacing import wordset

_RANKS = wordset(
    "senior top chief former acting deputy vice late prime foreign defence defense first interim junior young old"
)
_LEADS = wordset(
    "of in at on during after before speaking citing quoting following addressing asked since while when as to by from for"
)


def before(w: Sequence[Word], at: int, floor: int) -> Phrase | None:
    """The subject that ends before place `at`, past auxiliaries and adverbs, with what stands between commas after it.

    >>> from comity.coding.attribution.words import words
    >>> text = "In Oslo, Ann Berg, a minister of Peru, has said no."
    >>> w = words(text, 0, len(text))
    >>> [w[place].low for place in (before(w, 12, 0).start, before(w, 12, 0).core - 1, before(w, 12, 0).end - 1)]
    ['ann', 'berg', 'peru']
    """
    j = skip_back(w, at, floor)
    if j < floor:
        return None
    relative = _relative(w, j, floor)
    if relative:
        return relative
    if w[j].kind == "x":
        return Phrase(j, j + 1, j + 1)
    if w[j].kind in ",-":
        return _apposed(w, j, floor)
    start = left(w, j, floor)
    return None if start < 0 else Phrase(start, j + 1, j + 1)


def skip_back(w: Sequence[Word], at: int, floor: int) -> int:
    """The last place before `at` that is no auxiliary, adverb or time ("has also", "on Monday", "in Oslo on Friday")."""
    j = at - 1
    while j >= floor:
        kind = w[j].kind
        if kind == "x" and contracted(w[j].low):
            break
        if (
            kind in "xa"
            or (kind == "t" and not _possessed(w, j))
            or (kind == "d" and w[j].low[0].isdigit() and j > floor and w[j - 1].kind == "t")
            or (kind in "dp" and j + 1 < at and w[j + 1].kind == "t")
            or (w[j].low in ("last", "next") and j + 1 < at and w[j + 1].kind == "t")
        ):
            j -= 1
        else:
            break
    return j


def _possessed(w: Sequence[Word], j: int) -> bool:
    return j > 0 and w[j - 1].low.endswith(("'s", "s'"))


def _relative(w: Sequence[Word], j: int, floor: int) -> Phrase | None:
    """ "a diplomat who asked not to be named": the phrase before who, with the clause."""
    for k in range(j, max(floor, j - 14), -1):
        if w[k].kind in 'Q.;:,"' or w[k].low in {"that", "because", "if"}:
            return None
        if w[k].low in {"who", "whose", "whom"}:
            end = k - 1 if w[k - 1].kind != "," else k - 2
            start = left(w, end, floor) if end >= floor else -1
            return None if start < 0 else Phrase(start, end + 1, j + 1)
    return None


def _apposed(w: Sequence[Word], j: int, floor: int) -> Phrase | None:
    """The subject before a comma at `j`: "X, minister of Y, " or, with a stray comma, "X, "."""
    mark = w[j].kind
    for k in range(j - 1, max(floor, j - LONGEST), -1):
        if w[k].kind in "Q;:.":
            break
        if w[k].kind == mark and k - 1 >= floor and _apposition(w, k + 1, j):
            start = left(w, k - 1, floor)
            if start >= 0 and _begins(w, start, floor):
                return Phrase(start, k, j)
    start = left(w, j - 1, floor) if j - 1 >= floor else -1
    return Phrase(start, j, j) if start >= 0 and _begins(w, start, floor) else None


def _begins(w: Sequence[Word], start: int, floor: int) -> bool:
    return start == floor or w[start - 1].kind in 'Q,;:-"bcs.('


def _apposition(w: Sequence[Word], start: int, end: int) -> bool:
    """Whether what stands between two commas describes what is before it."""
    first = w[start]
    if first.low in {"who", "whose", "which"} or first.low in _LEADS or first.low[:1].isdigit():
        return True
    if any(word.kind in "xrs" for word in w[start:end]):
        return False
    return first.kind in "da" or first.low in heads() or first.low in _RANKS or first.kind in "Nn"


def after(w: Sequence[Word], at: int, limit: int, described: bool = False) -> Phrase | None:
    """The noun phrase that begins at place `at`, with appositions that follow between commas; `described`: only those that name an office.

    >>> from comity.coding.attribution.words import words
    >>> text = "said Ann Berg, a minister of Peru, on Monday."
    >>> w = words(text, 0, len(text))
    >>> [w[place].low for place in (after(w, 1, 12).start, after(w, 1, 12).core - 1, after(w, 1, 12).end - 1)]
    ['ann', 'berg', 'peru']
    """
    core = right(w, at, limit)
    if core < 0:
        return None
    end = core
    while end < limit and w[end].kind == ",":
        last = _apposition_after(w, end + 1, limit)
        if last < 0 or (described and not _describes(w, at, core, end + 1, last)):
            break
        end = last
    return Phrase(at, core, end)


def _describes(w: Sequence[Word], at: int, core: int, start: int, end: int) -> bool:
    """Whether `[start, end)` names the office of the one before it, or the one who holds it, and no clause begins there."""
    office = any(word.low in heads() for word in w[at:core])
    if w[start].kind == "N" and end < len(w) and w[end].kind == ",":
        return office and w[core - 1].kind == "n" and all(word.kind == "N" for word in w[start:end])
    closed = end >= len(w) or w[end].kind in ",.;"
    return closed and w[start].kind != "N" and any(word.low in heads() for word in w[start : start + 7])


def _apposition_after(w: Sequence[Word], start: int, limit: int) -> int:
    """The end of an apposition that begins at `start`, up to its comma or stop; -1 if it is none."""
    if start >= limit:
        return -1
    relative = w[start].low in {"who", "whose"}
    first = w[start]
    office = any(word.low in heads() for word in w[start : start + 4])
    if not relative and not (
        office or first.kind in "dN" or first.low in heads() or first.low in _RANKS or first.low.isdigit()
    ):
        return -1
    end = start
    while end < min(limit, start + LONGEST) and w[end].kind not in ',.;:Q"':
        end += 1
    if any(word.kind in "xrs" or word.low in PAST for word in w[start + relative : end]) and not relative:
        return -1
    if end < limit and w[end].kind not in ",.;":
        return -1
    core = right(w, start, end) if not relative else end
    return core if core > start else -1
