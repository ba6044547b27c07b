"""How near a time stands to the words of an act, with the ends of clauses and other owners of the time counted dearly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from comity.schema import Span

_WORD = re.compile(r"\w+")
_VERB = (
    r"is|are|was|were|has|have|had|said|says|told|met|held|will|would|began|went|came|took|made|gave|left|sent|struck|"
    r"[a-z]{3,}(?<!ne)(?<!unit)ed"
)
_EDGE = re.compile(
    r"[;:“”\"\n–—]|\s-\s|[.!?]\s|,? (?:which|who|whom|whose|because|although|though|but|while|whereas|despite|if|unless|so that|where) |"
    r",? (?:that|when|as|before|after|since|until|following|amid|and) (?!part of|well as)|,? to (?=[a-z]+ |$)(?!the |his |her |its |their |a |an )|, (?=(?:"
    + _VERB
    + r")\b)"
)
_CLAUSE = frozenset({"that", "when", "as", "before", "after", "since", "until", "following", "amid"})
_SAID = re.compile(
    r"\b(said|says|told(?: \w+)?|announced|reported|stated|warned|added|confirmed|claimed|declared|denied|argued|wrote|tweeted|insisted)"
    r"(?: (?:in (?:a|an) \w+|reporters|here|there|late|early|earlier|later))?(?:,? (?:on|in|at|by))?(?: the)?\s*$"
)
_DONE = re.compile(
    r"\b([a-z]{3,}(?<!unit)(?<!advanc)ed)(?: (?:on|in|at|during|since|after|before|until|by|over|from))?(?: the)? ?$"
)
_OPENS_NEXT = re.compile(r", (?:(?:on|in|at|over|during|by) )?(?:the (?:night|morning|evening|eve) of )?$")
_MODIFIES = re.compile(r"\b(?:the|a|an|its|their|his|her|this|under|with|['’]s) (?:early |late |mid-?)?$", re.I)
_NAME = re.compile(
    r"\b(?!(?:In|Since|From|By|During|Until|Before|After|Back|Through|Around|Throughout|The|An|Its|Their|His|Her|This|Early|Late|Mid)\b)[A-Z]\w+ $"
)
_OF = re.compile(r"(\w+) (?:of|from|dated)(?: the)? $")
REACH = 300
"""Characters on each side of the deciding words within which times are looked at."""
COST = 22
"""Steps for the end of a clause between."""
_ROLE = re.compile(r" (?:since|until|till|before|after|by)(?: the)? $")
_WAY = 2
"""Steps that a time before its act is behind one after it."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time, or the two ends of a range taken together, where it stands and the days it means."""

    start: int
    end: int
    first: date | None
    last: date | None
    precision: str


def steps(
    text: str, sentence: Span, trigger: Span, one: Stretch, others: Sequence[Span], rivals: Sequence[Stretch]
) -> int:
    """How far a time is from the deciding words, in words, with what stands between counted dearly.

    `others` are the words of other acts, `rivals` the other times of the sentence.
    """
    if one.start < trigger[1] and trigger[0] < one.end:
        return 0
    after = one.start >= trigger[1]
    low, high = (trigger[1], one.start) if after else (one.end, trigger[0])
    between = _ROLE.sub(" ", text[low:high]) if after else text[low:high]
    opening = not after and not text[sentence[0] : min(one.start, sentence[0] + 40)].strip(" \"“'").count(" ") > 1
    count = len(_WORD.findall(between)) + (0 if after else _WAY)
    if opening and not any(low <= rival.start and rival.end <= high for rival in rivals):
        count = min(count, 3 + _WAY)
    behind = not after and "," in between and _in_relative(text[max(sentence[0], one.start - REACH) : one.start])
    ends = _edges_between(between, opening) + behind + any(low <= a and b <= high for a, b in others)
    return count + COST * (ends + _belongs_elsewhere(text, sentence, trigger, one))


def _in_relative(before: str) -> bool:
    """Whether a time stands in a relative clause that a comma opens."""
    opened = re.search(r", (?:which|who|whom|whose|where|when|after|before|since) [^,]*$", before)
    return opened is not None


def _edges_between(between: str, opening: bool) -> int:
    """Ends of clauses between; a conjunction counts only with a verb on its far side."""
    count = 0
    for edge in _EDGE.finditer(between):
        word = edge.group().strip(" ,")
        if word == "and":
            count += bool(re.match(rf"(?:(?:it|they|he|she|then|later) )?(?:{_VERB})\b", between[edge.end() :]))
        elif word in _CLAUSE - {"as", "that"} and opening:
            count += bool(re.match(rf"(?:\w+ )?(?:{_VERB})\b", between[edge.end() :]))
        else:
            count += 1
    return count


def _belongs_elsewhere(text: str, sentence: Span, trigger: Span, one: Stretch) -> bool:
    """Whether the time is said of the saying, of a thing dated by it, of another verb beside it or of the clause that follows."""
    low = max(sentence[0], one.start - 60)
    before, after = text[low : one.start], text[one.end : one.end + 40]
    for pattern in (_SAID, _DONE):
        verb = pattern.search(before)
        if verb and not trigger[0] <= low + verb.start(1) < trigger[1]:
            return True
    if _OPENS_NEXT.search(before) and after.startswith(",") and one.start > trigger[1]:
        return True
    if one.precision == "year" and (_NAME.search(before) or re.match(r"-[A-Za-z]", after)):
        return True
    following = re.match(r" ?(?:[A-Z][\w-]+ ){0,2}([\w-]+)", after)
    if _MODIFIES.search(before) and following and one.precision == "year" and not _touches(trigger, one, following):
        return True
    of = _OF.search(before)
    noun = low + of.start(1) if of else trigger[0]
    return one.precision in ("year", "decade") and not trigger[0] <= noun < trigger[1]


def _touches(trigger: Span, one: Stretch, following: re.Match[str]) -> bool:
    return one.end <= trigger[0] < one.end + following.end() or trigger[0] <= one.start < trigger[1]
