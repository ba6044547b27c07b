"""The word lists of attribution, as shipped in comity/data."""

from __future__ import annotations

from functools import cache


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Rows of a tab-separated table with a header; lines that begin with # are remarks.

    >>> rows("speakers.tsv")[0]["kind"]
    'official'
    """
    from importlib.resources import files

    text = (files("comity.data") / name).read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return tuple(dict(zip(lines[0], line, strict=False)) for line in lines[1:])


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
