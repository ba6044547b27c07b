"""Suppliers and recipients as SIPRI names them, by year."""

from __future__ import annotations

from datetime import date

from comity.intake.records.states import States, printed, within, year_of

NO_STATE = "a party that is no state: a rebel group, a body or unknown"
"""SIPRI marks rebels with * and bodies such as NATO with **."""

SAME: dict[str, tuple[str, ...]] = {
    "China": ("CHN",),
    "Congo": ("COG",),
    "Germany": ("DEU",),
    "Libya GNC": ("LBY",),
    "Russia": ("RUS", "SUN"),
    "Serbia": ("SRB", "SCG"),
    "South Vietnam": ("RVN",),
    "Viet Nam": ("VNM",),
    "Yemen Arab Republic (North Yemen)": ("YAR",),
    "Yugoslavia": ("YUG", "SCG"),
}
"""SIPRI's Germany is West Germany before 1990, its Viet Nam the north before 1975, its Serbia also the union with Montenegro.

An order of Russia's of 1990 was the Soviet Union's.
"""


def by_year() -> States:
    """The states of SIPRI's names, on 1 January of a year or, of one that began in it, on 31 December."""
    return States(within(printed(SAME), year_of))


def is_no_state(name: str) -> bool:
    """Whether SIPRI itself says that the party is no state.

    >>> is_no_state("Viet Minh (France)*"), is_no_state("unknown recipient(s)"), is_no_state("France")
    (True, True, False)
    """
    return name.endswith("*") or name.lower().startswith("unknown ")


def parties(states: States, supplier: str, recipient: str, year: int) -> tuple[str, str] | str:
    """(supplier's id, recipient's id) in a year, or why there is none."""
    then = states[date(year, 1, 1)]
    (one, why), (two, why_two) = then[supplier], then[recipient]
    if why or why_two:
        return why or why_two
    return (one, two) if one != two else f"both names stand for {one}"
