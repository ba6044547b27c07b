"""Sayings that nobody is said to have said: supposed, asked about, known rather than said, or everybody's and nobody's."""

from __future__ import annotations

from collections.abc import Sequence

from comity.coding.attribution.clauses import head_of
from comity.coding.attribution.heads import heads
from comity.coding.attribution.phrases import Phrase
from comity.coding.attribution.saying import FORWARD, GERUND, OF, Saying
from comity.coding.attribution.words import Word
from comity.coding.spacing import wordset

_KNOWING = wordset("know realise realize learn notice discover remember hear understand see dream")
_OPEN = wordset("if unless whether lest supposing suppose provided maybe perhaps probably possibly hopefully")
_TIMES = wordset("when whenever once until till before after where wherever as-soon-as")
_FUTURE = wordset("will would 'll 'd won't wouldn't shall")
_ANYBODY = wordset("everyone everybody anyone anybody someone somebody nobody none whoever nothing no-one")
_GENERIC = wordset("people person man men women woman humans humanity mankind citizens voters children kids others")
_ABSTRACT = (
    "tion",
    "tions",
    "sion",
    "sions",
    "ment",
    "ments",
    "ness",
    "ity",
    "ities",
    "ence",
    "ance",
    "ism",
    "ship",
    "ships",
    "hood",
    "dom",
    "ing",
)
_SEVERAL = wordset("these those other many several some all both few most various two three four five")
_NUMBERS = wordset("twenty thirty forty fifty sixty seventy eighty ninety hundred thousand")
_ASIDES = 3
"""Adverbs that may stand between "maybe" or "when" and the subject."""


def supposed(w: Sequence[Word], one: Saying) -> bool:
    """Whether nobody in particular is told to have said it: a condition, a question, a wish, a future, or a subject that is anybody.

    >>> from comity.coding.attribution.sayings import sayings
    >>> from comity.coding.attribution.words import words
    >>> [len(sayings(words(text, 0, len(text)), [text.index("say")])) for text in ("Experts say no.", "If experts say no, we go.")]
    [1, 0]
    """
    if one.speaker is None:
        return False
    own = w[one.speaker.start].low.split("'")[0] in ("i", "we")
    if own:
        return False
    present = one.cue.form in ("base", "third", "be")
    return (
        (one.cue.lemma in _KNOWING)
        or _conditional(w, one, present)
        or ((present or any(word.kind == "x" for word in w[:4])) and any(word.low == "?" for word in w[-2:]))
        or (one.side != OF and any(word.low in _FUTURE for word in w[max(one.first - 4, one.speaker.core) : one.at]))
        or anybody(w, one, present)
        or (one.side != GERUND and _abstract(w, one))
        or (one.cue.form == "third" and _plural(w, one.speaker))
    )


def _conditional(w: Sequence[Word], one: Saying, present: bool) -> bool:
    """Whether "if", "maybe" or, with a verb of the present, "when" opens the clause."""
    if one.speaker is None or one.inherited:
        return False
    k = one.speaker.start - 1
    for _ in range(_ASIDES):
        if k >= 0 and w[k].kind in "a,":
            if w[k].low in _OPEN:
                return True
            k -= 1
    if present and k > 0 and w[k].low == "that" and w[k - 1].low == "such":
        return True
    return k >= 0 and (w[k].low in _OPEN or (present and w[k].low in _TIMES))


def anybody(w: Sequence[Word], one: Saying, present: bool) -> bool:
    """Whether the subject is everyone, no one, or people at large."""
    if one.speaker is None:
        return False
    core = w[one.speaker.start : one.speaker.core]
    lows = [word.low for word in core]
    ours = one.speaker.start and w[one.speaker.start - 1].low in ("we", "us", "you")
    if ours and lows[0] in ("both", "all", "most"):
        return True
    if any(low in _ANYBODY for low in lows[:3]) or lows[0] in ("no", "every", "each", "any", "those"):
        return True
    if one.speaker.start and w[one.speaker.start - 1].low in ("not", "no"):
        return True
    if lows == ["one"] or lows[-1] in _NUMBERS:
        return True
    plain = len(core) == 1 or (len(core) == 2 and core[0].kind == "d")
    general = present or one.side == GERUND
    return plain and general and lows[-1] in _GENERIC and one.cue.kind in ("believe", "say", "call")


def _plural(w: Sequence[Word], speaker: Phrase) -> bool:
    """Whether a verb in -s cannot agree with the subject: "activists ... shows"."""
    head = head_of(w, speaker)
    last = max((k for k in range(speaker.start, speaker.core) if w[k].kind == "p"), default=speaker.start - 1)
    if any(word.low in _SEVERAL for word in w[last + 1 : speaker.core]):
        return True
    common = any(word.low == head and word.kind == "n" for word in w[speaker.start : speaker.core])
    return common and head in heads() and head.endswith("s") and head[:-1] in heads()


def _abstract(w: Sequence[Word], one: Saying) -> bool:
    """Whether the subject is no word for a speaker, and names a thing done or a quality, or stands after a preposition."""
    if one.speaker is None:
        return False
    head = head_of(w, one.speaker)
    named = any(word.low == head and word.kind in "Nr" for word in w[one.speaker.start : one.speaker.core])
    governed = (
        one.side == FORWARD
        and one.speaker.start > 0
        and w[one.speaker.start - 1].kind == "p"
        and w[one.speaker.start].kind == "d"
    )
    last = w[one.speaker.start - 1] if one.speaker.start else None
    if (
        last
        and one.side == FORWARD
        and last.kind == "n"
        and last.low.endswith("ed")
        and w[one.speaker.start].kind == "d"
    ):
        return True
    final = w[one.speaker.core - 1]
    if final.kind == "n" and final.low.endswith("ed") and final.low not in heads():
        return True
    return not named and head not in heads() and (head.endswith(_ABSTRACT) or governed)
