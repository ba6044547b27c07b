"""A small adapter for the ledger's tests: lines of `state,item,day,choice`, dated by their first line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from comity.errors import WrongFile
from comity.intake import records
from comity.intake.records.base import Reading
from comity.schema import Failure, Item, Origin, Record

CHOICES = {"Y": 1.0, "A": 2.0, "N": 3.0, "": None}


@dataclass(frozen=True)
class ToyAdapter:
    """Reads `#toy VERSION DATE`, then one vote a line; a choice of ? is a failure."""

    name: str = "toy"
    version: str = "1"

    def read(self, paths: Sequence[Path]) -> Reading:
        """Refuse what does not begin with #toy."""
        first = paths[0].read_text().splitlines()[:1]
        if not first or not first[0].startswith("#toy "):
            raise WrongFile("no toy file", where=str(paths[0]), next_step="begin it with #toy")
        _, version, day = first[0].split()
        origin = Origin(f"toy@{version}", "tests", "Toy votes", version, day, "CC0", f"Toy ({day})", "https://x.test")
        lines = sum(len(path.read_text().splitlines()) - 1 for path in paths)
        return Reading(origin, lines, tuple(paths), "toy", _rows)


def _rows(reading: Reading) -> Iterator[Record | Item | Failure]:
    told: set[str] = set()
    for number, line in enumerate(reading.files[0].read_text().splitlines()[1:], start=2):
        state, item, day, choice = line.split(",")
        if choice == "-":
            reading.skipped["left out"] += 1
            continue
        if choice not in CHOICES:
            yield Failure(reading.files[0].name, number, "unknown choice", choice)
            continue
        when = date.fromisoformat(day)
        if item not in told:
            told.add(item)
            yield Item(
                item,
                "resolution",
                f"On {item} {reading.origin.version}",
                when,
                item.upper(),
                "GA",
                "",
                reading.origin.id,
            )
        value = CHOICES[choice]
        yield Record("un_vote", state, None, when, when, value, "choice", True, reading.origin.id, number, item)


def install() -> None:
    """Let `add` find the adapter; for a process of a test's own."""
    records.ADAPTERS = {**records.ADAPTERS, "toy": ToyAdapter()}  # type: ignore[misc, unused-ignore]


def register(monkeypatch: pytest.MonkeyPatch, **adapters: ToyAdapter) -> None:
    """Let `add` find the adapter for the length of one test."""
    monkeypatch.setattr(records, "ADAPTERS", {**records.ADAPTERS, "toy": ToyAdapter(), **adapters})


def write_toy(path: Path, lines: Sequence[str], version: str = "v1", day: str = "2020-01-01") -> Path:
    """A toy file of these lines."""
    path.write_text("\n".join([f"#toy {version} {day}", *lines]) + "\n")
    return path


def many(start: int, count: int) -> list[str]:
    """That many lines with ids of their own, ten states an item."""
    return [
        f"S{i % 10:02d},toy:{i // 10},{date.fromordinal(730000 + i // 10)},{'YAN'[i % 3]}"
        for i in range(start, start + count)
    ]
