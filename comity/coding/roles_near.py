"""Whose part a mention plays: the sector of the words that an adjective or a name in the genitive stands before."""

from __future__ import annotations

import re

from comity.coding.roles import role_of
from comity.schema import Mention

_HEAD = re.compile(r"(?:['’]s?)?\s+((?:[a-z][\w-]*\s+){0,3}[a-z][\w-]*)(?=\s|[,.;:)’'\"”]|$)")
ADJECTIVAL = frozenset({"adjective", "name", "abbreviation", "official", "bloc"})


def role_near(text: str, mention: Mention) -> str:
    """The mention's own role; else GOV for a leader, else the sector of the words right behind it; "" where they name none.

    >>> text = "Peruvian naval officers left."
    >>> role_near(text, Mention(0, 8, ("PER",), "adjective", 0))
    'MIL'
    """
    if mention.role or mention.kind == "leader":
        return mention.role or "GOV"
    if mention.kind not in ADJECTIVAL:
        return ""
    after = text[mention.end : mention.end + 60]
    genitive = mention.kind == "adjective" or after[:1] in "'’"
    found = _HEAD.match(after) if genitive else None
    words = found[1].split() if found else []
    return next((role for n in range(1, len(words) + 1) if (role := role_of(" ".join(words[:n])))), "")
