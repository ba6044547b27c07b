"""The official General Assembly Voting Data file of the Dag Hammarskjöld Library: one row per member and vote, 20 columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import partial

from comity.intake.records.base import Built, Layout, Sheets
from comity.intake.records.cells import whole
from comity.intake.records.states import States, finder
from comity.intake.records.un_votes.ballots import Lines, Printed, records
from comity.intake.records.un_votes.parsing import body_of, choice, date_in_name, day_in, newest
from comity.intake.rows import Sheet
from comity.schema import Failure, Item

REQUIRED = (
    "undl_id",
    "ms_code",
    "ms_name",
    "ms_vote",
    "date",
    "session",
    "resolution",
    "draft",
    "committee_report",
    "meeting",
    "title",
    "agenda_title",
    "subjects",
    "vote_note",
    "total_yes",
    "total_no",
    "total_abstentions",
    "total_non_voting",
    "total_ms",
    "undl_link",
)
_READ = (
    "undl_id",
    "ms_code",
    "ms_name",
    "ms_vote",
    "date",
    "resolution",
    "draft",
    "meeting",
    "title",
    "total_yes",
    "total_no",
    "total_abstentions",
    "undl_link",
)
BY_CODE = "name unknown, state found by its ms_code"


Vote = tuple[str, date, str]
"""item id, day, the day as text: every row of a vote must carry the same"""


def build(sheets: Sheets) -> Built:
    """The official file as a data set; its date is the one in the file name, else that of the newest vote."""
    sheet = sheets["official"]
    named = date_in_name(sheet.name)
    day = named or newest(values[0] for _, values in sheet.rows(("date",)) if not isinstance(values, Failure))
    version = f"file of {named}" if named else f"votes to {day}"
    source = partial(lines, sheet)
    return Built("General Assembly Voting Data", version, day, partial(records, source, sheet.name), sheet.total)


def lines(sheet: Sheet, skipped: Counter[str], notes: Counter[str]) -> Lines:
    """Lines of the official file. A member is found by its name on the day of the vote, then by ms_code."""
    votes: dict[str, Vote] = {}
    names, codes = States(finder("un")), States(finder("iso3"))
    for row, values in sheet.rows(_READ, skipped):
        if isinstance(values, Failure):
            yield values
            continue
        vote = votes.get(values[0]) or _vote(values)
        if isinstance(vote, str):
            yield _failure(sheet, row, vote, values)
            continue
        if values[0] not in votes:
            votes[values[0]] = vote
            yield from _about(sheet.name, row, vote, values)
        value, known = choice(values[3], notes)
        if values[4] != vote[2]:
            yield _failure(sheet, row, "the date differs from that of the vote's first row", values)
        elif not known:
            yield _failure(sheet, row, f"{values[3][:40]!r} is no known mark: Y, N, A or X expected", values)
        else:
            state, why = names[vote[1]][values[2]]
            if not state:
                state, _ = codes[vote[1]][values[1]]
                notes[BY_CODE] += bool(state)
            yield (row, vote[0], vote[1], state, value) if state else _failure(sheet, row, why, values)


def _vote(values: tuple[str, ...]) -> Vote | str:
    """The vote as its first usable row states it, or why this row states none."""
    number, day = whole(values[0]), day_in(values[4])
    if number is None:
        return f"undl_id {values[0][:40]!r} is no number"
    if day is None:
        return f"date {values[4][:40]!r} is no day such as 2024-12-04"
    if not body_of(values[5], values[6], values[7]):
        return "no symbol beginning A/ or S/ says which body voted"
    return f"undl:{number}", day, values[4]


def _about(where: str, row: int, vote: Vote, values: tuple[str, ...]) -> Iterator[Item | Printed]:
    symbol, draft, meeting, title, yes, no, abstain, link = values[5:]
    yield Item(vote[0], "resolution", title, vote[1], symbol, body_of(symbol, draft, meeting), link)
    yield Printed(where, row, vote[0], (whole(yes), whole(no), whole(abstain)))


def _failure(sheet: Sheet, row: int, reason: str, values: tuple[str, ...]) -> Failure:
    return Failure(sheet.name, row, reason, ", ".join(values[:6])[:200])


LAYOUT = Layout("official", "official file, one row per member and vote, 20 columns", REQUIRED, build)
