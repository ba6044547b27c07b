"""Tone: how likely a happening between two states is co-operative at their diplomatic level, learnt from the news.

A share of co-operation cannot pass 1, so it must not be read like other indicators: among close states all news is
co-operative, and a reading of 1 would pull them down to the average. Its likelihood is logistic in the level instead.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
STEPS = 25


@dataclass(frozen=True, slots=True)
class Tone:
    """P(co-operative) = 1 / (1 + exp(-(base + slope level))); counts vary `dispersion` times as much as a binomial."""

    base: float
    slope: float
    dispersion: float

    def chance(self, level: Floats) -> Floats:
        """Probability that a happening is co-operative at a level.

        >>> Tone(1.0, 2.0, 1.0).chance(np.array([-0.5])).tolist()
        [0.5]
        """
        return np.asarray(1 / (1 + np.exp(-(self.base + self.slope * level))))

    def reading(self, level: Floats, good: Floats, bad: Floats) -> tuple[Floats, Floats]:
        """Precision and score that counts of happenings add, their likelihood replaced by a parabola at the level.

        Pseudo-observations as in Durbin and Koopman (2012), chapter 10; repeat at the level they lead to.
        """
        n, p = (good + bad) / self.dispersion, self.chance(level)
        information = n * p * (1 - p) * self.slope**2
        slope = (good / self.dispersion - n * p) * self.slope
        return information, information * level + slope


def fit_tone(level: Floats, good: Floats, bad: Floats) -> Tone:
    """Base and slope by weighted logistic regression over cells, dispersion by Pearson's statistic (McCullagh and Nelder 1989).

    >>> level = np.repeat([0.0, 1.0], 50)
    >>> tone = fit_tone(level, np.where(level > 0, 9.0, 5.0), np.where(level > 0, 1.0, 5.0))
    >>> np.round(tone.chance(np.array([0.0, 1.0])), 2).tolist()
    [0.5, 0.9]
    """
    design, n = np.stack([np.ones_like(level), level], axis=1), good + bad
    beta = np.zeros(2)
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-design @ beta))
        beta = beta + np.linalg.solve((design * (n * p * (1 - p))[:, None]).T @ design, design.T @ (good - n * p))
    p = 1 / (1 + np.exp(-design @ beta))
    pearson = float(((good - n * p) ** 2 / (n * p * (1 - p))).sum() / max(len(n) - 2, 1))
    return Tone(float(beta[0]), float(beta[1]), max(pearson, 1.0))
