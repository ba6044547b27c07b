"""Ideal points, compatible profile: speed and accuracy beside a plain numpy sampler of the same model, in one run.

    python bench/ideal.py [--sweeps 60] [--numpy-sweeps 3] [--iterations 4000] [--shared ../shared]

Both samplers start from the same point on the same votes (sessions 1 to 74, 797,473 votes) and are timed by sweep, after
compilation, in turns; the figure is the median of the turns' ratios. Accuracy is the correlation with the estimates that the
authors published from the same votes (10,469 country-sessions). `--iterations 0` leaves the long run out. Prints a section.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
from scipy.special import ndtr, ndtri

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from ideal_data import Published, published, real_sample  # noqa: E402

from comity.measure.ideal.layout import Layout, layout  # noqa: E402
from comity.measure.ideal.points import IdealPoints, ideal_points  # noqa: E402
from comity.measure.ideal.sample import Sample, sample  # noqa: E402
from comity.measure.ideal.sampler import sample_posterior  # noqa: E402
from comity.measure.ideal.start import Point, starting_point  # noqa: E402
from comity.measure.ideal.update import update  # noqa: E402

HEADING = "## Ideal points: the compatible profile"


def numpy_sweeps(votes: Layout, start: Point, sweeps: int, seed: int = 1) -> float:
    """Processor seconds a sweep of the same chain in whole-array numpy."""
    draw = np.random.default_rng(seed)
    item, kind, cell = votes.item_of_votes(), votes.direction_of_votes(), votes.cell
    theta, slope, cut = start.theta.copy(), start.slope.copy(), start.cut.copy()
    cells, items = votes.shape
    begun = time.process_time()
    for _ in range(sweeps):
        mu = slope[item] * theta[cell]
        new = _nearby(cut, draw)
        held, other = (np.log(np.maximum(_chance(c[item], mu, kind), 1e-300)) for c in (cut, new))
        moved = np.log(draw.random(items)) < np.bincount(item, other - held, items)
        cut[moved] = new[moved]
        low = np.where(kind == -1, -np.inf, np.where(kind == 0, cut[item, 0], cut[item, 1])) - mu
        high = np.where(kind == -1, cut[item, 0], np.where(kind == 0, cut[item, 1], np.inf)) - mu
        p = ndtr(low)
        z = np.clip(mu + ndtri(p + draw.random(len(mu)) * (ndtr(high) - p)), -9, 9)
        square = 1 + np.bincount(item, theta[cell] ** 2, items)
        slope = np.bincount(item, theta[cell] * z, items) / square + draw.normal(size=items) / np.sqrt(square)
        score, weight = np.bincount(cell, slope[item] * z, cells), np.bincount(cell, slope[item] ** 2, cells)
        theta = _walk(votes, score, weight, theta, draw)
    return (time.process_time() - begun) / sweeps


def _nearby(cut: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    """New cut-points: the upper one first, the lower one below it, both inside -7..7."""
    upper = _between(cut[:, 1], np.full(len(cut), 7.0), draw)
    return np.stack([_between(cut[:, 0], upper, draw), upper], axis=1)


def _between(centre: np.ndarray, high: np.ndarray, draw: np.random.Generator, step: float = 0.2 / 3) -> np.ndarray:
    low = ndtr((-7 - centre) / step)
    return centre + step * ndtri(low + draw.random(len(centre)) * (ndtr((high - centre) / step) - low))


def _chance(cut: np.ndarray, mu: np.ndarray, kind: np.ndarray) -> np.ndarray:
    below, above = ndtr(cut[:, 0] - mu), ndtr(cut[:, 1] - mu)
    return np.where(kind == -1, below, np.where(kind == 0, above - below, 1 - above))


def _walk(
    votes: Layout, score: np.ndarray, weight: np.ndarray, theta: np.ndarray, draw: np.random.Generator
) -> np.ndarray:
    centre = theta.copy()
    pull = 1 / votes.variance
    for session in range(int(votes.session.max()) + 1):
        here = np.flatnonzero(votes.session == session)
        centre[here] = (pull[here] * centre[votes.before[here]] + score[here]) / (pull[here] + weight[here])
    theta = np.clip(centre + draw.normal(size=len(theta)) / np.sqrt(pull + weight), -5, 5)
    return (theta - theta.mean()) / theta.std()


def our_sweeps(votes: Layout, start: Point, sweeps: int, threads: int) -> tuple[float, float]:
    """Processor and wall seconds a sweep."""
    wall, begun = time.perf_counter(), time.process_time()
    sample_posterior(votes, start, iterations=sweeps, burn=0, thin=sweeps, threads=threads)
    return (time.process_time() - begun) / sweeps, (time.perf_counter() - wall) / sweeps


def accuracy(found: IdealPoints, told: Published) -> str:
    """Cells of the table: r overall, session median and least, first differences, sd ratio."""
    of, value = found.sample, found.value
    sessions = [np.flatnonzero(of.cell_session == t) for t in range(len(of.sessions))]
    by = [np.corrcoef(value[s], told.value[s])[0, 1] for s in sessions]
    next_ = np.flatnonzero((np.diff(of.cell_unit) == 0) & (np.diff(of.cell_session) == 1))
    steps = np.corrcoef(np.diff(value)[next_], np.diff(told.value)[next_])[0, 1]
    later = np.concatenate(sessions[2:])
    r, r_later = (np.corrcoef(value[k], told.value[k])[0, 1] for k in (slice(None), later))
    ratio = found.sd.mean() / told.sd.mean()
    return (
        f"{r:.4f} | {r_later:.4f} | {np.median(by):.4f} / {min(by):.4f} / {min(by[2:]):.4f} | {steps:.3f} | {ratio:.3f}"
    )


def timed(what: Callable[[], object], rounds: int = 3) -> tuple[float, float]:
    """Median processor and wall seconds."""
    took = []
    for _ in range(rounds):
        wall, begun = time.perf_counter(), time.process_time()
        what()
        took.append((time.process_time() - begun, time.perf_counter() - wall))
    return statistics.median(t[0] for t in took), statistics.median(t[1] for t in took)


def without_last(votes: Sample) -> tuple[Sample, tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """The sample without its last session, and that session's votes."""
    last = votes.session == len(votes.sessions) - 1
    unit, item = np.array(votes.units)[votes.unit], votes.items[votes.item]
    session = votes.sessions[votes.session]
    before = sample(unit[~last], session[~last], item[~last], votes.choice[~last], every=True)
    return before, (unit[last], item[last], votes.choice[last])


def section(given: argparse.Namespace) -> str:
    def shared(relative: str) -> Path:
        return Path(given.shared) / relative

    votes = real_sample(shared)
    told, laid = published(shared, votes), layout(votes)
    start = starting_point(votes, laid)
    our_sweeps(laid, start, 2, 1)
    turns = [
        (our_sweeps(laid, start, given.sweeps, 1), numpy_sweeps(laid, start, given.numpy_sweeps)) for _ in range(3)
    ]
    ours, theirs = statistics.median(a[0] for a, _ in turns), statistics.median(b for _, b in turns)
    ratio = statistics.median(b / a[0] for a, b in turns)
    fast = ideal_points(votes, method="fast", threads=1)
    fast_cpu, fast_wall = timed(lambda: ideal_points(votes, method="fast", threads=1))
    before, new = without_last(votes)
    fitted = ideal_points(before, method="fast", threads=1)
    update(fitted, 74, *new)
    update_cpu, update_wall = timed(lambda: update(fitted, 74, *new))
    added = update(fitted, 74, *new)
    is_last = votes.cell_session == len(votes.sessions) - 1
    whole = np.concatenate([fast.value[~is_last], fast.value[is_last]])
    same = np.corrcoef(whole, np.concatenate([added.old, added.value]))[0, 1]
    lines = [
        HEADING,
        "",
        f"{date.today()}, {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; {len(votes):,} votes, {len(votes.items):,} items, "
        f"{len(votes.n_votes):,} country-sessions, counts of votes equal to the published ones in {(told.n_votes == votes.n_votes).sum():,}; processor time on one thread, medians of three turns.",
        "",
        "| | a sweep, s | times ours |",
        "|---|---|---|",
        f"| comity, sampler | {ours:.4f} | 1.0 |",
        f"| plain numpy, same chain | {theirs:.3f} | {ratio:.0f} |",
        "",
        f"Whole fast fit with layout and start: {fast_cpu:.2f} s processor, {fast_wall:.2f} s wall. One new session added: {update_cpu:.3f} s processor, {update_wall:.3f} s wall, r = {same:.5f} with a full fast fit.",
        "",
        "| against the published estimates | r | r from session 3 | by session: median / least / least from session 3 | r of first differences | sd ratio |",
        "|---|---|---|---|---|---|",
        f"| fast | {accuracy(fast, told)} |",
    ]
    if given.iterations:
        exact = ideal_points(votes, iterations=given.iterations, burn=1000, threads=1)
        lines += [f"| exact, 1,000 + {given.iterations:,} sweeps | {accuracy(exact, told)} |", "", exact.note]
    return "\n".join([*lines, "", "Again: `python bench/ideal.py`."]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sweeps", type=int, default=60)
    parser.add_argument("--numpy-sweeps", type=int, default=3)
    parser.add_argument("--iterations", type=int, default=4000)
    parser.add_argument("--shared", default=str(ROOT.parent / "shared"))
    print(section(parser.parse_args()))


if __name__ == "__main__":
    main()
