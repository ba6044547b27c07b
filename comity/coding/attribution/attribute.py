"""Attribution over a whole text: sentence by sentence, then what quotations without a cue belong to, then who everybody is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from comity.coding.attribution.attributed import Attributed, Named, Tag
from comity.coding.attribution.drafts import BEFORE, Draft, drafts
from comity.coding.attribution.headlines import LONGEST
from comity.coding.attribution.loose import attached
from comity.coding.attribution.resolving import resolved
from comity.coding.attribution.scene import Scene, inner, scene
from comity.coding.attribution.speakers import PRONOUNS, Speakers
from comity.coding.attribution.tagging import added, confirmed
from comity.coding.attribution.words import parted
from comity.coding.blocks import Block
from comity.coding.quotes import QUOTING, Quotation
from comity.coding.sentences import Sentence
from comity.schema import Mention

_COLON = re.compile(r":\s|\s[\u2013\u2014-]{1,2}\s")


def attribute(
    text: str,
    blocks: Sequence[Block],
    sentences: Sequence[Sentence],
    quotations: Sequence[Quotation],
    mentions: Sequence[Mention],
    persons: Sequence[Named],
    tagged: Sequence[Tag] = (),
    first_person: bool = False,
) -> list[Attributed]:
    """The statements of a text in order of their content.

    `mentions` are those after coreference. `tagged` confirms what rules find. With `first_person` "I think that ..." counts:
    inside a speaker's own words, and outside them as the author's, whom the text alone does not tell. Never raises; linear in the length of the text.

    >>> from comity.coding.blocks import blocks
    >>> from comity.coding.quotes import quotes
    >>> from comity.coding.sentences import sentences
    >>> text = 'Ann Berg said that Peru agrees. "We agree," she added.'
    >>> parts = blocks(text)
    >>> [(one.speaker, one.cue, text[slice(*one.content_spans[0])])
    ...  for one in attribute(text, parts, sentences(text, parts), quotes(text, parts), [], [])]
    [('Ann Berg', 'said', 'Peru agrees'), ('Ann Berg', 'added', 'We agree,')]
    """
    laid = scene(text, blocks, sentences, quotations)
    pages: list[list[Draft]] = [[] for _ in blocks]
    for number, draft in _read(laid, first_person):
        pages[number].append(draft)
    pages = [_unshared(page) for page in pages]
    found = confirmed(attached(laid, pages), tagged)
    if tagged:
        found += added(laid, [draft for _, draft in found], tagged)
    return resolved(text, found, Speakers(text, mentions, persons))


def _unshared(page: Sequence[Draft]) -> list[Draft]:
    """Without those who seem to take up a quotation before their sentence that the sentence before gives to somebody."""
    used: set[int] = set()
    kept = []
    for draft in page:
        taken = BEFORE in draft.trace[-1] and used.intersection(draft.quotations)
        if not taken:
            kept.append(draft)
        used.update(draft.quotations)
    return kept


def _read(laid: Scene, first_person: bool) -> Iterator[tuple[int, Draft]]:
    """Statements with a cue, sentence by sentence, with the number of their block."""
    for place, sentence in enumerate(laid.sentences):
        block = laid.blocks[sentence.block]
        if block.kind not in QUOTING:
            continue
        line = (sentence.start, sentence.end) == (block.start, block.end) and not block.speaker
        starts = _starts(laid, sentence)
        if not starts and not (line and _labelled(laid.text, sentence.start, sentence.end)):
            continue
        for draft in _outside(laid, place, starts, line):
            if not draft.first_person or first_person:
                yield sentence.block, replace(draft, nested=bool(block.speaker), floor=block.speaker)
        for draft in _inside(laid, sentence):
            if (draft.first_person and first_person) or _third(laid.text, draft):
                yield sentence.block, draft


def _starts(laid: Scene, sentence: Sentence) -> Sequence[int]:
    """Where cues may stand in a sentence; "For" only at its begin."""
    starts = laid.cues_in(sentence.start, sentence.end)
    return [sentence.start, *starts] if laid.text.startswith("For ", sentence.start) else starts


def _outside(laid: Scene, place: int, starts: Sequence[int], line: bool) -> list[Draft]:
    """Statements of a sentence outside its quotations."""
    sentence = laid.sentences[place]
    block = laid.blocks[sentence.block]
    colon = sentence.end == block.end and laid.text[sentence.end - 1] in ":,"
    after = laid.opens_at(laid.sentences[place + 1].start) if colon and place + 1 < len(laid.sentences) else -1
    before = laid.ended_before(sentence.start, block.start)
    pieces = parted(laid.text, laid.words_of(sentence.start, sentence.end))
    found: list[Draft] = []
    for number, piece in enumerate(pieces):
        ends = (before if not number else -1, after if number == len(pieces) - 1 else -1)
        found += drafts(laid.text, piece, starts, laid.quotations, *ends, line and len(pieces) == 1)
    return found


def _labelled(text: str, start: int, end: int) -> bool:
    """Whether a short line holds a colon or dash that may stand for "says"."""
    return end - start < LONGEST and _COLON.search(text, start, end) is not None


def _inside(laid: Scene, sentence: Sentence) -> Iterator[Draft]:
    """Statements reported inside the quotations of a sentence."""
    for start, end, number in laid.atoms_in(sentence.start, sentence.end, 0):
        if number < 0:
            continue
        for first, last in inner(laid.quotations[number], max(start, sentence.start), min(end, sentence.end)):
            starts = laid.cues_in(first, last)
            if starts:
                for draft in drafts(laid.text, laid.words_of(first, last, 1), starts, laid.quotations):
                    yield replace(draft, nested=True, inside=number, sure=round(draft.sure * 0.8, 3))


def _third(text: str, draft: Draft) -> bool:
    """Whether the speaker is named in so many words, by no pronoun."""
    return draft.core is not None and text[slice(*draft.core)].lower() not in PRONOUNS
