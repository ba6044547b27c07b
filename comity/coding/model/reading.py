"""What the network says of one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.schema import Span

Array = NDArray[np.float32]


def softmax(scores: Array) -> Array:
    """Probabilities along the last axis.

    >>> softmax(np.array([0.0, 0.0], dtype=np.float32)).tolist()
    [0.5, 0.5]
    """
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence and the spans of its mentions, which do not overlap."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Tagged:
    """Words the network takes for a speaker, a cue or content, with its mean probability."""

    kind: str
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Reading:
    """`kinds` [m, m, 17] holds the probability of NONE and the sixteen types for mention i towards mention j, `statuses` [m, m, 6] of each status.

    `triggers` gives the deciding words of the pairs that may be an event. Offsets are characters of the sentence.
    """

    kinds: Array
    statuses: Array
    triggers: Mapping[tuple[int, int], Span]
    tagged: tuple[Tagged, ...]


def tagged(names: Sequence[str], probabilities: Array, places: Sequence[Span]) -> tuple[Tagged, ...]:
    """Runs of tokens of one kind; `places` are the tokens' characters, empty for marks. `names` are BIO tags.

    >>> import numpy as np
    >>> p = np.array([[0.1, 0.9, 0], [0.2, 0, 0.8], [1, 0, 0]], dtype=np.float32)
    >>> tagged(("O", "B-cue", "I-cue"), p, [(0, 4), (5, 7), (8, 9)])
    (Tagged(kind='cue', start=0, end=7, confidence=0.85),)
    """
    runs: list[tuple[str, list[int]]] = []
    last = ""
    for k, best in enumerate(probabilities.argmax(-1)):
        if places[k][0] == places[k][1]:
            continue
        begins, _, kind = names[best].partition("-")
        if kind and (begins == "B" or kind != last):
            runs.append((kind, []))
        if kind:
            runs[-1][1].append(k)
        last = kind
    top = probabilities.max(-1)
    return tuple(
        Tagged(kind, places[ks[0]][0], places[ks[-1]][1], round(float(sum(top[k] for k in ks) / len(ks)), 3))
        for kind, ks in runs
    )


def trigger(weights: Array, usable: NDArray[np.int64], places: Sequence[Span], text: str) -> Span | None:
    """The word with most weight and the words beside it that have at least a third as much. `usable` are the tokens that stand for words, in order."""
    if not len(usable):
        return None
    some = weights[usable]
    first = last = int(some.argmax())
    enough = some >= some[first] / 3
    while first > 0 and enough[first - 1]:
        first -= 1
    while last + 1 < len(usable) and enough[last + 1]:
        last += 1
    return _whole(text, places[usable[first]][0], places[usable[last]][1])


def _whole(text: str, start: int, end: int) -> Span:
    while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end
