"""All dyads, all years: joint choice counts and seven yardsticks, against a pandas self-merge that gives one.

    python bench/similarity.py [--rounds 3] [--shared ../shared]

Both sides start from the same votes in memory and run in processes of their own, one after the other in each round, so
that a busy machine slows both. Time is that of the work alone, memory the peak of the whole process. The two must give
the same graded agreement for every dyad and year. Writes its section of bench/RESULTS.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve()
RESULTS = HERE.with_name("RESULTS.md")
HEADING = "## Similarity: all dyads, all years"


LABELS = {
    "ours": "comity: counts by class, 7 yardsticks",
    "alone": "comity: counts by class, graded agreement",
    "pandas": "pandas self-merge: graded agreement",
}


def votes_of(shared: Path, folder: Path) -> None:
    """The roll calls as one file, by way of a ledger made for the purpose."""
    from comity.ledger import Ledger
    from comity.measure.votes.panel import roll_calls

    ledger = Ledger(folder / "record")
    un = shared / "data" / "un"
    ledger.add(
        [un / "un_votes_undl_1946_2025.parquet", un / "un_resolutions_undl_1946_2025.parquet"], record="un_votes"
    )
    ledger.add(un / "un_votes_2025_wide_raw.csv.gz", record="un_votes")
    ledger.build()
    calls = roll_calls(ledger)
    np.savez(
        folder / "votes.npz", ids=calls.item_ids, days=calls.days, states=np.array(calls.states), votes=calls.votes
    )


def alone(data: dict[str, np.ndarray]) -> tuple[float, dict[str, np.ndarray]]:
    """Counts by class and graded agreement: what the other side gives, and the counts."""
    return ours(data, ("graded",))


def ours(data: dict[str, np.ndarray], names: tuple[str, ...] = ()) -> tuple[float, dict[str, np.ndarray]]:
    """Counts by class and the yardsticks named, all seven where none is."""
    from comity.measure.votes.choices import choice_table
    from comity.measure.votes.panel import RollCalls
    from comity.measure.votes.yardsticks import YARDSTICKS

    calls = RollCalls(data["ids"], data["days"], tuple(data["states"].tolist()), data["votes"])
    start = time.perf_counter()
    table = choice_table(calls)
    counts = table.counts[:, 0] + table.counts[:, 1]
    values = {name: YARDSTICKS[name](counts) for name in names or YARDSTICKS}
    seconds = time.perf_counter() - start
    held = ~np.isnan(values["graded"])
    keys = {"state1": table.state1[held], "state2": table.state2[held], "year": table.year[held]}
    return seconds, {**keys, "graded": values["graded"][held]}


def merged(data: dict[str, np.ndarray]) -> tuple[float, dict[str, np.ndarray]]:
    """Graded agreement as one would write it with pandas: merge the votes of a year with themselves, group, average."""
    import pandas as pd

    item, state = np.nonzero(data["votes"])
    frame = pd.DataFrame(
        {
            "item": item,
            "year": data["days"].astype("datetime64[Y]").astype(int)[item] + 1970,
            "state": data["states"][state],
            "vote": data["votes"][item, state].astype(np.int64),
        }
    )
    start = time.perf_counter()
    frame = frame[frame.groupby("item")["vote"].transform("nunique") > 1]
    parts = []
    for year, votes in frame.groupby("year"):
        pairs = votes.merge(votes, on="item")
        pairs = pairs[pairs["state_x"] < pairs["state_y"]]
        pairs["graded"] = 1 - (pairs["vote_x"] - pairs["vote_y"]).abs() / 2
        mean = pairs.groupby(["state_x", "state_y"], as_index=False)["graded"].mean()
        parts.append(mean.assign(year=year))
    found = pd.concat(parts)
    seconds = time.perf_counter() - start
    names = {"state1": "state_x", "state2": "state_y", "year": "year", "graded": "graded"}
    return seconds, {name: found[column].to_numpy() for name, column in names.items()}


SIDES = {"ours": ours, "alone": alone, "pandas": merged}


def one_side(name: str, votes: Path, out: Path) -> None:
    """Run one side and print what it took."""
    with np.load(votes) as file:
        data = dict(file)
    seconds, found = SIDES[name](data)
    order = np.lexsort((found["year"], found["state2"].astype(str), found["state1"].astype(str)))
    np.savez(
        out, **{key: (column.astype(str) if column.dtype == object else column)[order] for key, column in found.items()}
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak_mib": peak, "rows": len(order)}))


def measured(name: str, votes: Path, out: Path) -> dict[str, float]:
    command = [sys.executable, str(HERE), "--side", name, "--votes", str(votes), "--out", str(out)]
    told: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return told


def compare(votes: Path, folder: Path, rounds: int) -> dict[str, list[dict[str, float]]]:
    """Paired rounds; AssertionError where the two sides disagree."""
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in SIDES}
    for _ in range(rounds):
        for name in SIDES:
            runs[name].append(measured(name, votes, folder / f"{name}.npz"))
    with np.load(folder / "ours.npz") as one, np.load(folder / "pandas.npz") as two:
        for key in ("state1", "state2", "year"):
            assert np.array_equal(one[key], two[key]), key
        assert np.allclose(one["graded"], two["graded"], rtol=0, atol=1e-12)
    return runs


def section(runs: dict[str, list[dict[str, float]]], n_votes: int) -> str:
    """The section of RESULTS.md."""
    middle = {name: {key: statistics.median(run[key] for run in rs) for key in rs[0]} for name, rs in runs.items()}
    rows = []
    for name, label in LABELS.items():
        cells = []
        for key in ("seconds", "peak_mib"):
            ratio = statistics.median(
                theirs[key] / mine[key] for mine, theirs in zip(runs[name], runs["pandas"], strict=True)
            )
            cells.append(f"{middle[name][key]:,.{2 if key == 'seconds' else 0}f} | {ratio:.{0 if ratio > 9.5 else 1}f}")
        rows.append(f"| {label} | {' | '.join(cells)} |")
    lines = [
        HEADING,
        "",
        f"{date.today()}, {os.cpu_count()} cores, {platform.processor() or platform.machine()}, Python "
        f"{platform.python_version()}, numpy {np.__version__}. {n_votes:,} votes, {int(middle['ours']['rows']):,} dyad-years; "
        f"medians of {len(runs['ours'])} paired rounds, each side in a process of its own; same values to 1e-12.",
        "",
        "| | seconds | pandas takes times | peak MiB | pandas takes times |",
        "|---|---|---|---|---|",
        *rows,
        "",
        "Again: `python bench/similarity.py`.",
    ]
    return "\n".join(lines) + "\n"


def put(text: str, heading: str = HEADING) -> None:
    """Replace the section in RESULTS.md, or add it."""
    held = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "# Results\n"
    found = re.search(rf"^{re.escape(heading)}$.*?(?=^## |\Z)", held, re.M | re.S)
    whole = held[: found.start()] + text + "\n" + held[found.end() :] if found else f"{held.rstrip()}\n\n{text}"
    RESULTS.write_text(whole.rstrip() + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--prepare", type=Path, help=argparse.SUPPRESS)
    parser.add_argument(
        "--shared", type=Path, default=Path(os.environ.get("COMITY_SHARED", HERE.parents[2] / "shared"))
    )
    for hidden in ("--side", "--votes", "--out"):
        parser.add_argument(hidden, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.side:
        one_side(given.side, Path(given.votes), Path(given.out))
        return
    if given.prepare:
        votes_of(given.shared, given.prepare)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # in a process of its own: a child's peak memory starts at what its parent held
        subprocess.run([sys.executable, str(HERE), "--prepare", name, "--shared", str(given.shared)], check=True)
        votes = folder / "votes.npz"
        with np.load(votes) as file:
            n_votes = int((file["votes"] > 0).sum())
        text = section(compare(votes, folder, given.rounds), n_votes)
    put(text)
    print(text)


if __name__ == "__main__":
    main()
