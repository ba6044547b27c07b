"""The network of states: camps, balance and leverage, each against a plain way to the same answer in the same run.

    python bench/network.py [--rounds 5] [--states 190]

Compared are our search for camps with the same code uncompiled; balance by matrix products with a loop over triads; Shapley values by
coalitions with the mean over all orders; and, as accuracy, camps found again in simulated votes of known blocs and the truth that
intervals cover. Prints its section of RESULTS.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import time
from collections.abc import Callable
from datetime import date
from itertools import combinations, permutations

import numpy as np

from comity.measure.camps import louvain
from comity.measure.camps.balance import balance
from comity.measure.camps.camps import camps, rand_index
from comity.measure.camps.network import vote_network
from comity.measure.camps.polarisation import MEASURES, polarisation
from comity.measure.transit.leverage import shapley
from comity.measure.votes.panel import RollCalls

HEADING = "## The network of states: camps, balance, leverage"


def seconds(work: Callable[[], object], rounds: int) -> float:
    """Median time of a call, after one to warm up."""
    work()
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def votes(n_items: int, blocs: tuple[int, ...], seed: int) -> tuple[RollCalls, np.ndarray]:
    """Votes of blocs spread on a circle, each item along a line of its own; and the bloc of each state."""
    rng, fixed = np.random.default_rng(seed), np.random.default_rng(7)
    label = np.repeat(np.arange(len(blocs)), blocs)
    angle = 2 * np.pi * np.arange(len(blocs)) / len(blocs)
    ideal = 1.5 * np.stack([np.cos(angle), np.sin(angle)], axis=1)[label] + 0.4 * fixed.normal(size=(len(label), 2))
    pull = rng.normal(size=(n_items, 1)) + 0.8 + 1.2 * rng.normal(size=(n_items, 2)) @ ideal.T
    pull += rng.normal(size=pull.shape)
    cast = np.where(pull > 0.4, 1, np.where(pull < -0.4, 3, 2)).astype(np.int8)
    days = np.full(n_items, np.datetime64("2000-06-01"))
    return RollCalls(np.arange(n_items).astype(str), days, tuple(f"S{i:03d}" for i in range(len(label))), cast), label


def triads(w: np.ndarray) -> float:
    """Balance by a loop."""
    parts = [w[i, j] * w[j, k] * w[i, k] for i, j, k in combinations(range(len(w)), 3)]
    return sum(p for p in parts if p > 0) / sum(map(abs, parts))


def orders(v: np.ndarray, n: int) -> np.ndarray:
    """Shapley values as the mean over all orders of joining."""
    added, every = np.zeros(n), list(permutations(range(n)))
    for order in every:
        joined = 0
        for i in order:
            added[i] += v[joined | 1 << i] - v[joined]
            joined |= 1 << i
    return added / len(every)


def uncompiled(weights: np.ndarray, n: int) -> float:
    """One climb in plain Python."""
    gain = louvain.gains(weights)
    labels, pull = np.arange(n), gain.copy()
    while louvain._move.py_func(gain, labels, pull, np.arange(n)) | louvain._merge.py_func(labels, pull):
        pass
    return float(gain[labels[:, None] == labels].sum())


def speed(states: int, rounds: int) -> list[tuple[str, float, float]]:
    """(what, ours, the other way) in seconds."""
    calls, _ = votes(100, (states // 2, states // 3, states - states // 2 - states // 3), 1)
    w = vote_network(calls, 2000, draws=0).weights
    signed = np.random.default_rng(0).normal(size=(states, states))
    signed = np.triu(signed, 1) + np.triu(signed, 1).T
    v = np.random.default_rng(0).normal(size=1 << 8)
    v[0] = 0
    assert np.allclose(shapley(v), orders(v, 8))
    assert np.isclose(balance(signed).share, triads(signed))
    return [
        (f"camps of {states} states, one climb; plain Python", seconds(lambda: louvain.communities(w, 1), rounds), seconds(lambda: uncompiled(w, states), 1)),
        (f"balance of {states} states; loop over triads", seconds(lambda: balance(signed), rounds), seconds(lambda: triads(signed), 1)),
        ("Shapley values of 8 players; mean over 40,320 orders", seconds(lambda: shapley(v), rounds), seconds(lambda: orders(v, 8), 1)),
    ]  # fmt: skip


def accuracy(n_items: int, years: int) -> tuple[float, list[float]]:
    """Mean adjusted Rand index with the true blocs, and share of years whose interval covers each true reading."""
    blocs = (25, 20, 15)
    whole, label = votes(6000, blocs, 999)
    truth = [row["value"] for row in polarisation([camps(vote_network(whole, 2000, draws=0))]).rows()]
    indices, held = [], []
    for seed in range(years):
        found = camps(vote_network(votes(n_items, blocs, seed)[0], 2000, draws=30))
        indices.append(rand_index(found.labels, label) or 0.0)
        held.append(
            [row["low"] <= t <= row["high"] for row, t in zip(polarisation([found]).rows(), truth, strict=True)]
        )
    return float(np.mean(indices)), np.mean(held, axis=0).tolist()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--states", type=int, default=190)
    parser.add_argument("--years", type=int, default=100)
    given = parser.parse_args()
    where = f"{date.today()}, {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; medians of {given.rounds} paired rounds."
    lines = [HEADING, "", where, "", "| what; against | comity ms | other ms | ratio |", "|---|---|---|---|"]
    for what, ours, other in speed(given.states, given.rounds):
        lines.append(f"| {what} | {1e3 * ours:.2f} | {1e3 * other:.1f} | {other / ours:.0f} |")
    names = ", ".join(MEASURES)
    lines += [
        "",
        f"| simulated years of three known blocs, votes | adjusted Rand index | coverage of nominal 90 %: {names} |",
        "|---|---|---|",
    ]
    for n_items in (20, 60, 100, 200):
        index, cover = accuracy(n_items, given.years)
        lines.append(f"| {n_items} | {index:.3f} | {', '.join(f'{c:.0%}' for c in cover)} |")
    print("\n".join([*lines, "", "Again: `python bench/network.py`."]))


if __name__ == "__main__":
    main()
