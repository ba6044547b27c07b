"""Marks around mentions, put in the same way when the network learns and when it reads. Standard library only."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

OPEN, CLOSE = "[unused1]", "[unused2]"
"""Two tokens of the vocabulary that no text holds: the tokenizer knows them only after `add_special_tokens`."""


@dataclass(frozen=True, slots=True)
class Marking:
    """A text with marks. `opens` holds the place of each mention's opening mark, in the order the mentions were given.

    `moved[k]` is where character k of the bare text stands in `text`.
    """

    text: str
    opens: tuple[int, ...]
    moved: tuple[int, ...]

    def back(self, at: int) -> int:
        """The character of the bare text at or before a place of the marked one."""
        return max(0, bisect_right(self.moved, at) - 1)


def mark(text: str, spans: Sequence[tuple[int, int]]) -> Marking:
    """A text with marks around spans that do not overlap.

    >>> mark("Fiji met Peru.", [(9, 13), (0, 4)]).text
    ' [unused1] Fiji [unused2]  met  [unused1] Peru [unused2] .'
    """
    pieces: list[str] = []
    opens = [0] * len(spans)
    moved: list[int] = []
    at = length = 0
    for k in sorted(range(len(spans)), key=lambda k: spans[k]):
        start, end = spans[k]
        moved += range(length, length + start - at)
        length += start - at
        opens[k] = length + 1
        pieces += [text[at:start], f" {OPEN} "]
        length += len(OPEN) + 2
        moved += range(length, length + end - start)
        pieces += [text[start:end], f" {CLOSE} "]
        length += end - start + len(CLOSE) + 2
        at = end
    moved += range(length, length + len(text) - at + 1)
    pieces.append(text[at:])
    return Marking("".join(pieces), tuple(opens), tuple(moved))
