"""US voting coincidence at the UN as the Department of State reports it to Congress, by country and year.

The printed share, 0 to 1, is counted in three ways, so it has three names, never to be put in one series:
`us_coincidence_selected` to 2017, on 18 to 21 selected votes (to 2016 same / (same + opposite); in 2017 a partial
vote, where one of the two abstained, counts half); `us_coincidence` 2018 to 2020, on all votes, (same + partial / 2) /
(same + opposite + partial); `us_coincidence_with_absent` from 2021, the same with absence as half an agreement
(exactly so in 2022 and 2023, within .07 in 2021). The counts beside it, unit "votes", are counted one way from 2018:
`us_votes_same`, `us_votes_opposite`, `us_votes_partial`, `us_votes_absent`, until 2017 with `_selected` after the
name. A country that took part in no vote has a share without a value. A record holds for its calendar year, undirected.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from comity.intake.records.base import Adapter, Built, Layout, Publisher, Reading, Row, Sheets
from comity.intake.records.cells import decimal, year_from
from comity.intake.records.states import States, finder, printed
from comity.intake.rows import Sheet
from comity.schema import Failure, Record

REQUIRED = ("YEAR", "COUNTRY", "SAME", "OPPOSITE", "ABSTAIN", "ABSENT", "COINCIDENCE", "PARTIAL", "ISO", "OPPOSE")
FIRST_YEAR, ON_ALL_VOTES, WITH_ABSENT = 2000, 2018, 2021
REPEATED = "the same country and year again"
NO_VOTES = "No Votes"
"""Printed once for a country that was absent from every vote; elsewhere the file prints 0.0 or 0.5 for such a country."""

ABSENT_FROM_ALL = "took part in no vote: the printed share is left out"
SAME_NAME = {"Congo": ("COG",)}
"""The other Congo stands in the same tables as Dem. Rep. of Congo."""


def build(sheets: Sheets) -> Built:
    """The table as a data set; its date is the end of its newest year."""
    sheet = sheets["state_department"]
    years = [
        year
        for _, values in sheet.rows(("YEAR",))
        if not isinstance(values, Failure) and (year := year_from(values[0], FIRST_YEAR))
    ]
    newest = str(max(years, default=""))
    day = f"{newest}-12-31" if newest else ""
    return Built(
        "Voting Practices in the United Nations", f"years to {newest}", day, partial(records, sheet), sheet.total
    )


def records(sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """Five records for every row. A country is found by its ISO code, else by its name as printed: one code is misspelt."""
    names, codes = States(printed(SAME_NAME)), States(finder("iso3"))
    seen: set[tuple[str, int]] = set()
    for row, values in sheet.rows(REQUIRED, reading.skipped):
        if isinstance(values, Failure):
            yield values
            continue
        year = year_from(values[0], FIRST_YEAR)
        numbers = _numbers(values)
        if year is None or isinstance(numbers, str):
            reason = numbers if isinstance(numbers, str) else f"YEAR {values[0][:20]!r} is no year from {FIRST_YEAR}"
            yield Failure(sheet.name, row, reason, ", ".join(values)[:200])
            continue
        day, name = date(year, 12, 31), " ".join(values[1].split())
        state, why = codes[day][values[8].strip()]
        if not state:
            state, why = names[day][name]
        if not state or state == "USA":
            yield Failure(sheet.name, row, why or "the United States with itself", ", ".join(values)[:200])
        elif (state, year) in seen:
            reading.skipped[REPEATED] += 1
        else:
            seen.add((state, year))
            if not any(numbers[1:4]):
                reading.notes[ABSENT_FROM_ALL] += 1
                numbers[0] = None
            yield from _records(row, state, year, numbers, reading.origin.id)


def _records(row: int, state: str, year: int, numbers: list[float | None], origin: str) -> Iterator[Record]:
    one, two = sorted((state, "USA"))
    start, end = date(year, 1, 1), date(year, 12, 31)
    of_some = "" if year >= ON_ALL_VOTES else "_selected"
    coincidence, *counts = numbers
    name = f"us_coincidence{'_with_absent' if year >= WITH_ABSENT else of_some}"
    yield Record(name, one, two, start, end, coincidence, "share of votes (0 to 1)", False, origin, row)
    for what, count in zip(("same", "opposite", "partial", "absent"), counts, strict=True):
        if count is not None:
            yield Record(f"us_votes_{what}{of_some}", one, two, start, end, count, "votes", False, origin, row)


def _numbers(values: tuple[str, ...]) -> list[float | None] | str:
    """[coincidence, same, opposite, partial, absent], None where blank, or why a cell cannot be read.

    Two columns each hold the opposite and the partial votes, by year: OPPOSITE or OPPOSE, PARTIAL or ABSTAIN.
    """
    cells = [values[6], values[2], values[3] or values[9], values[7] or values[4], values[5]]
    numbers = [decimal(cell) for cell in cells]
    for name, cell, number in zip(
        ("COINCIDENCE", "SAME", "OPPOSITE", "PARTIAL", "ABSENT"), cells, numbers, strict=True
    ):
        if number is None and cell.strip() not in ("", NO_VOTES):
            return f"{name} {cell[:20]!r} is no number"
        if number is not None and (number < 0 or (name == "COINCIDENCE" and number > 1)):
            return f"{name} {cell[:20]!r} is out of range"
    if cells[0].strip() == "":
        return "COINCIDENCE is blank"
    return numbers


LAYOUT = Layout("state_department", "one row per country and year, with counts of votes", REQUIRED, build)

ADAPTER = Adapter(
    "state_department",
    "How often each country voted with the United States at the UN, by the count of the US Department of State.",
    (LAYOUT,),
    {
        "state_department": Publisher(
            "US Department of State",
            "US government work",
            "US Department of State, Voting Practices in the United Nations. "
            "https://www.state.gov/voting-practices-in-the-united-nations/",
            "https://www.state.gov/voting-practices-in-the-united-nations/",
        )
    },
)
