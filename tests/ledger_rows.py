"""A ledger that holds records typed by hand: what measures read, without a file of anybody's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from comity.ledger import Ledger

Row = tuple[str, str, str, float]
"""state1, state2, year or month or day, value."""


def ledger_of(folder: Path, series: dict[str, Iterable[Row]], directed: Sequence[str] = ()) -> Ledger:
    """A published ledger of pair series by indicator; years span the year, months the month; `directed` names those that are."""
    ledger = Ledger(folder / "record")
    for name, rows in series.items():
        path = folder / f"{name}.csv"
        lines = [f"{one},{two},{when},{value}" for one, two, when, value in rows]
        path.write_text("\n".join(["a,b,t,v", *lines]) + "\n")
        when = {4: "year", 7: "month", 10: "day"}[len(lines[0].split(",")[2])]
        columns = {"state1": "a", "state2": "b", when: "t", "value": "v", "indicator": name, "unit": "units"}
        ledger.add(path, "dyads", columns={**columns, "directed": "yes" if name in directed else "no"})
    ledger.build()
    return ledger
