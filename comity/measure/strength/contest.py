"""Contest: in a third region, which of two states gains on the other, one indicator at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import blake2b
from math import sqrt
from statistics import NormalDist

import numpy as np

from comity.errors import ComityError
from comity.measure.readings import Reads, columns, pair
from comity.measure.strength.contest_evidence import why
from comity.measure.strength.contest_panels import INDICATORS, MIN_YEARS, Panel, Values, panel_of, slopes
from comity.measure.strength.regions import Region, region
from comity.measure.votes.panel import RollCalls
from comity.results import Table
from comity.schema import LEVEL

DRAWS = 2000
MIN_STATES = 3
"""States with a slope without which there is no interval."""
FEW = 6
"""Fewer states than this and the interval is said to be too narrow."""
NAMES = (
    *(
        "indicator",
        "region",
        "quantity",
        "first_year",
        "last_year",
        "first_level",
        "last_level",
        "value",
        "low",
        "high",
    ),
    *("level", "unit", "reading", "n_states", "n_evidence", "as_of", "method", "evidence"),
)


def contest(
    ledger: Reads,
    where: str | Sequence[str],
    rival1: str,
    rival2: str,
    since: int,
    until: int,
    indicators: Iterable[str] = tuple(INDICATORS),
    calls: RollCalls | None = None,
) -> Table:
    """Who gains on whom among the third states of a region, by trade, imports, arms and votes, each apart.

    For each third state s and year t, a_st and b_st are its closeness to the rivals in per cent (a share, or agreement
    x 100) and d = a - b the lead of the first. `value` is the mean over states of the least-squares slope over the years of the
    window in which both are held (five at least): points a year, every state counting once whatever its size. `low` and
    `high` are a 90 % interval of that mean from 2,000 resamplings of the states with replacement (see `interval`), which
    treats the states as one draw from those that might have been; with fewer than six it is too narrow, and said so.
    `first_level` and `last_level` are means over the states of the first and the last year in which each has both figures.
    `reading` says who gains on whom where the interval of the lead is clear of zero. It is a trend, not its cause.

    `where`: a region of comity/data/regions.tsv, or ids of states; members count in the years they belong. The rivals
    themselves are left out. ComityError for a wrong region, rival, indicator or an empty window.
    """
    one, two = pair(rival1, rival2)
    place, kinds = region(where), list(indicators)
    if not set(kinds) <= set(INDICATORS) or since >= until:
        raise ComityError(
            "no such indicator, or no years",
            where=f"{kinds}, {since}, {until}",
            next_step=f"choose from {', '.join(INDICATORS)}",
        )
    rows = []
    for kind in kinds:
        panel = panel_of(ledger, kind, place, (one, two), since, until, calls)
        rows += contest_rows(panel, kind, place, (one, two), (since, until)) if panel is not None else []
    note = (
        "Each indicator stands for itself."
        if rows
        else f"Nothing held compares {one} and {two} in {place.name} in these years."
    )
    return Table(f"{one} and {two} in {place.name}", columns(rows, NAMES), note, lambda id: why(id, ledger, calls))


def interval(each: Values, seed: str, draws: int = DRAWS) -> tuple[float | None, float | None]:
    """Expanded percentile interval of the mean over resampled states; None below three states.

    The percentiles are those of a normal at -+ sqrt(n / (n - 1)) t, t the 95 % point of Student's t with n - 1 degrees
    of freedom, instead of -+ 1.645 (Hesterberg 2015, The American Statistician 69(4)).
    """
    n = len(each)
    if n < MIN_STATES:
        return None, None
    random = np.random.Generator(np.random.PCG64(int.from_bytes(blake2b(seed.encode(), digest_size=8).digest(), "big")))
    means = each[random.integers(0, n, (draws, n))].mean(axis=1)
    tail = NormalDist().cdf(-sqrt(n / (n - 1)) * _student(n - 1))
    low, high = np.quantile(means, [tail, 1 - tail])
    return float(low), float(high)


def _student(freedom: int) -> float:
    """95 % point of Student's t by the expansion of Cornish and Fisher, within 0.04 at 2 degrees of freedom.

    >>> round(_student(9), 3), round(_student(100), 3)
    (1.833, 1.66)
    """
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    )
    return z + sum(term / float(freedom) ** (k + 1) for k, term in enumerate(terms))


def contest_rows(
    panel: Panel, kind: str, place: Region, rivals: tuple[str, str], window: tuple[int, int]
) -> list[dict[str, object]]:
    """What a panel says of both rivals and of the lead of the first over the second, a row each; none below five years."""
    both = ~np.isnan(panel.first) & ~np.isnan(panel.second)
    usable = both.sum(axis=1) >= MIN_YEARS
    if not usable.any():
        return []
    held = both & usable[:, None]
    years = panel.years[held.any(axis=0)]
    id = f"contest/{kind}/{place.id}/{'-'.join(rivals)}/{window[0]}-{window[1]}"
    quantities = {rivals[0]: panel.first, rivals[1]: panel.second, "lead": panel.first - panel.second}
    rows = []
    for quantity, values in quantities.items():
        kept = np.where(both, values, np.nan)[usable]
        each = slopes(kept, panel.years)
        low, high = interval(each, id)
        rows.append(
            {
                "indicator": kind,
                "region": place.id,
                "quantity": f"lead of {rivals[0]} over {rivals[1]}"
                if quantity == "lead"
                else f"closeness to {quantity}",
                "first_year": int(years[0]),
                "last_year": int(years[-1]),
                "first_level": float(np.mean([row[~np.isnan(row)][0] for row in kept])),
                "last_level": float(np.mean([row[~np.isnan(row)][-1] for row in kept])),
                "value": float(each.mean()),
                "low": low,
                "high": high,
                "level": LEVEL if low is not None else None,
                "unit": "percentage points a year",
                "reading": _reading(rivals, low, high) if quantity == "lead" else "",
                "n_states": int(usable.sum()),
                "n_evidence": int(panel.n[held].sum()),
                "as_of": date(int(years[-1]), 12, 31),
                "method": _method(kind, int(usable.sum())),
                "evidence": id,
            }
        )
    return rows


def _reading(rivals: tuple[str, str], low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return "too few states for an interval"
    if low <= 0 <= high:
        return "no clear gain of either"
    return f"{rivals[0]} gains on {rivals[1]}" if low > 0 else f"{rivals[1]} gains on {rivals[0]}"


def _method(kind: str, n: int) -> str:
    said = f"{INDICATORS[kind]}; mean over states of least-squares slopes, 90 % interval by resampling states (expanded percentiles)"
    return said + (f"; with {n} states the interval is too narrow" if n < FEW else "")
