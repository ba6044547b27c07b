"""Transit leverage: what each state's part in bringing gas to its buyers is worth, with and without a route.

Players are the producer, the states on the way and the buyers; a coalition is worth the gas it can bring to the buyers
among its members times the margin a unit earns. The Shapley value (Shapley 1953) is a state's mean addition over all
orders of joining:

    φ_i = Σ_{S ∌ i} |S|! (n − |S| − 1)! / n! · (v(S ∪ i) − v(S))

After Hubert and Ikonnikova (2011), Investment options and bargaining power, J. Industrial Economics 59(1), whose costs
and demand are their own; here the margin falls by steps from about 1 on the first unit to about 1 − slope on the last
one wanted. Shares of the whole do not depend on the unit of the margin. Bounds are the least and the greatest share
over the slopes and the scales of demand tried: they show how far the answer hangs on these, not an error of chance.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import factorial

import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError, NoEvidence
from comity.measure.transit.routes import Stretch, deliverable, network, stretches
from comity.results import Table

Values = NDArray[np.float64]

DEMAND: dict[str, float] = {"EU": 155.0, "TUR": 27.0, "CHN": 60.0}
"""bcm a year wanted, about what Russia sold to the EU and Turkey and China bought by pipe in 2021 (general knowledge; give your own)."""

SLOPES, SLOPE = (0.0, 0.5, 1.0), 0.5
SCALES = (0.8, 1.0, 1.2)
STEPS = 8
"""Steps in which the margin falls."""
MOST = 12
"""Players beyond which 2^n coalitions are refused."""

METHOD = (
    "Shapley value of the game of deliverable gas (Shapley 1953; Hubert and Ikonnikova 2011), as a share of the whole; "
    f"bounds over margins that fall by {', '.join(f'{s:.0%}' for s in SLOPES)} and demand times {', '.join(map(str, SCALES))}"
)


@dataclass(frozen=True, slots=True)
class Game:
    """Who plays over which stretches, the producer first; `demand` in bcm a year by buyer."""

    players: tuple[str, ...]
    links: tuple[Stretch, ...]
    demand: Mapping[str, float]

    def values(self, slopes: Sequence[float]) -> Values:
        """v(S) for every slope of the margin and every coalition: [slopes, 2^n], a coalition as bits of the players."""
        buyers = [(buyer, wanted) for buyer, wanted in sorted(self.demand.items()) if buyer in self.players]
        lots = [(buyer, wanted / STEPS) for _ in range(STEPS) for buyer, wanted in buyers]
        volumes = np.zeros((1 << len(self.players), len(lots)))
        for bits in range(1, len(volumes), 2):
            members = {player for i, player in enumerate(self.players) if bits >> i & 1}
            volumes[bits] = deliverable(self.links, members, self.players[0], lots)
        step = np.repeat((np.arange(STEPS) + 0.5) / STEPS, len(buyers))
        return np.array([volumes @ (1 - slope * step) for slope in slopes])


def shapley(values: Values) -> Values:
    """Each player's Shapley value [n] from v(S) [2^n], coalitions as bits; exact, by enumeration.

    ComityError where the length is no power of two or above 2^12.

    >>> shapley(np.array([0, 0, 0, 0, 0, 12, 0, 12.0])).tolist()  # player 0 sells to 2, player 1 adds nothing
    [6.0, 0.0, 6.0]
    """
    v = np.asarray(values, dtype=float)
    n = len(v).bit_length() - 1
    if len(v) != 1 << n or not 1 <= n <= MOST:
        raise ComityError(f"{len(v)} coalitions", next_step=f"give 2^n values for n players, n up to {MOST}")
    coalitions = np.arange(len(v))
    sizes = np.array([bits.bit_count() for bits in range(len(v))])
    weight = np.array([factorial(s) * factorial(n - s - 1) / factorial(n) for s in range(n)])
    found = np.empty(n)
    for i in range(n):
        outside = coalitions[coalitions >> i & 1 == 0]
        found[i] = (weight[sizes[outside]] * (v[outside | 1 << i] - v[outside])).sum()
    return found


def game(links: Iterable[Stretch], producer: str, demand: Mapping[str, float]) -> Game:
    """The game of all who lie between a producer and the buyers. ComityError where no gas can flow or too many play.

    >>> from comity.measure.transit.routes import network
    >>> game(network(date(2021, 12, 1)), "RUS", {"EU": 155.0}).players
    ('RUS', 'BLR', 'EU', 'POL', 'TUR', 'UKR')
    """
    rows = tuple(links)
    down = _reach({producer}, [(row.giver, row.taker) for row in rows])
    up = _reach(set(demand), [(row.taker, row.giver) for row in rows])
    between = (down & up) - {producer}
    if not between & set(demand):
        raise ComityError(f"no route from {producer} to {', '.join(sorted(demand))}", next_step="choose another day")
    if len(between) >= MOST:
        raise ComityError(f"{len(between) + 1} players", next_step=f"name fewer buyers: {MOST} players at most")
    used = tuple(row for row in rows if {row.giver, row.taker} <= between | {producer})
    return Game((producer, *sorted(between)), used, dict(demand))


def _reach(found: set[str], hops: list[tuple[str, str]]) -> set[str]:
    while more := {there for here, there in hops if here in found} - found:
        found = found | more
    return found


def shares(links: Iterable[Stretch], producer: str, demand: Mapping[str, float]) -> dict[str, tuple[float, ...]]:
    """Share of each player, first in the middle case, then in every case of slope and scale. Shares of a case sum to 1."""
    rows = tuple(links)
    middle = _cases(game(rows, producer, demand), (SLOPE,))
    cases = [middle]
    cases += [_cases(game(rows, producer, {b: d * scale for b, d in demand.items()}), SLOPES) for scale in SCALES]
    table = np.concatenate(cases)
    players = game(rows, producer, demand).players
    return {player: tuple(table[:, i].tolist()) for i, player in enumerate(players)}


def _cases(played: Game, slopes: Sequence[float]) -> Values:
    found = np.array([shapley(v) for v in played.values(slopes)])
    return np.asarray(found / found.sum(axis=1, keepdims=True))


def leverage(
    day: date,
    producer: str = "RUS",
    buyers: Collection[str] = ("EU", "TUR"),
    without: Collection[str] = (),
    also: Collection[str] = (),
    demand: Mapping[str, float] | None = None,
    table: Sequence[Stretch] | None = None,
) -> Table:
    """Each player's share (0..1) of what the gas trade is worth on a day, with bounds.

    Columns player, value, low, high, n_evidence (stretches that touch the player), as_of, method, evidence. `without`
    takes routes away, `also` adds routes not open on the day. `demand` in bcm a year by buyer; `table` replaces the
    shipped stretches. ComityError where no gas can flow.

    >>> [(r["player"], round(r["value"], 2)) for r in leverage(date(2021, 12, 1)).rows()][:2]
    [('RUS', 0.44), ('EU', 0.36)]
    """
    links = network(day, without, also, table)
    found = shares(links, producer, _wanted(buyers, demand))
    order = sorted(found, key=lambda player: (-found[player][0], player))
    marks = "".join([*(f"/-{r}" for r in sorted(without)), *(f"/+{r}" for r in sorted(also))])
    columns = {
        "player": order,
        "value": [found[p][0] for p in order],
        "low": [min(found[p]) for p in order],
        "high": [max(found[p]) for p in order],
        "n_evidence": [sum(p in (s.giver, s.taker) for s in links) for p in order],
        "as_of": [day] * len(order),
        "method": [METHOD] * len(order),
        "evidence": [f"leverage/{producer}/{day}/{p}{marks}" for p in order],
    }
    note = (
        "Capacities and demand are from general knowledge, rounded; a share is a part of the joint gain, not a price."
    )
    return Table(f"Leverage over gas from {producer}, {day}", columns, note, lambda id: why(id, table))


def effect(
    route: str,
    day: date,
    producer: str = "RUS",
    buyers: Collection[str] = ("EU", "TUR"),
    demand: Mapping[str, float] | None = None,
    table: Sequence[Stretch] | None = None,
) -> Table:
    """What one route does to each player's share on a day: with it less without it; columns as `leverage` and both shares.

    Bounds are over the same cases of margin and demand, each compared with itself.

    >>> row = next(r for r in effect("nord-stream-2", date(2021, 12, 1)).rows() if r["player"] == "UKR")
    >>> row["value"] < 0
    True
    """
    wanted = _wanted(buyers, demand)
    before = shares(network(day, [route], table=table), producer, wanted)
    after = shares(network(day, also=[route], table=table), producer, wanted)
    cases = len(after[producer])
    order = sorted(after | before)
    none = (0.0,) * cases
    moves = {p: np.subtract(after.get(p, none), before.get(p, none)) for p in order}
    columns = {
        "player": order,
        "without": [before.get(p, none)[0] for p in order],
        "with": [after.get(p, none)[0] for p in order],
        "value": [float(moves[p][0]) for p in order],
        "low": [float(moves[p].min()) for p in order],
        "high": [float(moves[p].max()) for p in order],
        "n_evidence": [sum(s.route == route for s in (stretches() if table is None else table))] * len(order),
        "as_of": [day] * len(order),
        "method": [METHOD] * len(order),
        "evidence": [f"leverage/{producer}/{day}/{p}/+{route}" for p in order],
    }
    note = f"With {route} less without it; changes sum to nought. What the model says, not what was observed."
    return Table(f"What {route} does to shares in gas from {producer}, {day}", columns, note, lambda id: why(id, table))


def _wanted(buyers: Collection[str], demand: Mapping[str, float] | None) -> dict[str, float]:
    known = DEMAND if demand is None else demand
    for buyer in buyers:
        if not known.get(buyer, 0) > 0:
            raise ComityError(f"no demand held of {buyer}", next_step=f"give demand={{'{buyer}': bcm a year}}")
    return {buyer: known[buyer] for buyer in buyers}


def why(evidence: str, table: Sequence[Stretch] | None = None) -> Table:
    """The stretches behind a share, those that touch the player first. NoEvidence for an id of another shape.

    >>> why("leverage/RUS/2021-12-01/UKR").rows()[0]["giver"]
    'BLR'
    """
    head, *rest = evidence.split("/")
    if head != "leverage" or len(rest) < 3:
        raise NoEvidence("no such evidence id", where=evidence, next_step="ids look like leverage/RUS/2021-12-01/UKR")
    day, player, marks = date.fromisoformat(rest[1]), rest[2], rest[3:]
    links = network(day, [m[1:] for m in marks if m[0] == "-"], [m[1:] for m in marks if m[0] == "+"], table)
    rows = sorted(links, key=lambda s: (player not in (s.giver, s.taker), s.giver == rest[0], s.route))
    names = ("route", "name", "giver", "taker", "capacity", "start", "end", "page", "note", "where")
    columns = {name: [getattr(row, name) for row in rows] for name in names}
    return Table(f"why {evidence}", columns, "bcm a year; no start: never opened." if rows else "no route is open")
