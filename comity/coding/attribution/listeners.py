"""Whom something was said to: a publisher, or actors addressed."""

from __future__ import annotations

import re

from comity.coding.attribution.titles import medium
from comity.coding.furniture import AGENCIES
from comity.schema import Span

_NAME = r"((?:the )?[A-Z\u00c0-\u00de][\w&'\u2019.-]*(?: (?:of |the )?[A-Z\u00c0-\u00de][\w&'\u2019-]*){0,4}(?: (?:news agency|newspaper|television|radio|magazine|broadcaster|daily))?)"
_INTERVIEW = re.compile(
    rf"\b(?:interview(?:ed)?|conversation|remarks|comments|statement|briefing|speaking|spoke|talking)\b[^.,;:]{{0,25}}?\b(?:with|to|for|by|on) {_NAME}"
)
_ON = re.compile(rf"\b(?:on|to|told|tells|quoted by|cited by) (?:[a-z-]+ ){{0,3}}?{_NAME}")
_STRAY = re.compile(rf"[.\"\u201d]\s{{1,2}}({AGENCIES})(?=\s*(?:$|\n|[\"\u201c]))")


def publisher(text: str, start: int, end: int, addressee: Span | None) -> str:
    """The publisher that the words in `[start, end)`, or those for the addressee, name; "" where there is none.

    >>> publisher("said in an interview with Radio Lima on Monday", 4, 46, None)
    'Radio Lima'
    """
    if addressee:
        found = medium(text[slice(*addressee)])
        if found:
            return found
    if end <= start:
        return ""
    talk = _INTERVIEW.search(text, start, end)
    if talk:
        return re.sub(r"^the ", "", talk[1].strip(".'\u2019"))
    for one in _ON.finditer(text, start, end):
        found = medium(one[1])
        if found:
            return found
    return ""


def stray(text: str, at: int) -> str:
    """The name of an agency left alone after a stop: "..., she said. Reuters".

    >>> stray("she said. Reuters", 8)
    'Reuters'
    """
    found = _STRAY.match(text, at, at + 60)
    return found[1] if found else ""
