"""Intergovernmental organisations of Correlates of War: how many a state belongs to, and how many two share, by year.

Layout `dyad_year`: `shared_igos`, undirected, organisations of which both are full members. Layout `state_year`: `igo_full`,
`igo_associate`, `igo_observer`, `igo_any`, about one state, item "igo". From 1 January to 31 December. A zero is a count: the
state is in the system and in no organisation.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from comity.intake.records.base import Adapter, Built, Layout, Publisher, Reading, Row, Sheets
from comity.intake.records.cells import decimal
from comity.intake.records.counted import MISSING, Column, build
from comity.intake.records.pairs import REPEATED, Pairs, failure, newest_year, whole_year, yearly
from comity.intake.records.states import finder
from comity.intake.rows import Sheet
from comity.schema import Failure, Item, Record

SHARED = Column(
    "dyadigos", "shared_igos", "organisations", 1000, "Intergovernmental organisations shared by two states"
)
COUNTS = {
    "sum_igo_full": "igo_full",
    "sum_igo_associate": "igo_associate",
    "sum_igo_observer": "igo_observer",
    "sum_igo_anytype": "igo_any",
}
STATE_YEAR = ("ccode", "year", *COUNTS)
ITEM = "igo"


def build_states(sheets: Sheets) -> Built:
    """The table as a data set; its date is the end of its last year."""
    sheet = sheets["state_year"]
    newest = newest_year(sheet, "year")
    day = f"{newest}-12-31" if newest else ""
    rows = partial(records, sheet)
    return Built("Memberships in intergovernmental organisations by state", f"years to {newest}", day, rows, None)


def records(sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """The item, then a record for each count of a row; a blank or -9 makes none."""
    states = Pairs(finder("cow"))
    stated: set[tuple[str, int]] = set()
    title = "intergovernmental organisations (Correlates of War)"
    yield Item(ITEM, "count", title, None, "", "", "", reading.origin.id)
    for found in yearly(sheet, STATE_YEAR, reading, 1):
        if isinstance(found, Failure):
            yield found
            continue
        row, values, year = found
        counts = _counts(values[2:])
        state, why = states.one(values[0], year) if year else ("", f"year {values[1][:20]!r} is no year")
        if why or isinstance(counts, str):
            yield failure(sheet.name, row, why or str(counts), values)
        elif (state, year) in stated or not counts:
            reading.skipped[REPEATED if counts else MISSING] += 1
        else:
            stated.add((state, year))
            origin, (start, end) = reading.origin.id, whole_year(year)
            for indicator, count in counts:
                yield Record(indicator, state, None, start, end, count, SHARED.unit, False, origin, row, ITEM)


def _counts(cells: tuple[str, ...]) -> list[tuple[str, float]] | str:
    """The counts stated, or why one cannot be read."""
    counts = []
    for (column, indicator), cell in zip(COUNTS.items(), cells, strict=True):
        count = decimal(cell)
        if cell in ("", "-9", "NA"):
            continue
        if count is None or not 0 <= count <= SHARED.highest or count != int(count):
            return f"{column} is {cell[:20]!r}: a count expected"
        counts.append((indicator, count))
    return counts


_COW = Publisher(
    "Jon C. Pevehouse, Timothy Nordstrom, Roseanne W. McManus, Anne Spencer Jamison; Correlates of War",
    "free with citation (Correlates of War terms)",
    "Pevehouse, Nordstrom, McManus, Jamison (2020), Tracking organizations in the world: The Correlates of War IGO "
    "Version 3.0 datasets, Journal of Peace Research 57(3), 492-503",
    "https://correlatesofwar.org/data-sets/IGOs/",
)

ADAPTER = Adapter(
    "igo",
    "Intergovernmental organisations (Correlates of War): memberships of a state, and how many two states share.",
    (
        Layout(
            "dyad_year",
            "organisations shared by two states, by year",
            ("ccode1", "ccode2", "year", "dyadigos"),
            build("dyad_year", SHARED),
        ),
        Layout("state_year", "memberships of a state by kind and year", STATE_YEAR, build_states),
    ),
    {"dyad_year": _COW, "state_year": _COW},
)
