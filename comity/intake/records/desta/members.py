"""Who is meant by ISO numbers over the life of an agreement, and which members of it are bound to each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from itertools import combinations

from comity.actors import by_code, get, lineage
from comity.errors import ComityError
from comity.schema import Actor

OTHER_CODES = {"900": "XKX"}
"""Codes of the file that ISO 3166 does not have."""
TODAY, THEN = date(2020, 1, 1), date(1990, 1, 1)
"""Days on which a code is looked up where it means nobody in the year of the agreement: DESTA writes today's 729 for Sudan in 1991."""

Stay = tuple[str, date, date]
"""state id, first and last day"""


@cache
def stays(code: str, start: date) -> list[Stay] | str:
    """The states an ISO number means from a day on, or why nobody.

    A number of today means the state whose record today's continues: 643 is the Soviet
    Union, then Russia. A state that began later comes in on its first day.

    >>> [(state, str(first)) for state, first, _ in stays("643", date(1960, 1, 1))]
    [('SUN', '1960-01-01'), ('RUS', '1991-12-26')]
    >>> [state for state, _, _ in stays("729", date(1991, 1, 1))], stays("234", date(1996, 1, 1))[:32]
    (['SDN'], 'no state has the ISO number 234')
    """
    bearer = _bearer(code, start)
    if bearer is None:
        return f"no state has the ISO number {code[:20]}"
    line = [get(id) for id in lineage(bearer.id)]
    found = [(one.id, max(start, one.start or start), one.end or date.max) for one in line]
    return [stay for stay in found if stay[1] <= stay[2]] or f"{bearer.name} had ended before {start}"


@cache
def _bearer(code: str, start: date) -> Actor | None:
    if code in OTHER_CODES:
        return get(OTHER_CODES[code])
    for day in (start, TODAY, THEN):
        try:
            return by_code("iso3n", code, day, day.replace(month=12, day=31))
        except ComityError:
            continue
    return None


def bound(kind: str, members: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Pairs of codes among (code, side) that an entry of a kind (column typememb) ties to each other.

    1 two states and 2 several: all of them. 3 a body and a state, 4 two bodies, 6 newcomers
    to a body in its agreement with others: those on different sides. 5 newcomers to an
    agreement, 7 those who leave it: pairs with at least one of them, whose side is 1.

    >>> list(bound("3", [("56", "1"), ("250", "1"), ("788", "0")]))
    [('56', '788'), ('250', '788')]
    >>> list(bound("5", [("32", "2"), ("76", "2"), ("68", "1")]))
    [('32', '68'), ('76', '68')]
    """
    for (one, side), (two, other) in combinations(members, 2):
        if kind in "12" or (kind in "346" and side != other) or (kind in "57" and "1" in (side, other)):
            yield one, two
