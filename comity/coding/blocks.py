"""Text into blocks: headline, dateline, byline, caption, source line, speaker label, boilerplate, paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from comity.coding.furniture import TRAILING_DATE, dateline_length, kind_of, titled
from comity.coding.spacing import trim, wordless
from comity.coding.turns import labels, split_turns

KINDS = ("headline", "dateline", "byline", "attribution", "caption", "source", "speaker", "boilerplate", "paragraph")
"""`attribution` is the name under a set-off quotation; `speaker` the label of a turn, its words follow as paragraphs."""

_LINE = re.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_OPEN_END = re.compile(r"[^\W_]$|[,;\u2013\u2014-]$")
_WORD = re.compile(r"\S+")
CLAUSE = 40
"""Characters a line must have before a low letter on the next one is taken for its continuation."""

FULL = 0.8
"""A line is full if it fills this share of the longest; only full lines are joined as hard-wrapped."""

WIDEST = 110
"""A text with a longer line is not hard-wrapped."""


@dataclass(frozen=True, slots=True)
class Block:
    """A run `[start, end)` of the text with its kind, and the label of the speaker who has the floor, if any."""

    start: int
    end: int
    kind: str
    speaker: tuple[int, int] | None = None


def blocks(text: str, title: str | None = None) -> list[Block]:
    """The blocks of a text in order; together they hold every character that shows, each once.

    `title` helps to know a headline that the text repeats. Never raises; linear in the length of the text.

    >>> text = "Talks open in Oslo\\n\\nOSLO (AFP) - Norway hosts talks.\\nMR. BERG: We hope."
    >>> [(block.kind, text[block.start : block.end]) for block in blocks(text)]  # doctest: +NORMALIZE_WHITESPACE
    [('headline', 'Talks open in Oslo'), ('dateline', 'OSLO (AFP) -'), ('paragraph', 'Norway hosts talks.'),
     ('speaker', 'MR. BERG:'), ('paragraph', 'We hope.')]
    """
    lines = _joined(text, _lines(text))
    lengths = labels([text[start : min(end, start + 240)] for start, end, _ in lines])
    if lengths and titled(text[lines[0][0] : lines[0][1]], 200) and len(lines) > 1:
        lengths[0] = 0
    found: list[Block] = []
    floor: tuple[int, int] | None = None
    for number, ((start, end, _), length) in enumerate(zip(lines, lengths, strict=True)):
        if length:
            label = trim(text, start, start + length)
            floor = (label[0], label[1] - (text[label[1] - 1] in ":."))
            found.append(Block(*label, "speaker", floor))
            start, end = trim(text, start + length, end)
        if start < end:
            pieces = (
                [Block(start, end, "paragraph", floor)]
                if length
                else _pieces(text, start, end, number, len(lines), title, floor)
            )
            floor = None if pieces[-1].kind == "boilerplate" and wordless(text[start:end]) else floor
            found += pieces
    return found


def _pieces(
    text: str, start: int, end: int, number: int, total: int, title: str | None, floor: tuple[int, int] | None
) -> list[Block]:
    """The blocks of one line: one, or two where a dateline or a trailing date shares it."""
    line = text[start:end]
    if title and line == title.strip():
        return [Block(start, end, "headline")]
    kind = kind_of(line)
    if kind:
        return [Block(start, end, kind, floor if kind == "boilerplate" else None)]
    if number == 0 and len(line) <= 300 and (date := TRAILING_DATE.search(line)):
        middle = start + date.start()
        return [Block(*trim(text, start, middle), "headline"), Block(*trim(text, middle, end), "dateline")]
    length = dateline_length(line)
    if 0 < length < len(line):
        return [
            Block(*trim(text, start, start + length), "dateline"),
            Block(*trim(text, start + length, end), "paragraph", floor),
        ]
    head = total > 1 and (titled(line, 200) if number == 0 else titled(line))
    return [Block(start, end, "headline" if head else "paragraph", None if head else floor)]


def _lines(text: str) -> list[tuple[int, int, int]]:
    """Trimmed lines that show something, and how many line breaks stand before each; lost breaks restored."""
    found: list[tuple[int, int, int]] = []
    before = 0
    for line in _LINE.finditer(text):
        start, end = trim(text, line.start(), line.end())
        if start == end:
            continue
        breaks = len(_BREAK.findall(text, before, line.start()))
        marks = [start, *(start + at for at in split_turns(text[start:end]) if at), end]
        for first, last in pairwise(marks):
            found.append((*trim(text, first, last), breaks if first == start else 1))
        before = line.end()
    return found


def _joined(text: str, lines: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Hard-wrapped lines made whole, and lines broken inside a clause: no blank line may part them."""
    widest = max((end - start for start, end, _ in lines), default=0)
    if sum(end - start >= FULL * widest for start, end, _ in lines) < 2:
        widest = 0
    whole: list[tuple[int, int, int]] = []
    width = 0
    for start, end, breaks in lines:
        if (
            whole
            and breaks == 1
            and (_broken(text, *whole[-1][:2], start, end) or _wrapped(text, whole[-1][1], start, width, widest))
        ):
            whole[-1] = (whole[-1][0], end, whole[-1][2])
        else:
            whole.append((start, end, breaks))
        width = end - start
    return whole


def _broken(text: str, first: int, last: int, start: int, end: int) -> bool:
    """Whether a line break fell inside a clause: the next line begins low after a letter, or is a stop alone."""
    if end - start <= 3 and text[start] in ".,;!?)\u201d":
        return True
    return (
        last - first >= CLAUSE
        and text[start].islower()
        and text[start + 1 : start + 2] not in {"", ")", ".", " "}
        and text[last - 1].isalpha()
    )


def _wrapped(text: str, last: int, start: int, width: int, widest: int) -> bool:
    """Whether a full line of a hard-wrapped text goes on in the one at `start`."""
    if not 40 <= widest <= WIDEST:
        return False
    if text[start].islower():
        return width >= 0.5 * widest and _OPEN_END.search(text, last - 1, last) is not None
    word = _WORD.match(text, start, start + WIDEST)
    room = widest - (word.end() - start if word else 0)
    return width >= max(FULL * widest, room - 1) and text[last - 1] != ":"
