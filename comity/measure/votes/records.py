"""Since what year has this not been higher, and how sure is that: bootstrap over the votes of each year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError
from comity.measure.votes.choices import DyadChoices
from comity.measure.votes.estimates import estimate
from comity.measure.votes.yardsticks import YARDSTICKS, Values, yardstick
from comity.schema import Estimate

DRAWS = 2000
MIN_VOTES = 10


@dataclass(frozen=True, slots=True)
class RecordStatement:
    """Where one year stands in a dyad's whole series under one yardstick.

    `since` is the last earlier year that was at least as high, None when `year` is the highest from `first_year` on.
    `probability` is the share of draws in which `year` is above every counted year after `since`; None where there is
    no such year (the counted year before was at least as high, so there is no record to state). `peak_probability` and
    `runner_up_probability` are the shares of draws in which that year tops the series; ties are split.
    `skipped_years` had fewer than `min_votes` votes or an undefined value. `n_votes` counts the votes of all years used.
    """

    yardstick: str
    votes: str
    year: int
    value: Estimate
    since: int | None
    first_year: int
    probability: float | None
    peak: Estimate
    peak_year: int
    peak_probability: float
    runner_up_year: int | None
    runner_up_probability: float
    skipped_years: tuple[int, ...]
    n_votes: int
    evidence: str


def record_in(
    choices: DyadChoices,
    yardstick_name: str,
    votes: str = "all",
    until: int | None = None,
    draws: int = DRAWS,
    min_votes: int = MIN_VOTES,
) -> RecordStatement:
    """The record statement of the last counted year up to `until` (a year; None: the last held).

    Each draw resamples the votes of every year with replacement, which for a table of counts is one multinomial draw;
    the seed comes from the dyad, so the answer is the same everywhere. A year whose votes all went one way is drawn
    the same each time: for such years the probability is too sure of itself. ComityError where no year has
    `min_votes` votes and a defined value.

    >>> from comity.measure.source import open_source
    >>> found = record_in(open_source().dyad("RUS", "CHN"), "kappa", until=2020)
    >>> found.year, found.since, found.first_year, round(found.value.value, 3)
    (2020, None, 1971, 0.538)
    """
    measure = yardstick(yardstick_name)
    if until is not None:
        choices = _up_to(choices, until)
    values = measure(choices.of(votes))
    used = (choices.n_votes(votes) >= min_votes) & ~np.isnan(values)
    if not used.any():
        raise ComityError(
            f"no year with at least {min_votes} votes and a defined {measure.label}",
            where=choices.pair,
            next_step="name another dyad, yardstick or day",
        )
    years, values = choices.years[used], values[used]
    drawn = measure(_draws(choices.of(votes)[used], f"{choices.pair}/{votes}", draws))
    since = _last_at_least_as_high(values)
    top = _top_shares(drawn)
    peak = int(np.argmax(values))
    second = _runner_up(top, values, peak)
    return RecordStatement(
        yardstick_name,
        votes,
        int(years[-1]),
        estimate(choices, yardstick_name, int(years[-1]), votes),
        None if since is None else int(years[since]),
        int(years[0]),
        _above_all(drawn, since),
        estimate(choices, yardstick_name, int(years[peak]), votes),
        int(years[peak]),
        float(top[peak]),
        None if second is None else int(years[second]),
        0.0 if second is None else float(top[second]),
        tuple(int(year) for year in choices.years[~used]),
        int(choices.n_votes(votes)[used].sum()),
        f"record/{yardstick_name}/{choices.pair}/{int(years[-1])}" + ("/contested" if votes == "contested" else ""),
    )


def records(
    choices: DyadChoices, names: Iterable[str] = tuple(YARDSTICKS), votes: str = "all", until: int | None = None
) -> tuple[RecordStatement, ...]:
    """`record_in` for several yardsticks on the same draws; yardsticks without one usable year are left out.

    >>> from comity.measure.source import open_source
    >>> [(s.yardstick, s.peak_year) for s in records(open_source().dyad("RUS", "CHN"), ("kappa", "identical"))]
    [('kappa', 2020), ('identical', 1989)]
    """
    found = []
    for name in names:
        try:
            found.append(record_in(choices, name, votes, until))
        except ComityError:
            continue
    return tuple(found)


def _up_to(choices: DyadChoices, year: int) -> DyadChoices:
    keep = choices.years <= year
    cut = {name: getattr(choices, name)[keep] for name in ("years", "counts", "unanimous")}
    return replace(choices, **cut)


def _draws(tables: NDArray[np.int64], seed_name: str, draws: int) -> NDArray[np.int64]:
    """Resampled tables [draws, y, 3, 3]; one dyad asked for under several yardsticks is drawn once."""
    return _drawn(np.ascontiguousarray(tables).tobytes(), len(tables), seed_name, draws)


@lru_cache(maxsize=4)
def _drawn(raw: bytes, n_years: int, seed_name: str, draws: int) -> NDArray[np.int64]:
    tables = np.frombuffer(raw, dtype=np.int64).reshape(n_years, 9)
    seed = int.from_bytes(blake2b(seed_name.encode(), digest_size=8).digest(), "big")
    random = np.random.default_rng(seed)
    out = np.zeros((draws, n_years, 9), dtype=np.int64)
    for y, table in enumerate(tables):
        cells = np.flatnonzero(table)
        n = int(table.sum())
        out[:, y, cells] = random.multinomial(n, table[cells] / n, size=draws)
    return out.reshape(draws, n_years, 3, 3)


def _last_at_least_as_high(values: Values) -> int | None:
    earlier = np.flatnonzero(values[:-1] >= values[-1])
    return int(earlier[-1]) if len(earlier) else None


def _above_all(drawn: Values, since: int | None) -> float | None:
    """Share of draws in which the last year is above all after `since`; an undefined last year is not above."""
    rivals = drawn[:, 0 if since is None else since + 1 : -1]
    if rivals.shape[1] == 0:
        return None
    return float(np.mean(drawn[:, -1] > np.where(np.isnan(rivals), -np.inf, rivals).max(axis=1)))


def _top_shares(drawn: Values) -> Values:
    known = np.where(np.isnan(drawn), -np.inf, drawn)
    top = known == known.max(axis=1, keepdims=True)
    return np.asarray((top / top.sum(axis=1, keepdims=True)).mean(axis=0))


def _runner_up(top: Values, values: Values, peak: int) -> int | None:
    """The other year that most often tops the draws, the higher value first where two do so equally often."""
    others = [i for i in range(len(top)) if i != peak]
    return max(others, key=lambda i: (top[i], values[i])) if others else None
