"""What kind of statement attributed words are, until when a forecast or promise runs, and in whose words it is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from comity.coding.dates import times
from comity.coding.periods import published as published_period
from comity.coding.tables import rows
from comity.schema import Span

KINDS = ("claim", "position", "promise", "threat", "forecast")
LONGEST = 1500
"""Characters of the content that are read: what kind a statement is shows at its beginning."""

_BEFORE = 60
"""Characters before a verb to come among which its subject is looked for."""

_BARE = re.compile(
    r"^\W*(?:please |never |do not |don['’]t |to (?!\w+ (?:the|a)\b.{0,20}$))?(?:stay|give|leave|stop|end|withdraw|free|release|return|keep|let|tell|"
    r"sign|remember|find|compensate|respect|sit|open|close|lift|help|come|go|talk|join|make|take)\b(?! (?:is|was|has|have|will|would))",
    re.I,
)
_FIRST = re.compile(r"(?:^|[^\w])(?:we|i|us|our|my|ours)(?:$|[^\w])|(?:^|\W)i['’]|we['’]", re.I)
_PRONOUN = re.compile(r"^\W*(?:that |and )?(?:it(?! is| was)|he|she|they|his|her|its|their)\b", re.I)
_PASSIVE = re.compile(
    r"^(?: \w+ly| not| no longer| never| soon| also)* be \w+(?:ed|en|un|ept|ought|unk|ot|own|aid|ent|ilt|old)\b", re.I
)
_QUOTED = re.compile(r"[\"“„«‘']")
_COULD = re.compile(r"\bcould(?! have\b)\b", re.I)
_AWAITED = re.compile(r"^[^.;]{0,90}?(?<!\bhas)(?<!\bhave) to [a-z]+", re.I)
_CLAUSE = re.compile(
    r"[;:.!?]\s|,\s(?:but|and|while|because|which|who|after|as)\b|\b(?:because|although|while|when|after|before|which|who)\b"
)


def kind_of(
    text: str, content_spans: Sequence[Span], cue: str, published: str | None, own: Sequence[Span] = ()
) -> tuple[str, date | None]:
    """The kind of a statement (one of `KINDS`), and the last day of what a forecast, promise or threat speaks of (None: not said).

    claim: what is or was. position: what should be, what the speaker is for or against. promise: what the speaker's side will do.
    threat: what harm it will do, or will on a condition. forecast: what others will do or what will happen. `own` are words that
    stand for the speaker or the speaker's state, beside "we"; without them "it would" is taken for the speaker.

    >>> kind_of("We will reopen the embassy by May 2023.", [(0, 39)], "said", "2022-11-02")
    ('promise', datetime.date(2023, 5, 31))
    >>> kind_of("Trade will fall.", [(0, 16)], "said", None)
    ('forecast', None)
    """
    content = " ".join(text[max(a, 0) : b] for a, b in content_spans)[:LONGEST]
    mine = frozenset(text[max(a, 0) : b].lower() for a, b in own if a < b)
    quoted = bool(content_spans) and _QUOTED.search(text, max(content_spans[0][0] - 2, 0), content_spans[0][0] + 1)
    kind = _kind(content, cue, mine, bool(quoted))
    ahead = kind in {"promise", "threat", "forecast"}
    return kind, _horizon(text, content_spans, published) if ahead else None


def directness(text: str, content_spans: Sequence[Span], quotations: Sequence[Span]) -> str:
    """Whether the content is quoted: direct, mixed (in part) or indirect. `quotations` are spans within quotation marks.

    >>> directness('He said the deal was "dead".', [(8, 26)], [(22, 26)])
    'mixed'
    """
    words = {place for a, b in content_spans for place in range(max(a, 0), min(b, len(text))) if text[place].isalnum()}
    quoted = {place for a, b in quotations for place in range(max(a, 0), min(b, len(text)))}
    inside = len(words & quoted)
    return "indirect" if not inside else "direct" if inside == len(words) else "mixed"


@cache
def _patterns() -> dict[tuple[str, str], re.Pattern[str]]:
    return {
        (row["place"], row["sign"]): re.compile(rf"(?<![\w'’-])(?:{row['words']})(?![\w-])", re.I)
        for row in rows("kinds.tsv")
    }


def _in_content(sign: str, content: str) -> re.Match[str] | None:
    return _patterns()["content", sign].search(content)


def _of_cue(cue: str) -> str:
    """What the word of saying makes of its content; "" where nothing."""
    for (place, sign), pattern in _patterns().items():
        if place == "cue" and pattern.search(cue):
            return sign
    return ""


def _kind(content: str, cue: str, own: frozenset[str], quoted: bool) -> str:
    said = _of_cue(cue)
    to_come = _to_come(content, said)
    if quoted and to_come and to_come[0].lower() == "would" and not _ours(content, said, own, to_come):
        to_come = None  # in someone's own words "would" supposes; only in reported speech is it a future
    if said == "position" and not (to_come and _FIRST.search(content[: to_come.start()])):
        return "position"
    if _harmful(content, said, own, to_come):
        return "threat"
    if said == "promise" and not _only_past(content, to_come):
        return "promise"
    ought = _in_content("ought", content)
    if ought and not (to_come and to_come.start() < ought.start()):
        return "position"
    if said in {"forecast", "expect"} and not to_come and _AWAITED.search(content):
        return "forecast"
    if to_come:
        return _looking_ahead(content, said, own, to_come)
    return _standing(content, said)


def _to_come(content: str, said: str) -> re.Match[str] | None:
    """The first words of a main clause that look ahead."""
    found = [match for sign in ("aim", "future") for match in _patterns()["content", sign].finditer(content)]
    if said in {"forecast", "expect"} or not found:
        found += _patterns()["content", "chance"].finditer(content)
    if said in {"forecast", "expect", "warn"} and not found:
        found += _COULD.finditer(content)
    past = _in_content("past", content)
    first = min(found, key=lambda match: match.start(), default=None)
    if (
        first is not None
        and past is not None
        and past.start() < first.start()
        and not _condition_before(content, first.start())
    ):
        joined = re.search(r"\b(?:and|but)(?: \w+)?\s*$", content[: first.start()])
        return first if joined or content[past.end() : first.start()].count(" ") <= 2 else None
    return first


def _condition_before(content: str, place: int) -> bool:
    condition = _in_content("if", content)
    return condition is not None and condition.start() < place


def _only_past(content: str, to_come: re.Match[str] | None) -> bool:
    """Whether the content tells only of what was: an assurance, not a promise."""
    return to_come is None and bool(_in_content("past", content) or re.search(r"\b(?:is|are)\b", content))


def _harmful(content: str, said: str, own: frozenset[str], to_come: re.Match[str] | None) -> bool:
    """Whether the speaker's side will do harm, or nobody named will, to somebody."""
    if said == "threat":
        return True
    harm = _in_content("harm", content)
    if said == "promise":
        return harm is not None and not re.search(r"\bnot\b|\bno\b|never", content[: harm.start()])
    ours = to_come is None or _ours(content, said, own, to_come) or bool(_PASSIVE.search(content[to_come.end() :]))
    condition = _in_content("if", content)
    if to_come is None:
        return (
            harm is not None
            and condition is not None
            and not _in_content("past", content)
            and not _in_content("ought", content)
        )
    negative = re.match(r"\s*(?:not|never|n['’]t)\b", content[to_come.end() :])
    if harm is None or negative or (harm.end() < to_come.start() and condition is None):
        return said == "warn" and _ours(content, said, own, to_come)
    if said == "warn":
        return ours or (
            _in_content("harm", content[to_come.start() :]) is not None
            and harm[0].lower() in {"consequences", "heavy price"}
        )
    return ours or harm[0].lower() in {"consequences", "heavy price", "dear", "dearly"}


def _looking_ahead(content: str, said: str, own: frozenset[str], to_come: re.Match[str]) -> str:
    if said in {"forecast", "expect"}:
        return "forecast"
    passive = bool(_PASSIVE.search(content[to_come.end() :]))
    if said == "announce" and passive:
        return "promise"
    return "promise" if _ours(content, said, own, to_come) else "forecast"


def _ours(content: str, said: str, own: frozenset[str], to_come: re.Match[str]) -> bool:
    """Whether the speaker's side is the subject of what is to come. "We will see" and its like only look on."""
    if re.match(r"\s*(?:all |soon |probably )*(?:see|witness|know|find out)\b", content[to_come.end() :]):
        return False
    low = max(0, to_come.start() - _BEFORE)
    before = content[low : to_come.start()]
    at_start = low == 0 and not _CLAUSE.search(before)
    stops = [stop.end() for stop in _CLAUSE.finditer(before)]
    before = before[stops[-1] :] if stops else before
    before += to_come[0]
    named = any(re.search(rf"(?<!\w){re.escape(one)}(?!\w)", before.lower()) for one in own if one)
    return named or bool(_FIRST.search(before)) or (at_start and not own and bool(_PRONOUN.search(before)))


def _standing(content: str, said: str) -> str:
    """A position where the content says what should be or whom the speaker is for or against; else a claim."""
    view = _in_content("view", content)
    past = _in_content("past", content)
    if view and not (past and past.start() < view.start()):
        return "position"
    return "position" if _BARE.match(content) and said in {"", "position"} else "claim"


def _horizon(text: str, content_spans: Sequence[Span], published: str | None) -> date | None:
    """The last day named in the content that lies ahead of the document's."""
    anchor = published_period(published)
    since = anchor.first if anchor else None
    found = [
        one.last
        for a, b in content_spans
        for one in times(text, published, max(a, 0), min(b, len(text)))
        if one.last is not None and one.role not in {"since", "after"} and (since is None or one.last > since)
    ]
    return max(found, default=None)
