"""The patterns of time expressions, in the order in which they are tried, and the numbers behind their words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from comity.coding.spacing import wordset

SP = r"(?:[^\S\n]{1,3}\n?|\n)"
MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
WEEKDAYS = {name: number for number, name in enumerate(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])}
_FULL = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
MONTH = rf"(?:{_FULL}|{_FULL.upper()}|(?:{_SHORT}|{_SHORT.upper()})\b\.?)"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
WEEKDAY = rf"(?:{_DAYS}|{_DAYS.upper()}|(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\b\.?(?=,))"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)"
_COUNTED = (
    r"(?:[a-z-]+\s)?(?:troops|soldiers|people|men|women|children|civilians|workers|jobs|km|kilomet|miles|meters|metres|feet|tons|tonnes|dollars|euros|"
    r"pounds|rubles|roubles|yuan|MW|kg|pages|words|votes|seats|members|homes|houses|tanks|vehicles|refugees|migrants|prisoners|cases|deaths|years?|rpm|hours|hrs|GMT|UTC|local)"
)
YEAR = rf"(?:1[5-9]\d\d|20\d\d)(?![\d%°]|[.,:]\d|\s{_COUNTED}\b)"
UNIT = r"(?:day|week|weekend|month|quarter|year|decade|century|centurie)"
_TO_NINETEEN = (
    "zero|one|two|three|four|five|six|seven|eight|nine|ten|"
    "eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
)
NUMBERS = {word: number for number, word in enumerate(_TO_NINETEEN.split("|"))} | {
    "a": 1,
    "an": 1,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "couple of": 2,
}
_WORDS = "|".join(sorted(NUMBERS.keys() - {"zero"}, key=lambda word: (-len(word), word)))
NUMBER = rf"(?:\[?(?:\d{{1,3}}|(?i:{_WORDS}))\]?)"
VAGUE = r"(?:(?i:a few|few|several|some|many|a couple(?: of)?|couple of|a number of|recent|dozens of|two dozen))"
PARTS = {
    "early": "early", "mid": "mid", "middle": "mid", "late": "late", "earlier": "earlier", "later": "later",
    "beginning": "start", "start": "start", "end": "end",
}  # fmt: skip
PART = rf"(?:(?P<part>(?i:early|mid|late|earlier|later)|(?:[Tt]he{SP})?(?i:beginning|start|middle|end){SP}of)(?:-|{SP}(?:in{SP})?)(?:the{SP})?)?"
_SEASON = r"(?i:spring|summer|autumn|fall|winter)"
_WHICH = r"(?i:last|past|this|next|coming|current|previous|following)"
_TENS = "twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties"
TENS = {name: 20 + 10 * number for number, name in enumerate(_TENS.split("|"))}
CENTURIES = {"eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21}
ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "last": 4,
    "final": 4,
    "latter": 2,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
}
_NOT_AFTER_FIGURE = r"(?<![\d/.,$€£:+-])"

PATTERNS: dict[str, str] = {
    "iso": rf"{_NOT_AFTER_FIGURE}(?P<y>(?:1[5-9]|20)\d\d)[-/.](?P<m>\d\d?)[-/.](?P<d>\d\d?)(?:T[\d:.]+Z?)?(?![\d/-])",
    "figures": rf"{_NOT_AFTER_FIGURE}(?P<a>\d\d?)(?:/(?P<b>\d\d?)/(?P<y>(?:19|20)?\d\d)|\.(?P<b2>\d\d?)\.(?P<y2>(?:19|20)\d\d))(?![\d/]|\.\d)",
    "nine_eleven": r"(?<![\d/])9/11(?![\d/])",
    "month_day": rf"(?:(?P<w>{WEEKDAY}),?{SP})?(?P<m>{MONTH}){SP}(?:the{SP})?(?P<d>{DAY})(?:\s?[–—-]\s?(?P<d2>{DAY}))?(?:,?{SP}(?P<y>{YEAR}))?",
    "day_month": rf"(?<![\d.,:$€£-])(?:(?P<w>{WEEKDAY}),?{SP}(?:the{SP})?)?(?P<d>{DAY})(?:\s?[–—-]\s?(?P<d2>{DAY}))?{SP}(?:of{SP})?(?P<m>{MONTH})(?![a-z])(?:,?{SP}(?P<y>{YEAR}))?",
    "month_year": rf"{PART}(?P<m>{MONTH})(?:,?{SP}(?:of{SP})?|-)(?P<y>{YEAR})",
    "quarter": rf"(?:(?:Q(?P<q>[1-4])|H(?P<h>[12]))[\s-]?(?:of{SP})?|(?:[Tt]he{SP})?(?P<o>(?i:first|second|third|fourth|last|final|latter|1st|2nd|3rd|4th))(?:{SP}|-)(?P<u>quarter|half)(?:,?{SP}of)?{SP})(?P<y>{YEAR}|(?:this|last|next|the){SP}year)",
    "season_year": rf"{PART}(?:[Tt]he{SP})?(?P<s>{_SEASON}){SP}(?:of{SP})?(?P<y>{YEAR})",
    "season": rf"{PART}(?P<k>(?i:last|past|this|next|coming)){SP}(?P<s>{_SEASON})",
    "decade": rf"(?:[Tt]he{SP})?{PART}(?:(?P<y>(?:1[5-9]|20)\d0)['’]?s\b|['’‘](?P<t>\d0)s\b|(?<=the )(?P<n>{_TENS})\b)",
    "century": rf"(?:[Tt]he{SP})?{PART}(?:(?P<c>\d\d?)(?:st|nd|rd|th)|(?P<n>(?i:{'|'.join(CENTURIES)})))(?:{SP}|-)[Cc]entury",
    "year_span": rf"{_NOT_AFTER_FIGURE}(?P<y>(?:1[5-9]|20)\d\d)\s?[–—/-]\s?(?P<z>\d\d(?![\d-]))(?!\.\d)",
    "fiscal": rf"(?:(?i:fiscal)(?:{SP}year)?{SP}|FY[\s-]?)(?P<y>{YEAR}|\d\d\b)",
    "frequency": rf"(?:[Ff]or{SP})?the{SP}\w+{SP}time{SP}in{SP}(?:(?i:more than|nearly|almost|over|about|at least){SP})?(?:(?P<n>{NUMBER}|{VAGUE}){SP})?(?:the{SP}(?:past|last){SP})?(?P<u>{UNIT})s?\b|"
    rf"(?i:every|each){SP}(?:other{SP}|(?:{NUMBER}){SP})?(?P<u2>{UNIT}|{WEEKDAY}|{MONTH})s?\b|(?i:once|twice|{NUMBER}{SP}times|several{SP}times){SP}(?:a|per|every){SP}(?P<u3>{UNIT})\b|"
    rf"\b(?:daily|weekly|monthly|quarterly|annually|yearly|annual|biennial|biannual)\b|\b(?:on{SP})?(?:{_DAYS})s\b",
    "ago": rf"(?P<n>{NUMBER}|half{SP}a|{VAGUE})(?:{SP}|-)(?P<u>{UNIT}|hour)s?{SP}(?P<w>ago|back|from{SP}now|hence)\b",
    "lasting": rf"(?:(?i:the|these|this){SP})?(?P<k>(?i:last|past|next|coming|previous|recent)){SP}(?P<n>{NUMBER}|{VAGUE}){SP}(?P<u>{UNIT})s?\b",
    "trailing": rf"(?<!-)(?i:the){SP}(?P<k>(?i:last|past)){SP}(?P<u>year|decade|century|month|week)\b(?!['’]s)",
    "edge": rf"(?P<part>(?i:(?:the{SP})?(?:end|beginning|start|middle){SP}of{SP}the)|early|late|earlier|later)(?:{SP}(?:in{SP}the{SP})?)(?P<u>year|month|week|decade|century)\b|(?:the{SP})?(?P<e>(?i:year|month))(?:-|{SP})end\b|mid-?year\b",
    "which": rf"{PART}(?:(?i:the){SP})?(?P<k>{_WHICH})(?:{SP}past)?{SP}(?P<u>(?i:week|weekend|month|year|quarter|decade|century))(?P<s>s?)\b(?!-)|(?i:over|at|during|throughout){SP}(?i:the){SP}(?P<e>weekend)\b",
    "near_day": rf"(?i:the{SP}day{SP}before{SP}yesterday|the{SP}day{SP}after{SP}tomorrow|(?:earlier{SP}|later{SP})?today|tonight|yesterday|tomorrow|last{SP}night|this{SP}(?:morning|afternoon|evening))\b",
    "recent": rf"(?i:recently|lately|of{SP}late\b|nowadays|(?:the{SP})?other{SP}day\b|these{SP}days|not{SP}long{SP}ago)|(?i:in|over|during){SP}(?:the{SP})?(?:most{SP})?recent{SP}{UNIT}s?\b",
    "other_day": rf"(?i:the|that){SP}(?i:same|next|following|previous){SP}(?:day|week|month|year|morning|night)\b|(?i:the|a){SP}(?:day|week|month|year){SP}(?:before|after|earlier|later)\b",
    "weekday": rf"(?:(?P<k>(?i:last|next|this|coming|past|previous|following))(?:{SP}past)?{SP})?(?P<w>{_DAYS}|{_DAYS.upper()})\b",
    "month": rf"{PART}(?:(?P<k>(?i:last|next|this|coming|past)){SP})?(?P<m>{MONTH})(?![\w-]|{SP}\d)",
    "year": rf"(?<![\d/.,$€£:+#№_])(?:(?<![–-])|(?<=\d[–-])){PART}(?P<y>{YEAR})(?!\w)(?:(?![–-])|(?=[–-]\s?(?:[^\d\s]|(?:19|20)\d\d)))",
    "short_year": r"(?:(?<=in )|(?<=of )|(?<=since ))['’‘](?P<y>\d\d)\b",
}  # fmt: skip
"""Name and pattern; the first that fits at a place wins."""

_OPENERS = wordset(
    "early mid middle late earlier later beginning start end spring summer autumn fall winter last past this next coming current previous following "
    "first second third fourth final latter fiscal every each once twice several daily weekly monthly quarterly annually yearly annual biennial biannual half "
    "few some many couple number recent dozens throughout today tonight yesterday tomorrow recently lately nowadays other year month midyear"
) | NUMBERS.keys() | CENTURIES.keys() | TENS.keys()  # fmt: skip
_CALENDAR = re.compile(rf"(?:{MONTH}|{_DAYS}|{_DAYS.upper()}|Mon|Tue|Wed|Thu|Fri|Sat|Sun|FY|[QH]\d)")
_SMALL = wordset("the a an of in that for on not these over at during")
_AFTER_SMALL = re.compile(
    rf"(?i:(?:of{SP}late|not{SP}long|that{SP}(?:same|next|following|previous)|for{SP}the|these{SP}(?:last|past|next|coming|previous|recent|days)|on{SP}(?:{_DAYS})|"
    rf"(?:in|over|during|at){SP}(?:the{SP})?(?:most{SP})?(?:recent|weekend)|an?{SP}(?:few|couple|number|hour|{UNIT})|"
    rf"the{SP}(?:\w+{SP}time\b|['’‘]|{_TENS}|early|mid|late|begin|start|middle|end|{_SEASON}|first|second|third|fourth|final|latter|\d|{'|'.join(CENTURIES)}|"
    rf"last|past|these|next|coming|previous|recent|current|following|other|same|year|month|{UNIT})))"
)
_WORDS_OF = re.compile(r"[A-Za-z]+|['’‘\d\[]")


def openings(text: str, start: int, end: int) -> Iterator[int]:
    """Where an expression may begin. `SCANNER` fits nowhere else, and is far too slow to be tried at every word."""
    for word in _WORDS_OF.finditer(text, start, end):
        first, place = word[0].lower(), word.start()
        if first in _SMALL:
            if _AFTER_SMALL.match(text, place):
                yield place
        elif not first.isalpha() or first in _OPENERS or _CALENDAR.match(text, place):
            yield place


_NAMED = re.compile(r"\(\?P<\w+>")
READERS = {name: re.compile(pattern) for name, pattern in PATTERNS.items()}
SCANNER = re.compile(
    r"(?<![A-Za-z])(?=['’‘\d\[A-Za-z])(?:"
    + "|".join(f"(?P<{name}>{_NAMED.sub('(?:', pattern)})" for name, pattern in PATTERNS.items())
    + ")"
)


def number(words: str | None) -> int | None:
    """The number behind a word or figures; None where it is vague.

    >>> number("[Ten]"), number("35"), number("several")
    (10, 35, None)
    """
    plain = (words or "a").strip("[]").lower()
    return int(plain) if plain.isdigit() else NUMBERS.get(plain)


def month_number(word: str) -> int:
    """1 to 12.

    >>> month_number("Sept.")
    9
    """
    return MONTHS[word[:3].lower()]
