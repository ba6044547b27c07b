"""Alignment under pressure: two-way effects with dyadic-robust errors on 700,000 rows against linearmodels, and coverage.

    python bench/response.py [--rounds 3] [--rows 700000] [--panels 400]

Both sides start from the same arrays in memory and run in processes of their own, alternating, on one thread. linearmodels
(its PanelOLS with entity and time effects) is for this bench alone; where it is not installed only comity is timed.
It knows no dyadic-robust errors, so it is timed with clusters by dyad. Coverage: simulated panels whose dyads share the
shocks of their states. Writes its section of RESULTS.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from datetime import date

import numpy as np
from similarity import put

HEADING = "## Alignment under pressure: panel regression and coverage"
REGRESSORS = 5
LEVEL = 0.95


def panel(rows: int) -> tuple[np.ndarray, list[np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """Outcome and regressors [d, t] of 200 states over 75 years, about `rows` cells present, later years fuller."""
    random = np.random.default_rng(2)
    one, two = np.triu_indices(200, 1)
    shape = len(one), 75
    shock = random.normal(size=(200, 75))
    x = [random.normal(size=shape) + shock[one] * (k == 0) for k in range(REGRESSORS)]
    y = sum(x) * 0.1 + shock[one] + shock[two] + random.normal(size=shape)
    present = random.random(shape) < np.linspace(0.4, 1.6, 75) * rows / (shape[0] * shape[1])
    return np.where(present, y, np.nan), x, (one, two)


def comity_side(rows: int) -> dict[str, object]:
    from comity.measure.response.design import Design
    from comity.measure.response.errors import errors
    from comity.measure.response.regression import fit

    y, x, places = panel(rows)
    start = time.process_time()
    found = fit(Design(y, tuple(x), 1, np.isfinite(y)))
    made = errors(found, places, 0)
    took = time.process_time() - start
    return {
        "seconds": took, "n": found.n, "coefficient": found.coefficients[0], "dyad": made.dyad[0],
        "dyadic": made.dyadic[0], "states": made.states[0], "driscoll_kraay": made.driscoll_kraay[0], "megabytes": peak(),
    }  # fmt: skip


def linearmodels_side(rows: int) -> dict[str, object]:
    import pandas as pd
    from linearmodels.panel import PanelOLS

    y, x, _ = panel(rows)
    d, t = np.nonzero(np.isfinite(y))
    index = pd.MultiIndex.from_arrays([d, t])
    outcome = pd.Series(y[d, t], index=index)
    frame = pd.DataFrame({f"x{k}": r[d, t] for k, r in enumerate(x)}, index=index)
    start = time.process_time()
    model = PanelOLS(outcome, frame, entity_effects=True, time_effects=True)
    found = model.fit(cov_type="clustered", cluster_entity=True, debiased=False, group_debias=False)
    took = time.process_time() - start
    return {
        "seconds": took, "n": int(found.nobs), "coefficient": float(found.params.iloc[0]),
        "dyad": float(found.std_errors.iloc[0]), "megabytes": peak(),
    }  # fmt: skip


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def simulated(
    random: np.random.Generator, states: int, years: int, memory: float, sparse: bool, gain: float
) -> tuple[np.ndarray, np.ndarray]:
    """y [d, t] with shocks that all dyads of a state share; pressure [u, t] that lasts, or on two states in five at times."""
    one, two = np.triu_indices(states, 1)
    burn = 40
    shock, own = random.normal(size=(states, years + burn)), random.normal(size=(len(one), years + burn))
    push, pressure = random.normal(size=(states, years + burn)), np.zeros((states, years + burn))
    for t in range(1, years + burn):
        pressure[:, t] = 0.7 * pressure[:, t - 1] + np.sqrt(0.51) * push[:, t]
    if sparse:
        pressure = np.maximum(pressure - 1.2, 0) * (random.random(states) < 0.4)[:, None]
    y = np.zeros((len(one), years + burn))
    for t in range(1, years + burn):
        mean = (pressure[one, t] + pressure[two, t]) / 2
        y[:, t] = memory * y[:, t - 1] + gain * mean + 0.7 * (shock[one, t] + shock[two, t]) + own[:, t]
    y[random.random(y.shape) < 0.05] = np.nan
    return y[:, burn:], pressure[:, burn:]


CASES = ((25, 40, 0.5, False), (50, 60, 0.8, False), (50, 60, 0.8, True))
HORIZONS = (0, 2, 5)


def coverage(panels: int, seed: int) -> list[dict[str, object]]:
    """Share of intervals that hold the true coefficient, by kind of error. Under sparse pressure the truth is nought."""
    from comity.measure.response.design import ahead, terms
    from comity.measure.response.errors import Errors, errors
    from comity.measure.response.quantiles import student
    from comity.measure.response.regression import half_panels

    rows: list[dict[str, object]] = []
    random = np.random.default_rng(seed)
    for states, years, memory, sparse in CASES:
        places = np.triu_indices(states, 1)
        gain = 0.0 if sparse else 0.3
        inside: dict[tuple[int, str], list[bool]] = {}
        off: dict[int, list[tuple[float, float]]] = {}
        for _ in range(panels):
            y, p = simulated(random, states, years, memory, sparse, gain)
            for h in HORIZONS:
                found = half_panels(ahead(y, terms(p[places[0]], p[places[1]], "mean"), h, 1))
                made = errors(found, places, h)
                true = gain * sum(memory ** (h - j) * 0.7**j for j in range(h + 1))
                off.setdefault(h, []).append((found.coefficients[0] - true, found.uncorrected[0] - true))
                for kind in Errors.kinds():
                    reach = student(0.5 + LEVEL / 2, made.n_states[0] - 1) * getattr(made, kind)[0]
                    inside.setdefault((h, kind), []).append(bool(abs(off[h][-1][0]) < reach))
        for h in HORIZONS:
            shares = {kind: float(np.mean(inside[h, kind])) for kind in Errors.kinds()}
            bias, plain = np.mean(off[h], axis=0)
            about = f"{states} states, {years} years{', pressure on few' if sparse else ''}"
            rows.append({"case": about, "h": h, **shares, "bias": float(bias), "plain": float(plain)})
    return rows


def run(side: str, python: str, given: argparse.Namespace) -> dict[str, object] | None:
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    command = [python, __file__, "--side", side, "--rows", str(given.rows)]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **one})
    return json.loads(done.stdout) if done.returncode == 0 else None


def section(rows: dict[str, list[dict[str, object]]], covered: list[dict[str, object]], panels: int) -> str:
    ours, theirs = rows["comity"], rows["linearmodels"]
    first = ours[0]
    lines = [
        HEADING,
        "",
        f"{date.today()}, one of {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; {first['n']:,} rows of 19,900 dyads, "
        f"75 years, {REGRESSORS} regressors; processor time, medians of {len(ours)} alternating rounds.",
        "",
        "| | seconds | times comity | peak memory, MB |",
        "|---|---|---|---|",
        f"| comity: two-way effects, four kinds of error | {median(ours, 'seconds'):.2f} | 1 | {median(ours, 'megabytes'):,.0f} |",
    ]
    if theirs:
        ratio = statistics.median(b["seconds"] / a["seconds"] for a, b in zip(ours, theirs, strict=True))
        lines.append(
            f"| linearmodels PanelOLS: two-way effects, clusters by dyad | {median(theirs, 'seconds'):.2f} | {ratio:.0f} | {median(theirs, 'megabytes'):,.0f} |"
        )
        n, effects = first["n"], 19_900 + 75 - 1 + REGRESSORS
        alike = theirs[0]["dyad"] / np.sqrt(n / (n - effects))
        apart = abs(first["coefficient"] / theirs[0]["coefficient"] - 1), abs(first["dyad"] / alike - 1)
        lines += [
            "",
            f"Coefficient and error by dyad differ by {apart[0]:.0e} and {apart[1]:.0e} of their size once linearmodels' count of "
            "the effects among the degrees of freedom, which dyad clusters hold anyway, is taken out.",
        ]
    lines += [
        "",
        f"Coverage of {LEVEL:.0%} intervals over {panels} simulated panels a case (Student's t with effective states less one), half-panels:",
        "",
        "| panel | h | dyadic-robust | by dyad | two ways by state | Driscoll-Kraay | bias | bias without half-panels |",
        "|---|---|---|---|---|---|---|---|",
        *(
            f"| {r['case']} | {r['h']} | {r['dyadic']:.1%} | {r['dyad']:.1%} | {r['states']:.1%} | {r['driscoll_kraay']:.1%} | {r['bias']:+.3f} | {r['plain']:+.3f} |"
            for r in covered
        ),
        "",
        "Again: `python bench/response.py`.",
    ]
    return "\n".join(lines) + "\n"


def median(rows: list[dict[str, object]], name: str) -> float:
    return statistics.median(row[name] for row in rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rows", type=int, default=700_000)
    parser.add_argument("--panels", type=int, default=400)
    parser.add_argument("--seed", type=int, default=20, help="Of the simulated panels.")
    parser.add_argument("--side", choices=["comity", "linearmodels"])
    parser.add_argument("--other-python", default=sys.executable, help="An interpreter that has linearmodels.")
    parser.add_argument("--dry", action="store_true", help="Print the section, leave RESULTS.md as it is.")
    given = parser.parse_args()
    if given.side:
        print(json.dumps({"comity": comity_side, "linearmodels": linearmodels_side}[given.side](given.rows)))
        return
    rows: dict[str, list[dict[str, object]]] = {"comity": [], "linearmodels": []}
    for _ in range(given.rounds):
        for side, python in (("comity", sys.executable), ("linearmodels", given.other_python)):
            if result := run(side, python, given):
                rows[side].append(result)
    text = section(rows, coverage(given.panels, given.seed), given.panels)
    if not given.dry:
        put(text, HEADING)
    print(text)


if __name__ == "__main__":
    main()
