"""Time expressions that name their day, month, quarter, season, year, decade or century."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from comity.coding import periods
from comity.coding.periods import Period
from comity.coding.time_words import CENTURIES, MONTHS, ORDINALS, PARTS, SP, TENS, YEAR, month_number

_THIS_YEAR = re.compile(rf",?{SP}(?:of{SP})?(?P<k>this|last|next){SP}year\b")
_YEAR_FOLLOWS = re.compile(
    rf"(?:{SP}?(?:to|and|or|through|until|till|–|—|-|/|,){SP}?(?:the{SP})?(?:\d\d?(?:st|nd|rd|th)?{SP})?"
    rf"(?P<m>(?:{'|'.join(name.capitalize() for name in MONTHS)})[a-z]*\.?)?(?:{SP}?\d\d?(?:st|nd|rd|th)?\b(?!\d))?,?){{1,2}}{SP}(?P<y>{YEAR})"
)
_DESIGNATES = re.compile(
    r"(?:[Rr]esolutions?|[Rr]es\.|[Nn]os?\.|[Nn]umber|[Aa]rticles?|[Ss]ections?|[Pp]aragraphs?|[Ff]light|[Rr]oute|[Rr]oom|[Pp]ages?|[Dd]ecree|"
    r"[Ll]aw|[Bb]oeing|[Cc]hannel|[Bb]uilding|[Dd]irective|[Rr]egulation|[Oo]rder|\bUNSCR|\bUNSC|about|some|than|nearly|almost|over)\s?(?:№\s?|[Nn]o\.?\s?)?$"
)
_SPANS = re.compile(r"\s?[–—-]\s?(?:19|20)\d\d\b")
_PLAIN_YEAR = re.compile(
    r"\b(?:in|since|from|until|till|by|before|after|between|and|to|during|through|circa|the|year|early|late|mid)[\s-]$",
    re.I,
)


_DOUBTFUL = re.compile(r"\w{3,4}\.|(?i:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|march|april|june|august)")
"""Months that are also names, verbs or shortened words: they need a word that leads in."""

_LEADS_IN = re.compile(
    r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Oo]f|[Ff]rom|to|[Tt]hrough|[Dd]uring|[Bb]efore|[Aa]fter|and|between|for)\s\Z"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression stands: the text, its match, the document's period, and whether it looks ahead."""

    text: str
    found: re.Match[str]
    anchor: Period | None
    ahead: bool

    @property
    def part(self) -> str:
        """Early, mid, late, start or end, "" if nothing narrows the period."""
        words = (self.found["part"] or "").lower().split()
        return PARTS.get(next((word for word in words if word in PARTS), ""), "")


def narrowed(period: Period, place: Place) -> Period:
    """The part of the period that is meant; "earlier" and "later" end or begin at the document's day."""
    name, anchor = place.part, place.anchor
    if not name:
        return period
    if name not in {"earlier", "later"}:
        return periods.part(period, "late" if name == "end" and not _limit(place) else name)
    day = anchor.first if anchor and anchor.precision == "day" else None
    inside = (
        day is not None and period.first is not None and period.last is not None and period.first <= day <= period.last
    )
    first = day if inside and name == "later" else period.first
    last = day if inside and name == "earlier" else period.last
    return Period(period.precision, first, last, period.value, name)


def _limit(place: Place) -> bool:
    before = place.text[max(0, place.found.start() - 8) : place.found.start()]
    return re.search(r"\b(?:by|until|till|before)\s$", before, re.I) is not None or place.found[
        "part"
    ].lower().startswith("the end")


def _iso(place: Place) -> Period | None:
    found = place.found
    return periods.day(date(int(found["y"]), int(found["m"]), int(found["d"])))


def _figures(place: Place) -> Period | None:
    """Day first with full stops; with strokes only where one number can be no month: no guess."""
    found = place.found
    one, two, year = int(found["a"]), int(found["b"] or found["b2"]), int(found["y"] or found["y2"])
    year += 0 if year > 99 else (2000 if year < 70 else 1900)
    if found["b2"] or one > 12:
        return periods.day(date(year, two, one))
    if two > 12 or one == two:
        return periods.day(date(year, one, two))
    return Period("day")


def _month_day(place: Place) -> Period | None:
    found = place.found
    month, first = month_number(found["m"]), _figure(found["d"])
    year = int(found["y"]) if found["y"] else _year_near(place, month, first)
    if year is None:
        return Period("day")
    day = periods.day(date(year, month, first))
    last = _figure(found["d2"]) if found["d2"] else first
    if last <= first or day.first is None:
        return day
    return Period("day", day.first, day.first.replace(day=last), f"{day.value}/{last:02}")


def _figure(day: str) -> int:
    return int(re.sub(r"\D", "", day))


def _year_after(place: Place, month: int) -> int | None:
    """The year that a range or list states after its last member: "from March to May 2019"."""
    found = _YEAR_FOLLOWS.match(place.text, place.found.end(), place.found.end() + 40)
    if found:
        return int(found["y"]) - (found["m"] is not None and month_number(found["m"]) < month)
    found = _THIS_YEAR.match(place.text, place.found.end(), place.found.end() + 24)
    if found and place.anchor and place.anchor.first:
        return place.anchor.first.year + {"last": -1, "this": 0, "next": 1}[found["k"]]
    return None


def _year_near(place: Place, month: int, day: int) -> int | None:
    """The year that puts a day of a month nearest to the document's date, or next after it where the words look ahead."""
    stated = _year_after(place, month)
    if stated or place.anchor is None or place.anchor.precision == "year" or place.anchor.first is None:
        return stated
    centre = place.anchor.first
    nearest: list[tuple[int, int]] = []
    for year in (centre.year - 1, centre.year, centre.year + 1):
        try:
            away = (date(year, month, day) - centre).days
        except ValueError:
            continue
        nearest.append((abs(away) + (400 if place.ahead and away < 0 else 0), year))
    return min(nearest)[1] if nearest else None


def _month_year(place: Place) -> Period | None:
    return narrowed(periods.month(int(place.found["y"]), month_number(place.found["m"])), place)


def _month(place: Place) -> Period | None:
    """A month without a year: the last one up to the document's month, or the next where the words look ahead."""
    found, anchor = place.found, place.anchor
    word = found["m"]
    month = month_number(word)
    year = _year_after(place, month)
    sure = year or found["k"] or found["part"] or not _DOUBTFUL.fullmatch(word)
    if not (sure or _LEADS_IN.search(place.text[max(0, found.start() - 12) : found.start()])):
        return None
    if year is None and anchor and anchor.first and anchor.precision != "year":
        due = re.search(r"\b(?:by|until|till)\s$", place.text[max(0, found.start() - 6) : found.start()]) is not None
        year = _month_near(found["k"], month, anchor.first, place.ahead or due)
    return narrowed(periods.month(year, month), place) if year else Period("month")


def _month_near(which: str | None, month: int, when: date, ahead: bool) -> int:
    which = (which or "").lower()
    if which in {"next", "coming"} or (ahead and not which):
        return when.year + (month < when.month or (month == when.month and bool(which)))
    if which == "this":
        return when.year
    return when.year - (month > when.month or (month == when.month and bool(which)))


def _quarter(place: Place) -> Period | None:
    found = place.found
    year = _stated_year(found["y"], place.anchor)
    if year is None:
        return Period("quarter")
    if found["q"] or found["h"]:
        return periods.quarter(year, int(found["q"])) if found["q"] else periods.half(year, int(found["h"]))
    order = ORDINALS[found["o"].lower()]
    return periods.quarter(year, order) if found["u"].lower() == "quarter" else periods.half(year, min(order, 2))


def _stated_year(words: str, anchor: Period | None) -> int | None:
    if words.isdigit():
        return int(words)
    if anchor is None or anchor.first is None:
        return None
    return anchor.first.year + {"last": -1, "next": 1}.get(words.split()[0], 0)


def _season_year(place: Place) -> Period | None:
    return narrowed(periods.season(int(place.found["y"]), place.found["s"].lower()), place)


def _decade(place: Place) -> Period | None:
    found = place.found
    if found["y"]:
        first = int(found["y"])
        return (
            narrowed(periods.decade(first), place)
            if first % 100 or first >= 2000
            else narrowed(periods.century(first // 100 + 1), place)
        )
    tens = int(found["t"]) if found["t"] else TENS[found["n"]]
    return narrowed(periods.decade(1900 + tens), place)


def _century(place: Place) -> Period | None:
    number = int(place.found["c"] or CENTURIES[(place.found["n"] or "").lower()])
    return narrowed(periods.century(number), place) if 1 <= number <= 22 else None


def _year_span(place: Place) -> Period | None:
    """ "2013-15" is years, "2014-09" a month: the second figure tells, if it does not go on counting."""
    first, second = int(place.found["y"]), int(place.found["z"])
    last = first // 100 * 100 + second
    if last > first or (first % 100 == 99 and second == 0):
        return periods.years(first, max(last, first + 1), "year", f"{first}/{max(last, first + 1)}")
    return periods.month(first, second) if 1 <= second <= 12 else None


def _fiscal(place: Place) -> Period | None:
    year = int(place.found["y"])
    return Period("year", value=f"FY{year if year > 99 else 2000 + year}")


def _year(place: Place) -> Period | None:
    found = place.found
    year = int(found["y"])
    before = place.text[max(0, found.start() - 18) : found.start()]
    if _DESIGNATES.search(before) and not _SPANS.match(place.text, found.end()):
        return None
    if year < 1900 and not found["part"] and not _PLAIN_YEAR.search(before):
        return None
    bare = re.search(r"\bthe\s+\d+$", found[0]) is not None
    return periods.year(year) if bare else narrowed(periods.year(year), place)


def _short_year(place: Place) -> Period | None:
    year = int(place.found["y"])
    return periods.year(2000 + year if year < 50 else 1900 + year)


READ: dict[str, Callable[[Place], Period | None]] = {
    "iso": _iso,
    "figures": _figures,
    "nine_eleven": lambda place: periods.day(date(2001, 9, 11)),
    "month_day": _month_day,
    "day_month": _month_day,
    "month_year": _month_year,
    "month": _month,
    "quarter": _quarter,
    "season_year": _season_year,
    "decade": _decade,
    "century": _century,
    "year_span": _year_span,
    "fiscal": _fiscal,
    "year": _year,
    "short_year": _short_year,
}
"""How each kind of expression is read; None says that it is no time expression after all."""
