"""Treaty obligations of every pair and year as one level, told by what was promised and in how large a treaty."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from comity.measure.grid import Array, Grid
from comity.measure.pacts.atop import n_parties, obligations
from comity.measure.pacts.obligations import Obligation

if TYPE_CHECKING:
    from comity.ledger import Ledger

OWN = {"defence": 1.0, "offence": 1.0, "neutrality": 2 / 3, "consultation": 2 / 3, "non-aggression": 1 / 3}
"""Level of an obligation in a treaty of two; defence and offence in a treaty of any size."""

SHARED = 0.1
"""Level of any other pledge in a treaty of three or more, or of a treaty not named: Helsinki 1975 and Shanghai 2001 bind
rivals too, as the ladder of commitment has it (`measure.pacts.ladder`)."""


def treaty_level(ledger: Ledger, grid: Grid) -> Array:
    """The highest obligation [u, u, t] in force in any day of the year, symmetric; 0 where none is recorded."""
    level = np.zeros((grid.shape[0],) * 2 + (grid.shape[1],), dtype=np.float32)
    first, last = int(grid.years[0]), int(grid.years[-1])
    for held in obligations(ledger, n_parties(ledger)):
        one, two = grid.places.get(held.state1), grid.places.get(held.state2)
        begin, end = max(held.start.year, first), min(held.end.year if held.end else last, last)
        if one is None or two is None or one == two or begin > end:
            continue
        years = slice(begin - first, end - first + 1)
        level[one, two, years] = np.maximum(level[one, two, years], worth(held))
        level[two, one, years] = level[one, two, years]
    return level


def worth(held: Obligation) -> float:
    """Level of one obligation."""
    own = OWN[held.name]
    return own if own == 1 or held.n_parties == 2 else SHARED
