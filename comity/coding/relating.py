"""What one marked actor does to another, for people who bring their own sentences and mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from comity.coding.candidates import told
from comity.coding.model.reader import Reader
from comity.coding.model.reading import Array, Marked, Reading
from comity.coding.modes import mode_of
from comity.coding.status import sure_status
from comity.schema import TYPES, Relation, Span

ROOM = 900
"""Characters around the two mentions that are read of a longer sentence."""


@dataclass(frozen=True, slots=True)
class MarkedPair:
    """A sentence and where its two actors stand; each may stand several times. Spans are characters `[start, end)`."""

    sentence: str
    source_spans: tuple[Span, ...]
    target_spans: tuple[Span, ...]


def places(sentence: str, words: str) -> tuple[Span, ...]:
    """Where the words stand as whole words, whatever their case.

    >>> places("Iran warned that Iranian ships ...", "Iran")
    ((0, 4),)
    """
    if not words.strip():
        return ()
    low, sought = sentence.casefold(), words.strip().casefold()
    if len(low) != len(sentence):
        low, sought = sentence, words.strip()
    found: list[Span] = []
    loose: list[Span] = []
    at = low.find(sought)
    while at >= 0:
        end = at + len(sought)
        whole = not (at and low[at - 1].isalnum()) and not (end < len(low) and low[end].isalnum())
        (found if whole else loose).append((at, end))
        at = low.find(sought, end)
    return tuple(found or loose[:1])


def relate(reader: Reader, row: MarkedPair, forced: bool = False) -> Relation:
    """The relation of a pair; with `forced` one of the sixteen types always. "NONE" where a mention does not stand in the text."""
    text, sources, targets = _cut(row)
    pairs = [(a, b) for a in sources for b in targets if a[1] <= b[0] or b[1] <= a[0]]
    if not pairs:
        return _blind(reader, text, (sources or targets or ((0, len(text)),))[0], forced)
    spans = sorted({span for pair in pairs for span in pair})
    spans = [span for n, span in enumerate(spans) if n == 0 or spans[n - 1][1] <= span[0]]
    pairs = [pair for pair in pairs if pair[0] in spans and pair[1] in spans]
    reading = reader.read(Marked(text, tuple(spans)))
    if reading is None:
        return _unread("the sentence is too long to be read", forced)
    ways = [(spans.index(a), spans.index(b)) for a, b in pairs]
    return _best(reader, reading, ways, spans, text, forced)


def _best(
    reader: Reader, reading: Reading, ways: Sequence[Span], spans: Sequence[Span], text: str, forced: bool
) -> Relation:
    """The type likeliest over all places where the two stand; of the places, that which says most."""
    way = max(ways, key=lambda w: (float(reading.kinds[w][1:].max()), -w[0], -w[1]))
    chances: Array = np.log(np.maximum([reading.kinds[w] for w in ways], 1e-6)).mean(0)
    kinds = reading.kinds[way]
    best = int(chances[1:].argmax()) if forced else int(kinds[1:].argmax())
    if not forced and kinds[0] > kinds[best + 1]:
        return Relation("NONE", "", "asserted", round(float(kinds[0]), 3), ("network",))
    type, whole, trigger = TYPES[best], (0, len(text)), reading.triggers.get(way)
    status = told(reader.statuses[int(reading.statuses[way].argmax())])
    if trigger is None:  # surely no act, and a type only because one was forced
        return Relation(type, "", status, round(float(kinds[best + 1]), 3), ("network",))
    sure = sure_status(text, whole, trigger, spans[way[0]], spans[way[1]], None)
    trace = (f"network, by the words {text[slice(*trigger)]!r}",)
    mode = mode_of(type, text, trigger, whole)
    return Relation(type, mode, sure[0] if sure else status, round(float(kinds[best + 1]), 3), trace)


def _unread(why: str, forced: bool) -> Relation:
    """Nothing was read: NONE, or where a type is forced the commonest, with no confidence at all."""
    return Relation("CONSULT" if forced else "NONE", "", "asserted", 0.0, (why,))


def _blind(reader: Reader, text: str, span: Span, forced: bool) -> Relation:
    """Nothing to tell two actors apart by: the type of the sentence at the one place known, or NONE."""
    reading = reader.read(Marked(text, (span,))) if forced and text.strip() else None
    if reading is None:
        return _unread("no two mentions in the sentence", forced)
    best = int(reading.kinds[0, 0, 1:].argmax())
    confidence = round(float(reading.kinds[0, 0, best + 1]), 3)
    return Relation(TYPES[best], "", "asserted", confidence, ("no two mentions in the sentence",))


def _cut(row: MarkedPair) -> tuple[str, list[Span], list[Span]]:
    """The sentence, or of a long one the part around its mentions, with the spans that lie in it."""
    text = row.sentence
    good = [[(a, b) for a, b in spans if 0 <= a < b <= len(text)] for spans in (row.source_spans, row.target_spans)]
    if len(text) <= ROOM:
        return text, good[0], good[1]
    a, b = min(
        ((a, b) for a in good[0] for b in good[1]), key=lambda p: abs(p[0][0] - p[1][0]), default=((0, 1), (0, 1))
    )
    middle = (min(a[0], b[0]) + max(a[1], b[1])) // 2
    start = max(0, min(middle - ROOM // 2, len(text) - ROOM))
    inside = [[(x - start, y - start) for x, y in spans if start <= x and y <= start + ROOM] for spans in good]
    return text[start : start + ROOM], inside[0], inside[1]
