"""Whether those named in a pattern can be meant, and who of them does what."""

from __future__ import annotations

import re
from collections.abc import Sequence

from comity.actors import get, lineage
from comity.coding.claims.claim import When
from comity.coding.claims.patterns import Pattern
from comity.errors import ComityError

Who = Sequence[tuple[str, ...]]
Cast = tuple[tuple[str, ...], tuple[str, ...]]
_GAME = re.compile(
    r"\b(?:match|goals?|team|tournament|cup|championship|final|league|minute|score[ds]?|coach|players?|market|brewery|beer|box office|film|game)\b",
    re.I,
)


def roles(pattern: Pattern, who: Who) -> Cast | None:
    """Subjects and objects by the order of the pattern; None where somebody is missing or stands on both sides."""
    if not who:
        return None
    if pattern.order == "both":
        together = tuple(dict.fromkeys(id for one in who for id in one))
        return (together, ()) if len(together) > 1 else None
    if pattern.order == "A":
        return who[0], ()
    if len(who) < 2:
        return (who[0], ()) if pattern.kind == "pressure" else None
    first = who[0]
    second = next((one for one in who[1:] if not set(one) & set(first)), who[1])
    if pattern.order == "BA":
        first, second = second, first
    return None if set(first) & set(second) else (first, second)


def fits(pattern: Pattern, who: Who, when: When, face: bool, called: bool, words: str) -> bool:
    """Whether those named, and the time said, are of the sort that the pattern asks for."""
    tests: dict[str, bool] = {
        "bloc1": _all(who[:1], False),
        "bloc2": len(who) > 1 and _all(who[1:2], False),
        "state1": _all(who[:1], True),
        "state2": len(who) > 1 and _all(who[1:2], True),
        "pair": _pair(who),
        "year": bool(when.first or when.last) and bool(when.words) and not when.whole,
        "face": face,
        "name": called,
    }
    return all(tests[need] for need in pattern.needs) and not _GAME.search(words)


def _all(who: Who, states: bool) -> bool:
    return all((_kind(id) == "state") == states for one in who for id in one)


def _pair(who: Who) -> bool:
    """Two actors, not one and the state whose record it continues; or one and a region."""
    ids = list(dict.fromkeys(id for one in who for id in one))
    region = len(who) == 2 and len(who[0]) == 1 and len(who[1]) > 2 and not set(who[0]) & set(who[1])
    if (len(ids) != 2 and not region) or any(_kind(id) == "" for id in ids):
        return False
    return all(ids[0] not in _line(other) and other not in _line(ids[0]) for other in ids[1:])


def _line(id: str) -> tuple[str, ...]:
    try:
        return lineage(id)
    except ComityError:
        return (id,)


def _kind(id: str) -> str:
    try:
        return get(id).kind
    except ComityError:
        return ""
