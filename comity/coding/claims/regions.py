"""Parts of the world named as one side: "Western Europe" stands for the states that comity/data/claim_regions.tsv lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from comity.actors import present
from comity.coding.sentences import Sentence
from comity.coding.tables import rows
from comity.schema import Mention

_PLACE = re.compile(r"\b(?:in|from|across|throughout|into|through|around|of)\s(?:the )?$")


def with_regions(
    text: str, sentences: Sequence[Sentence], mentions: Sequence[Sequence[Mention]], day: date | None
) -> list[list[Mention]]:
    """The mentions with those of regions added, each with the states of that day; none where it only says where something is.

    >>> with_regions("US ties to Western Europe", [Sentence(0, 25, 0)], [[]], None)[0][0].actors
    ('FRA', 'GBR', 'DEU', 'ITA')
    """
    words, ids = _table()
    grouped = [list(some) for some in mentions]
    for number, piece in enumerate(sentences):
        for found in words.finditer(text, piece.start, piece.end):
            if _PLACE.search(text, max(piece.start, found.start() - 15), found.start()):
                continue
            if any(one.start < found.end() and found.start() < one.end for one in grouped[number]):
                continue
            who = tuple(id for id in ids[found.group()] if day is None or present(id, day))
            if who:
                grouped[number].append(Mention(*found.span(), who, "name", number, trace="a region"))
                grouped[number].sort(key=lambda one: one.start)
    return grouped


@cache
def _table() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    ids = {row["words"]: tuple(row["states"].split("|")) for row in rows("claim_regions.tsv")}
    words = sorted(ids, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b"), ids
