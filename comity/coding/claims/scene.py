"""A text made ready for the search: sentences, who is mentioned in each, and who says what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from comity.coding.attribution import attribute
from comity.coding.attribution.attributed import Attributed
from comity.coding.blocks import Block, blocks
from comity.coding.claims.ahead import with_those_ahead
from comity.coding.claims.regions import with_regions
from comity.coding.coreference import corefer
from comity.coding.gate import Gate
from comity.coding.naming import mentions
from comity.coding.people import people
from comity.coding.periods import published
from comity.coding.quotes import quotes
from comity.coding.sentences import Sentence, sentences
from comity.schema import Document, Mention

SKIPPED = frozenset({"byline", "dateline", "source", "boilerplate", "attribution", "speaker"})
"""Kinds of blocks that claim nothing."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A text with its sentences, mentions grouped by sentence, and statements; `day` is the document's."""

    text: str
    day: date | None
    blocks: Sequence[Block]
    sentences: Sequence[Sentence]
    mentions: Sequence[Sequence[Mention]]
    said: Sequence[Attributed]

    def claims_something(self, number: int) -> bool:
        """Whether a sentence stands where claims are made: not in a byline, a source line or a question."""
        piece = self.sentences[number]
        return self.blocks[piece.block].kind not in SKIPPED and "?" not in self.text[piece.end - 3 : piece.end]


def day_of(document: Document) -> date | None:
    """The day of a document; of one that only tells its month or year, the last day of it.

    >>> day_of(Document.named("", published="2014-09"))
    datetime.date(2014, 9, 30)
    """
    period = published(document.published)
    return period.last if period else None


@cache
def _gate() -> Gate:
    return Gate()


def scene(document: Document) -> Scene:
    """The coder's own reading of a document up to its statements, without the network."""
    text, day = document.text, day_of(document)
    parts = blocks(text, document.title)
    pieces = sentences(text, parts)
    quoted = quotes(text, parts)
    named = mentions(text, pieces, day, _gate())
    persons = people(text, pieces, named)
    meant = corefer(text, pieces, named, persons, quoted)
    said = attribute(text, parts, pieces, quoted, meant, persons)
    grouped: list[list[Mention]] = [[] for _ in pieces]
    for mention in meant:
        grouped[mention.sentence].append(mention)
    return Scene(
        text, day, parts, pieces, with_regions(text, pieces, with_those_ahead(text, pieces, grouped), day), said
    )
