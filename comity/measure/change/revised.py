"""Numbers of an earlier answer that are no longer the same: new data, a new release or new documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from comity.schema import Estimate

SAME = 5e-7
"""Difference below which a number is the same: written to a file and read again, it keeps every digit."""


@dataclass(frozen=True, slots=True)
class Revised:
    """A number that an earlier answer gave otherwise, and by how much it moved since."""

    then: float
    now: Estimate
    change: float


def revised(
    earlier: Mapping[tuple[str, str, str], float], current: Iterable[Estimate]
) -> tuple[int, tuple[Revised, ...]]:
    """How many numbers both hold, and those that differ, the largest change first; the same evidence, method and unit.

    >>> from datetime import date
    >>> now = Estimate(0.5, 0.4, 0.6, 0.9, 9, date(2020, 12, 31), "kappa", "e")
    >>> [round(one.change, 2) for one in revised({("e", "kappa", ""): 0.3}, [now])[1]]
    [0.2]
    """
    shared, moved = 0, []
    for one in {(one.evidence, one.method, one.unit): one for one in current}.values():
        then = earlier.get((one.evidence, one.method, one.unit))
        if then is None or one.value is None:
            continue
        shared += 1
        if abs(one.value - then) > SAME:
            moved.append(Revised(then, one, one.value - then))
    return shared, tuple(sorted(moved, key=lambda one: -abs(one.change)))
