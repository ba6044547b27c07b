"""Counts, ranks and times in words: "twice", "third-largest", "two wars"."""

from __future__ import annotations

import re

_ONES = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = {"twenty": 20, "thirty": 30}
_RANKS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_TIMES = {"once": 1, "twice": 2, "thrice": 3}
_COUNT = re.compile(
    rf"\b(?:(?P<times>once|twice|thrice)|(?P<many>{'|'.join(_ONES[1:])}|\d{{1,3}}) (?:\w+ )?(?:times|wars|occasions|invasions)|"
    r"(?P<folded>doubled|tripled|trebled|quadrupled))\b",
    re.I,
)
_RANK = re.compile(
    rf"\b(?:({'|'.join(_RANKS)})|(\d{{1,2}})(?:st|nd|rd|th))[- ](?=largest|biggest|most|strongest|highest|richest)",
    re.I,
)
_SIZE = re.compile(
    rf"\b(\d{{1,3}}|(?:twenty|thirty)(?:-[a-z]+)?|{'|'.join(_ONES[1:])}) (?:[\w-]+ ){{0,3}}(?:members?|countries|states|nations|economies|powers)\b",
    re.I,
)


def number_in(words: str) -> float | None:
    """A number spelt or in figures.

    >>> number_in("twenty-eight"), number_in("12"), number_in("many")
    (28.0, 12.0, None)
    """
    low = words.lower()
    if low.isdigit():
        return float(low)
    tens, _, ones = low.partition("-")
    if tens in _TENS:
        return float(_TENS[tens] + (_ONES.index(ones) if ones in _ONES else 0))
    return float(_ONES.index(low)) if low in _ONES else None


def count_in(words: str) -> float | None:
    """How often something is said to have happened.

    >>> count_in("did so twice"), count_in("fought three wars"), count_in("trade has doubled"), count_in("attacked")
    (2.0, 3.0, 2.0, None)
    """
    for found in _COUNT.finditer(words):
        if found["times"]:
            return float(_TIMES[found["times"].lower()])
        if found["folded"]:
            return {"d": 2.0, "t": 3.0, "q": 4.0}[found["folded"][0].lower()]
        number = number_in(found["many"])
        if number is not None:
            return number
    return None


def rank_in(words: str) -> float:
    """The place in an order, 1 where none is said.

    >>> rank_in("the world's second-largest economy"), rank_in("the largest army")
    (2.0, 1.0)
    """
    found = _RANK.search(words)
    if found is None:
        return 1.0
    return float(found[2]) if found[2] else float(_RANKS.index(found[1].lower()) + 1)


def size_in(words: str) -> float | None:
    """How many members a body is said to have.

    >>> size_in("has 30 members"), size_in("a group of five emerging economies")
    (30.0, 5.0)
    """
    for found in _SIZE.finditer(words):
        number = number_in(found[1])
        if number:
            return number
    return None
