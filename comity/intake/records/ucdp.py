"""UCDP/PRIO armed conflicts by year: who fought whom, who helped whom.

The value of every record is the intensity of the conflict in the year: 1 from 25 to 999 battle deaths, 2 from 1,000 on. Item
`ucdp:<conflict>`.

`ucdp_interstate`     the two states of a conflict between states, undirected
`ucdp_internal`       the government of a conflict with rebels in its state, about one state; who the rebels are the file does not say
`ucdp_extrasystemic`  a state that fought in a dependent territory, about one state
`ucdp_support`        directed: a state that fought beside state2
`ucdp_against`        directed: a state that joined the other side against state2

A record runs from 1 January, or from the day the episode began in that year where the file is sure of the day, to
31 December or the day on which the episode ended.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from comity.actors import by_code
from comity.intake.records.base import Adapter, Built, Layout, Publisher, Reading, Row, Sheets
from comity.intake.records.cells import whole
from comity.intake.records.pairs import REPEATED, Pairs, failure, newest_year, yearly
from comity.intake.rows import Sheet
from comity.schema import Failure, Item, Record

REQUIRED = (
    "conflict_id",
    "year",
    "gwno_a",
    "gwno_a_2nd",
    "gwno_b",
    "gwno_b_2nd",
    "incompatibility",
    "intensity_level",
    "type_of_conflict",
    "start_date2",
    "start_prec2",
    "ep_end_date",
)
KINDS = {
    "interstate": "between states",
    "intrastate": "inside a state",
    "II": "inside a state, with others taking part",
    "extrasystemic": "over a dependent territory",
}
UNIT = "1 from 25 to 999 battle deaths in the year, 2 from 1,000 on"
Tie = tuple[str, str, str | None, bool]
"""indicator, state1, state2, directed"""


def state(code: str, day: date) -> str:
    """The state a UCDP number means: Gleditsch and Ward's, but Serbia keeps 345 after 2006.

    >>> state("345", date(2014, 1, 1)), state("365", date(1980, 1, 1))
    ('SRB', 'SUN')
    """
    return by_code("cow" if code == "345" else "gw", code, day).id


def build(sheets: Sheets) -> Built:
    """The table as a data set; its date is the end of its last year."""
    sheet = sheets["conflict_year"]
    newest = newest_year(sheet, "year")
    day = f"{newest}-12-31" if newest else ""
    return Built("UCDP/PRIO Armed Conflict Dataset", f"years to {newest}", day, partial(records, sheet), None)


def records(sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """Each conflict as an item at its first row; a tie that several rows of a year state is told once."""
    pairs = Pairs(state)
    conflicts: set[str] = set()
    stated: set[tuple[str, Tie, int]] = set()
    for found in yearly(sheet, REQUIRED, reading, 1):
        if isinstance(found, Failure):
            yield found
            continue
        row, values, year = found
        days = _days(values, year)
        ties = days if isinstance(days, str) else _ties(values, year, pairs)
        if isinstance(days, str) or isinstance(ties, str):
            yield failure(sheet.name, row, str(ties), values)
            continue
        origin, item = reading.origin.id, f"ucdp:{values[0]}"
        if values[0] not in conflicts:
            conflicts.add(values[0])
            matter = "territory and government" if values[6] == "both" else values[6][:40]
            title = f"conflict {values[0]} {KINDS[values[8]]}, over {matter}"
            yield Item(item, "conflict", title, None, values[0], "", "", origin)
        new = [tie for tie in ties if (values[0], tie, year) not in stated]
        if not new:
            reading.skipped[REPEATED] += 1
        for tie in new:
            stated.add((values[0], tie, year))
            indicator, one, two, directed = tie
            yield Record(indicator, one, two, *days, float(values[7]), UNIT, directed, origin, row, item)


def _days(values: tuple[str, ...], year: int) -> tuple[date, date] | str:
    """First and last day in the year, or why the row cannot be read."""
    if whole(values[0]) is None or not year or values[7] not in ("1", "2") or values[8] not in KINDS:
        kinds = ", ".join(KINDS)
        return f"conflict_id and year, intensity_level 1 or 2 and type_of_conflict of {kinds} expected"
    start, end = date(year, 1, 1), date(year, 12, 31)
    try:
        begun, over = date.fromisoformat(values[9]), date.fromisoformat(values[11] or "9999-12-31")
    except ValueError as error:
        return f"start_date2 or ep_end_date is no day: {error}"
    if begun.year == year and values[10] == "1":
        start = begun
    if over.year == year:
        end = over
    return (start, end) if start <= end else f"begins {start} and ended earlier, {end}"


def _ties(values: tuple[str, ...], year: int, pairs: Pairs) -> list[Tie] | str:
    """What the row says of the states in it, or why one of them is none."""
    states: list[str] = []
    for code in values[2:6]:
        found, why = pairs.one(code, year) if code else ("", "")
        if why:
            return why
        states.append(found)
    side_a, beside_a, side_b, beside_b = states
    kind = values[8]
    if not side_a or (kind == "interstate") != bool(side_b):
        return "gwno_a, and gwno_b in a conflict between states and no other, expected"
    if kind == "interstate":
        one, two = sorted((side_a, side_b))
        ties: list[Tie] = [("ucdp_interstate", one, two, False)]
    else:
        ties = [("ucdp_extrasystemic" if kind == "extrasystemic" else "ucdp_internal", side_a, None, False)]
    told = (
        ("ucdp_support", beside_a, side_a),
        ("ucdp_against", beside_a, side_b),
        ("ucdp_support", beside_b, side_b),
        ("ucdp_against", beside_b, side_a),
    )
    return ties + [(name, who, whom, True) for name, who, whom in told if who and whom and who != whom]


ADAPTER = Adapter(
    "ucdp",
    "Armed conflicts by year (UCDP/PRIO): between states, inside them, and who joined on which side.",
    (Layout("conflict_year", "one row per conflict, year and further state", REQUIRED, build),),
    {
        "conflict_year": Publisher(
            "Uppsala Conflict Data Program; Peace Research Institute Oslo",
            "CC BY 4.0",
            "Gleditsch, Wallensteen, Eriksson, Sollenberg, Strand (2002), Armed Conflict 1946-2001: A New Dataset, "
            "Journal of Peace Research 39(5), 615-637; Davies, Pettersson, Sollenberg, Öberg (2025), Organized violence "
            "1989-2024, Journal of Peace Research",
            "https://ucdp.uu.se/downloads/",
        )
    },
)
