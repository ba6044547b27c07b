"""Acts that the text itself places years before its own day: background, not news."""

from __future__ import annotations

import re

YEARS = 2
"""An act of a year that many or more before the document's is background."""

_MONTH = r"(?: [A-Z][a-z]+\.?(?: \d\d?,?)?| \d\d? [A-Z][a-z]+| early| late| mid| spring| summer| autumn)"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?:s\b|\b)(?![-–]\d)"
_STOPS = (
    r"which|who|that|but|after|before|when|while|since|until|is|are|was|were|has|had|will|would|and|to(?! [A-Z])|taken|left|cut|made|lost|held|"
    r"torn|drawn|[a-z]{3,}(?<!unit)ed|[a-z]{2,}ing"
)
_GAP = rf"(?: (?!(?:{_STOPS})\b)[\w'’&-]+(?:\.\w+)*\.?(?<![a-z\d]\.)){{0,8}}"
_AFTER = re.compile(rf"^(?:{_GAP},? (?:in|on|from|during)(?: the)?{_MONTH}{{0,2}}| of(?: the)?{_MONTH}{{0,2}}) {_YEAR}")
_AGO = re.compile(
    rf"^{_GAP},? (?P<ago>(?:(?:two|three|four|five|six|seven|eight|nine|ten|twenty|[2-9]|\d\d|several|many|some \w+) (?:years|decades)|(?:a|two|three|several) (?:centur(?:y|ies)|decades?|generations?)) ago)\b"
)
_BEFORE = re.compile(
    r"\b(?:the|a|its|their|his|her|of|from|following|after) (?P<year>(?:1[5-9]|20)\d\d)(?: (?!and\b|or\b)[\w.'’-]+){0,3} $"
)
_MARKED = re.compile(r"\b(?P<mark>anniversary of)(?: (?:the|an?|its|their))?(?: [\w.'’-]+){0,3} $")


_NOW = re.compile(r"\b(?:(?:to|could|would|will|may|might|has|have|is|are) [a-z]+|[A-Z]\w+ [a-z]+(?<!s)s)$")
"""Deciding words after these are of the day, or have not happened: "Peru asks Chile to end the treaty of 1950"."""


def past(left: str, words: str, right: str, published: str | None) -> str:
    """The words that put an act years behind the document, "" where none do; a year needs the document's day.

    `left` ends with a blank and `right` begins with one.

    >>> past("They spoke of the ", "defeat", " of Peru in 1879.", "2020-05-01"), past("the ", "defeat", " of Peru in 1879.", None)
    ('in 1879', '')
    """
    ago = _AGO.search(right)
    if ago:
        return ago["ago"]
    if _NOW.search(left + words):
        return ""
    mark = _MARKED.search(left)
    if mark:
        return mark["mark"]
    return _of_a_year(left, right, published)


def _of_a_year(left: str, right: str, published: str | None) -> str:
    if not re.match(r"\d{4}", published or ""):
        return ""
    latest = int((published or "")[:4]) - YEARS
    for found in (_AFTER.search(right), _BEFORE.search(left)):
        if found and int(found["year"]) <= latest:
            return f"in {found['year']}"
    return ""
