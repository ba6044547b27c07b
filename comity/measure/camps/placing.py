"""Where to draw each state in a picture of the network: two that are closely aligned stand near each other. Numpy alone.

Stress majorization (Gansner, Koren and North 2005, after de Leeuw's SMACOF): positions x that make least

    Σ_{i<j} d_ij⁻¹ (|x_i − x_j| − d_ij)²  +  λ Σ_i |x_i − x_i of the year after|²

d the share of a year's pairs that are closer than this one. Years are placed from the last one back, so that pictures of
different years can be laid side by side; the second term holds a state where it was unless its ties have changed. Directions
mean nothing, and two dimensions cannot show every distance: the picture illustrates the camps, it measures nothing.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.measure.camps.aligned import alignments
from comity.measure.camps.balance import balances, likeness, shares
from comity.measure.camps.kept import YearCamps
from comity.measure.camps.placed import EDGE, FILES, NEAREST
from comity.measure.camps.polarisation import distances as apart_of
from comity.measure.columns_written import write_columns
from comity.measure.fused import Fused

Values = NDArray[np.float64]

STEPS, STEPS_ON = 400, 60
"""Rounds for the first year placed, and for each of the others."""
HELD = 0.25
"""λ as a share of the median weight of a state's distances."""
NEAR = 0.02
"""Least distance that is told apart."""


DRAWS = 20
"""Networks drawn for the interval of balance."""


def make_places(fused: Fused, out_dir: Path) -> tuple[Path, ...]:
    """Write places.parquet and places.json for every year of the camps: where each state is drawn, the others it is most aligned
    with, how close it is to its own camp and the nearest other, and structural balance. The same estimates give the same files.
    """
    every, parts, balance, apart = alignments(fused.alignment), [], {}, {}
    after: dict[str, Values] = {}
    for year in reversed(fused.camps.years):
        camps = fused.camps.year(year)
        net = every.network(year, camps.states, DRAWS)
        found = placed(distances(net.weights), net.states, after)
        after = dict(zip(net.states, found, strict=True))
        signs = likeness(net).weights
        parts.append(
            (
                {"state": np.array(camps.states, dtype=object), "balanced": shares(signs)} | seats(net.weights, camps),
                found,
            )
        )
        balance[str(year)] = told(balances([net]).rows()[0])
        apart[str(year)] = between_camps(net.weights, camps)
    scaled = _scaled([found for _, found in parts])
    columns = {name: np.concatenate([part[name] for part, _ in parts[::-1]]) for name in parts[0][0]}
    columns["year"] = np.concatenate(
        [np.full(len(f), y, dtype=np.int16) for y, f in zip(fused.camps.years, scaled[::-1], strict=True)]
    )
    columns["x"], columns["y"] = np.concatenate(scaled[::-1]).T
    write_columns(columns, out_dir / FILES[0])
    text = json.dumps(
        {"balance": dict(sorted(balance.items())), "apart": dict(sorted(apart.items()))}, separators=(",", ":")
    )
    (out_dir / FILES[1]).write_text(text + "\n", encoding="utf-8")
    return tuple(out_dir / name for name in FILES)


def told(row: dict[str, Any]) -> list[float]:
    """Share of balanced triads, its low and high, what random signs would give, and how many triads."""
    numbers = [round(float(row[name]), 4) for name in ("value", "low", "high", "expected")]
    return [*numbers, int(row["n_triads"])]


def between_camps(weights: Values, camps: YearCamps) -> list[list[float]]:
    """[k, k] how much closer two camps are within than between, the camps in the order of their letters."""
    groups = [group for group in camps.groups() if len(group) == 1]
    labels = [groups.index(camp) if camp else len(groups) + k for k, camp in enumerate(camps.camps)]
    numbers = np.unique(np.array(labels), return_inverse=True)[1].astype(np.int64)
    found = apart_of(weights, numbers)[: len(groups), : len(groups)]
    return [[round(float(value), 4) for value in row] for row in found]


def seats(weights: Values, camps: YearCamps) -> dict[str, NDArray[Any]]:
    """Columns [n]: mean alignment inside its camp and wing, with the nearest other camp and which that is, and its nearest states."""
    groups = [name for name in camps.groups() if len(name) == 1]
    member = np.array([[name == camp for camp in camps.camps] for name in groups]).reshape(
        len(groups), len(camps.states)
    )
    wings = np.equal.outer(np.array(camps.wings), np.array(camps.wings))
    known = np.nan_to_num(weights)
    with np.errstate(invalid="ignore", divide="ignore"):
        means = (known @ member.T) / (np.isfinite(weights) @ member.T)
        wing = (known * wings).sum(axis=1) / (np.isfinite(weights) & wings).sum(axis=1)
    own = np.array([groups.index(camp) if camp else -1 for camp in camps.camps])
    here = np.arange(len(own))
    inside = np.where(own < 0, np.nan, means[here, own])
    means[here[own >= 0], own[own >= 0]] = -np.inf
    rival = np.nan_to_num(means, nan=-np.inf).argmax(axis=1)
    near = np.array(camps.states, dtype=object)[nearest(weights)]
    return {
        "inside": inside.astype(np.float32),
        "inside_wing": np.where([bool(name) for name in camps.wings], wing, np.nan).astype(np.float32),
        "nearest": means[here, rival].astype(np.float32),
        "rival": np.array(groups, dtype=object)[rival],
        **{f"near{k + 1}": near[:, k] for k in range(NEAREST)},
    }


def distances(weights: Values) -> Values:
    """[n, n] share of all pairs that are closer than each; one half for a pair of which nothing is known.

    >>> w = np.array([[np.nan, 0.9, 0.1], [0.9, np.nan, 0.2], [0.1, 0.2, np.nan]])
    >>> distances(w)[0].round(2).tolist()
    [0.0, 0.17, 0.83]
    """
    one, two = np.triu_indices(len(weights), 1)
    values = weights[one, two]
    known = np.isfinite(values)
    share = np.full(len(values), 0.5)
    share[known] = (np.argsort(np.argsort(-values[known], kind="stable"), kind="stable") + 0.5) / known.sum()
    out = np.zeros_like(weights)
    out[one, two] = out[two, one] = share
    return out


def nearest(weights: Values) -> NDArray[np.int64]:
    """[n, NEAREST] places of those each state is closest to."""
    known = np.nan_to_num(weights - 10.0 * np.eye(len(weights)), nan=-10.0)
    return np.argsort(-known, axis=1, kind="stable")[:, :NEAREST]


def placed(apart: Values, states: tuple[str, ...], after: dict[str, Values]) -> Values:
    """Positions [n, 2] for distances [n, n], held near those of the year after where there is one."""
    if not after:
        return majorized(apart, _classical(apart), np.zeros(len(apart)), STEPS)
    held = np.array([state in after for state in states])
    begin = np.array([after.get(state, np.zeros(2)) for state in states])
    for at in np.flatnonzero(~held):
        close = np.argsort(apart[at] + 9.0 * ~held, kind="stable")[:4]
        begin[at] = begin[close].mean(axis=0) + 1e-3 * np.array([np.cos(at), np.sin(at)])
    return majorized(apart, begin, HELD * held, STEPS_ON)


def majorized(apart: Values, begin: Values, held: Values, steps: int) -> Values:
    """`steps` rounds from a beginning; `held` [n] how strongly each is held there, in median weights."""
    weights = 1.0 / np.maximum(apart, NEAR)
    np.fill_diagonal(weights, 0.0)
    total = weights.sum(axis=1)
    anchor = held * np.median(total)
    system = np.diag(total + anchor) - weights
    inverse = np.linalg.inv(system if held.any() else system + 1.0 / len(apart))
    x = begin
    for _ in range(steps):
        gap = np.maximum(np.sqrt(((x[:, None] - x[None]) ** 2).sum(axis=-1)), 1e-9)
        pull = -weights * apart / gap
        np.fill_diagonal(pull, 0.0)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        x = inverse @ (pull @ x + anchor[:, None] * begin)
    return np.asarray(x)


def _classical(apart: Values) -> Values:
    """Classical scaling to two dimensions; each axis turned so that its largest entry is positive."""
    centre = np.eye(len(apart)) - 1.0 / len(apart)
    values, vectors = np.linalg.eigh(-0.5 * centre @ apart**2 @ centre)
    axes = vectors[:, -2:] * np.sqrt(np.maximum(values[-2:], 0.0))
    return np.asarray(axes * np.sign(axes[np.abs(axes).argmax(axis=0), [0, 1]]))


def _scaled(every: list[Values]) -> list[NDArray[np.uint16]]:
    """All years in one square of whole numbers up to EDGE."""
    low = np.min([found.min(axis=0) for found in every], axis=0)
    high = np.max([found.max(axis=0) for found in every], axis=0)
    side = (high - low).max()
    margin = (side - (high - low)) / 2
    return [np.round((found - low + margin) / side * EDGE).astype(np.uint16) for found in every]
