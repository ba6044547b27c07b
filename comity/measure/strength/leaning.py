"""Which of two states leans more on the other, and which is the stronger, from kept series: each figure of its own year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import exp, log

from comity.measure.kept.powers import ERROR
from comity.measure.kept.series import Kept, Series
from comity.measure.strength.power import Z
from comity.schema import LEVEL, Estimate

DECADE = 10
CLEAR = 1.5
"""Times as much from which one is said to have, or to depend, more."""

LEANS = ("cow_share", "wits_imports", "imf_of_gdp", "cow_of_gdp")
"""Series of dependence told, best known first; trade over GDP comes from one of the last two."""
RESOURCES = ("wb_gdp", "fariss_gdp", "sipri_milex", "cow_milex", "cow_cinc")
RANKS = {"cow_share": "rank/cow", "wits_imports": "rank/wits"}


@dataclass(frozen=True, slots=True)
class Lean:
    """One series of dependence in the last year in which both sides have it, None for a side that never has.

    `before` are both sides ten years earlier, `place` each one's rank among the partners of the other: (of two among one's,
    of one among two's). `more` is 0 (state 1 depends more), 1 (state 2), None where neither has `CLEAR` times as much.
    """

    series: str
    year: int
    sides: tuple[Estimate | None, Estimate | None]
    before: tuple[Estimate | None, Estimate | None]
    place: tuple[Estimate | None, Estimate | None]
    more: int | None
    courses: tuple[Series, Series]


@dataclass(frozen=True, slots=True)
class Ratio:
    """Shares of the world's total of both in the last year both have; `value` the larger over the smaller, `larger` 0 or 1.

    `clear` where it is at least `CLEAR` and its interval, where it has one, lies above 1.
    """

    resource: str
    year: int
    sides: tuple[Estimate, Estimate]
    value: Estimate
    larger: int
    clear: bool


def leans(kept: Kept, one: str, two: str, until: int) -> tuple[Lean, ...]:
    """Every series of trade in which either leans on the other, the last year up to `until`."""
    ways = kept.pair(one, two, until), kept.pair(two, one, until)
    found: list[Lean] = []
    for series in LEANS:
        courses = tuple(way.get(f"dependence/{series}", {}) for way in ways)
        if not any(courses) or (series == "cow_of_gdp" and any(lean.series == "imf_of_gdp" for lean in found)):
            continue
        found.append(_lean(series, (courses[0], courses[1]), ways))
    return tuple(found)


def _lean(series: str, courses: tuple[Series, Series], ways: tuple[Mapping[str, Series], Mapping[str, Series]]) -> Lean:
    both = set(courses[0]) & set(courses[1])
    year = max(both or set(courses[0]) | set(courses[1]))
    ranks = [way.get(RANKS.get(series, ""), {}) for way in ways]
    sides = courses[0].get(year), courses[1].get(year)
    return Lean(
        series,
        year,
        sides,
        (courses[0].get(year - DECADE), courses[1].get(year - DECADE)),
        (ranks[0].get(year), ranks[1].get(year)),
        more(*(side.value if side is not None else None for side in sides)),
        courses,
    )


def more(one: float | None, two: float | None) -> int | None:
    """Which of two is at least half as much again as the other.

    >>> more(3.0, 1.0), more(1.0, 1.2), more(0.0, 0.4), more(None, 1.0)
    (0, None, 1, None)
    """
    if one is None or two is None or (one < CLEAR * two and two < CLEAR * one):
        return None
    return 0 if one > two else 1


def ratios(kept: Kept, one: str, two: str, until: int) -> tuple[Ratio, ...]:
    """Each resource in the last year both have up to `until`: shares of the world's, and the larger over the smaller.

    For GDP at purchasing power with a 90 % interval from the two states' stated errors, as `asymmetry.ratios`.
    """
    states = kept.state(one, until), kept.state(two, until)
    found: list[Ratio] = []
    for resource in RESOURCES:
        courses = [own.get(f"power/{resource}", {}) for own in states]
        both = {year for year in set(courses[0]) & set(courses[1]) if courses[0][year].value and courses[1][year].value}
        if not both or (resource == "cow_milex" and any(ratio.resource == "sipri_milex" for ratio in found)):
            continue
        year = max(both)
        sides = courses[0][year], courses[1][year]
        errors = [own.get(ERROR, {}).get(year) for own in states] if resource == "fariss_gdp" else []
        found.append(_ratio(resource, (one, two), year, sides, errors))
    return tuple(found)


def _ratio(
    resource: str, who: tuple[str, str], year: int, sides: tuple[Estimate, Estimate], errors: list[Estimate | None]
) -> Ratio:
    first, second = (side.value or 0.0 for side in sides)
    larger = 0 if first >= second else 1
    value, low, high = max(first, second) / min(first, second), None, None
    sds = [error.value / 100.0 for error in errors if error is not None and error.value is not None]
    if len(sds) == 2:
        spread = Z * (sds[0] ** 2 + sds[1] ** 2) ** 0.5
        low, high = exp(log(value) - spread), exp(log(value) + spread)
    evidence = f"asymmetry/power:{resource}/{who[larger]}-{who[1 - larger]}/{year}"
    n, level, day = sum(side.n_evidence for side in sides), 0.0 if low is None else LEVEL, date(year, 12, 31)
    told = Estimate(value, low, high, level, n, day, f"ratio of {sides[0].method}", evidence, "times")
    return Ratio(resource, year, sides, told, larger, value >= CLEAR and (low is None or low > 1.0))


def shares(series: Mapping[int, Estimate]) -> dict[int, float]:
    """Per cent as shares of one, for charts."""
    return {year: found.value / 100.0 for year, found in sorted(series.items()) if found.value is not None}


@dataclass(frozen=True, slots=True)
class Holding:
    """An actor's share of the world's total of a resource in a year and, where held, twenty years earlier."""

    resource: str
    actor: str
    year: int
    now: Estimate
    then_year: int
    then: Estimate | None


SPAN = 20
CONTRASTED = ("wb_gdp", "sipri_milex", "cow_cinc")


def holdings(kept: Kept, who: tuple[str, ...], until: int, span: int = SPAN) -> tuple[Holding, ...]:
    """Shares of states and a bloc over time, every actor in the last year that all have; a resource one lacks is left out."""
    states = {id: kept.state(id, until) for id in who}
    found: list[Holding] = []
    for resource in CONTRASTED:
        courses = {id: own.get(f"power/{resource}", {}) for id, own in states.items()}
        common = set.intersection(*(set(course) for course in courses.values()))
        if not common:
            continue
        year = max(common)
        earlier = min((then for then in common if then >= year - span), default=year)
        found += [
            Holding(resource, id, year, course[year], earlier, course[earlier] if earlier < year else None)
            for id, course in courses.items()
        ]
    return tuple(found)
