"""What was said, as ranges of the tokens of a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comity.coding.attribution.clauses import clause
from comity.coding.attribution.phrases import Phrase
from comity.coding.attribution.saying import GERUND, INVERTED, OF, Saying
from comity.coding.attribution.words import QUOTED, Word

STOPPED = frozenset(".!?\u2026")
"""Last characters of a quotation that is a whole sentence."""


@dataclass(frozen=True, slots=True)
class Content:
    """Token ranges of the content, how it was joined to its cue (trace words), whom it was said to, and a factor for the confidence."""

    ranges: tuple[tuple[int, int], ...]
    how: str
    addressee: Phrase | None = None
    sure: float = 1.0


def ranged(
    w: Sequence[Word], start: int, end: int, how: str, addressee: Phrase | None = None, sure: float = 1.0
) -> Content | None:
    while start < end and w[start].kind in ",:;.-":
        start += 1
    while end > start and w[end - 1].kind in ',:;.-"(':
        end -= 1
    return Content(((start, end),), how, addressee, sure) if end > start else None


def ending(w: Sequence[Word], start: int, said: Sequence[Saying], number: int) -> int:
    """Where the clause ends that begins at `start`: before the next saying that is not part of it, else with the sentence."""
    for other in said[number + 1 :]:
        begin = other.begin
        if begin <= start:
            continue
        if other.side == GERUND or other.side in (OF, INVERTED) or other.inherited:
            return begin
        k = begin
        while k > start and w[k - 1].kind in "cb" and w[k - 1].low != "that":
            k -= 1
        if (
            k > start
            and (
                w[k - 1].kind in ";-"
                or (w[k - 1].kind == "," and clause(w, start, k))
                or (w[k - 1].kind == QUOTED and w[k - 1].low in STOPPED)
            )
            and not (k < begin and w[k].low == "and" and begin < len(w) and w[begin].low == "that")
        ):
            return k
        if k < begin and w[k].kind == "b":
            return k
    return len(w)
