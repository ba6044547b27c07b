"""Words that name a standing relation ("their partnership"), told apart from acts ("signed a partnership")."""

from __future__ import annotations

import re
from functools import cache

from comity.coding.tables import rows
from comity.schema import Span

BEFORE, AFTER = 60, 30
"""Characters before and after the deciding words that are looked at."""


@cache
def _rules() -> tuple[tuple[re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (re.compile(rf"\W*(?:an? |the |their |its )?(?:{row['words']})", re.I), re.compile(rf"\b(?:{row['unless']})", re.I) if row.get("unless") else None)
        for row in rows("standing.tsv")
    )  # fmt: skip


def standing(text: str, sentence: Span, trigger: Span) -> bool:
    """Whether the deciding words only say how two actors stand to each other.

    >>> text = "Peru values its partnership with Chile."
    >>> standing(text, (0, len(text)), (16, 27))
    True
    >>> text = "Peru signed a partnership with Chile."
    >>> standing(text, (0, len(text)), (14, 25))
    False
    """
    words = text[trigger[0] : min(sentence[1], trigger[1] + AFTER)]
    before = text[max(sentence[0], trigger[0] - BEFORE) : trigger[1]]
    for pattern, unless in _rules():
        found = pattern.match(words)
        if found and found.end() >= trigger[1] - trigger[0]:
            return not (unless and unless.search(before))
    return False


_SPOKEN_OF = re.compile(r"(?:talk|speak|spoke)\w*\W*(?:about|of)\b", re.I)


def spoken_of(text: str, trigger: Span, recipient: Span) -> bool:
    """Whether the recipient is only what is talked about, not talked with.

    >>> spoken_of("Peru talked about Chile.", (5, 11), (18, 23))
    True
    """
    return recipient[0] >= trigger[1] and _SPOKEN_OF.match(text, trigger[0], recipient[0]) is not None
