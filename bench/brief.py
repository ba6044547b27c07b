"""A brief from a cold start: as text and as a page, from the release and from a ledger, against importing pandas.

    python bench/brief.py [--rounds 5] [--ledger DIRECTORY]

Whole processes in turn, so that a busy machine slows all. Writes its section of RESULTS.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import tempfile
from datetime import date

from similarity import put
from start import seconds

HEADING = "## Brief: seconds from a cold start"
ASKED = ["-m", "comity", "brief", "Russia", "China"]


def commands(folder: str, ledger: str | None) -> dict[str, list[str]]:
    page = ["--html", f"{folder}/page.html"]
    found = {"text, release": [*ASKED], "page, release": [*ASKED, *page]}
    if ledger:
        found |= {"text, ledger": [*ASKED, "--ledger", ledger], "page, ledger": [*ASKED, *page, "--ledger", ledger]}
    return found | {"import pandas": ["-c", "import pandas"]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--ledger", help="a ledger, of 100,000 events say")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asked = commands(folder, given.ledger)
        for arguments in asked.values():
            seconds(arguments)  # fills the caches
        runs = {name: [] for name in asked}
        for _ in range(given.rounds):
            for name, arguments in asked.items():
                runs[name].append(seconds(arguments))
        weight = os.path.getsize(f"{folder}/page.html")  # noqa: PTH202
    rows = [
        f"| {name} | {statistics.median(took):.2f} | {statistics.median(a / b for a, b in zip(took, runs['import pandas'], strict=True)):.2f} |"
        for name, took in runs.items()
    ]
    about = (
        f"{date.today()}, {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; medians of "
        f"{given.rounds} paired rounds of whole processes. The page weighs {weight / 1e6:.2f} MB."
    )
    head = "| | seconds | times importing pandas |\n|---|---|---|"
    text = "\n".join([HEADING, "", about, "", head, *rows, "", "Again: `python bench/brief.py`."]) + "\n"
    put(text, HEADING)
    print(text)


if __name__ == "__main__":
    main()
