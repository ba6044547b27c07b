"""Questions: who asks whether something is so does not say that it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from comity.coding.sentences import Sentence
from comity.schema import Span

_ASKED = re.compile(r"\?[\"'\u201d\u2019)\]]*\s*(?:[(\[][^()\[\]]{0,40}[)\]]\.?\s*)*$")
_STAGE = re.compile(r"\s*(?:[(\[][^()\[\]]{0,40}[)\]]\.?\s*)+")
_BROKEN = re.compile(r"(?:--?|\u2013|\u2014|\.{3}|\u2026)\s*$")
_INVERTED = re.compile(
    r"\W*(?:(?:and|but|so|well|okay|then|also|now),? )*(?:(?:what|why|how|when|where|who|which) )?"
    r"(?:do|does|did|is|are|was|were|can|could|would|will|should|has|have|had|isn['\u2019]t|aren['\u2019]t|wasn['\u2019]t|weren['\u2019]t|"
    r"don['\u2019]t|doesn['\u2019]t|didn['\u2019]t|hasn['\u2019]t|haven['\u2019]t|won['\u2019]t|can['\u2019]t|couldn['\u2019]t|wouldn['\u2019]t) "
    r"(?:i|you|he|she|we|they|it|there|the|this|that|[A-Z]\w+)\b",
    re.I,
)
_ORDER = re.compile(r"\W*do (?:it|this|that|the)\b", re.I)


def asked(text: str, start: int, end: int) -> bool:
    """Whether a sentence is a question: it ends in its mark, or breaks off after the turned order of one.

    >>> asked("Is it so?", 0, 9), asked("Did they --", 0, 11), asked("It is so.", 0, 9)
    (True, True, False)
    """
    tail = max(start, end - 120)
    if _ASKED.search(text, tail, end):
        return True
    return bool(_BROKEN.search(text, tail, end) and _INVERTED.match(text, start, end)) and not _ORDER.match(text, start)


def told(text: str, sentences: Sequence[Sentence]) -> tuple[Span, ...]:
    """The runs of sentences that are no questions.

    >>> from comity.coding.sentences import sentences
    >>> text = "We met. Why? He left. I stayed."
    >>> [text[a:b] for a, b in told(text, sentences(text))]
    ['We met.', 'He left. I stayed.']
    """
    runs: list[Span] = []
    joined = False
    for one in sentences:
        if _STAGE.fullmatch(text, one.start, one.end):
            continue
        question = asked(text, one.start, one.end)
        if not question and joined:
            runs[-1] = (runs[-1][0], one.end)
        elif not question:
            runs.append((one.start, one.end))
        joined = not question
    return tuple(runs)
