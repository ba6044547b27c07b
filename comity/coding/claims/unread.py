"""Sentences that read like a claim about states and that no pattern understands: listed, never judged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from comity.coding.claims.claim import Claim, Unread
from comity.coding.claims.scene import Scene

_CUES = re.compile(
    r"\b(?P<superlative>largest|biggest|strongest|weakest|closest|longest|most powerful|most important|leading)\b|"
    r"\b(?P<order>first time|last time|for the first|second time|third time|the only)\b|"
    r"\b(?P<course>growing|rising|declining|increasingly|more and more|closer and closer|increased|weaken(?:s|ed|ing)?|strengthen(?:s|ed|ing)?)\b|"
    r"\b(?P<span>since (?:the|19|20)|in decades|for decades|in (?:recent )?years|ever since|always|never)\b|"
    r"\b(?P<deed>deployed|allies|ally|enemy|rival|dominance|hostilities|invasion|sanctions|military exercise|treaty|alliance)\b",
    re.I,
)
_SAID = {
    "superlative": "a superlative",
    "order": "a first or last",
    "course": "a course over time",
    "span": "a span of time",
    "deed": "a word for what states do",
}


def unread(laid: Scene, found: Sequence[Claim]) -> Iterator[Unread]:
    """Sentences with somebody known in them, words that claims are made with, and no claim found."""
    taken = {claim.sentence for claim in found}
    for number, piece in enumerate(laid.sentences):
        some = any(mention.actors and mention.kind != "place" for mention in laid.mentions[number])
        if number in taken or not some or not laid.claims_something(number):
            continue
        cue = _CUES.search(laid.text, piece.start, piece.end)
        if cue:
            yield Unread(piece.start, piece.end, f"{_SAID[cue.lastgroup or 'deed']}: {cue.group()}")
