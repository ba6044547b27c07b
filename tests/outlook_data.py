"""The forecast benchmark's own panel: agreement by pair and session from Voeten's roll calls, and the published ideal points."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from ideal_data import CALLS, CHOICES, RENAMED, VOTES, published_rows, real_sample
from numpy.typing import NDArray

from comity.outlook.features import Panel
from comity.outlook.panels import panel_of
from comity.outlook.positions import Positions

Shared = Callable[[str], Path]
SESSIONS = 75
LATE = {369: 46, 370: 46}
"""Ukraine and Belarus voted from the start; they are pairs of the benchmark from 1991 on."""


@dataclass(frozen=True)
class Benchmark:
    """`agreement` of all pairs [n, 75] by session, the square arrays [75, u, u] behind it, COW codes [u] and published positions."""

    agreement: Panel
    square: NDArray[np.float32]
    codes: NDArray[np.int64]
    positions: Positions


def benchmark(shared: Shared) -> Benchmark:
    votes, session, codes = _votes(shared)
    square, counts = _agreement(votes, session)
    for code, first in LATE.items():
        late = np.searchsorted(codes, code)
        square[:first, late, :] = square[:first, :, late] = np.nan
    square[19] = np.nan
    one, two = np.triu_indices(len(codes), 1)
    values, n = square[:, one, two].T.astype(float), counts[:, one, two].T
    errors = np.sqrt(np.maximum(values * (1 - values), 0.01) / np.maximum(n, 1))
    return Benchmark(panel_of(values, errors, 0.003), square, codes, _published(shared, codes, square))


def _votes(shared: Shared) -> tuple[NDArray[np.int8], NDArray[np.int64], NDArray[np.int64]]:
    """Choices [item, unit] (0 none), session [item], COW code [unit]."""
    import pyarrow.parquet as pq

    named = {row["Countryname"]: int(row["ccode"]) for row in published_rows(shared)} | RENAMED
    calls = pq.read_table(shared(CALLS), columns=["rcid", "session"]).to_pydict()
    rows = pq.read_table(shared(VOTES), columns=["rcid", "country", "vote"])
    place = np.zeros(max(calls["rcid"]) + 1, dtype=np.int64)
    place[calls["rcid"]] = np.arange(len(calls["rcid"]))
    country, vote = (rows[name].combine_chunks() for name in ("country", "vote"))
    country = country.dictionary_encode()
    code = np.array([named[name] for name in country.dictionary.to_pylist()])[country.indices.to_numpy()]
    choice = np.array([CHOICES[name] for name in vote.dictionary.to_pylist()])[vote.indices.to_numpy()]
    codes = np.unique(code)
    out = np.zeros((len(calls["rcid"]), len(codes)), dtype=np.int8)
    out[place[rows["rcid"].to_numpy().astype(np.int64)], np.searchsorted(codes, code)] = choice
    divided = np.array([len(np.unique(item[item > 0])) > 1 for item in out])
    return out[divided], np.array(calls["session"]).astype(np.int64)[divided], codes


def _agreement(votes: NDArray[np.int8], session: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    shape = SESSIONS, votes.shape[1], votes.shape[1]
    square, counts = np.full(shape, np.nan, dtype=np.float32), np.zeros(shape, dtype=np.float32)
    for t in range(1, SESSIONS):
        here = votes[session == t]
        hot = [(here == choice).astype(np.float32) for choice in (1, 2, 3)]
        alike = sum((1 - abs(a - b) / 2) * hot[a].T @ hot[b] for a in range(3) for b in range(3))
        counts[t] = (here > 0).astype(np.float32).T @ (here > 0).astype(np.float32)
        square[t] = np.where(counts[t] > 0, alike / np.maximum(counts[t], 1), np.nan)
        np.fill_diagonal(square[t], np.nan)
    return square, counts


def _published(shared: Shared, codes: NDArray[np.int64], square: NDArray[np.float32]) -> Positions:
    value, error = np.full((len(codes), SESSIONS), np.nan), np.full((len(codes), SESSIONS), np.nan)
    for row in published_rows(shared):
        at = np.searchsorted(codes, int(row["ccode"])), int(row["session"])
        if at[1] >= LATE.get(int(row["ccode"]), 0):
            value[at] = float(row["IdealPoint"])
            error[at] = (float(row["Q95%"]) - float(row["Q5%"])) / 3.29
    return Positions(value, error, square)


def refitted(held: Benchmark, shared: Shared, last: int) -> Positions:
    """Positions by our own fast fit of the compatible profile to sessions up to `last` alone."""
    from ideal_data import unit_of_code

    from comity.measure.ideal.points import ideal_points

    found = ideal_points(real_sample(shared, 1, last), method="fast")
    sessions = found.sample.sessions[found.sample.cell_session].tolist()
    cells = {
        (found.sample.units[u], t): k for k, (u, t) in enumerate(zip(found.sample.cell_unit, sessions, strict=True))
    }
    value, error = np.full((len(held.codes), SESSIONS), np.nan), np.full((len(held.codes), SESSIONS), np.nan)
    for u, t in np.argwhere(np.isfinite(held.positions.value)).tolist():
        k = cells.get((unit_of_code(int(held.codes[u]), t), t)) if t <= last else None
        if k is not None:
            value[u, t], error[u, t] = found.value[k], found.sd[k]
    return Positions(value, error, held.square)
