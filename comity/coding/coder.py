"""The coder: a document in; its mentions, events and statements out, with offsets and reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from comity.actors import Actors
from comity.coding.attribution import attribute
from comity.coding.blocks import blocks
from comity.coding.candidates import MOST, candidates, worth_reading
from comity.coding.coreference import corefer
from comity.coding.dates import times
from comity.coding.events import Scene, events
from comity.coding.gate import Gate
from comity.coding.issues import Issues, issues, load
from comity.coding.model.reader import Reader, shipped
from comity.coding.model.reading import Marked, Reading, Tagged
from comity.coding.naming import mentions
from comity.coding.people import people
from comity.coding.quotes import quotes
from comity.coding.relating import MarkedPair, relate
from comity.coding.sentences import sentences
from comity.coding.statements import statements
from comity.coding.story import stories
from comity.coding.when import published_day
from comity.schema import Coding, Document, Event, Failure, Mention, Relation, Span

THRESHOLD = 0.5
"""Least calibrated probability of an event, where the user asks for no other."""


class Coder:
    """Reads documents. Deterministic: the same text gives the same rows in any process and in any order.

    `min_confidence` leaves out events whose calibrated probability is lower (0 to 1). `actors` adds a user's list (`comity.actors.load`).
    """

    def __init__(
        self, min_confidence: float | None = None, actors: Actors | None = None, issues: Path | None = None
    ) -> None:
        self._least = THRESHOLD if min_confidence is None else min_confidence
        self._gate = Gate(actors)
        self._issues: Issues | None = load(issues) if issues else None
        self._reader: Reader = shipped()

    def code(self, document: Document) -> Coding:
        """All that is read in a document. Never raises on text: what cannot be read is a failure with its reason."""
        text, day = document.text, published_day(document.published)
        parts = blocks(text, document.title)
        pieces = sentences(text, parts)
        spans = [(piece.start, piece.end) for piece in pieces]
        quoted = quotes(text, parts)
        named = mentions(text, pieces, day, self._gate)
        persons = people(text, pieces, named)
        meant = corefer(text, pieces, named, persons, quoted)
        by_sentence = _grouped(meant)
        read, failures = self._read(document, spans, by_sentence)
        tagged = [_moved(tag, spans[n][0]) for n, reading in read.items() for tag in reading.tagged]
        found = attribute(text, parts, pieces, quoted, meant, persons, tagged)
        said = statements(document, found, meant, self._issues)
        told: list[Event] = []
        for n, reading in read.items():
            scene = Scene(
                document,
                n,
                spans[n],
                times(text, document.published, *spans[n]),
                said,
                issues(text, *spans[n], day, self._issues),
            )
            told += events(scene, candidates(reading, by_sentence[n][:MOST], self._reader.statuses, self._least))
        story = stories(told, {document.id: document})
        told = [replace(event, story=story.get(event.id, "")) for event in told]
        return Coding(document.id, tuple(spans), tuple(meant), tuple(told), tuple(said), tuple(failures))

    def _read(
        self, document: Document, spans: Sequence[Span], by_sentence: dict[int, list[Mention]]
    ) -> tuple[dict[int, Reading], list[Failure]]:
        """Readings of the sentences that can hold an act, by their number."""
        read: dict[int, Reading] = {}
        failures = []
        for n, (start, end) in enumerate(spans):
            some = by_sentence.get(n, [])[:MOST]
            if not worth_reading(some):
                continue
            marks = tuple((m.start - start, m.end - start) for m in some)
            reading = self._reader.read(Marked(document.text[start:end], marks))
            if reading is None:
                failures.append(
                    Failure(document.id, n, "the sentence is too long to be read", document.text[start : start + 80])
                )
            else:
                read[n] = reading
        return read, failures

    def relate(self, sentence: str, actor_span: Span, recipient_span: Span, forced: bool = False) -> Relation:
        """What the actor does to the recipient in a sentence. `forced` always names one of the PLOVER types.

        >>> Coder().relate("Peru has imposed sanctions on Chile.", (0, 4), (30, 35)).type
        'SANCTION'
        """
        return relate(self._reader, MarkedPair(sentence, (actor_span,), (recipient_span,)), forced)

    def relate_many(self, rows: Iterable[MarkedPair], forced: bool = False) -> list[Relation]:
        """One relation a row, in order."""
        return [relate(self._reader, row, forced) for row in rows]


def _grouped(found: Sequence[Mention]) -> dict[int, list[Mention]]:
    grouped: dict[int, list[Mention]] = defaultdict(list)
    for mention in found:
        grouped[mention.sentence].append(mention)
    return grouped


def _moved(tag: Tagged, by: int) -> Tagged:
    return replace(tag, start=tag.start + by, end=tag.end + by)
