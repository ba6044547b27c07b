"""Zeros of the pair-years that mean "nothing reported": which they are, found from the years around them."""

from __future__ import annotations

from comity.intake.records.annual import FIRST_YEAR

NOTHING, ZERO, TRADE, PARTIAL = range(4)
"""What a pair's year holds: no row, zero both ways, a positive flow, or one flow blank and the other zero or blank."""

Flows = tuple[float | None, float | None]


def held_in(flows: Flows) -> int:
    """What a row with these flows holds.

    >>> held_in((0.0, 0.0)) == ZERO, held_in((None, 3.0)) == TRADE, held_in((None, 0.0)) == PARTIAL
    (True, True, True)
    """
    if any(flows):
        return TRADE
    return PARTIAL if None in flows else ZERO


class PairYears:
    """One small number, 0 at first, for every pair and year since 1945, in whatever order a pair is named."""

    def __init__(self) -> None:
        self._pairs: dict[tuple[str, str], bytearray] = {}

    def of(self, one: str, two: str) -> bytearray:
        """The numbers of a pair, 1945 first; always one more year than was put."""
        return self._pairs.setdefault((one, two) if one < two else (two, one), bytearray(101))

    def put(self, one: str, two: str, year: int, number: int) -> int:
        """Set a year's number unless it is set; the number that stood there."""
        years, place = self.of(one, two), year - FIRST_YEAR
        years.extend(bytes(max(place + 2 - len(years), 0)))
        before = years[place]
        years[place] = before or number
        return before


def unreported(years: bytearray, year: int) -> bool:
    """Whether a zero year belongs to a run of zeros that stands alone between years without a row.

    The pair traded in an earlier and in a later year, so trade did not begin or end then: USSR and
    China have rows to 1957, zeros from 1960 to 1963, and rows again from 1978. A zero next to a year
    with any other row is taken for a real zero.

    >>> years = bytearray([TRADE, NOTHING, ZERO, ZERO, NOTHING, TRADE, ZERO, NOTHING])
    >>> [unreported(years, 1945 + place) for place in (2, 3, 6)]
    [True, True, False]
    """
    first = last = year - FIRST_YEAR
    if years[first] != ZERO:
        return False
    while first > 0 and years[first - 1] == ZERO:
        first -= 1
    while last + 1 < len(years) and years[last + 1] == ZERO:
        last += 1
    alone = first > 0 and years[first - 1] == NOTHING and last + 1 < len(years) and years[last + 1] == NOTHING
    return alone and TRADE in years[:first] and TRADE in years[last:]
