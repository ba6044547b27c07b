"""In what way an act is done: the modes of a type, after PLOVER where it has modes, ours elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from comity.coding.tables import rows
from comity.schema import Span

LEFT, RIGHT = 45, 70
"""Characters before and after the deciding words whose clause is read where those words alone do not say."""

_STOP = re.compile(
    r"[.;:!?]\s|\n|, (?:but|while|whereas|after|before|which|who|when|because)\b| (?:but|while|whereas|after|before) "
)

_BY = re.compile(r"\b(?:with|using|by|from|in an?|via)\b")
MODIFIES = 2
"""Words between a means and the deed that it modifies: "drone and missile attack"."""


@dataclass(frozen=True, slots=True)
class Mode:
    """One way of doing an act of a type. `origin`: plover or ours; `near`: by where its words name a means and not
    an object, last where any other mode goes first, else any."""

    type: str
    name: str
    origin: str
    near: str
    definition: str
    words: re.Pattern[str]


@cache
def modes() -> dict[str, tuple[Mode, ...]]:
    """The modes of each type, in the order in which they win where two are as near.

    >>> [mode.name for mode in modes()["PROTEST"]]
    ['riot', 'strike', 'hunger', 'boycott', 'obstruct', 'demo']
    """
    found: dict[str, list[Mode]] = {}
    for row in rows("modes.tsv"):
        words = re.compile(rf"\b(?:{row['words']})\b", re.I)
        mode = Mode(row["type"], row["mode"], row["origin"], row["near"], row["definition"], words)
        found.setdefault(mode.type, []).append(mode)
    return {type: tuple(some) for type, some in found.items()}


def mode_of(type: str, text: str, span: Span, sentence: Span) -> str:
    """The mode that the deciding words at `span`, else their neighbours in the clause, tell of; "" where they do not.

    >>> text = "Peru shelled the port of Chile before the talks."
    >>> mode_of("ASSAULT", text, (5, 12), (0, 48)), mode_of("SUPPORT", text, (5, 12), (0, 48))
    ('heavy-weapons', '')
    """
    some = modes().get(type, ())
    low, high = _clause(text, span, sentence)
    best: tuple[int, int, str] | None = None
    for order, mode in enumerate(some):
        far = _distance(mode, text, span, low, high)
        if far is not None and mode.near == "last":
            far += LEFT + RIGHT
        if far is not None and (best is None or (far, order) < best[:2]):
            best = far, order, mode.name
    return best[2] if best else ""


def _clause(text: str, span: Span, sentence: Span) -> Span:
    """The neighbours that belong to the deciding words: up to the nearest end of a clause on each side."""
    low, high = max(sentence[0], span[0] - LEFT, 0), min(sentence[1], span[1] + RIGHT, len(text))
    ends = [stop.end() for stop in _STOP.finditer(text, low, max(low, span[0]))]
    after = _STOP.search(text, span[1], max(span[1], high))
    return (ends[-1] if ends else low), (after.start() if after else high)


def _distance(mode: Mode, text: str, span: Span, low: int, high: int) -> int | None:
    """Characters from the deciding words to the nearest that tell the mode, 0 within them."""
    if mode.words.search(text, span[0], min(span[1], len(text))):
        return 0
    far = [
        max(span[0] - found.end(), found.start() - span[1], 1)
        for found in mode.words.finditer(text, low, high)
        if not (mode.near == "by" and _object(text, span, found.start(), found.end()))
    ]
    return min(far, default=None)


def _object(text: str, span: Span, start: int, end: int) -> bool:
    """Whether words name what was hit: after a verb with no "with" or "by" between, or far before it."""
    if start >= span[1]:
        return not _BY.search(text, span[1], start)
    return len(text[end : span[0]].split()) > MODIFIES
