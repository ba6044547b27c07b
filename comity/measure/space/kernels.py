"""The loops over the periods of one dyad: readings to precision and score, forward filter, backward smoother.

Scalar state, so the readings of a period enter through two sums only, whatever their number (Durbin and Koopman 2012,
§6.4, collapsing): precision S = sum l^2 / r and score u = sum l (y - a) / r over the readings present, r = noise + v.
"""

from __future__ import annotations

import math

from comity.measure.space.compiled import Floats, compiled

LOG_2PI = math.log(2 * math.pi)
_AT_ONCE = 8


@compiled
def reduce_row(
    y: Floats, v: Floats, known: int, loading: float, centre: Floats, noise: float, weights: Floats, off: Floats,
    precision: Floats, score: Floats,
) -> None:  # fmt: skip
    """Add one indicator's readings [t] to precision and score; leaves 1 / r in weights (0: missing) and y - a in off."""
    fixed = 1.0 / noise
    for t in range(len(y)):
        e = y[t] - centre[t]
        w = fixed
        if known:
            w = 1.0 / (noise + v[t])
        there = (e == e) & (w == w)
        w = w if there else 0.0
        e = e if there else 0.0
        weights[t] = w
        off[t] = e
        precision[t] += loading * loading * w
        score[t] += loading * w * e


@compiled
def base_rows(weights: Floats, off: Floats, product: Floats, base: Floats) -> None:
    """base[t] = sum over the readings present of log(2 pi r) + (y - a)^2 / r: their part of -2 log-likelihood."""
    base[:] = 0.0
    product[:] = 1.0
    n, periods = weights.shape
    for k in range(n):
        for t in range(periods):
            w, e = weights[k, t], off[k, t]
            base[t] += w * e * e + (LOG_2PI if w > 0 else 0.0)
            product[t] *= w if w > 0 else 1.0
        if k % _AT_ONCE == _AT_ONCE - 1 or k == n - 1:
            for t in range(periods):
                base[t] -= math.log(product[t])
                product[t] = 1.0


@compiled
def base_sum(weights: Floats, off: Floats, first: int, product: Floats) -> float:
    """The sum of `base_rows` from a period on, with few logarithms."""
    total, folded, n = 0.0, 1.0, 0
    product[:] = 1.0
    for k in range(weights.shape[0]):
        for t in range(first, weights.shape[1]):
            w, e = weights[k, t], off[k, t]
            there = w > 0
            total += w * e * e
            n += 1 if there else 0
            product[t] *= w if there else 1.0
        if k % _AT_ONCE == _AT_ONCE - 1 or k == weights.shape[0] - 1:
            for t in range(first, weights.shape[1]):
                folded *= product[t]
                product[t] = 1.0
                if folded > 1e150 or folded < 1e-150:
                    total -= math.log(folded)
                    folded = 1.0
    return total - math.log(folded) + n * LOG_2PI


@compiled
def filter_row(
    precision: Floats, score: Floats, begin: int, drift: float, mean: float, var: float, means: Floats, variances: Floats,
) -> float:  # fmt: skip
    """Filtered means and variances [t] from begin on; returns the level's part of -2 log-likelihood."""
    deviance, grown = 0.0, 1.0
    for t in range(begin, len(precision)):
        if t > begin:
            var += drift
        s, u = precision[t], score[t]
        gap = u - s * mean
        spread = 1.0 + var * s
        shrink = 1.0 / spread
        deviance -= mean * (u + gap) + var * shrink * gap * gap
        grown *= spread
        if grown > 1e200:
            deviance += math.log(grown)
            grown = 1.0
        mean += var * shrink * gap
        var *= shrink
        means[t] = mean
        variances[t] = var
    return deviance + math.log(grown)


@compiled
def smooth_row(begin: int, drift: float, means: Floats, variances: Floats, lags: Floats) -> None:
    """Filtered to smoothed in place (Rauch, Tung and Striebel 1965); lags[t] = Cov(x[t], x[t-1])."""
    for t in range(len(means) - 2, begin - 1, -1):
        held = variances[t]
        gain = held / (held + drift)
        later = variances[t + 1]
        means[t] += gain * (means[t + 1] - means[t])
        variances[t] = held * (1.0 - gain) + gain * gain * later
        lags[t + 1] = gain * later


@compiled
def back_row(begin: int, end: int, drift: float, means: Floats, variances: Floats, noise: Floats) -> None:
    """Normal numbers noise [t, n] to n draws of the level, in place, from filtered means and variances (Carter and Kohn 1994)."""
    n = noise.shape[1]
    scale = math.sqrt(variances[end])
    for i in range(n):
        noise[end, i] = means[end] + scale * noise[end, i]
    for t in range(end - 1, begin - 1, -1):
        gain = variances[t] / (variances[t] + drift)
        rest = (1.0 - gain) * means[t]
        scale = math.sqrt(variances[t] * (1.0 - gain))
        for i in range(n):
            noise[t, i] = rest + gain * noise[t + 1, i] + scale * noise[t, i]
