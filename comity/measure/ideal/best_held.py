"""Held-out votes: which are held out, and how well predicted chances do on them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.measure.ideal.best_chances import chances
from comity.measure.ideal.best_state import Fit
from comity.measure.ideal.sample import Sample

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

SHARE, SEED, BINS = 0.05, 20, 15


@dataclass(frozen=True, slots=True)
class Score:
    """On n votes: mean log loss (nats), share of votes that were the likeliest choice, expected calibration error
    (of the likeliest choice's chance, 15 equal bins)."""

    log_loss: float
    accuracy: float
    calibration_error: float
    n: int


def held_out(n: int, share: float = SHARE, seed: int = SEED) -> tuple[Flags, Flags]:
    """Two disjoint random sets of votes: for the test, and for choosing settings; each a `share` of n.

    >>> test, choosing = held_out(1000)
    >>> int((test & choosing).sum()), int(test.sum()), int(choosing.sum())
    (0, 57, 54)
    """
    draw = np.random.Generator(np.random.PCG64(seed)).random(n)
    return draw < share, (share <= draw) & (draw < 2 * share)


def score(predicted: Floats, choice: NDArray[np.integer]) -> Score:
    """Score chances [n, 3] against choices [n] (1 yes, 2 abstain, 3 no).

    >>> score(np.array([[0.75, 0.125, 0.125], [0.25, 0.25, 0.5]]), np.array([1, 1])).calibration_error
    0.375
    """
    given = predicted[np.arange(len(choice)), np.asarray(choice) - 1]
    right = predicted.argmax(axis=1) + 1 == choice
    sure = predicted.max(axis=1)
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    gaps = np.abs(np.bincount(bins, sure - right, minlength=BINS))
    return Score(float(-np.log(given).mean()), float(right.mean()), float(gaps.sum() / len(choice)), len(choice))


def score_votes(state: Fit, sample: Sample, votes: Flags, sharpness: float = 1.0) -> Score:
    """Score a fit on some votes of the sample."""
    return score(chances(state, sample.cell[votes], sample.item[votes], sharpness), sample.choice[votes])


def best_sharpness(state: Fit, sample: Sample, votes: Flags) -> float:
    """The sharpness, of 0.80, 0.81 .. 1.40, with the least log loss on votes that the fit has not seen."""
    tried = np.arange(80, 141) / 100
    return float(min(tried, key=lambda s: score_votes(state, sample, votes, float(s)).log_loss))
