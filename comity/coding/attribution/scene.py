"""A text laid out for attribution: outer quotations, where cues stand, and the words of each sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from comity.coding.attribution.cues import places, table
from comity.coding.attribution.words import Word, words
from comity.coding.blocks import Block
from comity.coding.quotes import Quotation
from comity.coding.sentences import Sentence
from comity.coding.stops import SAYS

REACH = 90
"""Characters before a scare quote in which a word of calling or blame makes it a quotation."""

_WORD = re.compile(r"\w+")
_STOP = re.compile(r"[.;!?\n]\s")
_MARKS = "\"'\u201d\u2019\u00bb\u201c"
_LATE = re.compile(
    rf"[,?!](?=\s+(?:(?:the|a|an|his|her|its|their|[A-Z][\w.'\u2019-]*)\s+(?:[\w.'\u2019-]+\s+){{0,5}}?|he\s+|she\s+)(?:{SAYS})\b)"
)
Atom = tuple[int, int, int]


def _block(sentence: Sentence) -> int:
    return sentence.block


@dataclass(frozen=True, slots=True)
class Scene:
    """`atoms[depth]` are (start, end, number) of the quotations of a depth that stand as one token, `ends` the ends of the outer
    ones; number -1 marks the bare marks of scare quotes and titles, whose words are words of the sentence."""

    text: str
    blocks: Sequence[Block]
    sentences: Sequence[Sentence]
    quotations: Sequence[Quotation]
    cues: Sequence[int]
    atoms: tuple[tuple[Atom, ...], tuple[Atom, ...]]

    def cues_in(self, start: int, end: int) -> Sequence[int]:
        """Where cues may stand in `[start, end)`."""
        return self.cues[bisect_left(self.cues, start) : bisect_left(self.cues, end)]

    def atoms_in(self, start: int, end: int, depth: int) -> list[Atom]:
        """Quotations of a depth that reach into `[start, end)`."""
        rows = self.atoms[depth]
        k = bisect_left(rows, (start, 0, -2))
        found = [rows[k - 1]] if k and rows[k - 1][1] > start else []
        while k < len(rows) and rows[k][0] < end:
            found.append(rows[k])
            k += 1
        return found

    def sentences_of(self, block: int) -> Sequence[Sentence]:
        """The sentences of a block, by its number."""
        first = bisect_left(self.sentences, block, key=_block)
        return self.sentences[first : bisect_right(self.sentences, block, first, key=_block)]

    def words_of(self, start: int, end: int, depth: int = 0) -> list[Word]:
        """The tokens of `[start, end)`, quotations of a depth each one token."""
        return words(self.text, start, end, self.atoms_in(start, end, depth))

    def ended_before(self, start: int, floor: int) -> int:
        """The number of the quotation that ends just before `start` and begins after `floor`, -1 for none."""
        rows = self.atoms[0]
        k = bisect_right(rows, (start, 0, -2)) - 1
        if k < 0 or rows[k][2] < 0 or rows[k][0] < floor or rows[k][1] > start:
            return -1
        between = self.text[rows[k][1] : start]
        return rows[k][2] if len(between) < 6 and not between.strip(" ,\u00a0\t") else -1

    def opens_at(self, start: int) -> int:
        """The number of the quotation that begins at `start`, -1 for none."""
        rows = self.atoms[0]
        k = bisect_left(rows, (start, 0, -2))
        return rows[k][2] if k < len(rows) and rows[k][0] == start else -1


def scene(text: str, blocks: Sequence[Block], sentences: Sequence[Sentence], quotations: Sequence[Quotation]) -> Scene:
    """Lays out a text."""
    cues = places(text)
    quotations = _unturned(text, [_closed(text, one) for one in quotations])
    kept = [one if not one.flag or not _named(text, one, cues) else replace(one, flag="") for one in quotations]
    return Scene(text, blocks, sentences, kept, cues, (_atoms(kept, 0), _atoms(kept, 1)))


def _unturned(text: str, quotations: Sequence[Quotation]) -> list[Quotation]:
    """An opening mark right after a quotation that lost its closing one, before a small letter or a dash, is that closing one turned round."""
    found: list[Quotation] = []
    for one in quotations:
        last = found[-1] if found else None
        turned = last and last.mended and one.mended and 0 <= one.start - last.end < 4 and not last.depth
        first = text[one.spans[0][0]]
        found.append(replace(one, flag="mark") if turned and (first.islower() or first in "-\u2013\u2014") else one)
    return found


def _closed(text: str, one: Quotation) -> Quotation:
    """A quotation that lost its closing mark ends before "..., X said", if that stands in its last paragraph."""
    first, last = one.spans[-1]
    if not one.mended or text[one.end - 1] in _MARKS:
        return one
    late = _LATE.search(text, first, last)
    if not late:
        return one
    end = late.start() + 1
    return replace(one, end=end, spans=(*one.spans[:-1], (first, end)))


def _named(text: str, one: Quotation, cues: Sequence[int]) -> bool:
    """Whether a word of calling, praise or blame stands before a scare quote, so that somebody's word is quoted after all."""
    if one.flag != "scare":
        return False
    long = len(text[slice(*one.spans[0])].split()) > 1
    for start in cues[bisect_left(cues, one.start - REACH) : bisect_left(cues, one.start)]:
        found = _WORD.match(text, start)
        cues_here = table().get(found[0].lower(), ()) if found else ()
        named = any(cue.form not in ("base", "noun") and ("mixed" in cue.frames or long) for cue in cues_here)
        if named and not _STOP.search(text, start, one.start):
            return True
    return False


def _atoms(quotations: Sequence[Quotation], depth: int) -> tuple[Atom, ...]:
    found: list[Atom] = []
    for number, one in enumerate(quotations):
        if one.depth != depth:
            continue
        if one.flag:
            found.append((one.start, max(one.start, one.spans[0][0]), -1))
            found.append((min(one.end, one.spans[-1][1]), one.end, -1))
        else:
            found.append((one.start, one.end, number))
    return tuple(sorted(found))


def inner(one: Quotation, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a quotation's words inside `[start, end)`."""
    parts = [(max(first, start), min(last, end)) for first, last in one.spans]
    return [(first, last) for first, last in parts if first < last]


def bare(text: str, block: Block, taken: Sequence[tuple[int, int]]) -> str:
    """What a block says outside the spans taken."""
    at, left = block.start, []
    for start, end in taken:
        left.append(text[at : max(at, start)])
        at = max(at, end)
    left.append(text[at : max(at, block.end)])
    return " ".join(part for part in left if part.strip())
