"""Volatility: refusals, drifts found again, intervals that cover, a ratio beside a reference."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("numba")

from comity.errors import ComityError
from comity.measure.space.model import Model
from comity.measure.space.smoothing import Reduced, reduce
from comity.measure.space.volatility import Volatility, volatility

MODEL = Model([1.0], [0.0], [0.05], 0.04, 0.0, 1.0)


def restless(seed: int, d: int, width: float, t: int = 60) -> tuple[Reduced, np.ndarray]:
    """Levels whose drifts differ by dyad: log q ~ N(log 0.04, width^2); the true sds."""
    rng = np.random.default_rng(seed)
    sd = np.sqrt(0.04 * np.exp(width * rng.normal(size=d)))
    x = rng.normal(size=(d, 1)) + sd[:, None] * np.pad(rng.normal(size=(d, t - 1)), ((0, 0), (1, 0))).cumsum(axis=1)
    y = x + rng.normal(size=(d, t)) * np.sqrt(0.05)
    y[rng.random(y.shape) < 0.2] = np.nan
    return reduce(y[None], None, MODEL), sd


@pytest.fixture(scope="module")
def many() -> tuple[Volatility, np.ndarray]:
    reduced, sd = restless(1, 1500, 1.2)
    return volatility(reduced, MODEL), sd


def test_no_drift_or_no_level_is_refused() -> None:
    reduced, _ = restless(0, 2, 1.0)
    with pytest.raises(ComityError, match="no changes"):
        volatility(reduced, Model([1.0], [0.0], [0.05], 0.0, 0.0, 1.0))
    with pytest.raises(ComityError, match="between 0 and 1"):
        volatility(reduced, MODEL, level=1.0)
    with pytest.raises(ComityError, match="width above 0"):
        volatility(reduced, MODEL, width=0.0)


def test_the_spread_of_drifts_over_dyads_is_found(many: tuple[Volatility, np.ndarray]) -> None:
    assert many[0].centre == pytest.approx(0, abs=0.15)
    assert many[0].width == pytest.approx(1.2, abs=0.15)


def test_intervals_cover_the_true_sd(many: tuple[Volatility, np.ndarray]) -> None:
    found, sd = many
    covered = (found.low <= sd) & (sd <= found.high)
    assert 0.88 <= covered.mean() <= 0.92
    assert np.corrcoef(np.log(found.sd), np.log(sd))[0, 1] > 0.85


def test_a_ratio_beside_a_reference_covers_too(many: tuple[Volatility, np.ndarray]) -> None:
    found, sd = many
    ratios = np.array([found.beside(d, d + 1) for d in range(0, 600, 2)])
    truth = (sd[:-1] / sd[1:])[:600:2]
    assert 0.85 <= ((ratios[:, 1] <= truth) & (truth <= ratios[:, 2])).mean() <= 0.95
    assert np.mean((ratios[:, 3] - (truth > 1)) ** 2) < 0.15
    assert found.beside(3, 3)[0] == pytest.approx(1)
    assert found.beside(3, 3)[3] == pytest.approx(0.5)


def test_a_dyad_never_read_has_the_spread_of_all() -> None:
    reduced = reduce(np.full((1, 1, 30), np.nan), None, MODEL)
    found = volatility(reduced, MODEL, width=1.0)
    assert found.sd[0] == pytest.approx(0.2, rel=0.01)
    assert np.log(found.high[0] / found.low[0]) == pytest.approx(1.645, rel=0.03)


def test_classes_go_from_calm_to_restless(many: tuple[Volatility, np.ndarray]) -> None:
    found, sd = many
    classes = found.classes(3)
    assert np.bincount(classes).tolist() == [500, 500, 500]
    assert (np.diff([sd[classes == c].mean() for c in range(3)]) > 0.05).all()
