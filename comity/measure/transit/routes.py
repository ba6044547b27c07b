"""Gas routes: stretches with capacities and days, and the most that a set of states can deliver over them."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

from comity import actors
from comity.actors.tables import Row, parse, read
from comity.errors import ComityError, UnknownActor, WrongFile

COLUMNS = ("route", "name", "from", "to", "capacity", "start", "end", "page", "note")


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch of a route: `giver` passes up to `capacity` (bcm a year) on to `taker`, ids of actors.

    `start` and `end` are inclusive; no start: never opened. `where` is its line in the table.
    """

    route: str
    name: str
    giver: str
    taker: str
    capacity: float
    start: date | None
    end: date | None
    page: str = ""
    note: str = ""
    where: str = ""

    def open(self, day: date) -> bool:
        """Whether gas could be bought through it on the day."""
        return self.start is not None and self.start <= day and (self.end is None or day <= self.end)


def stretches(path: Path | None = None) -> tuple[Stretch, ...]:
    """The shipped table, or one of the user's own with the same columns. WrongFile names file and line.

    >>> max(s.capacity for s in stretches() if s.giver == "UKR")
    142.0
    """
    return _shipped() if path is None else tuple(_stretch(row) for row in read(path, COLUMNS))


@cache
def _shipped() -> tuple[Stretch, ...]:
    text = (files("comity.data") / "gas_routes.tsv").read_text(encoding="utf-8")
    rows = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    return tuple(_stretch(row) for row in parse(rows, "gas_routes.tsv", COLUMNS))


def _stretch(row: Row) -> Stretch:
    spell = row.rough_spell()
    try:
        giver, taker = (actors.get(row.need(column)).id for column in ("from", "to"))
        capacity = float(row.need("capacity"))
    except (UnknownActor, ValueError) as error:
        raise WrongFile(str(error), where=row.where, next_step="give ids of actors and bcm a year") from error
    if not 0 < capacity < float("inf") or giver == taker:
        raise WrongFile("a stretch needs two ends and a capacity above 0", where=row.where, next_step="correct the row")
    return Stretch(
        row.need("route"), row.need("name"), giver, taker, capacity, spell.start, spell.end, row["page"], row["note"],
        row.where,
    )  # fmt: skip


def network(
    day: date,
    without: Collection[str] = (),
    also: Collection[str] = (),
    table: Iterable[Stretch] | None = None,
) -> tuple[Stretch, ...]:
    """The stretches open on a day, less the routes `without`, and those of the routes `also`, open or not.

    ComityError for a route that the table has not.

    >>> [s.route for s in network(date(2021, 12, 1), also=["nord-stream-2"]) if s.taker == "EU"]
    ['ukraine', 'yamal', 'turkstream-2', 'nord-stream-1', 'nord-stream-2']
    """
    rows = tuple(stretches() if table is None else table)
    known = {row.route for row in rows}
    for route in (*without, *also):
        if route not in known:
            raise ComityError(f"no route {route!r}", next_step=f"choose from {', '.join(sorted(known))}")
    return tuple(r for r in rows if r.route not in without and (r.open(day) or r.route in also))


def deliverable(
    links: Iterable[Stretch], members: Collection[str], source: str, lots: Sequence[tuple[str, float]]
) -> list[float]:
    """bcm a year brought to each lot (buyer, bcm wanted) when only `members` take part, lots served in their order.

    A largest flow: Ford and Fulkerson (1956), shortest augmenting paths (Edmonds and Karp 1972). What can be brought to
    the lots jointly forms a polymatroid, so serving them from the most to the least worth a unit makes the greatest sum.
    """
    room: dict[tuple[str, str], float] = {}
    for link in links:
        if link.giver in members and link.taker in members:
            room[link.giver, link.taker] = room.get((link.giver, link.taker), 0.0) + link.capacity
    near: dict[str, set[str]] = {}
    for giver, taker in list(room):
        near.setdefault(giver, set()).add(taker)
        near.setdefault(taker, set()).add(giver)
    return [_push(room, near, source, buyer, wanted) for buyer, wanted in lots]


def _push(
    room: dict[tuple[str, str], float], near: Mapping[str, set[str]], source: str, buyer: str, wanted: float
) -> float:
    """Send up to `wanted` from source to buyer, leaving in `room` what is still free either way."""
    sent = 0.0
    while sent < wanted and (path := _path(room, near, source, buyer)):
        step = min(wanted - sent, *(room[hop] for hop in path))
        for giver, taker in path:
            room[giver, taker] -= step
            room[taker, giver] = room.get((taker, giver), 0.0) + step
        sent += step
    return sent


def _path(
    room: Mapping[tuple[str, str], float], near: Mapping[str, set[str]], source: str, buyer: str
) -> list[tuple[str, str]]:
    """A path of fewest hops with room on all, empty where there is none."""
    came, line = {source: source}, deque([source])
    while line and buyer not in came:
        here = line.popleft()
        for there in sorted(near.get(here, ())):
            if there not in came and room.get((here, there), 0.0) > 0:
                came[there] = here
                line.append(there)
    path = []
    while buyer in came and buyer != source:
        path.append((came[buyer], buyer))
        buyer = came[buyer]
    return path
