"""Pew Global Attitudes: how the people of one country see another country or body, by survey year.

`pew_favourable` and `pew_unfavourable` are the shares of respondents with a favourable (very or somewhat) and an
unfavourable view, `pew_very_favourable`, `pew_somewhat_favourable`, `pew_somewhat_unfavourable`,
`pew_very_unfavourable` and `pew_no_answer` their parts; unit "per cent of respondents, weighted". `pew_respondents`
is how many were asked, for the sampling error. state1 is the country asked, state2 the one judged, directed; the EU
and the UN are no states: state2 is None and the item "bloc:EU" or "body:UN". A record holds for the whole
year of the survey, whose days the file does not tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from comity.intake.records.base import Adapter, Built, Layout, Publisher, Reading, Row, Sheets
from comity.intake.records.cells import decimal, whole, year_from
from comity.intake.records.states import States, finder
from comity.intake.rows import Sheet
from comity.schema import Failure, Item, Record

REQUIRED = (
    "year",
    "country",
    "target",
    "n_respondents",
    "very_favorable",
    "somewhat_favorable",
    "somewhat_unfavorable",
    "very_unfavorable",
    "dk_refused",
    "favorable",
    "unfavorable",
    "suspect",
)
INDICATORS = (
    "pew_very_favourable",
    "pew_somewhat_favourable",
    "pew_somewhat_unfavourable",
    "pew_very_unfavourable",
    "pew_no_answer",
    "pew_favourable",
    "pew_unfavourable",
)
"""The columns of shares in the order of the file."""

BODIES = {
    "EU": Item("bloc:EU", "bloc", "EU", None),
    "UN": Item("body:UN", "body", "United Nations", None),
}
SAME_COUNTRY = {"PLS": "PSE"}
"""Codes of the respondent file that are no ISO code: the Palestinian territories in 2014."""

FIRST_YEAR = 2001
SUSPECT = "marked suspect: the respondent file holds another question there"
ITSELF = "a country judging itself"
REPEATED = "the same country, target and year again"
UNIT = "per cent of respondents, weighted"


def build(sheets: Sheets) -> Built:
    """The table as a data set; its date is the end of its newest year."""
    sheet = sheets["pew"]
    years = [
        year
        for _, values in sheet.rows(("year",))
        if not isinstance(values, Failure) and (year := year_from(values[0], FIRST_YEAR))
    ]
    newest = str(max(years, default=""))
    day = f"{newest}-12-31" if newest else ""
    return Built("Global Attitudes: favourability", f"surveys to {newest}", day, partial(records, sheet), sheet.total)


def records(sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """Eight records for every row; a row marked suspect (target CHN in 2013) is skipped and counted."""
    states = States(finder("iso3"))
    seen: set[tuple[str, ...]] = set()
    bodies: set[str] = set()
    for row, values in sheet.rows(REQUIRED, reading.skipped):
        if isinstance(values, Failure):
            yield values
        elif values[11].strip().lower() in ("true", "1"):
            reading.skipped[SUSPECT] += 1
        elif SAME_COUNTRY.get(values[1], values[1]) == values[2]:
            reading.skipped[ITSELF] += 1
        elif values[:3] in seen:
            reading.skipped[REPEATED] += 1
        elif isinstance(found := _records(row, values, states, reading.origin.id), str):
            yield Failure(sheet.name, row, found, ", ".join(values)[:200])
        else:
            seen.add(values[:3])
            if values[2] in BODIES and values[2] not in bodies:
                bodies.add(values[2])
                body = BODIES[values[2]]
                yield Item(body.id, body.kind, body.title, None, origin_id=reading.origin.id)
            yield from found


def _records(row: int, values: tuple[str, ...], states: States, origin: str) -> list[Record] | str:
    """The records of one row, or why there are none."""
    year, asked = year_from(values[0], FIRST_YEAR), whole(values[3])
    shares = [decimal(text) for text in values[4:11]]
    if year is None:
        return f"year {values[0][:20]!r}: a year from {FIRST_YEAR} expected"
    if not asked:
        return f"n_respondents {values[3][:20]!r}: a number above 0 expected"
    if any(
        text.strip() and (share is None or not 0 <= share <= 100)
        for text, share in zip(values[4:11], shares, strict=True)
    ):
        return "a share is no number from 0 to 100"
    start, end = date(year, 1, 1), date(year, 12, 31)
    state1, why = states[end][SAME_COUNTRY.get(values[1], values[1])]
    body = BODIES.get(values[2])
    state2, why2 = (None, "") if body else states[end][values[2]]
    if why or why2:
        return why or why2
    told = [(name, share, UNIT) for name, share in zip(INDICATORS, shares, strict=True) if share is not None]
    told.append(("pew_respondents", float(asked), "respondents"))
    item = body.id if body else ""
    return [
        Record(name, state1, state2, start, end, value, unit, True, origin, row, item) for name, value, unit in told
    ]


LAYOUT = Layout("pew", "one row per country asked, target and year, with shares of answers", REQUIRED, build)

ADAPTER = Adapter(
    "pew",
    "What people think of other countries: Pew Global Attitudes favourability by year.",
    (LAYOUT,),
    {
        "pew": Publisher(
            "Pew Research Center",
            "Pew terms: free use with credit to Pew Research Center",
            "Pew Research Center, Global Attitudes Survey. https://www.pewresearch.org/global/datasets/",
            "https://www.pewresearch.org/global/datasets/",
        )
    },
)
