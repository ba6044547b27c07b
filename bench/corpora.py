"""Every document of the corpora coded in a ledger by two processes: counts, time, memory; and a share of them by one and by two: the same rows, how much faster.

    python bench/corpora.py [--documents 100] [--workers 1 2]

Each run has a ledger and processes of its own. Time is that of `code` alone, from the first document to the last stored shard, with the
start of the workers. Memory is resident size, all processes together, read as documents come back; flat means that it is no larger
in the last tenth of the documents than in the second. Reads ../shared/corpora. Writes its section of RESULTS.md.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path

import numpy as np
from similarity import put

HEADING = "## Coding: all corpora, in a ledger"
CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "articles"
ROWS = {
    "events": "select * from events order by id",
    "statements": "select * from statements order by id",
}


def resident(process: int) -> int:
    """Bytes held by a process and those it started."""
    total, children = 0, Path(f"/proc/{process}/task/{process}/children")
    try:
        total += int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        total += sum(resident(int(child)) for child in children.read_text().split())
    except FileNotFoundError:
        pass
    return total


def taken(folder: Path, documents: int | None) -> Path:
    """A file with the first so many documents of each corpus, or the corpora as they are."""
    if documents is None:
        return CORPORA
    out = folder / "some.jsonl"
    with out.open("w", encoding="utf-8") as lines:
        for path in sorted(CORPORA.glob("*.jsonl.gz")):
            with gzip.open(path, "rt", encoding="utf-8") as source:
                lines.writelines(line for _, line in zip(range(documents), source, strict=False))
    return out


def digest(columns: Mapping[str, np.ndarray]) -> str:
    """Of every value of every column."""
    total = sha256()
    for name, values in columns.items():
        total.update(f"{name} {values.tolist()}".encode("utf-8", "surrogatepass"))
    return total.hexdigest()


def coded(workers: int, documents: int | None) -> dict[str, object]:
    from comity.ledger import Ledger

    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger(Path(folder) / "ledger")
        ledger.add_documents(taken(Path(folder), documents))
        held: dict[int, list[int]] = defaultdict(list)

        def watch(seen: int, total: int) -> None:
            if seen % 5 == 0:
                held[min(9, 10 * seen // total)].append(resident(os.getpid()))

        start = time.perf_counter()
        done = ledger.code(workers, progress=watch)
        took = time.perf_counter() - start
        ledger.build()
        sums = {name: digest(ledger.arrays(sql)) for name, sql in ROWS.items()}
        (sentences,) = ledger.arrays("select count(*) as n from sentences")["n"]
        return {
            "seconds": took, "documents": done.n_documents, "sentences": int(sentences), "events": done.n_events,
            "statements": done.n_statements, "failures": dict(done.failures), "sums": sums,
            "memory": {str(tenth): max(some) / 1e6 for tenth, some in held.items()},
        }  # fmt: skip


def section(whole: dict, runs: dict[int, dict]) -> str:
    one = next(iter(runs.values()))
    reasons = ", ".join(f"{reason} {count:,}" for reason, count in sorted(whole["failures"].items())) or "none"
    same = len({json.dumps(run["sums"], sort_keys=True) for run in runs.values()}) == 1
    lines = [
        f"{HEADING}\n",
        f"{date.today()}, {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}. All {whole['documents']:,} documents of "
        f"shared/corpora/articles, {whole['sentences']:,} sentences, by {whole['workers']} processes in {whole['seconds']:.0f} s: {whole['events']:,} events and "
        f"{whole['statements']:,} statements; memory of all processes at most {whole['memory'].get('1', 0):.0f} MB in the second tenth of the documents and "
        f"{whole['memory'].get('9', 0):.0f} MB in the last. Failures: {reasons}.\n",
        f"The first {one['documents']:,} of them ({one['sentences']:,} sentences), one run each; rows {'the same' if same else 'NOT the same'}:\n",
        "| processes | seconds | sentences a second | times one |",
        "|---|---|---|---|",
    ]
    for workers, run in runs.items():
        rate, ratio = run["sentences"] / run["seconds"], one["seconds"] / run["seconds"]
        lines.append(f"| {workers} | {run['seconds']:.0f} | {rate:,.0f} | {ratio:.2f} |")
    return "\n".join([*lines, "", "Again: `python bench/corpora.py`.", ""])


def run(workers: int, documents: int | None) -> dict:
    asked = [sys.executable, __file__, "--side", str(workers)] + (["--documents", str(documents)] if documents else [])
    found = json.loads(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)
    return {**found, "workers": workers}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, help="of each corpus in the runs compared")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--side", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.side:
        print(json.dumps(coded(given.side, given.documents)))
        return
    runs = {workers: run(workers, given.documents or 100) for workers in given.workers}
    print(runs, file=sys.stderr)
    text = section(run(max(given.workers), None), runs)
    print(text)
    put(text, HEADING)


if __name__ == "__main__":
    main()
