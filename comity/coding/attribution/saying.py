"""A cue in its sentence, with its speaker and the side on which what was said must stand."""

from __future__ import annotations

from dataclasses import dataclass

from comity.coding.attribution.cues import Cue
from comity.coding.attribution.phrases import Phrase

FORWARD, INVERTED, GERUND, OF, NOUN = "forward", "inverted", "gerund", "of", "noun"


@dataclass(frozen=True, slots=True)
class Saying:
    """A cue with its speaker. `at` and `end` are token places of the cue, `speaker` None where nobody is named, `begin` the first token of the
    clause that says who spoke, `sure` a first confidence. `passive`: "is said to"; `inherited`: the subject stands in another clause."""

    at: int
    end: int
    cue: Cue
    side: str
    speaker: Phrase | None
    begin: int
    first: int
    negated: bool = False
    passive: bool = False
    inherited: bool = False
    sure: float = 0.9
