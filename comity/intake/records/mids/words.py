"""The scales of militarised disputes, which Gibler, Miller and Little share with Correlates of War."""

from __future__ import annotations

from dataclasses import dataclass

LEVELS = {2: "threat of force", 3: "display of force", 4: "use of force", 5: "war"}
OUTCOMES = {
    1: "victory of side A",
    2: "victory of side B",
    3: "yield by side A",
    4: "yield by side B",
    5: "stalemate",
    6: "compromise",
    7: "released",
    8: "outcome unclear",
    9: "joined an ongoing war",
}
UNKNOWN = -9


@dataclass(frozen=True, slots=True)
class Scale:
    """A column about state1 in a dispute: what its records are called, in which unit, and its range."""

    column: str
    suffix: str
    unit: str
    low: int
    high: int
    told_if: int | None = None
    """The one value that makes a record (1 of a mark 0 or 1); None where every value does."""


ACTION = "highest action of state1 in the dispute, 0 none to 21 war (COW scale)"
SIDE_A = "on the side of the first militarised act"
ORIGINATOR = "in the dispute from its first day"

SCALES = (
    Scale("hostlev1", "hostility", "highest hostility of state1 in the dispute, 1 none to 5 war", 1, 5),
    Scale("hiact1", "action", ACTION, 0, 21),
    Scale("fatality1", "fatality", "deaths of state1 in the dispute, level 0 none to 6 over 999", 0, 6),
    Scale("fatalpre1", "deaths", "deaths of state1 in the dispute", 0, 100_000_000),
    Scale("sidea1", "side_a", SIDE_A, 0, 1, 1),
    Scale("orig1", "originator", ORIGINATOR, 0, 1, 1),
)
