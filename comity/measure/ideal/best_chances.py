"""Predicted votes: the chance of yes, abstention and no, with what is not known about state and item averaged in."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from comity.measure.ideal.best_likelihood import Floats, compiled, normal, shift_variance
from comity.measure.ideal.best_state import Fit

Ints = NDArray[np.int64]
Places = NDArray[np.int64] | NDArray[np.int32]

LEAST = 1e-9
"""No choice is ever given less."""


@compiled
def _chances(
    cell: Ints, item: Ints, theta: Floats, spread: Floats, items: Floats, doubts: Floats, sharpness: float, out: Floats
) -> None:
    d = theta.shape[1]
    for o in range(len(cell)):
        c, i = cell[o], item[o]
        width = math.exp(items[i, d + 1])
        h = items[i, d]
        for j in range(d):
            h -= items[i, j] * theta[c, j]
        scale = sharpness / math.sqrt(1.0 + shift_variance(theta[c], spread[c], items[i], doubts[i]))
        out[o, 0] = max(normal((h - 0.5 * width) * scale), LEAST)
        out[o, 2] = max(normal(-(h + 0.5 * width) * scale), LEAST)
        out[o, 1] = max(1.0 - out[o, 0] - out[o, 2], LEAST)


def chances(state: Fit, cell: Places, item: Places, sharpness: float = 1.0) -> Floats:
    """Chances [n, 3] of yes, abstain and no where cell[k] votes on item[k]: Phi(h1 s), the rest, Phi(-h2 s).

    s = sharpness / sqrt(1 + variance of beta . theta - cut-point).
    """
    out = np.empty((len(cell), 3))
    places = np.asarray(cell, dtype=np.int64), np.asarray(item, dtype=np.int64)
    _chances(*places, state.theta, state.spread, state.items, state.doubts, sharpness, out)
    return out
