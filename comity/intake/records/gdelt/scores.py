"""A pair score made from GDELT 2.0 by G. Zemo, added up by pair and month.

The score of a day is the Goldstein value with 0.025 for each source, 0.01 for each article and 0.01 of the tone, signed
as Goldstein, both directions added. `gdelt_score` is its sum over the days held of the month: `gdelt_score_days`
says how many, 15 to 31, so that a mean can be taken; months with fewer days have smaller sums for that alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from comity.intake.records.base import Built, Layout, Reading, Row, Sheets
from comity.intake.records.cameo import TERRITORIES
from comity.intake.records.cells import decimal, whole
from comity.intake.records.gdelt.events import INSIDE, TERRITORY
from comity.intake.records.states import States, finder, month_of
from comity.intake.rows import Sheet
from comity.schema import Failure, Record

REQUIRED = ("month", "iso3_a", "iso3_b", "score_sum", "days")
REPEATED = "the same pair and month again"


def build(sheets: Sheets) -> Built:
    """The table as a data set; its date is the end of its newest month."""
    sheet = sheets["gdelt_scores"]
    months = {values[0] for _, values in sheet.rows(("month",)) if not isinstance(values, Failure)}
    newest = max((span[1] for text in months if (span := _month(text))), default=None)
    day = newest.isoformat() if newest else ""
    title = "GDELT 2.0 pair score by month"
    return Built(title, f"months to {day[:7]}", day, partial(records, sheet), sheet.total)


def records(sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """Two records for every pair and month: the sum and the days it is over. A pair with itself and a territory are skipped."""
    states = States(finder("iso3"))
    spans: dict[str, tuple[date, date] | None] = {}
    seen: set[tuple[str, str, str]] = set()
    for row, values in sheet.rows(REQUIRED, reading.skipped):
        if isinstance(values, Failure):
            yield values
            continue
        month, one, two = values[:3]
        if one == two or one in TERRITORIES or two in TERRITORIES:
            reading.skipped[INSIDE if one == two else TERRITORY] += 1
            continue
        if month not in spans:
            spans[month] = _month(month)
        found = _read(values, spans[month], states)
        if isinstance(found, str):
            yield Failure(sheet.name, row, found, ", ".join(values)[:200])
            continue
        state1, state2, score, days = found
        if (month, state1, state2) in seen:
            reading.skipped[REPEATED] += 1
            continue
        seen.add((month, state1, state2))
        start, end = spans[month] or (date.min, date.max)
        for name, value, unit in (("gdelt_score", score, "score, summed"), ("gdelt_score_days", float(days), "days")):
            yield Record(name, state1, state2, start, end, value, unit, False, reading.origin.id, row)


def _read(values: tuple[str, ...], span: tuple[date, date] | None, states: States) -> tuple[str, str, float, int] | str:
    month, one, two, score_text, days_text = values
    score, days = decimal(score_text), whole(days_text)
    if span is None:
        return f"month {month[:20]!r}: a month such as 2018-01 expected"
    if score is None:
        return f"score_sum {score_text[:20]!r} is no number"
    if not days or days > 31:
        return f"days {days_text[:20]!r}: 1 to 31 expected"
    (state1, why), (state2, why2) = states[span[1]][one], states[span[1]][two]
    return why or why2 or (min(state1, state2), max(state1, state2), score, days)


def _month(text: str) -> tuple[date, date] | None:
    """First and last day of a month written 2018-01."""
    try:
        first = date.fromisoformat(f"{text}-01") if len(text) == 7 else None
    except ValueError:
        return None
    return (first, month_of(first)[2]) if first else None


LAYOUT = Layout("gdelt_scores", "one row per unordered pair and month, with a score and its days", REQUIRED, build)
