"""Blocks into sentences with offsets; too long ones cut at clause marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from comity.coding.blocks import Block, blocks
from comity.coding.spacing import INVISIBLE, cut_before, trim, wordless
from comity.coding.stops import ends, reports

LONGEST = 1_000
"""Characters of the longest piece; a longer sentence is cut at clause marks."""

WHOLE = frozenset({"speaker", "dateline", "byline", "source", "boilerplate", "attribution"})
"""Kinds of blocks that are one piece whatever stops they hold."""

_CLOSERS = r"[\"'\u2019\u201d\u00bb\u203a)\]}\u201c]"
_STOP = re.compile(
    rf"(?P<stop>[.!?\u2026\u203d\u061f\u06d4\u0964]+(?:\[\d{{1,3}}\])*)(?P<close>{_CLOSERS}*)(?=(?P<blank>[\s{INVISIBLE}]+)|(?P<glued>[A-Z\"\u201c\u00ab(\[]))|"
    rf"(?P<wide>[\u3002\uff01\uff1f]+[\u300d\u300f\u201d\u2019)\uff09]*)|(?P<bullet>\s)(?=[\u2022\u25aa\u25cf\u25e6\u2023\u25a0\u2588]\s)"
)
_LEADS = re.compile(rf"[\s{INVISIBLE}\"'\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb(\[{{\u2013\u2014\u2022*-]*")
_GLUED_WORD = re.compile(r"[a-z\u00df-\u00ff]{2,}[)\]]?$|[a-z]{2,}\d{0,3}$|\d[%)]$")
_GLUED_NEXT = re.compile(r"[\"\u201c\u00ab(\[]?[A-Z](?:[a-z]+\b(?!\.[A-Za-z])|\s)")
_ADDRESS = re.compile(r"@|//|www\.|\w\.\w+\.")
_RANKS = (
    re.compile(r"[;:]\s"),
    re.compile(r"\s[\u2013\u2014-]{1,2}\s|,\s(?=(?:and|but|which|who|while|as|because)\s)"),
    re.compile(r"[,\u060c\u3001]\s?"),
    re.compile(r"\s"),
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A run `[start, end)` of the text inside one block; `block` is the block's place in the list."""

    start: int
    end: int
    block: int


def sentences(text: str, found: Sequence[Block] | None = None) -> list[Sentence]:
    """The sentences of a text in order; together they hold every character that shows, each once.

    Blocks of kinds in `WHOLE` are one piece each. No piece is longer than `LONGEST` characters. Never raises;
    linear in the length of the text.

    >>> text = 'Mr. Xi met J. Doe at 9.30 a.m. in D.C. "Why?" he asked.They left.'
    >>> [text[s.start : s.end] for s in sentences(text)]
    ['Mr. Xi met J. Doe at 9.30 a.m. in D.C.', '"Why?" he asked.', 'They left.']
    """
    pieces: list[Sentence] = []
    for number, block in enumerate(blocks(text) if found is None else found):
        for start, end in _spans(text, block):
            pieces += [Sentence(*span, number) for span in _bounded(text, start, end)]
    return pieces


def _spans(text: str, block: Block) -> list[tuple[int, int]]:
    """Sentences of one block; a run without letters or digits belongs to the one before it."""
    if block.kind in WHOLE:
        return [(block.start, block.end)]
    spans: list[tuple[int, int]] = []
    start = block.start
    for cut in [*_cuts(text, block.start, block.end), block.end]:
        first, last = trim(text, start, cut)
        start = cut
        if first == last:
            continue
        if spans and last - first < 40 and wordless(text[first:last]):
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((first, last))
    return spans


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Places where a sentence ends inside `[start, end)`."""
    opened = start
    for found in _STOP.finditer(text, start, end):
        cut = found.end()
        if found["glued"] is not None:
            cut = _glued(text, opened, found)
        elif found["stop"] is not None and not _closes(text, opened, found):
            cut = 0
        if cut:
            yield cut
            opened = trim(text, cut, min(end, cut + 64))[0]


def _word(text: str, opened: int, at: int) -> str:
    """The word before a stop, without the marks that lead it."""
    words = text[max(opened, at - 30) : at].split()
    return words[-1].lstrip("\"'\u2018\u201c\u00ab([{\u2014\u2013-") if words and not text[at - 1].isspace() else ""


def _closes(text: str, opened: int, found: re.Match[str]) -> bool:
    """Whether a stop that blanks follow ends a sentence."""
    after = found.end() + len(found["blank"])
    lead = _LEADS.match(text, after, after + 12)
    begin = lead.end() if lead else after
    rest = text[begin : begin + 70]
    quoted = any(mark in "\"'\u201d\u2019\u00bb\u201c" for mark in found["close"])
    if quoted and begin == after and reports(rest):
        return False
    word = _word(text, opened, found.start())
    if found["stop"] != ".":
        return _strong(found["stop"], rest, begin > after, bool(found["close"]), word)
    if found["close"]:
        return not rest[:1].islower()
    lowered = rest[:1].islower() and begin > after
    return not lowered and ends(word, rest, found.start() - opened <= len(word))


def _strong(stop: str, rest: str, marked: bool, closed: bool, word: str) -> bool:
    """Question marks, exclamation marks and ellipses: a low letter after them may go on ("Yahoo! said")."""
    if "\u2026" in stop or ".." in stop:
        return not rest[:1].islower() and bool(word)
    named = stop == "!" and word[:1].isupper()
    return not rest[:1].islower() or not (marked or closed or named)


def _glued(text: str, opened: int, found: re.Match[str]) -> int:
    """The cut after a stop that lacks its space ("said.They"), 0 where the stop is part of a name or address."""
    word = _word(text, opened, found.start())
    if not _GLUED_WORD.search(word) or _ADDRESS.search(word) or found["stop"].startswith(".."):
        return 0
    straight = found["close"].find('"')
    if straight >= 0 and text[found.end() : found.end() + 1].isalpha():
        return found.end("stop") + straight if text.count('"', opened, found.end()) % 2 else found.end()
    return found.end() if _GLUED_NEXT.match(text, found.end()) else 0


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span, or its pieces of at most `LONGEST` characters, cut at the best clause mark of each second half."""
    while end - start > LONGEST:
        low, high = start + LONGEST // 2, start + LONGEST
        cut = next((at for rank in _RANKS if (at := _last(rank, text, low, high))), 0) or cut_before(text, high)
        cut = cut if cut > start else high
        first, last = trim(text, start, cut)
        if first < last:
            yield first, last
        start = trim(text, cut, end)[0]
    if start < end:
        yield start, end


def _last(rank: re.Pattern[str], text: str, low: int, high: int) -> int:
    """End of the last mark of a rank inside `[low, high)`, 0 if there is none."""
    at = 0
    for found in rank.finditer(text, low, high):
        at = found.end()
    return at
