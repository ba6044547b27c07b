"""Forecasts of one pair: alignment with its levels, agreement and the pressure on each, with interval and back-test beside every one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from comity import actors
from comity.errors import ComityError, Refused
from comity.measure.source import Source, open_source
from comity.outlook.features import Panel, features
from comity.outlook.histories import History, histories
from comity.outlook.panels import TARGETS
from comity.outlook.rolling import MODEL
from comity.outlook.shape import at, bounded, interval
from comity.outlook.stored import Stored
from comity.results import Table
from comity.schema import LEVEL, Estimate

if TYPE_CHECKING:
    from comity.ledger import Ledger

Floats = NDArray[np.float64]

MONTHS = 36
MOST_MONTHS = 60


@dataclass(frozen=True, slots=True)
class Backtest:
    """How forecasts of this kind did: CRPS and that of no change, `skill` = 1 - their ratio, share of answers inside the interval,
    over `pairs` series at each of `origins` past years."""

    crps: float
    skill: float
    covered: float
    pairs: int
    origins: int

    @property
    def text(self) -> str:
        """In a few words.

        >>> Backtest(0.02, 0.14, 0.91, 9000, 8).text
        '14% better than no change; intervals held 91% of answers'
        """
        better = f"{abs(self.skill):.0%} {'better' if self.skill >= 0 else 'worse'} than no change"
        return f"{better}; intervals held {self.covered:.0%} of answers"


@dataclass(frozen=True, slots=True)
class Forecast:
    """One forecast: `value` (the median), `low` and `high` at `level`, of `target` for pair or bloc and state `who`, made from data
    to the end of the year `origin`, for the calendar year `year`, `months` ahead. `now` is the last value known; `quantiles` [q] the
    whole distribution at `shape.LEVELS`; `method` the model; `vintage` what the number is read from; `n_evidence` years of its past."""

    target: str
    who: str
    origin: int
    year: int
    months: int
    now: float
    value: float
    low: float
    high: float
    level: float
    method: str
    vintage: str
    quantiles: tuple[float, ...]
    backtest: Backtest
    n_evidence: int

    @property
    def evidence(self) -> str:
        """The id that `comity why` answers: "outlook/overall/CHN-RUS/2025/3" is of three years after 2025."""
        return f"outlook/{self.target}/{self.who}/{self.origin}/{self.year - self.origin}"

    @property
    def estimate(self) -> Estimate:
        """As an estimate: median and interval, with the back-test in its method."""
        return Estimate(
            self.value, self.low, self.high, self.level, self.n_evidence, date(self.origin, 12, 31),
            f"{self.method}; {self.backtest.text}", self.evidence,
        )  # fmt: skip

    def tested(self, value: float, unit: str) -> Estimate:
        """A number of the back-test as an estimate, answered by the same id."""
        n = self.backtest.pairs * self.backtest.origins
        return Estimate(value, None, None, 0.0, n, date(self.origin, 12, 31), "back-test", self.evidence, unit)

    @property
    def clear(self) -> int:
        """1 where the interval lies above the last value known, -1 where below, else 0."""
        return 1 if self.low > self.now else -1 if self.high < self.now else 0

    @property
    def label(self) -> str:
        """What is forecast, in words."""
        label = TARGETS[self.target].label
        return (
            f"{label} of {self.who.split('-')[0]} on {self.who.split('-')[1]}" if self.target == "pressure" else label
        )


@dataclass(frozen=True, slots=True)
class Outlook:
    """Forecasts of a pair by target, horizons ascending; `missing` says in a sentence each what is not forecast and why."""

    state1: str
    state2: str
    against: str
    months: int
    made: date
    forecasts: tuple[Forecast, ...]
    missing: tuple[str, ...] = ()

    def of(self, target: str, who: str = "") -> tuple[Forecast, ...]:
        """Forecasts of one target (of one bloc and state)."""
        return tuple(one for one in self.forecasts if one.target == target and who in ("", one.who))

    def table(self) -> Table:
        """One row a target and horizon, with its back-test."""
        columns: dict[str, list[Any]] = {name: [] for name in COLUMNS}
        for one in self.forecasts:
            row = (
                one.label, one.year, one.now, one.value, one.low, one.high, one.origin, one.backtest.skill,
                one.backtest.covered, one.evidence,
            )  # fmt: skip
            for name, cell in zip(COLUMNS, row, strict=True):
                columns[name].append(cell)
        names = [actors.get(state).name for state in (self.state1, self.state2)]
        return Table(
            f"Outlook for {names[0]} and {names[1]}, {self.months} months",
            columns,
            note=" ".join((NOTE, *self.missing)),
            explain=explain,
        )


COLUMNS = ("forecast", "year", "now", "value", "low", "high", "data_to", "skill", "covered", "evidence")
NOTE = (
    f"Medians with {LEVEL:.0%} intervals. Data are yearly: a month is read as the calendar year it falls in, counted from the end of the last "
    "year read. skill: how much smaller the score (CRPS) was than that of no change, and covered: how many answers the "
    "intervals held, in the back-test at that horizon. A forecast carries the past on: it knows of no plan, election or war."
)


def outlook(
    state1: str,
    state2: str,
    *,
    against: str = "WEST",
    months: int = MONTHS,
    until: date | None = None,
    ledger: Ledger | Path | str | None = None,
) -> Outlook:
    """What alignment, agreement and pressure of two states may be in the years ahead.

    `until`: the last day that may be known. UnknownActor, AmbiguousActor for names; Refused for a horizon not offered.

    >>> ahead = outlook("Russia", "China", months=12)
    >>> one = ahead.of("overall")[0]
    >>> one.year - one.origin, one.low < one.value < one.high
    (1, True)
    """
    day = until or date.today()
    one, two, rival = (actors.choose(name, day).id for name in (state1, state2, against))
    return outlook_of(open_source(ledger), one, two, rival, months=months, until=until)


def outlook_of(
    source: Source, state1: str, state2: str, against: str, *, months: int = MONTHS, until: date | None = None,
    stored: Stored | None = None,
) -> Outlook:  # fmt: skip
    """The same for ids and an open source."""
    if not 1 <= months <= MOST_MONTHS:
        raise Refused(f"no horizon of {months} months", next_step=f"ask for 1 to {MOST_MONTHS}")
    held = stored or Stored()
    found, missing = histories(source, state1, state2, against, until)
    forecasts: list[Forecast] = []
    for history in found:
        try:
            forecasts += ahead(history, held, -(-months // 12))
        except ComityError as error:
            missing.append(f"No forecast of {TARGETS[history.target].label} ({error.what}).")
    return Outlook(state1, state2, against, months, source.made, tuple(forecasts), tuple(dict.fromkeys(missing)))


def ahead(history: History, held: Stored, years: int) -> list[Forecast]:
    """Forecasts of one series for each year up to `years`. ComityError where its past is too short or too old."""
    target = TARGETS[history.target]
    panel, t = beside(history, held)
    known = features(panel, t)
    if not known.whole[0] or int(np.isfinite(history.values).sum()) < SHORTEST:
        raise ComityError("too short a past", where=history.who)
    out = []
    for horizon, model in held.models(history.target, history.origin).items():
        if horizon > years:
            continue
        spread = bounded(model.quantiles(known.own, known.restless, known.base, known.terms), target.low, target.high)
        low, high = interval(spread)
        row = held.backtest(history.target, horizon)
        out.append(
            Forecast(
                history.target, history.who, history.origin, history.origin + horizon, 12 * horizon,
                float(history.values[-1]), float(at(spread, 0.5)[0]), float(low[0]), float(high[0]), LEVEL, MODEL,
                history.vintage, tuple(round(float(x), 5) for x in spread[0]),
                Backtest(row["crps"], row["skill"], row["covered"], row["pairs"], row["origins"]), len(history.values),
            )
        )  # fmt: skip
    return out


SHORTEST = 10
"""Years of its own past below which nothing is forecast."""


def beside(history: History, held: Stored) -> tuple[Panel, int]:
    """The series as a panel of one beside the means of all, and the period it ends at."""
    first, means = held.year_means(history.target)
    last = history.origin - first
    values, errors = np.full((1, last + 1), np.nan), np.full((1, last + 1), np.nan)
    at_ = history.years - first
    keep = (at_ >= 0) & (at_ <= last)
    values[0, at_[keep]], errors[0, at_[keep]] = history.values[keep], history.errors[keep]
    year = np.full(last + 1, np.nan)
    year[: min(len(means), last + 1)] = means[: last + 1]
    year[~np.isfinite(year)] = means[np.isfinite(means)][-1]
    return Panel(values, errors, year, TARGETS[history.target].grain), last


def explain(evidence: str) -> Table:
    """Why, of a forecast on what ships."""
    from comity.outlook.explaining import why

    return why(evidence, open_source())


def by_target(forecasts: Sequence[Forecast]) -> Mapping[tuple[str, str], tuple[Forecast, ...]]:
    """Forecasts grouped by target and whose they are."""
    out: dict[tuple[str, str], tuple[Forecast, ...]] = {}
    for one in forecasts:
        out[one.target, one.who] = (*out.get((one.target, one.who), ()), one)
    return out
