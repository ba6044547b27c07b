"""The earlier day or brief that a reader compares with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from comity.errors import Refused
from comity.measure.change.days import whole

Told = tuple[str, str, str]
"""Evidence id, method and unit: what makes a number of one brief the same as one of another."""


@dataclass(frozen=True)
class Since:
    """The day compared with and the year that yearly numbers of it stand for; of an earlier brief its name and numbers."""

    day: date
    year: int
    name: str = ""
    numbers: Mapping[Told, float] = field(default_factory=dict)


def since_of(last: date | str | Path, pair: tuple[str, str]) -> Since:
    """A day (date or text), or the path of an earlier brief as JSON. Refused for what is neither, or of other states.

    >>> since_of("2014-12-31", ("RUS", "CHN")).day.year
    2014
    """
    if isinstance(last, date):
        return Since(last, whole(last))
    try:
        day = date.fromisoformat(str(last))
        return Since(day, whole(day))
    except ValueError:
        path = Path(last)
    if not path.is_file():
        raise Refused(
            f"{str(last)!r} is neither a day nor an earlier brief",
            where="since",
            next_step="write 2014-12-31, or keep a brief with comity brief ... --json > LAST.json and name the file",
        )
    return _read(path, pair)


def _read(path: Path, pair: tuple[str, str]) -> Since:
    step = "name a file that comity brief ... --json wrote"
    try:
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        states = {told["question"][name]["id"] for name in ("state1", "state2")}
        day, as_of = (date.fromisoformat(text) for text in (told["question"]["until"], told["as_of"]))
        numbers = {
            (row["evidence"], row["method"], row["unit"]): float(row["value"])
            for row in told["estimates"]
            if row["value"] is not None
        }
    except (ValueError, KeyError, TypeError, UnicodeDecodeError) as error:
        raise Refused("no brief in JSON", where=str(path), next_step=step) from error
    if states != set(pair):
        raise Refused(
            f"that brief is on {' and '.join(sorted(states))}", where=str(path), next_step=step + " for these two"
        )
    return Since(day, as_of.year if day == as_of else whole(day), path.name, numbers)
