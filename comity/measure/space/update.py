"""The next parameters from expected sums: closed forms, one conditional maximum after another (Meng and Rubin 1993).

Location and scale of the levels are left free within a step and brought back to their convention after it, which leaves
the likelihood as it is and spares the slow creep along them (parameter expansion; Liu, Rubin and Wu 1998).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from comity.measure.space import sweep as at
from comity.measure.space.compiled import Floats
from comity.measure.space.model import Model
from comity.measure.space.sweep import Sums

LEAST_DRIFT = 1e-8
LEAST_START = 1e-6


@dataclass(frozen=True, slots=True)
class Convention:
    """What fixes the levels: effects "none" or "period"; normalise "variance" or "anchor"; the anchor; least noise [k];
    loadings given [k], nan where free (any given: they fix the scale instead)."""

    effects: str
    normalise: str
    anchor: int
    least: Floats
    given: Floats


def updated(sums: Sums, model: Model, convention: Convention) -> Model:
    """Parameters under which the expected log-likelihood is not lower, in the convention's location and scale."""
    loadings, intercepts, noise = _readings(sums, model, convention)
    shift, drift, start_mean, start_var = _moves(sums, model, convention.effects == "period")
    centre = float(np.average(start_mean, weights=np.maximum(sums.moves[:, at.STARTS].sum(axis=1), 1e-12)))
    shift, start_mean = shift + centre, start_mean - centre
    scale = _scale(sums, shift, loadings, convention)
    moved = intercepts + loadings[:, None] * shift
    return Model(
        loadings * scale,
        moved if convention.effects == "period" else moved[:, 0],
        np.maximum(noise, convention.least),
        np.maximum(drift / scale**2, LEAST_DRIFT),
        start_mean / scale,
        np.maximum(start_var / scale**2, LEAST_START),
    )


def _readings(sums: Sums, model: Model, convention: Convention) -> tuple[Floats, Floats, Floats]:
    """Loadings and intercepts by weighted least squares on the levels; noise from the residuals, sampling variance apart.

    Noise given sampling variance: mean of E[e1^2], e1 the residual's part that is not sampling,
    E[e1^2] = (r / (r + v))^2 E[residual^2] + r v / (r + v).
    """
    s = sums.readings if convention.effects == "period" else sums.readings.sum(axis=2, keepdims=True)
    some = np.where(s[:, at.W] > 0, s[:, at.W], np.inf)
    spread = (s[:, at.WXX] - s[:, at.WX] ** 2 / some).sum(axis=1)
    joint = (s[:, at.WXY] - s[:, at.WX] * s[:, at.WY] / some).sum(axis=1)
    loadings = np.where(spread > 0, joint / np.where(spread > 0, spread, 1), model.loadings)
    loadings = np.where(np.isnan(convention.given), loadings, convention.given)
    slope = loadings[:, None]
    moved = (s[:, at.WY] - slope * s[:, at.WX]) / some
    squares = (
        s[:, at.QYY] + moved**2 * s[:, at.Q] + slope**2 * s[:, at.QXX]
        - 2 * moved * s[:, at.QY] - 2 * slope * s[:, at.QXY] + 2 * moved * slope * s[:, at.QX]
    ).sum(axis=1)  # fmt: skip
    n, old = s[:, at.N].sum(axis=1), model.noise
    noise = np.where(n > 0, (old**2 * squares + old * s[:, at.WV].sum(axis=1)) / np.maximum(n, 1), old)
    return loadings, model.centres(moved.shape[1] if moved.shape[1] > 1 else 1) + moved, noise


def _moves(sums: Sums, model: Model, common: bool) -> tuple[Floats, Floats, Floats, Floats]:
    """Common movement of all levels [t] (0 unless asked), then drift, start mean and start variance by group."""
    m = sums.moves
    shift = _common(sums, model) if common else np.zeros(m.shape[2])
    step = np.diff(shift, prepend=shift[:1])
    steps, starts = m[:, at.COUNT].sum(axis=1), m[:, at.STARTS].sum(axis=1)
    squares = (m[:, at.STEP_SQUARE] - 2 * step * m[:, at.STEP] + step**2 * m[:, at.COUNT]).sum(axis=1)
    drift = np.where(steps > 0, squares / np.maximum(steps, 1), model.drift)
    start = (m[:, at.START] - shift * m[:, at.STARTS]).sum(axis=1)
    mean = np.where(starts > 0, start / np.maximum(starts, 1), model.start_mean)
    place = mean[:, None] + shift
    spread = (m[:, at.START_SQUARE] - 2 * place * m[:, at.START] + place**2 * m[:, at.STARTS]).sum(axis=1)
    var = np.where(starts > 0, spread / np.maximum(starts, 1), model.start_var)
    return shift, drift, mean, var


def _common(sums: Sums, model: Model) -> Floats:
    """Movement of all levels that fits steps and starts best, weighted least squares over the periods."""
    m = sums.moves
    rows, periods = 1 / np.maximum(model.drift, LEAST_DRIFT)[:, None], m.shape[2]
    weight, pull = (rows * m[:, at.COUNT]).sum(axis=0), (rows * m[:, at.STEP]).sum(axis=0)
    firm = 1 / model.start_var[:, None]
    left = np.diag((firm * m[:, at.STARTS]).sum(axis=0))
    right = (firm * (m[:, at.START] - model.start_mean[:, None] * m[:, at.STARTS])).sum(axis=0)
    for t in range(1, periods):
        left[t - 1 : t + 1, t - 1 : t + 1] += weight[t] * np.array([[1.0, -1.0], [-1.0, 1.0]])
        right[t - 1 : t + 1] += pull[t] * np.array([-1.0, 1.0])
    return np.asarray(np.linalg.lstsq(left, right, rcond=None)[0])


def _scale(sums: Sums, shift: Floats, loadings: Floats, convention: Convention) -> float:
    """Number the levels are divided by; negative where the anchor would load negatively."""
    if not np.isnan(convention.given).all():
        return 1.0
    anchor = loadings[convention.anchor]
    if convention.normalise == "anchor":
        return float(1 / anchor)
    count, total, square = sums.levels
    n = count.sum()
    if convention.effects == "period":
        some = np.maximum(count, 1)
        within = (square - total**2 / some).sum() / n
    else:
        within = square.sum() / n - (total.sum() / n) ** 2
    return float(np.sqrt(within) * (1 if anchor >= 0 else -1))
