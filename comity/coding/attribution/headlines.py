"""The colon of headlines: "Minister: no talks with Chile", "Peru to free pilot: aide", "Peru, Chile to swap data - ministry"."""

from __future__ import annotations

from collections.abc import Sequence

from comity.coding.attribution.clauses import head_of, headline_clause
from comity.coding.attribution.content import Content, ranged
from comity.coding.attribution.cues import Cue
from comity.coding.attribution.heads import heads
from comity.coding.attribution.phrases import Phrase, left, right
from comity.coding.attribution.saying import FORWARD, INVERTED, Saying
from comity.coding.attribution.words import Word
from comity.coding.turns import NOT_LABELS

COLON = Cue(":", "colon", (), "say", frozenset({"quote"}), False)
_CREDITS = ("image", "photo", "photograph", "picture", "source", "credit", "video", "caption", "via")
LABEL = 8
"""Words of the longest speaker before a colon."""

LONGEST = 400
"""Characters of the longest line in which a colon may stand for "says"."""


def colon(w: Sequence[Word]) -> tuple[Saying, Content] | None:
    """The saying of a line with a colon or dash and no word of saying; None if the shorter side names no speaker.

    Whether the speaker is one known is not asked here.

    >>> from comity.coding.attribution.words import words
    >>> text = "Peru to free Chilean pilot: minister"
    >>> w = words(text, 0, len(text))
    >>> [text[slice(w[a].start, w[b - 1].end)] for a, b in colon(w)[1].ranges]
    ['Peru to free Chilean pilot']
    """
    for k, word in enumerate(w):
        found = _before(w, k) if word.kind == ":" and 0 < k <= LABEL else None
        if found:
            return found
    for k in range(len(w) - 2, max(1, len(w) - LABEL), -1):
        dash = w[k].kind == "-" and w[k - 1].end < w[k].start and w[k].end < w[k + 1].start
        if w[k].kind == ":" or dash:
            return _after(w, k)
    return None


def _before(w: Sequence[Word], k: int) -> tuple[Saying, Content] | None:
    if left(w, k - 1, 0) != 0 or any(word.low.upper() in NOT_LABELS for word in w[:k]):
        return None
    speaker = Phrase(0, k, k)
    what = ranged(w, k + 1, len(w), "colon of a headline")
    if what is None or not _speaks(w, speaker) or not headline_clause(w, k + 1, len(w)):
        return None
    return Saying(k, k + 1, COLON, FORWARD, speaker, 0, k, sure=0.75), what


def _after(w: Sequence[Word], k: int) -> tuple[Saying, Content] | None:
    end = len(w) - (w[-1].kind == ".")
    speaker = Phrase(k + 1, end, end)
    if w[k - 1].low.endswith(_CREDITS):
        return None
    if k + 1 >= end or right(w, k + 1, end) != end or not _speaks(w, speaker) or not headline_clause(w, 0, k):
        return None
    what = ranged(w, 0, k, "before the colon of a headline")
    return (Saying(k, k + 1, COLON, INVERTED, speaker, k, k, sure=0.75), what) if what else None


def _speaks(w: Sequence[Word], phrase: Phrase) -> bool:
    """Whether a phrase is headed by a word for a speaker, or is a name of at most three words."""
    kind = heads().get(head_of(w, phrase))
    if kind is not None:
        return kind not in ("idle", "document")
    names = [word for word in w[phrase.start : phrase.core] if word.kind == "N"]
    return len(names) == phrase.core - phrase.start <= 3 or any(
        word.low in heads() for word in w[phrase.start : phrase.core]
    )
