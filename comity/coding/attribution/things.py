"""Written things that speak for whoever issued them: "a statement from the ministry" is the ministry's word."""

from __future__ import annotations

import re

_THING = re.compile(
    r"(?:an? |the )?(?:joint |written |official |press |public |short |brief )*(?:statement|communiqu[e\u00e9]|report|letter|declaration|memo|message|release|readout|"
    r"notice|note|cable|dispatch|spokes\w+ statement)s? (?:from|by|of|issued by|released by|published by) (.+)",
    re.I | re.S,
)
_OWNED = re.compile(
    r"(.+)['\u2019]s? (?:joint |written |official |press )*(?:statement|communiqu[e\u00e9]|declaration|press release|readout|spokes\w+ statement)s?$",
    re.S,
)


def issuer(words: str) -> str:
    """Who stands behind a written thing, "" where the phrase is none or does not say.

    >>> issuer("a statement from the Foreign Ministry"), issuer("the ministry's statement"), issuer("a statement")
    ('the Foreign Ministry', 'the ministry', '')
    """
    found = _THING.fullmatch(words) or _OWNED.fullmatch(words)
    return found[1] if found else ""
