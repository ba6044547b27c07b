"""Nouns that head the phrase of a speaker."""

from __future__ import annotations

from functools import cache

from comity.coding.tables import rows


@cache
def heads() -> dict[str, str]:
    """What kind of speaker a word heads: official, expert, witness, crowd, organ, document, media or idle.

    >>> heads()["spokesman"], heads()["sign"]
    ('official', 'idle')
    """
    found: dict[str, str] = {}
    for row in rows("speakers.tsv"):
        for word in row["words"].split():
            found.setdefault(word, row["kind"])
    return found
