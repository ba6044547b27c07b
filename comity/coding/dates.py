"""Time expressions of a text, normalised against the document's date, never guessed without one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from comity.coding import time_absolute, time_relative
from comity.coding.periods import Period, published
from comity.coding.time_absolute import Place
from comity.coding.time_words import READERS, SCANNER, openings

_READ = {**time_absolute.READ, **time_relative.READ}
_AHEAD = re.compile(
    r"\b(?:will|shall|may|could|would|to be|going to|(?:is|are) (?:due|scheduled|set|expected|planned|slated)|due (?:to|in|on)|scheduled (?:to|for)|slated for|set to|plans?(?: to)?|"
    r"next|upcoming|coming|hopefully|expects? to|to (?:visit|meet|hold|host|begin|start|travel|attend|open|launch|arrive|take place))\b|['’]ll\b"
)
_BEHIND = re.compile(
    r"(?<!\bbe )\b(?:said|told|was|were|had|did|held|met|began|took|made|gave|went|came|[a-z]{2,}ed)\b(?!\s(?:to|for|on)\b)"
)
_STOP = re.compile(r"[.!?]\s|\n")
_ROLE = re.compile(
    r"\b(since|until|till|by|before|after|from|to|through|between|and|as of|up to|prior to|during|over)(?:\s+the)?\s$|([–—-])\s?$",
    re.I,
)
_JOINS = frozenset({"to", "through", "until", "till", "and", "-", "–", "—"})
WINDOW = 90
"""Characters before an expression that are read for words that look ahead."""


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words `[start, end)` that say when, and the days they mean.

    `precision`: day, week, weekend, month, quarter, season, year, decade, century, recent or frequency. `first` and
    `last` are inclusive days, None where open; both None: unresolved. `value` is the short name (see `Period`), `part`
    early, mid, late, start, end, earlier or later. `role` is what the word before makes of it: since, until, by,
    before, after, from, to (the two ends of a range), "".
    """

    start: int
    end: int
    precision: str
    first: date | None = None
    last: date | None = None
    value: str = ""
    part: str = ""
    role: str = ""
    approximate: bool = False

    @property
    def resolved(self) -> bool:
        """Whether at least one edge is known."""
        return self.first is not None or self.last is not None


def times(text: str, document_date: str | None, start: int = 0, end: int | None = None) -> list[TimeExpression]:
    """The time expressions of `text[start:end]` in order, none inside another.

    `document_date` is a day, a month or a year in ISO form, or None: what leans on it is then unresolved. Times of day
    are left out. Never raises.

    >>> for one in times("They met on Monday, as in early 2022.", "2022-06-15"):
    ...     print(one.precision, one.first, one.last)
    day 2022-06-13 2022-06-13
    year 2022-01-01 2022-04-30
    """
    anchor = published(document_date)
    done: list[TimeExpression] = []
    ahead_from = -1
    for found in _found(text, start, len(text) if end is None else end):
        name = found.lastgroup or ""
        exact = READERS[name].match(text, found.start(), found.end() if end is None else end)
        if exact is None:
            continue
        ahead = _ahead(text, start, found.start(), ahead_from)
        period = _period(name, Place(text, exact, anchor, ahead))
        if period is not None:
            begin = found.start()
            done.append(_expression(text, begin, exact.end(), period))
            ahead_from = exact.end() if ahead else -1
    return _ranges(text, done)


def _found(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """What looks like a time, in order, none inside another."""
    free = start
    for place in openings(text, start, end):
        found = SCANNER.match(text, place, end) if place >= free else None
        if found:
            free = found.end()
            yield found


def _period(name: str, place: Place) -> Period | None:
    """What an expression means; a day that does not exist is unresolved."""
    try:
        return _READ[name](place)
    except (ValueError, OverflowError):
        return Period("day" if name in {"iso", "figures", "month_day", "day_month"} else "year")


def _ahead(text: str, low: int, at: int, since: int) -> bool:
    """Whether the words before an expression look ahead, or go on from one that did."""
    window = text[max(low, at - WINDOW) : at]
    stops = [stop.end() for stop in _STOP.finditer(window)]
    if since >= 0 and not _STOP.search(text, since, at):
        return True
    window = window[stops[-1] :] if stops else window
    ends = [found.end() for found in _AHEAD.finditer(window)]
    return bool(ends) and not _BEHIND.search(window, ends[-1])


def _expression(text: str, start: int, end: int, period: Period) -> TimeExpression:
    found = _ROLE.search(text[max(0, start - 14) : start])
    role = (found[1] or found[2]).lower() if found else ""
    role = {
        "till": "until",
        "up to": "until",
        "through": "to",
        "as of": "",
        "prior to": "before",
        "during": "",
        "over": "",
    }.get(role, role)
    return TimeExpression(
        start, end, period.precision, period.first, period.last, period.value, period.part, role, period.approximate
    )


def _ranges(text: str, found: Sequence[TimeExpression]) -> list[TimeExpression]:
    """Roles made sure: "and", "to" and a dash join two ends only where they stand between two expressions."""
    done: list[TimeExpression] = []
    for one in found:
        if one.role in _JOINS | {"to"} and one.role != "until":
            joins = bool(done) and _joined(text, done[-1], one)
            if joins:
                done[-1] = replace(done[-1], role="from")
            one = replace(one, role="to" if joins else "")
        elif one.role == "between":
            one = replace(one, role="from")
        done.append(one)
    alone = [
        one.role == "from" and (after is None or after.role != "to")
        for one, after in zip(done, [*done[1:], None], strict=False)
    ]
    return [replace(one, role="") if lone else one for one, lone in zip(done, alone, strict=True)]


def _joined(text: str, before: TimeExpression, one: TimeExpression) -> bool:
    between = text[before.end : one.start].replace("the", "").strip(" ,\n").lower()
    return between in _JOINS and (between != "and" or before.role == "from")
