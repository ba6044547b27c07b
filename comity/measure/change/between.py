"""What moved the index of a pair between two years or months: level by level, reading by reading, document by document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from comity.errors import Refused
from comity.measure.alignment.indicators import of_level
from comity.measure.alignment.pair import OVERALL, PairAlignment, bounds
from comity.measure.alignment.paths import Floats, Read
from comity.measure.alignment.storing import BITS
from comity.measure.change.documents import Happening, split
from comity.measure.change.news import covariance, moved_by, surprise, up_to
from comity.measure.change.pairs import alignments, label, period_of, place
from comity.schema import LEVEL, Estimate

if TYPE_CHECKING:
    from comity.measure.source import Source

INTERVAL = "interval of the change from the joint posterior of both periods, exact (no draws)"


@dataclass(frozen=True, slots=True)
class Move:
    """A number on both days and its change, each with its interval; `part` is what it adds to the change of the index."""

    name: str
    was: Estimate
    now: Estimate
    change: Estimate
    part: float | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What the readings of one level in one year or month move the index by; `read_from` names their indicators."""

    level: str
    when: str
    part: float
    read_from: tuple[str, ...]
    evidence: str


@dataclass(frozen=True, slots=True)
class Said:
    """What one happening told in documents moves the index by."""

    happening: Happening
    part: float


@dataclass(frozen=True, slots=True)
class Moved:
    """The index of a pair between two periods.

    `levels` add up to the change by their parts, and so, once more, do `readings`, `said` and `carried`: what no level's
    own readings account for, which is nought while levels move apart from each other.
    """

    pair: str
    by: str
    index: Move
    levels: tuple[Move, ...]
    readings: tuple[Reading, ...]
    said: tuple[Said, ...]
    carried: float

    @property
    def told_part(self) -> float:
        """What documents add to the change."""
        return sum(one.part for one in self.said)

    def foremost(self, most: int) -> tuple[list[Reading], int, float]:
        """The readings that add most; how many other readings and happenings there are, and what is left to the change."""
        shown = sorted(self.readings, key=lambda one: -abs(one.part))[:most]
        left = len(self.readings) - len(shown) + len(self.said)
        return shown, left, float(self.index.change.value or 0.0) - sum(one.part for one in shown)


def moved(source: Source, state1: str, state2: str, first: date, last: date, until: date | None = None) -> Moved:
    """What moved the index between two days; whole years where both are the last of one, else months.

    `until`: nothing read or told after that day is used; None: all that is held, as everywhere else.
    Refused where the days are not in order; ComityError where the pair has no index on one of them.
    """
    if first >= last:
        raise Refused("the first day is not before the last", where=f"{first}, {last}", next_step="swap the days")
    by = period_of(first, last)
    plain, full, told = alignments(source, state1, state2, by, until)
    start, end = (place(full, day, by) for day in (first, last))
    if start == end:
        raise Refused("both days are in one month", where=f"{first}, {last}", next_step="choose days further apart")
    about = source.fused.alignment.about
    readings: list[Reading] = []
    said = np.zeros(len(told))
    for name in full.levels:
        readings += _readings(plain, full, name, (start, end), by)
        said += _told(plain, full, name, (start, end), told, about)
    index = _move(full, OVERALL, (start, end), by)
    levels = tuple(_move(full, name, (start, end), by) for name in full.levels)
    new = tuple(Said(one, float(part)) for one, part in zip(told, said, strict=True) if part)
    total = sum(one.part for one in readings) + sum(one.part for one in new)
    return Moved(full.pair, by, index, levels, tuple(readings), new, float(index.change.value or 0.0) - total)


def _move(pair: PairAlignment, name: str, at: tuple[int, int], by: str) -> Move:
    mean, variance = pair.moments(name)
    start, end = at
    was, now = (_estimate(pair, name, mean[t], variance[t], t, by) for t in at)
    change = _estimate(pair, name, mean[end] - mean[start], _spread(pair, name, start, end), end, by, "change of ")
    part = None if name == OVERALL else pair.share(name) * float(mean[end] - mean[start])
    return Move(name, was, now, change, part)


def _spread(pair: PairAlignment, name: str, start: int, end: int) -> float:
    """Variance of the change: of both periods less twice their covariance."""
    if name == OVERALL:
        return sum(pair.share(level) ** 2 * _spread(pair, level, start, end) for level in pair.levels)
    one, two = covariance(pair.levels[name], start), covariance(pair.levels[name], end)
    return float(max(one[start] + two[end] - 2 * two[start], 0.0))


def _estimate(
    pair: PairAlignment, name: str, value: float, variance: float, t: int, by: str, head: str = ""
) -> Estimate:
    low, high = bounds(np.array(value), np.array(variance), LEVEL)
    when = label(int(pair.years[t]), by)
    year = when[:4]
    method = f"{head}alignment, {name}" + (f"; {INTERVAL}" if head else "")
    spoke, as_of = (
        int(pair.spoke[t]).bit_count(),
        date(int(year), 12 if by == "year" else int(when[5:]), 28 if by == "month" else 31),
    )
    return Estimate(float(value), float(low), float(high), LEVEL, spoke, as_of, method, f"alignment/{pair.pair}/{year}")


def _news(plain: PairAlignment, full: PairAlignment, name: str, at: tuple[int, int]) -> Floats:
    """What the readings of each period after the first, documents apart, move the change of a level by [t]."""
    start, end = at
    before, after = up_to(full.levels[name], start), full.levels[name]
    whole = moved_by(before, after, end) - moved_by(before, after, start)
    if plain.levels[name] is after:
        return whole
    return whole - _weight(full, name, at) * surprise(before, _documents(plain, full, name, start))


def _weight(pair: PairAlignment, name: str, at: tuple[int, int]) -> Floats:
    """How far a unit of news of each period moves the change of a level [t]."""
    start, end = at
    return covariance(pair.levels[name], end) - covariance(pair.levels[name], start)


def _documents(plain: PairAlignment, full: PairAlignment, name: str, start: int) -> Read:
    """All that was read of a level up to a period, and of what came after the documents alone."""
    with_them, without = full.levels[name], plain.levels[name]
    precision, score = with_them.precision - without.precision, with_them.score - without.score
    precision[:, : start + 1], score[:, : start + 1] = (
        with_them.precision[:, : start + 1],
        with_them.score[:, : start + 1],
    )
    return replace(with_them, precision=precision, score=score)


def _readings(plain: PairAlignment, full: PairAlignment, name: str, at: tuple[int, int], by: str) -> list[Reading]:
    parts = full.share(name) * _news(plain, full, name, at)
    names = [one.name for one in of_level(name) if one.name != "coded"]
    out = []
    for t in np.flatnonzero(parts):
        when = label(int(full.years[t]), by)
        spoke = tuple(one for one in names if int(plain.spoke[_read_at(plain, int(t), by)]) & BITS[one])
        out.append(Reading(name, when, float(parts[t]), spoke, f"alignment/{full.pair}/{when[:4]}"))
    return out


def _read_at(pair: PairAlignment, t: int, by: str) -> int:
    """Where the indicators of a period are noted: those of a year in its last month."""
    return t if by == "year" else min(t - t % 12 + 11, len(pair.spoke) - 1)


def _told(
    plain: PairAlignment,
    full: PairAlignment,
    name: str,
    at: tuple[int, int],
    told: Sequence[Happening],
    about: Mapping[str, Any],
) -> Floats:
    """[happening]: what each moves the change of the index by, through one level."""
    if plain.levels[name] is full.levels[name] or not told:
        return np.zeros(len(told))
    start, weight = at[0], _weight(full, name, at)
    late = [k for k, one in enumerate(told) if one.period > start]
    out, some = np.zeros(len(told)), [told[k] for k in late]
    if late:
        shares = split(up_to(full.levels[name], start), _documents(plain, full, name, start), some, about)
        out[late] = [full.share(name) * share * weight[one.period] for share, one in zip(shares, some, strict=True)]
    return out
