"""Units of the ideal-point model: lines of states whose votes form one series, as the authors cut them.

One series each: the Soviet Union and Russia; Yugoslavia and Serbia. Two each: the Republic of China and the People's
Republic; the Federal Republic of Germany to session 45 and Germany since; North Yemen to session 45 and Yemen since.
"""

from __future__ import annotations

from functools import cache

from comity import actors

UNIFIED = 45
"""The session of 1990, the last in which the Federal Republic of Germany and North Yemen stand under their old series."""

TO_1990 = {"DEU": "DEU:1990", "YEM": "YAR"}


def unit_of(state: str, session: int) -> str:
    """The unit that holds a state's votes of a session.

    >>> unit_of("SUN", 30), unit_of("DEU", 45), unit_of("DEU", 46), unit_of("YUG", 40), unit_of("YAR", 40)
    ('RUS', 'DEU:1990', 'DEU', 'SRB', 'YAR')
    """
    if session <= UNIFIED and state in TO_1990:
        return TO_1990[state]
    return _lines().get(state, state)


def state_of(unit: str) -> str:
    """The id of the state whose votes a unit holds, the youngest of its line.

    >>> state_of("DEU:1990"), state_of("RUS")
    ('DEU', 'RUS')
    """
    return unit.partition(":")[0]


@cache
def _lines() -> dict[str, str]:
    return {old: new for new in ("RUS", "SRB") for old in actors.lineage(new)}
