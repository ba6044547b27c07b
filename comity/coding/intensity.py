"""How friendly or hostile an act is: one figure by type and mode, in the tradition of Goldstein (1992)."""

from __future__ import annotations

from functools import cache

from comity.coding.tables import rows
from comity.errors import Refused
from comity.schema import TYPES


@cache
def scale() -> dict[tuple[str, str], float]:
    """The figure of each type and mode; mode "" stands for a type whose mode is not known.

    >>> scale()["CONSULT", "visit"]
    2.8
    """
    return {(row["type"], row["mode"]): float(row["value"]) for row in rows("intensity.tsv")}


def intensity(type: str, mode: str, status: str = "asserted") -> float:
    """Of an act, from -10 (war) to +10; a type or mode that is not in the table counts as its type without a mode.

    The figure is that of the act, whatever its `status`: a planned attack keeps -9.5, and the status says that it has
    not happened. Raises `comity.errors.Refused` for a type that is not of PLOVER.

    >>> intensity("ASSAULT", "aerial", "asserted"), intensity("ASSAULT", "aerial", "negated"), intensity("AID", "")
    (-9.8, -9.8, 7.0)
    """
    if type not in TYPES:
        raise Refused(f"{type!r} is not an event type", next_step=f"use one of {', '.join(TYPES)}")
    figures = scale()
    return figures.get((type, mode), figures[type, ""])
