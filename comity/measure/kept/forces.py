"""Kept: disputes, uses of force and wars begun in each year, of every state and of every pair."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from comity.measure.kept.kinds import Columns, Kind, columns
from comity.measure.kept.series import unit, units
from comity.measure.strength.force_records import ACTS, COLLECTIONS, Act, Rows, among, begun, counted_rows, told_of_all

if TYPE_CHECKING:
    from comity.ledger import Ledger

HOSTILITY = "highest_hostility"
ALSO = ("gml",)
"""Collections beside a longer one of the same thing: counts against blocs are kept of that one alone."""
SCALE = "1 none, 2 threat, 3 display, 4 use of force, 5 war"


def _main(collection: str) -> tuple[str, ...]:
    """The records that say which years a collection covers: those of its first act."""
    return next(iter(ACTS[collection].values())).indicators[:1]


def _kind(collection: str, act: Act) -> Kind:
    return Kind(
        f"force/{collection}/{act.name}",
        f"{act.said}, begun in the year",
        "begun in the year",
        f"{act.said} ({COLLECTIONS[collection]}), by the year in which they began",
        _main(collection),
        silent="nought",
        id=f"force/{collection}/{act.name}/{{who}}/{{year}}-{{year}}",
    )


def _hostility(collection: str) -> Kind:
    return Kind(
        f"force/{collection}/{HOSTILITY}",
        "own highest hostility in the disputes begun in the year",
        "1 to 5",
        f"highest hostility of the state in its disputes ({COLLECTIONS[collection]}): {SCALE}",
        _main(collection),
        id=f"force/{collection}/disputes/{{who}}/{{year}}-{{year}}",
    )


KINDS = (
    *(_kind(collection, act) for collection, acts in ACTS.items() for act in acts.values()),
    *(_hostility(collection) for collection, acts in ACTS.items() if "disputes" in acts),
)
Cell = tuple[str, str, str, int, float, int]
"""measure, state1, state2, year, value, n_evidence."""


def make(ledger: Ledger) -> dict[str, Columns]:
    """Counts by (who, against whom), and by who alone; state1's own acts, as it took part in them."""
    cells: dict[str, list[Cell]] = {}
    for collection, acts in ACTS.items():
        for state, every in told_of_all(ledger, collection, units()).items():
            for cell in _of_state(every, collection, acts, state):
                cells.setdefault(cell[0], []).append(cell)
    return {measure: _columns(found) for measure, found in cells.items()}


def _of_state(every: Rows, collection: str, acts: dict[str, Act], state: str) -> Iterator[Cell]:
    """Against anyone, each opponent, and the members of each bloc of the release."""
    from comity.measure.release import BLOCS

    faced: dict[str, Rows] = {"": every}
    for row in every:
        other = unit(row["opponent"])
        if other != state:
            faced.setdefault(other, []).append(row)
    if collection not in ALSO:
        faced |= {bloc: among(every, bloc) for bloc in BLOCS}
    for other, rows in faced.items():
        for act in acts.values():
            yield from _counted(rows, collection, act, state, other)


def _counted(rows: Rows, collection: str, act: Act, state: str, other: str) -> Iterator[Cell]:
    whole = begun(rows, act)
    for year in sorted({one.first for one in whole.values()}):
        now = {key: one for key, one in whole.items() if one.first == year}
        n = len(counted_rows(rows, act, now))
        yield f"force/{collection}/{act.name}", state, other, year, float(len(now)), n
        if act.name == "disputes":
            yield f"force/{collection}/{HOSTILITY}", state, other, year, max(one.top for one in now.values()), n


def _columns(cells: list[Cell]) -> Columns:
    _, one, two, year, value, n = zip(*cells, strict=True)
    return columns(one, two, year, value, n)
