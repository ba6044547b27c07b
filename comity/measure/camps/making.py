"""Making the camps that ship: every year's camps and wings in the network of alignment, how firm, and polarisation. Needs numba."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError
from comity.measure.camps.aligned import BASIS, Alignments, alignments
from comity.measure.camps.camps import rand_index
from comity.measure.camps.kept import FILES, letters
from comity.measure.camps.louvain import communities, modularity
from comity.measure.camps.network import Network, spread, vote_network
from comity.measure.camps.polarisation import MEASURES, MOST, between, distances, esteban_ray
from comity.measure.camps.wings import divided, matched, weighed
from comity.measure.columns_written import write_columns
from comity.measure.grid import Grid, state_series
from comity.measure.votes.panel import RollCalls, roll_calls
from comity.schema import LEVEL

if TYPE_CHECKING:
    from comity.ledger import Ledger
    from comity.measure.fused import Fused

Values = NDArray[np.float64]
Labels = NDArray[np.int64]

DRAWS = 100
SIZE = "cow_cinc"
CARRIED = 8
"""Years for which the last capabilities on record stand: they change slowly, and their list ends before the others."""
TURNED = 8
"""States named that votes alone put elsewhere."""


def make_camps(fused: Fused, ledger: Ledger, out_dir: Path, draws: int = DRAWS) -> tuple[Path, ...]:
    """Write camps.parquet and camps.json of all years of `fused`; a state without capabilities on record has no place.

    Without any capabilities in the ledger all states count alike. The same estimates give the same files.
    """
    every = alignments(fused.alignment)
    sizes, calls = capabilities(ledger, every.grid), roll_calls(ledger)
    parts, about = [], {}
    for year, size in sizes:
        columns, told = _year(every, year, size, draws)
        parts.append(columns)
        about[str(year)] = told | _by_votes(calls, every.grid, columns)
    written = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    write_columns(written, out_dir / FILES[0])
    text = {"basis": BASIS, "draws": draws, "level": LEVEL, "years": about}
    (out_dir / FILES[1]).write_text(
        json.dumps(text, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8"
    )
    return tuple(out_dir / name for name in FILES)


def capabilities(ledger: Ledger, over: Grid) -> Iterator[tuple[int, dict[str, float]]]:
    """Year and the share of the world's capabilities of each state that has one on record, or had in the last years."""
    held = state_series(ledger, over, SIZE).astype(float)
    held[~over.alive] = np.nan
    for at, year in enumerate(over.years):
        recent = [t for t in range(at, max(at - CARRIED, -1), -1) if np.isfinite(held[:, t]).any()]
        size = held[:, recent[0]] if recent else np.ones(len(over.units))
        size = np.where(over.alive[:, at] & (size > 0), size, np.nan)
        yield int(year), {over.units[u]: float(size[u] / np.nansum(size)) for u in np.flatnonzero(np.isfinite(size))}


def _year(every: Alignments, year: int, sizes: dict[str, float], draws: int) -> tuple[dict[str, Any], dict[str, Any]]:
    net = every.network(year, sizes, draws)
    size = np.array([sizes[state] for state in net.states])
    camps, wings, _ = divided(net.weights, size)
    drawn = [divided(draw, size, restarts=3, seed=1 + d) for d, draw in enumerate(net.draws)]
    columns = {
        "year": np.full(len(size), year, dtype=np.int16),
        "state": np.array(net.states, dtype=object),
        "size": size.astype(np.float32),
        "camp": camps.astype(np.uint8),
        "wing": wings.astype(np.uint8),
        "camps_drawn": letters(np.array([matched(found[0], camps) for found in drawn])),
        "wings_drawn": letters(np.array([matched(found[1], wings) for found in drawn])),
    }
    readings = _polarised(net, size, camps, [found[0] for found in drawn])
    return columns, {"n_pairs": net.n_evidence, **readings}


def _polarised(net: Network, size: Values, camps: Labels, drawn: list[Labels]) -> dict[str, list[float]]:
    """Value, low and high of each reading; shares are of capabilities, distances of plain alignment."""
    values = _readings(net.weights, camps, size)
    others = np.array([_readings(w, labels, size) for w, labels in zip(net.draws, drawn, strict=True)])
    told = {}
    for i, name in enumerate(MEASURES):
        low, high = spread(values[i], others[:, i])
        bounds = (max(low or 0.0, 0.0), min(high or MOST[i], MOST[i]))
        told[name] = [round(x, 4) for x in (values[i], *bounds)]
    return told


def _readings(weights: Values, camps: Labels, size: Values) -> list[float]:
    shares = np.bincount(camps, weights=size) / size.sum()
    return [
        esteban_ray(shares, distances(weights, camps)),
        modularity(weighed(weights, size), camps),
        between(weights, camps),
    ]


def _by_votes(calls: RollCalls, over: Grid, columns: dict[str, Any]) -> dict[str, Any]:
    """How like the camps are that votes alone show, and the largest states that they put elsewhere; nothing in years without."""
    try:
        net = vote_network(calls, int(columns["year"][0]), draws=0)
    except ComityError:
        return {}
    units = [over.units[over.places[state]] for state in net.states]
    here = {str(state): row for row, state in enumerate(columns["state"])}
    both = [(here[unit], at) for at, unit in enumerate(units) if unit in here]
    mine, theirs = np.array(both, dtype=np.int64).T
    votes, camps = communities(net.weights)[0][theirs], columns["camp"].astype(np.int64)[mine]
    elsewhere = mine[matched(votes, camps) != camps]
    order = elsewhere[np.argsort(-columns["size"][elsewhere], kind="stable")][:TURNED]
    index = rand_index(votes, camps)
    return {"votes": {
        "rand": None if index is None else round(index, 3), "n_camps": int((np.bincount(votes) > 1).sum()),
        "n_states": len(both), "elsewhere": [str(columns["state"][at]) for at in order],
    }}  # fmt: skip
