"""Speakers that a relative clause or the setting of a speech stands beside: "X, who said", "a source, whom they did not name, said"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from comity.coding.attribution import appositions, phrases
from comity.coding.attribution.clauses import head_of
from comity.coding.attribution.heads import heads
from comity.coding.attribution.phrases import SETTINGS, Phrase
from comity.coding.attribution.saying import Saying
from comity.coding.attribution.words import Word
from comity.coding.spacing import wordset

_SETTING_LEADS = wordset("in at on during after before following")


def related(w: Sequence[Word], base: Saying, first: int) -> Saying | None:
    """ "X, who said": the noun phrase before the relative pronoun."""
    k = first - 2 if first > 1 and w[first - 2].kind == "," else first - 1
    start = phrases.left(w, k - 1, 0) if k else -1
    if start < 0:
        return None
    speaker = Phrase(start, k, k)
    if w[first - 1].low == "who" and heads().get(head_of(w, speaker)) is None:
        speaker = Phrase(_name(w, start, k), k, k)
    if w[first - 1].low != "who" and heads().get(head_of(w, speaker)) not in ("document", "organ", "media"):
        return None
    return replace(base, speaker=speaker, begin=first - 1, sure=0.75)


def _name(w: Sequence[Word], start: int, end: int) -> int:
    """Where the name or title begins in which "the wisdom of Ann Berg" or "such words from our critics" ends."""
    k = end
    while k > start and (
        w[k - 1].kind in "Nd" or w[k - 1].low in heads() or (k - 1 > start and w[k - 2].low in heads())
    ):
        k -= 1
    if k < end and (k == start or w[k - 1].kind == "p"):
        return k
    return max((n + 1 for n in range(start, end - 1) if w[n].kind == "p"), default=start)


def described(w: Sequence[Word], first: int) -> Phrase | None:
    """The noun phrase of "a source, whom they did not name, said"."""
    for k in range(first - 2, max(1, first - 14), -1):
        if w[k].low in {"who", "whom", "whose"} and w[k - 1].kind == ",":
            start = phrases.left(w, k - 2, 0)
            return None if start < 0 else Phrase(start, k - 1, first)
    return None


def outside(w: Sequence[Word], speaker: Phrase) -> Phrase | None:
    """The speaker of "Ann Berg, in a speech in Lima said", where the setting was taken for one."""
    opening = w[speaker.start - 1].low if speaker.start else ""
    if opening not in _SETTING_LEADS or head_of(w, speaker) not in SETTINGS:
        return speaker
    found = appositions.before(w, speaker.start - 1, 0)
    return None if found is None or w[found.core - 1].kind == "x" else found
