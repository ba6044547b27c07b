"""Logistic regression with a ridge on the slopes, by Newton's method: the minimum that scikit-learn finds at C = 1."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

Values = NDArray[np.float64]
C = 1.0
STEPS = 50
SMALL = 1e-8


def fit(x: Values, y: Values, start: Values | None = None) -> Values:
    """Coefficients [1 + k], intercept first and unpenalised, of sum(log loss) + |slopes|^2 / (2 C) over rows x [n, k], y [n]."""
    x, y = np.ascontiguousarray(x), np.ascontiguousarray(y, dtype=np.float64)
    ridge = np.append(0.0, np.full(x.shape[1], 1 / C))
    beta = _start(y, len(ridge)) if start is None else start.copy()
    loss, gradient, curvature = _pass(x, y, beta, ridge)
    for _ in range(STEPS):
        step = np.linalg.solve(curvature + 1e-12 * np.eye(len(beta)), gradient)
        for _ in range(30):
            tried = _pass(x, y, beta - step, ridge)
            if tried[0] <= loss + 1e-10 * abs(loss):
                break
            step = step / 2
        beta = beta - step
        loss, gradient, curvature = tried
        if np.abs(step).max() < SMALL:
            break
    return beta


def predict(beta: Values, x: Values) -> Values:
    """Log odds [n]."""
    odds: Values = x @ beta[1:] + beta[0]
    return odds


def _start(y: Values, k: int) -> Values:
    beta = np.zeros(k)
    share = np.clip(y.mean(), 1e-6, 1 - 1e-6)
    beta[0] = np.log(share / (1 - share))
    return beta


@njit(cache=True)
def _pass(x: Values, y: Values, beta: Values, ridge: Values) -> tuple[float, Values, Values]:
    """Loss, gradient and curvature in one pass over the rows."""
    n, k = x.shape
    gradient = ridge * beta
    curvature = np.zeros((k + 1, k + 1))
    loss = 0.5 * (ridge * beta * beta).sum()
    row = np.ones(k + 1)
    for i in range(n):
        odds = beta[0]
        for j in range(k):
            row[j + 1] = x[i, j]
            odds += x[i, j] * beta[j + 1]
        small = np.exp(-abs(odds))
        loss += np.log1p(small) + max(odds, 0.0) - y[i] * odds
        p = 1 / (1 + small) if odds > 0 else small / (1 + small)
        off, w = p - y[i], p * (1 - p)
        for a in range(k + 1):
            gradient[a] += off * row[a]
            weighted = w * row[a]
            for b in range(a + 1):
                curvature[a, b] += weighted * row[b]
    for a in range(k + 1):
        for b in range(a):
            curvature[b, a] = curvature[a, b]
        curvature[a, a] += ridge[a]
    return loss, gradient, curvature
