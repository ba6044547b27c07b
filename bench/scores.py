"""Twelve similarity scores of all dyads in all sessions, against a pandas self-merge that gives one.

    python bench/scores.py [--rounds 3] [--shared ../shared]

Both sides start from the same votes in memory (Voeten's, sessions 1 to 74) and run in processes of their own, one after the other in
each round, so that a busy machine slows both. The twelfth score, weighted S, weighs an item by the share of members that did not go
with the largest camp. The two must give the same graded agreement for every dyad and session. Writes its section of RESULTS.md.
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
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import numpy as np
from similarity import merged, put

HERE = Path(__file__).resolve()
HEADING = "## Scores: twelve similarities of all dyads, all sessions"
LABELS = {
    "ours": "comity: tables, eleven scores, weighted S",
    "alone": "comity: tables, graded agreement",
    "pandas": "pandas self-merge: graded agreement",
}
VOTES, CALLS = "voeten_2021_un_votes_sessions1_74.parquet", "voeten_2021_un_roll_calls_sessions1_74.parquet"


def votes_of(shared: Path, folder: Path) -> None:
    """Non-unanimous items as votes [i, s], their session as a year."""
    import duckdb

    un = shared / "data" / "un"
    got = duckdb.sql(f"""
        SELECT session::INT AS session, rcid, country, CASE vote WHEN 'yes' THEN 1 WHEN 'abstain' THEN 2 ELSE 3 END AS vote
        FROM '{un / VOTES}' JOIN '{un / CALLS}' USING (rcid) WHERE vote IN ('yes', 'abstain', 'no')""").fetchnumpy()
    items, first, i = np.unique(got["rcid"], return_index=True, return_inverse=True)
    states, s = np.unique(got["country"].astype(str), return_inverse=True)
    votes = np.zeros((len(items), len(states)), dtype=np.int8)
    votes[i, s] = got["vote"]
    divided = np.stack([(votes == choice).any(axis=1) for choice in (1, 2, 3)]).sum(axis=0) > 1
    days = (got["session"][first] + 1945 - 1970).astype("datetime64[Y]").astype("datetime64[D]")
    np.savez(folder / "votes.npz", days=days[divided], states=states, votes=votes[divided])


def ours(data: dict[str, np.ndarray], whole: bool = True) -> tuple[float, dict[str, np.ndarray]]:
    from comity.measure.votes.scores import scores
    from comity.measure.votes.scores_tables import joint_tables, weighted_s

    years = data["days"].astype("datetime64[Y]").astype(int) + 1970

    def session(year: int) -> tuple[int, np.ndarray, dict[str, np.ndarray]]:
        votes = data["votes"][years == year]
        there = np.flatnonzero(votes.any(axis=0))
        votes = votes[:, there]
        found = scores(joint_tables(votes, 3), None if whole else ["graded"])
        if whole:
            largest = np.stack([(votes == choice).sum(axis=1) for choice in (1, 2, 3)]).max(axis=0)
            found["s_weighted"] = weighted_s(votes, 3, 1 - largest / (votes > 0).sum(axis=1))
        return year, there, found

    start = time.perf_counter()
    with ThreadPoolExecutor(2) as pool:
        parts = list(pool.map(session, np.unique(years)))
    seconds = time.perf_counter() - start
    return seconds, _long(parts, data["states"])


def _long(parts: list[tuple[int, np.ndarray, dict[str, np.ndarray]]], states: np.ndarray) -> dict[str, np.ndarray]:
    pairs = [tuple(states[there[place]] for place in np.triu_indices(len(there), 1)) for _, there, _ in parts]
    graded = np.concatenate([found["graded"] for *_, found in parts])
    held = ~np.isnan(graded)
    year = np.concatenate([np.full(len(one), year) for (year, *_), (one, _) in zip(parts, pairs, strict=True)])
    one, two = (np.concatenate([pair[side] for pair in pairs]) for side in (0, 1))
    return {"state1": one[held], "state2": two[held], "year": year[held], "graded": graded[held]}


SIDES = {"ours": ours, "alone": lambda data: ours(data, whole=False), "pandas": merged}


def one_side(name: str, votes: Path, out: Path) -> None:
    with np.load(votes) as file:
        data = dict(file)
    if name != "pandas":
        SIDES[name](
            {**data, "days": data["days"][:200], "votes": data["votes"][:200]}
        )  # load code before the clock starts
    seconds, found = SIDES[name](data)
    order = np.lexsort((found["year"], found["state2"].astype(str), found["state1"].astype(str)))
    np.savez(
        out, **{key: (column.astype(str) if column.dtype == object else column)[order] for key, column in found.items()}
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak_mib": peak, "rows": len(order)}))


def compare(folder: Path, rounds: int) -> dict[str, list[dict[str, float]]]:
    """Paired rounds; AssertionError where the sides disagree."""
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in SIDES}
    env = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}  # the sessions are shared between two threads instead
    for _ in range(rounds):
        for name in SIDES:
            command = [sys.executable, str(HERE), "--side", name, "--folder", str(folder)]
            runs[name].append(
                json.loads(subprocess.run(command, check=True, capture_output=True, text=True, env=env).stdout)
            )
    with np.load(folder / "ours.npz") as one, np.load(folder / "pandas.npz") as two:
        for key in ("state1", "state2", "year"):
            assert np.array_equal(one[key], two[key]), key
        assert np.allclose(one["graded"], two["graded"], rtol=0, atol=1e-12)
    return runs


def section(runs: dict[str, list[dict[str, float]]]) -> str:
    rows = []
    for name, label in LABELS.items():
        took, peak = (statistics.median(run[key] for run in runs[name]) for key in ("seconds", "peak_mib"))
        ratio = statistics.median(b["seconds"] / a["seconds"] for a, b in zip(runs[name], runs["pandas"], strict=True))
        rows.append(f"| {label} | {took:,.2f} | {ratio:,.{0 if ratio > 9.5 else 1}f} | {peak:,.0f} |")
    about = (
        f"{date.today()}, {os.cpu_count()} cores (load {os.getloadavg()[0]:.1f}), {platform.machine()}, Python {platform.python_version()}, "
        f"numpy {np.__version__}. {int(runs['ours'][0]['rows']):,} dyad-sessions; medians of {len(runs['ours'])} paired rounds, each side in a "
        "process of its own; same graded agreement to 1e-12."
    )
    table = ["| | seconds | pandas takes times | peak MiB |", "|---|---|---|---|", *rows]
    return "\n".join([HEADING, "", about, "", *table, "", "Again: `python bench/scores.py`."]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--print", action="store_true", help="Print only, leave RESULTS.md as it is.")
    parser.add_argument(
        "--shared", type=Path, default=Path(os.environ.get("COMITY_SHARED", HERE.parents[2] / "shared"))
    )
    parser.add_argument("--side", choices=list(SIDES), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.side:
        one_side(given.side, given.folder / "votes.npz", given.folder / f"{given.side}.npz")
        return
    with tempfile.TemporaryDirectory() as name:
        votes_of(given.shared, Path(name))
        text = section(compare(Path(name), given.rounds))
    if not given.print:
        put(text, HEADING)
    print(text)


if __name__ == "__main__":
    main()
