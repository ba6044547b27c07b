"""From a cold start: what a reader waits for, against a bare interpreter and against importing pandas.

    python bench/start.py [--rounds 7]

Whole processes, one after the other in each round, so that a busy machine slows all. Writes its section of RESULTS.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date

from similarity import put

HEADING = "## Start: what a reader waits for"
COMMANDS = {
    "bare interpreter": ["-c", ""],
    "import comity": ["-c", "import comity"],
    "comity --help": ["-m", "comity", "--help"],
    "all actor tables read, one name resolved": ["-c", "from comity import resolve; resolve('Kremlin')"],
    "comity brief Russia China": ["-m", "comity", "brief", "Russia", "China"],
    "comity brief Russia China --html": ["-m", "comity", "brief", "Russia", "China", "--html", "{folder}/page.html"],
    "import pandas": ["-c", "import pandas"],
}


def seconds(arguments: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    return time.perf_counter() - start


def measured(rounds: int, folder: str) -> dict[str, list[float]]:
    runs: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for turn in range(rounds + 1):
        for name, arguments in COMMANDS.items():
            took = seconds([argument.format(folder=folder) for argument in arguments])
            if turn:  # the first round fills the caches
                runs[name].append(took)
    return runs


def section(runs: dict[str, list[float]]) -> str:
    def ratio(name: str, other: str) -> float:
        return statistics.median(a / b for a, b in zip(runs[name], runs[other], strict=True))

    rows = [
        f"| {name} | {statistics.median(runs[name]):.2f} | {ratio(name, 'bare interpreter'):.1f} | {ratio(name, 'import pandas'):.2f} |"
        for name in COMMANDS
    ]
    about = (
        f"{date.today()}, {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; "
        f"medians of {len(runs['import pandas'])} paired rounds of whole processes."
    )
    head = "| | seconds | times a bare interpreter | times importing pandas |\n|---|---|---|---|"
    return "\n".join([HEADING, "", about, "", head, *rows, "", "Again: `python bench/start.py`."]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        text = section(measured(given.rounds, folder))
    put(text, HEADING)
    print(text)


if __name__ == "__main__":
    main()
