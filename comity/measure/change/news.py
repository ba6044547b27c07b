"""News: what readings add to what was known without them, exactly, reading by reading.

A smoothed level is a weighted sum of what was read. Let m be the level as known without some readings, V its covariance
over periods with them, and let the readings have precision p and score s by period. With them the level is higher by

    sum over periods of V[t, period] (s[period] - p[period] m[period]),

each term one period's news: how far its readings lie from what was expected, times how much they weigh in t. (Subtract
V^-1 m' = h + s and (V^-1 - p) m = h; Banbura and Modugno 2014, J. Applied Econometrics 29(1), call the terms news.)
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from comity.measure.alignment.paths import Floats, Read, smoothed


def covariance(read: Read, t: int) -> Floats:
    """Posterior covariance [t] of the level of one pair in a period with that of every other; 0 before it begins.

    >>> one = Read(np.array([[1.0, 0.0]]), np.zeros((1, 2)), np.zeros(1), np.zeros(1), np.ones(1), np.zeros(1, dtype=int))
    >>> covariance(one, 1).tolist()
    [0.5, 0.5]
    """
    score = np.zeros_like(read.precision)
    score[0, t] = 1.0
    response = smoothed(replace(read, score=score, start_mean=np.zeros_like(read.start_mean)))[0][0]
    return np.asarray(np.nan_to_num(response))


def up_to(read: Read, t: int) -> Read:
    """The same without what was read after a period: the level is then carried on from it, unchanged."""
    precision, score = read.precision.copy(), read.score.copy()
    precision[:, t + 1 :] = 0.0
    score[:, t + 1 :] = 0.0
    return replace(read, precision=precision, score=score)


def surprise(before: Read, after: Read) -> Floats:
    """s - p m [t]: score and precision that `after` has beyond `before`, held against the level known before."""
    known = np.nan_to_num(smoothed(before)[0][0])
    return np.asarray(after.score[0] - before.score[0] - (after.precision[0] - before.precision[0]) * known)


def moved_by(before: Read, after: Read, t: int) -> Floats:
    """What the further readings of each period move the level of period t by [t]; the sum is the whole move.

    >>> none = Read(np.zeros((1, 2)), np.zeros((1, 2)), np.ones(1), np.zeros(1), np.ones(1), np.zeros(1, dtype=int))
    >>> some = replace(none, precision=np.array([[0.0, 2.0]]), score=np.array([[0.0, 2.0]]))
    >>> moved_by(none, some, 1).tolist(), float(smoothed(some)[0][0, 1] - smoothed(none)[0][0, 1])
    ([0.0, 0.8], 0.8)
    """
    return covariance(after, t) * surprise(before, after)
