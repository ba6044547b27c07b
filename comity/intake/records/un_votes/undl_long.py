"""UN Digital Library pages as two tables: one row per member listed and vote, and one row per resolution."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import partial

from comity.intake.records.base import Built, Layout, Sheets
from comity.intake.records.cells import whole
from comity.intake.records.matching import Part
from comity.intake.records.states import States, StatesOf, finder
from comity.intake.records.un_votes.ballots import Lines, Printed, records
from comity.intake.records.un_votes.parsing import IRREGULAR, body_of, choice, day_in, newest
from comity.intake.rows import Sheet
from comity.schema import Failure, Item

ADDRESS = "https://digitallibrary.un.org/record/"
RESOLUTIONS = Part(
    "undl_resolutions",
    ("undl_id", "body", "resolution", "date", "title", "n_yes", "n_no", "n_abstain"),
    "the table of resolutions of the same data set",
)
Vote = tuple[str, date, StatesOf]
"""item id, day, what names mean on that day"""


def build(sheets: Sheets) -> Built:
    """Both tables as a data set; its date is the last reading of a page where stated, else that of the newest vote."""
    votes, resolutions = sheets["undl_long"], sheets["undl_resolutions"]
    stated = "scraped_at" if "scraped_at" in resolutions.columns else "date"
    day = newest(values[0][:10] for _, values in resolutions.rows((stated,)) if not isinstance(values, Failure))
    version = f"pages read to {day}" if stated == "scraped_at" else f"votes to {day}"
    source = partial(lines, votes, resolutions)
    title = "General Assembly and Security Council Voting Data, as listed on the voting pages"
    return Built(title, version, day, partial(records, source, votes.name), votes.total)


def lines(votes: Sheet, resolutions: Sheet, skipped: Counter[str], notes: Counter[str]) -> Lines:
    """First the resolutions as items, then the listed members; a member is found by its name on the day of the vote."""
    known: dict[str, Vote] = {}
    yield from _resolutions(resolutions, known, skipped)
    printed = ("as_printed",) if "as_printed" in votes.columns else ()
    for row, values in votes.rows(("undl_id", "ms_name", "ms_vote", *printed), skipped):
        if isinstance(values, Failure):
            yield values
            continue
        vote = known.get(values[0]) or known.get(str(whole(values[0])))
        if vote is None:
            yield _failure(votes, row, f"undl_id {values[0][:40]!r} is not among the resolutions read", values)
            continue
        value, good = choice(values[2], notes)
        if not good:
            yield _failure(votes, row, f"{values[2][:40]!r} is no known mark: Y, N, A or X expected", values)
        elif printed and values[3] and not _fits(values, notes):
            yield _failure(votes, row, f"the page prints {values[3][:80]!r}: no known mark before the name", values)
        else:
            state, why = vote[2][values[1]]
            yield (row, vote[0], vote[1], state, value) if state else _failure(votes, row, why, values)


def _fits(values: tuple[str, ...], notes: Counter[str]) -> bool:
    """Whether the mark as printed is the letter of the vote, only typed irregularly: 'a UNITED STATES' for A."""
    mark, _, name = values[3].partition(" ")
    notes[IRREGULAR] += (fits := mark.upper() == values[2] and name.strip() == values[1])
    return fits


def _resolutions(sheet: Sheet, known: dict[str, Vote], skipped: Counter[str]) -> Lines:
    states = States(finder("un"))
    meeting = ("meeting",) if "meeting" in sheet.columns else ()
    for row, values in sheet.rows((*RESOLUTIONS.required, *meeting), skipped):
        if isinstance(values, Failure):
            yield values
            continue
        number, day = whole(values[0]), day_in(values[3])
        body = values[1] if values[1] in ("GA", "SC") else body_of(values[2], *values[8:])
        if number is None or day is None or not body:
            yield _failure(sheet, row, _unusable(values, number, day), values[:5])
            continue
        if str(number) in known:
            yield _failure(sheet, row, f"undl_id {number} is listed twice; the first is kept", values[:5])
            continue
        item = f"undl:{number}"
        known[str(number)] = (item, day, states[day])
        yield Item(item, "resolution", values[4], day, values[2], body, f"{ADDRESS}{number}")
        yield Printed(sheet.name, row, item, (whole(values[5]), whole(values[6]), whole(values[7])))


def _unusable(values: tuple[str, ...], number: int | None, day: date | None) -> str:
    if number is None:
        return f"undl_id {values[0][:40]!r} is no number"
    if day is None:
        return f"date {values[3][:40]!r} is no day such as 2024-12-04"
    return "neither body nor symbol says whether the Assembly or the Council voted"


def _failure(sheet: Sheet, row: int, reason: str, values: tuple[str, ...]) -> Failure:
    return Failure(sheet.name, row, reason, ", ".join(values)[:200])


LAYOUT = Layout(
    "undl_long",
    "Digital Library pages, one row per member listed, with a table of resolutions",
    ("undl_id", "ms_name", "ms_vote"),
    build,
    RESOLUTIONS,
)
