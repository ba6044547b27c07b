"""The one-file layout of the Dataverse releases up to v33: a row per country and roll call, coded numerically.

Written after its codebook (vote 1 yes, 2 abstain, 3 no, 8 absent, 9 not a member; ccode Correlates of War).
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import partial

from comity.intake.records.base import Built, Layout, Sheets
from comity.intake.records.states import States, finder, month_of, within
from comity.intake.records.un_votes.ballots import Lines, records
from comity.intake.records.un_votes.parsing import newest
from comity.intake.records.un_votes.voeten import TITLE, failure, roll_call
from comity.intake.rows import Sheet
from comity.schema import ABSTAIN, NO, YES, Failure

REQUIRED = ("rcid", "ccode", "vote", "session", "date", "unres")
MARKS: dict[str, float | None] = {"1": YES, "2": ABSTAIN, "3": NO, "8": None}
NOT_A_MEMBER = "not a member of the UN (vote 9)"


def build(sheets: Sheets) -> Built:
    """The file as a data set; its date is that of the newest roll call."""
    sheet = sheets["voeten_single"]
    day = newest(values[0] for _, values in sheet.rows(("date",)) if not isinstance(values, Failure))
    source = partial(lines, sheet)
    return Built(TITLE, f"roll calls to {day}", day, partial(records, source, sheet.name), sheet.total)


def lines(sheet: Sheet, skipped: Counter[str], notes: Counter[str]) -> Lines:
    """Every roll call as an item at its first row, then its choices. Rows of states outside the UN are skipped."""
    extra = [name for name in ("amend", "para", "descr", "short") if name in sheet.columns]
    known: dict[str, tuple[str, date, str] | str] = {}
    states = States(within(finder("cow"), month_of))
    for row, values in sheet.rows((*REQUIRED, *extra), skipped):
        if isinstance(values, Failure):
            yield values
            continue
        rcid, ccode, mark, _, day_text, unres = values[:6]
        vote = known.get(rcid)
        if vote is None:
            item = roll_call(rcid, day_text, unres, dict(zip(extra, values[6:], strict=True)))
            if isinstance(item, str) or item.date is None:
                vote = known[rcid] = str(item)
            else:
                vote = known[rcid] = (item.id, item.date, day_text)
                yield item
        if mark == "9":
            skipped[NOT_A_MEMBER] += 1
            continue
        reason = vote if isinstance(vote, str) else _unusable(mark, day_text, vote[2])
        if isinstance(vote, str) or reason:
            yield failure(sheet, row, reason, values[:6])
            continue
        state, why = states[vote[1]][ccode.removesuffix(".0")]
        yield (row, vote[0], vote[1], state, MARKS[mark]) if state else failure(sheet, row, why, values[:6])


def _unusable(mark: str, day_text: str, first: str) -> str:
    if mark not in MARKS:
        return f"vote {mark[:40]!r} is no known choice: 1, 2, 3, 8 or 9 expected"
    return "" if day_text == first else "the date differs from that of the roll call's first row"


LAYOUT = Layout("voeten_single", "one row per country and roll call, numeric choices and COW codes", REQUIRED, build)
