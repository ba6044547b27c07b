"""Levels of all dyads: smoothing, fitting, records, breaks and volatility, against a loop over dyads with statsmodels.

    python bench/space.py [--dyads 20000] [--sample 60] [--rounds 5]

A simulated panel of 8 indicators and 75 periods, three in ten readings missing, sampling variances on four. The other
side, statsmodels, smooths a sample of dyads one after the other, by the faster of its two filters, from arrays made
beforehand; its time for all is extrapolated. Rounds alternate. Records run in a process of their own for the memory.
Prints its section of RESULTS.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from comity.measure.space.breaks import breaks
from comity.measure.space.checks import checks
from comity.measure.space.drawing import draw, record_probability
from comity.measure.space.fitting import fit
from comity.measure.space.habit_fitting import fit_habits
from comity.measure.space.habits import Habits, smooth_habits
from comity.measure.space.model import Model
from comity.measure.space.paths import kept
from comity.measure.space.smoothing import reduce, smooth
from comity.measure.space.volatility import volatility

HEADING = "## Levels: the state space of all dyads"
INDICATORS, PERIODS, DRAWS = 8, 75, 200
MODEL = Model(np.linspace(1.2, 0.4, INDICATORS), np.zeros(INDICATORS), np.linspace(0.2, 1, INDICATORS), 0.02, 0.0, 1.0)


def made(dyads: int) -> tuple[np.ndarray, np.ndarray]:
    """Readings and sampling variances under the model."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(dyads, 1)) + np.sqrt(0.02) * rng.normal(size=(dyads, PERIODS)).cumsum(axis=1)
    v = np.zeros((INDICATORS, dyads, PERIODS))
    v[:4] = 0.4 * rng.random((4, dyads, PERIODS))
    y = MODEL.loadings[:, None, None] * x + rng.normal(size=v.shape) * np.sqrt(MODEL.noise[:, None, None] + v)
    y[rng.random(y.shape) < 0.3] = np.nan
    return y, v


def timed(job: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the wall and of the processor."""
    wall, cpu = time.perf_counter(), time.process_time()
    job()
    return time.perf_counter() - wall, time.process_time() - cpu


def statsmodels_job(y: np.ndarray, v: np.ndarray) -> tuple[Callable[[], object], np.ndarray]:
    """A loop over the dyads given, by the faster filter, and the levels it finds."""
    from statsmodels.tsa.statespace import kalman_smoother as ks

    found = np.zeros(y.shape[1:])
    series = [np.ascontiguousarray(y[:, d].T) for d in range(y.shape[1])]
    noise = np.zeros((y.shape[1], INDICATORS, INDICATORS, PERIODS))
    noise[:, range(INDICATORS), range(INDICATORS)] = np.moveaxis(MODEL.noise[:, None, None] + v, 1, 0)

    def loop(univariate: bool) -> None:
        for d, one in enumerate(series):
            held = ks.KalmanSmoother(INDICATORS, 1, 1, smoother_output=ks.SMOOTHER_STATE | ks.SMOOTHER_STATE_COV)
            held.filter_univariate = univariate
            held.bind(one)
            held["design"], held["transition"], held["selection"] = MODEL.loadings[:, None], np.eye(1), np.eye(1)
            held["obs_cov"], held["state_cov"] = noise[d], np.full((1, 1), MODEL.drift[0])
            held.initialize_known(MODEL.start_mean, MODEL.start_var[:, None])
            found[d] = held.smooth().smoothed_state[0]

    took = {univariate: timed(lambda u=univariate: loop(u))[0] for univariate in (True, False, True, False)}
    best = min(took, key=lambda univariate: took[univariate])
    return (lambda: loop(best)), found


def records_side(dyads: int) -> None:
    """Seconds of the records of all dyads, and the peak memory before and after, in MB."""
    y, v = made(dyads)
    reduced = reduce(y, v, MODEL)
    del y, v
    record_probability(reduced.of(slice(0, 2)), MODEL, 2)
    before = Path("/proc/self/statm").read_text().split()[1]
    wall, cpu = timed(lambda: record_probability(reduced, MODEL, DRAWS))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(wall, cpu, int(before) * resource.getpagesize() / 2**20, peak)


def pass_rows(y: np.ndarray, v: np.ndarray, sample: int, rounds: int) -> list[str]:
    """The smoother's row and that of the other side, with the greatest difference between the two."""
    loop, theirs = statsmodels_job(y[:, :sample], v[:, :sample])
    ours = smooth(reduce(y, v, MODEL), MODEL).mean[:sample]
    pairs = [(timed(lambda: smooth(reduce(y, v, MODEL), MODEL)), timed(loop)) for _ in range(rounds)]
    wall, cpu = (statistics.median(a[i] for a, _ in pairs) for i in (0, 1))
    scale = y.shape[1] / sample
    other = statistics.median(b[0] for _, b in pairs) * scale
    ratio = statistics.median(b[0] * scale / a[0] for a, b in pairs)
    return [
        f"| comity: reduce and smooth, one pass | {wall:.3f} | {cpu:.3f} | 1.0 |",
        f"| statsmodels: a loop over dyads, extrapolated from {sample} | {other:.0f} | | {ratio:,.0f} |",
        f"| greatest difference of a level between the two: {np.abs(ours - theirs).max():.0e} | | | |",
    ]


def fit_rows(y: np.ndarray, v: np.ndarray) -> list[str]:
    """Fits to 1e-4 under both readings, with their distance from a fit to 1e-7."""
    rows = []
    for effects in ("none", "period"):
        close = fit(y, v, effects=effects, tolerance=1e-7)
        kept: list[object] = []
        wall, cpu = timed(lambda e=effects, k=kept: k.append(fit(y, v, effects=e)))
        found = kept[0]
        apart = np.abs(found.model.loadings / close.model.loadings - 1).max()
        rows.append(
            f"| comity: fit to 1e-4, effects {effects}: {found.iterations} sweeps; log-likelihood {close.loglik - found.loglik:.3f}"
            f" below that at 1e-7, loadings within {apart:.0e} | {wall:.2f} | {cpu:.2f} | |"
        )
    return rows


def other_rows(y: np.ndarray, v: np.ndarray, rounds: int) -> list[str]:
    """Draws of one dyad, breaks and volatility of all."""
    reduced = reduce(y, v, MODEL)
    one = reduced.of(slice(0, 1))
    some = slice(0, 500)
    habits = Habits(np.full(INDICATORS, 0.2), np.full(INDICATORS, 0.02))
    few = kept(y[:, :200], v[:, :200], MODEL, habits)
    jobs = {
        "1,000 draws of one dyad": lambda: draw(one, MODEL, 1000),
        "breaks of all dyads": lambda: breaks(reduced, MODEL),
        "volatility of all dyads": lambda: volatility(reduced, MODEL),
        "checks of all dyads": lambda: checks(y, v, MODEL),
        "smooth all dyads, habits allowed for": lambda: smooth_habits(y, v, MODEL, habits),
        "fit with habits, 500 dyads, the first 4 indicators": lambda: fit_habits(y[:4, some], v[:4, some]),
        "record probabilities of 200 dyads, habits allowed for": lambda: record_probability(few, MODEL, DRAWS),
    }
    rows = []
    for name, job in jobs.items():
        slow = timed(job)[0] > 3
        took = [timed(job) for _ in range(1 if slow else min(rounds, 3))]
        wall, cpu = (statistics.median(each[i] for each in took) for i in (0, 1))
        rows.append(
            f"| comity: {name} | {wall:.4f} | {cpu:.4f} | |"
            if wall < 0.1
            else f"| comity: {name} | {wall:.1f} | {cpu:.1f} | |"
        )
    return rows


def records_row(dyads: int) -> str:
    """The records' row, from a process of its own."""
    command = [sys.executable, __file__, "--side", "records", "--dyads", str(dyads)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    wall, cpu, _, peak = map(float, done.stdout.split())
    return f"| comity: record probabilities of all dyads, {DRAWS} draws; peak memory of the process, the panel included, {peak:,.0f} MB | {wall:.1f} | {cpu:.1f} | |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dyads", type=int, default=20_000)
    parser.add_argument("--sample", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--side", choices=["records"])
    given = parser.parse_args()
    if given.side:
        records_side(given.dyads)
        return
    y, v = made(given.dyads)
    rows = pass_rows(y, v, given.sample, given.rounds)
    rows += [*fit_rows(y, v), records_row(given.dyads), *other_rows(y, v, given.rounds)]
    busy = os.getloadavg()[0]
    print(
        f"{HEADING}\n\n{date.today()}, {os.cpu_count()} cores with a load of {busy:.1f}, {platform.machine()}, Python "
        f"{platform.python_version()}; {given.dyads:,} simulated dyads, {PERIODS} periods, {INDICATORS} indicators, 30 % of "
        f"readings missing; medians of {given.rounds} alternating rounds.\n\n| | seconds | processor seconds | times one pass |"
        "\n|---|---|---|---|\n" + "\n".join(rows) + "\n\nAgain: `python bench/space.py`."
    )


if __name__ == "__main__":
    main()
