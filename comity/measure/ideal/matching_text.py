"""How alike the titles of roll calls are: words weighted by how rare they are (TF-IDF), cosine of the two."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

BOILERPLATE = re.compile(
    r": ?resolution( ?/.*?)?$|/ ?adopted by the general assembly|\ba/[\w./()-]+ \d*[a-z]?\b|\ba/[\w./()-]+"
    r"|\b(draft|resolution|resol)\b|\bto (approve|adopt)\b|the acting president:|is entitled",
    re.IGNORECASE | re.MULTILINE,
)
"""What nearly every title says: how it was adopted, its symbol, its place on the agenda."""

STEM = 6
"""Letters of a word that count, which forgives most misspellings and endings."""


def words(title: str) -> list[str]:
    """The words of a title that say what it is about, cut to their first six letters.

    >>> words("A/71/251 98 - General and complete disarmament : resolution / adopted by the General Assembly")
    ['genera', 'comple', 'disarm']
    """
    plain = BOILERPLATE.sub(" ", title).lower()
    return [word[:STEM] for word in re.findall(r"[^\W\d_]{3,}|\d{2,}", plain) if word not in COMMON]


COMMON = frozenset(
    ["the", "and", "for", "from", "with", "its", "upon", "all", "their", "that", "other", "which", "under", "into"]
)


def likeness(one: Sequence[str], other: Sequence[str], weights: dict[str, float]) -> Floats:
    """[len(one), len(other)] cosine of the weighted words of titles; 0 where one has none."""
    said = [[set(words(title)) for title in titles] for titles in (one, other)]
    vocabulary = {word: k for k, word in enumerate(sorted(set().union(*said[0], *said[1])))}
    left, right = (_vectors(titles, weights, vocabulary) for titles in said)
    found: Floats = left @ right.T
    return found


def rarity(titles: Sequence[str]) -> dict[str, float]:
    """Weight of every word: log((1 + titles) / (1 + titles with it)) + 1.

    >>> weights = rarity(["Question of Palestine", "Question of Cyprus"])
    >>> weights["questi"] < weights["cyprus"]
    True
    """
    counts: dict[str, int] = {}
    for title in titles:
        for word in set(words(title)):
            counts[word] = counts.get(word, 0) + 1
    n = len(titles)
    return {word: float(np.log((1 + n) / (1 + count)) + 1) for word, count in counts.items()}


def _vectors(titles: Sequence[set[str]], weights: dict[str, float], vocabulary: dict[str, int]) -> Floats:
    found = np.zeros((len(titles), len(vocabulary)))
    for row, title in enumerate(titles):
        for word in title:
            found[row, vocabulary[word]] = weights[word]
    lengths = np.sqrt((found**2).sum(axis=1, keepdims=True))
    scaled: Floats = found / np.maximum(lengths, 1e-12)
    return scaled
