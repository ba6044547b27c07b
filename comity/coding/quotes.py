"""Quotations of a text: spans of every kind of mark, mended where a mark is missing, joined across paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from comity.coding.blocks import Block, blocks
from comity.coding.marks import CORNER, DOUBLE, GUILLEMET, SINGLE, Mark, marks
from comity.coding.pairing import Pair, pairs
from comity.coding.spacing import trim, wordless, wordset
from comity.coding.stops import SAYS

QUOTING = frozenset({"paragraph", "headline", "caption"})
"""Kinds of blocks in which quotations are looked for."""

SHORT = 5
"""Words of the longest scare quote."""

WAITS = 8
"""Paragraphs without a mark that may stand inside a set-off quotation before its closing mark comes."""

LONGEST = 100
"""Paragraphs of the longest quotation."""

_CUE = re.compile(
    rf"(?<!so-)\b(?:{SAYS}|saying|according to|call(?:ed|s|ing)|describ(?:ed|es|ing)|deem(?:ed|s)|term(?:ed|s)|dubbed|accus(?:ed|es|ing)|denounc(?:ed|es|ing)|"
    r"condemn(?:ed|s|ing)|labell?ed|vow(?:ed|s)|promis(?:ed|es)|pledg(?:ed|es)|urg(?:ed|es|ing)|demand(?:ed|s)|express(?:ed|es|ing)|quot(?:ed|es|ing)|words?|statement|"
    r"think|thinks|thought|reads?|criticis?z?ed|quote)\b"
)
_TITLED = re.compile(
    r"\b(?:film|movie|book|novel|song|album|article|report|paper|play|poem|series|programme|program|show|magazine|essay|operation|exercise|"
    r"titled|entitled|called|named|codenamed|code-named|dubbed|known as|theme|slogan|headline|header)s? $",
    re.I,
)
_SMALL = wordset("a an and as at by for from in of on or the to with de la et der die das und")
_STOP = re.compile(r"[.!?\u2026][\"\u201d'\u2019)\]]*\s+(?=[^\s\W_a-z])")
_LATE_CUE = re.compile(rf"[,!?]\s+(?:[\w.'\u2019-]+\s){{1,5}}?(?:{SAYS})\b|[,!?]\s+(?:{SAYS})\s+[A-Za-z]")
_EARLY_CUE = re.compile(rf"\b(?:{SAYS})\b(?:\s+(?:him|her|them|us|me|reporters|journalists))?(?:\s+that\b|[:,])?\s*")


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between quotation marks.

    `start` and `end` hold the marks, `spans` the words without them: one span for each paragraph. `mark` is the form
    of the opening mark, `depth` the number of quotations around it, `flag` "scare" or "title" where shape says that
    nobody is quoted, else "". `mended`: a mark is missing and the edge was inferred.

    >>> Quotation(0, 5, ((1, 4),), '"', 0, "scare", False).flag
    'scare'
    """

    start: int
    end: int
    spans: tuple[tuple[int, int], ...]
    mark: str
    depth: int = 0
    flag: str = ""
    mended: bool = False


@dataclass(frozen=True, slots=True)
class _Open:
    """A quotation that its paragraph leaves open, that paragraph, and the paragraphs without marks since."""

    whole: Quotation
    block: Block
    between: tuple[tuple[int, int], ...] = ()


def quotes(text: str, found: Sequence[Block] | None = None) -> list[Quotation]:
    """The quotations of a text, ordered by where they start, outer before inner.

    Marks pair inside a paragraph; one left open is continued if the next paragraph of the same speaker opens again.
    Never raises; linear in the length of the text.

    >>> text = 'He said "we agree". The so-called \\u201cfriends\\u201d left.'
    >>> [(text[slice(*q.spans[0])], q.flag) for q in quotes(text)]
    [('we agree', ''), ('friends', 'scare')]
    """
    done: list[Quotation] = []
    held: dict[str, _Open] = {}
    for block in blocks(text) if found is None else found:
        if block.kind in QUOTING:
            _block(text, block, held, done)
    done += [_closed_off(text, one) for one in held.values()]
    return _nested(text, [one for one in done if one.spans])


def _block(text: str, block: Block, held: dict[str, _Open], done: list[Quotation]) -> None:
    """Add the quotations of one block; what it leaves open goes to `held`, by family."""
    every = marks(text, block.start, block.end)
    if not every and not held:
        return
    for family in (DOUBLE, GUILLEMET, CORNER, SINGLE):
        mine = [mark for mark in every if mark.family == family]
        found = pairs(mine) if mine else []
        waiting = held.pop(family, None)
        if waiting:
            found = _continue(text, block, waiting, found, family, held, done)
        for place, pair in enumerate(found):
            after = found[place + 1].opening if place + 1 < len(found) else None
            one = _quotation(text, block, pair, after.start if after else block.end, done)
            if one and pair.closing is None and place + 1 == len(found):
                held[family] = _Open(one, block)
            elif one:
                done.append(one if pair.closing else _closed_off(text, _Open(one, block)))


def _continue(
    text: str,
    block: Block,
    waiting: _Open,
    found: list[Pair],
    family: str,
    held: dict[str, _Open],
    done: list[Quotation],
) -> list[Pair]:
    """Join the first pair of a paragraph to the quotation left open before it, or give that one its end; the pairs left."""
    first = found[0] if found else None
    joins = _joins(text, block, waiting, first)
    if first is None and joins:
        held[family] = replace(waiting, between=(*waiting.between, (block.start, block.end)))
        return []
    if first is None or not joins:
        done.append(_closed_off(text, waiting))
        return found
    begin = first.opening.end if first.opening else block.start
    last, end = (first.closing.start, first.closing.end) if first.closing else (block.end, block.end)
    spans = (*waiting.whole.spans, *waiting.between, trim(text, begin, last))
    joined = replace(waiting.whole, end=end, spans=spans, mended=first.closing is None)
    if first.closing is None and len(found) == 1:
        held[family] = _Open(joined, block)
    else:
        done.append(joined)
    return found[1:]


def _joins(text: str, block: Block, waiting: _Open, first: Pair | None) -> bool:
    """Whether a paragraph goes on with what was left open: the same turn, no "..., he said." after the words left open,
    and it opens again, or closes what it never opened, or bears no mark while a closing one may still come."""
    same = block.kind == waiting.block.kind == "paragraph" and block.speaker == waiting.block.speaker
    if not same or len(waiting.whole.spans) >= LONGEST or _LATE_CUE.search(text, *waiting.whole.spans[-1]):
        return False
    if first is None:
        return len(waiting.between) < WAITS and waiting.whole.start == waiting.block.start
    if first.opening:
        return first.opening.start == block.start and not waiting.between
    return True


def _quotation(text: str, block: Block, pair: Pair, limit: int, done: list[Quotation]) -> Quotation | None:
    """The quotation of a pair, mended where a mark is missing; None where too little speaks for one."""
    opening, closing = pair.opening, pair.closing
    if opening and closing:
        span = trim(text, opening.end, closing.start)
        return Quotation(
            opening.start,
            closing.end,
            (span,) if span[0] < span[1] else (),
            opening.form,
            flag=_flag(text, block, opening, closing),
        )
    if opening:
        span = trim(text, opening.end, limit)
        return Quotation(opening.start, span[1], (span,), opening.form, mended=True) if span[0] < span[1] else None
    return _headless(text, block, closing, done) if closing else None


def _headless(text: str, block: Block, closing: Mark, done: list[Quotation]) -> Quotation | None:
    """A quotation that lost its opening mark: from the begin of its sentence, or after its cue, if a stop or comma precedes the close."""
    if text[closing.start - 1] not in ".,!?\u2026" or closing.family == SINGLE:
        return None
    low = max([block.start, *(one.end for one in done[-3:] if block.start <= one.end <= closing.start)])
    begin = low
    for stop in _STOP.finditer(text, low, closing.start):
        begin = stop.end()
    cue = _EARLY_CUE.search(text, begin, closing.start)
    span = trim(text, cue.end() if cue else begin, closing.start)
    return Quotation(span[0], closing.end, (span,), closing.form, mended=True) if span[0] < span[1] else None


def _closed_off(text: str, waiting: _Open) -> Quotation:
    """A quotation that never closes ends before "..., he said", with its sentence, or, if it opens the paragraph, with that."""
    whole = waiting.whole
    begin, limit = whole.spans[-1]
    cue = _LATE_CUE.search(text, begin, limit)
    stop = _STOP.search(text, begin, limit)
    end = limit
    if cue and not (stop and stop.end() < cue.start()):
        end = cue.start() + 1
    elif stop and whole.start > waiting.block.start and len(whole.spans) == 1:
        end = stop.end()
    span = trim(text, begin, end)
    return replace(whole, end=span[1], spans=(*whole.spans[:-1], span), mended=True)


def _flag(text: str, block: Block, opening: Mark, closing: Mark) -> str:
    """ "title" or "scare" for a short run of words without a stop or a cue near it, else ""."""
    if closing.start - opening.end > 90:
        return ""
    inside = text[opening.end : closing.start].strip()
    words = inside.split()
    if not words or inside[-1] in ".,!?;\u2026":
        return ""
    before = _STOP.split(text[max(block.start, opening.start - 80) : opening.start + 1])[-1][:-1]
    high = [word[0].isupper() or word[0].isdigit() for word in words if word not in _SMALL]
    title = bool(high) and all(high) and words[0][0].isupper()
    if title and (_TITLED.search(before) or len(high) > 1) and not before.rstrip().endswith((":", ",")):
        return "title"
    if len(words) > SHORT or _CUE.search(before) or _CUE.search(text, closing.end, min(block.end, closing.end + 50)):
        return ""
    return "title" if title and len(high) > 1 else "scare"


def _nested(text: str, found: Iterable[Quotation]) -> list[Quotation]:
    """In order, with depths; what crosses the edge of another, or holds no word, is left out."""
    done: list[Quotation] = []
    around: list[Quotation] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        while around and around[-1].end <= one.start:
            around.pop()
        if (around and around[-1].end < one.end) or all(wordless(text[first:last]) for first, last in one.spans):
            continue
        done.append(replace(one, depth=len(around)))
        around.append(done[-1])
    return done
