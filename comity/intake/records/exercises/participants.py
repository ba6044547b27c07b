"""The states that took part in an exercise, every two of them a pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from comity.intake.records.states import States, printed, within, year_of
from comity.schema import Record

SAME: dict[str, tuple[str, ...]] = {
    "China": ("CHN",),
    "Germany": ("DEU",),
    "Russia": ("RUS", "SUN"),
    "Serbia": ("SRB", "SCG"),
    "st. christopher": ("KNA",),
    "Vietnam": ("VNM",),
    "Yugoslavia": ("YUG", "SCG"),
}
"""Names of one age used for another: "Russia" is also the Soviet Union."""


def by_day() -> States:
    """The states of names as they were on a day or, where there was none, on the first or last of its year."""
    return States(within(printed(SAME), lambda day: (day, *year_of(day))))


def resolved(names: Sequence[str], day: date, states: States) -> tuple[list[str], list[str]]:
    """(ids in order, reasons): whom the names stand for on the day, each once, and why some stand for nobody."""
    found = [states[day][name] for name in names]
    ids = sorted({id for id, _ in found if id})
    return ids, list(dict.fromkeys(why for _, why in found if why))


def joint(ids: Sequence[str], start: date, end: date, origin: str, row: int, item: str) -> Iterator[Record]:
    """A record for every pair of participants, undirected."""
    for one, two in combinations(ids, 2):
        yield Record("joint_exercise", one, two, start, end, 1.0, "exercise", False, origin, row, item)
