"""Reading text, part by part: characters a second against plain alternatives, and how time grows with the text.

    python bench/reading.py [--documents N] [--rounds 5]

The plain alternatives are `str.split` of the same text and, for the names, one `re` alternation over all of them. Each part is given what
the parts before it found and timed alone, processor time, over the same documents. Growth is the time for eight texts put into one over the
mean time for one of them: 8 is linear. It is measured on news and on a text made to be hard: new persons, pronouns, open quotation
marks and half names in every line. Reads ../shared/corpora. Writes its section of RESULTS.md where all documents are read.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import random
import re
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from similarity import put

from comity.coding.alike import alike
from comity.coding.attribution import attribute
from comity.coding.blocks import blocks
from comity.coding.coreference import corefer
from comity.coding.dates import times
from comity.coding.gate import Gate
from comity.coding.issues import issues
from comity.coding.naming import mentions
from comity.coding.naming_forms import forms
from comity.coding.people import people
from comity.coding.quotes import quotes
from comity.coding.sentences import sentences
from comity.coding.when import published_day

HEADING = "## Reading: the parts of the coder"
CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "articles"
DOCUMENTS = 210
SHORT = 60_000
"""Characters that the alternation of all names is tried on: it is slow."""

EIGHT, PIECE, AGAIN = 8, 12_000, 5
"""Texts put into one, characters of each, and how often they are read in a round."""

HARD = (
    "Mayor Kalo{0} Brenda{0}h met Iris Fel{0}m of the Democratic Republic of the. \u201cHe said they, on Monday of last week, Papua New "
    "South told \u201cus, according to Mr Brenda{0}h, that both (its \u2018sides "
)
GATE = Gate()


@dataclass
class Reading:
    """A text and what each part finds in it, found once and kept."""

    text: str
    title: str
    published: str

    @cached_property
    def parts(self) -> list[Any]:
        return blocks(self.text, self.title)

    @cached_property
    def pieces(self) -> list[Any]:
        return sentences(self.text, self.parts)

    @cached_property
    def quoted(self) -> list[Any]:
        return quotes(self.text, self.parts)

    @cached_property
    def named(self) -> list[Any]:
        return mentions(self.text, self.pieces, published_day(self.published), GATE)

    @cached_property
    def persons(self) -> list[Any]:
        return people(self.text, self.pieces, self.named)

    @cached_property
    def meant(self) -> list[Any]:
        return corefer(self.text, self.pieces, self.named, self.persons, self.quoted)


PARTS: dict[str, Callable[[Reading], object]] = {
    "gate": lambda r: GATE.hits(r.text),
    "blocks and sentences": lambda r: sentences(r.text, blocks(r.text, r.title)),
    "quotes": lambda r: quotes(r.text, r.parts),
    "dates": lambda r: times(r.text, r.published),
    "issues": lambda r: issues(r.text, 0, len(r.text), published_day(r.published)),
    "naming": lambda r: mentions(r.text, r.pieces, published_day(r.published), GATE),
    "persons": lambda r: people(r.text, r.pieces, r.named),
    "coreference": lambda r: corefer(r.text, r.pieces, r.named, r.persons, r.quoted),
    "attribution": lambda r: attribute(r.text, r.parts, r.pieces, r.quoted, r.meant, r.persons),
}
PLAIN: dict[str, Callable[[Reading], object]] = {"str.split": lambda r: r.text.split()}


def sample(documents: int) -> list[Reading]:
    """As many documents of each English corpus, the same ones each time."""
    corpora = []
    for path in sorted(CORPORA.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            corpora.append([row for row in map(json.loads, lines) if row["lang"] == "en"])
    corpora = [rows for rows in corpora if rows]
    each = max(1, documents // len(corpora))
    found = [row for rows in corpora for row in random.Random(5).sample(rows, min(len(rows), each))]
    return [Reading(row["text"], row["title"] or "", row["date"]) for row in found]


def seconds(part: Callable[[Reading], object], some: Sequence[Reading]) -> float:
    """Processor time of a part over texts whose findings of earlier parts are kept."""
    for one in some:
        assert one.meant is not None
    start = time.process_time()
    for one in some:
        part(one)
    return time.process_time() - start


def speeds(some: Sequence[Reading], rounds: int) -> dict[str, list[float]]:
    """Seconds of each part over all texts, by round."""
    for part in PARTS.values():
        part(some[0])  # tables are read at first use
    took: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for name, part in (PLAIN | PARTS).items():
            took[name].append(seconds(part, some))
    return took


def alternation(some: Sequence[Reading], rounds: int) -> tuple[int, list[float]]:
    """Number of names, and the times the gate's time that one alternation over them takes for the same text."""
    names = sorted(forms(GATE.actors), key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")
    short = [Reading("\n\n".join(one.text for one in some)[:SHORT], "", "")]
    plain = [seconds(lambda r: list(pattern.finditer(alike(r.text))), short) for _ in range(max(1, rounds // 2))]
    return len(names), [took / seconds(PARTS["gate"], short) for took in plain]


def news(some: Sequence[Reading]) -> list[Reading]:
    """Eight texts of the same length, cut from the documents put together."""
    text = "\n\n".join(one.text for one in some)
    size = min(PIECE, len(text) // EIGHT)
    return [Reading(text[n * size : (n + 1) * size], "", "2020-06-01") for n in range(EIGHT)]


def hard(size: int) -> list[Reading]:
    """Eight texts of the same length in which every line names new persons and opens marks that nothing closes."""
    names = (chr(97 + n % 26) + chr(97 + n // 26 % 26) + chr(97 + n // 676) for n in range(26**3))
    text = "".join(HARD.format(name) for name, _ in zip(names, range(EIGHT * size // len(HARD) + 1), strict=False))
    return [Reading(text[n * size : (n + 1) * size], "", "2020-06-01") for n in range(EIGHT)]


def growth(eight: Sequence[Reading], rounds: int) -> dict[str, float]:
    """Time for the eight texts as one over the mean time for one, by part."""
    whole = [Reading("".join(one.text for one in eight), "", eight[0].published)] * AGAIN
    alone = [*eight] * AGAIN
    ratios = {name: [seconds(p, whole) * EIGHT / seconds(p, alone) for _ in range(rounds)] for name, p in PARTS.items()}
    return {name: statistics.median(some) for name, some in ratios.items()}


def against(took: Mapping[str, list[float]], name: str, other: str) -> float:
    """Median over the rounds of the times the other's time."""
    return statistics.median(mine / theirs for mine, theirs in zip(took[name], took[other], strict=True))


def section(some: Sequence[Reading], rounds: int) -> str:
    size = sum(len(one.text) for one in some)
    took = speeds(some, rounds)
    count, slower = alternation(some, rounds)
    of_news, of_hard = growth(news(some), rounds), growth(hard(PIECE), rounds)
    rows = [f"| str.split | {size / statistics.median(took['str.split']):,.0f} | 1.0 | | | |"]
    for name in PARTS:
        rows.append(
            f"| {name} | {size / statistics.median(took[name]):,.0f} | {against(took, name, 'str.split'):,.0f} | "
            f"{against(took, name, 'gate'):.1f} | {of_news[name]:.1f} | {of_hard[name]:.1f} |"
        )
    once = size / statistics.median(took["gate"]) / statistics.median(slower)
    rows.append(f"| re: one alternation over {count:,} names | {once:,.0f} | | {statistics.median(slower):,.0f} | | |")
    lines = [
        HEADING,
        "",
        f"{date.today()}, one of {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; {len(some)} documents of "
        f"the English corpora in shared/corpora/articles, {size / 1e6:.1f} million characters; processor time of each part alone, given what the "
        f"parts before it found, medians of {rounds} rounds. Growth: eight texts of {PIECE:,} characters as one over the mean of one, of news and "
        "of a text made to be hard; 8 is linear.",
        "",
        "| | characters a second | times the time of str.split | times the time of the gate | growth, news | growth, hard |",
        "|---|---|---|---|---|---|",
        *rows,
        "",
        "Again: `python bench/reading.py`.",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, help=f"{DOCUMENTS} where left out; else nothing is written")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    text = section(sample(given.documents or DOCUMENTS), given.rounds)
    print(text)
    if given.documents is None:
        put(text, HEADING)


if __name__ == "__main__":
    main()
