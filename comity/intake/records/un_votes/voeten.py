"""Voeten, Strezhnev and Bailey's roll calls: one table of choices, one of roll calls.

Their dates need care. Until about session 51 (1996) the day is the day of the week, 1 to 7:
resolution 48/92 was voted on Monday 1993-12-20 and stands as 1993-12-02. Year and month
are right. The day is kept as the file states it, and a state is accepted where it
existed on any day of that month.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import partial

from comity.actors import get
from comity.errors import NotThen, UnknownActor
from comity.intake.records.base import Built, Layout, Sheets
from comity.intake.records.cells import whole
from comity.intake.records.matching import Part
from comity.intake.records.states import States, StatesOf, finder, month_of, within
from comity.intake.records.un_votes.ballots import Lines, records
from comity.intake.records.un_votes.parsing import day_in, newest
from comity.intake.rows import Sheet
from comity.schema import ABSTAIN, NO, YES, Failure, Item

TITLE = "United Nations General Assembly Voting Data: roll calls"
ROLL_CALLS = Part(
    "voeten_roll_calls", ("rcid", "session", "date", "unres"), "the table of roll calls of the same release"
)
Vote = tuple[str, date, StatesOf]
"""item id, day, what codes mean in that month"""

MARKS = {"yes": YES, "abstain": ABSTAIN, "no": NO}

LINES_OF_STATES = {
    "RU": ("SUN", "RUS"),
    "YU": ("YUG", "SCG", "SRB"),
    "CS": ("CSK",),
    "DD": ("DDR",),
    "YD": ("YMD",),
    "TW": ("TWN",),
    "CD": ("COD",),
}
"""Codes of the file that are no ISO code of a state today, or that it keeps for a state and those after it."""

NAMES = {"Federal Republic of Germany": ("DEU",), "Yemen Arab Republic": ("YAR", "YEM"), "Zanzibar": ("EAZ",)}
"""Countries the file gives no code. Yemen goes on under its old name to December 1990."""


def build(sheets: Sheets) -> Built:
    """Both tables as a data set; its date is that of the newest roll call."""
    votes, roll_calls = sheets["voeten"], sheets["voeten_roll_calls"]
    day = newest(values[0] for _, values in roll_calls.rows(("date",)) if not isinstance(values, Failure))
    source = partial(lines, votes, roll_calls)
    return Built(TITLE, f"roll calls to {day}", day, partial(records, source, votes.name), votes.total)


def lines(votes: Sheet, roll_calls: Sheet, skipped: Counter[str], notes: Counter[str]) -> Lines:
    """First the roll calls as items, then the choices."""
    known: dict[str, Vote] = {}
    yield from _roll_calls(roll_calls, known, skipped)
    for row, values in votes.rows(("rcid", "country_code", "country", "vote"), skipped):
        if isinstance(values, Failure):
            yield values
            continue
        vote = known.get(values[0]) or known.get(str(whole(values[0])))
        value = MARKS.get(values[3])
        if vote is None:
            yield failure(votes, row, f"rcid {values[0][:40]!r} is not among the roll calls read", values)
        elif value is None:
            yield failure(votes, row, f"{values[3][:40]!r} is no known choice: yes, abstain or no expected", values)
        else:
            state, why = vote[2][f"{values[1]}|{values[2]}"]
            yield (row, vote[0], vote[1], state, value) if state else failure(votes, row, why, values)


def find(code_and_name: str, day: date) -> str:
    """State id for "code|country" of the file. NA is Namibia's code and R's mark for missing: the name decides."""
    code, _, name = code_and_name.partition("|")
    if name in NAMES and code in ("", "NA"):
        return _standing(NAMES[name], day)
    if code in LINES_OF_STATES:
        return _standing(LINES_OF_STATES[code], day)
    if not code or (code == "NA" and name != "Namibia"):
        raise UnknownActor(f"no code, and {name!r} is not one of {', '.join(NAMES)}")
    return finder("iso2")(code, day)


def _standing(line: tuple[str, ...], day: date) -> str:
    for state in line:
        if get(state).existed(day):
            return state
    raise NotThen(f"none of {', '.join(line)} existed then")


def _roll_calls(sheet: Sheet, known: dict[str, Vote], skipped: Counter[str]) -> Lines:
    states = States(within(find, month_of))
    extra = [name for name in ("amend", "para", "descr", "short") if name in sheet.columns]
    for row, values in sheet.rows((*ROLL_CALLS.required, *extra), skipped):
        if isinstance(values, Failure):
            yield values
            continue
        told: dict[str, str] = dict(zip(extra, values[4:], strict=True))
        item = roll_call(values[0], values[2], values[3], told)
        if isinstance(item, str):
            yield failure(sheet, row, item, values[:4])
        elif (number := item.id.removeprefix("voeten:")) in known:
            yield failure(sheet, row, f"rcid {number} is listed twice; the first is kept", values[:4])
        elif item.date is not None:
            known[number] = (item.id, item.date, states[item.date])
            yield item


def roll_call(rcid: str, day_text: str, unres: str, told: dict[str, str]) -> Item | str:
    """The roll call as an item, or why it is none. The symbol is the file's own `unres`, as R/44/31.

    Its kind is resolution, amendment or paragraph by the file's marks.
    """
    number, day = whole(rcid), day_in(day_text)
    if number is None:
        return f"rcid {rcid[:40]!r} is no number"
    if day is None:
        return f"date {day_text[:40]!r} is no day such as 2021-12-17"
    kind = "amendment" if told.get("amend") == "1" else "paragraph" if told.get("para") == "1" else "resolution"
    title = told.get("descr") or told.get("short") or unres
    return Item(f"voeten:{number}", kind, title, day, unres, "GA", "https://doi.org/10.7910/DVN/LEJUQZ")


def failure(sheet: Sheet, row: int, reason: str, values: tuple[str, ...]) -> Failure:
    """A Failure that shows the start of the row."""
    return Failure(sheet.name, row, reason, ", ".join(values)[:200])


LAYOUT = Layout(
    "voeten",
    "choices by rcid and country, with a table of roll calls",
    ("rcid", "country", "country_code", "vote"),
    build,
    ROLL_CALLS,
)
