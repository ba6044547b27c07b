"""Simulated votes with known truth: what the published sds are calibrated on.

A truth is drawn from a fit (paths by backward sampling, items from their own covariances), votes are drawn for the
very cells and items of the sample, the model is fitted to them from nothing, and the truth is turned onto the new fit.
"""

from __future__ import annotations

from dataclasses import replace
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from comity.measure.ideal.best_chances import chances
from comity.measure.ideal.best_fit import fit
from comity.measure.ideal.best_state import Fit, standardised
from comity.measure.ideal.sample import Sample

Floats = NDArray[np.float64]

FACTORS = np.arange(80, 181) / 100
"""Factors on the sds that a calibration tries."""


def drawn_truth(state: Fit, sample: Sample, seed: int) -> Fit:
    """Positions and items known for certain, drawn from what a fit holds likely."""
    rng = np.random.Generator(np.random.PCG64(seed))
    noise = rng.standard_normal(state.theta.shape)
    theta = state.theta.copy()
    unit = sample.cell_unit
    for c in range(len(theta) - 1, -1, -1):
        centre, cover = state.theta[c], state.spread[c]
        if c + 1 < len(theta) and unit[c + 1] == unit[c]:
            gain = np.linalg.solve(state.spread[c + 1], state.lagged[c + 1].T).T
            centre = centre + gain @ (theta[c + 1] - state.theta[c + 1])
            cover = cover - gain @ state.lagged[c + 1].T
        theta[c] = centre + _root(cover) @ noise[c]
    items = state.items + np.einsum("iab,ib->ia", _root(state.doubts), rng.standard_normal(state.items.shape))
    sure = replace(state, theta=theta, items=items, spread=0 * state.spread, doubts=0 * state.doubts)
    return standardised(sure)


def _root(cover: Floats) -> Floats:
    values, axes = np.linalg.eigh(cover)
    root: Floats = axes * np.sqrt(np.maximum(values, 0.0))[..., None, :]
    return root


def drawn_votes(truth: Fit, sample: Sample, seed: int) -> Sample:
    """The same cells and items with votes drawn anew."""
    chance = chances(truth, sample.cell, sample.item)
    draw = np.random.Generator(np.random.PCG64([seed, 1])).random(len(sample))
    choice = 1 + (draw > chance[:, 0]).astype(np.int8) + (draw > chance[:, 0] + chance[:, 1])
    return Sample(sample.units, sample.sessions, sample.items, sample.unit, sample.session, sample.item, choice)


def onto(found: Floats, truth: Floats) -> Floats:
    """The truth turned (rotated, mirrored) as near as it gets to the positions found."""
    left, _, right = np.linalg.svd(truth.T @ found)
    turned: Floats = truth @ (left @ right)
    return turned


def errors(state: Fit, sample: Sample, seed: int) -> tuple[Floats, Floats]:
    """Errors over sds of a fit to one simulation: of positions [c, d], and of distances [p] in pairs drawn per session."""
    truth = drawn_truth(state, sample, seed)
    found = fit(drawn_votes(truth, sample, seed), state.dims)
    theta = onto(found.theta, truth.theta)
    one, two = _pairs(sample, seed)
    apart, true_apart = found.theta[one] - found.theta[two], theta[one] - theta[two]
    length = np.sqrt((apart**2).sum(axis=1))
    along = apart / length[:, None]
    sd = np.sqrt(np.einsum("ca,cab,cb->c", along, found.spread[one] + found.spread[two], along))
    z: Floats = (theta - found.theta) / np.sqrt(np.einsum("cjj->cj", found.spread))
    return z, (np.sqrt((true_apart**2).sum(axis=1)) - length) / sd


def _pairs(sample: Sample, seed: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Each cell with another one of its session."""
    rng = np.random.Generator(np.random.PCG64([seed, 2]))
    found = []
    for t in range(len(sample.sessions)):
        cells = rng.permutation(np.flatnonzero(sample.cell_session == t))
        if len(cells) > 1:
            found.append(np.stack([cells, np.roll(cells, 1)]))
    one, two = np.concatenate(found, axis=1).astype(np.int64)
    return one, two


def covered(z: Floats, factor: float = 1.0, level: float = 0.90) -> float:
    """Share of errors inside intervals of that level with sds times `factor`.

    >>> covered(np.array([0.1, -1.7, 2.0, 1.0])), covered(np.array([0.1, -1.7, 2.0, 1.0]), 1.1)
    (0.5, 0.75)
    """
    return float((np.abs(z) <= factor * NormalDist().inv_cdf(0.5 + level / 2)).mean())


def best_factor(z: Floats, level: float = 0.90) -> float:
    """The factor on the sds with which intervals cover what they say."""
    return float(min(FACTORS, key=lambda factor: abs(covered(z, float(factor), level) - level)))
