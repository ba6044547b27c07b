"""Which acts the network sees between the mentions of one sentence, before words and dates are looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from comity.coding.model.reading import Reading
from comity.schema import TYPES, Mention, Span

MOST = 20
"""Mentions of one sentence that are looked at; of a longer list, the first."""

CLOSE = 3
"""Most actors of a word led back to a list before it, among whom an act is looked for."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An act seen between two mentions, which are one where a plural mention stands for both sides.

    `status` is the likeliest and `status_confidence` its probability; `trigger` holds the deciding words, characters of the sentence.
    """

    actor: Mention
    recipient: Mention
    type: str
    confidence: float
    status: str
    status_confidence: float
    trigger: Span


def told(status: str) -> str:
    """What the network calls "reported" is asserted, by somebody: the statement around it says by whom."""
    return "asserted" if status == "reported" else status


def plural(mention: Mention) -> bool:
    """Whether a mention stands for several at once ("the two countries")."""
    return len(mention.actors) > 1


def worth_reading(mentions: Sequence[Mention]) -> bool:
    """Whether a sentence with these mentions can hold an act between two known actors."""
    known = {actor for mention in mentions for actor in mention.actors}
    return len(known) > 1 and (len(mentions) > 1 or any(plural(m) for m in mentions))


def candidates(
    reading: Reading, mentions: Sequence[Mention], statuses: Sequence[str], threshold: float
) -> list[Candidate]:
    """Acts of at least `threshold` probability, likeliest first; one for each pair, type and deciding words."""
    found = [one for i, j in _ways(mentions) if (one := _candidate(reading, mentions, statuses, i, j, threshold))]
    return sorted(found, key=lambda one: (-one.confidence, one.trigger, one.actor.start, one.recipient.start))


def _ways(mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    for i, one in enumerate(mentions):
        for j, two in enumerate(mentions):
            if not one.actors or not two.actors or (one.kind == "place" and i != j):
                continue
            if (i == j and _among(one)) or not set(one.actors) & set(two.actors):
                yield i, j


def _among(one: Mention) -> bool:
    """Whether an act may be told among those one mention stands for. "They" and "partner countries" of a longer list are too often others."""
    return plural(one) and (one.antecedent is None or len(one.actors) <= CLOSE)


def _candidate(
    reading: Reading, mentions: Sequence[Mention], statuses: Sequence[str], i: int, j: int, threshold: float
) -> Candidate | None:
    kinds = reading.kinds[i, j]
    best = int(kinds[1:].argmax())
    confidence = float(kinds[best + 1])
    if confidence < threshold or (i, j) not in reading.triggers:
        return None
    state = int(reading.statuses[i, j].argmax())
    return Candidate(
        mentions[i],
        mentions[j],
        TYPES[best],
        round(confidence, 3),
        statuses[state],
        round(float(reading.statuses[i, j, state]), 3),
        reading.triggers[i, j],
    )


def rows(found: Sequence[Candidate]) -> list[tuple[Candidate, str, str]]:
    """Candidates told apart into rows of one actor and one recipient, each act once: (candidate, actor, recipient).

    Of two readings of the same words for the same pair the likelier stays, and so does one of several mentions of the same pair
    in the same type.
    """
    kept: list[tuple[Candidate, str, str]] = []
    for one in found:
        for actor in one.actor.actors:
            for recipient in one.recipient.actors:
                if actor != recipient and not any(_same(one, actor, recipient, *other) for other in kept):
                    kept.append((one, actor, recipient))
    return kept


def _same(one: Candidate, actor: str, recipient: str, two: Candidate, its_actor: str, its_recipient: str) -> bool:
    if (actor, recipient) != (its_actor, its_recipient):
        return False
    meet = one.trigger[0] < two.trigger[1] and two.trigger[0] < one.trigger[1]
    return meet or one.type == two.type
