"""What two states' parts in a gas trade are worth: the game they both play in, and the route that bypasses one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from comity import actors
from comity.errors import ComityError
from comity.measure.transit.leverage import effect, leverage
from comity.measure.transit.routes import network, stretches
from comity.schema import Estimate

GAMES: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("RUS", ("EU", "TUR"), ()),
    ("TKM", ("CHN",), ("central-asia-centre",)),
)
"""Producer, buyers and routes left out: what Turkmenistan sells to Russia does not go on to China."""


@dataclass(frozen=True, slots=True)
class Bypass:
    """A route round a transit state: its share of the gain without and with the route; `open` where it was in use."""

    name: str
    state: str
    without: Estimate
    given: Estimate
    open: bool


@dataclass(frozen=True, slots=True)
class Played:
    """A gas trade on a day. `sides` are the shares of the joint gain of the two, None for one that has no part.

    `players` are who plays for each (EU for its members), `bypass` the route that takes most from the one of the two that
    neither sells nor buys.
    """

    producer: str
    buyers: tuple[str, ...]
    day: date
    players: tuple[str, str]
    sides: tuple[Estimate | None, Estimate | None]
    bypass: Bypass | None


def parts(one: str, two: str, day: date) -> Played | None:
    """The first gas trade of the table in which both have parts of their own, else one; None where neither has one.

    A trade without anyone between seller and buyers has no transit and is not told.

    >>> played = parts("RUS", "UKR", date(2021, 12, 1))
    >>> [round(side.value, 2) for side in played.sides], played.bypass.name
    ([0.44, 0.1], 'Nord Stream 1')
    """
    found = [played for game in GAMES if (played := _played(game, one, two, day)) is not None]
    return max(found, key=lambda played: sum(side is not None for side in played.sides), default=None)


def _played(game: tuple[str, tuple[str, ...], tuple[str, ...]], one: str, two: str, day: date) -> Played | None:
    producer, buyers, without = game
    open_buyers = tuple(buyer for buyer in buyers if any(row.taker == buyer for row in network(day, without)))
    try:
        rows = {str(row["player"]): row for row in leverage(day, producer, open_buyers, without).rows()}
    except ComityError:
        return None
    names = _player(one, set(rows), day), _player(two, set(rows), day)
    if names[0] == names[1] or set(names) <= {"", "EU"} or len(rows) < 3:
        return None
    sides = tuple(_estimate(rows[name]) if name else None for name in names)
    between = [name for name in names if name and name not in (producer, *buyers)]
    bypass = _bypass(between[0], producer, open_buyers, day) if between else None
    return Played(producer, open_buyers, day, names, (sides[0], sides[1]), bypass)


def _player(state: str, known: set[str], day: date) -> str:
    """Who plays for a state: itself, the European Union for a member without a part of its own, "" for nobody."""
    if state in known:
        return state
    return "EU" if "EU" in known and state in actors.members("EU", day) else ""


def _estimate(row: dict[str, object], value: str = "value", bounds: bool = True) -> Estimate:
    low, high = (float(str(row[edge])) if bounds else None for edge in ("low", "high"))
    day = row["as_of"]
    return Estimate(
        float(str(row[value])), low, high, 0.0, int(str(row["n_evidence"])),
        day if isinstance(day, date) else date.min, str(row["method"]), str(row["evidence"]), "share of the joint gain",
    )  # fmt: skip


def _bypass(state: str, producer: str, buyers: tuple[str, ...], day: date) -> Bypass | None:
    """The direct route, in use or never opened, that lowers the state's share most."""
    direct = {row.route: row for row in stretches() if row.giver == producer and row.taker in buyers}
    direct = {route: row for route, row in direct.items() if row.open(day) or row.start is None}
    found = []
    for route, stretch in direct.items():
        row = next(row for row in effect(route, day, producer, buyers).rows() if row["player"] == state)
        found.append((float(row["value"]), route, stretch, row))
    if not found or min(found)[0] > -0.005:
        return None
    _, _, stretch, row = min(found, key=lambda one: one[0])
    sides = (_estimate(row, "without", bounds=False), _estimate(row, "with", bounds=False))
    return Bypass(stretch.name, state, *sides, stretch.open(day))
