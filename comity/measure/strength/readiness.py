"""Readiness to use force from kept series: what a state began in the last years covered, against whom, and when last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from comity import actors
from comity.measure.kept.series import Kept, Series, unit
from comity.measure.readings import line
from comity.measure.strength.rates import poisson_interval
from comity.schema import LEVEL, Estimate

SPAN = 20
DISPUTES = "force/cow_mid/disputes"
FORCE = "force/cow_mid/uses_of_force"
FIRST = "force/cow_mid/side_a"
INVASIONS = "force/cow_mid/invasions"
HOSTILITY = "force/cow_mid/highest_hostility"
FOUGHT = "force/ucdp/fought_a_state"
WARS = "force/cow_war/wars"


@dataclass(frozen=True, slots=True)
class Count:
    """How many of one act a state began in a span that the list covers. `n` and `rate` (a year, exact Poisson bounds);
    `last` the last one in the whole list up to then, None where there is none."""

    measure: str
    state: str
    against: str
    first: int
    last_year: int
    n: Estimate
    rate: Estimate
    last: Estimate | None

    @property
    def number(self) -> int:
        """The count."""
        return int(self.n.value or 0)


def count(kept: Kept, measure: str, state: str, against: str, until: int, span: int | None = SPAN) -> Count | None:
    """An act of a state against anyone ("") or one other, in the last `span` years covered up to `until` (None: all).

    None where the list does not cover those years or one of the two never existed in them.
    """
    covered = kept.covered(measure, state, against, until)
    if covered is None:
        return None
    first = covered[0] if span is None else max(covered[0], covered[1] - span + 1)
    at_risk = sum(_lived(state, year) and _lived(against, year) for year in range(first, covered[1] + 1))
    if not at_risk:
        return None
    every = _series(kept, state, against, until).get(measure, {})
    told = {year: found for year, found in every.items() if first <= year <= covered[1]}
    number = round(sum(found.value or 0.0 for found in told.values()))
    low, high = (bound / at_risk for bound in poisson_interval(number))
    who = f"{state}-{against}" if against else state
    evidence = (
        kept.kinds[measure].kind.shape.replace("{year}-{year}", "{year}").format(who=who, year=f"{first}-{covered[1]}")
    )
    n_evidence, day = sum(found.n_evidence for found in told.values()), date(covered[1], 12, 31)
    method, unit = kept.kinds[measure].kind.method, kept.kinds[measure].kind.unit
    return Count(
        measure,
        state,
        against,
        first,
        covered[1],
        Estimate(float(number), None, None, 0.0, n_evidence, day, method, evidence, unit),
        Estimate(
            number / at_risk, low, high, LEVEL, n_evidence, day, f"{method}; a year at risk, exact Poisson bounds", evidence,
            "a year",
        ),
        every[max(every)] if every else None,
    )  # fmt: skip


def top(kept: Kept, state: str, against: str, until: int) -> Estimate | None:
    """The highest hostility one ever showed another, the newest of equals."""
    every = _series(kept, state, against, until).get(HOSTILITY, {})
    return max(every.values(), key=lambda found: (found.value or 0.0, found.as_of), default=None)


def opponents(kept: Kept, measure: str, state: str, year: int) -> tuple[str, ...]:
    """Ids of the states against whom an act began in a year."""
    rows = kept.rows("measure = ? AND state1 = ? AND year = ? AND state2 <> ''", [measure, unit(state), year])
    return tuple(sorted(row[2] for row in rows if actors.get(row[2]).kind == "state"))


@dataclass(frozen=True, slots=True)
class Together:
    """What a list of undirected acts, such as exercises, names of two states in the years it covers."""

    measure: str
    first: int
    last_year: int
    n: Estimate
    series: Series
    most: Estimate | None
    last: Estimate | None


def together(kept: Kept, measure: str, one: str, two: str, until: int) -> Together | None:
    """Everything a list names of the two up to `until`; None where it does not cover them."""
    covered = kept.covered(measure, one, two, until)
    if covered is None:
        return None
    series = dict(sorted(kept.pair(one, two, until).get(measure, {}).items()))
    kind, day = kept.kinds[measure].kind, date(covered[1], 12, 31)
    id = kind.shape.format(who=f"{one}-{two}", year=f"{covered[0]}-{covered[1]}")
    number = round(sum(found.value or 0.0 for found in series.values()))
    n = Estimate(
        float(number),
        None,
        None,
        0.0,
        sum(found.n_evidence for found in series.values()),
        day,
        kind.method,
        id,
        kind.unit,
    )
    most = max(series.values(), key=lambda found: (found.value or 0.0, found.as_of), default=None)
    return Together(measure, *covered, n, series, most, series[max(series)] if series else None)


def _series(kept: Kept, state: str, against: str, until: int) -> Mapping[str, Series]:
    return kept.pair(state, against, until) if against else kept.state(state, until)


def _lived(id: str, year: int) -> bool:
    """Whether a state or its predecessor existed on some day of a year; blocs and "" always."""
    if not id or actors.get(id).kind != "state":
        return True
    spells = [(known.start or date.min, known.end or date.max) for known in map(actors.get, line(id))]
    return any(start <= date(year, 12, 31) and date(year, 1, 1) <= end for start, end in spells)
