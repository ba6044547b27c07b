"""Scenarios: the forecast of the index beside what went with such pressure in the past. An association, never a cause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity import actors
from comity.errors import ComityError, Refused
from comity.measure.alignment.answers import unit
from comity.measure.source import Source
from comity.outlook.forecast import Forecast, Outlook
from comity.outlook.grammar import Wish, understood
from comity.outlook.histories import pressed
from comity.outlook.stored import Stored
from comity.results import Table
from comity.schema import LEVEL

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Step:
    """One year of a scenario: the forecast of the index, what it would be along the scenario with its interval, and the mean
    pressure on the two as forecast and as assumed."""

    year: int
    forecast: Forecast
    value: float
    low: float
    high: float
    pressure: float
    assumed: float


@dataclass(frozen=True, slots=True)
class Path:
    """A conditional path: `said` the scenario in words, `steps` by year, `words` what it rests on and cannot show."""

    said: str
    steps: tuple[Step, ...]
    words: str

    def table(self) -> Table:
        """One row a year; evidence is that of the forecast it departs from."""
        columns: dict[str, list[Any]] = {
            "year": [step.year for step in self.steps],
            "pressure_forecast": [step.pressure for step in self.steps],
            "pressure_assumed": [step.assumed for step in self.steps],
            "index_forecast": [step.forecast.value for step in self.steps],
            "index": [step.value for step in self.steps],
            "low": [step.low for step in self.steps],
            "high": [step.high for step in self.steps],
            "evidence": [step.forecast.evidence for step in self.steps],
        }
        return Table(f"Scenario: {self.said}", columns, note=self.words)


def scenario(
    source: Source, ahead: Outlook, text: str, *, until: date | None = None, stored: Stored | None = None
) -> Path:
    """The index of an outlook's pair if pressure took another path. Refused where the text or the bloc is not understood."""
    wish, held = understood(text), stored or Stored()
    answer = _response(held, ahead)
    index = ahead.of("overall")
    if not index:
        raise Refused("no forecast of the index to depart from", where=f"{ahead.state1}, {ahead.state2}")
    years = [one.year for one in index]
    plain = np.mean([_path(ahead, source, state, years) for state in (ahead.state1, ahead.state2)], axis=0)
    assumed, told = _assumed(wish, source, ahead, years, plain, float(answer["sd"]), until)
    moved, error = moves(assumed - plain, answer)
    half = NormalDist().inv_cdf((1 + LEVEL) / 2) * error
    steps = tuple(
        Step(
            one.year, one, one.value + moved[k],
            one.value + moved[k] - float(np.hypot(one.value - one.low, half[k])),
            one.value + moved[k] + float(np.hypot(one.high - one.value, half[k])),
            float(plain[k]), float(assumed[k]),
        )
        for k, one in enumerate(index)
    )  # fmt: skip
    return Path(wish.text, steps, _words(told, ahead, answer))


def moves(departure: Floats, answer: Mapping[str, Any]) -> tuple[Floats, Floats]:
    """What the index would move [h], with standard errors, when pressure departs [h] from its forecast path.

    A departure is taken apart into news of each year, given how long news of pressure lasted in the past, and each year's news
    is followed by the response: moved[k] = sum over j of response[k - j] news[j].

    >>> answer = {"index": [[0.1, 0.02, 0, 0], [0.2, 0.02, 0, 0]], "pressure": [1.0, 0.5]}
    >>> moves(np.array([1.0, 0.5]), answer)[0].round(3).tolist()
    [0.1, 0.2]
    """
    response = np.array([row[0] for row in answer["index"]])
    error = np.array([row[1] for row in answer["index"]])
    lasting = np.array(answer["pressure"])
    steps = len(departure)
    news = np.zeros(steps)
    for k in range(steps):
        carried = sum(_at(lasting, k - j) * news[j] for j in range(k))
        news[k] = departure[k] - carried
    moved = [sum(_at(response, k - j) * news[j] for j in range(k + 1)) for k in range(steps)]
    unsure = [abs(sum(_at(error, k - j) * abs(news[j]) for j in range(k + 1))) for k in range(steps)]
    return np.array(moved), np.array(unsure)


def _at(values: Floats, step: int) -> float:
    """A coefficient of a step, the last one carried on."""
    return float(values[min(step, len(values) - 1)])


def _response(held: Stored, ahead: Outlook) -> Mapping[str, Any]:
    known: Mapping[str, Mapping[str, Any]] = held.about["response"]
    if ahead.against not in known:
        raise Refused(
            f"no response to pressure by {ahead.against} was estimated", next_step=f"choose one of {', '.join(known)}"
        )
    day = date(int(known[ahead.against]["years"][1]), 12, 31)
    inside = actors.members(ahead.against, day) & {ahead.state1, ahead.state2}
    if inside:
        raise Refused(f"{', '.join(sorted(inside))} is a member of {ahead.against}", next_step="name another bloc")
    return known[ahead.against]


def _path(ahead: Outlook, source: Source, state: str, years: Sequence[int]) -> Floats:
    """Forecast of the pressure on a state by year, the last value carried where it is not forecast."""
    own = [one for one in ahead.of("pressure") if one.who.endswith(f"-{unit(source.fused.alignment, state)}")]
    if not own:
        raise Refused(f"pressure of {ahead.against} on {state} is not forecast", next_step="name another bloc")
    by_year = {one.year: one.value for one in own}
    return np.array([by_year.get(year, own[-1].value if year > own[-1].year else own[0].now) for year in years])


def _assumed(
    wish: Wish, source: Source, ahead: Outlook, years: Sequence[int], plain: Floats, sd: float, until: date | None
) -> tuple[Floats, str]:
    """Mean pressure on the two by year along the scenario, and the sentence that says what is assumed."""
    if wish.kind == "shift":
        months = wish.months or ahead.months
        long = np.arange(len(years)) < -(-months // 12)
        said = (
            f"Pressure on both stands {wish.sds:+g} sd ({wish.sds * sd:+.3f}; one sd is what a year's pressure differed by from "
            f"what the past would have it) from its forecast for {months} months, then is as forecast."
        )
        return np.maximum(plain + np.where(long, wish.sds * sd, 0.0), 0.0), said
    year = wish.year if wish.kind == "as in" else free_year(source, ahead, until)
    then = np.mean([_in(source, ahead.against, state, year, until) for state in (ahead.state1, ahead.state2)])
    said = f"From the first year on, pressure on the two is what it was in {year} (mean {then:.3f})."
    if wish.kind == "lifted":
        said = (
            f"Sanctions lifted is read as pressure back at that of {year}, the last year without a sanction by a member on either "
            f"state on record (mean {then:.3f})."
        )
    return np.full(len(years), float(then)), said


def _in(source: Source, bloc: str, state: str, year: int, until: date | None) -> float:
    history = pressed(source, bloc, state, until)
    found = np.flatnonzero(history.years == year)
    if not len(found):
        first, last = int(history.years[0]), history.origin
        raise Refused(f"no pressure on {state} is read in {year}", next_step=f"choose a year from {first} to {last}")
    return float(history.values[found[0]])


SANCTIONS = "sanctions/in_force"


def free_year(source: Source, ahead: Outlook, until: date | None) -> int:
    """The last year in which no member of the bloc, nor a body whose members it holds, had a sanction on either state."""
    kept = source.kept
    histories = [pressed(source, ahead.against, state, until) for state in (ahead.state1, ahead.state2)]
    last = min(history.origin for history in histories)
    states = [unit(source.fused.alignment, state) for state in (ahead.state1, ahead.state2)]
    rows = kept.towards(SANCTIONS, states, min(map(int, histories[0].years)), last)
    senders = _senders(ahead.against, date(last, 12, 31))
    taken = {int(row[3]) for row in rows if row[1] in senders}
    years = set.intersection(*(set(map(int, history.years)) for history in histories))
    free = [year for year in years if year <= last and year not in taken]
    if not free:
        raise Refused(
            "there is no year without sanctions to go back to",
            where=ahead.against,
            next_step='say "pressure as in YEAR"',
        )
    return max(free)


def _senders(bloc: str, day: date) -> frozenset[str]:
    inside = actors.members(bloc, day)
    bodies = []
    for body in actors.blocs():
        try:
            members = actors.members(body.id, day)
        except ComityError:
            continue
        if members and len(members & inside) * 2 > len(members):
            bodies.append(body.id)
    return frozenset({*inside, *bodies, bloc})


def _words(told: str, ahead: Outlook, answer: Mapping[str, Any]) -> str:
    first, last = answer["years"]
    leads = (
        " In the back years the index already moved before the pressure did, so the figures do not show which came first."
        if answer["leads_fail"]
        else ""
    )
    return (
        f"{told} The path adds to the forecast what went with such a departure among {answer['pairs']:,} pairs of non-members, "
        f"{first} to {last}, whatever else changed in the same years; intervals hold the forecast's error and that of the response. "
        f"This is an association, not what pressure would bring about.{leads}"
    )


def first_forecast(path: Path) -> Forecast:
    """The forecast that the first year departs from."""
    if not path.steps:
        raise ComityError("an empty path")
    return path.steps[0].forecast
