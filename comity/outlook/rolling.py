"""The rolling back-test: at every origin only what was known then is fitted, then the years after it are scored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from comity.outlook import baselines
from comity.outlook.direct import Fitted, Rows, Settings, fit
from comity.outlook.features import Features, Panel, features, settled
from comity.outlook.shape import at, bounded, crps, interval

Floats = NDArray[np.float64]

MODEL = "pooled direct model"
HORIZONS = (1, 2, 3, 4, 5)
MOVED = 1.1
"""Grains, with one added, that a pair moves in a year on average."""
SPAN = 30
"""Years of past that a model learns from."""
MOST = 20_000
"""Rows it learns from; more are thinned evenly."""


@dataclass
class Roll:
    """A panel [n, t] with what is known of it at every period, kept once worked out. `low` and `high` bound the number."""

    panel: Panel
    low: float
    high: float
    settings: Settings
    first: int = 20
    _known: dict[int, Features] = field(default_factory=dict)

    def known(self, t: int) -> Features:
        """Features of all pairs at a period."""
        if t not in self._known:
            self._known[t] = features(self.panel, t)
        return self._known[t]

    def usable(self, t: int) -> NDArray[np.bool_]:
        """Pairs [n] with a settled past at a period in which something moved; of the others no change is foretold and comes."""
        known = self.known(t)
        moved = known.restless[:, 0] > np.log(MOVED * self.panel.grain)
        return np.asarray(known.whole & moved & settled(self.panel.values, t, least=min(18, t - 1)))

    def rows(self, now: int, horizon: int, most: int = MOST) -> Rows:
        """Pairs and years whose answers were known at `now`."""
        values = self.panel.values
        periods = [
            t for t in range(max(self.first, now - SPAN), now - horizon + 1) if np.isfinite(self.known(t).terms).all()
        ]
        taken = [np.flatnonzero(self.usable(t) & np.isfinite(values[:, t + horizon])) for t in periods]
        step = max(1, -(-sum(map(len, taken)) // most))
        kept = [(t, pairs[::step]) for t, pairs in zip(periods, taken, strict=True) if len(pairs)]
        known = [(self.known(t), t, pairs) for t, pairs in kept]
        return Rows(
            own=np.concatenate([f.own[pairs] for f, _, pairs in known]),
            restless=np.concatenate([f.restless[pairs] for f, _, pairs in known]),
            base=np.concatenate([np.full(len(pairs), f.base) for f, _, pairs in known]),
            seen=np.concatenate([values[pairs, t + horizon] for _, t, pairs in known]),
            period=np.concatenate([np.full(len(pairs), t) for _, t, pairs in known]),
            periods=np.array([t for t, _ in kept]),
            terms=np.array([f.terms for f, _, _ in known]),
        )

    def fitted(self, now: int, horizon: int) -> Fitted:
        """The model of one horizon from what was known at `now`."""
        return fit(self.rows(now, horizon), now, horizon, self.settings)

    def quantiles(self, model: Fitted, t: int, pairs: NDArray[np.bool_]) -> Floats:
        """Quantiles [n, q] for pairs at a period."""
        known = self.known(t)
        return bounded(
            model.quantiles(known.own[pairs], known.restless[pairs], known.base, known.terms), self.low, self.high
        )


@dataclass(frozen=True, slots=True)
class Score:
    """How a method did at one horizon from one origin (a period), over `n` pairs: mean absolute error of the median, CRPS, and the
    share of answers inside the 90 % interval."""

    method: str
    horizon: int
    origin: int
    n: int
    mae: float
    crps: float
    covered: float


def score(method: str, horizon: int, origin: int, quantiles: Floats, seen: Floats) -> Score:
    """The score of quantiles [n, q] against what was seen [n]."""
    low, high = interval(quantiles)
    inside = (seen >= low) & (seen <= high)
    miss = np.abs(seen - at(quantiles, 0.5))
    return Score(
        method,
        horizon,
        origin,
        len(seen),
        float(miss.mean()),
        float(crps(quantiles, seen).mean()),
        float(inside.mean()),
    )


def roll(
    over: Roll,
    origins: Iterable[int],
    horizons: Sequence[int] = HORIZONS,
    models: Callable[[int, int], Fitted] | None = None,
) -> tuple[Score, ...]:
    """Scores of the pooled model and of the baselines at every origin and horizon; `models` where they are fitted already."""
    made, values = models or over.fitted, over.panel.values
    out = []
    for origin in origins:
        usable, ahead = over.usable(origin), [h for h in horizons if origin + h < values.shape[1]]
        asked = {h: usable & np.isfinite(values[:, origin + h]) for h in ahead}
        ahead = [h for h in ahead if asked[h].any()]
        for h in ahead:
            guess = over.quantiles(made(origin, h), origin, asked[h])
            out.append(score(MODEL, h, origin, guess, values[asked[h], origin + h]))
        for name, h, guess in baselines.forecasts(values, origin, ahead):
            kept = bounded(guess[asked[h]], over.low, over.high)
            out.append(score(name, h, origin, kept, values[asked[h], origin + h]))
    return tuple(out)


@dataclass(frozen=True, slots=True)
class Summary:
    """Means over origins of one method at one horizon; `skill` is 1 - CRPS / CRPS of persistence."""

    method: str
    horizon: int
    origins: int
    pairs: int
    mae: float
    crps: float
    covered: float
    skill: float


def summary(scores: Sequence[Score]) -> tuple[Summary, ...]:
    """Every method and horizon, means over origins, each origin alike."""
    keys = dict.fromkeys((one.method, one.horizon) for one in scores)
    mean = {}
    for key in keys:
        own = [one for one in scores if (one.method, one.horizon) == key]
        mean[key] = [float(np.mean([getattr(one, name) for one in own])) for name in ("mae", "crps", "covered")], own
    out = []
    for (method, horizon), ((mae, value, covered), own) in mean.items():
        plain = mean.get(("persistence", horizon))
        skill = 1 - value / plain[0][1] if plain else float("nan")
        out.append(
            Summary(method, horizon, len(own), round(sum(one.n for one in own) / len(own)), mae, value, covered, skill)
        )
    return tuple(out)
