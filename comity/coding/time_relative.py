"""Time expressions that lean on the document's date: "yesterday", "last month", "three years ago", "recently"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from comity.coding import periods
from comity.coding.periods import Period
from comity.coding.time_absolute import Place, narrowed
from comity.coding.time_words import WEEKDAYS, number

_STEPS = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "following": 1}


def _unit(word: str) -> str:
    return {"centurie": "century"}.get(word.lower(), word.lower())


def _whole_day(place: Place) -> Period | None:
    """The anchor if it is a day."""
    return place.anchor if place.anchor and place.anchor.precision == "day" else None


def _near_day(place: Place) -> Period | None:
    words = place.found[0].lower()
    steps = 0
    if "yesterday" in words or "last night" in " ".join(words.split()):
        steps = -2 if "before" in words else -1
    elif "tomorrow" in words:
        steps = 2 if "after" in words else 1
    anchor = _whole_day(place)
    return (periods.shifted(anchor, "day", steps) if anchor else None) or Period("day")


def _weekday(place: Place) -> Period | None:
    """The last such day up to the document's, the next where the words look ahead."""
    anchor = _whole_day(place)
    which = (place.found["k"] or "").lower()
    indefinite = place.text[max(0, place.found.start() - 3) : place.found.start()].endswith((" a ", "ny "))
    if anchor is None or anchor.first is None or indefinite or which in {"previous", "following"}:
        return Period("day")
    gap = (WEEKDAYS[place.found["w"][:3].lower()] - anchor.first.weekday()) % 7
    forward = which in {"next", "coming"} or (place.ahead and which not in {"last", "past"})
    behind = gap - 7 if gap or which in {"last", "past"} else 0
    steps = (gap or 7) if forward else behind
    return periods.shifted(anchor, "day", steps)


def _which(place: Place) -> Period | None:
    unit, which = _unit(place.found["u"] or place.found["e"]), (place.found["k"] or "this").lower()
    steps = -1 if "past" in place.found[0].lower().split() else _STEPS[which]
    if place.found["s"] and steps:
        return _stretch(place, unit, None, steps > 0)
    if place.anchor is None or which in {"previous", "following"}:
        return Period(unit, part=place.part)
    if unit == "weekend":
        return _weekend(place, -1 if place.found["e"] and not place.ahead else steps)
    period = periods.shifted(place.anchor, unit, steps)
    return narrowed(period, place) if period else Period(unit, part=place.part)


def _weekend(place: Place, steps: int) -> Period | None:
    """This weekend is the nearest one, the coming one where the words look ahead."""
    anchor = _whole_day(place)
    if anchor is None or anchor.first is None:
        return Period("weekend")
    weekday = anchor.first.weekday()
    if steps < 0:
        return periods.shifted(anchor, "weekend", 0 if place.found["e"] and weekday >= 5 else -1)
    if steps == 0:
        return periods.shifted(anchor, "weekend", -1 if weekday < 3 and not place.ahead else 0)
    return periods.shifted(anchor, "weekend", 1 if weekday >= 5 else 0)


def _season(place: Place) -> Period | None:
    """The last season of the name that began before the document's day; "this": that of its year."""
    anchor = place.anchor
    which, name = place.found["k"].lower(), place.found["s"].lower()
    if anchor is None or anchor.first is None or anchor.precision == "year":
        return Period("season")
    year, own = anchor.first.year, periods.season(anchor.first.year, name)
    if own.first is None or own.last is None:
        return Period("season")
    if which in {"last", "past"}:
        year -= anchor.first <= own.last if name != "winter" else 1
    elif which in {"next", "coming"}:
        year += anchor.first >= own.first
    return narrowed(periods.season(year, name), place)


def _ago(place: Place) -> Period | None:
    """ "Three years ago" is a year, "two days ago" a day; "several years ago" only says: before."""
    unit, words = _unit(place.found["u"]), place.found["n"].lower()
    anchor, ahead = place.anchor, place.found["w"].lower() not in {"ago", "back"}
    count = None if words.startswith("half") else number(words)
    if unit == "hour":
        return _hours(anchor, count, ahead)
    if anchor is None or anchor.first is None:
        return Period(unit)
    years = (count or 0.5) * {"decade": 10, "century": 100}.get(unit, 0)
    if years and (count or words.startswith("half")):
        return replace(periods.year(anchor.first.year + int(years if ahead else -years)), approximate=True)
    if count is None:
        return Period(unit, anchor.first if ahead else None, None if ahead else anchor.last, approximate=True)
    return periods.shifted(anchor, unit, count if ahead else -count) or Period(unit)


def _hours(anchor: Period | None, count: int | None, ahead: bool) -> Period:
    """Whole days among the hours, roughly."""
    if anchor is None or anchor.precision != "day" or count is None:
        return Period("day")
    moved = periods.shifted(anchor, "day", count // 24 if ahead else -(count // 24))
    return replace(moved, approximate=True) if moved else Period("day")


def _lasting(place: Place) -> Period | None:
    """ "The past 35 years": from so long before the document's date up to it; open where the number is vague."""
    unit, count = _unit(place.found["u"]), number(place.found["n"])
    return _stretch(place, unit, count, place.found["k"].lower() in {"next", "coming"})


def _trailing(place: Place) -> Period | None:
    """ "The past decade", "the last year": the stretch of that length up to the document's date."""
    return _stretch(place, _unit(place.found["u"]), 1, False)


def _stretch(place: Place, unit: str, count: int | None, ahead: bool) -> Period:
    anchor = place.anchor
    if anchor is None or anchor.first is None or anchor.last is None:
        return Period(unit)
    if ahead:
        last = periods.back(anchor.last, unit, -count) if count else None
        return Period(unit, anchor.first, last, approximate=True)
    first = periods.back(anchor.first, unit, count) if count else None
    return Period(unit, first, anchor.last, approximate=True)


def _edge(place: Place) -> Period | None:
    """ "The end of the year", "year end", "later in the year", "mid-year"."""
    unit = _unit(place.found["u"] or place.found["e"] or "year")
    period = periods.shifted(place.anchor, unit, 0) if place.anchor else None
    if period is None:
        return Period(unit)
    if place.found["u"]:
        return narrowed(period, place)
    return periods.part(period, "end" if place.found["e"] else "mid")


def _recent(place: Place) -> Period | None:
    last = place.anchor.last if place.anchor else None
    return Period("recent", None, last, approximate=True)


def _frequency(place: Place) -> Period | None:
    """ "For the second time in a decade" has a stretch; "every year" has none."""
    if not place.found["u"]:
        return Period("frequency")
    stretch = _stretch(place, _unit(place.found["u"]), number(place.found["n"]), False)
    return replace(stretch, precision="frequency")


def _other_day(place: Place) -> Period | None:
    """It leans on a day told before, not on the document's: left open."""
    words = place.found[0].lower().split()
    return Period(next((word for word in words if word in periods.UNITS), "day"))


READ: dict[str, Callable[[Place], Period | None]] = {
    "near_day": _near_day,
    "weekday": _weekday,
    "which": _which,
    "season": _season,
    "ago": _ago,
    "lasting": _lasting,
    "trailing": _trailing,
    "edge": _edge,
    "recent": _recent,
    "frequency": _frequency,
    "other_day": _other_day,
}
"""How each kind of expression is read."""
