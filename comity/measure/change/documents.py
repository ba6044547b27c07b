"""What the documents of a ledger move: the index of a pair, by how much in which year or month, and because of which sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from comity.measure.alignment.coded import GOOD, happenings
from comity.measure.alignment.documents import Told
from comity.measure.alignment.pair import PairAlignment
from comity.measure.alignment.paths import Floats, Read, smoothed
from comity.measure.alignment.tone import Tone
from comity.measure.change.news import covariance, surprise
from comity.measure.grid import Grid

if TYPE_CHECKING:
    from comity.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Happening:
    """One happening told in documents: kind and day, whether it counts as co-operative, its story, and its period."""

    kind: str
    day: date
    good: bool
    story: str
    period: int


@dataclass(frozen=True)
class Effect:
    """What documents do to the index of a pair.

    `change` [t]: index with them less index without; `moves` [happening, t]: the part of each, which add up to it in
    every period. `years` [t] as those of the pair: years, or months since 1970-01.
    """

    pair: str
    years: NDArray[np.int64]
    change: Floats
    told: tuple[Happening, ...]
    moves: Floats

    @property
    def most(self) -> int:
        """The period moved most."""
        return int(np.nanargmax(np.abs(self.change)))

    def at(self, year: int) -> int:
        """Where a year stands; ValueError for one that is not there."""
        return int(np.flatnonzero(self.years == year)[0])

    def ranked(self, t: int) -> list[tuple[Happening, float]]:
        """Happenings with what each moves period t by, the largest first."""
        order = np.argsort(-np.abs(self.moves[:, t]), kind="stable")
        return [(self.told[k], float(self.moves[k, t])) for k in order]


def told_of(ledger: Ledger, over: Grid, pair: PairAlignment, until: date | None = None) -> tuple[Happening, ...]:
    """Happenings between the two within the grid, as alignment counts them, up to a day, oldest first."""
    rows = happenings(ledger, (pair.state1, pair.state2))
    unit = np.datetime_data(over.periods.dtype)[0]
    days = rows["day"].astype("datetime64[D]")
    at = (days.astype(f"datetime64[{unit}]") - over.periods[0]).astype(np.int64)
    found = [
        Happening(str(kind), day, str(kind) in GOOD, str(story), int(period))
        for kind, day, story, period in zip(rows["type"], days.astype(object), rows["story"], at, strict=True)
        if 0 <= period < len(over.periods) and day <= (until or date.max)
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.kind, one.story)))


def counted(told: Sequence[Happening], periods: int) -> Told:
    """Co-operative and conflictual happenings by period, nan where there is none of either."""
    counts = np.zeros((2, periods), dtype=np.float32)
    for one in told:
        counts[0 if one.good else 1, one.period] += 1
    nothing = counts.sum(axis=0) == 0
    good, bad = (np.where(nothing, np.float32(np.nan), part) for part in counts)
    return Told(good, bad)


def effect(before: PairAlignment, after: PairAlignment, told: Sequence[Happening], about: Mapping[str, Any]) -> Effect:
    """The exact part of every happening in the difference of two alignments, without and with the documents."""
    moves = np.zeros((len(told), len(after.years)))
    for name, read in after.levels.items():
        if read is not before.levels[name] and len(told):
            moves += after.share(name) * level_moves(before.levels[name], read, told, about)
    change = after.moments()[0] - before.moments()[0]
    return Effect(after.pair, after.years, np.asarray(change), tuple(told), moves)


def level_moves(before: Read, after: Read, told: Sequence[Happening], about: Mapping[str, Any]) -> Floats:
    """[happening, t]: what each happening moves the level by in every period."""
    shares = split(before, after, told, about)
    periods = sorted({one.period for one in told})
    weights = {t: covariance(after, t) for t in periods}
    return np.stack([shares[k] * weights[one.period] for k, one in enumerate(told)])


def split(before: Read, after: Read, told: Sequence[Happening], about: Mapping[str, Any]) -> Floats:
    """The news of each happening: its own part of that of its period, linear in the counts of either kind.

    Where the parts do not make up what the period gained, what is left over is shared out evenly.
    """
    gained, known = surprise(before, after), _known(before)
    width = after.precision[0] - before.precision[0]
    height = after.score[0] - before.score[0]
    out = np.zeros(len(told))
    for period in {one.period for one in told}:
        here = [k for k, one in enumerate(told) if one.period == period]
        counts = [sum(told[k].good is good for k in here) for good in (True, False)]
        own = _own(about, counts, float(width[period]), float(height[period]), float(known[period]))
        parts = np.array([own[0] if told[k].good else own[1] for k in here])
        out[here] = parts + (gained[period] - parts.sum()) / len(here)
    return out


def _known(before: Read) -> Floats:
    return np.asarray(np.nan_to_num(smoothed(before)[0][0]))


def _own(about: Mapping[str, Any], counts: list[int], width: float, height: float, known: float) -> tuple[float, float]:
    """News of one co-operative and of one conflictual happening at the level at which the parabola was laid."""
    n = sum(counts)
    if not about.get("tone") or not n or width <= 0:
        return 0.0, 0.0
    tone = Tone(*about["tone"])
    p = _chance(tone, counts, width, height)
    level = np.array((np.log(p / (1 - p)) - tone.base) / tone.slope)
    one, none = np.array(1.0), np.array(0.0)
    news = [
        score - precision * known
        for precision, score in (tone.reading(level, one, none), tone.reading(level, none, one))
    ]
    return float(news[0]), float(news[1])


def _chance(tone: Tone, counts: list[int], width: float, height: float) -> float:
    """Probability of co-operation at which the reading was taken: of the two that give its precision, that which gives its score."""
    n = sum(counts) / tone.dispersion
    half = float(np.sqrt(max(0.25 - width / (n * tone.slope**2), 0.0)))

    def off(p: float) -> float:
        level = (np.log(p / (1 - p)) - tone.base) / tone.slope
        return float(abs(width * level + (counts[0] / tone.dispersion - n * p) * tone.slope - height))

    return min((0.5 + half, 0.5 - half), key=off)
